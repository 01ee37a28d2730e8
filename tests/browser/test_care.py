"""A page grows old where it stands: its note appears in the reader's browser, on the day."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("now", "shown"), [("2028-05-21T12:00:00Z", False), ("2028-05-22T12:00:00Z", False), ("2028-05-23T12:00:00Z", True)]
)
def test_a_page_says_that_it_is_due_once_it_is(now: str, shown: bool, site: str, browser_page: Any) -> None:
    browser_page.clock.set_fixed_time(now)
    browser_page.goto(site + "questions/bias-variance-trade-off/")
    note = browser_page.locator("[data-holds-until]")
    assert note.get_attribute("data-holds-until") == "2028-05-22"
    assert note.is_visible() is shown


def test_the_note_of_a_correction_leads_to_it(site: str, browser_page: Any) -> None:
    browser_page.goto(site + "questions/outliers/")
    browser_page.get_by_role("link", name="Corrected on 28 November 2026").press("Enter")
    line = browser_page.locator(".corrections li:target")
    assert line.is_visible()
    assert "isolation forest" in line.inner_text()
    browser_page.emulate_media(media="print")
    assert browser_page.locator(".note.corrected").is_hidden()
    assert line.is_visible()
