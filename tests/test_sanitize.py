"""What the sanitizer keeps and takes out, that honest pages pass it unchanged, and values in formats other than pages."""

from __future__ import annotations

import ast
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from markupsafe import Markup

from handbook import math, sanitize, svg
from handbook.cells import cells, text_alone
from handbook.exports import cards, feed, llms
from handbook.pages import question
from handbook.pages.book import open_book
from handbook.settings import Settings
from loaded import LOADED, ROOT

SETTINGS = Settings("ada/handbook")


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<p>a <em>b</em></p>", "<p>a <em>b</em></p>"),
        ("<p onclick=x id=__config style='color:red'>a</p>", "<p>a</p>"),
        ("a<script>b</script>c", "ac"),
        ("a<style>b</style>c", "ac"),
        ("a<img src=x onerror=y>c", "ac"),
        ("<form action=x><input name=y><button>b</button></form>", "b"),
        ("<!-- a -->b", "b"),
        ('<a href="https://a.b/">c</a>', '<a href="https://a.b/">c</a>'),
        ('<a href="../b/">c</a>', '<a href="../b/">c</a>'),
        ('<a href="mailto:a@b.c">c</a>', '<a href="mailto:a@b.c">c</a>'),
        ('<a href="http://a.b/">c</a>', "<a>c</a>"),
        ('<a href="JaVaScRiPt:c">c</a>', "<a>c</a>"),
        ('<a href="java\nscript:c">c</a>', "<a>c</a>"),
        ('<a href="data:text/html,c" target="x" ping="y">c</a>', "<a>c</a>"),
        ('<span class="katex md-overlay function">a</span>', '<span class="katex function">a</span>'),
        ('<pre class="mermaid">a</pre>', "<pre>a</pre>"),
        ('<span style="height:1.5em;top:-2em;">a</span>', '<span style="height:1.5em;top:-2em;">a</span>'),
        ('<span style="position:relative">a</span>', '<span style="position:relative">a</span>'),
        ('<span style="position:fixed;top:0em">a</span>', "<span>a</span>"),
        ('<span style="color:red;background:url(//x)">a</span>', "<span>a</span>"),
        ('<span style="height:expression(x)">a</span>', "<span>a</span>"),
        ('<svg viewBox="0 0 1 1" onload="x"><path d="M0 0"/></svg>', '<svg viewBox="0 0 1 1"><path d="M0 0"></path></svg>'),
        ("<svg><foreignObject>b</foreignObject></svg>", "<svg>b</svg>"),
        ("<math><mi>x</mi></math>", "<math><mi>x</mi></math>"),
        ('<td class="right" align="left">a</td>', "a"),
        ('<table><tr><td class="right x">a</td></tr></table>', '<td class="right">a</td>'),
    ],
)  # fmt: skip
def test_what_is_kept(html: str, kept: str) -> None:
    cleaned = sanitize.clean(html)
    assert kept in cleaned
    assert sanitize.clean(cleaned) == cleaned
    assert not re.search(r"<script|\son\w+=|javascript:", cleaned)


@pytest.mark.parametrize(
    "html",
    [
        '<blockquote><p>a<br><strong>b</strong><em>c</em><code class="language-python">d</code></p></blockquote>',
        '<ol start="2"><li>a</li></ol><ul><li>b</li></ul><hr><dl><dt>a</dt><dd>b</dd></dl>',
        '<details class="checked"><summary>a</summary><p class="missing">b</p></details><details class="made-by">c</details>',
        '<div class="table" tabindex="0" role="region" aria-label="a"><table><thead><tr><th class="left">a</th>'
        '<th class="center">b</th></tr></thead><tbody><tr><td class="left">c</td><td class="center">d</td></tr></tbody></table></div>',
        '<figure class="drawing">a</figure><p><sub>a</sub><sup>b</sup><del>c</del></p><div class="formula">d</div>',
        '<span class="mord fcolorbox">a</span>',
        '<div class="highlight"><pre><code><span class="k">a</span></code></pre></div>',
        '<span class="function" data-function="a">b</span><span aria-hidden="true">c</span>',
        *(f"<h{level}>a</h{level}>" for level in range(1, 7)),
        *(f'<span style="{name}:1em">a</span>' for name in ("height", "width", "min-width", "top", "bottom", "left")),
        *(f'<span style="{name}:1em;">a</span>' for name in ("vertical-align", "margin-left", "padding", "border-top-width")),
        *(f'<span style="{name}:#2a78be">a</span>' for name in ("color", "background-color", "border-color")),
        *(f'<span style="border-bottom-style:{style}">a</span>' for style in ("solid", "dashed")),
    ],
)  # fmt: skip
def test_what_the_renderer_writes_passes_unchanged(html: str) -> None:
    assert same(sanitize.clean(html)) == same(html)


ELEMENTS = sorted(sanitize.TEXT | sanitize.MATHML | svg.ELEMENTS)
OUTSIDE = """animate applet area audio base button canvas dialog embed fieldset foreignObject form frame iframe image img
    input isindex link marquee meta noscript object option output param portal select set slot source template textarea
    title track video""".split()
NOWHERE = """accesskey action autofocus background contenteditable data-md-component form formaction http-equiv onclick
    onbegin onerror onfocus onload onmouseover ping poster src srcdoc srcset target""".split()
HOOKS = "md-overlay md-search copy mermaid practice workbench js".split()


def test_no_list_lets_in_what_runs_loads_or_passes_for_a_control() -> None:
    for clean in (sanitize.clean, sanitize.notebook):
        for name in OUTSIDE:
            kept = clean(f"a<{name} id=b>c</{name}>")
            assert name in svg.ELEMENTS or f"<{name.lower()}" not in kept.lower(), name
        for name in ELEMENTS:
            attributes = " ".join(f'{attribute}="b"' for attribute in NOWHERE)
            for before in ("", "<svg>", "<math>", "<table>", "<table><tr>"):
                kept = clean(f'{before}<{name} {attributes} class="{" ".join(HOOKS)}">c</{name}>')
                assert not re.search(rf"\s(?:{'|'.join(NOWHERE)})=", kept), kept
                assert not re.search(rf"\b(?:{'|'.join(HOOKS)})\b", kept), kept
        for scheme in ("javascript", "data", "vbscript", "http", "blob", "form"):
            for link in (f'<a href="{scheme}:b">c</a>', f'<svg><a xlink:href="{scheme}:b">c</a></svg>'):
                assert "href" not in clean(link), scheme


def test_drawings_pass_unchanged() -> None:
    for path in sorted((ROOT / "content").rglob("*.svg"))[::5]:
        drawing = svg.inline(path.read_text("utf-8"))
        assert same(sanitize.clean(drawing)) == same(drawing), path


def test_only_a_notebook_s_page_offers_files_and_has_frames() -> None:
    frames = "jupyter-wrapper jp-Notebook jp-CodeCell jp-Cell-outputWrapper jp-RenderedMarkdown jp-RenderedText"
    html = f'<div class="{frames}"><a href="x" download="">y</a><pre class="scrolls">z</pre></div>'
    assert sanitize.notebook(html) == html
    assert sanitize.clean(html) == '<div class=""><a href="x">y</a><pre>z</pre></div>'


FORMULAS = r"""\hat a|\widehat{abc}|\overrightarrow{AB}|\vec v|\utilde{AB}|\overbrace{a+b}^{n}|\underbrace{x}_{y}
\xrightarrow[under]{over}|\cancel{5}|\boxed{\pi=3}|\underline{ab}|\color{red} x|\textcolor{#2a78be}{y}|\colorbox{aqua}{A}
\begin{array}{c:c|c}a & b & c\\ \hline d & e & f\\ \hdashline g & h & i\end{array}|\begin{cases}a & x>0\\ b & y\end{cases}
x \tag{3}|\begin{align}a &= b\\ c&=d\end{align}|\begin{pmatrix}1&2\\3&4\\5&6\\7&8\\8&9\end{pmatrix}|\sum\limits_{i}^{n}
\smash{y}|\raisebox{0.25em}{$x$}|\rule[6pt]{2ex}{1ex}|\begin{CD}A @>a>> B \\ @VbVV @AAcA \\ C @= D\end{CD}
\stackrel{!}{=}|\overset{a}{b}|\binom nk|\cfrac{a}{1+\cfrac{1}{b}}|\Huge AB|\mathbb{R}\mathcal{L}\mathscr{L}\bm{x}
\Bigg(x\Bigg)|\left( \frac{\frac{a}{b}}{\frac{c}{\frac{d}{e}}} \right)|\phantom{xxx}|\not=|\sqrt[3]{x}|\KaTeX|a \bmod b
\operatorname*{arg\,max}_x|\mathop{c}|\text{a b $x$ é \textbf{y}}|\verb:a b:|\hphantom{x}|\rlap{a}\llap{b}|\lVert x\rVert
\text{\textcircled{a}}|a\allowbreak b|\nleq|\angl{x}|\cancel{ab}|\mathclap{x}\clap{x}|\overline{a}
\left\{\begin{matrix}1\\2\\3\\4\\5\\6\\7\end{matrix}\right.|\Bigg\updownarrow|\xrightleftharpoons[a]{b}|a \\ b|x,y;z|\sqrt{x}
\mathbf{x}\mathfrak{x}\mathit{x}\mathsf{x}\mathtt{x}\mathsfit{x}|𝕬𝗔𝘈|\text{𝕬𝗔𝘈𝔄𝔸𝒜}|\reflectbox{a}|x^2|\text{\sout{a}}
\text{\textit{a}\textsf{b}\textmd{c}\textup{d}}|{\tiny a{\Huge b{\footnotesize c{\small d{\large f{\Large g{\LARGE h}}}}}}}
{\Large a{\tiny b}}{\LARGE a{\tiny b}}{\huge a{\tiny b}}|{\footnotesize x^{2^3}}|\begin{align}a\tag{1}\\b\end{align}"""


def test_a_formula_passes_as_katex_made_it() -> None:
    """But for what is written otherwise and means the same."""
    with math.renderer() as render:
        for tex in re.split(r"(?<!c)\||\n", FORMULAS):
            for display in (False, True):
                try:
                    html = render(tex, display)
                except math.LatexError:
                    assert not display, tex  # some stand in displayed formulas alone
                    continue
                assert same(sanitize.clean(html)) == same(html), tex


def test_an_operator_made_of_others_keeps_its_mathematics() -> None:
    """KaTeX puts elements into <mo>, where HTML knows none, and a browser would take them out of the formula."""
    with math.renderer() as render:
        for tex, signs in ((r"\stackrel{!}{=}", "=!"), (r"a \bmod b", "amodb")):
            mathml = re.search(r"<semantics>(.*?)<annotation", sanitize.clean(render(tex, False)))
            assert mathml
            assert re.sub(r"<[^>]*>|&nbsp;|\s", "", mathml[1]) == signs


def test_honest_pages_pass_unchanged(monkeypatch: pytest.MonkeyPatch) -> None:
    with math.renderer() as render:
        book = open_book(LOADED, SETTINGS, render)
        some = book.questions[::12]
        cleaned = [question.plan(book, item).make().body for item in some]
        monkeypatch.setattr(sanitize, "clean", Markup)
        for item, html in zip(some, cleaned, strict=True):
            assert same(html) == same(question.plan(book, item).make().body), item.slug


def same(html: str) -> str:
    """The HTML in one way of writing it."""
    html = re.sub(r"<([a-z]+)\b([^<>]*?) ?/>", r"<\1\2></\1>", html)
    html = re.sub(r"\s*=\s*'([^']*)'", r'="\1"', html).replace('class ="', 'class="')
    html = re.sub(r"</(?:br|hr)>", "", html)
    return html.replace("\xa0", "&nbsp;").replace("&quot;", '"').replace("&#x27;", "'").replace("&#39;", "'")


def test_nobody_else_makes_markup() -> None:
    """Whatever else reaches a template is escaped by it."""
    makers = []
    for path in [*(ROOT / "scripts").rglob("*.py"), *(ROOT / "hooks").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("Markup", "markupsafe.Markup") and node.args:
                makers.append(path.name)
    assert sorted(makers) == ["markup.py", "sanitize.py", "sanitize.py", "sanitize.py"]  # markup.py: strings of CSS
    for template in [*(ROOT / "scripts").rglob("*.html"), *(ROOT / "hooks").rglob("*.html")]:
        assert not re.search(r"\|\s*safe\b|autoescape", template.read_text("utf-8")), template


HOSTILE = """=1 </title><script>x</script> [a](javascript:x) [latex]x[/latex] `b` "c" \\"""


def test_values_stay_text_in_every_format() -> None:
    item = replace(LOADED.questions["p-value"], title=HOSTILE, gist=HOSTILE, short=HOSTILE)
    loaded = replace(LOADED, questions={item.slug: item})
    text = llms.llms_txt(loaded, SETTINGS)
    assert r"\[a\](javascript:x)" in text
    assert not re.search(r"(?<!\\)[<`]|(?<!\\)\]\(javascript", text.partition("\n## ")[2])
    entry = ET.fromstring(feed.feed(loaded, SETTINGS)).find("{*}entry")  # noqa: S314
    assert entry is not None
    assert entry.findtext("{*}title") == entry.findtext("{*}summary") == HOSTILE
    for card in cards.cards(item, {}, SETTINGS.site_url):
        for field in (card.front, card.back):
            assert not re.search(r"<script|\[/?latex\]|\A[=+@-]", field)
    with math.renderer() as render:
        head = question.plan(open_book(loaded, SETTINGS, render), item).make().head
    assert re.findall(r"<(/?script|/?title)", head) == ["script", "/script"]


def test_cells_begin_at_their_markers_alone() -> None:
    text = "x = 1\n\n# %% [markdown]\n# # Title\n#\n# text\n\n# %%\n\n# !ls\n# %% [raw]\ny = 2\n# %%\n"
    found = [(cell.kind, cell.source, cell.line) for cell in cells(text)]
    assert found == [
        ("code", "x = 1", 1),
        ("markdown", "# Title\n\ntext", 4),
        ("code", "# !ls\n# %% [raw]\ny = 2", 10),
    ]
    assert text_alone(text).split("\n") == ["", "", "", "# Title", "", "text", *[""] * 8]
