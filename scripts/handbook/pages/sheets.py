"""The pages of the cheat sheets: on screen in columns, on paper as what one reads the night before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from statistics import median

from markupsafe import Markup

from handbook import cache, contract, prose, timing, workbench
from handbook.model import Category, Page, Question
from handbook.pages import links, markup
from handbook.pages.book import Book, duration, fill, template
from handbook.pages.indexes import by_place
from handbook.sheets import CORE_FIVE, METRICS, OUTLINES, Sheet, sheets, specials
from handbook.worksheets import WORKSHEETS

MINE = "my-sheet/"
MINE_LINE = "Questions that you picked, in a way you choose, on your paper. Kept in this browser alone."
LINE = "One sheet for each category, each step of the workflow, each subject and each study path, to print the night before."


@dataclass(frozen=True, slots=True)
class Entry:
    """A question as a sheet prints it."""

    question: Question
    gist: Markup
    formula: Markup
    costs: tuple[tuple[str, Markup], ...]


def address(sheet: Sheet) -> str:
    """The address of a sheet's page."""
    return f"sheets/{sheet.slug}/"


def pages(book: Book) -> Iterator[Page]:
    """The list of sheets, and a page for each."""
    made, other = sheets(book.catalogue, book.questions), specials(book.catalogue, book.questions)
    groups = [
        ("To know by heart, and to fill in", other),
        ("Categories", [sheet for sheet in made if sheet.slug in contract.CATEGORIES]),
        ("Steps of the workflow", [sheet for sheet in made if sheet.slug in book.catalogue.taxonomy.names("stages")]),
        ("Subjects and study paths", [sheet for sheet in made if sheet.slug.startswith("path-")]),
    ]
    body = fill(book, "sheets.html", "sheets/", groups=groups, line=LINE)
    yield Page("sheets/", "Cheat sheets", LINE, body, head=_head("sheets/"), edit=template("sheets"))
    body = fill(book, "my-sheet.html", MINE, line=MINE_LINE)
    yield Page(MINE, "My sheet", MINE_LINE, body, edit=template("my-sheet"), head=_mine(), mathematics=True)
    for sheet in made:
        yield _page(book, sheet)
    for sheet in other:
        yield _special(book, sheet)


def _page(book: Book, sheet: Sheet) -> Page:
    base = address(sheet)
    groups = [
        (heading, number, [_entry(book, question, base) for question in questions])
        for heading, number, questions in by_place(book, sheet.questions)
    ]
    body = fill(book, "sheet.html", base, sheet=sheet, groups=groups, newest=newest(sheet))
    return _finished(sheet, body, "scripts/handbook/sheets.py")


def _finished(sheet: Sheet, body: str, edit: str) -> Page:
    base = address(sheet)
    return Page(base, f"{sheet.title}: cheat sheet", sheet.line, body, edit=edit, head=_head(base), mathematics=True)


def _head(base: str) -> str:
    style, script = links.relative("assets/css/sheet.css", base), links.relative("assets/js/sheet.js", base)
    return f'<link rel="stylesheet" href="{style}">\n<script type="module" src="{script}"></script>'


def _mine() -> str:
    style, script = (links.relative(f"assets/{name}", MINE) for name in ("css/sheet.css", "js/my-sheet.js"))
    data = links.relative(f"{MINE}entries.json", MINE)
    return (
        f'<link rel="stylesheet" href="{style}">\n<link rel="preload" href="{data}" as="fetch" crossorigin>\n'
        f'<script type="module" src="{script}"></script>'
    )


def entries(book: Book) -> dict[str, object]:
    """What a reader's own sheet is made of: every question in workflow order, with its entry as the sheets print it,
    and the former slugs of questions."""

    def entry(question: Question) -> dict[str, str]:
        number = book.number(question)
        return {
            "title": question.title,
            "short": question.short,
            "place": book.place(question).title,
            "number": str(number) if number else "",
            "html": fill(book, "sheet-entry.html", MINE, entry=_entry(book, question, MINE)),
        }

    return {
        "questions": {question.slug: entry(question) for question in book.questions},
        "aliases": {alias: question.slug for question in book.questions for alias in question.aliases},
    }


def _special(book: Book, sheet: Sheet) -> Page:
    base = address(sheet)
    blank = next((worksheet for worksheet in WORKSHEETS if worksheet.slug == sheet.slug), None)
    name = "sheet-blank" if blank else f"sheet-{sheet.slug}"
    context: dict[str, object] = {}
    if sheet.slug == OUTLINES:
        context["outlines"] = [(contract.CATEGORY_TITLES[c], outline(book, c)) for c in contract.CATEGORIES]
    elif sheet.slug == CORE_FIVE:
        context["algorithms"] = [(_entry(book, question, base), _main(question)) for question in sheet.questions]
    elif sheet.slug == METRICS:
        context["entries"] = [_entry(book, question, base) for question in sheet.questions]
    body = fill(book, f"{name}.html", base, sheet=sheet, blank=blank, **context)
    return _finished(sheet, body, template(name))


def outline(book: Book, category: Category) -> list[tuple[contract.Part, str]]:
    """The parts of an answer that are said, each with the median time that it takes in this category's answers."""
    questions = [question for question in book.questions if question.category == category]
    times = [cache.kept("said", question.document.digest, partial(_said, question)) for question in questions]
    rows = []
    for part in contract.PARTS[category]:
        seconds = [said[part.title] for said in times if part.title in said]
        if part.spoken or part.title in ("Intent", "Outline", "Check-ins", "Follow-ups"):
            said = duration(max(5, round(median(seconds) / 5) * 5)) if part.spoken and seconds else ""
            rows.append((part, said))
    return rows


def _said(question: Question) -> dict[str, float]:
    """The seconds that each section takes to say, by its title."""
    sections = question.document.sections
    return {s.title: prose.count_words(prose.everything(s)) * 60 / timing.SPEAKING for s in sections}


def _main(question: Question) -> Markup:
    """The main function of a coding question's solution."""
    code = question.document.companions[contract.SOLUTION]
    function = workbench.main_function(code)
    assert function is not None
    lines = code.split("\n")[function.lineno - 1 : function.end_lineno]
    return markup.code("\n".join(lines), "python")


def newest(sheet: Sheet) -> str:
    """The date of the newest review on a sheet; empty where it holds no questions."""
    return max((question.reviewed.isoformat() for question in sheet.questions if question.reviewed), default="")


def _entry(book: Book, question: Question, base: str) -> Entry:
    linked = book.linked(question)

    def made() -> tuple[str, str, list[tuple[str, Markup]]]:
        setting = markup.Setting(question.document, base, linked, book.render)
        gist = next(token for token in question.document.body.tokens if token.type == "inline")
        formula = markup.formula(question.formula, book.render) if question.formula else Markup()
        return markup.inline(gist, setting), formula, list(_costs(book, question))

    gist, formula, costs = cache.kept("sheet entry", (question.document.digest, base, linked), made)
    costs = tuple((label, Markup(bound)) for label, bound in costs)  # noqa: S704  # as it was made
    return Entry(question, Markup(gist), Markup(formula), costs)  # noqa: S704


def _costs(book: Book, question: Question) -> Iterator[tuple[str, Markup]]:
    """Time and space of a coding question, each as the bound alone."""
    for section in question.document.sections:
        if section.title == "Complexity":
            for item in prose.items(section.tokens, "items"):
                formulas = [c.content for t in item.tokens for c in t.children or [] if c.type == "math_inline"]
                bound = next((formula for formula in formulas if re.match(r"\\?[A-Za-z{}]*O\s*\(|O\(", formula)), "")
                if item.label and bound:
                    yield item.label, markup.formula(bound, book.render)
