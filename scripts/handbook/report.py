"""Findings as text for people, as annotations for a pull request, and as JSON for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from handbook.model import Catalogue, Finding


def text(findings: Iterable[Finding]) -> str:
    """`path:line:column: ID name: message`, then the help, indented; a finding after the other."""
    lines = []
    for finding in findings:
        mark = "" if finding.level == "error" else " (warning)"
        place = f"{finding.path}:{finding.line}:{finding.column}"
        # One line, whatever a name or message holds: a log reads a line that begins with :: as a command.
        lines.append(" ".join(f"{place}: {finding.rule}{mark}: {finding.message}".split()))
        lines.extend(f"    {line}" for line in f"help: {finding.help}".split("\n"))
    return "\n".join(lines)


def since(before: Iterable[Finding] | None, findings: Sequence[Finding]) -> str:
    """The findings of a check that is repeated: all as text, those first that were there before, then how many are new,
    and those that are gone. A finding is the same one though its line has moved."""
    if before is None:
        return text(findings)
    left = Counter(map(_same, before))
    known: list[Finding] = []
    new: list[Finding] = []
    for finding in findings:
        (known if left[_same(finding)] else new).append(finding)
        left[_same(finding)] -= left[_same(finding)] > 0
    gone = [finding for finding in before if left[_same(finding)]]
    parts = [text(known), text(new)]
    if gone:
        parts.append("\n".join(f"gone: {line}" for line in text(gone).split("\n") if not line.startswith(" ")))
    parts.append(f"{len(new)} new, {len(gone)} gone.")
    return "\n".join(part for part in parts if part)


def _same(finding: Finding) -> tuple[str, str, str]:
    return finding.path, finding.rule, finding.message


def github(findings: Iterable[Finding]) -> str:
    """Workflow commands that show each finding on its line of a pull request."""
    lines = []
    for finding in findings:
        place = f"file={_property(finding.path)},line={finding.line},col={finding.column}"
        body = _data(f"{finding.message}\nhelp: {finding.help}")
        lines.append(f"::{finding.level} {place},title={_property(finding.rule)}::{body}")
    return "\n".join(lines)


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def as_json(findings: Iterable[Finding]) -> str:
    """A JSON list with an object for each finding."""
    return json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2)


FORMATS = {"text": text, "github": github, "json": as_json}


def summary(catalogue: Catalogue, errors: int, warnings: int, paths: Sequence[str] = (), rules_url: str = "") -> str:
    """The last line of a check: what was checked, what came of it, and where the rules are explained."""
    questions = catalogue.questions.values()
    published = sum(question.published for question in questions)
    where = f"{', '.join(paths)}: " if paths else ""
    if errors:
        explained = f" Why each rule exists, with an example: {rules_url}" if rules_url else ""
        return f"{where}{_count(errors, 'error')} and {_count(warnings, 'warning')}.{explained}"
    checked = (
        f"{_count(len(questions), 'question')} ({published} published, {_count(len(questions) - published, 'draft')})"
    )
    also = f"the taxonomy and {_count(len(catalogue.paths), 'study path')}"
    return f"{where}{checked}, {also} checked: no error, {_count(warnings, 'warning')}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
