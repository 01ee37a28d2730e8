"""What the rules on Python code share: its imports, its functions, and what reaches outside a computation."""

from __future__ import annotations

import ast
import re
import sys
import warnings
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

from handbook import contract

UNSAFE_NAMES = (
    "__import__ breakpoint compile delattr eval exec exit getattr globals input locals open quit setattr vars"
).split()
ENCODING = re.compile(r"^[ \t\f]*#.*?coding[:=]", re.MULTILINE)
"""What Python takes for the name of a file's encoding, if it stands in one of the first two lines (PEP 263)."""
HARMLESS = ("__add__ __call__ __contains__ __doc__ __eq__ __getitem__ __len__ __lt__ __mul__ __name__ __sub__").split()
"""Names with two underscores that computations use, as in `max(counts, key=counts.__getitem__)`."""


@lru_cache  # every rule on code asks for the same few trees of the file at hand; none changes them
def parse(code: str) -> ast.Module | SyntaxError:
    """The syntax tree, or what is wrong with the code. Read in an encoding of its own it would be other code."""
    named = next((number for number, line in enumerate(code.split("\n")[:2], 1) if ENCODING.match(line)), None)
    if named:
        return _broken("it names an encoding; every file is UTF-8", named)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(code)
    except SyntaxError as error:
        return error
    except (ValueError, RecursionError, MemoryError) as error:
        return _broken(str(error) or "it is nested too deeply", 1)
    below = _levels(tree)[contract.CODE_DEPTH :]
    if not below:
        return tree
    deepest = next((node.lineno for node in below[0] if isinstance(node, (ast.expr, ast.stmt))), 1)
    return _broken("it is nested too deeply", deepest)


def _broken(message: str, line: int) -> SyntaxError:
    return SyntaxError(message, ("", line, None, ""))


def place(error: SyntaxError) -> tuple[int, int]:
    """Line and column of what is no Python, from 1."""
    return error.lineno or 1, error.offset or 1


@lru_cache
def _levels(tree: ast.AST) -> list[list[ast.AST]]:
    """The nodes of a tree by their depth, from the root down."""
    levels: list[list[ast.AST]] = []
    level = [tree]
    while level:
        levels.append(level)
        level = [child for node in level for child in _below(node)]
    return levels


def _below(node: ast.AST) -> list[ast.AST]:
    """What `ast.iter_child_nodes` gives, in half the time: a rule may look at every node of every text."""
    below: list[ast.AST] = []
    for name in node._fields:
        value = getattr(node, name, None)
        if isinstance(value, ast.AST):
            below.append(value)
        elif isinstance(value, list):
            below += [item for item in value if isinstance(item, ast.AST)]
    return below


def nodes(tree: ast.Module) -> Iterator[ast.AST]:
    """Every node of a tree, those above before those below: what `ast.walk` gives, found once for all rules."""
    return chain.from_iterable(_levels(tree))


def functions(tree: ast.Module) -> list[ast.FunctionDef]:
    """The functions at the top level, in order."""
    return [node for node in tree.body if isinstance(node, ast.FunctionDef)]


def parameters(function: ast.FunctionDef) -> list[str]:
    """The names of a function's parameters, in order, `*` and `**` in front of theirs."""
    args = function.args
    names = [arg.arg for arg in (*args.posonlyargs, *args.args)]
    names += [f"*{args.vararg.arg}"] if args.vararg else []
    names += [arg.arg for arg in args.kwonlyargs]
    return names + ([f"**{args.kwarg.arg}"] if args.kwarg else [])


def foreign_imports(tree: ast.Module, allowed: Sequence[str]) -> Iterator[tuple[ast.stmt, str]]:
    """Imports that are neither of the standard library nor `allowed`, or that no computation needs."""
    for node in nodes(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or "." if not node.level else "."]
        else:
            continue
        for name in names:
            top = name.split(".")[0]
            if top not in allowed and (top not in sys.stdlib_module_names or top in contract.UNSAFE_MODULES):
                yield node, name


def reaches_outside(tree: ast.Module) -> Iterator[tuple[ast.expr, str]]:
    """Names and attributes by which code leaves its computation: open, eval, dunder attributes and the like."""
    for node in nodes(tree):
        if isinstance(node, ast.Name) and (
            node.id in UNSAFE_NAMES or (isinstance(node.ctx, ast.Load) and _hidden(node.id))
        ):
            yield node, node.id
        elif isinstance(node, ast.Attribute) and _hidden(node.attr):
            yield node, node.attr


def _hidden(name: str) -> bool:
    return name.startswith("__") and name not in HARMLESS
