"""The notebook of a story as its file has it: Python in cells, each after a line that says what it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["code", "markdown"]
MARKERS: dict[str, Kind] = {"# %%": "code", "# %% [markdown]": "markdown"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: what it is, its source without the signs of a comment where it is text, and the line where it begins."""

    kind: Kind
    source: str
    line: int


def cells(text: str) -> list[Cell]:
    """The cells of a notebook in their order; what stands before the first marker is code. Empty cells are left out."""
    found: list[Cell] = []
    kind: Kind = "code"
    lines: list[str] = []
    start = 1
    for number, line in enumerate([*text.split("\n"), "# %%"], 1):
        if line in MARKERS:
            source = "\n".join(_text(line) if kind == "markdown" else line for line in lines)
            if source.strip():
                found.append(Cell(kind, source.strip("\n").rstrip(), start + _blank(source)))
            kind, lines, start = MARKERS[line], [], number + 1
        else:
            lines.append(line)
    return found


def text_alone(text: str) -> str:
    """The notebook with its text as Markdown and its code left blank, so that every line keeps its number."""
    lines = [""] * (text.count("\n") + 1)
    for cell in cells(text):
        if cell.kind == "markdown":
            written = cell.source.split("\n")
            lines[cell.line - 1 : cell.line - 1 + len(written)] = written
    return "\n".join(lines)


def _text(line: str) -> str:
    return re.sub(r"^# ?", "", line)


def _blank(source: str) -> int:
    return len(source) - len(source.lstrip("\n"))
