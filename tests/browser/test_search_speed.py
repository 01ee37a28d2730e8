"""The search at 1,000 questions: what the first answer weighs, and the time from a key to the results on a slow machine."""

from __future__ import annotations

import datetime
import gzip
import itertools
import json
import math
import random
from typing import Any

import pytest

from handbook import markdown, typed
from handbook.exports.search import search_data, search_rest
from handbook.model import Catalogue, Document, Parts, Question, Taxonomy, Term, Value

COUNT = 1_000
WEIGHT = 250_000  # bytes, gzip -9: until the first answer
WHOLE = 400_000  # until what the pages say is known too
SLOWDOWN = 4  # a telephone is about four times slower
ANSWER = 100  # milliseconds from a key to painted results, and for which at most the page is held up
KEYS = "why does regularisation of overftting"

PHRASES = 0.3  # share of a text drawn as set phrases

FREQUENT = """the a of and to is in what how do you it does that for not why when on with are model data one would which
training test error loss if two from than more by features rate class weights value regularization overfitting"""


class Prose:
    """Seeded sentences of words and set phrases with the frequencies of a language (Zipf).

    Tuned so that they compress as technical English does: to 39% at 30 questions (the real pages: 38%), to a third
    at 1,000 (documentation of scientific libraries in sentences as long: 32% to 34%).
    """

    def __init__(self, seed: int, vocabulary: int = 4_500, phrases: int = 2_500) -> None:
        self.random = random.Random(seed)
        syllables = [
            "".join(pair) for pair in itertools.product("bcdfglmnprstv", ["a", "e", "i", "o", "u", "er", "on"])
        ]
        made = {"".join(self.random.choices(syllables, k=self.random.choice((1, 2, 2, 3)))) for _ in range(vocabulary)}
        self.words = zipf(FREQUENT.split() + sorted(made))
        self.phrases = zipf([self.some(self.words, self.random.choice((2, 2, 3))) for _ in range(phrases)])

    def some(self, table: tuple[list[str], list[float]], count: int = 1) -> str:
        return " ".join(self.random.choices(table[0], cum_weights=table[1], k=count))

    def sentence(self, words: float, end: str = "?") -> str:
        """About that many words."""
        count, text = max(2, round(self.random.gauss(words, words / 4))), ""
        while len(text.split()) < count:
            text += " " + self.some(self.phrases if self.random.random() < PHRASES else self.words)
        return text[1].upper() + text[2:] + end


def zipf(items: list[str]) -> tuple[list[str], list[float]]:
    """The items with their cumulated weights."""
    return items, list(itertools.accumulate(1 / (rank + 2.7) for rank in range(len(items))))


def generated(count: int) -> Catalogue:
    """A catalogue as large and as wordy as the real pages: lengths and numbers are the averages of the first 300."""
    prose = Prose(seed=1)
    taxonomy = Taxonomy(
        stages=tuple(Term(f"stage-{n}", f"Stage {n}", "") for n in range(8)),
        domains=tuple(Term(f"domain-{n}", f"Domain {n}", "") for n in range(14)),
        levels=tuple(Term(name, name.title(), "") for name in ("junior", "mid", "senior")),
        topics=tuple(Term(f"topic-{n}", prose.sentence(2, ""), "") for n in range(100)),
        synonyms=tuple((prose.sentence(2, ""), prose.sentence(1, "")) for _ in range(110)),
    )
    questions = (question(prose, taxonomy, number) for number in range(count))
    return Catalogue(taxonomy, {question.slug: question for question in questions})


def question(prose: Prose, taxonomy: Taxonomy, number: int) -> Question:
    applied = number % 6 == 0
    place = prose.random.choice(taxonomy.domains if applied else taxonomy.stages).name
    short = prose.sentence(3, "")
    slug = f"{short.lower().replace(' ', '-')}-{number}"
    title = prose.sentence(11)
    names = " ".join(f"{word.title()}{number}" for word in prose.some(prose.words, 11).split())
    body = f"# {title}\n\n## Details\n\nOf {names}\n\n## Follow-ups\n\n"
    body += "".join(f"### {prose.sentence(10)}\n\n" for _ in range(6))
    if applied:
        body += "## Models\n\n" + "".join(f"### {prose.sentence(6, '')}\n\n" for _ in range(3))
    parts = Parts(Value("mapping", 1, 1), markdown.outline(markdown.parse(body)))
    document = Document("", "applied" if applied else "basics", place, slug, body, lambda: parts)
    return Question(
        slug=slug,
        category=document.category,
        place=place,
        title=title,
        gist=prose.sentence(23.5, "."),
        short=short,
        level=prose.random.choice(taxonomy.levels).name,
        roles=(),
        topics=tuple(topic.name for topic in prose.random.sample(taxonomy.topics, 2)),
        variants=tuple(prose.sentence(12) for _ in range(4 if number % 3 else 3)),
        after=(),
        formula="",
        sources=(),
        reviewed=datetime.date(2026, 11, 22),
        aliases=(),
        seconds=60,
        minutes=10,
        times=(),
        follow_ups=typed.headings(document, "Follow-ups"),
        subjects=typed.headings(document, "Models"),
        uses=(),
        links=(),
        document=document,
    )


@pytest.fixture(scope="module")
def data() -> tuple[dict[str, Any], dict[str, Any]]:
    """What is found at once, and what a moment later."""
    catalogue = generated(COUNT)
    return search_data(catalogue), search_rest(catalogue)


def test_weight(data: tuple[dict[str, Any], dict[str, Any]]) -> None:
    first, whole = 0, 0
    for part, least in zip(data, (530, 450), strict=True):  # bytes a question: the real ones have as many
        text = json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode()
        packed = len(gzip.compress(text, 9))
        print(f"{len(text):,} bytes, {packed:,} compressed")
        first, whole = first or packed, whole + packed
        assert len(text) >= least * COUNT, "shorter than the real questions"
        assert packed >= 0.3 * len(text), "more alike than real sentences"
    assert first <= WEIGHT
    assert whole <= WHOLE


def open_dialog(page: Any, site: str, data: tuple[dict[str, Any], dict[str, Any]]) -> float:
    """Open the dialog on the generated questions; the longest that building the indexes held the page up, in ms."""
    held: list[Any] = []
    page.unroute_all()
    page.route("**/assets/search.json", lambda route: held.append(route))
    page.route("**/assets/search-rest.json", lambda route: held.append(route))
    page.goto(site)
    page.evaluate(
        """() => {
          window.blocks = [];
          const seen = (entries) => window.blocks.push(...entries.getEntries().map((entry) => entry.duration));
          new PerformanceObserver(seen).observe({ type: "longtask" });
        }"""
    )
    page.locator("[data-search-open]").first.click()
    page.wait_for_selector("dialog.search[data-state=loading]")
    page.wait_for_timeout(200)
    page.evaluate("window.blocks.length = 0")
    held[0].fulfill(json=data[0])
    page.wait_for_selector("dialog.search[data-state=start]", timeout=20_000)
    held[1].fulfill(json=data[1])
    page.wait_for_selector("dialog.search[data-knows=pages]", timeout=20_000)
    return page.evaluate("Math.max(0, ...window.blocks)")


def type_query(page: Any) -> list[float]:
    """Milliseconds of the page's own thread for each key, layout and painting included, on the slower machine."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent() -> float:
        metrics = devtools.send("Performance.getMetrics")["metrics"]
        return 1_000 * next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")

    answers = []
    for key in KEYS:
        before = spent()
        page.keyboard.press(key)
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        answers.append(SLOWDOWN * (spent() - before))
    page.wait_for_selector("dialog.search[data-state=results]")
    return answers


def test_neither_building_nor_a_key_holds_the_page_up(
    site: str, browser_page: Any, data: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    block, answers = math.inf, [math.inf] * len(KEYS)
    for _ in range(8):  # what else runs on the machine can only add time, so each key's shortest counts
        block = min(block, open_dialog(browser_page, site, data))
        answers = [min(pair) for pair in zip(answers, type_query(browser_page), strict=True)]
        print(f"longest block while building {block:.0f} ms; key to results on a machine {SLOWDOWN} times slower: "
              f"median {sorted(answers)[len(answers) // 2]:.0f} ms, longest {max(answers):.0f} ms")  # fmt: skip
        if max(block, *answers) <= ANSWER:
            return
    assert block <= ANSWER
    assert max(answers) <= ANSWER
