/** Where the site is, whatever page asks; the site may be served below any folder. */

export const root = new URL("../../", import.meta.url);

/** The absolute address of an address from the site's root. */
export const at = (address) => new URL(address, root).href;

const PATIENCE = 20_000; // milliseconds before a load that does not end counts as failed

/** The parsed JSON at an address from the site's root. @throws where it cannot be had */
export async function json(address) {
  const response = await fetch(at(address), { signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}

/** The browser's storage, or undefined where it keeps nothing. @returns {Storage | undefined} */
export function storage() {
  try {
    localStorage.getItem("handbook");
    return localStorage;
  } catch {
    return undefined;
  }
}
