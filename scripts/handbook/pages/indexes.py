"""The index pages: every question once per category, stage, domain, focus, topic, role and level."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handbook import contract
from handbook.model import Page, Question, Term
from handbook.pages import adding
from handbook.pages.book import Book, fill, template

GROUPINGS = {
    "stages": ("Stage {number} of the workflow", "stages/"),
    "domains": ("A domain of applied problems", "browse/"),
    "focuses": ("A focus of project questions", "browse/"),
    "topics": ("A topic", "browse/"),
    "roles": ("A role", "browse/"),
    "levels": ("A level", "browse/"),
}
"""The kinds of terms that have a page each: what the page is called above its title, and the page above it."""


def pages(book: Book) -> Iterator[Page]:
    """Every index page; a term without questions has none."""
    yield from _categories(book)
    for kind, (caption, above) in GROUPINGS.items():
        for number, term in enumerate(getattr(book.catalogue.taxonomy, kind), 1):
            questions = [question for question in book.questions if _belongs(book, question, kind, term)]
            if questions:
                yield _term_page(book, kind, term, questions, caption.format(number=number), above, number)
    line = "Every question, in the order of the workflow."
    yield _page(book, "questions/", "All questions", line, book.questions, "scripts/handbook/pages/indexes.py")
    yield _browse(book)


def _belongs(book: Book, question: Question, kind: str, term: Term) -> bool:
    names = {
        "topics": question.topics,
        "roles": question.roles,
        "levels": (question.level,),
    }
    if kind in names:
        return term.name in names[kind]
    return contract.PLACE_KIND[question.category] == kind and question.place == term.name


def _term_page(
    book: Book, kind: str, term: Term, questions: Sequence[Question], caption: str, above: str, number: int
) -> Page:
    stage = number if kind == "stages" else 0
    groups = [(title, "", chosen) for title, chosen in by_category(questions)]
    if kind not in ("stages", "domains", "focuses"):
        groups = by_place(book, questions)
    address = f"{kind}/{term.name}/"
    body = fill(
        book,
        "index.html",
        address,
        trail=[("Browse", "browse/")],
        caption=caption,
        title=term.title,
        line=term.line,
        stage=stage,
        groups=groups,
        questions=questions,
        guide="",
        adding=adding.addresses(book, kind, term.name),
    )
    return Page(address, term.title, f"{term.line} {_number(questions)}.", body, edit=contract.TAXONOMY_FILE)


def _page(
    book: Book, address: str, title: str, line: str, questions: Sequence[Question], edit: str, guide: str = ""
) -> Page:
    body = fill(
        book,
        "index.html",
        address,
        trail=[("Browse", "browse/")],
        caption="",
        title=title,
        line=line,
        stage=0,
        groups=by_place(book, questions),
        questions=questions,
        guide=guide,
        adding=[],
    )
    return Page(address, title, f"{line} {_number(questions)}.", body, edit=edit)


def _categories(book: Book) -> Iterator[Page]:
    for category in contract.CATEGORIES:
        questions = [question for question in book.questions if question.category == category]
        if questions:
            line = contract.CATEGORY_LINES[category]
            title, edit = contract.CATEGORY_TITLES[category], "scripts/handbook/contract.py"
            yield _page(book, f"{category}/", title, line, questions, edit, f"guide/{category}/")


def _browse(book: Book) -> Page:
    line = "Every way into the questions: by stage, domain, topic, role and level."
    body = fill(
        book, "browse.html", "browse/", groupings=GROUPINGS, counts={kind: book.counts(kind) for kind in GROUPINGS}
    )
    return Page("browse/", "Browse", line, body, edit=template("browse"))


def by_place(book: Book, questions: Sequence[Question]) -> list[tuple[str, str, list[Question]]]:
    """Questions in order under headings of their place: (title, stage number or "", questions)."""
    groups: dict[tuple[str, str], list[Question]] = {}
    for question in questions:
        number = book.number(question)
        groups.setdefault((book.place(question).title, str(number) if number else ""), []).append(question)
    return [(title, number, chosen) for (title, number), chosen in groups.items()]


def by_category(questions: Sequence[Question]) -> list[tuple[str, list[Question]]]:
    """Questions in order under headings of their category."""
    groups = [(contract.CATEGORY_TITLES[c], [q for q in questions if q.category == c]) for c in contract.CATEGORIES]
    return [(title, chosen) for title, chosen in groups if chosen]


def _number(questions: Sequence[Question]) -> str:
    return f"{len(questions)} question{'' if len(questions) == 1 else 's'}"
