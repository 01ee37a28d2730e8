"""The pages written by hand: numbered steps stay steps, and what a page names is there."""

from __future__ import annotations

import re
from pathlib import Path

import markdown
import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*(ROOT / "docs").rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"])
EXTENSIONS = re.search(r"^markdown_extensions:\n(?:  .*\n)+", (ROOT / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)
NAMED = re.compile(r"(?:scripts|tests|docs|content|hooks|\.github)/[\w./-]*")
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def swallowed(text: str) -> list[str]:
    """The numbers that were written as steps and came out as words of the step before."""
    assert EXTENSIONS is not None
    (extensions,) = yaml.safe_load(EXTENSIONS[0]).values()
    names = [name for one in extensions for name in (one if isinstance(one, dict) else [one])]
    options = {name: given for one in extensions if isinstance(one, dict) for name, given in one.items()}
    html = markdown.markdown(text, extensions=names, extension_configs=options)
    return re.findall(r"^\d+\. .*", re.sub(r"<pre.*?</pre>", "", html, flags=re.DOTALL), re.MULTILINE)


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("1. One.\n2. Two.", []),
        ("1. One.\n\n    More.\n\n2. Two.", []),
        ("1. One.\n\n    More.\n2. Two.", ["2. Two.</p>"]),
        ("```text\n2. Two.\n```", []),
    ],
)
def test_a_swallowed_step_is_seen(text: str, lost: list[str]) -> None:
    assert swallowed(text) == lost


@each_page
def test_numbered_steps_stay_steps(page: Path) -> None:
    assert swallowed(page.read_text("utf-8")) == []


@each_page
def test_what_is_named_is_there(page: Path) -> None:
    spans = re.findall(r"(?<!`)`([^`\n]+)`", page.read_text("utf-8"))
    lines = re.findall(r"^ *(?:make|\.venv/bin/python) .*", page.read_text("utf-8"), re.MULTILINE)
    for code in [*spans, *lines]:
        for name in NAMED.findall(code) if not re.search(r"[<…]", code) else ():
            assert (ROOT / name).exists(), f"{page.name} names {name}"
