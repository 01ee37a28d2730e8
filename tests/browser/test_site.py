"""The site as a reader touches it: every kind of page, phone to wide screen, light and dark, by keyboard, on paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from kinds import KINDS

AXE = Path(__file__).parent.parent / "vendor" / "axe" / "axe.min.js"
WIDTHS = (390, 768, 1440)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_fits_is_accessible_and_asks_no_other_host(
    kind: str, site: str, browser_page: Any, violations: Callable[..., list[str]]
) -> None:
    foreign: list[str] = []
    host = urlsplit(site).netloc
    browser_page.on("request", lambda it: foreign.append(it.url) if urlsplit(it.url).netloc != host else None)
    browser_page.goto(site + KINDS[kind], wait_until="networkidle")
    browser_page.evaluate(AXE.read_text("utf-8"))  # as a script of the page its policy would refuse it
    for width in WIDTHS:
        browser_page.set_viewport_size({"width": width, "height": 900})
        wide = browser_page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{kind} is {wide} wide at {width}"
        if width != 768:
            assert violations(browser_page) == [], f"{kind} at {width}"
    browser_page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
    browser_page.wait_for_function("() => document.getAnimations().every(({ playState }) => playState !== 'running')")
    assert violations(browser_page, only_colors=True) == [], f"{kind} in the dark"
    assert foreign == []


def test_a_question_is_laid_out_for_reading(site: str, browser_page: Any) -> None:
    browser_page.goto(site + KINDS["basics"])
    groups = browser_page.locator(".group > h2").all_inner_texts()
    assert groups == ["Say it", "When they dig", "Check yourself"]
    assert browser_page.locator("figure.drawing svg[role=img]").count() == 1
    assert browser_page.locator(".katex").count() > 10
    assert browser_page.locator(".checked").count() >= 1
    color = browser_page.locator(".drawing svg").evaluate("svg => getComputedStyle(svg).fill")
    assert color == browser_page.evaluate("getComputedStyle(document.body).color")


@pytest.mark.parametrize(("slug", "fits"), [("notification-selection", True), ("churn-prediction", False)])
def test_a_diagram_fits_a_phone_or_is_pushed_sideways_but_can_be_read(
    slug: str, fits: bool, site: str, browser_page: Any
) -> None:
    browser_page.set_viewport_size({"width": 390, "height": 844})
    browser_page.goto(f"{site}questions/{slug}/")
    figure = browser_page.locator("figure.drawing:has(svg.diagram)").first
    assert figure.evaluate("it => it.scrollWidth <= it.clientWidth") is fits
    assert figure.locator("text").first.evaluate("it => it.getBoundingClientRect().height") >= 13


def test_hiding_answers_is_remembered_and_each_opens_on_its_own(site: str, browser_page: Any) -> None:
    browser_page.goto(site + KINDS["basics"])
    body = browser_page.locator("#definition .part-body")
    assert body.is_visible()
    browser_page.get_by_role("button", name="Hide answers").click()
    assert body.is_hidden()
    browser_page.goto(site + KINDS["project"])
    assert browser_page.locator("#intent .part-body").is_hidden()
    browser_page.get_by_role("button", name="Show: What they want to learn").press("Enter")
    assert browser_page.locator("#intent .part-body").is_visible()
    assert browser_page.locator("#outline .part-body").is_hidden()
    browser_page.get_by_role("button", name="Hide answers").click()
    assert browser_page.locator("#outline .part-body").is_visible()
    browser_page.reload()
    assert browser_page.locator("#outline .part-body").is_visible()


def test_follow_ups_open_one_by_one_or_all(site: str, browser_page: Any) -> None:
    browser_page.goto(site + KINDS["basics"])
    answers = browser_page.locator(".follow-up-answer")
    assert answers.first.is_hidden()
    browser_page.locator(".follow-up summary").first.focus()
    browser_page.keyboard.press("Enter")
    assert answers.first.is_visible()
    browser_page.get_by_role("button", name="Open all follow-ups").click()
    assert all(answers.nth(i).is_visible() for i in range(answers.count()))


def test_points_to_listen_for_can_be_ticked_by_their_text(site: str, browser_page: Any) -> None:
    browser_page.goto(site + KINDS["applied"])
    browser_page.locator(".ticks label").first.click()
    assert browser_page.locator(".ticks input").first.is_checked()


def test_code_and_its_step_light_each_other_up(site: str, browser_page: Any) -> None:
    browser_page.goto(site + KINDS["coding"])
    assert browser_page.locator(".version").count() == 2
    browser_page.locator("#walkthrough code", has_text="mean_point").hover()
    assert "lit" in (browser_page.locator("[data-function=mean_point]").get_attribute("class") or "")
    assert browser_page.locator(".lit[data-function]").count() == 1


@pytest.mark.parametrize(("width", "shown"), [(390, ".rail"), (1440, ".outline")])
def test_a_design_s_steps_stay_in_view(width: int, shown: str, site: str, browser_page: Any) -> None:
    browser_page.set_viewport_size({"width": width, "height": 800})
    browser_page.goto(site + KINDS["applied"])
    browser_page.locator("#training-and-evaluation").scroll_into_view_if_needed()
    browser_page.evaluate("document.getElementById('training-and-evaluation').scrollIntoView()")
    current = browser_page.locator(f"{shown} a[aria-current]")
    current.wait_for(state="visible")
    browser_page.wait_for_function(
        "s => document.querySelector(`${s} a[aria-current]`)?.textContent === 'Training and evaluation'", arg=shown
    )
    box = current.bounding_box()
    assert 0 <= box["y"] <= 800
    assert 0 <= box["x"] <= width
    assert browser_page.locator(".rail, .outline").evaluate_all("all => all.filter(e => e.offsetParent).length") == 1


def test_a_reader_finds_a_question_and_a_path_within_two_presses(site: str, browser_page: Any) -> None:
    browser_page.goto(site)
    browser_page.locator(".map a", has_text="Evaluation").click()
    browser_page.get_by_role("link", name="Bias–variance trade-off").first.click()
    assert browser_page.url == site + KINDS["basics"]
    browser_page.goto(site)
    browser_page.get_by_role("link", name="Study paths").first.click()
    browser_page.get_by_role("link", name="ML engineer").first.click()
    assert browser_page.url == site + KINDS["path"]


def test_the_map_counts_what_is_there(site: str, browser_page: Any) -> None:
    browser_page.goto(site)
    counts = browser_page.locator(".map ol a").evaluate_all(
        "links => links.map(a => [a.href, parseInt(a.querySelector('.map-count').textContent)])"
    )
    assert len(counts) == 8
    for address, count in counts:
        browser_page.goto(address)
        assert browser_page.locator("table.questions tbody tr").count() == count


@pytest.mark.parametrize("address", [KINDS["basics"], "contributing/"])
def test_the_skip_link_comes_first_and_leads_to_the_text(site: str, browser_page: Any, address: str) -> None:
    browser_page.goto(site + address)
    browser_page.keyboard.press("Tab")
    assert "skip" in browser_page.evaluate("document.activeElement.className").split()
    browser_page.keyboard.press("Enter")
    assert browser_page.evaluate("location.hash") == "#content"
    assert browser_page.locator("#content").count() == 1


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("", "table.questions .place .stage"),
        ("contributing/rules/", "tbody th a"),
        ("contributing/architecture/", "td:first-child code"),
    ],
)
def test_a_name_that_fits_stays_on_its_line(site: str, browser_page: Any, address: str, names: str, width: int) -> None:
    browser_page.set_viewport_size({"width": width, "height": 800})
    browser_page.goto(site + address)
    broken = browser_page.locator(names).evaluate_all(
        """all => all.filter((one) => one.getBoundingClientRect().height > 2 * parseFloat(getComputedStyle(one).fontSize))
          .map((one) => one.textContent)"""
    )
    assert browser_page.locator(names).count() > 4
    assert broken == []


def test_the_scheme_can_be_switched_and_stays(site: str, browser_page: Any) -> None:
    scheme = "document.body.dataset.mdColorScheme"
    browser_page.goto(site)
    assert browser_page.evaluate(scheme) == "default"
    browser_page.emulate_media(color_scheme="dark")
    browser_page.wait_for_function(f"() => {scheme} === 'slate'")  # until the reader chooses, the system does
    browser_page.get_by_role("button", name="Switch to light").click()
    assert browser_page.evaluate(scheme) == "default"
    browser_page.goto(site + KINDS["basics"], wait_until="commit")
    browser_page.locator(".head-scheme").wait_for()
    assert browser_page.evaluate(scheme) == "default"
    browser_page.get_by_role("button", name="Switch to dark").click()
    browser_page.emulate_media(color_scheme="light")
    browser_page.reload()
    assert browser_page.evaluate(scheme) == "slate"


def test_paper_shows_everything_but_the_furniture(site: str, browser_page: Any) -> None:
    browser_page.goto(site + KINDS["basics"])
    browser_page.emulate_media(media="print")
    browser_page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert browser_page.locator(".head").is_hidden()
    answers = browser_page.locator(".follow-up-answer")
    assert all(answers.nth(i).is_visible() for i in range(answers.count()))
    assert browser_page.pdf(format="A4")[:5] == b"%PDF-"


def test_a_missing_page_says_what_to_do_next(site: str, browser_page: Any) -> None:
    response = browser_page.goto(site + KINDS["missing"])
    assert response.status == 404
    assert "This page is not here" in browser_page.locator("h1").inner_text()


def test_without_javascript_the_page_can_be_read(site: str, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + KINDS["basics"])
    assert page.locator("#definition .part-body").is_visible()
    page.locator(".follow-up summary").first.click()
    assert page.locator(".follow-up-answer").first.is_visible()
    assert page.get_by_role("button", name="Hide answers").count() == 0
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_stage_names_are_readable(scheme: str, site: str, browser_page: Any) -> None:
    """Every hue has 4.5:1 against the paper, computed as WCAG 2 does."""
    browser_page.emulate_media(color_scheme=scheme)
    browser_page.goto(site)
    ratios = browser_page.evaluate("""() => {
      const probe = document.body.appendChild(document.createElement("span"));
      const rgb = (name) => {
        probe.style.color = `var(${name})`;
        return getComputedStyle(probe).color.match(/[\\d.]+/g).slice(0, 3).map(Number);
      };
      const luminance = (color) => {
        const [r, g, b] = color.map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const names = ["--ink", "--ink-soft", "--accent", ...Array.from({ length: 8 }, (_, i) => `--stage-${i + 1}`)];
      const papers = ["--paper", "--surface"].map((name) => luminance(rgb(name)));
      return names.flatMap((name) => papers.map((paper) => {
        const [low, high] = [luminance(rgb(name)), paper].sort((a, b) => a - b);
        return [name, (high + 0.05) / (low + 0.05)];
      }));
    }""")
    assert [row for row in ratios if row[1] < 4.5] == []


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(site: str, browser_page: Any) -> None:
    browser_page.set_viewport_size({"width": 390, "height": 800})
    browser_page.goto(site)
    summary = browser_page.locator(".head-menu summary")
    summary.focus()
    browser_page.keyboard.press("Enter")
    link = browser_page.locator(".head-menu a", has_text="Study paths")
    assert link.is_visible()
    browser_page.keyboard.press("Escape")
    assert link.is_hidden()
    assert browser_page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_a_coding_page_says_first_what_to_write(site: str, browser_page: Any) -> None:
    browser_page.goto(site + KINDS["coding"])
    assert "def k_means(points, k, seed=0):" in browser_page.locator(".statement").inner_text()
    browser_page.get_by_role("button", name="Hide answers").click()
    assert browser_page.locator(".statement").is_visible()
    assert browser_page.locator(".gist").is_hidden()


def test_code_is_copied_by_its_button(site: str, browser: Any) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(site + KINDS["coding"])
    page.locator(".version .copy").first.click()
    page.get_by_text("Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith("import random")
    context.close()


def test_every_built_page_leads_to_the_file_that_it_is_made_from(site_folder: Path, site: str) -> None:
    """Generated or written by hand, with a notebook or without: GitHub's editor opens a file that is there."""
    root = Path(__file__).resolve().parents[2]
    edited: dict[str, str] = {}
    for page in site_folder.rglob("index.html"):
        address = page.relative_to(site_folder).parent.as_posix()
        links = set(
            re.findall(r'href="https://github\.com/reader/handbook/edit/main/([^"]+)"', page.read_text("utf-8"))
        )
        assert len(links) == 1, f"{address}: {links}"
        edited[address] = unquote(links.pop())
    assert len(edited) > 600
    assert [path for path in edited.values() if not (root / path).is_file()] == []
    assert edited["contributing/architecture"] == "docs/contributing/architecture.md"
    assert edited["guide"] == "docs/guide/index.md"
    assert edited["notebooks/k-means"] == edited["questions/k-means"] == "content/coding/models/k-means/question.md"
    assert edited["stages/data"] == "content/taxonomy.yml"


def test_a_place_links_the_form_for_a_new_question_and_print_leaves_it_out(site: str, browser_page: Any) -> None:
    browser_page.goto(site + "stages/evaluation/")
    link = browser_page.locator(".adding a").first
    assert "/new/main/content/basics/evaluation?filename=" in link.get_attribute("href")
    browser_page.emulate_media(media="print")
    assert not link.is_visible()
