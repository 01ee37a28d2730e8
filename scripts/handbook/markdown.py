"""From Markdown to a tree of sections, with a line for everything, and never slowly. Judges nothing."""

from __future__ import annotations

import re
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from handbook import contract
from handbook.model import Section

RUN = re.compile(f"([{re.escape(''.join(contract.CHARACTER_LIMITS))}])\\1{{{contract.RUN_LENGTH},}}")
NESTING = {f"{kind}_{end}" for kind in ("bullet_list", "ordered_list", "blockquote") for end in ("open", "close")}


class TooMuchError(Exception):
    """Text that would make a Markdown parser slow: the place, from 1, and what there is too much of."""

    def __init__(self, line: int, column: int, detail: str) -> None:
        super().__init__(detail)
        self.line, self.column, self.detail = line, column, detail


def parse(text: str) -> list[Token]:
    """markdown-it tokens: CommonMark with tables and dollar mathematics. Raw HTML is a token, for rules to refuse."""
    return _MARKDOWN.parse(text)


def bounded(body: str, before: int = 0) -> list[Token]:
    """The tokens of a text that stands behind so many lines of its file; TooMuchError if a parser would take long over it.

    Lines are counted first. In so few of them blocks are found quickly, so that characters with a meaning are then
    counted where they have it: not in code and displayed formulas, whatever stands around these. What stands in the
    blocks is read last.
    """
    env: dict[str, Any] = {}
    state = StateCore("", _INSIDE, env, _blocks(body, before, env))
    _INSIDE.core.process(state)
    return state.tokens


def _blocks(body: str, before: int, env: dict[str, Any]) -> list[Token]:
    """The blocks of a text, counted; what stands in them is not read yet."""
    lines = body.split("\n")
    if len(lines) > contract.QUESTION_LINES:
        raise TooMuchError(before + contract.QUESTION_LINES + 1, 1, f"more than {contract.QUESTION_LINES:,} lines")
    for number, line in enumerate(lines, before + 1):
        if len(line) > contract.LINE_CHARACTERS:
            detail = f"a line of {len(line):,} characters, at most {contract.LINE_CHARACTERS:,}"
            raise TooMuchError(number, contract.LINE_CHARACTERS + 1, detail)
    counts = dict.fromkeys(contract.CHARACTER_LIMITS, 0)
    depth = cells = 0
    row = before + 1
    tokens = _BLOCKS.parse("\n" * before + body, env)  # blank lines keep the line numbers of the file
    for token in tokens:
        number = line_of(token)
        if token.type in NESTING:
            depth += token.nesting
            if depth > contract.LIST_DEPTH:
                raise TooMuchError(number, 1, f"more than {contract.LIST_DEPTH} levels of lists or quotes")
        elif token.type == "tr_open":
            row = number
        elif token.type == "td_open":
            cells += 1
            if cells > contract.TABLE_CELLS:
                raise TooMuchError(row, 1, f"more than {contract.TABLE_CELLS:,} cells of tables")
        elif token.type == "inline":
            for index, line in enumerate(token.content.split("\n"), number):
                if detail := _crowded(line, counts):
                    raise TooMuchError(index, 1, detail)
    return tokens


def _crowded(line: str, counts: dict[str, int]) -> str:
    """What there is too much of once a line has been added to the counts; empty if nothing."""
    if match := RUN.search(line):
        return f"more than {contract.RUN_LENGTH} times `{match.group(1)}` in a row"
    for character, limit in contract.CHARACTER_LIMITS.items():
        counts[character] += line.count(character)
        if counts[character] > limit:
            return f"`{character}` more than {limit} times"
    return ""


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": True, "maxNesting": 40})
    markdown.enable("table")
    markdown.use(dollarmath_plugin, allow_labels=False, allow_space=False, allow_digits=False, allow_blank_lines=False)
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]  # the rules judge every link
    return markdown


_MARKDOWN = _markdown()
_BLOCKS = _markdown().disable("inline")
_INSIDE = _markdown().disable(["normalize", "block"])


def line_of(token: Token) -> int:
    """The line, from 1, on which a block begins."""
    return (token.map or [0])[0] + 1


def outline(tokens: list[Token]) -> Section:
    """The tokens as a tree of sections under one root of level 1.

    The root is the first H1 (title empty when the text has none before its first H2). A second H1 becomes a section
    of level 1 under the root, so that a rule can point at it; what follows it belongs to the root again.
    """
    nothing = Token("inline", "", 0, content="", children=[], map=[0, 1])
    root = _Open("", 1, 1, nothing)
    stack = [root]
    seen_title = False
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.type == "heading_open" and token.level == 0:
            inline = tokens[index + 1]
            level, line = int(token.tag[1]), line_of(token)
            title = " ".join(inline.content.split())
            if level == 1 and not seen_title and stack == [root]:
                root.title, root.line, root.heading, seen_title = title, line, inline, True
            else:
                section = _Open(title, level, line, inline)
                while len(stack) > 1 and (stack[-1].level >= level or stack[-1].level == 1):
                    stack.pop()
                stack[-1].sections.append(section)
                stack.append(section)
            index += 3
            continue
        stack[-1].tokens.append(token)
        index += 1
    return root.freeze()


class _Open:
    """A section while its tokens are still being collected."""

    def __init__(self, title: str, level: int, line: int, heading: Token) -> None:
        self.title, self.level, self.line, self.heading = title, level, line, heading
        self.tokens: list[Token] = []
        self.sections: list[_Open] = []

    def freeze(self) -> Section:
        sections = tuple(section.freeze() for section in self.sections)
        return Section(self.title, self.level, self.line, self.heading, tuple(self.tokens), sections)
