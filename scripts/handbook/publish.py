"""Putting a finished site in place of the old one, so that a reader finds one of them whole at any moment."""

from __future__ import annotations

import datetime
import os
import shutil
from pathlib import Path

from handbook import reviews
from handbook.model import Catalogue


def version(catalogue: Catalogue) -> int:
    """The moment that dates everything built, in seconds since 1970: SOURCE_DATE_EPOCH, else the newest review. So two
    builds of the same content are the same."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
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


def put_in_place(built: Path, target: Path) -> None:
    """Make `target` lead to the finished folder `built`, which lies beside it, and delete what it led to before.

    `target` is a symbolic link, replaced by one rename. Where links cannot be made, and where `target` is a folder
    from elsewhere, it is moved away first.
    """
    before = target.resolve() if target.is_symlink() else None
    if target.exists() and before is None:
        aside = built.with_name(built.name + ".old")
        target.rename(aside)
        before = aside
    link = built.with_name(built.name + ".link")
    try:
        link.symlink_to(built.name, target_is_directory=True)
        os.replace(link, target)
    except (OSError, NotImplementedError):
        link.unlink(missing_ok=True)
        try:
            built.rename(target)
        except OSError:
            if before is not None and not target.exists():
                before.rename(target)
            raise
    if before is not None and before.parent == target.parent and before.name.startswith(".site-"):
        shutil.rmtree(before, ignore_errors=True)
