"""llms.txt: the questions as a list that a language model can read (see llmstxt.org for the form)."""

from __future__ import annotations

import re

from handbook import contract
from handbook.model import Catalogue
from handbook.order import workflow
from handbook.settings import Settings


def llms_txt(catalogue: Catalogue, settings: Settings) -> str:
    """A heading for each category and a line for each published question, in workflow order."""
    published = workflow((q for q in catalogue.questions.values() if q.published), catalogue.taxonomy)
    lines = [
        f"# {settings.name}",
        "",
        f"> {settings.description}",
        "",
        f"Everything as data: {settings.site_url}api/questions.json (CC BY 4.0).",
    ]
    for category in contract.CATEGORIES:
        chosen = [question for question in published if question.category == category]
        if chosen:
            lines += ["", f"## {contract.CATEGORY_TITLES[category]}", ""]
            lines += [f"- [{_text(q.title)}]({settings.site_url}questions/{q.slug}/): {_text(q.gist)}" for q in chosen]
    return "\n".join(lines) + "\n"


def _text(line: str) -> str:
    """A line as Markdown in which nothing becomes a link, a tag or code."""
    return re.sub(r"[\\\[\]<`]", r"\\\g<0>", line)
