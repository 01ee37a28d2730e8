/**
 * The workbench of a coding question: write it, run the question's tests on it, take hints, compare. This module knows
 * the page; running, keeping, editing and drawing have modules of their own. Loaded when the reader opens it.
 */

import { hidePart } from "../js/answers.js";
import { keepOffline } from "../js/offline.js";
import { reachable } from "../js/page.js";
import { createEditor } from "./editor.js";
import { createPieces, readOrder, shuffled } from "./pieces.js";
import { closing, createResults, element } from "./results.js";
import { createRunner } from "./runner.js";
import { createStore } from "./store.js";

const TASKS = {
  write: (m) => `Write ${m.name} with the standard library. The tests call it by that name.`,
  draft: (m) =>
    `The first draft passes, in one function of ${longest(m.draft)} lines. Break it into helpers that each do one step: the main function first, no function longer than ${Math.ceil(longest(m.draft) * 0.6)} lines.`,
  order: () => "These pieces are the first draft, shuffled. Put them in an order that passes; there may be several.",
  bug: () => "One line of the solution is changed so that a test fails. Find it and mend it.",
};
export const MODES = Object.keys(TASKS);
const KEPT = [...MODES, "planted"]; // "planted" is the number of the bug that is in the code of "bug"
const HIDDEN = ["code", "walkthrough", "complexity"]; // the parts of the page that would give the answer away

/** The lines of the longest function at the top level. */
function longest(code) {
  const starts = [...code.matchAll(/^def /gm)].map((match) => match.index);
  return Math.max(0, ...starts.map((start, at) => code.slice(start, starts[at + 1]).trimEnd().split("\n").length));
}

/** @param {HTMLElement} bench the section of the page @param {Storage | undefined} storage */
export function openStore(bench, storage) {
  return createStore(storage, bench.dataset.slug, bench.dataset.aliases.split(" ").filter(Boolean), KEPT);
}

/** A worker that has the page's policy: one from a file would have none, one from a blob takes it over. */
function startWorker() {
  const file = new URL("python-worker.js", import.meta.url).href;
  const blob = new Blob([`import ${JSON.stringify(file)};`], { type: "text/javascript" });
  return new Worker(URL.createObjectURL(blob), { type: "module" });
}

/** Open the workbench: load its material, and make everything in it work. */
export async function open(bench, storage) {
  const response = await fetch(bench.dataset.material);
  if (!response.ok) throw new Error(`${response.status}`);
  const material = await response.json();
  const find = (selector) => bench.querySelector(selector);
  const store = openStore(bench, storage);
  const status = find(".bench-status");
  const runButton = find("[data-run]");
  const stopButton = find("[data-stop]");
  const plantButton = find("[data-plant]");
  let mode = "write";
  let hints = [];
  let kept = null;

  const runner = createRunner(startWorker);
  const keep = (key, text) => (find(".bench-warning").hidden = store.set(key, text));
  const editor = createEditor(find(".bench-editor"), {
    label: "Your code",
    described: "bench-leave",
    change: (text) => keep(mode, text),
    run: () => run(),
  });
  const pieces = createPieces(find(".bench-pieces"), material.steps, (order) => keep("order", order.join(",")));
  const results = createResults(find(".bench-results"), (line) => mode !== "order" && editor.goTo(line));
  const current = () => (mode === "order" ? pieces.get() : editor.get());
  const planted = () => material.bugs[Number(store.get("planted") ?? -1)];

  function start(chosen) {
    mode = chosen;
    find(".bench-task").textContent = TASKS[mode](material);
    find(".bench-editor").hidden = mode === "order" || (mode === "bug" && !planted());
    find("#bench-leave").hidden = find(".bench-editor").hidden;
    find(".bench-pieces").hidden = mode !== "order";
    plantButton.hidden = mode !== "bug";
    plantButton.textContent = planted() ? "Plant another bug" : "Plant a bug";
    runButton.hidden = mode === "bug" && !planted();
    find("[data-again]").hidden = mode === "bug";
    if (mode === "order") {
      pieces.set(readOrder(store.get("order"), material.steps.length) ?? shuffled(material.steps.length));
    } else {
      editor.set(store.get(mode) ?? { write: material.stub, draft: material.draft, bug: planted()?.code ?? "" }[mode]);
    }
    hints = mode === "bug" ? bugHints(planted()) : pageHints();
    find(".bench-hints").replaceChildren();
    hintButton();
    results.clear();
    find(".bench-after").hidden = true;
    status.textContent = "";
  }

  /** The steps of the walkthrough, as the page shows them. */
  const pageHints = () => [...document.querySelectorAll("#walkthrough .part-body ol > li")].map((li) => () => cloned(li));
  const bugHints = (bug) =>
    bug
      ? [
          () => element("li", { textContent: `It is in line ${bug.line} of the solution as it was planted.` }),
          () =>
            element(
              "li",
              {},
              element("code", { textContent: bug.wrong }),
              " should be ",
              element("code", { textContent: bug.right }),
            ),
        ]
      : [];

  function hintButton() {
    const shown = find(".bench-hints").children.length;
    const button = find("[data-hint]");
    button.hidden = !hints.length;
    button.disabled = shown >= hints.length;
    button.textContent = shown ? `Show a hint (${shown} of ${hints.length} shown)` : "Show a hint";
  }

  /** Run some code, and give back what closed the run; what comes before goes to `tell`. */
  async function judged(code, tell) {
    let last;
    runButton.disabled = plantButton.disabled = true;
    stopButton.hidden = false;
    await runner.run({ code, tests: material.tests, name: material.name }, (event) => {
      if (event.kind === "loading") status.textContent = "Getting Python ready …";
      else if (event.kind === "running") status.textContent = "Running …";
      else tell(event);
      last = event;
    });
    runButton.disabled = plantButton.disabled = false;
    stopButton.hidden = true;
    return last;
  }

  async function run() {
    if (runner.busy()) return;
    results.clear();
    editor.mark(null);
    find(".bench-after").hidden = true;
    const code = current();
    let broken = null;
    const last = await judged(code, (event) => {
      results.add(event);
      if (event.kind === "error" || (event.kind === "test" && event.line)) broken ??= event.line;
    });
    if (broken && mode !== "order") editor.mark(broken);
    status.textContent = last.kind === "end" ? verdict(last, code) : closing(last);
    if (last.kind === "end" && !kept) kept = keepOffline(PYTHON);
  }

  /** A sentence on a run that came to its end; after a success, what comes next is shown. */
  function verdict(end, code) {
    if (end.passed < end.total) return `${end.passed} of ${end.total} tests pass.`;
    const all = `All ${end.total} tests pass.`;
    if (mode === "draft") {
      const most = Math.max(...end.functions.map((f) => f.lines));
      const aim = Math.ceil(longest(material.draft) * 0.6);
      if (most > aim) return `${all} The longest function still has ${most} lines; the aim is ${aim}.`;
      if (!end.main) return `${all} Now put ${material.name} first: a reader wants the whole before its parts.`;
    }
    if (mode === "bug") {
      const bug = planted();
      return `${all} Found: line ${bug.line} was “${bug.right}”.`;
    }
    compare(code);
    return all;
  }

  function compare(code) {
    const yours = element("div", { className: "version" }, element("h4", { textContent: "Yours" }));
    yours.append(element("div", { className: "highlight" }, element("pre", {}, element("code", { textContent: code }))));
    const theirs = [...document.querySelectorAll("#code .version")].map(cloned);
    find(".bench-compare").replaceChildren(yours, ...theirs);
    reachable(find(".bench-compare"));
    find("[data-cost]").hidden = false;
    find(".bench-cost-answer").replaceChildren();
    find(".bench-after").hidden = false;
    for (const id of HIDDEN.slice(0, 2)) hidePart(document.getElementById(id), false);
  }

  /** Look for a bug that the tests catch in time, and put it before the reader with what they say. */
  async function plant() {
    const count = material.bugs.length;
    const first = Math.floor(Math.random() * count);
    const before = Number(store.get("planted") ?? -1);
    for (let step = 0; step < count; step++) {
      const at = (first + step) % count;
      if (at === before) continue;
      results.clear();
      const told = [];
      const last = await judged(material.bugs[at].code, (event) => told.push(event));
      if (last.kind === "stopped" || last.kind === "unavailable") {
        status.textContent = closing(last);
        return;
      }
      if (last.kind !== "end" || last.passed === last.total) continue;
      keep("planted", String(at));
      keep("bug", undefined);
      start("bug");
      told.forEach(results.add);
      status.textContent = `${last.passed} of ${last.total} tests pass. Find the line.`;
      editor.focus();
      return;
    }
    status.textContent = "The tests caught none of the bugs in time: try again later.";
  }

  for (const radio of bench.querySelectorAll("input[name='bench-mode']")) {
    radio.addEventListener("change", () => {
      runner.stop();
      start(radio.value);
    });
  }
  runButton.addEventListener("click", run);
  stopButton.addEventListener("click", () => runner.stop());
  plantButton.addEventListener("click", plant);
  find("[data-again]").addEventListener("click", () => {
    const before = current();
    keep(mode, undefined);
    start(mode);
    status.textContent = "Started again.";
    if (mode === "order") return;
    const undo = element("button", { type: "button", textContent: "Take that back" });
    undo.addEventListener("click", () => {
      editor.set(before);
      keep(mode, before);
      status.textContent = "Your code is back.";
      editor.focus();
    });
    status.append(" ", undo);
  });
  find("[data-hint]").addEventListener("click", () => {
    const list = find(".bench-hints");
    list.append(hints[list.children.length]());
    hintButton();
  });
  find("[data-cost]").addEventListener("click", (event) => {
    find(".bench-cost-answer").replaceChildren(...[...document.querySelectorAll("#complexity .part-body > *")].map(cloned));
    hidePart(document.getElementById("complexity"), false);
    event.target.hidden = true;
  });

  for (const id of HIDDEN) hidePart(document.getElementById(id), true);
  start("write");
  find(".bench-open").hidden = true;
  find(".bench").hidden = false;
  editor.focus();
}

/** A copy of a part of the page; its ids stay with the original. */
function cloned(original) {
  const copy = original.cloneNode(true);
  for (const named of copy.querySelectorAll("[id]")) named.removeAttribute("id");
  for (const button of copy.querySelectorAll("button.copy")) button.remove();
  return copy;
}

/** What Python needs: the worker loads it, so this page's own list of what it loaded does not name it. */
const PYTHON = [
  ...["python-worker.js", "judge.py"],
  ...["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"].map(
    (name) => `../vendor/pyodide/${name}`,
  ),
].map((path) => new URL(path, import.meta.url).href);
