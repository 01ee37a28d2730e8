"""The hostile corpus against the rules, and against the renderer with the sanitizer while every rule is off.

A case is a line in tests/hostile/<family>.yml: a name, and the text that is put into the place named by `in` (the places
are in tests/support/hostile.py); a family lists under `plain` those that are no offense, since they are text. One that is not a text at a place has `edits`, as the cases of tests/rules do. A
payload calls `hit()`, or asks https://evil.example/hit(). Then run

    .venv/bin/python -m pytest tests/test_hostile.py --update

and read what was added to <family>.findings.txt, what the rules say of it, and to <family>.pages.txt, the lines that
pages would show of it if no rule existed. tests/browser/test_hostile.py opens the same cases in a browser.
"""

from __future__ import annotations

import datetime
import json
import re
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from html.parser import HTMLParser

import pytest

import hostile
from handbook import cases, catalogue, exports, math, pages, report, rules
from handbook.model import Catalogue, Correction
from handbook.pages import rulebook
from rendered import SETTINGS, shown

BASE = cases.base()
CASES = hostile.cases()
FAMILIES = sorted({case.family for case in CASES})
SECONDS = 5.0
XML = re.compile(r"[\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")
"""Text that XML may hold; a file with any other character is refused when it is read."""


@pytest.fixture(autouse=True, scope="module")
def one_renderer() -> Iterator[None]:
    """Starting KaTeX takes longer than a check: one for all."""
    with math.renderer() as render, math.measure() as widest, pytest.MonkeyPatch.context() as patch:
        patch.setattr(math, "renderer", lambda *_: nullcontext(render))
        patch.setattr(math, "measure", lambda: nullcontext(widest))
        yield


def test_there_are_enough_cases_of_every_kind() -> None:
    assert len(CASES) >= 200
    assert all(sum(case.family == family for case in CASES) >= 10 for family in FAMILIES)
    assert set(hostile.PLACES) == {case.place for case in CASES if case.place}


@pytest.mark.parametrize("family", FAMILIES)
def test_every_case_is_found_where_it_stands_and_in_time(family: str, update: bool) -> None:
    told = []
    for case in (case for case in CASES if case.family == family):
        files = case.files()
        started = time.process_time()
        _, findings = catalogue.check(files)
        assert time.process_time() - started < SECONDS, case.name
        found = any(finding.path in case.changed for finding in findings)
        assert found != case.plain, f"{case.name}: {report.text(findings)}"
        lines = [f"{f.path.removeprefix('content/')}:{f.line}:{f.column}: {f.rule}" for f in findings]
        told.append(f"# {case.name}\n" + "\n".join(lines[:8] + [f"and {len(lines) - 8} more"] * (len(lines) > 8)))
    golden(f"{family}.findings.txt", told, update)


@pytest.mark.parametrize("family", FAMILIES)
def test_without_rules_a_page_shows_it_as_text_or_there_is_none(
    family: str, update: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "RULES", ())
    monkeypatch.setattr(rulebook, "pages", lambda book: ())
    bases: dict[tuple[str, ...], set[str]] = {}
    told = []
    for case in (case for case in CASES if case.family == family):
        files = case.files()
        same = tuple(path for path in files if path in BASE)
        if same not in bases:
            bases[same] = {
                line for html in shown({path: BASE[path] for path in same}).values() for line in html.splitlines()
            }
        lines = [line for html in shown(files).values() for line in html.splitlines() if line not in bases[same]]
        new = [line.strip()[:240] for line in dict.fromkeys(lines) if line.strip()]
        told.append("\n".join([f"# {case.name}", *new[:6], *[f"and {len(new) - 6} more lines"] * (len(new) > 6)]))
    golden(f"{family}.pages.txt", told, update)


class Tags(HTMLParser):
    """Every tag of a page, with its attributes, as a browser would see it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[object] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        self.seen.append(tag)


def test_every_payload_of_the_corpus_is_text_as_a_correction(monkeypatch: pytest.MonkeyPatch) -> None:
    """A correction has places that no other text has: all payloads at once on its page, on the home page, on the page
    of reviews, in the feed and in the data."""
    monkeypatch.setattr(rulebook, "pages", lambda book: ())
    payloads = list(dict.fromkeys(case.text for case in CASES if XML.fullmatch(case.text)))
    assert len(payloads) > 300
    loaded, _ = catalogue.check(BASE)
    harmless = corrected(loaded, ["It said always."] * len(payloads))
    hostile_one = corrected(loaded, payloads)
    expected = {page.address: Tags(page.body).seen for page in pages.render(harmless, SETTINGS)}
    assert {page.address: Tags(page.body).seen for page in pages.render(hostile_one, SETTINGS)} == expected
    assets = {asset.address: asset.make().decode() for asset in exports.assets(hostile_one, SETTINGS)}
    told = json.loads(assets["api/questions.json"])["questions"]
    assert payloads in [[made["text"] for made in question["corrections"]] for question in told]
    space = {"a": "http://www.w3.org/2005/Atom"}
    feed = ET.fromstring(assets["feed.xml"])  # noqa: S314
    summaries = {made.text for made in feed.findall("a:entry/a:summary", space)}
    assert len(summaries & set(payloads)) > 30


def corrected(loaded: Catalogue, texts: list[str]) -> Catalogue:
    """The catalogue with these corrections of one question."""
    made = tuple(Correction(datetime.date(2026, 11, 1), text, f"corrected-{at}") for at, text in enumerate(texts))
    question = replace(loaded.questions["data-leakage"], corrections=made)
    return replace(loaded, questions={**loaded.questions, question.slug: question})


def golden(name: str, told: list[str], update: bool) -> None:
    """Compare with the file of that name, or write it."""
    file, text = hostile.FOLDER / name, "\n\n".join(told) + "\n"
    if update:
        file.write_text(text, "utf-8", newline="\n")
    assert text == file.read_text("utf-8")
