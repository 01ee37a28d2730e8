"""The workflow order of questions, and what a study path holds."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping

from handbook import contract
from handbook.model import Question, StudyPath, Taxonomy

Rank = tuple[int, int, int, str]


def ranks(questions: Iterable[Question], taxonomy: Taxonomy) -> dict[str, Rank]:
    """Where questions stand when prerequisites do not matter, by slug: section, level, category, slug.

    The sections of all categories share one line, since a path mixes them: a stage counts as itself, an applied
    domain and a project focus come after the last stage, in the order of the taxonomy.
    """
    kinds = ("levels", *contract.PLACE_KIND.values())
    at = {kind: {name: number for number, name in enumerate(taxonomy.names(kind))} for kind in kinds}
    offsets = {contract.APPLIED: 100, contract.PROJECT: 200}

    def rank(question: Question) -> Rank:
        section = offsets.get(question.category, 0) + at[contract.PLACE_KIND[question.category]][question.place]
        return section, at["levels"][question.level], contract.CATEGORIES.index(question.category), question.slug

    return {question.slug: rank(question) for question in questions}


def workflow(questions: Iterable[Question], taxonomy: Taxonomy) -> list[Question]:
    """The questions in workflow order: section order, then prerequisites, then level, then slug.

    Inside a section a question never stands before one that it names in `after`; among those that may come next, the
    one of the lowest rank does. Prerequisites in a later section cannot change the order of sections.
    """
    questions = list(questions)
    rank = ranks(questions, taxonomy)
    by_section: dict[int, list[Question]] = {}
    for question in questions:
        by_section.setdefault(rank[question.slug][0], []).append(question)
    ordered: list[Question] = []
    for section in sorted(by_section):
        ordered.extend(_prerequisites_first(by_section[section], rank))
    return ordered


def _prerequisites_first(questions: list[Question], rank: Mapping[str, Rank]) -> list[Question]:
    """Kahn's algorithm (Kahn 1962, Topological sorting of large networks) with a heap on rank; a cycle comes last."""
    here = {question.slug: question for question in questions}
    waiting = {slug: {before for before in question.after if before in here} for slug, question in here.items()}
    opens: dict[str, list[str]] = {}
    for slug, befores in waiting.items():
        for before in befores:
            opens.setdefault(before, []).append(slug)
    ready = [rank[slug] for slug, befores in waiting.items() if not befores]
    heapq.heapify(ready)
    ordered = []
    while ready:
        slug = heapq.heappop(ready)[-1]
        ordered.append(here.pop(slug))
        for later in opens.get(slug, ()):
            waiting[later].discard(slug)
            if not waiting[later]:
                heapq.heappush(ready, rank[later])
    return ordered + sorted(here.values(), key=lambda question: rank[question.slug])


def cycles(after: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """The cycles of the prerequisites, each as its slugs in order from the first by name; no slug in two of them."""
    state: dict[str, int] = {}
    found: list[list[str]] = []
    for start in sorted(after):
        if start in state:
            continue
        trail: list[str] = [start]
        pending = [iter(sorted(after[start]))]
        state[start] = 1
        while pending:
            step = next(pending[-1], None)
            if step is None:
                pending.pop()
                state[trail.pop()] = 2
            elif state.get(step) == 1:
                cycle = trail[trail.index(step) :]
                first = cycle.index(min(cycle))
                if not any(set(cycle) & set(other) for other in found):
                    found.append(cycle[first:] + cycle[:first])
            elif step in after and step not in state:
                state[step] = 1
                trail.append(step)
                pending.append(iter(sorted(after[step])))
    return found


def select(path: StudyPath, questions: Iterable[Question], taxonomy: Taxonomy) -> list[Question]:
    """The questions of a study path, in workflow order."""
    return workflow(chosen(path, questions, taxonomy), taxonomy)


def chosen(path: StudyPath, questions: Iterable[Question], taxonomy: Taxonomy) -> list[Question]:
    """The questions of a study path, in the order in which they are given."""
    select = path.select
    groups = {term.name: term.group for term in taxonomy.topics}
    rows: tuple[tuple[tuple[str, ...], Callable[[Question], Iterable[str]]], ...] = (
        (select.categories, lambda question: [question.category]),
        (select.sections, lambda question: [question.place]),
        (select.roles, lambda question: question.roles),
        (select.levels, lambda question: [question.level]),
        (select.topics, lambda question: [*question.topics, *(groups.get(topic, "") for topic in question.topics)]),
    )
    named = [(frozenset(wanted), has) for wanted, has in rows if wanted]
    listed = frozenset(select.slugs)
    # A path that only lists slugs takes nothing else; one that selects nothing at all takes everything.
    fits = bool(named) or not select.slugs
    return [
        question
        for question in questions
        if question.slug in listed or (fits and all(not wanted.isdisjoint(has(question)) for wanted, has in named))
    ]
