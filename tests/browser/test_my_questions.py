"""Questions of the reader's own: written down, filed, answered, practiced, printed, counted, sent."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from handbook import catalogue
from handbook.exports import facets
from loaded import LOADED, ROOT

DATA = facets.facets(LOADED)
AXE = (ROOT / "tests" / "vendor" / "axe" / "axe.min.js").read_text("utf-8")


def sheet(**texts: str) -> dict[str, Any]:
    return {"kind": "my-question", "name": "", "texts": texts, "gone": False, "at": 1}


def mine(logic: Any, **worksheets: dict[str, Any]) -> Any:
    named = {f"my-question-{name}": value for name, value in worksheets.items()}
    return logic("mine.mine({worksheets: it})", named)


def ready(page: Any, name: str) -> None:
    page.wait_for_function(f"() => document.documentElement.dataset.ready === '{name}'")


def test_what_was_written_becomes_a_question(logic: Any) -> None:
    found = mine(
        logic,
        a=sheet(
            question=" Why? ",
            category="basics",
            place="models",
            **{"basics-definition": "A.", "coding-explanation": "B."},
        ),
        b=sheet(question="", category="basics"),
        c={**sheet(question="Gone?"), "gone": True},
        d={**sheet(question="Another kind?"), "kind": "paper-card"},
        e=sheet(question="Hostile?", category="<b>", **{"basics-in-plain-words": " "}),
    )
    assert found == [
        {
            "slug": "my-question-a",
            "title": "Why?",
            "short": "Why?",
            "category": "basics",
            "place": "models",
            "parts": [{"title": "Definition", "text": "A."}],
        },
        {
            "slug": "my-question-e",
            "title": "Hostile?",
            "short": "Hostile?",
            "category": "basics",
            "place": "",
            "parts": [],
        },
    ]


@pytest.mark.parametrize(("place", "filed"), [("models", "models"), ("", ""), ("ads", ""), ("no-such", "")])
def test_a_question_is_filed_only_where_its_kind_belongs(place: str, filed: str, logic: Any) -> None:
    (own,) = mine(
        logic, a=sheet(question="Why?", category="basics", place=place, **{"basics-definition": "word " * 100})
    )
    added = logic("mine.withMine(facets.readLibrary(it[0]), it[1]).questions.at(-1)", [DATA, [own]])
    assert (added["place"], added["seconds"]) == (filed, 40)


@pytest.mark.parametrize(
    ("title", "category", "place", "path"),
    [
        ("What is a p-value?", "basics", "foundations", "content/basics/foundations/what-is-a-p-value.md"),
        ("Code k-means", "coding", "models", "content/coding/models/code-k-means/question.md"),
        ('"Quoted": # {x} & <b>', "applied", "", "content/applied/quoted-x-b.md"),
        ("  ¿Qué?  ", "project", "impact", "content/project/impact/qu.md"),
        ("???", "basics", "models", "content/basics/models/question.md"),
    ],
)
def test_the_file_for_the_project_is_one_that_its_check_can_read(
    title: str, category: str, place: str, path: str, logic: Any
) -> None:
    (own,) = mine(logic, a=sheet(question=title, category=category, place=place, **{f"{category}-definition": "Text."}))
    made = logic("mine.asFile(it)", own)
    assert f"{made['folder']}/{made['name']}" == path
    files = catalogue.read_files(ROOT / "tests" / "rules" / "base")
    with ThreadPoolExecutor(
        1
    ) as pool:  # the check runs KaTeX, which asks for a thread without the browser's event loop
        _, findings = pool.submit(catalogue.check, {**files, path: made["text"].encode()}).result()
    found = {finding.rule.split()[0]: finding for finding in findings if finding.path == path}
    assert found, "it is a skeleton, to be completed"
    assert not {"no-front-matter", "not-yaml", "unknown-key"} & set(found), found
    assert f"# {title.strip()}" in made["text"]


def test_a_question_from_the_interview_to_practice_paper_and_project(site: str, browser_page: Any) -> None:
    page = browser_page
    page.goto(site + "my-questions/")
    ready(page, "my-questions")
    assert page.locator("[data-needs]:visible").count() == 0
    page.fill("[name=question]", "Why <b>do</b> trees not need scaling?")
    page.fill("[name=short]", "Trees and scaling")
    assert "not filed yet" in page.inner_text("[data-list]")
    page.select_option("[data-places^=basics] select", "features")
    page.fill("[name=basics-definition]", "A split asks only for the order.\n\nSo any monotone change keeps it.")
    page.fill("[name=basics-examples]", "log(income) gives the same tree as income.")
    assert page.inner_text("[data-list] .count") == "Features"
    page.click("[data-add]")
    address = urlsplit(str(page.get_attribute("[data-send]", "href")))
    sent = parse_qs(address.query)
    assert address.path.endswith("/new/main/content/basics/features")
    assert sent["filename"] == ["why-b-do-b-trees-not-need-scaling.md"]
    assert "## Definition\n\nA split asks only for the order." in sent["value"][0]

    page.reload()
    ready(page, "my-questions")
    page.get_by_role("button", name="Trees and scaling").click()
    assert page.input_value("[name=basics-examples]") == "log(income) gives the same tree as income."
    page.click("[data-practice]")
    ready(page, "start")
    assert page.is_checked("[name=of][value=mine]")
    page.get_by_role("button", name="Begin").click()
    ready(page, "card 0")
    assert page.inner_text("[data-asked]") == "Why <b>do</b> trees not need scaling?"
    assert page.inner_text("[data-where]") == "Basics · Features"
    page.keyboard.press("a")
    assert page.locator("[data-points] .part p").all_inner_texts() == [
        "A split asks only for the order.",
        "So any monotone change keeps it.",
        "log(income) gives the same tree as income.",
    ]
    page.locator("[data-ticks] input").first.check()
    page.keyboard.press("3")
    ready(page, "end")
    page.locator("[data-end-list] a").click()
    ready(page, "my-questions")
    assert page.input_value("[name=question]").startswith("Why")

    page.goto(site + "my-sheet/")
    ready(page, "my-sheet")
    assert page.locator(".sheet-key .entry h3").all_inner_texts() == ["Trees and scaling"]
    assert "Definition: A split asks only" in page.inner_text(".sheet-key .entry")
    page.goto(site + "progress/")
    ready(page, "progress")
    assert f"1 question of {len(DATA['questions']['slug']) + 1} practiced" in page.inner_text("[data-summary]")


def test_a_deleted_question_comes_back_and_one_without_a_place_does_not_count(site: str, browser_page: Any) -> None:
    page = browser_page
    page.goto(site + "my-questions/")
    ready(page, "my-questions")
    page.fill("[name=question]", "What is it?")
    page.fill("[name=basics-definition]", "That.")
    page.click("[data-delete]")
    assert page.input_value("[name=question]") == ""
    page.click("[data-undo]")
    assert page.input_value("[name=question]") == "What is it?"
    page.goto(site + "practice/")
    ready(page, "start")
    assert page.inner_text("[data-mine]") == "1 question"
    page.check("[name=of][value=mine]")
    page.get_by_role("button", name="Begin").click()
    ready(page, "card 0")
    assert page.inner_text("[data-where]") == "Basics"
    page.keyboard.press("a")
    page.keyboard.press("3")
    ready(page, "end")
    page.goto(site + "progress/")
    ready(page, "progress")
    assert f"of {len(DATA['questions']['slug'])} practiced" in page.inner_text("[data-summary]")


def test_by_keyboard_and_without_barriers(site: str, browser: Any, violations: Any, tmp_path: Path) -> None:
    for width, scheme in ((390, "dark"), (1440, "light")):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, accept_downloads=True
        )
        page = context.new_page()
        page.goto(site + "my-questions/")
        ready(page, "my-questions")
        page.locator("[name=question]").focus()
        page.keyboard.type("Why?")
        page.keyboard.press("Tab")
        page.keyboard.type("Short")
        page.evaluate(AXE)
        assert violations(page) == []
        page.select_option("[name=category]", "project")
        assert page.locator("[name^=project-]:visible").count() >= 5
        assert page.locator("[name^=basics-]:visible").count() == 0
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        with page.expect_download() as download:
            page.click("[data-save]")
        assert "# Why?" in Path(download.value.path()).read_text("utf-8")
        kept = json.loads(page.evaluate("localStorage.getItem('handbook.record')"))["worksheets"]
        assert [(entry["name"], entry["texts"]["category"]) for entry in kept.values()] == [("Short", "project")]
        context.close()
