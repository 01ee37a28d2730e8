"""X: do the questions agree with each other: slugs, aliases, prerequisites, links?"""

from __future__ import annotations

import datetime
import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from handbook import contract, likeness, order
from handbook.likeness import Wording
from handbook.model import Document, Value
from handbook.rules.harm import is_safe, position, texts
from handbook.rules.nearest import nearest
from handbook.rules.registry import At, Collection, rule
from handbook.source import locate


def listed(document: Document, key: str) -> tuple[Value, ...]:
    """The scalars of a list in the front matter."""
    value = document.meta.get(key)
    return tuple(item for item in (value.items if value else ()) if item.kind == "scalar")


def slugs_by_path(collection: Collection) -> dict[str, str]:
    """The slug of every file at a question's place, so that what names it is right even while it cannot be read."""
    places = ((path, locate(path)) for path, data in collection.files.items() if data is not None)
    return {path: place.slug for path, place in places if place}


def aliases(collection: Collection) -> dict[str, str]:
    """Every former slug, with the slug that it leads to."""
    return {value.text: document.slug for document in collection.documents for value in listed(document, "aliases")}


@rule("X01", "duplicate-slug", "collection")
def duplicate_slug(collection: Collection) -> Iterator[At]:
    """A slug or alias belongs to one question, over all categories.

    Why: it is the address of the page; of two pages with one address, one would be lost.

    Instead of: `content/basics/models/k-means.md` beside `content/coding/models/k-means/`

    Write: `content/basics/models/how-k-means-works.md`
    """
    owner: dict[str, str] = {}
    for document in sorted(collection.documents, key=lambda document: document.path):
        if document.slug in owner:
            message = f"the slug `{document.slug}` is taken by {owner[document.slug]}"
            yield At(1, 1, message, "rename this file", document.path)
        owner.setdefault(document.slug, document.path)
    for document in sorted(collection.documents, key=lambda document: document.path):
        for value in listed(document, "aliases"):
            if value.text in owner:
                message = f"the alias `{value.text}` is taken by {owner[value.text]}"
                yield At(value.line, value.column, message, "delete it here, or there", document.path)
            owner.setdefault(value.text, document.path)


@rule("X02", "slug-in-list", "collection")
def slug_in_list(collection: Collection) -> Iterator[At]:
    """An alias has the form of a slug.

    Why: an alias is a former address of the page, and leads from there to the present one; no page ever had an address
    of another form.

    Instead of: `aliases: [Target Leakage]`

    Write: `aliases: [target-leakage]`
    """
    for document in collection.documents:
        for value in listed(document, "aliases"):
            if not re.fullmatch(contract.SLUG, value.text) or len(value.text) > contract.SLUG_LENGTH:
                help = "lowercase words joined by hyphens: target-leakage"
                yield At(value.line, value.column, f"`{value.text}` is no slug", help, document.path)


@rule("X03", "unknown-prerequisite", "collection")
def unknown_prerequisite(collection: Collection) -> Iterator[At]:
    """`after` names questions that exist, by their present slug.

    Why: study paths are ordered by it, and the page links it.

    Instead of: `after: [overfiting]`

    Write: `after: [overfitting-and-underfitting]`
    """
    slugs = sorted(set(slugs_by_path(collection).values()))
    former = aliases(collection)
    for document in collection.documents:
        for value in listed(document, "after"):
            if value.text == document.slug:
                message = "a question cannot come after itself"
                yield At(value.line, value.column, message, "delete it", document.path)
            elif value.text not in slugs:
                if value.text in former:
                    help = f"it is now called `{former[value.text]}`"
                else:
                    help = nearest(value.text, slugs, "did you mean `{}`?", "name a question's slug, or delete it")
                yield At(value.line, value.column, f"there is no question `{value.text}`", help, document.path)


@rule("X04", "prerequisite-cycle", "collection")
def prerequisite_cycle(collection: Collection) -> Iterator[At]:
    """The prerequisites run in no circle: no question comes, by way of others, after itself.

    Why: whoever follows `after` back must come to a page to begin with; in a circle there is none.

    Instead of: `a` after `b`, and `b` after `a`

    Write: the one order that a reader needs.
    """
    by_slug = {document.slug: document for document in collection.documents}
    after = {slug: [value.text for value in listed(by_slug[slug], "after") if value.text != slug] for slug in by_slug}
    for cycle in order.cycles(after):
        document = by_slug[cycle[0]]
        value = next(value for value in listed(document, "after") if value.text == cycle[1])
        message = "the prerequisites run in a circle: " + " after ".join([*cycle, cycle[0]])
        yield At(value.line, value.column, message, "delete one of these `after`", document.path)


@rule("X05", "dead-link", "collection")
def dead_link(collection: Collection) -> Iterator[At]:
    """A relative link leads to the file of a question.

    Why: it works on GitHub as on the site, where it becomes the question's address.

    Instead of: `[leakage](/questions/data-leakage/)`

    Write: `[leakage](../features/data-leakage.md)`
    """
    by_path = slugs_by_path(collection)
    help = "link the file of a question: ../features/data-leakage.md"
    for document in collection.documents:
        for token, child in texts(document):
            if child.type != "link_open":
                continue
            target = str(child.attrGet("href") or "")
            outside = re.match(r"[A-Za-z][\w+.-]*:", target) or not (is_safe(target) or re.match(r"/(?![/\\])", target))
            if outside:  # H02 judges those that lead out of the site
                continue
            if not target:
                yield At(*position(document, token, "]("), "the link leads nowhere: it is empty", help, document.path)
                continue
            file, _, fragment = unquote(target).partition("#")
            path = posixpath.normpath(posixpath.join(str(document.folder), file)) if file else document.path
            line, column = position(document, token, target)
            if path not in by_path:
                near = {posixpath.relpath(other, document.folder): other for other in by_path}
                same = [relative for relative, other in near.items() if _slug_of(path) == by_path[other]]
                meant = f"did you mean `{same[0]}`?" if same else nearest(file, near, "did you mean `{}`?", help)
                yield At(line, column, f"the link leads nowhere: {target[:80]}", meant, document.path)
            elif fragment:
                message = f"the link points into a page: #{fragment[:40]}"
                yield At(line, column, message, "link the file alone; headings change", document.path)


def _slug_of(path: str) -> str:
    return posixpath.basename(re.sub(r"(/question)?(\.md)?/?$", "", path))


@rule("X06", "draft-linked", "collection")
def draft_linked(collection: Collection) -> Iterator[At]:
    """A published page links published pages.

    Why: a draft has no page, so the link would lead nowhere.

    Instead of: a link to a file without `reviewed`

    Write: no link until that page has been checked.
    """
    published = {d.path: d.meta.get("reviewed") is not None for d in collection.documents}
    for document in collection.documents:
        if not published[document.path]:
            continue
        for token, child in texts(document):
            target = str(child.attrGet("href") or "") if child.type == "link_open" else ""
            if not target.endswith(".md"):
                continue
            path = posixpath.normpath(posixpath.join(str(document.folder), unquote(target)))
            if published.get(path) is False:
                line, column = position(document, token, target)
                help = "take the link away, or have that page checked"
                yield At(line, column, f"the link leads to a draft: {target}", help, document.path)


@rule("X07", "same-title", "collection")
def same_title(collection: Collection) -> Iterator[At]:
    """No two questions have the same title or the same short name.

    Why: in a list nobody can tell them apart.

    Instead of: two pages `short: Dropout`

    Write: `short: Dropout at test time` for one of them.
    """
    seen: dict[tuple[str, str], str] = {}
    for document in sorted(collection.documents, key=lambda document: document.path):
        short = document.meta.get("short")
        names = [("title", document.body.title, document.body.line, 1)]
        if short is not None and short.kind == "scalar":
            names.append(("short name", short.text, short.line, short.column))
        for kind, name, line, column in names:
            key = (kind, " ".join(re.findall(r"\w+", name.casefold())))
            if key[1] and key in seen:
                help = "say what is different about this one, or make it a variant of the other"
                yield At(line, column, f"the same {kind} as {seen[key]}", help, document.path)
            seen.setdefault(key, document.path)


@rule("X08", "near-twin", "collection", "warning")
def near_twin(collection: Collection) -> Iterator[At]:
    """No title and no variant asks what another page is asked.

    Why: who searches finds two pages and half an answer on each. It is a warning, since words alone prove nothing: where
    the two do ask for different things, leave them.

    Instead of: a new page "Explain PCA." beside "What is PCA, and when would you use it?"

    Write: "Explain PCA." among the `variants` of that page, or a title that says what is different about yours.
    """
    for pair in likeness.twins(collection.questions.values(), collection.taxonomy):
        old, new = sorted((pair.first, pair.second), key=_age)
        message = f'"{new.text}" asks nearly what {old.question.path} is asked: "{old.text}"'
        help = f"make it a variant of {old.question.path}, or say in its words what is different about it"
        yield At(*_place(new), message, help, new.question.path)


def _age(wording: Wording) -> tuple[datetime.date, str]:
    """Published pages come first, in the order of their reviews, then drafts."""
    return wording.question.reviewed or datetime.date.max, wording.question.path


def _place(wording: Wording) -> tuple[int, int]:
    document = wording.question.document
    variants = (value for value in listed(document, "variants") if value.text.strip() == wording.text)
    variant = next(variants, None) if wording.text != wording.question.title else None
    return (variant.line, variant.column) if variant else (document.body.line, 1)
