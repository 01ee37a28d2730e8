"""X: do the questions agree with each other: slugs, aliases, prerequisites, links?"""

from __future__ import annotations

import datetime
import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from handbook import cache, contract, likeness, order
from handbook.model import Mentions, Question
from handbook.rules.harm import is_safe
from handbook.rules.nearest import nearest
from handbook.rules.registry import At, Collection, rule
from handbook.source import file_of, locate


def slugs_by_path(collection: Collection) -> dict[str, str]:
    """The slug of every file at a question's place, so that what names it is right even while it cannot be read."""
    places = ((path, locate(path)) for path, data in collection.files.items() if data is not None)
    return {path: place.slug for path, place in places if place}


def aliases(collection: Collection) -> dict[str, str]:
    """Every former slug, with the slug that it leads to."""
    return {
        value.text: document.slug
        for document in collection.documents
        for value in collection.mentions[document.path].aliases
    }


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
        for value in collection.mentions[document.path].aliases:
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
        for value in collection.mentions[document.path].aliases:
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
    slugs = set(slugs_by_path(collection).values())
    former = aliases(collection)
    for document in collection.documents:
        for value in collection.mentions[document.path].after:
            if value.text == document.slug:
                message = "a question cannot come after itself"
                yield At(value.line, value.column, message, "delete it", document.path)
            elif value.text not in slugs:
                if value.text in former:
                    help = f"it is now called `{former[value.text]}`"
                else:
                    help = nearest(
                        value.text, sorted(slugs), "did you mean `{}`?", "name a question's slug, or delete it"
                    )
                yield At(value.line, value.column, f"there is no question `{value.text}`", help, document.path)


@rule("X04", "prerequisite-cycle", "collection")
def prerequisite_cycle(collection: Collection) -> Iterator[At]:
    """The prerequisites run in no circle: no question comes, by way of others, after itself.

    Why: whoever follows `after` back must come to a page to begin with; in a circle there is none.

    Instead of: `a` after `b`, and `b` after `a`

    Write: the one order that a reader needs.
    """
    by_slug = {document.slug: document for document in collection.documents}
    after = {
        slug: [value.text for value in collection.mentions[document.path].after if value.text != slug]
        for slug, document in by_slug.items()
    }
    for cycle in order.cycles(after):
        document = by_slug[cycle[0]]
        value = next(value for value in collection.mentions[document.path].after if value.text == cycle[1])
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
        for link in collection.mentions[document.path].links:
            target, line, column = link.text, link.line, link.column
            outside = re.match(r"[A-Za-z][\w+.-]*:", target) or not (is_safe(target) or re.match(r"/(?![/\\])", target))
            if outside:  # H02 judges those that lead out of the site
                continue
            if not target:
                yield At(line, column, "the link leads nowhere: it is empty", help, document.path)
                continue
            path, fragment = file_of(target, document), target.partition("#")[2]
            if path not in by_path:
                near = {posixpath.relpath(other, document.folder): other for other in by_path}
                same = [relative for relative, other in near.items() if _slug_of(path) == by_path[other]]
                meant = (
                    f"did you mean `{same[0]}`?"
                    if same
                    else nearest(unquote(target).partition("#")[0], near, "did you mean `{}`?", help)
                )
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
    published = {path: mentions.reviewed for path, mentions in collection.mentions.items()}
    for document in collection.documents:
        if not published[document.path]:
            continue
        for link in collection.mentions[document.path].links:
            if not link.text.endswith(".md"):
                continue
            if published.get(file_of(link.text, document)) is False:
                help = "take the link away, or have that page checked"
                yield At(link.line, link.column, f"the link leads to a draft: {link.text}", help, document.path)


@rule("X07", "same-title", "collection")
def same_title(collection: Collection) -> Iterator[At]:
    """No two questions have the same title or the same short name.

    Why: in a list nobody can tell them apart.

    Instead of: two pages `short: Dropout`

    Write: `short: Dropout at test time` for one of them.
    """
    seen: dict[tuple[str, str], str] = {}
    for path, mentions in sorted(collection.mentions.items()):
        for kind, named in (("title", mentions.title), ("short name", mentions.short)):
            key = (kind, " ".join(re.findall(r"\w+", named.text.casefold() if named else "")))
            if named and key[1] and key in seen:
                help = "say what is different about this one, or make it a variant of the other"
                yield At(named.line, named.column, f"the same {kind} as {seen[key]}", help, path)
            seen.setdefault(key, path)


@rule("X08", "near-twin", "collection", "warning")
def near_twin(collection: Collection) -> Iterator[At]:
    """No title and no variant asks what another page is asked.

    Why: who searches finds two pages and half an answer on each. It is a warning, since words alone prove nothing: where
    the two do ask for different things, leave them.

    Instead of: a new page "Explain PCA." beside "What is PCA, and when would you use it?"

    Write: "Explain PCA." among the `variants` of that page, or a title that says what is different about yours.
    """
    questions = collection.questions
    asked = tuple((q.slug, q.category, q.title, q.variants) for q in questions.values())
    for pair in cache.kept("twins", (asked, collection.taxonomy), lambda: _twins(collection)):
        wordings = [(questions[slug], text) for slug, text in pair]
        (old, said), (new, again) = sorted(wordings, key=_age)
        message = f'"{again}" asks nearly what {old.path} is asked: "{said}"'
        help = f"make it a variant of {old.path}, or say in its words what is different about it"
        yield At(*_place(new, again, collection.mentions[new.path]), message, help, new.path)


def _twins(collection: Collection) -> list[list[tuple[str, str]]]:
    """Every two questions that are twins, each by its slug with the wording by which it is one."""
    pairs = likeness.twins(collection.questions.values(), collection.taxonomy)
    return [[(one.question.slug, one.text) for one in (pair.first, pair.second)] for pair in pairs]


def _age(wording: tuple[Question, str]) -> tuple[datetime.date, str]:
    """Published pages come first, in the order of their reviews, then drafts."""
    return wording[0].reviewed or datetime.date.max, wording[0].path


def _place(question: Question, text: str, mentions: Mentions) -> tuple[int, int]:
    asked = mentions.variants if text != question.title else ()
    variant = next((value for value in asked if value.text.strip() == text), mentions.title)
    return variant.line, variant.column
