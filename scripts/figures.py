"""Draw the figures and diagrams whose code has changed: python scripts/figures.py [PATH …]"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Run the command and give its exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="only questions in these files or folders")
    parser.add_argument("--all", action="store_true", help="draw again what is up to date, too")
    parser.add_argument("--check", action="store_true", help="draw nothing; list what is missing, stale or left over")
    parser.add_argument(
        "--root", type=Path, default=ROOT, help="the folder that holds content/ (default: this project)"
    )
    options = parser.parse_args()

    # Imported late, so that --help answers at once.
    from handbook import pictures
    from handbook.drawing import FigureError

    root = options.root.resolve()
    places = [path.resolve() for path in options.paths]
    for place in places:
        if not place.exists() or not place.is_relative_to(root):
            print(f"{place}: there is no such file or folder in {root}", file=sys.stderr)
            return 2
    plan = pictures.plan(root, lambda path: not places or any((root / path).is_relative_to(place) for place in places))
    stale = [picture for picture in plan.pictures if options.all or picture.stale]
    for path in plan.unread:
        print(f"{path}: cannot be read; run: make check", file=sys.stderr)
    if options.check:
        for picture in stale:
            print(f"{picture.document}:{picture.line}: {picture.path} is missing or stale; run: make figures")
        for path in plan.orphans:
            print(f"{path}: no fence draws it; make figures deletes it")
        return 1 if stale or plan.orphans or plan.unread else 0

    for path in plan.orphans:
        (root / path).unlink()
        print(f"deleted {path}")
    failed = 0
    try:
        for number, (picture, outcome) in enumerate(pictures.draw(stale), 1):
            print(f"{number}/{len(stale)} {picture.path}", flush=True)
            if isinstance(outcome, str):
                (root / picture.path).write_bytes(outcome.encode("utf-8"))
            else:
                failed += 1
                print(f"{picture.document}:{picture.line + outcome.line}: {outcome.message}", file=sys.stderr)
    except FigureError as error:
        print(error.message, file=sys.stderr)
        return 1
    print(f"{len(plan.pictures)} pictures, {len(stale) - failed} drawn, {failed} failed")
    return 1 if failed or plan.unread else 0


if __name__ == "__main__":
    sys.exit(main())
