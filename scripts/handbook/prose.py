"""What a reader would say aloud: the words, sentences, items and labels of parsed text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from handbook.markdown import line_of
from handbook.model import Section

# Some words are abbreviations wherever they stand, some only before a number, some unless a new sentence follows.
ABBREVIATION = re.compile(
    r"\b(?:(?:[Ee]\.g|[Ii]\.e|vs|cf|Dr|St)\.(?!\s*$)|(?:Figs?|Eqs?|Secs?|Ch|Nos?|pp?)\.(?=\s*(?:\d|\(|x\b))"
    r"|(?:et al|etc|approx)\.(?!\s*$|\s+[A-Z]))"
)
# Dots of omission in the middle of a sentence do not end it.
SENTENCE_END = re.compile(r"(?<![.!?…])(?!(?:…|\.\.+)\s+[a-z])[.!?…]++[\"'”’)\]]*+(?=\s|$)")
WORD = re.compile(r"(?<!\S)(?:[^\w\s]|_)*+[^\W_]")
"""The beginning of what stands between two spaces, if a letter or digit is in it."""
UNSPOKEN = ("code_inline", "math_inline", "math_single", "math_block", "image", "html_inline")


@dataclass(frozen=True, slots=True)
class Item:
    """A list item, step or quote: its line (from 1) and the tokens inside it."""

    line: int
    tokens: tuple[Token, ...]

    @property
    def label(self) -> str:
        """The bold label that opens it, without its colon; empty if there is none."""
        first = next((token for token in self.tokens if token.type == "inline"), None)
        children = [child for child in (first.children if first else None) or [] if child.content or child.nesting]
        if len(children) >= 3 and children[0].type == "strong_open" and children[2].type == "strong_close":
            text = children[1].content.strip()
            after = children[3].content if len(children) > 3 else ""
            if text.endswith(":") or after.startswith(":"):
                return text.removesuffix(":")
        return ""


def spoken(tokens: Iterable[Token], stand_in: str = "") -> str:
    """The text a reader would say, a line a block; mathematics and code become `stand_in`."""
    lines = []
    for token in tokens:
        if token.type == "inline":
            lines.append("".join(_said(token, stand_in)))
        elif token.type in ("math_block", "fence", "code_block"):
            lines.append(stand_in)
    return "\n".join(lines)


def _said(inline: Token, stand_in: str) -> Iterator[str]:
    address = False
    for child in inline.children or []:
        if child.type in ("link_open", "link_close"):
            address = child.info == "auto" and child.nesting == 1
        if child.type == "text":
            yield stand_in if address else child.content
        elif child.type in ("softbreak", "hardbreak"):
            yield " "
        elif child.type in UNSPOKEN:
            yield stand_in


def plain(tokens: Iterable[Token]) -> str:
    """The text with code and mathematics as written, a line a block: for search, feeds and previews."""
    lines = []
    for token in tokens:
        if token.type == "inline":
            lines.append(plain_inline(token))
        elif token.type in ("math_block", "fence", "code_block"):
            lines.append(token.content.strip())
    return "\n".join(line for line in lines if line)


def plain_inline(inline: Token, formula: Callable[[str], str] = "${}$".format) -> str:
    """One inline token as text: no markup, code as written, mathematics as `formula` says (by default as written)."""
    parts = []
    for child in inline.children or []:
        if child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type == "math_inline":
            parts.append(formula(child.content))
        else:
            parts.append(child.content)
    return "".join(parts)


def count_words(tokens: Iterable[Token]) -> int:
    """Words a reader would say: mathematics, code and link targets are none."""
    return len(WORD.findall(spoken(tokens)))


def count_sentences(tokens: Iterable[Token]) -> int:
    """Sentences: what ends with `.`, `!` or `?` outside mathematics, code, numbers and the usual abbreviations."""
    text = spoken(tokens, stand_in="x")
    return sum(len(SENTENCE_END.findall(ABBREVIATION.sub("x", line))) for line in text.split("\n"))


def everything(section: Section) -> list[Token]:
    """The tokens of a section and of all below it, with their headings, in order."""
    tokens = []
    for part in section.walk():
        if part is not section:
            tokens.append(part.heading)
        tokens.extend(part.tokens)
    return tokens


def items(tokens: Iterable[Token], kind: str) -> list[Item]:
    """The top-level items of every list of that kind: "items" (bulleted), "steps" (numbered) or "quotes"."""
    opening = {"items": "bullet_list_open", "steps": "ordered_list_open", "quotes": "blockquote_open"}[kind]
    found: list[Item] = []
    inside: list[Token] = []
    start, outer = 0, ""
    for token in tokens:
        if token.level == 0 and token.nesting == 1:
            outer = token.type
        if outer == opening:
            boundary = 0 if kind == "quotes" else 1
            if token.level == boundary and token.nesting == 1:
                start, inside = line_of(token), []
            elif token.level == boundary and token.nesting == -1:
                found.append(Item(start, tuple(inside)))
            else:
                inside.append(token)
        if token.level == 0 and token.nesting == -1:
            outer = ""
    return found


def blocks(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens that open a top-level block, or are one."""
    return (token for token in tokens if token.level == 0 and token.nesting >= 0)
