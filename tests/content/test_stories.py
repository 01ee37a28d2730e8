"""Every number that a story tells is computed by its notebook, and every number that the notebook leaves is told."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from handbook import catalogue, notebooks, prose
from handbook.model import Document, Parts, Story
from handbook.pages import notebook
from loaded import LOADED, ROOT

BASE = catalogue.check(catalogue.read_files(ROOT / "tests" / "rules" / "base"))[0].stories[0]
NUMBER = re.compile(r"(?<![\w.^])\d[\d,]*(?:\.\d+)?(?![\w])")


def told(document: Document) -> set[str]:
    """The numbers in a story's text; the digits in a name (L2) and an exponent are none."""
    text = prose.plain(prose.everything(document.body))
    return {match.replace(",", "").rstrip(".") for match in NUMBER.findall(re.sub(r"\^\{?\d+", "", text))}


def computed(story: Story) -> dict[str, Any]:
    """What the notebook leaves in `numbers`."""
    cells = [*notebook.story_cells(story), ("code", "import json\nprint(json.dumps(numbers, default=str))")]
    ran = notebooks.executed(notebook._json(cells), ROOT / ".cache" / "notebooks")
    last = json.loads(ran)["cells"][-1]
    return dict(json.loads("".join(last["outputs"][0]["text"])))


@pytest.mark.parametrize("story", LOADED.stories, ids=lambda story: story.slug)
def test_every_number_told_is_computed_and_every_number_computed_is_told(story: Story) -> None:
    values = {str(value).replace(",", "") for value in computed(story).values()}
    numbers = told(story.document)
    assert numbers - values == set(), "told, but not computed"
    assert values - numbers == set(), "computed, but not told"


def test_the_comparison_sees_a_wrong_number() -> None:
    values = {str(value) for value in computed(BASE).values()}
    assert values == {"0.40", "0.89"}
    assert told(BASE.document) == values


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("It rose from 0.40 to 1,797.5 in 5-fold runs.", {"0.40", "1797.5", "5"}),
        ("L2 and R^2 and k3 are names, 4.", {"4"}),
        ("It cost $12$ and 30% more.", {"12", "30"}),
    ],
)
def test_which_numbers_are_told(text: str, numbers: set[str]) -> None:
    from dataclasses import replace

    from handbook.markdown import outline, parse

    parts = Parts(BASE.document.meta, outline(parse(f"# Title\n\n{text}\n")))
    assert told(replace(BASE.document, read=lambda: parts)) == numbers
