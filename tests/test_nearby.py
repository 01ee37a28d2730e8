"""Related questions: that the other half of a subject is one step away, and that nothing else decides than is said."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from handbook import contract, nearby
from handbook.model import Question
from loaded import LOADED

QUESTIONS = tuple(question for question in LOADED.questions.values() if question.published)
FOUND = nearby.nearby(QUESTIONS, LOADED.taxonomy)
BEFORE_AND_AFTER = {question.slug: set(question.after) for question in QUESTIONS}
for _question in QUESTIONS:
    for _slug in _question.after:
        BEFORE_AND_AFTER[_slug].add(_question.slug)


def named(slug: str) -> set[str]:
    """All that a question's page names at its side."""
    return {*FOUND[slug], *BEFORE_AND_AFTER[slug]}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("adam-and-adamw", "adam-optimizer"),
        ("backpropagation", "autograd-engine"),
        ("bandits-and-exploration", "multi-armed-bandit"),
        ("convolutional-layers", "convolution-and-pooling"),
        ("density-and-hierarchical-clustering", "dbscan"),
        ("gaussian-mixtures-and-em", "gaussian-mixture-em"),
        ("k-means-assumptions", "k-means"),
        ("logistic-regression", "logistic-regression-from-scratch"),
        ("naive-bayes", "naive-bayes-from-scratch"),
        ("principal-component-analysis", "pca-by-power-iteration"),
        ("self-attention", "scaled-dot-product-attention"),
        ("speculative-decoding-in-serving", "speculative-decoding"),
        ("support-vector-machines", "linear-svm"),
        ("tokenization", "byte-pair-encoding"),
    ],
)
def test_the_other_half_of_a_subject_is_one_step_away(one: str, other: str) -> None:
    assert other in named(one)
    assert one in named(other)


def test_most_pages_name_some_and_none_what_it_names_anyway() -> None:
    """In November 2026 336 of 360 pages; the other 24 have what to study before or after."""
    assert sum(map(bool, FOUND.values())) > 0.9 * len(QUESTIONS)
    for slug, others in FOUND.items():
        assert len(set(others)) == len(others) <= nearby.MOST
        assert not {slug, *BEFORE_AND_AFTER[slug]} & set(others)


def test_the_order_of_the_questions_decides_nothing() -> None:
    mixed = random.Random(1).sample(QUESTIONS, len(QUESTIONS))
    assert nearby.nearby(mixed, LOADED.taxonomy) == FOUND


def question(slug: str, title: str, **changes: object) -> Question:
    """A question of which nothing is known but its name, and what is told here."""
    bare = {"gist": "", "short": slug, "topics": (), "variants": (), "after": (), "links": (), "follow_ups": ()}
    there = next(one for one in QUESTIONS if one.category == contract.BASICS)
    path = f"content/basics/models/{slug}.md"
    return replace(there, slug=slug, title=title, document=replace(there.document, path=path), **bare | changes)


STRANGERS = """copper violins glaciers saffron harbors orchids marble falcons lanterns almonds tunnels comets barley
ferries mosaics walnuts canals thistles""".split()
"""Enough others that a word which two questions say is not a common one."""


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, ()),
        ({"title": "Why does fired pottery crack?"}, ("aa",)),
        ({"title": "Why does pottery crack outdoors?"}, ()),  # one word of four
        ({"links": ("content/basics/models/aa.md",)}, ()),  # 0.1
        ({"title": "Why does pottery crack outdoors?", "links": ("content/basics/models/aa.md",)}, ("aa",)),
        ({"topics": ("trees",)}, ("aa",)),  # 0.3 / sqrt(2)
        ({"topics": ("trees",), "after": ("aa",)}, ()),
    ],
)
def test_what_brings_two_questions_near(told: dict[str, object], expected: tuple[str, ...]) -> None:
    strangers = [question(word, f"Who has seen {word}?") for word in STRANGERS]
    one = question("aa", "How is pottery fired?", topics=("trees",))
    other = question("bb", **{"title": "Which cheese keeps?", **told})  # type: ignore[arg-type]
    found = nearby.nearby([one, other, *strangers], LOADED.taxonomy)
    assert found["bb"] == expected
    assert found["aa"] == (("bb",) if expected else ())
