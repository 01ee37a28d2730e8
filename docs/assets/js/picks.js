/**
 * The questions a reader has picked for a sheet of their own, kept in this browser. No DOM.
 *
 * What is read back may be anything, by an older version or by hand: only slugs and known choices are taken.
 */

const KEY = "handbook.sheet"; // a stored key: never renamed without carrying the old value over
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
export const MOST = 2000;
const LONGEST = 60; // characters of a slug
const CHOICES = { way: ["answers", "questions", "recall"], paper: ["a4", "letter"], order: ["workflow", "own"] };

/**
 * @typedef {{questions: string[], way: string, paper: string, order: string}} Sheet `questions` are slugs; `order` says
 *   whether they are shown in the order of the workflow or in that of the list
 */

/** The slugs of a list that may hold anything: each once, in order. @returns {string[]} */
export function slugs(found) {
  if (!Array.isArray(found)) return [];
  const valid = found.filter((slug) => typeof slug === "string" && slug.length <= LONGEST && SLUG.test(slug));
  return [...new Set(valid)].slice(0, MOST);
}

/** A sheet from what may be anything. @returns {Sheet} */
export function sheetFrom(found) {
  const record = found !== null && typeof found === "object" && !Array.isArray(found) ? found : {};
  const chosen = Object.entries(CHOICES).map(([name, values]) => [
    name,
    values.includes(record[name]) ? record[name] : values[0],
  ]);
  return { questions: slugs(record.questions), ...Object.fromEntries(chosen) };
}

/** @param {Storage | undefined} storage */
export function createPicks(storage) {
  let unkept = null; // the sheet of a page whose browser keeps nothing
  const read = () => {
    if (unkept) return unkept;
    try {
      return sheetFrom(JSON.parse(storage?.getItem(KEY) ?? "null"));
    } catch {
      return sheetFrom(null);
    }
  };
  /** @returns {boolean} whether the browser took it */
  const write = (sheet) => {
    try {
      if (!storage) throw new Error("no storage");
      storage.setItem(KEY, JSON.stringify(sheet));
      unkept = null;
      return true;
    } catch {
      unkept = sheet;
      return false;
    }
  };
  const change = (make) => {
    const before = read();
    return write(sheetFrom({ ...before, ...make(before) }));
  };
  return {
    key: KEY,
    sheet: read,
    has: (slug) => read().questions.includes(slug),
    add: (added) => change(({ questions }) => ({ questions: [...questions, ...added] })),
    remove: (removed) => change(({ questions }) => ({ questions: questions.filter((slug) => !removed.includes(slug)) })),
    replace: (questions) => change(() => ({ questions })),
    choose: (choices) => change(() => choices),
    /** Move a question by so many places in what is shown, which becomes the reader's own order. */
    move: (shown, slug, by) => {
      const order = [...shown];
      const from = order.indexOf(slug);
      const to = from + by;
      if (from < 0 || to < 0 || to >= order.length) return true;
      order.splice(to, 0, ...order.splice(from, 1));
      return change(() => ({ questions: order, order: "own" }));
    },
  };
}

/**
 * What an address asks to be shown instead of the reader's own sheet: `#questions=a.b.c` or `#from=topics/trees/`,
 * with `way` and `order` if they are named. Null where it asks for nothing.
 * @returns {{questions: string[], from: string, way: string, order: string} | null}
 */
export function asked(hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const from = given.get("from") ?? "";
  const questions = slugs((given.get("questions") ?? "").split("."));
  const page = /^[a-z0-9-]+(?:\/[a-z0-9-]+)*\/$/.test(from) ? from : "";
  if (!page && !questions.length) return null;
  const { way, order } = sheetFrom(Object.fromEntries(given));
  return { questions, from: page, way, order };
}

/** The hash that `asked` reads back. */
export const shared = ({ questions, way, order }) => `#questions=${questions.join(".")}&way=${way}&order=${order}`;
