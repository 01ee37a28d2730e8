"""Check questions, taxonomy and study paths against the contract: python scripts/check.py [PATH …]"""

from __future__ import annotations

import argparse
import io
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="report only these files or folders")
    parser.add_argument("--format", choices=("text", "github", "json"), default="text", help="default: text")
    parser.add_argument(
        "--root", type=Path, default=ROOT, help="the folder that holds content/ (default: this project)"
    )
    arguments = parser.parse_args()

    # Imported late, so that --help answers at once.
    from handbook import catalogue, report, settings

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
    loaded, findings = catalogue.load(root)
    if wanted:
        findings = [f for f in findings if any(f.path == path or f.path.startswith(f"{path}/") for path in wanted)]
    if findings or arguments.format == "json":
        print(report.FORMATS[arguments.format](findings))
    errors = sum(finding.level == "error" for finding in findings)
    if arguments.format == "text":
        line = report.summary(loaded, errors, len(findings) - errors, wanted, rules_url)
        print(line, file=sys.stderr if errors else sys.stdout)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
