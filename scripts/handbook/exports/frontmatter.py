"""The JSON Schema of a question's front matter, for editors that complete and check YAML."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from handbook import contract
from handbook.contract import Key
from handbook.model import Category, Taxonomy

SLUG: dict[str, Any] = {"type": "string", "pattern": f"^{contract.SLUG}$", "maxLength": contract.SLUG_LENGTH}
DAY: dict[str, Any] = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}

URL = r"""^https://[^/?#@\s]*\.[^/?#@\s]*([/?#][^\s<>"'`\\]*)?$"""


def schema(taxonomy: Taxonomy, categories: Collection[Category] = contract.CATEGORIES) -> dict[str, Any]:
    """The JSON Schema (2020-12) of the front matter of these categories; which of them has `formula` and which has its
    sources under Papers is left to the checks."""
    keys = [key for key in contract.KEYS if set(categories) & set(key.categories)]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Front matter of a question" if contract.STORY not in categories else "Front matter of a story",
        "type": "object",
        "properties": {key.name: {"description": key.about, **_value(key, taxonomy)} for key in keys},
        "required": [key.name for key in keys if key.required],
        "additionalProperties": False,
    }


def _value(key: Key, taxonomy: Taxonomy) -> dict[str, Any]:
    low, high = key.count
    length = {"minItems": low} | ({"maxItems": high} if high else {})
    names = (
        [{"const": term.name, "description": term.line} for term in getattr(taxonomy, key.names)] if key.names else []
    )
    name = {"type": "string", "oneOf": names}  # without the type, editors complete nothing
    forms: dict[str, dict[str, Any]] = {
        "text": {"type": "string", "pattern": r"^[^\n]+$"} | ({"maxLength": key.characters} if key.characters else {}),
        "texts": {"type": "array", "items": {"type": "string", "minLength": 1}, "uniqueItems": True, **length},
        "name": name,
        "names": {"type": "array", "items": name, "uniqueItems": True, **length},
        "slugs": {"type": "array", "items": SLUG, "uniqueItems": True, **length},
        "sources": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "title": {"type": "string", "minLength": 1},
                    "url": {"type": "string", "pattern": URL},
                },
                "required": list(contract.SOURCE_KEYS),
                "additionalProperties": False,
            },
            **length,
        },
        "date": DAY,
        "corrections": {
            "type": "array",
            "items": {
                "type": "object",
                "propertyNames": DAY,
                "additionalProperties": {"type": "string", "minLength": 1, "maxLength": key.characters},
                "minProperties": 1,
                "maxProperties": 1,
            },
            **length,
        },
    }
    return forms[key.kind]
