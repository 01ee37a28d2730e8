"""What every page is made from: the catalogue in order, the settings, the templates, the renderer of formulas."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from handbook import cache, contract, nearby, order, reviews
from handbook.math import Render
from handbook.model import Catalogue, Page, Planned, Question, Story, Term
from handbook.pages import links
from handbook.settings import Settings


@dataclass(frozen=True, slots=True)
class Other:
    """What a page says of another question."""

    slug: str
    short: str


@dataclass(frozen=True, slots=True)
class Near:
    """The questions that a question's page leads to: its neighbors in workflow order, what to study before and after,
    and what else is like it."""

    previous: Other | None
    next: Other | None
    before: tuple[Other, ...]
    after: tuple[Other, ...]
    related: tuple[Other, ...]


@dataclass(frozen=True)
class Book:
    """The questions that are shown, in workflow order, and what their pages need. By `today` reviews are old and
    corrections new."""

    catalogue: Catalogue
    settings: Settings
    questions: tuple[Question, ...]
    render: Render
    today: datetime.date
    stories: tuple[Story, ...] = ()

    @cached_property
    def addresses(self) -> Mapping[str, str]:
        """The address of every shown question and story by its file."""
        questions = {question.path: links.question(question.slug) for question in self.questions}
        return questions | {story.path: links.story(story.slug) for story in self.stories}

    def linked(self, item: Question | Story) -> dict[str, str]:
        """The addresses of the files to which a text leads, as far as they are shown."""
        return {path: self.addresses[path] for path in item.links if path in self.addresses}

    @cached_property
    def frame(self) -> str:
        """The digest of what every page is made with, beside the program: the settings and the taxonomy."""
        return cache.digest(repr((self.settings, self.catalogue.taxonomy)))

    @cached_property
    def facts(self) -> str:
        """The digest of all that is known without looking into a text: of a page that is made from this alone, nothing
        has changed when it has not."""
        return cache.digest(repr((self.settings, self.catalogue, list(self.addresses), self.today)))

    def place(self, question: Question) -> Term:
        """The stage, domain or focus of a question."""
        return self.catalogue.taxonomy.term(contract.PLACE_KIND[question.category], question.place)

    def number(self, question: Question) -> int:
        """The number of a question's stage, from 1; 0 where its place is no stage."""
        if contract.PLACE_KIND[question.category] != "stages":
            return 0
        return self.catalogue.taxonomy.names("stages").index(question.place) + 1

    @cached_property
    def near(self) -> Mapping[str, Near]:
        """What every shown question's page leads to, by its slug."""
        others = {question.slug: Other(question.slug, question.short) for question in self.questions}
        after: dict[str, list[Other]] = {}
        for question in self.questions:
            for slug in question.after:
                after.setdefault(slug, []).append(others[question.slug])
        shown = list(others.values())
        related = nearby.nearby(self.questions, self.catalogue.taxonomy)
        return {
            question.slug: Near(
                previous,
                following,
                tuple(others[slug] for slug in question.after if slug in others),
                tuple(after.get(question.slug, ())),
                tuple(others[slug] for slug in related[question.slug]),
            )
            for previous, question, following in zip((None, *shown), self.questions, (*shown[1:], None), strict=False)
        }

    def counts(self, kind: str) -> Counter[str]:
        """How many shown questions each name of a kind has ("stages", "topics", …)."""
        values: dict[str, Callable[[Question], Iterable[str]]] = {
            "stages": lambda q: [q.place] if contract.PLACE_KIND[q.category] == "stages" else [],
            "domains": lambda q: [q.place] if q.category == contract.APPLIED else [],
            "focuses": lambda q: [q.place] if q.category == contract.PROJECT else [],
            "topics": lambda q: q.topics,
            "roles": lambda q: q.roles,
            "levels": lambda q: [q.level],
            "categories": lambda q: [q.category],
        }
        return Counter(name for question in self.questions for name in values[kind](question))


def open_book(
    catalogue: Catalogue,
    settings: Settings,
    render: Render,
    drafts: bool = False,
    today: datetime.date | None = None,
) -> Book:
    """The book of a catalogue: its published questions, and its drafts where they are to be previewed. Without a day,
    today is that of the newest review."""
    shown = [question for question in catalogue.questions.values() if question.published or drafts]
    stories = tuple(story for story in catalogue.stories if story.published or drafts)
    questions = tuple(order.workflow(shown, catalogue.taxonomy))
    return Book(catalogue, settings, questions, render, today or reviews.newest(catalogue), stories)


def planned(decided_by: tuple[object, ...], address: str, make: Callable[[], Page]) -> Planned:
    """A page that is made when it is needed, and kept by what decides it."""
    by = cache.digest(address, repr(decided_by))
    return Planned(address, "", by, lambda: Page(**cache.kept("page", by, lambda: asdict(make()))))


def fill(book: Book, template: str, base: str, /, **context: object) -> str:
    """A template filled for the page at `base`. Values are escaped unless they are Markup."""

    def to(address: str) -> str:
        return links.relative(address, base)

    everything = {
        "book": book,
        "base": base,
        "taxonomy": book.catalogue.taxonomy,
        "settings": book.settings,
        "to": to,
        **context,
    }
    return _environment().get_template(template).render(everything)


@lru_cache
def _environment() -> Environment:
    folder = Path(__file__).with_name("templates")
    environment = Environment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "address": links.question,
        "category_titles": contract.CATEGORY_TITLES,
        "category_lines": contract.CATEGORY_LINES,
        "place_address": links.place,
        "spoken": lambda question: duration(question.seconds),
        "total_minutes": total_minutes,
        "hours": hours,
    }
    return environment


def template(name: str) -> str:
    """The file of a template, relative to the repository: what is edited where a page is little else."""
    return f"scripts/handbook/pages/templates/{name}.html"


def duration(seconds: int) -> str:
    """A spoken time: "75 s" under two minutes, else whole minutes."""
    return f"{seconds} s" if seconds < 120 else f"{round(seconds / 60)} min"


def total_minutes(questions: Iterable[Question]) -> int:
    """The time to study these questions, in minutes."""
    return sum(question.minutes for question in questions)


def hours(minutes: int) -> str:
    """A study time: "45 min", "2 h", "7 h 30 min"; from ten hours on in whole hours."""
    if minutes < 60:
        return f"{minutes} min"
    whole, rest = divmod(minutes, 60)
    if whole >= 10:
        return f"{round(minutes / 60)} h"
    return f"{whole} h {rest} min" if rest else f"{whole} h"
