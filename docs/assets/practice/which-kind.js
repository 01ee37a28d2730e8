/** The drill: a question is shown, its kind is named, its outline is written from memory. */

import { plural } from "../js/dom.js";
import { at, json } from "../js/site.js";
import { draw, namedParts } from "./kinds.js";

const page = document.querySelector("[data-kind]");
const find = (name) => page.querySelector(`[data-${name}]`);
const kinds = [...page.querySelectorAll("[data-answer]")];
const shown = new Set();
let questions = [];
let current = null;
let right = 0;

const outline = () => find(`of="${current.category}"`);

function ask() {
  current = draw(questions, shown, Math.random);
  shown.add(current.slug);
  find("asked").textContent = current.asked;
  find("verdict").textContent = "";
  for (const part of ["outline", "next", "page"]) find(part).hidden = true;
  for (const list of page.querySelectorAll("[data-of]")) list.hidden = true;
  for (const button of kinds) {
    button.disabled = false;
    button.setAttribute("aria-pressed", "false");
  }
  find("memory").value = "";
  find("asked").focus({ preventScroll: true });
  document.documentElement.dataset.ready = `question ${shown.size}`;
}

function answer(button) {
  const good = button.dataset.answer === current.category;
  if (good) right += 1;
  button.setAttribute("aria-pressed", "true");
  for (const other of kinds) other.disabled = true;
  const name = kinds.find((other) => other.dataset.answer === current.category).firstChild.textContent.trim();
  find("verdict").textContent = good ? `Yes: ${name}.` : `No: ${name}. Listen for what the answer must contain.`;
  find("score").textContent = `${right} of ${plural(shown.size, "question")} named right`;
  for (const part of ["outline", "next", "page"]) find(part).hidden = false;
  find("page").href = at(`questions/${current.slug}/`);
  find("memory").focus();
}

function compare() {
  const items = [...outline().querySelectorAll("[data-part]")];
  const named = namedParts(
    items.map((item) => item.dataset.part),
    find("memory").value,
  );
  items.forEach((item, place) => (item.querySelector("[data-made]").textContent = named[place] ? "remembered" : "missed"));
  outline().hidden = false;
  find("verdict").textContent = `${named.filter(Boolean).length} of ${named.length} parts remembered.`;
  find("next").focus();
}

function onKey(event) {
  if (event.target.closest("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("dialog[open]")) return;
  const button = event.key === "n" ? find("next") : kinds[Number(event.key) - 1];
  if (!button || button.hidden || button.disabled) return;
  event.preventDefault();
  event.stopImmediatePropagation(); // the theme goes to another page on N
  button.click();
}

if (page) {
  try {
    const { questions: columns } = await json("assets/search.json");
    questions = columns.slug.map((slug, place) => ({
      slug,
      category: columns.category[place],
      wordings: [columns.title[place], ...columns.variants[place]],
    }));
    for (const button of kinds) button.addEventListener("click", () => answer(button));
    find("compare").addEventListener("click", compare);
    find("next").addEventListener("click", ask);
    addEventListener("keydown", onKey, { capture: true });
    find("card").hidden = false;
    ask();
  } catch {
    find("failed").hidden = false;
  }
}
