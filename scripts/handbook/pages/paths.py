"""The pages of the study paths: what to study, in which order, in how much time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handbook import order
from handbook.model import Page, Question, StudyPath
from handbook.pages.book import Book, fill, hours, template, total_minutes
from handbook.pages.indexes import by_place


@dataclass(frozen=True, slots=True)
class Filled:
    """A study path with its questions in order and the minutes they take."""

    path: StudyPath
    questions: tuple[Question, ...]
    minutes: int


def filled(book: Book) -> list[Filled]:
    """The study paths that hold questions, the shortest first."""
    paths = []
    for path in book.catalogue.paths:
        questions = tuple(order.select(path, book.questions, book.catalogue.taxonomy))
        if questions:
            paths.append(Filled(path, questions, total_minutes(questions)))
    return sorted(paths, key=lambda path: (path.path.minutes, path.path.slug))


def pages(book: Book) -> Iterator[Page]:
    """The list of study paths, and a page for each."""
    paths = filled(book)
    line = "Study paths in workflow order, each within its time."
    yield Page(
        "paths/",
        "Study paths",
        line,
        fill(book, "paths.html", "paths/", paths=paths, line=line),
        edit=template("paths"),
    )
    for path in paths:
        address = f"paths/{path.path.slug}/"
        body = fill(book, "path.html", address, path=path, groups=by_place(book, path.questions))
        description = f"{path.path.audience} {len(path.questions)} questions in {hours(path.minutes)}."
        yield Page(address, path.path.title, description, body, edit=path.path.path)
