"""Every question as cards to learn by: a card a point, front and back short, from the same text as the pages."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from html import escape

from markdown_it.token import Token

from handbook import cache, contract, prose
from handbook.model import Question
from handbook.pages import links, markup

MOST_WORDS = 60
"""An answer to a follow-up is cut after the last sentence within so many words; its first sentences answer it."""


@dataclass(frozen=True, slots=True)
class Card:
    """A front and a back, as HTML with mathematics as Anki sets it. `key` names the card for good, whatever its place:
    what was learned of it is kept under that name. `text` is the point in plain words, as the other exports say it."""

    key: str
    question: Question
    front: str
    back: str
    text: str


def mathjax(tex: str, display: bool) -> str:
    """A formula as Anki sets it."""
    return rf"\[{escape(tex)}\]" if display else rf"\({escape(tex)}\)"


def _field(html: str) -> str:
    """HTML in which Anki finds no command of its own (a sound, a program to run for LaTeX) and a spreadsheet no formula."""
    html = re.sub(r"\[(?=/?(?:latex|\$|sound:|anki:))", "&#91;", html)
    return re.sub(r"\A[=+@\t-]", lambda found: f"&#{ord(found[0])};", html)


def mark(text: str) -> str:
    """A short mark of a point's text (FNV-1a, Fowler, Noll and Vo, 32 bits)."""
    value = 0x811C9DC5
    for byte in " ".join(text.split()).encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return f"{value:08x}"


def cards(question: Question, addresses: Mapping[str, str], site_url: str) -> list[Card]:
    """A question's cards: its gist, its formula, its costs, each point to listen for, each follow-up."""
    linked = _linked(question, addresses, site_url)
    decided_by = (question.document.digest, site_url, linked)

    def made() -> list[tuple[str, str, str, str]]:
        return [(card.key, card.front, card.back, card.text) for card in _cards(question, linked, site_url)]

    return [Card(key, question, front, back, text) for key, front, back, text in cache.kept("cards", decided_by, made)]


def digest(question: Question, addresses: Mapping[str, str], site_url: str) -> str:
    """What tells a question's cards, with their tags, from others."""
    decided_by = (question.document.digest, site_url, _linked(question, addresses, site_url))

    def made() -> str:
        every = [(card.key, card.front, card.back) for card in cards(question, addresses, site_url)]
        return cache.digest(repr((every, tags(question))))

    name: str = cache.kept("digest of cards", decided_by, made)
    return name


def _linked(question: Question, addresses: Mapping[str, str], site_url: str) -> dict[str, str]:
    return {path: site_url + addresses[path] for path in question.links if path in addresses}


def _cards(question: Question, absolute: Mapping[str, str], site_url: str) -> Iterator[Card]:
    setting = markup.Setting(question.document, "", absolute, mathjax)
    page = site_url + links.question(question.slug)
    title = markup.inline(question.document.body.heading, setting)
    more = f'<p class="more"><a href="{page}">{escape(question.short)}</a></p>'

    def card(key: str, front: str, back: str, text: str) -> Card:
        return Card(f"{question.slug}/{key}", question, _field(front), _field(f"{back}{more}"), text)

    gist = next(token for token in question.document.body.tokens if token.type == "inline")
    yield card("gist", title, f"<p>{markup.inline(gist, setting)}</p>", question.gist)
    if question.formula:
        front = f"{escape(question.short)}: the formula?"
        yield card("formula", front, mathjax(question.formula, True), question.formula)
    for section in question.document.sections:
        if section.title == "Complexity":
            for item in prose.items(section.tokens, "items"):
                if item.label in ("Time", "Space"):
                    front = f"{escape(question.short)}: how much {item.label.lower()}?"
                    yield card(item.label.lower(), front, markup.blocks(item.tokens, setting), prose.plain(item.tokens))
        elif section.title == "Listen for":
            points = prose.items(section.tokens, "items")
            shown = [markup.blocks(point.tokens, setting) for point in points]
            for at, point in enumerate(points):
                listed = "".join(f"<li>{html if n != at else '<p>?</p>'}</li>" for n, html in enumerate(shown))
                front = f"{title}<p>Which point is missing?</p><ul>{listed}</ul>"
                text = prose.plain(point.tokens)
                yield card(f"point-{mark(text)}", front, shown[at], text)
        elif section.title == "Follow-ups":
            for below in section.sections:
                answer = next((token for token in below.tokens if token.type == "inline"), None)
                if answer is not None:
                    front = f"<small>{escape(question.short)}</small><br>{markup.inline(below.heading, setting)}"
                    opening = first_sentences(answer)
                    back = f"<p>{markup.inline(opening, setting)}</p>"
                    yield card(f"follow-up-{mark(below.title)}", front, back, prose.plain([opening]))


def first_sentences(inline: Token, most: int = MOST_WORDS) -> Token:
    """The sentences of an inline token that fit in `most` words, the first one in any case. A sentence that ends inside
    an emphasis or a link is not an end."""
    said, starts, whose, depth = "", [], [], 0
    for at, child in enumerate(inline.children or []):
        depth += child.nesting
        if child.type in ("text", "softbreak", "hardbreak", *prose.UNSPOKEN):
            starts.append(len(said))
            whose.append((at, child.type == "text" and not depth))
            said += child.content if child.type == "text" else "x" if child.type in prose.UNSPOKEN else " "
    masked = prose.ABBREVIATION.sub(lambda found: "x" * len(found[0]), said)
    cut = None
    for found in prose.SENTENCE_END.finditer(masked):
        place = bisect_left(starts, found.end()) - 1
        at, can_be_cut = whose[place]
        if not can_be_cut:
            continue
        if cut is not None and len(said[: found.end()].split()) > most:
            break
        cut = at, found.end() - starts[place]
    if cut is None:
        return inline
    at, offset = cut
    children = list(inline.children or [])[: at + 1]
    children[at] = copy(children[at])
    children[at].content = children[at].content[:offset]
    short = copy(inline)
    short.children = children
    return short


def tags(question: Question) -> list[str]:
    """Every facet of a question as Anki's tags, which nest by "::" and hold no space."""
    return [
        f"handbook::category::{question.category}",
        f"handbook::{contract.PLACE_KIND[question.category].removesuffix('s')}::{question.place}",
        f"handbook::level::{question.level}",
        *(f"handbook::role::{role}" for role in question.roles),
        *(f"handbook::topic::{topic}" for topic in question.topics),
        f"handbook::question::{question.slug}",
    ]
