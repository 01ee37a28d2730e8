"""A sheet of the reader's own: picking, ordering, printing, sharing; and what any page is on paper."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from pypdf import PdfReader

from handbook import contract, math
from loaded import LOADED, SHOWN

TREES = [question for question in SHOWN if "trees" in question.topics]
KEY = "handbook.sheet"


def kept(page: Any) -> dict[str, Any]:
    return json.loads(page.evaluate(f"localStorage.getItem('{KEY}')") or "{}")


def shown(page: Any) -> list[str]:
    """The names on the sheet, as printed with answers."""
    page.wait_for_function("() => document.documentElement.dataset.ready === 'my-sheet'")
    return page.locator(".sheet-key .entry h3").all_inner_texts()


def keep(page: Any, site: str, **sheet: object) -> None:
    page.goto(site + "robots-or-nothing/")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, json.dumps(sheet)])


def test_picking_on_a_page_on_a_row_and_a_whole_list(site: str, browser_page: Any) -> None:
    page = browser_page
    page.goto(site + "questions/p-value/")
    page.get_by_role("button", name="Add to my sheet").press("Enter")
    assert page.get_by_role("button", name="On my sheet").get_attribute("aria-pressed") == "true"
    page.goto(site + "topics/trees/")
    row = page.locator("tr[data-question=bagging-and-boosting] .pick")
    row.press(" ")
    assert row.get_attribute("aria-pressed") == "true"
    assert kept(page)["questions"] == ["p-value", "bagging-and-boosting"]
    page.get_by_role("button", name="Add all to my sheet").click()
    assert set(kept(page)["questions"]) == {"p-value", *(question.slug for question in TREES)}
    assert page.locator(".pick[aria-pressed=false]").count() == 0
    row.press("Enter")
    assert "bagging-and-boosting" not in kept(page)["questions"]


def test_entries_that_could_not_be_loaded_are_told_until_they_are(site: str, browser_page: Any) -> None:
    page, picked = browser_page, SHOWN[40]
    keep(page, site, questions=[picked.slug])
    page.route("**/my-sheet/stages-*.json", lambda route: route.abort())
    page.goto(site + "my-sheet/")
    assert shown(page) == []
    failed = page.locator("[data-failed]")
    assert failed.is_visible()
    page.unroute("**/my-sheet/stages-*.json")
    page.get_by_role("button", name="Letter").click()
    failed.wait_for(state="hidden")
    assert shown(page) == [picked.short]


def test_the_sheet_holds_what_was_picked_in_workflow_order_and_all_that_a_sheet_prints(
    site: str, browser_page: Any
) -> None:
    picked = [SHOWN[place] for place in (40, 3, 90)]
    keep(browser_page, site, questions=[question.slug for question in picked])
    browser_page.goto(site + "my-sheet/")
    ordered = sorted(picked, key=SHOWN.index)
    assert shown(browser_page) == [question.short for question in ordered]
    with_formula = [question for question in ordered if question.formula]
    assert browser_page.locator(".sheet-formula .katex").count() == len(with_formula)
    links = browser_page.locator(".entry h3 a").evaluate_all("links => links.map(link => link.href)")
    assert links == [f"{site}questions/{question.slug}/" for question in ordered]


def test_what_the_reader_wrote_is_printed_too(site: str, browser_page: Any) -> None:
    page = browser_page
    note = {"answer": "Mine, in <b>three</b> sentences.", "example": "A coin.", "at": 1}
    record = {"version": 1, "reviews": [], "undone": [], "stars": {}, "notes": {"p-value": note}}
    keep(page, site, questions=["p-value", "dropout"])
    page.evaluate(
        "text => localStorage.setItem('handbook.record', text)",
        json.dumps({**record, "plan": {"path": "", "date": "", "at": 0}}),
    )
    page.goto(site + "my-sheet/")
    shown(page)
    assert page.locator(".sheet-own").all_inner_texts() == [note["answer"], note["example"]]


def test_the_list_is_edited_by_keyboard(site: str, browser_page: Any) -> None:
    page = browser_page
    slugs = [question.slug for question in TREES[:3]]
    keep(page, site, questions=slugs)
    page.goto(site + "my-sheet/")
    first, second, third = shown(page)
    page.locator(".sheet-edit summary").press("Enter")
    page.get_by_role("button", name=f"Move up: {third}").press("Enter")
    assert shown(page) == [first, third, second]
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == f"Move up: {third}"
    page.keyboard.press("Enter")
    assert shown(page) == [third, first, second]
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == f"Move down: {third}"
    page.reload()
    assert shown(page) == [third, first, second]
    page.get_by_role("button", name="Back to workflow order").click()
    assert shown(page) == [first, second, third]
    page.locator(".sheet-edit summary").press("Enter")
    page.get_by_role("button", name=f"Take off: {second}").press("Enter")
    assert shown(page) == [first, third]
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == f"Take off: {third}"


def test_taking_all_off_can_be_undone(site: str, browser_page: Any) -> None:
    page = browser_page
    keep(page, site, questions=[question.slug for question in TREES])
    page.goto(site + "my-sheet/")
    before = shown(page)
    page.locator(".sheet-edit summary").click()
    page.get_by_role("button", name="Take all off").click()
    assert shown(page) == []
    assert page.get_by_text("Nothing is picked yet").is_visible()
    page.keyboard.press("Enter")  # the focus is on Undo
    assert shown(page) == before


def test_three_ways_and_two_papers_are_kept(site: str, browser_page: Any) -> None:
    page = browser_page
    keep(page, site, questions=["p-value"])
    page.goto(site + "my-sheet/")
    shown(page)
    page.get_by_role("button", name="Recall").click()
    page.get_by_role("button", name="Letter").click()
    page.reload()
    shown(page)
    assert page.locator(".sheet-key").is_hidden()
    assert page.locator(".sheet-asked").is_visible()
    content = page.pdf(prefer_css_page_size=True)
    box = PdfReader(io.BytesIO(content)).pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (612, 792)
    page.get_by_role("button", name="Questions, key").click()
    page.get_by_role("button", name="A4").click()
    pages = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert len(pages) == 2  # the key stands on a page of its own
    assert round(float(pages[0].mediabox.height)) == 842
    assert LOADED.questions["p-value"].title in pages[0].extract_text().replace("\n", " ")


def test_a_link_shares_the_selection_and_leaves_the_receiver_s_own_alone(site: str, browser: Any) -> None:
    sender = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = sender.new_page()
    keep(page, site, questions=["random-forests", "p-value"], order="own", way="questions")
    page.goto(site + "my-sheet/")
    names = shown(page)
    page.get_by_role("button", name="Copy the link").click()
    page.get_by_text("The link is copied.").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    sender.close()

    receiver = browser.new_context()
    page = receiver.new_page()
    keep(page, site, questions=["dropout"])
    page.goto(link + "&questions=&x=<b>")  # what somebody added to the link changes nothing
    page.goto("about:blank")
    page.goto(link)
    assert shown(page) == names == ["Random forests", "P-value"]
    assert page.locator(".sheet").get_attribute("data-way") == "questions"
    assert kept(page)["questions"] == ["dropout"]
    page.get_by_role("button", name="Add these to my sheet").click()
    assert set(kept(page)["questions"]) == {"dropout", "random-forests", "p-value"}
    assert "#" not in page.url
    receiver.close()


def test_a_link_to_questions_that_are_gone_says_so(site: str, browser_page: Any) -> None:
    browser_page.goto(site + "my-sheet/#questions=p-value.no-such-question.another-one")
    assert shown(browser_page) == ["P-value"]
    assert browser_page.get_by_text("2 questions of the link are not here.").is_visible()


@pytest.mark.parametrize("list_", ["topics/trees/", "paths/tonight/", "stages/framing/", "levels/senior/"])
def test_any_index_prints_in_the_three_ways(list_: str, site: str, browser_page: Any) -> None:
    page = browser_page
    page.goto(site + list_)
    rows = page.locator("tr[data-question] th a").all_inner_texts()
    page.get_by_role("link", name="Print these as a sheet").click()
    assert sorted(shown(page)) == sorted(rows)
    page.get_by_role("button", name="Recall").click()
    assert page.locator(".recalled").count() == len(rows)
    assert page.locator(".recalled").first.is_visible()
    page.get_by_role("button", name="Back to my sheet").click()
    assert page.get_by_text("Nothing is picked yet").is_visible()


def test_without_a_network_after_the_first_visit(site_that_ends: tuple[str, Callable[[], None]], browser: Any) -> None:
    site, end = site_that_ends
    context = browser.new_context()
    page = context.new_page()
    keep(page, site, questions=["p-value", "dropout"])
    page.goto(site + "my-sheet/")
    names = shown(page)
    page.wait_for_function("() => document.documentElement.dataset.kept === 'yes'")
    end()
    page.reload()
    assert shown(page) == names
    assert page.locator(".katex").first.is_visible()
    context.close()


HOSTILE = [
    ("null", []),
    ("[1, 2]", []),
    ('{"questions": "p-value"}', []),
    ("{not json", []),
    ('{"questions": [1, null, "../x", "<img src=x onerror=alert(1)>", "p-value", "p-value"]}', ["P-value"]),
    ('{"questions": ["constructor", "__proto__", "dropout"], "way": "x", "paper": 7}', ["Dropout"]),
]


@pytest.mark.parametrize(("text", "names"), HOSTILE)
def test_what_is_kept_may_be_anything(text: str, names: list[str], site: str, browser_page: Any) -> None:
    errors: list[str] = []
    browser_page.on("pageerror", lambda error: errors.append(str(error)))
    browser_page.goto(site + "robots-or-nothing/")
    browser_page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])
    browser_page.goto(site + "my-sheet/")
    assert shown(browser_page) == names
    assert errors == []


def test_a_browser_that_keeps_nothing_is_told(site: str, browser: Any) -> None:
    context = browser.new_context()
    context.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"
    )
    page = context.new_page()
    page.goto(site + "my-sheet/#questions=p-value.dropout")
    shown(page)
    page.get_by_role("button", name="Add these to my sheet").click()
    assert sorted(shown(page)) == ["Dropout", "P-value"]
    assert page.get_by_text("This browser keeps nothing").is_visible()
    context.close()


# Paper -----------------------------------------------------------------------------------------------------------------


def test_any_page_is_clean_on_paper(site: str, browser: Any) -> None:
    """A dark screen, closed follow-ups, hidden answers: on paper black, open, and without what only a screen needs."""
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(site + "questions/p-value/")
    page.get_by_role("button", name="Hide answers").click()
    question = LOADED.questions["p-value"]
    reader = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    text = " ".join("\n".join(sheet.extract_text() for sheet in reader.pages).split())
    follow_ups = next(section for section in question.document.sections if section.title == "Follow-ups")
    for follow_up in follow_ups.sections:
        paragraph = next(token for token in follow_up.tokens if token.type == "inline")
        assert paragraph.content.split("$")[0][:25].strip("*` ") in text
    assert question.gist[:30] in text
    assert "Hide answers" not in text
    assert "Search" not in text
    assert "/questions/bayes-theorem/" in text, "a link inside the site is written out"
    assert "doi.org/" in text, "a link to a source is written out"
    for number, sheet in enumerate(reader.pages, 1):
        foot = sheet.extract_text()
        assert question.title in foot.replace("\n", " ")
        assert "questions/p-value/" in foot
        assert f"page {number} of {len(reader.pages)}" in foot
    page.emulate_media(media="print")
    colors = page.evaluate(
        """() => [...new Set([...document.querySelectorAll('#content p, #content li, #content h2, #content a')].map(
            (e) => getComputedStyle(e).color))]"""
    )
    assert set(colors) <= {"rgb(0, 0, 0)", "rgb(51, 51, 51)"}
    page.emulate_media(media="screen")
    assert page.locator("#definition .part-body").is_hidden(), "afterwards all is as it was"
    assert page.locator(".follow-up-answer").first.is_hidden()
    context.close()


@pytest.mark.parametrize("address", ["questions/", "questions/k-means/", "guide/applied/", "contributing/contract/"])
def test_nothing_is_cut_off_on_paper(address: str, site: str, browser: Any) -> None:
    context = browser.new_context(viewport={"width": 700, "height": 1000})  # the inside of A4
    page = context.new_page()
    page.goto(site + address)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    wide = page.evaluate(
        """() => [...document.querySelectorAll('#content :is(p, pre, table, .katex, figure)')]
            .filter((e) => e.getBoundingClientRect().width && !e.closest('svg')
              && e.getBoundingClientRect().right > innerWidth + 1)
            .map((e) => e.outerHTML.slice(0, 120))"""
    )
    assert wide == []
    context.close()


def measured() -> list[tuple[str, str, float]]:
    """Every formula of a sheet, its HTML, and the width that the rule sums up for it."""
    formulas = sorted({question.formula for question in SHOWN if question.formula})
    with math.renderer() as render, math.measure() as widest:
        return [(formula, render(formula, False), widest(formula)) for formula in formulas]


def test_widths_of_formulas_are_those_of_the_browser(site: str, browser_page: Any) -> None:
    """The rule that keeps wide formulas off the sheets measures as the browser does, within a tenth."""
    with ThreadPoolExecutor(1) as pool:  # KaTeX asks for a thread without the browser's event loop
        formulas = pool.submit(measured).result()
    browser_page.goto(site + "sheets/metrics/")
    real = browser_page.evaluate(
        """async (drawn) => {
          const style = '<style>.katex { font-size: 100px !important } p { white-space: nowrap }</style>';
          document.body.innerHTML = style + drawn.map((html) => `<p>${html}</p>`).join('');
          await document.fonts.ready;
          return [...document.querySelectorAll('p')].map((p) =>
            Math.max(...[...p.querySelectorAll('.katex-base')].map((b) => b.getBoundingClientRect().width / 100)));
        }""",
        [html for _, html, _ in formulas],
    )
    assert len(formulas) > 50
    off = [
        (formula, round(told, 2), round(width, 2))
        for (formula, _, told), width in zip(formulas, real, strict=True)
        if abs(told - width) > 0.1 * width
    ]
    assert off == []
    assert max(real) < contract.SHEET_COLUMN
