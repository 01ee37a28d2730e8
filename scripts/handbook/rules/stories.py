"""S: does a story rest on a notebook that anybody can run?"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from handbook import contract
from handbook.cells import MARKERS, cells, text_alone
from handbook.markdown import TooMuchError, bounded
from handbook.model import Document, Taxonomy
from handbook.rules import python
from handbook.rules.code import beside
from handbook.rules.registry import At, Collection, rule

MARKER = re.compile(r"\s*#\s*%%")
SHOWN_AS = re.compile(r"_(?:repr|ipython)_\w+_|display(?:_\w+)?|get_ipython")
"""By what a value shows itself as HTML or a program, and code reaches the shell around it."""


@rule("S01", "missing-notebook", "collection")
def missing_notebook(collection: Collection) -> Iterator[At]:
    """A story has its notebook beside it.

    Why: every number that it tells is computed there.

    Instead of: `story.md` alone.

    Write: `notebook.py` beside it, with a line `# %%` before each cell.
    """
    for document in collection.documents:
        if document.category == contract.STORY and contract.NOTEBOOK not in document.companions:
            path = beside(document, contract.NOTEBOOK)
            yield At(1, 1, f"`{contract.NOTEBOOK}` is missing", f"add {path}", document.path)


@rule("S02", "notebook-form", "document")
def notebook_form(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """A notebook is Python in cells, and its last statement makes `numbers`: a dictionary of what the story tells.

    Why: a test compares every number of the story with them.

    Instead of: a notebook that only prints.

    Write: `numbers = {"rows": len(rows), "error": f"{error:.1f}"}` at its end.
    """
    code = document.companions.get(contract.NOTEBOOK)
    if code is None or document.category != contract.STORY:
        return
    path = beside(document, contract.NOTEBOOK)
    tree = python.parse(code)
    if isinstance(tree, SyntaxError):
        yield At(*python.place(tree), f"this is no Python: {tree.msg}", "mend the code", path)
        return
    help = "put a line `# %%` before each cell, `# %% [markdown]` before text"
    for number, line in enumerate(code.split("\n"), 1):
        if MARKER.match(line) and line not in MARKERS:
            yield At(number, 1, f"`{line.strip()[:40]}` begins no cell", help, path)
    found = cells(code)
    if len(found) < 2:
        yield At(1, 1, "the notebook has no cells", help, path)
    for cell in found:
        if cell.kind == "code":
            alone = python.parse(cell.source)
            if isinstance(alone, SyntaxError):
                row, column = python.place(alone)
                message = f"the cell alone is no Python: {alone.msg}"
                yield At(cell.line + row - 1, column, message, "end in it what it begins", path)
            continue
        for number, line in enumerate(code.split("\n")[cell.line - 1 :][: cell.source.count("\n") + 1], cell.line):
            if line and not line.startswith("#"):
                yield At(number, 1, "a line of text is no comment", "begin it with `# `", path)
    try:
        bounded(text_alone(code))
    except TooMuchError as found:
        message = f"its text is more than a notebook needs: {found.detail}"
        yield At(found.line, found.column, message, "shorten it", path)
    last = tree.body[-1] if tree.body else None
    named = isinstance(last, ast.Assign) and [ast.unparse(target) for target in last.targets] == [contract.NUMBERS]
    if not named:
        end = last.lineno if last else 1
        help = f'end it with: {contract.NUMBERS} = {{"rows": len(rows)}}'
        yield At(end, 1, f"the last statement does not make `{contract.NUMBERS}`", help, path)


@rule("S03", "foreign-notebook", "document")
def foreign_notebook(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """A notebook uses the standard library, numpy, scipy and scikit-learn with the data they ship; it reaches no further.

    Why: it runs when the site is built, without a network.

    Instead of: `fetch_california_housing()`, `open("data.csv")`

    Write: `load_diabetes()`, or data made by a seeded generator.
    """
    code = document.companions.get(contract.NOTEBOOK)
    tree = python.parse(code) if code is not None and document.category == contract.STORY else None
    if not isinstance(tree, ast.Module):
        return
    path = beside(document, contract.NOTEBOOK)
    for statement, module in python.foreign_imports(tree, contract.NOTEBOOK_MODULES):
        help = f"use the standard library and {', '.join(contract.NOTEBOOK_MODULES)}"
        yield At(statement.lineno, statement.col_offset + 1, f"`{module}` may not be imported here", help, path)
    for node, word in python.reaches_outside(tree):
        yield At(node.lineno, node.col_offset + 1, f"`{word}` reaches outside", "use data that a package ships", path)
    for part in python.nodes(tree):
        match part:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.FunctionDef(name=name):
                names = [name]
            case ast.ImportFrom():
                names = [alias.name for alias in part.names]
            case _:
                continue
        line, column = part.lineno, part.col_offset + 1
        for name in names:
            if name.startswith("fetch_"):
                yield At(line, column, f"`{name}` asks the network", "use data that a package ships", path)
            elif SHOWN_AS.fullmatch(name):
                yield At(line, column, f"`{name}` is of the shell, not of Python", "print what is to be seen", path)
