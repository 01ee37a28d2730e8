"""From YAML values to the taxonomy and the study paths. Takes what has the right form; the rules report the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from handbook import contract
from handbook.model import Selection, StudyPath, Taxonomy, Term, Value

TERM_KINDS = ("stages", "domains", "focuses", "levels", "roles", "groups", "topics")
TERM_KEYS = ("name", "title", "line")


def taxonomy(value: Value | None) -> Taxonomy:
    """The taxonomy written in a YAML mapping; malformed entries are left out."""
    if value is None:
        return Taxonomy()
    kinds = {kind: tuple(_terms(value.get(kind))) for kind in TERM_KINDS}
    groups = value.get("synonyms")
    synonyms = tuple(texts(group) for group in (groups.items if groups else ()))
    return Taxonomy(**kinds, synonyms=synonyms)


def _terms(value: Value | None) -> Iterable[Term]:
    seen = set()
    for item in value.items if value else ():
        name, title, line, group = (text(item.get(key)) for key in (*TERM_KEYS, "group"))
        if re.fullmatch(contract.SLUG, name) and title and line and name not in seen:
            seen.add(name)
            yield Term(name, title, line, group)


def text(value: Value | None) -> str:
    """The text of a scalar, empty for anything else."""
    return value.text.strip() if value is not None and value.kind == "scalar" else ""


def texts(value: Value | None) -> tuple[str, ...]:
    """The texts of a list's scalars."""
    return tuple(item.text.strip() for item in (value.items if value else ()) if item.kind == "scalar")


def study_path(path: str, value: Value) -> StudyPath | None:
    """The study path written in a YAML mapping, or None while it is not complete."""
    title, audience, minutes = (text(value.get(key)) for key in ("title", "audience", "minutes"))
    select = value.get("select")
    if not (title and audience and minutes.isascii() and minutes.isdigit() and select and select.kind == "mapping"):
        return None
    chosen = {key: texts(select.get(key)) for key in contract.SELECT_KEYS}
    slug = PurePosixPath(path).stem
    pages = text(value.get("pages"))
    budget = int(pages) if pages in map(str, range(1, contract.SHEET_PAGES + 1)) else 0
    return StudyPath(slug, title, audience, int(minutes[:6]), Selection(**chosen), path, budget)
