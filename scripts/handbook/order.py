"""The workflow order of questions, and what a study path holds."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping

from handbook import contract
from handbook.model import Question, StudyPath, Taxonomy

Rank = tuple[int, int, int, str]


def rank(question: Question, taxonomy: Taxonomy) -> Rank:
    """Where a question stands when prerequisites do not matter: section, level, category, slug.

    The sections of all categories share one line, since a path mixes them: a stage counts as itself, an applied
    domain and a project focus come after the last stage, in the order of the taxonomy.
    """
    places = taxonomy.names(contract.PLACE_KIND[question.category])
    offset = {contract.APPLIED: 100, contract.PROJECT: 200}.get(question.category, 0)
    level = taxonomy.names("levels").index(question.level)
    category = contract.CATEGORIES.index(question.category)
    return offset + places.index(question.place), level, category, question.slug


def workflow(questions: Iterable[Question], taxonomy: Taxonomy) -> list[Question]:
    """The questions in workflow order: section order, then prerequisites, then level, then slug.

    Inside a section a question never stands before one that it names in `after`; among those that may come next, the
    one of the lowest rank does. Prerequisites in a later section cannot change the order of sections.
    """
    by_section: dict[int, list[Question]] = {}
    for question in questions:
        by_section.setdefault(rank(question, taxonomy)[0], []).append(question)
    ordered: list[Question] = []
    for section in sorted(by_section):
        ordered.extend(_prerequisites_first(by_section[section], taxonomy))
    return ordered


def _prerequisites_first(questions: list[Question], taxonomy: Taxonomy) -> list[Question]:
    """Kahn's algorithm (Kahn 1962, Topological sorting of large networks) with a heap on rank; a cycle comes last."""
    here = {question.slug: question for question in questions}
    waiting = {slug: {before for before in question.after if before in here} for slug, question in here.items()}
    opens: dict[str, list[str]] = {}
    for slug, befores in waiting.items():
        for before in befores:
            opens.setdefault(before, []).append(slug)
    ready = [rank(here[slug], taxonomy) for slug, befores in waiting.items() if not befores]
    heapq.heapify(ready)
    ordered = []
    while ready:
        slug = heapq.heappop(ready)[-1]
        ordered.append(here.pop(slug))
        for later in opens.get(slug, ()):
            waiting[later].discard(slug)
            if not waiting[later]:
                heapq.heappush(ready, rank(here[later], taxonomy))
    return ordered + sorted(here.values(), key=lambda question: rank(question, taxonomy))


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
    chosen = path.select
    groups = {term.name: term.group for term in taxonomy.topics}

    def fits(question: Question) -> bool:
        if question.slug in chosen.slugs:
            return True
        topics = {*question.topics, *(groups.get(topic, "") for topic in question.topics)}
        rows = (
            (chosen.categories, {question.category}),
            (chosen.sections, {question.place}),
            (chosen.roles, set(question.roles)),
            (chosen.levels, {question.level}),
            (chosen.topics, topics),
        )
        named = [(wanted, has) for wanted, has in rows if wanted]
        # A path that only lists slugs takes nothing else; one that selects nothing at all takes everything.
        return all(has & set(wanted) for wanted, has in named) if named or not chosen.slugs else False

    return workflow(filter(fits, questions), taxonomy)
