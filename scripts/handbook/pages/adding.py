"""Links to the host's form of a new file, filled with the skeleton of a question."""

from __future__ import annotations

from dataclasses import replace

from handbook import contract, skeleton
from handbook.contract import HINT
from handbook.model import Category
from handbook.pages.book import Book
from handbook.skeleton import Wanted

LONGEST = 8_000
"""The most characters of an address: servers refuse longer ones."""


def address(book: Book, wanted: Wanted) -> str:
    """The form for a new question, its slug left open: the rules refuse the hint in its place and say what to write."""
    wanted = replace(wanted, slug=HINT)
    near = skeleton.neighbors(
        (question.topics, question.roles)
        for question in book.questions
        if (question.category, question.place) == (wanted.category, wanted.place)
    )
    path, text = next(iter(skeleton.files(wanted, book.catalogue.taxonomy, near).items()))
    folder, _, rest = path.partition(f"/{HINT}")
    return book.settings.new_file_url(folder, HINT + rest, text)


def addresses(book: Book, kind: str, place: str) -> list[tuple[str, str]]:
    """For each category whose questions a place holds its title and the form for a new one."""
    categories: list[Category] = [category for category, of in contract.PLACE_KIND.items() if of == kind]
    return [(contract.CATEGORY_TITLES[c], address(book, Wanted(c, place))) for c in categories]
