"""From the bytes of a file to a Document with a line for everything. Says what it could not read; judges nothing."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import PurePosixPath
from typing import Any, Literal
from urllib.parse import unquote

import yaml
from markdown_it.token import Token

from handbook import contract
from handbook.markdown import TooMuchError, bounded, outline
from handbook.model import Category, Document, Mentions, Parts, Value

INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ue000-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U000e0000-\U0010ffff]"
)
PLAIN = bytes([0x0A, *range(0x20, 0x7F)])
"""The bytes of ordinary text, which are most: without them, what is left is looked through at once."""
MOST_PROBLEMS = 100
"""Lines of a file in which invisible characters are reported: more of them is a file of another kind."""
READ = 1000
"""So many texts stay read: each takes 160 kB, and reading one a few milliseconds."""
FRONT_MATTER = re.compile(r"\A---[ ]*\n(.*?)^---[ ]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file could not be read: the rule's name, the place (from 1) and what was met there."""

    rule: str
    line: int
    column: int
    detail: str


@dataclass(frozen=True, slots=True)
class Place:
    """What the path of a question says."""

    category: Category
    place: str
    slug: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one file: a value or document, or the problems that stood in the way."""

    path: str
    text: str = ""
    value: Value | None = None
    document: Document | None = None
    problems: tuple[Problem, ...] = ()


@lru_cache(maxsize=100_000)
def locate(path: str) -> Place | None:
    """Category, place and slug of a question's path, or None if no question can live there."""
    parts = path.split("/")
    if len(parts) < 4 or parts[0] != contract.CONTENT:
        return None
    if path.startswith(f"{contract.STORIES_FOLDER}/"):
        return Place(contract.STORY, "", parts[2]) if len(parts) == 4 and parts[3] == "story.md" else None
    for category in contract.CATEGORIES:
        if parts[1] != category:
            continue
        if category == contract.CODING:
            if len(parts) == 5 and parts[4] == "question.md":
                return Place(category, parts[2], parts[3])
        elif len(parts) == 4 and parts[3].endswith(".md"):
            return Place(category, parts[2], parts[3].removesuffix(".md"))
    return None


def has_place(path: str, files: Container[str]) -> bool:
    """Whether the contract has a place for a file; `files` are all there are, as code and drawings need a question."""
    folder, _, name = path.rpartition("/")
    if path == contract.TAXONOMY_FILE or locate(path):
        return True
    if folder == contract.PATHS_FOLDER:
        return name.endswith(".yml")
    drawn = re.fullmatch(contract.FIGURE_NAME, name)
    for beside in ("question.md", "story.md", f"{drawn['slug']}.md" if drawn else ""):
        owner = f"{folder}/{beside}"
        place = locate(owner) if owner in files else None
        if place and (drawn["slug"] == place.slug if drawn else place.category in contract.BESIDE):
            return bool(drawn) or name in contract.BESIDE[place.category]
    return False


def is_yaml(path: str) -> bool:
    """Whether a file in a place of the contract is YAML alone: the taxonomy or a study path."""
    return path == contract.TAXONOMY_FILE or path.startswith(f"{contract.PATHS_FOLDER}/")


@lru_cache(maxsize=4096)  # in a preview the same after every save
def decode(path: str, data: bytes) -> Reading:
    """The text of a file, or why it is none: too large, not UTF-8, or carrying characters nobody sees."""
    limit = contract.BYTES.get(PurePosixPath(path).suffix, contract.FILE_BYTES)
    if len(data) > limit:
        detail = f"more than {limit:,} bytes"
        return Reading(path, problems=(Problem("too-large", 1, 1, detail),))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before) - (before.rfind(b"\n") + 1) + 1
        return Reading(path, problems=(Problem("not-utf-8", line, column, f"byte 0x{data[error.start]:02x}"),))
    text = text.replace("\r\n", "\n")
    problems = []
    suspicious = INVISIBLE.search(data.translate(None, PLAIN).decode("utf-8"))
    for number, line_text in enumerate(text.split("\n") if suspicious else (), 1):
        for match in INVISIBLE.finditer(line_text):
            detail = f"U+{ord(match.group()):04X}"
            problems.append(Problem("invisible-character", number, match.start() + 1, detail))
            break
        if len(problems) == MOST_PROBLEMS:
            break
    most = contract.CODE_LINES.get(PurePosixPath(path).name, contract.MOST_CODE_LINES)
    if path.endswith(".py") and text.count("\n") > most:
        problems.append(Problem("too-complex", most + 1, 1, f"more than {most} lines of code"))
    return Reading(path, text, problems=tuple(problems))


def read_yaml(reading: Reading) -> Reading:
    """Add to a decoded file the value of its whole text, read as YAML."""
    most = contract.TAXONOMY_VALUES if reading.path == contract.TAXONOMY_FILE else contract.YAML_VALUES
    value, problems = compose(reading.text, most=most)
    return Reading(reading.path, reading.text, value=value, problems=problems)


def read_question(reading: Reading, companions: Mapping[str, str] | None = None) -> Reading:
    """Add to a decoded file its Document, or the problems that stand in the way. The path must be one that `locate`
    knows."""
    read = _read(reading.text)
    if isinstance(read, tuple):
        return Reading(reading.path, reading.text, problems=read)
    return Reading(reading.path, reading.text, value=read.meta, document=document(reading, companions))


def document(reading: Reading, companions: Mapping[str, str] | None = None) -> Document:
    """The Document of a decoded file in which nothing is wrong; its text is read when it is asked for."""
    place = locate(reading.path)
    if place is None:
        raise ValueError(f"not the path of a question: {reading.path}")
    read = partial(_parts, reading.text)
    return Document(reading.path, place.category, place.place, place.slug, reading.text, read, dict(companions or {}))


def _parts(text: str) -> Parts:
    read = _read(text)
    assert isinstance(read, Parts), "it was read before"
    return read


@lru_cache(maxsize=READ)
def _read(text: str) -> Parts | tuple[Problem, ...]:
    """The parts of a question's text, or why it has none."""
    match = FRONT_MATTER.match(text)
    if not match:
        detail = "it is never closed" if text.startswith("---") else "it begins otherwise"
        return (Problem("no-front-matter", 1, 1, detail),)
    meta, problems = compose(match.group(1), first_line=2)
    body_line = text[: match.end()].count("\n")
    tokens: list[Token] = []
    try:
        tokens = bounded(text[match.end() :], body_line)
    except TooMuchError as found:
        problems += (Problem("too-complex", found.line, found.column, found.detail),)
    if meta is None or problems:
        return problems
    return Parts(meta, outline(tokens))


def mentions(document: Document) -> Mentions:
    """What a document says that others are compared with."""

    def listed(key: str) -> tuple[Value, ...]:
        value = document.meta.get(key)
        return tuple(item for item in (value.items if value else ()) if item.kind == "scalar")

    def links() -> Iterator[Value]:
        for token, child in texts(document):
            if child.type == "link_open":
                target = str(child.attrGet("href") or "")
                yield Value("scalar", *position(document, token, target or "]("), text=target)

    short = document.meta.get("short")
    return Mentions(
        title=Value("scalar", document.body.line, 1, text=document.body.title),
        short=short if short is not None and short.kind == "scalar" else None,
        variants=listed("variants"),
        after=listed("after"),
        aliases=listed("aliases"),
        links=tuple(links()),
        reviewed=document.meta.get("reviewed") is not None,
    )


def file_of(target: str, document: Document) -> str:
    """The file, relative to the repository, to which a relative link of a document leads."""
    return _file_of(target, document.path)


@lru_cache(maxsize=100_000)
def _file_of(target: str, path: str) -> str:
    file, _, _ = unquote(target).partition("#")
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), file)) if file else path


def texts(document: Document) -> Iterator[tuple[Token, Token]]:
    """Every inline token of the body with each of its children."""
    for section in document.body.walk():
        for token in (section.heading, *section.tokens):
            for child in token.children or []:
                yield token, child


def position(document: Document, token: Token, needle: str) -> tuple[int, int]:
    """Line and column of the first `needle` in the lines of a block; the block's start if it is written otherwise."""
    first, last = token.map or [0, 1]
    for index, line in enumerate(document.text.split("\n")[first:last], first):
        if needle and needle in line:
            return index + 1, line.index(needle) + 1
    return first + 1, 1


# YAML -----------------------------------------------------------------------------------------------------------------


def compose(
    text: str, first_line: int = 1, most: int = contract.YAML_VALUES
) -> tuple[Value | None, tuple[Problem, ...]]:
    """The one YAML mapping in `text`, as Values with their places, or why it is none.

    Only what the contract needs: mappings, lists and scalars. Scalars stay text, so `no`, `1e-3` and `2026-02-31`
    arrive as written. Aliases, anchors, tags, duplicate keys, a second document and more than `most` keys and values
    are problems.
    """
    problems: list[Problem] = []

    def problem(rule: str, mark: Any, detail: str) -> None:
        problems.append(Problem(rule, mark.line + first_line, mark.column + 1, detail))

    # A stack of open collections: (kind, start mark, the values met so far).
    stack: list[tuple[Literal["list", "mapping"], Any, list[Value]]] = []
    root: Value | None = None
    documents = values_met = 0
    event: Any  # of one of a dozen classes, with the attributes of its kind
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            mark = event.start_mark
            values_met += 1
            if values_met > most:
                problem("too-complex", mark, f"more than {most:,} keys and values")
                break
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    problem("broken-yaml", mark, "a second YAML document")
                    break
                continue
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                problem("fancy-yaml", mark, "an anchor or alias (& or *)")
                break
            if getattr(event, "tag", None):
                problem("fancy-yaml", mark, f"the tag {event.tag}")
                break
            if isinstance(event, yaml.ScalarEvent):
                if hidden := INVISIBLE.search(event.value):  # written as an escape
                    problem("invisible-character", mark, f"U+{ord(hidden.group()):04X}")
                finished = Value("scalar", mark.line + first_line, mark.column + 1, text=event.value)
            elif isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
                stack.append(("list" if isinstance(event, yaml.SequenceStartEvent) else "mapping", mark, []))
                if len(stack) > contract.YAML_DEPTH:
                    problem("fancy-yaml", mark, f"more than {contract.YAML_DEPTH} levels of nesting")
                    break
                continue
            elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
                kind, start, values = stack.pop()
                line, column = start.line + first_line, start.column + 1
                if kind == "list":
                    finished = Value("list", line, column, items=tuple(values))
                else:
                    entries = tuple(zip(values[::2], values[1::2], strict=True))
                    seen: set[str] = set()
                    for name, _ in entries:
                        if name.kind != "scalar":
                            problems.append(Problem("broken-yaml", name.line, name.column, "a key that is no word"))
                        elif name.text in seen:
                            problems.append(Problem("duplicate-key", name.line, name.column, name.text))
                        seen.add(name.text)
                    finished = Value("mapping", line, column, entries=entries)
            else:
                continue
            if stack:
                stack[-1][2].append(finished)
            else:
                root = finished
    except yaml.MarkedYAMLError as error:
        unclosed = re.search(r"end of stream|expected ',' or", error.problem or "")
        at = (error.context_mark if unclosed else None) or error.problem_mark or error.context_mark
        line, column = (at.line + first_line, at.column + 1) if at else (first_line, 1)
        tab = at is not None and text[at.index : at.index + 1] == "\t"
        detail = "a tab stands where only spaces may" if tab else error.problem or "it cannot be read"
        problems.append(Problem("broken-yaml", line, column, detail))
    except (yaml.YAMLError, ValueError) as error:  # PyYAML lets some ValueErrors through
        problems.append(Problem("broken-yaml", first_line, 1, str(error).partition("\n")[0] or "it cannot be read"))
    if not problems and (root is None or root.kind != "mapping"):
        problems.append(Problem("broken-yaml", first_line, 1, "there are no `key: value` lines"))
    return (None if problems else root), tuple(problems)
