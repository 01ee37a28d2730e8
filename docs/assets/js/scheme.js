/** The button for light and dark. Until it is pressed a page follows the system; what was chosen is kept, under the
    theme's key, and the head's script reads it before anything is painted. */

const button = document.querySelector("[data-scheme]");
const system = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => document.body.dataset.mdColorScheme === "slate";

function show(scheme) {
  document.body.dataset.mdColorScheme = scheme;
  button.title = isDark() ? "Switch to light" : "Switch to dark";
  button.setAttribute("aria-label", button.title);
}

/** Whether the reader chose; a browser that keeps nothing forgets it with the page. */
let chosen = false;
try {
  chosen = Boolean(__md_get("__palette")?.color?.scheme);
} catch {
  // As if nothing was chosen.
}

button.addEventListener("click", () => {
  show(isDark() ? "default" : "slate");
  chosen = true;
  __md_set("__palette", { color: { scheme: document.body.dataset.mdColorScheme } });
});
system.addEventListener("change", () => chosen || show(system.matches ? "slate" : "default"));
show(document.body.dataset.mdColorScheme);
