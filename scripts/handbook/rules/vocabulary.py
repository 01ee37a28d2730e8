"""T: are the taxonomy and the study paths complete, and do the paths fit their time?"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from handbook import contract, order, terms
from handbook.model import Value
from handbook.rules.nearest import nearest
from handbook.rules.references import slugs_by_path
from handbook.rules.registry import At, Collection, rule

TERM_FORM = "- name: trees\n  title: Decision trees\n  line: What the name stands for, in one line."
PATH_FORM = "title: …, audience: …, minutes: 120, select: and under it one of " + ", ".join(contract.SELECT_KEYS)
NAMES = {"sections": "", "roles": "roles", "levels": "levels", "topics": "topics"}


def written_paths(collection: Collection) -> Iterator[tuple[str, Value]]:
    """The study-path files that could be read."""
    for path, reading in collection.readings.items():
        if path.startswith(f"{contract.PATHS_FOLDER}/") and reading.value is not None:
            yield path, reading.value


@rule("T01", "taxonomy-form", "collection")
def taxonomy_form(collection: Collection) -> Iterator[At]:
    """The taxonomy lists stages, domains, focuses, levels, roles, groups and topics, each entry with name, title and line.

    Why: every index is headed by the title and explained by the line.

    Instead of: `topics: [trees]`

    Write: under `topics:` an entry with `name:`, `title:`, `line:` and `group:`
    """
    path = contract.TAXONOMY_FILE
    reading = collection.readings.get(path)
    if reading is None:
        yield At(1, 1, "the taxonomy is missing", f"write {path} with {', '.join(terms.TERM_KINDS)}", path)
        return
    if reading.value is None:
        return
    for name, _ in reading.value.entries:
        if name.text not in (*terms.TERM_KINDS, "synonyms"):
            help = nearest(name.text, terms.TERM_KINDS, "did you mean `{}`?", "the kinds are: {}, synonyms")
            yield At(name.line, name.column, f"`{name.text}` is no kind of the taxonomy", help, path)
    for kind in terms.TERM_KINDS:
        value = reading.value.get(kind)
        if value is None or not value.items:
            line, column = (value.line, value.column) if value else (1, 1)
            yield At(line, column, f"`{kind}` has no entries", f"write: {TERM_FORM}", path)
            continue
        for item in value.items:
            yield from _term_problems(kind, item, path)
    synonyms = reading.value.get("synonyms")
    if synonyms is not None and synonyms.kind != "list":
        yield At(synonyms.line, synonyms.column, "`synonyms` is no list", "- [k-NN, nearest neighbors]", path)
    for item in synonyms.items if synonyms else ():
        if len(terms.texts(item)) < 2:
            yield At(
                item.line, item.column, "a row of synonyms has two or more terms", "- [k-NN, nearest neighbors]", path
            )


def _term_problems(kind: str, item: Value, path: str) -> Iterator[At]:
    wanted = (*terms.TERM_KEYS, "group") if kind == "topics" else terms.TERM_KEYS
    if not item.entries:
        yield At(item.line, item.column, f"an entry of `{kind}` has the wrong form", f"write: {TERM_FORM}", path)
        return
    for key in wanted:
        if not terms.text(item.get(key)):
            yield At(item.line, item.column, f"an entry of `{kind}` has no {key}", f"write: {TERM_FORM}", path)
    for name, _ in item.entries:
        if name.text not in wanted:
            yield At(name.line, name.column, f"`{name.text}` is unknown here", f"keep {', '.join(wanted)}", path)
    name_value = item.get("name")
    if name_value is not None and not re.fullmatch(contract.SLUG, name_value.text):
        help = "lowercase words joined by hyphens"
        yield At(name_value.line, name_value.column, f"`{name_value.text}` is no name", help, path)


@rule("T02", "term-twice", "collection")
def term_twice(collection: Collection) -> Iterator[At]:
    """A name stands once in its kind, and every topic belongs to a group of the taxonomy.

    Why: the name is the address of the topic's page, and of two pages with one address one would be lost; a topic without
    a group stands in no list.

    Instead of: two topics named `trees`

    Write: one topic `trees`, in a group that stands under `groups:`
    """
    path = contract.TAXONOMY_FILE
    reading = collection.readings.get(path)
    if reading is None or reading.value is None:
        return
    groups = {terms.text(item.get("name")) for item in _items(reading.value, "groups")}
    for kind in terms.TERM_KINDS:
        seen = set()
        for item in _items(reading.value, kind):
            name = terms.text(item.get("name"))
            if name and name in seen:
                yield At(item.line, item.column, f"`{name}` stands twice in `{kind}`", "delete one", path)
            seen.add(name)
            group = item.get("group")
            if kind == "topics" and group is not None and group.text not in groups:
                help = nearest(group.text, sorted(groups), "did you mean `{}`?", "the groups are: {}")
                yield At(group.line, group.column, f"there is no group `{group.text}`", help, path)


def _items(mapping: Value, key: str) -> tuple[Value, ...]:
    value = mapping.get(key)
    return value.items if value else ()


@rule("T03", "path-form", "collection")
def path_form(collection: Collection) -> Iterator[At]:
    """A study path has a title, an audience, its minutes, and what it selects.

    Why: a reader chooses a path by them.

    Instead of: a path without `minutes:`

    Write: `minutes: 120`
    """
    for path, value in written_paths(collection):
        for name, _ in value.entries:
            if name.text not in (*contract.PATH_KEYS, *contract.OPTIONAL_PATH_KEYS):
                help = nearest(name.text, contract.PATH_KEYS, "did you mean `{}`?", "the keys are: {}")
                yield At(name.line, name.column, f"`{name.text}` is no key of a study path", help, path)
        for key in contract.PATH_KEYS:
            part = value.get(key)
            if part is None:
                yield At(1, 1, f"`{key}` is missing", f"write {PATH_FORM}", path)
            elif key == "select":
                yield from _select_problems(part, path)
            elif not part.text.strip():
                yield At(part.line, part.column, f"`{key}` is one line of text", f"write {PATH_FORM}", path)
            elif key == "minutes" and not re.fullmatch(r"[1-9][0-9]{0,4}", part.text):
                yield At(
                    part.line, part.column, f"`{part.text[:40]}` is no number of minutes", "as in: minutes: 120", path
                )
        pages = value.get("pages")
        if pages is not None and not re.fullmatch(f"[1-{contract.SHEET_PAGES}]", pages.text):
            message = f"`pages` is none of 1 to {contract.SHEET_PAGES}"
            yield At(pages.line, pages.column, message, "as in: pages: 2, or leave it out: no cheat sheet", path)
        slug = posixpath.basename(path).removesuffix(".yml")
        if not re.fullmatch(contract.SLUG, slug):
            yield At(1, 1, f"`{slug}` is no slug", "rename the file: lowercase words joined by hyphens", path)


def _select_problems(select: Value, path: str) -> Iterator[At]:
    if not select.entries:
        yield At(select.line, select.column, "`select` chooses nothing", f"write {PATH_FORM}", path)
        return
    for name, value in select.entries:
        if name.text not in contract.SELECT_KEYS:
            help = nearest(name.text, contract.SELECT_KEYS, "did you mean `{}`?", "the rows are: {}")
            yield At(name.line, name.column, f"`{name.text}` selects nothing", help, path)
        elif not value.items or not all(item.text for item in value.items):
            yield At(value.line, value.column, f"`{name.text}` is a list of names", f"{name.text}: [one, two]", path)


@rule("T04", "path-unknown-name", "collection")
def path_unknown_name(collection: Collection) -> Iterator[At]:
    """A study path selects by names that exist; topics may be named by their group.

    Why: a misspelled name selects nothing, silently.

    Instead of: `topics: [statistic]`

    Write: `topics: [statistics]`
    """
    taxonomy = collection.taxonomy
    if not taxonomy.stages:  # it could not be read: nothing is known
        return
    known: dict[str, list[str]] = {
        "categories": list(contract.CATEGORIES),
        "sections": [name for kind in ("stages", "domains", "focuses") for name in taxonomy.names(kind)],
        "roles": list(taxonomy.names("roles")),
        "levels": list(taxonomy.names("levels")),
        "topics": [*taxonomy.names("topics"), *taxonomy.names("groups")],
        "slugs": sorted(set(slugs_by_path(collection).values())),
    }
    for path, value in written_paths(collection):
        select = value.get("select")
        rows = select.entries if select is not None else ()
        for key, row in ((name.text, row) for name, row in rows if name.text in known):
            names = known[key]
            for item in row.items:
                if item.text and item.text not in names:
                    help = nearest(item.text, names, "did you mean `{}`?", f"name one of the {key}")
                    yield At(item.line, item.column, f"`{item.text}` is none of the {key}", help, path)


@rule("T05", "empty-path", "collection")
def empty_path(collection: Collection) -> Iterator[At]:
    """A study path holds at least one published question.

    Why: an empty path is a door to nothing.

    Instead of: a selection that no question satisfies.

    Write: a wider one, or no path until there are questions.
    """
    published = [question for question in collection.questions.values() if question.published]
    for path in collection.paths:
        if collection.taxonomy.stages and not order.chosen(path, published, collection.taxonomy):
            yield At(1, 1, "no published question is selected", "widen `select`", path.path)


@rule("T06", "path-too-long", "collection")
def path_too_long(collection: Collection) -> Iterator[At]:
    """The questions of a study path take no more than its minutes.

    Why: who has two hours tonight must be able to finish.

    Instead of: `minutes: 120` over forty questions.

    Write: fewer questions, or the time they take.
    """
    published = [question for question in collection.questions.values() if question.published]
    for path in collection.paths:
        chosen = order.chosen(path, published, collection.taxonomy)
        total = sum(question.minutes for question in chosen)
        if total > path.minutes:
            message = f"{len(chosen)} questions take {total} minutes, but the path has {path.minutes}"
            value = collection.readings[path.path].value
            minutes = value.get("minutes") if value else None
            line = minutes.line if minutes else 1
            help = f"narrow `select` by {total - path.minutes} minutes, or write: minutes: {total}"
            yield At(line, 1, message, help, path.path)
