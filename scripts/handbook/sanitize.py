"""What HTML that was made from content may hold; the only way by which it becomes markup that templates let through.

Whatever else stands in it is taken out, not refused: what is wrong with a file, and where, is for the rules to say.
"""

from __future__ import annotations

import re

from markupsafe import Markup
from nh3 import Cleaner
from pygments.token import STANDARD_TYPES

from handbook import contract, svg

TEXT = frozenset(
    """
    a blockquote br code dd del details div dl dt em figure h1 h2 h3 h4 h5 h6 hr li ol p pre span strong sub summary sup
    table tbody td th thead tr ul
    """.split()
)
MATHML = frozenset(
    """
    annotation math menclose mfrac mi mn mo mover mpadded mphantom mroot mrow mspace msqrt mstyle msub msubsup msup
    mtable mtd mtext mtr munder munderover semantics
    """.split()
)
MATHML_ATTRIBUTES = frozenset(
    """
    accent accentunder columnalign columnlines columnspacing depth display displaystyle encoding fence height linethickness
    linebreak lspace mathbackground mathcolor mathsize mathvariant maxsize minsize notation rowlines rowspacing
    rspace scriptlevel separator stretchy voffset width xmlns
    """.split()
)
KATEX = frozenset(
    """
    accent-body accent-full accentunder allowbreak amsrm angl anglpad arraycolsep boldsymbol boxpad brace-center brace-left
    brace-right cancel-lap cancel-pad cd-arrow-pad cd-label-left cd-label-right cd-vert-arrow clap colorbox col-align-c
    col-align-l col-align-r delim-size1 delim-size4 delimcenter delimsizing delimsizinginner eqn-num fbox fcolorbox
    frac-line halfarrow-left halfarrow-right hide-tail katex katex-accent katex-base katex-display
    katex-fix katex-hdashline katex-hline katex-html katex-inner katex-mathml katex-newline katex-overlay
    katex-overline katex-root katex-rule katex-sizing katex-smash katex-sout katex-stretchy katex-strut katex-tag
    katex-thinbox katex-underline katex-vbox large-op llap mathbb mathbf mathboldfrak mathboldsf mathcal
    mathfrak mathit mathitsf mathnormal mathrm mathscr mathsf mathsfit mathtt mbin mclose mfrac minner mml-eqn-num
    mop mopen mord mover mpunct mrel mspace msupsub mtable mtight mtr-glue mult munder nobreak nulldelimiter op-limits
    op-symbol overline-line pstrut reflectbox rlap size1 size2 size3 size4 size5 size6 size7 size8 size9 size10 size11
    reset-size1 reset-size2 reset-size3 reset-size4 reset-size5 reset-size6 reset-size7 reset-size8 reset-size9
    reset-size10 reset-size11 small-op sqrt svg-align text textbb textbf textboldfrak textboldsf textfrak textit
    textitsf textmd textrm textscr textsf texttt textup underline-line vertical-separator vlist vlist-r vlist-s vlist-t
    vlist-t2 x-arrow x-arrow-pad
    """.split()
)
"""The classes that KaTeX gives; those without a style are kept so that a formula passes as it was made."""
CLASSES = {
    "span": KATEX | frozenset(STANDARD_TYPES.values()) | {"function"},
    "code": frozenset(f"language-{name}" for name in contract.LANGUAGES),
    "div": frozenset({"formula", "highlight", "table"}),
    "details": frozenset({"checked", "made-by"}),
    "figure": frozenset({"drawing", "small"}),
    "p": frozenset({"missing"}),
    **dict.fromkeys(("td", "th"), frozenset({"left", "center", "right"})),
    **dict.fromkeys(MATHML, KATEX),
    **dict.fromkeys(svg.ELEMENTS, frozenset(svg.CLASSES)),
}
"""Scripts and styles of the site take hold of classes: content has those alone that the renderer gives it."""
DRAWN = svg.PLACES | svg.LOOKS | {"id"}
ATTRIBUTES = {
    "a": frozenset({"href"}),
    "ol": frozenset({"start"}),
    "div": frozenset({"tabindex", "role", "aria-label"}),
    "span": frozenset({"style", "aria-hidden", "data-function"}),
    **dict.fromkeys(MATHML, MATHML_ATTRIBUTES),
    **dict.fromkeys(svg.ELEMENTS, DRAWN),
    "svg": DRAWN | svg.ROOT | {"style", "xmlns"},
    "use": DRAWN | {"href"},
}
LENGTH = r"-?\d*\.?\d+(?:em|px)?"
SIDE = "(?:-(?:top|right|bottom|left))?"
STYLE = re.compile(
    rf"(?:(?:(?:height|width|min-width|top|bottom|left|vertical-align|(?:margin|padding){SIDE}|border{SIDE}-width)"
    rf":{LENGTH}(?: {LENGTH})?|border{SIDE}-style:(?:solid|dashed)|position:relative"
    rf"|(?:color|background-color|border{SIDE}-color):(?:#[\da-fA-F]{{3,8}}|[a-zA-Z]+));?)*"
)
"""What KaTeX writes into style attributes: lengths, lines, colors."""


NOTEBOOK = frozenset(
    """
    jp-Cell-outputWrapper jp-CodeCell jp-Notebook jp-RenderedMarkdown jp-RenderedText jupyter-wrapper
    """.split()
)
"""What the site's style sheet for notebooks takes hold of."""


def _attribute(tag: str, name: str, value: str) -> str | None:
    return value if name != "style" or STYLE.fullmatch(value) else None


def _cleaner(attributes: dict[str, frozenset[str]], classes: dict[str, frozenset[str]]) -> Cleaner:
    return Cleaner(
        tags=TEXT | MATHML | svg.ELEMENTS,
        clean_content_tags={"script", "style"},
        attributes=attributes,
        attribute_filter=_attribute,
        link_rel=None,
        url_schemes={"https", "mailto"},
        allowed_classes=classes,
    )


_PAGE = _cleaner(ATTRIBUTES, CLASSES)
_NOTEBOOK = _cleaner(
    ATTRIBUTES | {"a": ATTRIBUTES["a"] | {"download"}},
    CLASSES | {"div": CLASSES["div"] | NOTEBOOK, "pre": frozenset({"scrolls"})},
)


def clean(html: str) -> Markup:
    """The HTML without whatever could run, load anything, or pass for one of the site's own controls."""
    return Markup(_PAGE.clean(html))  # noqa: S704


def cleaned(html: str) -> Markup:
    """The same, of HTML that was cleaned before and kept."""
    return Markup(html)  # noqa: S704


def notebook(html: str) -> Markup:
    """The same of a notebook's page, which may offer a file and has a frame around each cell."""
    return Markup(_NOTEBOOK.clean(html))  # noqa: S704
