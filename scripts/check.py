"""Check questions, taxonomy and study paths against the contract: python scripts/check.py [--fix | --watch] [PATH …]"""

from __future__ import annotations

import argparse
import gc
import io
import os
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handbook.model import Finding

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="report only these files or folders")
    parser.add_argument("--format", choices=("text", "github", "json"), default="text", help="default: text")
    parser.add_argument(
        "--root", type=Path, default=ROOT, help="the folder that holds content/ (default: this project)"
    )
    also = parser.add_mutually_exclusive_group()
    also.add_argument("--fix", action="store_true", help="first put right what is mechanical, and say what")
    also.add_argument("--watch", action="store_true", help="check again at every save, until ctrl-C")
    arguments = parser.parse_args()
    if arguments.watch and arguments.format != "text":
        parser.error("--watch writes for people: leave --format out")

    # Imported late, so that --help answers at once.
    try:
        from handbook import apart, cache, catalogue, report, settings
    except ModuleNotFoundError as error:  # with the system's Python
        print(f"{error}: run `make check` once, then .venv/bin/python scripts/check.py ...", file=sys.stderr)
        return 2

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal may not know every letter that a finding quotes
    try:
        rules_url = settings.read().rules_url
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    root = arguments.root.resolve()
    wanted = []
    for path in arguments.paths:
        path = Path(os.path.abspath(path))
        place = path.parent.resolve() / path.name  # a link itself, not what it leads to
        if not os.path.lexists(place) or not place.is_relative_to(root):
            print(f"{path}: there is no such file or folder in {root}", file=sys.stderr)
            return 2
        if place != root:
            wanted.append(place.relative_to(root).as_posix())
    if arguments.watch:
        return watch(root, wanted)
    if arguments.fix:
        fix(root, wanted)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # from here on nothing is half done, and ctrl-C need say nothing
    gc.disable()  # what is read stays until the end; looking for garbage in it takes an eighth of the time
    with cache.opened(ROOT / ".cache"), apart.copies():
        loaded, findings = catalogue.load(root)
    findings = [finding for finding in findings if is_in(finding.path, wanted)]
    if findings or arguments.format == "json":
        print(report.FORMATS[arguments.format](findings))
    errors = sum(finding.level == "error" for finding in findings)
    if arguments.format == "text":
        line = report.summary(loaded, errors, len(findings) - errors, wanted, rules_url)
        print(line, file=sys.stderr if errors else sys.stdout)
    return 1 if errors else 0


def is_in(path: str, wanted: Sequence[str]) -> bool:
    """Whether a file is one of the wanted, or in one of the wanted folders; all are if none is named."""
    return not wanted or any(path == name or path.startswith(f"{name}/") for name in wanted)


def fix(root: Path, wanted: Sequence[str]) -> None:
    """Put right what is mechanical in the wanted files, and say of each what was done."""
    from handbook import catalogue, mend, source, writing

    files = catalogue.read_files(root)
    for path, data in files.items():
        if data is None or not is_in(path, wanted) or not source.has_place(path, files):
            continue
        after, done = mend.mended(path, data)
        if done:
            try:
                writing.replace(root / path, data, after)
                print(f"{path}: {', '.join(done)}", file=sys.stderr)
            except OSError as error:
                print(f"{path} is as it was: {error}", file=sys.stderr)


def watch(root: Path, wanted: Sequence[str]) -> int:
    """Check now and after every change, and say what is new and what is gone, until ctrl-C."""
    from handbook import cache, catalogue, contract, judged, report
    from handbook.watch import changes, is_left_by_an_editor

    before: list[Finding] | None = None
    memory: judged.Memory = {}
    try:
        for _ in changes(root / contract.CONTENT):
            with cache.opened(ROOT / ".cache"):
                loaded, findings = catalogue.load(root, memory=memory)
            shown = [f for f in findings if is_in(f.path, wanted) and not is_left_by_an_editor(f.path)]
            errors = sum(finding.level == "error" for finding in shown)
            print(f"\n{time.strftime('%H:%M:%S')}\n{report.since(before, shown)}")
            print(report.summary(loaded, errors, len(shown) - errors, wanted), flush=True)
            before = shown
    except KeyboardInterrupt:
        print()
    except OSError as error:
        print(f"{root / contract.CONTENT} cannot be watched: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
