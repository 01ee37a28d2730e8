"""What is kept: found again when all that decides it is the same, made again in every other case, whatever the file holds."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup

import miniature
from handbook import cache
from handbook.model import Term


def answer(folder: Path, decided_by: object = ("a", 1), made: object = "new") -> object:
    """What is found under a name, or made and kept."""
    with cache.opened(folder):
        return cache.kept("answer", decided_by, lambda: made)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A cache in which an answer is kept: its file."""
    assert answer(tmp_path, made="old") == answer(tmp_path) == "old"
    (found,) = tmp_path.iterdir()
    return found


@pytest.mark.parametrize("made", ["text", "", 0, 1.5, True, [], {"a": [1, {"b": None}]}, "\ud800", "𝔸\u2028<"])
def test_what_was_made_is_found_again(tmp_path: Path, made: object) -> None:
    assert answer(tmp_path, made=made) == answer(tmp_path) == made


def test_tuples_are_lists_from_the_first_time_on(tmp_path: Path) -> None:
    assert answer(tmp_path, made=(1, (2,))) == answer(tmp_path) == cache.kept("x", (), lambda: (1, (2,))) == [1, [2]]


@pytest.mark.parametrize(
    "other",
    [
        ("a", 2),
        ("a", "1"),
        ("a1",),
        ("a",),
        ("b", 1),
        (("a", 1),),
        ["a", 1],
        ("a", 1.0),
        ("a", True),
        Term("a", "1", ""),
    ],
)
def test_when_anything_that_decides_it_differs_it_is_made_again(tmp_path: Path, other: object) -> None:
    assert answer(tmp_path, made="old") == "old"
    assert answer(tmp_path, other) == "new"


WHAT_JSON_HOLDS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.text().map(Markup),
    lambda inside: st.lists(inside) | st.tuples(inside, inside) | st.dictionaries(st.text(), inside),
)


def spelled(value: object) -> object:
    """A value with the type of everything in it."""
    if isinstance(value, dict):
        return {name: spelled(item) for name, item in value.items()}
    return [spelled(item) for item in value] if isinstance(value, list) else (type(value), value)


@given(WHAT_JSON_HOLDS)
@example(Markup("<b>"))
@example([Markup("<b>")])
def test_what_is_made_is_given_as_it_will_be_found(made: object) -> None:
    assert spelled(cache.kept("x", (), lambda: made)) == spelled(
        str(made) if isinstance(made, str) else json.loads(json.dumps(made))
    )


def test_names_that_json_would_change_are_refused() -> None:
    with pytest.raises(TypeError, match="names that are no text"):
        cache.kept("x", (), lambda: [{1: "one"}])


def test_without_an_open_cache_it_is_made_each_time() -> None:
    assert [cache.kept("answer", (), lambda made=made: made) for made in (1, 2)] == [1, 2]
    assert not cache.is_open()


def test_those_that_are_missing_are_made_together_and_given_in_order(tmp_path: Path) -> None:
    asked: list[list[str]] = []

    def squares(keys: list[str]) -> list[tuple[str, int]]:
        asked.append(keys)
        return [(key, int(key) ** 2) for key in reversed(keys)]

    for wanted in ("13", "1234", "4321"):
        with cache.opened(tmp_path):
            found = cache.kept_together("square", {key: key for key in wanted}, squares)
        assert list(found.items()) == [(key, int(key) ** 2) for key in wanted]
    assert asked == [["1", "3"], ["2", "4"]]


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def overwrite(file: Path) -> None:
    file.write_bytes(b"SQLite format 3\0" + b"\xff" * 8000)


def damage(file: Path) -> None:
    data = file.read_bytes()
    assert data.count(b"=old") == 1
    file.write_bytes(data.replace(b"=old", b"=odd"))


def change_type(file: Path) -> None:
    with sqlite3.connect(file) as database:
        database.execute("UPDATE made SET value = 7")


def add_trigger(file: Path) -> None:
    with sqlite3.connect(file) as database:
        database.execute("CREATE TRIGGER t AFTER INSERT ON made BEGIN DELETE FROM made; END")


def make_view(file: Path) -> None:
    with sqlite3.connect(file) as database:
        database.execute("DROP TABLE made")
        database.execute("CREATE VIEW made AS SELECT 'x' AS key, 'y' AS value")


def make_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def make_link(file: Path) -> None:
    elsewhere = file.with_name("elsewhere")
    shutil.move(file, elsewhere)
    file.symlink_to(elsewhere)


@pytest.mark.parametrize(
    "spoil",
    [Path.unlink, cut, overwrite, damage, change_type, add_trigger, make_view, make_folder, make_link],
    ids=lambda spoil: spoil.__name__,
)
def test_whatever_became_of_the_file_it_is_made_again(file: Path, spoil: Callable[[Path], None]) -> None:
    spoil(file)
    assert answer(file.parent) == "new"


def test_a_value_that_stands_under_another_key_is_none(file: Path) -> None:
    """A copied value is not taken for the value of another key: the key is a part of its checksum."""
    with sqlite3.connect(file) as database:
        ((key, value),) = database.execute("SELECT key, value FROM made").fetchall()
    assert answer(file.parent, "other", "its own") == "its own"
    with sqlite3.connect(file) as database:
        database.execute("UPDATE made SET value = ? WHERE key != ?", (value, key))
    assert answer(file.parent, "other") == "new"


def test_a_folder_that_cannot_be_made_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    assert answer(tmp_path / "taken" / "cache") == "new"


def test_what_other_versions_of_the_program_kept_is_deleted(file: Path) -> None:
    other = file.with_name(cache.FILE.format("0" * 16))
    other.write_bytes(b"")
    assert answer(file.parent) == "old"
    assert not other.exists()


def test_a_file_that_has_grown_too_large_is_begun_again(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MOST_BYTES", 10)
    assert answer(file.parent) == "new"


def test_programs_that_write_at_once_lose_nothing_that_matters(tmp_path: Path) -> None:
    program = """if True:
        import sys
        from pathlib import Path
        from handbook import cache
        with cache.opened(Path(sys.argv[1])):
            print(sum(cache.kept("n", n, lambda: n) for n in range(2000)))
    """
    environment = {**os.environ, "PYTHONPATH": str(miniature.ROOT / "scripts")}
    command = [sys.executable, "-c", program, str(tmp_path)]
    both = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert [process.communicate()[0] for process in both] == ["1999000\n"] * 2
    assert answer(tmp_path) == "new"


@pytest.mark.parametrize("change", ["template", "module", "library", "installed"])
def test_the_program_is_its_files_and_what_is_installed(
    change: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packages, scripts = tmp_path / "packages", tmp_path / "scripts"
    for folder in (packages / "markdown-1.0.dist-info", scripts / "handbook" / "pages", scripts / "vendor"):
        folder.mkdir(parents=True)
    changed = {
        "template": scripts / "handbook" / "pages" / "question.html",
        "module": scripts / "handbook" / "math.py",
        "library": scripts / "vendor" / "katex.js",
    }
    for path in changed.values():
        path.write_text("before")
    monkeypatch.setattr(cache, "SCRIPTS", scripts)
    monkeypatch.setattr(cache.sysconfig, "get_path", lambda name: str(packages))
    before = cache.program.__wrapped__()
    assert before == cache.program.__wrapped__()
    if change == "installed":
        (packages / "markdown-1.0.dist-info").rename(packages / "markdown-1.1.dist-info")
    else:
        changed[change].write_text("after")
    assert cache.program.__wrapped__() != before


# The same site, however it came about. --------------------------------------------------------------------------------

DAY = 24 * 60 * 60
NEW_YEAR = 1_798_761_600
"""The first moment of 2027."""
QUESTION, OTHER = "content/basics/data/data-leakage.md", "content/basics/models/decision-trees.md"


def replace(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text("utf-8")
    assert old in text, f"{path} does not hold {old!r}"
    (root / path).write_text(text.replace(old, new), "utf-8")


def edit(root: Path) -> None:
    replace(root, QUESTION, "Split first, fit", "Split by time first, then fit")


def rename_what_others_show(root: Path) -> None:
    replace(root, QUESTION, "short: Data leakage", "short: Leaks")


def new_file(root: Path) -> None:
    text = (root / QUESTION).read_text("utf-8").replace("short: Leaks", "short: Drift")
    for old, new in {
        "What is data leakage": "What is drift of the inputs",
        "look good": "drift",
        "a leak": "a drift",
    }.items():
        text = text.replace(old, new)
    (root / "content/basics/data/drift.md").write_text(
        text.replace("variants:", "after: [data-leakage]\nvariants:"), "utf-8"
    )


def new_address(root: Path) -> None:
    churn = root / "content/applied/generic/churn.md"
    replace(root, "content/applied/generic/churn.md", "reviewed: 2026-11-01", "reviewed: 2026-11-01\naliases: [churn]")
    churn.rename(churn.with_name("predicting-churn.md"))


def deletion(root: Path) -> None:
    replace(root, OTHER, "see [leakage](../data/data-leakage.md) for what depth cannot mend", "and prune")
    replace(root, OTHER, "after: [data-leakage]\n", "")
    (root / "content/basics/data/drift.md").unlink()
    (root / QUESTION).unlink()


def taxonomy(root: Path) -> None:
    replace(root, "content/taxonomy.yml", "title: Decision trees", "title: Trees and forests")
    replace(
        root, "content/paths/tonight.yml", "audience: Whoever is asked tomorrow.", "audience: Whoever sleeps little."
    )


def template(root: Path) -> None:
    replace(root, "scripts/handbook/pages/templates/question.html", "On this page", "In this answer")


def module(root: Path) -> None:
    replace(root, "scripts/handbook/timing.py", "SPEAKING = 150", "SPEAKING = 75")


def theme(root: Path) -> None:
    replace(root, "hooks/theme/main.html", "new and changed questions", "what is new")


def configuration(root: Path) -> None:
    replace(root, "mkdocs.yml", "  - Study paths: paths.md", "  - What to study: paths.md")


def page_by_hand(root: Path) -> None:
    replace(root, "docs/guide/index.md", "title: ", "title: Yes, ")


def damage_it(root: Path) -> None:
    """In every kept page two letters change places; the rest of the file is as it was."""
    (file,) = (root / ".cache").glob(cache.FILE.format("*"))
    data = file.read_bytes()
    assert data.count(b"<main") > 50
    file.write_bytes(data.replace(b"<main", b"<mian"))


def cut_it(root: Path) -> None:
    (file,) = (root / ".cache").glob(cache.FILE.format("*"))
    cut(file)


CHANGES: list[tuple[Callable[[Path], None], dict[str, str]]] = [
    (edit, {}),
    (rename_what_others_show, {}),
    (new_file, {}),
    (new_address, {}),
    (deletion, {}),
    (taxonomy, {}),
    (lambda root: None, {"SOURCE_DATE_EPOCH": str(NEW_YEAR + 900 * DAY)}),  # every review is old
    (lambda root: None, {"HANDBOOK_REPOSITORY": "ada/lovelace"}),
    (template, {}),
    (module, {}),
    (theme, {}),
    (configuration, {}),
    (page_by_hand, {}),
    (damage_it, {}),
    (cut_it, {}),
]


def built(root: Path, site: Path, environment: dict[str, str]) -> dict[str, bytes]:
    """The files of the site, as MkDocs builds it; with `--strict`, so that a warning is an error."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(site)]
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment}
    done = subprocess.run(command, cwd=root, env=quiet, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_after_every_change_a_build_is_what_a_build_from_nothing_is(tmp_path: Path) -> None:
    """One change after the other, each built twice: with what the builds before it kept, and with nothing kept."""
    root = miniature.make(tmp_path / "project", notebooks=False)
    shutil.rmtree(root / "docs" / "assets" / "vendor" / "pyodide")  # large, and nothing of it is made
    before = built(root, tmp_path / "before", {})
    assert built(root, tmp_path / "again", {}) == before
    for number, (change, environment) in enumerate(CHANGES):
        change(root)
        kept = built(root, tmp_path / f"kept-{number}", environment)
        shutil.move(root / ".cache", tmp_path / "away")
        clean = built(root, tmp_path / f"clean-{number}", environment)
        assert kept.keys() == clean.keys(), change
        assert [name for name in kept if kept[name] != clean[name]] == [], change
        assert change in (damage_it, cut_it) or clean != before, f"{change} changes nothing"
        before = clean
        shutil.rmtree(root / ".cache")
        shutil.move(tmp_path / "away", root / ".cache")
        shutil.rmtree(tmp_path / f"kept-{number}")
        shutil.rmtree(tmp_path / f"clean-{number}")
