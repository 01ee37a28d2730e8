/**
 * What a reader has practiced, starred and written: the one thing that is kept, from which all else is worked out.
 *
 * It is a log. Nothing in it is changed later, so two devices' records are put together by taking all of both. No DOM.
 *
 * @typedef {{at: number, slug: string, grade: 1 | 2 | 3 | 4, wording: number, seconds: number, missed: string[]}} Review
 *   `at` is the moment in milliseconds, `wording` which wording was asked (0 is the title), `seconds` how long it was
 *   spoken, `missed` the marks of the points that were not made (see `mark`)
 * @typedef {{version: 1, reviews: Review[], undone: string[], stars: Record<string, {on: boolean, at: number}>,
 *   notes: Record<string, {answer: string, example: string, at: number}>,
 *   worksheets: Record<string, {kind: string, name: string, texts: Record<string, string>, gone: boolean, at: number}>,
 *   plan: {path: string, date: string, at: number}}} Record
 */

const KEY = "handbook.record"; // a stored key: never renamed without carrying the old value over
export const VERSION = 1;
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const MARK = /^[0-9a-f]{8}$/;
const REVIEW_ID = /^\d{1,16}-[a-z0-9-]{1,60}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
export const LONGEST_NOTE = 4_000; // characters
export const MOST_REVIEWS = 100_000;
export const LARGEST = 20_000_000; // characters of a file

export class RecordError extends Error {}

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const isSlug = (value) => typeof value === "string" && value.length <= 60 && SLUG.test(value);
const isTime = (value) => Number.isSafeInteger(value) && value >= 0;
const isText = (value, most) => typeof value === "string" && value.length <= most;

/** @returns {Record} */
export const emptyRecord = () => ({
  version: VERSION,
  reviews: [],
  undone: [],
  stars: {},
  notes: {},
  worksheets: {},
  plan: { path: "", date: "", at: 0 },
});

const isReview = (found) =>
  isObject(found) &&
  isTime(found.at) &&
  isSlug(found.slug) &&
  [1, 2, 3, 4].includes(found.grade) &&
  Number.isInteger(found.wording) &&
  found.wording >= 0 &&
  found.wording < 100 &&
  Number.isFinite(found.seconds) &&
  found.seconds >= 0 &&
  found.seconds < 1e6 &&
  Array.isArray(found.missed) &&
  found.missed.length <= 50 &&
  found.missed.every((value) => typeof value === "string" && MARK.test(value));
const isStar = (found) => isObject(found) && typeof found.on === "boolean" && isTime(found.at);
const isNote = (found) =>
  isObject(found) && isText(found.answer, LONGEST_NOTE) && isText(found.example, LONGEST_NOTE) && isTime(found.at);
const isWorksheet = (found) =>
  isObject(found) &&
  isSlug(found.kind) &&
  isText(found.name, 80) &&
  typeof found.gone === "boolean" &&
  isTime(found.at) &&
  isObject(found.texts) &&
  Object.keys(found.texts).length <= 50 &&
  Object.entries(found.texts).every(([name, text]) => isSlug(name) && isText(text, LONGEST_NOTE));
const isPlan = (found) =>
  isObject(found) &&
  (found.path === "" || isSlug(found.path)) &&
  (found.date === "" || (isText(found.date, 10) && DAY.test(found.date))) &&
  isTime(found.at);

/**
 * A record from what may be anything. What does not belong is left out and told.
 * @returns {{record: Record, refused: string[]}} `refused` says, in a few words each, what was left out
 */
export function recordFrom(found) {
  const record = emptyRecord();
  const refused = [];
  if (!isObject(found)) return { record, refused: ["it is no record"] };
  if (found.version !== VERSION) return { record, refused: [`it is of version ${String(found.version).slice(0, 20)}`] };
  const list = (name, fits, copy) => {
    const items = Array.isArray(found[name]) ? found[name].slice(0, MOST_REVIEWS) : [];
    const good = items.filter(fits);
    if (!Array.isArray(found[name])) refused.push(`${name} is no list`);
    else if (good.length < found[name].length) refused.push(`${found[name].length - good.length} of ${name}`);
    return good.map(copy);
  };
  const table = (name, fits, copy) => {
    if (found[name] === undefined && name === "worksheets") return {}; // records were kept before there were any
    if (!isObject(found[name])) {
      refused.push(`${name} is no table`);
      return {};
    }
    const rows = Object.entries(found[name]);
    const good = rows.filter(([slug, row]) => isSlug(slug) && fits(row));
    if (good.length < rows.length) refused.push(`${rows.length - good.length} of ${name}`);
    return Object.fromEntries(good.map(([slug, row]) => [slug, copy(row)]));
  };
  record.reviews = list("reviews", isReview, ({ at, slug, grade, wording, seconds, missed }) => ({
    ...{ at, slug, grade, wording, seconds },
    missed: [...new Set(missed)].sort(),
  }));
  record.undone = list("undone", (id) => isText(id, 80) && REVIEW_ID.test(id), String);
  record.stars = table("stars", isStar, ({ on, at }) => ({ on, at }));
  record.notes = table("notes", isNote, ({ answer, example, at }) => ({ answer, example, at }));
  record.worksheets = table("worksheets", isWorksheet, ({ kind, name, texts, gone, at }) => ({
    ...{ kind, name, gone, at },
    texts: Object.fromEntries(Object.entries(texts).sort(byName)),
  }));
  if (isPlan(found.plan)) record.plan = { path: found.plan.path, date: found.plan.date, at: found.plan.at };
  else refused.push("the plan");
  return { record: merged(record, emptyRecord()), refused };
}

/** What names a review: the moment and the question. @param {Review} review */
export const idOf = ({ at, slug }) => `${at}-${slug}`;

/** The later of two values; of two of one moment always the same one, whichever comes first. */
function later(a, b) {
  if (!a || !b) return a ?? b;
  if (a.at !== b.at) return a.at > b.at ? a : b;
  return JSON.stringify(a) >= JSON.stringify(b) ? a : b;
}

const byName = (a, b) => (a[0] < b[0] ? -1 : 1);

function mergedTables(a, b) {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  const value = (table, name) => (Object.hasOwn(table, name) ? table[name] : undefined);
  return Object.fromEntries([...names].map((name) => [name, later(value(a, name), value(b, name))]).sort(byName));
}

/**
 * Both records in one. The order does not matter, nor how often a record is put in: nothing is lost, nothing doubled.
 * @param {Record} a
 * @param {Record} b
 * @returns {Record}
 */
export function merged(a, b) {
  const reviews = new Map();
  for (const review of [...a.reviews, ...b.reviews]) {
    const id = idOf(review);
    const other = reviews.get(id);
    reviews.set(id, other && JSON.stringify(other) >= JSON.stringify(review) ? other : review);
  }
  return {
    version: VERSION,
    reviews: [...reviews.values()].sort((x, y) => x.at - y.at || (x.slug < y.slug ? -1 : 1)),
    undone: [...new Set([...a.undone, ...b.undone])].sort(),
    stars: mergedTables(a.stars, b.stars),
    notes: mergedTables(a.notes, b.notes),
    worksheets: mergedTables(a.worksheets, b.worksheets),
    plan: later(a.plan, b.plan),
  };
}

/** The reviews that count: those that were not undone. @param {Record} record */
export function counted({ reviews, undone }) {
  const gone = new Set(undone);
  return reviews.filter((review) => !gone.has(idOf(review)));
}

/** A short mark of a point's text, by which a missed one is known again (FNV-1a, Fowler, Noll and Vo, 32 bits). */
export function mark(text) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text.replace(/\s+/g, " ").trim())) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, "0");
}

/** The record as a file, and back. */
export const fileOf = (record) => `${JSON.stringify(record, null, 1)}\n`;

/** @param {string} text @returns {Record} @throws {RecordError} where anything in the file does not belong there */
export function recordOfFile(text) {
  if (text.length > LARGEST) throw new RecordError("it is too large");
  let found;
  try {
    found = JSON.parse(text);
  } catch {
    throw new RecordError("it is no JSON");
  }
  const { record, refused } = recordFrom(found);
  if (refused.length) throw new RecordError(refused.join(", "));
  return record;
}

/**
 * The record in this browser. Other windows may write it too: what they added is taken in before every change.
 * @param {Storage | undefined} storage
 */
export function createRecord(storage) {
  let memory = emptyRecord(); // what this page has added, should the browser keep nothing
  const stored = () => {
    try {
      return recordFrom(JSON.parse(storage?.getItem(KEY) ?? "null")).record;
    } catch {
      return emptyRecord();
    }
  };
  const read = () => merged(stored(), memory);
  /** @param {(record: Record) => Record} make @returns {boolean} whether the browser took it */
  const change = (make) => {
    memory = recordFrom(make(read())).record;
    try {
      if (!storage) return false;
      storage.setItem(KEY, JSON.stringify(memory));
      return true;
    } catch {
      return false;
    }
  };
  return {
    key: KEY,
    read,
    add: (review) => change((record) => ({ ...record, reviews: [...record.reviews, review] })),
    undo: (review) => change((record) => ({ ...record, undone: [...record.undone, idOf(review)] })),
    star: (slug, on, at) => change((record) => ({ ...record, stars: { ...record.stars, [slug]: { on, at } } })),
    note: (slug, note) => change((record) => ({ ...record, notes: { ...record.notes, [slug]: note } })),
    worksheet: (id, sheet) => change((record) => ({ ...record, worksheets: { ...record.worksheets, [id]: sheet } })),
    plan: (plan) => change((record) => ({ ...record, plan })),
    take: (other) => change((record) => merged(record, other)),
    /** Forget everything. @returns {boolean} whether the browser did */
    forget: () => {
      memory = emptyRecord();
      try {
        storage?.removeItem(KEY);
        return true;
      } catch {
        return false;
      }
    },
  };
}
