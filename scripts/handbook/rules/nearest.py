"""Help that names the nearest valid value."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(word: str, known: Iterable[str], one: str, all: str) -> str:
    """`one` filled with the known value most like `word`, or `all` filled with every known value."""
    known = [" ".join(name.split()) for name in known]
    match = difflib.get_close_matches(word[:80], known, n=1, cutoff=0.6)
    return one.format(*match) if match else all.format(", ".join(known) or "(there are none)")
