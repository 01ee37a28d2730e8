"""All pages of a tree as a site would show them, whatever is wrong with it."""

from __future__ import annotations

import json

from nbconvert.filters.markdown_mistune import markdown2html_mistune

from handbook import catalogue, math, notebooks, pages
from handbook.math import LatexError
from handbook.model import Page
from handbook.pages import notebook
from handbook.pages.book import open_book
from handbook.settings import Settings
from handbook.stage import front_matter
from handbook.svg import SvgError

SETTINGS = Settings("ada/handbook")


def shown(files: dict[str, bytes | None]) -> dict[str, str]:
    """Every page of a tree by its address, head and body, drafts included; what stops a build stands for all pages."""
    try:
        loaded, _ = catalogue.check(files)
        with math.renderer() as render:
            book = open_book(loaded, SETTINGS, render, drafts=True)
            made = {item.page.address: (item.page, _notebook(item)) for item in notebook.notebooks(book)}
        made |= {page.address: (page, page.body) for page in pages.render(loaded, SETTINGS, drafts=True)}
    except RecursionError:
        raise
    except (LatexError, SvgError, LookupError, RuntimeError, StopIteration, ValueError) as error:
        return {"": f"no site: {type(error).__name__}"}
    return {address: _head(page) + body for address, (page, body) in made.items()}


def _head(page: Page) -> str:
    """What the theme, which escapes nothing, writes of a page."""
    meta = front_matter(page)
    return (
        f'<title>{meta["title"]}</title>\n<meta name="description" content="{meta["description"]}">\n{meta["head"]}\n'
    )


def _notebook(item: notebook.Notebook) -> str:
    """A notebook's page before anything ran."""
    cells = [cell["source"] for cell in json.loads(item.text)["cells"] if cell["cell_type"] == "markdown"]
    html = "\n".join(f"<div>{markdown2html_mistune(source)}</div>" for source in cells)
    return notebooks.finished(f'<div class="jupyter-wrapper">{html}</div>')
