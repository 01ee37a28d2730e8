"""From YAML to taxonomy and study paths; what is malformed is left out, and nothing fails."""

from __future__ import annotations

import pytest

from handbook import source, terms
from handbook.model import Selection


def value(text: str):
    found, problems = source.compose(text)
    assert not problems
    return found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("stages:\n  - {name: a, title: A, line: x}\n  - {name: b, title: B, line: y}", ("a", "b")),
        ("stages:\n  - {name: a, title: A}\n  - b\n  - [c]\n  - {name: d, title: D, line: z}", ("d",)),
        ("stages: a", ()),
        ("stages: {a: b}", ()),
        ("stages:\n  - {name: [a], title: A, line: x}", ()),
        ("other: x", ()),
    ],
)
def test_taxonomy(text: str, names: tuple[str, ...]) -> None:
    assert terms.taxonomy(value(text)).names("stages") == names


def test_groups_and_synonyms() -> None:
    found = terms.taxonomy(
        value("topics:\n  - {name: a, title: A, line: x, group: g}\nsynonyms:\n  - [k-NN, [x], knn]")
    )
    assert found.term("topics", "a").group == "g"
    assert found.synonyms == (("k-NN", "knn"),)
    assert terms.taxonomy(None).stages == ()
    with pytest.raises(KeyError):
        found.term("topics", "b")


@pytest.mark.parametrize(
    ("text", "minutes", "selection"),
    [
        ("title: T\naudience: A\nminutes: 60\nselect:\n  roles: [r]", 60, Selection(roles=("r",))),
        ("title: T\naudience: A\nminutes: 60\nselect:\n  roles: r\n  color: [x]", 60, Selection()),
        ("title: T\naudience: A\nminutes: " + "9" * 5000 + "\nselect: {}", 999_999, Selection()),
        ("title: T\naudience: A\nminutes: two\nselect: {}", None, None),
        ("title: T\naudience: A\nminutes: ²\nselect: {}", None, None),
        ("title: T\naudience: A\nminutes: 60\nselect: all", None, None),
        ("title: T\naudience: A\nminutes: 60", None, None),
        ("title: [T]\naudience: A\nminutes: 60\nselect: {}", None, None),
    ],
)
def test_study_path(text: str, minutes: int | None, selection: Selection | None) -> None:
    path = terms.study_path("content/paths/two-hours.yml", value(text))
    assert (path and path.minutes, path and path.select) == (minutes, selection)
    assert path is None or path.slug == "two-hours"
