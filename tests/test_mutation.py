"""A planted mistake is noticed by the tests of its rule; what changes nothing, and what nothing runs, is none."""

from __future__ import annotations

import subprocess
import sys

import parso
import pytest

import mutation

BODY = mutation.PACKAGE / "rules" / "body.py"


@pytest.mark.parametrize(
    ("old", "new", "noticed"),
    [
        ("length > contract.TITLE_CHARACTERS", "length < contract.TITLE_CHARACTERS", True),
        ("length > contract.TITLE_CHARACTERS", "not length <= contract.TITLE_CHARACTERS", False),
    ],
)
def test_a_mistake_is_noticed_and_what_changes_nothing_is_not(old: str, new: str, noticed: bool) -> None:
    text = mutation.text(BODY)
    assert text.count(old) == 1
    tests = mutation.own_cases(BODY, text[: text.index(old)].count("\n") + 1)
    assert "B02-" in tests[0]
    told = subprocess.run(
        [sys.executable, "-c", f"""if True:
            import pathlib, sys
            sys.path[:0] = ["tests", "scripts", "tests/support"]
            import mutation
            print("noticed:", mutation.noticed(mutation.PACKAGE / "rules" / "body.py", {text.replace(old, new)!r}, {tests!r}))
        """],
        cwd=mutation.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )  # fmt: skip
    assert told.stdout.endswith(f"noticed: {noticed}\n"), told.stdout


@pytest.mark.parametrize(
    ("spellings", "source", "expected"),
    [
        (mutation.membership, "a in b", ["a not in b"]),
        (mutation.membership, "a not in b", ["a  in b"]),
        (mutation.membership, "for a in b: pass", []),
        (mutation.membership, "a is not b", []),
        (mutation.entries, 'x = """a b""".split()', ['x = """ b""".split()', 'x = """a """.split()', "LET IN"]),
        (mutation.entries, "{'a', 'b'}", ["{\"\", 'b'}", "LET IN", "{'a', \"\"}"]),
        (mutation.entries, "{'a': 'b'}", ["{\"\": 'b'}", "{'a': \"*\"}"]),
        (mutation.entries, "f'(?:a|b)'", ["f'(?:b)'"]),
        (mutation.entries, 'print("a")', []),
        (mutation.entries, '"""a"""', []),
    ],
)  # fmt: skip
def test_what_is_changed(spellings, source: str, expected: list[str]) -> None:
    found = []
    for leaf in leaves(parso.parse(source)):
        was = leaf.value
        for spelling in spellings(leaf):
            leaf.value = spelling
            changed = leaf.get_root_node().get_code()
            found.append("LET IN" if "onclick" in changed else changed)
        leaf.value = was
    assert found == expected


def leaves(node):
    """The leaves of a tree, in order."""
    return [leaf for child in node.children for leaf in leaves(child)] if hasattr(node, "children") else [node]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("def f(a: int) -> str: ...", "def f(a: bool) -> int: ...", True),
        ('"""Said."""\nx: int = 1', "x = 1", False),
        ("@rule('A', 1)\ndef f(): return 1", "def f(): return 1", True),
        ("@cache\ndef f(): return 1", "def f(): return 1", False),
        ("a == b", "a != b", False),
    ],
)
def test_annotations_docstrings_and_registration_do_not_count(one: str, other: str, same: bool) -> None:
    assert (mutation.program(one) == mutation.program(other)) == same
