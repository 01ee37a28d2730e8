/** Explore: the questions that words and facets leave, as one types; everything that is asked stands in the address. */

import { element, plural } from "../js/dom.js";
import { pickable } from "../js/pick.js";
import { createPicks, shared } from "../js/picks.js";
import { at, storage } from "../js/site.js";
import { addressOf, filtered, filterFrom, FACETS, isEmpty, LENGTHS, STATES } from "./facets.js";
import { known, loadLibrary, record } from "./library.js";
import { loadSearch } from "./search.js";

const page = document.querySelector("[data-explore]");
const find = (name) => page.querySelector(`[data-${name}]`);
const FIRST = 30; // rows that are drawn before the browser paints; the rest follow
const ALL = 100_000;

let library;
let reader;
/** @type {import("./facets.js").Filter} */
let filter;
let engine = null; // the search, loaded when the reader first reaches for it
let run = 0; // a later change ends the drawing of an earlier one

/** Checkboxes for what the reader knows, and for lengths: their values are not of the taxonomy. */
function addFacet(name, terms) {
  const list = page.querySelector(`[data-facet="${name}"] ul`);
  for (const term of terms) {
    const box = element("input", { type: "checkbox", name, value: term.name });
    list.append(element("li", {}, element("label", {}, box, ` ${term.title} `, element("span", { class: "count" }))));
  }
}

function loadEngine() {
  engine ??= loadSearch();
  engine.catch(() => (engine = null));
  return engine;
}

/** The slugs that the words find, the best first; null where there are no words. */
async function found() {
  if (!filter.q.trim()) return null;
  const { search, saysNothing } = await loadEngine();
  return saysNothing(filter.q) ? null : search(filter.q, { limit: ALL }).map(({ slug }) => slug);
}

/** What the form asks for. */
function read() {
  const data = new FormData(find("form"));
  filter = {
    q: String(data.get("q") ?? ""),
    sort: String(data.get("sort") ?? "best"),
    chosen: Object.fromEntries(Object.keys(FACETS).map((name) => [name, data.getAll(name).map(String)])),
  };
}

/** Bring the form to what the address asks for. */
function fill() {
  const form = find("form");
  form.elements.q.value = filter.q;
  form.elements.sort.value = filter.sort;
  for (const box of form.querySelectorAll("input[type=checkbox]")) {
    box.checked = filter.chosen[box.name].includes(box.value);
    if (box.checked) {
      const group = box.closest(".facet-group");
      if (group) group.open = true;
    }
  }
}

const term = (terms, name) => terms.find((other) => other.name === name);
const KIND = { basics: "stages", coding: "stages", applied: "domains", project: "focuses" };

function where({ category, place }) {
  const { title, number } = library.places.find(({ name, kind }) => name === place && kind === KIND[category]);
  if (!number) return title;
  const mark = element("span", { class: `stage stage-${number}` });
  mark.append(element("span", { class: "stage-number" }, String(number)), ` ${title}`);
  return mark;
}

function row(question) {
  const link = element("a", { href: at(`questions/${question.slug}/`) }, question.short);
  const mine = reader.states(question.slug).filter((state) => state !== "new");
  const name = element("th", { scope: "row" }, link);
  if (mine.length) name.append(" ", element("span", { class: "mine" }, mine.join(", ")));
  name.append(element("span", { class: "row-gist" }, question.gist));
  return element(
    "tr",
    { "data-question": question.slug },
    name,
    element("td", {}, where(question)),
    element("td", { class: "level" }, term(library.levels, question.level).title),
    element("td", { class: "number" }, `${question.minutes} min`),
    element("td", { class: "pick-cell" }),
  );
}

/** The first rows at once, the others in slices between which the page can be used. */
async function drawRows(results, mine) {
  const body = find("rows");
  const first = results.slice(0, FIRST).map(row);
  body.replaceChildren(...first);
  pickable(first);
  for (let from = FIRST; from < results.length; from += FIRST) {
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    if (mine !== run) return;
    const more = results.slice(from, from + FIRST).map(row);
    body.append(...more);
    pickable(more);
  }
}

/** Show what the filter leaves. */
async function show() {
  const mine = ++run;
  let words = null;
  try {
    words = await found();
    find("failed").hidden = true;
  } catch {
    find("failed").hidden = false;
    return;
  }
  if (mine !== run) return;
  const { results, counts } = filtered(library, filter, { found: words, states: reader.states });
  const address = addressOf(filter);
  if (address !== location.search) history.replaceState(null, "", location.pathname + address);
  find("count").textContent = plural(results.length, "question");
  find("nothing").hidden = results.length > 0;
  find("table").hidden = results.length === 0;
  find("clear").hidden = isEmpty(filter);
  const slugs = results.map(({ slug }) => slug);
  find("practice").href = at(`practice/${address}`);
  find("print").href = at("my-sheet/") + shared({ questions: slugs, way: "answers", order: filter.sort === "workflow" || !words ? "workflow" : "own" });
  find("add").onclick = () => {
    createPicks(storage()).add(slugs);
    dispatchEvent(new Event("picks"));
    find("count").textContent = `${plural(results.length, "question")}, all on my sheet`;
  };
  drawCounts(counts);
  await drawRows(results, mine);
}

function drawCounts(counts) {
  let chosen = 0;
  for (const box of page.querySelectorAll("[data-facet] input")) {
    const count = counts[box.name].get(box.value) ?? 0;
    const label = box.closest("label");
    label.querySelector(".count").textContent = String(count);
    label.classList.toggle("none", count === 0 && !box.checked);
    if (box.checked) chosen++;
  }
  find("chosen").textContent = chosen ? `${chosen} chosen` : "";
}

function connect() {
  const form = find("form");
  const changed = () => {
    read();
    show();
  };
  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.elements.q.addEventListener("focus", loadEngine, { once: true });
  find("clear").addEventListener("click", () => {
    filter = filterFrom("");
    fill();
    show();
    form.elements.q.focus();
  });
  addEventListener("popstate", () => {
    filter = filterFrom(location.search);
    fill();
    show();
  });
  addEventListener("storage", (event) => {
    if (event.key !== record.key) return;
    reader = known(library);
    show();
  });
}

if (page) {
  const facets = find("facets");
  facets.open = matchMedia("(min-width: 60em)").matches;
  find("form").hidden = false;
  try {
    library = await loadLibrary();
    reader = known(library);
    addFacet("state", STATES);
    addFacet("length", LENGTHS);
    filter = filterFrom(location.search);
    fill();
    connect();
    await show();
    document.documentElement.dataset.ready = "explore";
  } catch {
    find("failed").hidden = false;
  }
}
