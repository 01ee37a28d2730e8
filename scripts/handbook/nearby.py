"""Which questions a reader of one would open next: told by their words, their topics and the links between them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence

from handbook import cache, likeness
from handbook.model import Question, Taxonomy

MOST = 4
LEAST = 0.2
"""Questions that are less near are not named: better two that fit than four of which two do not."""
NAME, GIST, FOLLOW_UP = 3.0, 1.0, 0.5
"""What a term weighs by where a question says it: in name, title and variants, in the gist, in a follow-up."""
TOPIC = 0.3
"""What a shared topic adds, divided by the root of how many questions have it: a rare one tells more."""
LINK = 0.1
"""What a link in the text adds, whichever way it leads."""
COMMON = 0.1
"""A term that more questions than this share of them say brings none nearer."""

Vector = dict[Hashable, float]
"""What a question says, has and is linked with. Of two questions the products of what both hold add up to nearness."""


def nearby(questions: Sequence[Question], taxonomy: Taxonomy) -> dict[str, tuple[str, ...]]:
    """For each question, by its slug, the slugs of those nearest to it, the nearest first and at most `MOST`.

    Nearness is the cosine of their terms, each weighted by its rarity (tf-idf; Salton and Buckley 1988), and what shared
    topics and links add. What its page names anyway, to be studied before or after it, is left out.
    """
    decided_by = tuple((*_told(one), one.slug, one.topics, one.links, one.after) for one in questions)
    found: dict[str, list[str]] = cache.kept(
        "questions nearby", (decided_by, taxonomy.synonyms), lambda: _nearby(questions, taxonomy)
    )
    return {slug: tuple(others) for slug, others in found.items()}


def _nearby(questions: Sequence[Question], taxonomy: Taxonomy) -> dict[str, list[str]]:
    vectors = _words(questions, taxonomy)
    for slug, name, weight in (*_topics(questions), *_links(questions)):
        vectors[slug][name] = weight
    holding: defaultdict[Hashable, list[tuple[str, float]]] = defaultdict(list)
    for slug, vector in vectors.items():
        for name, weight in vector.items():
            holding[name].append((slug, weight))
    named = {question.slug: {question.slug, *question.after} for question in questions}
    for question in questions:
        for earlier in question.after:
            named.get(earlier, set()).add(question.slug)
    return {slug: _nearest(vector, holding, named[slug]) for slug, vector in vectors.items()}


def _nearest(
    vector: Vector, holding: Mapping[Hashable, Iterable[tuple[str, float]]], without: Iterable[str]
) -> list[str]:
    nearness: defaultdict[str, float] = defaultdict(float)
    for name, weight in vector.items():
        for slug, other in holding[name]:
            nearness[slug] += weight * other
    for slug in without:
        nearness.pop(slug, None)
    near = sorted((-gain, slug) for slug, gain in nearness.items() if gain >= LEAST)
    return [slug for _, slug in near[:MOST]]


def _words(questions: Sequence[Question], taxonomy: Taxonomy) -> dict[str, Vector]:
    """The terms of each question, weighted, as a vector of length 1, without those that are common."""
    told = {question.slug: _told(question) for question in questions}
    scale = likeness.scale_of([tuple(text for texts in parts for text in texts) for parts in told.values()], taxonomy)
    weights: dict[str, dict[likeness.Term, float]] = {slug: {} for slug in told}
    for slug, parts in told.items():
        for weight, texts in zip((NAME, GIST, FOLLOW_UP), parts, strict=True):
            for term in {term for text in texts for term in likeness.said(text, scale).terms}:
                weights[slug].setdefault(term, weight)
    pages = Counter(term for terms in weights.values() for term in terms)
    vectors: dict[str, Vector] = {}
    for slug, terms in weights.items():
        rare = {term: weight * math.log(len(questions) / pages[term]) for term, weight in terms.items()}
        length = math.hypot(*rare.values()) or 1.0
        vectors[slug] = {term: rare[term] / length for term in rare if pages[term] <= COMMON * len(questions)}
    return vectors


def _told(question: Question) -> tuple[tuple[str, ...], ...]:
    return (question.short, *likeness.texts(question)), (question.gist,), question.follow_ups


def _topics(questions: Sequence[Question]) -> Iterable[tuple[str, Hashable, float]]:
    counts = Counter(topic for question in questions for topic in question.topics)
    for question in questions:
        for topic in question.topics:
            yield question.slug, ("topic", topic), math.sqrt(TOPIC / math.sqrt(counts[topic]))


def _links(questions: Sequence[Question]) -> Iterable[tuple[str, Hashable, float]]:
    slugs = {question.path: question.slug for question in questions}
    for question in questions:
        for other in (slugs[path] for path in question.links if path in slugs):
            pair = ("link", *sorted((question.slug, other)))
            yield question.slug, pair, math.sqrt(LINK)
            yield other, pair, math.sqrt(LINK)
