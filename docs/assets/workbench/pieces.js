/** The pieces of a draft, shuffled, which the reader puts in order: by buttons, so that it works by keyboard and touch. */

import { reachable } from "../js/page.js";
import { element } from "./results.js";

/** The numbers 0 to count - 1 in a random order that is not the sorted one. No DOM. */
export function shuffled(count, random = Math.random) {
  const order = Array.from({ length: count }, (_, index) => index);
  do {
    for (let last = count - 1; last > 0; last--) {
      const other = Math.floor(random() * (last + 1));
      [order[last], order[other]] = [order[other], order[last]];
    }
  } while (count > 1 && order.every((value, index) => value === index));
  return order;
}

/** An order as it was kept, if it is one of `count` pieces; else null. No DOM. */
export function readOrder(text, count) {
  const order = (text ?? "").split(",").map(Number);
  const whole = new Set(order);
  return order.length === count && whole.size === count && order.every((n) => Number.isInteger(n) && n >= 0 && n < count)
    ? order
    : null;
}

/**
 * @param {HTMLElement} list an `ol`
 * @param {string[]} pieces in their right order
 * @param {(order: number[]) => void} change
 */
export function createPieces(list, pieces, change) {
  let order = [];

  function move(from, to, focus) {
    if (to < 0 || to >= order.length) return;
    order.splice(to, 0, ...order.splice(from, 1));
    draw();
    const row = list.children[to];
    const button = row.querySelector(`[data-move="${focus}"]`);
    (button.disabled ? row.querySelector("button:not(:disabled)") : button).focus();
    change(order);
  }

  function draw() {
    const rows = order.map((piece, at) => {
      const button = (direction, to, disabled) => {
        const made = element("button", { type: "button", textContent: direction === "up" ? "↑" : "↓", disabled });
        made.dataset.move = direction;
        made.setAttribute("aria-label", `Move piece ${at + 1} ${direction}`);
        made.addEventListener("click", () => move(at, to, direction));
        return made;
      };
      const moves = element(
        "div",
        { className: "piece-moves" },
        button("up", at - 1, at === 0),
        button("down", at + 1, at === order.length - 1),
      );
      return element("li", {}, moves, element("pre", {}, element("code", { textContent: pieces[piece] })));
    });
    list.replaceChildren(...rows);
    reachable(list);
  }

  return {
    get: () => order.map((piece) => pieces[piece]).join("\n") + "\n",
    set(next) {
      order = [...next];
      draw();
    },
  };
}
