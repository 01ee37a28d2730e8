/**
 * The search dialog: opened by [data-search-open], "/" or Ctrl-K, driven by keyboard or pointer.
 *
 * The engine and its data are fetched when the dialog is first opened: first how the questions are asked, by which most
 * are found, then what their pages say. The script tag carries data-search and
 * data-base (the way to the site's root); data-browse and data-propose, if given, are where an empty result leads.
 */

import { element, plural } from "./dom.js";

const script = /** @type {HTMLScriptElement} */ (document.querySelector("script[data-search]"));
const root = new URL(`${(script.dataset.base || ".").replace(/\/$/, "")}/`, location.href);
const LIMIT = 8;
const PATIENCE = 20_000; // milliseconds before a load that does not end counts as failed
const CATEGORIES = { basics: "Basics", coding: "Coding", applied: "Applied", project: "Project" };

/** @typedef {{search: Function, pieces: Function, saysNothing: Function, size: number, rest: (() => Promise<any>) | null}} Engine */

/** @type {Promise<Engine> | null} */
let loading = null;
let completing = false;
/** @type {ReturnType<typeof build> | null} */
let view = null;
/** @type {Element | null} kept here: Safari does not focus a button that is clicked, so the dialog cannot know it */
let opener = null;

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element && event.target.closest("[data-search-open]");
  if (button) open(button);
});

document.addEventListener("keydown", (event) => {
  const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
  const control = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  const controlK = control && event.key.toLowerCase() === "k";
  if (event.defaultPrevented || !(controlK || (slash && !isTyping(event.target)))) return;
  if (!view?.dialog.open && document.querySelector("dialog:modal")) return; // another dialog has the page
  event.preventDefault();
  open(document.activeElement);
});

/** @param {EventTarget | null} target */
function isTyping(target) {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** @param {Element | null} from where the focus returns */
function open(from) {
  view ??= build();
  if (view.dialog.open) return view.input.select();
  opener = from;
  view.dialog.showModal();
  view.input.select();
  load();
}

/** Engine, data and index, once; after a failure the next call tries again. */
function load() {
  if (!loading) {
    loading = prepare();
    loading.catch(() => (loading = null));
    show("loading");
  }
  loading.then(
    () => {
      complete();
      update();
    },
    () => show("failed"),
  );
}

/** @returns {Promise<Engine>} that knows how the questions are asked; its `rest` gives one that knows the pages too */
async function prepare() {
  const [engine, data] = await Promise.all([import("./search-engine.js"), fetched("assets/search.json")]);
  const { pieces, saysNothing } = engine;
  const made = async (rest) => ({ ...(await engine.createSearch(data, { rest })), pieces, saysNothing, rest: null });
  return { ...(await made(null)), rest: async () => made(await fetched("assets/search-rest.json")) };
}

async function fetched(address) {
  const response = await fetch(new URL(address, root), { signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}

/** Go on to the engine that knows the pages; where it does not come, the next opening tries again. */
async function complete() {
  const engine = await loading?.catch(() => null);
  if (!engine?.rest || completing) return;
  completing = true;
  const whole = await engine.rest().catch(() => null);
  completing = false;
  if (whole) {
    loading = Promise.resolve(whole);
    view.dialog.dataset.knows = "pages";
  }
  if (active() < 1) update(); // who is choosing among the results keeps them
}

/** Show what the field asks for, if the index is there. */
async function update() {
  const engine = await loading?.catch(() => null);
  if (!engine) return;
  const query = view.input.value;
  if (engine.saysNothing(query)) return show("start", { size: engine.size });
  const results = engine.search(query, { limit: LIMIT });
  if (results.length) show("results", { results, pieces: engine.pieces });
  else show(completing ? "loading" : "nothing");
}

/** @param {"loading" | "failed" | "start" | "results" | "nothing"} state */
function show(state, { results = [], pieces = null, size = 0 } = {}) {
  const { dialog, list, input, status, count } = view;
  dialog.dataset.state = state;
  list.scrollTop = 0; // before the list changes: afterwards it would cost a layout
  list.replaceChildren(...results.map((result, at) => option(result, at, pieces)));
  input.setAttribute("aria-expanded", String(results.length > 0));
  activate(results.length ? 0 : -1);
  const said = {
    loading: "Loading the questions …",
    failed: "The search could not be loaded.",
    start: `${size.toLocaleString("en")} questions`,
    results: results.length === LIMIT ? `The best ${LIMIT} results` : plural(results.length, "result"),
    nothing: "No question found.",
  }[state];
  if (status.textContent !== said) status.textContent = said;
  count.textContent = said;
}

/** Mark the option at that position as the one Enter opens. @param {number} at -1 for none */
function activate(at) {
  const { list, input } = view;
  [...list.children].forEach((item, position) => item.setAttribute("aria-selected", String(position === at)));
  const item = list.children[at];
  if (!item) return input.removeAttribute("aria-activedescendant");
  input.setAttribute("aria-activedescendant", item.id);
}

const active = () => [...view.list.children].findIndex((item) => item.getAttribute("aria-selected") === "true");

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (event.isComposing) return;
  const last = view.list.children.length - 1;
  const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 };
  const target = active() + steps[event.key]; // not a number for other keys
  if (event.key === "Enter") {
    event.preventDefault();
    view.list.children[active()]?.click();
  } else if (!Number.isNaN(target) && last >= 0) {
    event.preventDefault();
    const page = event.key.startsWith("Page");
    const wrapped = target > last ? 0 : target < 0 ? last : target;
    activate(page ? Math.min(Math.max(target, 0), last) : wrapped);
    view.list.children[active()].scrollIntoView({ block: "nearest" });
  }
}

/** A result as a link with the role of an option. */
function option(result, at, pieces) {
  const marked = (text) =>
    pieces(text, result.terms).map((piece) => (piece.mark ? element("mark", {}, piece.text) : piece.text));
  const { place } = result;
  const where = place.number ? `${place.number} ${place.title}` : place.title;
  const link = element("a", { class: "search-option", id: `search-option-${at}`, role: "option", tabindex: "-1" });
  link.href = new URL(`questions/${result.slug}/`, root).href;
  link.append(
    element("span", { class: "search-name" }, ...marked(result.short)),
    element(
      "span",
      { class: "search-place" },
      element("span", { class: "search-where", "data-stage": place.number ?? "" }, where),
      element("span", {}, CATEGORIES[result.category] ?? result.category),
      element("span", {}, result.level.title),
    ),
    element("span", { class: "search-question" }, ...marked(result.title)),
    element("span", { class: "search-gist" }, ...marked(result.gist)),
  );
  if (result.matched) {
    const label = { variant: "Also asked as", "follow-up": "Follow-up", part: "On the page" }[result.matched.kind];
    link.append(
      element("span", { class: "search-matched" }, element("span", {}, `${label}: `), ...marked(result.matched.text)),
    );
  }
  return link;
}

/** The dialog, made when it is first needed. */
function build() {
  const input = element("input", {
    type: "text", // in a field of type search the first Escape would only empty it
    inputmode: "search",
    class: "search-input",
    role: "combobox",
    "aria-label": "Search the questions",
    "aria-autocomplete": "list",
    "aria-controls": "search-list",
    "aria-expanded": "false",
    maxlength: "200",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    enterkeyhint: "go",
    placeholder: "Topic, abbreviation or question",
  });
  const close = element("button", { type: "button", class: "search-close" }, "Close");
  const retry = element("button", { type: "button", class: "search-retry" }, "Try again");
  const list = element("div", { class: "search-list", id: "search-list", role: "listbox", "aria-label": "Questions" });
  const status = element("p", { class: "search-status", role: "status" });
  const count = element("span", { class: "search-count", "aria-hidden": "true" });
  const dialog = element(
    "dialog",
    { class: "search", "aria-label": "Search" },
    element("div", { class: "search-head", role: "search" }, input, close),
    element("div", { class: "search-body" }, list, ...messages(retry)),
    element("div", { class: "search-foot" }, count, hints()),
    status,
  );
  input.addEventListener("input", update);
  input.addEventListener("keydown", onKey);
  close.addEventListener("click", () => dialog.close());
  retry.addEventListener("click", () => {
    input.focus();
    load();
  });
  list.addEventListener("pointermove", (event) => {
    const item = event.target.closest("[role=option]");
    if (item && item.getAttribute("aria-selected") !== "true") activate([...list.children].indexOf(item));
  });
  list.addEventListener("click", (event) => {
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
    if (event.target.closest("[role=option]") && !elsewhere) dialog.close();
  });
  closeOutside(dialog);
  dialog.addEventListener("close", () => opener instanceof HTMLElement && opener.focus());
  document.body.append(dialog);
  return { dialog, input, list, status, count };
}

/** Close on a press that begins and ends on the backdrop, not on a selection of text dragged out of the dialog. */
function closeOutside(dialog) {
  let outside = false;
  dialog.addEventListener("pointerdown", (event) => (outside = event.target === dialog));
  dialog.addEventListener("click", (event) => {
    if (outside && event.target === dialog) dialog.close();
  });
}

/** What stands in place of results; the style sheet shows the one of the state. */
function messages(retry) {
  const { browse, propose } = script.dataset;
  const next = element("ul", {}, element("li", {}, "Try fewer or other words, or the name of the method."));
  next.append(element("li", {}, element("a", { href: new URL(browse || ".", root).href }, "Browse all questions")));
  if (propose) {
    const link = element("a", { href: new URL(propose, root).href }, "Propose the question");
    next.append(element("li", {}, link, " if it is missing."));
  }
  return [
    element("div", { class: "search-message", "data-for": "loading" }, element("p", {}, "Loading the questions …")),
    element(
      "div",
      { class: "search-message", "data-for": "failed" },
      element("p", {}, "The search could not be loaded. Check the connection."),
      retry,
    ),
    element(
      "div",
      { class: "search-message", "data-for": "start" },
      element("p", {}, "Abbreviations, typos and British spelling are understood."),
      element("p", {}, "Follow-up questions are searched too: “why do more trees not help”."),
    ),
    element("div", { class: "search-message", "data-for": "nothing" }, element("p", {}, "No question found."), next),
  ];
}

function hints() {
  const keys = [
    ["↑ ↓", "choose"],
    ["Enter", "open"],
    ["Esc", "close"],
  ];
  return element(
    "span",
    { class: "search-hints", "aria-hidden": "true" },
    ...keys.flatMap(([key, what]) => [element("kbd", {}, key), ` ${what} `]),
  );
}
