/** What every page needs: a menu that closes as expected, a stop of the keyboard only where something scrolls, and the
    note of a review that grew old. */

const menu = document.querySelector(".head-menu");
if (menu) {
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  addEventListener("pointerdown", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
}

const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const scrolls = target.scrollWidth > target.clientWidth + 1 || target.scrollHeight > target.clientHeight + 1;
    if (scrolls) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});

/** A box that scrolls can be reached by the keyboard; one that shows all of itself is no stop. */
export function reachable(root) {
  for (const box of root.querySelectorAll(":is(.table, .formula, .drawing, pre > code, pre.scrolls)")) sizes.observe(box);
}

/** A page stays as it was built while its review grows old; its note waits for the day. */
const today = new Date().toISOString().slice(0, 10);
for (const note of document.querySelectorAll("[data-holds-until]")) {
  if (note.dataset.holdsUntil < today) note.hidden = false;
}

const content = document.querySelector("#content");
if (content) reachable(content);
