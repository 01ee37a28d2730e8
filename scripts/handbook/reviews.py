"""How old a review is, and which corrections are new: dates against the day of the build."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable

from handbook import contract
from handbook.model import Catalogue, Correction, Question, Story

Item = Question | Story
"""What is reviewed and corrected."""

FIRST_DAY = datetime.date(2026, 1, 1)


def newest(catalogue: Catalogue) -> datetime.date:
    """The day of the newest review; a build that is given no other day is dated by its content alone."""
    items: list[Item] = [*catalogue.questions.values(), *catalogue.stories]
    return max((item.reviewed for item in items if item.reviewed), default=FIRST_DAY)


def holds_until(reviewed: datetime.date) -> datetime.date:
    """The last day on which a review holds: the same day REVIEW_MONTHS later, or the last of a shorter month."""
    year, month = divmod(reviewed.year * 12 + reviewed.month - 1 + contract.REVIEW_MONTHS, 12)
    return datetime.date(year, month + 1, min(reviewed.day, calendar.monthrange(year, month + 1)[1]))


def due(reviewed: datetime.date, today: datetime.date) -> bool:
    """Whether a page is due for another look."""
    return today > holds_until(reviewed)


def is_new(correction: Correction, today: datetime.date) -> bool:
    """Whether a correction is at most CORRECTION_DAYS old."""
    return (today - correction.date).days <= contract.CORRECTION_DAYS


def corrections(items: Iterable[Item]) -> list[tuple[Item, Correction]]:
    """Every correction with its page, newest first; those of a day in the order of the pages."""
    made = [(item, correction) for item in items for correction in item.corrections]
    return sorted(made, key=lambda pair: pair[1].date, reverse=True)
