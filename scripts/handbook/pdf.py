"""The cheat sheets of a built site as PDF, printed by Chromium; each is measured, and told when it outgrows its pages."""

from __future__ import annotations

import contextlib
import io
import mimetypes
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pypdfium2
import segno
from playwright.sync_api import sync_playwright
from pypdf import PdfReader

from handbook.model import Catalogue
from handbook.sheets import Sheet, least_asked

PAPERS = {"a4": "A4", "letter": "Letter"}
MARGIN = {"top": "9mm", "bottom": "15mm", "left": "9mm", "right": "9mm"}
NARROWEST = {"width": 725, "height": 1000}
"""The inside of the narrower paper, A4 without its margins, in CSS pixels."""
UNDATED = "2026-01-01"
"""The day of a sheet that holds no questions."""
THUMBNAIL_WIDTH = 240
"""Pixels: twice what the list shows, for sharp screens."""
LINES_AN_ENTRY = 6
"""About how many printed lines an entry takes, with its share of the headings."""
TOO_WIDE = """
() => [...document.querySelectorAll(".entry .katex")].flatMap((formula) => {
  const entry = formula.closest(".entry");
  return formula.getBoundingClientRect().right > entry.getBoundingClientRect().right + 1
    ? [entry.querySelector("h2, h3").textContent.trim()] : [];
})
"""
FOOTER = """
<div style="width: 100%; margin: 0 9mm; display: flex; align-items: center; font: 7.5pt sans-serif; color: #000">
  <span style="flex: 1">{title} · {checked}{address}</span>
  <span>page <span class="pageNumber"></span> of <span class="totalPages"></span></span>
  <span style="margin-left: 3mm">{code}</span>
</div>"""


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed sheet: its address from the site's root, its bytes, and what is wrong with it, a sentence each."""

    address: str
    content: bytes
    problems: tuple[str, ...]


@contextmanager
def _browser(chromium: str) -> Iterator[Any]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def printed(
    made: Sequence[tuple[Sheet, str]], catalogue: Catalogue, site: Path, site_url: str, chromium: str
) -> Iterator[Printed]:
    """Every sheet on every paper. `made` are the sheets with the date of their newest review, `site` the folder that
    holds their pages; they are opened under `site_url`, so that their links lead to the published site, and no request
    leaves this machine."""
    with _browser(chromium) as browser:
        context = browser.new_context(color_scheme="light", reduced_motion="reduce")
        context.route("**/*", lambda route: _answer(route, site, urlsplit(site_url).path))
        page = context.new_page()
        page.emulate_media(media="print")  # before a page is loaded: on paper no page does without its fonts
        page.set_viewport_size(NARROWEST)  # formulas are measured as wide as the paper lets them be
        for sheet, date in made:
            address = f"sheets/{sheet.slug}/"
            page.goto(site_url + address, wait_until="load")
            page.add_style_tag(content="@page { @bottom-left { content: none } @bottom-right { content: none } }")
            page.evaluate("() => document.fonts.ready")
            code = segno.make(site_url + address, error="m").svg_inline(scale=1.1, border=0)
            checked = f"checked {date} · " if date else ""
            footer = FOOTER.format(
                title=escape(sheet.title), checked=checked, address=escape(site_url + address), code=code
            )
            for name, paper in PAPERS.items():
                content = page.pdf(
                    format=paper,
                    margin=MARGIN,
                    tagged=True,
                    outline=True,
                    display_header_footer=True,
                    header_template="<span></span>",
                    footer_template=footer,
                    print_background=True,
                )
                content = _dated(content, date)
                problems = [*_outgrown(sheet, catalogue, paper, content)]
                problems += [
                    f"{sheet.slug}: the formula of “{short}” is wider than its column"
                    for short in page.evaluate(TOO_WIDE)
                ]
                yield Printed(f"sheets/{sheet.slug}-{name}.pdf", content, tuple(problems))


def _dated(content: bytes, day: str) -> bytes:
    """The same PDF with its day of making set to the day of the newest review, so that two prints are the same."""
    moment = f"D:{(day or UNDATED).replace('-', '')}000000".encode()
    return re.sub(rb"D:\d{14}(?=[+Z'])", moment, content)


def thumbnail(content: bytes) -> bytes:
    """The first page of a PDF as a small gray PNG, for the list of sheets."""
    with contextlib.closing(pypdfium2.PdfDocument(content)) as document:
        picture = document[0].render(scale=THUMBNAIL_WIDTH / document[0].get_width()).to_pil()
    out = io.BytesIO()
    picture.convert("L").quantize(16).save(out, "PNG", optimize=True)
    return out.getvalue()


def _answer(route: Any, site: Path, root: str) -> None:
    """A file of the built site for a request; nothing for anything else."""
    path = unquote(urlsplit(route.request.url).path)
    file = site / path.removeprefix(root)
    file = file / "index.html" if path.endswith("/") else file
    if not path.startswith(root) or not file.is_file():
        route.abort()
        return
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    route.fulfill(body=file.read_bytes(), content_type="text/javascript" if file.suffix == ".js" else kind)


def _outgrown(sheet: Sheet, catalogue: Catalogue, paper: str, content: bytes) -> Iterator[str]:
    """What to say of a sheet with more pages than it may have: the lines too many, and what to leave out first."""
    pages = PdfReader(io.BytesIO(content)).pages
    if len(pages) > sheet.pages:
        lines = sum(len((page.extract_text() or "").splitlines()) for page in pages[sheet.pages :])
        out = least_asked(sheet.questions, catalogue)[: max(1, lines // LINES_AN_ENTRY)]
        names = ", ".join(question.short for question in out)
        yield (
            f"{sheet.slug}: {len(pages)} pages of {paper}, but it has {sheet.pages}: {lines} lines too many. "
            f"Least asked: {names}"
        ).removesuffix(" Least asked: ")
