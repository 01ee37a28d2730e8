"""Every rule against the files that must fail it, and near misses that must not: tests/rules/<ID>-<name>/case.yml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from handbook import catalogue, math, pages, report, settings
from handbook.rules import RULES
from trees import BASE, edited

HERE = Path(__file__).parent / "rules"
FOLDERS = sorted(path.parent for path in HERE.glob("*/case.yml"))
BY_NAME = {f"{rule.id}-{rule.name}": rule for rule in RULES}


def cases(folder: Path) -> list[dict]:
    return yaml.safe_load((folder / "case.yml").read_text("utf-8"))


@pytest.fixture(autouse=True, scope="module")
def one_renderer() -> Iterator[None]:
    """Starting KaTeX takes longer than a check: one for all."""
    with math.renderer() as render, pytest.MonkeyPatch.context() as patch:
        patch.setattr(math, "renderer", lambda: nullcontext(render))
        yield


def reported(folder: Path, kind: str, most: int | None = None) -> str:
    """The text report of the cases of a kind, "bad" or "good", each under its title; of the first `most` of them."""
    chosen = [case for case in cases(folder) if kind in case][:most]
    checked = ((case["title"], catalogue.check(edited(case[kind]))[1]) for case in chosen)
    return "\n".join(f"# {title}\n{report.text(findings)}\n" for title, findings in checked)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_bad_cases(folder: Path, request: pytest.FixtureRequest) -> None:
    expected, found = folder / "expected.txt", reported(folder, "bad")
    if request.config.getoption("--update"):
        expected.write_text(found, "utf-8")
    assert found == expected.read_text("utf-8")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_near_misses_are_silent(folder: Path) -> None:
    assert not re.search(r"^[^#\n].*", reported(folder, "good"), re.MULTILINE)


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
    assert len(parts) == sum("bad" in case for case in cases(folder))
    for part in parts:
        assert re.search(rf": {re.escape(rule)}(?: \(warning\))?: ", part), part


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_silenced_rule_is_noticed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a rule that yields nothing would look like: its cases no longer give what is expected."""
    silent = replace(BY_NAME[folder.name], function=lambda *_: iter(()))
    rules = tuple(silent if rule.id == silent.id else rule for rule in RULES)
    monkeypatch.setattr(catalogue, "RULES", rules)
    expected = (folder / "expected.txt").read_text("utf-8").partition("\n\n# ")[0]
    try:
        found = reported(folder, "bad", most=1)
    except Exception:  # what relies on the rule fails: that is noticed too
        return
    assert found.strip() != expected.strip()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_preview_shows_what_it_can_and_nothing_unsafe(folder: Path) -> None:
    """Whatever is wrong with a file, a preview renders the rest, and nothing in it runs."""
    for case in [case for case in cases(folder) if "bad" in case][:2]:
        loaded, _ = catalogue.check(edited(case["bad"]), preview=True)
        rendered = pages.render(loaded, settings.Settings(), drafts=True)
        addresses = [page.address for page in rendered]
        assert len(addresses) == len(set(addresses))
        for page in rendered:
            assert ".." not in page.address
            assert not re.search(
                r"(?:href|src)=\"(?!https:|mailto:|[.\w#-])|javascript:\w+\(|<script(?! type=\"application/ld)",
                page.body,
            )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_docstrings_teach(rule) -> None:
    summary, *paragraphs = rule.doc.split("\n\n")
    assert re.fullmatch(r"[A-Z`].*[.]", summary.replace("\n", " ")), summary
    openings = [paragraph.split(":")[0] for paragraph in paragraphs]
    assert openings == ["Why", "Instead of", "Write"]
    assert all(len(paragraph.split(":", 1)[1].strip()) > 5 for paragraph in paragraphs)
