"""Look for a file that ends in a traceback or takes too long, led by coverage: python tests/fuzz.py [SECONDS]

What was tried and led further is kept in .cache/fuzz; a file that fails is written there too, and named.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEEN = ("handbook", "markdown_it", "mdit_py_plugins")
"""The packages whose branches lead the search."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seconds", nargs="?", type=int, default=300, help="how long to look (default: 300)")
    seconds = parser.parse_args().seconds

    import atheris

    sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests" / "support")]
    with atheris.instrument_imports(include=list(SEEN)):
        import nearly

    kept = ROOT / ".cache" / "fuzz"
    kept.mkdir(parents=True, exist_ok=True)
    paths = sorted(nearly.BASE)
    with nearly.one_renderer() as render:

        def examine(tape: bytes) -> None:
            path, data = nearly.spelled(tape, paths)
            try:
                nearly.holds(path, data, render)
            except BaseException:
                (kept / "failing").write_bytes(data)
                print(f"\n{path} fails with the content of {kept / 'failing'}", file=sys.stderr)
                raise

        flags = [
            f"-max_total_time={seconds}",
            "-max_len=48",
            "-len_control=0",
            "-rss_limit_mb=4096",
            f"-artifact_prefix={kept}/",
        ]
        atheris.Setup([sys.argv[0], *flags, str(kept / "corpus")], examine)
        (kept / "corpus").mkdir(exist_ok=True)
        atheris.Fuzz()  # ends the process
    return 0


if __name__ == "__main__":
    sys.exit(main())
