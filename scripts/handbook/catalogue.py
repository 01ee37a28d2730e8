"""From a folder to a Catalogue and every finding of every file in one pass."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from handbook import contract, prose, source, terms
from handbook.model import Catalogue, Document, Finding, Question, Source
from handbook.rules import RULES, Collection
from handbook.source import Reading

Files = Mapping[str, bytes | None]


def load(root: Path) -> tuple[Catalogue, list[Finding]]:
    """Read and check everything under `root`/content. Findings are sorted by path and place."""
    return check(read_files(root))


def read_files(root: Path) -> dict[str, bytes | None]:
    """Every file under `root`/content by its path from `root`; None for a link or anything that is no regular file.

    No link is followed. Of a file larger than the contract allows only so much is read that a rule can say so.
    """
    files: dict[str, bytes | None] = {}
    for folder, folders, names in os.walk(root / contract.CONTENT):
        folders.sort()
        for name in sorted(names) + [name for name in folders if (Path(folder) / name).is_symlink()]:
            path = Path(folder) / name
            relative = path.relative_to(root).as_posix()
            if path.is_symlink() or not path.is_file():
                files[relative] = None
            elif name not in (".DS_Store", "Thumbs.db"):
                with path.open("rb") as file:
                    files[relative] = file.read(contract.FILE_BYTES + 1)
        if contract.CONTENT in folder:
            folders[:] = [name for name in folders if name != "__pycache__"]
    return files


def check(files: Files) -> tuple[Catalogue, list[Finding]]:
    """The Catalogue of these files, and every finding. Pure: nothing is read from the disk."""
    decoded = {path: source.decode(path, data) for path, data in files.items() if data is not None}
    beside: dict[str, list[Reading]] = {}
    for path, reading in decoded.items():
        if path.endswith((".py", ".svg")) and not reading.problems:
            beside.setdefault(path.rpartition("/")[0], []).append(reading)
    readings = {path: _read(reading, beside) for path, reading in decoded.items()}
    taxonomy_reading = readings.get(contract.TAXONOMY_FILE)
    taxonomy = terms.taxonomy(taxonomy_reading.value if taxonomy_reading else None)
    documents = tuple(reading.document for reading in readings.values() if reading.document)

    findings = []
    for rule in RULES:
        if rule.stage == "reading":
            for path, reading in readings.items():
                findings += rule.check(path, reading)
        elif rule.stage == "document" and taxonomy.stages:
            for document in documents:
                findings += rule.check(document.path, document, taxonomy)

    broken = {finding.path for finding in findings if finding.level == "error"}
    questions = {
        document.slug: question(document)
        for document in documents
        if taxonomy.stages and broken.isdisjoint(_paths_of(document))
    }
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
    return _publishable(Catalogue(taxonomy, questions, paths), findings), sorted(set(findings))


def _read(reading: Reading, beside: Mapping[str, list[Reading]]) -> Reading:
    if reading.problems:
        return reading
    if reading.path == contract.TAXONOMY_FILE or reading.path.startswith(f"{contract.PATHS_FOLDER}/"):
        return source.read_yaml(reading)
    place = source.locate(reading.path)
    if place is None:
        return reading
    companions = {}
    for other in beside.get(reading.path.rpartition("/")[0], ()):
        name = other.path.rpartition("/")[2]
        if name.startswith(f"{place.slug}.") if name.endswith(".svg") else place.category == contract.CODING:
            companions[name] = other.text
    return source.read_question(reading, companions)


def _paths_of(document: Document) -> set[str]:
    return {document.path, *(f"{document.folder}/{name}" for name in document.companions)}


def _publishable(catalogue: Catalogue, findings: list[Finding]) -> Catalogue:
    """The catalogue without the questions in which a rule over all files found an error."""
    broken = {finding.path for finding in findings if finding.level == "error"}
    questions = {
        slug: question
        for slug, question in catalogue.questions.items()
        if broken.isdisjoint(_paths_of(question.document))
    }
    paths = tuple(path for path in catalogue.paths if path.path not in broken)
    return replace(catalogue, questions=questions, paths=paths)


def question(document: Document) -> Question:
    """The typed question of a document in which no rule found an error."""
    meta = document.meta
    gist = next(token for token in document.body.tokens if token.type == "inline")
    reviewed = terms.text(meta.get("reviewed"))
    sources = meta.get("sources")
    return Question(
        slug=document.slug,
        category=document.category,
        place=document.place,
        title=document.body.title,
        gist=prose.plain_inline(gist),
        short=terms.text(meta.get("short")),
        level=terms.text(meta.get("level")),
        roles=terms.texts(meta.get("roles")),
        topics=terms.texts(meta.get("topics")),
        variants=terms.texts(meta.get("variants")),
        after=terms.texts(meta.get("after")),
        formula=terms.text(meta.get("formula")),
        sources=tuple(
            Source(terms.text(item.get("title")), terms.text(item.get("url")))
            for item in (sources.items if sources else ())
        ),
        reviewed=datetime.date.fromisoformat(reviewed) if reviewed else None,
        aliases=terms.texts(meta.get("aliases")),
        document=document,
    )
