"""Running the code of a page: each piece in a confined process of its own. For tests; a build runs no content."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from handbook import confined, contract, wall
from handbook.fences import use
from handbook.model import Question

WALL_SECONDS = 30
"""A machine may be busy; what counts is the time of the processor."""
MEMORY = 2 * 1024**3
PROGRAM = """
import json, sys, time
order = json.load(sys.stdin)
sys.path.insert(0, order["scripts"])
from handbook import wall
wall.enter(order["folder"], order["cpu"], order["memory"])
sys.path[0] = order["folder"]
code = compile(order["code"], order["name"], "exec")
before = time.process_time()
exec(code, {"__name__": "__main__"})
print("\\n" + json.dumps(time.process_time() - before))
"""

SEED = re.compile(
    r"(?P<before>\b(?:Random|default_rng|RandomState|seed)\(|\bseed\s*=\s*|\brandom_state\s*=\s*)(?P<seed>\d+)\b"
)

SEEDS = re.compile(r"(?P<before>\bseed in range\()(?P<count>\d+)\)")


def reseeded(code: str, shift: int) -> str:
    """The code with every seed, and every range of seeds, that it names moved by `shift`; the code itself where it
    names none."""
    moved = SEED.sub(lambda match: f"{match['before']}{int(match['seed']) + shift}", code)
    return SEEDS.sub(lambda match: f"{match['before']}{shift}, {int(match['count']) + shift})", moved)


@dataclass(frozen=True, slots=True)
class Check:
    """A check fence of a page: the page's path, the fence's line, its code, and the Python files beside the page."""

    path: str
    line: int
    code: str
    files: Mapping[str, str]

    def run(self, code: str = "") -> Outcome:
        """Run it, or `code` in its place."""
        return check(code or self.code, self.files)


def of(questions: Iterable[Question]) -> Iterator[Check]:
    """Every check of these questions."""
    for question in questions:
        document = question.document
        files = {name: text for name, text in document.companions.items() if name.endswith(".py")}
        for fence in document.fences():
            if use(fence) == "check":
                yield Check(document.path, fence.line, fence.code, files)


def broken(found: Iterable[Check], pool: Executor) -> list[str]:
    """Of checks that fail as they stand, where and why: changed, they would say nothing."""
    runs = [(check, pool.submit(check.run)) for check in found]
    errors = [(check, run.result().error) for check, run in runs]
    return [f"{check.path}:{check.line}: fails: {error.splitlines()[-1]}" for check, error in errors if error]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a piece of code: its processor seconds, and what went wrong (empty if nothing did)."""

    seconds: float
    error: str


def check(code: str, files: Mapping[str, str], name: str = "<check>") -> Outcome:
    """Run a check fence. `files` lie beside it, so that a coding page's check may import `solution`.

    The process has no arguments, no input and nothing of the environment but where things are.
    """
    with tempfile.TemporaryDirectory() as folder:
        for file, text in files.items():
            Path(folder, file).write_text(text, encoding="utf-8")
        limits = {"cpu": int(contract.CHECK_SECONDS * 4), "memory": MEMORY}
        order = {"code": code, "name": name, "folder": folder, "scripts": str(wall.SCRIPTS), **limits}
        done = confined.run(["-c", PROGRAM], folder, WALL_SECONDS, json.dumps(order))
    if done.code is None:
        return Outcome(WALL_SECONDS, f"it did not end within {WALL_SECONDS} seconds")
    if done.code:
        return Outcome(0.0, done.err.strip()[-2000:] or f"it ended with exit code {done.code}")
    try:
        return Outcome(float(done.out.rsplit("\n", 2)[-2]), "")
    except (IndexError, ValueError):
        return Outcome(0.0, "it ended the process before its end")
