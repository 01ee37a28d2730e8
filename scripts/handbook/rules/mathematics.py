"""M: can every formula be typeset?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from handbook import contract, math
from handbook.model import Document, Section, Taxonomy
from handbook.rules.registry import At, rule
from handbook.source import position


def formulas(document: Document, sections: Iterable[Section]) -> Iterator[tuple[str, bool, int, int]]:
    """The formula of the front matter and those of some sections: LaTeX, whether displayed, and where it begins."""
    value = document.meta.get("formula")
    if value is not None and value.text.strip():
        yield value.text, False, value.line, value.column  # a sheet sets it in a line
    lines = document.text.split("\n")
    for section in sections:
        for token in (section.heading, *section.tokens):
            if token.map is None:  # the end of a block
                continue
            first, last = token.map
            if token.type == "math_block":
                yield token.content, True, first + 1, 1
            searched = (first, 0)
            for child in token.children or []:
                if child.type != "math_inline":
                    continue
                line, column = _find(lines, f"${child.content}$", searched, last)
                searched = (line - 1, column)
                yield child.content, False, line, column


def _find(lines: list[str], needle: str, start: tuple[int, int], end: int) -> tuple[int, int]:
    """Line and column, from 1, of the first `needle` at or after `start`; the start itself where it is broken up."""
    first, column = start
    for number, line in enumerate(lines[first:end], first + 1):
        at = line.find(needle, column)
        if at >= 0:
            return number, at + 1
        column = 0
    return first + 1, 1


@rule("M01", "unknown-latex", "together")
def unknown_latex(documents: Sequence[Document]) -> Iterator[At]:
    """Every formula is LaTeX that KaTeX typesets, and no longer than a reader follows: 1,000 characters.

    Why: mathematics is set when the site is built; a formula that fails would be shown as code.

    Instead of: `$\\fraq{1}{2}$`

    Write: `$\\frac{1}{2}$`
    """
    set_first = [(document, *_bounded(document)) for document in documents]
    with math.renderer((tex, displayed) for _, few, _ in set_first for tex, displayed, _, _ in few) as render:
        for document, few, refused in set_first:
            for tex, displayed, line, column in few:
                try:
                    render(tex, displayed)
                except math.LatexError as error:
                    help = "mend it, or look the command up in KaTeX's list of supported functions"
                    yield At(line, column, f"the formula fails: {error}", help, document.path)
            if refused:
                yield refused


def _bounded(document: Document) -> tuple[list[tuple[str, bool, int, int]], At | None]:
    """The formulas of a document up to the first that is too long, alone or with those before it; and that one."""
    few: list[tuple[str, bool, int, int]] = []
    total = 0
    for tex, displayed, line, column in formulas(document, document.body.walk()):
        total += len(tex)
        if too_much := _too_much(len(tex), total):
            return few, At(line, column, too_much, "split it, or show one step less", document.path)
        few.append((tex, displayed, line, column))
    return few, None


def _too_much(length: int, total: int) -> str:
    if length > contract.FORMULA_CHARACTERS:
        return f"a formula of {length:,} characters, at most {contract.FORMULA_CHARACTERS:,}"
    if total > contract.FORMULAS_CHARACTERS:
        return f"the formulas of the page have more than {contract.FORMULAS_CHARACTERS:,} characters together"
    return ""


@rule("M02", "loose-dollar", "document")
def loose_dollar(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """Every dollar sign belongs to a formula; money is written in words.

    Why: a single dollar opens a formula that never closes, or swallows the text up to the next price.

    Instead of: `it costs $5`

    Write: `it costs 5 dollars`
    """
    for section in document.body.walk():
        for token in (section.heading, *section.tokens):
            for child in token.children or []:
                if child.type == "text" and "$" in child.content:
                    line, column = position(document, token, _around(child.content))
                    help = "close it: $…$ with no space inside the dollars; write money as `5 dollars` or `USD 5`"
                    yield At(line, column, f"a dollar sign outside a formula: `{_around(child.content)}`", help)


def _around(text: str) -> str:
    match = re.search(r".{0,15}\$.{0,15}", text)
    return match.group() if match else "$"


@rule("M03", "wide-formula", "together")
def wide_formula(documents: Sequence[Document]) -> Iterator[At]:
    """What a cheat sheet prints of a formula fits a column of it, 17 em wide: `formula`, the gist, the bounds of Time
    and Space. A formula breaks over lines at a relation or an operator outside brackets.

    Why: a sheet never shrinks its type, and a formula that runs into the next column cannot be read.

    Instead of: `formula: \\frac{a + b + c + d + e + f + g + h + i + j + k + l}{n}`

    Write: `formula: \\frac1n \\sum_i x_i`
    """
    with math.renderer() as render, math.measure() as widest:
        for document in documents:
            printed = [document.body, *(part for part in document.sections if part.title == "Complexity")]
            for tex, _, line, column in formulas(document, printed):
                if not _can_be_set(render, tex):
                    continue  # M01 tells of it
                width = widest(tex)
                if width > contract.SHEET_COLUMN:
                    message = f"a part of the formula is {width:.1f} em wide, at most {contract.SHEET_COLUMN:g}"
                    help = "name a part of it, or write it so that it breaks at a relation or an operator"
                    yield At(line, column, f"{message} fit a column of a cheat sheet", help, document.path)


def _can_be_set(render: math.Render, tex: str) -> bool:
    try:
        render(tex, False)
    except math.LatexError:
        return False
    return len(tex) <= contract.FORMULA_CHARACTERS
