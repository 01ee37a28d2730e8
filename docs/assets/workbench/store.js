/**
 * The reader's code, kept in this browser: one entry a question, {mode: text}. No DOM.
 *
 * What is read back may be anything, by an older version or by hand: only short texts under known modes are taken.
 */

const PREFIX = "handbook.code."; // a stored key: never renamed without carrying the old value over
const MOST = 100_000; // characters of one text

/**
 * @param {Storage | undefined} storage
 * @param {string} slug
 * @param {string[]} aliases former slugs of the question, whose code is carried over
 * @param {string[]} modes
 */
export function createStore(storage, slug, aliases, modes) {
  const parse = (text) => {
    try {
      const found = JSON.parse(text);
      return found !== null && typeof found === "object" && !Array.isArray(found) ? found : {};
    } catch {
      return {};
    }
  };
  const read = () => {
    const kept = new Map();
    for (const name of [slug, ...aliases].reverse()) {
      const found = parse(storage?.getItem(PREFIX + name) ?? "{}");
      for (const mode of modes) {
        const text = Object.hasOwn(found, mode) ? found[mode] : undefined;
        if (typeof text === "string" && text.length <= MOST) kept.set(mode, text);
      }
    }
    return kept;
  };
  let kept = new Map();
  try {
    kept = read();
  } catch {
    // A browser that keeps nothing: the code lives as long as the page.
  }
  return {
    get: (mode) => kept.get(mode),
    any: () => kept.size > 0,
    /** Keep a text, or forget it where it is undefined. @returns {boolean} whether the browser took it */
    set(mode, text) {
      if (text === undefined) kept.delete(mode);
      else kept.set(mode, text);
      if (text !== undefined && text.length > MOST) return false;
      try {
        if (!storage) return false;
        if (kept.size) storage.setItem(PREFIX + slug, JSON.stringify(Object.fromEntries(kept)));
        else storage.removeItem(PREFIX + slug);
        return true;
      } catch {
        return false;
      }
    },
  };
}
