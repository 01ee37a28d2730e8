"""The hostile corpus of tests/hostile: each case as the files that it makes, and as the HTML of a careless site."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import markdown
import yaml

from handbook import cases as trees

FOLDER = Path(__file__).resolve().parents[1] / "hostile"
DOC = "content/basics/data/data-leakage.md"
TREE = "content/basics/models/decision-trees"
STORY = "content/stories/wine-classes"
CARELESS = ["attr_list", "md_in_html", "tables", "footnotes", "abbr", "def_list", "admonition", "pymdownx.superfences"]
"""Extensions of Python-Markdown that many sites use."""


@dataclass(frozen=True)
class Place:
    """Where a text is put: the words of the base tree that it replaces, quoted as YAML where that is a value, and what
    leads to it."""

    file: str
    old: str
    value: bool = False
    lead: str = ""

    def edit(self, text: str) -> dict[str, str]:
        """The edit that puts a text there."""
        before, marked, after = re.split(r"[«»]", self.old) if "«" in self.old else ("", self.old, "")
        new = self.lead + (json.dumps(text, ensure_ascii=False) if self.value else text)
        return {"file": self.file, "old": f"{before}{marked}{after}", "new": f"{before}{new}{after}"}


PLACES = {
    "answer": Place(DOC, "Ask of each input when it becomes known."),
    "title": Place(DOC, "What is data leakage?"),
    "gist": Place(DOC, "> «Information in training that will not exist at prediction time.»"),
    "heading": Place(DOC, "How do you find it?"),
    "item": Place(DOC, "Asks when each value is known."),
    "short": Place(DOC, "short: «Data leakage»", value=True),
    "variant": Place(DOC, "How do you find a leak?", value=True),
    "source": Place(DOC, "Kaufman et al. (2012), Leakage in data mining", value=True),
    "url": Place(DOC, "https://doi.org/10.1145/2382577.2382579", value=True),
    "level": Place(DOC, "level: «junior»", value=True),
    "topics": Place(DOC, "topics: [«leakage»]", value=True),
    "date": Place(DOC, "2026-11-01", value=True),
    "key": Place(DOC, "reviewed: 2026-11-01«»\n", lead="\n"),
    "correction": Place(DOC, "reviewed: 2026-11-01«»\n", value=True, lead="\ncorrections:\n  - 2026-10-30: "),
    "formula": Place(f"{TREE}.md", r"formula: «G=1-\sum_k p_k^2»", value=True),
    "figure": Place(f"{TREE}.gini.svg", '<path d="M0 32L30 0L60 32"/>'),
    "story": Place(f"{STORY}/story.md", "Nothing is missing."),
    "notebook": Place(f"{STORY}/notebook.py", "# # «Telling wines apart»"),
    "topic": Place("content/taxonomy.yml", "title: «Decision trees»", value=True),
    "line": Place("content/taxonomy.yml", "line: «Splits and leaves.»", value=True),
    "path": Place("content/paths/tonight.yml", "title: «Tonight»", value=True),
}


@dataclass(frozen=True)
class Case:
    """A hostile input: its family and name, a number of its own, and its files."""

    family: str
    name: str
    number: int
    place: str
    text: str
    edits: tuple[dict[str, Any], ...]
    html: str
    alone: bool
    plain: bool

    def files(self) -> dict[str, bytes | None]:
        """The base tree with it in; of other categories than its own only where it is in what all of them share."""
        files, own = trees.edited(trees.base(), list(self.edits)), {path.split("/")[1] for path in self.changed}
        if own & {"taxonomy.yml", "paths"}:
            return files
        return {path: data for path, data in files.items() if path.split("/")[1] in {"taxonomy.yml", *own}}

    @property
    def changed(self) -> set[str]:
        """The files that it changes."""
        return {edit["file"] for edit in self.edits}

    def careless(self) -> str:
        """What a site without any care would show of it; empty where that is not HTML. Each says its own number."""
        if self.html:
            return self.numbered(self.html)
        if not self.place or self.place in ("formula", "key", "level", "topics", "date"):
            return ""
        if self.place == "figure":
            return self.numbered(f"<svg>{self.text}</svg>")
        if self.place == "url":
            return self.numbered(f'<a href="{self.text}">x</a>')
        if PLACES[self.place].value:
            return self.numbered(f"<p>{self.text}</p>")
        return self.numbered(markdown.markdown(self.text, extensions=CARELESS))

    def numbered(self, text: str) -> str:
        """The text in which the payload says which one it is."""
        return text.replace("hit()", f"hit({self.number})")


def cases() -> list[Case]:
    """Every case of every family."""
    found: list[Case] = []
    for file in sorted(FOLDER.glob("*.yml")):
        family = yaml.safe_load(file.read_text("utf-8"))
        for name, written in family["cases"].items():
            case = written if isinstance(written, dict) else {"text": written}
            place, text = case.get("in", family.get("in", "")), case.get("text", "")
            edits = case.get("edits") or [_edit(place, text)]
            place = "" if "edits" in case else place
            html, alone, plain = case.get("html", ""), family.get("alone", False), name in family.get("plain", ())
            found.append(Case(file.stem, name, len(found) + 1, place, text, tuple(edits), html, alone, plain))
    return found


def _edit(place: str, text: str) -> dict[str, str]:
    if place == "notebook":
        text = text.replace("\n", "\n# ")
    return PLACES[place].edit(text)
