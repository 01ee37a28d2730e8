"""A project of a few questions, built in seconds, in which every link leads somewhere."""

from __future__ import annotations

from pathlib import Path

from handbook import catalogue, replica

ROOT = Path(__file__).resolve().parents[2]


def make(root: Path, notebooks: bool = True) -> Path:
    """Write into the new folder `root` this project with the questions of tests/rules/base for its content."""
    files = catalogue.read_files(ROOT / "tests" / "rules" / "base")
    replica.make(ROOT, root, {path: data for path, data in files.items() if data is not None}, notebooks)
    return root
