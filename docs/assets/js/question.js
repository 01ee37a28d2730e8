/** A question's page: hide the answers, open the follow-ups, light up code and its step. */

import { hidePart } from "./answers.js";

const HIDE = "handbook.hide-answers"; // a stored key: never renamed without carrying the old value over

/** The stored choice, or null where the browser keeps nothing. */
function remembered(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Keep a choice; a browser that refuses only forgets it. */
function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // The page works without it.
  }
}

/** Hide every answer of the page behind a button of its own, or show all again. */
function hideAnswers(question, hidden) {
  question.querySelector(".gist").hidden = hidden; // it is the answer in a line
  for (const body of question.querySelectorAll(".part-body")) hidePart(body.parentElement, hidden);
}

/** A button that is pressed or not; `act` is told which. */
function toggle(button, pressed, act) {
  const set = (value) => {
    button.setAttribute("aria-pressed", String(value));
    act(value);
  };
  button.addEventListener("click", () => set(button.getAttribute("aria-pressed") !== "true"));
  if (pressed) set(true);
}

/** A function of the code and the step that names it light each other up under the pointer or the focus. */
function lightUp(question) {
  const blocks = [...question.querySelectorAll("[data-function]")];
  const steps = [...question.querySelectorAll("#walkthrough code")].filter((code) =>
    blocks.some((block) => block.dataset.function === code.textContent.replace(/\(.*$/, "")),
  );
  const named = (element) => element.dataset.function ?? element.textContent.replace(/\(.*$/, "");
  const light = (name, on) => {
    for (const element of [...blocks, ...steps]) {
      if (named(element) === name) element.classList.toggle("lit", on);
    }
  };
  for (const element of [...blocks, ...steps]) {
    element.addEventListener("pointerenter", () => light(named(element), true));
    element.addEventListener("pointerleave", () => light(named(element), false));
  }
}

const question = document.querySelector(".question");
if (question) {
  toggle(question.querySelector("[data-hide-answers]"), remembered(HIDE) === "yes", (pressed) => {
    remember(HIDE, pressed ? "yes" : "no");
    hideAnswers(question, pressed);
  });
  const openAll = question.querySelector("[data-open-all]");
  if (openAll) {
    toggle(openAll, false, (pressed) => {
      for (const details of question.querySelectorAll(".follow-up")) details.open = pressed;
    });
  }
  lightUp(question);
}
