"""The home page: what this is, the workflow as a map, and the doors."""

from __future__ import annotations

from handbook import contract, reviews
from handbook.model import Page
from handbook.pages.book import Book, fill, template
from handbook.pages.numbers import askable
from handbook.pages.paths import filled
from handbook.pages.question import preview

NEWEST = 6
CORRECTIONS = 3


def page(book: Book) -> Page:
    """The home page."""
    recent = sorted(
        (question for question in book.questions if question.reviewed),
        key=lambda question: (question.reviewed, question.slug),
        reverse=True,
    )[:NEWEST]
    made = reviews.corrections([*book.questions, *book.stories])
    corrected = [(item, correction) for item, correction in made if reviews.is_new(correction, book.today)]
    body = fill(
        book,
        "home.html",
        "",
        categories=contract.CATEGORIES,
        stages=book.counts("stages"),
        counts=book.counts("categories"),
        domains=book.counts("domains"),
        recent=recent,
        corrected=corrected[:CORRECTIONS],
        askable=sum(askable(question) for question in book.questions),
        paths={path.path.slug: path for path in filled(book)},
    )
    head = preview(book, book.settings.name, book.settings.description, book.settings.site_url)
    return Page("", book.settings.name, book.settings.description, body, head=head, edit=template("home"))
