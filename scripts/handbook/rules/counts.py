"""C: does each part keep to its counts of sentences, items and words?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook import contract, phrases, prose
from handbook.contract import Part, Range
from handbook.model import Document, Section, Taxonomy
from handbook.rules.body import parts_of
from handbook.rules.registry import At, rule


def _within(count: int, limits: Range) -> bool:
    return count >= limits[0] and (limits[1] is None or count <= limits[1])


def _counted(count: int, nouns: str) -> str:
    return f"{count} {nouns if count != 1 else nouns.removesuffix('s')}"


def _count(part: Part, section: Section) -> int:
    if part.kind in ("questions", "parts"):
        return len(section.sections)
    return len(prose.items(section.tokens, part.kind))


@rule("C01", "sentences", "document")
def sentences(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """Definition, Explanation, Overview and Intent keep to their number of sentences.

    Why: an interviewer interrupts the fourth sentence of a definition.

    Instead of: a definition of five sentences.

    Write: two or three; the rest goes to Details.
    """
    for part, section in parts_of(document):
        if part.sentences and section.tokens:
            count = prose.count_sentences(section.tokens)
            if not _within(count, part.sentences):
                message = (
                    f"`{part.title}` has {_counted(count, 'sentences')}, but needs {phrases.count(part.sentences)}"
                )
                yield At(section.line, 1, message, "a sentence ends with . ! or ?; join, split or move some")


@rule("C02", "items", "document")
def items(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """Each list, each row of steps, quotes, follow-ups, models and papers keeps to its length.

    Why: six follow-ups are an interview; twelve are a list that nobody reads.

    Instead of: one follow-up.

    Write: two to six, each with its answer.
    """
    for part, section in parts_of(document):
        if part.items and (section.tokens or section.sections):
            count = _count(part, section)
            if (count or part.around) and not _within(count, part.items):  # none at all is another form: B10
                message = f"`{part.title}` has {_counted(count, phrases.COUNTED[part.kind])}, but needs {phrases.count(part.items)}"
                yield At(section.line, 1, message, f"it holds {part.about}")


@rule("C03", "words", "document")
def words(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """In plain words has at most 80 words, a project's Example at most 180.

    Why: they are said, and a listener's patience is counted in words.

    Instead of: an example of 250 words.

    Write: what the listener needs; details wait for the follow-ups.
    """
    for part, section in parts_of(document):
        if part.words:
            count = prose.count_words(prose.everything(section))
            if count > part.words:
                message = f"`{part.title}` has {count} words, at most {part.words}"
                yield At(section.line, 1, message, f"cut {count - part.words}; code and mathematics do not count")


@rule("C04", "answer-words", "document")
def answer_words(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """Definition, Examples and Solutions together have at most 220 words.

    Why: that is about ninety seconds aloud, the length of an opening answer.

    Instead of: everything you know.

    Write: the answer; the rest goes to Details and Follow-ups.
    """
    limit = contract.ANSWER_WORDS.get(document.category)
    if limit is None:
        return
    parts = [(part, section) for part, section in parts_of(document) if part.spoken]
    counts = {part.title: prose.count_words(prose.everything(section)) for part, section in parts}
    total = sum(counts.values())
    if parts and total > limit:
        each = ", ".join(f"{title} {count}" for title, count in counts.items())
        message = f"the spoken answer has {total} words, at most {limit} ({each})"
        yield At(parts[0][1].line, 1, message, f"cut {total - limit}, or move them to `## Details`")


@rule("C05", "no-number", "document")
def no_number(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """The Example of a project question, and the Impact of a story, hold at least one number.

    Why: impact without a number is not believed.

    Instead of: "accuracy improved a lot"

    Write: "churn fell from 4.1% to 3.8%"
    """
    for part, section in parts_of(document):
        wanted = (document.category, part.title) in ((contract.PROJECT, "Example"), (contract.STORY, "Impact"))
        if wanted and section.tokens and not re.search(r"\d", prose.plain(prose.everything(section))):
            yield At(section.line, 1, f"`{part.title}` has no number", "say what changed, from what to what")
