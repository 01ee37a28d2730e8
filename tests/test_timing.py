"""Estimates of time by word counts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from handbook import catalogue, markdown, timing
from handbook.model import Parts

BASE = Path(__file__).parent / "rules" / "base"
DOCUMENTS = {q.slug: q.document for q in catalogue.load(BASE)[0].questions.values()}


def with_body(slug: str, body: str, **companions: str):
    parts = Parts(DOCUMENTS[slug].meta, markdown.outline(markdown.parse(body)))
    return replace(DOCUMENTS[slug], read=lambda: parts, companions=companions)


@pytest.mark.parametrize(
    ("slug", "body", "seconds"),
    [
        ("data-leakage", "# A\n\n## Definition\n\n" + "word " * 150, 60),
        ("data-leakage", "# A\n\n## Definition\n\n" + "word " * 75 + "\n\n## Examples\n\n- " + "word " * 75, 60),
        ("data-leakage", "# A\n\n## Details\n\n" + "word " * 150, 5),
        ("data-leakage", "# A\n\n## Definition\n\n" + "`code` $x$ " * 150, 5),
        ("data-leakage", "", 5),
        ("churn", "# A\n\n## Models\n\n### One\n\n- " + "word " * 299, 120),
    ],
)
def test_spoken_seconds(slug: str, body: str, seconds: int) -> None:
    assert timing.spoken_seconds(with_body(slug, body)) == seconds


@pytest.mark.parametrize(
    ("slug", "body", "companions", "minutes"),
    [
        ("data-leakage", "# A\n\n## Details\n\n" + "word " * 900, {}, 5),
        ("data-leakage", "# A\n\n## Definition\n\n" + "word " * 432, {}, 8),  # read once in 2.4, said twice in 5.8
        ("data-leakage", "# A\n\n## Details\n\n```python\n" + "x = 1\n" * 48 + "```", {}, 4),
        ("data-leakage", "# A\n\n## Details\n\n" + "$$\nx\n$$\n\n" * 30, {}, 4),
        ("running-mean", "# A", {"solution.py": "x = 1\n" * 60, "a.svg": "x\n" * 600}, 25),
        ("churn", "# A", {}, 20),
        ("a-result-you-measured", "# A", {}, 1),
    ],
)
def test_study_minutes(slug: str, body: str, companions: dict[str, str], minutes: int) -> None:
    assert timing.study_minutes(with_body(slug, body, **companions)) == minutes
