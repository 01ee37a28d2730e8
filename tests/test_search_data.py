"""The export for the search: what is in it, in which form, and that only published questions are."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace

import pytest

from handbook import markdown, typed
from handbook.exports.rare import rare_words
from handbook.exports.search import VERSION, plain, search_data, search_rest
from handbook.model import Catalogue, Document, Parts, Question, Source, Taxonomy, Term, Value

TODAY = datetime.date(2026, 11, 22)

TAXONOMY = Taxonomy(
    stages=(Term("data", "Data", ""), Term("models", "Models", "")),
    domains=(Term("generic", "Any domain", ""), Term("ads", "Ads", "")),
    focuses=(Term("technical", "Technical", ""),),
    levels=(Term("junior", "Junior", ""), Term("mid", "Mid", "")),
    topics=(Term("trees", "Trees", ""), Term("boosting", "Boosting", "")),
    synonyms=(("k-NN", "k-nearest neighbors"),),
)

BODY = """# Why do trees $x^2$ split?

> Because.

## Models

### Boosted trees, [DeepFM](https://arxiv.org/abs/1703.04247)

## Papers

### [He et al. (2014)](https://doi.org/10.1145/2648584.2648589), at *Facebook*

## Follow-ups

### Does $\\rho$ matter for `max_depth`?

Yes.

### And now?

## Pitfalls
"""


def question(slug: str, category: str = "basics", place: str = "data", reviewed: bool = True) -> Question:
    body = markdown.outline(markdown.parse(BODY))
    parts = Parts(Value("mapping", 1, 1), body)
    document = Document(f"content/{slug}.md", category, place, slug, BODY, lambda: parts)
    return Question(
        slug=slug,
        category=category,
        place=place,
        title=body.title,
        gist="Split where the **gain** is largest.",
        short="Trees & splits",
        level="mid",
        roles=(),
        topics=("boosting",),
        variants=("How is a split found?", "Why $O(n)$?"),
        after=(),
        formula="",
        sources=(),
        reviewed=TODAY if reviewed else None,
        aliases=(),
        seconds=60,
        minutes=10,
        times=(),
        follow_ups=typed.headings(document, "Follow-ups"),
        subjects=typed.headings(document, "Models", "Papers"),
        uses=(),
        links=(),
        document=document,
    )


def data(*questions: Question) -> dict:
    return search_data(Catalogue(TAXONOMY, {question.slug: question for question in questions}))


def test_a_row_holds_what_a_reader_may_type() -> None:
    written = data(question("trees"))
    assert written["version"] == VERSION
    assert {field: column[0] for field, column in written["questions"].items()} == {
        "slug": "trees",
        "category": "basics",
        "place": 0,
        "level": 1,
        "title": "Why do trees x² split?",
        "short": "Trees & splits",
        "gist": "Split where the gain is largest.",
        "topics": [1],
        "variants": ["How is a split found?", "Why O(n)?"],
    }


def test_the_rest_holds_what_its_page_says() -> None:
    catalogue = Catalogue(TAXONOMY, {"trees": question("trees")})
    written = search_rest(catalogue)
    assert (written["version"], written["edition"]) == (VERSION, search_data(catalogue)["edition"])
    assert written["questions"] == {
        "followups": [["Does ρ matter for max_depth?", "And now?"]],
        "parts": [["Boosted trees, DeepFM", "He et al. (2014), at Facebook"]],
        "words": [""],
    }


def test_an_edition_is_one_list_of_questions() -> None:
    one, other, again = (data(*map(question, slugs))["edition"] for slugs in (["a", "b"], ["a", "c"], ["b", "a"]))
    assert one == again != other


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We ask the test of McNemar. And nothing else.", "McNemar"),
        ("A cat sleeps. The cat eats.", "cat"),
        ("A cat sleeps.", ""),
        ("Cats. Dogs: Birds.", ""),  # a capital that begins a sentence makes no name
        ("The `GradScaler` and `DP-SGD`, by Rényi's rule", "GradScaler DP-SGD Rényi"),
        ("In $Loss$ there is a Split and Trees", ""),  # a formula; what title and wordings say
        ("the Alpha, the Beta and the Beta", "Beta Alpha"),
        ("the Alpha, the Beta, this Beta and that Beta", "Beta Beta Alpha"),
        ("see [Feast](https://example.org/Kafka) at Uber in F1", "Feast Uber"),
    ],
)
def test_the_words_that_find_a_page(text: str, expected: str) -> None:
    body = markdown.outline(markdown.parse(f"{BODY}\n{text}\n\n```text\nan Unread thing\n```\n"))
    asked = question("q")
    document = Document("", "basics", "data", "q", text, lambda: Parts(Value("mapping", 1, 1), body))
    others = [replace(asked, slug=str(number)) for number in range(9)]
    assert rare_words([*others, replace(asked, document=document)])[-1] == expected


def test_a_word_that_many_pages_say_finds_none_of_them() -> None:
    text = "the test of McNemar"
    body = markdown.outline(markdown.parse(f"{BODY}\n{text}\n"))
    pages = []
    for number in range(200):
        document = Document("", "basics", "data", str(number), text, lambda: Parts(Value("mapping", 1, 1), body))
        asked = question(str(number))
        pages.append(replace(asked, document=document) if number < 5 else asked)
    assert rare_words(pages)[0] == ""
    assert rare_words(pages[2:])[0] == "McNemar"


def test_of_a_source_the_first_author_and_the_title_count() -> None:
    named = replace(
        question("q"), sources=(Source("Kwon, Li and Zhu (2023), Serving with PagedAttention", "https://x"),)
    )
    assert rare_words([named, question("p")])[0] == "Kwon PagedAttention"


def test_drafts_are_left_out_and_rows_come_by_slug() -> None:
    written = data(question("zebra"), question("draft", reviewed=False), question("ant"))
    assert written["questions"]["slug"] == ["ant", "zebra"]
    assert {len(column) for column in written["questions"].values()} == {2}


@pytest.mark.parametrize(
    ("category", "place", "expected"),
    [
        ("basics", "models", {"name": "models", "title": "Models", "number": 2}),
        ("coding", "data", {"name": "data", "title": "Data", "number": 1}),
        ("applied", "ads", {"name": "ads", "title": "Ads"}),
        ("project", "technical", {"name": "technical", "title": "Technical"}),
    ],
)
def test_a_place_is_named_once_and_pointed_at(category: str, place: str, expected: dict) -> None:
    written = data(question("q", category, place))
    assert written["places"][written["questions"]["place"][0]] == expected


def test_synonyms_and_titles_come_from_the_taxonomy() -> None:
    written = data()
    assert written["synonyms"] == [["k-NN", "k-nearest neighbors"]]
    assert written["levels"] == [{"name": "junior", "title": "Junior"}, {"name": "mid", "title": "Mid"}]
    assert written["topics"] == ["Trees", "Boosting"]
    assert set(map(tuple, written["questions"].values())) == {()}


def test_it_is_json_and_the_same_every_time() -> None:
    first, second = (json.dumps(data(question("b"), question("a"))) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no markup, 50% & more", "no markup, 50% & more"),
        ("**bold** and `code_name`", "bold and code_name"),
        ("a [link](https://example.org) in it", "a link in it"),
        ("bias$^2$ and $\\frac{a}{b}$", "bias² and a/b"),
        ("$\\rho\\sigma^2$ stays", "ρσ² stays"),
        ("from 5$ to 6$ a row", "from 5$ to 6$ a row"),
    ],
)
def test_plain_text(text: str, expected: str) -> None:
    assert plain(text) == expected
