"""The words by which a page alone is found: names, abbreviations and terms that its text says and few others do."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

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
INSIDE = re.compile(rf"(?<=[^.:?!] )(?=[A-Z]){WORD.pattern}")
"""A word with a capital that begins no sentence."""
MARK = re.compile(r"[A-Z0-9]")
"""What makes a word a name wherever it stands, unless it is the first letter."""
YEAR = re.compile(r" \(\d{4}\),? ")
AUTHORS = re.compile(r",| and | et al")

Candidate = tuple[str, int, bool]
"""A word that may find its page as it is written, how often the page says it, and whether it is a name."""


def rare_words(questions: Sequence[Question]) -> list[str]:
    """For each question the words that find it, the best first, in one line.

    A word counts if the page says it twice or more or writes it as a name (a capital inside a sentence, one inside
    the word, a digit), and if the title, the wordings and the headings, which the search has anyway, do not say it.
    Code fences and formulas are not read; of a source its first author and its title are.
    """
    read = [said(question) for question in questions]
    pages = Counter(key for _, keys in read for key in keys)
    limit = max(FEWEST, RARE * len(questions))
    lines = []
    for candidates, _ in read:
        found = [
            (-count * (1 + named) * math.log(len(questions) / pages[folded(word)]), place, word, 1 + (count >= OFTEN))
            for place, (word, count, named) in enumerate(candidates)
            if pages[folded(word)] <= limit
        ]
        lines.append(" ".join(word for *_, word, times in sorted(found)[:MOST] for _ in range(times)))
    return lines


def said(question: Question) -> tuple[list[Candidate], list[str]]:
    """The words that may find a page, and every word that it says, as compared. Kept by its text."""

    def made() -> str:
        text = "\n".join([_inline(question), *(_cited(source.title) for source in question.sources)])
        words = WORD.findall(text)
        counts = Counter(map(folded, words))
        spellings = dict.fromkeys(words)
        first = {folded(word): word for word in reversed(spellings)}
        marked = (word for word in spellings if not word[1:].islower() and MARK.search(word, 1))
        names = set(map(folded, [*INSIDE.findall(text), *marked]))
        known = {folded(word) for text in _indexed(question) for word in WORD.findall(text)}
        candidates = [
            f"{_bare(first[key])} {count} {int(key in names)}"
            for key, count in counts.items()
            if (count > 1 or key in names) and len(key) > 2 and key not in known
        ]
        return "\n".join([" ".join(counts), *candidates])

    keys, *rows = cache.kept("words of a page", question.document.digest, made).split("\n")
    parts = (row.split(" ") for row in rows)
    return [(word, int(count), named == "1") for word, count, named in parts], keys.split(" ")


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


@lru_cache(maxsize=50_000)
def folded(word: str) -> str:
    """A word in lower case, without possessive and the plural's s."""
    word = _bare(word.lower())
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


def _bare(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s")
