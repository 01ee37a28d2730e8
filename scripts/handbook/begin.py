"""Whether a new question may be begun, and with which files; broken neighbors are no hindrance."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from handbook import contract, likeness, source, terms
from handbook.model import Taxonomy, Value
from handbook.rules.nearest import nearest
from handbook.skeleton import Wanted, files, neighbors
from handbook.slugs import slug

Contents = Mapping[str, bytes | None]
"""The files of a handbook by their path."""
NEAR = 0.5
"""The likeness from which on a question is worth a look; from likeness.TWIN on, the checks warn."""


def refusals(wanted: Wanted, taxonomy: Taxonomy, taken: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Why a question cannot be begun, each with the form to write. `taken` has the file of every slug in use."""
    if wanted.category not in contract.CATEGORIES:
        help = nearest(wanted.category, contract.CATEGORIES, "did you mean {}?", "the categories are: {}")
        yield f"{shown(wanted.category)} is no category", help
    else:
        kind = contract.PLACE_KIND[wanted.category]
        names = taxonomy.names(kind)
        if wanted.place not in names:
            help = nearest(wanted.place, names, "did you mean {}?", "use one of: {}")
            yield f"{shown(wanted.place)} is none of the {kind}", help
    for names, kind in (
        ((wanted.level,) if wanted.level else (), "levels"),
        (wanted.topics, "topics"),
        (wanted.roles, "roles"),
    ):
        for name in names:
            if name not in taxonomy.names(kind):
                help = nearest(name, taxonomy.names(kind), "did you mean {}?", "use one of: {}")
                yield f"{shown(name)} is none of the {kind}", help
    invisible = source.INVISIBLE.search(wanted.title) or re.search("[\ud800-\udfff]", wanted.title)
    if not wanted.title:
        yield "the question is empty", 'ask it in one breath, in quotes: "What is calibration?"'
    elif invisible:
        yield f"the question holds a character that nobody sees: {shown(invisible[0])}", "type it anew"
    elif len(wanted.title) > contract.TITLE_CHARACTERS:
        message = f"the question has {len(wanted.title)} characters, at most {contract.TITLE_CHARACTERS}"
        yield message, "ask it in one breath; the rest belongs to its variants"
    is_slug = re.fullmatch(contract.SLUG, wanted.slug) and len(wanted.slug) <= contract.SLUG_LENGTH
    if not is_slug and (wanted.title or wanted.slug):
        proposal = slug(wanted.slug) or slug(wanted.title) or "data-leakage"
        message = f"{shown(wanted.slug)} is no slug" if wanted.slug else "no slug can be made of the question"
        yield message, f"name it in at most {contract.SLUG_LENGTH} characters, as in: --slug {proposal}"
    elif wanted.slug in taken:
        message = f"the slug {wanted.slug} is taken by {shown(taken[wanted.slug], 200)}"
        yield message, "add your wording to the variants of that page; for another question choose another: --slug …"


def shown(text: str, most: int = 80) -> str:
    """A text that somebody gave, on one line, with what cannot be printed spelled out."""
    printable = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text[:most])
    return f"`{printable}{'…' if len(text) > most else ''}`"


def known(files: Contents) -> tuple[Taxonomy, dict[str, Value], dict[str, str]]:
    """Of the files of a handbook, broken ones too: the taxonomy, the front matter by path, and the file of every slug in use."""
    listed = source.read_yaml(source.decode(contract.TAXONOMY_FILE, files.get(contract.TAXONOMY_FILE) or b""))
    metas: dict[str, Value] = {}
    taken: dict[str, str] = {}
    for path, data in files.items():
        place = source.locate(path)
        if place is None:
            continue
        taken[place.slug] = path
        match = source.FRONT_MATTER.match(source.decode(path, data or b"").text)
        meta, _ = source.compose(match[1]) if match else (None, ())
        if meta is not None:
            metas[path] = meta
    for path, meta in metas.items():
        for alias in terms.texts(meta.get("aliases")):
            taken.setdefault(alias, path)
    return terms.taxonomy(listed.value), metas, taken


def near(title: str, contents: Contents) -> list[tuple[str, str]]:
    """The files of questions that are asked or called nearly so, and how, the nearest first."""
    taxonomy, metas, _ = known(contents)
    asked = {
        path: (*_titles(path, contents), *terms.texts(meta.get("variants")), terms.text(meta.get("short")))
        for path, meta in metas.items()
    }
    return [(path, said) for score, path, said in likeness.nearest(title, asked, taxonomy) if score >= NEAR]


def _titles(path: str, contents: Contents) -> list[str]:
    return re.findall("^# (.+)$", source.decode(path, contents[path] or b"").text, re.MULTILINE)[:1]


def begin(wanted: Wanted, contents: Contents) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """The files of a new question among the `contents` of a handbook, or why it cannot be begun."""
    taxonomy, metas, taken = known(contents)
    if problems := list(refusals(wanted, taxonomy, taken)):
        return {}, problems
    here = f"{contract.CONTENT}/{wanted.category}/{wanted.place}/"
    lists = [
        (terms.texts(meta.get("topics")), terms.texts(meta.get("roles")))
        for path, meta in metas.items()
        if path.startswith(here)
    ]
    return files(wanted, taxonomy, neighbors(lists)), []
