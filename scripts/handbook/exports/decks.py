"""The cards as decks for Anki, and as a table that other programs read."""

from __future__ import annotations

import csv
import functools
import io
import itertools
import sqlite3
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from hashlib import sha256

import genanki

from handbook import cache, contract, order
from handbook.exports import cards
from handbook.exports.cards import Card, tags
from handbook.model import Asset, Catalogue, Question
from handbook.pages import links
from handbook.pages.decks import TABLE, WHOLE, deck, selections
from handbook.settings import Settings

MODEL = 1_607_392_319
"""Anki knows the kind of note by this number: never changed, or readers would have two kinds."""

CSS = """
.card { max-width: 34em; margin: 0 auto; font: 20px/1.45 system-ui, sans-serif; text-align: left; }
.more, small { font-size: 0.75em; opacity: 0.75; }
pre { overflow-x: auto; font-size: 0.8em; }
"""


def files(catalogue: Catalogue, settings: Settings, timestamp: int) -> Iterator[Asset]:
    """The decks: the whole, one for each category and each study path; and the table.

    `timestamp` (seconds since 1970) is the version: Anki takes a note in place of one that it has if it is newer. Each
    deck is kept by its cards.
    """
    published = order.workflow((q for q in catalogue.questions.values() if q.published), catalogue.taxonomy)
    addresses = {question.path: links.question(question.slug) for question in published}

    @functools.cache
    def digest(question: str) -> str:
        return cards.digest(catalogue.questions[question], addresses, settings.site_url)

    def made(question: Question) -> list[Card]:
        return cards.cards(question, addresses, settings.site_url)

    def packed(name: str, questions: Sequence[Question]) -> bytes:
        def make() -> bytes:
            return package(name, questions, made, catalogue, timestamp)

        told = [(question.slug, question.place, digest(question.slug)) for question in questions]
        content: bytes = cache.kept("deck", (name, told, catalogue.taxonomy, timestamp), make)
        return content

    yield Asset(WHOLE, partial(packed, settings.name, published))
    yield Asset(TABLE, lambda: table(published, made, settings.name))
    for name, title, questions in selections(catalogue):
        yield Asset(deck(name), partial(packed, f"{settings.name}: {title}", questions))


def package(
    name: str,
    questions: Sequence[Question],
    made: Callable[[Question], list[Card]],
    catalogue: Catalogue,
    timestamp: int,
) -> bytes:
    """A deck as Anki imports it, with a deck inside it for every place; the same bytes for the same cards, which `made`
    gives.

    genanki knows the format; what it would write into temporary files is written in memory, one inner deck at a time.
    """
    model = _model()
    inside: dict[str, list[Question]] = {}
    for question in questions:
        place = catalogue.taxonomy.term(contract.PLACE_KIND[question.category], question.place)
        inside.setdefault(f"{name}::{contract.CATEGORY_TITLES[question.category]}::{place.title}", []).append(question)

    def decks() -> Iterator[genanki.Deck]:
        for title, placed in inside.items():
            deck = genanki.Deck(_number(title), title)
            for question in placed:
                named = tags(question)
                for card in made(question):
                    fields = [card.front, card.back]
                    deck.add_note(genanki.Note(model=model, fields=fields, guid=guid(card), tags=named))
            yield deck

    with sqlite3.connect(":memory:") as database:
        numbers = itertools.count(timestamp * 1000)
        genanki.Package(decks()).write_to_db(database.cursor(), timestamp, numbers)
        database.commit()
        collection = database.serialize()
    database.close()
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        for member, content in (("collection.anki2", collection), ("media", b"{}")):
            file.writestr(zipfile.ZipInfo(member), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def guid(card: Card) -> str:
    """The name under which Anki keeps what was learned of a card."""
    return f"mlih-{sha256(card.key.encode()).hexdigest()[:20]}"


def _number(name: str) -> int:
    """A number for a deck, the same for the same name."""
    return (1 << 30) + int(sha256(name.encode()).hexdigest()[:8], 16) % (1 << 30)


def _model() -> genanki.Model:
    return genanki.Model(
        MODEL,
        "ML Interview Handbook",
        fields=[{"name": "Front"}, {"name": "Back"}],
        templates=[{"name": "Card", "qfmt": "{{Front}}", "afmt": '{{FrontSide}}<hr id="answer">{{Back}}'}],
        css=CSS,
    )


def table(questions: Iterable[Question], made: Callable[[Question], list[Card]], name: str) -> bytes:
    """All cards of these questions as CSV (RFC 4180) whose first lines tell Anki what each column is."""
    written = io.BytesIO()
    text = io.TextIOWrapper(written, "utf-8", newline="", write_through=True)
    text.write("#separator:Comma\n#html:true\n#guid column:1\n#deck column:2\n#tags column:5\n")
    rows = csv.writer(text, lineterminator="\n")
    for question in questions:
        named = " ".join(tags(question))
        rows.writerows((guid(card), name, card.front, card.back, named) for card in made(question))
    text.detach()
    return written.getvalue()
