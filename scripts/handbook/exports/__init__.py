"""What the handbook publishes besides pages: data, schemas, the search index, a feed."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator

from handbook import contract, workbench
from handbook.exports import facets, feed, frontmatter, llms, questions, search
from handbook.model import Asset, Catalogue
from handbook.pages import links, notebook
from handbook.settings import Settings


def assets(catalogue: Catalogue, settings: Settings, drafts: bool = False) -> Iterator[Asset]:
    """Every published file that is no page; drafts, where they are previewed, can be searched."""
    yield Asset("api/questions.json", _json(questions.data(catalogue, settings)))
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
    for question in shown:
        material = workbench.workbench(question)
        if material:
            yield Asset(f"questions/{question.slug}/workbench.json", _json(dataclasses.asdict(material)))
            text = notebook.download(question, addresses, settings.site_url)
            yield Asset(notebook.file(question.slug), text)
    for story in catalogue.stories:
        if story.published or drafts:
            yield Asset(notebook.file(story.slug), notebook.story_download(story))
    yield Asset("llms.txt", llms.llms_txt(catalogue, settings))
    yield Asset("feed.xml", feed.feed(catalogue, settings))


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
