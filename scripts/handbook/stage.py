"""A finished page as a Markdown file: front matter, then its HTML as one block. For builders on Python-Markdown."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from handbook.model import Page


def front_matter(page: Page) -> dict[str, Any]:
    """What a builder's templates need to know of a page. Titles and descriptions are escaped, since they are printed as
    they stand."""
    head = page.head if page.indexed else f'<meta name="robots" content="noindex">\n{page.head}'
    return {
        "title": escape(page.title),
        "description": escape(page.description),
        "hide": ["navigation", "toc"],
        "mathematics": page.mathematics,
        "python": page.python,
        "head": head,
    }


def markdown(page: Page, with_body: bool = True) -> str:
    """The file's text."""
    # A JSON string is a YAML string whatever it holds.
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front_matter(page).items()]
    text = "\n".join(["---", *lines, "---", ""])
    return f"{text}\n<div>\n{page.body}\n</div>\n" if with_body else text
