/** The reader's own questions: written down where they were met, filed, answered in the outline, sent to the project. */

import { button, download, element } from "../js/dom.js";
import { createPicks } from "../js/picks.js";
import { at, storage } from "../js/site.js";
import { record, tellUnkept } from "./library.js";
import { asFile, KIND, mine } from "./mine.js";

const LONGEST_ADDRESS = 7_000; // characters: servers refuse longer ones
const page = document.querySelector("[data-my-questions]");
const find = (name) => page.querySelector(`[data-${name}]`);
const form = () => find("form");
const picks = createPicks(storage());
let id = "";
let deleted = null;

/** A name in the order of making, which two devices do not give twice. */
const newId = () => `${KIND}-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
const current = () => mine(record.read()).find(({ slug }) => slug === id);

/** The fields of the chosen kind, and the place that files it. */
function drawKind() {
  const { category } = form().elements;
  for (const part of page.querySelectorAll("[data-parts]")) part.hidden = part.dataset.parts !== category.value;
  for (const place of page.querySelectorAll("[data-places]")) place.hidden = !place.dataset.places.split(" ").includes(category.value);
}

const placeField = () => page.querySelector("[data-places]:not([hidden]) select");

function write(gone = false) {
  const { elements } = form();
  const parts = [...form().querySelectorAll("textarea[name]")].filter(({ value }) => value.trim());
  const texts = {
    question: elements.question.value,
    category: elements.category.value,
    place: placeField().value,
    ...Object.fromEntries(parts.map(({ name, value }) => [name, value])),
  };
  tellUnkept(record.worksheet(id, { kind: KIND, name: elements.short.value, texts, gone, at: Date.now() }));
}

function show(slug) {
  id = slug || newId();
  const sheet = record.read().worksheets[id];
  form().reset();
  const { elements } = form();
  elements.short.value = sheet?.name ?? "";
  elements.question.value = sheet?.texts.question ?? "";
  elements.category.value = sheet?.texts.category ?? "basics";
  drawKind();
  placeField().value = sheet?.texts.place ?? "";
  for (const field of form().querySelectorAll("textarea[name]")) {
    if (field.name !== "question") field.value = sheet?.texts[field.name] ?? "";
  }
  history.replaceState(null, "", sheet ? `#${id}` : location.pathname);
  draw();
}

function draw() {
  const all = mine(record.read());
  const titles = new Map([...form().querySelectorAll("[data-places] option")].map(({ value, text }) => [value, text]));
  find("list").replaceChildren(
    ...all.map(({ slug, short, place, parts }) => {
      const open = button(short, () => show(slug), { class: "switch", "aria-pressed": String(slug === id) });
      const where = place ? titles.get(place) : "not filed yet: it does not count as prepared";
      return element("li", {}, open, " ", element("span", { class: "count" }, `${where}${parts.length ? "" : ", no answer yet"}`));
    }),
  );
  find("some").hidden = all.length === 0;
  const there = current();
  for (const node of page.querySelectorAll("[data-needs]")) node.hidden = !there;
  if (!there) return;
  const picked = picks.has(id);
  find("add").setAttribute("aria-pressed", String(picked));
  find("add").textContent = picked ? "On my sheet" : "Add to my sheet";
  const { folder, name, text } = asFile(there);
  const address = new URL(`${page.dataset.newFile}${folder}`);
  address.searchParams.set("filename", name);
  address.searchParams.set("value", text);
  find("send").href = address.href;
  find("send").hidden = address.href.length > LONGEST_ADDRESS;
  find("long").hidden = !find("send").hidden;
}

function save() {
  const { name, text } = asFile(current());
  download(name, text, "text/markdown");
}

function connect() {
  form().addEventListener("submit", (event) => event.preventDefault());
  form().addEventListener("input", () => {
    drawKind();
    write();
    draw();
  });
  find("new").addEventListener("click", () => {
    show("");
    form().elements.question.focus();
  });
  find("delete").addEventListener("click", () => {
    deleted = id;
    write(true);
    show("");
    find("said").textContent = "Deleted.";
    find("undo").hidden = false;
    find("undo").focus();
  });
  find("undo").addEventListener("click", () => {
    tellUnkept(record.worksheet(deleted, { ...record.read().worksheets[deleted], gone: false, at: Date.now() }));
    show(deleted);
    find("said").textContent = "It is back.";
    find("undo").hidden = true;
    form().elements.question.focus();
  });
  find("add").addEventListener("click", () => {
    tellUnkept(picks.has(id) ? picks.remove([id]) : picks.add([id]));
    draw();
  });
  find("save").addEventListener("click", save);
  find("practice").href = at("practice/?of=mine");
  addEventListener("storage", (event) => event.key === record.key && !form().contains(document.activeElement) && show(id));
}

if (page) {
  connect();
  const asked = location.hash.slice(1);
  show(mine(record.read()).some(({ slug }) => slug === asked) ? asked : "");
  find("all").hidden = false;
  document.documentElement.dataset.ready = "my-questions";
}
