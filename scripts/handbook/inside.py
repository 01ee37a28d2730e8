"""Whether every link inside a built site leads somewhere: pages, fragments, styles, and the lists for programs."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from handbook.model import Finding

RULE, HELP = "broken-link", "change the template or the page that this file is made from"
LINKS = ("href", "src", "poster", "xlink:href")
LISTS = (".xml", ".txt", ".json")
CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)""")
STATE = "from="
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


@dataclass(frozen=True, slots=True)
class Reference:
    """A link as a file of the site has it, and where (lines and columns from 1)."""

    line: int
    column: int
    target: str


@dataclass(slots=True)
class Markup:
    """What a page links, and the names to which others may link."""

    references: list[Reference] = field(default_factory=list)
    names: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    """Reads a page; what is hidden until the PDFs are printed leads nowhere yet, and is passed over."""

    def __init__(self) -> None:
        super().__init__()
        self.markup = Markup()
        self.hidden: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        if self.hidden or {"data-pdf", "hidden"} <= values.keys():
            if tag not in VOID:
                self.hidden.append(tag)
            return
        self.markup.names |= {values[name] or "" for name in ("id", "name") if name in values}
        line, column = self.getpos()
        self.markup.references += [Reference(line, column + 1, values[name] or "") for name in LINKS if name in values]

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.hidden:
            while self.hidden.pop() != tag:  # what HTML lets open stand, as a paragraph, ends with what is around it
                pass


def read(text: str) -> Markup:
    """The links and names of a page."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.markup


def broken(site: Path, site_url: str) -> Iterator[Finding]:
    """Every link of the site in folder `site` to a page, file or fragment that is not there, in the order of the files.

    `site_url` is the address under which it is published; what leads away from there is not looked at.
    """
    site = site.resolve()
    files = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}
    pages = {name: read(path.read_text("utf-8")) for name, path in files.items() if name.endswith(".html")}
    for name, path in files.items():
        if name in pages:
            references = pages[name].references
        elif name.endswith(".css"):
            references = _found(CSS_URL, path.read_text("utf-8"))
        elif name.endswith(LISTS):
            references = _listed(name, path.read_text("utf-8"), site_url)
        else:
            continue
        for reference in references:
            if why := _missing(f"{site_url}{name}", reference.target, site_url, files, pages):
                yield Finding(name, reference.line, reference.column, RULE, f"{why}: {reference.target}", HELP)


def _missing(base: str, target: str, site_url: str, files: Container[str], pages: Mapping[str, Markup]) -> str:
    """Why a link in the file with the address `base` leads nowhere in the site, or nothing."""
    try:
        parts = urlsplit(urljoin(base, target))
    except ValueError:
        return "this is no address"
    address = parts._replace(query="", fragment="").geturl()
    if not f"{address}/".startswith(site_url) or parts.scheme not in ("http", "https"):
        host = urlsplit(site_url)
        same = (parts.scheme, parts.netloc) == (host.scheme, host.netloc)
        return "the address is outside the site's folder" if same else ""
    name = posixpath.join(unquote(address[len(site_url) :]), "")[:-1]
    page = next((file for file in (name, f"{name}/index.html".lstrip("/")) if file in files), "")
    if not page:
        return "there is no such page or file"
    fragment = unquote(parts.fragment)
    if fragment.startswith(STATE):  # read by the page's script: the list that a sheet is made from
        return _missing(site_url, fragment.removeprefix(STATE), site_url, files, pages)
    if fragment in ("", "top") or page not in pages or fragment in pages[page].names:
        return ""
    return "the page has no such fragment"


def _found(pattern: re.Pattern[str], text: str) -> list[Reference]:
    """What the first group of a pattern finds, unless it is data."""
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        for match in pattern.finditer(line):
            if not match[1].startswith("data:"):
                found.append(Reference(number, match.start(1) + 1, match[1]))
    return found


def _listed(name: str, text: str, site_url: str) -> list[Reference]:
    """The absolute addresses of a list for programs, and those that two lists give from the site's root."""
    found = _found(re.compile(rf"({re.escape(site_url)}[^\s\"<>()\\]*)"), text)
    names: list[str] = []
    if name == "assets/search.json":
        names = [f"questions/{slug}/" for slug in json.loads(text)["questions"]["slug"]]
    elif name == "assets/offline.json":
        names = [address for kind in ("site", "later") for address in json.loads(text)[kind]]
    return found + [Reference(1, 1, f"{site_url}{address}") for address in names]
