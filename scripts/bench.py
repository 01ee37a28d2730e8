"""Compare this project with other builders on corpora of any size: python scripts/bench.py [--sizes 100,1000] [--write]"""

from __future__ import annotations

import argparse
import compileall
import datetime
import os
import platform
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handbook.measure import Job

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "contributing" / "performance.md"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=counts, default=[100], help="how many questions (default: 100)")
    parser.add_argument("--rounds", type=count, default=5, help="how often each is run (default: 5)")
    parser.add_argument("--rivals", metavar="PYTHON", help="a Python that has ProperDocs, Zensical and Material")
    parser.add_argument("--alone", action="store_true", help="measure this project alone")
    parser.add_argument(
        "--full-up-to", type=int, default=1000, metavar="SIZE",
        help="up to which size Material also gets every page in its navigation, which takes the square (default: 1000)",
    )  # fmt: skip
    parser.add_argument("--notebooks", action="store_true", help="build the notebooks too: minutes for 100 questions")
    parser.add_argument("--write", action="store_true", help=f"write the tables into {PAGE.relative_to(ROOT)}")
    options = parser.parse_args()

    from handbook import comparison, measure

    try:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            jobs, circumstances = prepared(options, Path(folder))
            runs = measure.in_turn(jobs, options.rounds, tell)
        medians = {(job.who, job.what, job.size): measure.median(done) for job, done in runs}
        tables = comparison.tables(medians, circumstances)
        print(tables)
        if options.write:
            PAGE.write_text(comparison.written(PAGE.read_text("utf-8"), tables), "utf-8")
    except (measure.MeasureError, ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped; nothing was written.", file=sys.stderr)
        return 130
    return 0


def counts(text: str) -> list[int]:
    """Numbers from 1 on, as in 100,1000."""
    return sorted({count(part) for part in text.split(",")})


def count(text: str) -> int:
    """A number from 1 on."""
    if not text.strip().isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 on")
    return int(text)


def tell(line: str) -> None:
    """How far it is."""
    print(line, file=sys.stderr, flush=True)


def prepared(options: argparse.Namespace, folder: Path) -> tuple[list[Job], list[str]]:
    """The corpora and what is to be run on them, and in words under which conditions."""
    from handbook import catalogue, contenders, corpus, measure, replica

    files = catalogue.read_files(ROOT)
    loaded, findings = catalogue.check(files)
    if findings:
        raise ValueError("The content has findings: make check")
    jobs = contenders.projects(ROOT)
    for size in options.sizes:
        tell(f"A corpus of {size:,} questions")
        root = folder / str(size) / "handbook"
        replica.make(ROOT, root, corpus.corpus(size, loaded, files), options.notebooks)
        compileall.compile_dir(root / "scripts", quiet=2)
        compileall.compile_dir(root / "hooks", quiet=2)
        jobs += contenders.handbook(root, size)
        if not options.alone:
            staging = contenders.stage(root, size)
            measure.run(staging)
            jobs += [staging, *contenders.material(root, size, size <= options.full_up_to)]
            if options.rivals:
                jobs += contenders.rivals(
                    root, size, options.rivals, lambda name: bool(installed(options.rivals, name))
                )
    return jobs, conditions(options)


def conditions(options: argparse.Namespace) -> list[str]:
    """When, where and with what was measured, a sentence each."""
    said = [
        f"Measured on {datetime.date.today()}: the median of {options.rounds} rounds,",
        f"Python {platform.python_version()}, {os.cpu_count()} processors, {platform.system()};",
        f"at the beginning {os.getloadavg()[0]:.1f} processes wanted a processor.",
        "Notebooks were built too." if options.notebooks else "No notebooks were built.",
    ]
    if options.alone:
        return [*said, "Other builders were not run."]
    others = [f"MkDocs {version('mkdocs')}", f"Material {version('mkdocs-material')}"]
    missing = []
    for name in ("properdocs", "zensical"):
        found = installed(options.rivals, name) if options.rivals else ""
        others += [f"{name} {found}"] if found else []
        missing += [] if found else [name]
    said.append(f"The other builders are {', '.join(others)}.")
    if missing:
        said.append(f"Not installed, so not measured: {', '.join(missing)}.")
    return said


def installed(python: str, name: str) -> str:
    """The version of a package that another Python has; empty if it has none."""
    code = f"from importlib.metadata import version; print(version({name!r}))"
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
