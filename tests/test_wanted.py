"""Where a question is missing, links to begin it, and where each page is edited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from handbook import catalogue, contract, gaps, pages, source
from handbook.contract import HINT
from handbook.model import Question, Taxonomy, Term
from handbook.pages.adding import LONGEST
from handbook.settings import Settings
from loaded import LOADED, ROOT

SETTINGS = Settings("ada/handbook")
PAGES = {page.address: page for page in pages.render(LOADED, SETTINGS)}
TAXONOMY = LOADED.taxonomy
NEW = "https://github.com/ada/handbook/new/main/"
EDIT = "https://github.com/ada/handbook/edit/main/"


def forms(address: str) -> list[str]:
    """The links to a form for a new file on a page."""
    return [unescape(url) for url in re.findall(rf'href="({re.escape(NEW)}[^"]+)"', PAGES[address].body)]


def opened(url: str) -> tuple[str, str]:
    """What the form shows: the file's path and its text."""
    parts = urlsplit(url)
    fields = parse_qs(parts.query, strict_parsing=True)
    assert set(fields) == {"filename", "value"}
    return f"{unquote(parts.path).split('/new/main/')[1]}/{fields['filename'][0]}", fields["value"][0]


ALL = sorted({url for address in PAGES for url in forms(address)})


@pytest.mark.parametrize("kind", ["stages", "domains", "focuses"])
def test_every_place_links_a_form_for_each_of_its_categories(kind: str) -> None:
    categories = [c for c in contract.CATEGORIES if contract.PLACE_KIND[c] == kind]
    for place in TAXONOMY.names(kind):
        found = [source.locate(opened(url)[0]) for url in forms(f"{kind}/{place}/")]
        assert [(p.category, p.place, p.slug) for p in found if p] == [(c, place, HINT) for c in categories]
    assert forms("questions/") == forms("topics/metrics/") == []


def test_a_form_is_short_enough_for_a_server_and_survives_encoding() -> None:
    assert len(ALL) > 30
    for url in ALL:
        assert len(url) < LONGEST
        assert url.isascii()
        assert re.fullmatch(r"[\w.~%+=&?:/*-]+", url), "no character that must be encoded"
        path, text = opened(url)
        assert text.startswith("---\nshort: ")
        assert text.endswith("\n")
        assert source.read_question(source.Reading(path, text)).document


def test_the_rules_refuse_a_form_that_nobody_filled_in_and_say_what_to_write() -> None:
    files = catalogue.read_files(ROOT / "tests/rules/base")
    files[contract.TAXONOMY_FILE] = (ROOT / contract.TAXONOMY_FILE).read_bytes()
    known, _ = catalogue.check(files)
    for address in ("stages/evaluation/", "domains/ads/", "focuses/impact/"):
        for path, text in map(opened, forms(address)):
            loaded, findings = catalogue.check({**files, path: text.encode()})
            assert set(loaded.questions) == set(known.questions)
            found = {finding.rule for finding in findings if finding.path == path}
            assert "R11 slug-form" in found
            assert (
                found
                - {"R11 slug-form", "W05 unfilled-hint", "C01 sentences", "K10 complexity-form", "K01 missing-code"}
                == set()
            )


# Gaps -----------------------------------------------------------------------------------------------------------------

ONE = Taxonomy(
    stages=tuple(Term(name, name, "") for name in ("early", "late")),
    domains=tuple(Term(name, name, "") for name in ("full", "thin", "empty")),
    levels=tuple(Term(name, name, "") for name in ("junior", "senior")),
    roles=tuple(Term(name, name, "") for name in ("maker", "user")),
    topics=(Term("a", "A", "", "g"), Term("b", "B", "", "g"), Term("c", "C", "", "g"), Term("p", "P", "", "alone")),
)
LIKE = next(iter(LOADED.questions.values()))


def asked(
    place: str, topics: str, times: int = 1, category: str = "basics", level: str = "junior", roles: str = "maker"
) -> Iterator[Question]:
    for _ in range(times):
        yield replace(
            LIKE, category=category, place=place, topics=tuple(topics), level=level, roles=tuple(roles.split())
        )


def test_a_topic_is_missed_where_its_group_is_asked_about() -> None:
    # Group g: ten times early, ten times late. Topic a: four times, all early, so two would be late.
    questions = [*asked("early", "a", 4), *asked("early", "b", 6), *asked("late", "b", 10)]
    assert gaps.topics_by_stage(questions, ONE) == [gaps.Gap(ONE.stages[1], 2.0, 4, ONE.topics[0])]
    assert gaps.topics_by_stage([*questions, *asked("late", "a")], ONE) == []
    # One question less and its share is below one; other categories have no stage.
    assert gaps.topics_by_stage([*asked("early", "a", 1), *asked("late", "b", 1)], ONE) == []
    assert gaps.topics_by_stage([*asked("full", "ab", 9, "applied")], ONE) == []


def test_a_topic_is_thin_by_its_share_and_begun_where_its_group_is() -> None:
    questions = [*asked("early", "a", 8), *asked("late", "b", 9), *asked("full", "c", 1, "applied")]
    assert gaps.thin_topics(questions, ONE) == [gaps.Thin(ONE.topics[2], 1, ONE.stages[1])]
    assert [thin.term.name for thin in gaps.thin_topics([*questions, *asked("late", "c", 4)], ONE)] == []


def test_a_domain_is_thin_by_its_share() -> None:
    questions = [*asked("full", "a", 6, "applied"), *asked("thin", "a", 1, "applied"), *asked("early", "a", 99)]
    assert [(thin.term.name, thin.questions) for thin in gaps.thin_domains(questions, ONE)] == [
        ("empty", 0),
        ("thin", 1),
    ]


def test_a_role_misses_a_stage_at_a_level() -> None:
    questions = [*asked("early", "a", 6), *asked("late", "a", 6, roles="user"), *asked("late", "a", 6, level="senior")]
    assert gaps.stages_of(questions, ONE, "junior", "maker") == [gaps.Gap(ONE.stages[1], 4.0, 6)]
    assert gaps.stages_of(questions, ONE, "senior", "maker") == [gaps.Gap(ONE.stages[0], 2.0, 6)]
    assert gaps.stages_of(questions, ONE, "senior", "user") == []


def test_nothing_is_missed_where_nothing_is_known() -> None:
    assert (
        gaps.topics_by_stage([], ONE) == gaps.thin_topics([], ONE) == gaps.stages_of([], ONE, "junior", "maker") == []
    )
    assert (
        gaps.topics_by_stage([], Taxonomy())
        == gaps.thin_topics([], Taxonomy())
        == gaps.thin_domains([], Taxonomy())
        == []
    )


def test_the_page_offers_what_is_missing_and_fills_it_in() -> None:
    questions = [question for question in LOADED.questions.values() if question.published]
    body = PAGES["contributing/wanted/"].body
    missing = gaps.topics_by_stage(questions, TAXONOMY)
    urls = forms("contributing/wanted/")
    assert 10 < len(urls) < 120, "a list that a person reads"
    begun = [(source.locate(path), text) for path, text in map(opened, urls)]
    for gap in missing:
        assert gap.topic
        assert f"Begin a question on {gap.topic.title} at {gap.stage.title}" in unescape(body)
        assert any(
            p.place == gap.stage.name and f"\ntopics: [{gap.topic.name}]  # {HINT}" in text for p, text in begun if p
        )
        assert not any(q.place == gap.stage.name and gap.topic.name in q.topics for q in questions)
    for domain in gaps.thin_domains(questions, TAXONOMY):
        assert ("applied", domain.term.name) in {(p.category, p.place) for p, _ in begun if p}
    for role in TAXONOMY.names("roles"):
        for level in TAXONOMY.names("levels"):
            for gap in gaps.stages_of(questions, TAXONOMY, level, role):
                assert any(
                    p.place == gap.stage.name and f"\nlevel: {level}  #" in text and f"\nroles: [{role}]  #" in text
                    for p, text in begun
                    if p
                )


# Editing --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", sorted(PAGES))
def test_every_generated_page_is_edited_in_a_file_that_makes_it(address: str) -> None:
    page = PAGES[address]
    assert (ROOT / page.edit).is_file(), page.edit
    kind, *rest = address.split("/")
    if kind in ("questions", "stories") and rest[0]:
        slug = rest[0]
        found = source.locate(page.edit)
        question = next((q for q in LOADED.questions.values() if slug in q.aliases), None)
        assert found
        assert found.slug == (question.slug if question else slug)
        assert f'href="{EDIT}{page.edit}"' in page.body or page.canonical
    elif kind in ("stages", "domains", "focuses", "topics", "roles", "levels"):
        assert page.edit == contract.TAXONOMY_FILE
        assert f"name: {rest[0]}\n" in (ROOT / page.edit).read_text("utf-8")
    elif kind == "paths" and rest[0]:
        assert page.edit == f"content/paths/{rest[0]}.yml"
    elif kind == "worksheets":
        assert page.title in (ROOT / page.edit).read_text("utf-8") or not rest[0]


@pytest.mark.parametrize("page", pages.notebooks(LOADED, SETTINGS), ids=lambda item: item.page.address)
def test_a_notebook_is_edited_in_the_text_that_it_is_made_from(page: pages.notebook.Notebook) -> None:
    assert (ROOT / page.page.edit).is_file()
    assert source.locate(page.page.edit)
