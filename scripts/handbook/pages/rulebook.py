"""A page for every rule: what it asks for, why, the form to write, and a case that it refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup, escape

from handbook import cases, sanitize
from handbook.model import Page
from handbook.pages.book import Book, fill
from handbook.pages.examples import example
from handbook.rules import FAMILIES, RULES, Rule

PART = re.compile(r"^(Why|Instead of|Write):\s*", re.MULTILINE)


def pages(book: Book) -> Iterator[Page]:
    """The list of the rules by family, and a page for each."""
    families = []
    for family in FAMILIES:
        rules = [rule for rule in RULES if rule in vars(family).values()]
        families.append(((family.__doc__ or "").split(": ", 1)[-1], rules))
    line = "What the checks ask of every file, rule by rule."
    body = fill(book, "rules.html", "contributing/rules/", families=families, line=line, text=text)
    yield Page("contributing/rules/", "Rules", line, body, edit="scripts/handbook/rules/__init__.py")
    for rule in RULES:
        address = f"contributing/rules/{rule.id.lower()}/"
        body = fill(
            book,
            "rule.html",
            address,
            rule=rule,
            parts=parts(rule),
            text=text,
            example=example(rule),
            cases_url=book.settings.source_url(f"tests/rules/{cases.name(rule)}"),
        )
        edit = f"scripts/{rule.function.__module__.replace('.', '/')}.py"
        yield Page(address, f"{rule.id} {rule.name}", rule.summary, body, edit=edit)


def parts(rule: Rule) -> list[tuple[str, str]]:
    """The labeled parts of a rule's docstring after its summary: (label, text)."""
    pieces = PART.split(rule.doc.partition("\n\n")[2])
    return [(label, " ".join(text.split())) for label, text in zip(pieces[1::2], pieces[2::2], strict=True)]


def text(line: str) -> Markup:
    """A docstring's line as HTML: what stands in backticks is code."""
    html = re.sub(r"(`+)(.+?)\1", lambda match: f"<code>{match[2].strip()}</code>", str(escape(line)))
    return sanitize.clean(html)
