"""The preview: after every save it shows what a new preview would, findings are told, and it goes on in spite of them."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import miniature

SECONDS = 60
DATA = "assets/search.json assets/facets.json api/questions.json downloads/handbook.csv my-sheet/entries.json".split()
"""What a preview makes when it is asked for."""
LEAK, TREES = "content/basics/data/data-leakage.md", "content/basics/models/decision-trees.md"


@dataclass
class Preview:
    """A preview that runs: its project, its address and what it has said."""

    root: Path
    url: str
    log: Path

    def get(self, address: str) -> str:
        """A page as it is sent; empty if there is none."""
        try:
            with urllib.request.urlopen(self.url + address, timeout=SECONDS) as answer:  # noqa: S310  # our own server
                return answer.read().decode()
        except urllib.error.HTTPError:
            return ""

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait for what a save should bring about."""
        end = time.monotonic() + SECONDS
        while not condition():
            assert time.monotonic() < end, self.log.read_text("utf-8")
            time.sleep(0.05)

    def pages(self) -> dict[str, str]:
        """Every page that the sitemap lists, by its address, without what differs between two servers."""
        addresses = re.findall(rf"<loc>{re.escape(self.url)}(.*?)</loc>", self.get("sitemap.xml"))
        assert addresses
        found = {address: self.get(address) for address in ["404.html", *DATA, *addresses]}
        return {
            address: re.sub(
                r"<script>(?!.*__md).*?</script>|'sha256-[^']*'", "", text.replace(self.url, "/"), flags=re.S
            )
            for address, text in found.items()
        }


@contextlib.contextmanager
def previewed(root: Path, log: Path) -> Iterator[Preview]:
    """A preview of the project on a free port, ready."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    with log.open("w") as file:
        process = subprocess.Popen(
            command, cwd=root, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, stdout=file, stderr=file
        )
    preview = Preview(root, f"http://127.0.0.1:{port}/", log)

    def ready() -> bool:
        assert process.poll() is None, log.read_text("utf-8")
        with contextlib.suppress(urllib.error.URLError):
            return bool(preview.get(""))
        return False

    try:
        preview.until(ready)
        yield preview
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(SECONDS)
    assert "Traceback" not in log.read_text("utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = miniature.make(tmp_path_factory.mktemp("preview") / "project", notebooks=False)
    shutil.rmtree(root / "docs" / "assets" / "vendor" / "pyodide")  # large, and nothing of it is made
    return root


def replace(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), "utf-8")


def test_after_every_save_a_preview_shows_what_a_new_one_shows(project: Path, tmp_path: Path) -> None:
    with previewed(project, tmp_path / "log") as preview:
        assert "Whoever is asked" in preview.get("paths/tonight/")

        replace(project, LEAK, "Split first, fit", "Split by time first, then fit")
        preview.until(lambda: "Split by time first" in preview.get("questions/data-leakage/"))

        replace(project, LEAK, "short: Data leakage", "short: Leaks")  # other pages show it
        preview.until(lambda: ">Leaks<" in preview.get("questions/decision-trees/"))
        assert ">Leaks<" in preview.get("stages/data/")

        replace(project, LEAK, "## Definition", "## Definitions")  # a finding
        preview.until(lambda: f"{LEAK}:" in preview.log.read_text("utf-8"))
        assert "B05 unknown-heading" in preview.log.read_text("utf-8")
        replace(project, LEAK, "## Definitions", "## Definition")

        (project / TREES).rename(tmp_path / "trees.md")
        preview.until(lambda: not preview.get("questions/decision-trees/"))
        assert "decision-trees" not in preview.get("stages/models/")
        (tmp_path / "trees.md").rename(project / TREES)
        preview.until(lambda: bool(preview.get("questions/decision-trees/")))

        tonight = (project / "content" / "paths" / "tonight.yml").read_text("utf-8")
        (project / "content" / "paths" / "soon.yml").write_text(tonight.replace("Tonight", "Soon"), "utf-8")
        preview.until(lambda: bool(preview.get("paths/soon/")))
        (project / "content" / "paths" / "soon.yml").unlink()
        preview.until(lambda: not preview.get("paths/soon/"))

        shown = preview.pages()
    with previewed(project, tmp_path / "again") as fresh:
        assert fresh.pages() == shown
