"""Every `python check` of every page proves its claim, in a process of its own, within the time of the contract."""

from __future__ import annotations

import pytest

from handbook import contract
from handbook.fences import use
from handbook.model import Document, Fence
from handbook.proof import checks
from loaded import LOADED

BUSY = 3
"""How many times as long a check may take here as the contract says: cores that share their caches are that much slower."""

CHECKS = [
    pytest.param(question.document, fence, id=f"{question.slug}:{fence.line}")
    for question in LOADED.questions.values()
    for fence in question.document.fences()
    if use(fence) == "check"
]


@pytest.mark.parametrize(("document", "fence"), CHECKS)
def test_the_claim_holds(document: Document, fence: Fence) -> None:
    files = {name: text for name, text in document.companions.items() if name.endswith(".py")}
    outcome = checks.check(fence.code, files)
    assert not outcome.error, f"{document.path}:{fence.line}: the check fails\n{outcome.error}"
    slow = f"{document.path}:{fence.line}: {outcome.seconds:.1f} s, at most {contract.CHECK_SECONDS}"
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
        ("import time\nwhile True: pass", "exit code"),
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
    assert error in outcome.error if error else not outcome.error
