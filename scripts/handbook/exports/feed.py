"""The Atom feed (RFC 4287) of new and changed questions."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from handbook.model import Catalogue, Question
from handbook.settings import Settings

ENTRIES = 50


def feed(catalogue: Catalogue, settings: Settings) -> str:
    """The questions checked last, newest first; an entry's id is the question's address, so a change updates it."""
    published = [question for question in catalogue.questions.values() if question.reviewed]
    newest = sorted(published, key=lambda question: question.slug)
    newest = sorted(newest, key=lambda question: str(question.reviewed), reverse=True)[:ENTRIES]
    updated = f"{newest[0].reviewed}T00:00:00Z" if newest else "1970-01-01T00:00:00Z"
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"  <title>{escape(settings.name)}</title>",
        f"  <id>{escape(settings.site_url)}</id>",
        f"  <updated>{updated}</updated>",
        f"  <link href={quoteattr(settings.site_url)}/>",
        f'  <link rel="self" href={quoteattr(settings.site_url + "feed.xml")}/>',
        f"  <author><name>{escape(settings.name)}</name></author>",
        *(line for question in newest for line in _entry(question, settings)),
        "</feed>",
    ]
    return "\n".join(lines) + "\n"


def _entry(question: Question, settings: Settings) -> list[str]:
    url = f"{settings.site_url}questions/{question.slug}/"
    return [
        "  <entry>",
        f"    <title>{escape(question.title)}</title>",
        f"    <id>{escape(url)}</id>",
        f"    <link href={quoteattr(url)}/>",
        f"    <updated>{question.reviewed}T00:00:00Z</updated>",
        f"    <category term={quoteattr(question.category)}/>",
        f"    <summary>{escape(question.gist)}</summary>",
        "  </entry>",
    ]
