/** A worksheet: filled in, kept, several of a kind, told against the clock, saved as Markdown, printed on one page. */

import { download, element } from "../js/dom.js";
import { createClock } from "./clock.js";
import { hints, length, markdown } from "./hints.js";
import { record, tellUnkept } from "./library.js";

const page = document.querySelector("[data-worksheet]");
const find = (name) => page.querySelector(`[data-${name}]`);
const MINUTE = 60;
const kind = page?.dataset.worksheet;
const vague = document.querySelector("script[data-vague]")?.dataset.vague.split(" ") ?? [];
let id = "";
let clock;
let deleted = null;

const form = () => find("form");
const fields = () => [...form().querySelectorAll("textarea")];
const mine = () =>
  Object.entries(record.read().worksheets)
    .filter(([, sheet]) => sheet.kind === kind && !sheet.gone)
    .sort((a, b) => (a[0] < b[0] ? -1 : 1));

/** A name in the order of making, which two devices do not give twice. */
const newId = () => `${kind}-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;

function write(gone = false) {
  const texts = Object.fromEntries(fields().map((field) => [field.name, field.value]));
  const sheet = { kind, name: form().elements.name.value, texts, gone, at: Date.now() };
  tellUnkept(record.worksheet(id, sheet));
}

function show(name) {
  const sheets = mine();
  id = sheets.some(([other]) => other === name) ? name : (sheets.at(-1)?.[0] ?? newId());
  const sheet = Object.fromEntries(sheets)[id];
  form().elements.name.value = sheet?.name ?? "";
  for (const field of fields()) field.value = sheet?.texts[field.name] ?? "";
  drawList();
  for (const field of fields()) drawHints(field);
}

function drawList() {
  const options = mine().map(([name, sheet]) => element("option", { value: name }, sheet.name || "without a name"));
  find("which").replaceChildren(...(options.length ? options : [element("option", {}, "the first one")]));
  find("which").value = id;
}

function drawHints(field) {
  const wanted = { most: Number(field.dataset.sentences), number: "number" in field.dataset, vague };
  page.querySelector(`#hints-${field.name}`).textContent = [length(field.value), ...hints(field.value, wanted)].filter(Boolean).join(". ");
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 4}px`;
}

function saveAsMarkdown() {
  const name = form().elements.name.value || find("title").textContent;
  const entries = fields().map((field) => ({ title: field.labels[0].textContent, text: field.value }));
  download(`${kind}.md`, markdown(name, entries), "text/markdown");
}

/** Only what is told in the first minute stays visible, and the clock runs. */
function tell() {
  const on = find("tell").getAttribute("aria-pressed") !== "true";
  find("tell").setAttribute("aria-pressed", String(on));
  for (const box of form().querySelectorAll(".blank:not([data-spoken])")) box.hidden = on;
  if (on) {
    clock.start("speak", MINUTE);
    return;
  }
  find("said").textContent = `Told in ${Math.round(clock.stop())} seconds.`;
  clock.clear();
}

function connect() {
  form().addEventListener("submit", (event) => event.preventDefault());
  form().addEventListener("input", ({ target }) => {
    write();
    if (target.name === "name") drawList();
    else drawHints(target);
  });
  find("which").addEventListener("change", ({ target }) => show(target.value));
  find("new").addEventListener("click", () => {
    id = newId();
    form().reset();
    write();
    show(id);
    form().elements.name.focus();
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
    const sheet = record.read().worksheets[deleted];
    tellUnkept(record.worksheet(deleted, { ...sheet, gone: false, at: Date.now() }));
    show(deleted);
    find("said").textContent = "It is back.";
    find("undo").hidden = true;
    find("which").focus();
  });
  find("save").addEventListener("click", saveAsMarkdown);
  find("print").addEventListener("click", () => window.print());
  find("tell")?.addEventListener("click", tell);
  addEventListener("storage", (event) => event.key === record.key && !form().contains(document.activeElement) && show(id));
}

if (page) {
  clock = createClock(find("clock"));
  find("tools").hidden = false;
  form().hidden = false;
  connect();
  show("");
  document.documentElement.dataset.ready = "worksheet";
}
