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
    """The code with each compared number of its assertions raised by one in its last printed digit, one at a time; a
    number that an assertion compares by name, from a table that a loop goes through, too.

    Bounds of `<` and `>`, tolerances and the digits of `round` are left alone: moving them changes what may pass, not
    what is claimed.
    """
    lines = code.encode().split(b"\n")
    tree = ast.parse(code)
    named = _named(tree)
    claims: dict[tuple[int, int], ast.Constant] = {}
    for statement in ast.walk(tree):
        if isinstance(statement, ast.Assert):
            for node in _compared(statement.test):
                for number in named.get(node.id, ()) if isinstance(node, ast.Name) else (node,):
                    claims.setdefault((number.lineno, number.col_offset), number)
    for node in claims.values():
        line = lines[node.lineno - 1]
        before = line[node.col_offset : node.end_col_offset].decode()
        after = _raised(before)
        if after:
            changed = line[: node.col_offset] + after.encode() + line[node.end_col_offset :]
            new = [*lines[: node.lineno - 1], changed, *lines[node.lineno :]]
            yield Wrong(node.lineno, before, after, b"\n".join(new).decode())


def _compared(node: ast.AST, named: bool = True) -> Iterator[ast.Constant | ast.Name]:
    """The numbers of an expression that say what is claimed, and the names that are compared as they stand."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, int | float) and not isinstance(node.value, bool):
            yield node
        return
    if isinstance(node, ast.Name):
        if named:
            yield node
        return
    if isinstance(node, ast.Compare) and not isinstance(node.ops[0], ast.Eq | ast.NotEq):
        inside: list[ast.AST] = [
            part for part in (node.left, *node.comparators) if not isinstance(part, ast.Constant | ast.Name)
        ]
    elif isinstance(node, ast.Call):
        name = ast.unparse(node.func).rsplit(".", 1)[-1]
        inside = list(node.args[: 1 if name == "round" else 2 if name in ("isclose", "allclose") else None])
        named = named and name in ("abs", "isclose", "allclose", "all", "any")
    elif isinstance(node, ast.BinOp):
        named, inside = named and isinstance(node.op, ast.Sub), [node.left, node.right]
    elif isinstance(node, ast.comprehension):
        named, inside = False, [node.iter, *node.ifs]
    elif isinstance(node, ast.Subscript | ast.Slice):
        inside = [node.value] if isinstance(node, ast.Subscript) else []
    else:
        inside = list(ast.iter_child_nodes(node))
    for part in inside:
        yield from _compared(part, named)


def _named(tree: ast.AST) -> dict[str, list[ast.Constant]]:
    """The numbers that each name stands for: those of a table of that name or, in a loop, at its place in each row of a
    table. One number with a name is a setting more often than a claim."""
    tables: dict[str, ast.expr] = {}
    found: dict[str, list[ast.Constant]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            tables[node.targets[0].id] = node.value
            cells = node.value.values if isinstance(node.value, ast.Dict) else _rows(node.value, {})
            _bind(node.targets[0], cells, found)
    for node in ast.walk(tree):
        if isinstance(node, ast.For | ast.comprehension):
            _bind(node.target, _rows(node.iter, tables), found)
    return found


def _rows(node: ast.expr, tables: dict[str, ast.expr]) -> list[ast.expr]:
    """What a loop over an expression gives in turn, as far as it is written there or in a table of that name."""
    if isinstance(node, ast.Name):
        return _rows(tables[node.id], {}) if node.id in tables else []
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return list(node.elts)
    if isinstance(node, ast.Dict):
        return [key for key in node.keys if key]
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
        if isinstance(node.func, ast.Attribute) and name in ("items", "values"):
            table = tables.get(ast.unparse(node.func.value), node.func.value)
            if isinstance(table, ast.Dict):
                pairs = zip(table.keys, table.values, strict=True)
                return [ast.Tuple([key, value]) if name == "items" else value for key, value in pairs if key]
        if name == "zip":
            columns = [_rows(part, tables) for part in node.args]
            longest = max(map(len, columns), default=0)
            unknown = ast.Constant(None)
            padded = [[*column, *[unknown] * (longest - len(column))] for column in columns]
            return [ast.Tuple(list(row)) for row in zip(*padded, strict=True)]
        if name == "enumerate" and node.args:
            return [ast.Tuple([ast.Constant(None), row]) for row in _rows(node.args[0], tables)]
    return []


def _bind(target: ast.expr, rows: list[ast.expr], found: dict[str, list[ast.Constant]]) -> None:
    """Add to what names stand for the numbers at their places in each of the rows."""
    if isinstance(target, ast.Name):
        for row in rows:
            cells = list(row.elts) if isinstance(row, ast.Tuple | ast.List) else [row]
            found.setdefault(target.id, []).extend(number for cell in cells for number in _written(cell))
    elif isinstance(target, ast.Tuple | ast.List):
        for place, part in enumerate(target.elts):
            inside = [
                row.elts[place] for row in rows if isinstance(row, ast.Tuple | ast.List) and place < len(row.elts)
            ]
            _bind(part, inside, found)


def _written(node: ast.expr) -> Iterator[ast.Constant]:
    """A number, or the one behind a minus."""
    if isinstance(node, ast.UnaryOp):
        yield from _written(node.operand)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        yield node


def _raised(text: str) -> str:
    """A number as written, one more in its last digit; empty where it is written with an exponent or in another base."""
    match = NUMBER.fullmatch(text)
    if not match:
        return ""
    places = len(match["places"] or "")
    value = int(match["whole"].replace("_", "") + (match["places"] or "")) + 1
    digits = str(value).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits
