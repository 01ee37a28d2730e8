"""A page in other words of the same length: what it says is lost, its form and its weight stay."""

from __future__ import annotations

import random
import re
import string
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from handbook import drawing, prose
from handbook.model import Question
from handbook.rules import wording
from handbook.stems import SILENT

PIECES = re.compile(
    r"""(?P<code>^(?P<fence>[ ]*```)(?P<info>.*)\n(?P<inside>(?s:.*?))^(?P=fence)[ ]*$)
    | (?P<formula>\$\$[^$]+\$\$ | \$[^$]+\$)
    | (?P<kept>^\#\#[ ].*$ | ^(?:-[ ]|\d+\.[ ])?\*\*[^*]+:\*\* | `[^`]*` | \]\((?:[^()]|\([^()]*\))*\) | https?:\S+)
    | (?P<word>[^\W\d_]+)""",
    re.MULTILINE | re.VERBOSE,
)
"""The parts of a text that are put otherwise. Kept are the headings of the outline, labels, code spans and addresses."""

COMMENTS = {"python": "  # ", "mermaid": "\n%% "}
"""How a last comment begins, by the language of the code."""

COMMANDS = re.compile(
    r"(\\(?:begin|end|text\w*|math(?:rm|sf|tt|it)|operatorname\*?|hspace|color)\s*\{[^{}]*\}"
    r"|\\[A-Za-z]+|\{[lcr|]+\}|\[-?[\d.]+[a-z]+\])"
)
"""What is no symbol of a formula: commands, words, the columns of an array, lengths."""
AS_WIDE = ("bcegoqsvyz", "adhknpux", "ijlt")
"""Letters that are set about as wide as each other, so that a formula that fits a cheat sheet still fits."""

KEPT = re.compile(
    r"fewer|less|more|(?:fast|slow|small|larg|bigg|cheap|bett|high|low)er|worse|times|points?|seconds?|percent.*"
    r"|(?:reduc|improv|increas|decreas|rais|cut|gain|sav|speed|sped|outperform|beat).*|table|figure|section|appendix|approx|etc"
)
"""Words that make a number a claim, or name its source, and an abbreviation: elsewhere they would mean something."""
FEW = 100
"""Where fewer words are of a length, one is made up for a way to ask: else thousands of copies would ask the same."""
SHORTEST = 3
"""Shorter words stay, unless they are abbreviations."""

EMPTY = frozenset(word for phrase in wording.EMPTY for word in re.findall("[a-z]+", phrase))
"""Words of phrases that no page may have: drawn by chance, they would make some."""

Words = Mapping[int, list[str]]
"""Words to draw from, by their length, each as often as it was met."""


def vocabulary(questions: Iterable[Question]) -> Words:
    """The words of these questions."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for question in questions:
        for section in question.document.sections:
            for word in re.findall(r"\b[a-z]+\b", prose.spoken(prose.everything(section))):
                if _is_changed(word) and word not in EMPTY:
                    found[len(word)].append(word)
    return found


@dataclass(slots=True)
class Rewording:
    """One way to put a page in other words, which follows from the seed of `rng`: each word becomes the same word
    wherever it stands, each symbol of a formula the same symbol; every piece of code ends with the comment `mark`.
    Words are drawn from `words`, those of a way to ask from `different`, which has each once.

    `drawn_from` tells which code became which, by the digests that drawings record.
    """

    rng: random.Random
    words: Words
    mark: str
    different: Words = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    symbols: dict[int, int] = field(default_factory=dict)
    drawn_from: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for letters in AS_WIDE:
            self.symbols |= str.maketrans(letters, "".join(self.rng.sample(letters, len(letters))))

    def text(self, text: str) -> str:
        """Markdown, or plain text, in other words."""
        return PIECES.sub(self._piece, text)

    def wording(self, text: str) -> str:
        """The same for one way to ask a question, where rare words and numbers tell one from another."""
        for word in re.findall(r"[^\W\d_]+", text):
            if word.casefold() not in self.said and _is_changed(word) and not _is_short_for(word):
                self.said[word.casefold()] = self._telling(len(word))
        return re.sub(r"\d", lambda _: self.rng.choice("123456789"), self.text(text))

    def formula(self, latex: str) -> str:
        """LaTeX with other letters."""
        parts = COMMANDS.split(latex)
        return "".join(part if number % 2 else part.translate(self.symbols) for number, part in enumerate(parts))

    def code(self, code: str, language: str) -> str:
        """Code that does the same and has another digest."""
        begins = COMMENTS.get(language)
        changed = code if begins is None else f"{code.rstrip()}{begins}{self.mark}\n"
        self.drawn_from[drawing.digest(code)] = drawing.digest(changed)
        return changed

    def _telling(self, length: int) -> str:
        words = self.different.get(length, [])
        if len(words) < FEW:
            return "".join(self.rng.choices(string.ascii_lowercase, k=length))
        return self.rng.choice(words)

    def _piece(self, match: re.Match[str]) -> str:
        if match["word"]:
            return self._word(match["word"])
        if match["formula"]:
            return self.formula(match["formula"])
        if match["code"]:
            inside = self.code(match["inside"], (match["info"].split() or [""])[0])
            return f"{match['fence']}{match['info']}\n{inside}{match['fence']}"
        return match["kept"]

    def _word(self, word: str) -> str:
        if not _is_changed(word):
            return word
        short_for = _is_short_for(word)
        key = word if short_for else word.casefold()
        if key not in self.said and short_for:
            self.said[key] = "".join(self.rng.choices(string.ascii_uppercase, k=len(word)))
        elif key not in self.said:
            self.said[key] = self.rng.choice(self.words.get(len(word)) or [key])
        said = self.said[key]
        return said[0].upper() + said[1:] if word[0].isupper() else said


def _is_short_for(word: str) -> bool:
    """Whether it is an abbreviation, or a name with capitals inside."""
    return word[1:] != word[1:].lower() or (len(word) == 1 and word.isupper())


def _is_changed(word: str) -> bool:
    lower = word.casefold()
    return (len(word) >= SHORTEST or _is_short_for(word)) and lower not in SILENT and not KEPT.fullmatch(lower)
