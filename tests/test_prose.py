"""Words, sentences, items and labels: what a reader would say aloud."""

from __future__ import annotations

import pytest

from handbook import markdown, prose


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One two three.", 3),
        ("A *very* **bold**-faced word", 4),
        ("bias–variance trade-off, k-means", 3),
        ("a – b — c / d & e", 5),
        ("so $x + y$ and `len(x)` are none", 4),
        ("a `code`-based one", 3),
        ("[a link](https://example.org/not/said) ends", 3),
        ("see <https://example.org/a-b> here", 2),
        ("line one\nline two", 4),
        ("- item one\n- item two", 4),
        ("| a | b |\n|---|---|\n| c | d |", 4),
        ("> quoted words", 2),
        ("```text\nnot said\n```", 0),
        ("$$\nx\n$$", 0),
        ("3.8% of 1,000 users", 4),
        ("", 0),
    ],
)
def test_count_words(text: str, count: int) -> None:
    assert prose.count_words(markdown.parse(text)) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two! Three?", 3),
        ("No end", 0),
        ("Ends with $x$. Then `x.y`.", 2),
        ("A formula $a. b. c.$ has none", 0),
        ("It is 0.5 or 3.14, or version 2.0.1 too.", 1),
        ("For example, e.g. this, i.e. that, vs. those, cf. these.", 1),
        ("E.g. this one. I.e. that one.", 2),
        ("Smith et al. (2019) say so. So do Jones et al.", 2),
        ("They sort, filter, etc. and stop. They sort, etc. Then they stop.", 3),
        ("See Fig. 3, Eq. $x$, Sec. 2.1 and No. 7.", 1),
        ("Is it variance? No. Hold out.", 3),
        ("He said: “Stop.” (It stopped.) 'Really?' \"Yes.\"", 4),
        ("Wait … then go on... or not! So… Then.", 3),
        ("**Bold end.** Next.", 2),
        ("What?! Really?!", 2),
        ("One line\nof two. Another\nhere.", 2),
        ("A paragraph.\n\nAnother.\n\n- an item.\n- no end", 3),
        ("See [it](https://example.org/a.b?c=d!). End.", 2),
        ("see <https://example.org/a.b>. End.", 2),
        ("Dr. Smith of St. Louis agrees.", 1),
        ("No. 7 is a number.", 1),
        ("The answer is etc.", 1),
    ],
)
def test_count_sentences(text: str, count: int) -> None:
    assert prose.count_sentences(markdown.parse(text)) == count


@pytest.mark.parametrize(
    ("text", "kind", "lines"),
    [
        ("- a\n- b\n  - c\n- d", "items", [1, 2, 4]),
        ("- a\n\n  more\n\n- b", "items", [1, 5]),
        ("* a\n\n- b", "items", [1, 3]),
        ("1. a\n2. b", "items", []),
        ("1. a\n2. b\n   - c", "steps", [1, 2]),
        ("3) a\n4) b", "steps", [1, 2]),
        ("> a\n\n> b\n> c", "quotes", [1, 3]),
        ("> > a", "quotes", [1]),
        ("text\n\n- a", "items", [3]),
        ("> - a\n> - b", "items", []),
    ],
)
def test_items(text: str, kind: str, lines: list[int]) -> None:
    assert [item.line for item in prose.items(markdown.parse(text), kind)] == lines


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("- **Pros:** fast", "Pros"),
        ("- **Pros**: fast", "Pros"),
        ("- __Pros:__ fast", "Pros"),
        ("- **Data format:** rows", "Data format"),
        ("- **Pros:**", "Pros"),
        ("- **Pros:**\n  - fast", "Pros"),
        ("- **Pros** fast", ""),
        ("- **Pros:**fast", ""),
        ("- Pros: fast", ""),
        ("- so **Pros:** fast", ""),
        ("- **a $x$:** fast", ""),
        ("- `x`", ""),
        ("-", ""),
    ],
)
def test_labels(text: str, label: str) -> None:
    assert [item.label for item in prose.items(markdown.parse(text), "items")] == [label]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a *b* **c** `d` $e$", "a b c d $e$"),
        ("a\nb  \nc", "a b c"),
        ("[a](https://example.org) &amp; \\*", "a & *"),
        ("- a\n- b", "a\nb"),
        ("$$\nx\n$$", "x"),
        ("```text\nx\n```", "x"),
    ],
)
def test_plain(text: str, plain: str) -> None:
    assert prose.plain(markdown.parse(text)) == plain
    assert prose.plain([]) == ""


def test_everything_holds_headings_below_but_not_its_own() -> None:
    root = markdown.outline(markdown.parse("# A\n\na\n\n## B\n\nb\n\n### C\n\nc"))
    assert prose.spoken(prose.everything(root.sections[0])) == "b\nC\nc"
