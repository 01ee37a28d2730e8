"""A page grows old where it stands: its note appears in the reader's browser, on the day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from handbook import reviews
from loaded import LOADED


@pytest.mark.parametrize(("days", "shown"), [(-1, False), (0, False), (1, True)])
def test_a_page_says_that_it_is_due_once_it_is(days: int, shown: bool, site: str, browser_page: Any) -> None:
    reviewed = LOADED.questions["bias-variance-trade-off"].reviewed
    assert reviewed
    last = reviews.holds_until(reviewed)
    browser_page.clock.set_fixed_time(f"{last + timedelta(days)}T12:00:00Z")
    browser_page.goto(site + "questions/bias-variance-trade-off/")
    note = browser_page.locator("[data-holds-until]")
    assert note.get_attribute("data-holds-until") == str(last)
    assert note.is_visible() is shown


def test_a_correction_has_an_address_and_is_printed(site: str, browser_page: Any) -> None:
    (made, *_) = LOADED.questions["outliers"].corrections
    browser_page.goto(f"{site}questions/outliers/#{made.anchor}")
    line = browser_page.locator(".corrections li:target")
    assert line.is_visible()
    assert made.text in line.inner_text()
    browser_page.emulate_media(media="print")
    assert not browser_page.locator(".note.corrected").is_visible()  # on paper once is enough
    assert line.is_visible()
