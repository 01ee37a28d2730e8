"""What the rules find in each file by itself, and what a question or story in it says: kept by content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Any

from handbook import cache, rules, source, typed
from handbook.model import Document, Finding, Mentions, Question, Story, Taxonomy, Value
from handbook.source import Reading

UNSHOWN = frozenset("B01 B03 E09 F01 F04 F05 F07 F10 F12 H01 H02 H03 H04 H05 M01 R11 R12 S02 T01 T02 X01 X02".split())
"""Rules whose findings leave nothing sensible, or nothing safe, to show; a preview shows a page in spite of all others."""
TOGETHER = 100
"""After so many documents run the rules that look at many at once; the texts of so many stay read until then."""

LISTS = ("variants", "after", "aliases", "links")
"""The fields of `Mentions` that are lists."""


@dataclass(frozen=True, slots=True)
class Given:
    """A decoded file, and the texts of the files beside it that belong to the question in it, by their names."""

    reading: Reading
    companions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found in a file. If a question or story could be read: its document, and what that mentions; if it can be
    shown, the question or story."""

    findings: tuple[Finding, ...]
    document: Document | None = None
    mentions: Mentions | None = None
    item: Question | Story | None = None


Memory = dict[str, tuple[tuple[Given, str], Judged]]
"""What one check leaves for the next of the same process: by path what was judged, and what was found. In a preview
nearly all of it is the same after every save."""


def judged(files: Mapping[str, Given], taxonomy: Taxonomy, memory: Memory) -> dict[str, Judged]:
    """What was found in each of these files, by their paths. A `memory` is brought up to date, and only saves time."""
    terms = cache.digest(repr(taxonomy))
    for path in [path for path, (of, _) in memory.items() if of != (files.get(path), terms)]:
        del memory[path]
    new = {path: given for path, given in files.items() if path not in memory}
    decided_by = {path: (*_decides(given), terms) for path, given in new.items()}
    found = cache.kept_together("judged", decided_by, lambda paths: _judge([new[path] for path in paths], taxonomy))
    for path, made in found.items():
        memory[path] = ((new[path], terms), _of_json(made, new[path]))
    return {path: memory[path][1] for path in files}


def _decides(given: Given) -> tuple[object, ...]:
    reading = given.reading
    companions = (part for companion in sorted(given.companions.items()) for part in companion)
    return reading.path, reading.problems, cache.digest(reading.text, *companions)


def _judge(files: Sequence[Given], taxonomy: Taxonomy) -> Iterator[tuple[str, dict[str, Any]]]:
    for start in range(0, len(files), TOGETHER):
        read = [_read(given) for given in files[start : start + TOGETHER]]
        findings = {reading.path: list(_alone(reading, taxonomy)) for reading in read}
        documents = [reading.document for reading in read if reading.document]
        for rule in rules.RULES:
            if rule.stage == "together":
                for finding in rule.check("", documents):
                    findings[finding.path].append(finding)
        for reading in read:
            yield reading.path, _json(reading.document, findings[reading.path])


def _read(given: Given) -> Reading:
    reading = given.reading
    if reading.problems:
        return reading
    if source.is_yaml(reading.path):
        return source.read_yaml(reading)
    return source.read_question(reading, given.companions) if source.locate(reading.path) else reading


def _alone(reading: Reading, taxonomy: Taxonomy) -> Iterator[Finding]:
    """What is found in one file by the rules that look at one alone."""
    for rule in rules.RULES:
        if rule.stage == "reading":
            yield from rule.check(reading.path, reading)
        elif rule.stage == "document" and reading.document and taxonomy.stages:
            yield from rule.check(reading.path, reading.document, taxonomy)


def _json(document: Document | None, findings: Sequence[Finding]) -> dict[str, Any]:
    found: dict[str, Any] = {"findings": [astuple(finding) for finding in findings]}
    if document:
        mentions = source.mentions(document)
        found["mentions"] = {
            "title": _place(mentions.title),
            "short": mentions.short and _place(mentions.short),
            **{name: [_place(value) for value in getattr(mentions, name)] for name in LISTS},
            "reviewed": mentions.reviewed,
        }
        if not any(finding.level == "error" and finding.rule.split()[0] in UNSHOWN for finding in findings):
            found["item"] = typed.fields(typed.item(document))
    return found


def _of_json(found: Mapping[str, Any], given: Given) -> Judged:
    findings = tuple(Finding(*finding) for finding in found["findings"])
    if "mentions" not in found:
        return Judged(findings)
    document = source.document(given.reading, given.companions)
    said = found["mentions"]
    mentions = Mentions(
        title=_value(*said["title"]),
        short=said["short"] and _value(*said["short"]),
        **{name: tuple(_value(*place) for place in said[name]) for name in LISTS},
        reviewed=said["reviewed"],
    )
    return Judged(findings, document, mentions, typed.of_fields(found["item"], document) if "item" in found else None)


def _place(value: Value) -> tuple[str, int, int]:
    return value.text, value.line, value.column


def _value(text: str, line: int, column: int) -> Value:
    return Value("scalar", line, column, text=text)
