/** Which kind of question is this, and which parts of its outline were remembered. No DOM. */

/** Words of a part's name that say nothing by themselves. */
const SMALL = new Set(["and", "in", "for", "the", "of", "to"]);

const stems = (text) =>
  text
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word.length > 2 && !SMALL.has(word))
    .map((word) => word.slice(0, 5));

/**
 * Which parts the remembered lines name: a line names a part when it shares a word with it, in whatever form.
 * @param {string[]} parts
 * @param {string} remembered
 * @returns {boolean[]}
 */
export function namedParts(parts, remembered) {
  const said = new Set(stems(remembered));
  return parts.map((part) => stems(part).some((stem) => said.has(stem)));
}

/**
 * A question and a wording to show: kinds come equally often, whatever their numbers, and not the same question twice.
 * @param {{slug: string, category: string, wordings: string[]}[]} questions
 * @param {Set<string>} shown slugs
 * @param {() => number} random from 0 to 1, without 1
 * @returns {{slug: string, category: string, asked: string}}
 */
export function draw(questions, shown, random) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const fresh = questions.filter(({ slug }) => !shown.has(slug));
  const pool = fresh.length ? fresh : questions;
  const category = pick([...new Set(pool.map((question) => question.category))].sort());
  const question = pick(pool.filter((other) => other.category === category));
  return { slug: question.slug, category, asked: pick(question.wordings) };
}
