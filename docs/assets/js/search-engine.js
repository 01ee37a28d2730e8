/**
 * The search over the questions, without DOM: builds the index from assets/search.json, and from
 * assets/search-rest.json if it is there, and answers queries.
 *
 * MiniSearch holds the index and scores single terms (BM25). Here it is decided which terms a typed word may stand
 * for, how much of the query a question covers, and which of its sentences answers it best.
 */

import MiniSearch from "../vendor/minisearch/minisearch.js";
import { parse, synonymTable } from "./search-query.js";
import { fold, joined, terms, words } from "./search-words.js";

export { pieces, saysNothing } from "./search-words.js";

/** The form of the data that this engine reads. */
export const VERSION = 2;

const BOOST = { short: 6, title: 5, variants: 3, followups: 2, topics: 2, parts: 1.5, gist: 1.2, words: 3, place: 0.8 };
const FIELDS = Object.keys(BOOST);
const NOISE = 0.05; // a result below this share of the best one's score is no answer
const CANDIDATES = 40; // the best by score are read passage by passage
const WORDS = 60; // more than the words of a page with their compounds: each list counts as this long

/**
 * @typedef {{name: string, title: string, number?: number}} Place `number` counts the stages from 1
 * @typedef {{kind: "variant" | "follow-up" | "part", text: string}} Matched
 * @typedef {{slug: string, title: string, short: string, gist: string, place: Place, category: string,
 *   level: {name: string, title: string}, matched: Matched | null, terms: Set<string>}} Result
 *   `matched` is the variant, follow-up or named part that answers the query better than the title does;
 *   `terms` are for `pieces`, to mark the words that matched
 * @typedef {{search: (query: string, options?: {limit?: number}) => Result[], size: number}} Search
 */

/**
 * Builds the index, in slices of a few milliseconds so that typing is never blocked.
 * @param {any} data the parsed assets/search.json
 * @param {{rest?: any, slice?: number, pause?: () => Promise<void>}} [options] `rest` is the parsed
 *   assets/search-rest.json; without it what only the pages say is not found; `slice` is milliseconds of work between
 *   pauses
 * @returns {Promise<Search>}
 */
export async function createSearch(data, { rest = null, slice = 8, pause = nextTask } = {}) {
  if (data?.version !== VERSION) throw new Error(`search data of version ${data?.version}, not ${VERSION}`);
  if (rest && (rest.version !== VERSION || rest.edition !== data.edition)) throw new Error("search data of two editions");
  const columns = { ...data.questions, ...rest?.questions };
  const index = new MiniSearch({
    fields: FIELDS,
    // Fields and queries arrive as terms, so that every text is taken apart once.
    stringifyField: (found) => found,
    tokenize: (found) => found,
    processTerm: (term) => term,
    searchOptions: { tokenize: (term) => [term], boost: BOOST },
  });
  const questions = [];
  let until = performance.now() + slice;
  for (const at of columns.slug.keys()) {
    const question = record(data, columns, at);
    index.add({ id: questions.length, ...indexed(question) });
    questions.push(question);
    if (performance.now() > until) {
      await pause();
      until = performance.now() + slice;
    }
  }
  const state = { index, questions, synonyms: synonymTable(data.synonyms), frequency: new Map() };
  return { search: (query, { limit = 10 } = {}) => search(state, query, limit), size: questions.length };
}

function nextTask() {
  return globalThis.scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve));
}

/** A question of the data as the index and the results need it. */
function record(data, columns, at) {
  const value = Object.fromEntries(Object.entries(columns).map(([field, column]) => [field, column[at]]));
  const place = data.places[value.place];
  const level = data.levels[value.level];
  const topics = value.topics.map((topic) => data.topics[topic]);
  const passage = (kind) => (text) => ({ kind, text, terms: new Set(terms(text)) });
  return {
    shown: { slug: value.slug, title: value.title, short: value.short, gist: value.gist, place, level },
    category: value.category,
    names: [value.short, value.title, value.slug].map((name) => joined(words(name))),
    words: terms(value.words ?? ""),
    passages: [
      passage("name")(`${value.short} \n ${value.title}`),
      ...value.variants.map(passage("variant")),
      ...(value.followups ?? []).map(passage("follow-up")),
      ...(value.parts ?? []).map(passage("part")),
      passage("gist")(value.gist),
      passage("words")(value.words ?? ""),
      ...topics.map(passage("topic")),
    ],
  };
}

/**
 * The terms of a question by field of the index. Words that only the page says stand there as often as they weigh; filled
 * up to one length, since a page of few such words is not more about each.
 */
function indexed({ shown, category, passages, words }) {
  const of = (kind) => passages.flatMap((passage) => (passage.kind === kind ? [...passage.terms] : []));
  return {
    short: terms(shown.short),
    title: terms(shown.title),
    variants: of("variant"),
    followups: of("follow-up"),
    topics: of("topic"),
    parts: of("part"),
    gist: of("gist"),
    words: words.concat(Array(Math.max(0, WORDS - words.length)).fill(" ")),
    place: terms(`${shown.place.title} ${category} ${shown.level.title}`),
  };
}

/** In how many questions a term stands. */
function frequency(state, term) {
  if (!state.frequency.has(term)) state.frequency.set(term, lookUp(state, term, {}).size);
  return state.frequency.get(term);
}

const isTerm = (state, term) => frequency(state, term) > 0;

/** The questions with a term: id to {score, terms}. */
function lookUp(state, term, options) {
  return new Map(
    state.index.search(term, options).map((hit) => [hit.id, { score: hit.score, terms: Object.keys(hit.match) }]),
  );
}

/**
 * The questions with a word as typed: the word itself or words that begin with it; if there are none, the nearest
 * words by spelling, and at last those that share its first letters ("overft"). `sure` says from 0 to 1 how certain
 * it is that this word was meant.
 */
function findWord(state, { term, last }) {
  const length = term.length;
  const hits = lookUp(state, term, { prefix: length >= (last ? 2 : 4) });
  if (hits.size || length < 4) return { hits, sure: 1 };
  for (const swapped of swaps(term)) {
    if (isTerm(state, swapped)) return { hits: lookUp(state, swapped, {}), sure: 0.9 };
  }
  for (const distance of length < 6 ? [1] : [1, 2]) {
    const near = lookUp(state, term, { fuzzy: distance });
    const alike = new Map([...near].filter(([, hit]) => hit.terms.some((found) => found[0] === term[0])));
    if (alike.size) return { hits: alike, sure: 1 - distance / 4 };
    if (near.size) return { hits: near, sure: 0.4 };
  }
  for (let kept = length - 1; kept >= Math.max(4, length / 2); kept--) {
    const shared = lookUp(state, term.slice(0, kept), { prefix: true });
    if (shared.size) return { hits: shared, sure: 0.4 };
  }
  return { hits, sure: 0 };
}

/** The word with two neighboring letters exchanged, every way. */
function* swaps(term) {
  for (let at = 0; at + 1 < term.length; at++) {
    yield fold(term.slice(0, at) + term[at + 1] + term[at] + term.slice(at + 2));
  }
}

/** How much a word or an alternative decides, when `count` of `total` questions have it. */
const rarity = (total, count) => Math.log(1 + total / (count + 0.5));

/** @returns {Result[]} */
function search(state, query, limit) {
  const total = state.questions.length;
  const spans = parse(query, state.synonyms, (term) => isTerm(state, term)).map((span) => {
    const found = span.words.map((word) => {
      const { hits, sure } = findWord(state, word);
      return { hits, sure, weight: rarity(total, hits.size) * (word.weak ? 0.25 : 1) };
    });
    // A rare synonym of a common word would earn more than the word: it is worth no more than that.
    const own = found.reduce((sum, { hits }) => sum + (hits.size ? rarity(total, hits.size) : 0), 0);
    const others = span.alternatives.map(({ wanted, worth }) => {
      const hits = findAll(state, wanted);
      return { wanted, hits, worth: worth * (own ? Math.min(1, own / rarity(total, hits.size)) : 1) };
    });
    const weight = found.reduce((sum, word) => sum + word.weight, 0) || rarity(total, others[0]?.hits.size ?? 0);
    return { found, others, weight };
  });
  const weight = spans.reduce((sum, span) => sum + span.weight, 0);
  const ids = new Set(spans.flatMap((span) => [...span.found, ...span.others].flatMap(({ hits }) => [...hits.keys()])));
  const candidates = [...ids].map((id) => ({ id, ...scored(spans, weight, id) }));
  const best = candidates.sort((a, b) => b.score - a.score || a.id - b.id).slice(0, Math.max(CANDIDATES, limit));
  const whole = joined(words(query));
  const read = best
    .map(({ id, score, matches }) => finished(state.questions[id], score, matches, weight, whole))
    .sort((a, b) => b.score - a.score);
  return read
    .filter(({ score }) => score >= NOISE * read[0].score)
    .slice(0, limit)
    .map(({ result }) => result);
}

/** The questions that have all of several terms in one passage. */
function findAll(state, wanted) {
  const [first, ...rest] = wanted.map((term) => lookUp(state, term, {}));
  const hits = new Map();
  for (const [id, hit] of first ?? []) {
    if (!rest.every((other) => other.has(id))) continue;
    if (rest.length && !state.questions[id].passages.some((passage) => has(passage, wanted))) continue;
    hits.set(id, { score: rest.reduce((sum, other) => sum + other.get(id).score, hit.score), terms: wanted });
  }
  return hits;
}

const has = (passage, wanted) => wanted.every((term) => passage.terms.has(term));

/** The score of one question: what its words and synonyms earn, less what of the query it leaves out. */
function scored(spans, weight, id) {
  let score = 0;
  let covered = 0;
  const matches = [];
  for (const span of spans) {
    const own = span.found.filter(({ hits }) => hits.has(id));
    const ownScore = own.reduce((sum, { hits }) => sum + hits.get(id).score, 0);
    const ownWeight = own.reduce((sum, word) => sum + word.weight * word.sure, 0);
    const others = span.others.filter(({ hits }) => hits.has(id));
    const otherScore = Math.max(0, ...others.map(({ hits, worth }) => hits.get(id).score * worth));
    score += Math.max(ownScore, otherScore);
    covered += others.length ? span.weight : ownWeight;
    for (const { hits, weight: part } of own) {
      for (const term of hits.get(id).terms) matches.push({ wanted: [term], weight: part, group: hits });
    }
    for (const { wanted } of others) matches.push({ wanted, weight: span.weight, group: span });
  }
  return { score: score * (weight ? covered / weight : 0), matches };
}

/** A candidate read passage by passage: one that answers most of the query in one sentence is the better answer. */
function finished(question, score, matches, weight, whole) {
  const read = question.passages.map((passage) => ({ passage, share: Math.min(1, share(passage, matches) / weight) }));
  const best = read.reduce((a, b) => (b.share > a.share + 0.01 ? b : a));
  const named = read[0].share;
  const other = ["variant", "follow-up", "part"].includes(best.passage.kind) && best.share > named + 0.2;
  const exact = question.names.includes(whole);
  return {
    score: score * (0.4 + best.share) * (exact ? 2 : 1),
    result: {
      ...question.shown,
      category: question.category,
      matched: other ? { kind: best.passage.kind, text: best.passage.text } : null,
      terms: new Set(matches.flatMap(({ wanted }) => wanted)),
    },
  };
}

/** How much of the query's weight a passage holds; the spellings of one word count once. */
function share(passage, matches) {
  const groups = new Map();
  for (const { wanted, weight, group } of matches) {
    if (has(passage, wanted)) groups.set(group, Math.max(groups.get(group) ?? 0, weight));
  }
  return [...groups.values()].reduce((sum, weight) => sum + weight, 0);
}
