"""Build the site beside the old one and put it in place by one rename: python scripts/build.py [FOLDER]"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handbook.model import Catalogue

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "site", help="default: site/")
    extent = parser.add_mutually_exclusive_group()
    extent.add_argument("--drafts", action="store_true", help="show drafts too: a preview, not what is published")
    extent.add_argument("--sheets", action="store_true", help="print the cheat sheets as PDF too (needs Chromium)")
    options = parser.parse_args()
    target = options.folder.absolute()

    from handbook import browser, catalogue, offline, publish, report, settings

    chromium = browser.find() if options.sheets else None
    if options.sheets and chromium is None:
        print("No Chromium found: install it, or set CHROMIUM_PATH. Nothing was built.", file=sys.stderr)
        return 2

    if not publish.may_replace(target):
        print(f"{target} is not a site that this command built: name another folder, or move it away", file=sys.stderr)
        return 2
    loaded, findings = catalogue.load(ROOT)
    errors = sum(finding.level == "error" for finding in findings)
    if errors:  # a site is built in spite of warnings, and its log says them
        print(report.text(findings), file=sys.stderr)
        summary = report.summary(loaded, errors, len(findings) - errors)
        print(f"{summary}\nNothing was built; {target} is as it was.", file=sys.stderr)
        return 1
    published = [question for question in loaded.questions.values() if question.reviewed or options.drafts]
    slugs = [slug for question in published for slug in (question.slug, *question.aliases)]
    expected = ["index.html", *(f"questions/{slug}/index.html" for slug in slugs)]
    stopping = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    for number in stopping:
        signal.signal(number, signal.default_int_handler)  # KeyboardInterrupt

    try:
        epoch = str(publish.version(loaded))  # the sitemap dates every page by it
        with publish.beside(target) as (built, in_use):
            command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(built)]
            finished = subprocess.run(
                command,
                cwd=ROOT,
                env={
                    **os.environ,
                    "SOURCE_DATE_EPOCH": epoch,
                    "NO_MKDOCS_2_WARNING": "1",
                    settings.DRAFTS: str(int(options.drafts)),
                },
                pass_fds=[in_use],
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),  # ctrl-C is for this process to answer
            )
            missing = [name for name in expected if not (built / name).is_file()]
            if finished.returncode or missing:
                for name in missing if not finished.returncode else []:
                    print(f"{name} was not built", file=sys.stderr)
                return failed(target)
            if chromium and not print_sheets(loaded, built, chromium):
                return failed(target)
            offline.write(built)
            for number in stopping:
                signal.signal(number, signal.SIG_IGN)  # what is left to do takes a moment
            publish.put_in_place(built, target)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return failed(target)
    except KeyboardInterrupt:
        print(f"Stopped; {target} is as it was.", file=sys.stderr)
        return 130
    print(f"The site, with {len(published)} questions, is in {target}.")
    if not options.sheets:
        print("The cheat sheets are there as pages; as PDF they were left out: make sheets prints them.")
    return 0


def failed(target: Path) -> int:
    """Say that the build failed and what that means; the exit code."""
    print(f"The build failed; {target} is as it was.", file=sys.stderr)
    return 1


def print_sheets(loaded: Catalogue, built: Path, chromium: str) -> bool:
    """Print every sheet into the built site and show the links to them; say what is wrong, if anything is."""
    from handbook import math, pdf, settings
    from handbook.pages import book, sheets
    from handbook.sheets import sheets as definitions
    from handbook.sheets import specials

    chosen = settings.read()
    with math.renderer() as renderer:
        shown = book.open_book(loaded, chosen, renderer).questions
    made = [(sheet, sheets.newest(sheet)) for sheet in definitions(loaded, shown) + specials(loaded, shown)]
    problems: list[str] = []
    for printed in pdf.printed(made, loaded, built, chosen.site_url, chromium):
        (built / printed.address).write_bytes(printed.content)
        if printed.address.endswith("-a4.pdf"):
            picture = built / printed.address.replace("-a4.pdf", ".png")
            picture.write_bytes(pdf.thumbnail(printed.content))
        problems += printed.problems
    for page in [built / "sheets" / "index.html", *(built / "sheets").glob("*/index.html")]:
        text = page.read_text("utf-8").replace("<span data-pdf hidden>", "<span data-pdf>")
        page.write_text(text.replace('hidden data-src="', 'src="'), "utf-8")
    for problem in dict.fromkeys(problems):
        print(problem, file=sys.stderr)
    print(f"{len(made)} cheat sheets, on {len(pdf.PAPERS)} papers each.")
    return not problems


if __name__ == "__main__":
    sys.exit(main())
