"""Every address comes from one setting, which the environment overrides."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handbook import settings

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("repository", "site"),
    [
        ("ada/handbook", "https://ada.github.io/handbook/"),
        ("Ada/Hand.Book_2", "https://ada.github.io/Hand.Book_2/"),
        ("ada/ada.github.io", "https://ada.github.io/"),
        ("Ada/ada.github.io", "https://ada.github.io/"),
    ],
)
def test_the_site_s_address_follows_the_repository(repository: str, site: str) -> None:
    chosen = settings.read({settings.VARIABLE: repository})
    assert chosen.site_url == site
    assert chosen.repository_url == f"https://github.com/{repository}"


def test_without_the_variable_the_default_holds() -> None:
    assert settings.read({}).repository == settings.REPOSITORY
    assert settings.read({settings.VARIABLE: ""}).repository == settings.REPOSITORY


@pytest.mark.parametrize(
    "bad",
    ["ada", "ada/", "/handbook", "a/b/c", "ada/hand book", "https://github.com/a/b", "a/<b>", "a/..", "a/b.git", "é/x"],
)
def test_what_is_no_repository_is_refused(bad: str) -> None:
    with pytest.raises(ValueError, match="must be owner/name"):
        settings.read({settings.VARIABLE: bad})


def test_drafts_are_shown_where_they_are_asked_for() -> None:
    assert settings.read({settings.DRAFTS: "1"}).drafts
    assert not settings.read({settings.DRAFTS: "0"}).drafts
    assert not settings.read({}).drafts


def test_addresses_are_encoded() -> None:
    chosen = settings.Settings("ada/handbook")
    assert chosen.edit_url("content/a b.md") == "https://github.com/ada/handbook/edit/main/content/a%20b.md"
    url = chosen.issue_url("mistake.yml", title="Mistake: A & B?", page="https://x.y/#z")
    assert url == (
        "https://github.com/ada/handbook/issues/new?template=mistake.yml&title=Mistake%3A+A+%26+B%3F&page=https%3A%2F%2Fx.y%2F%23z"
    )


def test_no_other_file_names_the_repository() -> None:
    name = re.escape(settings.REPOSITORY)
    files = [ROOT / "mkdocs.yml", *ROOT.glob("hooks/**/*"), *ROOT.glob("scripts/**/*.py"), *ROOT.glob("docs/**/*.md")]
    named = [
        path for path in files if path.is_file() and path.suffix != ".pyc" and re.search(name, path.read_text("utf-8"))
    ]
    assert named == [ROOT / "scripts" / "handbook" / "settings.py"]
