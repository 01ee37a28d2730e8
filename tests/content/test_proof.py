"""Coded answers are proven: by random inputs, a trusted implementation, wrong versions, and counted work.

How a question is proven stands in tests/coding/<slug with underscores>.py: INPUTS (random calls), `trusted` (the
comparison, its tolerance in its docstring), SIZES and `sized` (inputs that grow), and where the claim is per iteration
PER_CALL_OF (the function that is called once in each).
"""

from __future__ import annotations

import ast
import gc
import importlib.util
import os
import re
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from types import ModuleType
from typing import Any, NoReturn

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from handbook import contract
from handbook.model import Document
from handbook.proof import growth, mutants, solutions
from loaded import LOADED, ROOT

PROOFS = ROOT / "tests" / "coding"
DOCUMENTS = [q.document for q in LOADED.questions.values() if q.category == contract.CODING]
EXAMPLES = int(os.environ.get("HYPOTHESIS_EXAMPLES", "100"))
KILLED = 0.9
TIME_ERROR, SPACE_ERROR = 0.15, 0.35
"""Counted work is exact but for lower orders; memory comes in steps, as lists and dictionaries grow."""
SHARE = 0.25
"""A bound must itself explain a quarter of the work at the largest size, or it claims too much."""

by_slug = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.slug)
LIBRARY = re.compile(r"^ *(?:from|import) ((?:numpy|scipy|sklearn|hypothesis)[\w.]*)", re.MULTILINE)


@pytest.fixture(scope="module", autouse=True)
def libraries() -> None:
    """What the proofs import is imported once, here: each confined test is a copy of this process."""
    for path in PROOFS.glob("*.py"):
        for name in LIBRARY.findall(path.read_text("utf-8")):
            importlib.import_module(name)


def proof(document: Document) -> ModuleType:
    path = PROOFS / f"{document.slug.replace('-', '_')}.py"
    assert path.is_file(), f"{path.relative_to(ROOT)} is missing: say how {document.slug} is proven, as the others do"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def seen(module: ModuleType, function: solutions.Function, args: Any) -> Any:
    """What a version gives for a call; what it returns is observed where the proof says how."""
    result = solutions.result(function, args, {})
    return module.observe(result) if hasattr(module, "observe") and not isinstance(result, type) else result


def test_no_proof_without_a_question() -> None:
    slugs = {document.slug.replace("-", "_") for document in DOCUMENTS}
    assert {path.stem for path in PROOFS.glob("*.py")} <= slugs


@pytest.mark.confined
@by_slug
def test_draft_and_solution_agree_on_random_inputs(document: Document) -> None:
    module, versions = proof(document), solutions.versions(document)
    draft, solution = versions[contract.FIRST_DRAFT], versions[contract.SOLUTION]

    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(module.INPUTS)
    def agree(args: Any) -> None:
        apart = solutions.differ(seen(module, draft, args), seen(module, solution, args), tolerance=1e-9)
        assert not apart, apart

    agree()


@pytest.mark.confined
@by_slug
def test_a_trusted_implementation_agrees(document: Document) -> None:
    module = proof(document)
    if not hasattr(module, "trusted"):
        assert len(module.NO_TRUSTED) > 30, "say why nothing can be compared with"
        return
    for version in solutions.versions(document).values():
        module.trusted(version)


@pytest.mark.confined(forks=True)
@by_slug
@pytest.mark.skipif(not hasattr(os, "fork"), reason="wrong versions run in forked processes")
def test_the_tests_catch_wrong_versions(document: Document) -> None:
    module, solution = proof(document), solutions.versions(document)[contract.SOLUTION]
    tests = list(solutions.tests(document).values())
    before = time.process_time()
    for test in tests:
        test(solution)
    limit = 2 * (time.process_time() - before) + 0.2
    made = list(mutants.mutants(document.companions[contract.SOLUTION]))
    caught = failures([partial(run, mutant.code, tests) for mutant in made], limit)
    left = [mutant for mutant, fails in zip(made, caught, strict=True) if not fails]
    # A survivor that gives the same results on every random call is the solution in other words.
    calls = random_calls(module) if left else []
    expected = [seen(module, solution, args) for args in calls]
    wrong = failures([partial(compare, mutant.code, module, calls, expected) for mutant in left], 10)
    alive = [mutant for mutant, differs in zip(left, wrong, strict=True) if differs]
    equal = len(left) - len(alive)
    counted = len(made) - equal
    share = 1 - len(alive) / counted
    told = "\n".join(f"  line {mutant.line}: {mutant.change}" for mutant in alive)
    assert counted >= 5
    assert share >= KILLED, (
        f"{document.slug}: {share:.0%} of {counted} wrong versions are caught; these are not:\n{told}"
    )


def run(code: str, tests: list[Any]) -> None:
    function = solutions.main(code, "mutant")
    for test in tests:
        test(function)


def compare(code: str, module: ModuleType, calls: list[Any], expected: list[Any]) -> None:
    function = solutions.main(code, "mutant")
    for args, wanted in zip(calls, expected, strict=True):
        assert not solutions.differ(seen(module, function, args), wanted, tolerance=1e-9)


def random_calls(module: ModuleType) -> list[Any]:
    """The same random calls at every run."""
    calls: list[Any] = []

    @settings(
        max_examples=3 * EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(module.INPUTS)
    def collect(args: Any) -> None:
        calls.append(args)

    collect()
    return calls


def failures(actions: list[Callable[[], None]], seconds: float) -> list[bool]:
    """Whether each action raises, crashes or takes more processor time than it may, in processes with limits.

    One process does what it can, and another goes on behind the action that brought it down.
    """
    failed: list[bool] = []
    sys.stdout.flush()
    while len(failed) < len(actions):
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            do(actions[len(failed) :], seconds, writer)
        os.close(writer)
        with open(reader, "rb") as told:
            failed += [verdict == FAILED for verdict in told.read()]
        os.waitpid(child, 0)
        if len(failed) < len(actions):
            failed.append(True)
    return failed


HELD, FAILED = b"01"


def do(actions: list[Callable[[], None]], seconds: float, writer: int) -> NoReturn:
    """Do the actions and tell of each as soon as it is over; this process ends here."""
    import resource

    try:
        gc.freeze()  # looking at everything that was loaded would copy it
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.signal(signal.SIGVTALRM, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_AS, (6 * 1024**3, 6 * 1024**3))
        for action in actions:
            signal.setitimer(signal.ITIMER_REAL, 4 * seconds + 2)
            signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
            verdict = HELD
            try:
                action()
            except BaseException:
                verdict = FAILED
            os.write(writer, bytes([verdict]))
    finally:
        os._exit(0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="wrong versions run in forked processes")
def test_one_process_goes_on_where_another_was_brought_down() -> None:
    def raises() -> None:
        raise SystemExit(0)

    def hangs() -> None:
        while True:
            pass

    def crashes() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def holds() -> None:
        return

    actions = [holds, raises, holds, hangs, crashes, holds, crashes]
    assert failures(actions, 0.1) == [False, True, False, True, True, False, True]


@pytest.mark.confined
@by_slug
@pytest.mark.parametrize(
    ("label", "measure", "error"), [("Time", growth.work, TIME_ERROR), ("Space", growth.memory, SPACE_ERROR)]
)
def test_the_work_grows_as_claimed(document: Document, label: str, measure: Any, error: float) -> None:
    module, solution = proof(document), solutions.versions(document)[contract.SOLUTION]
    claim = growth.claims(document)[label]
    per_call = {"per_call_of": module.PER_CALL_OF} if label == "Time" and hasattr(module, "PER_CALL_OF") else {}
    base = module.SIZES | (getattr(module, "SPACE_SIZES", {}) if label == "Space" else {})
    solution(*module.sized(**base))  # what a first call leaves behind for good is no cost of the others
    counts = [(sizes, measure(solution, module.sized(**sizes), **per_call)) for sizes in growth.design(base)]
    fit = growth.fit(claim, counts)
    assert fit.error <= error, f"{document.slug}: {label} is not O({claim}):\n{fit}"
    assert fit.share >= SHARE, f"{document.slug}: {label} is less than O({claim}):\n{fit}"


@pytest.mark.parametrize(
    ("claim", "base", "work", "true"),
    [
        ("n", {"n": 64}, lambda n: 3 * n + 50, True),
        ("n", {"n": 64}, lambda n: 3 * n * n, False),
        ("n^2", {"n": 64}, lambda n: 3 * n, False),
        (r"n \log n", {"n": 64}, lambda n: 5 * n * n.bit_length(), True),
        ("n^2", {"n": 64}, lambda n: n * n / 2 + 9 * n, True),
        ("1", {"n": 64}, lambda n: 7, True),
        ("1", {"n": 64}, lambda n: n, False),
        ("n d", {"n": 64, "d": 16}, lambda n, d: 3 * n * d + 5 * n + 9 * d, True),
        ("n d", {"n": 64, "d": 64}, lambda n, d: 3 * n + 2 * d, False),
        ("n + d", {"n": 64, "d": 64}, lambda n, d: 3 * n + 2 * d, True),
        ("n + d", {"n": 64, "d": 64}, lambda n, d: 3 * n * d, False),
    ],
)
def test_a_wrong_bound_is_found(claim: str, base: dict[str, int], work: Any, true: bool) -> None:
    fit = growth.fit(claim, [(sizes, work(**sizes)) for sizes in growth.design(base)])
    assert (fit.error <= TIME_ERROR and fit.share >= SHARE) is true, str(fit)


def test_work_inside_builtins_is_counted() -> None:
    source = "def total(values):\n    return sum(values)\n"
    total = solutions.main(source, "total.py")
    assert growth.work(total, [[1.0] * 400]) - growth.work(total, [[1.0] * 200]) >= 200


def test_what_can_be_read_alone_is_written_alone() -> None:
    code = "def f(a):\n    if a:\n        match a:\n            case b if b < 2:\n                return -b\n    return 0\n"
    pieces = [ast.unparse(alone) for alone in mutants._pieces(ast.parse(code).body[0])]
    assert pieces == ["a", "return 0", "a", "return -b"]
    made = list(mutants.mutants(code))
    assert {"Lt to LtE", "minus taken away", "0 to 1"} <= {mutant.change for mutant in made}
    for mutant in made:
        ast.parse(mutant.code)


def test_mutants_are_one_change_each_and_differ() -> None:
    made = list(
        mutants.mutants("def f(a, b=2, seed=7):\n    'doc 5'\n    if a < b:\n        return a - b\n    return 0\n")
    )
    assert len({mutant.code for mutant in made}) == len(made)
    changes = {(mutant.line, mutant.change) for mutant in made}
    assert (4, "Sub to Add") in changes
    assert (3, "Lt to LtE") in changes
    assert (5, "0 to 1") in changes
    assert not any("seed=8" in mutant.code or "doc 6" in mutant.code for mutant in made)
