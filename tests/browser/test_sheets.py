"""The cheat sheets, on screen and as PDF: pages, paper, text, links, and what is said of one that outgrows its pages."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from handbook import browser as installed
from handbook import pdf, workbench
from handbook import sheets as definitions
from handbook.pages import sheets as sheet_pages
from handbook.settings import Settings
from loaded import LOADED, SHOWN

SETTINGS = Settings("reader/handbook")
SHEETS = definitions.sheets(LOADED, SHOWN)
SPECIALS = definitions.specials(LOADED, SHOWN)
POINTS = {"a4": (595, 842), "letter": (612, 792)}
EMBEDDED = ("/FontFile", "/FontFile2", "/FontFile3")


def dated(*sheets: definitions.Sheet) -> list[tuple[definitions.Sheet, str]]:
    return [(sheet, sheet_pages.newest(sheet)) for sheet in sheets]


@pytest.fixture(scope="module")
def printed(site_folder: Path) -> dict[str, pdf.Printed]:
    """Every sheet on both papers, by its address."""
    chromium = installed.find()
    assert chromium
    made = pdf.printed(dated(*SHEETS, *SPECIALS), LOADED, site_folder.resolve(), SETTINGS.site_url, chromium)
    return {sheet.address: sheet for sheet in made}


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("sheet", [*SHEETS, *SPECIALS], ids=lambda sheet: sheet.slug)
def test_a_sheet_keeps_to_its_pages_and_its_paper(sheet: definitions.Sheet, printed: dict[str, pdf.Printed]) -> None:
    for name, (width, height) in POINTS.items():
        made = printed[f"sheets/{sheet.slug}-{name}.pdf"]
        assert made.problems == ()
        reader = PdfReader(io.BytesIO(made.content))
        assert 1 <= len(reader.pages) <= sheet.pages <= 4
        for page in reader.pages:
            assert abs(float(page.mediabox.width) - width) < 2
            assert abs(float(page.mediabox.height) - height) < 2


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.slug)
def test_every_question_is_there_once_in_order_and_leads_to_its_page(
    sheet: definitions.Sheet, printed: dict[str, pdf.Printed]
) -> None:
    reader = PdfReader(io.BytesIO(printed[f"sheets/{sheet.slug}-a4.pdf"].content))
    text = squeezed("".join(page.extract_text() for page in reader.pages))
    places = [text.find(squeezed(question.short)) for question in sheet.questions]
    assert -1 not in places
    links = [
        str(annotation.get_object()["/A"]["/URI"])
        for page in reader.pages
        for annotation in page.get("/Annots", [])
        if "/URI" in annotation.get_object().get("/A", {})
    ]
    wanted = [f"{SETTINGS.site_url}questions/{question.slug}/" for question in sheet.questions]
    assert [link for link in dict.fromkeys(links) if "/questions/" in link] == wanted


@pytest.mark.parametrize(
    ("slug", "held"),
    [
        ("outlines", ["Definition", "Walkthrough", "Clarify", "Check-ins"]),
        ("core-five", ["def k_means(", "def decision_tree(", "def linear_regression("]),
        ("metrics", ["Precision and recall", "Ranking metrics"]),
        ("design-canvas", ["Goal", "Constraints", "What would leak?"]),
        ("project-worksheet", ["Impact", "Modeling details", "Check-ins"]),
        ("paper-card", ["Data format", "Architecture", "Search for"]),
        ("kaggle-card", ["first attempt", "improved", "What made the difference"]),
    ],
)
def test_sheets_of_another_form_hold_what_they_promise(
    slug: str, held: list[str], printed: dict[str, pdf.Printed]
) -> None:
    reader = PdfReader(io.BytesIO(printed[f"sheets/{slug}-a4.pdf"].content))
    text = squeezed("".join(page.extract_text() for page in reader.pages)).lower()
    assert [part for part in held if squeezed(part).lower() not in text] == []


@pytest.mark.parametrize("paper", POINTS)
def test_a_line_of_code_is_printed_in_one_line(paper: str, printed: dict[str, pdf.Printed]) -> None:
    reader = PdfReader(io.BytesIO(printed[f"sheets/core-five-{paper}.pdf"].content))
    lines = {squeezed(line) for page in reader.pages for line in page.extract_text().split("\n")}
    (sheet,) = (sheet for sheet in SPECIALS if sheet.slug == "core-five")
    for question in sheet.questions:
        code = question.document.companions["solution.py"]
        function = workbench.main_function(code)
        assert function is not None
        written = map(squeezed, code.split("\n")[function.lineno - 1 : function.end_lineno])
        assert [line for line in written if line and line not in lines] == []


def test_two_prints_are_the_same(site_folder: Path, printed: dict[str, pdf.Printed]) -> None:
    chromium = installed.find()
    assert chromium
    sheets = [sheet for sheet in (*SHEETS, *SPECIALS) if sheet.slug in ("path-tonight", "paper-card")]
    again = list(pdf.printed(dated(*sheets), LOADED, site_folder.resolve(), SETTINGS.site_url, chromium))
    assert len(again) == 4
    for sheet in again:
        assert sheet.content == printed[sheet.address].content
        assert b"D:20" in sheet.content


def test_the_picture_of_a_sheet_is_its_first_page(printed: dict[str, pdf.Printed]) -> None:
    from PIL import Image

    picture = Image.open(io.BytesIO(pdf.thumbnail(printed["sheets/coding-a4.pdf"].content)))
    assert picture.width == pdf.THUMBNAIL_WIDTH
    assert 1.3 < picture.height / picture.width < 1.5
    low, high = picture.convert("L").getextrema()
    assert low < 150
    assert high > 250


def test_in_gray_the_print_keeps_its_contrast(printed: dict[str, pdf.Printed]) -> None:
    """The darkest ink of a page against its paper, as a gray printer sees them, by WCAG's formula: 7:1 or more."""
    import pypdfium2

    for slug in ("coding", "models", "outlines"):
        document = pypdfium2.PdfDocument(printed[f"sheets/{slug}-a4.pdf"].content)
        gray = document[0].render(scale=3).to_pil().convert("L")
        counts = gray.histogram()
        assert sum(counts[250:]) > 0.6 * sum(counts), "white paper"
        ink = sum(counts[:90])
        # What is neither ink nor paper is the soft edge of letters and the thin gray of the boxes.
        assert ink > 0.25 * sum(counts[:250])
        luminance = (90 / 255 / 1.0) ** 2.2
        assert (1.0 + 0.05) / (luminance + 0.05) >= 6.9


def test_a_pdf_has_title_language_tags_outline_and_its_fonts(printed: dict[str, pdf.Printed]) -> None:
    reader = PdfReader(io.BytesIO(printed["sheets/coding-a4.pdf"].content))
    root: Any = reader.trailer["/Root"]
    assert reader.metadata is not None
    assert str(reader.metadata.title).startswith("Coding: cheat sheet")
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert len(reader.outline) >= 1
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            kind = font.get_object()
            inner = kind.get("/DescendantFonts", [kind])[0].get_object()
            descriptor = inner.get("/FontDescriptor", {})
            drawn = kind["/Subtype"] == "/Type3"  # its glyphs are in the file itself
            assert drawn or any(key in descriptor.get_object() for key in EMBEDDED)


def test_the_foot_tells_page_date_and_address(printed: dict[str, pdf.Printed]) -> None:
    reader = PdfReader(io.BytesIO(printed["sheets/basics-letter.pdf"].content))
    sheet = next(sheet for sheet in SHEETS if sheet.slug == "basics")
    for number, page in enumerate(reader.pages, 1):
        text = squeezed(page.extract_text())
        assert f"page{number}of{len(reader.pages)}" in text
        assert squeezed(f"checked {sheet_pages.newest(sheet)}") in text
        assert f"{SETTINGS.site_url}sheets/basics/" in text


def test_a_sheet_that_outgrows_its_pages_says_what_to_leave_out(printed: dict[str, pdf.Printed]) -> None:
    whole = next(sheet for sheet in SHEETS if sheet.slug == "basics")
    content = printed["sheets/basics-a4.pdf"].content
    count = len(PdfReader(io.BytesIO(content)).pages)
    (problem,) = pdf._outgrown(replace(whole, pages=1), LOADED, "A4", content)
    assert problem.startswith(f"basics: {count} pages of A4, but it has 1: ")
    named = problem.split("Least asked: ")[1]
    assert named.startswith(definitions.least_asked(whole.questions, LOADED)[0].short)
    assert list(pdf._outgrown(whole, LOADED, "A4", content)) == []


def test_black_on_white_whatever_the_scheme(site: str, browser: Any) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(site + "sheets/coding/")
    page.emulate_media(media="print")
    colors = page.evaluate(
        """() => [...new Set([...document.querySelectorAll(".sheet *")].map((e) => getComputedStyle(e).color))]"""
    )
    assert colors == ["rgb(0, 0, 0)"]
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    sizes = page.evaluate(
        """() => [...document.querySelectorAll(".entry p, .entry h3")].map((e) => parseFloat(getComputedStyle(e).fontSize))"""
    )
    assert min(sizes) >= 12  # 9 pt
    assert page.locator(".head").is_hidden()
    context.close()


def test_three_ways_to_print(site: str, browser_page: Any) -> None:
    browser_page.goto(site + "sheets/path-tonight/")
    key, asked = browser_page.locator(".sheet-key"), browser_page.locator(".sheet-asked")
    assert key.is_visible()
    assert asked.is_hidden()
    browser_page.get_by_role("button", name="Questions, key at the end").press("Enter")
    assert key.is_visible()
    assert asked.is_visible()
    assert "What is the bias–variance trade-off?" in asked.inner_text()
    browser_page.get_by_role("button", name="Recall").press("Enter")
    assert key.is_hidden()
    assert asked.inner_text().splitlines().count("Bias–variance trade-off") == 1
    assert "What is the bias–variance trade-off?" not in asked.inner_text()


def test_pdf_links_are_shown_only_where_there_are_pdfs(site: str, browser_page: Any) -> None:
    browser_page.goto(site + "sheets/")
    assert browser_page.locator("[data-pdf]").count() == len(SHEETS) + len(SPECIALS)
    assert browser_page.get_by_role("link", name="A4").count() == 0
