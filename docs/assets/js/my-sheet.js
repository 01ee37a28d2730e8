/** The reader's own sheet: what they picked, or what a link or a list asks for, shown in a chosen way and printed. */

import { mine, pageOf } from "../practice/mine.js";
import { createRecord } from "../practice/record.js";
import { button, element, plural } from "./dom.js";
import { asked, createPicks, shared, sheetFrom } from "./picks.js";
import { at, json, storage } from "./site.js";

const page = document.querySelector("[data-my-sheet]");
const picks = createPicks(storage());
const find = (name) => page.querySelector(`[data-${name}]`);
const parse = (html) => new DOMParser().parseFromString(html, "text/html");

/** @type {Map<string, {title: string, short: string, place: string, number: string, file: string, html?: string}>} in
 * workflow order; the HTML of an entry is there once its file was loaded */
let entries = new Map();
/** @type {Map<string, string>} a former slug to the present one */
let aliases = new Map();
/** What is drawn ends when the sheet that was asked for last is shown. */
let drawn = Promise.resolve();
let times = 0;
/** @type {(ReturnType<typeof asked> & {missing: number}) | null} what is shown instead of the reader's own sheet */
let guest = null;

const present = (slug) => aliases.get(slug) ?? slug;
const known = (list) => [...new Set(list.map(present))].filter((slug) => entries.has(slug));

/** The sheet that is shown; its questions exist, in the order in which they are shown. */
function current() {
  const own = picks.sheet();
  const sheet = guest ? { ...own, questions: guest.questions, way: guest.way, order: guest.order } : own;
  const there = new Set(known(sheet.questions));
  const questions = sheet.order === "own" ? [...there] : [...entries.keys()].filter((slug) => there.has(slug));
  return { ...sheet, questions };
}

/** Do something to the reader's own sheet, tell whether it is kept, and show it. */
function change(act) {
  find("unkept").hidden = act() !== false;
  draw();
}

/** The questions under headings of their place, or under none in the reader's own order. */
function groups({ questions, order }) {
  if (order === "own") return [{ heading: "", number: "", slugs: questions }];
  const found = [];
  for (const slug of questions) {
    const { place: heading, number } = entries.get(slug);
    if (found.at(-1)?.heading !== heading) found.push({ heading, number, slugs: [] });
    found.at(-1).slugs.push(slug);
  }
  return found;
}

function heading({ heading: text, number }) {
  if (!text) return [];
  if (!number) return [element("h2", {}, text)];
  return [element("h2", { class: `stage-${number}` }, element("span", { class: "stage-number" }, number), ` ${text}`)];
}

/** The reader's own questions as entries, behind ours. */
const ownEntries = () =>
  mine(createRecord(storage()).read()).map(({ slug, title, short, parts }) => {
    const written = parts.map(({ title: part, text }) => element("p", {}, element("strong", {}, `${part}: `), text));
    const name = element("h3", {}, element("a", { href: at(pageOf(slug)) }, short));
    const html = element("div", { class: "entry numbered" }, name, ...written).outerHTML;
    return [slug, { title, short, place: "My questions", number: "", file: "", html }];
  });

/** What the reader wrote to a question while practicing, under our entry. */
function own(slug, notes) {
  const { answer = "", example = "" } = Object.hasOwn(notes, slug) ? notes[slug] : {};
  return [answer, example].filter(Boolean).map((text) => element("p", { class: "sheet-own" }, text));
}

/** Load the entries of these questions that are not there yet. @throws where they cannot be had */
async function load(slugs) {
  const missing = slugs.filter((slug) => entries.get(slug).html === undefined);
  const files = new Set(missing.map((slug) => entries.get(slug).file));
  const fill = async (file) => {
    const found = await json(`my-sheet/${file}.json`);
    for (const slug of missing) if (Object.hasOwn(found, slug)) entries.get(slug).html = found[slug];
  };
  await Promise.all([...files].map(fill));
  for (const slug of missing) if (!entries.get(slug).html) throw new Error(`${slug} has no entry`);
}

const BUSY = 20; // milliseconds of work after which the browser may answer the reader

/** Show the questions and their entries, in pieces of work; all at once, and not if another sheet is asked for meanwhile. */
async function drawSheet(sheet) {
  const time = ++times;
  await load(sheet.questions);
  let begun = performance.now();
  const { notes } = createRecord(storage()).read();
  const askedFor = [];
  const key = [];
  for (const group of groups(sheet)) {
    askedFor.push(...heading({ ...group, number: "" }));
    key.push(...heading(group));
    const list = element("ul");
    for (const slug of group.slugs) {
      if (performance.now() - begun > BUSY) {
        await new Promise((go) => setTimeout(go));
        begun = performance.now();
      }
      const { title, short, html } = entries.get(slug);
      const names = [element("span", { class: "asked" }, title), element("span", { class: "recalled" }, short)];
      list.append(element("li", { class: "numbered" }, ...names));
      const entry = document.importNode(parse(html).body.firstElementChild, true);
      entry.append(...own(slug, notes));
      key.push(entry);
    }
    askedFor.push(list);
  }
  if (time !== times) return;
  find("asked").replaceChildren(...askedFor);
  find("key").replaceChildren(...key);
  find("failed").hidden = true;
}

/** The list in which questions are moved and taken off; the focus stays with the question that was moved. */
function drawList({ questions }) {
  const list = find("list");
  const move = (slug, by) => () => {
    change(() => picks.move(questions, slug, by));
    const again = find("list").querySelector(`[data-slug="${slug}"]`);
    const [same, other] = by < 0 ? ["up", "down"] : ["down", "up"];
    (again.querySelector(`.${same}:not(:disabled)`) ?? again.querySelector(`.${other}`)).focus();
  };
  const off = (slug, place) => () => {
    change(() => picks.remove([slug]));
    const rest = [...find("list").querySelectorAll(".off")];
    (rest[Math.min(place, rest.length - 1)] ?? find("empty").querySelector("a")).focus();
  };
  list.replaceChildren(
    ...questions.map((slug, place) => {
      const { short } = entries.get(slug);
      return element(
        "li",
        { "data-slug": slug },
        element("a", { href: at(pageOf(slug)) }, short),
        button("↑", move(slug, -1), { class: "pick up", "aria-label": `Move up: ${short}`, disabled: place === 0 }),
        button("↓", move(slug, 1), {
          class: "pick down",
          "aria-label": `Move down: ${short}`,
          disabled: place === questions.length - 1,
        }),
        button("×", off(slug, place), { class: "pick off", "aria-label": `Take off: ${short}` }),
      );
    }),
  );
}

function draw() {
  const sheet = current();
  const empty = sheet.questions.length === 0;
  page.dataset.way = sheet.way;
  find("empty").hidden = !empty || guest !== null;
  find("guest").hidden = guest === null;
  find("edit").hidden = empty || guest !== null;
  find("tools").hidden = empty;
  find("count").textContent = empty ? "" : plural(sheet.questions.length, "question");
  if (guest) {
    const lost = guest.missing ? ` ${plural(guest.missing, "question")} of the link ${guest.missing === 1 ? "is" : "are"} not here.` : "";
    find("guest-line").textContent = `${guest.from ? "These are the questions of a list." : "This sheet came with a link."} Yours is kept as it was.${lost}`;
  }
  for (const choice of page.querySelectorAll("[data-choose]")) {
    choice.setAttribute("aria-pressed", String(choice.dataset.choose === sheet.way));
  }
  for (const paper of page.querySelectorAll("[data-paper]")) {
    paper.setAttribute("aria-pressed", String(paper.dataset.paper === sheet.paper));
  }
  find("workflow").hidden = empty || guest !== null || sheet.order === "workflow";
  setPaper(sheet.paper);
  drawList(sheet);
  drawn = drawSheet(sheet).catch(() => {
    find("failed").hidden = false;
  });
}

/** The size of the paper is a rule of its own style sheet, which can be made without markup. */
function setPaper(paper) {
  const rules = new CSSStyleSheet();
  rules.replaceSync(`@page { size: ${paper === "letter" ? "letter" : "a4"} }`);
  document.adoptedStyleSheets = [rules];
}

/** The slugs of the rows of another page of the site. */
async function listed(address) {
  const response = await fetch(at(address));
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  const rows = parse(await response.text()).querySelectorAll("tr[data-question]");
  return [...rows].map((row) => row.dataset.question);
}

/** Read what the address asks for. */
async function readAddress() {
  const wanted = asked(location.hash);
  if (!wanted) {
    guest = null;
    return;
  }
  const questions = wanted.from ? await listed(wanted.from) : wanted.questions;
  guest = { ...wanted, questions, missing: questions.length - known(questions).length };
}

function choose(choices) {
  if (guest && !("paper" in choices)) {
    guest = { ...guest, ...choices };
    draw();
  } else change(() => picks.choose(choices));
}

/** Leave the sheet of a link for the reader's own. */
function leave() {
  history.replaceState(null, "", location.pathname + location.search);
  guest = null;
}

function connect() {
  for (const node of page.querySelectorAll("[data-choose]")) {
    node.addEventListener("click", () => choose({ way: node.dataset.choose }));
  }
  for (const node of page.querySelectorAll("[data-paper]")) {
    node.addEventListener("click", () => choose({ paper: node.dataset.paper }));
  }
  find("workflow").addEventListener("click", () => choose({ order: "workflow" }));
  find("print").addEventListener("click", async () => {
    await drawn;
    window.print();
  });
  find("clear").addEventListener("click", () => {
    const before = picks.sheet();
    change(() => picks.replace([]));
    find("undo").hidden = false;
    find("undo").onclick = () => {
      find("undo").hidden = true;
      change(() => picks.replace(before.questions));
    };
    find("undo").focus();
  });
  find("take").addEventListener("click", () => {
    const { questions } = current();
    leave();
    change(() => picks.add(questions));
  });
  find("leave").addEventListener("click", () => {
    leave();
    draw();
  });
  find("link").addEventListener("click", async () => {
    const address = location.href.split("#")[0] + shared(sheetFrom(current()));
    try {
      await navigator.clipboard.writeText(address);
      find("said").textContent = "The link is copied.";
    } catch {
      find("said").replaceChildren("The link: ", element("a", { href: address }, address));
    }
  });
  addEventListener("storage", (event) => event.key === picks.key && draw());
  addEventListener("hashchange", start);
}

async function start() {
  try {
    await readAddress();
    draw();
    await drawn;
  } catch {
    find("failed").hidden = false;
  }
}

if (page) {
  try {
    const data = await json("my-sheet/entries.json");
    entries = new Map([...Object.entries(data.questions), ...ownEntries()]);
    aliases = new Map(Object.entries(data.aliases));
    connect();
    await start();
    find("loading").hidden = true;
    document.documentElement.dataset.ready = "my-sheet";
  } catch {
    find("loading").hidden = true;
    find("failed").hidden = false;
  }
}
