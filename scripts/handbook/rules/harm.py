"""H: does the page carry anything but text, mathematics, code and links?"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from handbook import contract
from handbook.cells import text_alone
from handbook.markdown import TooMuchError, bounded, line_of, outline
from handbook.model import Document, Parts, Taxonomy, Value
from handbook.rules.registry import At, rule
from handbook.source import INVISIBLE, Reading, position, texts

ATTRIBUTES = re.compile(r"\{:?\s*(?:[.#][A-Za-z_-]|[\w:@-]+\s*=)[^{}\n]*")
INCLUDE = re.compile(r"^\s*-{1,}8<-{1,}|\{!.*!\}|^\s*:::|^\s*///")
TAG = re.compile(r"<[a-zA-Z]+[\s/]+[^<>=]*\w=(?:\S|$)")
"""What a browser, which forgives more than Markdown, takes for a tag with attributes."""
MARKUP = re.compile(r"[<\[{]|^\s*(?:-|:|/)")
"""Without one of these a value is plain text; to parse every value would take as long as all other rules."""
TEMPLATE = re.compile(r"\{\{|\{%|\{#")


def written(document: Document) -> Iterator[Document]:
    """The document, and the text in its notebook as another one."""
    yield document
    code = document.companions.get(contract.NOTEBOOK)
    if code is None:
        return
    try:
        parts = Parts(document.meta, outline(bounded(text_alone(code))))
    except TooMuchError:
        return  # S02 tells of it
    yield replace(document, path=f"{document.folder}/{contract.NOTEBOOK}", text=code, read=lambda: parts)


@rule("H01", "raw-html", "document")
def raw_html(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """No raw HTML.

    Why: a tag can run a script in every reader's browser.

    Instead of: `<b>never</b>` or `<script>`

    Write: `**never**`; a tag that is meant as text goes into a code span.
    """
    help = "write Markdown; put a tag that is meant as text in a code span: `<b>`"
    for part in written(document):
        for section in part.body.walk():
            for token in section.tokens:
                if token.type == "html_block":
                    shown = token.content.strip().split("\n")[0][:40]
                    yield At(line_of(token), 1, f"raw HTML: {shown}", help, part.path)
        for token, child in texts(part):
            loose = TAG.search(child.content) if child.type == "text" else None
            if child.type == "html_inline" or loose:
                first = (loose.group() if loose else child.content).partition("\n")[0]
                yield At(*position(part, token, first), f"raw HTML: {first[:40]}", help, part.path)


@rule("H02", "unsafe-link", "document")
def unsafe_link(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """A link leads to https, to a mail address, or to another question's file.

    Why: other schemes run code or leave an unprotected trail.

    Instead of: `[here](javascript:…)` or `[paper](http://…)`

    Write: `[Breiman (2001)](https://doi.org/10.1023/A:1010933404324)`
    """
    help = "use https://…, or a relative link to a file"
    for part in written(document):
        for token, child in texts(part):
            link, picture = str(child.attrGet("href") or ""), str(child.attrGet("src") or "")
            in_site = re.match(r"/(?![/\\])", link)  # X05 says of a path in the site which file to link
            target = link or picture
            if target and not in_site and not is_safe(target):
                line, column = position(part, token, target[:20])
                yield At(line, column, f"an unsafe link: {target[:60]}", help, part.path)


def is_safe(target: str) -> bool:
    """Whether a link's target, however disguised, is https, mailto, relative or a fragment."""
    plain = html.unescape(unquote(html.unescape(target)))
    plain = re.sub(r"[\s\x00-\x20]+", "", plain)
    if "\\" in plain or plain.startswith(("//", "/")):
        return False
    try:
        parts = urlsplit(plain)
    except ValueError:
        return False
    if not parts.scheme:
        return ":" not in plain.split("/")[0].split("#")[0]
    named = "." in parts.netloc and "@" not in parts.netloc
    return parts.scheme == "mailto" or (parts.scheme == "https" and named)


@rule("H03", "image", "document")
def image(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """No images: a picture is drawn by a figure or mermaid fence.

    Why: a remote image tells a third party who reads; a picture without its code cannot be checked.

    Instead of: `![curve](curve.png)`

    Write: a `python figure` fence, drawn by `make figures`.
    """
    help = "draw it: a fence opened with `python figure NAME`, or `mermaid`; then run `make figures`"
    for part in written(document):
        for token, child in texts(part):
            if child.type == "image":
                line, column = position(part, token, "![")
                yield At(line, column, "an image", help, part.path)


@rule("H04", "attributes", "document")
def attributes(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """No attribute lists in braces.

    Why: some Markdown tools turn them into attributes of the page, event handlers included.

    Instead of: `text{.red onclick=…}`

    Write: plain text; braces that are meant as text go into a code span.
    """
    help = "delete the braces, or put them in a code span"
    for part in written(document):
        for token, child in texts(part):
            match = ATTRIBUTES.search(child.content) if child.type == "text" else None
            if match:
                line, column = position(part, token, match.group()[:20])
                yield At(line, column, f"an attribute list: {match.group()[:40]}", help, part.path)


@rule("H05", "include", "document")
def include(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """No includes and no template code.

    Why: an include can publish any file of the machine that builds; a template can run there.

    Instead of: `--8<-- "file"` or `{{ config }}`

    Write: the text itself.
    """
    help = "write the text itself; put braces that are meant as text in a code span"
    for part in written(document):
        for token, child in texts(part):
            if child.type != "text":
                continue
            match = INCLUDE.search(child.content) or TEMPLATE.search(child.content)
            if match:
                line, column = position(part, token, match.group().strip()[:20])
                yield At(line, column, f"an include or template: {match.group().strip()[:40]}", help, part.path)


@rule("H06", "indented-code", "document")
def indented_code(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """Code stands in a fence, not in indented lines.

    Why: an indented line is code for one reader and text for another; only a fence says its language.

    Instead of: four spaces before a line.

    Write: a fence with its language: ```` ```python ````
    """
    for section in document.body.walk():
        for token in section.tokens:
            if token.type == "code_block":
                help = "put it between two lines of three backticks, or indent it less"
                yield At(line_of(token), 1, "code by indentation", help)


@rule("H07", "value-with-markup", "reading")
def value_with_markup(reading: Reading) -> Iterator[At]:
    """Front matter, taxonomy and study paths hold plain text: no tags, links, attribute lists or templates.

    Why: such a value stands in titles, menus, cards and feeds, on every page; in some of them markup would come to life.

    Instead of: `short: <b>Data</b> leakage`

    Write: `short: Data leakage`
    """
    for value in _values(reading.value) if reading.value else ():
        if len(value.text) <= contract.LINE_CHARACTERS and not MARKUP.search(value.text):
            continue
        try:
            tokens = bounded(value.text)
        except TooMuchError as found:
            yield At(value.line, value.column, f"this is more than a value needs: {found.detail}", "shorten it")
            continue
        children = [child for token in tokens for child in (token, *(token.children or []))]
        marks = [child.content for child in children if child.type in ("html_block", "html_inline")]
        marks += [value.text for child in children if child.type in ("link_open", "image")]
        marks += [match.group() for pattern in (ATTRIBUTES, INCLUDE, TEMPLATE) if (match := pattern.search(value.text))]
        if marks:
            shown = marks[0].strip().partition("\n")[0][:40]
            yield At(value.line, value.column, f"markup in a value: {shown}", "write plain text")


@rule("H08", "hidden-character", "document")
def hidden_character(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """No entity stands for a character that nobody sees.

    Why: it makes text read differently from what is stored, and breaks search.

    Instead of: `in&#8203;side`

    Write: `inside`
    """
    for part in written(document):
        for token, child in texts(part):
            if hidden := INVISIBLE.search(child.content):
                message = f"an entity for an invisible character: U+{ord(hidden.group()):04X}"
                yield At(*position(part, token, "&"), message, "delete the entity", part.path)


def _values(value: Value) -> Iterator[Value]:
    """Every text of a value that is printed as text: formulas and addresses are not."""
    for name, inner in value.entries:
        yield name
        if name.text not in ("formula", "url"):
            yield from _values(inner)
    for item in value.items:
        yield from _values(item)
    if value.text:
        yield value
