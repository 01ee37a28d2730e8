"""Figures: the SVG that a fence's Python code draws with matplotlib, in a process of its own (figure_process.py)."""

from __future__ import annotations

import ast
import json
import os
import re
import tempfile
from pathlib import Path
from xml.etree.ElementTree import Element

from handbook import confined, svg
from handbook.drawing import FigureError, describe, digest, file_name, finish, recorded

__all__ = ["FigureError", "digest", "draw_figure", "file_name", "recorded"]

SECONDS = 10
RAW = 3_000_000  # bytes of matplotlib's own output, several times what is left of it
PROGRAM = Path(__file__).with_name("figure_process.py")
STYLE = Path(__file__).with_name("figure.mplstyle")
INK = "#010203"  # the style sheet's stand-in for the page's own ink

PLACES = ("HOME", "USERPROFILE", "LOCALAPPDATA")
"""Where matplotlib keeps its list of fonts, which it has read before it is confined."""
FIXED = {"TZ": "UTC", "LC_ALL": "C.UTF-8"}


def draw_figure(code: str, slug: str, name: str) -> str:
    """The SVG text of a figure fence; FigureError if its code fails, takes too long or draws what cannot be inlined."""
    try:
        tree = ast.parse(code)
    except SyntaxError as error:
        raise FigureError(f"the code is not Python: {error.msg}", error.lineno or 1) from None
    words = ast.get_docstring(tree)
    if not words:
        raise FigureError("the code must begin with a docstring: the alternative text of the figure")
    raw = _run(code)
    # What inlining could not take: matplotlib's document type, its description of itself, its one rule of style.
    text = re.sub(r"<!DOCTYPE[^>]*>|<metadata>.*?</metadata>|<style.*?</style>", "", raw, flags=re.DOTALL)
    try:
        root = svg.parse(text, RAW)
    except svg.SvgError as error:
        raise FigureError(f"the drawing cannot be used, {error}: draw fewer points") from None
    if root.find(".//image") is not None:
        raise FigureError("the figure holds pixels (imshow); draw it with shapes, e.g. pcolormesh(…, rasterized=False)")
    for element in root.iter():
        _matplotlib_style(element)
        if element.tag == "text":
            _join_digits(element)
    width = float(root.get("viewBox", "0 0 0 0").split()[2])
    title, description = describe(words)
    return finish(root, f"{slug}-{name}", "figure", title, description, digest(code), round(width * 4 / 3))


def _run(code: str) -> str:
    """What matplotlib writes for the code, run apart from this process."""
    with tempfile.TemporaryDirectory() as folder:
        order = {"code": code, "style": str(STYLE), "seconds": SECONDS}
        Path(folder, "order.json").write_text(json.dumps(order), "utf-8")
        also = {name: os.environ[name] for name in PLACES if name in os.environ} | FIXED
        # The process watches its own ten seconds; the first start lists the fonts.
        if confined.run([str(PROGRAM)], folder, SECONDS + 30, also=also).code is None:
            raise FigureError(f"the code takes longer than {SECONDS} seconds")
        answer = Path(folder, "answer.json")
        if answer.is_symlink() or not answer.is_file():
            raise FigureError("the code ended the process: too much memory or time, or a call to exit")
        result = json.loads(answer.read_text("utf-8"))
    if "error" in result:
        raise FigureError(result["error"], result["line"])
    return str(result["svg"])


def _matplotlib_style(element: Element) -> None:
    """Style sheets become attributes, which no policy of a page forbids; stand-ins become the page's ink and font."""
    style = element.attrib.pop("style", "")
    for declaration in filter(str.strip, style.split(";")):
        name, _, value = declaration.partition(":")
        element.set(name.strip(), value.strip())
    if "fill" not in element.attrib and element.tag in svg.SHAPES:
        element.set("fill", "#000000")
    for name in ("fill", "stroke"):
        if element.get(name) in (INK, "#000000"):
            element.set(name, "currentColor")
    if element.get("fill") == "currentColor" or (element.tag == "use" and "fill" not in element.attrib):
        element.attrib.pop("fill", None)
    if "mono" not in element.get("font-family", "").lower():
        element.attrib.pop("font-family", None)
    if re.fullmatch(r"rotate\(-?0( .*)?\)", element.get("transform", "")):
        del element.attrib["transform"]
    if element.get("font-size", "").endswith("px"):
        element.set("font-size", element.get("font-size", "")[:-2])


def _join_digits(text: Element) -> None:
    """Numbers set as mathematics come as one element a digit, each placed by the widths of another font: join them."""
    text.text = (text.text or "").strip()
    runs: list[Element] = []
    for glyph in text:
        glyph.tail = None
        last = runs[-1] if runs else None
        alike = last is not None and all(last.get(name) == glyph.get(name) for name in ("y", "style"))
        if last is not None and alike and re.fullmatch(r"[−\d.]+\d|\d\.", (last.text or "") + (glyph.text or "")):
            last.text = (last.text or "") + (glyph.text or "")
            continue
        if last is not None and last.get("y") != glyph.get("y") and _scripts(last, glyph):
            del glyph.attrib["x"]  # an exponent follows its base, whatever the font
        runs.append(glyph)
    text[:] = runs


def _scripts(last: Element, glyph: Element) -> bool:
    """Whether the glyph is the first script beside what stands before it: not the second, which lies under the first,
    and no limit above or below a sum."""
    before, after = (float(element.get("x", "nan")) for element in (last, glyph))
    rise = abs(float(last.get("y", "0")) - float(glyph.get("y", "0")))
    sizes = [float(size) for size in re.findall(r"font-size: ([\d.]+)", last.get("style", "") + glyph.get("style", ""))]
    return after > before and len(sizes) == 2 and sizes[1] < sizes[0] and rise < 0.7 * sizes[0]
