"""What a change touched and what it passed, as Markdown for the summary of its checks. Foreign text is shown as code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from handbook import catalogue, foreign, prose, report
from handbook.model import Catalogue, Finding, Question

CHECKS = (
    ("Style", r"^(\d+) files? already formatted$", "{} files"),
    ("Types", r"^Success: no issues found in (\d+) source files?$", "{} files"),
    (
        "Content",
        r"^(\d+) questions? \((\d+) published, (\d+) drafts?\), .* checked: no error, (\d+) warnings?\.$",
        "{} questions, {} published and {} drafts; {} warnings",
    ),
    ("Tests", r"^=+ (\d+) passed(?:, \d+ (?:skipped|deselected|xfailed|xpassed|warnings?))* in .*=+$", "{} tests"),
    ("Sheets", r"^(\d+) cheat sheets, on (\d+) papers each\.\nThe site, with ", "{} sheets on {} papers each"),
    ("Site", r"^The site, with (\d+) questions, is in .*\.$", "{} questions"),
)
"""The line that each check prints when, and only when, it has passed, and what is told of it."""
LISTED = 50
"""The most questions that are told of one by one."""


def text(loaded: Catalogue, findings: Sequence[Finding], changed: Iterable[str], log: str, artifact: str = "") -> str:
    """The whole summary. `loaded` is a preview of the catalogue, `changed` are paths from the repository's root, `log`
    is what the checks printed, `artifact` the address under which the built site can be downloaded."""
    paths = sorted(path for path in changed if path.startswith("content/"))
    lines = ["## Changed questions", ""]
    left = list(paths)
    touched = []
    for question in loaded.questions.values():
        own = [path for path in paths if catalogue.belongs(path, question.document)]
        if own:
            touched.append(question)
            left = [path for path in left if path not in own]
    for question in touched[:LISTED]:
        found = [f for f in findings if catalogue.belongs(f.path, question.document)]
        lines += _question(question, found, artifact)
    if len(touched) > LISTED:
        lines.append(f"- and {len(touched) - LISTED} more")
    if left:
        found = [finding for finding in findings if finding.path in left]
        lines += ["", f"Other files of the content: {len(left)}; {_said(found)}.", *_shown(found)]
    if not paths:
        lines.append("None.")
    lines += ["", "## Checks", "", *_checks(log), ""]
    return "\n".join(lines)


def links(findings: Sequence[Finding]) -> str:
    """What a check of links found: for each kind its number, then the places and what to write."""
    lines = [] if findings else ["Every link leads somewhere."]
    for kind in sorted({finding.rule for finding in findings}):
        found = [finding for finding in findings if finding.rule == kind]
        lines += [f"## {kind.capitalize().replace('-', ' ')}s: {len(found)}", "", foreign.block(report.text(found)), ""]
    return "\n".join(lines).rstrip("\n")


def _question(question: Question, findings: Sequence[Finding], artifact: str) -> list[str]:
    address = f"`questions/{question.slug}/`"
    page = f"[{address}]({artifact})" if re.fullmatch(r"https://github\.com/[\w./-]+", artifact) else address
    words = prose.count_words(prose.everything(question.document.body))
    state = "reviewed" if question.published else "draft"
    measures = f"{state}, {question.seconds} seconds aloud, {question.minutes} minutes to study, {words} words"
    return [f"- {foreign.span(question.title)}: {page}; {measures}; {_said(findings)}", *_shown(findings)]


def _said(findings: Sequence[Finding]) -> str:
    return f"{len(findings)} to mend" if findings else "nothing to mend"


def _shown(findings: Sequence[Finding]) -> list[str]:
    return ["", foreign.block(report.text(findings), 4_000), ""] if findings else []


def _checks(log: str) -> list[str]:
    rows = ["| check | result |", "|---|---|"]
    for name, pattern, said in CHECKS:
        passed = list(re.finditer(pattern, log, re.MULTILINE))
        rows.append(f"| {name} | {'passed: ' + said.format(*passed[-1].groups()) if passed else 'not passed'} |")
    return rows
