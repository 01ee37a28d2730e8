"""What exploring and practicing know of every question beyond what the search indexes, in few bytes."""

from __future__ import annotations

from collections.abc import Callable

from handbook import contract, order
from handbook.model import Catalogue, Question

VERSION = 1
"""The form of the data; docs/assets/practice/facets.js names the one that it reads."""


def facets(catalogue: Catalogue, drafts: bool = False) -> dict[str, object]:
    """The data of assets/facets.json.

    `questions` holds a column for each field, with the shown questions in workflow order: `place` is its folder,
    `minutes` the time to study it, `seconds` the time to say it. `paths` holds the slugs of every study path, in the
    order in which they are studied, and `aliases` the present slug of every former one.
    """
    shown = order.workflow((q for q in catalogue.questions.values() if q.published or drafts), catalogue.taxonomy)
    fields: dict[str, Callable[[Question], object]] = {
        "slug": lambda question: question.slug,
        "short": lambda question: question.short,
        "gist": lambda question: question.gist,
        "category": lambda question: question.category,
        "place": lambda question: question.place,
        "level": lambda question: question.level,
        "topics": lambda question: list(question.topics),
        "roles": lambda question: list(question.roles),
        "minutes": lambda question: question.minutes,
        "seconds": lambda question: question.seconds,
    }
    taxonomy = catalogue.taxonomy
    places = [
        {"name": term.name, "title": term.title, "kind": kind, "number": number if kind == "stages" else 0}
        for kind in ("stages", "domains", "focuses")
        for number, term in enumerate(getattr(taxonomy, kind), 1)
    ]
    return {
        "version": VERSION,
        "categories": [{"name": name, "title": contract.CATEGORY_TITLES[name]} for name in contract.CATEGORIES],
        "places": places,
        **{
            kind: [{"name": term.name, "title": term.title} for term in getattr(taxonomy, kind)]
            for kind in ("levels", "topics", "roles")
        },
        "questions": {field: [value(question) for question in shown] for field, value in fields.items()},
        "paths": [
            {"name": path.slug, "title": path.title, "questions": [q.slug for q in order.select(path, shown, taxonomy)]}
            for path in catalogue.paths
        ],
        "aliases": {alias: question.slug for question in shown for alias in question.aliases},
    }
