"""Every `python check` of every page proves its claim, in a process of its own, within the time of the contract."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from handbook import contract
from handbook.proof import checks
from loaded import LOADED

BUSY = 3
"""How many times as long a check may take here as the contract says: cores that share their caches are that much slower."""

CHECKS = [
    pytest.param(check, id=f"{slug}:{check.line}")
    for slug, question in LOADED.questions.items()
    for check in checks.of([question])
]


@pytest.mark.parametrize("check", CHECKS)
def test_the_claim_holds(check: checks.Check) -> None:
    outcome = check.run()
    assert not outcome.error, f"{check.path}:{check.line}: the check fails\n{outcome.error}"
    slow = f"{check.path}:{check.line}: {outcome.seconds:.1f} s, at most {contract.CHECK_SECONDS}"
    assert outcome.seconds <= BUSY * contract.CHECK_SECONDS, slow


@pytest.mark.parametrize(
    ("code", "moved"),
    [
        ("rng = random.Random(0)", "rng = random.Random(3)"),
        ("rng = np.random.default_rng(7)", "rng = np.random.default_rng(10)"),
        ("f(x, seed=2, random_state = 1)", "f(x, seed=5, random_state = 4)"),
        ("random.seed(1)\nreseed(1)", "random.seed(4)\nreseed(1)"),
        ("x = Random(seed)\ny = 3", "x = Random(seed)\ny = 3"),
        ("[f(seed) for seed in range(20)]", "[f(seed) for seed in range(3, 23)]"),
    ],
)
def test_seeds_are_moved(code: str, moved: str) -> None:
    assert checks.reseeded(code, 3) == moved


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("assert 1 + 1 == 2", ""),
        ("assert 1 + 1 == 3", "AssertionError"),
        ("print('no line break at the end', end='')\nassert True", ""),
        ("import time\nwhile True: pass", "exit code|did not end"),  # on a busy machine its wall time is up first
        ("x = 'a' * 8_000_000_000", "MemoryError"),
        ("import sys\nsys.exit(3)", "exit code 3"),
        ("from solution import double\nassert double(3) == 6", ""),
        ("import os\nassert 'SECRET' not in os.environ", ""),
        ("import os\nos._exit(0)", "before its end"),
    ],
)
def test_the_runner_tells_what_went_wrong(code: str, error: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "hidden")
    outcome = checks.check(code, {"solution.py": "def double(x):\n    return 2 * x\n"})
    assert re.search(error, outcome.error) if error else not outcome.error


def test_a_check_that_fails_as_it_stands_is_told() -> None:
    sound, wrong = (checks.Check("a.md", line, f"assert {line} == 4", {}) for line in (4, 5))
    with ThreadPoolExecutor(2) as pool:
        assert checks.broken([sound, wrong], pool) == ["a.md:5: fails: AssertionError"]
