/** A session of practice: what to ask, in which wording, and what to study today. No DOM. */

import { daysTo, dayOf, isDue } from "./schedule.js";

/** Seconds to think before speaking, by category. */
export const THINKING = { basics: 15, coding: 60, applied: 90, project: 20 };

/**
 * The questions of a session: those that are due, the longest overdue first, then new ones in their order.
 * @param {string[]} chosen slugs, in the order in which they are studied
 * @param {Map<string, import("./schedule.js").Memory>} remembered
 * @param {{now: number, most: number}} limits
 */
export function queue(chosen, remembered, { now, most }) {
  const due = chosen.filter((slug) => isDue(remembered.get(slug), now));
  due.sort((a, b) => remembered.get(a).card.due - remembered.get(b).card.due || chosen.indexOf(a) - chosen.indexOf(b));
  const fresh = chosen.filter((slug) => !remembered.has(slug));
  return [...due, ...fresh].slice(0, most);
}

/**
 * Which wording to ask: one that was not asked before, else one that was not asked last; the title only at first sight.
 * @param {number} count how many wordings there are, the title among them as 0
 * @param {import("./schedule.js").Memory | undefined} memory
 * @param {() => number} random
 */
export function wording(count, memory, random) {
  const variants = Array.from({ length: count - 1 }, (_, at) => at + 1);
  if (!variants.length) return 0;
  const unseen = variants.filter((at) => !memory?.wordings.has(at));
  const pool = unseen.length ? unseen : variants.filter((at) => at !== memory.last.wording);
  const from = pool.length ? pool : variants;
  return from[Math.floor(random() * from.length)];
}

/**
 * The points to listen for, those that were missed last time first.
 * @template {{mark: string}} Point
 * @param {Point[]} points
 * @param {string[]} missed
 */
export const missedFirst = (points, missed) => [
  ...points.filter(({ mark }) => missed.includes(mark)),
  ...points.filter(({ mark }) => !missed.includes(mark)),
];

/**
 * What to study today so that the path is finished in time: everything that is due, and the share of the new questions
 * that leaves the last day free for a look back.
 * @param {import("./facets.js").Library} library
 * @param {{path: string, date: string}} plan
 * @param {Map<string, import("./schedule.js").Memory>} remembered
 * @returns {{days: number, due: string[], fresh: string[], left: number, minutes: number} | null} null without a plan
 */
export function today(library, plan, remembered, now) {
  const path = library.paths.find(({ name }) => name === plan.path);
  if (!path || !plan.date) return null;
  const days = daysTo(plan.date, now);
  const due = queue(path.questions, remembered, { now, most: Infinity }).filter((slug) => remembered.has(slug));
  const begunToday = (slug) => remembered.has(slug) && remembered.get(slug).times === 1 && dayOf(remembered.get(slug).last.at) === dayOf(now);
  const untouched = path.questions.filter((slug) => !remembered.has(slug));
  const doneToday = path.questions.filter(begunToday).length;
  const share = Math.ceil((untouched.length + doneToday) / Math.max(1, days - 1));
  const fresh = untouched.slice(0, Math.max(0, share - doneToday));
  const minutes = (slug) => library.bySlug.get(slug).minutes;
  const again = (slug) => Math.ceil((2 * library.bySlug.get(slug).seconds) / 60) + 2;
  const total = fresh.reduce((sum, slug) => sum + minutes(slug), 0) + due.reduce((sum, slug) => sum + again(slug), 0);
  return { days, due, fresh, left: untouched.length, minutes: total };
}

/**
 * A session that was closed in the middle, from what may be anything; null where it cannot be gone on with.
 * @param {Map<string, object>} known the questions that exist
 * @returns {{queue: string[], at: number, hidden: boolean, done: {slug: string, grade: number}[]} | null}
 */
export function resumed(found, known) {
  if (found === null || typeof found !== "object" || !Array.isArray(found.queue)) return null;
  const slugs = found.queue.filter((slug) => typeof slug === "string" && known.has(slug));
  const whole = slugs.length === found.queue.length && Number.isInteger(found.at) && found.at >= 0 && found.at < slugs.length;
  if (!whole) return null;
  const graded = (entry) => entry && known.has(entry.slug) && [1, 2, 3, 4].includes(entry.grade);
  const done = Array.isArray(found.done) ? found.done.filter(graded).map(({ slug, grade }) => ({ slug, grade })) : [];
  return { queue: slugs, at: found.at, hidden: found.hidden === true, done };
}
