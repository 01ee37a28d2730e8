/** What became of a run, as the reader sees it: a line a test, what was compared, what was printed. */

import { reachable } from "../js/page.js";

/** @returns {HTMLElement} an element with text or children; text is set as text, never as markup */
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

const code = (text) => element("code", { textContent: text });

/** A sentence for what closed a run other than its end; `line` is a line of the reader's code. */
export function closing(event) {
  switch (event.kind) {
    case "error":
      return event.line ? `Line ${event.line}: ${event.type}: ${event.message}` : `${event.type}: ${event.message}`;
    case "tampered":
      return `Your code replaces ${event.names.join(", ")}, which the tests use, so no result counts. Give your own things other names.`;
    case "late":
      return `Stopped after ${event.seconds} seconds: a loop that never ends, or too much work. Your code is kept.`;
    case "stopped":
      return "Stopped. Your code is kept.";
    case "broken":
      return "Python broke off, most likely out of memory or too deep in a recursion. Your code is kept; the next run starts afresh.";
    case "unavailable":
      return "Python could not be loaded. The first run needs a connection; your code is kept, so try again later.";
    default:
      return "";
  }
}

/**
 * Draws the results of one run into `place`.
 * @param {HTMLElement} place
 * @param {(line: number) => void} goTo shows a line of the reader's code
 */
export function createResults(place, goTo) {
  const tests = element("ul", { className: "bench-tests" });
  const printed = element("pre", { className: "scrolls" });
  const output = element("div", { className: "bench-output", hidden: true }, element("h3", { textContent: "Printed" }), printed);

  const lineButton = (line) => {
    const button = element("button", { type: "button", className: "bench-line", textContent: `line ${line}` });
    button.addEventListener("click", () => goTo(line));
    return button;
  };

  /** What happened, in a line that opens: the first failure is open, so that the list stays short. */
  function failure(event) {
    const plain = event.type === "AssertionError" && event.line === null;
    const reason = plain ? event.message : `${event.type}: ${event.message}`.replace(/: $/, "");
    const lines = [];
    if (reason && event.claim) lines.push(element("p", {}, "expected: ", code(event.claim)));
    if (event.values.length) {
      const rows = event.values.map(([source, value]) => element("li", {}, code(source), " is ", code(value)));
      lines.push(element("ul", { className: "bench-values" }, ...rows));
    }
    if (event.call) lines.push(element("p", { className: "bench-call" }, code(event.call)));
    if (event.line) lines.push(element("p", {}, "in ", lineButton(event.line), " of your code"));
    const summary = element("summary", { textContent: reason || (event.claim ? "expected: " : "not what was expected") });
    if (!reason && event.claim) summary.append(code(event.claim));
    const open = !tests.querySelector("details");
    return element("details", { className: "bench-failure", open }, summary, ...lines);
  }

  return {
    clear() {
      tests.replaceChildren();
      printed.textContent = "";
      output.hidden = true;
      place.replaceChildren(tests, output);
      place.hidden = true;
      reachable(place);
    },
    add(event) {
      place.hidden = false;
      if (event.kind === "output") {
        output.hidden = false;
        printed.textContent += event.text;
      } else if (event.kind === "test") {
        const state = element("span", { className: "bench-state", textContent: event.passed ? "passes" : "fails" });
        const row = element("li", { className: event.passed ? "passes" : "fails" }, state, " ", event.name);
        if (!event.passed) row.append(failure(event));
        tests.append(row);
      } else if (event.kind === "error" && event.line) {
        tests.append(element("li", { className: "fails" }, `${event.type}: ${event.message}, in `, lineButton(event.line)));
      }
    },
  };
}
