"""The workflow order, the cycles of prerequisites, and what a study path takes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from handbook import catalogue, order
from handbook.model import Question, Selection, StudyPath

TAXONOMY = catalogue.load(Path(__file__).parent / "rules" / "base")[0].taxonomy
ANY = next(iter(catalogue.load(Path(__file__).parent / "rules" / "base")[0].questions.values()))


def make(slug: str, category: str = "basics", place: str = "data", level: str = "junior", **more: object) -> Question:
    return replace(ANY, slug=slug, category=category, place=place, level=level, **{"after": (), **more})


def slugs(questions: list[Question]) -> list[str]:
    return [question.slug for question in questions]


@pytest.mark.parametrize(
    ("questions", "ordered"),
    [
        ([], []),
        ([make("b"), make("a")], ["a", "b"]),
        ([make("a", place="models"), make("b")], ["b", "a"]),
        ([make("a", level="senior"), make("b", level="mid"), make("c")], ["c", "b", "a"]),
        ([make("a", after=("b",)), make("b")], ["b", "a"]),
        ([make("a", after=("c",)), make("b"), make("c", level="senior")], ["b", "c", "a"]),
        ([make("a", after=("elsewhere",))], ["a"]),
        ([make("a", after=("b",)), make("b", place="models")], ["a", "b"]),
        ([make("a", category="coding"), make("b")], ["b", "a"]),
        (
            [
                make("p", "project", "impact"),
                make("q", "project", "technical"),
                make("r", "applied", "ads"),
                make("s", "applied", "generic"),
                make("t", place="models"),
            ],
            ["t", "s", "r", "q", "p"],
        ),
        ([make("a", after=("b",)), make("b", after=("a",)), make("c")], ["c", "a", "b"]),
    ],
)
def test_workflow(questions: list[Question], ordered: list[str]) -> None:
    assert slugs(order.workflow(questions, TAXONOMY)) == ordered
    assert slugs(order.workflow(reversed(questions), TAXONOMY)) == ordered


@pytest.mark.parametrize(
    ("after", "cycles"),
    [
        ({}, []),
        ({"a": [], "b": ["a"]}, []),
        ({"a": ["a"]}, [["a"]]),
        ({"b": ["a"], "a": ["b"]}, [["a", "b"]]),
        ({"c": ["a"], "a": ["b"], "b": ["c"]}, [["a", "b", "c"]]),
        ({"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"]}, [["a", "b"], ["c", "d"]]),
        ({"a": ["b", "c"], "b": ["a"], "c": ["a"]}, [["a", "b"]]),
        ({"a": ["elsewhere"]}, []),
        ({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}, []),
    ],
)
def test_cycles(after: dict[str, list[str]], cycles: list[list[str]]) -> None:
    assert order.cycles(after) == cycles


def test_a_long_chain_is_no_recursion() -> None:
    chain = {str(n): [str(n + 1)] for n in range(5_000)}
    assert order.cycles(chain) == []
    assert len(order.cycles({**chain, "5000": ["0"]})[0]) == 5_001


ALL = [
    make("leak", topics=("leakage",), roles=("data-scientist",)),
    make("tree", place="models", level="mid", topics=("trees", "sampling"), roles=("ml-engineer",)),
    make("click", "applied", "ads", "senior", topics=("classification",), roles=("ml-engineer",)),
]


@pytest.mark.parametrize(
    ("selection", "chosen"),
    [
        (Selection(), ["leak", "tree", "click"]),
        (Selection(categories=("applied",)), ["click"]),
        (Selection(sections=("models", "ads")), ["tree", "click"]),
        (Selection(roles=("ml-engineer",), levels=("mid",)), ["tree"]),
        (Selection(topics=("leakage", "trees")), ["leak", "tree"]),
        (Selection(topics=("supervised",)), ["tree", "click"]),
        (Selection(slugs=("click", "leak")), ["leak", "click"]),
        (Selection(levels=("mid",), slugs=("leak",)), ["leak", "tree"]),
        (Selection(levels=("mid",), roles=("data-scientist",)), []),
    ],
)
def test_select(selection: Selection, chosen: list[str]) -> None:
    path = StudyPath("p", "P", "you", 60, selection, "content/paths/p.yml")
    assert slugs(order.select(path, ALL, TAXONOMY)) == chosen
