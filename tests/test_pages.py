"""Pages as the package makes them, without a site builder."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest

from handbook import cases, catalogue, contract, exports, pages
from handbook.exports import cards
from handbook.model import Page, Source
from handbook.order import workflow
from handbook.pages import decks, links, numbers
from handbook.pages.book import duration, hours
from handbook.rules import RULES
from handbook.settings import Settings
from handbook.stage import markdown
from loaded import LOADED, ROOT

SETTINGS = Settings("ada/handbook")
PAGES = {page.address: page for page in pages.render(LOADED, SETTINGS)}
FILES = {asset.address for asset in exports.assets(LOADED, SETTINGS)} | {
    item.page.address for item in pages.notebooks(LOADED, SETTINGS)
}
FILES |= {decks.WHOLE, decks.TABLE, *(decks.deck(name) for name, _, _ in decks.selections(LOADED))}
SHEETS = re.compile(r"sheets/[a-z-]+-(?:a4|letter)\.pdf")
"""Links to the sheets as PDF are there, and hidden until they are printed."""
QUESTIONS = [question for question in LOADED.questions.values() if question.published]


class _Reader(HTMLParser):
    """Collects the links and ids of a page, and the tags left open."""

    VOID = frozenset("br hr img input link meta source wbr path".split())

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "a" and values.get("href"):
            self.links.append(str(values["href"]))
        if values.get("id"):
            self.ids.append(str(values["id"]))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open, f"</{tag}> closes nothing"
            assert self.open.pop() == tag


def read(page: Page) -> _Reader:
    reader = _Reader()
    reader.feed(page.body)
    return reader


def test_every_published_question_has_a_page() -> None:
    assert {links.question(question.slug) for question in QUESTIONS} <= set(PAGES)
    former = {links.question(alias) for question in QUESTIONS for alias in question.aliases}
    assert {a for a in PAGES if a.startswith("questions/")} - {"questions/"} - former == {
        links.question(q.slug) for q in QUESTIONS
    }


@pytest.mark.parametrize("address", sorted(PAGES))
def test_a_page_is_well_formed_and_its_links_lead_somewhere(address: str) -> None:
    page = PAGES[address]
    reader = read(page)
    assert reader.open == []
    assert len(reader.ids) == len(set(reader.ids)), "an id stands twice"
    assert page.body.count("<h1") == 1
    for link in reader.links:
        if link.startswith(("https://", "mailto:")):
            continue
        if link.startswith("#"):
            assert link[1:] in reader.ids, link
            continue
        target = links.relative_target(link.split("#")[0], address)
        written = (ROOT / "docs" / f"{target.rstrip('/')}.md").is_file() or (
            ROOT / "docs" / target / "index.md"
        ).is_file()
        assert target in {*PAGES, *FILES} or written or SHEETS.fullmatch(target), f"{link} from {address}"


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.slug)
def test_a_question_s_page_shows_all_of_it(question: catalogue.Question) -> None:
    page = PAGES[links.question(question.slug)]
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page.body))
    for part in contract.PARTS[question.category]:
        if any(section.title == part.title for section in question.document.sections):
            shown = {"Example": "An example, spoken", "Intent": "What they want to learn"}.get(part.title, part.title)
            assert shown in text
    for word in ("aloud", "min to study", "Also asked as", "Edit this page", "Report a mistake", "last checked on"):
        assert word in text
    assert f"github.com/ada/handbook/edit/main/{question.path}" in page.body
    assert "template=mistake.yml" in page.body
    followups = next(s for s in question.document.sections if s.title == "Follow-ups")
    assert page.body.count('<details class="follow-up">') == len(followups.sections)
    listen = next(s for s in question.document.sections if s.title == "Listen for")
    assert page.body.count('type="checkbox"') == sum(t.type == "list_item_open" and t.level == 1 for t in listen.tokens)
    if question.category == contract.CODING:
        for name in contract.CODE_FILES:
            assert name in text
    if question.category == contract.PROJECT:
        assert "An illustration" in text


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.slug)
def test_the_head_describes_the_question(question: catalogue.Question) -> None:
    page = PAGES[links.question(question.slug)]
    match = re.search(r'<script type="application/ld\+json">(.*)</script>', page.head)
    assert match
    data = json.loads(match[1])
    assert data["@type"] == "QAPage"
    assert data["mainEntity"]["name"] == question.title
    assert len(data["mainEntity"]["acceptedAnswer"]["text"]) > 80
    assert 'property="og:title"' in page.head
    assert 'property="og:description"' in page.head
    assert page.description == question.gist


def test_the_guide_to_the_contract_names_every_key_heading_and_label() -> None:
    body = PAGES["contributing/contract/"].body
    for key in contract.KEYS:
        assert f"<code>{key.name}</code>" in body
    for parts in contract.PARTS.values():
        for part in parts:
            assert part.title in body
            for label in part.labels:
                assert f"{label}:" in body
    for form in contract.PLACE_FORM.values():
        assert form.replace("<", "&lt;").replace(">", "&gt;") in body


def test_every_rule_has_a_page_that_teaches() -> None:
    index = PAGES["contributing/rules/"].body
    for rule in RULES:
        page = PAGES[f"contributing/rules/{rule.id.lower()}/"]
        assert f"{rule.id} {rule.name}" in index
        for label in ("Why", "Instead of", "Write"):
            assert f"<dt>{label}</dt>" in page.body


def test_a_title_with_markup_is_text_wherever_it_is_shown() -> None:
    hostile = '<script>alert(1)</script>"'
    page = Page("x/", hostile, hostile, "<p>body</p>")
    text = markdown(page)
    assert "<script>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&quot;" in text


def test_a_former_address_leads_to_the_present_one() -> None:
    moved = replace(LOADED.questions["p-value"], aliases=("what-is-a-p-value",))
    questions = {**LOADED.questions, "p-value": moved}
    rendered = {page.address: page for page in pages.render(replace(LOADED, questions=questions), SETTINGS)}
    page = rendered["questions/what-is-a-p-value/"]
    assert 'http-equiv="refresh" content="0; url=../p-value/"' in page.head
    assert '<a href="../p-value/">' in page.body
    assert page.canonical == "questions/p-value/"
    assert len(rendered) == len(PAGES) + 1


@pytest.mark.parametrize(
    ("target", "base", "link"),
    [
        ("questions/a/", "questions/b/", "../a/"),
        ("questions/a/", "", "questions/a/"),
        ("", "questions/a/", "../../"),
        ("", "", "./"),
        ("browse/", "stages/data/", "../../browse/"),
        ("api/questions.json", "questions/a/", "../../api/questions.json"),
    ],
)
def test_relative(target: str, base: str, link: str) -> None:
    assert links.relative(target, base) == link
    assert links.relative_target(link, base) == target


@pytest.mark.parametrize(("seconds", "said"), [(5, "5 s"), (115, "115 s"), (120, "2 min"), (250, "4 min")])
def test_duration(seconds: int, said: str) -> None:
    assert duration(seconds) == said


@pytest.mark.parametrize(
    ("minutes", "said"), [(1, "1 min"), (59, "59 min"), (60, "1 h"), (95, "1 h 35 min"), (600, "10 h"), (640, "11 h")]
)
def test_hours(minutes: int, said: str) -> None:
    assert hours(minutes) == said


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://arxiv.org/abs/1706.03762", "papers"),
        ("https://doi.org/10.1023/A:1010933404324", "papers"),
        ("https://proceedings.neurips.cc/paper/2017", "papers"),
        ("https://docs.pytorch.org/docs/stable/", "documentation"),
        ("https://scikit-learn.org/stable/", "documentation"),
        ("https://hastie.su.domains/ElemStatLearn/", "books and courses"),
        ("https://www.kaggle.com/c/titanic", "other"),
    ],
)
def test_the_kind_of_a_source(url: str, kind: str) -> None:
    assert numbers.kind(Source("title", url)) == kind


def test_the_numbers_are_those_of_the_questions() -> None:
    body = PAGES["contributing/numbers/"].body
    shown = dict(re.findall(r'<th scope="row">([^<]+)</th><td class="number">([\d,]+)</td>', body))
    assert int(shown["questions"]) == len(QUESTIONS)
    asked = int(shown["askable questions: titles, variants and follow-ups"].replace(",", ""))
    assert asked == sum(numbers.askable(question) for question in QUESTIONS)
    assert asked > 8 * len(QUESTIONS)
    assert int(shown["sources named"].replace(",", "")) == sum(len(question.sources) for question in QUESTIONS)


def test_pages_and_sheets_hold_the_text_of_the_cards() -> None:
    """What has no mathematics is the same text wherever it stands: on the page, on a card, on a sheet of one's own."""
    data = {asset.address: json.loads(asset.make()) for asset in pages.sheet_entries(LOADED, SETTINGS)}
    listed = data.pop("my-sheet/entries.json")["questions"]
    assert list(listed) == [question.slug for question in workflow(QUESTIONS, LOADED.taxonomy)]
    entries = {slug: data[f"my-sheet/{told['file']}.json"][slug] for slug, told in listed.items()}
    assert sum(map(len, data.values())) == len(entries)
    addresses = {question.path: links.question(question.slug) for question in QUESTIONS}
    assert set(entries) == {question.slug for question in QUESTIONS}
    compared = 0
    for question in QUESTIONS:
        page = _words(PAGES[links.question(question.slug)].body)
        for card in cards.cards(question, addresses, SETTINGS.site_url):
            if "$" not in card.text and not card.key.endswith("/formula"):
                text = " ".join(card.text.split())
                assert text in page, card.key
                compared += 1
                if card.key.endswith("/gist"):
                    assert text in _words(entries[question.slug])
    assert compared > 5 * len(QUESTIONS)


def _words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


@pytest.mark.parametrize("reviewed", [True, False])
def test_a_draft_does_not_say_that_its_code_was_checked(reviewed: bool) -> None:
    files = cases.base()
    if not reviewed:
        files = {path: data and data.replace(b"reviewed: 2026-11-01\n", b"") for path, data in files.items()}
    loaded, _ = catalogue.check(files)
    shown = {page.address: page.body for page in pages.render(loaded, SETTINGS, drafts=True)}
    for slug in ("decision-trees", "running-mean"):
        said = re.findall(r">(Checked|To be checked): ", shown[f"questions/{slug}/"])
        assert said == ["Checked" if reviewed else "To be checked"]
