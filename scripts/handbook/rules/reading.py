"""R: can the file be read at all, and does it lie where the contract puts it?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from handbook import contract, slugs
from handbook.model import Document, Taxonomy
from handbook.rules.nearest import nearest
from handbook.rules.registry import FIX, At, Collection, rule
from handbook.source import Reading, has_place

LOOKALIKES = re.compile(r"CYRILLIC|ARMENIAN|CHEROKEE|FULLWIDTH|COPTIC")
GREEK_LOOKALIKES = set("οΟνΝρΡτΤυΥχΧΑΒΕΖΗΙΚΜικ")


def _problems(reading: Reading, name: str, message: str, help: str) -> Iterator[At]:
    for problem in reading.problems:
        if problem.rule == name:
            yield At(problem.line, problem.column, message.format(problem.detail), help)


@rule("R01", "too-large", "reading")
def too_large(reading: Reading) -> Iterator[At]:
    """A question or code file has at most 60 kB, any other file 300 kB.

    Why: one file is one question, said in minutes. A larger file is something else, and a parser may hang on it.

    Instead of: a file with pasted logs or data.

    Write: the few numbers that matter, in the text.
    """
    help = "keep one question to a file; leave out pasted data and logs"
    yield from _problems(reading, "too-large", "the file is too large: {}", help)


@rule("R02", "not-utf-8", "reading")
def not_utf_8(reading: Reading) -> Iterator[At]:
    """A file is UTF-8 text.

    Why: other encodings show as garbage, or stop the build.

    Instead of: a file saved as UTF-16 or Latin-1.

    Write: the same text, saved as UTF-8 without a byte-order mark.
    """
    help = "save the file as UTF-8 (in most editors: Save with encoding, UTF-8)"
    yield from _problems(reading, "not-utf-8", "this is not UTF-8: {}", help)


@rule("R03", "invisible-character", "reading")
def invisible_character(reading: Reading) -> Iterator[At]:
    """No characters that nobody sees: controls, zero-width characters, marks that reverse the direction of text.

    Why: they make text read differently from what is stored, and break search.

    Instead of: a byte-order mark, a zero-width space pasted from a web page, a soft hyphen.

    Write: the visible text alone.
    """
    help = "delete the character; retype the word if you cannot see it"
    for at in _problems(reading, "invisible-character", "an invisible character: {}", help):
        mark = (at.line, at.column) == (1, 1) and at.message.endswith("U+FEFF")
        yield replace(at, message="a byte-order mark: U+FEFF", help=f"run: {FIX}") if mark else at


@rule("R04", "no-front-matter", "reading")
def no_front_matter(reading: Reading) -> Iterator[At]:
    """A question begins with front matter between two lines of three hyphens.

    Why: level, roles, topics and sources stand there; indexes and paths are made from them.

    Instead of: `# What is data leakage?` on the first line.

    Write: `---`, then `short: Data leakage` and the other keys, then `---`, then the heading.
    """
    help = "begin with a line `---`, then the keys (short: …), then another line `---`"
    yield from _problems(reading, "no-front-matter", "the front matter is missing: {}", help)


@rule("R05", "broken-yaml", "reading")
def broken_yaml(reading: Reading) -> Iterator[At]:
    """The front matter, the taxonomy and the paths are YAML that can be read.

    Why: a colon in a title or a tab breaks the whole block, and a half-read block would publish half a question.

    Instead of: `title: Bias: what it is`

    Write: `title: "Bias: what it is"`
    """
    help = 'write `key: value`, indented by spaces; put a value with a colon, or one that begins with a special character, in quotes: "…"'
    yield from _problems(reading, "broken-yaml", "the YAML cannot be read: {}", help)


@rule("R06", "fancy-yaml", "reading")
def fancy_yaml(reading: Reading) -> Iterator[At]:
    """Only plain YAML: `key: value` and lists, no anchors, aliases, tags or deep nesting.

    Why: they are never needed here, and they can be made to hang a reader or run code.

    Instead of: `roles: &all [data-scientist]` or `level: !!str junior`

    Write: `roles: [data-scientist]` and `level: junior`
    """
    help = "write the value out; quote text that begins with & or * or !"
    yield from _problems(reading, "fancy-yaml", "the YAML uses {}, which is not allowed", help)


@rule("R07", "duplicate-key", "reading")
def duplicate_key(reading: Reading) -> Iterator[At]:
    """A key stands once.

    Why: of two values YAML silently keeps the last.

    Instead of: `level: junior` and, further down, `level: mid`

    Write: the one that is meant.
    """
    yield from _problems(reading, "duplicate-key", "`{}` stands twice", "keep one of the two lines")


@rule("R08", "too-complex", "reading")
def too_complex(reading: Reading) -> Iterator[At]:
    """No more lines, characters with a meaning, nesting or values than a question needs.

    Why: thousands of brackets or nested lists make a Markdown parser run for minutes.

    Instead of: a line of 5,000 characters, a list eight levels deep.

    Write: short paragraphs, lists of one or two levels; machine output, if it is needed, in a fence.
    """
    help = "shorten or flatten it; signs that are meant as text go into code"
    yield from _problems(reading, "too-complex", "this is more than a question needs: {}", help)


@rule("R09", "misplaced-file", "collection")
def misplaced_file(collection: Collection) -> Iterator[At]:
    """Every file under content/ has a place in the contract.

    Why: a file that nothing reads is an answer that nobody finds; a file of another kind could replace a part of the
    site.

    Instead of: `content/basics/leakage.md` or `content/basics/data/CNAME`

    Write: `content/basics/data/leakage.md`
    """
    for path in collection.files:
        if collection.files[path] is None or has_place(path, collection.files):
            continue
        forms = {form.partition("<")[0]: form for form in contract.PLACE_FORM.values()}
        near = [form for beginning, form in forms.items() if path.startswith(beginning)]
        form = near[0] if near else f"one of {', '.join(forms.values())}"
        yield At(1, 1, "nothing in the contract has this place", f"move it to {form}, or delete it", path)


@rule("R10", "symbolic-link", "collection")
def symbolic_link(collection: Collection) -> Iterator[At]:
    """Content is regular files, no symbolic links.

    Why: a link can publish a file from outside the handbook, or lead in a circle.

    Instead of: a link to another question's file.

    Write: a relative link in the text.
    """
    for path, data in collection.files.items():
        if data is None:
            yield At(
                1, 1, "this is no regular file that can be read", "replace it by a regular file, or delete it", path
            )


@rule("R11", "slug-form", "document")
def slug_form(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """A slug is at most 60 lowercase letters and digits in words joined by single hyphens.

    Why: the slug is the permanent address of the page.

    Instead of: `Data_Leakage.md`

    Write: `data-leakage.md`
    """
    slug = document.slug
    if not re.fullmatch(contract.SLUG, slug) or len(slug) > contract.SLUG_LENGTH:
        title = "" if contract.HINT in document.body.title else document.body.title
        proposal = slugs.slug(slug) or slugs.slug(title)
        help = f"rename it to `{proposal}`" if proposal else "name it by its question: data-leakage"
        yield At(1, 1, f"`{slug}` is no slug", help)


@rule("R12", "unknown-place", "document")
def unknown_place(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """The folder of a question is a stage, a domain or a focus of the taxonomy.

    Why: the folder decides where in the workflow the question stands.

    Instead of: `content/basics/modelling/…`

    Write: `content/basics/models/…`
    """
    kind = contract.PLACE_KIND.get(document.category)
    if kind is None:
        return
    names = taxonomy.names(kind)
    if document.place not in names:
        help = nearest(document.place, names, "move the file to the folder `{}`", "use one of: {}")
        yield At(1, 1, f"`{document.place}` is none of the {kind}", help)


@rule("R13", "mixed-scripts", "document")
def mixed_scripts(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """A word is written in one script.

    Why: a Cyrillic letter in an English word looks right and is never found.

    Instead of: `precisiоn` with a Cyrillic о

    Write: `precision`, typed anew.
    """
    code = {f"{document.folder}/{name}": text for name, text in document.companions.items() if name.endswith(".py")}
    for path, text in {document.path: document.text, **code}.items():
        yield from _mixed(path, text)


def _mixed(path: str, text: str) -> Iterator[At]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.isascii():
            continue
        for word in re.finditer(r"[^\W_]+", line):
            strange = [c for c in word.group() if not c.isascii() and c.isalpha() and _is_lookalike(c)]
            if strange and any(c.isascii() and c.isalpha() for c in word.group()):
                name = unicodedata.name(strange[0], "an unknown letter").lower()
                yield At(
                    number, word.start() + 1, f"`{word.group()}` mixes scripts: {name}", "type the word anew", path
                )


def _is_lookalike(character: str) -> bool:
    return character in GREEK_LOOKALIKES or bool(LOOKALIKES.search(unicodedata.name(character, "")))
