"""Help that names the nearest valid value: one that is known, or the slug that a text would have."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable

from handbook import contract

ASKING = re.compile(r"(?:what (?:is|are)|explain|describe|implement)(?: (?:an?|the))? ", re.IGNORECASE)
"""How a question opens that is filed by what comes after."""


def nearest(word: str, known: Iterable[str], one: str, all: str) -> str:
    """`one` filled with the known value most like `word`, or `all` filled with every known value."""
    known = [" ".join(name.split()) for name in known]
    match = difflib.get_close_matches(word[:80], known, n=1, cutoff=0.6)
    return one.format(match[0]) if match else all.format(", ".join(known) or "(there are none)")


def slug(text: str) -> str:
    """The slug that a question or a wrong slug suggests, of whole words; empty if the text has no Latin letter or digit."""
    plain = unicodedata.normalize("NFKD", ASKING.sub("", text, count=1) if ASKING.match(text) else text)
    apart = "".join(" " if unicodedata.category(c)[0] in "PSZ" else c for c in plain)  # dashes of every kind part words
    words = "-".join(re.findall(r"[a-z0-9]+", apart.encode("ascii", "ignore").decode().lower()))
    if len(words) > contract.SLUG_LENGTH:
        words = words[: contract.SLUG_LENGTH + 1].rpartition("-")[0] or words[: contract.SLUG_LENGTH]
    return words
