"""The page of the decks for Anki: which there are, and what each holds."""

from __future__ import annotations

from collections.abc import Iterator

from handbook import contract, order
from handbook.model import Catalogue, Page, Question
from handbook.pages.book import Book, fill, template

ADDRESS = "anki/"
FOLDER = "downloads/"
WHOLE = f"{FOLDER}handbook.apkg"
TABLE = f"{FOLDER}handbook.csv"
LINE = "Every question as short cards, to learn in Anki on any device. A newer deck updates yours and keeps what you learned."


def page(book: Book) -> Page:
    """The list of decks, with what a card is and how a deck is updated."""
    made = list(selections(book.catalogue))
    groups = [
        ("Kinds of question", [row for row in made if row[0] in contract.CATEGORIES]),
        ("Study paths", [row for row in made if row[0] not in contract.CATEGORIES]),
    ]
    count = sum(question.published for question in book.questions)
    body = fill(book, "decks.html", ADDRESS, groups=groups, line=LINE, whole=WHOLE, table=TABLE, deck=deck, count=count)
    return Page(ADDRESS, "Decks for Anki", LINE, body, edit=template("decks"))


def deck(name: str) -> str:
    """The address of the deck of that name."""
    return f"{FOLDER}{name}.apkg"


def selections(catalogue: Catalogue) -> Iterator[tuple[str, str, list[Question]]]:
    """What has a deck of its own beside the whole: name, title and questions of every category and study path."""
    published = order.workflow((q for q in catalogue.questions.values() if q.published), catalogue.taxonomy)
    for category in contract.CATEGORIES:
        questions = [question for question in published if question.category == category]
        if questions:
            yield category, contract.CATEGORY_TITLES[category], questions
    for path in catalogue.paths:
        yield f"path-{path.slug}", path.title, order.select(path, published, catalogue.taxonomy)
