"""A rule's page shows one of its own cases: the place of the finding, what is said there, and what passes."""

from __future__ import annotations

import re

import pytest

from handbook import cases, catalogue, pages
from handbook.pages import examples
from handbook.rules import RULES
from handbook.settings import Settings

RENDERED = {
    page.address: page.body for page in pages.render(catalogue.check(cases.base())[0], Settings("ada/handbook"))
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_shows_where_it_finds_something(rule) -> None:
    example = examples.example(rule)
    assert example is not None
    path, line, column = re.match(r"(.+?):(\d+):(\d+): " + rule.id, example.found).groups()
    assert example.found in "\n".join(cases.expected(cases.name(rule)).values())
    first = example.wrong[0]
    assert first.path == path
    marked = [shown for shown in first.lines if shown.mark]
    assert [shown.number for shown in marked] == ([int(line)] if first.lines else [])
    for shown in marked:
        if not re.search(r"…|⟨|\\x", shown.text):
            assert shown.mark == " " * (int(column) - 1) + "^"
    for excerpt in (*example.wrong, *example.right):
        assert len(excerpt.lines) <= examples.LINES
        assert excerpt.lines or excerpt.note
    assert {e.lines for e in example.wrong}.isdisjoint({e.lines for e in example.right} - {()})
    body = RENDERED[f"contributing/rules/{rule.id.lower()}/"]
    assert f"https://github.com/ada/handbook/tree/main/tests/rules/{cases.name(rule)}" in body
    assert body.count('class="found"') == len(marked)
    assert f'<h2 id="fails">A case that fails: {example.title}</h2>' in body.replace("&#39;", "'")


@pytest.mark.parametrize(
    ("text", "column", "shown", "mark"),
    [
        ("level: mid", 8, "level: mid", "       ^"),
        ("level: mid", 0, "level: mid", ""),
        ("a\u200bb\tc", 3, "a⟨U+200B⟩b⟨U+0009⟩c", "         ^"),
        ("", 1, "", "^"),
        ("x" * 151, 1, "x" * 150 + "…", "^"),
        ("x" * 150, 1, "x" * 150, "^"),
        ("x" * 500 + "y", 501, "…" + "x" * 59 + "y", " " * 60 + "^"),
    ],
)
def test_a_line_is_shown_as_far_as_it_can_be_read(text: str, column: int, shown: str, mark: str) -> None:
    line = examples._line(7, text, column)
    assert (line.number, line.text, line.mark) == (7, shown, mark)


def test_a_copy_without_tests_has_pages_without_examples(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cases, "FOLDER", tmp_path)
    assert examples.example.__wrapped__(RULES[0]) is None


@pytest.mark.parametrize(
    "edit",
    [
        {"file": "content/taxonomy.yml", "old": "no such line", "new": ""},
        {"file": "content/taxonomy.yml", "repeat": ["x", 2], "at": "no such line"},
        {"file": "content/taxonomy.yml", "change": "?"},
    ],
)
def test_an_edit_that_does_not_fit_is_an_error(edit: dict) -> None:
    with pytest.raises(ValueError, match=r"stand|no edit"):
        cases.edited(cases.base(), [edit])
