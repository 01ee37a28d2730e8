"""Putting files right: what is mended, what is left alone, and that nothing which is said changes."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handbook import catalogue, contract, source
from handbook.mend import BOM, mended

ROOT = Path(__file__).resolve().parent.parent
BASE = catalogue.read_files(ROOT / "tests" / "rules" / "base")
LEAK = "content/basics/data/data-leakage.md"
TESTS = "content/coding/models/running-mean/test_solution.py"
TAXONOMY = contract.TAXONOMY_FILE
ORDER, SPACE, ENDS, LAST, MARK = (
    "put the keys of the front matter in order",
    "took white space from the end of 1 line",
    "made the line ends plain",
    "ended the last line",
    "took the byte-order mark away",
)
BODY = """---

# Why?

> Because.
"""


def page(front: str, body: str = BODY) -> str:
    return f"---\n{front}{body}"


@pytest.mark.parametrize(
    ("front", "mended_front"),
    [
        ("level: mid\nshort: X\n", "short: X\nlevel: mid\n"),
        ("aliases: [a]\nshort: X\ntopics: [y]\n", "short: X\ntopics: [y]\naliases: [a]\n"),
        ("# of level\nlevel: mid # here\n# of short\n# too\nshort: X\n", "# of short\n# too\nshort: X\n# of level\nlevel: mid # here\n"),
        ("# head\n\nlevel: mid\nshort: X\n\n# tail\n", "# head\n\nshort: X\n\nlevel: mid\n# tail\n"),
        ("variants:\n  - a\n  # inside\n  - b\nshort: 'X'\n", "short: 'X'\nvariants:\n  - a\n  # inside\n  - b\n"),
        ("level: mid\ntopic: y\nshort: X\n", "short: X\nlevel: mid\ntopic: y\n"),
        ('"level": mid\nshort: |\n  # no comment\n  X\n', 'short: |\n  # no comment\n  X\n"level": mid\n'),
        ("sources:\n- title: x\n  url: y\nshort: X\n", "short: X\nsources:\n- title: x\n  url: y\n"),
    ],
)  # fmt: skip
def test_keys_are_put_in_order_with_their_comments(front: str, mended_front: str) -> None:
    assert mended(LEAK, page(front).encode()) == (page(mended_front).encode(), (ORDER,))


@pytest.mark.parametrize(
    "front",
    [
        "short: X\nlevel: mid\n",
        "topic: y\nshort: X\n",
        "{level: mid, short: X}\n",
        "? level\n: mid\n? short\n: X\n",
        "level: mid\nshort: X\nlevel: junior\n",
        "level: mid\nshort: *a\n",
        "level: mid\nshort: [\n",
        "",
    ],
)
def test_front_matter_is_left_alone(front: str) -> None:
    assert mended(LEAK, page(front).encode()) == (page(front).encode(), ())


@pytest.mark.parametrize(
    ("path", "before", "after", "done"),
    [
        (LEAK, page("short: X \n"), page("short: X\n"), (SPACE,)),
        (LEAK, page("short: X\n", BODY.replace("Why?", "Why? \t")), page("short: X\n"), (SPACE,)),
        (LEAK, page("short: X\n", f"{BODY}\nA line \nends.\n"), page("short: X\n", f"{BODY}\nA line\nends.\n"), (SPACE,)),
        (LEAK, page("short: X\n", f"{BODY}\na  \n\n```text\nb  \n```\n"), page("short: X\n", f"{BODY}\na\n\n```text\nb  \n```\n"), (SPACE,)),
        (LEAK, page("short: X\n").replace("\n", "\r\n"), page("short: X\n"), (ENDS,)),
        (LEAK, page("short: X\n").replace("Why?\n", "Why?\r\n"), page("short: X\n"), (ENDS,)),
        (LEAK, page("short: X\n").rstrip("\n"), page("short: X\n"), (LAST,)),
        (LEAK, "\ufeff" + page("short: X\n"), page("short: X\n"), (MARK,)),
        (LEAK, "\ufeff" + page("level: mid\nshort: X \n").replace("\n", "\r\n"), page("short: X\nlevel: mid\n"), (MARK, ENDS, ORDER, SPACE)),
        (TESTS, "x = 1 \ny = '''a \nb'''", "x = 1\ny = '''a \nb'''\n", (SPACE, LAST)),
        (TAXONOMY, "a: |\n  b \nc: d \n", "a: |\n  b \nc: d\n", (SPACE,)),
    ],
)  # fmt: skip
def test_layout_is_put_right(path: str, before: str, after: str, done: tuple[str, ...]) -> None:
    assert mended(path, before.encode()) == (after.encode(), done)


@pytest.mark.parametrize(
    ("path", "data"),
    [
        *((path, data) for path, data in BASE.items()),
        (LEAK, page("short: X\n", f"{BODY}\nA break  \nin a line.\n").encode()),
        (LEAK, page("short: X\n", f"{BODY}\n```python\nx = 1  \n```\n\n    y  \n    z\n\n$$\na  \n$$\n").encode()),
        (LEAK, page("short: X\n", f"{BODY}\n```text\nnever closed").encode()),
        (LEAK, b""),
        (LEAK, b"no front matter \r\n"),
        (LEAK, b"\xff\r\n"),
        (LEAK, page("short: X\n").encode().replace(b"Why", b"W\0hy \r\n")),
        (LEAK, page("short: X\n").encode().replace(b"\n", b"\r\r\n")),
        (LEAK, page("short: X \n").encode() + b"x" * 70_000),
        (TESTS, b"def broken(: \r\n"),
        (TAXONOMY, b"a: [ \r\n"),
        ("content/basics/data/x.svg", b"<svg> \r\n"),
        ("content/notes.txt", b"x \r\n"),
    ],
)
def test_other_files_are_untouched_to_the_byte(path: str, data: bytes) -> None:
    assert mended(path, data) == (data, ())


def test_the_whole_content_is_in_form() -> None:
    files = catalogue.read_files(ROOT)
    assert [path for path, data in files.items() if data is not None and mended(path, data)[1]] == []


@pytest.mark.parametrize(
    ("body", "lines", "breaks"),
    [("a  \nb \n" * 480, 480, 480), ("`a \nb`\n" * 480, 0, 480), ("```\n" + "a \n" * 900 + "```\n", 0, 900)],
)
def test_a_file_full_of_white_space_is_mended_in_time(body: str, lines: int, breaks: int) -> None:
    text = page("short: X\n", BODY + "\n" + body)
    start = time.process_time()
    after, done = mended(LEAK, text.encode())
    assert done == ((f"took white space from the end of {lines} lines",) if lines else ())
    assert len(re.findall(rb" +\n", after)) == breaks
    assert time.process_time() - start < 5


PIECES = [
    "level: mid\n",
    "short: X\n",
    "topics: [y]\n",
    "topic: z\n",
    "# note\n",
    "\n",
    "variants:\n  - a \n  - b\n",
    "x: |\n  y \n",
]
LINES = [
    "word",
    "word  ",
    "word \t",
    "",
    "  ",
    "# Title ",
    "- item ",
    "```",
    "    code  ",
    "> quote  ",
    "$$",
    "a \\",
    "| a | ",
    "|---| ",
    "<b>  ",
]
ENDINGS = ["\n", "\n", "\n", "\r\n", "\r"]


@st.composite
def files(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file with something to mend, or with something that must not be touched."""
    if draw(st.booleans()):
        front = "".join(draw(st.lists(st.sampled_from(PIECES), max_size=6)))
        lines = draw(st.lists(st.sampled_from(LINES), max_size=12))
        text = f"---\n{front}---\n\n" + "".join(line + draw(st.sampled_from(ENDINGS)) for line in lines)
        path = LEAK
    else:
        path = draw(st.sampled_from(sorted(BASE)))
        text = (BASE[path] or b"").decode()
        for _ in range(draw(st.integers(0, 4))):
            at = draw(st.integers(0, len(text)))
            text = (
                text[:at]
                + draw(st.sampled_from([" ", "  ", "\t", "\r", "\r\n", " \n", "\n", "#", "'", "```\n"]))
                + text[at:]
            )
    if draw(st.booleans()):
        text = text.rstrip("\n")
    return path, (BOM if draw(st.integers(0, 5)) == 0 else b"") + text.encode()


def _plain(value: source.Value) -> object:
    return value.text, [_plain(item) for item in value.items], {key.text: _plain(item) for key, item in value.entries}


@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(files())
def test_mending_twice_is_mending_once_and_says_the_same(file: tuple[str, bytes]) -> None:
    path, data = file
    once, done = mended(path, data)
    assert mended(path, once) == (once, ())
    assert bool(done) == (once != data)
    assert b"".join(sorted(once.split())) == b"".join(sorted(data.removeprefix(BOM if done else b"").split()))
    if done:
        before, after = (source.decode(path, text.removeprefix(BOM)) for text in (data, once))
        assert re.sub(r"[ \t]+$", "", before.text, flags=re.MULTILINE).count("\n") <= after.text.count("\n")
        if source.locate(path):
            first, second = source.read_question(before), source.read_question(after)
            assert first.value
            assert second.value
            assert {n.text: _plain(v) for n, v in first.value.entries} == {
                n.text: _plain(v) for n, v in second.value.entries
            }
