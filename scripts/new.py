"""Begin a question: python scripts/new.py basics evaluation "What is calibration?" (alone, it lists the places)"""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handbook.model import Category, Taxonomy

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("category", nargs="?", help="basics, coding, applied or project")
    parser.add_argument("place", nargs="?", help="the stage, domain or focus; left out, they are listed")
    parser.add_argument("question", nargs="?", help="as it is asked, in quotes")
    parser.add_argument("--slug", help="the permanent name of file and page (default: made of the question)")
    parser.add_argument("--level", default="", help="junior, mid or senior (default: junior)")
    parser.add_argument("--topics", default="", help="names of the taxonomy, as in: metrics,calibration")
    parser.add_argument(
        "--root", type=Path, default=ROOT, help="the folder that holds content/ (default: this project)"
    )
    options = parser.parse_args()

    try:
        from handbook import begin, catalogue, contract, skeleton, writing
        from handbook.slugs import slug
    except ModuleNotFoundError as error:  # with the system's Python
        print(f"{error}: run `make check` once, then .venv/bin/python scripts/new.py ...", file=sys.stderr)
        return 2

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal may not know every letter
    root = options.root.resolve()
    contents = catalogue.read_files(root)
    taxonomy = begin.known(contents)[0]
    if not taxonomy.stages:
        print(f"{root / contract.TAXONOMY_FILE} cannot be read: run make check", file=sys.stderr)
        return 2
    if options.category is None or (options.category in contract.CATEGORIES and options.place is None):
        print(places(taxonomy, options.category))
        return 0
    title = " ".join((options.question or "").split())
    topics = tuple(name for name in options.topics.replace(",", " ").split())
    name = slug(title) if options.slug is None else options.slug
    wanted = skeleton.Wanted(options.category, options.place or "", title, name, options.level, topics)
    files, problems = begin.begin(wanted, contents)
    for message, help in problems:
        print(f"{message}\n    help: {help}", file=sys.stderr)
    if problems:
        return 2
    try:
        writing.create(root, files)
    except OSError as error:
        print(f"Nothing was written: {error}", file=sys.stderr)
        return 2
    path, *beside = files
    print("\n".join([path, *beside]))
    print(f"The page's permanent name is {name}; for another, delete this and begin again with --slug NAME.")
    print(f"Write over every {contract.HINT}. Findings at every save, and the page as it will look:")
    print(
        f"    .venv/bin/python scripts/check.py --watch {path if not beside else path.rpartition('/')[0]}\n    make serve"
    )
    if near := begin.near(title, contents):
        print("Near to it; if one asks the same, add your wording to its variants instead:")
        print("\n".join(f'    {path}: "{wording}"' for path, wording in near))
    return 0


def places(taxonomy: Taxonomy, category: Category | None) -> str:
    """The places of one category or of all, with what each holds."""
    from handbook import contract

    lines = []
    for name in [category] if category else contract.CATEGORIES:
        kind = contract.PLACE_KIND[name]
        lines += [f"{contract.PLACE_FORM[name]}"]
        lines += [f"  {name} {term.name:20} {term.line}" for term in getattr(taxonomy, kind)]
    return "\n".join(
        [*lines, "", f'Then: .venv/bin/python scripts/new.py {category or "basics"} PLACE "The question?"']
    )


if __name__ == "__main__":
    sys.exit(main())
