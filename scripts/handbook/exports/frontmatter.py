"""The JSON Schema of a question's front matter, for editors that complete and check YAML."""

from __future__ import annotations

from typing import Any

from handbook import contract
from handbook.contract import Key
from handbook.model import Taxonomy

SLUG: dict[str, Any] = {"type": "string", "pattern": f"^{contract.SLUG}$", "maxLength": contract.SLUG_LENGTH}
DAY: dict[str, Any] = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


def schema(taxonomy: Taxonomy) -> dict[str, Any]:
    """The JSON Schema (2020-12) of the front matter of every category; `formula` is left to the checks."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Front matter of a question",
        "type": "object",
        "properties": {key.name: {"description": key.about, **_value(key, taxonomy)} for key in contract.KEYS},
        "required": [key.name for key in contract.KEYS if key.required],
        "additionalProperties": False,
    }


def _value(key: Key, taxonomy: Taxonomy) -> dict[str, Any]:
    low, high = key.count
    length = {"minItems": low} | ({"maxItems": high} if high else {})
    names = (
        [{"const": term.name, "description": term.line} for term in getattr(taxonomy, key.names)] if key.names else []
    )
    forms: dict[str, dict[str, Any]] = {
        "text": {"type": "string", "minLength": 1} | ({"maxLength": key.characters} if key.characters else {}),
        "texts": {"type": "array", "items": {"type": "string", "minLength": 1}, "uniqueItems": True, **length},
        "name": {"oneOf": names},
        "names": {"type": "array", "items": {"oneOf": names}, "uniqueItems": True, **length},
        "slugs": {"type": "array", "items": SLUG, "uniqueItems": True, **length},
        "sources": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "title": {"type": "string", "minLength": 1},
                    "url": {"type": "string", "pattern": "^https://"},
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
