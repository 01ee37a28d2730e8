/**
 * Questions that the reader met and wrote down: kept among the worksheets, practiced and printed with the rest. No DOM.
 *
 * @typedef {{slug: string, title: string, short: string, category: string, place: string, parts: {title: string,
 *   text: string}[]}} Mine `place` is empty until the question is filed
 */

export const KIND = "my-question";
const PLACES = { basics: "stages", coding: "stages", applied: "domains", project: "focuses" };
const SPEAKING = 150; // words a minute

export const isMine = (slug) => slug.startsWith(`${KIND}-`);

/** The page of a question, ours or the reader's, from the site's root. */
export const pageOf = (slug) => (isMine(slug) ? `my-questions/#${slug}` : `questions/${slug}/`);

/** "in-plain-words" as a heading. */
const headed = (name) => name.charAt(0).toUpperCase() + name.slice(1).replaceAll("-", " ");

/** The reader's questions that have a text, in the order in which they were made. @returns {Mine[]} */
export function mine({ worksheets }) {
  return Object.entries(worksheets)
    .filter(([slug, sheet]) => isMine(slug) && sheet.kind === KIND && !sheet.gone && sheet.texts.question?.trim())
    .map(([slug, { name, texts }]) => {
      const { question, category, place = "", ...rest } = texts;
      const named = category in PLACES ? category : "basics";
      const title = question.trim();
      const parts = Object.entries(rest).filter(([part, text]) => part.startsWith(`${named}-`) && text.trim());
      return {
        slug,
        title,
        short: name.trim() || title.slice(0, 40),
        category: named,
        place,
        parts: parts.map(([part, text]) => ({ title: headed(part.slice(named.length + 1)), text: text.trim() })),
      };
    })
    .sort((a, b) => (a.slug < b.slug ? -1 : 1));
}

/**
 * The library with the reader's questions behind ours.
 * @param {import("./facets.js").Library} library
 * @param {Mine[]} own
 * @returns {import("./facets.js").Library}
 */
export function withMine(library, own) {
  const added = own.map(({ slug, title, short, category, place, parts }, number) => {
    const words = parts.flatMap(({ text }) => text.split(/\s+/)).length;
    const filed = library.places.some(({ name, kind }) => name === place && kind === PLACES[category]);
    const seconds = Math.max(30, Math.round((words * 60) / SPEAKING));
    const rank = library.questions.length + number;
    return { slug, short, gist: title, category, place: filed ? place : "", level: "", topics: [], roles: [], minutes: 5, seconds, rank };
  });
  const questions = library.questions.concat(added);
  return Object.assign({}, library, { questions, bySlug: new Map(questions.map((question) => [question.slug, question])) });
}

/** A permanent name made of the question's words. */
const slugOf = (title) => (title.toLowerCase().match(/[a-z0-9]+/g) ?? ["question"]).join("-").slice(0, 60).replace(/-$/, "");

/** Text as a YAML scalar, whatever it holds. */
const scalar = (text) => JSON.stringify(text);

/**
 * The question as the file that the project takes: its folder, its name and its text, to be completed there.
 * @param {Mine} question
 * @returns {{folder: string, name: string, text: string}}
 */
export function asFile({ title, short, category, place, parts }) {
  const slug = slugOf(title);
  const folder = ["content", category, ...(place ? [place] : []), ...(category === "coding" ? [slug] : [])].join("/");
  const head = [
    "---",
    `short: ${scalar(short.slice(0, 40))}`,
    "level: mid",
    "roles: []",
    "topics: []",
    "variants:",
    "  - another wording of the question",
    "  - a close question that the page also answers",
    "sources:",
    "  - title: who, when and what the answer rests on",
    "    url: https://",
    "---",
  ];
  const body = [`# ${title}`, "> The answer in one line of at most 160 characters.", ...parts.flatMap(({ title: part, text }) => [`## ${part}`, text])];
  return { folder, name: category === "coding" ? "question.md" : `${slug}.md`, text: `${head.join("\n")}\n\n${body.join("\n\n")}\n` };
}
