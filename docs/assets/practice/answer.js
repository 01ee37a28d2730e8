/** A question's page taken apart for practice: its wordings, the points of the answer, what to listen for. */

import { element } from "../js/dom.js";
import { at } from "../js/site.js";
import { pageOf } from "./mine.js";
import { mark } from "./record.js";

/**
 * @typedef {{title: string, nodes: Node[]}} Point
 * @typedef {{address: string, wordings: string[], points: Point[], listen: {mark: string, nodes: Node[]}[],
 *   followUps: Point[], pitfalls: Node[]}} Answer `wordings` begins with the title
 */

/** @param {string} slug @returns {Promise<Answer>} */
export async function loadAnswer(slug) {
  const address = at(`questions/${slug}/`);
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  prepare(page, address);
  const nodes = (element) => (element ? [...element.childNodes].map((node) => document.importNode(node, true)) : []);
  const text = (element) => element.textContent.trim();
  const all = (selector) => [...page.querySelectorAll(selector)];
  return {
    address,
    wordings: [text(page.querySelector("#question, h1")), ...all(".variants li").map(text)],
    points: all(".say .part").map((part) => ({
      title: text(part.querySelector("h3")),
      nodes: nodes(part.querySelector(".part-body")),
    })),
    listen: all(".ticks li span").map((point) => ({ mark: mark(text(point)), nodes: nodes(point) })),
    followUps: all(".follow-up").map((part) => ({
      title: text(part.querySelector("summary")),
      nodes: nodes(part.querySelector(".follow-up-answer")),
    })),
    pitfalls: nodes(page.querySelector("#pitfalls .part-body")),
  };
}

/** The reader's own question, taken apart in the same way: what they wrote is the answer, each part a point to make.
 * @param {import("./mine.js").Mine} question @returns {Answer} */
export function ownAnswer({ slug, title, parts }) {
  const paragraphs = (text) => text.split(/\n{2,}/).map((part) => element("p", {}, part));
  return {
    address: at(pageOf(slug)),
    wordings: [title],
    points: parts.map((part) => ({ title: part.title, nodes: paragraphs(part.text) })),
    listen: parts.map((part) => ({ mark: mark(part.title), nodes: [document.createTextNode(part.title)] })),
    followUps: [],
    pitfalls: [],
  };
}

/** Links lead where they led on the question's page; ids stay with that page, except where a drawing refers to them. */
function prepare(page, address) {
  for (const link of page.querySelectorAll("a[href]")) link.href = new URL(link.getAttribute("href"), address).href;
  for (const named of page.querySelectorAll("#content [id]:not(svg, svg *)")) {
    if (!named.matches("#question, #pitfalls")) named.removeAttribute("id");
  }
}
