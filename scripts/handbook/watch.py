"""Tells when files under a folder have changed. Reads none of them."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from threading import Event

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

QUIET = 0.1
"""So many seconds nothing may change before a change is told: an editor writes, renames and deletes for one save."""
LOOKING = 0.5
"""So many seconds pass between two looks where the system tells nothing."""
CHANGES: list[type[FileSystemEvent]] = [
    FileCreatedEvent, FileModifiedEvent, FileDeletedEvent, FileMovedEvent,
    DirCreatedEvent, DirDeletedEvent, DirMovedEvent,
]  # fmt: skip
"""Events that change something: opening and reading a file do not."""
LEFT_BY_EDITORS = re.compile(r"\..*\.sw[a-z]|\.#.*|#.*#|.*~|4913|\..*\.[a-z0-9_]{8}")
"""Names of swap, lock, backup and temporary files, as vim, Emacs and `check.py --fix` make them."""


class Watcher:
    """watchdog's observer of what the system tells, and its observer that looks itself, as one: the second ends when the
    first has told of anything. Some file systems (shared with another machine, or with Windows) tell nothing."""

    def __init__(self) -> None:
        self._told = Observer()
        self._looking = PollingObserver(timeout=LOOKING)

    def schedule(self, handler: FileSystemEventHandler, path: str, *, recursive: bool = True) -> object:
        """Have the handler called at every change of the file or under the folder."""
        ending = FileSystemEventHandler()

        def told(event: FileSystemEvent) -> None:
            self._looking.stop()
            handler.dispatch(event)

        ending.dispatch = told  # type: ignore[method-assign]
        return (
            self._told.schedule(ending, path, recursive=recursive, event_filter=CHANGES),
            self._looking.schedule(handler, path, recursive=recursive, event_filter=CHANGES),
        )

    def start(self) -> None:
        """Begin. Where the system has no room for one more to be told, looking must do."""
        with contextlib.suppress(OSError):
            self._told.start()
        self._looking.start()

    def stop(self) -> None:
        """End soon."""
        self._told.stop()
        self._looking.stop()

    def join(self) -> None:
        """Wait until it has ended."""
        for observer in (self._told, self._looking):
            if observer.is_alive():
                observer.join()


def changes(folder: Path) -> Iterator[None]:
    """Yield at once, and then whenever something under `folder` has changed and nothing more for `QUIET` seconds.

    Ends only with the loop that reads it. OSError if the folder cannot be read.
    """
    os.scandir(folder).close()
    changed = Event()
    handler = FileSystemEventHandler()
    handler.on_any_event = lambda event: changed.set()  # type: ignore[method-assign]
    watcher = Watcher()
    watcher.schedule(handler, str(folder))
    watcher.start()
    try:
        yield
        while True:
            changed.wait()
            while changed.is_set():
                changed.clear()
                changed.wait(QUIET)
            yield
    finally:
        watcher.stop()
        watcher.join()


def is_left_by_an_editor(path: str) -> bool:
    """Whether a file is one that an editor keeps beside the file that it edits."""
    return bool(LEFT_BY_EDITORS.fullmatch(path.rpartition("/")[2]))
