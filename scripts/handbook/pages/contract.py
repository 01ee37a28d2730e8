"""The contributor's guide to the contract, generated from its tables so that it cannot drift from the checks."""

from __future__ import annotations

from handbook import contract, phrases
from handbook.model import Page
from handbook.pages.book import Book, fill


def page(book: Book) -> Page:
    """What a file holds, category by category: its place, its front matter, its sections and their counts."""
    line = "Where a question lives, what its front matter says, and which sections it has."
    body = fill(
        book,
        "contract.html",
        "contributing/contract/",
        line=line,
        categories=[
            {
                "name": category,
                "title": contract.CATEGORY_TITLES.get(category, "Worked stories"),
                "form": contract.PLACE_FORM[category],
                "places": book.catalogue.taxonomy.names(contract.PLACE_KIND[category])
                if category in contract.PLACE_KIND
                else (),
                "parts": [(part, phrases.form(part)) for part in contract.PARTS[category]],
            }
            for category in contract.DOCUMENTS
        ],
        keys=contract.KEYS,
        contract=contract,
    )
    return Page("contributing/contract/", "The content contract", line, body, edit="scripts/handbook/contract.py")
