"""What the tests in the browser share: the modules without DOM, to be tried on tables."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture(scope="module")
def logic(site: str, browser: Any) -> Any:
    """A page in which the modules without DOM are loaded: `logic("record.merged(...)", argument)` runs them."""
    page = browser.new_page()
    page.goto(site + "robots-or-nothing/")
    names = ["record", "schedule", "facets", "session", "overview", "clock", "kinds", "hints", "interview", "mine"]
    page.evaluate(
        """async ([site, names]) => {
          for (const name of names) window[name] = await import(`${site}assets/practice/${name}.js`);
        }""",
        [site, names],
    )

    def run(code: str, argument: object = None) -> Any:
        return page.evaluate(f"(it) => {code}", argument)

    yield run
    page.close()
