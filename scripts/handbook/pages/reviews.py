"""How old the review of every page is, what is due for another look, and every correction."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from handbook import contract, reviews
from handbook.model import Page, Question
from handbook.pages.book import Book, fill
from handbook.reviews import Item

ADDRESS = "contributing/reviews/"
STORIES = "Worked stories"


@dataclass(frozen=True, slots=True)
class Row:
    """A page whose review has an age; `holds_until` is the last day of its review."""

    item: Item
    subject: str
    kind: str
    reviewed: datetime.date
    holds_until: datetime.date
    due: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """The pages of a stage, domain or focus, or the stories, those checked longest ago first; `number` is the stage's,
    0 for the others."""

    title: str
    number: int
    rows: list[Row]
    due: int


def page(book: Book) -> Page:
    """The published pages by the age of their review: those that are due, then all of them subject by subject."""
    line = f"A review holds for {contract.REVIEW_MONTHS} months. What was checked longest ago stands first."
    body = fill(
        book,
        "reviews.html",
        ADDRESS,
        line=line,
        due=sorted((row for row in _rows(book) if row.due), key=_age),
        subjects=_subjects(book),
        corrections=reviews.corrections(_items(book)),
    )
    return Page(ADDRESS, "Reviews by age", line, body, edit="scripts/handbook/pages/reviews.py")


def _age(row: Row) -> tuple[datetime.date, str]:
    return row.reviewed, row.item.slug


def _items(book: Book) -> list[Item]:
    return [*book.questions, *book.stories]


def _rows(book: Book) -> list[Row]:
    return [
        Row(
            item,
            _subject(book, item),
            contract.CATEGORY_TITLES.get(item.document.category, STORIES),
            item.reviewed,
            reviews.holds_until(item.reviewed),
            reviews.due(item.reviewed, book.today),
        )
        for item in _items(book)
        if item.reviewed
    ]


def _subject(book: Book, item: Item) -> str:
    """A stage is a subject, whatever the kind of question; a domain or focus is one of its kind."""
    if not isinstance(item, Question):
        return STORIES
    title = book.place(item).title
    return title if book.number(item) else f"{contract.CATEGORY_TITLES[item.category]}: {title}"


def _subjects(book: Book) -> list[Subject]:
    rows: dict[str, list[Row]] = {}
    for row in _rows(book):
        rows.setdefault(row.subject, []).append(row)
    stages = [stage.title for stage in book.catalogue.taxonomy.stages]
    return [
        Subject(title, stages.index(title) + 1 if title in stages else 0, sorted(of, key=_age), sum(r.due for r in of))
        for title, of in rows.items()
    ]
