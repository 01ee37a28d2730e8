"""Tell what a change touched and what it passed, as Markdown: python scripts/summary.py [--since REVISION] [--log FILE]"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOG_BYTES = 2_000_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--since", default="HEAD^1", metavar="REVISION", help="what the change began with (HEAD^1)")
    parser.add_argument("--log", action="append", default=[], type=Path, metavar="FILE", help="what a check printed")
    parser.add_argument("--artifact", default="", metavar="URL", help="where the built site can be downloaded")
    parser.add_argument("--root", type=Path, default=ROOT, help="the repository (default: this project)")
    options = parser.parse_args()

    from handbook import catalogue, summary

    command = ["git", "diff", "--name-only", "--no-renames", "-z", "--end-of-options", options.since, "--", "content"]
    listed = subprocess.run(command, cwd=options.root, capture_output=True, check=False)
    if listed.returncode:
        print(f"git knows no {options.since!r}: {listed.stderr.decode(errors='replace').strip()}", file=sys.stderr)
        return 2
    changed = listed.stdout.decode(errors="replace").split("\0")
    logs = [path.read_bytes()[-LOG_BYTES:].decode(errors="replace") for path in options.log if path.is_file()]
    loaded, findings = catalogue.load(options.root, preview=True)
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # it is a file or a pipe
    print(summary.text(loaded, findings, changed, "\n".join(logs), options.artifact))
    return 0


if __name__ == "__main__":
    sys.exit(main())
