"""What the handbook publishes besides pages: data, schemas, the search index, a feed."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from functools import partial

from handbook import cache, contract, workbench
from handbook.exports import cards, facets, feed, frontmatter, llms, questions, search
from handbook.model import Asset, Catalogue, Question
from handbook.pages import links, notebook, question, sheets
from handbook.pages.book import Book
from handbook.settings import Settings


def prepare(book: Book) -> None:
    """Make all that is made of one question alone, question by question, so that the text of each is read once. Pages
    and exports find it in the cache; where none is open, they make it themselves."""
    for item in book.questions if cache.is_open() else ():
        decided_by = (item.document.digest, book.frame, book.linked(item))
        cache.kept("prepared", decided_by, partial(_prepare, book, item))


def _prepare(book: Book, item: Question) -> bool:
    question.plan(book, item).make()
    sheets.mine(book, item)
    sheets.entry_on(book, item, f"sheets/{item.category}/")
    questions.question(item, book.settings)
    cards.digest(item, book.addresses, book.settings.site_url)
    if workbench.workbench(item):
        notebook.download(item, book.addresses, book.settings.site_url)
    return True


def assets(catalogue: Catalogue, settings: Settings, drafts: bool = False) -> Iterator[Asset]:
    """Every published file that is no page; drafts, where they are previewed, can be searched."""
    yield Asset("api/questions.json", questions.data(catalogue, settings))
    yield Asset("api/questions.schema.json", _json(questions.schema()))
    yield Asset("api/front-matter.schema.json", _json(frontmatter.schema(catalogue.taxonomy)))
    stories = frontmatter.schema(catalogue.taxonomy, (contract.STORY,))
    yield Asset("api/story-front-matter.schema.json", _json(stories))
    yield Asset(
        "assets/search.json",
        json.dumps(search.search_data(catalogue, drafts), ensure_ascii=False, separators=(",", ":")),
    )
    yield Asset(
        "assets/facets.json", json.dumps(facets.facets(catalogue, drafts), ensure_ascii=False, separators=(",", ":"))
    )
    shown = [question for question in catalogue.questions.values() if question.published or drafts]
    addresses = {question.path: links.question(question.slug) for question in shown}
    for item in shown:
        material = workbench.workbench(item)
        if material:
            yield Asset(f"questions/{item.slug}/workbench.json", _json(dataclasses.asdict(material)))
            yield Asset(notebook.file(item.slug), notebook.download(item, addresses, settings.site_url))
    for story in catalogue.stories:
        if story.published or drafts:
            yield Asset(notebook.file(story.slug), notebook.story_download(story))
    yield Asset("llms.txt", llms.llms_txt(catalogue, settings))
    yield Asset("feed.xml", feed.feed(catalogue, settings))


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"
