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
    from handbook.fences import use
    from handbook.proof import checks, perturb

    loaded, _ = catalogue.load(ROOT, preview=True)
    if unknown := sorted(set(slugs) - loaded.questions.keys()):
        print(f"there is no question {', '.join(unknown)}", file=sys.stderr)
        return 2
    made = [
        (question.document, fence, wrong)
        for question in loaded.questions.values()
        if not slugs or question.slug in slugs
        for fence in question.document.fences()
        if use(fence) == "check"
        for wrong in perturb.wrong_numbers(fence.code)
    ]
    survivors = 0
    with ThreadPoolExecutor(2) as pool:
        runs = [
            pool.submit(
                checks.check,
                wrong.code,
                {name: text for name, text in document.companions.items() if name.endswith(".py")},
            )
            for document, _, wrong in made
        ]
        for (document, fence, wrong), run in zip(made, runs, strict=True):
            if not run.result().error:
                survivors += 1
                print(
                    f"{document.path}:{fence.line + wrong.line}: passes with {wrong.after} in place of {wrong.before}"
                )
    print(
        f"{len(made)} wrong numbers, {survivors} of them pass. One that passes is pinned too loosely, or says nothing."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
