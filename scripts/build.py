"""Build the site beside the old one and put it in place by one rename: python scripts/build.py [FOLDER]"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "site", help="default: site/")
    target = parser.parse_args().folder.absolute()

    from handbook import catalogue, publish, report

    if not publish.may_replace(target):
        print(f"{target} is not a site that this command built: name another folder, or move it away", file=sys.stderr)
        return 2
    loaded, findings = catalogue.load(ROOT)
    if findings:
        print(report.text(findings), file=sys.stderr)
        print(f"{report.summary(loaded, len(findings), 0)}\nNothing was built; {target} is as it was.", file=sys.stderr)
        return 1
    published = [question for question in loaded.questions.values() if question.reviewed]
    slugs = [slug for question in published for slug in (question.slug, *question.aliases)]
    expected = ["index.html", *(f"questions/{slug}/index.html" for slug in slugs)]
    newest = max((str(question.reviewed) for question in published), default="2026-01-01")

    target.parent.mkdir(parents=True, exist_ok=True)
    built: Path | None = Path(tempfile.mkdtemp(prefix=".site-", dir=target.parent))
    assert built is not None
    try:
        # The sitemap dates every page by this, so that two builds of the same content are the same.
        epoch = os.environ.get("SOURCE_DATE_EPOCH") or publish.epoch(newest)
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(built)]
        finished = subprocess.run(
            command, cwd=ROOT, env={**os.environ, "SOURCE_DATE_EPOCH": epoch, "NO_MKDOCS_2_WARNING": "1"}
        )
        missing = [name for name in expected if not (built / name).is_file()]
        if finished.returncode or missing:
            for name in missing if not finished.returncode else []:
                print(f"{name} was not built", file=sys.stderr)
            print(f"The build failed; {target} is as it was.", file=sys.stderr)
            return 1
        built.chmod(0o755)
        publish.put_in_place(built, target)
        built = None  # it is the site now
    except OSError as error:
        print(f"{error}\nThe build failed; {target} is as it was.", file=sys.stderr)
        return 1
    finally:
        if built is not None:
            shutil.rmtree(built, ignore_errors=True)
    print(f"The site, with {len(published)} questions, is in {target}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
