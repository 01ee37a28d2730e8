"""Pages that are in their place already: moved there from the preview before, or written as an earlier build kept them."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.utils import write_file

from handbook import cache

KIND = "finished page"
decided_by: dict[str, str] = {}
"""What decides the HTML of each page that this build renders and keeps for the next, by its source."""
previewed: dict[str, str] = {}
"""Of a preview, what decided each page, by its file."""
before: list[Path] = []
"""Where the pages of the preview before are."""


class Finished(File):
    """A page that nobody need render."""

    def __init__(self, uri: str, address: str, config: MkDocsConfig) -> None:
        super().__init__(uri, None, config.site_dir, config.use_directory_urls, dest_uri=f"{address}index.html")

    def is_documentation_page(self) -> bool:
        """Whether it is to be rendered."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Nothing is left to do."""


def put(uri: str, address: str, by: str, config: MkDocsConfig) -> Finished | None:
    """Put a page in its place, if an earlier build finished it and nothing that decides it, `by`, has changed since;
    else None: it is to be rendered, and kept then."""
    page = Finished(uri, address, config)
    file = Path(page.abs_dest_path)
    if not _moved(file, Path(config.site_dir), by):
        html = cache.get(KIND, by)
        if html is None:
            decided_by[uri] = by
            return None
        write_file(html, str(file))
    previewed[page.abs_dest_path] = by
    return page


def _moved(file: Path, site: Path, by: str) -> bool:
    """Whether a page of a preview could be moved from the preview before."""
    if not before or previewed.get(str(file)) != by:
        return False
    try:
        file.parent.parent.mkdir(parents=True, exist_ok=True)
        (before[0] / file.parent.relative_to(site)).rename(file.parent)  # one step for two, 1,500 times
    except OSError:  # that preview failed before it had written the page, or the folder is there already
        return False
    return file.is_file()


def keep(file: File, output: str) -> None:
    """Keep a page that was rendered, if it is one that the next build need not render again."""
    if file.src_uri in decided_by:
        by = decided_by[file.src_uri]
        cache.put(KIND, by, output.encode("utf-8", "xmlcharrefreplace"))  # as MkDocs will write it
        previewed[file.abs_dest_path] = by


def set_aside(site: Path) -> None:
    """Move the preview before out of the way of the next, which takes pages from it; MkDocs would delete it, page by
    page."""
    drop()
    before.append(site.rename(tempfile.mkdtemp(prefix=f"{site.name}-", dir=site.parent)))
    site.mkdir(mode=0o700)


def drop() -> None:
    """Delete what is left of the preview before."""
    with suppress(IndexError):  # another thread is at it
        while before:
            shutil.rmtree(before.pop(), ignore_errors=True)
