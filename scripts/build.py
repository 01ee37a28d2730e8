"""Build the site beside the old one and put it in place by one rename: python scripts/build.py [FOLDER]"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "site", help="default: site/")
    extent = parser.add_mutually_exclusive_group()
    extent.add_argument("--drafts", action="store_true", help="show drafts too: a preview, not what is published")
    extent.add_argument("--sheets", action="store_true", help="print the cheat sheets as PDF too (needs Chromium)")
    options = parser.parse_args()
    target = options.folder.absolute()

    try:
        from handbook import browser, offline, publish, settings
    except ModuleNotFoundError as error:  # with the system's Python
        print(f"{error}: run `make check` once, then .venv/bin/python scripts/build.py ...", file=sys.stderr)
        return 2

    chromium = browser.find() if options.sheets else None
    if options.sheets and chromium is None:
        print("No Chromium found: install it, or set CHROMIUM_PATH. Nothing was built.", file=sys.stderr)
        return 2

    if not publish.may_replace(target):
        print(f"{target} is not a site that this command built: name another folder, or move it away", file=sys.stderr)
        return 2
    stopping = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    for number in stopping:
        signal.signal(number, signal.default_int_handler)  # KeyboardInterrupt

    try:
        publish.given()  # a date that is none is said before anything is done
        with publish.beside(target) as (built, in_use):
            command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(built)]
            finished = subprocess.run(
                command,
                cwd=ROOT,
                env={
                    **os.environ,
                    "NO_MKDOCS_2_WARNING": "1",
                    settings.DRAFTS: str(int(options.drafts)),
                },
                pass_fds=[in_use],
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),  # ctrl-C is for this process to answer
            )
            if finished.returncode or (chromium and not print_sheets(built, chromium)):
                return failed(target)
            offline.write(built)
            for number in stopping:
                signal.signal(number, signal.SIG_IGN)  # what is left to do takes a moment
            published = json.loads((built / "assets" / "facets.json").read_bytes())["questions"]["slug"]
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


def print_sheets(built: Path, chromium: str) -> bool:
    """Print every sheet into the built site and show the links to them; say what is wrong, if anything is."""
    from handbook import catalogue, math, pdf, settings
    from handbook.pages import book, sheets
    from handbook.sheets import sheets as definitions
    from handbook.sheets import specials

    loaded, _ = catalogue.load(ROOT)
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
