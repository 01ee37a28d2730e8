"""Addresses: where each page is, and how one page refers to another."""

from __future__ import annotations

import posixpath

from handbook.model import Question


def question(slug: str) -> str:
    """The address of a question, for ever."""
    return f"questions/{slug}/"


def story(slug: str) -> str:
    """The address of a worked story."""
    return f"stories/{slug}/"


def place(item: Question) -> str:
    """The address of the index that files a question: its stage, domain or focus."""
    folder = {"applied": "domains", "project": "focuses"}.get(item.category, "stages")
    return f"{folder}/{item.place}/"


def relative(target: str, base: str) -> str:
    """`target` as a page at `base` refers to it; both from the site's root. Works wherever the site is published."""
    if not target:
        return "../" * base.count("/") or "./"
    path = posixpath.relpath("/" + target, "/" + base) if base else target.rstrip("/")
    return path + "/" if target.endswith("/") else path


def relative_target(link: str, base: str) -> str:
    """The address that a relative link on the page at `base` leads to: what `relative` undoes."""
    path = posixpath.normpath(posixpath.join("/" + base, link)).lstrip("/")
    return f"{path}/" if path and link.endswith("/") else path
