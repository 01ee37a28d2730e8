"""Good first questions: where one is missing, each with a form that is filled in as far as it can be."""

from __future__ import annotations

from handbook import contract, gaps
from handbook.model import Page
from handbook.pages import adding
from handbook.pages.book import Book, fill
from handbook.skeleton import Wanted

ADDRESS = "contributing/wanted/"
LINE = "Where a question is missing. Pick a line, think of the question, and write it."


def page(book: Book) -> Page:
    """The page, from the questions and the taxonomy alone."""
    questions, taxonomy = book.questions, book.catalogue.taxonomy
    by_topic = gaps.topics_by_stage(questions, taxonomy)
    roles = []
    for role in taxonomy.roles:
        for level in taxonomy.levels:
            missing = gaps.stages_of(questions, taxonomy, level.name, role.name)
            if missing:
                count = sum(question.level == level.name and role.name in question.roles for question in questions)
                roles.append((role, level, count, missing))

    def add(stage: str, topic: str = "", level: str = "", role: str = "") -> str:
        topics, asked = ((topic,) if topic else ()), ((role,) if role else ())
        return adding.address(book, Wanted(contract.BASICS, stage, level=level, topics=topics, roles=asked))

    def add_applied(domain: str) -> str:
        return adding.address(book, Wanted(contract.APPLIED, domain))

    body = fill(
        book,
        "wanted.html",
        ADDRESS,
        line=LINE,
        stages=[(stage, [gap for gap in by_topic if gap.stage == stage]) for stage in taxonomy.stages],
        topics=gaps.thin_topics(questions, taxonomy),
        domains=gaps.thin_domains(questions, taxonomy),
        roles=roles,
        add=add,
        add_applied=add_applied,
        counts=book.counts("topics"),
    )
    return Page(ADDRESS, "Good first questions", LINE, body, edit="scripts/handbook/gaps.py")
