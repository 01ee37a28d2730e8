"""The shapes everything else speaks in: findings, documents as written, questions as published."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from pathlib import PurePosixPath
from typing import Literal

from markdown_it.token import Token

Category = Literal["basics", "coding", "applied", "project", "story"]
"""What a document is. The first four are kinds of question; a story is a project told from end to end."""
Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing wrong at one place. `line` and `column` count from 1; `help` shows the form to write."""

    path: str
    line: int
    column: int
    rule: str
    message: str
    help: str
    level: Level = "error"


@dataclass(frozen=True, slots=True)
class Value:
    """A front-matter value and where it stands: a scalar's text, a list's items, or a mapping's entries."""

    kind: Literal["scalar", "list", "mapping"]
    line: int
    column: int
    text: str = ""
    items: tuple[Value, ...] = ()
    entries: tuple[tuple[Value, Value], ...] = ()

    def get(self, key: str) -> Value | None:
        """The value under `key` of a mapping, or None."""
        return next((value for name, value in self.entries if name.text == key), None)


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block: its info string ("python check"), its code, the line of the opening fence, and whether one closes
    it; an open one runs to the end of the list item or of the file."""

    info: str
    code: str
    line: int
    closed: bool = True

    @property
    def words(self) -> tuple[str, ...]:
        """The info string split at spaces: the language first, then what the fence is for."""
        return tuple(self.info.split())


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands directly under it (`tokens`) and its subsections.

    `tokens` are markdown-it tokens whose `map` counts lines of the file from 0. `heading` holds the inline token
    of the heading itself, so that a heading may carry a link or mathematics.
    """

    title: str
    level: int
    line: int
    heading: Token
    tokens: tuple[Token, ...]
    sections: tuple[Section, ...] = ()

    def get(self, title: str) -> Section | None:
        """The first subsection of that title, or None."""
        return next((section for section in self.sections if section.title == title), None)

    def walk(self) -> Iterator[Section]:
        """This section and all below it, in the order of the file."""
        yield self
        for section in self.sections:
            yield from section.walk()


@dataclass(frozen=True, slots=True)
class Parts:
    """What a document's text holds when it is read: its front matter, and its body with a line for everything."""

    meta: Value
    body: Section


@dataclass(frozen=True)
class Document:
    """One question as written: where it lies, its text, and, read when they are asked for, its front matter and body.

    `path` is relative to the repository, with forward slashes. `place` is the folder that files it: a stage, a
    domain or a focus. `companions` are the texts of the files beside it that belong to it (a coding question's
    Python files, the drawn figures), by file name. `read` gives the parts of the text.
    """

    path: str
    category: Category
    place: str
    slug: str
    text: str
    read: Callable[[], Parts] = field(repr=False, compare=False)
    companions: Mapping[str, str] = field(default_factory=dict)

    @property
    def meta(self) -> Value:
        """The front matter."""
        return self.read().meta

    @property
    def body(self) -> Section:
        """The body, as the tree of its sections."""
        return self.read().body

    @cached_property
    def digest(self) -> str:
        """A short name of all that the document is made of; that of any other document is another."""
        texts = [self.path, self.text, *(text for item in sorted(self.companions.items()) for text in item)]
        parts = [text.encode("utf-8", "surrogatepass") for text in texts]
        return blake2b(repr([len(part) for part in parts]).encode() + b"".join(parts)).hexdigest()

    @property
    def sections(self) -> tuple[Section, ...]:
        """The H2 sections."""
        return self.body.sections

    @property
    def folder(self) -> PurePosixPath:
        """The folder of the file, against which its relative links are read."""
        return PurePosixPath(self.path).parent

    def fences(self) -> Iterator[Fence]:
        """Every fenced block of the body, nested ones too, in the order of the file."""
        for section in self.body.walk():
            for token in section.tokens:
                if token.type == "fence" and token.map:
                    first, end = token.map
                    closed = end - first == token.content.count("\n") + 2
                    yield Fence(token.info.strip(), token.content, first + 1, closed)


@dataclass(frozen=True, slots=True)
class Mentions:
    """What a document says that others are compared with, each with its place: its title and its short name, how else
    it is asked, the questions that it comes after, its former slugs, what its links lead to; and whether it has a
    review."""

    title: Value
    short: Value | None
    variants: tuple[Value, ...]
    after: tuple[Value, ...]
    aliases: tuple[Value, ...]
    links: tuple[Value, ...]
    reviewed: bool


@dataclass(frozen=True, slots=True)
class Source:
    """A publication that a page rests on."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A change of meaning on a published page: the day, what was wrong and what is right, and its name in the page."""

    date: datetime.date
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Question:
    """A checked question, typed; `document` keeps its sections for whoever renders them.

    `seconds` is the time to say the spoken parts of the answer, `minutes` the time to study the page once, `times` the
    seconds that each section takes to say, by its title. `follow_ups` and `subjects` (models and papers) are headings as
    plain text, `uses` says what each fenced block is for; `links` are the files to which the text leads.
    """

    slug: str
    category: Category
    place: str
    title: str
    gist: str
    short: str
    level: str
    roles: tuple[str, ...]
    topics: tuple[str, ...]
    variants: tuple[str, ...]
    after: tuple[str, ...]
    formula: str
    sources: tuple[Source, ...]
    reviewed: datetime.date | None
    aliases: tuple[str, ...]
    seconds: int
    minutes: int
    times: tuple[tuple[str, float], ...] = field(repr=False)
    follow_ups: tuple[str, ...]
    subjects: tuple[str, ...]
    uses: tuple[str, ...]
    links: tuple[str, ...]
    document: Document = field(repr=False)
    corrections: tuple[Correction, ...] = ()

    @property
    def published(self) -> bool:
        """Whether somebody who did not write it has checked every claim; a draft is previewed, not published."""
        return self.reviewed is not None

    @property
    def path(self) -> str:
        """The file it was read from, relative to the repository."""
        return self.document.path


@dataclass(frozen=True, slots=True)
class Story:
    """A worked story, typed: a small real project, told in the shape of the project worksheet."""

    slug: str
    title: str
    gist: str
    short: str
    topics: tuple[str, ...]
    sources: tuple[Source, ...]
    reviewed: datetime.date | None
    links: tuple[str, ...]
    document: Document = field(repr=False)
    corrections: tuple[Correction, ...] = ()

    @property
    def published(self) -> bool:
        """Whether somebody who did not write it has checked every claim."""
        return self.reviewed is not None

    @property
    def path(self) -> str:
        """The file it was read from, relative to the repository."""
        return self.document.path


@dataclass(frozen=True, slots=True)
class Term:
    """A name of the taxonomy: `group` is the topic's group, empty for other kinds."""

    name: str
    title: str
    line: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """The shared vocabulary, each kind in its order."""

    stages: tuple[Term, ...] = ()
    domains: tuple[Term, ...] = ()
    focuses: tuple[Term, ...] = ()
    levels: tuple[Term, ...] = ()
    roles: tuple[Term, ...] = ()
    groups: tuple[Term, ...] = ()
    topics: tuple[Term, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()

    def places(self, category: Category) -> tuple[Term, ...]:
        """The folders that file a category's questions, in order."""
        return {"applied": self.domains, "project": self.focuses}.get(category, self.stages)

    def names(self, kind: str) -> tuple[str, ...]:
        """The names of a kind ("stages", "topics", …), in order."""
        return tuple(term.name for term in getattr(self, kind))

    def term(self, kind: str, name: str) -> Term:
        """The term of that name; KeyError if there is none."""
        terms: tuple[Term, ...] = getattr(self, kind)
        for term in terms:
            if term.name == name:
                return term
        raise KeyError(f"{kind}: {name}")


@dataclass(frozen=True, slots=True)
class Selection:
    """What a study path takes: a question is in when it satisfies every non-empty row; `slugs` are added by name.

    `sections` are stages, domains or focuses.
    """

    categories: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    slugs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StudyPath:
    """A study path as written: for whom, in how many minutes, and what it selects. `pages` are those that its cheat
    sheet may fill; 0 where it has none."""

    slug: str
    title: str
    audience: str
    minutes: int
    select: Selection
    path: str
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that was read: the vocabulary, the questions by slug, the study paths."""

    taxonomy: Taxonomy
    questions: Mapping[str, Question]
    paths: tuple[StudyPath, ...] = ()
    stories: tuple[Story, ...] = ()


def uri(address: str) -> str:
    """The Markdown file of the page at an address, in a tree for a site builder."""
    return f"{address.rstrip('/')}.md" if address else "index.md"


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page: its address from the site's root ("questions/k-means/"), and its HTML.

    `title` and `description` are plain text. `edit` is the file that it is made from, relative to the repository.
    `head` is markup for the page's head (preview and question-and-answer data); `mathematics` tells whether the page
    shows any, `python` whether it runs Python. `indexed` is false for pages that search engines should pass over.
    `canonical` is the address of the page that stands for this one, where that is another.
    """

    address: str
    title: str
    description: str
    body: str
    edit: str = ""
    head: str = ""
    mathematics: bool = False
    python: bool = False
    indexed: bool = True
    canonical: str = ""

    @property
    def uri(self) -> str:
        """Its Markdown file in a tree for a site builder: "questions/k-means.md", "index.md"."""
        return uri(self.address)


@dataclass(frozen=True, slots=True)
class Planned:
    """A page that can be made: its address, that of the page that stands for it where that is another, and a digest of
    everything besides the program that decides it."""

    address: str
    canonical: str
    decided_by: str
    make: Callable[[], Page]

    @property
    def uri(self) -> str:
        """Its Markdown file in a tree for a site builder, as the page's own `uri`."""
        return uri(self.address)


@dataclass(frozen=True, slots=True)
class Asset:
    """A published file that is no page: its address from the site's root, and what makes its content."""

    address: str
    make: Callable[[], bytes]
