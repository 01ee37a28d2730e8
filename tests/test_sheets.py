"""What the cheat sheets hold, and what would be left out first."""

from __future__ import annotations

from dataclasses import replace

from handbook import contract, order
from handbook import sheets as definitions
from handbook.worksheets import WORKSHEETS
from loaded import LOADED, SHOWN

SHEETS = {sheet.slug: sheet for sheet in definitions.sheets(LOADED, SHOWN)}


def test_there_is_one_for_every_category_stage_and_path_with_pages() -> None:
    paths = {f"path-{path.slug}" for path in LOADED.paths if path.pages}
    assert SHEETS.keys() == {*contract.CATEGORIES, *LOADED.taxonomy.names("stages"), *paths}
    assert {"path-llm", "path-recommendation", "path-statistics"} <= paths
    assert all(sheet.questions for sheet in SHEETS.values())


def test_a_sheet_holds_its_questions_in_workflow_order() -> None:
    places = {question.slug: place for place, question in enumerate(SHOWN)}
    for sheet in SHEETS.values():
        if not sheet.slug.startswith("path-"):
            order_here = [places[question.slug] for question in sheet.questions]
            assert order_here == sorted(order_here)
    for path in LOADED.paths:
        if path.pages:
            chosen = [q.slug for q in order.select(path, SHOWN, LOADED.taxonomy)]
            held = [q.slug for q in SHEETS[f"path-{path.slug}"].questions]
            assert held == [slug for slug in chosen if slug in held]
            assert len(held) == min(len(chosen), path.pages * definitions.PER_PAGE)
    assert {question.category for question in SHEETS["coding"].questions} == {"coding"}
    assert {question.place for question in SHEETS["evaluation"].questions} == {"evaluation"}
    assert {question.category for question in SHEETS["evaluation"].questions} == {"basics", "coding"}


def test_what_the_short_paths_leave_out_is_least_asked() -> None:
    sheet = SHEETS["basics"]
    ordered = definitions.least_asked(sheet.questions, LOADED)
    assert sorted(q.slug for q in ordered) == sorted(q.slug for q in sheet.questions)
    tonight = next(path for path in LOADED.paths if path.slug == "tonight")
    asked = {q.slug for q in order.select(tonight, sheet.questions, LOADED.taxonomy)}
    assert {question.slug for question in ordered[-len(asked) :]} == asked
    month = next(path for path in LOADED.paths if path.slug == "one-month")
    often = {q.slug for q in order.select(month, sheet.questions, LOADED.taxonomy)}
    rest = [question.slug not in often for question in ordered]
    assert rest == sorted(rest, reverse=True)


def test_a_sheet_that_cannot_hold_all_holds_the_most_asked() -> None:
    llm = next(path for path in LOADED.paths if path.slug == "llm")
    one_page = replace(
        LOADED, paths=(*(p for p in LOADED.paths if p.slug in definitions.MOST_ASKED), replace(llm, pages=1))
    )
    sheet = next(sheet for sheet in definitions.sheets(one_page, SHOWN) if sheet.slug == "path-llm")
    chosen = order.select(llm, SHOWN, LOADED.taxonomy)
    names = [question.slug for question in sheet.questions]
    assert len(chosen) > len(names) == definitions.PER_PAGE
    assert [question.slug for question in chosen if question.slug in names] == names
    assert {question.slug for question in definitions.least_asked(chosen, LOADED)[-len(names) :]} == set(names)
    assert sheet.line == f"{llm.audience} The {len(names)} most asked of {len(chosen)}."


def test_a_category_without_questions_has_no_sheet() -> None:
    assert {sheet.slug for sheet in definitions.sheets(LOADED, [])} == set()


def test_the_sheets_of_another_form() -> None:
    specials = {sheet.slug: sheet for sheet in definitions.specials(LOADED, SHOWN)}
    assert specials.keys() == {"outlines", "core-five", "metrics", *(sheet.slug for sheet in WORKSHEETS)}
    assert len(specials["core-five"].questions) == 5
    metrics = specials["metrics"].questions
    assert len(metrics) <= 2 * definitions.FORMULAS_PER_PAGE
    assert {"calibration", "object-detection", "ranking-metrics-ndcg"} <= {question.slug for question in metrics}
    assert "logistic-regression" not in {question.slug for question in metrics}  # calibrated, but no metric
    assert all(question.formula for question in metrics)
    assert {sheet.slug for sheet in definitions.specials(LOADED, [])} == {
        "outlines",
        *(sheet.slug for sheet in WORKSHEETS),
    }
