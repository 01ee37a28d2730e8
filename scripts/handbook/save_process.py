"""A program of its own that saves a page again and again and prints how many seconds pass until that is shown:
`preview ROOT` or `findings ROOT`. The number is the median."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Generator, Iterator
from pathlib import Path
from threading import Timer

SAVES = 5
PAUSE = 1.0
"""Seconds between two saves: what the last one caused has ended."""
SECONDS = 600
"""When a save that is not shown is given up; a first preview takes minutes."""
HEADING = "\n## Definition\n\n"


def main() -> int:
    """Print the median, or what failed."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background command has it ignored
    what, root = sys.argv[1], Path(sys.argv[2])
    page = min((root / "content" / "basics").rglob("*.md"))
    text = page.read_text("utf-8")
    try:
        with contextlib.closing(SHOWN[what](root, page, text)) as shown:
            next(shown)
            took = []
            for _ in range(SAVES):
                time.sleep(PAUSE)
                took.append(next(shown))
    finally:
        page.write_text(text, "utf-8")
    print(statistics.median(took))
    return 0


def preview(root: Path, page: Path, text: str) -> Generator[float]:
    """Seconds until the page is served with what was added to it; the first are until there is a preview."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/questions/{page.stem}/"
    with _running(root, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", f"127.0.0.1:{port}"):
        yield _until(address, "<main")
        for number in range(SAVES):
            page.write_text(text.replace(HEADING, f"{HEADING}Saved {number} times. "), "utf-8")
            yield _until(address, f"Saved {number} times.")


def _until(address: str, words: str) -> float:
    begun = time.perf_counter()
    while time.perf_counter() < begun + SECONDS:
        with contextlib.suppress(OSError), urllib.request.urlopen(address) as answer:  # noqa: S310  # our own server
            if words in answer.read().decode():
                return time.perf_counter() - begun
        time.sleep(0.02)
    raise TimeoutError(f"{address} never said: {words}")


def findings(root: Path, page: Path, text: str) -> Generator[float]:
    """Seconds until a heading that was misspelled is told, and until it is told that it no longer is."""
    sound = "checked: no error"
    with _running(root, "scripts/check.py", "--watch") as process:

        def until(form: str) -> float:
            begun = time.perf_counter()
            if not any(re.search(form, line) for line in process.stdout or ()):
                raise TimeoutError(f"the check never said: {form}")
            return time.perf_counter() - begun

        yield until(sound)
        for number in range(SAVES):
            page.write_text(text.replace(HEADING, "\n## Defintion\n\n") if number % 2 == 0 else text, "utf-8")
            yield until(r"^\d+ errors? and" if number % 2 == 0 else sound)


@contextlib.contextmanager
def _running(root: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=root, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    too_long = Timer(SECONDS, process.kill)
    too_long.start()
    try:
        yield process
    finally:
        too_long.cancel()
        process.send_signal(signal.SIGINT)
        process.communicate()


SHOWN = {"preview": preview, "findings": findings}

if __name__ == "__main__":
    sys.exit(main())
