"""Practice notebooks: run, and given to the notebook plugin, which takes files of a folder only."""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from handbook import notebooks
from handbook.pages.notebook import Notebook

PLUGIN = "mkdocs-jupyter"


def uri(notebook: Notebook) -> str:
    """The name of a notebook's source."""
    return f"{notebook.page.address.rstrip('/')}.ipynb"


def run(wanted: Mapping[str, Notebook], kept: Path, config: MkDocsConfig) -> tuple[dict[str, File], dict[str, str]]:
    """The file of each notebook that ran, and of each that failed what it said, by the names of their sources; what
    notebooks gave is kept in the folder `kept`."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = {
            name: pool.submit(notebooks.executed, item.text, kept / "notebooks") for name, item in wanted.items()
        }
    files, failed = {}, {}
    for name, result in results.items():
        try:
            text = result.result()
        except notebooks.NotebookError as error:
            failed[name] = f"{wanted[name].page.edit}: the practice notebook fails: {error}"
            continue
        folder = kept / "executed" / sha256(text.encode()).hexdigest()[:16]
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8", newline="\n")
        files[name] = File(name, str(folder), config.site_dir, config.use_directory_urls)
    return files, failed
