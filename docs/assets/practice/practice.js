/** Practice: choose, one question at a time, what was said, a grade, and when it comes back. */

import { button, element, plural } from "../js/dom.js";
import { at, json, storage } from "../js/site.js";
import { loadAnswer, ownAnswer } from "./answer.js";
import { createClock } from "./clock.js";
import { addressOf, filtered, filterFrom, isEmpty } from "./facets.js";
import { known, loadLibrary, record, tellUnkept } from "./library.js";
import { isMine, mine, pageOf, withMine } from "./mine.js";
import { counted } from "./record.js";
import { dayOf, GRADES, intervals, isDue, proposed } from "./schedule.js";
import { missedFirst, queue, resumed, THINKING, today, wording } from "./session.js";
import { followUpsShown, pointShown, ticks } from "./shown.js";
import { createTake } from "./take.js";

const SESSION = "handbook.session"; // a stored key: never renamed without carrying the old value over
const TAKES = 3; // a story is told well when it was told aloud on so many different days
const page = document.querySelector("[data-practice]");
const find = (name) => page.querySelector(`[data-${name}]`);
const form = () => find("form");

let library;
let reader;
let clock;
let take;
/** @type {{queue: string[], at: number, hidden: boolean, done: {slug: string, grade: number}[]} | null} */
let session = null;
/** What is on the card. */
let card = null;
/** @type {import("./record.js").Review[]} the reviews of this session, the last of which can be undone */
let reviews = [];

const show = (name) => {
  for (const part of ["start", "card", "end"]) find(part).hidden = part !== name;
  find("lead").hidden = name !== "start";
};

// Choosing ---------------------------------------------------------------------------------------------------------------

/** The filter of the address, or null where it asks for nothing. */
async function filterChosen() {
  const filter = filterFrom(location.search);
  if (isEmpty(filter)) return null;
  let found = null;
  if (filter.q.trim()) {
    const [search, data] = await Promise.all([import("../js/search-engine.js"), json("assets/search.json")]);
    const engine = await search.createSearch(data);
    if (!search.saysNothing(filter.q)) found = engine.search(filter.q, { limit: 100_000 }).map(({ slug }) => slug);
  }
  return { filter, slugs: filtered(library, filter, { found, states: reader.states }).results.map(({ slug }) => slug) };
}

let chosenFilter = null;

const pathSlugs = (name) => library.paths.find((path) => path.name === name)?.questions ?? [];
const mySlugs = () => library.questions.map(({ slug }) => slug).filter(isMine);
const dueSlugs = () => library.questions.map(({ slug }) => slug).filter((slug) => isDue(reader.remembered.get(slug), Date.now()));

function drawStart() {
  reader = known(library);
  const now = Date.now();
  const due = dueSlugs();
  find("due").textContent = String(due.length);
  page.querySelector('[data-of="mine"]').hidden = mySlugs().length === 0;
  find("mine").textContent = plural(mySlugs().length, "question");
  const { plan } = reader.record;
  const day = today(library, plan, reader.remembered, now);
  page.querySelector('[data-of="today"]').hidden = !day;
  find("plan-line").textContent = day ? planLine(day) : plan.path || plan.date ? "Choose a day and a path, and every day gets its share." : "";
  if (day) find("today").textContent = `${plural(day.fresh.length, "new question")}, ${day.due.length} due, about ${day.minutes} min`;
  form().elements.date.value = plan.date;
  form().elements.plan.value = plan.path;
  const of = form().elements.of;
  page.querySelector('[data-of="filter"]').hidden = !chosenFilter;
  if (chosenFilter) {
    find("filtered").textContent = plural(chosenFilter.slugs.length, "question");
    find("back").href = at(`explore/${addressOf(chosenFilter.filter)}`);
    of.value = "filter";
  } else if (new URLSearchParams(location.search).get("of") === "mine" && mySlugs().length) of.value = "mine";
  else if (day && (day.fresh.length || day.due.length)) of.value = "today";
  else if (due.length) of.value = "due";
  const before = isOpen(session) ? session : readSession();
  find("resume").hidden = !before;
  if (before) find("resume-line").textContent = `A session is open at question ${before.at + 1} of ${before.queue.length}.`;
  find("none").textContent = "";
  show("start");
}

function planLine({ days, left, fresh, due }) {
  if (days === 0) return "That day is past.";
  if (!left && !due.length) return "Everything on the path is begun, and nothing is due today.";
  const share = fresh.length ? `${plural(fresh.length, "new question")} today` : "nothing new today";
  return `${plural(days, "day")} to go, ${plural(left, "question")} untouched: ${share}, so that the last day is free for a look back.`;
}

/** The questions that the form asks for. */
function wanted() {
  const data = new FormData(form());
  const most = Number(data.get("most"));
  const now = Date.now();
  switch (data.get("of")) {
    case "today": {
      const day = today(library, reader.record.plan, reader.remembered, now);
      return [...day.due, ...day.fresh].slice(0, most);
    }
    case "due":
      return queue(dueSlugs(), reader.remembered, { now, most });
    case "mine":
      return queue(mySlugs(), reader.remembered, { now, most });
    case "filter":
      return queue(chosenFilter.slugs, reader.remembered, { now, most });
    default:
      return queue(pathSlugs(String(data.get("path"))), reader.remembered, { now, most });
  }
}

function begin(event) {
  event.preventDefault();
  const slugs = wanted();
  if (!slugs.length) {
    find("none").textContent = "Nothing of this is new or due now. Choose something else, or come back later.";
    return;
  }
  session = { queue: slugs, at: 0, hidden: new FormData(form()).get("hidden") === "on", done: [] };
  reviews = [];
  ask();
}

// A session that survives closing ------------------------------------------------------------------------------------------

const isOpen = (other) => other !== null && other.at < other.queue.length;

function keepSession() {
  try {
    if (isOpen(session)) storage()?.setItem(SESSION, JSON.stringify(session));
    else storage()?.removeItem(SESSION);
  } catch {
    // It can be gone on with as long as the page is open.
  }
}

function readSession() {
  try {
    return resumed(JSON.parse(storage()?.getItem(SESSION) ?? "null"), library.bySlug);
  } catch {
    return null;
  }
}

// The card ---------------------------------------------------------------------------------------------------------------

async function ask() {
  keepSession();
  const slug = session.queue[session.at];
  const question = library.bySlug.get(slug);
  clock.stop();
  take.drop();
  let answer;
  try {
    answer = isMine(slug) ? ownAnswer(mine(record.read()).find((own) => own.slug === slug)) : await loadAnswer(slug);
    find("failed").hidden = true;
  } catch {
    find("failed").hidden = false;
    return;
  }
  if (session?.queue[session.at] !== slug) return;
  reader = known(library);
  const memory = reader.remembered.get(slug);
  const asked = wording(answer.wordings.length, memory, Math.random);
  card = { slug, question, answer, memory, asked, open: 0, seconds: 0, said: new Set() };
  find("count").textContent = `${session.at + 1} of ${session.queue.length}`;
  find("asked").textContent = answer.wordings[asked];
  find("where").textContent = session.hidden ? "" : whereLine(question);
  find("title").hidden = true;
  find("points").replaceChildren();
  find("own").hidden = true;
  find("check").hidden = true;
  find("page").href = answer.address;
  find("undo").disabled = reviews.length === 0;
  for (const name of ["next", "all", "speak"]) find(name).hidden = false;
  drawStar();
  drawStep();
  show("card");
  find("asked").focus({ preventScroll: true });
  scrollTo({ top: 0 });
  clock.start("think", THINKING[question.category]);
  document.documentElement.dataset.ready = `card ${session.at}`;
}

function whereLine({ category, place, level }) {
  const title = (terms, name) => terms.find((term) => term.name === name)?.title;
  return [title(library.categories, category), title(library.places, place), title(library.levels, level)].filter(Boolean).join(" · ");
}

function drawStar() {
  const on = reader.states(card.slug).includes("starred");
  find("star").setAttribute("aria-pressed", String(on));
}

function drawStep() {
  const { points } = card.answer;
  const secret = session.hidden && card.open === 0; // the name of the first point would tell the kind of question
  const next = secret ? undefined : points[card.open];
  find("next").firstChild.textContent = next ? `Show: ${next.title} ` : "Show the next point ";
}

/** Begin to record, and to speak; pressed again, it ends both and opens the answer. */
async function toggleRecording() {
  if (card.open) return;
  if (take.running()) openNext();
  else if ((await take.begin()) && !clock.speaking()) speak();
}

function speak() {
  if (card.open) return;
  if (clock.speaking()) return openAll();
  clock.start("speak", card.question.seconds);
  find("speak").firstChild.textContent = "I am done ";
}

/** Open one more point of the answer; after the last one the reader checks what they said. */
function openNext() {
  const { points } = card.answer;
  if (card.open >= points.length) return;
  if (card.open === 0) beginReveal();
  const point = points[card.open++];
  find("points").append(pointShown(point));
  drawStep();
  if (card.open === points.length) check();
}

function openAll() {
  while (card.open < card.answer.points.length) openNext();
}

/** The first point is open: the clock stops, and what was hidden is told. */
function beginReveal() {
  card.seconds = Math.round(clock.stop());
  clock.clear();
  if (card.seconds) find("count").textContent += `, spoken ${card.seconds} s of ${card.question.seconds} s`;
  take.play(card.seconds, card.question.seconds);
  find("speak").hidden = true;
  find("speak").firstChild.textContent = "Speak ";
  find("where").textContent = whereLine(card.question);
  if (card.question.category === "project") {
    const days = takes(card.slug) + (card.seconds && !spokenToday(card.slug) ? 1 : 0);
    find("count").textContent += `, told aloud on ${days} of ${TAKES} days`;
  }
  if (card.asked) {
    find("title").textContent = `Another way to ask: ${card.answer.wordings[0]}`;
    find("title").hidden = false;
  }
  const note = noteOf(card.slug);
  const parts = [note?.answer && `Yours last time: ${note.answer}`, note?.example && `Your example: ${note.example}`];
  find("own").textContent = parts.filter(Boolean).join("\n");
  find("own").hidden = !find("own").textContent;
}

const noteOf = (slug) => (Object.hasOwn(reader.record.notes, slug) ? reader.record.notes[slug] : undefined);

function check() {
  find("next").hidden = true;
  find("all").hidden = true;
  const { answer, memory } = card;
  const missed = memory?.missed ?? [];
  find("ticks").replaceChildren(...ticks(missedFirst(answer.listen, missed), card.said, drawShare, missed));
  find("more").replaceChildren(
    ...followUpsShown(answer.followUps),
    ...(answer.pitfalls.length ? [element("h4", {}, "Pitfalls"), ...answer.pitfalls] : []),
  );
  const note = noteOf(card.slug);
  for (const field of page.querySelectorAll("[data-note]")) field.value = note?.[field.dataset.note] ?? "";
  find("check").hidden = false;
  drawShare();
  find("ticks").querySelector("input")?.focus({ preventScroll: true });
}

function drawShare() {
  const all = card.answer.listen.length;
  const grade = proposed(card.said.size, all);
  find("share").textContent = `${card.said.size} of ${all} points: ${GRADES.find((other) => other.grade === grade).name.toLowerCase()} is proposed.`;
  const spans = intervals(card.memory, Date.now());
  find("grades").replaceChildren(
    ...GRADES.map((entry) =>
      button(entry.name, () => give(entry.grade), {
        class: entry.grade === grade ? "switch proposed" : "switch",
        "aria-keyshortcuts": String(entry.grade),
        "aria-label": `${entry.name}${entry.grade === grade ? ", proposed" : ""}: again in ${spans.get(entry.grade)}`,
        "data-grade": entry.grade,
      }),
    ),
  );
  for (const node of find("grades").children) {
    node.append(element("small", {}, ` ${spans.get(Number(node.dataset.grade))}`), " ", element("kbd", {}, node.dataset.grade));
  }
}

function give(grade) {
  const missed = card.answer.listen.map(({ mark }) => mark).filter((mark) => !card.said.has(mark));
  const review = { at: Date.now(), slug: card.slug, grade, wording: card.asked, seconds: card.seconds, missed };
  tellUnkept(record.add(review));
  reviews.push(review);
  session.done.push({ slug: card.slug, grade });
  forward();
}

/** On how many days a question was answered aloud against the clock. */
const takes = (slug) =>
  new Set(
    counted(reader.record)
      .filter((review) => (library.aliases.get(review.slug) ?? review.slug) === slug && review.seconds > 0)
      .map(({ at }) => dayOf(at)),
  ).size;

const spokenToday = (slug) => {
  const memory = reader.remembered.get(slug);
  return memory !== undefined && memory.last.seconds > 0 && dayOf(memory.last.at) === dayOf(Date.now());
};

function forward() {
  session.at += 1;
  if (session.at < session.queue.length) ask();
  else finish();
}

function undo() {
  const review = reviews.pop();
  if (!review) return;
  tellUnkept(record.undo(review));
  session.done = session.done.slice(0, -1);
  session.at = session.queue.lastIndexOf(review.slug, session.at);
  ask();
}

function finish() {
  clock.stop();
  take.drop();
  keepSession();
  const { done } = session;
  const name = (grade) => GRADES.find((entry) => entry.grade === grade).name.toLowerCase();
  find("end-title").textContent = done.length ? `${plural(done.length, "question")} practiced` : "Nothing was graded";
  find("end-list").replaceChildren(
    ...done.map(({ slug, grade }) =>
      element("li", {}, element("a", { href: at(pageOf(slug)) }, library.bySlug.get(slug).short), `: ${name(grade)}`),
    ),
  );
  find("end-undo").disabled = reviews.length === 0;
  show("end");
  find("end-title").focus();
  document.documentElement.dataset.ready = "end";
}

function stop() {
  clock.stop();
  take.drop();
  keepSession();
  drawStart();
}

// ------------------------------------------------------------------------------------------------------------------------

const KEYS = {
  s: () => find("speak").click(),
  n: () => find("next").click(),
  r: () => find("record").click(),
  a: () => find("all").click(),
  k: () => find("skip").click(),
  u: () => find("undo").click(),
  "*": () => find("star").click(),
  ...Object.fromEntries(GRADES.map(({ grade }) => [grade, () => find(`grade="${grade}"`)?.click()])),
};

function connect() {
  form().addEventListener("submit", begin);
  const plan = () => {
    const data = new FormData(form());
    const choice = { path: String(data.get("plan")), date: String(data.get("date")), at: Date.now() };
    tellUnkept(record.plan(choice));
    drawStart();
  };
  form().elements.date.addEventListener("change", plan);
  form().elements.plan.addEventListener("change", plan);
  form().elements.path.addEventListener("change", () => (form().elements.of.value = "path"));
  find("resume-go").addEventListener("click", () => {
    if (!isOpen(session)) session = readSession();
    ask();
  });
  find("resume-drop").addEventListener("click", () => {
    session = null;
    keepSession();
    drawStart();
  });
  find("speak").addEventListener("click", speak);
  find("record").addEventListener("click", toggleRecording);
  find("next").addEventListener("click", openNext);
  find("all").addEventListener("click", openAll);
  find("skip").addEventListener("click", forward);
  find("undo").addEventListener("click", undo);
  find("end-undo").addEventListener("click", undo);
  find("stop").addEventListener("click", stop);
  find("again").addEventListener("click", () => {
    session = null;
    drawStart();
  });
  find("star").addEventListener("click", () => {
    tellUnkept(record.star(card.slug, !reader.states(card.slug).includes("starred"), Date.now()));
    reader = known(library);
    drawStar();
  });
  for (const field of page.querySelectorAll("[data-note]")) {
    field.addEventListener("change", () => {
      const [answer, example] = ["answer", "example"].map((name) => find(`note="${name}"`).value);
      tellUnkept(record.note(card.slug, { answer, example, at: Date.now() }));
      reader = known(library);
    });
  }
  const onKey = (event) => {
    const typing = event.target instanceof HTMLElement && event.target.closest("input:not([type=checkbox]), textarea, select");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || find("card").hidden || document.querySelector("dialog[open]")) return;
    const act = KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // the theme goes to another page on N
    act();
  };
  addEventListener("keydown", onKey, { capture: true });
}

if (page) {
  try {
    library = withMine(await loadLibrary(), mine(record.read()).filter(({ parts }) => parts.length));
    reader = known(library);
    clock = createClock(find("clock"));
    take = createTake({ button: find("record"), box: find("take"), line: find("take-line") });
    chosenFilter = await filterChosen();
    connect();
    drawStart();
    document.documentElement.dataset.ready = "start";
  } catch {
    find("failed").hidden = false;
  }
}
