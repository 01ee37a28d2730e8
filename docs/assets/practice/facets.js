/** Filtering questions by facets, with the counts that each further choice would leave. No DOM. */

export const VERSION = 1;

/**
 * @typedef {{name: string, title: string, kind?: string, number?: number}} Term
 * @typedef {{slug: string, short: string, gist: string, category: string, place: string, level: string, topics: string[],
 *   roles: string[], minutes: number, seconds: number, rank: number}} Question `rank` is its place in the workflow
 * @typedef {{questions: Question[], bySlug: Map<string, Question>, categories: Term[], places: Term[], levels: Term[],
 *   topics: Term[], roles: Term[], paths: {name: string, title: string, questions: string[]}[],
 *   aliases: Map<string, string>}} Library
 */

/** The parsed assets/facets.json as records. @returns {Library} */
export function readLibrary(data) {
  if (data?.version !== VERSION) throw new Error(`facets of version ${data?.version}, not ${VERSION}`);
  const { questions: columns, aliases, ...terms } = data;
  const fields = Object.keys(columns);
  const questions = columns.slug.map((_, rank) => ({
    ...Object.fromEntries(fields.map((field) => [field, columns[field][rank]])),
    rank,
  }));
  return {
    ...terms,
    questions,
    bySlug: new Map(questions.map((question) => [question.slug, question])),
    aliases: new Map(Object.entries(aliases)),
  };
}

/** The lengths of study that can be chosen: a name, and the minutes up to which it reaches. */
export const LENGTHS = [
  { name: "15", title: "Up to 15 min", most: 15 },
  { name: "30", title: "16 to 30 min", most: 30 },
  { name: "60", title: "31 to 60 min", most: 60 },
  { name: "more", title: "Over an hour", most: Infinity },
];

export const STATES = [
  { name: "new", title: "New" },
  { name: "learning", title: "Learning" },
  { name: "due", title: "Due" },
  { name: "known", title: "Known" },
  { name: "starred", title: "Starred" },
];

const length = (minutes) => LENGTHS.find(({ most }) => minutes <= most).name;

/**
 * The facets, and which of its values a question has; `states` tells those of the reader.
 * @type {Record<string, (question: Question, states: (slug: string) => string[]) => string[]>}
 */
export const FACETS = {
  category: ({ category }) => [category],
  place: ({ place }) => [place],
  level: ({ level }) => [level],
  role: ({ roles }) => roles,
  topic: ({ topics }) => topics,
  length: ({ minutes }) => [length(minutes)],
  state: ({ slug }, states) => states(slug),
};
const NAMES = Object.keys(FACETS);

/**
 * @typedef {{q: string, sort: "best" | "workflow" | "level", chosen: Record<string, string[]>}} Filter
 */

/** What an address asks for; a name that no facet has is left out. @returns {Filter} */
export function filterFrom(search) {
  const given = new URLSearchParams(search);
  const values = (name) => [...new Set(given.getAll(name).filter((value) => /^[a-z0-9-]{1,60}$/.test(value)))];
  const sort = given.get("sort");
  return {
    q: (given.get("q") ?? "").slice(0, 200),
    sort: sort === "workflow" || sort === "level" ? sort : "best",
    chosen: Object.fromEntries(NAMES.map((name) => [name, values(name)])),
  };
}

/** The query string that `filterFrom` reads back; empty where nothing is asked. @param {Filter} filter */
export function addressOf({ q, sort, chosen }) {
  const given = new URLSearchParams();
  if (q.trim()) given.set("q", q);
  for (const name of NAMES) for (const value of chosen[name]) given.append(name, value);
  if (sort !== "best") given.set("sort", sort);
  return given.size ? `?${given}` : "";
}

/** Whether a filter asks for anything but an order. @param {Filter} filter */
export const isEmpty = ({ q, chosen }) => !q.trim() && NAMES.every((name) => chosen[name].length === 0);

/**
 * The questions that a filter leaves, in the order it asks for, and how many there would be with each value.
 *
 * Values of one facet widen, facets narrow. A value's count is that of the questions with it which every *other* facet
 * leaves, so a further choice in the same facet is told before it is made.
 * @param {Library} library
 * @param {Filter} filter
 * @param {{found: string[] | null, states: (slug: string) => string[]}} known `found` are the slugs that the search found
 *   for the words, the best first; null where there are no words
 * @returns {{results: Question[], counts: Record<string, Map<string, number>>}}
 */
export function filtered(library, filter, { found, states }) {
  const wanted = NAMES.map((name) => new Set(filter.chosen[name]));
  const counts = NAMES.map(() => new Map());
  const results = [];
  const place = found && new Map(found.map((slug, at) => [slug, at]));
  for (const question of library.questions) {
    if (place && !place.has(question.slug)) continue;
    const values = NAMES.map((name) => FACETS[name](question, states));
    const misses = NAMES.filter((_, at) => wanted[at].size && !values[at].some((value) => wanted[at].has(value)));
    if (misses.length > 1) continue;
    if (misses.length === 0) results.push(question);
    NAMES.forEach((name, at) => {
      if (misses.length === 1 && misses[0] !== name) return;
      for (const value of values[at]) counts[at].set(value, (counts[at].get(value) ?? 0) + 1);
    });
  }
  const levels = new Map(library.levels.map(({ name }, at) => [name, at]));
  if (filter.sort === "level") results.sort((a, b) => levels.get(a.level) - levels.get(b.level) || a.rank - b.rank);
  else if (place && filter.sort === "best") results.sort((a, b) => place.get(a.slug) - place.get(b.slug));
  return { results, counts: Object.fromEntries(NAMES.map((name, at) => [name, counts[at]])) };
}
