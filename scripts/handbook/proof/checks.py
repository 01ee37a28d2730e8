"""Running the code of a page: each piece in a process of its own, with limits. For tests; a build runs no content."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from handbook import contract

WALL_SECONDS = 30
"""A machine may be busy; what counts is the time of the processor."""
MEMORY = 2 * 1024**3
PROGRAM = """
import json, sys, time
order = json.load(sys.stdin)
try:
    import resource
    resource.setrlimit(resource.RLIMIT_CPU, (order["cpu"], order["cpu"] + 1))
    resource.setrlimit(resource.RLIMIT_AS, (order["memory"], order["memory"]))
except (ImportError, ValueError):
    pass  # no such limits on this system; the time on the wall still holds
sys.path.insert(0, order["folder"])
code = compile(order["code"], order["name"], "exec")
before = time.process_time()
exec(code, {"__name__": "__main__"})
print("\\n" + json.dumps(time.process_time() - before))
"""
KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")


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
class Outcome:
    """What became of a piece of code: its processor seconds, and what went wrong (empty if nothing did)."""

    seconds: float
    error: str


def check(code: str, files: Mapping[str, str], name: str = "<check>") -> Outcome:
    """Run a check fence. `files` lie beside it, so that a coding page's check may import `solution`.

    The process has no arguments, no input and nothing of the environment but where things are.
    """
    environment = {key: os.environ[key] for key in KEPT if key in os.environ}
    environment |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}
    with tempfile.TemporaryDirectory() as folder:
        for file, text in files.items():
            Path(folder, file).write_text(text, encoding="utf-8")
        order = {"code": code, "name": name, "folder": folder, "cpu": int(contract.CHECK_SECONDS * 4), "memory": MEMORY}
        try:
            finished = subprocess.run(
                [sys.executable, "-s", "-P", "-B", "-c", PROGRAM],
                input=json.dumps(order),
                cwd=folder,
                env=environment,
                capture_output=True,
                text=True,
                timeout=WALL_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Outcome(WALL_SECONDS, f"it did not end within {WALL_SECONDS} seconds")
    if finished.returncode:
        return Outcome(0.0, finished.stderr.strip()[-2000:] or f"it ended with exit code {finished.returncode}")
    return Outcome(float(finished.stdout.rsplit("\n", 2)[-2]), "")
