"""What a fence of a page is for: shown, checked, or drawn into a file beside the page."""

from __future__ import annotations

from collections.abc import Iterator

from handbook import figures
from handbook.model import Document, Fence

USES = ("check", "figure")


def use(fence: Fence) -> str:
    """What a fence is for: "check", "figure", "mermaid", or "" when it is only shown."""
    words = fence.words
    if words[:1] == ("mermaid",):
        return "mermaid"
    return words[1] if words[:1] == ("python",) and words[1:2] and words[1] in USES else ""


def drawings(document: Document) -> Iterator[tuple[Fence, str]]:
    """Every fence that is drawn, with the name of its drawing: a figure's own, or diagram-1, diagram-2, …"""
    diagrams = 0
    for fence in document.fences():
        if use(fence) == "mermaid":
            diagrams += 1
            yield fence, f"diagram-{diagrams}"
        elif use(fence) == "figure" and len(fence.words) > 2:
            yield fence, fence.words[2]


def drawing_files(document: Document) -> Iterator[tuple[Fence, str]]:
    """Every fence that is drawn, with the file name of its drawing."""
    return ((fence, figures.file_name(document.slug, name)) for fence, name in drawings(document))
