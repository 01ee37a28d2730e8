"""Why to trust a page: its sources, its last check, its corrections, its history, and where to report a mistake."""

from __future__ import annotations

from typing import Any

from handbook import contract, reviews
from handbook.pages.book import Book
from handbook.reviews import Item


def care(book: Book, item: Item, base: str) -> dict[str, Any]:
    """What notes.html, at the head of the page at `base`, and care.html, at its foot, are filled with."""
    holds_until = reviews.holds_until(item.reviewed) if item.reviewed else None
    newest = next(iter(item.corrections), None)
    # Code belongs to its page: the history is that of the folder.
    written = str(item.document.folder) if item.document.category in contract.BESIDE else item.path
    return {
        "item": item,
        "sources": [source for source in item.sources if source.url.startswith("https://")],
        "holds_until": holds_until,
        "due": bool(item.reviewed and reviews.due(item.reviewed, book.today)),
        "corrected": newest if newest and reviews.is_new(newest, book.today) else None,
        "edit_url": book.settings.edit_url(item.path),
        "history_url": book.settings.history_url(written),
        "report_url": book.settings.issue_url(
            "mistake.yml", title=f"Mistake: {item.short}", page=book.settings.site_url + base, file=item.path
        ),
    }
