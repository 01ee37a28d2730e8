"""This project in another folder, around other content: what a build, a check and a stage need."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

FOLDERS = ("docs", "hooks", "scripts")
CONFIGURATION = "mkdocs.yml"
LINK = re.compile(r"\[([^\]]*)\]\([^)]*(?:questions|stories|sheets|paths|notebooks)/[^)]*\)")
"""A link of a page written by hand to one that is made from content, which may be missing here."""
PLUGINS = re.compile(r"^plugins:\n(?:  .*\n)+", re.MULTILINE)


def make(project: Path, root: Path, content: Mapping[str, bytes], notebooks: bool = True) -> None:
    """Write into the new folder `root` the project with these files for its content, by their path from the root.

    Without `notebooks` it has no plugin that would show them, so a build runs none.
    """
    for name in FOLDERS:
        shutil.copytree(project / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for page in (root / "docs").rglob("*.md"):
        page.write_text(LINK.sub(r"\1", page.read_text("utf-8")), "utf-8")
    configuration = (project / CONFIGURATION).read_text("utf-8")
    (root / CONFIGURATION).write_text(
        configuration if notebooks else PLUGINS.sub("plugins: []\n", configuration), "utf-8"
    )
    for path, data in content.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
