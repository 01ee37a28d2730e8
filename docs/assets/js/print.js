/** On paper everything is open, and links are written out; afterwards all is as it was. */

import { root } from "./site.js";

const content = document.querySelector("#content");
const NAMES_ONLY = "table.questions, .sheet, .trail, nav, .outline, .facts, .cards"; // lists of links: their names are enough

/** What a link leads to, as one would type it: without scheme, and inside the site from its root. */
function written(link) {
  const address = decodeURI(link.href);
  return address.startsWith(root.href) ? `/${address.slice(root.href.length)}` : address.replace(/^https?:\/\//, "");
}

let undo = [];

function open() {
  for (const details of content.querySelectorAll("details:not([open])")) {
    details.open = true;
    undo.push(() => (details.open = false));
  }
  for (const hidden of content.querySelectorAll(".part-body[hidden], .gist[hidden]")) {
    hidden.hidden = false;
    undo.push(() => (hidden.hidden = true));
  }
  for (const link of content.querySelectorAll("a[href]:not([href^='#'])")) {
    if (link.closest(NAMES_ONLY) || link.textContent.includes(link.host)) continue;
    link.dataset.written = written(link);
    undo.push(() => delete link.dataset.written);
  }
}

if (content) {
  addEventListener("beforeprint", open);
  addEventListener("afterprint", () => {
    for (const step of undo) step();
    undo = [];
  });
}
