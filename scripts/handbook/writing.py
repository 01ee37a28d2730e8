"""Writes files so that nothing is lost: a new one never over an old one, a changed one whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path


def create(root: Path, files: Mapping[str, str]) -> None:
    """Write new files, by their path from `root`, all of them or none. OSError if one is there already, or if a folder
    on the way is a link."""
    made: list[Path] = []
    try:
        for name, text in files.items():
            path = root / name
            for folder in [*reversed(path.relative_to(root).parents)][1:]:
                if (root / folder).is_symlink():
                    raise OSError(f"{folder.as_posix()} is a link: new files go into folders")
                if not (root / folder).exists():
                    (root / folder).mkdir()
                    made.append(root / folder)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                made.append(path)
                file.write(text)
    except OSError:
        for path in reversed(made):
            path.rmdir() if path.is_dir() else path.unlink()
        raise


def replace(path: Path, before: bytes, after: bytes) -> None:
    """Put `after` in the place of `before` by one rename; the file's mode stays. OSError, and the file as it was, if it
    is a link, is no longer `before`, or cannot be written."""
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode):
        raise OSError(f"{path} is no regular file")
    if path.read_bytes() != before:
        raise OSError(f"{path} has changed meanwhile")
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(after)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, stat.S_IMODE(found.st_mode))
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
