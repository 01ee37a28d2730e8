"""The Atom feed (RFC 4287) of new, newly checked and corrected pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from handbook import contract
from handbook.model import Catalogue, Question, Story
from handbook.pages import links
from handbook.settings import Settings

ENTRIES = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """What the feed says once: `address` from the site's root names it for good, `day` is year-month-day."""

    address: str
    title: str
    day: str
    category: str
    summary: str


def feed(catalogue: Catalogue, settings: Settings) -> str:
    """The newest ENTRIES: questions by the day of their last check, and corrections. A question's id is its address, so
    a new check updates its entry; a correction's is its place on the page."""
    entries = sorted(_entries(catalogue), key=lambda entry: entry.address)
    newest = sorted(entries, key=lambda entry: entry.day, reverse=True)[:ENTRIES]
    updated = f"{newest[0].day}T00:00:00Z" if newest else "1970-01-01T00:00:00Z"
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"  <title>{escape(settings.name)}</title>",
        f"  <id>{escape(settings.site_url)}</id>",
        f"  <updated>{updated}</updated>",
        f"  <link href={quoteattr(settings.site_url)}/>",
        f'  <link rel="self" href={quoteattr(settings.site_url + "feed.xml")}/>',
        f"  <author><name>{escape(settings.name)}</name></author>",
        *(line for entry in newest for line in _entry(entry, settings)),
        "</feed>",
    ]
    return "\n".join(lines) + "\n"


def _entries(catalogue: Catalogue) -> Iterator[Entry]:
    for question in catalogue.questions.values():
        if question.reviewed:
            address = links.question(question.slug)
            yield Entry(address, question.title, question.reviewed.isoformat(), question.category, question.gist)
            yield from _corrections(question, address, question.category)
    for story in catalogue.stories:
        if story.published:
            yield from _corrections(story, links.story(story.slug), contract.STORY)


def _corrections(page: Question | Story, address: str, category: str) -> Iterator[Entry]:
    for made in page.corrections:
        yield Entry(f"{address}#{made.anchor}", f"Correction: {page.title}", made.date.isoformat(), category, made.text)


def _entry(entry: Entry, settings: Settings) -> list[str]:
    url = settings.site_url + entry.address
    return [
        "  <entry>",
        f"    <title>{escape(entry.title)}</title>",
        f"    <id>{escape(url)}</id>",
        f"    <link href={quoteattr(url)}/>",
        f"    <updated>{entry.day}T00:00:00Z</updated>",
        f"    <category term={quoteattr(entry.category)}/>",
        f"    <summary>{escape(entry.summary)}</summary>",
        "  </entry>",
    ]
