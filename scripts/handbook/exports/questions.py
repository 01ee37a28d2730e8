"""Every published question as JSON, and the JSON Schema that describes it."""

from __future__ import annotations

import io
import json
from typing import Any

from handbook import cache, contract, prose
from handbook.model import Catalogue, Question, Section
from handbook.order import workflow
from handbook.settings import Settings

VERSION = 1
TEXT: dict[str, Any] = {"type": "string"}
TEXTS: dict[str, Any] = {"type": "array", "items": TEXT}


def data(catalogue: Catalogue, settings: Settings) -> bytes:
    """Every published question with all its fields and its sections as plain text, in workflow order, as JSON."""
    published = workflow((q for q in catalogue.questions.values() if q.published), catalogue.taxonomy)
    head = json.dumps({"version": VERSION, "name": settings.name, "license": "CC-BY-4.0"}, ensure_ascii=False)
    written = io.BytesIO()
    written.write(f'{head.removesuffix("}")}, "questions": ['.encode())
    for number, item in enumerate(published):
        written.write(f"{',' if number else ''}\n{question(item, settings)}".encode())
    written.write(b"\n]}\n")
    return written.getvalue()


def question(item: Question, settings: Settings) -> str:
    """A question as JSON, kept by its text."""

    def made() -> str:
        return json.dumps(_question(item, settings), ensure_ascii=False, separators=(",", ":"))

    text: str = cache.kept("question as data", (item.document.digest, settings.site_url), made)
    return text


def _question(question: Question, settings: Settings) -> dict[str, Any]:
    return {
        "slug": question.slug,
        "url": f"{settings.site_url}questions/{question.slug}/",
        "category": question.category,
        "place": question.place,
        "title": question.title,
        "gist": question.gist,
        "short": question.short,
        "level": question.level,
        "roles": list(question.roles),
        "topics": list(question.topics),
        "after": list(question.after),
        "formula": question.formula,
        "variants": list(question.variants),
        "sources": [{"title": source.title, "url": source.url} for source in question.sources],
        "reviewed": question.reviewed.isoformat() if question.reviewed else "",
        "corrections": [{"date": made.date.isoformat(), "text": made.text} for made in question.corrections],
        "aliases": list(question.aliases),
        "spoken_seconds": question.seconds,
        "study_minutes": question.minutes,
        "sections": [_section(section) for section in question.document.sections],
        "code": {name: text for name, text in question.document.companions.items() if name.endswith(".py")},
    }


def _section(section: Section) -> dict[str, Any]:
    items = prose.items(section.tokens, "items") or prose.items(section.tokens, "steps")
    return {
        "title": section.title,
        "text": prose.plain(section.tokens),
        "items": [prose.plain(item.tokens) for item in items],
        "sections": [_section(below) for below in section.sections],
    }


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of `data`."""
    section = {
        "type": "object",
        "properties": {
            "title": TEXT,
            "text": TEXT,
            "items": TEXTS,
            "sections": {"type": "array", "items": {"$ref": "#/$defs/section"}},
        },
        "required": ["title", "text", "items", "sections"],
        "additionalProperties": False,
    }
    source = {
        "type": "object",
        "properties": {"title": TEXT, "url": {"type": "string", "format": "uri", "pattern": "^https://"}},
        "required": ["title", "url"],
        "additionalProperties": False,
    }
    correction = {
        "type": "object",
        "properties": {"date": {"type": "string", "format": "date"}, "text": TEXT},
        "required": ["date", "text"],
        "additionalProperties": False,
    }
    properties: dict[str, Any] = {
        "slug": {"type": "string", "pattern": f"^{contract.SLUG}$", "maxLength": contract.SLUG_LENGTH},
        "url": {"type": "string", "format": "uri"},
        "category": {"enum": list(contract.CATEGORIES)},
        "place": TEXT,
        "title": TEXT,
        "gist": {"type": "string", "maxLength": contract.GIST_CHARACTERS},
        "short": TEXT,
        "level": TEXT,
        "roles": TEXTS,
        "topics": TEXTS,
        "after": TEXTS,
        "formula": TEXT,
        "variants": TEXTS,
        "sources": {"type": "array", "items": source},
        "reviewed": {"type": "string", "format": "date"},
        "corrections": {"type": "array", "items": correction, "description": "changes of meaning, newest first"},
        "aliases": TEXTS,
        "spoken_seconds": {"type": "integer", "minimum": 5, "description": "to say the spoken parts of the answer"},
        "study_minutes": {"type": "integer", "minimum": 1, "description": "to study the page once"},
        "sections": {"type": "array", "items": {"$ref": "#/$defs/section"}},
        "code": {"type": "object", "additionalProperties": TEXT, "description": "Python files by name"},
    }
    question = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The questions of the handbook",
        "type": "object",
        "properties": {
            "version": {"const": VERSION},
            "name": TEXT,
            "license": TEXT,
            "questions": {"type": "array", "items": question},
        },
        "required": ["version", "name", "license", "questions"],
        "additionalProperties": False,
        "$defs": {"section": section},
    }
