"""Write the issue forms of GitHub from the contract and the taxonomy: python scripts/forms.py [--check]"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a form is out of date")
    check = parser.parse_args().check

    from handbook import contract, issue_form, source, terms

    data = (ROOT / contract.TAXONOMY_FILE).read_bytes()
    taxonomy = terms.taxonomy(source.read_yaml(source.decode(contract.TAXONOMY_FILE, data)).value)
    if not taxonomy.stages:
        print("The taxonomy cannot be read: make check says why.", file=sys.stderr)
        return 1
    files = issue_form.files(taxonomy)
    stale = [name for name, text in files.items() if not (ROOT / name).is_file() or (ROOT / name).read_text() != text]
    for name in stale:
        if check:
            print(f"{name} is out of date: make forms", file=sys.stderr)
        else:
            (ROOT / name).write_text(files[name], "utf-8", newline="\n")
    print(f"{len(files)} issue forms, {len(stale)} {'out of date' if check else 'written'}.")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
