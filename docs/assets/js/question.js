/** A question's page: hide the answers, open the follow-ups, show where one is, light up code and its step. */

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
  button.hidden = false;
  const set = (value) => {
    button.setAttribute("aria-pressed", String(value));
    act(value);
  };
  button.addEventListener("click", () => set(button.getAttribute("aria-pressed") !== "true"));
  if (pressed) set(true);
}

/** Mark the entries, in the outline and on the rail, of the section that is being read. */
function followOutline(question) {
  const entries = new Map();
  for (const link of question.querySelectorAll(".outline a, .rail a")) {
    const section = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (section) entries.set(section, [...(entries.get(section) ?? []), link]);
  }
  const visible = new Set();
  const observer = new IntersectionObserver(
    (changes) => {
      for (const change of changes) {
        if (change.isIntersecting) visible.add(change.target);
        else visible.delete(change.target);
      }
      const current = [...entries.keys()].find((section) => visible.has(section));
      for (const [section, links] of entries) {
        for (const link of links) {
          if (section !== current) link.removeAttribute("aria-current");
          else if (!link.hasAttribute("aria-current")) {
            link.setAttribute("aria-current", "location");
            const rail = link.closest(".rail");
            if (rail) rail.scrollLeft = link.offsetLeft - rail.clientWidth / 3;
          }
        }
      }
    },
    { rootMargin: "-130px 0px -60% 0px" },
  );
  for (const section of entries.keys()) observer.observe(section);
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
  if (question.querySelector(".follow-up")) {
    toggle(question.querySelector("[data-open-all]"), false, (pressed) => {
      for (const details of question.querySelectorAll(".follow-up")) details.open = pressed;
    });
  }
  followOutline(question);
  lightUp(question);
}
