"""F: when was the page checked, and what was corrected?"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from handbook.contract import Key
from handbook.model import Document, Taxonomy, Value
from handbook.rules.frontmatter import present
from handbook.rules.registry import At, rule

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
EVENT = {"date": "check", "corrections": "correction"}
MARKUP = re.compile(r"`[^`]*`?|\$[^$]+\$|\*[^*\s][^*]*\*|\]\(|</?[A-Za-z]|&(?:#\w+|[a-z]{2,});")


def _days(document: Document) -> Iterator[tuple[Key, Value]]:
    """Every date of the front matter, with its key."""
    for key, value in present(document, "date", "corrections"):
        for day in [day for item in value.items for day, _ in item.entries] or [value]:
            yield key, day


def _corrections(document: Document) -> Iterator[tuple[Key, Value, Value]]:
    """Every correction: its key, its day and its text."""
    for key, value in present(document, "corrections"):
        for item in value.items:
            for day, said in item.entries:
                yield key, day, said


def _date(text: str) -> datetime.date | None:
    """The day that a text names in the form year-month-day, or None."""
    try:
        return datetime.date.fromisoformat(text) if DATE.fullmatch(text) else None
    except ValueError:
        return None


def _to_come(day: datetime.date) -> bool:
    """Whether a day has begun nowhere yet; a day is allowed for time zones."""
    return day > datetime.date.today() + datetime.timedelta(days=1)


@rule("F12", "impossible-date", "document")
def impossible_date(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """`reviewed` and the day of a correction are days of the calendar, written year-month-day.

    Why: readers trust the dates, and renewal is planned by them.

    Instead of: `reviewed: 31.02.2026`

    Write: `reviewed: 2026-02-28`
    """
    for key, value in _days(document):
        day = _date(value.text)
        if value.text and (day is None or day.year < 2023):
            yield At(value.line, value.column, f"`{value.text[:80]}` is no date", f"as in: {key.example}")


@rule("F13", "future-date", "document")
def future_date(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """No date of the front matter lies in the future.

    Why: a check that has not happened is no check. A day is allowed for time zones.

    Instead of: `reviewed: 2199-01-01`

    Write: the day of the check, or of the correction.
    """
    for key, value in _days(document):
        day = _date(value.text)
        if day and _to_come(day):
            help = f"write the day of the {EVENT[key.kind]}"
            yield At(value.line, value.column, f"{value.text} has not come yet", help)


@rule("F14", "correction-text", "document")
def correction_text(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """A correction is told in plain sentences: no mathematics, no code, no link, no entity, and a full stop at the end.

    Why: it also stands in the feed and on the home page, where nothing renders Markdown. In YAML a number sign after a
    space begins a comment, and what follows is lost; the missing full stop shows it.

    Instead of: ``- 2026-11-02: `$s^2$` was wrong``

    Write: `- 2026-11-02: The variance was divided by n; it is n - 1.`
    """
    for key, _, said in _corrections(document):
        text = said.text.strip()
        if found := MARKUP.search(text):
            message = f"the correction is not plain text: {found.group()[:40]}"
            yield At(said.line, said.column, message, f"say it in words, as in: {key.example}")
        elif not text.endswith((".", "?", "!")):
            message = "the correction does not end with a full stop"
            yield At(said.line, said.column, message, f"write whole sentences, as in: {key.example}")


@rule("F15", "correction-order", "document")
def correction_order(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """Corrections stand newest first.

    Why: the reader looks for what changed since the last visit, and the page shows the first of them near its top.

    Instead of: `- 2026-11-20: …` below `- 2026-11-02: …`

    Write: `- 2026-11-20: …` above `- 2026-11-02: …`
    """
    last: datetime.date | None = None
    for _, value, _ in _corrections(document):
        day = _date(value.text)
        if day and last and day > last:
            yield At(value.line, value.column, f"{day} stands below {last}", "move it up: the newest comes first")
        last = day or last


@rule("F16", "unchecked-correction", "document")
def unchecked_correction(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """A correction is not newer than the last check: who checks the corrected page sets `reviewed`.

    Why: a correction is a new claim, and as likely to be wrong as the old one. It is published once somebody who did
    not write it has checked it.

    Instead of: `reviewed: 2026-11-02` above a correction of `2026-11-20`

    Write: `reviewed: 2026-11-20`, once the page was checked again.
    """
    reviewed = next((_date(value.text) for _, value in present(document, "date")), None)
    for _, value, _ in _corrections(document):
        day = _date(value.text)
        if day and reviewed and day > reviewed and not _to_come(day):
            message = f"corrected on {day}, but last checked on {reviewed}"
            yield At(value.line, value.column, message, f"whoever checks the change writes: reviewed: {day}")
