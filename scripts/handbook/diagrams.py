"""mermaid's diagrams as SVG: drawn in a headless Chromium with no network, then made to fit the page."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from handbook import browser, svg
from handbook.drawing import FigureError, digest, finish

SECONDS = 10
WIDEST = 640  # CSS pixels; what is wider would be too small to read in the column of text, more so on a phone
FOLDER = Path(__file__).resolve().parent
MERMAID = FOLDER.parent / "vendor" / "mermaid" / "mermaid.min.js"
BAKE = FOLDER / "diagram.js"
FONT = FOLDER.parent.parent / "docs" / "assets" / "vendor" / "fonts" / "inter-latin-wght-normal.woff2"


class HungError(FigureError):
    """A diagram that did not end, and took its page with it."""


def draw_diagrams(diagrams: Iterable[tuple[str, str]]) -> Iterator[str | FigureError]:
    """For every (code, id prefix) the SVG text, or the error why it cannot be drawn; one browser for all.

    FigureError is raised only if there is no browser to draw with.
    """
    with sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(executable_path=browser.find())
        except PlaywrightError as error:
            reason = error.message.splitlines()[0]
            raise FigureError(f"no Chromium could be started; name one in {browser.VARIABLE} ({reason})") from None
        page: Page | None = None
        for code, prefix in diagrams:
            page = page or _studio(chromium)
            try:
                yield _draw(page, code, prefix)
            except FigureError as error:
                yield error
                if isinstance(error, HungError):
                    page.close()
                    page = None
        chromium.close()


def _studio(chromium: Browser) -> Page:
    """A page with mermaid and the site's font, which the widths of labels are measured in."""
    page = chromium.new_page()
    page.route("**/*", lambda route: route.abort())
    font = base64.b64encode(FONT.read_bytes()).decode("ascii")
    page.set_content("<!doctype html><html lang=en><body></body></html>")
    page.add_style_tag(
        content=f'@font-face {{ font-family: "Inter"; font-weight: 100 900; src: url(data:font/woff2;base64,{font}) }}'
    )
    page.add_script_tag(path=MERMAID)
    page.add_script_tag(path=BAKE)
    return page


def _draw(page: Page, code: str, prefix: str) -> str:
    for word in ("accTitle", "accDescr"):
        if not re.search(rf"^\s*{word}\s*[:{{]", code, re.MULTILINE):
            raise FigureError(f"the diagram needs a line {word}: …, for readers who do not see it")
    if re.search(r"^\s*(%%\{|---\s*$)", code, re.MULTILINE):
        raise FigureError("a diagram sets no configuration of its own; all share one style")
    if match := re.search(r"^\s*(?:style|classDef|linkStyle)\s", code, re.MULTILINE):
        line = code.count("\n", 0, match.end()) + 1
        raise FigureError("a diagram sets no colors: they would not suit both the light and the dark page", line)
    root = svg.parse(_render(page, code, prefix))
    upright = re.sub(r"^(\s*(?:flowchart|graph)\s+)(?:LR|RL)\b", r"\1TB", code, count=1)
    if _width(root) > WIDEST and upright != code:
        root = svg.parse(_render(page, upright, prefix))
    title, description = (root.findtext(tag) or "" for tag in ("title", "desc"))
    root[:] = [child for child in root if child.tag not in ("title", "desc")]
    for element in root.iter():
        _inherit(element)
    return finish(root, prefix, "diagram", title, description, digest(code), round(_width(root)))


def _render(page: Page, code: str, prefix: str) -> str:
    """The page's answer; asked for by waiting, since only waiting can be given up when the page hangs."""
    page.evaluate("([code, id]) => { setTimeout(() => handbookDraw(code, id), 0); }", [code, prefix])
    try:
        answer: dict[str, Any] = page.wait_for_function("window.answer", timeout=SECONDS * 1000).json_value()
    except PlaywrightError:
        raise HungError(f"the diagram takes longer than {SECONDS} seconds") from None
    if "error" in answer:
        raise FigureError(str(answer["error"]), int(answer["line"]))
    return str(answer["svg"])


def _width(root: Element) -> float:
    return float(root.get("viewBox", "0 0 0 0").split()[2])


def _inherit(element: Element) -> None:
    """Leave out what the root says for all."""
    if element.get("fill") == "currentColor":
        del element.attrib["fill"]
    if element.get("stroke") == "none":
        del element.attrib["stroke"]
