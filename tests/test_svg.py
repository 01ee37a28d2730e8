"""Drawings from strangers: what may go into a page, and what must not."""

import math
import re
import time

import pytest

from handbook import svg

START = '<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 10 10"><title>A line</title>'


def drawing(inner: str) -> str:
    return f"{START}{inner}</svg>"


GOOD = [
    '<path d="M0 0L1e-3 1" stroke="currentColor" fill="none"/>',
    '<g transform="translate(1 2)"><text x="1" font-size="12">α &lt; β<tspan dy="1em">b</tspan> c</text></g>',
    '<defs><path id="p" d="M0 0"/></defs><use href="#p" x="1"/>',
    '<g xmlns:xlink="http://www.w3.org/1999/xlink"><path id="p" d="M0 0"/><use xlink:href="#p"/></g>',
    '<clipPath id="c"><rect width="5" height="5"/></clipPath><path clip-path="url(#c)" d="M0 0"/>',
    '<marker id="m" orient="auto"><path d="M0 0"/></marker><line x2="5" marker-end="url(#m)"/>',
    '<pattern id="h" width="4" height="4"><path d="M0 0"/></pattern><rect fill="url(#h)" width="9" height="9"/>',
    '<rect class="ground" fill="rgb(1, 2, 3)" width="1" height="1"/><!-- a comment -->',
    "<desc>What it shows: a &amp; b</desc>",
]


@pytest.mark.parametrize("inner", GOOD)
def test_shapes_and_text_pass_unchanged(inner: str) -> None:
    result = svg.inline(drawing(inner))
    assert result.startswith("<svg xmlns=")
    assert svg.inline(result) == result, "what was written is read again as the same"
    words = re.sub(r"<!--.*?-->|<[^>]*>|\s", "", drawing(inner))
    assert re.sub(r"<[^>]*>|\s", "", result) == words


@pytest.mark.parametrize(
    ("root", "expected"),
    [
        ('<svg viewBox="0 0 9 9" width="449" role="img"><rect width="7"/></svg>', 449),
        ('<svg viewBox="0 0 9 9" width="99.5"></svg>', 99.5),
        ('<svg viewBox="0 0 9 9"><rect width="7"/></svg>', math.inf),
    ],
)
def test_the_width_is_that_of_the_root(root: str, expected: float) -> None:
    assert svg.width(root) == expected


def test_a_prolog_is_left_out() -> None:
    text = '<?xml version="1.0" encoding="utf-8"?>\n' + drawing("")
    assert svg.inline(text) == svg.inline(drawing(""))


HOSTILE = {
    "script": "<script>alert(1)</script>",
    "script in a namespace": '<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>',
    "html in a namespace": '<b:script xmlns:b="http://www.w3.org/1999/xhtml">alert(1)</b:script>',
    "foreign object": "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>",
    "image": '<image href="https://example.org/x.png"/>',
    "image of data": '<image href="data:image/png;base64,AAAA"/>',
    "event": '<path d="M0 0" onload="alert(1)"/>',
    "event in capitals": '<path d="M0 0" onLoad="alert(1)"/>',
    "event on a group": '<g onmouseover="alert(1)"/>',
    "link": '<a href="javascript:alert(1)"><text>x</text></a>',
    "animation": '<path d="M0 0"><animate attributeName="d" values="M0 0"/></path>',
    "set": '<set attributeName="onload" to="alert(1)"/>',
    "style element": "<style>*{fill:red}</style>",
    "style import": "<style>@import 'https://example.org/x.css';</style>",
    "style attribute": '<path style="fill:url(https://example.org/x)" d="M0 0"/>',
    "filter": '<filter id="f"/>',
    "use of another file": '<use href="https://example.org/x.svg#a"/>',
    "use of data": '<use href="data:image/svg+xml,x#a"/>',
    "use of nothing": '<use href="#nowhere"/>',
    "fill from elsewhere": '<path fill="url(https://example.org/x#a)" d="M0 0"/>',
    "fill with an escape": '<path fill="u\\72l(https://example.org)" d="M0 0"/>',
    "fill in capitals": '<path fill="URL(https://example.org)" d="M0 0"/>',
    "fill with a comment": '<path fill="url/**/(#a)" d="M0 0"/>',
    "fill with a set of images": '<path fill="image-set(https://example.org)" d="M0 0"/>',
    "fill after a good one": '<path id="a" fill="url(#a) url(//example.org)" d="M0 0"/>',
    "reference to itself": '<pattern id="p"><rect fill="url(#p)"/></pattern><rect fill="url(#p)"/>',
    "use of a use": '<path id="a" d="M0 0"/><g id="b"><use href="#a"/></g><use href="#b"/>',
    "use of a group": '<g id="b"><path d="M0 0"/></g><use href="#b"/>',
    "unknown class": '<g class="md-header"/>',
    "unknown attribute": '<g data-md-component="search"/>',
    "attribute of a namespace": '<g xmlns:e="http://example.org/" e:x="1"/>',
    "base": '<g xml:base="https://example.org/"/>',
    "tab index": '<g tabindex="1"/>',
    "same id twice": '<path id="a" d="M0 0"/><path id="a" d="M0 0"/>',
    "second title": "<title>b</title>",
    "drawing in a drawing": '<svg viewBox="0 0 1 1"/>',
    "element in a title": "<desc><g/></desc>",
    "shape in a text": "<text><path d='M0 0'/></text>",
    "text in a group": "<g>text</g>",
    "text after a group": "<g/>text",
    "character data": "<desc><![CDATA[<script>]]></desc>",
    "processing instruction": '<?xml-stylesheet href="https://example.org/x.css"?>',
    "not closed": "<g>",
    "undefined entity": "<text>&nbsp;</text>",
    "null character": "<text>\x00</text>",
    "half of a pair": "<text>\ud800</text>",
    "nested deeply": "<g>" * 100 + "</g>" * 100,
    "nested most deeply": "<g>" * 40_000 + "</g>" * 40_000,
    "too large": "<g/>" * 100_000,
    "repeated": f'<path id="a" d="{"M0 0" * 20_000}"/>' + '<use href="#a"/>' * 10_000,
    "repeated by markers": f'<marker id="m"><path d="{"M0 0" * 9_000}"/></marker>'
    f'<path marker-mid="url(#m)" d="{"M0 0" * 30_000}"/>',
}


@pytest.mark.parametrize("inner", HOSTILE.values(), ids=HOSTILE.keys())
def test_everything_else_is_refused(inner: str) -> None:
    begun = time.process_time()
    with pytest.raises(svg.SvgError):
        svg.inline(drawing(inner))
    assert time.process_time() - begun < 10


NOT_DRAWINGS = [
    "",
    "text",
    "<svg/>",
    "<html xmlns='http://www.w3.org/1999/xhtml'/>",
    START.replace('role="img" ', "") + "</svg>",
    START.replace("A line", " ") + "</svg>",
    START.replace("0 0 10 10", "0 0 10") + "</svg>",
    START.replace("0 0 10 10", "0 0 0 10") + "</svg>",
    START.replace("0 0 10 10", "0 0 1.1.1 10") + "</svg>",
    START.replace("0 0 10 10", "0 0 " + "9" * 400 + " 10") + "</svg>",
    START.replace("viewBox", 'transform="scale(99)" viewBox') + "</svg>",
    START.replace("viewBox", 'x="9" viewBox') + "</svg>",
    START.replace("viewBox", 'onload="alert(1)" viewBox') + "</svg>",
    '<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + drawing("<desc>&a;</desc>"),
    '<!DOCTYPE svg SYSTEM "file:///etc/passwd">' + drawing(""),
    "\ufeff\x00" + drawing(""),
]


@pytest.mark.parametrize("text", NOT_DRAWINGS)
def test_a_drawing_is_one_element_with_a_size_and_a_name(text: str) -> None:
    with pytest.raises(svg.SvgError):
        svg.inline(text)


@pytest.mark.parametrize(("name", "passes"), [("a-b", True), ("a-b-1", True), ("a-bc", False), ("search", False)])
def test_ids_stay_in_their_own_space(name: str, passes: bool) -> None:
    text = drawing(f'<path id="{name}" d="M0 0"/>')
    if passes:
        assert f'id="{name}"' in svg.inline(text, "a-b")
    else:
        with pytest.raises(svg.SvgError, match="does not begin"):
            svg.inline(text, "a-b")
