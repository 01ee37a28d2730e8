"""The pages of the worksheets, to be filled in and told in the browser."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.model import Page
from handbook.pages import links
from handbook.pages.book import Book, fill
from handbook.worksheets import VAGUE, WORKSHEETS

ADDRESS = "worksheets/"
EDIT = "scripts/handbook/worksheets.py"
LINE = "A project, a design, a paper, a competition: each on one page, with hints while you write."


def pages(book: Book) -> Iterator[Page]:
    """The list of worksheets, and a page for each."""
    yield Page(
        ADDRESS, "Worksheets", LINE, fill(book, "worksheets.html", ADDRESS, sheets=WORKSHEETS, line=LINE), edit=EDIT
    )
    for sheet in WORKSHEETS:
        base = f"{ADDRESS}{sheet.slug}/"
        names = ("css/sheet.css", "practice/practice.css", "practice/worksheet.js")
        sheet_style, style, script = (links.relative(f"assets/{name}", base) for name in names)
        head = (
            f'<link rel="stylesheet" href="{sheet_style}">\n<link rel="stylesheet" href="{style}">\n'
            f'<script type="module" src="{script}" data-vague="{" ".join(VAGUE)}"></script>'
        )
        yield Page(base, sheet.title, sheet.line, fill(book, "worksheet.html", base, sheet=sheet), edit=EDIT, head=head)
