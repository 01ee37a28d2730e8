/** How a question's answer is shown on a card: its points, what to listen for as boxes to tick, what else is asked. */

import { element } from "../js/dom.js";

/** A point of the answer. @param {import("./answer.js").Point} point */
export const pointShown = ({ title, nodes }) =>
  element("section", { class: "part" }, element("h3", {}, title), element("div", {}, ...nodes));

/**
 * The points to listen for, each with a box.
 * @param {{mark: string, nodes: Node[]}[]} points
 * @param {Set<string>} said marks of the points that were made; a tick changes it
 * @param {() => void} changed
 * @param {string[]} [missed] marks of the points that were missed last time
 */
export const ticks = (points, said, changed, missed = []) =>
  points.map((point) => {
    const box = element("input", { type: "checkbox" });
    box.checked = said.has(point.mark);
    box.addEventListener("change", () => {
      if (box.checked) said.add(point.mark);
      else said.delete(point.mark);
      changed();
    });
    const before = missed.includes(point.mark) ? [element("em", {}, "missed last time: ")] : [];
    return element("li", {}, element("label", {}, box, " ", element("span", {}, ...before, ...point.nodes)));
  });

/** What an interviewer asks next, each answer behind its question. @param {import("./answer.js").Point[]} followUps */
export const followUpsShown = (followUps) =>
  followUps.map(({ title, nodes }) =>
    element("details", { class: "follow-up" }, element("summary", {}, title), element("div", {}, ...nodes)),
  );
