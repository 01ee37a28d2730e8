"""Write the files of a question from the issue that an event of GitHub is about: python scripts/from_form.py EVENT FOLDER

FOLDER takes the pull request that brings them: its `branch`, its `title`, the `message` of its commit, its description
as `body.md`, and the `paths` of the files. Without a question nothing is written, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EVENT_BYTES = 2_000_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("event", type=Path, metavar="EVENT", help="the event's JSON, as GITHUB_EVENT_PATH names it")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where the pull request's texts are written")
    parser.add_argument("--summary", type=Path, metavar="FILE", help="add there what the checks say, as Markdown")
    parser.add_argument("--root", type=Path, default=ROOT, help="the folder with content/ (default: this project)")
    options = parser.parse_args()

    from handbook import catalogue, submission, writing

    try:
        with options.event.open("rb") as file:
            number, body, author = submission.event(json.loads(file.read(EVENT_BYTES)))
    except (OSError, ValueError, RecursionError) as error:
        print(f"{options.event}: no event about an issue: {type(error).__name__}", file=sys.stderr)
        return 2
    made = submission.make(body, catalogue.read_files(options.root))
    if made.files:
        asked = submission.request(made, number, author)
        texts = {"branch": asked.branch, "title": asked.title, "message": asked.message, "body.md": asked.body}
        texts["paths"] = "".join(f"{path}\n" for path in made.files)
        writing.create(options.root, made.files)
        options.folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (options.folder / name).write_text(text, "utf-8", newline="\n")
    if options.summary:
        with options.summary.open("a", encoding="utf-8") as file:
            file.write(submission.told(made))
    print(f"Issue {number}: {len(made.files or {})} files, {len(made.findings)} findings.")
    return 0 if made.files else 1


if __name__ == "__main__":
    sys.exit(main())
