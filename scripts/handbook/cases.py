"""The cases of the rules, as data: small edits to a valid tree, and what is found after each (tests/rules/)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from handbook.catalogue import Files, read_files
from handbook.rules import Rule

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FOLDER = Path(__file__).resolve().parents[2] / "tests" / "rules"
Edit = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """Edits that a rule must refuse (`bad`) or must let pass."""

    title: str
    edits: list[Edit]
    bad: bool


def name(rule: Rule) -> str:
    """The folder of a rule's cases."""
    return f"{rule.id}-{rule.name}"


@cache
def base() -> Files:
    """The valid tree that every case edits."""
    return read_files(FOLDER / "base")


def cases(folder: str) -> list[Case]:
    """The cases of a rule, in the order of its file; FileNotFoundError if it has none."""
    written = yaml.load((FOLDER / folder / "case.yml").read_text("utf-8"), Loader=LOADER)  # noqa: S506  # a safe one, in C where there is one
    return [Case(case["title"], case["bad" if "bad" in case else "good"], "bad" in case) for case in written]


def expected(folder: str) -> dict[str, str]:
    """What is found in each bad case, as the command prints it, by the case's title."""
    text = (FOLDER / folder / "expected.txt").read_text("utf-8")
    blocks = re.split(r"^# ", text, flags=re.MULTILINE)[1:]
    return {title: found.strip("\n") for title, _, found in (block.partition("\n") for block in blocks)}


def edited(before: Files, edits: list[Edit]) -> dict[str, bytes | None]:
    """A tree after the edits: old/new, repeat, write, hex, delete, link. ValueError for an edit that does not fit."""
    files = dict(before)
    for edit in edits:
        path = edit["file"]
        match edit:
            case {"old": old, "new": new}:
                text = _text(files, path)
                if text.count(old) != 1:
                    raise ValueError(f"{old!r} stands {text.count(old)} times in {path}")
                files[path] = text.replace(old, new).encode()
            case {"repeat": [text, times], "at": at}:
                start, found, end = _text(files, path).partition(at)
                if not found:
                    raise ValueError(f"{at!r} does not stand in {path}")
                files[path] = f"{start}{at}{text * times}{end}".encode()
            case {"repeat": [text, times]}:
                files[path] = (files.get(path) or b"") + (text * times).encode()
            case {"write": text}:
                files[path] = text.encode()
            case {"hex": digits}:
                files[path] = bytes.fromhex(digits)
            case {"delete": True}:
                del files[path]
            case {"link": True}:
                files[path] = None
            case _:
                raise ValueError(f"no edit: {edit}")
    return files


def _text(files: Files, path: str) -> str:
    return (files[path] or b"").decode()
