"""Tells when files under a folder have changed. Reads none of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from threading import Event

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

QUIET = 0.1
"""So many seconds nothing may change before a change is told: an editor writes, renames and deletes for one save."""
KINDS = ("created", "modified", "deleted", "moved")
"""Events that change something: opening and reading a file do not."""
LEFT_BY_EDITORS = re.compile(r"\..*\.sw[a-z]|\.#.*|#.*#|.*~|4913|\..*\.[a-z0-9_]{8}")
"""Names of swap, lock, backup and temporary files, as vim, Emacs and `check.py --fix` make them."""


class _Handler(FileSystemEventHandler):
    def __init__(self, changed: Event) -> None:
        self.changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in KINDS:
            self.changed.set()


def changes(folder: Path) -> Iterator[None]:
    """Yield at once, and then whenever something under `folder` has changed and nothing more for `QUIET` seconds.

    Ends only with the loop that reads it. OSError if the folder cannot be watched.
    """
    changed = Event()
    observer = Observer()
    observer.schedule(_Handler(changed), str(folder), recursive=True)
    observer.start()
    try:
        yield
        while True:
            changed.wait()
            while changed.is_set():
                changed.clear()
                changed.wait(QUIET)
            yield
    finally:
        observer.stop()
        observer.join()


def is_left_by_an_editor(path: str) -> bool:
    """Whether a file is one that an editor keeps beside the file that it edits."""
    return bool(LEFT_BY_EDITORS.fullmatch(path.rpartition("/")[2]))
