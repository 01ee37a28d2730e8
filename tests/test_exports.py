"""The published data hold to their published schemas, and say what the pages say."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from handbook import begin, cases, contract, exports
from handbook.exports import frontmatter
from handbook.model import Document, Value
from handbook.rules import RULES
from handbook.settings import Settings
from loaded import LOADED

SETTINGS = Settings("ada/handbook")
ASSETS = {asset.address: asset.make().decode() for asset in exports.assets(LOADED, SETTINGS)}
PUBLISHED = {slug: question for slug, question in LOADED.questions.items() if question.published}
FRONT_MATTER = json.loads(ASSETS["api/front-matter.schema.json"])


def test_questions_hold_to_their_schema() -> None:
    data, schema = json.loads(ASSETS["api/questions.json"]), json.loads(ASSETS["api/questions.schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(data)
    assert {question["slug"] for question in data["questions"]} == set(PUBLISHED)


def test_questions_carry_every_field_and_every_section() -> None:
    data = json.loads(ASSETS["api/questions.json"])
    for exported in data["questions"]:
        question = PUBLISHED[exported["slug"]]
        assert exported["title"] == question.title
        assert exported["variants"] == list(question.variants)
        assert exported["reviewed"] == str(question.reviewed)
        titles = [section.title for section in question.document.sections]
        assert [section["title"] for section in exported["sections"]] == titles
        assert all(section["text"] or section["sections"] for section in exported["sections"])
        if question.category == contract.CODING:
            assert set(contract.CODE_FILES) <= set(exported["code"])


def plain(value: Value) -> Any:
    """A value as a JSON Schema sees it; scalars stay text, as the checks read them."""
    if value.kind == "mapping":
        return {name.text: plain(item) for name, item in value.entries}
    return [plain(item) for item in value.items] if value.kind == "list" else value.text


@pytest.mark.parametrize(
    "document",
    [question.document for question in PUBLISHED.values()] + [story.document for story in LOADED.stories],
    ids=lambda document: document.path,
)
def test_real_front_matter_holds_to_its_schema(document: Document) -> None:
    story = document.category == contract.STORY
    schema = json.loads(ASSETS["api/story-front-matter.schema.json"]) if story else FRONT_MATTER
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(plain(document.meta))


LEFT = "F02 a key of other categories"
"""What the schema cannot know: it serves all categories."""


def failing() -> Iterator[Any]:
    """The cases of the rules on front matter that edit a page of the base tree: those that a schema can refuse."""
    for rule in RULES:
        for case in cases.cases(cases.name(rule)) if rule.id in "F01 F02 F04 F05 F06 F07 F09 F10".split() else ():
            if case.bad and all("old" in edit for edit in case.edits) and f"{rule.id} {case.title}" != LEFT:
                yield pytest.param(case.edits, id=f"{rule.id} {case.title}")


@pytest.mark.parametrize("edits", [*failing()])
def test_the_failing_pages_of_the_rules_are_refused(edits: list[cases.Edit]) -> None:
    files = cases.edited(cases.base(), edits)
    validator = jsonschema.Draft202012Validator(frontmatter.schema(begin.known(files)[0]))
    metas = begin.known(files)[1]
    assert [error for edit in edits for error in validator.iter_errors(plain(metas[edit["file"]]))]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("level", "medium"),
        ("roles", []),
        ("roles", "data-scientist"),
        ("topics", ["trees", "trees"]),
        ("topics", ["trees", "svm", "boosting", "metrics", "drift"]),
        ("variants", ["Only one?"]),
        ("short", "x" * 41),
        ("aliases", ["Not A Slug"]),
        ("sources", [{"title": "A paper", "url": "http://example.org"}]),
        ("topic", ["trees"]),
    ],
)
def test_wrong_front_matter_does_not(key: str, value: Any) -> None:
    good = {
        "short": "Trees",
        "level": "junior",
        "roles": ["data-scientist"],
        "topics": ["trees"],
        "variants": ["How does a tree split?", "When is a tree pruned?"],
    }
    validator = jsonschema.Draft202012Validator(FRONT_MATTER)
    validator.validate(good)
    assert list(validator.iter_errors(good | {key: value}))


def test_the_feed_is_atom_and_holds_the_newest() -> None:
    space = {"a": "http://www.w3.org/2005/Atom"}
    root = ET.fromstring(ASSETS["feed.xml"])  # noqa: S314
    entries = root.findall("a:entry", space)
    assert len(entries) == min(len(PUBLISHED), 50)
    ids = [entry.findtext("a:id", namespaces=space) or "" for entry in entries]
    assert len(set(ids)) == len(ids)
    assert all(i.startswith("https://ada.github.io/handbook/questions/") for i in ids)
    days = [entry.findtext("a:updated", namespaces=space) or "" for entry in entries]
    assert days == sorted(days, reverse=True)
    assert root.findtext("a:updated", namespaces=space) == days[0]


def test_llms_txt_lists_every_question_once() -> None:
    text = ASSETS["llms.txt"]
    for slug, question in PUBLISHED.items():
        assert text.count(f"/questions/{slug}/)") == 1
        assert question.title in text
