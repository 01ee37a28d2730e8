/** The invitation on a coding page: opens the workbench when the reader asks for it, and not a byte of it before. */

const bench = document.querySelector(".workbench");

/** The browser's storage, or undefined where it refuses even to name it. */
function storage() {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

/** Whether the reader has written something here before. */
function hasCode(slugs) {
  try {
    return slugs.some((slug) => localStorage.getItem(`handbook.code.${slug}`) !== null);
  } catch {
    return false;
  }
}

if (bench) {
  const button = bench.querySelector("[data-open]");
  const told = bench.querySelector(".bench-told");
  if (hasCode([bench.dataset.slug, ...bench.dataset.aliases.split(" ")])) button.textContent = "Go on with your code";
  button.addEventListener("click", async () => {
    button.disabled = true;
    told.textContent = "Opening …";
    try {
      const { open } = await import("./workbench.js");
      await open(bench, storage());
    } catch {
      button.disabled = false;
      told.textContent = "The workbench could not be loaded. Check the connection and press again.";
    }
  });
}
