"""The search dialog as a reader touches it: by keyboard, by pointer, on a phone, and when its data do not come."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

AXE = Path(__file__).parent.parent / "vendor" / "axe" / "axe.min.js"
HOSTILE = "<img src=x onerror=\"document.title='broken in'\">"

DATA = {
    "version": 2,
    "edition": "test",
    "places": [{"name": "models", "title": "Models", "number": 1}, {"name": "ads", "title": "Ads"}],
    "levels": [{"name": "junior", "title": "Junior"}],
    "topics": ["Clustering"],
    "synonyms": [["k-NN", "k-nearest neighbors"]],
    "questions": {
        "slug": ["k-means", "knn", "ad-clicks"],
        "category": ["coding", "coding", "applied"],
        "place": [0, 0, 1],
        "level": [0, 0, 0],
        "title": ["Implement k-means.", "Implement k-nearest neighbors.", f"How would you predict clicks {HOSTILE}?"],
        "short": ["K-means", "K-nearest neighbors", "Ad clicks"],
        "gist": ["Assign, then move the centers.", "The k closest vote.", HOSTILE],
        "topics": [[0], [], []],
        "variants": [["Write Lloyd's algorithm."], ["How does k-NN vote on means?"], ["Rank ads for an auction."]],
        "followups": [["What happens to an empty cluster?"], [], []],
        "parts": [[], [], ["He et al. (2014), trees at Facebook"]],
    },
}


REST = {
    "version": 2,
    "edition": "test",
    "questions": {"followups": [["Does it stop?"], [], []], "parts": [[], [], []], "words": ["Voronoi", "", ""]},
}


@pytest.fixture
def page(site: str, browser_page: Any) -> Any:
    """The home page, with the data above in place of the real ones."""
    browser_page.route("**/assets/search.json", lambda route: route.fulfill(json=DATA))
    browser_page.goto(site)
    return browser_page


def open_dialog(page: Any, state: str = "start") -> Any:
    page.locator("[data-search-open]").first.click()
    page.wait_for_selector(f"dialog.search[data-state={state}]")
    return page.locator("dialog.search")


def is_open(page: Any) -> bool:
    return page.evaluate("Boolean(document.querySelector('dialog.search')?.open)")


def test_nothing_is_fetched_before_it_is_opened(site: str, browser_page: Any) -> None:
    asked: list[str] = []
    browser_page.on("request", lambda request: asked.append(request.url))
    browser_page.goto(site, wait_until="networkidle")
    assert not [url for url in asked if "search.json" in url or "minisearch" in url or "search-engine" in url]
    open_dialog(browser_page)
    assert [url for url in asked if "search.json" in url]
    assert all(url.startswith(site.rstrip("/")) for url in asked)


def test_it_knows_the_root_of_the_site_from_a_page_below(page: Any, site: str) -> None:
    root = site.rstrip("/")
    page.goto(f"{root}/questions/k-means/")
    dialog = open_dialog(page)
    page.keyboard.type("ad clicks")
    link = dialog.locator("[role=option]").first
    assert link.evaluate("link => link.href") == f"{root}/questions/ad-clicks/"


@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_keys_open_it_and_escape_gives_the_focus_back(page: Any, key: str) -> None:
    page.locator("[data-search-open]").first.focus()
    page.keyboard.press(key)
    page.wait_for_selector("dialog.search[data-state=start]")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "combobox"
    page.keyboard.type("k/")
    assert page.locator("dialog.search input").input_value() == "k/"
    page.keyboard.press("Escape")
    assert not is_open(page)
    assert page.evaluate("document.activeElement.hasAttribute('data-search-open')")


def test_the_focus_goes_to_the_button_that_opened_it_even_if_the_press_gave_it_none(page: Any) -> None:
    # Safari focuses no button that is clicked.
    page.evaluate("document.querySelector('[data-search-open]').click()")
    page.wait_for_selector("dialog.search[data-state=start]")
    page.keyboard.press("Escape")
    # The dialog closes at once; that it has closed is told later.
    page.wait_for_selector("[data-search-open]:focus")


def test_a_slash_typed_into_a_field_is_a_slash(page: Any) -> None:
    page.evaluate("document.body.append(Object.assign(document.createElement('textarea'), { id: 'field' }))")
    page.locator("#field").focus()
    page.keyboard.press("/")
    assert page.locator("#field").input_value() == "/"
    assert not is_open(page)


def test_arrows_choose_and_enter_opens(page: Any, site: str) -> None:
    dialog = open_dialog(page)
    page.keyboard.type("implement")
    assert dialog.locator("[role=option]").count() == 2
    assert dialog.locator("[role=status]").text_content() == "2 results"

    def chosen() -> str:
        active = page.evaluate("document.activeElement.getAttribute('aria-activedescendant')")
        assert dialog.locator("[aria-selected=true]").get_attribute("id") == active
        return page.locator(f"#{active}").get_attribute("href").rstrip("/").rsplit("/", 1)[-1]

    first = chosen()
    page.keyboard.press("ArrowDown")
    second = chosen()
    assert {first, second} == {"k-means", "knn"}
    page.keyboard.press("ArrowDown")
    assert chosen() == first
    page.keyboard.press("ArrowUp")
    assert chosen() == second
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == f"{site.rstrip('/')}/questions/{second}/"


def test_a_press_on_a_result_opens_it(page: Any, site: str) -> None:
    dialog = open_dialog(page)
    page.keyboard.type("lloyd")
    with page.expect_navigation():
        dialog.locator("[role=option]").first.click()
    assert page.url == f"{site.rstrip('/')}/questions/k-means/"


@pytest.mark.parametrize(
    ("query", "name", "kind", "text"),
    [
        ("kmeans", "K-means", None, None),
        ("empty clusters", "K-means", "Follow-up: ", "What happens to an empty cluster?"),
        ("auctoin", "Ad clicks", "Also asked as: ", "Rank ads for an auction."),
        ("facebook trees", "Ad clicks", "On the page: ", "He et al. (2014), trees at Facebook"),
    ],
)
def test_a_result_says_what_matched(page: Any, query: str, name: str, kind: str | None, text: str | None) -> None:
    dialog = open_dialog(page)
    page.keyboard.type(query)
    first = dialog.locator("[role=option]").first
    assert first.locator(".search-name").text_content() == name
    matched = first.locator(".search-matched")
    assert (matched.text_content() if matched.count() else None) == (f"{kind}{text}" if kind else None)
    assert first.locator("mark").count() > 0


def test_marks_stand_on_the_words_alone(page: Any) -> None:
    dialog = open_dialog(page)
    page.keyboard.type("knn votes")
    assert dialog.locator(".search-name mark").all_text_contents() == ["K-nearest", "neighbors"]
    assert dialog.locator(".search-gist mark").all_text_contents() == ["vote"]


def test_data_are_text_and_never_markup(page: Any) -> None:
    dialog = open_dialog(page)
    page.keyboard.type("clicks")
    assert HOSTILE in dialog.locator(".search-question").first.text_content()
    assert dialog.locator("img").count() == 0
    assert page.title() != "broken in"


def test_an_empty_result_says_what_to_do_next(page: Any) -> None:
    dialog = open_dialog(page)
    page.keyboard.type("zzqqxx")
    page.wait_for_selector("dialog.search[data-state=nothing]")  # it waits for what the pages say
    assert dialog.locator("[role=status]").text_content() == "No question found."
    links = dialog.locator("[data-for=nothing] a")
    assert links.first.is_visible()
    assert all(links.nth(at).get_attribute("href") for at in range(links.count()))


@pytest.mark.parametrize("query", ["   ", "how do you", "why"])
def test_words_that_say_nothing_are_no_search(page: Any, query: str) -> None:
    dialog = open_dialog(page)
    page.keyboard.type(query)
    assert dialog.get_attribute("data-state") == "start"


def test_typing_while_it_loads_is_answered_once_it_has(site: str, browser_page: Any) -> None:
    held: list[Any] = []
    browser_page.route("**/assets/search.json", lambda route: held.append(route))
    browser_page.goto(site)
    dialog = open_dialog(browser_page, "loading")
    assert dialog.locator("[data-for=loading]").is_visible()
    browser_page.keyboard.type("lloyd")
    assert dialog.get_attribute("data-state") == "loading"
    held[0].fulfill(json=DATA)
    browser_page.wait_for_selector("dialog.search[data-state=results]")
    assert dialog.locator("[role=option]").count() == 1


def test_what_only_a_page_says_is_found_a_moment_later(page: Any) -> None:
    held: list[Any] = []
    page.route("**/assets/search-rest.json", lambda route: held.append(route))
    dialog = open_dialog(page)
    page.keyboard.type("voronoi")
    page.wait_for_selector("dialog.search[data-state=loading]")  # not "No question found"
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("implement")
    page.keyboard.press("ArrowDown")
    held[0].fulfill(json=REST)
    page.wait_for_selector("dialog.search[data-knows=pages]")
    assert (
        dialog.locator("[aria-selected=true]").text_content() == dialog.locator("[role=option]").nth(1).text_content()
    )
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("voronoi")
    assert dialog.locator("[role=option] .search-name").all_text_contents() == ["K-means"]
    assert len(held) == 1


@pytest.mark.parametrize(
    "answer",
    [
        lambda route: route.abort(),
        lambda route: route.fulfill(status=503, json=REST),
        lambda route: route.fulfill(json={**REST, "edition": "of another day"}),
    ],
    ids=["no answer", "an error", "another edition"],
)
def test_without_what_the_pages_say_titles_are_found_and_the_next_opening_asks_again(
    page: Any, answer: Callable[[Any], None]
) -> None:
    page.route("**/assets/search-rest.json", answer)
    dialog = open_dialog(page)
    page.keyboard.type("voronoi")
    page.wait_for_selector("dialog.search[data-state=nothing]")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("implement")
    assert dialog.locator("[role=option]").count() == 2
    page.keyboard.press("Escape")
    page.unroute("**/assets/search-rest.json", answer)
    page.route("**/assets/search-rest.json", lambda route: route.fulfill(json=REST))
    open_dialog(page, "results")
    page.wait_for_selector("dialog.search[data-knows=pages]")
    page.keyboard.type("voronoi")
    assert dialog.locator("[role=option]").count() == 1


@pytest.mark.parametrize(
    ("pattern", "refuse"),
    [
        ("**/assets/search.json", lambda route: route.abort()),
        ("**/assets/search.json", lambda route: route.fulfill(status=503, json=DATA)),
        ("**/assets/search.json", lambda route: route.fulfill(body="{", content_type="application/json")),
        ("**/assets/search.json", lambda route: route.fulfill(json={**DATA, "version": 0})),
        ("**/search-engine.js", lambda route: route.abort()),
    ],
    ids=["no answer", "an error", "broken data", "another version", "no engine"],
)
def test_a_failed_load_can_be_tried_again(page: Any, pattern: str, refuse: Callable[[Any], None]) -> None:
    page.route(pattern, refuse)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    dialog = open_dialog(page, "failed")
    page.keyboard.type("lloyd")
    assert dialog.get_attribute("data-state") == "failed"
    page.unroute(pattern, refuse)
    dialog.get_by_role("button", name="Try again").click()
    page.wait_for_selector("dialog.search[data-state=results]")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "combobox"
    assert not errors


def test_a_press_outside_closes_it_and_a_drag_from_inside_does_not(page: Any) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    box = open_dialog(page).bounding_box()
    page.mouse.move(box["x"] + 100, box["y"] + 28)
    page.mouse.down()
    page.mouse.move(box["x"] - 50, box["y"] + 28)
    page.mouse.up()
    assert is_open(page)
    page.mouse.click(box["x"] - 50, box["y"] + 200)
    assert not is_open(page)


@pytest.mark.parametrize(("width", "expected"), [(390, (0, 390)), (1440, (400, 640))])
def test_it_fills_a_phone_and_stands_still(page: Any, width: int, expected: tuple[int, int]) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    dialog = open_dialog(page)
    first = dialog.bounding_box()
    assert first["width"] == expected[1]
    assert abs(first["x"] - expected[0]) <= 8  # half a scroll bar
    for query in ("lloyd", "zzqqxx", "implement", ""):
        page.locator("dialog.search input").fill(query)
        assert dialog.bounding_box() == first
        assert page.evaluate("document.querySelector('dialog.search').scrollWidth") <= expected[1]


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize(
    ("query", "state"), [("", "start"), ("implement", "results"), ("empty clusters", "results"), ("zzqqxx", "nothing")]
)
def test_axe_finds_no_fault(page: Any, scheme: str, query: str, state: str) -> None:
    page.evaluate("scheme => document.body.setAttribute('data-md-color-scheme', scheme)", scheme)
    open_dialog(page)
    page.keyboard.type(query)
    page.wait_for_selector(f"dialog.search[data-state={state}]")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    faults = page.evaluate("async () => (await axe.run('dialog.search')).violations")
    assert not faults, json.dumps([(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in faults])
