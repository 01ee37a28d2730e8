/** Progress: what the reader knows, drawn from the record; the record as a file, out and in. */

import { download, element, plural } from "../js/dom.js";
import { at } from "../js/site.js";
import { known, loadLibrary, record, tellUnkept } from "./library.js";
import { mine, withMine } from "./mine.js";
import { bySection, calendar, weakTopics } from "./overview.js";
import { counted, fileOf, LARGEST, recordOfFile, RecordError } from "./record.js";
import { dayOf } from "./schedule.js";

const page = document.querySelector("[data-progress]");
const find = (name) => page.querySelector(`[data-${name}]`);
const COLUMNS = ["untouched", "weak", "learning", "known", "due"];
let ours;
let library;

function draw() {
  const now = Date.now();
  const own = withMine(ours, mine(record.read()).filter(({ parts }) => parts.length));
  library = { ...own, questions: own.questions.filter(({ place }) => place) }; // what is not filed does not count yet
  const reader = known(library, now);
  const rows = bySection(library, reader.remembered, now);
  const sum = (column) => rows.reduce((all, { counts }) => all + counts[column], 0);
  const times = counted(reader.record).length;
  find("summary").textContent = times
    ? `${plural(reader.remembered.size, "question")} of ${library.questions.length} practiced, ${plural(times, "time")} in all; ${sum("known")} known, ${sum("due")} due now.`
    : "Nothing is practiced yet. Begin with a study path; ten minutes a day are enough.";
  find("places").replaceChildren(...rows.map(sectionRow));
  const weak = weakTopics(library, reader.record, library.aliases);
  find("weak").replaceChildren(...weak.map(topicRow));
  page.querySelector("#weak").parentElement.hidden = weak.length === 0;
  find("days").replaceChildren(...calendar(reader.record, now).map(weekRow));
}

function sectionRow({ title, number, name, kind, counts }) {
  const link = element("a", { href: at(`${kind}/${name}/`) }, title);
  const cells = COLUMNS.map((column) => element("td", {}, counts[column] ? String(counts[column]) : "–"));
  const head = number ? element("span", { class: `stage stage-${number}` }, element("span", { class: "stage-number" }, String(number)), " ", link) : link;
  return element("tr", {}, element("th", { scope: "row" }, head), ...cells);
}

function topicRow({ name, title, share, times }) {
  const link = element("a", { href: at(`explore/?topic=${name}`) }, title);
  return element("li", {}, link, `: ${Math.round(share * 100)}% of ${plural(times, "answer")} hard or missed`);
}

function weekRow(week) {
  const monday = new Date(`${week[0].day}T12:00`).toLocaleDateString("en", { month: "short", day: "numeric" });
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, monday),
    ...week.map(({ day, count, future }) =>
      element("td", { class: `day day-${Math.min(4, Math.ceil(count / 3))}`, title: day }, future ? "" : String(count || "·")),
    ),
  );
}

function save() {
  download(`ml-handbook-progress-${dayOf(Date.now())}.json`, fileOf(record.read()), "application/json");
  find("said").textContent = "Saved. Take the file in on your other device, or keep it.";
}

async function takeIn(file) {
  try {
    if (file.size > LARGEST) throw new RecordError("it is too large");
    const before = counted(record.read()).length;
    const kept = record.take(recordOfFile(await file.text()));
    tellUnkept(kept);
    find("said").textContent = `Taken in: ${plural(counted(record.read()).length - before, "answer")} more than before.`;
    draw();
  } catch (error) {
    const why = error instanceof RecordError ? error.message : "it cannot be read";
    find("said").textContent = `The file was not taken in, and nothing was changed: ${why}.`;
  }
}

function connect() {
  find("export").addEventListener("click", save);
  find("import").addEventListener("change", ({ target }) => {
    if (target.files.length) takeIn(target.files[0]);
    target.value = "";
  });
  const ask = (on) => (find("sure").hidden = !on);
  find("forget").addEventListener("click", () => {
    ask(true);
    find("forget-no").focus();
  });
  find("forget-no").addEventListener("click", () => ask(false));
  find("forget-yes").addEventListener("click", () => {
    find("said").textContent = record.forget() ? "Everything is forgotten." : "The browser did not let it be deleted.";
    ask(false);
    draw();
  });
  addEventListener("storage", (event) => event.key === record.key && draw());
}

if (page) {
  try {
    ours = await loadLibrary();
    connect();
    draw();
    find("all").hidden = false;
    document.documentElement.dataset.ready = "progress";
  } catch {
    find("failed").hidden = false;
  }
}
