"""The contributor's guide to the contract, generated from its tables so that it cannot drift from the checks."""

from __future__ import annotations

from handbook import contract
from handbook.contract import Part, Range
from handbook.model import Page
from handbook.pages.book import Book, fill

FORM = {
    "prose": "sentences",
    "items": "a list",
    "steps": "a numbered list",
    "quotes": "quoted lines",
    "questions": "headed questions, each answered",
    "parts": "headed parts, each a list",
    "free": "any form",
}


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
                "parts": [(part, form(part)) for part in contract.PARTS[category]],
            }
            for category in contract.DOCUMENTS
        ],
        keys=contract.KEYS,
        contract=contract,
    )
    return Page("contributing/contract/", "The content contract", line, body, edit="scripts/handbook/contract.py")


def form(part: Part) -> str:
    """The form of a section in words: what it is made of, how many, how long, and the labels it must have."""
    said = [FORM[part.kind]]
    if part.sentences:
        said = [f"{_range(part.sentences)} sentences"]
    elif part.items:
        nouns = {
            "items": "items",
            "steps": "steps",
            "quotes": "quoted lines",
            "questions": "questions",
            "parts": "parts",
        }
        said = [f"{_range(part.items)} {nouns[part.kind]}"]
    if part.words:
        said.append(f"at most {part.words} words")
    if part.labels:
        said.append("with the labels " + ", ".join(f"{label}:" for label in part.labels))
    if part.plain:
        said.append("no formula, no code")
    if part.links:
        said.append("each links its source")
    return "; ".join(said)


def _range(limits: Range) -> str:
    low, high = limits
    return f"{low} or more" if high is None else str(low) if low == high else f"{low} to {high}"
