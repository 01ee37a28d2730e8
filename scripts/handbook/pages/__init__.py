"""The pages of the site, from the catalogue: questions, indexes, study paths, home, rules, and redirects."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from functools import partial
from html import escape

from handbook import cache, math
from handbook.contract import CATEGORIES
from handbook.model import Asset, Catalogue, Page, Planned
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
        return [planned.make() for planned in plan(open_book(catalogue, settings, renderer, drafts, today))]


def notebooks(catalogue: Catalogue, settings: Settings, drafts: bool = False) -> list[notebook.Notebook]:
    """The practice notebooks, to be executed and shown."""
    with math.renderer() as renderer:
        return list(notebook.notebooks(open_book(catalogue, settings, renderer, drafts)))


def sheet_entries(catalogue: Catalogue, settings: Settings, drafts: bool = False) -> Iterator[Asset]:
    """What a reader's own sheet is put together from, as data beside its page: what questions there are, and for each
    place a file of their entries, so that a browser loads no more than it shows."""

    def data(make: Callable[[Book], object]) -> bytes:
        with math.renderer() as renderer:
            made = make(open_book(catalogue, settings, renderer, drafts))
        return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()

    yield Asset(f"{sheets.MINE}entries.json", lambda: data(sheets.index))
    shown = (question for question in catalogue.questions.values() if question.published or drafts)
    for name in dict.fromkeys(map(sheets.entry_file, shown)):
        yield Asset(f"{sheets.MINE}{name}.json", partial(data, partial(sheets.entries, name=name)))


def plan(book: Book) -> Iterator[Planned]:
    """Every page, not made yet where that takes long."""
    for item in book.questions:
        yield question.plan(book, item)
    yield from map(_made, _others(book))
    yield from sheets.plans(book)
    for story in book.stories:
        yield stories.plan(book, story)


def _made(page: Page) -> Planned:
    by = cache.digest(page.body, page.head, repr(replace(page, body="", head="")))
    return Planned(page.address, page.canonical, by, lambda: page)


def _others(book: Book) -> Iterator[Page]:
    decided_by = (book.facts, [sheets.outline(book, category) for category in CATEGORIES])
    made = cache.kept("pages of facts", decided_by, lambda: [asdict(page) for page in _of_facts(book)])
    yield from (Page(**page) for page in made)
    yield from sheets.pages(book)
    yield stories.page(book)
    yield notebook.page(book)
    yield contract.page(book)
    yield from rulebook.pages(book)


def _of_facts(book: Book) -> Iterator[Page]:
    """The pages that are made without looking into any text."""
    yield home.page(book)
    yield from indexes.pages(book)
    yield from paths.pages(book)
    yield from practice.pages(book)
    yield from worksheets.pages(book)
    yield decks.page(book)
    yield wanted.page(book)
    yield numbers.page(book)
    yield reviews.page(book)
    yield from _redirects(book)


def _redirects(book: Book) -> Iterator[Page]:
    """A page at every former address of a question, which leads to the present one."""
    for item in book.questions:
        for alias in item.aliases:
            base, target = links.question(alias), links.question(item.slug)
            body = fill(book, "moved.html", base, question=item)
            head = f'<meta http-equiv="refresh" content="0; url={escape(links.relative(target, base))}">'
            yield Page(base, item.title, item.gist, body, edit=item.path, head=head, canonical=target)
