"""From a folder to a Catalogue and every finding of every file in one pass."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from handbook import contract, judged, rules, source, terms
from handbook.judged import UNSHOWN, Given, Memory
from handbook.model import Catalogue, Document, Finding, Question, Story
from handbook.rules import Collection
from handbook.source import Reading

Files = Mapping[str, bytes | None]


def load(root: Path, preview: bool = False, memory: Memory | None = None) -> tuple[Catalogue, list[Finding]]:
    """Read and check everything under `root`/content. Findings are sorted by path and place."""
    return check(read_files(root), preview, memory)


def read_files(root: Path) -> dict[str, bytes | None]:
    """Every file under `root`/content by its path from `root`; None for a link or anything that is no regular file.

    No link is followed. Of a file larger than the contract allows only so much is read that a rule can say so.
    Characters of a name that cannot be printed are spelled out.
    """
    if (root / contract.CONTENT).is_symlink():
        return {contract.CONTENT: None}
    files: dict[str, bytes | None] = {}

    def unreadable(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):
            files[Path(error.filename).relative_to(root).as_posix()] = None

    for folder, folders, names in os.walk(root / contract.CONTENT, onerror=unreadable):
        folders.sort()
        inside = Path(folder).relative_to(root).as_posix()
        for name in sorted(names) + [name for name in folders if os.path.islink(f"{folder}/{name}")]:
            if name not in (".DS_Store", "Thumbs.db"):
                files[_spelled(f"{inside}/{name}")] = _bytes(f"{folder}/{name}")
        folders[:] = [name for name in folders if name != "__pycache__"]
    return files


def _spelled(path: str) -> str:
    return path if path.isprintable() else "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in path)


def _bytes(path: str) -> bytes | None:
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return None
        with open(path, "rb") as file:
            return file.read(contract.FILE_BYTES + 1)
    except OSError:
        return None


def check(files: Files, preview: bool = False, memory: Memory | None = None) -> tuple[Catalogue, list[Finding]]:
    """The Catalogue of these files, and every finding. Nothing else decides them; with a cache open, or with the
    `memory` of the check before, a file that was judged is not judged again.

    The Catalogue leaves out every question in which a rule found an error; a preview keeps those that can be shown.
    """
    decoded = {
        path: source.decode(path, data)
        for path, data in files.items()
        if data is not None and source.has_place(path, files)
    }
    readings = {path: _read(reading) for path, reading in decoded.items()}
    listed = readings.get(contract.TAXONOMY_FILE)
    taxonomy = terms.taxonomy(listed.value if listed else None)
    found = judged.judged(_given(decoded), taxonomy, {} if memory is None else memory)
    documents = tuple(one.document for one in found.values() if one.document)
    mentions = {path: one.mentions for path, one in found.items() if one.mentions}
    findings = [finding for one in found.values() for finding in one.findings]

    broken = _broken(findings, preview)
    items = [
        one.item
        for one in found.values()
        if one.item and taxonomy.stages and not any(belongs(path, one.item.document) for path in broken)
    ]
    questions = {item.slug: item for item in items if isinstance(item, Question)}
    written = (
        terms.study_path(path, reading.value)
        for path, reading in readings.items()
        if path.startswith(f"{contract.PATHS_FOLDER}/") and reading.value is not None
    )
    paths = tuple(sorted((path for path in written if path), key=lambda path: path.slug))
    collection = Collection(files, readings, documents, mentions, taxonomy, questions, paths)
    for rule in rules.RULES:
        if rule.stage == "collection":
            findings += rule.check("", collection)
    broken = _broken(findings, preview)
    whole = [item for item in items if not any(belongs(path, item.document) for path in broken)]
    sound = tuple(path for path in paths if preview or path.path not in broken)
    inside = {_inside(finding, files.get(finding.path)) for finding in findings}
    return Catalogue(
        taxonomy,
        {item.slug: item for item in whole if isinstance(item, Question)},
        sound,
        tuple(item for item in whole if isinstance(item, Story)),
    ), sorted(inside)


def _read(reading: Reading) -> Reading:
    """A file of YAML with its value; any other as it is."""
    return source.read_yaml(reading) if source.is_yaml(reading.path) and not reading.problems else reading


def _given(decoded: Mapping[str, Reading]) -> dict[str, Given]:
    """Each file with what belongs to it: to a question its code and its drawings."""
    beside: dict[str, list[Reading]] = {}
    for path, reading in decoded.items():
        if path.endswith((".py", ".svg")) and not reading.problems:
            beside.setdefault(path.rpartition("/")[0], []).append(reading)
    given = {}
    for path, reading in decoded.items():
        companions = {}
        if place := source.locate(path):
            for other in beside.get(path.rpartition("/")[0], ()):
                name = other.path.rpartition("/")[2]
                if name.startswith(f"{place.slug}.") if name.endswith(".svg") else place.category in contract.BESIDE:
                    companions[name] = other.text
        given[path] = Given(reading, companions)
    return given


def _inside(finding: Finding, data: bytes | None) -> Finding:
    """A finding at the end of a file, which some readers put after its last line, on that line."""
    lines = (data or b"").rstrip(b"\n").count(b"\n") + 1
    return finding if finding.line <= lines else replace(finding, line=lines, column=1)


def _broken(findings: list[Finding], preview: bool) -> set[str]:
    """The files that are left out."""
    errors = (finding for finding in findings if finding.level == "error")
    return {finding.path for finding in errors if not preview or finding.rule.split()[0] in UNSHOWN}


def belongs(path: str, document: Document) -> bool:
    """Whether a file is a part of the question: its text, its code, its drawings."""
    folder, _, name = path.rpartition("/")
    beside = document.category in contract.BESIDE or name.startswith(f"{document.slug}.")
    return path == document.path or (folder == str(document.folder) and beside)
