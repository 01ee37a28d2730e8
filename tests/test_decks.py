"""The cards hold what pages, sheets and data hold, and Anki itself takes them in and keeps what was learned."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from anki.collection import Collection, ImportCsvRequest
from anki.import_export_pb2 import ImportAnkiPackageOptions, ImportAnkiPackageRequest

from handbook import contract, markdown, prose
from handbook.exports import cards, decks, questions
from handbook.pages import links
from handbook.pages.decks import TABLE, WHOLE, selections
from handbook.settings import Settings
from loaded import LOADED, SHOWN

SETTINGS = Settings("reader/handbook")
ADDRESSES = {question.path: links.question(question.slug) for question in SHOWN}
CARDS = {question.slug: list(cards.cards(question, ADDRESSES, SETTINGS.site_url)) for question in SHOWN}
FEW = {slug: LOADED.questions[slug] for slug in ("p-value", "k-means", "dropout")}


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("One. Two. Three.", 2, "One. Two."),
        ("One. Two. Three.", 99, "One. Two. Three."),
        ("One sentence of six words here. Two.", 3, "One sentence of six words here."),
        ("Use trees, e.g. forests. Then stop.", 1, "Use trees, e.g. forests."),
        ("It is $n. 2$ big. Then more.", 1, "It is $n. 2$ big."),
        ("Take `a. b` first. Then more.", 1, "Take a. b first."),
        ("**No. Never.** Because it fails. Then more.", 1, "No. Never. Because it fails."),
        ("no end", 1, "no end"),
    ],
)
def test_an_answer_is_cut_after_a_whole_sentence(text: str, most: int, expected: str) -> None:
    (token,) = [token for token in markdown.parse(text) if token.type == "inline"]
    assert prose.plain([cards.first_sentences(token, most)]) == expected


def test_every_question_has_cards_and_they_say_what_the_data_say() -> None:
    published = json.loads(questions.data(LOADED, SETTINGS))["questions"]
    assert [question["slug"] for question in published] == list(CARDS)
    for question in published:
        texts = {card.key.split("/")[1]: card.text for card in CARDS[question["slug"]]}
        sections = {section["title"]: section for section in question["sections"]}
        assert texts["gist"] == question["gist"]
        assert texts.get("formula", "") == question["formula"]
        points = [text for key, text in texts.items() if key.startswith("point-")]
        assert points == sections["Listen for"]["items"]
        follow_ups = [text for key, text in texts.items() if key.startswith("follow-up-")]
        answers = [section["text"] for section in sections["Follow-ups"]["sections"]]
        assert len(follow_ups) == len(answers)
        for text, answer in zip(follow_ups, answers, strict=True):
            assert answer.startswith(text)
            assert len(text) > 2


def test_cards_are_short_and_their_mathematics_is_anki_s() -> None:
    for card in (card for all_cards in CARDS.values() for card in all_cards):
        assert card.front.strip(), card.key
        assert card.back.strip(), card.key
        assert "katex" not in card.front + card.back
        for side in (card.front, card.back):
            bare = re.sub(r"<code.*?</code>", "", side, flags=re.DOTALL)
            assert bare.count(r"\(") == bare.count(r"\)"), card.key
            assert len(re.sub(r"<[^>]+>|\\\(.*?\\\)|\\\[.*?\\\]", " ", bare).split()) <= 160, card.key
        assert not re.search(r'href="(?!https://|mailto:)', card.front + card.back), card.key


def test_keys_are_unique_and_tags_name_every_facet() -> None:
    keys = Counter(card.key for all_cards in CARDS.values() for card in all_cards)
    assert [key for key, count in keys.items() if count > 1] == []
    assert cards.tags(LOADED.questions["p-value"])[:3] == [
        "handbook::category::basics",
        "handbook::stage::foundations",
        f"handbook::level::{LOADED.questions['p-value'].level}",
    ]
    for question in SHOWN:
        made = cards.tags(question)
        assert not any(" " in tag for tag in made)
        assert {f"handbook::topic::{topic}" for topic in question.topics} <= set(made)
        assert {f"handbook::role::{role}" for role in question.roles} <= set(made)


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """An empty collection of the real Anki."""
    opened = Collection(str(tmp_path / "reader.anki2"))
    yield opened
    opened.close()


def package(made: dict[str, list[cards.Card]], timestamp: int) -> bytes:
    return decks.package("Handbook", list(FEW.values()), lambda question: made[question.slug], LOADED, timestamp)


def take_in(collection: Collection, content: bytes, folder: Path) -> Any:
    file = folder / "deck.apkg"
    file.write_bytes(content)
    options = ImportAnkiPackageOptions(with_scheduling=True)
    return collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(file), options=options)).log


def test_a_newer_deck_updates_in_place_and_keeps_what_was_learned(collection: Collection, tmp_path: Path) -> None:
    made = {slug: CARDS[slug] for slug in FEW}
    count = sum(len(all_cards) for all_cards in made.values())
    log = take_in(collection, package(made, 1_790_000_000), tmp_path)
    assert (len(log.new), len(log.updated)) == (count, 0)
    assert collection.note_count() == collection.card_count() == count
    terms = LOADED.taxonomy
    assert {deck.name for deck in collection.decks.all_names_and_ids() if deck.name.count("::") == 2} == {
        f"Handbook::{contract.CATEGORY_TITLES[q.category]}::{terms.term('stages', q.place).title}" for q in FEW.values()
    }

    gist = decks.guid(made["p-value"][0])
    (number,) = [n for n in collection.find_notes("") if collection.get_note(n).guid == gist]
    (card,) = collection.find_cards(f"nid:{number}")
    learned = collection.get_card(card)
    learned.start_timer()
    collection.decks.select(learned.did)
    states = collection._backend.get_scheduling_states(card)
    collection.sched.answer_card(collection.sched.build_answer(card=learned, states=states, rating=3))
    before = collection.get_card(card)
    assert before.reps == 1

    changed = replace(made["p-value"][0], back="<p>a better gist</p>")
    added = replace(made["p-value"][0], key="p-value/point-00000000", back="<p>new</p>")
    later = {**made, "p-value": [changed, *made["p-value"][1:], added]}
    log = take_in(collection, package(later, 1_790_000_100), tmp_path)
    assert len(log.new) == 1
    assert collection.note_count() == count + 1
    assert collection.get_note(number)["Back"] == "<p>a better gist</p>"
    after = collection.get_card(card)
    assert (after.reps, after.due, after.ivl, after.type) == (before.reps, before.due, before.ivl, before.type)
    assert collection.db is not None
    assert collection.db.scalar("select count() from revlog") == 1

    log = take_in(collection, package(made, 1_790_000_000), tmp_path)
    assert collection.get_note(number)["Back"] == "<p>a better gist</p>", "an older deck takes nothing back"


def test_anki_shows_front_and_back_with_its_own_mathematics(collection: Collection, tmp_path: Path) -> None:
    take_in(collection, package({slug: CARDS[slug] for slug in FEW}, 1_790_000_000), tmp_path)
    formula = decks.guid(next(card for card in CARDS["p-value"] if card.key.endswith("/formula")))
    (number,) = [n for n in collection.find_notes("") if collection.get_note(n).guid == formula]
    card = collection.get_card(collection.find_cards(f"nid:{number}")[0])
    assert "the formula?" in card.question()
    assert r"\[p=P" in card.answer()
    assert 'id="answer"' in card.answer().replace("id=answer", 'id="answer"')
    assert collection.find_notes("tag:handbook::stage::foundations")
    assert len(collection.find_notes("tag:handbook::question::k-means")) == len(CARDS["k-means"])


def test_two_builds_give_the_same_bytes() -> None:
    made = {slug: CARDS[slug] for slug in FEW}
    assert package(made, 1_790_000_000) == package(made, 1_790_000_000)
    assert package(made, 1_790_000_000) != package(made, 1_790_000_001)


def test_the_table_is_csv_and_anki_takes_it(collection: Collection, tmp_path: Path) -> None:
    made = [card for slug in FEW for card in CARDS[slug]]
    text = decks.table(FEW.values(), lambda question: CARDS[question.slug], "Handbook").decode()
    heads, rows = text.split("\n", 5)[:5], list(csv.reader(io.StringIO(text.split("\n", 5)[5])))
    assert heads == ["#separator:Comma", "#html:true", "#guid column:1", "#deck column:2", "#tags column:5"]
    assert [row[2:4] for row in rows] == [[card.front, card.back] for card in made]
    file = tmp_path / "handbook.csv"
    file.write_text(text, "utf-8", newline="\n")
    metadata = collection.get_csv_metadata(path=str(file), delimiter=None)
    collection.import_csv(ImportCsvRequest(path=str(file), metadata=metadata))
    assert collection.note_count() == len(made)


def test_what_is_published(tmp_path: Path, collection: Collection) -> None:
    made = {asset.address: asset.make() for asset in decks.files(LOADED, SETTINGS, 1_790_000_000)}
    assert set(made) == {WHOLE, TABLE, *(f"downloads/{name}.apkg" for name, _, _ in selections(LOADED))}
    assert {"downloads/basics.apkg", "downloads/path-tonight.apkg"} <= set(made)
    log = take_in(collection, made[WHOLE], tmp_path)
    assert len(log.new) == sum(len(all_cards) for all_cards in CARDS.values())
    log = take_in(collection, made["downloads/basics.apkg"], tmp_path)
    assert len(log.new) == 0, "a card of two decks is one card"
