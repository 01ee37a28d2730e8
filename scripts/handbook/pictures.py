"""The pictures of all questions: which are to be drawn, which nobody draws any more, and drawing them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from handbook import catalogue, diagrams, fences, figures, source
from handbook.drawing import FigureError, is_current, recorded


@dataclass(frozen=True, slots=True)
class Picture:
    """A fence that is drawn: its question's file and slug, the fence's line and code, the drawing's name and file."""

    document: str
    slug: str
    line: int
    code: str
    name: str
    path: str
    stale: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """Every picture, in the order of the files; the paths of drawings that no fence makes; the questions that cannot
    be read, whose drawings are left alone."""

    pictures: tuple[Picture, ...]
    orphans: tuple[str, ...]
    unread: tuple[str, ...]


def plan(root: Path, wanted: Callable[[str], bool] = lambda path: True) -> Plan:
    """What there is to do under `root`/content for the questions whose path (or drawing's path) is wanted."""
    files = catalogue.read_files(root)
    pictures: list[Picture] = []
    unread: dict[str, str] = {}
    for path, data in files.items():
        place = source.locate(path)
        if place is None or data is None:
            continue
        reading = source.decode(path, data)
        document = None if reading.problems else source.read_question(reading).document
        folder = path.rpartition("/")[0]
        if document is None:
            unread[path] = f"{folder}/{place.slug}."
            continue
        for fence, name in fences.drawings(document):
            target = f"{folder}/{figures.file_name(place.slug, name)}"
            drawn = (files.get(target) or b"").decode("utf-8", "replace")
            stale = not is_current(drawn, fence.code, f"{place.slug}-{name}")
            pictures.append(Picture(path, place.slug, fence.line, fence.code, name, target, stale))
    made = {picture.path for picture in pictures}
    orphans = tuple(
        path
        for path in files
        if path.endswith(".svg")
        and path not in made
        and not path.startswith(tuple(unread.values()))
        and wanted(path)
        # A drawing that bears no digest is somebody's own file: the rules speak of it, nothing here deletes it.
        and recorded((files[path] or b"").decode("utf-8", "replace"))
    )
    selected = tuple(picture for picture in pictures if wanted(picture.document) or wanted(picture.path))
    return Plan(selected, orphans, tuple(path for path in unread if wanted(path)))


def draw(pictures: Iterable[Picture]) -> Iterator[tuple[Picture, str | FigureError]]:
    """Each picture with its SVG text or the reason why there is none, as they are finished: figures, then diagrams.

    FigureError is raised only if there are diagrams and no browser.
    """
    pictures = tuple(pictures)
    sketched = [picture for picture in pictures if picture.name.startswith("diagram-")]
    plotted = [picture for picture in pictures if picture not in sketched]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from zip(plotted, pool.map(_plot, plotted), strict=True)
    if sketched:
        codes = [(picture.code, f"{picture.slug}-{picture.name}") for picture in sketched]
        yield from zip(sketched, diagrams.draw_diagrams(codes), strict=True)


def _plot(picture: Picture) -> str | FigureError:
    try:
        return figures.draw_figure(picture.code, picture.slug, picture.name)
    except FigureError as error:
        return error
