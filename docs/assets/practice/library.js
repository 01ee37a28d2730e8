/** What the pages of practice load and know: the questions, the reader's record, and what follows from both. */

import { json, storage } from "../js/site.js";
import { readLibrary } from "./facets.js";
import { createRecord } from "./record.js";
import { memories, states } from "./schedule.js";

/** @returns {Promise<import("./facets.js").Library>} */
export const loadLibrary = async () => readLibrary(await json("assets/facets.json"));

export const record = createRecord(storage());

/** What is known of the reader at a moment. @param {import("./facets.js").Library} library */
export function known(library, now = Date.now()) {
  const read = record.read();
  const remembered = memories(read, library.aliases);
  return { record: read, remembered, states: states(read, remembered, library.aliases, now) };
}

/** Tell that the browser keeps nothing, once, above everything else on the page. @param {boolean} kept */
export function tellUnkept(kept) {
  const there = document.querySelector("[data-unkept]");
  if (kept) return there?.remove();
  if (there) return undefined;
  const note = document.createElement("p");
  note.className = "notice";
  note.dataset.unkept = "";
  note.setAttribute("role", "alert");
  note.textContent =
    "This browser keeps nothing (its storage is full or turned off). Save your progress as a file before you leave the page.";
  document.querySelector("#content h1").after(note);
  return undefined;
}
