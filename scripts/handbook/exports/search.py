"""What the search in the browser indexes: the words of every published question, in few bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from handbook import cache, markdown, math, prose
from handbook.exports.rare import rare_words
from handbook.model import Catalogue, Question, Taxonomy, Term

VERSION = 2
"""The form of the data; docs/assets/js/search-engine.js names the one that it reads."""

MARKUP = re.compile(r"[\\`*_$\[<&]")  # without one of these a line is plain text as it stands


def search_data(catalogue: Catalogue, drafts: bool = False) -> dict[str, object]:
    """The data of assets/search.json, by which a question is found at once: what it is called and how it is asked.

    `edition` says which `search_rest` belongs to it. `questions` holds a column for each field, with the published questions in the order of their slugs (columns take
    4% fewer bytes than rows once compressed). `place`, `level` and `topics` are positions in the lists of those names.
    Names and titles are said once, a stage with its number from 1. All text is plain: markup is dropped, mathematics
    written as one would type it.
    """
    taxonomy = catalogue.taxonomy
    stages = [{**_named(stage), "number": number} for number, stage in enumerate(taxonomy.stages, 1)]
    places = stages + [_named(place) for place in (*taxonomy.domains, *taxonomy.focuses)]
    shown = _shown(catalogue, drafts)
    return {
        "version": VERSION,
        "edition": _edition(shown),
        "places": places,
        "levels": [_named(level) for level in taxonomy.levels],
        "topics": [topic.title for topic in taxonomy.topics],
        "synonyms": [list(group) for group in taxonomy.synonyms],
        "questions": _columns(shown, taxonomy),
    }


def search_rest(catalogue: Catalogue, drafts: bool = False) -> dict[str, object]:
    """The data of assets/search-rest.json, by which what a page says is found, a moment later: more columns for the same
    questions in the same order."""
    shown = _shown(catalogue, drafts)
    columns = {
        "followups": [list(question.follow_ups) for question in shown],
        "parts": [list(question.subjects) for question in shown],
        "words": rare_words(shown),
    }
    return {"version": VERSION, "edition": _edition(shown), "questions": columns}


def _shown(catalogue: Catalogue, drafts: bool) -> list[Question]:
    shown = (question for question in catalogue.questions.values() if question.published or drafts)
    return sorted(shown, key=lambda question: question.slug)


def _edition(shown: Sequence[Question]) -> str:
    return cache.digest(*(question.slug for question in shown))[:8]


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
        "title": lambda question: plain(question.title),
        "short": lambda question: plain(question.short),
        "gist": lambda question: plain(question.gist),
        "topics": lambda question: [topics.index(topic) for topic in question.topics],
        "variants": lambda question: [plain(variant) for variant in question.variants],
    }
    return {field: [value(question) for question in questions] for field, value in fields.items()}


def plain(text: str) -> str:
    """A line of Markdown as plain text on one line, with its mathematics as one would type it."""
    return _parsed(text) if MARKUP.search(text) else text


@lru_cache(maxsize=100_000)  # in a preview the same after every save
def _parsed(text: str) -> str:
    inlines = (token for token in markdown.parse(text) if token.type == "inline")
    return " ".join(" ".join(prose.plain_inline(inline, math.plain).split()) for inline in inlines)
