"""No file ends in a traceback or takes more than five seconds of the processor, however it is broken.

Ten thousand nearly valid files here; FUZZ_EXAMPLES=50000 looks longer, and make fuzz looks where coverage leads it.
"""

from __future__ import annotations

import os
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
