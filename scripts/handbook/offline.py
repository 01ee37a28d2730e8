"""What a browser keeps of the built site: every file with its hash, and the version that follows from them."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path

LIST, WORKER = "assets/offline.json", "sw.js"
HASH = 32
"""Hexadecimal digits of SHA-256 that are kept: 128 bits."""

LATER = re.compile(
    r"notebooks/.+|downloads/.+|sheets/[^/]+\.(?:pdf|png)|assets/vendor/pyodide/.+|assets/home\.png", re.DOTALL
)
"""Large files, which a browser keeps once they were used."""

NEVER = re.compile(
    rf"(?:sitemap\.xml(?:\.gz)?|feed\.xml|llms\.txt|api/.*|{re.escape(LIST)}|{re.escape(WORKER)})", re.DOTALL
)
"""What only programs read."""

VERSION = re.compile(r'^const VERSION = "[0-9a-f]*";', re.MULTILINE)


def write(site: Path) -> str:
    """Write the list of files into a built site and its version into the service worker; return the version."""
    files = listed(site)
    version = sha256(json.dumps(files).encode()).hexdigest()[:HASH]
    (site / LIST).write_text(json.dumps({"version": version, **files}, separators=(",", ":")) + "\n", "utf-8")
    worker = (site / WORKER).read_text("utf-8")
    written, count = VERSION.subn(f'const VERSION = "{version}";', worker)
    if count != 1:
        raise ValueError(f"{WORKER} has {count} lines that begin with: const VERSION")
    (site / WORKER).write_text(written, "utf-8", newline="\n")
    return version


def listed(site: Path) -> dict[str, dict[str, str]]:
    """The hash of every file by its address: "site" is kept at once, "later" once it was used."""
    found: dict[str, dict[str, str]] = {"site": {}, "later": {}}
    for file in sorted(site.rglob("*")):
        path = file.relative_to(site).as_posix()
        if file.is_file() and not NEVER.fullmatch(path):
            kind = "later" if LATER.fullmatch(path) else "site"
            address = re.sub(r"(^|/)index\.html$", r"\1", path)
            found[kind][address] = sha256(file.read_bytes()).hexdigest()[:HASH]
    return found
