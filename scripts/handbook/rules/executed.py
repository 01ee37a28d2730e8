"""E: can every fence be run or drawn, and are the drawings those of the code?"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from handbook import contract, svg
from handbook.drawing import is_current
from handbook.fences import USES, drawing_files, use
from handbook.model import Document, Fence, Taxonomy
from handbook.rules import python
from handbook.rules.nearest import nearest
from handbook.rules.registry import At, rule

ALLOWED = {"check": contract.CHECK_MODULES, "figure": contract.FIGURE_MODULES}
OPENING = re.compile(r"^ *```\w", re.MULTILINE)
"""A line that was meant to open another fence."""


@rule("E01", "unknown-fence", "document")
def unknown_fence(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """A fence names its language, and after `python` at most `check` or `figure NAME`.

    Why: a misspelled `check` is a claim that nobody tests.

    Instead of: `python chek`

    Write: `python check`
    """
    for fence in document.fences():
        words = fence.words
        if not words or words[0] not in contract.LANGUAGES:
            known = contract.LANGUAGES
            help = nearest(words[0] if words else "", known, "did you mean `{}`?", "the languages are: {}")
            yield At(fence.line, 1, f"`{fence.info[:40]}` names no language", help)
        elif words[0] == "python" and words[1:] and words[1] not in USES:
            help = nearest(words[1], USES, "did you mean `python {}`?", "write `python`, or `python` with one of: {}")
            yield At(fence.line, 1, f"`{fence.info[:40]}` is no use of Python", help)
        elif (words[0] != "python" and words[1:]) or len(words) > (3 if words[1:2] == ("figure",) else 2):
            yield At(
                fence.line, 1, f"`{fence.info[:40]}` says too much", "keep the language, and `check` or `figure NAME`"
            )


@rule("E02", "broken-fence", "document")
def broken_fence(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """A fence is closed, and Python in it can be parsed.

    Why: readers copy it, and an open fence takes the rest of the page as code.

    Instead of: `...` in the middle of a statement.

    Write: code that runs, or a fence opened with `text`.
    """
    for fence in document.fences():
        if not fence.closed or OPENING.search(fence.code):
            help = "write a line of three backticks below its code"
            yield At(fence.line, 1, "the fence is not closed where its code ends", help)
            continue
        error = python.parse(fence.code) if fence.words[:1] == ("python",) else None
        if isinstance(error, SyntaxError):
            line, column = python.place(error)
            help = "mend it, or open the fence with `text`"
            yield At(fence.line + line, column, f"this is no Python: {error.msg}", help)


@rule("E03", "idle-check", "document")
def idle_check(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """A check asserts something that is computed.

    Why: a check that would also pass if the claim were false is worth nothing.

    Instead of: `print(mean)` or `assert True`

    Write: `assert abs(mean - 1.7) < 0.03`
    """
    for fence, tree in _parsed(document, "check"):
        asserts = [node for node in python.nodes(tree) if isinstance(node, ast.Assert)]
        if not asserts:
            yield At(fence.line, 1, "the check asserts nothing", "end it with an assert of the claim")
        for node in asserts:
            if not any(isinstance(inner, (ast.Name, ast.Call, ast.BinOp)) for inner in ast.walk(node.test)):
                line = fence.line + node.lineno
                yield At(line, node.col_offset + 1, "this assert computes nothing", "compare a computed value")


def _parsed(document: Document, *uses: str) -> Iterator[tuple[Fence, ast.Module]]:
    for fence in document.fences():
        if use(fence) in uses:
            tree = python.parse(fence.code)
            if isinstance(tree, ast.Module):
                yield fence, tree


@rule("E04", "foreign-fence", "document")
def foreign_fence(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """A check uses the standard library and numpy, a figure numpy and matplotlib; neither reaches outside.

    Why: it runs on every contributor's machine, without a network.

    Instead of: `import pandas`, `open("data.csv")`

    Write: a small computation on numbers made in the fence.
    """
    for fence, tree in _parsed(document, *USES):
        allowed = ALLOWED[use(fence)]
        if document.category == contract.CODING:
            allowed = (*allowed, "solution")
        for statement, module in python.foreign_imports(tree, allowed):
            line = fence.line + statement.lineno
            help = f"use the standard library and {', '.join(allowed)}"
            yield At(line, statement.col_offset + 1, f"`{module}` may not be imported here", help)
        for node, word in python.reaches_outside(tree):
            line = fence.line + node.lineno
            yield At(line, node.col_offset + 1, f"`{word}` reaches outside", "compute with numbers made in the fence")


@rule("E05", "figure-name", "document")
def figure_name(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """A figure has a name of its own on the page, in the form of a slug.

    Why: the drawing's file is named by it.

    Instead of: `python figure`

    Write: `python figure learning-curve`
    """
    seen = set()
    for fence in document.fences():
        if use(fence) != "figure":
            continue
        name = fence.words[2] if len(fence.words) > 2 else ""
        if not re.fullmatch(contract.SLUG, name) or name.startswith("diagram-"):
            yield At(fence.line, 1, f"`{name}` is no name of a figure", "write: python figure learning-curve")
        elif name in seen:
            yield At(fence.line, 1, f"a second figure `{name}`", "give it a name of its own")
        seen.add(name)


@rule("E06", "figure-text", "document")
def figure_text(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """A figure says in words what it shows: its docstring, or a diagram's accTitle and accDescr.

    Why: whoever does not see it must learn the same.

    Instead of: a figure without a docstring.

    Write: a docstring of a sentence: what is drawn, and what follows from it.
    """
    for fence, tree in _parsed(document, "figure"):
        if len((ast.get_docstring(tree) or "").split()) < 5:
            help = 'begin the fence with a docstring: """What it shows, and what follows from it."""'
            yield At(fence.line + 1, 1, "the figure has no alternative text", help)
        if not any(isinstance(node, ast.Name) and node.id == "figure" for node in python.nodes(tree)):
            help = "write: figure, axes = plt.subplots(figsize=(6, 3.2))"
            yield At(fence.line, 1, "the code leaves no `figure`", help)
    for fence in document.fences():
        if use(fence) == "mermaid":
            for wanted in ("accTitle", "accDescr"):
                if not re.search(rf"^\s*{wanted}\s*[:{{]\s*\S", fence.code, re.MULTILINE):
                    yield At(fence.line, 1, f"the diagram has no {wanted}", f"add a line `{wanted}: …`")


@rule("E07", "stale-figure", "document")
def stale_figure(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """Every figure and diagram is drawn, from the code as it stands.

    Why: a build runs no contributed code, so drawings are committed beside the file.

    Instead of: a changed fence with the old drawing.

    Write: `make figures`, and commit the SVG.
    """
    for fence, name in drawing_files(document):
        drawn = document.companions.get(name)
        if drawn is None:
            yield At(fence.line, 1, f"`{name}` has not been drawn", "run: make figures")
        elif not is_current(drawn, fence.code, prefix(name)):
            yield At(fence.line, 1, f"`{name}` was drawn from other code", "run: make figures")


def prefix(name: str) -> str:
    """What the ids of a drawing begin with, from its file name: "a-slug.name.svg" gives "a-slug-name"."""
    return name.removesuffix(".svg").replace(".", "-")


@rule("E08", "orphan-figure", "document")
def orphan_figure(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """Every drawing beside a question belongs to one of its fences.

    Why: a drawing without code cannot be checked.

    Instead of: an SVG whose fence was deleted.

    Write: `make figures`, which deletes what it drew itself; delete a drawing of your own by hand.
    """
    wanted = {name for _, name in drawing_files(document)}
    for name in document.companions:
        if name.endswith(".svg") and name not in wanted:
            path = f"{document.folder}/{name}"
            yield At(1, 1, "no fence draws this", "run: make figures, or delete it if you drew it by hand", path)


@rule("E09", "unsafe-figure", "document")
def unsafe_figure(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """A drawing holds shapes and text, as `make figures` writes them.

    Why: an SVG can carry scripts, and it is shown inside the page.

    Instead of: an SVG from elsewhere.

    Write: the fence that draws it.
    """
    for name, text in document.companions.items():
        if name.endswith(".svg"):
            try:
                svg.inline(text, prefix(name))
            except svg.SvgError as error:
                yield At(1, 1, f"the drawing is refused: {error}", "run: make figures", f"{document.folder}/{name}")


@rule("E10", "long-fence", "document")
def long_fence(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """A check or figure has at most 120 lines.

    Why: whoever reads it on the page must be able to judge it.

    Instead of: a program.

    Write: the one computation that proves the claim.
    """
    for fence in document.fences():
        if use(fence) in USES and fence.code.count("\n") > 120:
            yield At(fence.line, 1, f"{fence.code.count(chr(10))} lines of code, at most 120", "prove one claim")
