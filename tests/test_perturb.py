"""Wrong numbers for the checks of pages: which numbers are changed, and how."""

from __future__ import annotations

import pytest

from handbook.proof.perturb import wrong_numbers


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("assert x == 3", [("3", "4")]),
        ("assert round(x, 2) == 0.09", [("0.09", "0.10")]),
        ("assert abs(x - 0.057) < 0.0005", [("0.057", "0.058")]),
        ("assert 0.2 < x < 0.3", []),
        ("assert isclose(x, 12.5, rel_tol=0.01)", [("12.5", "12.6")]),
        ("assert x == 1_999", [("1_999", "2000")]),
        ("assert x == 1e-9 or y[2] == 7", [("7", "8")]),
        ("assert x == -0.9", [("0.9", "1.0")]),
        ("y = 5\nassert (x, 'é', y) == (1, 'é', 99), 42", [("1", "2"), ("99", "100")]),
        ("assert x is True and y == 0", [("0", "1")]),
        ("x = 4", []),
    ],
)
def test_each_claimed_number_is_raised_in_its_last_digit(code: str, changed: list[tuple[str, str]]) -> None:
    made = list(wrong_numbers(code))
    assert [(wrong.before, wrong.after) for wrong in made] == changed
    for wrong in made:
        assert wrong.code != code
        before, after = code.split("\n")[wrong.line - 1], wrong.code.split("\n")[wrong.line - 1]
        assert after == before.replace(wrong.before, wrong.after, 1)
