"""What the handbook publishes besides pages: data, schemas, the search index, a feed."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from functools import partial

from handbook import cache, contract, workbench
from handbook.exports import cards, facets, feed, frontmatter, llms, questions, rare, search
from handbook.model import Asset, Catalogue, Question
from handbook.pages import links, notebook, question, sheets
from handbook.pages.book import Book
from handbook.settings import Settings


def prepare(book: Book) -> None:
    """Make all that is made of one question alone, question by question, so that the text of each is read once. Pages
    and exports find it in the cache; where none is open, they make it themselves."""
    if not cache.is_open():
        return
    items = {item.path: item for item in book.questions}  # named as when they were judged: their texts are still read
    decided_by = {path: (item.document.digest, book.frame, book.linked(item)) for path, item in items.items()}
    cache.kept_together("prepared", decided_by, lambda paths: ((path, _prepare(book, items[path])) for path in paths))


def _prepare(book: Book, item: Question) -> bool:
    question.plan(book, item).make()
    sheets.mine(book, item)
    sheets.entry_on(book, item, f"sheets/{item.category}/")
    questions.question(item, book.settings)
    cards.digest(item, book.addresses, book.settings.site_url)
    rare.said(item)
    if workbench.workbench(item):
        notebook.download(item, book.addresses, book.settings.site_url)
    return True


def assets(catalogue: Catalogue, settings: Settings, drafts: bool = False) -> Iterator[Asset]:
    """Every published file that is no page nor deck; drafts, where they are previewed, can be searched."""
    yield Asset("api/questions.json", lambda: questions.data(catalogue, settings))
    yield _json("api/questions.schema.json", questions.schema)
    yield _json("api/front-matter.schema.json", lambda: frontmatter.schema(catalogue.taxonomy))
    yield _json("api/story-front-matter.schema.json", lambda: frontmatter.schema(catalogue.taxonomy, (contract.STORY,)))
    yield _json("assets/search.json", lambda: search.search_data(catalogue, drafts))
    yield _json("assets/search-rest.json", lambda: search.search_rest(catalogue, drafts))
    yield _json("assets/facets.json", lambda: facets.facets(catalogue, drafts))
    shown = [question for question in catalogue.questions.values() if question.published or drafts]
    addresses = {question.path: links.question(question.slug) for question in shown}
    for item in shown:
        material = workbench.workbench(item)
        if material:
            yield _json(f"questions/{item.slug}/workbench.json", partial(dataclasses.asdict, material))
            yield _text(notebook.file(item.slug), partial(notebook.download, item, addresses, settings.site_url))
    for story in catalogue.stories:
        if story.published or drafts:
            yield _text(notebook.file(story.slug), partial(notebook.story_download, story))
    yield _text("llms.txt", lambda: llms.llms_txt(catalogue, settings))
    yield _text("feed.xml", lambda: feed.feed(catalogue, settings))


def _text(address: str, make: Callable[[], str]) -> Asset:
    return Asset(address, lambda: make().encode())


def _json(address: str, make: Callable[[], object]) -> Asset:
    return _text(address, lambda: json.dumps(make(), ensure_ascii=False, separators=(",", ":")) + "\n")
