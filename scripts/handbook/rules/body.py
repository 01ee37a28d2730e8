"""B: has the page its title, its gist, and every section in its form and order?"""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it.token import Token

from handbook import contract, prose
from handbook.contract import Part
from handbook.markdown import line_of
from handbook.model import Document, Section, Taxonomy
from handbook.rules.nearest import nearest
from handbook.rules.registry import At, rule

FORM = {
    "prose": "sentences, no list",
    "items": "a list with a line `- …` for each",
    "steps": "a numbered list: `1. …`, `2. …`",
    "quotes": "quoted lines, an empty line between them: `> …`",
    "questions": "a heading `### …?` for each question, its answer under it",
    "parts": "a heading `### …` for each, a list of labeled items under it",
}
PROSE_BLOCKS = ("paragraph_open", "inline", "math_block", "fence", "blockquote_open", "table_open")


def parts_of(document: Document) -> Iterator[tuple[Part, Section]]:
    """The sections of a document that its contract knows, with what the contract says of them."""
    known = {part.title: part for part in contract.PARTS[document.category]}
    for section in document.sections:
        if section.title in known:
            yield known[section.title], section


@rule("B01", "no-title", "document")
def no_title(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """The body begins with one H1: the question as it is asked.

    Why: it is the page's name in every list, on cards and in search.

    Instead of: `## What is data leakage?`

    Write: `# What is data leakage?`
    """
    help = "begin the body with a heading: # What is …?"
    others = [section for section in document.sections if section.level == 1]
    if not document.body.title and others:
        yield At(others.pop(0).line, 1, "the question stands below the first section", help)
    elif not document.body.title:
        yield At(document.body.line, 1, "the question is missing", help)
    for token in prose.blocks(document.body.tokens):
        if document.body.title and line_of(token) < document.body.line:
            yield At(line_of(token), 1, "text above the question", help)
            break
    for section in others:
        yield At(section.line, 1, "a second question in one file", "make it `## …`, or a file of its own")


@rule("B02", "title-too-long", "document")
def title_too_long(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """The question has at most 120 characters.

    Why: it is asked in one breath.

    Instead of: a heading of two sentences.

    Write: the question; the rest belongs to the variants or the follow-ups.
    """
    length = len(document.body.title)
    if length > contract.TITLE_CHARACTERS:
        message = f"the question has {length} characters, at most {contract.TITLE_CHARACTERS}"
        yield At(document.body.line, 1, message, "ask it in one breath; move the rest to `variants`")


@rule("B03", "no-gist", "document")
def no_gist(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """Under the title stands one quoted line, the gist, and nothing else before the first section.

    Why: indexes, cards and sheets print it.

    Instead of: an introduction.

    Write: `> Information from outside the training set that will not exist at prediction time.`
    """
    help = "write one quoted line under the title: > …"
    opening = list(prose.blocks(_opening(document)))
    if not opening or opening[0].type != "blockquote_open":
        yield At(document.body.line, 1, "the gist is missing", help)
        return
    for token in opening[1:2]:
        yield At(
            line_of(token), 1, "text between the gist and the first section", "move it into a section, or delete it"
        )
    gist = prose.items(_opening(document), "quotes")[0]
    if [token.type for token in gist.tokens] != ["paragraph_open", "inline", "paragraph_close"]:
        yield At(gist.line, 1, "the gist is not one line of text", help)


def _opening(document: Document) -> list[Token]:
    """What stands between the title and the first section."""
    tokens = document.body.tokens
    first = next((n for n, token in enumerate(tokens) if line_of(token) > document.body.line), len(tokens))
    return list(tokens[first if document.body.title else 0 :])


@rule("B04", "gist-too-long", "document")
def gist_too_long(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """The gist has at most 160 characters.

    Why: it stands in a table row, on a card and in search results.

    Instead of: two sentences of explanation.

    Write: the answer in one line.
    """
    for gist in prose.items(_opening(document), "quotes")[:1]:
        length = len(prose.plain(gist.tokens))
        if length > contract.GIST_CHARACTERS:
            message = f"the gist has {length} characters, at most {contract.GIST_CHARACTERS}"
            yield At(gist.line, 1, message, "say it in one line; the rest belongs to the sections")


@rule("B05", "unknown-heading", "document")
def unknown_heading(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """The H2 headings are those of the category's outline.

    Why: the outline is what the reader learns to answer by.

    Instead of: `## Example`

    Write: `## Examples`
    """
    known = [part.title for part in contract.PARTS[document.category]]
    for section in document.sections:
        if section.level == 2 and section.title not in known:
            help = nearest(section.title, known, "did you mean `## {}`?", "the headings are: {}")
            yield At(section.line, 1, f"`{section.title}` is no section of a {document.category} answer", help)


@rule("B06", "missing-heading", "document")
def missing_heading(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """Every section that the outline requires is there.

    Why: a reader who knows the outline looks for each part in its place, and an interviewer asks for the one that is
    missing.

    Instead of: a page without Pitfalls.

    Write: `## Pitfalls` and one to five list items.
    """
    order = [part.title for part in contract.PARTS[document.category]]
    titles = [section.title for section in document.sections]
    end = document.text.count("\n") + (not document.text.endswith("\n"))
    for number, part in enumerate(contract.PARTS[document.category]):
        if part.required and part.title not in titles:
            later = [section for section in document.sections if section.title in order[number:]]
            line, where = (later[0].line, f"above `## {later[0].title}`") if later else (end, "at the end")
            help = f"add `## {part.title}` {where}, with {FORM.get(part.kind, 'text')}"
            yield At(line, 1, f"`## {part.title}` is missing: {part.about}", help)


@rule("B07", "heading-order", "document")
def heading_order(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """The sections stand in the order of the outline.

    Why: it is the order in which an answer is said.

    Instead of: `## Examples` above `## Definition`

    Write: `## Definition`, then `## Examples`
    """
    order = [part.title for part in contract.PARTS[document.category]]
    last = 0
    for part, section in parts_of(document):
        position = order.index(part.title)
        if position < last:
            yield At(section.line, 1, f"`{part.title}` stands too late", f"move it above `## {order[last]}`")
        last = max(last, position)


@rule("B08", "heading-twice", "document")
def heading_twice(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """A section stands once, and so does each heading inside it.

    Why: two sections of one name cannot both be linked.

    Instead of: two sections `## Pitfalls`

    Write: one, with the items of both.
    """
    for parent in document.body.walk():
        seen: dict[str, int] = {}
        for section in parent.sections:
            if section.title in seen:
                first = seen[section.title]
                yield At(section.line, 1, f"`{section.title}` stands already in line {first}", "join the two")
            seen.setdefault(section.title, section.line)


@rule("B09", "empty-section", "document")
def empty_section(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """A heading has text under it; an optional section without text is left out.

    Why: a follow-up without an answer is a question deferred.

    Instead of: `### When does it fail?` with nothing under it.

    Write: the answer, or no heading.
    """
    for section in document.body.walk():
        if section is not document.body and not section.tokens and not section.sections:
            yield At(
                section.line, 1, f"nothing stands under `{section.title}`", "write the text, or delete the heading"
            )


@rule("B10", "wrong-kind", "document")
def wrong_kind(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """A section has the form that the outline gives it: sentences, a list, steps, quotes, or headed parts.

    Why: a list is counted, ticked and printed item by item; a sentence is said.

    Instead of: a paragraph under `## Listen for`

    Write: a list item for each point.
    """
    for part, section in parts_of(document):
        opening = list(prose.blocks(section.tokens))
        if part.kind in ("items", "steps", "quotes"):
            lists = {"items": "bullet_list_open", "steps": "ordered_list_open", "quotes": "blockquote_open"}
            wanted = lists[part.kind]
            allowed = (wanted, *PROSE_BLOCKS) if part.around else (wanted,)
            wrong = [token for token in opening if token.type not in allowed]
            if opening and wrong:
                yield At(
                    line_of(wrong[0]), 1, f"`{part.title}` has something else than its list", f"write {FORM[part.kind]}"
                )
        elif part.kind == "prose":
            for token in opening:
                if token.type not in PROSE_BLOCKS:
                    yield At(
                        line_of(token), 1, f"`{part.title}` is said in sentences", "write sentences instead of a list"
                    )
                    break
        elif part.kind in ("questions", "parts") and opening:
            yield At(
                line_of(opening[0]), 1, f"text of `{part.title}` stands under no heading", f"write {FORM[part.kind]}"
            )


@rule("B11", "missing-label", "document")
def missing_label(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """The bold labels that the outline names open an item each, with something said after them.

    Why: they are what the interviewer waits for.

    Instead of: `- fast` under a model

    Write: `- **Pros:** fast, easy to explain.`
    """
    for part, section in parts_of(document):
        for holder in section.sections if part.kind == "parts" else (section,):
            found = {item.label: item for item in prose.items(holder.tokens, "items")}
            for label in part.labels:
                if label not in found:
                    message = f"`{holder.title}` has no item **{label}:**"
                    yield At(holder.line, 1, message, f"add `- **{label}:** …`")
                elif prose.count_words(found[label].tokens) <= len(label.split()) and not any(
                    piece.type in ("math_inline", "math_block", "code_inline", "fence")
                    for token in found[label].tokens
                    for piece in (token, *(token.children or []))
                ):
                    yield At(found[label].line, 1, f"nothing follows **{label}:**", "say it after the label")


@rule("B12", "heading-level", "document")
def heading_level(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """H2 for the sections of the outline, H3 where the outline has parts or leaves the form free, nothing deeper.

    Why: a page is two levels deep, as a spoken answer is.

    Instead of: `#### Aside`, `### First` under Pitfalls, or a heading in a list

    Write: a paragraph or a list item.
    """
    for section in document.sections:
        if section.level > 2:
            yield At(section.line, 1, f"`{section.title}` stands before the first section", "make it `## …`")
    for section in document.body.walk():
        for token in section.tokens:
            if token.type == "heading_open":
                yield At(line_of(token), 1, "a heading inside a list or quote", "make it a bold label: **…:**")
    for part, section in parts_of(document):
        for below in section.sections:
            if part.kind not in ("questions", "parts", "free"):
                yield At(below.line, 1, f"`{part.title}` has no headings inside", f"write {FORM[part.kind]}")
            for deeper in below.walk():
                if deeper.level > 3:
                    yield At(deeper.line, 1, "a heading below H3", "make it `### …`, or a bold label")


@rule("B13", "no-details", "document")
def no_details(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """A basics question of level mid or senior has Details.

    Why: from that level on the interviewer pushes.

    Instead of: `level: mid` and no `## Details`

    Write: `## Details` with a derivation, a worked number or an executed check.
    """
    level = document.meta.get("level")
    if document.category != contract.BASICS or level is None or level.text not in contract.DETAILS_FROM:
        return
    if not any(section.title == contract.DETAILS for section in document.sections):
        message = f"a {level.text} question needs `## {contract.DETAILS}`"
        help = f"add `## {contract.DETAILS}` with a derivation, a worked number or a check"
        yield At(level.line, level.column, message, help)


@rule("B14", "no-papers", "document")
def no_papers(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """An applied question of a domain reads at least two papers, and ends them with the words to look up.

    Why: others have built it before. What they published says which data, features and metrics held up, and the
    interviewer has read it.

    Instead of: a page in `content/applied/ads/` without `## Papers`

    Write: `## Papers`, an H3 with name and link for each, and a last line `**Search for:** …`
    """
    if document.category != contract.APPLIED:
        return
    papers = next((section for section in document.sections if section.title == contract.PAPERS), None)
    if papers is None:
        if document.place != contract.GENERIC_DOMAIN:
            help = f"add `## {contract.PAPERS}` with two or more papers"
            yield At(1, 1, f"a domain question needs `## {contract.PAPERS}`", help)
        return
    for paper in papers.sections:
        if not _links(paper.heading.children or []):
            help = "write ### [Name (year)](https://…), what it is"
            yield At(paper.line, 1, f"`{paper.title}` links no paper", help)
    last = [t for t in papers.sections[-1].tokens if t.type == "inline" and t.level == 1] if papers.sections else []
    text = prose.plain(last[-1:]).strip()
    words = text.removeprefix(f"{contract.SEARCH_FOR}:").strip()
    if not text.startswith(f"{contract.SEARCH_FOR}:") or not words:
        help = f"end it with a line **{contract.SEARCH_FOR}:** and the words"
        yield At(papers.line, 1, f"`{contract.PAPERS}` does not say what to look up", help)


def _links(children: list[Token]) -> bool:
    return any(str(child.attrGet("href") or "").startswith("https://") for child in children)


@rule("B15", "no-link", "document")
def no_link(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """Each item of In practice links its source.

    Why: a number somebody reported is worth its report.

    Instead of: `- A large shop saw 10% more sales.`

    Write: `- **Name** ([Author, year](https://…)): the number, and what was traded for it.`
    """
    for part, section in parts_of(document):
        if part.links:
            for item in prose.items(section.tokens, "items"):
                if not any(_links(token.children or []) for token in item.tokens):
                    yield At(
                        item.line,
                        1,
                        f"an item of `{part.title}` without a link",
                        "link the source: [Author, year](https://…)",
                    )


@rule("B16", "not-plain", "document")
def not_plain(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """In plain words has no formula and no code.

    Why: it is for someone who is not technical.

    Instead of: `$x$` or a code span.

    Write: an everyday picture of the same thing.
    """
    for part, section in parts_of(document):
        if not part.plain:
            continue
        for token in section.tokens:
            kinds = {token.type} | {child.type for child in token.children or []}
            if kinds & {"math_inline", "math_block", "code_inline", "fence", "code_block"}:
                yield At(line_of(token), 1, f"`{part.title}` holds a formula or code", "say it in everyday words")


@rule("B17", "senior-mark", "document")
def senior_mark(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """On a senior question no point of Listen for is marked `**Senior:**`.

    Why: there every point is expected of a senior, so the mark says nothing.

    Instead of: `- **Senior:** names the limits.` at `level: senior`

    Write: `- Names the limits.`
    """
    level = document.meta.get("level")
    if level is None or level.text != "senior":
        return
    for part, section in parts_of(document):
        if part is contract.LISTEN_FOR:
            for item in prose.items(section.tokens, "items"):
                if item.label == contract.SENIOR_LABEL:
                    yield At(item.line, 1, "everything is senior here", f"take **{contract.SENIOR_LABEL}:** away")
