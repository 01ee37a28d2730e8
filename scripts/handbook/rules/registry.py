"""What a rule is: an id, a name, a docstring that teaches, and a generator of what it found."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from handbook.model import Document, Finding, Level, Mentions, Question, StudyPath, Taxonomy
from handbook.source import Reading

Stage = Literal["reading", "document", "together", "collection"]
"""What a rule is given: a file as it was read; a document; many documents, each judged by itself, since what judges them
takes long to begin; or everything."""

FIX = ".venv/bin/python scripts/check.py --fix"
"""The command that puts right what is mechanical, for a help."""
MESSAGE_CHARACTERS = 300
"""A message may quote the file: so much of it."""


@dataclass(frozen=True, slots=True)
class At:
    """What a rule yields: a place (counted from 1), what is wrong there, and the form to write."""

    line: int
    column: int
    message: str
    help: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Collection:
    """What the rules over all files see: every file's name, what was read, what documents mention, by their paths, and what
    is published."""

    files: Mapping[str, bytes | None]
    readings: Mapping[str, Reading]
    documents: tuple[Document, ...]
    mentions: Mapping[str, Mentions]
    taxonomy: Taxonomy
    questions: Mapping[str, Question]
    paths: tuple[StudyPath, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A registered rule. Its docstring's first line is the rule; then why, an example, and what to write instead."""

    id: str
    name: str
    stage: Stage
    level: Level
    function: Callable[..., Iterator[At]]

    @property
    def doc(self) -> str:
        """The whole docstring."""
        return inspect.getdoc(self.function) or ""

    @property
    def summary(self) -> str:
        """The rule in a sentence."""
        return self.doc.split("\n\n")[0].replace("\n", " ")

    def check(self, path: str, *subjects: Any) -> Iterator[Finding]:
        """The findings of this rule; `path` where the rule names no other."""
        for at in self.function(*subjects):
            yield Finding(
                at.path or path,
                at.line,
                at.column,
                f"{self.id} {self.name}",
                _shortened(" ".join(at.message.split())),
                at.help,
                self.level,
            )


def _shortened(message: str) -> str:
    return message if len(message) <= MESSAGE_CHARACTERS else f"{message[: MESSAGE_CHARACTERS - 1]}…"


def rule(id: str, name: str, stage: Stage, level: Level = "error") -> Callable[[Callable[..., Iterator[At]]], Rule]:
    """Make a generator function a rule. Ids are never given to another rule."""
    return lambda function: Rule(id, name, stage, level, function)
