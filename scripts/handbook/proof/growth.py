"""Whether counted work grows as a claimed bound says: O(…) read as terms, runs counted, terms fitted to the counts.

Work is counted, not timed: bytecode instructions of the solution's own functions, and every arithmetic operation and
comparison of its numbers, so that a loop inside `sum` or `sorted` counts as well.
"""

from __future__ import annotations

import itertools
import math
import re
import sys
import tracemalloc
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import FrameType
from typing import Any

import numpy as np

from handbook import contract, prose
from handbook.model import Document

Sizes = Mapping[str, int]
Factor = tuple[str, int]
Term = tuple[Factor, ...]
"""A product: ("n", 2) is n squared, ("log n", 1) the logarithm of n, ("log(n + k)", 1) of a sum."""

TOKEN = re.compile(r"\s*(?:\\(?:cdot|times|,|;|!|left|right)\s*|(\\log|\\ln|[A-Za-z]|\d+|[-+^(){}]))")


def claims(document: Document) -> dict[str, str]:
    """The LaTeX inside the first O(…) of each labeled item of Complexity: {"Time": "n \\cdot d", …}."""
    section = next(section for section in document.sections if section.title == "Complexity")
    labels = next(part for part in contract.PARTS[contract.CODING] if part.title == "Complexity").labels
    found = {}
    for item in prose.items(section.tokens, "items"):
        formulas = [c.content for token in item.tokens for c in token.children or [] if c.type == "math_inline"]
        bounds = [match[1] for formula in formulas if (match := re.search(r"O\((.*)\)", formula))]
        if item.label in labels and bounds:
            found[item.label] = bounds[0]
    return found


def terms(latex: str) -> list[Term]:
    """The terms of a bound, multiplied out. ValueError for what is no sum of products of symbols, powers and logs."""
    tokens: list[str] = []
    position = 0
    text = latex.strip()
    while position < len(text):
        match = TOKEN.match(text, position)
        if not match:
            raise ValueError(f"O({latex}) cannot be read at {text[position:]!r}")
        if match[1]:
            tokens.append(match[1].lstrip("\\"))
        position = match.end()
    parsed, rest = _sum(tokens)
    if rest:
        raise ValueError(f"O({latex}) cannot be read at {' '.join(rest)!r}")
    return parsed


def _sum(tokens: list[str]) -> tuple[list[Term], list[str]]:
    total, tokens = _product(tokens)
    while tokens[:1] == ["+"]:
        more, tokens = _product(tokens[1:])
        total = total + more
    return total, tokens


def _product(tokens: list[str]) -> tuple[list[Term], list[str]]:
    product: list[Term] = [()]
    while tokens and tokens[0] not in "+)}":
        factor, tokens = _factor(tokens)
        product = [_times(a, b) for a in product for b in factor]
    return product, tokens


def _factor(tokens: list[str]) -> tuple[list[Term], list[str]]:
    head, tokens = tokens[0], tokens[1:]
    if head in "({":
        inner, tokens = _sum(tokens)
        base, tokens = inner, tokens[1:]
    elif head in ("log", "ln"):
        argument, tokens = _factor(tokens)
        name = " + ".join("*".join(f"{s}**{p}" if p > 1 else s for s, p in term) or "1" for term in argument)
        base = [((f"log {name}", 1),)]
    elif head.isdigit():
        base = [()]
    elif head.isalpha():
        base = [((head, 1),)]
    else:
        raise ValueError(f"a bound cannot hold {head!r}")
    if tokens[:1] == ["^"]:
        power, tokens = (tokens[2], tokens[4:]) if tokens[1] == "{" else (tokens[1], tokens[2:])
        base = [_power(base, int(power))] if len(base) == 1 else _repeat(base, int(power))
    return base, tokens


def _times(a: Term, b: Term) -> Term:
    powers: dict[str, int] = {}
    for symbol, power in (*a, *b):
        powers[symbol] = powers.get(symbol, 0) + power
    return tuple(sorted(powers.items()))


def _power(base: list[Term], power: int) -> Term:
    return tuple((symbol, own * power) for symbol, own in base[0])


def _repeat(base: list[Term], power: int) -> list[Term]:
    result: list[Term] = [()]
    for _ in range(power):
        result = [_times(a, b) for a in result for b in base]
    return result


def value(term: Term, sizes: Sizes) -> float:
    """The value of a term at these sizes."""
    product = 1.0
    for symbol, power in term:
        if symbol.startswith("log "):
            # The symbols are single letters that `terms` read; nothing else can stand here.
            inside = sum(_plain(part, sizes) for part in symbol[4:].split(" + "))
            product *= max(1.0, math.log2(max(inside, 2))) ** power
        else:
            product *= sizes[symbol] ** power
    return product


def _plain(product: str, sizes: Sizes) -> float:
    result = 1.0
    for factor in product.replace("**", "^").split("*"):
        symbol, _, power = factor.partition("^")
        result *= (1 if symbol == "1" else sizes[symbol]) ** int(power or 1)
    return result


def smaller(term: Term) -> Iterator[Term]:
    """The term's proper divisors: the lower orders that come with it."""
    ranges = [range(power + 1) for _, power in term]
    for powers in itertools.product(*ranges):
        divisor = tuple((symbol, power) for (symbol, _), power in zip(term, powers, strict=True) if power)
        if divisor != term:
            yield divisor


def _without_logs(term: Term) -> Term:
    return tuple((symbol, power) for symbol, power in term if not symbol.startswith("log "))


def design(base: Sizes) -> list[dict[str, int]]:
    """The sizes at which to count: each symbol at once, twice and four times its base, then all of them at twice.

    Without the last, a product would pass for a sum: along each symbol alone both are straight lines.
    """
    alone = [{**base, symbol: base[symbol] * factor} for symbol in base for factor in (1, 2, 4)]
    together = {symbol: size * 2 for symbol, size in base.items()}
    chosen: list[dict[str, int]] = []
    for sizes in (*alone, together):
        if sizes not in chosen:
            chosen.append(sizes)
    return chosen


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a bound explains the counts: the largest relative error, and the bound's own share of the largest."""

    error: float
    share: float
    rows: tuple[tuple[dict[str, int], float, float], ...]

    def __str__(self) -> str:
        lines = [
            f"{' '.join(f'{k}={v}' for k, v in sizes.items()):30} counted {c:14,.0f}  claimed {f:14,.0f}"
            for sizes, c, f in self.rows
        ]
        return "\n".join([*lines, f"largest error {self.error:.0%}, share of the claimed terms {self.share:.0%}"])


def fit(claim: str, counts: Sequence[tuple[Sizes, float]]) -> Fit:
    """Explain counts by a bound's terms and their lower orders, with no negative weight (relative least squares).

    A bound that is too small leaves an error that no weights mend; one that is too large gets no weight itself.
    """
    leading = terms(claim)
    lower = {divisor for term in leading for divisor in smaller(term)} - set(leading)
    columns = [*leading, *sorted(lower)]
    table = np.array([[value(term, sizes) for term in columns] for sizes, _ in counts])
    counted = np.array([count for _, count in counts], dtype=float)
    weights = _non_negative(table / counted[:, None], np.ones(len(counted)))
    fitted = table @ weights
    largest = int(np.argmax(counted))
    # A logarithm is claimed for comparisons, which are few beside the instructions around them: its term counts
    # together with the same term without it.
    bare = {_without_logs(term) for term in leading}
    own = float(sum(table[largest, j] * weights[j] for j, term in enumerate(columns) if _without_logs(term) in bare))
    rows = tuple((dict(sizes), count, float(f)) for (sizes, count), f in zip(counts, fitted, strict=True))
    return Fit(float(np.max(np.abs(fitted / counted - 1))), own / float(fitted[largest]), rows)


def _non_negative(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Non-negative least squares by cyclic coordinate descent (convex, so it ends at the minimum)."""
    scale = np.linalg.norm(a, axis=0)
    a = a / scale
    gram, target, x = a.T @ a, a.T @ b, np.zeros(a.shape[1])
    for _ in range(20_000):
        before = x.copy()
        for j in range(len(x)):
            x[j] = max(0.0, x[j] + (target[j] - gram[j] @ x) / gram[j, j])
        if np.max(np.abs(x - before)) < 1e-12:
            break
    solution: np.ndarray = x / scale
    return solution


class Counted(float):
    """A number that counts what is done with it; results are counted numbers again."""

    operations = 0


def _counting(name: str) -> Callable[..., Any]:
    original = getattr(float, name)

    def method(self: Counted, *others: Any) -> Any:
        Counted.operations += 1
        result = original(self, *others)
        return Counted(result) if type(result) is float else result

    return method


for _name in (
    "__add__ __radd__ __sub__ __rsub__ __mul__ __rmul__ __truediv__ __rtruediv__ __floordiv__ __mod__ __pow__ __rpow__ "
    "__neg__ __abs__ __lt__ __le__ __gt__ __ge__ __eq__ __ne__"
).split():
    setattr(Counted, _name, _counting(_name))
Counted.__hash__ = float.__hash__  # type: ignore[method-assign]


def counted(value: Any) -> Any:
    """The same data with every float as a counted number."""
    if type(value) is float:
        return Counted(value)
    if isinstance(value, (list, tuple)):
        return type(value)(counted(item) for item in value)
    if isinstance(value, dict):
        return {key: counted(item) for key, item in value.items()}
    return value


def work(function: Callable[..., Any], args: Sequence[Any], per_call_of: str = "") -> float:
    """The work of one call: instructions of the functions in its file, and operations on its numbers.

    With `per_call_of`, divided by how often the function of that name was called: the work of one iteration.
    """
    file = function.__code__.co_filename
    arguments = counted(tuple(args))
    instructions = calls = 0

    def trace(frame: FrameType, event: str, arg: Any) -> Any:
        nonlocal instructions, calls
        if frame.f_code.co_filename != file:
            return None
        if event == "call":
            calls += frame.f_code.co_name == per_call_of
            frame.f_trace_opcodes, frame.f_trace_lines = True, False
        elif event == "opcode":
            instructions += 1
        return trace

    before, Counted.operations = sys.gettrace(), 0
    sys.settrace(trace)
    try:
        function(*arguments)
    finally:
        sys.settrace(before)
    return (instructions + Counted.operations) / (max(calls, 1) if per_call_of else 1)


def memory(function: Callable[..., Any], args: Sequence[Any]) -> float:
    """The most bytes that one call holds beyond its arguments, its result included."""
    tracemalloc.start()
    try:
        tracemalloc.clear_traces()
        function(*args)
        return float(tracemalloc.get_traced_memory()[1])
    finally:
        tracemalloc.stop()
