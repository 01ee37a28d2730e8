"""The summary of a change: which questions it touched, what each check said, and titles that stay text."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from handbook import catalogue, markdown, report, summary

ROOT = Path(__file__).resolve().parent.parent
BASE = ROOT / "tests" / "rules" / "base"
LEAK = "content/basics/data/data-leakage.md"
MEAN = "content/coding/models/running-mean"
PASSED = """\
95 files already formatted
Success: no issues found in 95 source files
264 questions (264 published, 0 drafts), the taxonomy and 15 study paths checked: no error, 2 warnings.
bringing up nodes...
===== 1523 passed, 2 skipped in 312.30s (0:05:12) =====
31 cheat sheets, on 2 papers each.
The site, with 264 questions, is in /home/ada/handbook/site.
"""


def told(changed: list[str], log: str = "", artifact: str = "", **edits: tuple[str, str]) -> str:
    files = catalogue.read_files(BASE)
    if edits:
        old, new = edits["leak"]
        text = (files[LEAK] or b"").decode()
        assert old in text
        files[LEAK] = text.replace(old, new).encode()
    loaded, findings = catalogue.check(files, preview=True)
    return summary.text(loaded, findings, changed, log, artifact)


def test_what_a_change_touched() -> None:
    said = told([LEAK, f"{MEAN}/solution.py", "content/taxonomy.yml", "README.md"], artifact="https://github.com/a/b/c")
    assert "- ` What is data leakage? `: [`questions/data-leakage/`](https://github.com/a/b/c); reviewed, " in said
    assert re.search(
        r"`questions/running-mean/`\]\(.*; reviewed, \d+ seconds aloud, \d+ minutes to study, \d+ words", said
    )
    assert "Other files of the content: 1; nothing to mend." in said
    assert "README" not in said


def test_nothing_that_changed() -> None:
    assert "None." in told(["README.md"])


def test_findings_and_a_draft() -> None:
    said = told([LEAK], leak=("reviewed: 2026-11-01\n", ""))
    assert "; draft, " in said
    assert "nothing to mend" in said
    said = told([LEAK], leak=("level: junior", "level: mid"))
    assert "1 to mend" in said
    assert "B13 no-details" in said


def test_a_question_that_cannot_be_read() -> None:
    said = told([LEAK], leak=("level: junior", "level: &a junior"))
    assert "Other files of the content: 1; 1 to mend." in said
    assert "R06 fancy-yaml" in said


@pytest.mark.parametrize("title", ["`x` <img src=x> @ada closes #1", "a | b ```", "[a](https://b.c) ![d](e)", "# `` x"])
def test_a_hostile_title_stays_text(title: str) -> None:
    said = told([LEAK], leak=("# What is data leakage?", f"# {title}"))
    tokens = [token for token in markdown.parse(said) if token.type != "fence"]
    children = [child for token in tokens for child in (token.children or [])]
    plain = " ".join(child.content for child in children if child.type == "text")
    assert not re.search(r"@|img|clos|b\.c|!", plain), plain
    assert not [child for child in children if child.type in ("html_inline", "link_open", "image")]
    assert not [token for token in tokens if token.type == "html_block"]


@pytest.mark.parametrize("artifact", ["javascript:alert(1)", "https://example.org/x", "https://github.com/a)\n# x", ""])
def test_an_address_that_is_none_of_the_host(artifact: str) -> None:
    assert "](" not in told([LEAK], artifact=artifact)


def rows(log: str) -> dict[str, str]:
    found = re.findall(r"^\| (\w+) \| (.*) \|$", told([], log), re.MULTILINE)
    return {name: result for name, result in found if name != "check"}


def test_what_passed_with_its_counts() -> None:
    assert rows(PASSED) == {
        "Style": "passed: 95 files",
        "Types": "passed: 95 files",
        "Content": "passed: 264 questions, 264 published and 0 drafts; 2 warnings",
        "Tests": "passed: 1523 tests",
        "Sheets": "passed: 31 sheets on 2 papers each",
        "Site": "passed: 264 questions",
    }


@pytest.mark.parametrize(
    ("old", "new", "row"),
    [
        ("95 files already formatted", "1 file would be reformatted, 94 files already formatted", "Style"),
        ("Success: no issues found in", "Found 1 error in 1 file (checked", "Types"),
        ("no error, 2 warnings.", "1 error and 2 warnings.", "Content"),
        ("1523 passed", "1 failed, 1522 passed", "Tests"),
        ("1523 passed, 2 skipped", "1522 passed, 1 error", "Tests"),
        ("The site, with", "The build failed;", "Sheets"),
        ("The site, with", "The build failed;", "Site"),
    ],
)
def test_what_did_not_pass(old: str, new: str, row: str) -> None:
    assert old in PASSED
    assert rows(PASSED.replace(old, new))[row] == "not passed"


def test_the_tools_say_what_is_looked_for(tmp_path: Path) -> None:
    (tmp_path / "test_one.py").write_text("def test_one() -> None:\n    assert True\n")
    tools = (
        ("ruff", "format", "--check", "."),
        ("mypy", "--strict", "test_one.py"),
        ("pytest", "-p", "no:cacheprovider", "-n", "0", "."),
    )
    for tool, *arguments in tools:
        command = [sys.executable, "-m", tool, *arguments]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
        name = {"ruff": "Style", "mypy": "Types", "pytest": "Tests"}[tool]
        assert rows(done.stdout)[name].startswith("passed: 1 "), done.stdout
    loaded, _ = catalogue.load(BASE)
    assert rows(report.summary(loaded, 0, 0))["Content"].startswith("passed: 6 questions")
    build = (ROOT / "scripts" / "build.py").read_text("utf-8")
    assert 'print(f"The site, with {len(published)} questions, is in {target}.")' in build
    assert 'print(f"{len(made)} cheat sheets, on {len(pdf.PAPERS)} papers each.")' in build


def test_the_command_asks_git_what_changed(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)

    def git(*arguments: str) -> None:
        named = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *named, *arguments], cwd=tmp_path, check=True, capture_output=True)

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(ROOT / "scripts" / "summary.py"), "--root", str(tmp_path), *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert "Traceback" not in done.stderr
        return done

    git("init", "-b", "main")
    git("add", ".")
    git("commit", "-m", "one")
    assert run().returncode == 2
    assert run("--since", "--output=/tmp/x").returncode == 2
    (tmp_path / LEAK).write_text((tmp_path / LEAK).read_text().replace("What is data leakage?", "What is leakage?"))
    (tmp_path / "content/café\n::error::.md").write_text("x")
    (tmp_path / MEAN / "solution.py").unlink()
    git("add", ".")
    git("commit", "-m", "two")
    (tmp_path / "log").write_bytes(b"\xff\n95 files already formatted\n")
    done = run("--log", tmp_path / "log", "--log", tmp_path / "none")
    assert done.returncode == 0
    assert "What is leakage?" in done.stdout
    assert "| Style | passed: 95 files |" in done.stdout
    assert "K01 missing-code" in done.stdout
    assert not re.search(r"^::", done.stdout, re.MULTILINE)
