"""The words by which a page alone is found: names, abbreviations and terms that its text says and few others do."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from handbook import cache, prose
from handbook.model import Question

MOST = 24
"""So many words a page: with more, the search loads what hardly anybody types."""
RARE = 0.02
"""A word that more pages than this share of them say finds none of them."""
FEWEST = 3
"""It may always stand on so many pages."""
OFTEN = 3
"""A word that a page says so often is listed twice, so that the page comes before others that say it once."""

WORD = re.compile(r"[^\W\d_]\w*(?:[-–'’][^\W_]\w*)*")
YEAR = re.compile(r" \(\d{4}\),? ")
AUTHORS = re.compile(r",| and | et al")


def rare_words(questions: Sequence[Question]) -> list[str]:
    """For each question the words that find it, the best first, in one line.

    A word counts if the page says it twice or more or writes it as a name (a capital inside a sentence, one inside
    the word, a digit), and if the title, the wordings and the headings, which the search has anyway, do not say it.
    Code fences and formulas are not read; of a source its first author and its title are.
    """
    said = {question.slug: _said(question) for question in questions}
    pages = Counter(key for words in said.values() for key, *_ in words)
    limit = max(FEWEST, RARE * len(questions))
    lines = []
    for words in said.values():
        found = [
            (-count * (1 + named) * math.log(len(questions) / pages[key]), place, (written,) * (1 + (count >= OFTEN)))
            for place, (key, count, named, written) in enumerate(words)
            if written and pages[key] <= limit and (count > 1 or named)
        ]
        lines.append(" ".join(word for *_, written in sorted(found)[:MOST] for word in written))
    return lines


def _said(question: Question) -> list[tuple[str, int, bool, str]]:
    """Each word of a page: its form for comparison, how often it stands there, whether it is a name, and how it is
    written; empty where the search has it already. Kept by the page's text."""

    def made() -> list[tuple[str, int, bool, str]]:
        texts = [_inline(question), *(_cited(source.title) for source in question.sources)]
        counts: Counter[str] = Counter()
        written: dict[str, str] = {}
        names: set[str] = set()
        for text in texts:
            for match in WORD.finditer(text):
                key = folded(match[0])
                counts[key] += 1
                written.setdefault(key, match[0].removesuffix("'s").removesuffix("’s"))
                if _is_name(match):
                    names.add(key)
        known = {folded(word) for text in _indexed(question) for word in WORD.findall(text)}
        return [
            (key, count, key in names, "" if key in known or len(key) < 3 else written[key])
            for key, count in counts.items()
        ]

    return [tuple(row) for row in cache.kept("words of a page", question.document.digest, made)]


def _inline(question: Question) -> str:
    """The text of a page with code that stands in a line, a block a line, without formulas and fences."""
    tokens = (token for token in prose.everything(question.document.body) if token.type == "inline")
    return "\n".join(prose.plain_inline(token, lambda _: "") for token in tokens)


def _cited(source: str) -> str:
    """The title of a source after its first author's name."""
    parts = YEAR.split(source, maxsplit=1)
    return f"by {AUTHORS.split(parts[0])[0]}: {parts[1]}" if len(parts) == 2 else source


def _indexed(question: Question) -> Iterable[str]:
    """What the search has of a question in any case."""
    return (question.title, question.short, question.gist, *question.variants, *question.follow_ups, *question.subjects)


def _is_name(match: re.Match[str]) -> bool:
    word, before = match[0], match.string[max(0, match.start() - 2) : match.start()]
    if any(sign.isupper() or sign.isdigit() for sign in word[1:]):
        return True
    return word[0].isupper() and before[1:] == " " and before[0] not in ".:?!"


def folded(word: str) -> str:
    """A word in lower case, without possessive and the plural's s."""
    word = word.lower().removesuffix("'s").removesuffix("’s")
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word
