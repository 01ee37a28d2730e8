"""The command `python scripts/check.py` as people and machines run it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from handbook import writing

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


def test_ctrl_c_ends_it_with_all_its_copies_and_says_nothing(tmp_path: Path) -> None:
    """Checked for the first time, as in a new clone, so that all processors are at work."""
    for name in ("scripts", "content"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    process = subprocess.Popen(
        [sys.executable, "scripts/check.py"],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    while not list(tmp_path.glob(".cache/made-*.sqlite")):
        assert process.poll() is None
        time.sleep(0.02)
    time.sleep(0.3)
    os.killpg(process.pid, signal.SIGINT)
    assert process.communicate(timeout=20)[0] == "", "who holds its output has ended too"
    assert process.returncode == -signal.SIGINT


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


# --fix ----------------------------------------------------------------------------------------------------------------


def change(tree: Path, name: str, old: str, new: str) -> None:
    text = (tree / name).read_text("utf-8")
    assert old in text
    (tree / name).write_bytes(text.replace(old, new).encode())


def everything(tree: Path) -> dict[str, bytes]:
    return {path.relative_to(tree).as_posix(): path.read_bytes() for path in tree.rglob("*") if path.is_file()}


def test_fix_puts_right_what_is_mechanical_and_shows_the_rest(tree: Path) -> None:
    good = everything(tree)
    change(tree, LEAK, "short: Data leakage\nlevel: junior\n", "level: junior \nshort: Data leakage\n")
    change(tree, TREES, "## Pitfalls", "## Pitfals")
    (tree / LEAK).chmod(0o640)
    left = {path: data for path, data in everything(tree).items() if path != LEAK}
    code, out, err = run("--root", tree, "--fix")
    mended, summary = err.splitlines()
    assert mended == f"{LEAK}: put the keys of the front matter in order, took white space from the end of 1 line"
    assert summary.startswith("2 errors and 0 warnings.")
    assert (code, out.count(TREES), out.count(LEAK)) == (1, 2, 0)
    assert everything(tree) == {**left, LEAK: good[LEAK]}, "nothing else, no temporary file"
    assert stat.S_IMODE((tree / LEAK).stat().st_mode) == 0o640
    change(tree, TREES, "## Pitfals", "## Pitfalls")
    inode = (tree / LEAK).stat().st_ino
    assert run("--root", tree, "--fix")[::2] == (0, "")
    assert everything(tree) == good
    assert (tree / LEAK).stat().st_ino == inode, "a file in form is not written again"


def test_fix_keeps_to_the_named_files_and_speaks_every_format(tree: Path) -> None:
    for name in (LEAK, TREES):
        (tree / name).write_bytes((tree / name).read_bytes().rstrip(b"\n"))
    code, out, err = run("--root", tree, "--fix", "--format", "json", tree / LEAK)
    assert (code, out, err) == (0, "[]\n", f"{LEAK}: ended the last line\n")
    assert not (tree / TREES).read_bytes().endswith(b"\n")
    assert run("--root", tree, "--fix", "--watch")[0] == 2


def test_fix_follows_no_link(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "page.md"
    outside.write_bytes((tree / LEAK).read_bytes().rstrip(b"\n"))
    before = outside.read_bytes()
    (tree / LEAK).unlink()
    (tree / LEAK).symlink_to(outside)
    code, out, _ = run("--root", tree, "--fix")
    assert (code, "R10 symbolic-link" in out) == (1, True)
    assert outside.read_bytes() == before
    assert (tree / LEAK).is_symlink()


def test_a_file_is_replaced_whole_or_not_at_all(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, before = tree / LEAK, (tree / LEAK).read_bytes()
    link = tree / "content/basics/data/link.md"
    link.symlink_to(path)
    for target, seen in ((link, before), (path, b"something else")):
        with pytest.raises(OSError, match=r"no regular file|changed meanwhile"):
            writing.replace(target, seen, b"new")
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        writing.replace(path, before, b"new")
    monkeypatch.undo()
    link.unlink()
    assert path.read_bytes() == before
    assert [other.name for other in path.parent.iterdir()] == [path.name], "no temporary file is left"
    writing.replace(path, before, b"new")
    assert path.read_bytes() == b"new"


# --watch --------------------------------------------------------------------------------------------------------------


class Watched:
    """A running `check.py --watch`: what it has said so far, and a wait for what it must say."""

    def __init__(self, tree: Path) -> None:
        command = [sys.executable, "-X", "faulthandler", str(COMMAND), "--root", str(tree), "--watch"]
        self.output = tree.parent / f"{tree.name}.txt"
        self.read = 0
        with self.output.open("wb") as out:
            self.process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)

    def says(self, last: str, seconds: float = 60) -> str:
        """What is said up to a line that begins so; each word is returned once."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.process.poll() is None:
            text = self.output.read_text("utf-8")[self.read :]
            if any(line.startswith(last) for line in text.splitlines()) and text.endswith("\n"):
                self.read += len(text)
                return text
            time.sleep(0.05)
        raise AssertionError(f"{last!r} was not said: {self.output.read_text('utf-8')}")

    def ends(self, seconds: float = 20) -> int:
        """The exit code after ctrl-C; where it does not end, what each of its threads does."""
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGABRT)
            self.process.wait()
            raise AssertionError(f"it did not end: {self.output.read_text('utf-8')}") from None


@pytest.fixture
def watched(tree: Path) -> Iterator[Watched]:
    """The command, watching the tree."""
    started = Watched(tree)
    yield started
    started.process.kill()
    started.process.wait()


CLEAN = "6 questions"


def test_watch_shows_a_finding_at_a_save_and_that_it_is_gone(tree: Path, watched: Watched) -> None:
    watched.says(CLEAN)
    change(tree, LEAK, "level: junior", "level: medium")
    start = time.monotonic()
    told = watched.says("1 error and")
    assert time.monotonic() - start < 20
    assert f"{LEAK}:3:8: F07 unknown-name: `medium`" in told
    assert "1 new, 0 gone." in told
    change(tree, TREES, "## Pitfalls", "## Pitfals")
    told = watched.says("3 errors and")
    assert "2 new, 0 gone." in told
    assert told.index("F07 unknown-name") < told.index("B05 unknown-heading"), "what was there stands first"
    change(tree, LEAK, "level: medium", "level: mid")
    told = watched.says("3 errors and")
    assert f"gone: {LEAK}:3:8: F07 unknown-name" in told
    assert "B13 no-details" in told
    change(tree, LEAK, "level: mid", "level: junior")
    change(tree, TREES, "## Pitfals", "## Pitfalls")
    told = watched.says(CLEAN)
    assert told.count("gone: ") == 3


def test_watch_survives_what_editors_do_and_ends_with_control_c(tree: Path, watched: Watched) -> None:
    watched.says(CLEAN)
    text = (tree / LEAK).read_bytes()
    (tree / LEAK).unlink()
    assert "X03 unknown-prerequisite" in watched.says("2 errors and")
    (tree / "content/basics/data/.data-leakage.md.swp").write_bytes(b"\0")
    (tree / "content/basics/data/4913").touch()
    (tree / "content/basics/data/new~").write_bytes(text)
    (tree / "content/basics/data/new~").rename(tree / LEAK)
    told = watched.says(CLEAN)
    assert "R09" not in told
    shutil.move(tree / "content/basics/data", tree / "content/basics/dataset")
    assert "R12 unknown-place" in watched.says("2 errors and")
    shutil.move(tree / "content/basics/dataset", tree / "content/basics/data")
    watched.says(CLEAN)
    assert watched.ends() == 0
    rest = watched.output.read_text("utf-8")
    assert "Traceback" not in rest


def test_many_saves_in_a_row_are_one_check(tree: Path, watched: Watched) -> None:
    watched.says(CLEAN)
    for number in range(20):
        change(tree, LEAK, "level: junior", f"level: x{number}")
        change(tree, LEAK, f"level: x{number}", "level: junior")
        time.sleep(0.02)
    change(tree, LEAK, "level: junior", "level: medium")
    told = watched.says("1 error and")
    assert told.count(" gone.") <= 2


def test_what_cannot_be_watched(tmp_path: Path) -> None:
    code, out, err = run("--root", tmp_path, "--watch")
    assert (code, out) == (2, "")
    assert "cannot be watched" in err
    assert run("--root", tmp_path, "--watch", "--format", "json")[0] == 2
