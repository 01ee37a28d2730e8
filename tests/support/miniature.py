"""A project of a few questions, built in seconds, in which every link leads somewhere."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ELSEWHERE = re.compile(r"\[([^\]]*)\]\([^)]*(?:questions|stories|sheets|paths|notebooks)/[^)]*\)")


def make(root: Path) -> Path:
    """Write into the new folder `root` this project with the questions of tests/rules/base for its content."""
    shutil.copytree(ROOT / "tests" / "rules" / "base" / "content", root / "content")
    for name in ("docs", "hooks", "scripts"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", root)
    for page in (root / "docs").rglob("*.md"):
        page.write_text(ELSEWHERE.sub(r"\1", page.read_text("utf-8")), "utf-8")
    return root
