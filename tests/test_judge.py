"""The judge of the workbench, outside the browser: what it tells of code that is right, wrong, broken or hostile."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
TESTS = """
import math


def assert_close(a, b):
    assert abs(a - b) < 1e-9, "too far apart"


def test_three_is_doubled(double):
    assert double(3) == 6


def test_every_number(double):
    assert all(double(x) == x + x for x in (1, 2.5, -4))


def test_infinity(double):
    assert_close(1 / (1 + double(math.pi)), 1 / (1 + 2 * math.pi))


def test_text_is_refused(double):
    try:
        double("a")
    except TypeError:
        return
    raise AssertionError("text must be refused")
"""
RIGHT = "def double(x):\n    if isinstance(x, str):\n        raise TypeError\n    return 2 * x\n"


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("judge", ROOT / "docs" / "assets" / "workbench" / "judge.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judged(code: str, tests: str = TESTS, name: str = "double") -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = []
    modules = dict(sys.modules)
    try:
        load().judge(code, tests, name, lambda text: events.append(json.loads(text)))
    finally:
        sys.modules.pop("your_code", None)
        assert sys.modules.keys() >= modules.keys()
    return events


def of(events: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [event for event in events if event["kind"] == kind]


def test_right_code_passes_every_test() -> None:
    events = judged(RIGHT)
    assert [(test["name"], test["passed"]) for test in of(events, "test")] == [
        ("three is doubled", True),
        ("every number", True),
        ("infinity", True),
        ("text is refused", True),
    ]
    assert events[-1]["kind"] == "end"
    assert (events[-1]["passed"], events[-1]["total"], events[-1]["main"]) == (4, 4, True)
    assert events[-1]["functions"] == [{"name": "double", "lines": 4}]


def test_a_failure_shows_what_was_compared_and_called() -> None:
    three, every, pi, text = of(judged("def double(x):\n    return x ** 2\n"), "test")
    assert three["claim"] == "double(3) == 6"
    assert three["values"] == [["double(3)", "9"]]
    assert three["call"] == "double(3) returned 9"
    assert three["line"] is None
    assert every["values"] == [["double(x)", "1"], ["x + x", "2"]]
    assert pi["message"] == "too far apart"
    assert pi["values"][0][0] == "abs(a - b)"
    assert text["passed"]


def test_helpers_and_the_order_of_functions_are_told() -> None:
    events = judged("def twice(x):\n    return x + x\n\n\ndef double(x):\n    return twice(x)\n")
    assert [f["name"] for f in events[-1]["functions"]] == ["twice", "double"]
    assert events[-1]["main"] is False


@pytest.mark.parametrize(
    ("code", "kind", "message", "line"),
    [
        ("def double(x:\n    return 2\n", "SyntaxError", "'(' was never closed", 1),
        ("x = 1\nx / 0\n", "ZeroDivisionError", "division by zero", 2),
        ("import numpy_is_not_here\n", "ModuleNotFoundError", "No module named 'numpy_is_not_here'", 1),
        ("raise SystemExit(3)\n", "SystemExit", "3", 1),
        ("raise KeyboardInterrupt\n", "KeyboardInterrupt", "", 1),
        ("def triple(x):\n    return 3 * x\n", "NameError", "the tests call a function named double: define it", None),
        ("double = 3\n", "NameError", "the tests call a function named double: define it", None),
        ("", "NameError", "the tests call a function named double: define it", None),
        ("class Bad(Exception):\n    def __str__(self):\n        raise OSError\nraise Bad\n", "Bad", "OSError", 4),
        ("\0", "SyntaxError", "null bytes", None),
    ],
)
def test_code_that_does_not_run(code: str, kind: str, message: str, line: int | None) -> None:
    (error,) = judged(code)
    assert (error["kind"], error["type"]) == ("error", kind)
    assert message in error["message"]
    assert error["line"] == line or code == "\0"


@pytest.mark.parametrize(
    ("body", "kind", "line"),
    [
        ("return [][x]", "IndexError", 2),
        ("return double(x)", "RecursionError", 2),
        ("exit_now(x)", "SystemExit", 6),
        ("assert x > 100, 'small'", "AssertionError", 2),
    ],
)
def test_an_exception_in_the_code_names_its_line(body: str, kind: str, line: int) -> None:
    code = f"def double(x):\n    {body}\n\n\ndef exit_now(x):\n    raise SystemExit\n"
    three = of(judged(code), "test")[0]
    assert (three["passed"], three["type"], three["line"], three["values"]) == (False, kind, line, [])
    assert three["call"] == "double(3)"


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("import builtins\nbuiltins.abs = lambda x: 0\n" + RIGHT, ["builtins.abs"]),
        ("import math\nmath.pi = 3\ndel math.inf\n" + RIGHT, ["math.pi", "math.inf"]),
        ("import builtins\nbuiltins.AssertionError = ZeroDivisionError\n" + RIGHT, ["builtins.AssertionError"]),
        (RIGHT.replace("return", "import math\n    math.tau = 0\n    return", 1), ["math.tau"]),
    ],
)
def test_what_the_tests_rely_on_is_guarded_and_put_back(code: str, names: list[str]) -> None:
    import builtins
    import math

    kept = abs, math.pi, math.inf, builtins.AssertionError, math.tau
    events = judged(code)
    assert events[-1]["kind"] == "tampered"
    assert sorted(events[-1]["names"]) == sorted(names)
    assert not of(events, "end")
    assert kept == (abs, math.pi, math.inf, builtins.AssertionError, math.tau)


def test_own_names_may_be_anything() -> None:
    code = "def sum(x):\n    return x\n\n\nabs = len = print = None\n" + RIGHT
    assert judged(code)[-1]["passed"] == 4


def test_output_is_told_and_cut_off() -> None:
    events = judged("print('hello')\nimport sys\nprint('oh', file=sys.stderr)\n" + RIGHT)
    assert "".join(event["text"] for event in of(events, "output")) == "hello\noh\n"
    many = of(judged("for i in range(100_000):\n    print('x' * 9)\n" + RIGHT), "output")
    text = "".join(event["text"] for event in many)
    assert len(text) < 21_000
    assert text.count("cut off after 20,000 characters") == 1
    long = "".join(e["text"] for e in of(judged("print('y' * 10**6)\n" + RIGHT), "output"))
    assert len(long) < 21_000
    assert "cut off" in long


def test_huge_and_strange_values_are_shown_short() -> None:
    code = "class Odd:\n    def __repr__(self):\n        raise ValueError\n\n\ndef double(x):\n    return {}\n"
    for result in ("[0] * 10**6", "'z' * 10**6", "Odd()", "10**3000", "[[[[[[1]]]]]]"):
        test = of(judged(code.format(result) if "{}" in code else code), "test")[0]
        assert not test["passed"]
        assert len(test["call"]) < 400


def test_a_test_that_changes_its_mind_is_no_part_of_another() -> None:
    tests = "def test_a(f):\n    assert f(1) == 1\n\n\ndef test_b(f):\n    raise AssertionError('no')\n"
    first, second = of(judged("def f(x):\n    return x\n", tests, "f"), "test")
    assert first["passed"]
    assert (second["claim"], second["values"]) == ("", [])
    assert second["call"] == ""
