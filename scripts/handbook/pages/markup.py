"""Parsed text to HTML: links resolved, mathematics set, code colored, figures inlined. Raw HTML comes out as text, and
all that comes out was cleaned."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup

from handbook import figures, sanitize, source, svg
from handbook.coloring import color
from handbook.fences import drawings, use
from handbook.markdown import line_of, parse
from handbook.math import Render
from handbook.model import Document, Fence
from handbook.pages import links

SMALL = 470
"""CSS pixels. A diagram that is no wider fits a phone with letters of 11 pixels; a wider one is pushed sideways there."""


@dataclass
class Setting:
    """What rendering a document needs besides its tokens.

    `base` is the address of the page that shows it, `addresses` the address of every published question by its file,
    `render` sets a formula. `mathematics` becomes true when a formula was set.
    """

    document: Document
    base: str
    addresses: Mapping[str, str]
    render: Render
    mathematics: bool = False
    _drawings: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._drawings = {fence.line: name for fence, name in drawings(self.document)}


def code(text: str, language: str) -> Markup:
    """Code as a block, colored where the language is known."""
    return sanitize.clean(_code(text, language))


def formula(tex: str, render: Render) -> Markup:
    """A formula that stands outside a document's body, set in a line."""
    return sanitize.clean(render(tex, False))


def blocks(tokens: Sequence[Token], setting: Setting) -> Markup:
    """The HTML of a section's tokens."""
    return sanitize.clean(_MARKDOWN.renderer.render(list(tokens), _MARKDOWN.options, {"setting": setting}))


def text(written: str, setting: Setting) -> Markup:
    """The HTML of Markdown that stands outside a document's own file, as in a notebook's cell."""
    return blocks(parse(written), setting)


def inline(token: Token, setting: Setting) -> Markup:
    """The HTML of one inline token, without a block around it."""
    return sanitize.clean(_MARKDOWN.renderer.render([token], _MARKDOWN.options, {"setting": setting}))


def _code(text: str, language: str) -> str:
    name = escape(language)
    return f'<div class="highlight"><pre><code class="language-{name}">{color(text, language)}</code></pre></div>\n'


class _Renderer(RendererHTML):
    """markdown-it's renderer, with our own way for what it would pass through or cannot know."""

    def _drawn(self, name: str, setting: Setting) -> str:
        drawing = setting.document.companions.get(figures.file_name(setting.document.slug, name))
        if drawing is None:
            return '<p class="missing">This figure has not been drawn yet: run <code>make figures</code>.</p>\n'
        shown = svg.inline(drawing, f"{setting.document.slug}-{name}")
        small = " small" if svg.width(shown) <= SMALL else ""
        return f'<figure class="drawing{small}">{shown}</figure>\n'

    def fence(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token, setting = tokens[idx], env["setting"]
        words = token.info.split()
        language = words[0] if words else "text"
        line = line_of(token)
        kind = use(Fence(token.info.strip(), token.content, line))
        if kind == "mermaid":
            return self._drawn(setting._drawings.get(line, ""), setting)
        block = _code(token.content, language)
        if kind == "figure":
            drawn = self._drawn(setting._drawings.get(line, ""), setting)
            return f'{drawn}<details class="made-by"><summary>How this figure is drawn</summary>{block}</details>\n'
        if kind == "check":
            if setting.document.meta.get("reviewed") is None:  # a draft may say what is not so
                label = "To be checked: this code runs with the tests"
                return f'<details class="made-by"><summary>{label}</summary>{block}</details>\n'
            label = "Checked: this code runs with the tests, and its claims hold"
            return f'<details class="checked"><summary>{label}</summary>{block}</details>\n'
        return block

    def code_block(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return _code(tokens[idx].content, "text")

    def html_block(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f"<p>{escape(tokens[idx].content)}</p>\n"

    def html_inline(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return escape(tokens[idx].content)

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return escape(tokens[idx].content)

    def math_inline(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        setting = env["setting"]
        setting.mathematics = True
        return str(setting.render(tokens[idx].content, False))

    def math_block(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        setting = env["setting"]
        setting.mathematics = True
        return f'<div class="formula" tabindex="0" role="group" aria-label="formula">{setting.render(tokens[idx].content, True)}</div>\n'

    def link_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        target = str(tokens[idx].attrGet("href") or "")
        return f'<a href="{escape(resolve(target, env["setting"]))}">'

    def table_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return '<div class="table" tabindex="0" role="group" aria-label="table"><table>\n'

    def table_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return "</table></div>\n"

    def _cell(self, tokens: Sequence[Token], idx: int, tag: str) -> str:
        style = str(tokens[idx].attrGet("style") or "")
        align = re.fullmatch(r"text-align:(left|right|center)", style)
        return f'<{tag} class="{align[1]}">' if align else f"<{tag}>"

    def th_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return self._cell(tokens, idx, "th")

    def td_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return self._cell(tokens, idx, "td")


def css_string(text: str) -> Markup:
    """Text as a string of CSS that can stand in a `<style>` element: whatever might end either is escaped."""
    safe = re.sub(r"[^ !#-;=?-\[\]-~]", lambda found: f"\\{ord(found[0]):x} ", text)
    return Markup(f'"{safe}"')  # noqa: S704


def resolve(target: str, setting: Setting) -> str:
    """Where a link of a document leads on the site; a link to a file that is not published leads to the page itself."""
    if re.match(r"[a-z][a-z0-9+.-]*:", target, re.IGNORECASE):
        return target if target.lower().startswith(("https:", "mailto:")) else "#"
    address = setting.addresses.get(source.file_of(target, setting.document))
    return links.relative(address, setting.base) if address else "#"


_MARKDOWN = MarkdownIt("commonmark", renderer_cls=_Renderer)
