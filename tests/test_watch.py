"""A change is told, whether the system tells of it or somebody must look."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from handbook import watch

SECONDS = 20.0


@pytest.fixture
def told(tmp_path: Path) -> Iterator[tuple[watch.Watcher, list[FileSystemEvent], threading.Event]]:
    """A watcher of a folder that is not started yet, what it told, and whether it told anything."""
    watcher, events, any_told = watch.Watcher(), [], threading.Event()

    def remember(event: FileSystemEvent) -> None:
        events.append(event)
        any_told.set()

    handler = FileSystemEventHandler()
    handler.on_any_event = remember  # type: ignore[method-assign]
    watcher.schedule(handler, str(tmp_path))
    yield watcher, events, any_told
    watcher.stop()
    watcher.join()


def refused(observer: object) -> None:
    raise OSError("inotify watch limit reached")


@pytest.mark.parametrize("start", [Observer.start, refused, lambda observer: None], ids=["told", "refused", "silent"])
def test_a_change_is_told(
    start: Callable[[object], None], tmp_path: Path, told: tuple, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Observer, "start", start)
    watcher, events, any_told = told
    (tmp_path / "read.md").write_text("a", "utf-8")
    watcher.start()
    (tmp_path / "read.md").read_text("utf-8")
    assert not any_told.wait(3 * watch.LOOKING), events  # reading is no change
    (tmp_path / "new.md").write_text("a", "utf-8")
    assert any_told.wait(SECONDS)
    assert {Path(event.src_path).name for event in events} <= {"new.md", tmp_path.name}


def test_looking_ends_when_the_system_tells(tmp_path: Path, told: tuple) -> None:
    watcher, _, any_told = told
    watcher.start()
    (tmp_path / "new.md").write_text("a", "utf-8")
    assert any_told.wait(SECONDS)
    end = time.monotonic() + SECONDS
    while watcher._looking.is_alive() and time.monotonic() < end:
        time.sleep(0.05)
    assert not watcher._looking.is_alive()
    any_told.clear()
    (tmp_path / "other.md").write_text("a", "utf-8")
    assert any_told.wait(SECONDS)
