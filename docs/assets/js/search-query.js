/** What a query asks for: which of its words count, and what may stand for them. No index, no DOM. */

import { fold, isStop, isWeak, joined, words } from "./search-words.js";

const SYNONYM = 0.9; // what another term for the same is worth
const SYNONYM_WORDS = 6; // the longest term of a synonym group, in words

/**
 * From a term, read as one word, to the other terms of its groups, each as a list of index terms.
 * @param {string[][]} groups @returns {Map<string, string[][]>}
 */
export function synonymTable(groups) {
  const table = new Map();
  for (const group of groups) {
    const members = group.map((text) => ({ key: joined(words(text)), terms: contentTerms(words(text)) }));
    for (const { key } of members) {
      const others = members.filter((other) => other.key !== key).map((other) => other.terms);
      table.set(key, (table.get(key) ?? []).concat(others));
    }
  }
  return table;
}

/** What must be found for a run of words: its terms without stop words, a compound as the one term it is indexed by. */
function contentTerms(list) {
  const found = [];
  for (let at = 0; at < list.length; at++) {
    let last = at;
    while (list[last + 1]?.glued) last++;
    if (last > at && list.slice(at, last + 1).some((word) => word.raw.length === 1)) {
      found.push(joined(list.slice(at, last + 1))); // of "k-NN" or "A/B" the letters alone say nothing
      at = last;
    } else if (!isStop(list[at].raw)) {
      found.push(list[at].term);
    }
  }
  return found;
}

/**
 * A part of a query: `words` that each count by themselves, and `alternatives`, of which any one, found whole in one
 * passage, stands for all the words. Its score times `worth` is what it earns: never more than its own terms, nor than
 * as many terms as the words it stands for; the words themselves, written together, earn as much as apart.
 * @typedef {{wanted: string[], worth: number}} Alternative
 * @typedef {{words: {term: string, weak: boolean, last: boolean}[], alternatives: Alternative[]}} Span
 */

/**
 * @param {string} query
 * @param {Map<string, string[][]>} synonyms
 * @param {(term: string) => boolean} isTerm whether the index has the term
 * @returns {Span[]}
 */
export function parse(query, synonyms, isTerm) {
  const list = words(query);
  const open = !/\s$/.test(query); // the last word may be unfinished
  const spans = [];
  for (let at = 0; at < list.length; ) {
    let length = Math.min(SYNONYM_WORDS, list.length - at);
    let alternatives = [];
    for (; length > 0; length--) {
      const key = joined(list.slice(at, at + length));
      const known = length > 1 && length < 4 && isTerm(key);
      const worth = (wanted) => SYNONYM * Math.min(1, length / wanted.length);
      alternatives = (synonyms.get(key) ?? []).map((wanted) => ({ wanted, worth: worth(wanted) }));
      if (known) alternatives.push({ wanted: [key], worth: length });
      if (alternatives.length) break;
    }
    length = Math.max(length, 1);
    const own = list
      .slice(at, at + length)
      .filter((word) => !isStop(word.raw))
      .map((word) => ({ term: word.term, weak: isWeak(word.term), last: open && word === list.at(-1) }));
    if (length === 1 && own.length) alternatives.push(...splits(list[at].raw, isTerm));
    if (own.length || alternatives.length) spans.push({ words: own, alternatives });
    at += length;
  }
  return spans;
}

/** Two known words written as an unknown one: "logloss". Only the most even split counts. */
function splits(raw, isTerm) {
  if (raw.length < 6 || isTerm(fold(raw))) return [];
  const middle = Math.floor(raw.length / 2);
  for (let step = 0; step <= middle - 3; step++) {
    for (const cut of [middle - step, middle + step]) {
      const pair = [fold(raw.slice(0, cut)), fold(raw.slice(cut))];
      if (pair.every((term) => isTerm(term))) return [{ wanted: pair, worth: 1 }];
    }
  }
  return [];
}
