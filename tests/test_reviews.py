"""How old reviews are, to the day, and what a page, the home page, the feed and the data say of corrections."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date, timedelta

import jsonschema
import pytest

from handbook import cases, catalogue, exports, pages, publish, reviews
from handbook.exports import frontmatter
from handbook.model import Catalogue, Correction, Page
from handbook.settings import Settings

SETTINGS = Settings("ada/handbook")
LEAK, STORY = "content/basics/data/data-leakage.md", "content/stories/wine-classes/story.md"
REVIEWED = "reviewed: 2026-11-01\n"
TWO = "corrections:\n  - 2026-10-30: It said always & everywhere; it is often.\n  - 2026-10-30: The first of the day.\n"
OLD = "corrections:\n  - 2026-01-02: The share of one class was that of another.\n"


@pytest.mark.parametrize(
    ("reviewed", "holds_until"),
    [
        (date(2026, 11, 22), date(2028, 5, 22)),
        (date(2026, 7, 1), date(2028, 1, 1)),
        (date(2026, 6, 30), date(2027, 12, 30)),
        (date(2026, 12, 31), date(2028, 6, 30)),  # June has 30 days
        (date(2026, 8, 31), date(2028, 2, 29)),  # a leap year
        (date(2027, 8, 31), date(2029, 2, 28)),
        (date(2028, 2, 29), date(2029, 8, 29)),
    ],
)
def test_a_review_holds_for_eighteen_months_to_the_day(reviewed: date, holds_until: date) -> None:
    assert reviews.holds_until(reviewed) == holds_until
    assert [reviews.due(reviewed, holds_until + timedelta(days)) for days in (-1, 0, 1)] == [False, False, True]


@pytest.mark.parametrize(("age", "new"), [(-1, True), (0, True), (90, True), (91, False)])
def test_a_correction_is_new_for_ninety_days(age: int, new: bool) -> None:
    made = Correction(date(2026, 10, 30), "It was wrong.", "corrected-2026-10-30")
    assert reviews.is_new(made, made.date + timedelta(age)) is new


@pytest.fixture(scope="module")
def corrected() -> Catalogue:
    """The small valid handbook, in which a question was corrected twice in a day and a story long ago."""
    added = [
        {"file": LEAK, "old": REVIEWED, "new": REVIEWED + TWO},
        {"file": STORY, "old": REVIEWED, "new": REVIEWED + OLD},
    ]
    loaded, findings = catalogue.check(cases.edited(cases.base(), added))
    assert findings == []
    return loaded


def made(loaded: Catalogue, today: date | None = None) -> dict[str, Page]:
    return {page.address: page for page in pages.render(loaded, SETTINGS, today=today)}


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", html).split())


def test_the_second_correction_of_a_day_is_numbered(corrected: Catalogue) -> None:
    anchors = [correction.anchor for correction in corrected.questions["data-leakage"].corrections]
    assert anchors == ["corrected-2026-10-30-2", "corrected-2026-10-30"]


@pytest.mark.parametrize(("today", "near_the_top"), [(date(2027, 1, 28), True), (date(2027, 1, 29), False)])
def test_a_page_says_what_it_got_wrong(corrected: Catalogue, today: date, near_the_top: bool) -> None:
    rendered = made(corrected, today)
    page = rendered["questions/data-leakage/"].body
    head, foot = page.split("</header>", 1)
    line = "Corrected on 30 October 2026: It said always &amp; everywhere; it is often."
    assert (line in words(head)) is near_the_top
    assert ('href="#corrected-2026-10-30-2"' in head) is near_the_top
    assert "The first of the day" not in head
    for name, text in (("-2", "It said always &amp; everywhere; it is often."), ("", "The first of the day.")):
        assert f"30 October 2026: {text}" in words(foot.split(f'id="corrected-2026-10-30{name}"')[1].split("</li>")[0])
    story = rendered["stories/wine-classes/"].body
    assert "Corrected on" not in story
    assert "2 January 2026: The share of one class was that of another." in words(story)
    home = words(rendered[""].body)
    assert ("corrected on 30 October 2026: It said always &amp; everywhere" in home) is near_the_top
    assert "The share of one class" not in home
    every = words(rendered["contributing/reviews/"].body)
    order = ["It said always", "The first of the day", "The share of one class"]
    assert sorted(order, key=every.index) == order


def test_a_page_without_corrections_has_no_word_of_them() -> None:
    loaded, _ = catalogue.check(cases.base())
    rendered = made(loaded)
    assert "orrect" not in words(rendered["questions/data-leakage/"].body)
    assert "orrected" not in rendered[""].body
    assert "None yet." in rendered["contributing/reviews/"].body


@pytest.mark.parametrize(("today", "due"), [(date(2028, 5, 1), False), (date(2028, 5, 2), True)])
def test_an_old_review_is_flagged_and_listed(corrected: Catalogue, today: date, due: bool) -> None:
    newer = replace(corrected.questions["churn"], reviewed=date(2027, 1, 1))
    rendered = made(replace(corrected, questions={**corrected.questions, "churn": newer}), today)
    for address in ("questions/data-leakage/", "stories/wine-classes/"):
        note = re.search(r'<p class="note" data-holds-until="2028-05-01"( hidden)?>([^<]*)</p>', rendered[address].body)
        assert note is not None
        assert (note[1] is None) is due
        assert note[2] == "Last checked in November 2026; it is due for another look."
    listed = rendered["contributing/reviews/"].body
    on_top = listed.split('id="due"')[1].split("</section>")[0]
    slugs = re.findall(r'<th scope="row"><a href="\.\./\.\./(?:questions|stories)/([a-z-]+)/"', on_top)
    there = sorted({*corrected.questions, "wine-classes"} - {"churn"})
    assert slugs == (there if due else [])
    assert ("every review still holds" in on_top) is not due


def test_every_page_is_listed_once_under_its_subject_oldest_first(corrected: Catalogue) -> None:
    older = replace(corrected.questions["decision-trees"], reviewed=date(2026, 3, 4), place="data")
    body = made(replace(corrected, questions={**corrected.questions, "decision-trees": older}))[
        "contributing/reviews/"
    ].body
    by_subject = body.split('id="subjects"')[1].split('id="corrections"')[0]
    slugs = re.findall(r'<th scope="row"><a href="\.\./\.\./(?:questions|stories)/([a-z-]+)/"', by_subject)
    assert sorted(slugs) == sorted([*corrected.questions, "wine-classes"])
    assert slugs.index("decision-trees") < slugs.index("data-leakage")
    summaries = [words(text) for text in re.findall(r"<summary>(.*?)</summary>", by_subject)]
    assert "1 Data 2 pages, oldest review 4 March 2026" in [re.sub(r"^\d", "1", text) for text in summaries]


def test_history_edit_and_report_lead_to_the_page_s_own(corrected: Catalogue) -> None:
    rendered = made(corrected)
    for address, path, written in (
        ("questions/data-leakage/", LEAK, LEAK),
        (
            "questions/running-mean/",
            "content/coding/models/running-mean/question.md",
            "content/coding/models/running-mean",
        ),
        ("stories/wine-classes/", STORY, "content/stories/wine-classes"),
    ):
        body = rendered[address].body
        assert f'<a href="https://github.com/ada/handbook/commits/main/{written}">History</a>' in body
        assert f'<a href="https://github.com/ada/handbook/edit/main/{path}">Edit this page</a>' in body
        assert "template=mistake.yml" in body
        assert "Every claim was last checked on" in body


def test_the_feed_and_the_data_carry_corrections(corrected: Catalogue) -> None:
    assets = {asset.address: asset.make().decode() for asset in exports.assets(corrected, SETTINGS)}
    space = {"a": "http://www.w3.org/2005/Atom"}
    entries = ET.fromstring(assets["feed.xml"]).findall("a:entry", space)  # noqa: S314
    told = [
        tuple(entry.findtext(f"a:{name}", namespaces=space) for name in ("id", "title", "updated", "summary"))
        for entry in entries
    ]
    site = "https://ada.github.io/handbook/"
    title = corrected.questions["data-leakage"].title
    assert told[-3:] == [
        (
            f"{site}questions/data-leakage/#corrected-2026-10-30",
            f"Correction: {title}",
            "2026-10-30T00:00:00Z",
            "The first of the day.",
        ),
        (
            f"{site}questions/data-leakage/#corrected-2026-10-30-2",
            f"Correction: {title}",
            "2026-10-30T00:00:00Z",
            "It said always & everywhere; it is often.",
        ),
        (
            f"{site}stories/wine-classes/#corrected-2026-01-02",
            f"Correction: {corrected.stories[0].title}",
            "2026-01-02T00:00:00Z",
            "The share of one class was that of another.",
        ),
    ]
    assert len({entry[0] for entry in told}) == len(told) == len(corrected.questions) + 3
    data = json.loads(assets["api/questions.json"])
    jsonschema.Draft202012Validator(json.loads(assets["api/questions.schema.json"])).validate(data)
    by_slug = {question["slug"]: question["corrections"] for question in data["questions"]}
    assert by_slug["data-leakage"][1] == {"date": "2026-10-30", "text": "The first of the day."}
    assert by_slug["churn"] == []


@pytest.mark.parametrize(
    ("value", "good"),
    [
        ([{"2026-10-30": "It was wrong."}], True),
        ([{"2026-10-30": "It was wrong."}, {"2026-10-30": "So was this."}], True),
        ([], False),
        ({"2026-10-30": "It was wrong."}, False),
        (["It was wrong."], False),
        ([{"last week": "It was wrong."}], False),
        ([{"2026-10-30": ""}], False),
        ([{"2026-10-30": "x" * 241}], False),
        ([{"2026-10-30": "One.", "2026-10-02": "Two."}], False),
    ],
)
def test_the_schema_of_corrections(corrected: Catalogue, value: object, good: bool) -> None:
    schema = frontmatter.schema(corrected.taxonomy)["properties"]["corrections"]
    assert jsonschema.Draft202012Validator(schema).is_valid(value) is good


def test_a_build_is_dated_by_its_content_unless_it_is_told_a_day(
    corrected: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert publish.day(corrected) == reviews.newest(corrected) == date(2026, 11, 1)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1842470400")  # 2028-05-20T21:20:00Z
    assert publish.day(corrected) == date(2028, 5, 20)
    assert reviews.newest(Catalogue(corrected.taxonomy, {})) == reviews.FIRST_DAY
