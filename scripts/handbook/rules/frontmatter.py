"""F: is the front matter complete, in order, and made of known names?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from handbook import contract
from handbook.contract import Key
from handbook.model import Document, Taxonomy, Value
from handbook.rules.nearest import nearest
from handbook.rules.registry import FIX, At, rule

UNADDRESSED = re.compile(r"[\s<>\"'`\\]")
"""What no address holds as it stands."""
FORM = {
    "text": "one line of text",
    "name": "one name",
    "texts": "a list with a line `- …` each",
    "names": "a list of names: [one, two]",
    "slugs": "a list of slugs: [one, two]",
    "sources": "a list of entries with `title:` and `url:`",
    "date": "a date: 2026-11-22",
    "corrections": "a list with a line `- DAY: what was wrong; what is right.` each",
}


def keys_of(document: Document) -> tuple[Key, ...]:
    """The keys that a question of this category may have, in their order."""
    return tuple(key for key in contract.KEYS if document.category in key.categories)


def _kind(document: Document) -> str:
    return "a story" if document.category == contract.STORY else f"a {document.category} question"


def present(document: Document, *kinds: str) -> Iterator[tuple[Key, Value]]:
    """The keys of these kinds that the file has, with their values, where the value has the kind's form."""
    for key in keys_of(document):
        value = document.meta.get(key.name)
        if key.kind in kinds and value is not None and _form_problem(key, value) is None:
            yield key, value


def _form_problem(key: Key, value: Value) -> Value | None:
    """The part of a value that has not the form of its key."""
    if key.kind in ("text", "name", "date"):
        return None if value.kind == "scalar" and "\n" not in value.text.strip() else value
    if value.kind != "list":
        return value
    if key.kind == "corrections":
        return next((item for item in value.items if not _is_correction(item)), None)
    wanted = "mapping" if key.kind == "sources" else "scalar"
    return next((item for item in value.items if item.kind != wanted), None)


def _is_correction(item: Value) -> bool:
    """Whether a list's item is one day with one text."""
    return len(item.entries) == 1 and all(said.text.strip() for _, said in item.entries)


@rule("F01", "missing-key", "document")
def missing_key(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """The keys that the contract requires are there.

    Why: every index, path and sheet is made from them.

    Instead of: front matter without `level:`

    Write: `level: junior`
    """
    for key in keys_of(document):
        if key.required and document.meta.get(key.name) is None:
            yield At(1, 1, f"`{key.name}` is missing: {key.about}", f"add: {key.example}")


@rule("F02", "unknown-key", "document")
def unknown_key(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """Only keys of the contract, and only those of the question's category.

    Why: a misspelled key is an answer part that silently disappears.

    Instead of: `topic: [trees]`

    Write: `topics: [trees]`
    """
    known = [key.name for key in keys_of(document)]
    for name, _ in document.meta.entries:
        if name.text not in known:
            help = nearest(name.text, known, "did you mean `{}`?", "the keys are: {}")
            elsewhere = next((key for key in contract.KEYS if key.name == name.text), None)
            if elsewhere:
                help = f"delete it: `{name.text}` belongs to {' and '.join(elsewhere.categories)} questions"
            yield At(name.line, name.column, f"`{name.text}` is no key of {_kind(document)}", help)


@rule("F03", "key-order", "document")
def key_order(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """The keys stand in the order of the contract.

    Why: whoever reads many files finds each thing in its place, and changes show as small differences.

    Instead of: `level: junior` above `short: Data leakage`

    Write: `short`, `level`, `roles`, `topics`, `after`, `formula`, `variants`, `sources`, `reviewed`, `corrections`,
    `aliases`
    """
    order = [key.name for key in keys_of(document)]
    last = 0
    for name, _ in document.meta.entries:
        if name.text not in order:
            continue
        if order.index(name.text) < last:
            before = order[last]
            yield At(
                name.line, name.column, f"`{name.text}` stands too late", f"move it above `{before}`, or run: {FIX}"
            )
        last = max(last, order.index(name.text))


@rule("F04", "empty-value", "document")
def empty_value(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """A key has a value; an optional key without one is left out.

    Why: an empty value looks like an answer somebody forgot.

    Instead of: `after: []`

    Write: nothing, or `after: [cross-validation]`
    """
    for key in keys_of(document):
        value = document.meta.get(key.name)
        if value is None:
            continue
        for part in (value, *value.items):
            if _is_empty(part):
                help = f"write a value: {key.example}" if key.required else "write a value, or delete the line"
                yield At(part.line, part.column, f"`{key.name}` is empty", help)


def _is_empty(value: Value) -> bool:
    return not (value.text.strip() or value.items or value.entries)


@rule("F05", "wrong-form", "document")
def wrong_form(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """A value has the form of its key: text, a name, a list, a date.

    Why: a list where a word belongs cannot be shown or sorted.

    Instead of: `roles: data-scientist`

    Write: `roles: [data-scientist]`
    """
    for key in keys_of(document):
        value = document.meta.get(key.name)
        wrong = _form_problem(key, value) if value is not None else None
        if wrong is not None and not _is_empty(wrong):  # F04 tells of what is empty
            help = f"write {FORM[key.kind]}, as in: {key.example}"
            yield At(wrong.line, wrong.column, f"`{key.name}` has the wrong form", help)


@rule("F06", "too-long", "document")
def too_long(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """A short name fits a card, with at most 40 characters; a correction is one or two sentences, with at most 240.

    Why: menus and sheets print the name on one line; a correction is read in passing, before the page.

    Instead of: `short: The trade-off between bias and variance in statistical learning`

    Write: `short: Bias–variance trade-off`
    """
    for key, value in present(document, "text", "corrections"):
        entries = [said for item in value.items for _, said in item.entries]
        for part in entries or [value]:
            if key.characters and len(part.text) > key.characters:
                which = f"an entry of `{key.name}`" if entries else f"`{key.name}`"
                message = f"{which} has {len(part.text)} characters, at most {key.characters}"
                yield At(part.line, part.column, message, f"shorten it, as in: {key.example}")


@rule("F07", "unknown-name", "document")
def unknown_name(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """Levels, roles and topics are names of content/taxonomy.yml.

    Why: a page under a misspelled topic is found under none.

    Instead of: `level: medium`

    Write: `level: mid`
    """
    for key, value in present(document, "name", "names"):
        known = taxonomy.names(key.names)
        for part in value.items or (value,):
            if part.text and part.text not in known:
                help = nearest(part.text, known, "did you mean `{}`?", f"the {key.names} are: {{}}")
                yield At(part.line, part.column, f"`{part.text}` is none of the {key.names}", help)


@rule("F08", "said-twice", "document")
def said_twice(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """A list names each thing once, and a variant is not the title again.

    Why: a repetition takes the place of a wording that somebody would search for.

    Instead of: `topics: [trees, trees]`

    Write: `topics: [trees]`
    """
    for key, value in present(document, "names", "slugs", "texts"):
        seen = {_folded(document.body.title): "the title"} if key.kind == "texts" else {}
        for item in value.items:
            folded = _folded(item.text)
            if folded in seen:
                help = "delete it, or put it in other words"
                yield At(item.line, item.column, f"`{item.text}` repeats {seen[folded]}", help)
            seen.setdefault(folded, "an earlier entry")


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


@rule("F09", "list-length", "document")
def list_length(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """One to four topics, two or more variants.

    Why: five topics are none; two other wordings are what a candidate really hears.

    Instead of: one line under `variants:`

    Write: two or more lines under `variants:`
    """
    for key, value in present(document, "names", "texts"):
        low, high = key.count
        if value.items and (len(value.items) < low or (high is not None and len(value.items) > high)):
            wanted = f"{low} to {high}" if high else f"{low} or more"
            message = f"`{key.name}` has {len(value.items)}, but needs {wanted}"
            yield At(value.line, value.column, message, f"as in: {key.example}")


@rule("F10", "source-form", "document")
def source_form(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """A source has a title and an https address, and nothing else.

    Why: a reader must be able to open it, whatever becomes of the address.

    Instead of: `- url: http://example.org/paper`

    Write: `- title: Breiman (2001), Random forests` and under it `url: https://doi.org/10.1023/A:1010933404324`
    """
    for _, value in present(document, "sources"):
        for item in value.items:
            for name, _ in item.entries:
                if name.text not in contract.SOURCE_KEYS:
                    yield At(name.line, name.column, f"`{name.text}` is no part of a source", "keep `title` and `url`")
            for wanted in contract.SOURCE_KEYS:
                part = item.get(wanted)
                if part is None or not part.text.strip():
                    yield At(item.line, item.column, f"the source has no {wanted}", f"add a line `{wanted}: …`")
                elif wanted == "url" and (bad := UNADDRESSED.search(part.text)):
                    message = f"{'a space' if bad[0].isspace() else f'`{bad[0]}`'} cannot stand in an address"
                    yield At(part.line, part.column, message, f"write {quote(bad[0])} in its place")
                elif wanted == "url" and not _is_https(part.text):
                    help = "write the whole address: https://…"
                    yield At(part.line, part.column, f"`{part.text[:80]}` is no https address", help)


def _is_https(url: str) -> bool:
    try:
        parts = urlsplit(url)
        named = "." in (parts.hostname or "") and "@" not in parts.netloc
        return parts.scheme == "https" and named
    except ValueError:
        return False


@rule("F11", "no-sources", "document")
def no_sources(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """A page names its sources, in the front matter or under Papers.

    Why: an answer is worth what it rests on.

    Instead of: a page without `sources:`

    Write: `sources:` with a title and an address for each.
    """
    if document.meta.get("sources") is None and not any(s.title == contract.PAPERS for s in document.sections):
        example = next(key.example for key in contract.KEYS if key.name == "sources")
        yield At(1, 1, "`sources` is missing: what the page rests on", f"add: {example}")
