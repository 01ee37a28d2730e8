/** Hiding a part of an answer behind a button, and showing it again. */

/** @param {HTMLElement} part a section of the answer; its body is hidden or shown */
export function hidePart(part, hidden) {
  const body = part.querySelector(":scope > .part-body");
  if (!body) return;
  part.querySelector(":scope > .show-answer")?.remove();
  body.hidden = hidden;
  if (!hidden) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "show-answer";
  button.textContent = "Show";
  button.setAttribute("aria-label", `Show: ${part.querySelector("h3").textContent}`);
  button.addEventListener("click", () => {
    body.hidden = false;
    button.remove();
    body.tabIndex = -1;
    body.focus({ preventScroll: true });
  });
  body.before(button);
}
