/** A cheat sheet: three ways to print it, one of them chosen. */

const sheet = document.querySelector(".sheet");
if (sheet) {
  const choices = [...sheet.querySelectorAll("[data-choose]")];
  for (const button of choices) {
    button.addEventListener("click", () => {
      sheet.dataset.way = button.dataset.choose;
      for (const other of choices) other.setAttribute("aria-pressed", String(other === button));
    });
  }
  sheet.querySelector("[data-print]").addEventListener("click", () => window.print());
}
