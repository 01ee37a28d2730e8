"""Builds that are killed, stopped, cut short or run at once: the site is whole at any moment, and nothing piles up.

FAULT_KILLS=100 kills more real builds (make faults).
"""

from __future__ import annotations

import contextlib
import itertools
import os
import random
import resource
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import miniature
from handbook import publish

KILLS = int(os.environ.get("FAULT_KILLS", "4"))
FILES = 40


def fill(folder: Path, name: str) -> None:
    """A site of as many files as say the same."""
    for number in range(FILES):
        (folder / f"{number}.html").write_text(name, "utf-8")


def shown(target: Path) -> str | None:
    """What all files of a site say; None if there is no site; an error if it is not whole."""
    if not target.exists():
        return None
    said = [path.read_text("utf-8") for path in target.iterdir()]
    assert len(said) == FILES
    assert len(set(said)) == 1
    return said[0]


def publish_once(target: Path, name: str) -> None:
    with publish.beside(target) as (folder, _):
        fill(folder, name)
        publish.put_in_place(folder, target)


def publish_on_and_on(target: Path, first: int) -> None:
    for number in itertools.count(first):
        publish_once(target, str(number))


def fork(action: Callable[[], None]) -> int:
    """Begin an action in a process and a group of its own; the number of both."""
    child = os.fork()
    if child == 0:
        try:
            os.setpgid(0, 0)
            action()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    with contextlib.suppress(ProcessLookupError):  # it has ended already
        os.setpgid(child, child)  # both say so, since either may be the first
    return child


def ended(child: int) -> int:
    """The exit code of a process; minus the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killed_before(step: int, action: Callable[[], None]) -> int:
    """Run an action and kill it at the given operation on files, from 0; its exit code."""

    def killed() -> None:
        left = step

        def watch(event: str, _: object) -> None:
            nonlocal left
            if event == "open" or event.startswith(("os.", "shutil.", "tempfile.", "fcntl.", "ctypes.")):
                left -= 1
                if left < 0:
                    signal.raise_signal(signal.SIGKILL)

        sys.addaudithook(watch)
        action()

    return ended(fork(killed))


def beside(target: Path) -> list[str]:
    return sorted(path.name for path in target.parent.iterdir() if path != target)


@pytest.mark.parametrize("old", ["nothing", "link", "folder", "folder, no exchange"])
def test_killed_at_any_operation_there_is_the_old_site_or_the_new(
    old: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[__name__], "FILES", 4)
    if old == "folder, no exchange":
        monkeypatch.setattr(publish, "_exchange", lambda one, other: False)
    seen = set()
    for step in range(1000):
        target = tmp_path / str(step) / "site"
        target.parent.mkdir()
        if old == "link":
            publish_once(target, "old")
        elif old != "nothing":
            target.mkdir()
            fill(target, "old")
        code = killed_before(step, lambda target=target: publish_once(target, "new"))
        now = shown(target)
        seen.add(now)
        if old == "folder, no exchange" and now is None:
            # The one gap, where a system cannot exchange two names: the next build brings the site back.
            assert ended(fork(lambda target=target: publish._clear(target))) == 0
            assert shown(target) == "old"
        else:
            assert now in {None if old == "nothing" else "old", "new"}
        assert ended(fork(lambda target=target: publish_once(target, "next"))) == 0
        assert shown(target) == "next"
        assert beside(target) == [target.readlink().name], "leftovers pile up"
        if code == 0:
            break
        assert code == -signal.SIGKILL
    assert step > 15
    assert "new" in seen


def test_a_hundred_kills_at_random_moments(tmp_path: Path) -> None:
    rng = random.Random(1)
    target = tmp_path / "site"
    last, replaced, turn = -1, 0, 0
    while turn < 100 or replaced < 50:  # on a busy machine few turns get as far as a new site
        builder = fork(lambda turn=turn: publish_on_and_on(target, turn * 10_000))
        time.sleep(rng.uniform(0.005, 0.1))
        os.killpg(builder, signal.SIGKILL)
        assert ended(builder) == -signal.SIGKILL
        now = int(shown(target) or last)
        assert now >= last
        replaced += now > last
        last = now
        assert len(beside(target)) <= 4, "the site, one that is built, its link, and one that is deleted"
        turn += 1
        assert turn < 1_000, "nothing new is put in place"


def test_what_another_build_works_on_is_no_leftover(tmp_path: Path) -> None:
    target = tmp_path / "site"
    with publish.beside(target) as (one, _):
        fill(one, "one")
        publish_once(target, "other")
        assert one.is_dir()
        publish.put_in_place(one, target)
    assert shown(target) == "one"
    assert beside(target) == [one.name]


def test_nor_is_what_the_child_of_a_killed_build_works_on(tmp_path: Path) -> None:
    target = tmp_path / "site"

    def build() -> None:
        with publish.beside(target) as (folder, in_use):
            child = subprocess.Popen(["sleep", "60"], pass_fds=[in_use])
            (folder / "child").write_text(str(child.pid))
            signal.raise_signal(signal.SIGKILL)

    assert ended(fork(build)) == -signal.SIGKILL
    (folder,) = tmp_path.iterdir()
    publish_once(target, "next")
    child = int((folder / "child").read_text())
    os.kill(child, signal.SIGKILL)
    until = time.monotonic() + 10
    while folder.exists() and time.monotonic() < until:  # it dies when the system gets round to it
        publish_once(target, "one more")
    assert beside(target) == [target.readlink().name]


# Builds of a small project ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of a few questions that was built before, so that its notebooks have run."""
    root = miniature.make(tmp_path_factory.mktemp("miniature") / "project")
    done = finish(start(root, root / "site"))
    assert done.returncode == 0, done.stderr
    return root


def start(root: Path, target: Path, **how: Any) -> subprocess.Popen[str]:
    """Begin a build, as the leader of its own group of processes."""
    return subprocess.Popen(
        [sys.executable, "scripts/build.py", str(target)],
        cwd=root,
        env={**os.environ, "HANDBOOK_REPOSITORY": how.pop("repository", "ada/one"), "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        **how,
    )


def finish(build: subprocess.Popen[str]) -> subprocess.CompletedProcess[str]:
    out, err = build.communicate(timeout=120)
    return subprocess.CompletedProcess(build.args, build.returncode, out, err)


def old_site(target: Path) -> dict[str, str]:
    """Put what counts as a site that was built before at `target`; its digest."""
    folder = target.with_name(".site-build-00000000")
    (folder / "api").mkdir(parents=True)
    for name in ("index.html", "llms.txt", "api/questions.json"):
        (folder / name).write_text("old", "utf-8")
    target.symlink_to(folder.name)
    return digests(target)


def digests(target: Path) -> dict[str, str]:
    """The digest of every file of a site."""
    folder = target.resolve()
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def is_as_it_was(target: Path, before: dict[str, str], done: subprocess.CompletedProcess[str], code: int) -> None:
    """The build ended with this code and said so in words; the site is whole, and nothing is left beside it."""
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert f"{target} is as it was." in done.stderr
    assert digests(target) == before
    assert beside(target) == [target.readlink().name]


def test_real_builds_killed_at_random_moments(project: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    sites, took = {}, 0.0
    for repository in ("ada/one", "ada/other"):
        began = time.monotonic()
        assert finish(start(project, target, repository=repository)).returncode == 0
        took = max(took, time.monotonic() - began)
        sites[repository] = digests(target)
    assert sites["ada/one"] != sites["ada/other"]
    rng = random.Random(2)
    for turn in range(KILLS):
        build = start(project, target, repository=("ada/one", "ada/other")[turn % 2])
        with contextlib.suppress(subprocess.TimeoutExpired):
            build.wait(rng.uniform(0, took))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(build.pid, signal.SIGKILL)
        build.communicate()
        assert digests(target) in sites.values()
        assert len(beside(target)) <= 4
    assert finish(start(project, target)).returncode == 0
    assert digests(target) == sites["ada/one"]
    assert beside(target) == [target.readlink().name]


@pytest.mark.parametrize("how", ["ctrl-C", "SIGTERM", "SIGTERM to all"])
def test_a_stopped_build_says_so_and_leaves_nothing(how: str, project: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    before = old_site(target)
    build = start(project, target)
    old = target.readlink().name
    while not [name for name in beside(target) if name != old and (tmp_path / name / "assets").exists()]:
        assert build.poll() is None
        time.sleep(0.01)  # until files are written
    if how == "SIGTERM":
        build.terminate()
    else:
        os.killpg(build.pid, signal.SIGINT if how == "ctrl-C" else signal.SIGTERM)
    done = finish(build)
    is_as_it_was(target, before, done, 130)
    assert f"Stopped; {target} is as it was." in done.stderr


def test_two_builds_at_once_both_end_well(project: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    builds = [start(project, target, repository=f"ada/{name}") for name in ("one", "other")]
    for done in [finish(build) for build in builds]:
        assert done.returncode == 0, done.stderr
    name = "one" if "ada/one" in (target / "index.html").read_text("utf-8") else "other"
    alone = tmp_path / "alone" / "site"
    assert finish(start(project, alone, repository=f"ada/{name}")).returncode == 0
    assert digests(target) == digests(alone)
    assert beside(target) == sorted([target.readlink().name, "alone"])


def test_what_a_killed_build_left_half_written_in_the_cache_is_made_again(project: Path, tmp_path: Path) -> None:
    kept = [path for path in (project / ".cache").rglob("*") if path.is_file()]
    assert {path.suffix for path in kept} == {".ipynb", ".sqlite"}
    for file in kept:
        os.truncate(file, file.stat().st_size // 2)
    done = finish(start(project, tmp_path / "site"))
    assert done.returncode == 0, done.stderr


@contextlib.contextmanager
def mounted(folder: Path, *options: str) -> Iterator[bool]:
    """An empty file system in memory on a folder, where this process may mount one; whether it may."""
    done = subprocess.run(["mount", "-t", "tmpfs", *options, "tmpfs", str(folder)], capture_output=True, check=False)
    try:
        yield done.returncode == 0
    finally:
        if done.returncode == 0:
            subprocess.run(["umount", "-l", str(folder)], check=True)


def short_files() -> None:
    """What stands for a full disk where none can be made: no file may be longer than this."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))


def test_a_file_that_cannot_be_written_costs_nothing(project: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    before = old_site(target)
    done = finish(start(project, target, preexec_fn=short_files))
    is_as_it_was(target, before, done, 1)
    assert "File too large" in done.stderr


def test_a_full_disk_costs_nothing(project: Path, tmp_path: Path) -> None:
    with mounted(tmp_path, "-o", "size=5m") as real:
        target = tmp_path / "site"
        before = old_site(target)
        done = finish(start(project, target, preexec_fn=None if real else short_files))
        is_as_it_was(target, before, done, 1)
        assert ("No space left on device" if real else "File too large") in done.stderr


def test_a_folder_that_cannot_be_written_costs_nothing(project: Path, tmp_path: Path) -> None:
    with mounted(tmp_path) as real:
        target = tmp_path / "site"
        before = old_site(target)
        if real:
            subprocess.run(["mount", "-o", "remount,ro", str(tmp_path)], check=True)
        tmp_path.chmod(0o555) if not real else None
        done = finish(start(project, target))
        is_as_it_was(target, before, done, 1)
        assert ("Read-only file system" if real else "Permission denied") in done.stderr
        tmp_path.chmod(0o755) if not real else None


def test_a_date_that_is_none_is_named(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    done = finish(start(project, project / "site"))
    assert done.returncode == 1
    assert "SOURCE_DATE_EPOCH is 'yesterday'; it must be seconds since 1970" in done.stderr
    assert "Traceback" not in done.stderr
