"""Work that is shared among copies of a process: each thing is made once, and whatever becomes of a copy, all is made."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import miniature

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere one process does everything")

BEGINNING = """
import json, os, signal, sys, threading, time
from functools import partial
from pathlib import Path
from handbook import apart, cache

apart._processors = lambda: 3
folder, first = Path(sys.argv[1]), os.getpid()

def made(keys, of=0, copy=lambda: None):
    for key in keys:
        if os.getpid() != first:
            copy()
        with (folder / "made.txt").open("a") as file:
            file.write(f"{of}:{key} {os.getpid()}\\n")
        yield key, key * key

def squares(things, of=0, copy=lambda: None):
    decided_by = {key: (of, key) for key in range(things)}
    return cache.kept_together("square", decided_by, partial(made, of=of, copy=copy))

def only(condition, act):
    return lambda: act() if condition() else None
"""
ALL = {str(key): key * key for key in range(200)}


def run(folder: Path, program: str) -> Any:
    """What a program of its own process writes as JSON. Nothing that it began lives on, and nothing is said."""
    done = subprocess.run(
        [sys.executable, "-c", BEGINNING + program, str(folder)],
        env={**os.environ, "PYTHONPATH": str(miniature.ROOT / "scripts")},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def makers(folder: Path, name: str = "made.txt") -> dict[str, list[str]]:
    """Of each thing that was made, the processes that made it."""
    found: dict[str, list[str]] = {}
    for line in (folder / name).read_text("utf-8").splitlines():
        thing, maker = line.split()
        found.setdefault(thing, []).append(maker)
    return found


TWICE = """
with cache.opened(folder), apart.copies():
    found = squares(200), squares(200, of=1)
print(json.dumps(found))
"""


def test_each_thing_is_made_once_by_one_of_several_processes_the_same_one_each_time(tmp_path: Path) -> None:
    assert run(tmp_path, TWICE) == [ALL, ALL]
    made = makers(tmp_path)
    assert {len(names) for names in made.values()} == {1}
    shares = Counter(made[f"0:{key}"][0] for key in range(200))
    assert len(shares) == 3
    assert min(shares.values()) > 40
    assert all(made[f"0:{key}"] == made[f"1:{key}"] for key in range(200))


def test_what_was_kept_is_not_made_again(tmp_path: Path) -> None:
    assert run(tmp_path, TWICE) == run(tmp_path, TWICE) == [ALL, ALL]
    assert {len(names) for names in makers(tmp_path).values()} == {1}


@pytest.mark.parametrize(
    ("what", "program"),
    [
        ("few things", "with cache.opened(folder), apart.copies():\n    found = squares(39)"),
        ("no block that says so", "with cache.opened(folder):\n    found = squares(200)"),
        ("nothing that is kept", "with apart.copies():\n    found = squares(200)"),
        (
            "one processor",
            "apart._processors = lambda: 1\nwith cache.opened(folder), apart.copies():\n    found = squares(200)",
        ),
        (
            "another thread",
            "threading.Thread(target=time.sleep, args=[2]).start()\n"
            "with cache.opened(folder), apart.copies():\n    found = squares(200)",
        ),
        (
            "a folder that cannot be written",
            "(folder / 'file').write_text('')\n"
            "with cache.opened(folder / 'file' / 'cache'), apart.copies():\n    found = squares(200)",
        ),
    ],
)
def test_one_process_does_everything_where_there_is(what: str, program: str, tmp_path: Path) -> None:
    found = run(tmp_path, f"{program}\nprint(json.dumps(found))")
    assert found == {key: ALL[key] for key in found}
    assert len({maker for made in makers(tmp_path).values() for maker in made}) == 1


@pytest.mark.parametrize(
    "act",
    [
        "lambda: 1 / 0",
        "lambda: sys.exit(3)",
        "lambda: os.kill(os.getpid(), signal.SIGKILL)",
        "lambda: os.kill(os.getpid(), signal.SIGTERM)",
    ],
)
@pytest.mark.parametrize("when", ["at once", "after a while"])
def test_what_a_copy_does_not_make_is_made_here(act: str, when: str, tmp_path: Path) -> None:
    condition = "lambda: True" if when == "at once" else "lambda: (folder / 'made.txt').read_text().count('1:') > 50"
    program = f"""
with cache.opened(folder), apart.copies():
    found = squares(200), squares(200, of=1, copy=only({condition}, {act})), squares(200, of=2)
print(json.dumps(found))
"""
    assert run(tmp_path, program) == [ALL, ALL, ALL]


def test_what_fails_for_everybody_is_raised_once(tmp_path: Path) -> None:
    program = """
def fail(keys):
    raise ValueError(f"{len(keys)} things")
try:
    with cache.opened(folder), apart.copies():
        cache.kept_together("x", {key: key for key in range(200)}, fail)
except ValueError as error:
    print(json.dumps(str(error)))
"""
    assert "things" in run(tmp_path, program)


def test_when_this_process_fails_its_copies_end(tmp_path: Path) -> None:
    program = """
def fail(keys):
    if os.getpid() != first:
        time.sleep(120)
    raise ValueError("no")
try:
    with cache.opened(folder), apart.copies():
        cache.kept_together("x", {key: key for key in range(200)}, fail)
except ValueError as error:
    print(json.dumps(str(error)))
"""
    assert run(tmp_path, program) == "no"


def test_copies_do_not_outlive_the_process_that_they_were_copied_from(tmp_path: Path) -> None:
    program = """
with cache.opened(folder), apart.copies():
    squares(200, copy=lambda: ((folder / str(os.getpid())).touch(), time.sleep(60)))
"""
    process = subprocess.Popen(
        [sys.executable, "-c", BEGINNING + program, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(miniature.ROOT / "scripts")},
    )
    copies = until(lambda: [int(file.name) for file in tmp_path.iterdir() if file.name.isdecimal()], 2)
    process.kill()
    process.wait()
    until(lambda: [copy for copy in copies if not Path(f"/proc/{copy}").exists() or ended(copy)], 2)


def until(find: Any, count: int) -> list[int]:
    """What is found as soon as there are so many of it."""
    for _ in range(200):
        if len(found := find()) == count:
            return list(found)
        time.sleep(0.05)
    raise AssertionError(f"there are {found}, not {count}")


def ended(process: int) -> bool:
    """Whether a process has ended, though nobody has asked for its result."""
    return ") Z " in Path(f"/proc/{process}/stat").read_text("utf-8")


REST = """
def write(items):
    for item in items:
        {in_a_copy}
        with (folder / "rest.txt").open("a") as file:
            file.write(f"{{item}} {{os.getpid()}}\\n")
with cache.opened(folder), apart.copies():
    squares({things})
    rest = apart.rest(range(10), write)
{then}
print(json.dumps(first))
"""


def test_copies_do_the_rest_while_this_process_goes_on(tmp_path: Path) -> None:
    here = run(tmp_path, REST.format(in_a_copy="", things=200, then="rest.finish()"))
    made = makers(tmp_path, "rest.txt")
    assert sorted(map(int, made)) == list(range(10))
    assert [made[str(item)] for item in range(10)] == [made["0"], made["1"]] * 5
    assert str(here) not in made["0"] + made["1"]


@pytest.mark.parametrize(
    ("in_a_copy", "things"),
    [("", 10), ("if os.getpid() != first and item == 4: sys.exit(1)", 200)],
    ids=["without copies", "instead of a copy that failed"],
)
def test_what_is_left_of_the_rest_is_done_here(in_a_copy: str, things: int, tmp_path: Path) -> None:
    here = run(tmp_path, REST.format(in_a_copy=in_a_copy, things=things, then="rest.finish()"))
    made = makers(tmp_path, "rest.txt")
    assert sorted(map(int, made)) == list(range(10))
    assert str(here) in made["4"]


def test_the_rest_can_be_stopped(tmp_path: Path) -> None:
    program = REST.format(in_a_copy="if item > 1: time.sleep(60)", things=200, then="time.sleep(1)\nrest.stop()")
    began = time.monotonic()
    run(tmp_path, program)
    assert set(makers(tmp_path, "rest.txt")) == {"0", "1"}
    assert time.monotonic() - began < 20
