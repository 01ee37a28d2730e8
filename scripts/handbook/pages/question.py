"""A question's page: what to say, what to add when pushed, and how to check oneself."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass
from html import escape

from markdown_it.token import Token
from markupsafe import Markup

from handbook import contract, prose, sanitize, workbench
from handbook.coloring import color
from handbook.model import Page, Planned, Question, Section
from handbook.pages import links, markup
from handbook.pages.book import Book, fill, planned
from handbook.pages.care import care
from handbook.rules import python

DIG = ("Details", "In practice", "Papers", "Follow-ups")
CHECK = ("Listen for", "Pitfalls")
"""The sections shown when the interviewer digs, and those by which readers check themselves; the rest is said first."""
NAMES = {"Example": "An example, spoken", "Intent": "What they want to learn", "Serving": "Serving"}
EXTRA_FILES = {
    contract.FIRST_DRAFT: "First draft",
    contract.SOLUTION: "Solution",
    contract.NUMPY_VARIANT: "With numpy",
    contract.TESTS: "The tests",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A section as the page shows it: its heading, its HTML, and its subsections as (heading, HTML)."""

    id: str
    title: str
    html: Markup
    parts: tuple[tuple[Markup, Markup], ...] = ()
    items: tuple[Markup, ...] = ()


def plan(book: Book, question: Question) -> Planned:
    """The page of a question. What it shows decides it: the question itself, the names of those that it leads to, where
    its links lead, and what depends on the day."""
    address = links.question(question.slug)
    noted = care(book, question, address)
    shown = (question.document.digest, book.frame, book.near[question.slug], book.linked(question))
    return planned((*shown, noted["due"], noted["corrected"]), address, lambda: _page(book, question))


def _page(book: Book, question: Question) -> Page:
    base = links.question(question.slug)
    setting = markup.Setting(question.document, base, book.linked(question), book.render)
    parts = {section.title: part(section, setting) for section in question.document.sections}
    practised = workbench.workbench(question) is not None
    near = book.near[question.slug]
    body = fill(
        book,
        "question.html",
        base,
        question=question,
        title=markup.inline(question.document.body.heading, setting),
        gist=markup.inline(_gist(question), setting),
        say=[shown for title, shown in parts.items() if title not in DIG + CHECK],
        dig=[parts[title] for title in DIG if title in parts],
        check=[parts[title] for title in CHECK if title in parts],
        code=_code(question),
        signature=_signature(question),
        practised=practised,
        before=near.before,
        then=near.after,
        related=near.related,
        previous=near.previous,
        next=near.next,
        **care(book, question, base),
        proof="",
    )
    return Page(
        address=base,
        title=question.title,
        description=question.gist,
        body=body,
        edit=question.path,
        head=_head(book, question, base),
        mathematics=setting.mathematics,
        python=practised,
        indexed=question.published,
    )


def _gist(question: Question) -> Token:
    return next(token for token in question.document.body.tokens if token.type == "inline")


def part(section: Section, setting: markup.Setting) -> Part:
    """A section as a page shows it."""
    html = markup.blocks(section.tokens, setting)
    below = tuple(
        (markup.inline(inner.heading, setting), markup.blocks(inner.tokens, setting)) for inner in section.sections
    )
    items: tuple[Markup, ...] = ()
    if section.title in CHECK:
        items = tuple(_item(item.tokens, setting) for item in prose.items(section.tokens, "items"))
    ident = re.sub(r"[^a-z]+", "-", section.title.lower())
    return Part(ident, NAMES.get(section.title, section.title), html, below, items)


def _item(tokens: tuple[Token, ...], setting: markup.Setting) -> Markup:
    """A list item's text without the paragraph around it, so that it can label a box to tick."""
    if [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]:
        return markup.inline(tokens[1], setting)
    return markup.blocks(tokens, setting)


@dataclass(frozen=True, slots=True)
class Listing:
    """A code file as the page shows it."""

    name: str
    title: str
    html: Markup


def _code(question: Question) -> list[Listing]:
    """The code files of a coding question, in the order in which they are read."""
    listings = []
    for name, title in EXTRA_FILES.items():
        text = question.document.companions.get(name)
        if text is not None:
            listings.append(Listing(name, title, listing(text)))
    return listings


def _signature(question: Question) -> Markup | str:
    """The main function of a coding question as a reader meets it: its first line and what it returns."""
    text = workbench.signature(question.document.companions.get(contract.SOLUTION, ""))
    return markup.code(text, "python") if text else ""


def listing(text: str) -> Markup:
    """Python as a block in which each top-level function carries its name, so that a step can light it up."""
    lines = text.rstrip("\n").split("\n")
    colored = color("\n".join(lines), "python").rstrip("\n").split("\n")
    tree = python.parse(text)
    functions = python.functions(tree) if isinstance(tree, ast.Module) else []  # a preview shows unfinished code too
    starts = {
        min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)]): (node.name, node.end_lineno or 0)
        for node in functions
    }
    html, number = [], 1
    while number <= len(colored):
        if number in starts and len(colored) == len(lines):
            name, end = starts[number]
            inside = "\n".join(colored[number - 1 : end])
            html.append(f'<span class="function" data-function="{escape(name)}">{inside}</span>')
            number = end + 1
        else:
            html.append(colored[number - 1])
            number += 1
    code = "\n".join(html)
    return sanitize.clean(f'<div class="highlight"><pre><code class="language-python">{code}\n</code></pre></div>')


def _head(book: Book, question: Question, base: str) -> str:
    """Preview data for shared links, and the question with its answer for search engines (schema.org QAPage)."""
    url = book.settings.site_url + base
    answer = " ".join(
        prose.plain(prose.everything(section)).replace("\n", " ")
        for section in question.document.sections
        if section.title in ("Definition", "Examples", "Solutions", "Explanation", "Overview", "Intent", "Example")
    )
    data = {
        "@context": "https://schema.org",
        "@type": "QAPage",
        "mainEntity": {
            "@type": "Question",
            "name": question.title,
            "text": question.title,
            "answerCount": 1,
            "acceptedAnswer": {"@type": "Answer", "text": answer, "url": url},
        },
    }
    if question.reviewed:
        data["dateModified"] = question.reviewed.isoformat()
    # In a script element only "<" could end the data; in JSON it may be written as an escape.
    text = json.dumps(data, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
    head = preview(book, question.title, question.gist, url, "article")
    if question.category == contract.CODING:
        style, script = (links.relative(f"assets/workbench/{name}", base) for name in ("workbench.css", "invite.js"))
        head += f'<link rel="stylesheet" href="{style}">\n<script type="module" src="{script}"></script>\n'
    return f'{head}<script type="application/ld+json">{text}</script>'


def preview(book: Book, title: str, description: str, url: str, kind: str = "website") -> str:
    """Open Graph data: what a shared link shows."""
    rows = {
        "og:site_name": book.settings.name,
        "og:type": kind,
        "og:title": title,
        "og:description": description,
        "og:url": url,
    }
    tags = [f'<meta property="{name}" content="{escape(value)}">' for name, value in rows.items()]
    return "\n".join([*tags, '<meta name="twitter:card" content="summary">']) + "\n"
