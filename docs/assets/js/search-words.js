/**
 * Words as the search compares them: where a text has words, and one form for all spellings of a word.
 *
 * Folding serves comparison only and is applied to the index and to the query alike, so a rule may be crude as
 * long as two different words of the field do not become one.
 */

/** Words that ask without saying about what; they are not indexed and never decide. */
const STOP = new Set(
  `a about all am an and any are as at be because been being but by can could did do does doing for from get had has
  have having he her here his how i if in into is it its just me more most my need no not of on one or our out s she
  should so some such t than that the their them then there these they this those to too up us very was we were what
  whats when where which who whom whose why will with without would you your dont doesnt isnt cant`.split(/\s+/),
);

/** Words that open a question more often than they say what it is about; they count for a quarter. */
const WEAK = new Set(
  `compare define describe difference different discuss example explain give interview question say show tell use used
  using vs versus work walk through between want know`
    .split(/\s+/)
    .map((word) => fold(word)),
);

/** @param {string} word lower case, as written */
export const isStop = (word) => STOP.has(word);

/** @param {string} term folded */
export const isWeak = (term) => WEAK.has(term);

/** A written word in lower case, without accents, apostrophes and the possessive. @param {string} word */
export function plainWord(word) {
  return word
    .normalize("NFKD")
    .toLowerCase()
    .replace(/['’]s$/u, "")
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/**
 * One form for the spellings of a word: singular, American or British, with doubled consonants single.
 *
 * "z" becomes "s" everywhere, which makes "regularisation" and "regularization" equal at every prefix too; the
 * other British forms (-our, -tre, -logue, -mme, -lling) follow their own rules. Words of up to three letters are
 * abbreviations and stay as they are.
 * @param {string} word lower case, without punctuation
 */
export function fold(word) {
  if (word.length <= 3) return word;
  return singular(word)
    .replaceAll("z", "s")
    .replace(/^([a-z]{3,})our/, "$1or")
    .replace(/([^aeiou])(t|b)re(d?)$/, "$1$2er$3")
    .replace(/logue$/, "log")
    .replace(/mme$/, "m")
    .replace(/^(.{2,}?)([bcdfgklmnprst])\2/, "$1$2")
    .replace(/^(.{2,}?)([bcdfgklmnprst])\2/, "$1$2");
}

/** @param {string} word */
function singular(word) {
  if (/[^s]sis$/.test(word) && word.length > 5) return word.slice(0, -2) + "e"; // hypothesis, hypotheses
  if (/ies$/.test(word) && word.length > 4) return word.slice(0, -3) + "y";
  if (/(ss|ch|sh|x|ias)es$/.test(word)) return word.slice(0, -2);
  if (/(ss|us|is|ias)$/.test(word)) return word;
  return word.replace(/s$/, "").replace(/(ch|sh)e$/, "$1"); // cache, since "caches" ends as "batches" does
}

/**
 * A word of a text: `raw` in lower case, `term` folded, `start` and `end` in the text; `glued` when only a hyphen, a
 * dash, a slash or an ampersand stands between it and the word before.
 * @typedef {{raw: string, term: string, start: number, end: number, glued: boolean}} Word
 */

/** @type {Map<string, {raw: string, term: string}>} */
const known = new Map();

/** The forms of a word, computed once: a thousand questions repeat the same few thousand words. */
function forms(written) {
  let found = known.get(written);
  if (!found) {
    const raw = plainWord(written);
    found = { raw, term: fold(raw) };
    known.set(written, found);
  }
  return found;
}

/** The words of a text, in order. @param {string} text @returns {Word[]} */
export function words(text) {
  const found = [];
  let end = -2;
  for (const match of text.matchAll(/[\p{L}\p{N}]+(?:['’]\p{L}+)*/gu)) {
    const { raw, term } = forms(match[0]);
    if (!raw) continue;
    const start = match.index;
    const glued = start === end + 1 && /[-‐‑–—/&]/.test(text[end]);
    end = start + match[0].length;
    found.push({ raw, term, start, end, glued });
  }
  return found;
}

/** Whether a query says nothing yet: it is empty, "how do you", a single letter. @param {string} query */
export const saysNothing = (query) =>
  words(query).every((word) => !word.glued && (isStop(word.raw) || word.raw.length === 1));

/** The compounds of glued words, so that "k-NN" is found as "knn": every pair, and a whole of three or more.
 * @param {Word[]} list @returns {{term: string, first: number, last: number}[]} */
function compounds(list) {
  const found = [];
  for (let first = 0; first < list.length; first++) {
    for (let last = first + 1; last < list.length && list[last].glued; last++) {
      if (last === first + 1 || (!list[first].glued && !list[last + 1]?.glued)) {
        found.push({ term: joined(list.slice(first, last + 1)), first, last });
      }
    }
  }
  return found;
}

/** Several words read as one. @param {Word[]} list */
export const joined = (list) => fold(list.map((word) => word.raw).join(""));

/** The terms under which a text is indexed: its words without stop words, and its compounds. @param {string} text */
export function terms(text) {
  const list = words(text);
  const single = list.filter((word) => !isStop(word.raw)).map((word) => word.term);
  return single.concat(compounds(list).map((compound) => compound.term));
}

/**
 * A text in pieces, those that carry one of the terms marked.
 * @param {string} text @param {Set<string>} wanted @returns {{text: string, mark: boolean}[]}
 */
export function pieces(text, wanted) {
  const list = words(text);
  const spans = list.filter((word) => !isStop(word.raw) && wanted.has(word.term)).map(({ start, end }) => [start, end]);
  for (const { term, first, last } of compounds(list)) {
    if (wanted.has(term)) spans.push([list[first].start, list[last].end]);
  }
  spans.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const found = [];
  let at = 0;
  for (const [start, end] of spans) {
    if (start < at) continue;
    if (start > at) found.push({ text: text.slice(at, start), mark: false });
    found.push({ text: text.slice(start, end), mark: true });
    at = end;
  }
  if (at < text.length) found.push({ text: text.slice(at), mark: false });
  return found;
}
