"""From bytes to a Document: what is refused, under which rule and line, how fast; and where everything stands."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from handbook import catalogue, markdown, source
from handbook.model import Value

BASE = catalogue.read_files(Path(__file__).parent / "rules" / "base")
PAGE = "content/basics/data/data-leakage.md"
BEGINNING = BASE[PAGE].decode().split("# What")[0]
BODY_LINE = BEGINNING.count("\n") + 1


def problems(data: bytes, path: str = PAGE) -> list[tuple[str, int]]:
    """The rules that refuse a question of these bytes, each with its line."""
    reading = source.decode(path, data)
    if not reading.problems:
        reading = source.read_question(reading)
    return [(problem.rule, problem.line) for problem in reading.problems]


def plain(value: Value | None) -> object:
    """A value without its places."""
    if value is None or value.kind == "scalar":
        return value and value.text
    if value.kind == "list":
        return [plain(item) for item in value.items]
    return {name.text: plain(entry) for name, entry in value.entries}


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("content/basics/data/leakage.md", ("basics", "data", "leakage")),
        ("content/coding/models/k-means/question.md", ("coding", "models", "k-means")),
        ("content/applied/ads/clicks.md", ("applied", "ads", "clicks")),
        ("content/project/impact/it.md", ("project", "impact", "it")),
        ("content/basics/leakage.md", None),
        ("content/basics/data/more/leakage.md", None),
        ("content/coding/models/k-means.md", None),
        ("content/coding/models/k-means/solution.py", None),
        ("content/other/data/leakage.md", None),
        ("docs/basics/data/leakage.md", None),
        ("content/taxonomy.yml", None),
    ],
)
def test_locate(path: str, place: tuple[str, str, str] | None) -> None:
    found = source.locate(path)
    assert (found and (found.category, found.place, found.slug)) == place


@pytest.mark.parametrize(
    ("path", "has"),
    [
        ("content/taxonomy.yml", True),
        ("content/paths/tonight.yml", True),
        ("content/paths/tonight.md", False),
        ("content/paths/more/tonight.yml", False),
        ("content/coding/models/running-mean/solution.py", True),
        ("content/coding/models/running-mean/helper.py", False),
        ("content/coding/models/running-mean/running-mean.steps.svg", True),
        ("content/coding/models/running-mean/question.steps.svg", False),
        ("content/coding/models/other/solution.py", False),
        ("content/basics/models/decision-trees.gini.svg", True),
        ("content/basics/models/decision-trees.svg", False),
        ("content/basics/models/other.gini.svg", False),
        ("content/basics/models/solution.py", False),
        ("content/CNAME", False),
    ],
)
def test_has_place(path: str, has: bool) -> None:
    assert source.has_place(path, BASE) is has


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: no\nb: 1e-3\nc: 2026-02-31\nd: 007", {"a": "no", "b": "1e-3", "c": "2026-02-31", "d": "007"}),
        ("a: " + "9" * 5000, {"a": "9" * 5000}),
        ("a: [x, y]\nb:\n  - z", {"a": ["x", "y"], "b": ["z"]}),
        ('a: "x: y"\nb: |\n  one\n  two\n', {"a": "x: y", "b": "one\ntwo\n"}),
        ("a:", {"a": ""}),
        ("a: {b: c}  # said aside", {"a": {"b": "c"}}),
        ("<<: x", {"<<": "x"}),
    ],
)
def test_yaml_as_written(text: str, value: object) -> None:
    found, wrong = source.compose(text)
    assert (plain(found), wrong) == (value, ())


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]"


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("a: x\nb: y\na: z", "duplicate-key", 3),
        ("a: x: y", "broken-yaml", 1),
        ("a: x\n\tb: y", "broken-yaml", 2),
        ("a: 1\x85b\x85", "broken-yaml", 3),  # YAML ends a line there
        ("a: x\nb: [y\nc: z", "broken-yaml", 2),
        ('a: x\nb: "y\nc: z', "broken-yaml", 2),
        ("- a\n- b", "broken-yaml", 1),
        ("a", "broken-yaml", 1),
        ("", "broken-yaml", 1),
        ("# nothing", "broken-yaml", 1),
        ("a: x\n---\nb: y", "broken-yaml", 2),
        ("a: x\n[b]: y", "broken-yaml", 2),
        ("a: `x`", "broken-yaml", 1),
        ("a: %x", "broken-yaml", 1),
        (BOMB, "fancy-yaml", 1),
        ("a: x\nb: *a", "fancy-yaml", 2),
        ("a: !!python/object/apply:os.system [ls]", "fancy-yaml", 1),
        ("a: x\nb: !secret y", "fancy-yaml", 2),
        ("a: " + "[" * 20_000, "fancy-yaml", 1),
        ("a: x\nb: " + "{c: " * 9 + "d" + "}" * 9, "fancy-yaml", 2),
        ("a:\n" + "- b\n" * 2_000, "too-complex", 997),
        ("? " * 9 + "x", "fancy-yaml", 1),
    ],
)
def test_yaml_refused(text: str, rule: str, line: int) -> None:
    found, wrong = source.compose(text)
    assert found is None
    assert (wrong[0].rule, wrong[0].line) == (rule, line)


def test_places_of_values() -> None:
    value, _ = source.compose("a: x\nb:\n  - y\n  - [z, w]", first_line=2)
    items = value.get("b").items
    assert [(item.line, item.column) for item in items] == [(4, 5), (5, 5)]
    assert (items[1].items[1].line, items[1].items[1].column) == (5, 9)


LADDER = "".join("`" * n + "a" for n in range(1, 39))
ENOUGH = 5
"""Seconds of the processor; the slowest of them takes 0.8 on a quiet machine."""

HOSTILE = [
    ("10 MB of text", "word " * 2_000_000, "too-large", 1),
    ("NUL", "a\0b", "invisible-character", 1),
    ("20,000 brackets in a line", "[" * 20_000, "too-complex", 1),
    ("brackets in many lines", ("[ " * 300 + "\n") * 66, "too-complex", 3),
    ("20,000 tags", ("<a " * 900 + "\n") * 16, "too-complex", 1),
    ("ladders of backticks", (LADDER + "\n") * 60, "too-complex", 3),
    ("250 nested lists", "".join("  " * n + "- a\n" for n in range(150)), "too-complex", 5),
    ("nested quotes", "> " * 2_000 + "a", "too-complex", 1),
    ("nested quotes without spaces", ">" * 2_000 + "a", "too-complex", 1),
    ("quotes and lists", "> - " * 900 + "a", "too-complex", 1),
    ("definitions", "[a]: b\n" * 8_000, "too-complex", 1_000),
    ("lines", "a\n" * 20_000, "too-complex", 1_000),
    ("a table of many columns", "|a" * 900 + "\n" + "|-" * 900 + "\n" + "|\n" * 980, "too-complex", 4),
    ("a fence that is none", "``` `\n" + "[\n" * 900, "too-complex", 602),
    ("a fence inside a comment", "<!--\n```\n-->\n\n" + "[\n" * 900, "too-complex", 605),
    ("a fence inside a formula", "$$\n```\n$$\n\n" + "[\n" * 900, "too-complex", 605),
    ("stars", "*a " * 900 + "\n" + "*a " * 900 + "\n" + "*a " * 900, "too-complex", 3),
]


@pytest.mark.parametrize(("body", "rule", "line"), [row[1:] for row in HOSTILE], ids=[row[0] for row in HOSTILE])
def test_hostile_bodies_are_refused_at_once(body: str, rule: str, line: int) -> None:
    started = time.process_time()
    found = problems((BEGINNING + body).encode())
    assert time.process_time() - started < ENOUGH
    assert found[0] == (rule, line if rule == "too-large" else line + BODY_LINE - 1)


# What a file may hold at its size alone, and the seconds that the parser took for it where nothing refused it.
FULL = [
    ("[", 1.28),
    ("[ " * 300 + "\n", 1.08),
    ("[a](", 0.32),
    ("[a\n", 1.54),
    ("[a][b] ", 0.14),
    ("[a]: b\n", 0.19),
    ('[a]: b "\n', 0.09),
    ("![", 1.67),
    ("<a ", 0.06),
    ("<a b='", 0.08),
    ("<!-- a", 0.00),
    (LADDER + "\n", 0.01),
    ("- ", 0.00),
    ("> ", 0.00),
    ("*a **b ", 0.18),
    ("*a_ ", 0.26),
    ("|a|b|\n|-|-|\n", 0.30),
    ("&#1", 0.07),
    ("&amp;", 0.04),
    ("$a$$b", 0.08),
    ("\\", 0.07),
    ("word ", 0.00),
    ("> > > > a\na\n", 0.50),
    ("# a\n", 0.28),
    ("a\n=\n", 0.26),
]


@pytest.mark.parametrize("piece", [piece for piece, _ in FULL])
def test_a_file_full_of_one_thing_is_refused_before_its_text_is_parsed(
    piece: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(markdown, "_INSIDE", None)  # what would read the text of the blocks
    started = time.process_time()
    found = problems((BEGINNING + piece * (55_000 // len(piece))).encode())
    assert time.process_time() - started < 1
    assert [rule for rule, _ in found] == ["too-complex"]


# As much as the limits let through, of what parsers are slow at.
SLOW = {
    "open brackets": "[" * 39 + "a\n" + "[a](" * 500,
    "images": "![" * 290 + "](a)" * 290,
    "emphasis": ("*a **b " * 800)[:3_900],
    "emphasis by turns": ("*a_ " * 990 + "\n") * 1,
    "backticks": "".join("`" * (n % 39 + 1) + "a" for n in range(99)),
    "dollars": ("$a " * 700 + "\n") * 2,
    "half tags": ("<a b='" + "x" * 90) * 40 + "\n" + ("<a b " + "c " * 400) * 4,
    "entities": "&#1" * 590,
    "spaces": ("a" + " " * 3_900 + "b\n") * 14,
    "backslashes": ("\\" * 3_900 + "\n") * 14,
    "stops": ("." * 3_900 + "x\n") * 14,
    "closing quotes": ("." + '"' * 3_900 + "x\n") * 14,
    "braces": ("{" * 3_900 + "\n") * 14,
    "attributes": ("{a" * 1_900 + "\n") * 14,
    "lists": "- a\n" * 985,
    "numbers": "1. a\n" * 985,
    "lazy quotes": "> > > > a\n" + "a\n" * 980,
    "mixed": "> - > - a\n" * 980,
    "definitions": "[a]: b\n" * 590,
    "open titles": '[a]: b "\n' * 590,
    "a table of many rows": "|a|b|\n|-|-|\n" + "|a|b|\n" * 980,
    "formulas": ("$" + "a+" * 400 + "a$ x\n") * 12,
    "dead links": "[a](b/c/d/e/f/g/h.md)\n" * 590,
    "unknown names in code": "`x` " * 900,
    "deep code": "```python\n" + "-" * 3_900 + "1\n" + ("(" * 3_900 + "\n") * 10 + "```",
    "headings": "### a\n" * 980,
}


@pytest.mark.parametrize("body", SLOW.values(), ids=SLOW.keys())
def test_a_whole_check_of_a_file_at_the_limits_is_soon_done(body: str) -> None:
    title = "# What is data leakage?\n\n> It.\n\n## Definition\n\n"
    data = (BEGINNING + title + body).encode()
    assert len(data) < 60_000
    started = time.process_time()
    _, findings = catalogue.check({**BASE, PAGE: data})
    assert time.process_time() - started < ENOUGH
    assert findings


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", [("no-front-matter", 1)]),
        (b"\xff\xfe-\0-\0-\0", [("not-utf-8", 1)]),
        (b"---\na: caf\xe9\n---\n", [("not-utf-8", 2)]),
        (b"\xef\xbb\xbf---\na: b\n---\n", [("invisible-character", 1)]),
        (b"-\0-\0-\0\n\0a\0", [("invisible-character", 1), ("invisible-character", 2)]),
        (b"---\na: b\n", [("no-front-matter", 1)]),
        (b"---\n---\n", [("broken-yaml", 2)]),
        (b"---\na: b\n---", []),
        (b"---\r\na: b\r\n---\r\n# A\r\n", []),
        (b"---\na: b\rc: d\n---\n", [("invisible-character", 2)]),
        (b"--- \na: b\n---  \n", []),
        (b"----\na: b\n----\n", [("no-front-matter", 1)]),
        (b"---\na: b\na: c\n---\n" + b"> " * 9 + b"a", [("duplicate-key", 3), ("too-complex", 5)]),
    ],
)
def test_files(data: bytes, expected: list[tuple[str, int]]) -> None:
    assert problems(data) == expected


def outlined(text: str) -> list[tuple[int, str, int]]:
    return [(part.level, part.title, part.line) for part in markdown.outline(markdown.parse(text)).walk()]


@pytest.mark.parametrize(
    ("text", "sections"),
    [
        ("# A\n\n## B\n\n### C\n\n## D\n", [(1, "A", 1), (2, "B", 3), (3, "C", 5), (2, "D", 7)]),
        ("\n\nA\n=\n\nB\n---\n", [(1, "A", 3), (2, "B", 6)]),
        ("A\nof two lines\n===\n", [(1, "A of two lines", 1)]),
        ("text\n\n# A\n", [(1, "A", 3)]),
        ("## B\n\n# A\n\n## C\n", [(1, "", 1), (2, "B", 1), (1, "A", 3), (2, "C", 5)]),
        ("# A\n\n> # B\n\n- ## C\n", [(1, "A", 1)]),
        ("# A\n\n#### D\n\n## B ##\n", [(1, "A", 1), (4, "D", 3), (2, "B", 5)]),
        ("```\n# A\n```\n", [(1, "", 1)]),
        ("#A\n", [(1, "", 1)]),
        ("", [(1, "", 1)]),
    ],
)
def test_outline(text: str, sections: list[tuple[int, str, int]]) -> None:
    assert outlined(text) == sections


def test_fences_know_their_lines_also_in_lists() -> None:
    text = BEGINNING + "# A\n\n```python check\nx\n```\n\n- a\n\n  ```text\n  y\n  ```\n"
    document = source.read_question(source.decode(PAGE, text.encode())).document
    found = [(fence.words, fence.code, fence.line - BODY_LINE) for fence in document.fences()]
    assert found == [(("python", "check"), "x\n", 2), (("text",), "y\n", 8)]
