"""Foreign text in Markdown that GitHub shows: as code, where no markup, mention or keyword is read."""

from __future__ import annotations

import re

SPAN_CHARACTERS = 200
BLOCK_CHARACTERS = 20_000
"""The most that is shown of one text; GitHub takes 65,536 characters of a pull request's description."""


def span(text: str, most: int = SPAN_CHARACTERS) -> str:
    """One line of text as a code span, shortened to `most` characters."""
    line = " ".join(text.split())
    line = line if len(line) <= most else f"{line[: most - 1]}…"
    ticks = "`" * (_longest_run(line) + 1)
    return f"{ticks} {line} {ticks}" if line else "(nothing)"


def block(text: str, most: int = BLOCK_CHARACTERS) -> str:
    """A text as a fenced block, cut after the last whole line within `most` characters."""
    text = text.replace("\r", "\n").strip("\n")
    if len(text) > most:
        kept = text[:most].rpartition("\n")[0] or text[:most]
        text = f"{kept}\n… and more."
    ticks = "`" * max(3, _longest_run(text) + 1)
    return f"{ticks}text\n{text}\n{ticks}"


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall("`+", text)), default=0)
