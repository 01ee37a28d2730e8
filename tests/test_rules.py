"""Every rule against the files that must fail it, and near misses that must not: tests/rules/<ID>-<name>/case.yml."""

from __future__ import annotations

import datetime
import re
import shutil
import tempfile
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest

from handbook import cache, cases, catalogue, judged, pages, report, rules, settings
from handbook.model import Finding
from handbook.rules import RULES
from handbook.rules.harm import is_safe

BASE = cases.base()
FOLDERS = sorted(path.parent for path in cases.FOLDER.glob("*/case.yml"))
BY_NAME = {cases.name(rule): rule for rule in RULES}


@lru_cache
def checked_before() -> tempfile.TemporaryDirectory[str]:
    """A cache that a check of the valid tree left, so that of each case only what it changes is judged."""
    folder = tempfile.TemporaryDirectory()
    with cache.opened(Path(folder.name)):
        catalogue.check(BASE)
    return folder


def checked(files: catalogue.Files) -> list[Finding]:
    """The findings of a tree, with a copy of that cache."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(checked_before().name, folder, dirs_exist_ok=True)
        with cache.opened(Path(folder)):
            return catalogue.check(files)[1]


def chosen(folder: Path, bad: bool = True, most: int | None = None) -> list[cases.Case]:
    """The cases of a rule that must fail, or those that must pass; the first `most` of them."""
    return [case for case in cases.cases(folder.name) if case.bad == bad][:most]


def reported(folder: Path, bad: bool = True, most: int | None = None) -> str:
    """The text report of these cases, each under its title."""
    found = ((case.title, checked(cases.edited(BASE, case.edits))) for case in chosen(folder, bad, most))
    return "\n".join(f"# {title}\n{report.text(findings)}\n" for title, findings in found)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_bad_cases(folder: Path, request: pytest.FixtureRequest) -> None:
    expected, found = folder / "expected.txt", reported(folder)
    if request.config.getoption("--update"):
        expected.write_text(found, "utf-8")
    assert found == expected.read_text("utf-8")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_near_misses_are_silent(folder: Path) -> None:
    assert not re.search(r"^[^#\n].*", reported(folder, bad=False), re.MULTILINE)


@pytest.mark.parametrize(
    ("target", "safe"),
    [
        ("https://example.org/a", True),
        ("HTTPS://example.org/a", True),
        ("mailto:ada@example.org", True),
        ("notes/a.md", True),
        ("notes/a:b.md", True),
        ("#a:b", True),
        ("", True),
        ("a:b/notes", False),
        ("http://example.org/a", False),
        ("ftp://example.org/a", False),
        ("javascript://example.org/%0aalert(1)", False),
        ("vbscript:x", False),
        ("java\nscript:x", False),
        ("&#106;avascript:x", False),
        ("javascript%3Ax", False),
        ("//example.org/a", False),
        ("/etc/passwd", False),
        ("a\\b", False),
        ("https://localhost/a", False),
        ("wss://example.org/a", False),
        ("https://ada@example.org/a", False),
        ("https://[example.org/a", False),
        (":x/a", False),
    ],
)
def test_where_a_link_may_lead(target: str, safe: bool) -> None:
    assert is_safe(target) == safe


@pytest.mark.parametrize(("days", "found"), [(0, False), (1, False), (2, True)])
def test_tomorrow_is_allowed_for_time_zones(days: int, found: bool) -> None:
    day = datetime.date.today() + datetime.timedelta(days)
    path = "content/basics/data/data-leakage.md"
    files = cases.edited(BASE, [{"file": path, "old": "reviewed: 2026-11-01", "new": f"reviewed: {day}"}])
    assert [one.rule for one in checked(files)] == ["F13 future-date"] * found


def test_the_base_is_valid() -> None:
    assert report.text(catalogue.check(BASE)[1]) == ""


def test_every_rule_has_a_folder_and_every_folder_a_rule() -> None:
    assert [folder.name for folder in FOLDERS] == sorted(BY_NAME)


def test_ids_and_names_are_unique() -> None:
    assert len({rule.id for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_bad_case_shows_its_rule(folder: Path) -> None:
    rule = folder.name.replace("-", " ", 1)
    parts = re.split(r"^# ", (folder / "expected.txt").read_text("utf-8"), flags=re.MULTILINE)[1:]
    assert parts
    assert len(parts) == len(chosen(folder))
    for part in parts:
        assert re.search(rf": {re.escape(rule)}(?: \(warning\))?: ", part), part


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_silenced_rule_is_noticed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a rule that yields nothing would look like: its cases no longer give what is expected."""
    silent = replace(BY_NAME[folder.name], function=lambda *_: iter(()))
    monkeypatch.setattr(rules, "RULES", tuple(silent if rule.id == silent.id else rule for rule in RULES))
    expected = (folder / "expected.txt").read_text("utf-8").partition("\n\n# ")[0]
    try:
        found = reported(folder, most=1)
    except Exception:  # what relies on the rule fails: that is noticed too
        return
    assert found.strip() != expected.strip()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_preview_shows_what_it_can_and_nothing_unsafe(folder: Path) -> None:
    """Whatever is wrong with a file, a preview renders the rest, and nothing in it runs."""
    for case in chosen(folder, most=2):
        loaded, _ = catalogue.check(cases.edited(BASE, case.edits), preview=True)
        rendered = pages.render(loaded, settings.Settings(), drafts=True)
        addresses = [page.address for page in rendered]
        assert len(addresses) == len(set(addresses))
        for page in rendered:
            if page.address.startswith("contributing/rules/"):
                continue  # made of the cases themselves, whatever the content: they quote what is refused
            assert ".." not in page.address
            assert not re.search(
                r"(?:href|src)=\"(?!https:|mailto:|[.\w#-])|javascript:\w+\(|<script(?! type=\"application/ld)",
                page.body,
            )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_docstrings_teach(rule) -> None:
    summary, *paragraphs = rule.doc.split("\n\n")
    assert rule.summary == summary.replace("\n", " ")
    assert re.fullmatch(r"[A-Z`].*[.]", rule.summary), summary
    openings = [paragraph.split(":")[0] for paragraph in paragraphs]
    assert openings == ["Why", "Instead of", "Write"]
    assert all(len(paragraph.split(":", 1)[1].strip()) > 5 for paragraph in paragraphs)


def test_what_is_kept_finds_what_nothing_kept_finds(tmp_path: Path) -> None:
    """Every tree after every other, as saves follow each other: nothing of an earlier one is left."""
    trees = [cases.edited(BASE, case.edits) for folder in FOLDERS[::7] for case in cases.cases(folder.name)[:2]]
    memory: judged.Memory = {}
    for files in [*trees, BASE, *trees]:
        fresh = catalogue.check(files)
        with cache.opened(tmp_path):
            assert catalogue.check(files) == fresh
        assert catalogue.check(files, memory=memory) == fresh
        assert set(memory) <= set(files)


def test_nothing_is_judged_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with cache.opened(tmp_path):
        catalogue.check(BASE)
    loud = replace(BY_NAME["B01-no-title"], function=lambda *_: 1 / 0)
    monkeypatch.setattr(rules, "RULES", (loud,))
    with cache.opened(tmp_path):
        assert catalogue.check(BASE)[1] == []
        with pytest.raises(ZeroDivisionError):
            catalogue.check(BASE | {"content/basics/data/new.md": BASE["content/basics/data/data-leakage.md"]})
