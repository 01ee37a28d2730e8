"""The pages of the site, from the catalogue: questions, indexes, study paths, home, rules, and redirects."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from html import escape

from handbook import math
from handbook.model import Asset, Catalogue, Page
from handbook.pages import (
    contract,
    decks,
    home,
    indexes,
    links,
    notebook,
    numbers,
    paths,
    practice,
    question,
    reviews,
    rulebook,
    sheets,
    stories,
    wanted,
    worksheets,
)
from handbook.pages.book import Book, fill, open_book
from handbook.settings import Settings


def render(
    catalogue: Catalogue, settings: Settings, drafts: bool = False, today: datetime.date | None = None
) -> list[Page]:
    """Every page as of a day, the newest review's if none is given; drafts only where they are to be previewed."""
    with math.renderer() as renderer:
        return list(_pages(open_book(catalogue, settings, renderer, drafts, today)))


def notebooks(catalogue: Catalogue, settings: Settings, drafts: bool = False) -> list[notebook.Notebook]:
    """The practice notebooks, to be executed and shown."""
    with math.renderer() as renderer:
        return list(notebook.notebooks(open_book(catalogue, settings, renderer, drafts)))


def sheet_entries(catalogue: Catalogue, settings: Settings, drafts: bool = False) -> Asset:
    """What a reader's own sheet is put together from, as data beside its page."""
    with math.renderer() as renderer:
        entries = sheets.entries(open_book(catalogue, settings, renderer, drafts))
    return Asset(f"{sheets.MINE}entries.json", json.dumps(entries, ensure_ascii=False, separators=(",", ":")))


def _pages(book: Book) -> Iterator[Page]:
    yield home.page(book)
    for item in book.questions:
        yield question.page(book, item)
    yield from indexes.pages(book)
    yield from paths.pages(book)
    yield notebook.page(book)
    yield from sheets.pages(book)
    yield from stories.pages(book)
    yield from practice.pages(book)
    yield from worksheets.pages(book)
    yield decks.page(book)
    yield contract.page(book)
    yield wanted.page(book)
    yield numbers.page(book)
    yield reviews.page(book)
    yield from rulebook.pages(book)
    yield from _redirects(book)


def _redirects(book: Book) -> Iterator[Page]:
    """A page at every former address of a question, which leads to the present one."""
    for item in book.questions:
        for alias in item.aliases:
            base, target = links.question(alias), links.question(item.slug)
            body = fill(book, "moved.html", base, question=item)
            head = f'<meta http-equiv="refresh" content="0; url={escape(links.relative(target, base))}">'
            yield Page(base, item.title, item.gist, body, edit=item.path, head=head, canonical=target)
