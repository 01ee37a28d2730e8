"""What a phone carries for a first look at a page, and that nothing on the page moves when the rest of it comes."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest

from kinds import KINDS

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "device_scale_factor": 2}
PACKED = {".html", ".css", ".js", ".json", ".svg"}
"""What GitHub Pages compresses."""

QUESTION_HTML = 30
"""The limit for the HTML of a question's page, in kB, compressed."""
LIMITS = {
    "home": 90,
    "basics": 185,
    "coding": 190,
    "applied": 100,
    "project": 90,
    "all": 115,
    "category": 100,
    "stage": 90,
    "domain": 85,
    "topic": 85,
    "role": 110,
    "level": 95,
    "browse": 90,
    "paths": 85,
    "path": 110,
    "guide": 85,
    "resources": 90,
    "contributing": 135,
    "contract": 135,
    "rules": 135,
    "wanted": 140,
    "rule": 130,
    "architecture": 140,
    "notebook": 140,
    "notebooks": 90,
    "explore": 145,
    "practice": 160,
    "progress": 145,
    "which-kind": 235,
    "worksheets": 85,
    "worksheet": 115,
    "sheets": 90,
    "my-sheet": 250,
    "sheet": 215,
    "outlines": 95,
    "core-five": 185,
    "metrics": 160,
    "canvas": 90,
    "stories": 85,
    "decks": 130,
    "numbers": 85,
    "reviews": 95,
    "mistakes": 130,
    "missing": 130,
}
"""The limits for all that a first look loads, in kB, compressed, a tenth above what was measured. The font of the text
is 48 of it, that of code 40, those of formulas are up to 76. No question's page may come near 250."""
MOVED = 0.01
"""The limit of the layout shift; from 0.1 on readers are said to be disturbed."""

WATCH = """
window.moved = [];
new PerformanceObserver((list) => {
  for (const { value, sources } of list.getEntries()) {
    window.moved.push([value, sources.map(({ node }) => node?.parentElement?.outerHTML.slice(0, 120) ?? "gone")]);
  }
}).observe({ type: "layout-shift", buffered: true });
"""


class Visit(NamedTuple):
    """A first look: the kind of page, the files that were loaded, what moved and how much (1 is the whole window)."""

    kind: str
    files: tuple[Path, ...]
    moved: tuple[tuple[float, list[str]], ...]


def packed(file: Path) -> float:
    """The size of a file as a host sends it, in kB."""
    content = file.read_bytes()
    return len(gzip.compress(content, 6) if file.suffix in PACKED else content) / 1000


@pytest.fixture(scope="module", params=LIMITS)
def visit(request: pytest.FixtureRequest, late_site: str, site_folder: Path, browser: Any) -> Visit:
    asked: set[str] = set()
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.on("request", lambda it: asked.add(urlsplit(it.url).path))
    page.add_init_script(WATCH)
    page.goto(late_site + KINDS[request.param], wait_until="networkidle")
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    moved = page.evaluate("moved")
    context.close()
    files = set()
    for path in asked:
        file = site_folder / path.removeprefix(urlsplit(late_site).path)
        file = file / "index.html" if file.is_dir() else file
        files.add(file if file.is_file() else site_folder / "404.html")
    return Visit(request.param, tuple(sorted(files)), tuple(map(tuple, moved)))


def test_every_kind_of_page_has_a_limit() -> None:
    assert list(LIMITS) == list(KINDS)


def test_a_first_look_is_light(visit: Visit) -> None:
    sizes = {file.name: packed(file) for file in visit.files}
    assert sum(sizes.values()) <= LIMITS[visit.kind], sorted(sizes.items(), key=lambda it: -it[1])


def test_nothing_moves_when_scripts_data_and_fonts_come(visit: Visit) -> None:
    assert sum(value for value, _ in visit.moved) < MOVED, visit.moved


def test_the_html_of_every_question_is_small(site_folder: Path) -> None:
    sizes = {page.parent.name: packed(page) for page in site_folder.glob("questions/*/index.html")}
    assert len(sizes) > 200
    assert {name: size for name, size in sizes.items() if size > QUESTION_HTML} == {}
