/** The mock interview: one question after the other against the clock, interruptions, and the report. */

import { element, plural } from "../js/dom.js";
import { at, storage } from "../js/site.js";
import { loadAnswer } from "./answer.js";
import { clockTime } from "./clock.js";
import { addressOf, assemble, cameBack, gradeOf, PARTS, place, resumed, settingsFrom, summary, unasked } from "./interview.js";
import { listenToKeys } from "./keys.js";
import { loadLibrary, record, tellUnkept } from "./library.js";
import { GRADES } from "./schedule.js";
import { followUpsShown, pointShown, ticks } from "./shown.js";

const INTERVIEW = "handbook.interview"; // a stored key: never renamed without carrying the old value over
const OTHER = { alone: "interviewer", candidate: "interviewer", interviewer: "candidate" };
const page = document.querySelector("[data-mock]");
const find = (name) => page.querySelector(`[data-${name}]`);
const form = () => find("form");

let library;
/** @type {import("./interview.js").Settings} */
let settings;
/** @type {import("./interview.js").Item[]} */
let items = [];
/** @type {import("./interview.js").Result[]} what was said so far */
let results = [];
/** @type {Map<string, Node[]>} a point's text by its mark, for the report */
const texts = new Map();
/** The question on the card. */
let card = null;
let ticking = 0;

const judged = () => settings.view !== "candidate";
const show = (name) => {
  for (const part of ["start", "card", "end"]) find(part).hidden = part !== name;
  find("lead").hidden = name !== "start";
};

// Choosing ---------------------------------------------------------------------------------------------------------------

const newSeed = () => Math.random().toString(36).slice(2, 8);

function chosen() {
  const found = settingsFrom(Object.fromEntries(new FormData(form())), library);
  return { ...found, seed: found.seed || newSeed() };
}

function drawStart() {
  const { elements } = form();
  for (const [name, value] of Object.entries(settings)) elements[name].value = String(value);
  drawLength();
  const left = kept();
  find("resume").hidden = !left;
  if (left) find("resume-line").textContent = `An interview is open at question ${left.results.length + 1} of ${assemble(library, left.settings).length}.`;
  show("start");
}

function drawLength() {
  const both = form().elements.minutes.value === "60";
  form().elements.main.disabled = both;
  find("both").hidden = !both;
}

async function copyLink() {
  const other = { ...chosen(), view: OTHER[form().elements.view.value] };
  form().elements.seed.value = other.seed;
  const link = `${at("mock/")}${addressOf(other)}`;
  try {
    await navigator.clipboard.writeText(link);
    find("copied").textContent = `Copied: it opens as the ${other.view}.`;
  } catch {
    find("copied").textContent = link;
  }
}

async function begin(given, said = []) {
  settings = given;
  items = assemble(library, settings);
  results = said;
  for (const { slug } of said) learn(await loadAnswer(slug));
  history.replaceState(null, "", addressOf(settings));
  ask();
}

// An interview that survives closing -----------------------------------------------------------------------------------------

function keep() {
  try {
    if (results.length && results.length < items.length) storage()?.setItem(INTERVIEW, JSON.stringify({ settings, results }));
    else storage()?.removeItem(INTERVIEW);
  } catch {
    // It can be gone on with as long as the page is open.
  }
}

function kept() {
  try {
    return resumed(JSON.parse(storage()?.getItem(INTERVIEW) ?? "null"), library);
  } catch {
    return null;
  }
}

const learn = ({ listen }) => listen.forEach(({ mark, nodes }) => texts.set(mark, nodes.map((node) => node.cloneNode(true))));

// The clock ------------------------------------------------------------------------------------------------------------------

const passed = () => (performance.now() - card.began) / 1000;

function tick() {
  const budget = card.item.minutes * 60;
  const seconds = card.ended ? card.seconds : passed();
  find("clock").textContent = `This question ${clockTime(seconds)} of ${clockTime(budget)}`;
  find("clock").classList.toggle("over", seconds > budget);
  const before = results.reduce((sum, result) => sum + result.seconds, 0);
  find("total").textContent = `In all ${clockTime(before + seconds)} of ${settings.minutes}:00`;
  if (settings.view === "alone" && !card.ended && !card.interrupted && card.item.interruptAt && seconds >= card.item.interruptAt) interrupt();
}

// The question ---------------------------------------------------------------------------------------------------------------

async function ask() {
  keep();
  clearInterval(ticking);
  const item = items[results.length];
  let answer;
  try {
    answer = await loadAnswer(item.slug);
    find("failed").hidden = true;
  } catch {
    find("failed").hidden = false;
    return;
  }
  learn(answer);
  card = { item, answer, began: performance.now(), ended: false, seconds: 0, said: new Set(), asked: [], back: "", interrupted: false };
  find("where").textContent = PARTS[item.part];
  find("count").textContent = `${results.length + 1} of ${items.length}`;
  find("asked").textContent = answer.wordings[place(item.wording, answer.wordings.length)];
  find("page").href = answer.address;
  for (const name of ["points", "dialogue", "ticks", "more"]) find(name).replaceChildren();
  for (const name of ["question", "notes", "remarks"]) find(name).value = "";
  for (const name of ["returned", "ask-first"]) find(name).textContent = "";
  for (const name of ["interruption", "check", "hint", "clarify", "answering"]) find(name).hidden = true;
  find("interrupt").hidden = settings.view !== "alone" || answer.followUps.length === 0;
  if (settings.view === "interviewer") openForInterviewer();
  else if (item.part === "applied" && settings.view === "alone") find("clarify").hidden = false;
  else find("answering").hidden = false;
  show("card");
  find("asked").focus({ preventScroll: true });
  scrollTo({ top: 0 });
  tick();
  ticking = setInterval(tick, 250);
  document.documentElement.dataset.ready = `question ${results.length + 1}`;
}

/** The points of "Clarify" by what they ask about: the first words of each name it. */
const clarified = (kind) => {
  const point = card.answer.points.find(({ title }) => title === "Clarify");
  const lines = point?.nodes.flatMap((node) => (node.querySelectorAll ? [...node.querySelectorAll("li")] : [])) ?? [];
  return lines.find((line) => line.textContent.trim().startsWith(`${kind}:`));
};

function askAbout(kind) {
  const text = find("question").value.trim();
  if (text.split(/\s+/).length < 3) {
    find("ask-first").textContent = "Write the question as you would ask it, then say what it asks about.";
    find("question").focus();
    return;
  }
  card.asked.push({ kind, text: text.slice(0, 300) });
  find("dialogue").append(
    element("dt", {}, `You: ${text}`),
    element("dd", {}, ...[...clarified(kind).childNodes].map((node) => node.cloneNode(true))),
  );
  find("question").value = "";
  const left = unasked(card.asked);
  find("ask-first").textContent = left.length ? `${left.length} of 3 still to ask.` : "All three are asked: design now.";
  find("answering").hidden = left.length > 0;
  (left.length ? find("question") : find("notes")).focus();
}

// Interruptions --------------------------------------------------------------------------------------------------------------

const followUp = () => card.answer.followUps[place(card.item.followUp, card.answer.followUps.length)];

function interrupt() {
  if (card.interrupted || card.ended || !card.answer.followUps.length || find("answering").hidden) return;
  card.interrupted = true;
  const titles = card.answer.points.map(({ title }) => title).filter((title) => title !== "Clarify");
  find("follow-up").textContent = followUp().title;
  for (const name of ["was", "next-part"]) find(name).replaceChildren(...titles.map((title) => element("option", {}, title)));
  find("answered-row").hidden = false;
  find("back").hidden = true;
  find("interruption").hidden = false;
  find("interrupt").hidden = true;
  find("follow-up").focus();
}

function answered() {
  find("answered-row").hidden = true;
  if (find("was").options.length < 2) return goOn(""); // an outline of one part has nowhere to come back to
  find("back").hidden = false;
  find("was").focus();
  return undefined;
}

function comeBack() {
  const titles = [...find("was").options].map(({ text }) => text);
  const good = cameBack(titles, find("was").value, find("next-part").value);
  goOn(good ? "yes" : "no");
  const next = titles[titles.indexOf(find("was").value) + 1];
  find("returned").textContent = good
    ? `Yes. “Back to ${find("next-part").value.toLowerCase()}”: say it aloud, and go on.`
    : `Not yet: after ${find("was").value.toLowerCase()} comes ${next ? next.toLowerCase() : "the end"}. Say “back to the structure”, and go on there.`;
}

function goOn(back) {
  card.back = back;
  find("back").hidden = true;
  find("notes").focus();
}

// What was said --------------------------------------------------------------------------------------------------------------

function done() {
  if (card.ended || find("answering").hidden) return;
  end();
  if (!judged()) {
    next();
    return;
  }
  find("answering").hidden = true;
  find("clarify").hidden = true;
  find("interruption").hidden = true;
  openAnswer("Which of these did you say?", false);
  find("ticks").querySelector("input")?.focus({ preventScroll: true });
}

function end() {
  card.seconds = Math.round(passed());
  card.ended = true;
  tick();
}

function openForInterviewer() {
  const { item } = card;
  if (item.interruptAt) {
    find("hint").textContent = `Around minute ${Math.round(item.interruptAt / 60)}, interrupt: “${followUp().title}” Then see whether the candidate comes back to the structure.`;
    find("hint").hidden = false;
  }
  openAnswer("Strong signals: tick what you hear", true);
}

function openAnswer(title, remarks) {
  const { answer, item } = card;
  find("check-title").textContent = title;
  find("remarks-label").hidden = !remarks;
  find("points").replaceChildren(...answer.points.map(pointShown));
  find("ticks").replaceChildren(...ticks(answer.listen, card.said, drawShare));
  find("more").replaceChildren(
    ...(answer.followUps.length ? [element("h3", {}, "Follow-ups"), ...followUpsShown(answer.followUps)] : []),
    ...(answer.pitfalls.length ? [element("h3", {}, "Weak signals"), ...answer.pitfalls] : []),
  );
  find("next").firstChild.textContent = items.at(-1) === item ? "To the report " : "Next ";
  find("check").hidden = false;
  drawShare();
}

function drawShare() {
  find("share").textContent = `${card.said.size} of ${plural(card.answer.listen.length, "point")}`;
}

function next() {
  if (find("card").hidden || (judged() && find("check").hidden)) return;
  if (!card.ended) end();
  const { item, answer, said, asked, back, seconds } = card;
  const marks = answer.listen.map(({ mark }) => mark);
  const notes = find(settings.view === "interviewer" ? "remarks" : "notes").value;
  const made = judged() ? marks.filter((mark) => said.has(mark)) : [];
  const missed = judged() ? marks.filter((mark) => !said.has(mark)) : [];
  const result = { slug: item.slug, part: item.part, minutes: item.minutes, seconds, made, missed, asked, back, notes };
  results.push(result);
  if (settings.view === "alone") enterPractice(result, answer);
  if (results.length < items.length) ask();
  else report();
}

/** A question that was answered is a question that was practiced: it comes back when its grade says so. */
function enterPractice(result, answer) {
  const wording = place(card.item.wording, answer.wordings.length);
  const { slug, seconds, missed } = result;
  tellUnkept(record.add({ at: Date.now(), slug, grade: gradeOf(result), wording, seconds, missed }));
}

// The report -----------------------------------------------------------------------------------------------------------------

function report() {
  clearInterval(ticking);
  card = null;
  items = items.slice(0, results.length); // an interview that was ended early is over
  keep();
  const { made, points, seconds, budget, again } = summary(results);
  const level = library.levels.find(({ name }) => name === settings.level).title;
  const role = library.roles.find(({ name }) => name === settings.role).title;
  const about = `${role}, ${level}, ${settings.minutes} minutes, seed ${settings.seed}. `;
  const score = judged() ? ` ${made} of ${plural(points, "point")} made.` : "";
  find("summary").textContent = `${about}${clockTime(seconds)} used of ${clockTime(budget)}.${score}`;
  find("rows").replaceChildren(...results.map(row));
  find("missed").replaceChildren(...(judged() ? results.filter(({ missed }) => missed.length).map(missedItem) : []));
  find("repeat").hidden = find("missed").childElementCount === 0;
  const names = again.map((slug) => library.bySlug.get(slug).short).join(", ");
  find("kept").textContent = settings.view === "alone" && names ? `Put back into practice as hard or missed: ${names}.` : "";
  find("rubric").hidden = settings.view !== "interviewer";
  show("end");
  find("end").querySelector("h2").focus();
  document.documentElement.dataset.ready = "report";
}

function row({ slug, part, minutes, seconds, made, missed, asked, back, notes }) {
  const question = library.bySlug.get(slug);
  const details = [
    ...asked.map(({ kind, text }) => `Asked about the ${kind.toLowerCase()}: ${text}`),
    ...(back ? [back === "yes" ? "Came back to the structure after the interruption." : "Lost the structure after the interruption."] : []),
    ...(notes.trim() ? [notes.trim()] : []),
  ];
  const grade = judged() ? `, ${GRADES.find((entry) => entry.grade === gradeOf({ made, missed })).name.toLowerCase()}` : "";
  return element(
    "tr",
    {},
    element("td", {}, PARTS[part]),
    element("th", { scope: "row" }, element("a", { href: at(`questions/${slug}/`) }, question.short), ...details.map((line) => element("p", { class: "said" }, line))),
    element("td", {}, `${clockTime(seconds)} of ${minutes}:00`),
    element("td", {}, judged() ? `${made.length} of ${made.length + missed.length}${grade}` : "–"),
  );
}

const missedItem = ({ slug, missed }) =>
  element(
    "li",
    {},
    element("a", { href: at(`questions/${slug}/`) }, library.bySlug.get(slug).short),
    element("ul", {}, ...missed.map((mark) => element("li", {}, ...texts.get(mark).map((node) => node.cloneNode(true))))),
  );

// ----------------------------------------------------------------------------------------------------------------------------

const KEYS = { i: interrupt, d: done, n: next };

function connect() {
  form().addEventListener("submit", (event) => {
    event.preventDefault();
    begin(chosen());
  });
  form().elements.minutes.addEventListener("change", drawLength);
  find("copy").addEventListener("click", copyLink);
  find("resume-go").addEventListener("click", async () => {
    const left = kept();
    try {
      await begin(left.settings, left.results);
    } catch {
      find("failed").hidden = false;
    }
  });
  find("resume-drop").addEventListener("click", () => {
    storage()?.removeItem(INTERVIEW);
    drawStart();
  });
  for (const button of page.querySelectorAll("[data-ask]")) button.addEventListener("click", () => askAbout(button.dataset.ask));
  find("interrupt").addEventListener("click", interrupt);
  find("answered").addEventListener("click", answered);
  find("return").addEventListener("click", comeBack);
  find("done").addEventListener("click", done);
  find("next").addEventListener("click", next);
  find("stop").addEventListener("click", () => (results.length ? report() : again()));
  find("again").addEventListener("click", again);
  find("print").addEventListener("click", () => print());
  listenToKeys(KEYS, () => !find("card").hidden);
}

function again() {
  clearInterval(ticking);
  settings = { ...settings, seed: newSeed() };
  drawStart();
  document.documentElement.dataset.ready = "start";
}

if (page) {
  try {
    library = await loadLibrary();
    const given = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
    settings = settingsFrom(given, library);
    settings.seed ||= newSeed();
    connect();
    drawStart();
    document.documentElement.dataset.ready = "start";
  } catch {
    find("failed").hidden = false;
  }
}
