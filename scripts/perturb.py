"""Make every compared number of the pages' checks wrong by one digit, and list those that still pass. python scripts/perturb.py [SLUG ...]"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("slugs", nargs="*", metavar="SLUG", help="default: all questions (about half an hour)")
    slugs = parser.parse_args().slugs

    from handbook import catalogue
    from handbook.proof import checks, perturb

    loaded, _ = catalogue.load(ROOT, preview=True)
    if unknown := sorted(set(slugs) - loaded.questions.keys()):
        print(f"there is no question {', '.join(unknown)}", file=sys.stderr)
        return 2
    found = list(checks.of(loaded.questions[slug] for slug in slugs or loaded.questions))
    made = [(check, wrong) for check in found for wrong in perturb.wrong_numbers(check.code)]
    survivors = 0
    with ThreadPoolExecutor(2) as pool:
        if broken := checks.broken(found, pool):
            print(*broken, sep="\n", file=sys.stderr)
            return 1
        runs = [pool.submit(check.run, wrong.code) for check, wrong in made]
        for (check, wrong), run in zip(made, runs, strict=True):
            if not run.result().error:
                survivors += 1
                print(f"{check.path}:{check.line + wrong.line}: passes with {wrong.after} in place of {wrong.before}")
    print(
        f"{len(made)} wrong numbers, {survivors} of them pass. One that passes is pinned too loosely, or says nothing."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
