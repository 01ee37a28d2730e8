"""Formulas: set, refused with a place and a reason, and put into plain text."""

import contextlib
import time
from collections.abc import Iterator

import pytest

from handbook import math
from handbook.math import LatexError, Render

MANY = [(f"x_{{{number}}}", False) for number in range(math.TOGETHER + 1)]
"""Enough formulas to be set together, in two batches."""


@pytest.fixture(scope="module")
def render() -> Iterator[Render]:
    with math.renderer() as render:
        yield render


@pytest.mark.parametrize(
    "tex", [r"x^2", r"\frac{a}{b}", r"\mathbb{E}_D[\hat f(x)]", r"\text{é, –}", r"a \le b", "", "ℝ"]
)
def test_html_comes_with_mathml(render: Render, tex: str) -> None:
    html = render(tex, False)
    assert html.startswith('<span class="katex">')
    assert "<math xmlns=" in html
    assert "katex-error" not in html


def test_display_is_set_apart(render: Render) -> None:
    assert render("x", True).startswith('<span class="katex-display">')
    assert render("x", True) != render("x", False)


BAD = [
    (r"\frac{a", 7, "the formula ends where } is expected"),
    (r"x + \foo", 4, r"\foo is not a command that KaTeX knows"),
    ("𝔸\\foo", 1, r"\foo is not a command that KaTeX knows"),
    ("a^b^c", 3, "two superscripts on one symbol; put braces around the first"),
    ("a}", 1, "} does not belong here"),
    (r"\left( x", 8, r"the formula ends where \right is expected"),
    (r"\begin{matrix} a", 16, "& or \\\\ or \\cr or \\end is expected: a row or the environment is not closed"),
    ("aé", 1, "the character U+00E9 is not mathematics; inside \\text{…} letters may be any"),
    ("x – y", 2, "the character U+2013 is not mathematics; inside \\text{…} letters may be any"),
    ("😀", 0, "the character U+1F600 is not mathematics; inside \\text{…} letters may be any"),
    ("\ud800", 0, "the character U+D800 is not mathematics; inside \\text{…} letters may be any"),
    ("a%b", 1, "% begins a comment; write \\%"),
    (r"x \href{javascript:alert(1)}{x}", 2, r"\href is not allowed here"),
    (r"\url{https://example.org}", 0, r"\url is not allowed here"),
    (r"\includegraphics{https://example.org/x.png}", 0, r"\includegraphics is not allowed here"),
    (r"\htmlClass{md-header}{x}", 0, r"\htmlClass is not allowed here"),
    (r"\htmlStyle{position: fixed}{x}", 0, r"\htmlStyle is not allowed here"),
    (r"\def\a{\a\a}\a", None, "a command defined in the formula repeats without end"),
    ("{" * 3000, None, "it is nested too deeply"),
    ("x" * 5000, 4000, "the formula is longer than 4,000 characters"),
]


@pytest.mark.parametrize(("tex", "position", "message"), BAD)
def test_a_bad_formula_says_where_and_why(render: Render, tex: str, position: int | None, message: str) -> None:
    with pytest.raises(LatexError) as caught:
        render(tex, False)
    assert (caught.value.message, caught.value.position) == (message, position)


@pytest.mark.parametrize(
    "tex",
    [
        r"\def\a{xxxxxxxxxxxxxxxxxxxx}\def\b{\a\a\a\a\a\a\a\a}\def\c{\b\b\b\b\b\b\b\b}\c\c\c\c\c\c",
        r"\begin{array}{c}" + r"\\" * 1980 + r"\end{array}",
        r"\sqrt{" * 600 + "}" * 600,
        r"\frac" * 700,
        r"\rule{999999em}{999999em}",
        "\\" * 4000,
    ],
)
def test_no_formula_takes_long(render: Render, tex: str) -> None:
    begun = time.process_time()
    with contextlib.suppress(LatexError):
        assert len(render(tex, True)) <= math.LARGEST
    assert time.process_time() - begun < math.SECONDS + 3
    assert "katex" in render("x", False), "and the next formula is set as ever"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # the answer that comes too late
@pytest.mark.parametrize("ahead", [[], MANY], ids=["alone", "together"])
def test_the_time_limit_holds(ahead: list[tuple[str, bool]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(math, "_DRAWN", {})
    monkeypatch.setattr(math, "DRAW", "function draw() { for (;;) {} }")
    monkeypatch.setattr(math, "SECONDS", 0.2)
    with math.renderer(ahead) as render, pytest.raises(LatexError, match=r"longer than 0\.2 seconds"):
        render("x", False)


@pytest.mark.parametrize("ahead", [[], MANY], ids=["alone", "together"])
def test_the_memory_limit_holds(ahead: list[tuple[str, bool]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(math, "_DRAWN", {})
    monkeypatch.setattr(
        math, "DRAW", "function draw() { const all = []; for (;;) all.push(new Array(9999).fill(1.5)); }"
    )
    monkeypatch.setattr(math, "MEMORY", 32 * 1024 * 1024)
    with math.renderer(ahead) as render, pytest.raises(LatexError, match="too much memory"):
        render("x", False)


@pytest.mark.parametrize("tex", ["x_1", r"\frac{1}{2}", r"\mine", r"\gdef\mine{1}\mine", "{", "x" * 5_000, ""])
def test_what_is_set_together_is_what_is_set_alone(tex: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def outcome(ahead: list[tuple[str, bool]]) -> str:
        monkeypatch.setattr(math, "_DRAWN", {})
        with math.renderer(ahead) as render:
            try:
                return render(tex, True)
            except LatexError as error:
                return f"{error.message} at {error.position}"

    assert outcome([]) == outcome([*MANY, (tex, True), *MANY[:3]])


def test_formulas_that_were_set_together_are_not_set_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(math, "_DRAWN", {})
    with math.renderer(MANY) as render:
        monkeypatch.setattr(math, "_draw", None)
        assert all("katex" in render(*formula) for formula in MANY)


def test_a_definition_does_not_outlive_its_formula(render: Render) -> None:
    render(r"\gdef\mine{1}\mine", False)
    with pytest.raises(LatexError):
        render(r"\mine", False)


PLAIN = [
    ("", ""),
    (r"\frac{a}{b}", "a/b"),
    (r"\frac{a+1}{b}", "(a+1)/b"),
    ("x^2", "x²"),
    ("10^{-3}", "10⁻³"),
    ("x^{ab+Q}", "x^(ab+Q)"),
    ("x_{Q}", "x_Q"),
    (r"\theta_{ij}", "θᵢⱼ"),
    (r"\sqrt{d_k}", "√dₖ"),
    (r"\sqrt{x+1}", "√(x+1)"),
    (r"\mathbb{E}\big[(y-\hat f(x))^2\big]=\mathrm{bias}^2+\sigma^2", "E[(y−f\u0302(x))²] = bias²+σ²"),
    (r"c^\star = \mu^2 / (\mu^2 + \sigma^2/n) < 1", "c* = μ² / (μ² + σ²/n) < 1"),
    (r"O(n \log n)", "O(n log n)"),
    (r"2\log x", "2 log x"),
    (r"x \in \mathbb{R}^{d\times k}", "x ∈ ℝ^(d×k)"),
    (r"\sum_{i=1}^{n} x_i", "∑_(i=1)ⁿ xᵢ"),
    (r"\left.\frac{dy}{dx}\right|_{x=0}", "dy/dx|_(x=0)"),
    (r"\begin{pmatrix}1 & 2\\3 & 4\end{pmatrix}", "1 2; 3 4"),
    (r"p(y\mid x)", "p(y | x)"),
    (r"\{1,\dots,K\}", "{1,…,K}"),
    (r"f'(x) \to 90^\circ", "f′(x) → 90°"),
    (r"\text{if } x \geq 0", "if x ≥ 0"),
    ("}}}{{{", ""),
    ("{" * 4000, ""),
    (r"\frac", "/"),
    ("^", ""),
    ("\\", "\\"),
]


@pytest.mark.parametrize(("tex", "text"), PLAIN)
def test_plain_text(tex: str, text: str) -> None:
    assert math.plain(tex) == text
