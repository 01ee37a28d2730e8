/** A mock interview: which questions, in which order, when the interviewer interrupts, and what came of it. No DOM. */

import { proposed } from "./schedule.js";

/**
 * The parts of an interview by its length in minutes, in order: how many questions, and the minutes of each. The main
 * part is the longest, and where there are two the applied one weighs most.
 */
export const PLANS = {
  20: [
    { part: "opening", count: 1, minutes: 3 },
    { part: "main", count: 1, minutes: 10 },
    { part: "project", count: 1, minutes: 5 },
    { part: "closing", count: 1, minutes: 2 },
  ],
  45: [
    { part: "opening", count: 2, minutes: 3 },
    { part: "main", count: 1, minutes: 23 },
    { part: "project", count: 1, minutes: 10 },
    { part: "closing", count: 2, minutes: 3 },
  ],
  60: [
    { part: "opening", count: 2, minutes: 3 },
    { part: "coding", count: 1, minutes: 13 },
    { part: "applied", count: 1, minutes: 25 },
    { part: "project", count: 1, minutes: 10 },
    { part: "closing", count: 2, minutes: 3 },
  ],
};
export const PARTS = {
  opening: "Opening",
  coding: "Coding",
  applied: "Applied design",
  project: "Your project",
  closing: "Closing",
};
export const VIEWS = ["alone", "candidate", "interviewer"];
const MAIN = ["applied", "coding"];
const SAME_LEVEL = 3; // a question of the chosen level is drawn three times as often as one below it
/** An interruption comes between these shares of a question's time; a question shorter than this has none. */
const INTERRUPTED = { from: 0.35, to: 0.65, minutes: 5 };

/**
 * @typedef {{role: string, level: string, minutes: 20 | 45 | 60, main: "applied" | "coding", seed: string,
 *   view: "alone" | "candidate" | "interviewer"}} Settings
 * @typedef {{part: keyof typeof PARTS, slug: string, minutes: number, wording: number, followUp: number,
 *   interruptAt: number}} Item `wording` and `followUp` are draws from 0 to 1, to be turned into a place of the question's
 *   own list by `place`; `interruptAt` is in seconds, 0 where nobody interrupts
 */

/** Settings from what may be anything, such as an address. @returns {Settings} */
export function settingsFrom(found, library) {
  const of = (value, values) => (values.includes(value) ? value : values[0]);
  return {
    role: of(found.role, library.roles.map(({ name }) => name)),
    level: of(found.level, library.levels.map(({ name }) => name)),
    minutes: Number(of(String(found.minutes), ["45", ...Object.keys(PLANS)])),
    main: of(found.main, MAIN),
    seed: String(found.seed ?? "").trim().slice(0, 40),
    view: of(found.view, VIEWS),
  };
}

/** The hash of an address that `settingsFrom` reads back. @param {Settings} settings */
export const addressOf = (settings) => `#${new URLSearchParams(Object.entries(settings).map(([key, value]) => [key, String(value)]))}`;

/**
 * Random numbers from 0 to 1 that are the same wherever the seed is the same: mulberry32 (Ettinger, public domain),
 * begun with the FNV-1a hash of the seed.
 * @param {string} seed
 */
export function randomFrom(seed) {
  let state = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(seed)) state = Math.imul(state ^ byte, 0x01000193) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000;
  };
}

/** The place in a list of so many that a draw means. */
export const place = (draw, count) => Math.min(count - 1, Math.floor(draw * count));

/**
 * The questions of an interview, in its order. Two devices with the same settings get the same.
 *
 * A question is asked at the chosen level or below, of the chosen role while there are any. Opening questions come from
 * the first half of the workflow, closing ones from the second; two basics of one interview share no first topic.
 * @param {import("./facets.js").Library} library
 * @param {Settings} settings
 * @returns {Item[]}
 */
export function assemble(library, settings) {
  const { role, level, minutes: all, main, seed } = settings;
  const random = randomFrom([role, level, all, main, seed].join("|"));
  const levels = library.levels.map(({ name }) => name);
  const stages = library.places.filter(({ kind }) => kind === "stages").map(({ name }) => name);
  const early = new Set(stages.slice(0, stages.length / 2));
  const used = new Set();
  const topics = new Set();

  const fits = {
    opening: ({ category, place: stage }) => category === "basics" && early.has(stage),
    closing: ({ category, place: stage }) => category === "basics" && !early.has(stage),
    coding: ({ category }) => category === "coding",
    applied: ({ category }) => category === "applied",
    project: ({ category }) => category === "project",
  };

  const draw = (part) => {
    const fresh = library.questions.filter((question) => fits[part](question) && !used.has(question.slug));
    const narrower = [
      ({ level: own }) => levels.indexOf(own) <= levels.indexOf(level),
      ({ roles }) => roles.includes(role),
      ({ category, topics: [first] }) => category !== "basics" || !topics.has(first),
    ];
    let pool = fresh;
    for (const wanted of narrower) {
      const left = pool.filter(wanted);
      if (left.length) pool = left;
    }
    const weighed = pool.flatMap((question) => Array(question.level === level ? SAME_LEVEL : 1).fill(question));
    const question = weighed[place(random(), weighed.length)];
    if (question) {
      used.add(question.slug);
      topics.add(question.topics[0]);
    }
    return question;
  };

  const items = [];
  for (const { part: named, count, minutes } of PLANS[all]) {
    const part = named === "main" ? main : named;
    for (let number = 0; number < count; number += 1) {
      const question = draw(part);
      const [wording, followUp, moment] = [random(), random(), random()]; // drawn always, so that the rest stays the same
      if (!question) continue;
      const share = INTERRUPTED.from + moment * (INTERRUPTED.to - INTERRUPTED.from);
      const interruptAt = minutes >= INTERRUPTED.minutes ? Math.round(minutes * 60 * share) : 0;
      items.push({ part, slug: question.slug, minutes, wording, followUp, interruptAt });
    }
  }
  return items;
}

/** The kinds of question that open an applied design: nothing is designed before each was asked. */
export const CLARIFY = ["Goal", "Data", "Constraints"];

/** Which of them were not asked yet. @param {{kind: string}[]} asked */
export const unasked = (asked) => CLARIFY.filter((kind) => !asked.some((question) => question.kind === kind));

/**
 * Whether a speaker came back to the structure: the part named second follows the one named first.
 * @param {string[]} parts the outline's parts in order
 */
export function cameBack(parts, was, next) {
  const at = parts.indexOf(was);
  return at >= 0 && (at + 1 === parts.length ? next === was : parts[at + 1] === next);
}

/**
 * @typedef {{slug: string, part: string, minutes: number, seconds: number, made: string[], missed: string[],
 *   asked: {kind: string, text: string}[], back: "" | "yes" | "no", notes: string}} Result what was said of one question;
 *   `made` and `missed` are marks of points
 */

/** A result's grade, by the share of its points. @param {Result} result */
export const gradeOf = ({ made, missed }) => proposed(made.length, made.length + missed.length);

/** What an interview came to. @param {Result[]} results */
export function summary(results) {
  const sum = (of) => results.reduce((all, result) => all + of(result), 0);
  return {
    made: sum(({ made }) => made.length),
    points: sum(({ made, missed }) => made.length + missed.length),
    seconds: sum(({ seconds }) => seconds),
    budget: sum(({ minutes }) => minutes * 60),
    again: results.filter((result) => gradeOf(result) <= 2).map(({ slug }) => slug),
  };
}

/**
 * An interview that was left in the middle, from what may be anything; null where it cannot be gone on with.
 * @returns {{settings: Settings, results: Result[]} | null}
 */
export function resumed(found, library) {
  if (found === null || typeof found !== "object" || !Array.isArray(found.results) || !found.settings) return null;
  const settings = settingsFrom(found.settings, library);
  const items = assemble(library, settings);
  const marks = (list) => Array.isArray(list) && list.every((mark) => /^[0-9a-f]{8}$/.test(mark));
  const whole = found.results.every(
    (result, at) =>
      result?.slug === items[at]?.slug &&
      marks(result.made) &&
      marks(result.missed) &&
      Number.isFinite(result.seconds) &&
      typeof result.notes === "string" &&
      ["", "yes", "no"].includes(result.back) &&
      Array.isArray(result.asked) &&
      result.asked.every((asked) => CLARIFY.includes(asked?.kind) && typeof asked.text === "string"),
  );
  if (!whole || found.results.length === 0 || found.results.length >= items.length) return null;
  return { settings, results: found.results.map((result, at) => ({ ...result, part: items[at].part, minutes: items[at].minutes })) };
}
