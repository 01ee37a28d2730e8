/** "Add to my sheet": on a question's page, on every row of a table of questions, and for a whole list. */

import { element } from "./dom.js";
import { createPicks } from "./picks.js";
import { storage } from "./site.js";

const picks = createPicks(storage());
const status = document.createElement("p");
status.className = "visually-hidden";
status.setAttribute("role", "status");

/** Make a button one for a question; in a row it is a sign alone, with a name for those who hear it. */
function toggle(node, slug, name, row) {
  node.addEventListener("click", () => {
    const there = picks.has(slug);
    const kept = there ? picks.remove([slug]) : picks.add([slug]);
    status.textContent = kept
      ? `${name}: ${there ? "taken off" : "added to"} my sheet.`
      : "This browser keeps nothing: the choice is lost when the page is left.";
    draw();
  });
  const draw = () => {
    const there = picks.has(slug);
    node.setAttribute("aria-pressed", String(there));
    node.textContent = row ? (there ? "✓" : "+") : there ? "On my sheet" : "Add to my sheet";
    if (row) node.setAttribute("aria-label", `${name}: on my sheet`);
    if (row) node.title = there ? "Take off my sheet" : "Add to my sheet";
  };
  draw();
  addEventListener("picks", draw);
}

/** Draw anew what another window, or a button for a whole list, has changed. */
const announce = () => dispatchEvent(new Event("picks"));
addEventListener("storage", (event) => event.key === picks.key && announce());

/** Give rows of questions, `[data-question]` with a cell `.pick-cell`, their buttons. */
export function pickable(rows) {
  for (const row of rows) {
    const cell = row.querySelector(".pick-cell");
    if (!cell || cell.hasChildNodes()) continue;
    const node = element("button", { type: "button", class: "pick" });
    toggle(node, row.dataset.question, row.querySelector("a").textContent, true);
    cell.append(node);
  }
}

const whole = document.querySelector("[data-pick-all]");
const rows = [...document.querySelectorAll("tr[data-question]")];
const place = document.querySelector("[data-pick]");
if (rows.length || place) document.body.append(status);
pickable(rows);
if (whole) {
  whole.addEventListener("click", () => {
    const kept = picks.add(rows.map((row) => row.dataset.question));
    status.textContent = kept ? `${rows.length} questions are on my sheet.` : "This browser keeps nothing.";
    announce();
  });
}
if (place) toggle(place, place.dataset.pick, place.dataset.name, false);
