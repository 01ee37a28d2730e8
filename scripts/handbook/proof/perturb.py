"""Wrong numbers for a check: each number that an assertion compares, one printed digit off; one that passes is pinned too loosely."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

NUMBER = re.compile(r"(?P<whole>[0-9][0-9_]*)(?:\.(?P<places>[0-9]+))?")


@dataclass(frozen=True, slots=True)
class Wrong:
    """A check with one number changed: the line from 1, what was changed to what, and the code."""

    line: int
    before: str
    after: str
    code: str


def wrong_numbers(code: str) -> Iterator[Wrong]:
    """The code with each compared number of its assertions raised by one in its last printed digit, one at a time.

    Bounds of `<` and `>`, tolerances and the digits of `round` are left alone: moving them changes what may pass, not
    what is claimed.
    """
    lines = code.encode().split(b"\n")
    for statement in ast.walk(ast.parse(code)):
        if isinstance(statement, ast.Assert):
            for node in _compared(statement.test):
                line = lines[node.lineno - 1]
                before = line[node.col_offset : node.end_col_offset].decode()
                after = _raised(before)
                if after:
                    changed = line[: node.col_offset] + after.encode() + line[node.end_col_offset :]
                    new = [*lines[: node.lineno - 1], changed, *lines[node.lineno :]]
                    yield Wrong(node.lineno, before, after, b"\n".join(new).decode())


def _compared(node: ast.AST) -> Iterator[ast.Constant]:
    """The numbers of an expression that say what is claimed."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, int | float) and not isinstance(node.value, bool):
            yield node
        return
    if isinstance(node, ast.Compare) and not isinstance(node.ops[0], ast.Eq | ast.NotEq):
        inside: list[ast.AST] = [part for part in (node.left, *node.comparators) if not isinstance(part, ast.Constant)]
    elif isinstance(node, ast.Call):
        name = ast.unparse(node.func).rsplit(".", 1)[-1]
        inside = list(node.args[: 1 if name == "round" else 2 if name in ("isclose", "allclose") else None])
    elif isinstance(node, ast.Subscript | ast.Slice):
        inside = [node.value] if isinstance(node, ast.Subscript) else []
    else:
        inside = list(ast.iter_child_nodes(node))
    for part in inside:
        yield from _compared(part)


def _raised(text: str) -> str:
    """A number as written, one more in its last digit; empty where it is written with an exponent or in another base."""
    match = NUMBER.fullmatch(text)
    if not match:
        return ""
    places = len(match["places"] or "")
    value = int(match["whole"].replace("_", "") + (match["places"] or "")) + 1
    digits = str(value).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits
