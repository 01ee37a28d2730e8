"""What the search in the browser indexes: the words of every published question, in few bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from markdown_it.token import Token

from handbook import cache, markdown, math
from handbook.model import Catalogue, Question, Taxonomy, Term

VERSION = 1
"""The form of the data; docs/assets/js/search-engine.js names the one that it reads."""

WORDS = ("title", "short", "gist", "variants", "followups", "parts")
MARKUP = re.compile(r"[\\`*_$\[<&]")  # without one of these a line is plain text as it stands


def search_data(catalogue: Catalogue, drafts: bool = False) -> dict[str, object]:
    """The data of assets/search.json.

    `questions` holds a column for each field, with the published questions in the order of their slugs (columns take
    4% fewer bytes than rows once compressed). `place`, `level` and `topics` are positions in the lists of those names.
    Names and titles are said once, a stage with its number from 1. All text is plain: markup is dropped, mathematics
    written as one would type it.
    """
    taxonomy = catalogue.taxonomy
    stages = [{**_named(stage), "number": number} for number, stage in enumerate(taxonomy.stages, 1)]
    places = stages + [_named(place) for place in (*taxonomy.domains, *taxonomy.focuses)]
    published = sorted(
        (q for q in catalogue.questions.values() if q.published or drafts), key=lambda question: question.slug
    )
    return {
        "version": VERSION,
        "places": places,
        "levels": [_named(level) for level in taxonomy.levels],
        "topics": [topic.title for topic in taxonomy.topics],
        "synonyms": [list(group) for group in taxonomy.synonyms],
        "questions": _columns(published, taxonomy),
    }


def _named(term: Term) -> dict[str, str | int]:
    return {"name": term.name, "title": term.title}


def _columns(questions: Sequence[Question], taxonomy: Taxonomy) -> dict[str, list[object]]:
    offset = {"applied": len(taxonomy.stages), "project": len(taxonomy.stages) + len(taxonomy.domains)}
    levels, topics = taxonomy.names("levels"), taxonomy.names("topics")

    def place(question: Question) -> int:
        names = [term.name for term in taxonomy.places(question.category)]
        return offset.get(question.category, 0) + names.index(question.place)

    fields: dict[str, Callable[[Question], object]] = {
        "slug": lambda question: question.slug,
        "category": lambda question: question.category,
        "place": place,
        "level": lambda question: levels.index(question.level),
        "topics": lambda question: [topics.index(topic) for topic in question.topics],
    }
    columns = {field: [value(question) for question in questions] for field, value in fields.items()}
    said = [cache.kept("searched", question.document.digest, partial(_said, question)) for question in questions]
    return columns | {field: [words[field] for words in said] for field in WORDS}


def _said(question: Question) -> dict[str, str | list[str]]:
    """What a question says, as plain text: the fields `WORDS`."""
    return {
        "title": plain(question.title),
        "short": plain(question.short),
        "gist": plain(question.gist),
        "variants": [plain(variant) for variant in question.variants],
        "followups": _headings(question, ["Follow-ups"]),
        "parts": _headings(question, ["Models", "Papers"]),
    }


def _headings(question: Question, sections: Iterable[str]) -> list[str]:
    """The titles of the subsections of the named sections; none where the question has no such section."""
    found = (question.document.body.get(title) for title in sections)
    return [_inline(part.heading) for section in found if section for part in section.sections]


def plain(text: str) -> str:
    """A line of Markdown as plain text on one line, with its mathematics as one would type it."""
    if not MARKUP.search(text):
        return text
    return " ".join(_inline(token) for token in markdown.parse(text) if token.type == "inline")


def _inline(token: Token) -> str:
    parts = []
    for child in token.children or []:
        if child.type == "math_inline":
            parts.append(math.plain(child.content))
        else:
            parts.append(" " if child.type in ("softbreak", "hardbreak") else child.content)
    return " ".join("".join(parts).split())
