"""The pages of the cheat sheets: on screen in columns, on paper as what one reads the night before."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from handbook import contract, prose
from handbook.model import Page, Question
from handbook.pages import links, markup
from handbook.pages.book import Book, fill
from handbook.pages.book import markup as safe
from handbook.pages.indexes import by_place
from handbook.sheets import Sheet, sheets

LINE = "One sheet for each category, each step of the workflow, each subject and each study path, to print the night before."


@dataclass(frozen=True, slots=True)
class Entry:
    """A question as a sheet prints it."""

    question: Question
    gist: Markup
    formula: Markup
    costs: tuple[tuple[str, Markup], ...]


def address(sheet: Sheet) -> str:
    """The address of a sheet's page."""
    return f"sheets/{sheet.slug}/"


def pages(book: Book) -> Iterator[Page]:
    """The list of sheets, and a page for each."""
    made = sheets(book.catalogue, book.questions)
    groups = [
        ("Categories", [sheet for sheet in made if sheet.slug in contract.CATEGORIES]),
        ("Steps of the workflow", [sheet for sheet in made if sheet.slug in book.catalogue.taxonomy.names("stages")]),
        ("Subjects and study paths", [sheet for sheet in made if sheet.slug.startswith("path-")]),
    ]
    yield Page("sheets/", "Cheat sheets", LINE, fill(book, "sheets.html", "sheets/", groups=groups, line=LINE))
    for sheet in made:
        yield _page(book, sheet)


def _page(book: Book, sheet: Sheet) -> Page:
    base = address(sheet)
    groups = [
        (heading, number, [_entry(book, question, base) for question in questions])
        for heading, number, questions in by_place(book, sheet.questions)
    ]
    body = fill(book, "sheet.html", base, sheet=sheet, groups=groups, newest=newest(sheet))
    head = f'<link rel="stylesheet" href="{links.relative("assets/css/sheet.css", base)}">\n'
    head += f'<script type="module" src="{links.relative("assets/js/sheet.js", base)}"></script>'
    return Page(base, f"{sheet.title}: cheat sheet", sheet.line, body, head=head, mathematics=True)


def newest(sheet: Sheet) -> datetime.date | None:
    """The date of the newest review on a sheet."""
    return max((question.reviewed for question in sheet.questions if question.reviewed), default=None)


def _entry(book: Book, question: Question, base: str) -> Entry:
    setting = markup.Setting(question.document, base, book.addresses, book.render)
    gist = next(token for token in question.document.body.tokens if token.type == "inline")
    formula = safe(book.render(question.formula, False)) if question.formula else Markup("")
    return Entry(question, safe(markup.inline(gist, setting)), formula, tuple(_costs(book, question)))


def _costs(book: Book, question: Question) -> Iterator[tuple[str, Markup]]:
    """Time and space of a coding question, each as the bound alone."""
    for section in question.document.sections:
        if section.title == "Complexity":
            for item in prose.items(section.tokens, "items"):
                formulas = [c.content for t in item.tokens for c in t.children or [] if c.type == "math_inline"]
                bound = next((formula for formula in formulas if re.match(r"\\?[A-Za-z{}]*O\s*\(|O\(", formula)), "")
                if item.label and bound:
                    yield item.label, safe(book.render(bound, False))
