"""A finished page as a Markdown file: front matter, then its HTML as one block. For builders on Python-Markdown."""

from __future__ import annotations

import json
from html import escape

from handbook.model import Page


def markdown(page: Page, with_body: bool = True) -> str:
    """The file's text. Titles and descriptions are escaped, since builders print them as they stand."""
    head = page.head if page.indexed else f'<meta name="robots" content="noindex">\n{page.head}'
    # A JSON string is a YAML string whatever it holds.
    rows = {
        "title": escape(page.title),
        "description": escape(page.description),
        "hide": ["navigation", "toc"],
        "mathematics": page.mathematics,
        "head": head,
    }
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in rows.items()]
    text = "\n".join(["---", *lines, "---", ""])
    return f"{text}\n<div>\n{page.body}\n</div>\n" if with_body else text
