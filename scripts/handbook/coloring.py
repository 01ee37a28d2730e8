"""Colors code: Pygments, with a shorter way through what Python code mostly is."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import ClassVar

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer, inherit, words
from pygments.lexers import get_lexer_by_name
from pygments.lexers.python import PythonLexer
from pygments.regexopt import regex_opt
from pygments.token import Number, String, Text
from pygments.util import ClassNotFound

UNMARKED = re.compile(r'<span class="(?:w|n|p|o)">([^<]*)</span>')
"""Names, operators and the like have the color of the text: their marks would be a third of a page's weight."""
RULES = [rule for state in PythonLexer.tokens.values() for rule in state if isinstance(rule, tuple)]
LISTED = [word for pattern, *_ in RULES if isinstance(pattern, words) for word in pattern.words]
UNLISTED = "and case class cls def from import in is lazy match not or self Ellipsis NotImplemented".split()
SPECIAL = regex_opt([*LISTED, *UNLISTED], suffix=r"\b")
"""A word that Pygments marks somewhere, from its lists or from a rule of its own."""
RUN = rf"""(?x:
    (?!__|{SPECIAL}) [A-Za-z_][A-Za-z0-9_]*+ (?! ["'] | [^\x00-\x7f])  # a name that ends here and begins no string
    | != | [-~+/*%=<>&^|:,;()\[\]{{}}] | \.(?!\d)
    | [ \t\n]++ (?! [rRuUbB]{{,2}}(?:\"\"\"|''') | (?:case|lazy|match)\b)  # these are special at the start of a line
)++"""
"""What comes out without a mark: names, operators and spaces."""


class _Python(PythonLexer):
    """Pygments' lexer, which tries some fifty expressions at a plain name before it takes it for one, given the
    commonest forms first. The marks are the same."""

    tokens: ClassVar = {
        "root": [
            (RUN, Text),
            (r"\d+(?![\w.])", Number.Integer),
            (r"\d+\.\d+(?![\w.])", Number.Float),
            (r'"(?!"")[^"\\%{\n]*"', String.Double),
            inherit,
        ]
    }


_FORMATTER = HtmlFormatter(nowrap=True)


@lru_cache(maxsize=16)  # making one costs more than coloring a page
def _lexer(language: str) -> Lexer:
    return _Python(stripnl=False) if language == "python" else get_lexer_by_name(language, stripnl=False)


@lru_cache(maxsize=10_000)  # in a preview the same after every save
def color(text: str, language: str) -> str:
    """Code as colored spans, not cleaned yet; plain where the language is not known. Line breaks stay as they are."""
    try:
        return UNMARKED.sub(r"\1", str(highlight(text, _lexer(language), _FORMATTER)))
    except ClassNotFound:
        return escape(text)
