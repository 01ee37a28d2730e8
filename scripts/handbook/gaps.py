"""Where a question is missing, as far as the catalogue itself can tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from handbook import contract
from handbook.model import Question, Taxonomy, Term

EXPECTED = 1.0
"""A place without questions is a gap where the mix of the others would put at least so many."""
FEW = 0.25
"""A topic is thin that has at most this share of the questions that topics have on average."""
FEW_IN_DOMAIN = 0.5
"""A domain is thin that has at most this share of what domains have on average: each has few."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A stage at which a topic, or a role at a level, has no question. `expected` is how many the mix of the others
    would put there; `elsewhere` is how many there are at all other places."""

    stage: Term
    expected: float
    elsewhere: int
    topic: Term | None = None


@dataclass(frozen=True, slots=True)
class Thin:
    """A topic or domain with few questions, and for a topic the stage at which its group is asked about most."""

    term: Term
    questions: int
    stage: Term | None = None


def topics_by_stage(questions: Sequence[Question], taxonomy: Taxonomy) -> list[Gap]:
    """Topics at stages where they have no question yet and their group's mix would put one or more; those that are
    missed most first."""
    here, of_topic, of_group = _counts(questions, taxonomy)
    whole = Counter(group for group, _ in of_group.elements())
    gaps = []
    for stage in taxonomy.stages:
        for topic in taxonomy.topics:
            if whole[topic.group] and not here[topic.name, stage.name]:
                expected = of_topic[topic.name] * of_group[topic.group, stage.name] / whole[topic.group]
                if expected >= EXPECTED:
                    gaps.append(Gap(stage, expected, of_topic[topic.name], topic))
    return sorted(gaps, key=lambda gap: -gap.expected)


def thin_topics(questions: Sequence[Question], taxonomy: Taxonomy) -> list[Thin]:
    """Topics with few questions in all categories, the thinnest first; those of projects belong to no stage and are
    left out."""
    _, _, of_group = _counts(questions, taxonomy)
    asked = Counter(topic for question in questions for topic in question.topics)
    most = FEW * sum(asked.values()) / max(1, len(taxonomy.topics))
    thin = []
    for topic in taxonomy.topics:
        stages = [(of_group[topic.group, stage.name], stage) for stage in taxonomy.stages]
        count, stage = max(stages, key=lambda pair: pair[0], default=(0, None))
        if asked[topic.name] <= most and count:
            thin.append(Thin(topic, asked[topic.name], stage))
    return sorted(thin, key=lambda topic: topic.questions)


def thin_domains(questions: Sequence[Question], taxonomy: Taxonomy) -> list[Thin]:
    """Domains of applied problems with few questions, the thinnest first."""
    filed = Counter(question.place for question in questions if question.category == contract.APPLIED)
    most = FEW_IN_DOMAIN * sum(filed.values()) / max(1, len(taxonomy.domains))
    thin = [Thin(domain, filed[domain.name]) for domain in taxonomy.domains if filed[domain.name] <= most]
    return sorted(thin, key=lambda domain: domain.questions)


def stages_of(questions: Sequence[Question], taxonomy: Taxonomy, level: str, role: str) -> list[Gap]:
    """The stages at which a role has no question of a level and would have one or more if its questions lay as all do;
    the one that is missed most first."""
    staged = [question for question in questions if contract.PLACE_KIND[question.category] == "stages"]
    lying = Counter(question.place for question in staged)
    own = Counter(question.place for question in staged if question.level == level and role in question.roles)
    gaps = []
    for stage in taxonomy.stages:
        expected = own.total() * lying[stage.name] / max(1, len(staged))
        if not own[stage.name] and expected >= EXPECTED:
            gaps.append(Gap(stage, expected, own.total()))
    return sorted(gaps, key=lambda gap: -gap.expected)


def _counts(
    questions: Sequence[Question], taxonomy: Taxonomy
) -> tuple[Counter[tuple[str, str]], Counter[str], Counter[tuple[str, str]]]:
    """Of the questions that have a stage: how often each topic is at each stage, each topic at all, each group at each
    stage."""
    group = {topic.name: topic.group for topic in taxonomy.topics}
    staged = [question for question in questions if contract.PLACE_KIND[question.category] == "stages"]
    here = Counter((topic, question.place) for question in staged for topic in question.topics)
    of_topic = Counter(topic for question in staged for topic in question.topics)
    of_group = Counter((group[topic], question.place) for question in staged for topic in question.topics)
    return here, of_topic, of_group
