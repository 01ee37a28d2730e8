"""What every drawn picture has in common: its name and digest, its words for readers who do not see it, its ids and
numbers. Who draws is figures (matplotlib) and diagrams (mermaid)."""

from __future__ import annotations

import hashlib
import re
from xml.etree.ElementTree import Element

from handbook import svg

LARGEST = 100_000  # bytes; a page inlines its figures, so a heavy one is drawn with fewer points
FAMILY = "Inter, system-ui, sans-serif"

# What SVG assumes where nothing is said, and what the root says for all.
DEFAULTS = {
    "fill-opacity": "1",
    "fill-rule": "nonzero",
    "opacity": "1",
    "stroke-dasharray": "none",
    "stroke-dashoffset": "0",
    "stroke-linecap": "butt",
    "stroke-miterlimit": "4",
    "stroke-opacity": "1",
    "stroke-width": "1",
    "font-style": "normal",
    "font-weight": "400",
    "text-anchor": "start",
    "dominant-baseline": "auto",
    "paint-order": "normal",
}


class FigureError(Exception):
    """A picture that cannot be drawn: `message` says why; `line` counts from 1 in the code of the fence."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


def digest(code: str) -> str:
    """The SHA-256 of a fence's code, in hex."""
    return hashlib.sha256(code.encode("utf-8", "surrogatepass")).hexdigest()


def is_current(drawing: str, code: str, prefix: str) -> bool:
    """Whether a drawing was made from this code, for the page and the name that its ids begin with."""
    return recorded(drawing) == digest(code) and f' id="{prefix}"' in drawing[:1_000]


def recorded(drawing: str) -> str | None:
    """The digest of the code that a committed drawing says it was drawn from, or None."""
    match = re.match(r"\s*<svg\b[^>]*\bdata-source=\"([0-9a-f]{64})\"", drawing)
    return match[1] if match else None


def file_name(slug: str, name: str) -> str:
    """The file of a picture, beside its question; diagrams are named diagram-1, diagram-2, … as they come."""
    return f"{slug}.{name}.svg"


def describe(text: str) -> tuple[str, str]:
    """Alternative text as a title and a description: the title is what stands before the first ": " or ". "."""
    title, _, rest = re.sub(r"\s+", " ", text).strip().partition(": ")
    if not rest or ". " in title:
        title, _, rest = re.sub(r"\s+", " ", text).strip().partition(". ")
    return title.rstrip("."), rest[:1].upper() + rest[1:]


def finish(root: Element, prefix: str, kind: str, title: str, description: str, source: str, width: int) -> str:
    """The text of a drawing, complete: named for readers who do not see it, its ids its own, its numbers short.

    `width` is the natural width in CSS pixels; the page lets it shrink, never grow.
    """
    _unwrap(root)
    _rename(root, prefix)
    for element in root.iter():
        for name, value in list(element.attrib.items()):
            element.set(name, _short(name, value))
            if DEFAULTS.get(name) == element.get(name) and element is not root:
                del element.attrib[name]
    view = root.get("viewBox", "")
    root.attrib.clear()
    labels = f"{prefix}-title {prefix}-desc" if description else f"{prefix}-title"
    looks = {"font-family": FAMILY, "fill": "currentColor", "stroke-linejoin": "round"}
    root.attrib |= {"id": prefix, "class": kind, "role": "img", "aria-labelledby": labels, "viewBox": view}
    root.attrib |= {"width": str(width), **looks, "data-source": source}
    for position, (tag, text) in enumerate((("title", title), ("desc", description))):
        if text:
            label = Element(tag, {"id": f"{prefix}-{tag}"})
            label.text = text
            root.insert(position, label)
    text = svg.write(root)
    if len(text.encode()) > LARGEST:
        raise FigureError(f"the drawing has {len(text) // 1000} kB, more than {LARGEST // 1000}: draw fewer points")
    try:
        return svg.inline(text, prefix) and text
    except svg.SvgError as error:
        raise FigureError(f"the drawing cannot be used: {error}") from None


def _unwrap(root: Element) -> None:
    """Leave out what draws nothing: groups that say nothing, shapes without fill and stroke."""
    used = {name for element in root.iter() for name in _references(element)}
    for parent in reversed(list(root.iter())):  # the innermost first, so that emptied groups go too
        children: list[Element] = []
        for child in parent:
            if child.get("id") not in used:
                child.attrib.pop("id", None)
            children.extend(_kept(child))
        parent[:] = children
        if parent.tag not in svg.TEXTS:
            parent.text = None


def _kept(element: Element) -> list[Element]:
    """The element, or what stands in its place."""
    if element.tag not in svg.TEXTS:
        element.tail = None
    if element.tag in ("g", "defs") and not len(element):
        return []
    if element.tag == "g" and not element.attrib:
        return [kept for child in element for kept in _kept(child)]
    hollow = element.tag in svg.SHAPES and element.get("fill") == "none" and element.get("stroke", "none") == "none"
    if hollow and not element.attrib.keys() & {"id", "class"}:
        return []
    return [element]


def _references(element: Element) -> list[str]:
    found = [name for value in element.attrib.values() for name in svg.REFERENCE.findall(value)]
    return [*found, element.get("href", "")[1:]] if element.get("href") else found


def _rename(root: Element, prefix: str) -> None:
    """Number the ids that are left, so that they are short, stable and no other drawing's."""
    names = {element.get("id"): f"{prefix}-{n}" for n, element in enumerate(filter(_has_id, root.iter()), 1)}
    for element in root.iter():
        if "id" in element.attrib:
            element.set("id", names[element.get("id")])
        if element.get("href"):
            element.set("href", "#" + names[element.get("href", "")[1:]])
        for name, value in list(element.attrib.items()):
            element.set(name, svg.REFERENCE.sub(lambda match: f"url(#{names[match[1]]})", value))


def _has_id(element: Element) -> bool:
    return "id" in element.attrib


def _short(name: str, value: str) -> str:
    """Numbers with two digits after the point, paths without superfluous spaces."""
    if name not in svg.PLACES and not name.startswith(("stroke-", "font-size")):
        return value
    if "e" in value and name in ("d", "points", "transform"):
        value = re.sub(r"-?\d+(?:\.\d+)?e-\d+", "0", value)
    value = re.sub(
        r"-?\d+\.\d+", lambda match: f"{float(match[0]):.2f}".rstrip("0").rstrip(".").replace("-0", "-0"), value
    )
    value = re.sub(r"(?<![\d.])-0(?![\d.])", "0", value)
    if name == "d":
        value = re.sub(r"\s*([A-Za-z])\s*", r"\1", value)
    return re.sub(r"\s+", " ", value).strip()
