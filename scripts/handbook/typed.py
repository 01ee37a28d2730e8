"""From a document in which nothing is wrong to what it says, typed: a question or a story."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from handbook import contract, math, prose, source, terms, timing
from handbook.fences import use
from handbook.model import Correction, Document, Question, Source, Story


def item(document: Document) -> Question | Story:
    """The typed question or story of a document in which no rule found what leaves nothing sensible to show."""
    return story(document) if document.category == contract.STORY else question(document)


def question(document: Document) -> Question:
    """The typed question of such a document."""
    meta = document.meta
    return Question(
        slug=document.slug,
        category=document.category,
        place=document.place,
        title=prose.plain_inline(document.body.heading, math.plain),
        gist=_gist(document),
        short=terms.text(meta.get("short")),
        level=terms.text(meta.get("level")),
        roles=terms.texts(meta.get("roles")),
        topics=terms.texts(meta.get("topics")),
        variants=terms.texts(meta.get("variants")),
        after=terms.texts(meta.get("after")),
        formula=terms.text(meta.get("formula")),
        sources=_sources(document),
        reviewed=_reviewed(document),
        aliases=terms.texts(meta.get("aliases")),
        seconds=timing.spoken_seconds(document),
        minutes=timing.study_minutes(document),
        times=tuple(timing.section_seconds(document).items()),
        follow_ups=headings(document, "Follow-ups"),
        subjects=headings(document, "Models", "Papers"),
        uses=tuple(use(fence) for fence in document.fences()),
        links=_links(document),
        document=document,
        corrections=_corrections(document),
    )


def story(document: Document) -> Story:
    """The typed story of such a document."""
    return Story(
        slug=document.slug,
        title=prose.plain_inline(document.body.heading, math.plain),
        gist=_gist(document),
        short=terms.text(document.meta.get("short")),
        topics=terms.texts(document.meta.get("topics")),
        sources=_sources(document),
        reviewed=_reviewed(document),
        links=_links(document),
        document=document,
        corrections=_corrections(document),
    )


def headings(document: Document, *sections: str) -> tuple[str, ...]:
    """The titles of the subsections of the named sections; none where there is no such section."""
    found = (document.body.get(title) for title in sections)
    found_headings = (part.heading for section in found if section for part in section.sections)
    return tuple(" ".join(prose.plain_inline(heading, math.plain).split()) for heading in found_headings)


def _links(document: Document) -> tuple[str, ...]:
    targets = (str(child.attrGet("href") or "") for _, child in source.texts(document) if child.type == "link_open")
    return tuple(dict.fromkeys(source.file_of(target, document) for target in targets))


def _gist(document: Document) -> str:
    gist = next(token for token in document.body.tokens if token.type == "inline")
    return prose.plain_inline(gist, math.plain)


def _sources(document: Document) -> tuple[Source, ...]:
    sources = document.meta.get("sources")
    items = sources.items if sources else ()
    return tuple(Source(terms.text(item.get("title")), terms.text(item.get("url"))) for item in items)


def _reviewed(document: Document) -> datetime.date | None:
    reviewed = terms.text(document.meta.get("reviewed"))
    return datetime.date.fromisoformat(reviewed) if reviewed else None


def _corrections(document: Document) -> tuple[Correction, ...]:
    """The corrections as written, newest first. The second of a day is numbered, so that a name never changes hands."""
    value = document.meta.get("corrections")
    entries = [entry for item in (value.items if value else ()) for entry in item.entries]
    corrections: list[Correction] = []
    for day, said in reversed(entries):
        number = 1 + sum(str(earlier.date) == day.text for earlier in corrections)
        anchor = f"corrected-{day.text}" + (f"-{number}" if number > 1 else "")
        corrections.append(Correction(datetime.date.fromisoformat(day.text), said.text.strip(), anchor))
    return tuple(reversed(corrections))


def fields(item: Question | Story) -> dict[str, Any]:
    """What a question or story says, as JSON can hold it; its document is left out."""
    found = {field.name: getattr(item, field.name) for field in dataclasses.fields(item) if field.name != "document"}
    return {
        **found,
        "reviewed": item.reviewed.isoformat() if item.reviewed else "",
        "sources": [(source.title, source.url) for source in item.sources],
        "corrections": [(made.date.isoformat(), made.text, made.anchor) for made in item.corrections],
    }


def of_fields(found: dict[str, Any], document: Document) -> Question | Story:
    """The question or story of a document, from its `fields` after JSON."""
    kind: type[Question | Story] = Story if document.category == contract.STORY else Question
    given: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in found.items()}
    if isinstance(found.get("times"), list):
        given["times"] = tuple((title, seconds) for title, seconds in found["times"])
    given |= {
        "reviewed": datetime.date.fromisoformat(found["reviewed"]) if found["reviewed"] else None,
        "sources": tuple(Source(*source) for source in found["sources"]),
        "corrections": tuple(
            Correction(datetime.date.fromisoformat(day), text, anchor) for day, text, anchor in found["corrections"]
        ),
    }
    return kind(**given, document=document)
