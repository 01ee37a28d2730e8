"""Findings as text, as annotations, as JSON; and the last line."""

from __future__ import annotations

import json

import pytest

from handbook import report
from handbook.model import Catalogue, Finding, Taxonomy

PLAIN = Finding("content/a.md", 3, 7, "B01 no-title", "the question is missing", "write: # …")
TWO_LINES = Finding("content/a.md", 4, 1, "F01 missing-key", "`x` is missing", "add: x:\n    - y", "warning")
ODD = Finding("a,b:c%\n.md", 1, 1, "R09 misplaced-file", "100%\n::error::x\r", "delete\r\nit")


@pytest.mark.parametrize(
    ("finding", "text", "github"),
    [
        (
            PLAIN,
            "content/a.md:3:7: B01 no-title: the question is missing\n    help: write: # …",
            "::error file=content/a.md,line=3,col=7,title=B01 no-title::the question is missing%0Ahelp: write: # …",
        ),
        (
            TWO_LINES,
            "content/a.md:4:1: F01 missing-key (warning): `x` is missing\n    help: add: x:\n        - y",
            "::warning file=content/a.md,line=4,col=1,title=F01 missing-key::`x` is missing%0Ahelp: add: x:%0A    - y",
        ),
        (
            ODD,
            "a,b:c% .md:1:1: R09 misplaced-file: 100% ::error::x\n    help: delete\r\n    it",
            "::error file=a%2Cb%3Ac%25%0A.md,line=1,col=1,title=R09 misplaced-file"
            "::100%25%0A::error::x%0D%0Ahelp: delete%0D%0Ait",
        ),
    ],
)
def test_formats(finding: Finding, text: str, github: str) -> None:
    assert report.text([finding]) == text
    assert report.github([finding]) == github
    assert json.loads(report.as_json([finding])) == [
        {name: getattr(finding, name) for name in ("path", "line", "column", "rule", "message", "help", "level")}
    ]


@pytest.mark.parametrize(("name", "empty"), [("text", ""), ("github", ""), ("json", "[]")])
def test_nothing_found(name: str, empty: str) -> None:
    assert report.FORMATS[name]([]) == empty


@pytest.mark.parametrize(
    ("errors", "warnings", "paths", "line"),
    [
        (
            0,
            0,
            (),
            "0 questions (0 published, 0 drafts), the taxonomy and 0 study paths checked: no error, 0 warnings.",
        ),
        (1, 2, (), "1 error and 2 warnings."),
        (2, 1, ("content/a.md", "content/b"), "content/a.md, content/b: 2 errors and 1 warning."),
    ],
)
def test_summary(errors: int, warnings: int, paths: tuple[str, ...], line: str) -> None:
    assert report.summary(Catalogue(Taxonomy(), {}), errors, warnings, paths) == line


def test_where_the_rules_are_explained() -> None:
    nothing = Catalogue(Taxonomy(), {})
    told = report.summary(nothing, 1, 0, rules_url="https://example.org/rules/")
    assert told == "1 error and 0 warnings. Why each rule exists, with an example: https://example.org/rules/"
    assert "https:" not in report.summary(nothing, 0, 0, rules_url="https://example.org/rules/")
