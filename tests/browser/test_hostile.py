"""The hostile corpus in a real browser, with one layer at a time.

Without any, the careless HTML of the cases (tests/support/hostile.py) runs; with the sanitizer alone, with the policy
alone, and in the pages that the package renders while no rule exists, nothing does, whatever is hovered, focused,
clicked or sent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error

import hostile
from handbook import math, notebooks, rules, sanitize
from handbook.pages import rulebook
from rendered import shown

CASES = [case for case in hostile.cases() if case.careless()]
EVIL = re.compile(r"https?://evil\.example/.*")
PROBE = """
async () => {
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href], area[href]");
    if (link && /^https?:/.test(link.protocol)) event.preventDefault(); // to lead elsewhere is what links are for
  }, true);
  const all = () => [...document.body.querySelectorAll("*")];
  for (const element of all()) {
    if (element instanceof HTMLDetailsElement) element.open = true;
    for (const name of ["pointerenter", "pointerover", "mouseenter", "mouseover", "mousemove", "mousedown", "mouseup"]) {
      element.dispatchEvent(new MouseEvent(name, { bubbles: true, cancelable: true }));
    }
    element.focus?.();
    element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    const leads = element.formAction || (element.href && !/^https?:$/.test(element.protocol));
    if (leads) await new Promise((resolve) => setTimeout(resolve)); // else the next one would take its place
  }
  for (const form of document.querySelectorAll("form")) form.requestSubmit?.();
  setTimeout(used, 60);
}
"""
PATIENCE = 100
"""Times 50 milliseconds for using all that is on a page, which a payload may lead elsewhere meanwhile."""
UNSTOPPED = {"documents: it leads away"}
"""A page that leads elsewhere asks another host, and no policy in a page can forbid that; the other two layers do."""

OWN = ("questions/", "stories/", "notebooks/", "topics/", "paths/")
"""Where the pages lie that show a case at length; what others show of it is compared in tests/test_hostile.py."""


@pytest.fixture(scope="module")
def opened(browser: Any) -> Iterator[Callable[..., set[int]]]:
    """A function that opens an address on which a page is put, uses all that is there, and tells the numbers of the
    payloads that ran or asked another host."""
    hits: set[int] = set()
    pages: dict[str, str] = {}
    context = browser.new_context()
    clock = context.new_page()
    done: list[bool] = []
    context.expose_binding("hit", lambda source, number: hits.add(number))
    context.expose_binding("used", lambda source, *_: done.append(True))

    def answer(route: Any) -> None:
        hits.update(int(number) for number in re.findall(r"hit(?:\(|%28)(\d+)", route.request.url))
        route.abort()

    context.route(EVIL, answer)
    context.route(
        re.compile(r".*/hostile/$"),
        lambda route: route.fulfill(content_type="text/html; charset=utf-8", body=pages[route.request.url]),
    )

    def run(address: str, html: str) -> set[int]:
        hits.clear()
        done.clear()
        pages[address] = html
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.dismiss())
        page.goto(address, wait_until="load")
        with suppress(Error):
            page.evaluate(f"() => {{ ({PROBE})(); }}")
        for _ in range(PATIENCE):
            if done:
                break
            clock.wait_for_timeout(50)  # by a page of its own: one that was taken away has no time
        page.close()
        return set(hits)

    yield run
    context.close()


def names(numbers: Iterable[int]) -> set[str]:
    by_number = {case.number: f"{case.family}: {case.name}" for case in hostile.cases()}
    return {by_number[number] for number in numbers}


def groups() -> Iterator[list[hostile.Case]]:
    """The cases in groups that share a page: those that disturb others have one of their own."""
    yield from ([case] for case in CASES if case.alone)
    yield from batched([case for case in CASES if not case.alone], 20)


def batched(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    every = list(items)
    return (every[start : start + size] for start in range(0, len(every), size))


def plain(html: str) -> str:
    return f"<!doctype html><html lang=en><head><meta charset=utf-8><title>x</title></head><body>{html}</body></html>"


def joined(pieces: Iterable[str]) -> str:
    return "\n".join(f"<section>{piece}</section>" for piece in pieces)


def test_the_corpus_bites(opened: Any, site: str, refused: list[str]) -> None:
    """With every layer off most payloads run: what follows tests something."""
    ran: set[int] = set()
    for group in groups():
        ran |= opened(site + "hostile/", plain(joined(case.careless() for case in group)))
    refused.clear()  # one of them brings a policy
    print(f"{len(ran)} of {len(CASES)} ran")
    print(*sorted(names({case.number for case in CASES} - ran)), sep="\n")
    assert len(ran) >= 150, sorted(names({case.number for case in CASES} - ran))


def test_the_sanitizer_alone_lets_nothing_run(opened: Any, site: str) -> None:
    for cleaner in (sanitize.clean, sanitize.notebook):
        cleaned = [cleaner(case.careless()) for case in CASES]
        for group in batched(cleaned, 60):
            assert names(opened(site + "hostile/", plain(joined(group)))) == set()


def test_the_policy_alone_lets_nothing_run(opened: Any, site: str, site_folder: Path, refused: list[str]) -> None:
    shell = (site_folder / "questions" / "k-means" / "index.html").read_text("utf-8")
    before, after = shell.split('<article class="question', 1)
    before, after = before.replace("../../", "../"), after.split("</article>", 1)[1].replace("../../", "../")
    ran: set[int] = set()
    for group in groups():
        ran |= opened(site + "hostile/", before + joined(case.careless() for case in group) + after)
    assert names(ran) == UNSTOPPED
    assert refused
    refused.clear()


def pages_without_rules() -> list[str]:
    """The pages that show a case at length, as the package renders them when no rule keeps anything from it."""
    with pytest.MonkeyPatch.context() as patch, math.renderer() as render:
        patch.setattr(rules, "RULES", ())
        patch.setattr(rulebook, "pages", lambda book: ())
        patch.setattr(math, "renderer", lambda *_: nullcontext(render))
        cases = [case for case in hostile.cases() if case.family != "sizes"]
        made = [(address, case.numbered(html)) for case in cases for address, html in shown(case.files()).items()]
    return list(dict.fromkeys(html for address, html in made if address.startswith(OWN) and "hit(" in html))


def test_pages_without_rules_and_policy_let_nothing_run(opened: Any, site: str) -> None:
    with ThreadPoolExecutor(1) as outside:  # formulas are not set in the thread of the browser
        made = outside.submit(pages_without_rules).result()
    assert len(made) > 200
    for group in batched(made, 25):
        assert names(opened(site + "hostile/", plain(joined(group)))) == set()


def test_a_notebook_s_outputs_are_cleaned(opened: Any, site: str) -> None:
    outputs = [case for case in CASES if case.family == "stories"]
    html = "".join(f"<div>{case.careless()}</div>" for case in outputs)
    assert opened(site + "hostile/", plain(html))
    page = notebooks.finished(f'<div class="jupyter-wrapper">{html}</div>')
    assert opened(site + "hostile/", plain(page)) == set()
