"""The workbench of a coding page as a reader uses it: write, run, fail, stop, take hints, compare, come back offline."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "content" / "coding" / "models" / "k-means"
SOLUTION = (FOLDER / "solution.py").read_text("utf-8")
PAGE = "questions/k-means/"
AXE = ROOT / "tests" / "vendor" / "axe" / "axe.min.js"
SETTLED = "() => document.getAnimations().every(({ playState }) => playState !== 'running')"
SECONDS = 90_000
"""Milliseconds that a run may take on a busy machine: the ten seconds of the limit, and the loading of Python."""


def opened(page: Any, address: str) -> Any:
    page.goto(address)
    page.locator("[data-open]").click()
    page.locator(".bench .cm-content").wait_for()
    return page


@pytest.fixture
def bench(site: str, browser_page: Any) -> Any:
    return opened(browser_page, site + PAGE)


@pytest.fixture(scope="module")
def used_bench(site: str, browser: Any) -> Iterator[Any]:
    """A workbench that many tests use one after the other, as a reader does; each run has a Python of its own."""
    page = opened(browser.new_page(viewport={"width": 390, "height": 900}), site + PAGE)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    page.close()
    assert not errors, errors


def write(page: Any, code: str) -> None:
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(code)


def ran(page: Any) -> str:
    """Run what is there and give back the status."""
    page.locator("[data-run]").click()
    page.wait_for_function("() => !document.querySelector('[data-run]').disabled", timeout=SECONDS)
    return str(page.locator(".bench-status").inner_text())


def test_nothing_is_loaded_before_it_is_wanted_and_all_from_here(site: str, browser_page: Any) -> None:
    asked: list[str] = []
    browser_page.context.on("request", lambda request: asked.append(request.url))
    browser_page.goto(site + PAGE, wait_until="networkidle")
    assert not any("codemirror" in url or "pyodide" in url for url in asked)
    opened(browser_page, site + PAGE)
    assert any("codemirror" in url for url in asked)
    assert not any("pyodide" in url for url in asked)
    ran(browser_page)
    assert any("pyodide.asm.wasm" in url for url in asked)
    assert {urlsplit(url.removeprefix("blob:")).netloc for url in asked} == {urlsplit(site).netloc}


def test_what_it_costs_in_bytes(site: str, site_folder: Path, browser_page: Any) -> None:
    """Compressed as a server would: opening the workbench, the first run, and a later one of the same visit."""
    asked: list[str] = []
    browser_page.context.on("request", lambda request: asked.append(request.url))

    def cost() -> float:
        files = {url.split("?")[0].removeprefix(site) for url in asked if url.startswith(site)}
        asked.clear()
        return sum(len(gzip.compress((site_folder / name).read_bytes())) for name in files) / 1000

    browser_page.goto(site + PAGE, wait_until="networkidle")
    asked.clear()
    browser_page.locator("[data-open]").click()
    browser_page.locator(".bench .cm-content").wait_for()
    opening = cost()
    ran(browser_page)
    browser_page.wait_for_load_state("networkidle")
    first = cost()
    print(f"opening {opening:.0f} kB, first run {first:.0f} kB")
    assert opening <= 270
    assert first <= 6_600


def test_right_code_passes_is_compared_and_is_asked_for_its_cost(bench: Any) -> None:
    assert bench.locator("#code .part-body").is_hidden()
    assert bench.locator("#complexity .part-body").is_hidden()
    write(bench, SOLUTION)
    assert ran(bench) == "All 9 tests pass."
    assert bench.locator(".bench-tests .passes").count() == 9
    assert bench.locator(".bench-compare .version").count() == 3
    assert bench.locator(".bench-compare code").first.inner_text() == SOLUTION
    assert bench.locator("#code .part-body").is_visible()
    assert bench.locator(".bench-cost-answer").inner_text() == ""
    assert bench.locator("#complexity .part-body").is_hidden()
    bench.get_by_role("button", name="Show the complexity").click()
    assert "Time:" in bench.locator(".bench-cost-answer").inner_text()


def test_a_failure_shows_values_output_and_the_line(bench: Any) -> None:
    write(bench, "def k_means(points, k, seed=0):\n    print('called with', k)\n    return [points[0]] * k, [0] * 7\n")
    assert ran(bench).endswith("of 9 tests pass.")
    first = bench.locator(".bench-tests .fails").first
    assert " is " in first.locator(".bench-values li").first.inner_text()
    assert "k_means(" in first.locator(".bench-call").inner_text()
    assert bench.locator(".bench-output pre").inner_text().startswith("called with 2\n")
    write(
        bench,
        "import random\n\n\ndef k_means(points, k, seed=0):\n    return helper(points)\n\n\ndef helper(p):\n    return p[0] / 0\n",
    )
    ran(bench)
    line = bench.locator(".bench-tests .fails").first.get_by_role("button", name="line 9")
    assert bench.locator(".cm-marked").inner_text() == "    return p[0] / 0"
    line.press("Enter")
    assert bench.locator(".cm-activeLine").inner_text() == "    return p[0] / 0"


@pytest.mark.parametrize(
    ("code", "told", "hostile"),
    [
        ("def k_means(points, k, seed=0:\n    pass\n", "Line 1: SyntaxError", False),
        ("import numpy\n", "Line 1: ModuleNotFoundError: No module named 'numpy'", False),
        ("from js import document\n", "Line 1: ModuleNotFoundError", False),
        ("def means():\n    pass\n", "NameError: the tests call a function named k_means: define it", False),
        ("import math, random\nrandom.Random = 3\n" + SOLUTION, "Your code replaces random.Random", True),
        ("import os\nos._exit(1)\n", "Python broke off", True),
        ("def k_means(points, k, seed=0):\n    return k_means(points, k)\n", "0 of 9 tests pass.", False),
        ("def k_means(p, k, seed=0):\n    a = [0]\n    while True:\n        a = a + a\n", "", True),
        ("def k_means(p, k, seed=0):\n    while True:\n        print('on and on')\n", "Stopped after 10 seconds", True),
    ],
    ids="syntax numpy page name tamper exit recursion memory endless".split(),
)
def test_whatever_the_code_does_the_page_and_the_code_stay(
    code: str, told: str, hostile: bool, used_bench: Any
) -> None:
    write(used_bench, code)
    assert told in ran(used_bench)
    assert used_bench.locator(".bench-output pre").evaluate("pre => pre.textContent.length") < 21_000
    kept = used_bench.evaluate("JSON.parse(localStorage.getItem('handbook.code.k-means')).write")
    assert kept == code
    if hostile:
        write(used_bench, SOLUTION)
        assert ran(used_bench) == "All 9 tests pass."


def test_a_run_can_be_stopped(bench: Any) -> None:
    write(bench, "def k_means(points, k, seed=0):\n    while True:\n        pass\n")
    bench.locator(".cm-content").press("Control+Enter")
    bench.wait_for_function(
        "() => document.querySelector('.bench-status').textContent === 'Running …'", timeout=SECONDS
    )
    bench.get_by_role("button", name="Stop").press("Enter")
    assert bench.locator(".bench-status").inner_text() == "Stopped. Your code is kept."
    assert bench.locator("[data-run]").is_enabled()


def test_code_is_kept_over_a_visit_and_can_be_taken_back(bench: Any, site: str) -> None:
    write(bench, "def k_means(points, k):\n    return 1\n")
    bench.reload()
    button = bench.locator("[data-open]")
    assert button.inner_text() == "Go on with your code"
    button.click()
    bench.locator(".cm-content").wait_for()
    assert "return 1" in bench.locator(".cm-content").inner_text()
    bench.get_by_role("button", name="Start again").click()
    assert "# your code" in bench.locator(".cm-content").inner_text()
    bench.get_by_role("button", name="Take that back").click()
    assert "return 1" in bench.locator(".cm-content").inner_text()


def test_hints_come_one_by_one(bench: Any) -> None:
    steps = bench.locator("#walkthrough ol > li").count()
    for shown in range(1, steps + 1):
        bench.locator("[data-hint]").click()
        assert bench.locator(".bench-hints > li").count() == shown
    assert bench.locator("[data-hint]").is_disabled()
    assert bench.locator(".bench-hints code", has_text="mean_point").count() >= 1


def test_the_draft_is_to_be_broken_into_helpers(bench: Any) -> None:
    bench.get_by_label("Break up the draft").check()
    assert "groups = []" in bench.locator(".cm-content").inner_text()
    assert "The longest function still has" in ran(bench)
    assert bench.locator(".bench-after").is_hidden()
    main, helpers = SOLUTION.split("\n\n\ndef nearest")
    write(bench, "import random\n\n\ndef nearest" + helpers + "\n\n" + main.removeprefix("import random\n\n\n") + "\n")
    assert "Now put k_means first" in ran(bench)
    write(bench, SOLUTION)
    assert ran(bench) == "All 9 tests pass."
    assert bench.locator(".bench-after").is_visible()


def test_steps_are_put_in_order_by_keyboard(bench: Any, site: str) -> None:
    bench.get_by_label("Order the steps").check()
    right = json.loads(bench.request.get(site + PAGE + "workbench.json").text())["steps"]
    rows = bench.locator(".bench-pieces > li")
    texts = bench.locator(".bench-pieces code").all_text_contents()
    assert sorted(texts) == sorted(right)
    assert texts != right
    assert rows.first.locator("[data-move=up]").is_disabled()
    for place, piece in enumerate(right):
        at = bench.locator(".bench-pieces code").all_text_contents().index(piece)
        if at > place:
            bench.locator(".bench-pieces > li").nth(at).locator("[data-move=up]").focus()
        for _ in range(at - place):
            bench.keyboard.press("Enter")
    assert bench.locator(".bench-pieces code").all_text_contents() == right
    assert ran(bench) == "All 9 tests pass."
    bench.reload()
    bench.locator("[data-open]").click()
    bench.get_by_label("Order the steps").check()
    assert bench.locator(".bench-pieces code").all_text_contents() == right


def test_a_planted_bug_is_found(bench: Any) -> None:
    bench.get_by_label("Find the bug").check()
    assert bench.locator(".bench-editor").is_hidden()
    bench.get_by_role("button", name="Plant a bug").click()
    bench.wait_for_function(
        "() => document.querySelector('.bench-status').textContent.includes('Find the line')", timeout=SECONDS
    )
    planted = bench.evaluate("JSON.parse(localStorage.getItem('handbook.code.k-means')).planted")
    assert bench.locator(".bench-tests .fails").count() >= 1
    bench.locator("[data-hint]").click()
    hint = bench.locator(".bench-hints > li").first.inner_text()
    line = int(hint.split("line ")[1].split(" ")[0])
    wrong = bench.locator(".cm-content").evaluate("c => [...c.querySelectorAll('.cm-line')].map(l => l.textContent)")
    assert [n for n, (a, b) in enumerate(zip(wrong, SOLUTION.split("\n"), strict=True), 1) if a != b] == [line]
    bench.reload()
    bench.locator("[data-open]").click()
    bench.get_by_label("Find the bug").check()
    assert bench.evaluate("JSON.parse(localStorage.getItem('handbook.code.k-means')).planted") == planted
    write(bench, SOLUTION)
    assert ran(bench).startswith(f"All 9 tests pass. Found: line {line} was")


def test_the_editor_can_be_left_by_keyboard(bench: Any) -> None:
    bench.locator(".cm-content").focus()
    bench.keyboard.press("Tab")
    assert bench.evaluate("document.activeElement.className.includes('cm-content')")
    bench.keyboard.press("Escape")
    bench.keyboard.press("Tab")
    assert bench.evaluate("document.activeElement.hasAttribute('data-run')")


def test_no_axe_violation_and_nothing_too_wide(used_bench: Any, violations: Callable[..., list[str]]) -> None:
    used_bench.evaluate(AXE.read_text("utf-8"))
    used_bench.get_by_label("Write it").check()
    write(used_bench, SOLUTION.replace("best_total = total", "print(total); best_total = total"))
    ran(used_bench)
    used_bench.get_by_role("button", name="Show the complexity").click()
    for width in (390, 1440):
        used_bench.set_viewport_size({"width": width, "height": 900})
        for mode in ("Write it", "Order the steps"):
            used_bench.get_by_label(mode).check()
            assert used_bench.evaluate("document.documentElement.scrollWidth") <= width
            for scheme in ("default", "slate"):
                used_bench.evaluate("scheme => { document.body.dataset.mdColorScheme = scheme; }", scheme)
                used_bench.wait_for_function(SETTLED)
                assert violations(used_bench, only_colors=scheme == "slate") == [], f"{mode} at {width} in {scheme}"


@pytest.mark.parametrize("stored", ["", "{", "[]", "null", "3", '{"write": 3}', '{"__proto__": {"write": "x"}}'])
def test_a_spoiled_store_is_passed_over(stored: str, site: str, browser_page: Any) -> None:
    browser_page.goto(site + PAGE)
    browser_page.evaluate("stored => localStorage.setItem('handbook.code.k-means', stored)", stored)
    opened(browser_page, site + PAGE)
    assert "# your code" in browser_page.locator(".cm-content").inner_text()


def test_a_full_store_is_told(bench: Any) -> None:
    bench.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; }"
    )
    write(bench, "def k_means(): ...\n")
    assert bench.locator(".bench-warning").is_visible()


def test_after_the_first_run_it_works_without_a_network(site_that_ends: Any, browser: Any) -> None:
    site, end = site_that_ends
    context = browser.new_context()
    page = opened(context.new_page(), site + PAGE)
    ran(page)
    page.wait_for_function("() => document.documentElement.dataset.keptLater === 'yes'", timeout=SECONDS)
    end()
    page.reload()
    assert page.locator("h1").inner_text() == "Implement k-means clustering from scratch."
    page.locator("[data-open]").click()
    page.locator(".cm-content").wait_for()
    write(page, SOLUTION)
    assert ran(page) == "All 9 tests pass."
    context.close()


# The parts without a page, run as modules ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("2,0,1", [2, 0, 1]),
        ("0,1,2", [0, 1, 2]),
        ("0,1", None),
        ("0,1,1", None),
        ("0,1,3", None),
        ("0,1,-1", None),
        ("0,1,1.5", None),
        ("a,b,c", None),
        ("", None),
        (None, None),
    ],
)
def test_an_order_is_read_only_if_it_is_one(
    text: str | None, order: list[int] | None, site: str, browser_page: Any
) -> None:
    browser_page.goto(site)
    read = "async ([site, text]) => (await import(site + 'assets/workbench/pieces.js')).readOrder(text, 3)"
    assert browser_page.evaluate(read, [site, text]) == order


def test_pieces_are_never_shuffled_into_their_order(site: str, browser_page: Any) -> None:
    browser_page.goto(site)
    shuffled = """async (site) => {
      const { shuffled } = await import(site + "assets/workbench/pieces.js");
      return Array.from({ length: 500 }, () => shuffled(3).join(""));
    }"""
    seen = set(browser_page.evaluate(shuffled, site))
    assert seen == {"021", "102", "120", "201", "210"}


RUNNER = """async ([site, plan]) => {
  const { createRunner } = await import(site + "assets/workbench/runner.js");
  const log = [];
  class Fake extends EventTarget {
    constructor() { super(); log.push("start"); queueMicrotask(() => this.say(plan.first ?? { kind: "ready" })); }
    say(event) { this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(event) })); }
    postMessage() { for (const event of plan.events) event === "crash" ? this.dispatchEvent(new Event("error")) : this.say(event); }
    terminate() { log.push("killed"); }
  }
  const runner = createRunner(() => new Fake(), 50);
  for (let i = 0; i < plan.runs; i++) await runner.run({}, (event) => log.push(event.kind));
  return log;
}"""


@pytest.mark.parametrize(
    ("plan", "log"),
    [
        (
            {"runs": 2, "events": [{"kind": "test"}, {"kind": "end"}, {"kind": "test"}]},
            "start loading running test killed end start loading running test killed end start",
        ),
        ({"runs": 1, "events": [{"kind": "test"}]}, "start loading running test killed late start"),
        ({"runs": 1, "events": ["crash", {"kind": "end"}]}, "start loading running killed broken start"),
        ({"runs": 1, "events": [{"kind": "over"}]}, "start loading running killed broken start"),
        ({"runs": 1, "first": {"kind": "unavailable"}, "events": []}, "start loading killed unavailable"),
    ],
)
def test_the_runner_closes_every_run_once(plan: dict[str, Any], log: str, site: str, browser_page: Any) -> None:
    browser_page.goto(site)
    assert browser_page.evaluate(RUNNER, [site, plan]) == log.split()
