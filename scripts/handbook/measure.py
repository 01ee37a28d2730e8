"""What commands take, run in turn so that whatever else the machine does meets all of them: time, memory, what they wrote."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PROGRAM = Path(__file__).with_name("measured_process.py")
SAID = 2_000
"""So many of the last characters that a failed command said are told."""


class MeasureError(Exception):
    """A command that failed, or that made less than it had to; the text says which, and what it said."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took: seconds of the processor (of all its processes; 0 where they say nothing) and of the clock; bytes of memory of its
    largest process, and of all together; files and bytes that it wrote."""

    cpu: float
    wall: float
    largest: float
    together: float
    files: float = 0
    written: float = 0


@dataclass(frozen=True, slots=True)
class Job:
    """A command to measure: who runs, what is done, on how many questions (0: on none), and how.

    `before` runs first and is not measured. `made` is the folder that it writes, in which there must be at least
    `pages` pages. A command with a clock of its `own` prints as its last word the seconds that count; what else it took
    says nothing.
    """

    who: str
    what: str
    size: int
    command: Sequence[str]
    folder: Path
    before: Callable[[], None] = lambda: None
    made: Path | None = None
    pages: int = 0
    environment: Mapping[str, str] = field(default_factory=dict)
    own: bool = False

    @property
    def name(self) -> str:
        """What people call it."""
        return f"{self.who}, {self.what}" + (f", {self.size:,} questions" if self.size else "")


def in_turn(jobs: Sequence[Job], rounds: int, tell: Callable[[str], None]) -> list[tuple[Job, list[Run]]]:
    """Run every job once, then all of them again, and so on; `tell` hears of each run. MeasureError if one fails."""
    runs: list[tuple[Job, list[Run]]] = [(job, []) for job in jobs]
    for turn in range(1, rounds + 1):
        for job, done in runs:
            done.append(run(job))
            tell(f"{turn}/{rounds} {job.name}: {done[-1].cpu:.2f} s of the processor, {done[-1].wall:.2f} s")
    return runs


def run(job: Job) -> Run:
    """Run a job once; MeasureError if it fails."""
    job.before()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        with Path(folder, "said").open("w+", encoding="utf-8", errors="replace") as said:
            subprocess.run(
                [sys.executable, "-I", "-S", str(PROGRAM), str(report), *job.command],
                cwd=job.folder,
                env={**os.environ, **job.environment},
                stdout=said,
                stderr=subprocess.STDOUT,
                check=False,
            )
            said.seek(0)
            output = said.read()
        figures: dict[str, Any] = json.loads(report.read_text("utf-8")) if report.exists() else {"code": "no command"}
    code = figures.pop("code")
    if code:
        raise MeasureError(f"{job.name} failed ({code}): {' '.join(job.command)}\n{output[-SAID:]}")
    if job.own:
        figures |= {"cpu": 0, "wall": float(output.split()[-1])}
    files = [path for path in job.made.rglob("*") if path.is_file()] if job.made else []
    pages = sum(path.suffix == ".html" for path in files)
    if pages < job.pages:
        raise MeasureError(f"{job.name} made {pages} pages, not {job.pages}\n{output[-SAID:]}")
    return Run(**figures, files=len(files), written=sum(path.stat().st_size for path in files))


def median(runs: Sequence[Run]) -> Run:
    """The median of each part."""
    parts = ("cpu", "wall", "largest", "together", "files", "written")
    return Run(**{part: statistics.median(getattr(run, part) for run in runs) for part in parts})


def away(*paths: Path) -> Callable[[], None]:
    """What deletes these folders, for the start of a job."""

    def delete() -> None:
        for path in paths:
            if path.is_symlink():
                shutil.rmtree(path.resolve(), ignore_errors=True)
                path.unlink()
            else:
                shutil.rmtree(path, ignore_errors=True)

    return delete
