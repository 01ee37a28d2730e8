"""The mock interview: what it is put together from, on tables; held alone and by two people, in a real browser."""

from __future__ import annotations

import json
from typing import Any

import pytest

from handbook.exports import facets
from loaded import LOADED, ROOT

DATA = facets.facets(LOADED)
SETTINGS = {"role": "ml-engineer", "level": "mid", "minutes": 45, "main": "applied", "seed": "a", "view": "alone"}
LEVELS = LOADED.taxonomy.names("levels")
STAGES = LOADED.taxonomy.names("stages")


def ready(page: Any, name: str) -> None:
    page.wait_for_function(f"() => document.documentElement.dataset.ready === '{name}'")


def assembled(logic: Any, *settings: dict[str, Any]) -> list[list[dict[str, Any]]]:
    return list(
        logic(
            "it[1].map((settings) => interview.assemble(facets.readLibrary(it[0]), settings))",
            [DATA, [{**SETTINGS, **chosen} for chosen in settings]],
        )
    )


@pytest.mark.parametrize(
    ("minutes", "main", "parts"),
    [
        (20, "applied", ["opening", "applied", "project", "closing"]),
        (20, "coding", ["opening", "coding", "project", "closing"]),
        (45, "applied", ["opening", "opening", "applied", "project", "closing", "closing"]),
        (60, "coding", ["opening", "opening", "coding", "applied", "project", "closing", "closing"]),
    ],
)
def test_the_parts_come_in_the_order_of_an_interview_and_fill_its_time(
    minutes: int, main: str, parts: list[str], logic: Any
) -> None:
    (items,) = assembled(logic, {"minutes": minutes, "main": main})
    assert [item["part"] for item in items] == parts
    assert sum(item["minutes"] for item in items) == minutes
    heaviest = max(items, key=lambda item: item["minutes"])
    assert heaviest["part"] == ("applied" if minutes == 60 else main)


def test_the_same_seed_gives_the_same_interview_and_another_one_another(logic: Any) -> None:
    first, again, other, watched = assembled(logic, {}, {}, {"seed": "b"}, {"view": "interviewer"})
    assert first == again == watched
    assert [item["slug"] for item in first] != [item["slug"] for item in other]


def test_questions_fit_role_level_and_part(logic: Any) -> None:
    seeds = [{"seed": f"seed {n}", "minutes": (20, 45, 60)[n % 3], "level": LEVELS[n % 3]} for n in range(120)]
    seen = set()
    for chosen, items in zip(seeds, assembled(logic, *seeds), strict=True):
        slugs = [item["slug"] for item in items]
        assert len(set(slugs)) == len(slugs)
        basics = []
        for item in items:
            question = LOADED.questions[item["slug"]]
            seen.add(item["slug"])
            assert "ml-engineer" in question.roles
            assert LEVELS.index(question.level) <= LEVELS.index(chosen["level"])
            expected = {"opening": "basics", "closing": "basics"}.get(item["part"], item["part"])
            assert question.category == expected
            if question.category == "basics":
                basics.append(question.topics[0])
                assert (STAGES.index(question.place) < 4) == (item["part"] == "opening")
            interrupted = item["interruptAt"] / 60 / item["minutes"]
            assert 0.35 <= interrupted <= 0.65 if item["minutes"] >= 5 else interrupted == 0
        assert len(set(basics)) == len(basics)
    assert len(seen) > 80


def test_the_chosen_level_comes_more_often_than_one_below(logic: Any) -> None:
    seeds = [{"seed": str(n), "level": "senior", "minutes": 20} for n in range(200)]
    mains = [LOADED.questions[items[1]["slug"]].level for items in assembled(logic, *seeds)]
    fitting = [
        q for q in LOADED.questions.values() if q.published and q.category == "applied" and "ml-engineer" in q.roles
    ]
    senior = sum(q.level == "senior" for q in fitting)
    expected = 200 * 3 * senior / (3 * senior + len(fitting) - senior)
    assert abs(mains.count("senior") - expected) < 3.5 * (200 * 0.25) ** 0.5


def test_random_numbers_are_even_and_differ_by_seed(logic: Any) -> None:
    """mulberry32 begun with 0x811c9dc5, the hash of nothing, gives these; the mean of even numbers is a half."""
    numbers, mean = logic(
        """(() => {
          const draw = interview.randomFrom(""); const few = [draw(), draw(), draw()];
          let sum = 0; for (let n = 0; n < 20000; n += 1) sum += draw();
          return [few, sum / 20000];
        })()"""
    )

    def mulberry32(state: int) -> float:
        mixed = ((state ^ state >> 15) * (state | 1)) & 0xFFFFFFFF
        mixed ^= (mixed + ((mixed ^ mixed >> 7) * (mixed | 61) & 0xFFFFFFFF)) & 0xFFFFFFFF
        return ((mixed ^ mixed >> 14) & 0xFFFFFFFF) / 2**32

    states = [(0x811C9DC5 + n * 0x6D2B79F5) & 0xFFFFFFFF for n in (1, 2, 3)]
    assert numbers == [mulberry32(state) for state in states]
    assert abs(mean - 0.5) < 0.01


@pytest.mark.parametrize(
    ("was", "next_", "back"),
    [
        ("Data", "Features", True),
        ("Data", "Models", False),
        ("Data", "Data", False),
        ("Models", "Models", True),
        ("x", "Data", False),
    ],
)
def test_who_names_the_next_part_came_back_to_the_structure(was: str, next_: str, back: bool, logic: Any) -> None:
    assert logic("interview.cameBack(['Data', 'Features', 'Models'], ...it)", [was, next_]) is back


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (
            {},
            {
                "role": "data-scientist",
                "level": "junior",
                "minutes": 45,
                "main": "applied",
                "seed": "",
                "view": "alone",
            },
        ),
        ({"minutes": "60", "seed": " s ", "view": "interviewer"}, {"minutes": 60, "seed": "s", "view": "interviewer"}),
        (
            {"minutes": "61", "role": "<b>", "view": 3, "main": None},
            {"minutes": 45, "role": "data-scientist", "view": "alone"},
        ),
        ({"seed": "x" * 500}, {"seed": "x" * 40}),
    ],
)
def test_an_address_may_say_anything(found: dict[str, Any], expected: dict[str, Any], logic: Any) -> None:
    chosen = logic("interview.settingsFrom(it[1], facets.readLibrary(it[0]))", [DATA, found])
    assert {key: chosen[key] for key in expected} == expected
    there_and_back = logic(
        """interview.settingsFrom(Object.fromEntries(new URLSearchParams(interview.addressOf(it[1]).slice(1))),
        facets.readLibrary(it[0]))""",
        [DATA, chosen],
    )
    assert there_and_back == chosen


def test_only_a_whole_interview_is_gone_on_with(logic: Any) -> None:
    (items,) = assembled(logic, {})
    result = {
        "slug": items[0]["slug"],
        "made": ["00000000"],
        "missed": [],
        "seconds": 9,
        "notes": "",
        "back": "",
        "asked": [],
    }
    good = {"settings": SETTINGS, "results": [result]}
    bad: list[object] = [
        None,
        [],
        "x",
        {"settings": SETTINGS, "results": []},
        {"settings": SETTINGS, "results": [{**result, "slug": "p-value-of-nothing"}]},
        {"settings": SETTINGS, "results": [{**result, "made": ["<b>"]}]},
        {"settings": SETTINGS, "results": [{**result, "asked": [{"kind": "Goal"}]}]},
        {"settings": SETTINGS, "results": [{**result, "seconds": "9"}]},
        {"settings": {**SETTINGS, "seed": "another"}, "results": [result]},
    ]
    read = "interview.resumed(it[1], facets.readLibrary(it[0]))"
    went_on = logic(read, [DATA, good])
    assert went_on["settings"] == SETTINGS
    assert went_on["results"] == [{**result, "part": "opening", "minutes": 3}]
    for found in bad:
        assert logic(read, [DATA, found]) is None, found


# In the browser -------------------------------------------------------------------------------------------------------------


def slugs(logic: Any, **chosen: object) -> list[str]:
    return [item["slug"] for item in assembled(logic, chosen)[0]]


def test_an_interview_alone_from_the_opening_to_the_report(site: str, browser_page: Any, logic: Any) -> None:
    page, asked = browser_page, slugs(logic, minutes=20)
    page.clock.install()
    page.goto(site + "mock/#role=ml-engineer&level=mid&minutes=20&main=applied&seed=a&view=alone")
    ready(page, "start")
    assert page.input_value("[name=seed]") == "a"
    page.click("[data-begin]")
    ready(page, "question 1")
    assert page.inner_text("[data-where]") == "Opening"
    opening = LOADED.questions[asked[0]]
    assert page.inner_text("[data-asked]") in (opening.title, *opening.variants) or "$" in "".join(opening.variants)
    assert page.is_hidden("[data-points]"), "nothing is shown before it was answered"
    page.clock.fast_forward(65_000)
    page.wait_for_function("() => document.querySelector('[data-clock]').textContent.startsWith('This question 1:0')")
    page.keyboard.press("d")
    page.locator("[data-ticks] input").first.check()
    points = page.locator("[data-ticks] input").count()
    page.keyboard.press("n")

    ready(page, "question 2")
    assert page.inner_text("[data-where]") == "Applied design"
    assert page.is_hidden("[data-answering]"), "a design opens once goal, data and constraints were asked"
    page.keyboard.press("d")
    assert page.is_hidden("[data-check]")
    page.click("[data-ask=Goal]")
    assert "Write the question" in page.inner_text("[data-ask-first]")
    for kind in ("Goal", "Goal", "Data", "Constraints"):
        assert page.is_hidden("[data-answering]")
        page.fill("[data-question]", f"What about the {kind.lower()} here?")
        page.click(f"[data-ask={kind}]")
    assert page.is_visible("[data-answering]")
    assert page.locator("[data-dialogue] dd").count() == 4
    page.fill("[data-notes]", "two towers")
    page.clock.fast_forward(7 * 60_000)
    page.wait_for_selector("[data-interruption]:not([hidden])")
    assert page.evaluate("document.activeElement.dataset.followUp") == ""
    page.click("[data-answered]")
    page.select_option("[data-was]", "Features")
    page.select_option("[data-next-part]", "Models")
    page.click("[data-return]")
    assert page.inner_text("[data-returned]").startswith("Yes")
    page.click("[data-done]")
    assert page.locator("[data-points] .part").count() >= 5
    page.click("[data-next]")

    ready(page, "question 3")
    assert page.inner_text("[data-where]") == "Your project"
    page.keyboard.press("i")
    assert page.is_visible("[data-interruption]")
    page.click("[data-answered]")
    page.locator("[data-was]").select_option(index=0)
    page.locator("[data-next-part]").select_option(index=0)
    page.click("[data-return]")
    assert page.inner_text("[data-returned]").startswith("Not yet")
    page.click("[data-done]")
    page.click("[data-next]")
    ready(page, "question 4")
    page.click("[data-done]")
    page.click("[data-next]")

    ready(page, "report")
    rows = page.locator("[data-rows] tr")
    assert rows.count() == 4
    assert f"1 of {points}" in rows.nth(0).inner_text()
    assert "1:0" in rows.nth(0).inner_text()
    design = rows.nth(1).inner_text()
    assert "Asked about the data: What about the data here?" in design
    assert "Came back to the structure" in design
    assert "two towers" in design
    assert "Lost the structure" in rows.nth(2).inner_text()
    assert page.locator("[data-missed] > li").count() == 4
    assert LOADED.questions[asked[1]].short in page.inner_text("[data-kept]")
    kept = json.loads(page.evaluate("localStorage.getItem('handbook.record')"))
    assert [review["slug"] for review in kept["reviews"]] == asked
    assert [review["grade"] for review in kept["reviews"]][1:] == [1, 1, 1]
    assert page.evaluate("localStorage.getItem('handbook.interview')") is None


def test_two_people_on_two_devices(site: str, browser: Any, logic: Any) -> None:
    asked = slugs(logic, minutes=20, seed="together")
    address = "mock/#role=ml-engineer&level=mid&minutes=20&main=applied&seed=together&view="
    contexts = [browser.new_context() for _ in range(2)]
    candidate, interviewer = (context.new_page() for context in contexts)
    for page, view in ((candidate, "candidate"), (interviewer, "interviewer")):
        page.goto(site + address + view)
        ready(page, "start")
        page.click("[data-begin]")
    for number, slug in enumerate(asked, 1):
        for page in (candidate, interviewer):
            ready(page, f"question {number}")
        assert candidate.inner_text("[data-asked]") == interviewer.inner_text("[data-asked]")
        assert candidate.is_hidden("[data-check]")
        assert candidate.locator("[data-points] .part").count() == 0, "the candidate sees no answer"
        question = LOADED.questions[slug]
        follow_ups = next(s for s in question.document.sections if s.title == "Follow-ups").sections
        assert interviewer.locator("[data-more] .follow-up").count() == len(follow_ups)
        assert "Weak signals" in interviewer.inner_text("[data-more]")
        assert interviewer.is_visible("[data-hint]") == (number in (2, 3))
        interviewer.locator("[data-ticks] input").nth(0).check()
        interviewer.fill("[data-remarks]", f"remark {number}")
        interviewer.keyboard.press("Escape")
        candidate.click("[data-done]")
        interviewer.click("[data-next]")
    for page in (candidate, interviewer):
        ready(page, "report")
    assert candidate.is_hidden("[data-rubric]")
    assert interviewer.locator(".rubric").count() == 5
    interviewer.locator(".rubric").first.locator("input").nth(2).check()
    assert "remark 2" in interviewer.inner_text("[data-rows]")
    assert "4 of" in interviewer.inner_text("[data-summary]")
    assert interviewer.evaluate("localStorage.getItem('handbook.record')") is None, (
        "it was not the interviewer's answer"
    )
    for context in contexts:
        context.close()


def test_a_closed_interview_is_gone_on_with(site: str, browser_page: Any) -> None:
    page = browser_page
    page.goto(site + "mock/#minutes=20&seed=left")
    ready(page, "start")
    page.click("[data-begin]")
    ready(page, "question 1")
    page.click("[data-done]")
    page.click("[data-next]")
    ready(page, "question 2")
    second = page.inner_text("[data-asked]")
    page.goto(site + "about-nothing/")
    page.goto(site + "mock/")
    ready(page, "start")
    assert "question 2 of 4" in page.inner_text("[data-resume-line]")
    page.click("[data-resume-go]")
    ready(page, "question 2")
    assert page.inner_text("[data-asked]") == second
    page.click("[data-stop]")
    ready(page, "report")
    assert page.locator("[data-rows] tr").count() == 1
    assert page.locator("[data-missed] li li").count() > 0, "the points of a question answered before are told too"


def test_the_link_for_the_other_device(site: str, browser: Any) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(site + "mock/")
    ready(page, "start")
    page.check("[name=view][value=candidate]")
    page.fill("[data-seed]", "green tea")
    page.click("[data-copy]")
    page.wait_for_function("() => document.querySelector('[data-copied]').textContent !== ''")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(site + "mock/#")
    page.goto("about:blank")
    page.goto(link)
    ready(page, "start")
    assert page.input_value("[data-seed]") == "green tea"
    assert page.is_checked("[name=view][value=interviewer]")
    context.close()


@pytest.mark.parametrize("view", ["alone", "interviewer"])
def test_nothing_is_in_the_way_of_anybody(view: str, site: str, browser: Any, violations: Any) -> None:
    axe = (ROOT / "tests" / "vendor" / "axe" / "axe.min.js").read_text("utf-8")
    for width, scheme in ((390, "dark"), (1440, "light")):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page = context.new_page()
        page.goto(site + f"mock/#minutes=20&seed=axe&view={view}")
        ready(page, "start")
        page.evaluate(axe)
        assert violations(page) == []
        page.click("[data-begin]")
        for number in (1, 2, 3, 4):
            ready(page, f"question {number}")
            if view == "alone" and number == 2:
                for kind in ("Goal", "Data", "Constraints"):
                    page.fill("[data-question]", "What do we want here?")
                    page.click(f"[data-ask={kind}]")
                page.click("[data-interrupt]")
                page.click("[data-answered]")
            assert violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            if view == "alone":
                page.click("[data-done]")
                assert violations(page) == []
            page.click("[data-next]")
        ready(page, "report")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        context.close()
