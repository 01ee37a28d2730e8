"""A question from an issue form: what is answered becomes exactly that in files of one question, or is refused in words.

HYPOTHESIS_EXAMPLES=2000 looks longer.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from handbook import (
    catalogue,
    contract,
    foreign,
    form,
    issue_form,
    markdown,
    report,
    slugs,
    source,
    submission,
    terms,
)

ROOT = Path(__file__).resolve().parent.parent
HERE = Path(__file__).parent / "forms"
BASE = catalogue.read_files(ROOT / "tests" / "rules" / "base")
TAXONOMY = terms.taxonomy(source.read_yaml(source.decode(contract.TAXONOMY_FILE, BASE[contract.TAXONOMY_FILE])).value)
EXAMPLES = int(os.environ.get("HYPOTHESIS_EXAMPLES", "40"))
looked = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
)
each_category = pytest.mark.parametrize("category", contract.CATEGORIES)


def event(category: str) -> dict[str, Any]:
    """What GitHub says when a maintainer labels an issue that was made with the form."""
    data: dict[str, Any] = json.loads((HERE / f"{category}.json").read_text("utf-8"))
    return data


def body_of(category: str) -> str:
    return str(event(category)["issue"]["body"]).replace("\r\n", "\n")


def written(category: str, values: dict[str, str]) -> str:
    """The body that GitHub makes of a form with these answers."""
    parts = []
    for field in form.fields(category, TAXONOMY):
        answer = values.get(field.id) or form.NO_RESPONSE
        parts.append(
            f"### {field.label}\n\n```python\n{values.get(field.id, '')}\n```"
            if field.kind == "code"
            else f"### {field.label}\n\n{answer}"
        )
    return "\n\n".join(parts)


def values_of(category: str) -> dict[str, str]:
    return dict(form.read(body_of(category), TAXONOMY).values or {})


def allowed(path: str) -> bool:
    """Whether a path is one of a question, written out without the code that makes it."""
    slug = "[a-z0-9]+(-[a-z0-9]+)*"
    code = r"(question\.md|first_draft\.py|solution\.py|test_solution\.py|solution_numpy\.py)"
    return bool(
        re.fullmatch(f"content/basics/(data|models)/{slug}\\.md", path)
        or re.fullmatch(f"content/coding/(data|models)/{slug}/{code}", path)
        or re.fullmatch(f"content/applied/(generic|ads)/{slug}\\.md", path)
        or re.fullmatch(f"content/project/(technical|impact)/{slug}\\.md", path)
    )


def holds(made: submission.Submission) -> None:
    """Files of one question at their places, none that was there; or findings. All of it can be told."""
    files = made.files or {}
    assert files or made.findings
    assert all(allowed(path) and path not in BASE for path in files)
    assert len({path.rpartition("/")[0] for path in files}) <= 1
    assert sum(path.endswith(".md") for path in files) == bool(files)
    assert isinstance(submission.told(made), str)


def test_the_committed_forms_are_what_the_contract_and_the_taxonomy_make(update: bool) -> None:
    real = (ROOT / contract.TAXONOMY_FILE).read_bytes()
    taxonomy = terms.taxonomy(source.read_yaml(source.decode(contract.TAXONOMY_FILE, real)).value)
    for path, text in issue_form.files(taxonomy).items():
        if update:
            (ROOT / path).write_text(text, "utf-8")
        assert (ROOT / path).read_text("utf-8") == text, f"{path}: make forms"
    assert {path.name for path in (ROOT / issue_form.FOLDER).glob("question*.yml")} == {
        f"question-{category}.yml" for category in contract.CATEGORIES
    }


@each_category
def test_a_form_asks_for_all_that_the_contract_wants(category: str) -> None:
    asked = form.fields(category, TAXONOMY)
    ids = [field.id for field in asked]
    labels = [field.label for field in asked]
    assert len(set(ids)) == len(ids)
    assert len(set(labels)) == len(labels)
    keys = {key.name for key in contract.KEYS if category in key.categories}
    assert keys - set(ids) == {"reviewed", "corrections", "aliases"}
    assert {part.title for part in contract.PARTS[category]} <= set(labels)
    required = {field.id for field in asked if field.required}
    assert {key.name for key in contract.KEYS if key.required and category in key.categories} <= required


@each_category
def test_a_filled_form_becomes_a_draft_without_findings(category: str, update: bool) -> None:
    number, body, author = submission.event(event(category))
    made = submission.make(body, BASE)
    assert report.text(made.findings) == ""
    asked = submission.request(made, number, author)
    said = "".join(f"=== {path}\n{text}" for path, text in (made.files or {}).items())
    said += "".join(f"=== {name}\n{getattr(asked, name)}\n" for name in ("branch", "title", "message", "body"))
    golden = HERE / f"{category}.txt"
    if update:
        golden.write_text(said, "utf-8")
    assert said == golden.read_text("utf-8")
    loaded, findings = catalogue.check({**BASE, **{path: text.encode() for path, text in (made.files or {}).items()}})
    assert findings == []
    assert not loaded.questions[made.slug].published


CASES = [
    ("an answer with headings of its own", "basics", "### How do you prevent", "### How would you prevent", []),
    ("a heading of the page in an answer", "basics", "### Pitfalls\n\n", "### Pitfalls\n\n## Details\n\n", ["not-contained"]),
    ("a heading underlined", "basics", "### In plain words\n\n", "### In plain words\n\nTop\n===\n\n", ["not-contained"]),
    ("a fence left open", "basics", "### In plain words\n\n", "### In plain words\n\n```text\n", ["not-contained"]),
    ("a comment left open", "basics", "### In plain words\n\n", "### In plain words\n\n<!--\n", ["not-contained"]),
    ("a gist that is a fence", "basics", "### Gist\n\n", "### Gist\n\n``` ", ["not-contained"]),
    ("a title that ends in a hash", "basics", "leakage?\n\n### Gist", "leakage? #\n\n### Gist", ["not-contained"]),
    ("a field's heading in an answer", "basics", "### Pitfalls", "### Gist\n\n### Pitfalls", ["field-twice"]),
    ("a field's heading in code", "coding", "def running", "### Gist\ndef running", ["field-twice"]),
    ("a field taken away", "basics", "### Details\n", "", ["no-field"]),
    ("a label in another language", "basics", "### Pitfalls", "### Errores", ["no-field"]),
    ("text above the form", "basics", "### Question", "Hello!\n\n### Question", ["text-above"]),
    ("nothing where something is needed", "basics", "Target leakage\n", "_No response_\n", ["no-response"]),
    ("an unknown place", "basics", "### Stage\n\ndata", "### Stage\n\n../../.github", ["unknown-place"]),
    ("a question without a Latin letter", "basics", "What is target leakage?", "泄漏?", ["no-address"]),
    ("an address that is taken", "basics", "What is target leakage?", "Explain data leakage", ["no-address"]),
    ("an invisible character", "basics", "Target leakage\n", "Target\u200bleakage\n", ["invisible-character"]),
    ("half a character", "basics", "Target leakage\n", "Target \ud800 leakage\n", ["not-utf-8"]),
    ("an escape sequence", "basics", "Target leakage\n", "Target \x1b[31m leakage\n", ["invisible-character"]),
]  # fmt: skip


@pytest.mark.parametrize(("category", "old", "new", "names"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_a_body_edited_by_hand(category: str, old: str, new: str, names: list[str]) -> None:
    body = body_of(category)
    assert old in body
    made = submission.make(body.replace(old, new, 1), BASE)
    holds(made)
    assert [finding.rule for finding in made.findings] == [f"form {name}" for name in names]
    assert bool(made.files) == (not names)
    lines = body.replace(old, new, 1).split("\n")
    changed = next(n for n, (a, b) in enumerate(zip(body.split("\n"), lines, strict=False), 1) if a != b)
    assert all(finding.line == 1 or 0 <= changed - finding.line <= 4 for finding in made.findings)


def test_an_address_that_leads_to_another_question_is_taken() -> None:
    leak = "content/basics/data/data-leakage.md"
    aliased = (BASE[leak] or b"").replace(b"\n---\n\n#", b"\naliases: [target-leakage]\n---\n\n#")
    assert aliased != BASE[leak]
    made = submission.make(body_of("basics"), {**BASE, leak: aliased})
    assert made.files is None
    assert [finding.rule for finding in made.findings] == ["X01 duplicate-slug"]


def test_fields_in_another_order_are_refused() -> None:
    values = values_of("project")
    blocks = written("project", values).split("\n\n### ")
    body = "\n\n### ".join([blocks[0], blocks[2], blocks[1], *blocks[3:]])
    made = submission.make(body, BASE)
    assert [finding.rule for finding in made.findings] == ["form field-order"]


@pytest.mark.parametrize(
    "body", ["", "Hello", "### Question\n\nWhat?", "### " * 16_000, "```\n" * 16_000, "\r" * 65_536]
)
def test_what_no_form_made(body: str) -> None:
    made = submission.make(body, BASE)
    assert (made.files, len(made.findings) > 0) == (None, True)
    assert {finding.rule for finding in made.findings} <= {"form no-form", "form invisible-character"}


@pytest.mark.parametrize(
    ("id", "answer", "rule"),
    [
        ("level", "medium", "F07"),
        ("topics", "leakage, ghosts", "F07"),
        ("after", "nowhere", "X03"),
        ("sources", "A book without an address", "F10"),
        ("sources", "https://example.org/a", "F10"),
        ("variants", "Only one?", "F09"),
        ("details", "<script>alert(1)</script>", "H01"),
        ("details", "[x](javascript:alert(1))", "H02"),
        ("details", "![x](https://example.org/x.png)", "H03"),
        ("definition", "One sentence.", "C01"),
    ],
)
def test_what_the_rules_find_is_left_for_the_pull_request(id: str, answer: str, rule: str) -> None:
    made = submission.make(written("basics", {**values_of("basics"), id: answer}), BASE)
    holds(made)
    assert made.files
    assert rule in {finding.rule.split()[0] for finding in made.findings}, report.text(made.findings)
    assert f" {rule} " in submission.request(made, 1).body


def test_what_makes_a_parser_slow_is_refused() -> None:
    made = submission.make(written("basics", {**values_of("basics"), "details": "[" * 40_000}), BASE)
    assert made.files is None
    assert {finding.rule for finding in made.findings} == {"R08 too-complex"}


pieces = st.sampled_from(
    "### Gist|## Pitfalls|# A|###|---|===|```|~~~|<!--|<b>|> |- |1. |\n|\n\n|: |'|\"|#|[a, b]|{|}|%|@ada|&a|*a|!!str|null|no|"
    "1e3|2026-02-31|_No response_|$x$|$$|\\|\t|    |[a]: b|word|Why?|é|𝔸|closes #1|::set-env|$(id)|`id`|../..|../../x.md".split(
        "|"
    )
)
answers = st.one_of(
    st.text(max_size=60), st.lists(pieces, max_size=9).map("".join), st.lists(pieces, max_size=6).map(" ".join)
)


def same(value: str) -> str:
    return value.strip(" \t\n")


@looked
@given(st.sampled_from(contract.CATEGORIES), st.data())
def test_any_answer_is_exactly_in_the_file_or_refused(category: str, data: st.DataObject) -> None:
    values = values_of(category)
    asked = form.fields(category, TAXONOMY)
    for field in data.draw(st.lists(st.sampled_from(asked), min_size=1, max_size=3, unique=True)):
        values[field.id] = data.draw(answers)
    made = submission.make(written(category, values), BASE)
    holds(made)
    if not made.files:
        return
    path, text = next(iter(made.files.items()))
    answered = {id: same(value) if same(value) != form.NO_RESPONSE else "" for id, value in values.items()}
    meta = yaml.safe_load(
        text.removeprefix("---\n").split("\n---\n")[0]
    )  # a reader of others: the file is plain YAML, whatever it holds
    for name in ("short", "level", "formula"):
        assert meta.get(name, "") == answered.get(name, "")
    assert set(meta["variants"]) == {
        re.sub(r"^[-*]\s+", "", line.strip()) for line in answered["variants"].split("\n") if line.strip()
    }
    document = source.read_question(source.decode(path, text.encode())).document
    assert document is not None
    assert document.body.title == " ".join(answered["question"].split())
    lines = text.split("\n")
    ends = [section.line - 1 for section in document.sections[1:]] + [len(lines)]
    found = {
        section.title: same("\n".join(lines[section.line : end]))
        for section, end in zip(document.sections, ends, strict=True)
    }
    assert found == {
        part.title: answered[slugs.slug(part.title)]
        for part in contract.PARTS[category]
        if answered[slugs.slug(part.title)]
    }
    for name in contract.BESIDE.get(category, ()):
        beside = made.files.get(f"{path.rpartition('/')[0]}/{name}", "")
        assert beside.strip() == answered[slugs.slug(name)].strip()


@looked
@given(st.sampled_from(contract.CATEGORIES), st.data())
def test_any_edit_of_a_body_is_survived(category: str, data: st.DataObject) -> None:
    body = body_of(category)
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(body)))
        end = min(len(body), start + data.draw(st.integers(0, 200)))
        new = data.draw(st.one_of(pieces, st.text(max_size=20), st.just(body[start:end] * 2), st.just("\r\n")))
        body = body[:start] + new + body[end:]
    holds(submission.make(body, BASE))


@looked
@given(st.text(max_size=300))
def test_any_body_is_survived(body: str) -> None:
    holds(submission.make(body, BASE))


@looked
@given(st.lists(pieces | st.text(max_size=9), max_size=12).map("".join))
@example("```\n@ada")
@example("text\n````\n<b>")
@example("` @ada")
@example("a `` b")
def test_foreign_text_stays_text(text: str) -> None:
    for shown, kind in ((foreign.block(text), "fence"), (f"- {foreign.span(text)}: end", "code_inline")):
        tokens = markdown.parse(f"Before.\n\n{shown}\n\nAfter.\n")
        children = [child for token in tokens for child in (token.children or [])]
        held = [token for token in (*tokens, *children) if token.type == kind]
        assert len(held) == 1 or shown == "- (nothing): end"
        said = {child.content for child in children if child.type == "text" and child.content}
        assert said <= {"Before.", "After.", ": end", "(nothing): end"}


def test_a_pull_request_shows_what_was_answered_as_text_of_bounded_length() -> None:
    nasty = "@ada ``` closes #1 <img src=x> " * 40
    values = {**values_of("basics"), "topics": "a, " * 2_000, "variants": f"{nasty}\n{nasty}", "level": nasty}
    asked = submission.request(submission.make(written("basics", values), BASE), 12)
    assert len(asked.body) < 30_000
    outside = [token for token in markdown.parse(asked.body) if token.type != "fence"]
    shown = " ".join(token.content for token in outside)
    assert not re.search(r"@|<|clos|fix|resolv", shown), shown


EVENTS: list[tuple[Any, str]] = [
    ({"issue": {"number": True}}, ""),
    ({"issue": {"number": "1; id"}}, ""),
    ({"issue": {"number": -1}}, ""),
    ({"issue": []}, ""),
    ([], ""),
    (None, ""),
    ({"pull_request": {"number": 1}}, ""),
]


@pytest.mark.parametrize("data", [data for data, _ in EVENTS])
def test_an_event_that_is_none(data: Any) -> None:
    with pytest.raises(ValueError, match="no issue"):
        submission.event(data)


@pytest.mark.parametrize(
    ("user", "author"),
    [
        ({"login": "ada-l", "id": 5}, "ada-l <5+ada-l@users.noreply.github.com>"),
        ({"login": "ada\nSigned-off-by: x", "id": 5}, ""),
        ({"login": "ada", "id": "5"}, ""),
        (None, ""),
    ],
)
def test_the_author_is_named_where_git_can_name_one(user: Any, author: str) -> None:
    assert submission.event({"issue": {"number": 3, "body": None, "user": user}}) == (3, "", author)


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / "from_form.py"), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_the_command_writes_one_question_and_never_over_another(tmp_path: Path) -> None:
    root, out, told = tmp_path / "root", tmp_path / "out", tmp_path / "told.md"
    shutil.copytree(ROOT / "tests" / "rules" / "base", root)
    before = names(root)
    done = run(HERE / "basics.json", out, "--root", root, "--summary", told)
    assert (done.returncode, done.stdout) == (0, "Issue 12: 1 files, 0 findings.\n")
    assert names(root) - before == {"content/basics/data/target-leakage.md"}
    assert (out / "paths").read_text() == "content/basics/data/target-leakage.md\n"
    assert names(out) == {"branch", "title", "message", "body.md", "paths"}
    assert told.read_text() == "The checks find nothing to mend.\n"
    again = run(HERE / "basics.json", tmp_path / "again", "--root", root, "--summary", told)
    assert again.returncode == 1
    assert not (tmp_path / "again").exists()
    assert "is the address of another question already" in told.read_text()


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, '{"issue": 1}', '{"issue": {"number": 1e400}}'])
def test_the_command_refuses_what_is_no_event(text: str, tmp_path: Path) -> None:
    (tmp_path / "event.json").write_text(text)
    done = run(tmp_path / "event.json", tmp_path / "out")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no event about an issue" in done.stderr
    assert not (tmp_path / "out").exists()
