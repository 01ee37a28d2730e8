"""Putting a finished site in place of the old one, so that a reader finds one of them whole at any moment."""

from __future__ import annotations

import contextlib
import ctypes
import datetime
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from handbook import reviews
from handbook.model import Catalogue

PREFIX = ".site-build-"
BUILT = re.compile(re.escape(PREFIX) + r"[a-z0-9_]{8}(?:\.link)?")
"""The names of what builds make beside a site."""


def given() -> int | None:
    """SOURCE_DATE_EPOCH, a moment in seconds since 1970, if the environment has one. ValueError if it is no such
    number."""
    value = os.environ.get("SOURCE_DATE_EPOCH")
    if value and not re.fullmatch("[0-9]{1,11}", value):
        raise ValueError(f"SOURCE_DATE_EPOCH is {value!r}; it must be seconds since 1970")
    return int(value) if value else None


def version(catalogue: Catalogue) -> int:
    """The moment that dates everything built, in seconds since 1970: the `given` one, else the newest review. So two
    builds of the same content are the same."""
    moment = given()
    if moment is not None:
        return moment
    day = reviews.newest(catalogue)
    return int(datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC).timestamp())


def day(catalogue: Catalogue) -> datetime.date:
    """The day of `version`, by which reviews are old and corrections new."""
    return datetime.datetime.fromtimestamp(version(catalogue), datetime.UTC).date()


def may_replace(target: Path) -> bool:
    """Whether `target` may be replaced by a new site: it is not there, empty, or a site that was built before."""
    if target.is_symlink():
        return target.readlink().name.startswith(".site-")
    if not target.exists():
        return True
    built = (target / "llms.txt").is_file() and (target / "api" / "questions.json").is_file()
    return target.is_dir() and (built or not any(target.iterdir()))


@contextlib.contextmanager
def beside(target: Path) -> Iterator[tuple[Path, int]]:
    """A new folder beside `target` to build in, and an open file of which it is in use: as long as this process or one
    that inherits the file lives, no other build takes the folder for a leftover. At the end the folder is deleted,
    unless `target` leads to it.

    What killed builds left beside `target` is deleted before. OSError if the folder cannot be made.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with alone(target.parent):
        _clear(target)
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=target.parent))
        in_use = os.open(folder, os.O_RDONLY)
        _lock(in_use, wait=False)
    try:
        yield folder, in_use
    finally:
        os.close(in_use)
        if not target.is_symlink() or target.readlink().name != folder.name:
            shutil.rmtree(folder, ignore_errors=True)


def put_in_place(built: Path, target: Path) -> None:
    """Make `target` lead to the finished folder `built`, which lies beside it, and delete what it led to before.

    `target` is a symbolic link, replaced by one rename; a folder from elsewhere is exchanged for it in one step. Where
    the system has no such step, the folder is moved away first.
    """
    built.chmod(0o755)
    with alone(target.parent):
        before = target.resolve() if target.is_symlink() else None
        link = built.with_name(built.name + ".link")
        link.symlink_to(built.name, target_is_directory=True)
        if before is None and target.exists():
            before = link if _exchange(link, target) else _move_away(target)
        if before != link:
            os.replace(link, target)
        if before is not None and before.parent == target.parent and before.name.startswith((".site-", ".old-")):
            shutil.rmtree(before, ignore_errors=True)


def _clear(target: Path) -> None:
    """Delete what killed builds left beside `target`, and bring back a site that one of them had moved away."""
    away = target.with_name(f".old-{target.name}")
    if away.is_dir():
        if target.exists():
            shutil.rmtree(away, ignore_errors=True)
        else:
            away.rename(target)
    there = [entry for entry in target.parent.iterdir() if BUILT.fullmatch(entry.name)]
    sites = {entry.readlink().name for entry in target.parent.iterdir() if entry.is_symlink() and entry not in there}
    for entry in there:
        if entry.is_symlink():
            entry.unlink()
        elif entry.name not in sites and not _in_use(entry):
            shutil.rmtree(entry, ignore_errors=True)


def _move_away(target: Path) -> Path:
    away = target.with_name(f".old-{target.name}")
    target.rename(away)
    return away


def _exchange(one: Path, other: Path) -> bool:
    """Give two files each other's name in one step, if this system can."""
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if sys.platform == "linux" else None
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    return renameat2 is not None and renameat2(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0


# Locks: the system takes them from a process that dies, however it dies. -----------------------------------------------


@contextlib.contextmanager
def alone(folder: Path, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """While no other process is in this section for the same folder; calls `waiting` once if it must wait."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        if not _lock(opened, wait=False):
            waiting()
            _lock(opened, wait=True)
        yield
    finally:
        os.close(opened)


def _in_use(folder: Path) -> bool:
    opened = os.open(folder, os.O_RDONLY)
    try:
        return not _lock(opened, wait=False)
    finally:
        os.close(opened)


def _lock(opened: int, wait: bool) -> bool:
    """Lock an open folder; whether it could be done. Some file systems of networks know no locks."""
    import fcntl

    try:
        fcntl.flock(opened, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
