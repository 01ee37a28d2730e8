"""Other people's front-end files in this repository: what they are, how they come out of an npm package, whether
they are still what was recorded. Fetching is the command's business (scripts/vendor.py)."""

from __future__ import annotations

import base64
import fnmatch
import hashlib
import io
import json
import re
import tarfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MANIFEST = "scripts/vendor.json"
FOLDERS = ("docs/assets/vendor", "scripts/vendor", "tests/vendor")


class VendorError(Exception):
    """A package is not what the manifest says."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A file of the package (`source`, which may be a pattern), where it goes (a folder if it ends in a slash), and
    the edit made on the way."""

    source: str
    target: str
    edit: str = ""


@dataclass(frozen=True, slots=True)
class Package:
    """An npm package at one version; `integrity` is npm's "sha512-…" of its archive."""

    name: str
    version: str
    license: str
    integrity: str
    copies: tuple[Copy, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The packages, and the SHA-256 of every file as committed, by path."""

    packages: tuple[Package, ...]
    hashes: Mapping[str, str]


def woff2_only(text: str) -> str:
    """Leave out the older font formats: every browser that runs the site reads WOFF2."""
    return re.sub(r',\s*url\([^)]*\)\s*format\("(?:woff|truetype)"\)', "", text)


def no_comments(text: str) -> str:
    """Leave out comments that fill their lines, half of a documented module; its license lies beside it."""
    text = re.sub(r"^[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*\n", "", text, flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"^//# sourceMappingURL=.*\n?", "", text, flags=re.MULTILINE)


def module(text: str) -> str:
    """A module that finds the others beside it: "@codemirror/state" is "./codemirror-state.js", so that no page needs
    an import map and nothing is bundled."""
    named = re.compile(r"""(?P<before>\b(?:from|import)\s*)(?P<quote>['"])(?P<name>@?[a-z][\w./-]*)(?P=quote)""")
    beside = named.sub(lambda m: f'{m["before"]}"./{m["name"].lstrip("@").replace("/", "-")}.js"', text)
    return no_comments(beside)


def no_packages(text: str) -> str:
    """Pyodide's list of packages without them: the workbench has the standard library alone."""
    return json.dumps({**json.loads(text), "packages": {}}, indent=1) + "\n"


EDITS: Mapping[str, Callable[[str], str]] = {
    "woff2-only": woff2_only,
    "no-comments": no_comments,
    "module": module,
    "no-packages": no_packages,
}


def read(text: str) -> Manifest:
    """The manifest from its JSON."""
    data: dict[str, Any] = json.loads(text)
    packages = tuple(
        Package(
            entry["name"],
            entry["version"],
            entry["license"],
            entry["integrity"],
            tuple(Copy(file["from"], file["to"], file.get("edit", "")) for file in entry["files"]),
        )
        for entry in data["packages"]
    )
    return Manifest(packages, data.get("sha256", {}))


def pin(text: str, integrity: Mapping[str, str], files: Mapping[str, bytes]) -> str:
    """The manifest's JSON with the integrity of every package, by name, and the hash of every file written in."""
    data: dict[str, Any] = json.loads(text)
    for entry in data["packages"]:
        entry["integrity"] = integrity[entry["name"]]
    data["sha256"] = {path: hashlib.sha256(content).hexdigest() for path, content in sorted(files.items())}
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def integrity_of(archive: bytes) -> str:
    """npm's integrity string of an archive."""
    return "sha512-" + base64.b64encode(hashlib.sha512(archive).digest()).decode("ascii")


def unpack(package: Package, archive: bytes) -> dict[str, bytes]:
    """The files to commit, by path, taken from the package's archive; VendorError if one of them is not in it."""
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as tar:
        members = {member.name.partition("/")[2]: member for member in tar.getmembers() if member.isfile()}
        files: dict[str, bytes] = {}
        for copy in package.copies:
            names = sorted(fnmatch.filter(members, copy.source))
            if not names:
                raise VendorError(f"{package.name} {package.version} has no file {copy.source}")
            for name in names:
                stream = tar.extractfile(members[name])
                content = stream.read() if stream else b""
                if copy.edit:
                    content = EDITS[copy.edit](content.decode("utf-8")).encode("utf-8")
                path = copy.target + name.rpartition("/")[2] if copy.target.endswith("/") else copy.target
                files[path] = content
    return files


def differences(root: Path, hashes: Mapping[str, str]) -> Iterator[str]:
    """A sentence for every vendored file under `root` that is missing, changed, or recorded nowhere."""
    present = {
        path.relative_to(root).as_posix(): path
        for folder in FOLDERS
        for path in (root / folder).rglob("*")
        if path.is_file()
    }
    for name in sorted(hashes.keys() | present.keys()):
        if name not in present:
            yield f"{name}: missing"
        elif name not in hashes:
            yield f"{name}: not recorded in {MANIFEST}"
        elif hashlib.sha256(present[name].read_bytes()).hexdigest() != hashes[name]:
            yield f"{name}: differs from the hash in {MANIFEST}"
