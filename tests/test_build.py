"""Building: clean under --strict, the same bytes twice, and a failed build costs nothing."""

from __future__ import annotations

import compileall
import os
import posixpath
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from handbook import catalogue

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.xdist_group("browser")  # they share the built site with the tests of the browser
COPIED = ("content", "docs", "hooks", "scripts", "mkdocs.yml")


def build(
    root: Path, target: Path, *options: str, alone: bool = False, **environment: str
) -> subprocess.CompletedProcess[str]:
    """A build of the project in `root`; `alone` where it can be said, by one processor."""
    processors = os.sched_getaffinity(0) if alone and sys.platform == "linux" else None
    return subprocess.run(
        [sys.executable, "scripts/build.py", str(target), *options],
        cwd=root,
        env={**os.environ, "HANDBOOK_REPOSITORY": "reader/handbook", **environment},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=(lambda: os.sched_setaffinity(0, {min(processors)})) if processors else None,
    )


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def article(page: Path) -> str:
    """The question in a built page; a builder may trim the ends of lines."""
    inside = page.read_text("utf-8").split('<article class="question', 1)[1].split("</article>")[0]
    return "\n".join(line.rstrip() for line in inside.split("\n"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project in another folder."""
    root = tmp_path / "elsewhere"
    root.mkdir()
    for name in COPIED:
        source = ROOT / name
        shutil.copytree(source, root / name) if source.is_dir() else shutil.copy(source, root / name)
    return root


def needed() -> set[str]:
    """The files of a small handbook in which every link leads somewhere: what the pages written by hand link, a question
    of every category and stage, and all that these lean on."""
    loaded, _ = catalogue.load(ROOT)
    questions = {question.path: question for question in loaded.questions.values() if question.published}
    by_slug = {question.slug: question.path for question in questions.values()}
    leans: dict[str, set[str]] = {}
    for path, question in questions.items():
        written = re.findall(r"\]\(([^)#]+\.md)\)", question.document.text)
        linked = {posixpath.normpath(posixpath.join(str(question.document.folder), target)) for target in written}
        leans[path] = (linked & questions.keys()) | {by_slug[slug] for slug in question.after}

    def whole(path: str) -> set[str]:
        found, waiting = set(), [path]
        while waiting:
            if (one := waiting.pop()) not in found:
                found.add(one)
                waiting += leans[one]
        return found

    by_hand = "".join(page.read_text("utf-8") for page in (ROOT / "docs").rglob("*.md"))
    kept = set().union(*(whole(by_slug[slug]) for slug in re.findall(r"questions/([a-z0-9-]+)", by_hand)))
    for group in (lambda question: question.category, lambda question: question.place):
        for name in {group(question) for question in questions.values()}:
            if not any(group(questions[path]) == name for path in kept):
                kept |= min(
                    (whole(path) for path, q in questions.items() if group(q) == name), key=lambda w: (len(w), min(w))
                )
    return kept


@pytest.fixture(scope="session")
def small_content() -> set[str]:
    return needed()


@pytest.fixture
def small(project: Path, small_content: set[str], site_folder: Path) -> Path:
    """A copy with few questions and one study path, and with what notebooks gave before: it is kept by content."""
    content = project / "content"
    shutil.rmtree(content / "stories")
    for path in (content / "paths").iterdir():
        if path.name != "whole-workflow.yml":
            path.unlink()
    for path in [*content.rglob("*/question.md"), *content.glob("*/*/*.md")]:
        if path.relative_to(project).as_posix() not in small_content:
            drawn = path.parent.glob(f"{path.stem}.*.svg")
            for file in [path.parent] if path.name == "question.md" else [path, *drawn]:
                shutil.rmtree(file) if file.is_dir() else file.unlink()
    shutil.copytree(ROOT / ".cache", project / ".cache")
    return project


def test_two_builds_are_the_same_to_the_byte(small: Path, tmp_path: Path) -> None:
    """The second in another folder, on another day, in another zone of time, locale and order of sets, with its
    notebooks run again, by one processor, and where Python has left what it compiled."""
    done = build(small, tmp_path / "once")
    assert done.returncode == 0, done.stderr
    elsewhere = small.rename(tmp_path / "a folder of another name")
    shutil.rmtree(elsewhere / ".cache")
    compileall.compile_dir(elsewhere / "docs" / "assets" / "workbench", quiet=1)  # as a test does that runs it
    clock = {"PYTHONPATH": str(ROOT / "tests" / "support" / "another_day")}
    ask = [sys.executable, "-c", "import datetime as d; print(d.date.today() - d.datetime(2026, 1, 1).date())"]
    day = subprocess.run(ask, env={**os.environ, **clock}, capture_output=True, text=True, check=True)
    assert int(day.stdout.split()[0]) > 1461, "the clock is not set"
    ascii_only = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    zone = {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    again = build(elsewhere, tmp_path / "again", alone=True, **zone, **clock, **ascii_only)
    assert again.returncode == 0, again.stderr
    first, second = (files((tmp_path / name).resolve()) for name in ("once", "again"))
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_a_failed_build_leaves_the_site_as_it_was(site_folder: Path, small: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    shutil.copytree(site_folder.resolve(), target)
    page = next((small / "content" / "basics").rglob("*.md"))
    page.write_text(page.read_text("utf-8").replace("## Definition", "## Definitions", 1), "utf-8")
    failed = build(small, target)
    assert failed.returncode == 1
    assert f"{page.relative_to(small).as_posix()}:" in failed.stderr
    assert "B05 unknown-heading" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert files(target) == files(site_folder.resolve())
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".site-")] == []


def test_a_broken_link_in_a_page_written_by_hand_fails_the_build(small: Path, tmp_path: Path) -> None:
    page = small / "docs" / "guide" / "index.md"
    page.write_text(page.read_text("utf-8") + "\n[nowhere](nowhere.md)\n", "utf-8")
    failed = build(small, tmp_path / "site")
    assert failed.returncode == 1
    assert not (tmp_path / "site").exists()


def test_a_failing_notebook_fails_the_build_with_question_and_cell(small: Path, tmp_path: Path) -> None:
    solution = small / "content" / "coding" / "models" / "k-means" / "solution.py"
    solution.write_text(solution.read_text("utf-8").replace("/ len(points)", "/ 0"), "utf-8")
    failed = build(small, tmp_path / "site")
    assert failed.returncode == 1
    assert "content/coding/models/k-means/question.md: the practice notebook fails: cell 11" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert not (tmp_path / "site").exists()


def test_the_next_build_replaces_the_last_in_spite_of_a_warning(site_folder: Path, small: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    shutil.copytree(site_folder.resolve(), target)
    (target / "old.html").write_text("old", "utf-8")
    form = [
        sys.executable,
        "scripts/from_form.py",
        str(ROOT / "tests" / "forms" / "basics.json"),
        str(tmp_path / "form"),
    ]
    subprocess.run(form, cwd=small, check=True, capture_output=True)
    page = small / "content" / "basics" / "features" / "data-leakage.md"
    page.write_text(
        page.read_text("utf-8").replace("variants:", "variants:\n  - Explain what a p-value is.", 1), "utf-8"
    )
    draft = target / "questions" / "target-leakage" / "index.html"
    for options in (["--drafts"], []):  # what a form brought is previewed, and not published
        built = build(small, target, *options)
        assert built.returncode == 0, built.stderr
        assert draft.is_file() == bool(options)
        assert "X08 near-twin (warning)" in built.stderr  # a warning stops nothing
    assert (target / "index.html").is_file()
    assert not (target / "old.html").exists()
    assert len([path for path in tmp_path.iterdir() if path.name.startswith(".site-")]) <= 1


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", "utf-8")
    refused = build(ROOT, tmp_path)
    assert refused.returncode == 2
    assert (tmp_path / "thesis.txt").read_text("utf-8") == "mine"


def test_a_fork_publishes_its_own_addresses(small: Path, tmp_path: Path) -> None:
    built = build(small, tmp_path / "site", HANDBOOK_REPOSITORY="ada/fork")
    assert built.returncode == 0, built.stderr
    home = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert "https://ada.github.io/fork/" in home
    assert "https://github.com/ada/fork" in home
    assert "ml-interview-handbook/ml-interview-handbook" not in home


def test_the_staged_tree_gives_the_same_pages_in_a_plain_build(site_folder: Path, tmp_path: Path) -> None:
    staged = tmp_path / "staged"
    environment = {**os.environ, "HANDBOOK_REPOSITORY": "reader/handbook"}
    command = [sys.executable, "scripts/stage.py", str(staged)]
    written = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert written.returncode == 0, written.stderr
    configuration = tmp_path / "mkdocs.yml"
    configuration.write_text("site_name: Staged\ndocs_dir: staged\ntheme: {name: mkdocs}\nplugins: []\n", "utf-8")
    plain = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(configuration), "-d", str(tmp_path / "plain")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert plain.returncode == 0, plain.stderr
    ours, theirs = site_folder.resolve(), tmp_path / "plain"
    pages = {path.relative_to(ours).as_posix() for path in ours.rglob("index.html")}
    pages -= {name for name in pages if name.startswith("notebooks/") and name != "notebooks/index.html"}
    assert pages <= {path.relative_to(theirs).as_posix() for path in theirs.rglob("index.html")}
    for name in sorted(pages):
        if name.startswith("questions/") and name != "questions/index.html":
            assert article(ours / name) == article(theirs / name), name


def test_staging_leaves_a_folder_of_somebody_else_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    refused = subprocess.run(
        [sys.executable, "scripts/stage.py", str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert refused.returncode == 2
    assert (tmp_path / "mine.txt").read_text("utf-8") == "mine"
