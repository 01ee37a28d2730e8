"""The handbook in numbers, counted when the site is built."""

from __future__ import annotations

import re
from collections import Counter
from statistics import median
from urllib.parse import urlsplit

from handbook import contract
from handbook.model import Category, Page, Question, Source
from handbook.pages.book import Book, fill

KINDS = (
    (
        "papers",
        r"arxiv\.org|doi\.org|jmlr\.org|mlr\.press|n(?:eur)?ips\.cc|aclanthology\.org|acm\.org|openreview\.net|mlanthology",
    ),
    (
        "documentation",
        r"(?:^|\.)docs?\.|developers?\.|readthedocs|scikit-learn|scipy|numpy|pandas|pytorch|tensorflow|python\.org",
    ),
    (
        "books and courses",
        r"hastie\.su|probml|deeplearningbook|stanford\.edu|springer|cambridge\.org|mit\.edu|incompleteideas",
    ),
)
OTHER = "other"


def page(book: Book) -> Page:
    """How much there is: questions, what they answer, what is executed, what they rest on."""
    address, line = "contributing/numbers/", "How much there is, counted when the site was built."
    questions = book.questions
    sources = [source for question in questions for source in question.sources]
    fences = Counter(use for question in questions for use in question.uses)
    basics = [question for question in questions if question.category == contract.BASICS]
    proven = sum("check" in question.uses for question in basics)
    by_kind = Counter(kind(source) for source in sources)
    rows = [
        ("questions", len(questions)),
        *((f"of them {contract.CATEGORY_TITLES[name].lower()}", count) for name, count in _by_category(questions)),
        ("worked stories, with a notebook", len(book.stories)),
        ("askable questions: titles, variants and follow-ups", sum(askable(question) for question in questions)),
        ("executed checks", fences["check"]),
        (f"of {len(basics)} basics, those with an executed check", proven),
        ("figures from code, and diagrams", fences["figure"] + fences["mermaid"]),
        ("sources named", len(sources)),
        *((f"of them {name}", by_kind[name]) for name in (*(name for name, _ in KINDS), OTHER)),
        ("median seconds of the spoken answer, basics", _spoken(basics)),
    ]
    body = fill(book, "numbers.html", address, rows=rows, line=line, stages=book.counts("stages"))
    return Page(address, "In numbers", line, body, edit="scripts/handbook/pages/numbers.py")


def askable(question: Question) -> int:
    """How many questions a page answers: its title, its variants, its follow-ups."""
    return 1 + len(question.variants) + len(question.follow_ups)


def kind(source: Source) -> str:
    """What kind of publication a source is, by the host of its address."""
    host = urlsplit(source.url).netloc
    return next((name for name, hosts in KINDS if re.search(hosts, host)), OTHER)


def _by_category(questions: tuple[Question, ...]) -> list[tuple[Category, int]]:
    counts = Counter(question.category for question in questions)
    return [(name, counts[name]) for name in contract.CATEGORIES]


def _spoken(questions: list[Question]) -> int:
    return round(median(question.seconds for question in questions)) if questions else 0
