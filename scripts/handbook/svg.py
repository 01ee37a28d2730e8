"""SVG that came in a pull request: read with suspicion, kept only if every element, attribute and value is known.

A drawing is refused, never repaired: what passes is what `figures` and `diagrams` write.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

LARGEST = 300_000  # bytes
DEEPEST = 40
MOST_DRAWN = 3_000_000  # characters, counting a shape as often as it is used

NAMESPACE = "http://www.w3.org/2000/svg"
XLINK = "{http://www.w3.org/1999/xlink}"

SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
TEXTS = {"title", "desc", "text", "tspan"}
HOLDERS = {"svg", "g", "defs", "text", "tspan", "marker", "pattern", "clipPath"}
# What is drawn in many places by reference; a reference inside it could multiply without end.
TEMPLATES = {"marker", "pattern", "clipPath"}
ELEMENTS = SHAPES | TEXTS | HOLDERS | {"use"}

CLASSES = {"figure", "diagram", "ground"}
ROOT = {"aria-labelledby", "role", "viewBox", "width", "data-source"}
PLACES = frozenset(
    """
    d points x y dx dy x1 y1 x2 y2 cx cy r rx ry width height transform viewBox preserveAspectRatio markerWidth
    markerHeight markerUnits refX refY orient clipPathUnits patternUnits patternTransform
    """.split()
)
LOOKS = frozenset(
    """
    clip-path clip-rule fill fill-opacity fill-rule marker-end marker-mid marker-start opacity paint-order stroke
    stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width
    dominant-baseline font-family font-size font-style font-weight text-anchor
    """.split()
)

NUMBERS = re.compile(r"[-+.,\d\seEa-zA-Z()%]*")
LOOK = re.compile(r"(?:[-\w#.,%' ]|url\(#[\w.:-]+\)|rgba?\([\d., %]+\))*")
IDENTIFIER = re.compile(r"[A-Za-z][\w.:-]*")
REFERENCE = re.compile(r"url\(#([\w.:-]+)\)")


class SvgError(Exception):
    """The text is not a drawing that may go into a page."""


def inline(svg: str, prefix: str = "") -> str:
    """The drawing as markup for a page; SvgError says what is not allowed in it.

    With a `prefix`, every id in it must be the prefix or begin with it and a hyphen, so that it cannot take an id that
    the page or another drawing uses.
    """
    root = parse(svg)
    _check_root(root)
    identifiers: dict[str, Element] = {}
    for element in root.iter():
        _check_element(element, is_root=element is root)
        name = element.get("id")
        if name is None:
            continue
        if name in identifiers:
            raise SvgError(f'two elements have the id "{name}"')
        if prefix and name != prefix and not name.startswith(prefix + "-"):
            raise SvgError(f'the id "{name}" does not begin with "{prefix}-"')
        identifiers[name] = element
    _check_references(root, identifiers)
    return write(root)


def width(svg: str) -> float:
    """How wide a drawing is, in CSS pixels, as its first tag says."""
    told = re.search(r'<svg\b[^>]*? width="([\d.]+)"', svg)
    return float(told[1]) if told else math.inf


def parse(svg: str, largest: int = LARGEST) -> Element:
    """The root element, its names without namespaces; SvgError if the text is no SVG, too deep, or too large (bytes)."""
    if len(svg.encode("utf-8", "surrogatepass")) > largest:
        raise SvgError(f"the file is larger than {largest // 1000} kB")
    body = re.sub(r"\A\s*<\?xml[^>]*\?>", "", svg)
    if re.search(r"<\?|<!(?!--)", body):
        raise SvgError("a document type, entities and processing instructions are not allowed")
    try:
        # Without a document type there are no entities to expand, and the size is known.
        root = ElementTree.fromstring(body)  # noqa: S314
    except (ElementTree.ParseError, ValueError) as error:
        raise SvgError(f"the file is not well-formed XML: {error}") from None
    level = [root]
    for _ in range(DEEPEST):
        level = [child for element in level for child in element]
    if level:
        raise SvgError(f"elements are nested more than {DEEPEST} deep")
    for element in root.iter():
        namespace, _, name = element.tag.rpartition("}")
        if namespace != "{" + NAMESPACE:
            raise SvgError(f"<{name}> is not an element of SVG")
        element.tag = name
        if target := element.attrib.pop(XLINK + "href", None):
            element.set("href", target)
    return root


def write(root: Element) -> str:
    """The element as text: one element a line, attributes as they stand, no comments."""
    return "\n".join(_lines(root, f' xmlns="{NAMESPACE}"')) + "\n"


def _lines(element: Element, namespace: str = "") -> Iterator[str]:
    from xml.sax.saxutils import escape, quoteattr  # loads what talks to servers, which no check needs

    attributes = "".join(f" {name}={quoteattr(value)}" for name, value in element.attrib.items())
    start = f"<{element.tag}{namespace}{attributes}"
    if element.tag in TEXTS:
        inner = escape(element.text or "")
        for child in element:
            inner += "".join(_lines(child)) + escape(child.tail or "")
        yield f"{start}>{inner}</{element.tag}>"
    elif len(element):
        yield start + ">"
        for child in element:
            yield from _lines(child)
        yield f"</{element.tag}>"
    else:
        yield start + "/>"


def _check_root(root: Element) -> None:
    if root.tag != "svg":
        raise SvgError(f"the outermost element is <{root.tag}>, not <svg>")
    numbers = re.fullmatch(r"(-?[\d.]+) (-?[\d.]+) ([\d.]+) ([\d.]+)", root.get("viewBox", ""))
    try:
        sizes = [float(number) for number in numbers.groups()] if numbers else []
    except ValueError:
        sizes = []
    if not sizes or not all(math.isfinite(size) and abs(size) <= 10_000 for size in sizes) or not min(sizes[2:]) > 0:
        raise SvgError("the drawing needs a viewBox of four numbers")
    titles = [child for child in root if child.tag == "title"]
    if root.get("role") != "img" or len(titles) != 1 or not (titles[0].text or "").strip():
        raise SvgError('the drawing needs role="img" and one <title> that is not empty')


def _check_element(element: Element, *, is_root: bool) -> None:
    tag = element.tag
    if tag not in ELEMENTS or (tag == "svg") != is_root:
        raise SvgError(f"<{tag}> is not allowed")
    if len(element) and tag not in HOLDERS:
        raise SvgError(f"<{tag}> holds other elements")
    if tag in ("text", "tspan") and any(child.tag != "tspan" for child in element):
        raise SvgError(f"<{tag}> holds something else than text")
    if tag not in TEXTS and (element.text or "").strip():
        raise SvgError(f"text stands directly in <{tag}>")
    for child in element:
        if tag not in TEXTS and (child.tail or "").strip():
            raise SvgError(f"text stands directly in <{tag}>")
    for name, value in element.attrib.items():
        if not _allowed(element, name, value, is_root=is_root):
            raise SvgError(f'<{tag} {name}="{value[:60]}"> is not allowed')


def _allowed(element: Element, name: str, value: str, *, is_root: bool) -> bool:
    if name == "id":
        return bool(IDENTIFIER.fullmatch(value))
    if name == "class":
        return value in CLASSES
    if name == "href":
        return element.tag == "use" and bool(re.fullmatch(r"#[\w.:-]+", value))
    if is_root and name in ROOT:
        return bool(re.fullmatch(r"[\w.: -]*", value))
    if name in PLACES and not is_root:
        return bool(NUMBERS.fullmatch(value))
    return name in LOOKS and bool(LOOK.fullmatch(value))


def _check_references(root: Element, identifiers: dict[str, Element]) -> None:
    """Every reference has its target, none leads to another, and what they draw together stays drawable."""
    inside = {child for element in root.iter() if element.tag in TEMPLATES for child in element.iter()}
    sizes = {
        name: sum(len(line) for line in _lines(element))
        for name, element in identifiers.items()
        if element.tag in TEMPLATES | SHAPES
    }
    drawn = 0
    for element in root.iter():
        names = [name for value in element.attrib.values() for name in REFERENCE.findall(value)]
        if element.tag == "use":
            names.append(element.get("href", "#")[1:])
        for name in names:
            target = identifiers.get(name)
            if target is None:
                raise SvgError(f'nothing has the id "{name}"')
            if element in inside or (element.tag == "use") != (target.tag in SHAPES):
                raise SvgError(f'the reference to "{name}" is not allowed here')
            if name not in sizes:
                raise SvgError(f'the reference to "{name}" leads to <{target.tag}>')
            drawn += sizes[name] * (len(element.get("d", "")) // 4 + 1)
    if drawn > MOST_DRAWN:
        raise SvgError("the drawing repeats its parts too often")
