"""The command `python scripts/check.py` as people and machines run it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
COMMAND = ROOT / "scripts" / "check.py"
LEAK, TREES = "content/basics/data/data-leakage.md", "content/basics/models/decision-trees.md"


def run(*arguments: object, **environment: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error. A traceback is never right."""
    done = subprocess.run(
        [sys.executable, str(COMMAND), *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, **environment},
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the valid tree."""
    shutil.copytree(ROOT / "tests" / "rules" / "base", tmp_path, dirs_exist_ok=True)
    return tmp_path


def break_two(tree: Path) -> None:
    for name, old, new in ((LEAK, "level: junior", "level: medium"), (TREES, "## Pitfalls", "## Pitfals")):
        text = (tree / name).read_text("utf-8")
        (tree / name).write_text(text.replace(old, new), "utf-8")


def test_success(tree: Path) -> None:
    line = "6 questions (6 published, 0 drafts), the taxonomy and 1 study path checked: no error, 0 warnings.\n"
    assert run("--root", tree) == (0, line, "")


def test_all_findings_of_two_files_in_one_run(tree: Path) -> None:
    break_two(tree)
    code, out, err = run("--root", tree, HANDBOOK_REPOSITORY="ada/handbook")
    rules = "https://ada.github.io/handbook/contributing/rules/"
    assert (code, err) == (1, f"3 errors and 0 warnings. Why each rule exists, with an example: {rules}\n")
    places = [line.split(": ")[0] for line in out.splitlines() if not line.startswith(" ")]
    assert places == [f"{LEAK}:3:8", f"{TREES}:87:1", f"{TREES}:89:1"]


def test_an_impossible_repository_is_named(tree: Path) -> None:
    code, _, err = run("--root", tree, HANDBOOK_REPOSITORY="no repository")
    assert (code, err.count("HANDBOOK_REPOSITORY")) == (2, 1)


def test_paths_filter_what_is_shown(tree: Path) -> None:
    break_two(tree)
    assert run("--root", tree, tree / TREES)[2].startswith(f"{TREES}: 2 errors and 0 warnings.")
    assert run("--root", tree, tree / "content/basics")[2].startswith("content/basics: 3 errors and 0 warnings.")
    assert run("--root", tree, tree)[2].startswith("3 errors and 0 warnings.")
    assert run("--root", tree, tree / "content/project")[0] == 0
    # A name that begins as another's does not stand for it.
    (tree / "content/basics/da").mkdir()
    assert run("--root", tree, tree / "content/basics/da")[0] == 0


@pytest.mark.parametrize("path", ["content/nowhere.md", "..", "/"])
def test_a_path_that_is_none(tree: Path, path: str) -> None:
    code, out, err = run("--root", tree, tree / path)
    assert (code, out) == (2, "")
    assert "there is no such file or folder" in err


def test_formats(tree: Path) -> None:
    break_two(tree)
    code, out, err = run("--root", tree, "--format", "github")
    assert (code, err) == (1, "")
    assert all(line.startswith("::error file=content/basics/") for line in out.splitlines())
    code, out, err = run("--root", tree, "--format", "json")
    assert (code, err) == (1, "")
    assert {finding["rule"] for finding in json.loads(out)} == {
        "F07 unknown-name",
        "B05 unknown-heading",
        "B06 missing-heading",
    }
    assert run("--root", ROOT / "tests/rules/base", "--format", "json") == (0, "[]\n", "")
    assert run("--root", ROOT / "tests/rules/base", "--format", "github") == (0, "", "")
    assert run("--format", "xml")[0] == 2


def test_help_answers_at_once() -> None:
    command = [sys.executable, "-X", "importtime", "scripts/check.py", "--help"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "PATH" in told.stdout
    assert "handbook" not in told.stderr, "only arguments are read: nothing of the package is imported"


def test_a_folder_without_content(tmp_path: Path) -> None:
    code, out, _ = run("--root", tmp_path)
    assert (code, out.splitlines()[0]) == (1, "content/taxonomy.yml:1:1: T01 taxonomy-form: the taxonomy is missing")


def test_links_names_and_rights(tree: Path) -> None:
    (tree / LEAK).with_name("secret.md").symlink_to("/etc/passwd")
    (tree / "content/basics/loop").symlink_to(tree / "content")
    (tree / "content/basics/gone.md").symlink_to("nowhere")
    os.mkfifo(tree / "content/basics/data/pipe.md")
    (tree / "content/basics/data/__pycache__").mkdir()
    (tree / "content/basics/data/__pycache__/x.pyc").write_bytes(b"x")
    Path(os.fsdecode(os.fsencode(tree / "content/basics/data/") + b"/caf\xe9\n::error::x.md")).write_bytes(b"x")
    code, out, err = run("--root", tree)
    assert code == 1
    assert [line for line in out.splitlines() if line[0] != " " and "R10 symbolic-link" not in line] == [
        "content/basics/data/caf\\udce9\\u000a::error::x.md:1:1: R04 no-front-matter: "
        "the front matter is missing: it begins otherwise"
    ]
    assert out.count("R10 symbolic-link") == 4
    assert "root:" not in out + err


def test_the_content_folder_is_no_link(tmp_path: Path) -> None:
    (tmp_path / "content").symlink_to("/etc")
    code, out, _ = run("--root", tmp_path)
    assert (code, out.count("R09"), out.count("R10 symbolic-link")) == (1, 0, 1)


def test_a_terminal_that_knows_few_letters(tree: Path) -> None:
    text = (tree / LEAK).read_text("utf-8")
    (tree / LEAK).write_text(text.replace("## Pitfalls", "## Ловушки"), "utf-8")
    code, out, _ = run("--root", tree, PYTHONIOENCODING="ascii")
    assert (code, "\\u041b" in out) == (1, True)


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xfe\0", b"\0" * 99, b"---\na: [\n---", b"# A\n" * 90_000],
    ids=["empty", "UTF-16", "NUL", "YAML", "large"],
)
def test_a_broken_file_hides_no_other(tree: Path, data: bytes) -> None:
    break_two(tree)
    (tree / "content/applied/generic/churn.md").write_bytes(data)
    code, out, _ = run("--root", tree)
    assert code == 1
    assert {line.split(":")[0] for line in out.splitlines() if line[0] != " "} == {
        LEAK,
        TREES,
        "content/applied/generic/churn.md",
    }
