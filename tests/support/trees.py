"""A small valid tree of content, and what it is after edits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from handbook import catalogue

BASE = catalogue.read_files(Path(__file__).resolve().parents[1] / "rules" / "base")


def edited(edits: list[dict[str, Any]]) -> dict[str, bytes | None]:
    """The base tree after the edits: old/new, write, hex, repeat, delete, link."""
    files = dict(BASE)
    for edit in edits:
        path = edit["file"]
        match edit:
            case {"old": old, "new": new}:
                text = _text(files, path)
                assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
                files[path] = text.replace(old, new).encode()
            case {"repeat": [text, times], "at": at}:
                before, _, after = _text(files, path).partition(at)
                assert after or before.endswith("\n"), f"{at!r} does not stand in {path}"
                files[path] = f"{before}{at}{text * times}{after}".encode()
            case {"repeat": [text, times]}:
                files[path] = (files.get(path) or b"") + (text * times).encode()
            case {"write": text}:
                files[path] = text.encode()
            case {"hex": digits}:
                files[path] = bytes.fromhex(digits)
            case {"delete": True}:
                del files[path]
            case {"link": True}:
                files[path] = None
            case _:
                raise ValueError(f"no edit: {edit}")
    return files


def _text(files: dict[str, bytes | None], path: str) -> str:
    data = files[path]
    assert data is not None, f"{path} is a link"
    return data.decode()
