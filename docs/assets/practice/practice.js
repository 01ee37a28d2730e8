/** Practice: choose, one question at a time, what was said, a grade, and when it comes back. */

import { button, element, plural } from "../js/dom.js";
import { at, storage } from "../js/site.js";
import { loadAnswer, ownAnswer } from "./answer.js";
import { createClock } from "./clock.js";
import { listenToKeys } from "./keys.js";
import { known, loadLibrary, record, tellUnkept } from "./library.js";
import { isMine, mine, pageOf, withMine } from "./mine.js";
import { counted } from "./record.js";
import { dayOf, GRADES, intervals, proposed } from "./schedule.js";
import { missedFirst, resumed, THINKING, wording } from "./session.js";
import { followUpsShown, pointShown, ticks } from "./shown.js";
import { createStart } from "./start.js";
import { createTake } from "./take.js";

const SESSION = "handbook.session"; // a stored key: never renamed without carrying the old value over
const TAKES = 3; // a story is told well when it was told aloud on so many different days
const page = document.querySelector("[data-practice]");
const find = (name) => page.querySelector(`[data-${name}]`);

let library;
let reader;
let start;
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

/** Show the choice of what to practice, and the session that is open, if one is. */
function drawStart() {
  start.draw(isOpen(session) ? session : readSession());
  show("start");
}

function begin({ slugs, hidden }) {
  session = { queue: slugs, at: 0, hidden, done: [] };
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
  listenToKeys(KEYS, () => !find("card").hidden);
}

if (page) {
  try {
    library = withMine(await loadLibrary(), mine(record.read()).filter(({ parts }) => parts.length));
    reader = known(library);
    clock = createClock(find("clock"));
    take = createTake({ button: find("record"), box: find("take"), line: find("take-line") });
    start = await createStart(page, library, begin);
    connect();
    drawStart();
    document.documentElement.dataset.ready = "start";
  } catch {
    find("failed").hidden = false;
  }
}
