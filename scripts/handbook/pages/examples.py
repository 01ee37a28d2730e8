"""What a rule refuses, shown by one of its own test cases: the lines around, the finding, and the lines that pass."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from handbook import cases
from handbook.cases import Case
from handbook.catalogue import Files
from handbook.rules import Rule

LINES = 9
CHARACTERS = 150
"""So much of a file is shown, and so much of a line."""
NEAR = 60
"""Of a longer line, what stands so far before the finding."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is shown: its number, its text, and under the one with the finding a mark at its column."""

    number: int
    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some lines of a file; without lines, `note` says what became of it."""

    path: str
    lines: tuple[Line, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A case that fails: its title, what is wrong, what the command prints, and the same places when nothing is."""

    title: str
    wrong: tuple[Excerpt, ...]
    found: str
    right: tuple[Excerpt, ...]
    count: int


@cache
def example(rule: Rule) -> Example | None:
    """The example of a rule, or None where its cases are not at hand, as in a copy without tests."""
    folder = cases.name(rule)
    try:
        every = cases.cases(folder)
        found = cases.expected(folder)
    except FileNotFoundError:
        return None
    bad = [case for case in every if case.bad]
    # A change of words shows more than a file that is missing or huge.
    case = next((case for case in bad if all("old" in edit for edit in case.edits)), bad[0])
    passing = next((other for other in every if not other.bad and _counterparts(case, other)), None)
    passes = cases.edited(cases.base(), passing.edits if passing else [])
    return _example(rule, case, passes, found[case.title], len(bad))


def _counterparts(case: Case, other: Case) -> bool:
    """Whether two cases add to the same place: then what passes is the other, not the tree without either."""
    places = [[(edit["file"], edit.get("old")) for edit in each.edits] for each in (case, other)]
    return places[0] == places[1] and all(edit.get("old", "\0") in edit.get("new", "") for edit in case.edits)


def _example(rule: Rule, case: Case, passes: Files, report: str, count: int) -> Example:
    after = cases.edited(cases.base(), case.edits)
    pattern = rf"^(?P<path>[^\n]+?):(?P<line>\d+):(?P<column>\d+): {rule.id} [^\n]*(?:\n    [^\n]*)*"
    finding = re.search(pattern, report, re.MULTILINE)
    if finding is None:
        raise ValueError(f"{cases.name(rule)}: the rule is not among what is expected of {case.title!r}")
    wrong = [_excerpt(after, finding["path"], int(finding["line"]), int(finding["column"]))]
    right = []
    paths = dict.fromkeys(edit["file"] for edit in case.edits)
    for path in paths:
        if finding["path"] in paths and path != finding["path"] and after.get(path) is not None:
            continue  # edited only so that no other rule speaks
        changed = _first_change(passes, after, path)
        if not any(path == shown.path and _holds(shown, changed) for shown in wrong):
            wrong.append(_excerpt(after, path, changed))
        if passes.get(path):
            right.append(_excerpt(passes, path, changed))
    return Example(case.title, tuple(wrong), finding[0], tuple(right), count)


def _holds(excerpt: Excerpt, line: int) -> bool:
    return not excerpt.lines or any(shown.number == line for shown in excerpt.lines)


def _first_change(before: Files, after: Files, path: str) -> int:
    """The first line, from 1, that differs between two versions of a file."""
    old, new = _lines(before.get(path)), _lines(after.get(path))
    pairs = enumerate(zip(old, new, strict=False), 1)
    return next((number for number, (one, other) in pairs if one != other), min(len(old), len(new)) + 1)


def _lines(data: bytes | None) -> list[str]:
    return (data or b"").decode(errors="backslashreplace").removesuffix("\n").split("\n")


def _excerpt(files: Files, path: str, line: int, column: int = 0) -> Excerpt:
    """LINES lines of a file around one of them, which is marked where a column (from 1) is given."""
    data = files.get(path)
    if data is None:
        return Excerpt(path, note="a symbolic link" if path in files else "missing")
    if not data:
        return Excerpt(path, note="empty")
    lines = _lines(data)
    last = min(len(lines), max(line - LINES // 2, 1) + LINES - 1)
    first = max(last - LINES + 1, 1)
    shown = [_line(number, lines[number - 1], column if number == line else 0) for number in range(first, last + 1)]
    return Excerpt(path, tuple(shown))


def _line(number: int, text: str, column: int) -> Line:
    """A line with what cannot be seen spelled out, and no longer than can be read."""
    start = max(column - NEAR, 0) if len(text) > CHARACTERS else 0
    before, after = ("…" if start else "") + text[start : max(column - 1, 0)], text[max(column - 1, start) :]
    seen = _seen(before[:CHARACTERS])
    rest = _seen(after[: CHARACTERS - len(before)]) + ("…" if len(before) + len(after) > CHARACTERS else "")
    return Line(number, seen + rest, " " * len(seen) + "^" if column else "")


def _seen(text: str) -> str:
    return "".join(character if character.isprintable() else f"⟨U+{ord(character):04X}⟩" for character in text)
