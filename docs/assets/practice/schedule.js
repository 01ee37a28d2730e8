/**
 * When each question is due, from the reviews alone, by FSRS (Ye et al. 2022, A stochastic shortest path algorithm for
 * optimizing spaced repetition scheduling; ts-fsrs is its implementation). No DOM.
 */

import { createEmptyCard, fsrs, Rating, State } from "../vendor/ts-fsrs/ts-fsrs.js";
import { counted } from "./record.js";

export const GRADES = [
  { grade: Rating.Again, name: "Again", from: 0 },
  { grade: Rating.Hard, name: "Hard", from: 0.4 },
  { grade: Rating.Good, name: "Good", from: 0.7 },
  { grade: Rating.Easy, name: "Easy", from: 1 },
];
/** From this stability on, in days, a question counts as known: it will be remembered for three weeks. */
export const KNOWN = 21;
const DAY = 86_400_000;

// In days, not minutes: an answer takes minutes to say, and the same page a quarter of an hour later teaches nothing new.
const scheduler = fsrs({ enable_fuzz: false, enable_short_term: false, request_retention: 0.9 });

/** The grade that a share of the points made proposes. @param {number} made @param {number} all */
export const proposed = (made, all) => GRADES.findLast(({ from }) => (all ? made / all : 0) >= from).grade;

/**
 * @typedef {{card: object, last: import("./record.js").Review, times: number, missed: string[], wordings: Set<number>}} Memory
 *   `missed` are the marks of the points missed last time
 */

/**
 * What is remembered of every question that was practiced.
 * @param {import("./record.js").Record} record
 * @param {Map<string, string>} [aliases] a former slug to the present one, so that a renamed question keeps its history
 * @returns {Map<string, Memory>}
 */
export function memories(record, aliases = new Map()) {
  const found = new Map();
  for (const review of counted(record)) {
    const slug = aliases.get(review.slug) ?? review.slug;
    const before = found.get(slug) ?? { card: createEmptyCard(new Date(review.at)), times: 0, wordings: new Set() };
    const card = scheduler.next(before.card, new Date(review.at), review.grade).card;
    before.wordings.add(review.wording);
    found.set(slug, { ...before, card, last: review, times: before.times + 1, missed: review.missed });
  }
  return found;
}

/** Whether a question should be practiced again. @param {Memory | undefined} memory @param {number} now */
export const isDue = (memory, now) => memory !== undefined && memory.card.due.getTime() <= now;

/** @param {Memory | undefined} memory @returns {"new" | "learning" | "known"} */
export function standing(memory) {
  if (!memory) return "new";
  return memory.card.state === State.Review && memory.card.stability >= KNOWN ? "known" : "learning";
}

/**
 * A function that tells the states of a question, as the filters name them.
 * @param {import("./record.js").Record} record
 * @param {Map<string, Memory>} remembered
 * @param {Map<string, string>} aliases
 * @param {number} now
 */
export function states(record, remembered, aliases, now) {
  const stars = new Set();
  for (const [slug, { on }] of Object.entries(record.stars)) if (on) stars.add(aliases.get(slug) ?? slug);
  return (slug) => {
    const memory = remembered.get(slug);
    return [standing(memory), ...(isDue(memory, now) ? ["due"] : []), ...(stars.has(slug) ? ["starred"] : [])];
  };
}

/** How long until the next time for each grade, in words: "10 min", "3 days". @param {Memory | undefined} memory */
export function intervals(memory, now) {
  const preview = scheduler.repeat(memory?.card ?? createEmptyCard(new Date(now)), new Date(now));
  return new Map(GRADES.map(({ grade }) => [grade, span(preview[grade].card.due.getTime() - now)]));
}

/** A span of time in its largest whole unit. @param {number} milliseconds */
export function span(milliseconds) {
  const minutes = Math.max(1, Math.round(milliseconds / 60_000));
  const units = [
    [60 * 24 * 365, "year"],
    [60 * 24 * 30, "month"],
    [60 * 24, "day"],
    [60, "hour"],
    [1, "minute"],
  ];
  const [length, name] = units.find(([unit]) => minutes >= unit);
  const count = Math.round(minutes / length);
  return `${count} ${name}${count === 1 ? "" : "s"}`;
}

/** The local day of a moment as "2026-11-28". @param {number} at */
export function dayOf(at) {
  const date = new Date(at);
  const two = (number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The days from today to a date, both counted; 0 where it is past. @param {string} date */
export function daysTo(date, now) {
  const [year, month, day] = date.split("-").map(Number);
  const today = new Date(now);
  const from = Date.UTC(today.getFullYear(), today.getMonth(), today.getDate());
  return Math.max(0, Math.round((Date.UTC(year, month - 1, day) - from) / DAY) + 1);
}
