"""How much two wordings ask the same, from their words alone: no model of language, no network."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from handbook import contract
from handbook.model import Question, Taxonomy
from handbook.stems import TELLING_NOTHING, stems, words

Term = tuple[str, ...]
"""A stem, or the stems of an expression that the taxonomy knows."""

TWIN = 0.66
"""From this likeness on two wordings are twins; tests/test_likeness.py measures how often that is right. One synonym alone
never makes them so."""
SYNONYM = 0.8
"""What a synonym is worth where the same word is worth 1: the taxonomy's groups hold words that are only near, too."""
LONGER = 0.7
"""How much counts against twins what the wordier one adds, which may be the second half of the question. What each
says and the other does not counts in full."""
DOUBT = 0.1
"""Counts against every two wordings, and so most against those that share one common word."""
COMMONEST = 0.2
"""The weight of a term that every question has; one that no question has weighs 1 more."""
LONGEST = 5
"""An expression of the taxonomy has at most so many words."""

FIRST_CLAUSE = re.compile(
    r"(.+?), (?:and|or|but) (?:how|what|why|when|which|where|who|do|does|is|are|can|should|would)\b"
)
"""The title of a page often asks two things, and a twin only the first: that clause is a wording of its own."""

NO_GROUP: frozenset[int] = frozenset()

EXPLAINED = re.compile(r"(?i)(?:explain|compare|describe|define|state|give|name|list|walk|convince)\b|.*\?\s*$")
"""A wording that is answered by talking; any other asks to make something."""


class Said(NamedTuple):
    """What a wording says: its terms, and what they weigh together."""

    terms: frozenset[Term]
    weight: float


class Wording(NamedTuple):
    """One way to ask a question: its title or a variant."""

    question: Question
    text: str
    said: Said


class Twins(NamedTuple):
    """Two questions that ask the same, by the wordings that are most alike."""

    score: float
    first: Wording
    second: Wording


@dataclass(frozen=True, slots=True)
class Scale:
    """What likeness is measured with: the numbers of the groups of synonyms that a term is in, what an abbreviation
    stands for, and how much a term tells."""

    groups: Mapping[Term, frozenset[int]]
    abbreviations: Mapping[Term, Term]
    weights: Mapping[Term, float]

    def weight(self, term: Term) -> float:
        """From `COMMONEST`, if every question has it, to 1 more, if none has."""
        return self.weights.get(term, 1 + COMMONEST)


def twins(questions: Iterable[Question], taxonomy: Taxonomy) -> list[Twins]:
    """Every two questions with wordings that are twins, the most alike first, each pair of questions once."""
    scale, wordings = _read(questions, taxonomy)
    best: dict[tuple[str, str], Twins] = {}
    index: defaultdict[object, list[int]] = defaultdict(list)
    for number, wording in enumerate(wordings):
        asked, told = _keys(wording.said, scale)
        for other in sorted({other for key in asked for other in index[key]}):
            one = wordings[other]
            light, heavy = sorted((one.said.weight, wording.said.weight))
            if one.question is wording.question or light < _least(heavy):
                continue
            score = likeness(one.said, wording.said, scale)
            pair = (one.question.slug, wording.question.slug)
            if score >= max(TWIN, best[pair].score if pair in best else 0) and comparable(
                one.question.category, one.text, wording.question.category, wording.text
            ):
                best[pair] = Twins(score, one, wording)
        for key in told:
            index[key].append(number)
    return sorted(best.values(), key=lambda pair: (-pair.score, pair.first.question.slug, pair.second.question.slug))


def nearest(
    text: str, asked: Mapping[str, tuple[str, ...]], taxonomy: Taxonomy, most: int = 5
) -> list[tuple[float, str, str]]:
    """The pages whose title or variant is most like `text`, best first: likeness from 0 to 1, the page's key, wording.

    `asked` holds the wordings of every page by a key of the caller's. At most `most` pages, and none that shares no
    term. From `TWIN` on, the question is most probably there already.
    """
    scale = scale_of(asked.values(), taxonomy)
    ours = [said(clause, scale) for clause in clauses(text)]
    best: dict[str, tuple[float, str, str]] = {}
    for key, wording in ((key, wording) for key, wordings in asked.items() for wording in wordings):
        theirs = [said(clause, scale) for clause in clauses(wording)]
        score = max(likeness(one, other, scale) for one in ours for other in theirs)
        if score > best.get(key, (0.0,))[0]:
            best[key] = (score, key, wording)
    return sorted(best.values(), key=lambda found: (-found[0], found[1]))[:most]


def likeness(one: Said, other: Said, scale: Scale) -> float:
    """From 0, no term in common, to nearly 1: Tversky's index, made symmetric, over the weights of the terms."""
    shared = one.terms & other.terms
    common = sum(map(scale.weight, shared))
    left, right = one.weight - common, other.weight - common
    for gain in _synonyms(one.terms - shared, other.terms - shared, scale):
        common, left, right = common + gain, left - gain, right - gain
    return common / (common + DOUBT + min(left, right) + LONGER * max(left, right)) if common else 0.0


def _synonyms(ones: frozenset[Term], others: frozenset[Term], scale: Scale) -> Iterator[float]:
    """What each pair of synonyms adds to the common weight; a term is in one pair, and the heaviest pairs come first."""
    grouped = [term for term in others if term in scale.groups]
    pairs = [
        (SYNONYM * min(scale.weight(one), scale.weight(other)), min(one, other), max(one, other))
        for one in (ones if grouped else ())
        for other in grouped
        if not scale.groups.get(one, NO_GROUP).isdisjoint(scale.groups[other])
    ]
    paired: set[Term] = set()
    for gain, one, other in sorted(pairs, reverse=True):
        if paired.isdisjoint((one, other)):
            paired |= {one, other}
            yield gain


def comparable(category: str, text: str, other_category: str, other_text: str) -> bool:
    """Whether two wordings can be twins by what they ask to do.

    Within a category always. Across categories "Implement k-means" and "How does k-means work?" are two questions, and
    so are all that ask about one's own project and all that do not.
    """
    if category == other_category:
        return True
    if contract.PROJECT in (category, other_category):
        return False
    return bool(EXPLAINED.match(text)) == bool(EXPLAINED.match(other_text))


def clauses(text: str) -> tuple[str, ...]:
    """The whole wording, and its first clause where it asks two things."""
    first = FIRST_CLAUSE.match(text)
    return (text, first[1]) if first else (text,)


def said(text: str, scale: Scale) -> Said:
    """The terms of a wording: expressions that the taxonomy knows, abbreviations written out, and single words."""
    found = frozenset(_terms(text, scale.groups, scale.abbreviations))
    return Said(found, sum(map(scale.weight, found)))


def scale_of(asked: Iterable[tuple[str, ...]], taxonomy: Taxonomy) -> Scale:
    """The scale of these pages, each given by its wordings: a term that few of them have tells more."""
    groups: defaultdict[Term, set[int]] = defaultdict(set)
    abbreviations: dict[Term, Term] = {}
    for number, synonyms in enumerate(taxonomy.synonyms):
        for name in synonyms:
            groups[stems(name)].add(number)
            for short in (short for short in synonyms if _abbreviates(short, name)):
                abbreviations |= {stems(short): stems(name), ("".join(words(short)),): stems(name)}
    known = {term: frozenset(numbers) for term, numbers in groups.items()}
    counts = Counter[Term]()
    total = 1
    for wordings in asked:
        total += 1
        counts.update({term for text in wordings for term in _terms(text, known, abbreviations)})
    weights = {term: math.log(total / (count + 1)) / math.log(total) + COMMONEST for term, count in counts.items()}
    return Scale(known, abbreviations, weights)


def _read(questions: Iterable[Question], taxonomy: Taxonomy) -> tuple[Scale, list[Wording]]:
    questions = tuple(questions)
    measure = scale_of(map(texts, questions), taxonomy)
    return measure, [
        Wording(one, text, said(clause, measure))
        for one in questions
        for text in texts(one)
        for clause in clauses(text)
    ]


def texts(question: Question) -> tuple[str, ...]:
    """The wordings of a question: its title and its variants."""
    return (question.title, *question.variants)


def _least(weight: float) -> float:
    """What a wording of that weight shares at least with any twin.

    If s is shared, and the twin says nothing else, s / (s + DOUBT + LONGER * (weight - s)) must reach TWIN.
    """
    return TWIN * (DOUBT + LONGER * weight) / (1 - TWIN + TWIN * LONGER)


def _keys(said: Said, scale: Scale) -> tuple[set[object], set[object]]:
    """What a wording looks for, and under what it is found: two wordings that may be twins have a key in common.

    Of what twins share, each has something among its own rarest terms, since the others together weigh too little. If
    these are the same terms, the rarest of them is among the rarest of both. If they are synonyms, it is among the
    rarest of one, and anywhere in the other. (Prefix filtering: Chaudhuri, Ganti and Kaushik 2006, A primitive operator
    for similarity joins in data cleaning.)
    """
    rarest = set(_rarest(said, scale))
    groups = {group for term in said.terms for group in scale.groups.get(term, ())}
    rare = {group for term in rarest for group in scale.groups.get(term, ())}
    asked: set[object] = {*rarest, *(("anywhere", group) for group in rare), *(("rare", group) for group in groups)}
    told: set[object] = {*rarest, *(("anywhere", group) for group in groups), *(("rare", group) for group in rare)}
    return asked, told


def _rarest(said: Said, scale: Scale) -> Iterator[Term]:
    """The rarest terms, of which any twin has at least one or a synonym."""
    least, left = _least(said.weight), said.weight
    for term in sorted(said.terms, key=lambda term: (-scale.weight(term), term)):
        if left < least:
            return
        left -= scale.weight(term)
        yield term


def _terms(text: str, known: Mapping[Term, object], abbreviations: Mapping[Term, Term]) -> Iterator[Term]:
    every = stems(text)
    start = 0
    while start < len(every):
        length = next((n for n in range(LONGEST, 1, -1) if every[start : start + n] in known), 1)
        found = every[start : start + length]
        term = abbreviations.get(found, found)
        if not TELLING_NOTHING.issuperset(term):
            yield term
        start += length


def _abbreviates(short: str, name: str) -> bool:
    """Whether the letters of one are the first letters of the other: k-NN, k-nearest neighbors."""
    spelled = words(name)
    return len(spelled) > 1 and "".join(words(short)) == "".join(word[0] for word in spelled)
