/** What an entry of a worksheet still lacks. No DOM. */

/** A sentence ends with a sign before a space or the end; a last one may lack it. */
const sentences = (text) => text.trim().split(/[.!?]+(?:\s+|$)/).filter(Boolean).length;
const words = (text) => text.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? [];

/**
 * @param {string} text
 * @param {{most: number, number: boolean, vague: string[]}} wanted `most` sentences (0: any number), a number in it,
 *   words that say nothing
 * @returns {string[]} a sentence each
 */
export function hints(text, { most, number, vague }) {
  if (!text.trim()) return [];
  const found = [];
  const count = sentences(text);
  if (most && count > most) found.push(`${count} sentences; ${most} ${most === 1 ? "is" : "are"} enough.`);
  if (number && !/\d/.test(text)) found.push("No number yet: from what to what?");
  const empty = [...new Set(words(text).filter((word) => vague.includes(word.toLowerCase())))];
  if (empty.length) found.push(`How much is “${empty.join("”, “")}”?`);
  return found;
}

/** "34 words, 14 s aloud", at 150 words a minute. */
export function length(text) {
  const count = words(text).length;
  return count ? `${count} word${count === 1 ? "" : "s"}, ${Math.max(1, Math.round(count / 2.5))} s aloud` : "";
}

/** A filled-in worksheet as Markdown. @param {{title: string, text: string}[]} entries */
export const markdown = (name, entries) =>
  `# ${name}\n\n${entries.filter(({ text }) => text.trim()).map(({ title, text }) => `## ${title}\n\n${text.trim()}\n`).join("\n")}`;
