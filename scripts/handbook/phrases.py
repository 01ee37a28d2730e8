"""The contract in words: how many of what a part holds, and in which form."""

from __future__ import annotations

from handbook.contract import Part, Range

FORM = {
    "prose": "sentences",
    "items": "a list",
    "steps": "a numbered list",
    "quotes": "quoted lines",
    "questions": "headed questions, each answered",
    "parts": "headed parts, each a list",
    "free": "any form",
}
COUNTED = {"items": "items", "steps": "steps", "quotes": "quoted lines", "questions": "questions", "parts": "parts"}
"""What the items of a kind are called."""


def form(part: Part) -> str:
    """The form of a section in words: what it is made of, how many, how long, and the labels it must have."""
    said = [FORM[part.kind]]
    if part.sentences:
        said = [f"{count(part.sentences)} sentences"]
    elif part.items:
        said = [f"{count(part.items)} {COUNTED[part.kind]}"]
    if part.words:
        said.append(f"at most {part.words} words")
    if part.labels:
        said.append("with the labels " + ", ".join(f"{label}:" for label in part.labels))
    if part.plain:
        said.append("no formula, no code")
    if part.links:
        said.append("each links its source")
    return "; ".join(said)


def count(limits: Range) -> str:
    """How many are allowed: "2 to 6", "3 or more", "1"."""
    low, high = limits
    return f"{low} or more" if high is None else str(low) if low == high else f"{low} to {high}"
