"""How old the review of every page is, what is due for another look, and every correction."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from handbook import contract, reviews
from handbook.model import Page, Question
from handbook.pages.book import Book, fill
from handbook.reviews import Item

ADDRESS = "contributing/reviews/"


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
    items: list[Item] = [*book.questions, *book.stories]
    body = fill(
        book,
        "reviews.html",
        ADDRESS,
        line=line,
        due=sorted((row for row in _rows(book, items) if row.due), key=_age),
        subjects=_subjects(book),
        corrections=reviews.corrections(items),
    )
    return Page(ADDRESS, "Reviews by age", line, body, edit="scripts/handbook/pages/reviews.py")


def _age(row: Row) -> tuple[datetime.date, str]:
    return row.reviewed, row.item.slug


def _rows(book: Book, items: list[Item]) -> list[Row]:
    return [
        Row(
            item,
            book.place(item).title if isinstance(item, Question) else "Worked stories",
            contract.CATEGORY_TITLES.get(item.document.category, "Worked stories"),
            item.reviewed,
            reviews.holds_until(item.reviewed),
            reviews.due(item.reviewed, book.today),
        )
        for item in items
        if item.reviewed
    ]


def _subjects(book: Book) -> list[Subject]:
    by_title: dict[tuple[str, int], list[Item]] = {}
    for question in book.questions:
        by_title.setdefault((book.place(question).title, book.number(question)), []).append(question)
    if book.stories:
        by_title["Worked stories", 0] = list(book.stories)
    subjects = []
    for (title, number), items in by_title.items():
        if rows := sorted(_rows(book, items), key=_age):
            subjects.append(Subject(title, number, rows, sum(row.due for row in rows)))
    return subjects
