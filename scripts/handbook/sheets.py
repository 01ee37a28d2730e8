"""The cheat sheets: what each holds, in how many pages, and what to leave out first when it outgrows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handbook import contract, order
from handbook.model import Catalogue, Question
from handbook.worksheets import WORKSHEETS

MOST_ASKED = ("tonight", "one-week", "one-month")
"""The study paths that tell how often a question is asked: what stands in an earlier one is asked more."""
PER_PAGE = 23
"""The most questions of a page: about 28 fit one of A4, fewer on Letter and with long formulas."""
FORMULAS_PER_PAGE = 13
"""The most where each has its formula on lines of its own."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A cheat sheet: its questions in workflow order, and the pages it may fill."""

    slug: str
    title: str
    line: str
    pages: int
    questions: tuple[Question, ...]


def sheets(catalogue: Catalogue, questions: Sequence[Question]) -> list[Sheet]:
    """A sheet for every category, every stage, and every study path that has a number of pages; none is empty.

    `questions` are those that are shown, in workflow order. Where there are more of them than a sheet can hold, it gives
    those that are asked most.
    """
    whole: list[tuple[str, str, str, list[Question]]] = [
        (
            name,
            contract.CATEGORY_TITLES[name],
            contract.CATEGORY_LINES[name],
            [q for q in questions if q.category == name],
        )
        for name in contract.CATEGORIES
    ]
    for term in catalogue.taxonomy.stages:
        filed = [q for q in questions if q.place == term.name and contract.PLACE_KIND[q.category] == "stages"]
        whole.append((term.name, term.title, term.line, filed))
    made = [_most_asked(catalogue, *parts) for parts in whole if parts[-1]]
    for path in catalogue.paths:
        chosen = tuple(order.select(path, questions, catalogue.taxonomy)) if path.pages else ()
        if chosen:
            made.append(_most_asked(catalogue, f"path-{path.slug}", path.title, path.audience, chosen, path.pages))
    return made


def _most_asked(
    catalogue: Catalogue,
    slug: str,
    title: str,
    line: str,
    filed: Sequence[Question],
    pages: int = contract.SHEET_PAGES,
    per_page: int = PER_PAGE,
) -> Sheet:
    """A sheet with the most of its questions that it can hold."""
    most = pages * per_page
    left_out = {question.slug for question in least_asked(filed, catalogue)[: max(0, len(filed) - most)]}
    if left_out:
        line = f"{line} The {most} most asked of {len(filed)}."
    return Sheet(slug, title, line, pages, tuple(question for question in filed if question.slug not in left_out))


OUTLINES, CORE_FIVE, METRICS = "outlines", "core-five", "metrics"
METRIC_TOPICS = frozenset({"metrics", "ranking-metrics", "calibration"})
"""A question that is about one of these first of all, or about metrics too, gives its formula to their sheet."""


def specials(catalogue: Catalogue, questions: Sequence[Question]) -> list[Sheet]:
    """The sheets of another form: the outlines of all answers, the core five with their code, the metrics, and blank
    ones to fill in."""
    five = next((path for path in catalogue.paths if path.slug == CORE_FIVE), None)
    core = tuple(order.select(five, questions, catalogue.taxonomy)) if five else ()
    metrics = [q for q in questions if q.formula and ("metrics" in q.topics or q.topics[0] in METRIC_TOPICS)]
    made = [
        Sheet(
            OUTLINES, "How to answer", "The four outlines: what to say, in which order, and how long it takes.", 1, ()
        )
    ]
    if core:
        made.append(
            Sheet(CORE_FIVE, "Core five algorithms", "Main function and cost of the five that are asked most.", 2, core)
        )
    if metrics:
        line = "Metrics that have a page, each with its formula."
        made.append(_most_asked(catalogue, METRICS, "Metrics", line, metrics, 2, FORMULAS_PER_PAGE))
    return made + [Sheet(sheet.slug, sheet.title, sheet.line, 1, ()) for sheet in WORKSHEETS]


def least_asked(questions: Sequence[Question], catalogue: Catalogue) -> list[Question]:
    """The same questions, those that are asked least first: by the paths for little time, then by level."""
    paths = {path.slug: path for path in catalogue.paths}
    levels = catalogue.taxonomy.names("levels")
    asked: dict[str, int] = {}
    for rank, slug in enumerate(MOST_ASKED):
        for question in order.select(paths[slug], questions, catalogue.taxonomy) if slug in paths else ():
            asked.setdefault(question.slug, rank)
    return sorted(
        questions,
        key=lambda question: (-asked.get(question.slug, len(MOST_ASKED)), -levels.index(question.level), question.slug),
    )
