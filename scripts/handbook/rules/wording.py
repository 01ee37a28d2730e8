"""W: does the text say something, say it once, and say where its numbers come from?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.token import Token

from handbook import contract, prose
from handbook.fences import use
from handbook.markdown import line_of
from handbook.model import Document, Fence, Section, Taxonomy
from handbook.rules.registry import At, rule
from handbook.source import Reading
from handbook.stems import SILENT

EMPTY = (
    "it is important to note",
    "it is worth noting",
    "it should be noted",
    "it is crucial to",
    "in conclusion",
    "to summarize",
    "needless to say",
    "as we all know",
    "plays a crucial role",
    "plays a vital role",
    "plays a key role",
    "in today's world",
    "in the world of",
    "when it comes to",
    "at the end of the day",
    "a wide range of",
    "a variety of factors",
    "delve into",
    "unlock the power",
    "game changer",
    "state of the art results",
    "the ever-evolving",
    "last but not least",
    "first and foremost",
    "step most candidates",
    "step that most candidates",
    "most candidates miss",
    "most people miss",
)
EMPTY_PHRASE = re.compile(r"\b(?:" + "|".join(re.escape(phrase) for phrase in EMPTY) + r")\b", re.IGNORECASE)
WORD = re.compile(r"[a-z0-9]+")
QUANTITY = r"\d(?:[\d.,]*\d)?\s?(?:%|percent(?:age points)?\b|×|x\b|times\b|points?\b|ms\b|seconds?\b)"
MORE = r"(?:faster|slower|smaller|larger|bigger|cheaper|better|worse|higher|lower|fewer|less|more)\b"
CHANGED = r"\b(?:reduc|improv|increas|decreas|rais|lower|cut|gain|sav|speed|sped|outperform|beat)\w*"
CLAIM = re.compile(rf"{QUANTITY}\s(?:\w+\s)?{MORE}|{CHANGED}[^.;:]{{0,40}}?\bby\s(?:about\s|some\s)?{QUANTITY}")
"""A gain or a loss as a number: "30% faster", "cut latency by 40 ms". A number that the text only assumes is none."""
ATTRIBUTED = re.compile(r"\b(?:19|20)\d\d\b|\b(?:[Tt]able|[Ff]igure|[Ss]ection|[Aa]ppendix)\s+\w*\d")


DUG = (contract.DETAILS, "In practice", "Follow-ups")


def _content(text: str) -> list[str]:
    return [word for word in WORD.findall(text.lower()) if word not in SILENT]


@rule("W01", "empty-phrase", "document")
def empty_phrase(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """No phrase stands in the text that says nothing.

    Why: whoever listens for ninety seconds hears that ten of them were filler.

    Instead of: "It is important to note that trees overfit."

    Write: "Trees overfit."
    """
    folded = document.text.casefold()
    if not any(phrase in folded for phrase in EMPTY):  # a tenth of the time that the pattern takes
        return
    for number, line in enumerate(document.text.split("\n"), 1):
        for match in EMPTY_PHRASE.finditer(line):
            yield At(number, match.start() + 1, f'"{match.group()}" says nothing', "leave it out")


@rule("W02", "repeated-variant", "document")
def repeated_variant(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """A variant is another wording: neither the title nor another variant again.

    Why: variants are searched, and practiced as questions not seen before; the title again serves neither.

    Instead of: "Explain the bias–variance trade-off." under "What is the bias–variance trade-off?"

    Write: "Training error is low and validation error is high. What does that tell you?"
    """
    variants = document.meta.get("variants")
    if variants is None:
        return
    seen = {frozenset(_content(document.body.title)): "the title"}
    same = {tuple(WORD.findall(document.body.title.lower()))}
    for variant in variants.items:
        words, whole = frozenset(_content(variant.text)), tuple(WORD.findall(variant.text.lower()))
        if words and words in seen and whole not in same:  # what is the same to the letter is F08's
            help = "ask it as an interviewer does who comes from another side"
            yield At(variant.line, variant.column, f"this variant is {seen[words]} in other small words", help)
        seen.setdefault(words, "another variant")
        same.add(whole)


@rule("W03", "number-from-nowhere", "document")
def number_from_nowhere(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """A gain or a loss given as a number is computed on the page, or says who reported it.

    Why: it is the first thing that a good interviewer asks about.

    Instead of: "This makes serving 30% faster."

    Write: the number with a `python check` beside it, with its working, or with the paper's name, year and table.
    """
    if document.category not in (contract.BASICS, contract.CODING):
        return
    for section in document.sections:
        if section.title in DUG and not any(_computes(part) for part in section.walk()):
            for token in (token for part in section.walk() for token in part.tokens):
                if token.type == "inline":
                    yield from _unsupported(token)


def _computes(section: Section) -> bool:
    fences = (Fence(t.info.strip(), t.content, line_of(t)) for t in section.tokens if t.type == "fence")
    return any(use(fence) in ("check", "figure") for fence in fences)


def _unsupported(token: Token) -> Iterator[At]:
    text = prose.plain_inline(token)
    links = any(child.type == "link_open" for child in token.children or [])
    worked = any(child.type == "math_inline" and "=" in child.content for child in token.children or [])
    match = CLAIM.search(text)
    if match and not (links or worked or ATTRIBUTED.search(text)):
        help = "compute it in a `python check`, name who reported it and when, or leave it out"
        yield At(line_of(token), 1, f'"{match.group()}" has neither a check nor a source', help)


@rule("W04", "answered-before", "document")
def answered_before(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """A follow-up's answer says something that the spoken answer has not said.

    Why: a follow-up digs; one that repeats the definition is a wasted question.

    Instead of: "What is precision?" under a page that defines precision.

    Write: "When would you report precision and not recall?"
    """
    parts = {part.title: part for part in contract.PARTS[document.category]}
    said = {
        word
        for section in document.sections
        if section.title in parts and parts[section.title].spoken
        for word in _content(prose.spoken(prose.everything(section)))
    }
    follow_ups = next((section for section in document.sections if section.title == "Follow-ups"), None)
    for follow_up in follow_ups.sections if follow_ups else ():
        if any(token.type in ("fence", "math_block", "table_open") for token in follow_up.tokens):
            continue
        words = _content(prose.spoken(follow_up.tokens))
        if words and sum(word in said for word in words) >= REPEATED * len(words):
            message = "this answer only repeats what the spoken answer said"
            yield At(follow_up.line, 1, message, "ask for a reason, a limit, a larger scale, or a way to check")


REPEATED = 0.9
"""The share of an answer's words that the spoken answer held already."""


@rule("W05", "unfilled-hint", "reading")
def unfilled_hint(reading: Reading) -> Iterator[At]:
    """No hint of a new file is left: nothing that `✎` opens.

    Why: a new file says in each place what belongs there; until it is written, the answer has a hole.

    Instead of: `- ✎ 1 of 3 to 6, the points of a strong answer`

    Write: `- Asks when each value is known.`
    """
    for number, line in enumerate(reading.text.split("\n"), 1):
        if contract.HINT in line:
            at = line.index(contract.HINT)
            what = line[at:].strip(' "#').removeprefix(contract.HINT).strip() or "write it"
            help = f"write over it, from {contract.HINT} to the end of the line; what does not apply is deleted"
            yield At(number, at + 1, f"a hint is left: {what[:100]}", help)
