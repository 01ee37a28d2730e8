"""Write the finished pages as Markdown into a folder, for any site builder: python scripts/stage.py FOLDER"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="an empty folder, or one that this command wrote")
    folder = parser.parse_args().folder.absolute()

    from handbook import catalogue, exports, pages, publish, report, settings
    from handbook.stage import markdown

    marker = folder / ".staged"
    if folder.exists() and not (folder.is_dir() and (marker.exists() or not any(folder.iterdir()))):
        print(f"{folder} is not empty, and this command did not write it: name another folder", file=sys.stderr)
        return 2
    loaded, findings = catalogue.load(ROOT)
    if findings:
        print(report.text(findings), file=sys.stderr)
    if any(finding.level == "error" for finding in findings):
        return 1
    try:
        chosen = settings.read()
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    texts = {page.uri: markdown(page) for page in pages.render(loaded, chosen, today=publish.day(loaded))}
    texts |= {asset.address: asset.make().decode() for asset in exports.assets(loaded, chosen)}
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "docs", folder)
    marker.touch()
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(texts)} pages and files are in {folder}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
