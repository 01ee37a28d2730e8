"""Puts right in a file what is mechanical, and nothing else: what the file says is the same before and after."""

from __future__ import annotations

import ast
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from markdown_it.token import Token

from handbook import contract, source
from handbook.model import Value
from handbook.rules import python
from handbook.source import Reading

BOM = b"\xef\xbb\xbf"
TRIED = 64
"""Where the white space of some lines counts, so many are tried one by one; of more all are left."""


def mended(path: str, data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """What a question, its code, a study path or the taxonomy becomes when it is put right, and what was done to it.

    Put right are: the order of the keys of the front matter, white space at the ends of lines, line ends, a missing
    last line end, a byte-order mark. Each only if the file still says the same: the same values of the front matter,
    the same parts of the text, the same program. A file that cannot be read is returned as it is.
    """
    reading = source.decode(path, data.removeprefix(BOM))
    if reading.problems:
        return data, ()
    done = ["took the byte-order mark away"] if data.startswith(BOM) else []
    done += ["made the line ends plain"] if b"\r\n" in data else []
    text = reading.text
    for step in (_in_order, _trimmed, _ended):
        changed, what = step(path, text)
        if changed != text:
            text = changed
            done.append(what)
    if not done or _meaning(path, text) is None:
        return data, ()
    return text.encode(), tuple(done)


def _meaning(path: str, text: str) -> Any:
    """What a file says, without its layout, to be compared; None if it cannot be read."""
    if path.endswith(".py"):
        tree = python.parse(text)
        try:
            return ast.dump(tree) if isinstance(tree, ast.Module) else None
        except RecursionError:
            return None
    if source.locate(path):
        document = source.read_question(Reading(path, text)).document
        return document and (
            _values(document.meta),
            [
                (part.level, part.line, [_plain(token) for token in (part.heading, *part.tokens)])
                for part in document.body.walk()
            ],
        )
    value = source.read_yaml(Reading(path, text)).value if path.endswith(".yml") else None
    return value and _values(value)


def _plain(token: Token) -> dict[str, Any]:
    """A token without the text as it is written, where its children say what it means."""
    said = dict(token.as_dict())
    return {**said, "content": ""} if token.children else said


def _values(value: Value) -> Any:
    if value.kind == "mapping":
        return {name.text: _values(item) for name, item in value.entries}
    return [_values(item) for item in value.items] if value.kind == "list" else value.text


def _says_the_same(path: str, before: str, after: str) -> bool:
    meaning = _meaning(path, before)
    return meaning is not None and bool(meaning == _meaning(path, after))


def _in_order(path: str, text: str) -> tuple[str, str]:
    """The keys of the front matter in the order of the contract, each with the comments above it."""
    place, match = source.locate(path), source.FRONT_MATTER.match(text)
    front, _ = source.compose(match[1]) if match else (None, ())
    if place is None or match is None or front is None or not front.entries:
        return text, ""
    lines = match[1].splitlines(keepends=True)
    names = [name for name, _ in front.entries]
    keys = [name.line - 1 for name in names]
    if any(name.column != 1 for name in names) or len({*keys}) < len(keys):
        return text, ""  # {a: 1, b: 2} and the like
    floors = [0, *(key + 1 for key in keys)]
    starts = [_with_comments(lines, key, floor) for key, floor in zip([*keys, len(lines)], floors, strict=True)]
    blocks = ["".join(lines[start:end]) for start, end in pairwise(starts)]
    order = [key.name for key in contract.KEYS if place.category in key.categories]
    ranks: list[int] = []
    for name in names:  # a key that the contract does not know stays behind the one above it
        ranks.append(order.index(name.text) if name.text in order else ranks[-1] if ranks else -1)
    if ranks == sorted(ranks):
        return text, ""
    ordered = [block for _, block in sorted(zip(ranks, blocks, strict=True), key=lambda pair: pair[0])]
    changed = "".join([*lines[: starts[0]], *ordered, *lines[starts[-1] :]])
    changed = text[: match.start(1)] + changed + text[match.end(1) :]
    return (changed if _says_the_same(path, text, changed) else text), "put the keys of the front matter in order"


def _with_comments(lines: list[str], line: int, floor: int) -> int:
    """Where the comments directly above a line begin."""
    while line > floor and lines[line - 1].startswith("#"):
        line -= 1
    return line


def _trimmed(path: str, text: str) -> tuple[str, str]:
    """No white space at the end of a line, but where it means something: a line break, a line of code."""
    lines = text.split("\n")
    loose = [number for number, line in enumerate(lines) if line != line.rstrip(" \t")]
    kept = _verbatim(path, text) if loose else set()
    loose = [number for number in loose if number not in kept]

    def without(numbers: list[int]) -> str:
        return "\n".join(line.rstrip(" \t") if number in numbers else line for number, line in enumerate(lines))

    meaning = _meaning(path, text) if loose else None

    def hold(numbers: list[int]) -> bool:
        return bool(_meaning(path, without(numbers)) == meaning)

    chosen = [] if meaning is None or (len(loose) > TRIED and not hold(loose)) else _together(loose, [], hold)
    return without(chosen), f"took white space from the end of {len(chosen)} line{'' if len(chosen) == 1 else 's'}"


def _verbatim(path: str, text: str) -> set[int]:
    """The lines, from 0, whose every space may count: code and line breaks of a page, strings of a program."""
    kept: set[int] = set()
    if path.endswith(".py"):
        tree = python.parse(text)
        for node in ast.walk(tree) if isinstance(tree, ast.Module) else ():
            if isinstance(node, (ast.Constant, ast.JoinedStr)):
                kept.update(range(node.lineno - 1, (node.end_lineno or node.lineno) - 1))
    elif document := source.read_question(Reading(path, text)).document if source.locate(path) else None:
        for token in (token for part in document.body.walk() for token in part.tokens):
            if token.type in ("fence", "code_block", "math_block", "html_block") and token.map:
                kept.update(range(*token.map))
        lines = text.split("\n")
        kept.update(
            n for n, (line, following) in enumerate(pairwise(lines)) if line.endswith("  ") and following.strip()
        )
    return kept


def _together(numbers: list[int], chosen: list[int], hold: Callable[[list[int]], bool]) -> list[int]:
    """`chosen`, and of the numbers all if they hold with it, else what holds of their first half, then of the second."""
    if not numbers or hold([*chosen, *numbers]):
        return [*chosen, *numbers]
    if len(numbers) == 1:
        return chosen
    middle = len(numbers) // 2
    return _together(numbers[middle:], _together(numbers[:middle], chosen, hold), hold)


def _ended(path: str, text: str) -> tuple[str, str]:
    """A line end at the end."""
    if not text or text.endswith("\n") or not _says_the_same(path, text, f"{text}\n"):
        return text, ""
    return f"{text}\n", "ended the last line"
