"""From a folder to a Catalogue and every finding of every file in one pass."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from handbook import contract, math, prose, source, terms, timing
from handbook.model import Catalogue, Correction, Document, Finding, Question, Source, Story, Taxonomy
from handbook.rules import RULES, Collection
from handbook.source import Reading

Files = Mapping[str, bytes | None]

UNSHOWN = frozenset("B01 B03 E09 F01 F04 F05 F07 F10 F12 H01 H02 H03 H04 H05 M01 R11 R12 S02 T01 T02 X01 X02".split())
"""Rules whose findings leave nothing sensible, or nothing safe, to show; a preview shows a page in spite of all others."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found in one file by itself, and `of` what: its text, the files beside it, and the taxonomy."""

    of: tuple[Reading, tuple[Reading, ...], Taxonomy]
    reading: Reading
    findings: tuple[Finding, ...]


Memory = dict[str, Judged]
"""What a check leaves for the next one, by path, so that only what has changed since is read again."""


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
        for name in sorted(names) + [name for name in folders if (Path(folder) / name).is_symlink()]:
            path = Path(folder) / name
            relative = "".join(
                character if character.isprintable() else f"\\u{ord(character):04x}"
                for character in path.relative_to(root).as_posix()
            )
            if name not in (".DS_Store", "Thumbs.db"):
                files[relative] = _bytes(path)
        folders[:] = [name for name in folders if name != "__pycache__"]
    return files


def _bytes(path: Path) -> bytes | None:
    try:
        if path.is_symlink() or not path.is_file():
            return None
        with path.open("rb") as file:
            return file.read(contract.FILE_BYTES + 1)
    except OSError:
        return None


def check(files: Files, preview: bool = False, memory: Memory | None = None) -> tuple[Catalogue, list[Finding]]:
    """The Catalogue of these files, and every finding. Pure: nothing is read from the disk, and a `memory`, which is
    brought up to date, only saves time.

    The Catalogue leaves out every question in which a rule found an error; a preview keeps those that can be shown.
    """
    memory = {} if memory is None else memory
    decoded = {
        path: source.decode(path, data)
        for path, data in files.items()
        if data is not None and source.has_place(path, files)
    }
    beside: dict[str, list[Reading]] = {}
    for path, reading in decoded.items():
        if path.endswith((".py", ".svg")) and not reading.problems:
            beside.setdefault(path.rpartition("/")[0], []).append(reading)
    listed = decoded.get(contract.TAXONOMY_FILE)
    taxonomy = terms.taxonomy(_read(listed, ()).value if listed else None)
    for path, reading in decoded.items():
        of = (reading, tuple(beside.get(path.rpartition("/")[0], ())), taxonomy)
        if path not in memory or memory[path].of != of:
            memory[path] = _judge(*of)
    for path in memory.keys() - decoded.keys():
        del memory[path]
    readings = {path: memory[path].reading for path in decoded}
    documents = tuple(reading.document for reading in readings.values() if reading.document)
    findings = [finding for path in decoded for finding in memory[path].findings]

    broken = _broken(findings, preview)
    readable = [
        document for document in documents if taxonomy.stages and not any(belongs(path, document) for path in broken)
    ]
    questions = {document.slug: question(document) for document in readable if document.category != contract.STORY}
    written = (
        terms.study_path(path, reading.value)
        for path, reading in readings.items()
        if path.startswith(f"{contract.PATHS_FOLDER}/") and reading.value is not None
    )
    paths = tuple(sorted((path for path in written if path), key=lambda path: path.slug))
    collection = Collection(files, readings, documents, taxonomy, questions, paths)
    for rule in RULES:
        if rule.stage == "collection":
            findings += rule.check("", collection)
    broken = _broken(findings, preview)
    whole = {
        slug: question
        for slug, question in questions.items()
        if not any(belongs(path, question.document) for path in broken)
    }
    stories = tuple(
        story(document)
        for document in readable
        if document.category == contract.STORY and not any(belongs(path, document) for path in broken)
    )
    sound = tuple(path for path in paths if preview or path.path not in broken)
    inside = {_inside(finding, files.get(finding.path)) for finding in findings}
    return Catalogue(taxonomy, whole, sound, stories), sorted(inside)


def _inside(finding: Finding, data: bytes | None) -> Finding:
    """A finding at the end of a file, which some readers put after its last line, on that line."""
    lines = (data or b"").rstrip(b"\n").count(b"\n") + 1
    return finding if finding.line <= lines else replace(finding, line=lines, column=1)


def _broken(findings: list[Finding], preview: bool) -> set[str]:
    """The files that are left out."""
    errors = (finding for finding in findings if finding.level == "error")
    return {finding.path for finding in errors if not preview or finding.rule.split()[0] in UNSHOWN}


def _judge(reading: Reading, beside: tuple[Reading, ...], taxonomy: Taxonomy) -> Judged:
    """A file read, and what the rules find in it that look at one file alone."""
    read = _read(reading, beside)
    findings: list[Finding] = []
    for rule in RULES:
        if rule.stage == "reading":
            findings += rule.check(read.path, read)
        elif rule.stage == "document" and read.document and taxonomy.stages:
            findings += rule.check(read.path, read.document, taxonomy)
    return Judged((reading, beside, taxonomy), read, tuple(findings))


def _read(reading: Reading, beside: Iterable[Reading]) -> Reading:
    if reading.problems:
        return reading
    if reading.path == contract.TAXONOMY_FILE or reading.path.startswith(f"{contract.PATHS_FOLDER}/"):
        return source.read_yaml(reading)
    place = source.locate(reading.path)
    if place is None:
        return reading
    companions = {}
    for other in beside:
        name = other.path.rpartition("/")[2]
        if name.startswith(f"{place.slug}.") if name.endswith(".svg") else place.category in contract.BESIDE:
            companions[name] = other.text
    return source.read_question(reading, companions)


def belongs(path: str, document: Document) -> bool:
    """Whether a file is a part of the question: its text, its code, its drawings."""
    folder, _, name = path.rpartition("/")
    beside = document.category in contract.BESIDE or name.startswith(f"{document.slug}.")
    return path == document.path or (folder == str(document.folder) and beside)


def question(document: Document) -> Question:
    """The typed question of a document in which no rule found what `UNSHOWN` names."""
    meta = document.meta
    return Question(
        slug=document.slug,
        category=document.category,
        place=document.place,
        title=prose.plain_inline(document.body.heading, math.plain),
        gist=_gist(document),
        short=terms.text(meta.get("short")),
        level=terms.text(meta.get("level")),
        roles=terms.texts(meta.get("roles")),
        topics=terms.texts(meta.get("topics")),
        variants=terms.texts(meta.get("variants")),
        after=terms.texts(meta.get("after")),
        formula=terms.text(meta.get("formula")),
        sources=_sources(document),
        reviewed=_reviewed(document),
        aliases=terms.texts(meta.get("aliases")),
        seconds=timing.spoken_seconds(document),
        minutes=timing.study_minutes(document),
        document=document,
        corrections=_corrections(document),
    )


def story(document: Document) -> Story:
    """The typed story of a document in which no rule found what `UNSHOWN` names."""
    return Story(
        slug=document.slug,
        title=prose.plain_inline(document.body.heading, math.plain),
        gist=_gist(document),
        short=terms.text(document.meta.get("short")),
        topics=terms.texts(document.meta.get("topics")),
        sources=_sources(document),
        reviewed=_reviewed(document),
        document=document,
        corrections=_corrections(document),
    )


def _gist(document: Document) -> str:
    gist = next(token for token in document.body.tokens if token.type == "inline")
    return prose.plain_inline(gist, math.plain)


def _sources(document: Document) -> tuple[Source, ...]:
    sources = document.meta.get("sources")
    items = sources.items if sources else ()
    return tuple(Source(terms.text(item.get("title")), terms.text(item.get("url"))) for item in items)


def _reviewed(document: Document) -> datetime.date | None:
    reviewed = terms.text(document.meta.get("reviewed"))
    return datetime.date.fromisoformat(reviewed) if reviewed else None


def _corrections(document: Document) -> tuple[Correction, ...]:
    """The corrections as written, newest first. The second of a day is numbered, so that a name never changes hands."""
    value = document.meta.get("corrections")
    entries = [entry for item in (value.items if value else ()) for entry in item.entries]
    corrections: list[Correction] = []
    for day, said in reversed(entries):
        number = 1 + sum(str(earlier.date) == day.text for earlier in corrections)
        anchor = f"corrected-{day.text}" + (f"-{number}" if number > 1 else "")
        corrections.append(Correction(datetime.date.fromisoformat(day.text), said.text.strip(), anchor))
    return tuple(reversed(corrections))
