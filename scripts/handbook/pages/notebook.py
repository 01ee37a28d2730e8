"""The practice notebook of a coding question: its cells, once as a page of the site, once as a file to take along."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from html import escape
from urllib.parse import urljoin

from handbook import cache, contract, prose, workbench
from handbook.cells import cells
from handbook.model import Page, Question, Story
from handbook.pages import links, markup
from handbook.pages.book import Book, fill, template

RUNNER = '''\
def run_tests(function):
    """Run every test above on the function and tell which pass; True if all of them do."""
    tests = [value for name, value in list(globals().items()) if name.startswith("test_")]
    failed = 0
    for test in tests:
        try:
            test(function)
            print("passes ", test.__name__)
        except Exception as error:
            failed += 1
            print("FAILS  ", test.__name__, "-", f"{type(error).__name__} {error}"[:160])
    print(f"{len(tests) - failed} of {len(tests)} tests pass")
    return not failed
'''


@dataclass(frozen=True, slots=True)
class Notebook:
    """A notebook in the version 4 format of Jupyter, as JSON, and the page that shows it (its body is made later)."""

    page: Page
    text: str


def address(slug: str) -> str:
    """The address of the page that shows a question's notebook."""
    return f"notebooks/{slug}/"


def file(slug: str) -> str:
    """The address of the notebook as a file."""
    # A builder would take two files of one name in notebooks/ for the same.
    return f"downloads/notebooks/{slug}.ipynb"


def notebooks(book: Book) -> Iterator[Notebook]:
    """The notebook of every coding question and story, with its prose set as on the site."""
    for story in book.stories:
        base = address(story.slug)
        title, line = f"{story.short}: the notebook", f"Every number of the story, computed: {story.title}"
        head = _head(base)
        page = Page(base, title, line, "", story.path, head, mathematics=True, indexed=story.published)
        decided_by = (story.document.digest, base, book.linked(story))
        yield Notebook(page, cache.kept("notebook of a story", decided_by, partial(_of_story, book, story)))
    for question in book.questions:
        if workbench.workbench(question):
            base = address(question.slug)
            page = Page(
                base,
                f"{question.short}: practice notebook",
                f"A notebook to practice in: {question.title}",
                "",
                edit=question.path,
                head=_head(base),
                mathematics=True,
                indexed=question.published,
            )
            decided_by = (question.document.digest, base, book.linked(question))
            yield Notebook(page, cache.kept("notebook", decided_by, partial(_of_question, book, question)))


def _of_story(book: Book, story: Story) -> str:
    setting = markup.Setting(story.document, address(story.slug), book.linked(story), book.render)
    return _json(
        [
            ("markdown", _one_block(markup.text(source, setting))) if kind == "markdown" else (kind, source)
            for kind, source in story_cells(story)
        ]
    )


def _of_question(book: Book, question: Question) -> str:
    base = address(question.slug)
    setting = markup.Setting(question.document, base, book.linked(question), book.render)
    along = f'Take it along: <a href="{links.relative(file(question.slug), base)}" download>as a file</a>.'
    return _json(_cells(question, setting, links.relative, along))


def story_cells(story: Story) -> list[tuple[str, str]]:
    """The cells of a story's notebook, as (kind, source); its Markdown is still Markdown. No cells while it is not
    written."""
    return [(cell.kind, cell.source) for cell in cells(story.document.companions.get(contract.NOTEBOOK, ""))]


def story_download(story: Story) -> str:
    """The notebook of a story as a file, nothing executed."""
    return _json(story_cells(story))


def _head(base: str) -> str:
    return f'<link rel="stylesheet" href="{links.relative("assets/css/notebook.css", base)}">'


def download(question: Question, addresses: Mapping[str, str], site_url: str) -> str:
    """The notebook of a coding question as a file: formulas as LaTeX, links to the published site, nothing executed."""
    base = address(question.slug)
    absolute = {path: site_url + addresses[path] for path in question.links if path in addresses}

    def to(target: str, base: str) -> str:
        return urljoin(site_url + base, links.relative(target, base))

    def made() -> str:
        return _json(_cells(question, markup.Setting(question.document, base, absolute, _latex), to))

    text: str = cache.kept("notebook as a file", (question.document.digest, base, site_url, absolute), made)
    return text


def page(book: Book) -> Page:
    """The list of all notebooks."""
    base = "notebooks/"
    questions = [question for question in book.questions if workbench.workbench(question)]
    line = "Every coding question as a Jupyter notebook: the statement, an empty function, the tests, hints, both versions."
    return Page(
        base,
        "Practice notebooks",
        line,
        fill(book, "notebooks.html", base, questions=questions, line=line),
        edit=template("notebooks"),
    )


def _latex(latex: str, display: bool) -> str:
    return escape(f"$${latex}$$" if display else f"${latex}$")


def _cells(
    question: Question, setting: markup.Setting, to: Callable[[str, str], str], also: str = ""
) -> list[tuple[str, str]]:
    """The cells in order, as (kind, source). Prose is HTML, which a notebook's Markdown shows as it stands."""
    material = workbench.workbench(question)
    assert material is not None
    sections = {section.title: section.tokens for section in question.document.sections}
    title = markup.inline(question.document.body.heading, setting)
    home = to(links.question(question.slug), setting.base)
    hints = "\n".join(
        f"<details><summary>Hint {number}</summary>{_one_block(markup.blocks(item.tokens, setting))}</details>"
        for number, item in enumerate(prose.items(sections.get("Walkthrough", ()), "steps"), 1)
    )
    cost = _one_block(markup.blocks(sections.get("Complexity", ()), setting))
    judged = f"\n\nassert run_tests({material.name})"
    return [
        ("markdown", f"<h1>{title}</h1>"),  # HTML, in which no text becomes Markdown
        (
            "markdown",
            f"<p>Write <code>{material.name}</code> with the standard library, then run the tests. The answer with its "
            f'follow-ups: <a href="{escape(home)}">{escape(question.short)}</a>. {also}</p>',
        ),
        ("code", material.stub.rstrip("\n")),
        ("markdown", "## The tests"),
        ("code", material.tests.rstrip("\n")),
        ("code", f"{RUNNER}\n\nrun_tests({material.name});"),
        ("markdown", f"## Hints\n\n{hints}"),
        ("markdown", "## First draft\n\n<p>One function, as one writes it first. Running it replaces yours.</p>"),
        ("code", material.draft.rstrip("\n") + judged),
        ("markdown", "## Solution\n\n<p>The main function first, then helpers that each do one step.</p>"),
        ("code", material.solution.rstrip("\n") + judged),
        (
            "markdown",
            "## What does it cost?\n\n<p>Say how time and memory grow, and with what. Then look.</p>\n"
            f"<details><summary>Time and space</summary>{cost}</details>",
        ),
    ]


def _one_block(html: str) -> str:
    """HTML without blank lines: in Markdown one would end the block."""
    return "\n".join(line for line in html.split("\n") if line.strip())


def _json(sources: list[tuple[str, str]]) -> str:
    made = []
    for number, (kind, source) in enumerate(sources, 1):
        cell: dict[str, object] = {"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": source}
        if kind == "code":
            cell |= {"execution_count": None, "outputs": []}
        made.append(cell)
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    data = {"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
