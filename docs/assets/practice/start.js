/** What to practice: today's plan, what is due, a filter, the reader's own questions or a study path; and the interview's day. */

import { plural } from "../js/dom.js";
import { at } from "../js/site.js";
import { addressOf, filtered, filterFrom, isEmpty } from "./facets.js";
import { known, record, tellUnkept } from "./library.js";
import { isMine } from "./mine.js";
import { isDue } from "./schedule.js";
import { loadSearch } from "./search.js";
import { queue, today } from "./session.js";

/** The questions of the filter in the address, or null where it asks for nothing. */
async function filterChosen(library) {
  const filter = filterFrom(location.search);
  if (isEmpty(filter)) return null;
  let found = null;
  if (filter.q.trim()) {
    const { search, saysNothing } = await loadSearch();
    if (!saysNothing(filter.q)) found = search(filter.q, { limit: 100_000 }).map(({ slug }) => slug);
  }
  const { states } = known(library);
  return { filter, slugs: filtered(library, filter, { found, states }).results.map(({ slug }) => slug) };
}

function planLine({ days, left, fresh, due }) {
  if (days === 0) return "That day is past.";
  if (!left && !due.length) return "Everything on the path is begun, and nothing is due today.";
  const share = fresh.length ? `${plural(fresh.length, "new question")} today` : "nothing new today";
  return `${plural(days, "day")} to go, ${plural(left, "question")} untouched: ${share}, so that the last day is free for a look back.`;
}

/**
 * @param {HTMLElement} page
 * @param {import("./facets.js").Library} library
 * @param {(chosen: {slugs: string[], hidden: boolean}) => void} begin what happens with the questions that were chosen
 */
export async function createStart(page, library, begin) {
  const find = (name) => page.querySelector(`[data-${name}]`);
  const form = find("form");
  const chosenFilter = await filterChosen(library);
  const slugs = library.questions.map(({ slug }) => slug);
  const mine = slugs.filter(isMine);
  let reader = known(library);
  let open = null;

  const due = () => slugs.filter((slug) => isDue(reader.remembered.get(slug), Date.now()));
  const plannedToday = () => today(library, reader.record.plan, reader.remembered, Date.now());

  /** The questions that the form asks for. */
  function wanted() {
    const data = new FormData(form);
    const limits = { now: Date.now(), most: Number(data.get("most")) };
    const path = library.paths.find(({ name }) => name === data.get("path"));
    const chosen = { due, mine: () => mine, filter: () => chosenFilter.slugs, path: () => path?.questions ?? [] };
    if (data.get("of") !== "today") return queue(chosen[data.get("of")](), reader.remembered, limits);
    const day = plannedToday();
    return [...day.due, ...day.fresh].slice(0, limits.most);
  }

  /** What is chosen before the reader chooses: what an address asks for, else the plan, else what is due. */
  function proposed(day) {
    if (chosenFilter) return "filter";
    if (mine.length && new URLSearchParams(location.search).get("of") === "mine") return "mine";
    if (day && (day.fresh.length || day.due.length)) return "today";
    return due().length ? "due" : "";
  }

  /** @param {{queue: string[], at: number} | null} [session] one that can be gone on with; by default the last one told */
  function draw(session = open) {
    open = session;
    reader = known(library);
    const { plan } = reader.record;
    const day = plannedToday();
    find("due").textContent = String(due().length);
    find("mine").textContent = plural(mine.length, "question");
    page.querySelector('[data-of="mine"]').hidden = mine.length === 0;
    page.querySelector('[data-of="today"]').hidden = !day;
    page.querySelector('[data-of="filter"]').hidden = !chosenFilter;
    find("plan-line").textContent = day ? planLine(day) : plan.path || plan.date ? "Choose a day and a path, and every day gets its share." : "";
    if (day) find("today").textContent = `${plural(day.fresh.length, "new question")}, ${day.due.length} due, about ${day.minutes} min`;
    if (chosenFilter) {
      find("filtered").textContent = plural(chosenFilter.slugs.length, "question");
      find("back").href = at(`explore/${addressOf(chosenFilter.filter)}`);
    }
    form.elements.date.value = plan.date;
    form.elements.plan.value = plan.path;
    form.elements.of.value = proposed(day) || form.elements.of.value;
    find("resume").hidden = !open;
    if (open) find("resume-line").textContent = `A session is open at question ${open.at + 1} of ${open.queue.length}.`;
    find("none").textContent = "";
  }

  function keepPlan() {
    const data = new FormData(form);
    tellUnkept(record.plan({ path: String(data.get("plan")), date: String(data.get("date")), at: Date.now() }));
    draw();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = wanted();
    if (chosen.length) begin({ slugs: chosen, hidden: new FormData(form).get("hidden") === "on" });
    else find("none").textContent = "Nothing of this is new or due now. Choose something else, or come back later.";
  });
  form.elements.date.addEventListener("change", keepPlan);
  form.elements.plan.addEventListener("change", keepPlan);
  form.elements.path.addEventListener("change", () => (form.elements.of.value = "path"));
  return { draw };
}
