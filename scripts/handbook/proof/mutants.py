"""Wrong versions of a solution, made by one small change each: tests that pass for them prove too little.

The operators are the usual ones of mutation testing (DeMillo, Lipton and Sayward 1978, Hints on test data selection):
a changed operator, comparison, constant or order.
"""

from __future__ import annotations

import ast
import contextlib
import copy
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

OPERATORS: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div, ast.Add),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Div, ast.Mult),
    ast.Mod: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (),
}
COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
FREE_PARAMETERS = ("seed", "rng")
"""Parameters whose default may be anything: another value is no error."""
SYMMETRIC = ("zip", "isclose", "gcd", "hypot", "dist")
"""Functions whose arguments may be exchanged without harm, or whose exchange only renames what follows."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A wrong version: the line (from 1) that was changed, what the change was, and the whole code, which is written
    as before but for the change."""

    line: int
    change: str
    code: str


def mutants(code: str) -> Iterator[Mutant]:
    """Every mutant of the code, in the order of its lines. Docstrings and messages of errors are left alone."""
    tree = ast.parse(code)
    source = _Source(code)
    quiet = set(_quiet(tree))
    for statement in tree.body:
        nodes = [node for node in ast.walk(statement) if id(node) not in quiet]
        nodes.sort(key=lambda node: (getattr(node, "lineno", 0), getattr(node, "col_offset", 0)))
        # Only the piece that is changed is written and read again: the rest stays as it is.
        pieces = list(_pieces(statement))
        piece_of = {id(node): piece for piece in pieces for node in ast.walk(piece)}
        seen = {id(piece): {ast.unparse(piece)} for piece in (statement, *pieces)}
        for node in nodes:
            for change, apply in _changes(node):
                saved = dict(vars(node))
                apply()
                piece = part = piece_of.get(id(node), statement)
                if isinstance(node, (ast.If, ast.While)) and node.test is not saved["test"]:
                    piece, part = saved["test"], node.test
                text = ast.unparse(part)
                if text not in seen[id(piece)]:
                    seen[id(piece)].add(text)
                    written = _written(source, piece, node, saved, text)
                    yield Mutant(getattr(node, "lineno", 1), change, written)
                vars(node).update(saved)


def _pieces(statement: ast.stmt) -> Iterator[ast.stmt | ast.expr]:
    """What of it can be read alone: the statements in it that hold no others, and the expressions in those that do."""
    for node in ast.walk(statement):
        if isinstance(node, ast.stmt):
            if {"body", "cases"}.isdisjoint(node._fields):
                yield node
            else:
                yield from (part for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr))


class _Source:
    """Code as bytes, in which the places of a syntax tree are counted."""

    def __init__(self, code: str) -> None:
        self.bytes = code.encode()
        self.starts = [0, *(match.end() for match in re.finditer(rb"\n", self.bytes))]

    def span(self, node: ast.AST) -> tuple[int, int]:
        """Where a node stands: its first byte, and the one after its last."""
        place = vars(node)
        start = self.starts[place["lineno"] - 1] + place["col_offset"]
        return start, self.starts[place["end_lineno"] - 1] + place["end_col_offset"]


def _written(source: _Source, piece: ast.stmt | ast.expr, node: ast.AST, before: Mapping[str, Any], text: str) -> str:
    """The source with the changed node alone written anew; where that reads otherwise than `text`, the piece around it,
    unparsed, takes its place whole."""
    code = source.bytes
    if isinstance(node, (ast.If, ast.While)) and node.test is not before["test"]:
        start, end = source.span(before["test"])
        new = ast.unparse(node.test)
    elif isinstance(node, (ast.For, ast.While)):
        (start, first_end), (second_start, end) = (source.span(part) for part in before["body"][:2])
        new = (code[second_start:end] + code[first_end:second_start] + code[start:first_end]).decode()
    else:
        start, end = source.span(node)
        new = ast.unparse(node)
    first, last = source.span(piece)
    for attempt in (new, f"({new})"):
        spliced = code[first:start] + attempt.encode() + code[end:last]
        if _read_again(spliced, piece) == text:
            return (code[:first] + spliced + code[last:]).decode()
    return (code[:first] + text.encode() + code[last:]).decode()


def _read_again(code: bytes, piece: ast.stmt | ast.expr) -> str | None:
    """What a piece says, as Python writes it; None if it says nothing."""
    with contextlib.suppress(SyntaxError):
        if isinstance(piece, ast.expr):
            return ast.unparse(ast.parse(b"(%b\n)" % code, mode="eval"))
        return ast.unparse(ast.parse(code))
    return None


def _quiet(tree: ast.Module) -> Iterator[int]:
    """The nodes that carry no behavior: docstrings, errors that are raised, `strict=`, defaults of free parameters."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield id(node.value)
        elif isinstance(node, ast.Raise):
            yield from (id(inner) for inner in ast.walk(node))
        elif isinstance(node, ast.keyword) and node.arg == "strict":
            yield id(node.value)
        elif isinstance(node, ast.FunctionDef):
            arguments = [*node.args.posonlyargs, *node.args.args]
            for argument, default in zip(arguments[::-1], node.args.defaults[::-1], strict=False):
                if argument.arg in FREE_PARAMETERS:
                    yield from (id(inner) for inner in ast.walk(default))


Change = tuple[str, Callable[[], None]]


def _changes(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, (ast.BinOp, ast.AugAssign)):
        for wrong in OPERATORS.get(type(node.op), ()):
            yield f"{type(node.op).__name__} to {wrong.__name__}", _set(node, "op", wrong())
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)):
        yield "operands swapped", _swap(node, "left", "right")
    if isinstance(node, ast.Compare):
        for position, operator in enumerate(node.ops):
            for other in COMPARISONS[type(operator)]:
                operators = [*node.ops[:position], other(), *node.ops[position + 1 :]]
                yield f"{type(operator).__name__} to {other.__name__}", _set(node, "ops", operators)
    if isinstance(node, ast.BoolOp):
        yield "and/or exchanged", _set(node, "op", ast.Or() if isinstance(node.op, ast.And) else ast.And())
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield "minus taken away", _set(node, "op", ast.UAdd())
    if isinstance(node, (ast.If, ast.While, ast.IfExp)):
        negated = ast.UnaryOp(ast.Not(), copy.deepcopy(node.test))
        yield "condition negated", _set(node, "test", negated)
    if isinstance(node, ast.Constant):
        yield from _constants(node)
    if isinstance(node, ast.Call) and _can_be_swapped(node):
        yield "arguments swapped", _set(node, "args", [node.args[1], node.args[0], *node.args[2:]])
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("min", "max"):
        other_name = "max" if node.func.id == "min" else "min"
        yield f"{node.func.id} to {other_name}", _set(node, "func", ast.Name(other_name, ast.Load()))
    if isinstance(node, (ast.For, ast.While)) and len(node.body) > 1:
        yield (
            "first two statements of a loop exchanged",
            _set(node, "body", [node.body[1], node.body[0], *node.body[2:]]),
        )


def _can_be_swapped(call: ast.Call) -> bool:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    return len(call.args) >= 2 and name not in SYMMETRIC and not any(isinstance(a, ast.Starred) for a in call.args)


def _constants(node: ast.Constant) -> Iterator[Change]:
    value = node.value
    if isinstance(value, bool):
        yield f"{value} to {not value}", _set(node, "value", not value)
    elif isinstance(value, int):
        # One more or less of a large number changes nothing that anybody would call wrong.
        for wrong in (
            (value + 1, value - 1) if 0 < value <= 3 else (value + 1,) if value == 0 else (2 * value, value // 2)
        ):
            yield f"{value} to {wrong}", _set(node, "value", wrong)
    elif isinstance(value, float):
        yield f"{value} to {value * 2 + 0.5}", _set(node, "value", value * 2 + 0.5)


def _set(node: ast.AST, field: str, value: object) -> Callable[[], None]:
    return lambda: setattr(node, field, value)


def _swap(node: ast.AST, a: str, b: str) -> Callable[[], None]:
    first, second = getattr(node, a), getattr(node, b)

    def apply() -> None:
        setattr(node, a, second)
        setattr(node, b, first)

    return apply
