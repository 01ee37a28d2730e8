"""Check the links that lead out of the site, or all inside a built one: python scripts/links.py [--inside FOLDER]"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS, KINDS = ("content", "docs"), (".md", ".yml")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, epilog="Exit code 1: a link is dead. What could not be told is no failure."
    )
    parser.add_argument("--inside", type=Path, metavar="FOLDER", help="check the links inside this built site instead")
    parser.add_argument("--format", choices=("text", "markdown", "json"), default="text", help="default: text")
    options = parser.parse_args()

    from handbook import inside, outside, report, settings, summary

    if options.inside:
        if not (options.inside / "index.html").is_file():
            print(f"{options.inside} is no built site: it has no index.html", file=sys.stderr)
            return 2
        findings = list(inside.broken(options.inside, settings.read().site_url))
        done = f"The links inside {options.inside}"
    else:
        files = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.suffix in KINDS]
        texts = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8", "replace") for path in files}
        places = outside.links(texts)
        findings = outside.findings(places, outside.ask_all(places, outside.ask))
        done = f"{len(places)} addresses outside the site"
    if options.format == "markdown":
        print(summary.links(findings))
    elif findings or options.format == "json":
        print(report.FORMATS[options.format](findings))
    dead = sum(finding.level == "error" for finding in findings)
    print(f"{done}: {dead} lead nowhere, {len(findings) - dead} to look at.", file=sys.stderr)
    return 1 if dead else 0


if __name__ == "__main__":
    sys.exit(main())
