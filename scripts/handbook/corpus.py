"""A handbook of any size, to measure with: the real questions, then copies of them in other words that break no rule."""

from __future__ import annotations

import itertools
import posixpath
import random
import re
import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from handbook import catalogue, contract, drawing, likeness, order, plain_yaml, prose, source, terms
from handbook.model import Catalogue, Document, Question, StudyPath
from handbook.reword import Rewording, Words, vocabulary
from handbook.rules import mathematics

LINK = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(([^()\s:]+\.md)\)")
"""A link to another question: its text and the file."""
TITLE = re.compile("^# (.*)$", re.MULTILINE)
ASKED = re.compile(r"(short: |  - )(?!title: |\d{4}-\d\d-\d\d: )(.*)")
TOLD = re.compile(r"(  - (?:title: |\d{4}-\d\d-\d\d: ))(.*)")
"""Lines of front matter with text: the short name and variants; titles of sources and corrections."""
MOST_TRIES = 50
"""How often a page is put in other words until it asks for something of its own."""


class Name(NamedTuple):
    """A page of the corpus: its template's slug, and the how manieth copy it is; 0 is the template itself."""

    template: str
    copy: int

    @property
    def slug(self) -> str:
        """The page's slug."""
        ending = f"-{self.copy + 1}" if self.copy else ""
        return self.template[: contract.SLUG_LENGTH - len(ending)].rstrip("-") + ending


@dataclass(frozen=True, slots=True)
class Plan:
    """What a corpus is made of: by slug the real questions, their files, and when it is their turn; how many pages there
    will be; words as often as they are met, and each once."""

    questions: Mapping[str, Question]
    files: Mapping[str, Mapping[str, str]]
    turns: Mapping[str, int]
    count: int
    words: Words
    different: Words

    def names(self) -> list[Name]:
        """The pages of the corpus."""
        slugs = list(self.turns)
        return [Name(slugs[n % len(slugs)], n // len(slugs)) for n in range(self.count)]

    def beside(self, template: str, copy: int) -> Name | None:
        """The page that stands for a template beside that copy of another: the same copy, else the one before it, else
        none."""
        turn, rows = self.turns.get(template, self.count), range(copy, max(copy - 2, -1), -1)
        return next((Name(template, row) for row in rows if row * len(self.turns) + turn < self.count), None)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the corpus: its files by path, and the question as far as its wordings go."""

    files: Mapping[str, str]
    asked: Question


def corpus(count: int, loaded: Catalogue, files: Mapping[str, bytes | None]) -> dict[str, bytes]:
    """The files of a `content` folder with `count` questions, made from the real questions and their files. The same
    arguments give the same files.

    The kinds of question have their real shares. Copies link copies of the same row, and no two ask the same. A study
    path lists what it selects among the real questions; one that selects none is left out, and so are the stories.
    ValueError if some question cannot be asked in so many ways.
    """
    plan = _plan(count, loaded, files)
    pages = {name: _page(name, 0, plan) for name in plan.names()}
    for tries in itertools.count(1):
        alike = _alike(pages, loaded)
        if not alike:
            break
        if tries > MOST_TRIES:
            raise ValueError(
                f"{alike[0].template} cannot be put in {count:,} other ways that all ask for something else"
            )
        pages |= {name: _page(name, tries, plan) for name in alike}
    texts = {path: text for page in pages.values() for path, text in page.files.items()}
    real = [plan.questions[name.template] for name in pages if not name.copy]
    texts |= {path.path: text for path in loaded.paths if (text := _study_path(path, real, loaded))}
    taxonomy = {contract.TAXONOMY_FILE: files[contract.TAXONOMY_FILE] or b""}
    return taxonomy | {path: text.encode() for path, text in texts.items()}


def _plan(count: int, loaded: Catalogue, files: Mapping[str, bytes | None]) -> Plan:
    questions = {slug: question for slug, question in sorted(loaded.questions.items()) if question.published}
    folders: defaultdict[str, list[str]] = defaultdict(list)
    for path in files:
        folders[posixpath.dirname(path)].append(path)
    own = {
        slug: {
            path: (files[path] or b"").decode()
            for path in folders[posixpath.dirname(question.path)]
            if catalogue.belongs(path, question.document)
        }
        for slug, question in questions.items()
    }
    turns = {slug: turn for turn, slug in enumerate(in_turn(questions.values()))}
    words = vocabulary(questions.values())
    return Plan(questions, own, turns, count, words, {length: sorted(set(said)) for length, said in words.items()})


def in_turn(questions: Iterable[Question]) -> tuple[str, ...]:
    """The slugs so that any first few of them have the kinds in about the shares of all."""
    kinds: defaultdict[str, list[str]] = defaultdict(list)
    for question in questions:
        kinds[question.category].append(question.slug)
    ranked = [((n + 0.5) / len(slugs), slug) for slugs in kinds.values() for n, slug in enumerate(slugs)]
    return tuple(slug for _, slug in sorted(ranked))


def _page(name: Name, tries: int, plan: Plan) -> Page:
    """The page of that name, as it comes out at that try."""
    template = plan.questions[name.template]
    way = Rewording(random.Random(f"{name.slug} {tries}"), plan.words, f"Copy {name.copy + 1}.", plan.different)
    own = plan.files[name.template]
    text = _linked(own[template.path], template, name.copy, plan)
    if name.copy == tries == 0:
        return Page({**own, template.path: text}, template)
    text = _reworded(text, way)
    asked = _asked(text, name.slug, template)
    made = {_moved(template.path, name): text}
    for path, beside in own.items():
        if path.endswith(".py"):
            made[_moved(path, name)] = way.code(beside, "python")
        elif path.endswith(".svg"):
            made[_moved(path, name)] = _redrawn(beside, path, name, way)
    return Page(made, asked)


def _moved(path: str, name: Name) -> str:
    """The path of a template's file in the copy."""
    return re.sub(rf"/{re.escape(name.template)}(?=[/.])", f"/{name.slug}", path)


def _linked(text: str, template: Question, copy: int, plan: Plan) -> str:
    """The text of a template's file with links and prerequisites that lead to what there is in the corpus."""
    own = posixpath.dirname(_moved(template.path, Name(template.slug, copy)))

    def link(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(template.document.folder.as_posix(), match[2]))
        place = source.locate(target)
        name = (place and plan.beside(place.slug, copy)) or Name(next(iter(plan.turns)), 0)  # a link stays a link
        path = _moved(plan.questions[name.template].path, name)
        return f"[{match[1]}]({posixpath.relpath(path, own)})"

    names = [name for slug in template.after if (name := plan.beside(slug, copy))]
    after = f"after: [{', '.join(name.slug for name in names)}]\n" if names else ""
    return re.sub(r"^after:.*\n", after, LINK.sub(link, text), count=1, flags=re.MULTILINE)


def _reworded(text: str, way: Rewording) -> str:
    """The text of a file in other words."""
    front = source.FRONT_MATTER.match(text)
    assert front
    lines = []
    for line in front[1].splitlines():
        if asked := ASKED.fullmatch(line):
            line = asked[1] + way.wording(asked[2])
        elif told := TOLD.fullmatch(line):
            line = told[1] + way.text(told[2])
        elif line.startswith("formula: "):
            line = "formula: " + way.formula(line.removeprefix("formula: "))
        if not line.startswith("aliases:"):  # a former address belongs to one page
            lines.append(line)
    above, title, below = TITLE.split(text[front.end() :], maxsplit=1)
    return "\n".join(["---", *lines, f"---{above}", f"# {way.wording(title)}{way.text(below)}"])


def _asked(text: str, slug: str, template: Question) -> Question:
    """The template as far as a copy of that text is asked otherwise."""
    front = source.FRONT_MATTER.match(text)
    meta = source.compose(front[1])[0] if front else None
    assert meta
    short, variants = terms.text(meta.get("short")), terms.texts(meta.get("variants"))
    return replace(template, slug=slug, short=short, title=TITLE.findall(text)[0], variants=variants)


def _redrawn(svg: str, path: str, name: Name, way: Rewording) -> str:
    """A drawing as if it had been made from the copy's code: with its digest, and with ids of the copy."""
    before = drawing.recorded(svg) or ""
    figure = posixpath.basename(path).removeprefix(f"{name.template}.").removesuffix(".svg")
    return svg.replace(before, way.drawn_from[before], 1).replace(f"{name.template}-{figure}", f"{name.slug}-{figure}")


def _alike(pages: Mapping[Name, Page], loaded: Catalogue) -> list[Name]:
    """The pages that ask what another page asks, or have its short name: of two the later copy. Two real pages may
    become so, since the words of a larger handbook weigh otherwise."""
    names = {id(page.asked): name for name, page in pages.items()}
    pairs = likeness.twins([page.asked for page in pages.values()], loaded.taxonomy)
    later = [max((names[id(twin.question)] for twin in (pair.first, pair.second)), key=_age) for pair in pairs]
    shorts: dict[str, Name] = {}
    for name in sorted(pages, key=_age):
        if name is not shorts.setdefault(" ".join(re.findall(r"\w+", pages[name].asked.short.casefold())), name):
            later.append(name)
    return list(dict.fromkeys(later))


def _age(name: Name) -> tuple[int, str]:
    return name.copy, name.template


def _study_path(path: StudyPath, questions: Iterable[Question], loaded: Catalogue) -> str:
    """The file of a study path that lists what the real one selects of these questions; empty if that is nothing."""
    slugs = [question.slug for question in order.select(path, questions, loaded.taxonomy)]
    head = {"title": path.title, "audience": path.audience, "minutes": path.minutes}
    pages = {"pages": path.pages} if path.pages else {}
    return plain_yaml.dump(head | pages | {"select": {"slugs": slugs}}) if slugs else ""


class Weight(NamedTuple):
    """How heavy a page is: bytes of its file, words aloud, formulas, pieces of code."""

    bytes: int
    words: int
    formulas: int
    code: int


def weight(document: Document) -> Weight:
    """The weight of one page."""
    return Weight(
        len(document.text.encode()),
        sum(prose.count_words(prose.everything(section)) for section in document.sections),
        sum(1 for _ in mathematics.formulas(document, document.body.walk())),
        sum(1 for _ in document.fences()) + sum(name.endswith(".py") for name in document.companions),
    )


def median_weight(questions: Iterable[Question]) -> Weight:
    """The median of each part over some pages, rounded down."""
    weights = [weight(question.document) for question in questions]
    return Weight(*(int(statistics.median(part)) for part in zip(*weights, strict=True)))
