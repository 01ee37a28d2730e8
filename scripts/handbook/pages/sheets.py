"""The pages of the cheat sheets: on screen in columns, on paper as what one reads the night before."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from statistics import median

from markupsafe import Markup

from handbook import cache, contract, prose, sanitize, workbench
from handbook.model import Category, Page, Planned, Question
from handbook.pages import links, markup
from handbook.pages.book import Book, duration, fill, planned, template
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
    """The list of sheets, and the page of a reader's own."""
    made, other = _all(book)
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


def plans(book: Book) -> Iterator[Planned]:
    """The pages of the sheets, each decided by its questions."""
    for made, make in zip(_all(book), (_page, _special), strict=True):
        for sheet in made:
            yield _plan(book, sheet, make)


def _all(book: Book) -> tuple[list[Sheet], list[Sheet]]:
    """The sheets that list questions, and those of other forms."""
    return sheets(book.catalogue, book.questions), specials(book.catalogue, book.questions)


def _plan(book: Book, sheet: Sheet, make: Callable[[Book, Sheet], Page]) -> Planned:
    texts = [(question.document.digest, book.linked(question)) for question in sheet.questions]
    outlines = [outline(book, category) for category in contract.CATEGORIES] if sheet.slug == OUTLINES else []
    decided_by = (book.frame, replace(sheet, questions=()), texts, outlines)
    return planned(decided_by, address(sheet), lambda: make(book, sheet))


def _page(book: Book, sheet: Sheet) -> Page:
    base = address(sheet)
    groups = [
        (heading, number, [entry_on(book, question, base) for question in questions])
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


def index(book: Book) -> dict[str, object]:
    """What there is for a reader's own sheet: every question in workflow order, with the name of the file in which its
    entry is, and the former slugs of questions."""

    def told(question: Question) -> dict[str, str]:
        number = book.number(question)
        return {
            "title": question.title,
            "short": question.short,
            "place": book.place(question).title,
            "number": str(number) if number else "",
            "file": entry_file(question),
        }

    return {
        "questions": {question.slug: told(question) for question in book.questions},
        "aliases": {alias: question.slug for question in book.questions for alias in question.aliases},
    }


def entry_file(question: Question) -> str:
    """The name of the file with a question's entry: those of a stage, a domain or a focus are together."""
    return f"{contract.PLACE_KIND[question.category]}-{question.place}"


def entries(book: Book, name: str) -> dict[str, str]:
    """The entries of the file of that name, as the sheets print them, by their questions' slugs."""
    return {question.slug: mine(book, question) for question in book.questions if entry_file(question) == name}


def mine(book: Book, question: Question) -> str:
    """A question's entry on the reader's own sheet, as HTML; kept by the question and where its links lead."""

    def made() -> str:
        return fill(book, "sheet-entry.html", MINE, entry=entry_on(book, question, MINE))

    html: str = cache.kept("entry of one's own sheet", (question.document.digest, book.linked(question)), made)
    return html


def _special(book: Book, sheet: Sheet) -> Page:
    base = address(sheet)
    blank = next((worksheet for worksheet in WORKSHEETS if worksheet.slug == sheet.slug), None)
    name = "sheet-blank" if blank else f"sheet-{sheet.slug}"
    context: dict[str, object] = {}
    if sheet.slug == OUTLINES:
        context["outlines"] = [(contract.CATEGORY_TITLES[c], outline(book, c)) for c in contract.CATEGORIES]
    elif sheet.slug == CORE_FIVE:
        context["algorithms"] = [(entry_on(book, question, base), _main(question)) for question in sheet.questions]
    elif sheet.slug == METRICS:
        context["entries"] = [entry_on(book, question, base) for question in sheet.questions]
    body = fill(book, f"{name}.html", base, sheet=sheet, blank=blank, **context)
    return _finished(sheet, body, template(name))


def outline(book: Book, category: Category) -> list[tuple[contract.Part, str]]:
    """The parts of an answer that are said, each with the median time that it takes in this category's answers."""
    questions = [question for question in book.questions if question.category == category]
    times = [dict(question.times) for question in questions]
    rows = []
    for part in contract.PARTS[category]:
        seconds = [took[part.title] for took in times if part.title in took]
        if part.spoken or part.title in ("Intent", "Outline", "Check-ins", "Follow-ups"):
            typical = duration(max(5, round(median(seconds) / 5) * 5)) if part.spoken and seconds else ""
            rows.append((part, typical))
    return rows


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


def entry_on(book: Book, question: Question, base: str) -> Entry:
    """A question's entry on the sheet at `base`; kept by the question and where its links lead from there."""
    linked = book.linked(question)

    def made() -> tuple[str, str, list[tuple[str, str]]]:
        setting = markup.Setting(question.document, base, linked, book.render)
        gist = next(token for token in question.document.body.tokens if token.type == "inline")
        formula = markup.formula(question.formula, book.render) if question.formula else ""
        return markup.inline(gist, setting), formula, list(_costs(book, question))

    gist, formula, costs = cache.kept("sheet entry", (question.document.digest, _there(linked, base)), made)
    again = sanitize.cleaned
    return Entry(question, again(gist), again(formula), tuple((label, again(bound)) for label, bound in costs))


def _there(linked: Mapping[str, str], base: str) -> dict[str, str]:
    """Where links lead from the page at `base`: the same from pages beside each other."""
    return {path: links.relative(address, base) for path, address in linked.items()}


def _costs(book: Book, question: Question) -> Iterator[tuple[str, Markup]]:
    """Time and space of a coding question, each as the bound alone."""
    for section in question.document.sections:
        if section.title == "Complexity":
            for item in prose.items(section.tokens, "items"):
                formulas = [c.content for t in item.tokens for c in t.children or [] if c.type == "math_inline"]
                bound = next((formula for formula in formulas if re.match(r"\\?[A-Za-z{}]*O\s*\(|O\(", formula)), "")
                if item.label and bound:
                    yield item.label, markup.formula(bound, book.render)
