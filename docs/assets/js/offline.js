/** Lets the service worker keep what a page has loaded, so that it works without a network from now on. */

/** @param {string[]} [more] absolute addresses that the page will need and has not loaded yet */
export async function keepOffline(more = []) {
  try {
    await navigator.serviceWorker.register(new URL("../../sw.js", import.meta.url));
    const { active } = await navigator.serviceWorker.ready;
    const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
    const done = new Promise((resolve) =>
      navigator.serviceWorker.addEventListener("message", resolve, { once: true }),
    );
    active.postMessage({ keep: [location.href.split("#")[0], ...loaded, ...more] });
    await done;
    document.documentElement.dataset.kept = "yes";
  } catch {
    // A browser without service workers, or one that refuses: the page needs its network, as before.
  }
}
