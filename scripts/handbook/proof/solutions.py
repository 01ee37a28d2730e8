"""The versions of a coding question as functions, and how to compare what they return. For tests only."""

from __future__ import annotations

import ast
import copy
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from handbook import contract
from handbook.model import Document

VERSIONS = (contract.FIRST_DRAFT, contract.SOLUTION, contract.NUMPY_VARIANT)
CALLS = 200
"""So many calls of one test are compared."""
Function = Callable[..., Any]


def versions(document: Document) -> dict[str, Function]:
    """The main function of each version, by file name: the first function of the file."""
    there = [name for name in VERSIONS if name in document.companions]
    return {name: main(document.companions[name], f"{document.folder}/{name}") for name in there}


def main(code: str, name: str) -> Function:
    """The first function that a file defines. Runs the file: only for content that may run."""
    first = next(node.name for node in ast.parse(code).body if isinstance(node, ast.FunctionDef))
    function: Function = namespace(code, name)[first]
    return function


def namespace(code: str, name: str) -> dict[str, Any]:
    """What a file defines."""
    names: dict[str, Any] = {"__name__": PurePosixPath(name).stem}
    exec(compile(code, name, "exec"), names)  # noqa: S102
    return names


def tests(document: Document) -> dict[str, Callable[[Function], None]]:
    """The question's own tests by name; each takes the function under test."""
    names = namespace(document.companions[contract.TESTS], f"{document.folder}/{contract.TESTS}")
    return {name: names[name] for name in test_names(document)}


def test_names(document: Document) -> list[str]:
    """The names of the question's own tests, for which nothing is run."""
    functions = [
        node for node in ast.parse(document.companions[contract.TESTS]).body if isinstance(node, ast.FunctionDef)
    ]
    return [function.name for function in functions if function.name.startswith("test_")]


def calls(document: Document, reference: Function) -> Iterator[tuple[tuple[Any, ...], dict[str, Any]]]:
    """The arguments with which the question's own tests call the main function, as they were before the call.

    Of a test that draws thousands of times, the first CALLS: the rest differ by their random numbers.
    """
    for test in tests(document).values():
        seen: list[tuple[tuple[Any, ...], dict[str, Any]]] = []

        def spy(*args: Any, seen: list[Any] = seen, **kwargs: Any) -> Any:
            if len(seen) < CALLS:
                seen.append((copy.deepcopy(args), copy.deepcopy(kwargs)))
            return reference(*args, **kwargs)

        test(spy)
        yield from seen


def result(function: Function, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
    """What a call returns, or the type of the exception that it raises; the arguments are left alone."""
    try:
        return function(*copy.deepcopy(tuple(args)), **copy.deepcopy(dict(kwargs)))
    except Exception as error:  # whatever a solution raises is its answer
        return type(error)


def differ(a: Any, b: Any, tolerance: float = 1e-9, at: str = "result") -> str:
    """Where two results differ by more than the tolerance (absolute, or relative to the larger); empty if nowhere.

    Containers are compared by their items, whatever their type; objects by their attributes, functions not at all.
    """
    if isinstance(a, bool) or isinstance(b, bool) or isinstance(a, (str, bytes, type, type(None))):
        return "" if a == b else f"{at}: {a!r} and {b!r}"
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        close = a == b or (math.isnan(a) and math.isnan(b))
        close = close or math.isclose(a, b, rel_tol=tolerance, abs_tol=tolerance)
        return "" if close else f"{at}: {a!r} and {b!r}"
    if isinstance(a, Mapping) and isinstance(b, Mapping):
        if a.keys() != b.keys():
            return f"{at}: keys {sorted(map(str, a))} and {sorted(map(str, b))}"
        return next(filter(None, (differ(a[key], b[key], tolerance, f"{at}[{key!r}]") for key in a)), "")
    if hasattr(a, "__len__") and hasattr(b, "__len__") and hasattr(a, "__iter__") and hasattr(b, "__iter__"):
        if len(a) != len(b):
            return f"{at}: lengths {len(a)} and {len(b)}"
        pairs = enumerate(zip(a, b, strict=True))
        return next(filter(None, (differ(x, y, tolerance, f"{at}[{i}]") for i, (x, y) in pairs)), "")
    if callable(a) and callable(b):
        return ""
    if hasattr(a, "__dict__") and hasattr(b, "__dict__"):
        return differ(vars(a), vars(b), tolerance, at)
    return "" if a == b else f"{at}: {a!r} and {b!r}"
