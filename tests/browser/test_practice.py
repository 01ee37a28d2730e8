"""Exploring, practicing, and what is kept of a reader: the logic on tables, the pages by hand in a real browser."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from handbook.exports import facets
from handbook.worksheets import VAGUE
from loaded import LOADED, SHOWN

DATA = facets.facets(LOADED)
DAY = 86_400_000
START = 1_790_000_000_000  # a moment in 2026


def review(slug: str, at: int, grade: int = 3, **more: object) -> dict[str, Any]:
    return {"at": at, "slug": slug, "grade": grade, "wording": 0, "seconds": 0, "missed": [], **more}


def record(**parts: object) -> dict[str, Any]:
    empty = {"version": 1, "reviews": [], "undone": [], "stars": {}, "notes": {}, "worksheets": {}}
    return {**empty, "plan": {"path": "", "date": "", "at": 0}, **parts}


def keep(page: Any, site: str, key: str, value: object) -> None:
    page.goto(site + "robots-or-nothing/")
    text = value if isinstance(value, str) else json.dumps(value)
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, text])


def kept(page: Any, key: str = "handbook.record") -> Any:
    return json.loads(page.evaluate(f"localStorage.getItem('{key}')") or "null")


def ready(page: Any, name: str) -> None:
    page.wait_for_function(f"() => document.documentElement.dataset.ready === '{name}'")


# The record ---------------------------------------------------------------------------------------------------------------

slugs = st.sampled_from(["p-value", "k-means", "dropout", "a"])
times = st.integers(0, 5)
reviews = st.builds(
    review, slugs, times, st.integers(1, 4), missed=st.lists(st.sampled_from(["00000000", "89abcdef"]), max_size=2)
)
records = st.builds(
    record,
    reviews=st.lists(reviews, max_size=5),
    undone=st.lists(st.builds("{}-{}".format, times, slugs), max_size=3),
    stars=st.dictionaries(slugs, st.builds(dict, on=st.booleans(), at=times), max_size=3),
    notes=st.dictionaries(
        slugs, st.builds(dict, answer=st.text(max_size=4), example=st.just(""), at=times), max_size=2
    ),
    worksheets=st.dictionaries(
        slugs,
        st.builds(
            dict,
            kind=st.just("paper-card"),
            name=st.text(max_size=3),
            texts=st.dictionaries(slugs, st.text(max_size=3), max_size=2),
            gone=st.booleans(),
            at=times,
        ),
        max_size=2,
    ),
    plan=st.builds(dict, path=slugs, date=st.just("2026-12-01"), at=times),
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records, records, records)
def test_records_are_put_together_in_any_order_and_nothing_is_lost(logic: Any, a: Any, b: Any, c: Any) -> None:
    ab, ba, abc, a_bc, aab, clean = logic(
        """{
          const [a, b, c] = it.map((found) => record.recordFrom(found).record);
          const { merged } = record;
          return [merged(a, b), merged(b, a), merged(merged(a, b), c), merged(a, merged(b, c)), merged(a, merged(a, b)), a];
        }""".strip().removesuffix(";"),
        [a, b, c],
    )
    assert ab == ba
    assert abc == a_bc
    assert aab == ab
    assert {(r["at"], r["slug"]) for r in ab["reviews"]} == {
        (r["at"], r["slug"]) for r in (*a["reviews"], *b["reviews"])
    }
    assert set(ab["undone"]) == {*a["undone"], *b["undone"]}
    assert logic("record.recordFrom(record.recordOfFile(record.fileOf(it))).record", clean) == clean


def test_of_two_values_the_later_one_stays(logic: Any) -> None:
    old = record(
        stars={"a": {"on": True, "at": 1}},
        notes={"a": {"answer": "old", "example": "", "at": 1}},
        plan={"path": "a", "date": "", "at": 1},
    )
    new = record(
        stars={"a": {"on": False, "at": 2}},
        notes={"a": {"answer": "new", "example": "", "at": 2}},
        plan={"path": "b", "date": "", "at": 2},
    )
    for pair in ([old, new], [new, old]):
        both = logic("record.merged(...it.map((found) => record.recordFrom(found).record))", pair)
        assert both["stars"]["a"]["on"] is False
        assert both["notes"]["a"]["answer"] == "new"
        assert both["plan"]["path"] == "b"


HOSTILE = [
    "",
    "[]",
    "null",
    "{",
    '"text"',
    "{}",
    json.dumps(record(version=2)),
    json.dumps(record(reviews={})),
    json.dumps(record(reviews=[review("../x", 1)])),
    json.dumps(record(reviews=[review("p-value", -1)])),
    json.dumps(record(reviews=[review("p-value", 1, 5)])),
    json.dumps(record(reviews=[review("p-value", 1, missed=["<img src=x onerror=alert(1)>"])])),
    json.dumps(record(reviews=[review("p-value", 1, seconds=1e9)])),
    json.dumps(record(undone=["x"])),
    json.dumps(record(stars={"<b>": {"on": True, "at": 1}})),
    json.dumps(record(notes={"p-value": {"answer": "x" * 5000, "example": "", "at": 1}})),
    json.dumps(record(plan={"path": "x", "date": "tomorrow", "at": 1})),
    json.dumps(record(notes={"p-value": {"answer": 3, "example": "", "at": 1}})),
    '{"version": 1, "reviews": [], "undone": [], "stars": {"__proto__": {"on": true, "at": 1}}, "notes": {}, "plan": {}}',
    json.dumps(record(worksheets={"a": {"kind": "x", "name": "n", "texts": {"../a": "b"}, "gone": False, "at": 1}})),
    json.dumps(record(worksheets={"a": {"kind": "x", "name": "n", "texts": "b", "gone": False, "at": 1}})),
    "[" * 100_000,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_file_is_refused_and_says_why(text: str, logic: Any) -> None:
    said = logic(
        "{ try { record.recordOfFile(it); return ''; } catch (e) { return e instanceof record.RecordError ? e.message : 'another error: ' + e; } }",
        text,
    )
    assert said
    assert not said.startswith("another error")
    assert logic("({}).on") is None


def test_the_mark_of_a_point_is_fnv_1a(logic: Any) -> None:
    """Against the published test values of FNV-1a, 32 bits."""
    assert logic("record.mark('')") == "811c9dc5"
    assert logic("record.mark('a')") == "e40c292c"
    assert logic("record.mark('foobar')") == "bf9cf968"
    assert logic("record.mark('  two \\n words ') === record.mark('two words')")


# The schedule -------------------------------------------------------------------------------------------------------------


def test_what_is_good_comes_back_later_each_time_and_what_is_missed_sooner(logic: Any) -> None:
    gaps = logic(
        """{
          let at = it.start;
          const made = record.emptyRecord();
          const gaps = [];
          for (let n = 0; n < 6; n++) {
            made.reviews.push({ at, slug: 'p-value', grade: n === 5 ? 1 : 3, wording: 0, seconds: 0, missed: [] });
            const due = schedule.memories(made).get('p-value').card.due.getTime();
            gaps.push((due - at) / 86400000);
            at = due;
          }
          return gaps;
        }""",
        {"start": START},
    )
    good, again = gaps[1:5], gaps[5]
    assert good == sorted(good)
    assert good[-1] > 21
    assert again < good[-1] / 2


def test_the_states_follow_from_the_reviews(logic: Any) -> None:
    made = record(
        reviews=[
            review("learned", START),
            review("known", START, 4),
            review("known", START + 20 * DAY, 4),
            review("missed", START, 1),
            review("undone", START + 1, 3),
        ],
        undone=[f"{START + 1}-undone"],
        stars={"fresh": {"on": True, "at": 1}, "learned": {"on": False, "at": 1}},
    )
    told = logic(
        """{
          const read = record.recordFrom(it.made).record;
          const states = schedule.states(read, schedule.memories(read), new Map(), it.now);
          return ['learned', 'known', 'missed', 'undone', 'fresh'].map(states);
        }""",
        {"made": made, "now": START + 21 * DAY},
    )
    assert told == [["learning", "due"], ["known"], ["learning", "due"], ["new"], ["new", "starred"]]


def test_a_renamed_question_keeps_its_history(logic: Any) -> None:
    made = record(reviews=[review("old-name", START), review("new-name", START + DAY)])
    assert (
        logic(
            "schedule.memories(record.recordFrom(it).record, new Map([['old-name', 'new-name']])).get('new-name').times",
            made,
        )
        == 2
    )


@pytest.mark.parametrize(
    ("made", "all_", "grade"), [(0, 5, 1), (1, 5, 1), (2, 5, 2), (3, 5, 2), (4, 5, 3), (5, 5, 4), (0, 0, 1), (1, 1, 4)]
)
def test_the_points_made_propose_a_grade(made: int, all_: int, grade: int, logic: Any) -> None:
    assert logic("schedule.proposed(...it)", [made, all_]) == grade


@pytest.mark.parametrize(
    ("milliseconds", "words"),
    [(10, "1 minute"), (600_000, "10 minutes"), (7_200_000, "2 hours"), (DAY, "1 day"), (40 * DAY, "1 month"), (800 * DAY, "2 years")],
)  # fmt: skip
def test_a_span_is_told_in_its_largest_unit(milliseconds: int, words: str, logic: Any) -> None:
    assert logic("schedule.span(it)", milliseconds) == words


# Filters ------------------------------------------------------------------------------------------------------------------

FILTERS = [
    "",
    "?category=basics",
    "?category=basics&category=coding&level=junior",
    "?topic=trees&topic=boosting",
    "?place=evaluation&role=data-scientist",
    "?level=mid&length=15",
    "?category=project&state=new",
    "?level=no-such-level",
    "?category=basics&sort=level",
]


def expected(chosen: dict[str, list[str]]) -> list[str]:
    def values(name: str, at: int) -> list[str]:
        columns = DATA["questions"]
        minutes = columns["minutes"][at]
        return {
            "category": [columns["category"][at]],
            "place": [columns["place"][at]],
            "level": [columns["level"][at]],
            "role": columns["roles"][at],
            "topic": columns["topics"][at],
            "length": [next((name for name in ("15", "30", "60") if minutes <= int(name)), "more")],
            "state": ["new"],
        }[name]

    return [
        slug
        for at, slug in enumerate(DATA["questions"]["slug"])
        if all(not wanted or set(wanted) & set(values(name, at)) for name, wanted in chosen.items())
    ]


@pytest.mark.parametrize("address", FILTERS)
def test_a_filter_leaves_what_it_says_and_tells_what_a_choice_would_leave(address: str, logic: Any) -> None:
    told = logic(
        """{
          const library = facets.readLibrary(it.data);
          const filter = facets.filterFrom(it.address);
          const known = { found: null, states: () => ['new'] };
          const { results, counts } = facets.filtered(library, filter, known);
          const alone = Object.fromEntries(Object.keys(facets.FACETS).map((name) => [name, [...counts[name]]]));
          return { slugs: results.map((q) => q.slug), counts: alone, chosen: filter.chosen, back: facets.addressOf(filter) };
        }""",
        {"data": DATA, "address": address},
    )
    assert told["back"] == address
    assert sorted(told["slugs"]) == sorted(expected(told["chosen"]))
    if "sort" not in address:
        assert told["slugs"] == expected(told["chosen"])
    for name, counts in told["counts"].items():
        for value, count in counts:
            assert count == len(expected({**told["chosen"], name: [value]})), (name, value)


def test_an_address_from_elsewhere_asks_for_nothing_harmful(logic: Any) -> None:
    told = logic("facets.filterFrom(it)", "?q=%3Cb%3E&category=<img>&category=basics&sort=x&state=" + "a" * 100)
    assert told == {
        "q": "<b>",
        "sort": "best",
        "chosen": {name: ["basics"] if name == "category" else [] for name in told["chosen"]},
    }


def test_a_thousand_questions_are_filtered_in_fifty_milliseconds(logic: Any) -> None:
    columns = {field: (column * 8)[:1000] for field, column in DATA["questions"].items()}
    columns["slug"] = [f"q-{number}" for number in range(1000)]
    spent = logic(
        """{
          const library = facets.readLibrary(it.data);
          const filter = facets.filterFrom('?category=basics&level=junior&role=data-scientist');
          const began = performance.now();
          for (let n = 0; n < 20; n++) facets.filtered(library, filter, { found: null, states: () => ['new'] });
          return (performance.now() - began) / 20;
        }""",
        {"data": {**DATA, "questions": columns}},
    )
    assert spent < 50


# Sessions -----------------------------------------------------------------------------------------------------------------


def test_due_questions_come_first_then_new_ones_in_order(logic: Any) -> None:
    made = record(reviews=[review("b", START, 1), review("d", START - DAY, 1), review("a", START, 4)])
    asked = logic(
        """session.queue(['a', 'b', 'c', 'd', 'e'], schedule.memories(record.recordFrom(it.made).record),
             { now: it.now, most: it.most })""",
        {"made": made, "now": START + DAY, "most": 3},
    )
    assert asked == ["d", "b", "c"]


@pytest.mark.parametrize(
    ("seen", "last", "may"), [([], None, {1, 2, 3}), ([1], 1, {2, 3}), ([0, 1, 2], 2, {3}), ([1, 2, 3], 3, {1, 2})]
)
def test_a_wording_is_one_that_was_not_asked_before(
    seen: list[int], last: int | None, may: set[int], logic: Any
) -> None:
    drawn = logic(
        """Array.from({ length: 60 }, (_, n) => session.wording(4,
             it.seen.length ? { wordings: new Set(it.seen), last: { wording: it.last } } : undefined, () => n / 60))""",
        {"seen": seen, "last": last},
    )
    assert set(drawn) == may


def test_a_plan_gives_every_day_its_share(logic: Any) -> None:
    path = next(path for path in DATA["paths"] if path["name"] == "one-week")
    made = record()
    now = time.mktime((2026, 12, 1, 9, 0, 0, 0, 0, -1)) * 1000

    def day(made: dict[str, Any], now: float, date: str = "2026-12-08") -> Any:
        return logic(
            """session.today(facets.readLibrary(it.data), { path: 'one-week', date: it.date },
                 schedule.memories(record.recordFrom(it.made).record), it.now)""",
            {"data": DATA, "made": made, "now": now, "date": date},
        )

    done: list[dict[str, Any]] = []
    for number in range(7):
        moment = now + number * DAY
        today = day(record(reviews=done), moment)
        assert today["days"] == 8 - number
        assert len(today["fresh"]) <= -(-len(path["questions"]) // 7)
        done += [review(slug, int(moment) + at) for at, slug in enumerate(today["fresh"])]
        assert day(record(reviews=done), moment + 1000)["fresh"] == [], "the share of a day is not given twice"
    assert {r["slug"] for r in done} == set(path["questions"]), "the last day is free"
    assert day(made, now, "2026-11-20")["days"] == 0
    assert (
        logic("session.today(facets.readLibrary(it), { path: 'gone', date: '2026-12-08' }, new Map(), 0)", DATA) is None
    )


@pytest.mark.parametrize(
    ("found", "fits"),
    [
        (None, False),
        ({}, False),
        ({"queue": ["p-value"], "at": 0}, True),
        ({"queue": ["p-value"], "at": 1}, False),
        ({"queue": ["p-value", "gone"], "at": 0}, False),
        ({"queue": ["p-value"], "at": -1}, False),
        ({"queue": "p-value", "at": 0}, False),
        ({"queue": ["p-value"], "at": 0, "done": [{"slug": "x", "grade": 9}, None]}, True),
    ],
)
def test_only_a_whole_session_is_gone_on_with(found: object, fits: bool, logic: Any) -> None:
    told = logic("session.resumed(it, new Map([['p-value', 1]]))", found)
    assert (told is not None) is fits
    assert not fits or told["done"] == []


@pytest.mark.parametrize(
    ("phase", "seconds", "text"),
    [
        ("think", 4.2, "Think 0:04 of 0:15"),
        ("speak", 15, "Speak 0:15 of 0:15"),
        ("speak", 80.9, "Speak 1:20 of 0:15, 1:05 over"),
    ],
)
def test_the_clock_is_calm(phase: str, seconds: float, text: str, logic: Any) -> None:
    assert logic("clock.told(...it, 15)", [phase, seconds]) == text


# Explore, by hand ---------------------------------------------------------------------------------------------------------


def rows(page: Any) -> list[str]:
    return page.locator(".explore tbody tr th a").all_inner_texts()


def test_exploring_by_words_and_facets_and_sharing_the_address(site: str, browser: Any) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(site + "explore/")
    ready(page, "explore")
    page.wait_for_function(f"() => document.querySelectorAll('.explore tbody tr').length === {len(SHOWN)}")
    assert rows(page) == [question.short for question in SHOWN]
    page.get_by_label("Words to search for").fill("overftting")
    page.wait_for_function(
        "() => document.querySelector('.explore tbody a')?.textContent === 'Overfitting and underfitting'"
    )
    page.get_by_role("checkbox", name="Junior").press(" ")
    page.wait_for_function("() => location.search.includes('level=junior')")
    found = rows(page)
    assert 0 < len(found) < len(SHOWN)
    shared = page.url
    again = context.new_page()
    again.goto(shared)
    ready(again, "explore")
    assert rows(again) == found
    assert again.get_by_role("checkbox", name="Junior").is_checked()
    again.get_by_role("button", name="Clear the filter").click()
    again.wait_for_function(f"() => document.querySelectorAll('.explore tbody tr').length === {len(SHOWN)}")
    assert "?" not in again.url
    context.close()


def test_what_was_found_is_practiced_picked_and_printed(site: str, browser_page: Any) -> None:
    page = browser_page
    page.goto(site + "explore/?topic=trees&level=junior")
    ready(page, "explore")
    found = rows(page)
    page.get_by_role("button", name="Add these to my sheet").click()
    picked = page.evaluate("JSON.parse(localStorage.getItem('handbook.sheet')).questions")
    assert [LOADED.questions[slug].short for slug in picked] == found
    page.get_by_role("link", name="Print these").click()
    ready(page, "my-sheet")
    assert page.locator(".sheet-key .entry h3").all_inner_texts() == found
    page.goto(site + "explore/?topic=trees&level=junior")
    ready(page, "explore")
    page.get_by_role("link", name="Practice these").click()
    ready(page, "start")
    assert page.get_by_label("The filter you chose").is_checked()
    assert f"{len(found)} questions" in page.locator("[data-filtered]").inner_text()


def test_nothing_left_says_what_to_do(site: str, browser_page: Any) -> None:
    browser_page.goto(site + "explore/?level=junior&category=applied&topic=trees&length=15")
    ready(browser_page, "explore")
    assert browser_page.get_by_text("No question is left").is_visible()
    assert browser_page.locator("[data-count]").inner_text() == "0 questions"


# Practice, by hand --------------------------------------------------------------------------------------------------------


def test_a_session_by_keyboard_alone(site: str, browser_page: Any) -> None:
    page = browser_page
    page.goto(site + "practice/")
    ready(page, "start")
    page.get_by_label("Hide the kind of question").press(" ")
    page.get_by_role("button", name="Begin").press("Enter")
    ready(page, "card 0")
    tonight = next(path["questions"] for path in DATA["paths"] if path["name"] == "tonight")
    question = LOADED.questions[tonight[0]]
    asked = page.locator("[data-asked]").inner_text()
    assert asked in question.variants
    assert page.locator("[data-where]").inner_text() == ""
    assert "Definition" not in page.locator("[data-next]").inner_text()
    assert page.locator("[data-clock]").inner_text().startswith("Think 0:0")
    page.keyboard.press("s")
    assert page.locator("[data-clock]").inner_text().startswith("Speak 0:0")
    page.keyboard.press("n")
    assert page.locator("[data-points] h3").all_inner_texts() == ["Definition"]
    assert page.locator("[data-title]").inner_text() == f"Another way to ask: {question.title}"
    assert page.locator("[data-where]").inner_text() != ""
    assert page.locator("[data-check]").is_hidden()
    page.keyboard.press("a")
    assert page.locator("[data-check]").is_visible()
    ticks = page.locator("[data-ticks] input")
    assert page.locator("[data-share]").inner_text().startswith(f"0 of {ticks.count()} points: again")
    for _ in range(ticks.count()):
        page.keyboard.press(" ")
        page.keyboard.press("Tab")
    assert "easy is proposed" in page.locator("[data-share]").inner_text()
    page.keyboard.press("3")
    ready(page, "card 1")
    (saved,) = kept(page)["reviews"]
    assert (saved["slug"], saved["grade"], saved["missed"]) == (question.slug, 3, [])
    assert question.variants[saved["wording"] - 1] == asked
    page.keyboard.press("u")
    ready(page, "card 0")
    assert kept(page)["undone"] == [f"{saved['at']}-{saved['slug']}"]


def test_missed_points_come_first_and_own_words_are_kept(site: str, browser_page: Any) -> None:
    page = browser_page
    slug = "p-value"
    page.goto(site + "questions/p-value/")
    points = page.locator(".ticks li span").all_inner_texts()
    marks = page.evaluate(
        """async (site) => { const { mark } = await import(site + 'assets/practice/record.js');
             return [...document.querySelectorAll('.ticks li span')].map((span) => mark(span.textContent)); }""",
        site,
    )
    missed = [marks[-1]]
    note = {"answer": "Mine.\nIn two lines.", "example": "A coin.", "at": 1}
    keep(page, site, "handbook.record", record(reviews=[review(slug, START, 1, missed=missed)], notes={slug: note}))
    page.goto(site + "practice/")
    ready(page, "start")
    assert page.get_by_label("What is due").is_checked()
    page.get_by_role("button", name="Begin").click()
    ready(page, "card 0")
    page.keyboard.press("a")
    first = page.locator("[data-ticks] li").first.inner_text()
    assert first.startswith("missed last time:")
    assert points[-1].split()[0] in first
    assert "Mine.\nIn two lines." in page.locator("[data-own]").inner_text()
    page.get_by_label("An example of your own").fill("Two coins. <b>")
    page.get_by_label("Your answer in three sentences").focus()
    assert kept(page)["notes"][slug]["example"] == "Two coins. <b>"


def test_a_closed_session_is_gone_on_with(site: str, browser_page: Any) -> None:
    page = browser_page
    page.goto(site + "practice/")
    ready(page, "start")
    page.get_by_role("button", name="Begin").click()
    ready(page, "card 0")
    page.keyboard.press("a")
    page.keyboard.press("1")
    ready(page, "card 1")
    second = page.locator("[data-page]").get_attribute("href")
    page.goto(site)
    page.goto(site + "practice/")
    ready(page, "start")
    assert page.get_by_text("A session is open at question 2 of").is_visible()
    page.get_by_role("button", name="Go on").click()
    ready(page, "card 1")
    assert page.locator("[data-page]").get_attribute("href") == second
    while page.locator("[data-end]").is_hidden():
        page.keyboard.press("k")
        page.wait_for_timeout(50)
    assert page.locator("[data-end-title]").inner_text() == "1 question practiced"
    page.reload()
    ready(page, "start")
    assert page.get_by_text("A session is open").is_hidden()


def test_a_session_goes_on_without_a_network(site_that_ends: tuple[str, Callable[[], None]], browser: Any) -> None:
    site, end = site_that_ends
    context = browser.new_context()
    page = context.new_page()
    page.goto(site + "practice/")
    ready(page, "start")
    page.get_by_role("button", name="Begin").click()
    ready(page, "card 0")
    page.wait_for_function("() => document.documentElement.dataset.kept === 'yes'")
    end()
    for number in range(1, 8):
        page.keyboard.press("a")
        page.keyboard.press("3")
        ready(page, f"card {number}")
    page.reload()
    ready(page, "start")
    page.get_by_role("button", name="Go on").click()
    ready(page, "card 7")
    assert len(kept(page)["reviews"]) == 7
    context.close()


@pytest.mark.parametrize("slug", ["k-means", "video-recommendation", "walk-through-a-project"])
def test_every_kind_of_question_can_be_practiced(slug: str, site: str, browser_page: Any) -> None:
    page = browser_page
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    keep(page, site, "handbook.record", record(reviews=[review(slug, START, 1)]))
    page.goto(site + "practice/")
    ready(page, "start")
    page.get_by_role("button", name="Begin").click()
    ready(page, "card 0")
    page.keyboard.press("a")
    assert page.locator("[data-points] .part").count() >= 3
    assert page.locator("[data-ticks] li").count() >= 3
    assert errors == []


def test_a_browser_that_keeps_nothing_is_told(site: str, browser: Any) -> None:
    context = browser.new_context()
    context.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"
    )
    page = context.new_page()
    page.goto(site + "practice/")
    ready(page, "start")
    page.get_by_role("button", name="Begin").click()
    ready(page, "card 0")
    page.keyboard.press("a")
    page.keyboard.press("3")
    ready(page, "card 1")
    assert page.get_by_text("This browser keeps nothing").is_visible()
    context.close()


# Aloud -------------------------------------------------------------------------------------------------------------------


def practice_one(page: Any, site: str, slug: str) -> None:
    keep(page, site, "handbook.record", record(reviews=[review(slug, START, 1, seconds=50)]))
    page.goto(site + "practice/")
    ready(page, "start")
    page.get_by_role("button", name="Begin").click()
    ready(page, "card 0")


def test_a_take_is_recorded_played_and_forgotten(site: str, whole_browser: Any) -> None:
    context = whole_browser.new_context(permissions=["microphone"])
    page = context.new_page()
    practice_one(page, site, "walk-through-a-project")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.keyboard.press("r")
    page.locator("[data-record][aria-pressed=true]").wait_for()
    assert page.locator("[data-clock]").inner_text().startswith("Speak 0:0")
    page.wait_for_timeout(1500)
    page.keyboard.press("r")
    page.locator("[data-take] audio").wait_for()
    played = page.evaluate(
        """async () => { const take = document.querySelector('[data-take] audio');
             take.muted = true; await take.play();
             await new Promise((resolve) => take.addEventListener('timeupdate', resolve));
             return take.currentTime; }"""
    )
    assert played > 0
    assert "gone when you leave it" in page.locator("[data-take-line]").inner_text()
    assert "told aloud on 2 of 3 days" in page.locator("[data-count]").inner_text()
    assert [address for address in asked if not address.startswith((site, "blob:"))] == []
    page.keyboard.press("a")
    page.keyboard.press("3")
    page.locator("[data-end-title]").wait_for()
    assert page.locator("[data-take] audio").count() == 0
    assert kept(page)["reviews"][-1]["seconds"] >= 1
    context.close()


def test_a_microphone_that_is_not_allowed_costs_nothing(site: str, whole_browser: Any) -> None:
    context = whole_browser.new_context()
    page = context.new_page()
    practice_one(page, site, "p-value")
    page.keyboard.press("r")
    page.get_by_text("The microphone cannot be used").wait_for()
    page.keyboard.press("a")
    assert page.locator("[data-check]").is_visible()
    context.close()


# Which kind of question? ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("remembered", "named"),
    [
        ("", [False, False, False]),
        ("definition", [True, False, False]),
        ("1. define it\n2. an example\nfollow up", [True, True, True]),
        ("DEFINITIONS, Examples", [True, True, False]),
        ("say the answer and so on", [False, False, False]),
    ],
)
def test_remembered_lines_name_parts(remembered: str, named: list[bool], logic: Any) -> None:
    assert logic("kinds.namedParts(['Definition', 'Examples', 'Follow-ups'], it)", remembered) == named


def test_kinds_come_equally_often_and_no_question_twice(logic: Any) -> None:
    drawn = logic(
        """{
          const questions = it.map(([slug, category]) => ({ slug, category, wordings: [slug + '?', slug + '!'] }));
          const shown = new Set();
          const all = [];
          for (let n = 0; n < 8; n++) {
            const one = kinds.draw(questions, shown, () => ((n * 7) % 10) / 10);
            shown.add(one.slug);
            all.push(one);
          }
          return all;
        }""",
        [[f"b{n}", "basics"] for n in range(5)] + [["c1", "coding"], ["c2", "coding"], ["c3", "coding"]],
    )
    assert len({one["slug"] for one in drawn}) == 8
    assert {one["category"] for one in drawn[:4]} == {"basics", "coding"}
    assert all(one["asked"][:-1] == one["slug"] for one in drawn)


def test_the_drill_by_keyboard(site: str, browser_page: Any) -> None:
    page = browser_page
    page.goto(site + "which-kind/")
    ready(page, "question 1")
    asked = page.locator("[data-asked]").inner_text()
    columns = page.request.get(site + "assets/search.json").json()["questions"]
    wordings = zip(columns["category"], columns["title"], columns["variants"], strict=True)
    category = next(category for category, title, variants in wordings if asked in (title, *variants))
    page.keyboard.press(str(["basics", "coding", "applied", "project"].index(category) + 1))
    assert page.locator("[data-verdict]").inner_text().startswith("Yes: ")
    assert page.locator("[data-score]").inner_text() == "1 of 1 question named right"
    parts = page.locator(f"[data-of={category}] [data-part]")
    first = parts.first.get_attribute("data-part")
    page.keyboard.type(f"n\n{first}")
    page.get_by_role("button", name="Compare").press("Enter")
    assert page.locator("[data-verdict]").inner_text() == f"1 of {parts.count()} parts remembered."
    assert parts.first.locator("[data-made]").inner_text() == "remembered"
    page.keyboard.press("n")
    ready(page, "question 2")
    assert page.locator("[data-outline]").is_hidden()


# Worksheets ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "most", "number", "said"),
    [
        ("", 2, True, []),
        ("It fell from 9% to 4%.", 2, True, []),
        ("It fell. A lot.", 2, True, ["No number yet: from what to what?"]),
        ("One. Two. Three 3.", 2, True, ["3 sentences; 2 are enough."]),
        ("Significantly fewer calls, hugely so, and many users", 0, False, ["How much is “Significantly”, “many”?"]),
        ("By 3.5 points.", 1, True, []),
    ],
)
def test_hints_of_a_worksheet(text: str, most: int, number: bool, said: list[str], logic: Any) -> None:
    wanted = {"most": most, "number": number, "vague": list(VAGUE)}
    assert logic("hints.hints(it.text, it.wanted)", {"text": text, "wanted": wanted}) == said


def test_a_project_is_written_told_saved_and_printed(site: str, browser: Any, tmp_path: Path) -> None:
    context = browser.new_context(accept_downloads=True)
    page = context.new_page()
    page.goto(site + "worksheets/project-worksheet/")
    ready(page, "worksheet")
    page.get_by_label("Name", exact=True).fill("Bats <b>")
    page.get_by_label("Impact", exact=True).fill("We significantly improved detection.")
    hint = page.locator("#hints-impact")
    assert "No number yet" in hint.inner_text()
    assert "How much is “significantly”?" in hint.inner_text()
    page.get_by_label("Impact", exact=True).fill("From 71% to 91% of protected bats.")
    assert "7 words, 3 s aloud" in hint.inner_text()
    assert "No number" not in hint.inner_text()
    page.get_by_role("button", name="Another one").click()
    page.get_by_label("Name", exact=True).fill("Elevators")
    page.reload()
    ready(page, "worksheet")
    page.get_by_label("Which one").select_option(label="Bats <b>")
    assert page.get_by_label("Impact", exact=True).input_value() == "From 71% to 91% of protected bats."

    page.get_by_role("button", name="Tell it").click()
    assert page.get_by_label("Challenge 1").is_hidden()
    assert page.get_by_label("Summary").is_visible()
    assert page.locator("[data-clock]").inner_text().startswith("Speak 0:0")
    page.get_by_role("button", name="Tell it").click()
    assert page.get_by_label("Challenge 1").is_visible()
    page.get_by_text("Told in").wait_for()

    with page.expect_download() as download:
        page.get_by_role("button", name="Save as Markdown").click()
    file = tmp_path / "project.md"
    download.value.save_as(file)
    assert file.read_text("utf-8") == "# Bats <b>\n\n## Impact\n\nFrom 71% to 91% of protected bats.\n"

    for field in page.locator("textarea").all():
        field.fill("Forty words or so stand here. " * 8)
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert len(sheets) == 1, "a full worksheet prints on one page"
    assert "Forty words" in sheets[0].extract_text()

    page.get_by_role("button", name="Delete this one").click()
    assert page.get_by_label("Name", exact=True).input_value() == "Elevators"
    page.keyboard.press("Enter")  # the focus is on Undo
    assert page.get_by_label("Name", exact=True).input_value() == "Bats <b>"
    context.close()


# Progress, by hand --------------------------------------------------------------------------------------------------------


def test_progress_counts_and_goes_to_another_device(site: str, browser: Any, tmp_path: Path) -> None:
    now = int(time.time() * 1000)
    first = browser.new_context(accept_downloads=True)
    page = first.new_page()
    mine = record(reviews=[review("p-value", now - DAY, 1), review("dropout", now - 1000, 4)])
    keep(page, site, "handbook.record", mine)
    page.goto(site + "progress/")
    ready(page, "progress")
    assert "2 questions of" in page.locator("[data-summary]").inner_text()
    assert page.locator("[data-weak] li").count() >= 1
    assert page.locator(".days .day-1").count() == 2
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file").click()
    file = tmp_path / "progress.json"
    download.value.save_as(file)
    assert json.loads(file.read_text("utf-8"))["reviews"] == mine["reviews"]
    first.close()

    second = browser.new_context()
    page = second.new_page()
    keep(page, site, "handbook.record", record(reviews=[review("k-means", now - 5000)]))
    page.goto(site + "progress/")
    ready(page, "progress")
    page.locator("[data-import]").set_input_files(file)
    page.get_by_text("Taken in: 2 answers more than before.").wait_for()
    assert [r["slug"] for r in kept(page)["reviews"]] == ["p-value", "k-means", "dropout"]
    bad = tmp_path / "bad.json"
    bad.write_text(HOSTILE[11], "utf-8")
    page.locator("[data-import]").set_input_files(bad)
    page.get_by_text("The file was not taken in, and nothing was changed: 1 of reviews.").wait_for()
    assert len(kept(page)["reviews"]) == 3
    page.get_by_role("button", name="Forget everything").click()
    page.get_by_role("button", name="Keep it").press("Enter")
    assert len(kept(page)["reviews"]) == 3
    page.get_by_role("button", name="Forget everything").click()
    page.get_by_role("button", name="Forget it all").click()
    page.get_by_text("Everything is forgotten.").wait_for()
    assert kept(page) is None
    second.close()


def test_two_windows_lose_nothing(site: str, browser: Any) -> None:
    context = browser.new_context()
    pages = [context.new_page(), context.new_page()]
    for page in pages:
        page.goto(site + "practice/")
        ready(page, "start")
        page.get_by_role("button", name="Begin").click()
        ready(page, "card 0")
        page.keyboard.press("a")
    for page in pages:
        page.keyboard.press("2")
        ready(page, "card 1")
    assert len(kept(pages[0])["reviews"]) == 2
    context.close()


@pytest.mark.parametrize("address", ["explore/", "practice/", "mock/", "my-questions/", "which-kind/", "progress/"])
def test_scripts_stay_light(address: str, site: str, browser: Any) -> None:
    """No page of these loads more than 150 kB of our JavaScript, here not even uncompressed by more than twice that."""
    context = browser.new_context()
    page = context.new_page()
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(len(answer.body())) if answer.url.endswith(".js") else None)
    page.goto(site + address, wait_until="networkidle")
    assert 10_000 < sum(sizes) < 300_000
    context.close()


def test_without_scripts_there_is_a_way_on(site: str, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for address, link in (("explore/", "browse"), ("practice/", "sheet")):
        page.goto(site + address)
        assert page.get_by_role("link", name=link).first.is_visible()
    context.close()
