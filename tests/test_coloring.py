"""Python code is colored as Pygments' own lexer colors it, whatever it says."""

from __future__ import annotations

import builtins
import keyword

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from handbook import coloring
from loaded import LOADED

PIECES = [
    *keyword.kwlist, *keyword.softkwlist, *dir(builtins), *coloring.UNLISTED,
    *"a x1 B _ _c __d__ __init__ __name__ self.x y.sum z.match é µx a· ² r rb f fR u b t @d @ 1 2.5 .5 1. 1e-3 0x1F 1_000 1j 5.real".split(),
    *" + - ** // -> != ! == := : , ; . ... ( ) [ ] { } < > & | ^ ~ % $ ? ` \\ \\\n # \t \n \r \f".split(" "), " ", "    ", "\n    ", "\n\n", "  \n",
    '"', "'", '"""', "'''", '""', '"s"', "'s'", '"%d {a!r} {{"', r'"\n\x41"', 'f"{a:>{b}} {c=}"', "# note\n", "#!x",
    "def f(", "class C:", "import a.b as c\n", "from . import d\n", "lazy import e\n", "match x:\n", "case _:\n", "type X = int\n", "print(",
]  # fmt: skip
"""What may stand beside what: words that are special somewhere, and what may begin or end something."""


def colored_by_pygments(text: str) -> str:
    return coloring.UNMARKED.sub(r"\1", str(highlight(text, PythonLexer(stripnl=False), HtmlFormatter(nowrap=True))))


@settings(max_examples=500)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=60))
def test_as_pygments_does(text: str) -> None:
    assert coloring.color(text, "python") == colored_by_pygments(text)


def test_all_code_of_the_content() -> None:
    fences = [fence.code for question in LOADED.questions.values() for fence in question.document.fences()]
    files = [
        text
        for question in LOADED.questions.values()
        for name, text in question.document.companions.items()
        if name.endswith(".py")
    ]
    assert len(fences) > 500
    assert len(files) > 100
    for text in fences + files:
        assert coloring.color(text, "python") == colored_by_pygments(text)


@pytest.mark.parametrize(
    ("text", "language", "colored"),
    [
        ("x = 1", "python", 'x = <span class="mi">1</span>\n'),
        ("for a in b:", "python", '<span class="k">for</span> a <span class="ow">in</span> b:\n'),
        ("\n  sum(a.sum)\n", "python", '\n  <span class="nb">sum</span>(a.sum)\n'),
        ('"a"', "python", '<span class="s2">"a"</span>\n'),
        ("select 1", "sql", '<span class="k">select</span> <span class="mi">1</span>\n'),
        ("a < b", "text", "a &lt; b\n"),
        ("a < b", "no such language", "a &lt; b"),
    ],
)
def test_colors(text: str, language: str, colored: str) -> None:
    assert coloring.color(text, language) == colored
