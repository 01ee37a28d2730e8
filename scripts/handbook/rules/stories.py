"""S: does a story rest on a notebook that anybody can run?"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from handbook import contract
from handbook.model import Document, Taxonomy
from handbook.rules import python
from handbook.rules.code import beside
from handbook.rules.registry import At, Collection, rule

CELL = re.compile(r"^# %%", re.MULTILINE)


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
        yield At(tree.lineno or 1, tree.offset or 1, f"this is no Python: {tree.msg}", "mend the code", path)
        return
    if len(CELL.findall(code)) < 2:
        yield At(
            1, 1, "the notebook has no cells", "put a line `# %%` before each cell, `# %% [markdown]` before text", path
        )
    last = tree.body[-1] if tree.body else None
    named = isinstance(last, ast.Assign) and [ast.unparse(target) for target in last.targets] == [contract.NUMBERS]
    if not named:
        line = last.lineno if last else 1
        help = f'end it with: {contract.NUMBERS} = {{"rows": len(rows)}}'
        yield At(line, 1, f"the last statement does not make `{contract.NUMBERS}`", help, path)


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
    for part in ast.walk(tree):
        names = [part.attr] if isinstance(part, ast.Attribute) else []
        names += [alias.name for alias in part.names] if isinstance(part, ast.ImportFrom) else []
        for name in names:
            if name.startswith("fetch_"):
                line, column = getattr(part, "lineno", 1), getattr(part, "col_offset", 0) + 1
                yield At(line, column, f"`{name}` asks the network", "use data that a package ships", path)
