"""How long a question takes: aloud, and to study. Estimates by word counts, the same everywhere on the site."""

from __future__ import annotations

from handbook import contract, prose
from handbook.model import Document

SPEAKING = 150
"""Words a minute in an interview: slower than reading, faster than dictation."""
READING = 180
"""Words a minute when every sentence is weighed."""
MATH_SECONDS = 8.0
"""What a displayed formula adds to reading."""
CODE_LINES = 12
"""Lines of code read in a minute."""
WRITING_MINUTES = {contract.CODING: 20, contract.APPLIED: 20}
"""Time with pen or editor: a solution typed from memory, a design drawn."""


def spoken_seconds(document: Document) -> int:
    """Seconds to say the spoken parts of the answer, rounded to 5."""
    titles = {part.title for part in contract.PARTS[document.category] if part.spoken}
    words = sum(prose.count_words(prose.everything(s)) for s in document.sections if s.title in titles)
    return max(5, round(words / SPEAKING * 60 / 5) * 5)


def section_seconds(document: Document) -> dict[str, float]:
    """Seconds to say each section, by its title, whether it is meant to be said or not."""
    return {s.title: prose.count_words(prose.everything(s)) / SPEAKING * 60 for s in document.sections}


def study_minutes(document: Document) -> int:
    """Minutes to read the page with its code, say the answer twice, and, where asked for, write it once."""
    tokens = prose.everything(document.body)
    code = sum(text.count("\n") for name, text in document.companions.items() if name.endswith(".py"))
    code += sum(fence.code.count("\n") for fence in document.fences())
    formulas = sum(token.type == "math_block" for token in tokens)
    minutes = prose.count_words(tokens) / READING + formulas * MATH_SECONDS / 60 + code / CODE_LINES
    minutes += 2 * spoken_seconds(document) / 60
    return max(1, round(minutes + WRITING_MINUTES.get(document.category, 0)))
