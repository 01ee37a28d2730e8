"""Copy the front-end libraries named in vendor.json from their npm packages into the repository (for maintainers).

Without an option: fetch, verify, write. --pin: take what npm gives for the versions named, and record its hashes.
--check: verify the committed files against the recorded hashes; needs no network.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from handbook import vendored

ROOT = Path(__file__).resolve().parent.parent


def fetch(package: vendored.Package) -> bytes:
    """The package's archive, from wherever the client's own configuration says."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", "--ignore-scripts", f"{package.name}@{package.version}"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        return next(Path(folder).glob("*.tgz")).read_bytes()


def main() -> int:
    """Run the command and give its exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pin", action="store_true", help="record integrity and hashes of what is fetched")
    parser.add_argument("--check", action="store_true", help="verify the committed files, offline")
    options = parser.parse_args()
    path = ROOT / vendored.MANIFEST
    manifest = vendored.read(path.read_text("utf-8"))
    if not options.check:
        files: dict[str, bytes] = {}
        integrity: dict[str, str] = {}
        for package in manifest.packages:
            archive = fetch(package)
            integrity[package.name] = vendored.integrity_of(archive)
            if not options.pin and integrity[package.name] != package.integrity:
                print(f"{package.name}: the archive does not have the recorded integrity; nothing was written")
                return 1
            files.update(vendored.unpack(package, archive))
            print(f"{package.name} {package.version}")
        for name, content in files.items():
            (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / name).write_bytes(content)
        if options.pin:
            path.write_text(vendored.pin(path.read_text("utf-8"), integrity, files), "utf-8")
            manifest = vendored.read(path.read_text("utf-8"))
    problems = list(vendored.differences(ROOT, manifest.hashes))
    print("\n".join(problems) or f"{len(manifest.hashes)} vendored files are as recorded")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
