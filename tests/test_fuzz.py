"""No file ends in a traceback or takes more than five seconds of the processor, however it is broken.

Ten thousand nearly valid files here; FUZZ_EXAMPLES=50000 looks longer, and make fuzz looks where coverage leads it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import nearly
from handbook import math

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "10000"))
BATCHES = 2
"""Of each kind, so that several processes can share the work."""


@pytest.fixture(scope="module")
def render() -> Iterator[math.Render]:
    with nearly.one_renderer() as renderer:
        yield renderer


@pytest.mark.parametrize("batch", range(BATCHES))
@pytest.mark.parametrize("kind", nearly.KINDS)
def test_a_nearly_valid_file_is_read_checked_and_shown(kind: str, batch: int, render: math.Render) -> None:
    paths = nearly.KINDS[kind]
    drawn: set[str] = set()

    @settings(
        max_examples=-(-EXAMPLES // (BATCHES * len(nearly.KINDS))),
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.binary(min_size=4, max_size=40))
    def examined(tape: bytes) -> None:
        other = bytes(byte ^ 0b01010101 * batch for byte in tape)  # each batch draws the same bytes
        path, text = nearly.spelled(other, paths)
        drawn.add(path)
        nearly.holds(path, text, render)

    examined()
    assert drawn == set(paths)


FOUND = {
    **{
        f"a taxonomy without {kind}": ("content/taxonomy.yml", rf"(?ms)^{kind}:\n.*?(?=^\w|\Z)", f"{kind}: []\n")
        for kind in ("stages", "domains", "focuses", "levels", "roles", "groups", "topics")
    },
    "an answer without its walkthrough": ("content/coding/models/running-mean/question.md", "(?m)^## Walkthrough$", ""),
    "an answer without its complexity": ("content/coding/models/running-mean/question.md", "(?m)^## Complexity$", ""),
    "code too deep to parse": ("content/coding/models/running-mean/solution.py", r"\A", "(" * 900 + ")" * 900 + "\n"),
    "code with a null byte": ("content/coding/models/running-mean/solution.py", r"\A", "\0"),
    "a notebook that is no text": ("content/stories/wine-classes/notebook.py", r"\A", "\udcff"),
}
"""What once ended in a traceback, and what is like it, as (path, what is replaced, by what)."""


@pytest.mark.parametrize(("path", "old", "new"), FOUND.values(), ids=FOUND)
def test_what_was_found_once_stays_mended(path: str, old: str, new: str, render: math.Render) -> None:
    text, count = re.subn(old, lambda _: new, nearly.BASE[path].decode(), count=1)
    assert count
    nearly.holds(path, text.encode(errors="surrogateescape"), render, everywhere=True)
