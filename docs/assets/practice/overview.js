/** What the reader knows, counted by section, topic and day. No DOM. */

import { counted } from "./record.js";
import { dayOf, isDue, standing } from "./schedule.js";

const KIND = { basics: "stages", coding: "stages", applied: "domains", project: "focuses" };
const WEAK_GRADE = 2; // a question last graded "hard" or worse is weak

/**
 * @typedef {{untouched: number, weak: number, learning: number, known: number, due: number}} Counts
 */

/** What is known of one question, as the overview counts it. @returns {keyof Counts} */
export function kind(memory) {
  const stands = standing(memory);
  if (stands === "new") return "untouched";
  if (stands === "learning" && memory.last.grade <= WEAK_GRADE) return "weak";
  return stands;
}

/**
 * The counts of every section that has questions, in the order of the sections.
 * @returns {{title: string, number: number, name: string, kind: string, counts: Counts}[]}
 */
export function bySection(library, remembered, now) {
  const rows = library.places.map((place) => ({ ...place, counts: emptyCounts() }));
  for (const question of library.questions) {
    const row = rows.find(({ name, kind: of }) => name === question.place && of === KIND[question.category]);
    const memory = remembered.get(question.slug);
    row.counts[kind(memory)] += 1;
    if (isDue(memory, now)) row.counts.due += 1;
  }
  return rows.filter(({ counts }) => counts.untouched + counts.weak + counts.learning + counts.known > 0);
}

const emptyCounts = () => ({ untouched: 0, weak: 0, learning: 0, known: 0, due: 0 });

/**
 * The topics whose practiced questions were graded lowest, the weakest first.
 * @returns {{name: string, title: string, share: number, times: number}[]} `share` is that of "again" and "hard" grades
 */
export function weakTopics(library, record, aliases, most = 5) {
  const counts = new Map();
  for (const { slug, grade } of counted(record)) {
    const question = library.bySlug.get(aliases.get(slug) ?? slug);
    for (const topic of question?.topics ?? []) {
      const count = counts.get(topic) ?? { times: 0, low: 0 };
      count.times += 1;
      if (grade <= WEAK_GRADE) count.low += 1;
      counts.set(topic, count);
    }
  }
  return library.topics
    .filter(({ name }) => counts.get(name)?.low)
    .map(({ name, title }) => ({ name, title, share: counts.get(name).low / counts.get(name).times, times: counts.get(name).times }))
    .sort((a, b) => b.share - a.share || b.times - a.times)
    .slice(0, most);
}

/**
 * How many questions were practiced on each day of the last weeks, in rows from Monday to Sunday, the oldest first.
 * @returns {{day: string, count: number, future: boolean}[][]}
 */
export function calendar(record, now, weeks = 12) {
  const counts = new Map();
  for (const { at } of counted(record)) counts.set(dayOf(at), (counts.get(dayOf(at)) ?? 0) + 1);
  const date = new Date(now);
  const today = dayOf(now);
  date.setHours(12, 0, 0, 0);
  date.setDate(date.getDate() - ((date.getDay() + 6) % 7) - 7 * (weeks - 1));
  return Array.from({ length: weeks }, () =>
    Array.from({ length: 7 }, () => {
      const day = dayOf(date.getTime());
      date.setDate(date.getDate() + 1);
      return { day, count: counts.get(day) ?? 0, future: day > today };
    }),
  );
}
