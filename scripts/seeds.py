"""Run every seeded check under other seeds: a claim that needs one seed is no claim. python scripts/seeds.py [SLUG ...]"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHIFTS = (1, 2, 3, 5, 7, 11, 101, 1009, 2003, 4001)
MOST_FAILURES = 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("slugs", nargs="*", metavar="SLUG", help="default: all questions")
    slugs = parser.parse_args().slugs

    from handbook import catalogue
    from handbook.proof import checks

    loaded, _ = catalogue.load(ROOT, preview=True)
    if unknown := sorted(set(slugs) - loaded.questions.keys()):
        print(f"there is no question {', '.join(unknown)}", file=sys.stderr)
        return 2
    found = checks.of(loaded.questions[slug] for slug in slugs or loaded.questions)
    seeded = [check for check in found if checks.reseeded(check.code, 1) != check.code]
    failing = 0
    with ThreadPoolExecutor(2) as pool:
        if broken := checks.broken(seeded, pool):
            print(*broken, sep="\n", file=sys.stderr)
            return 1
        runs = [[pool.submit(check.run, checks.reseeded(check.code, shift)) for shift in SHIFTS] for check in seeded]
        for check, results in zip(seeded, runs, strict=True):
            errors = [run.result().error for run in results if run.result().error]
            failing += len(errors) > MOST_FAILURES
            if errors:
                said = errors[0].strip().split("\n")[-1]
                print(f"{check.path}:{check.line}: fails under {len(errors)} of {len(SHIFTS)} other seeds: {said}")
    print(
        f"{len(seeded)} seeded checks, {failing} of them fail under more than {MOST_FAILURES} of {len(SHIFTS)} seeds."
    )
    return 1 if failing else 0


if __name__ == "__main__":
    sys.exit(main())
