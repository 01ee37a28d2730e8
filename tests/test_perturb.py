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
        (
            "for n, wide in ((7, 0.3), (9, 0.25)):\n    assert round(f(n), 2) == wide",
            [("0.3", "0.4"), ("0.25", "0.26")],
        ),
        ("for n, wide in {7: 0.3}.items(): assert abs(f(n) - wide) < 0.04", [("0.3", "0.4")]),
        ("rows = [(7, -2)]\nassert all(f(n) == least for n, least in rows)", [("2", "3")]),
        ("for i, x in enumerate([5, 6]): assert x == f(i)", [("5", "6"), ("6", "7")]),
        ("for got, (x, y) in zip(found, [(1, 2)]): assert got == (x, y)", [("1", "2"), ("2", "3")]),
        ("table = {'a': 3, 'b': 4}\nassert {k: f(k) for k in 'ab'} == table", [("3", "4"), ("4", "5")]),
        ("table = {'a': (3, 5)}\nfor x, y in table.values(): assert x == f(y)", [("3", "4")]),
        ("n = 3\nassert n == len(rows) and total / n == 2", [("2", "3")]),
        ("for n in (3, 4): assert f(n) == 7 and g(n) / n < 2", [("7", "8")]),
    ],
)
def test_each_claimed_number_is_raised_in_its_last_digit(code: str, changed: list[tuple[str, str]]) -> None:
    made = list(wrong_numbers(code))
    assert [(wrong.before, wrong.after) for wrong in made] == changed
    for wrong in made:
        assert wrong.code != code
        before, after = code.split("\n")[wrong.line - 1], wrong.code.split("\n")[wrong.line - 1]
        assert after == before.replace(wrong.before, wrong.after, 1)
