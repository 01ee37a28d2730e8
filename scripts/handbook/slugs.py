"""The slug that a text suggests: the permanent name of a page."""

from __future__ import annotations

import re
import unicodedata

from handbook import contract

ASKING = re.compile(r"(?:what (?:is|are)|explain|describe|implement|write)(?: (?:an?|the))? ", re.IGNORECASE)
"""How a question opens that is filed by what comes after."""


def slug(text: str) -> str:
    """The slug that a question or a wrong slug suggests, of whole words; empty if the text has no Latin letter or digit."""
    plain = unicodedata.normalize("NFKD", ASKING.sub("", text, count=1) if ASKING.match(text) else text)
    apart = "".join(" " if unicodedata.category(c)[0] in "PSZ" else c for c in plain)  # dashes of every kind part words
    words = "-".join(re.findall(r"[a-z0-9]+", apart.encode("ascii", "ignore").decode().lower()))
    return whole_words(words, contract.SLUG_LENGTH, "-")


def whole_words(text: str, most: int, between: str = " ") -> str:
    """The text, cut after its last word that ends within `most` characters; a first word that is longer is cut itself."""
    return text if len(text) <= most else text[: most + 1].rpartition(between)[0] or text[:most]
