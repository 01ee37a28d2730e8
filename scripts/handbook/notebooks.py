"""Running notebooks, each in a kernel of its own, with what they gave kept by content; and making their HTML ours."""

from __future__ import annotations

import contextlib
import os
import re
import sys
import tempfile
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from platform import python_version

from handbook import confined, sanitize

CELL_SECONDS = 300
MEMORY = 4 * 1024**3
PROGRAM = Path(__file__).with_name("kernel_process.py")
TOOLS = ("nbclient", "nbformat", "ipykernel")
FOREIGN = "clipboard-copy, .clipboard-copy-txt, .zeroclipboard-container, .jp-Collapser, .jp-InputPrompt"
INLINED = re.compile(r"<(style|script)\b.*?</\1>", re.DOTALL)
PLAIN = re.compile(r'<span class="(?:w|n|p|o)">([^<]*)</span>')
"""Half of a page's weight, for what has the color of the text anyway."""


class NotebookError(Exception):
    """A cell failed: `cell` counts from 1."""

    def __init__(self, cell: int, message: str) -> None:
        super().__init__(f"cell {cell}: {message}")
        self.cell = cell


def executed(text: str, cache: Path) -> str:
    """The notebook with the outputs of its cells, as JSON; NotebookError if a cell fails.

    What a notebook gave is kept in the folder `cache` under a digest of the notebook and of all that runs it; a kept
    file that is no notebook any more is made again.
    """
    made_by = ",".join([python_version(), "whole streams", "no magic", *(f"{name} {version(name)}" for name in TOOLS)])
    digest = sha256(f"{made_by}\n{text}".encode()).hexdigest()
    kept = cache / f"{digest}.ipynb"
    with contextlib.suppress(OSError, ValueError):
        found = kept.read_text("utf-8")
        if _complete(found):
            return found
    result = _execute(text)
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=cache, encoding="utf-8", newline="\n", delete=False) as file:
        file.write(result)
    os.replace(file.name, kept)
    return result


def _complete(text: str) -> bool:
    import nbformat

    try:
        nbformat.validate(nbformat.reads(text, as_version=4))
    except Exception:  # whatever a spoiled file may do to the reader of the format
        return False
    return True


def _execute(text: str) -> str:
    import nbformat
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager
    from jupyter_core.utils import run_sync
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    notebook = nbformat.reads(text, as_version=4)
    with tempfile.TemporaryDirectory(prefix="nb-") as folder:
        # Nothing of the reader's own settings is read, and nothing is left there.
        places = ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "MPLCONFIGDIR")
        environment = confined.environment(folder) | dict.fromkeys(places, folder)
        manager = AsyncKernelManager(
            kernel_name="python3",
            transport="ipc" if os.name == "posix" else "tcp",
            connection_file=os.path.join(folder, "kernel.json"),
        )
        limits = [folder, str(2 * CELL_SECONDS), str(MEMORY)]
        program = [sys.executable, "-s", "-P", "-B", str(PROGRAM), *limits, "-f", "{connection_file}"]
        manager._kernel_spec = KernelSpec(argv=program, display_name="Python 3", language="python")
        running = [1]
        client = NotebookClient(
            notebook,
            on_cell_start=lambda cell, cell_index: running.append(cell_index + 1),
            km=manager,
            extra_arguments=["--InteractiveShell.automagic=False"],  # `cat /etc/passwd` is a division, as in Python
            timeout=CELL_SECONDS,
            record_timing=False,
            coalesce_streams=True,  # how a kernel cuts its output into pieces is chance
            resources={"metadata": {"path": folder}},
        )
        try:
            client.execute(env=environment)
        except CellExecutionError as error:
            raise NotebookError(running[-1], f"{error.ename}: {error.evalue}") from None
        except (CellTimeoutError, DeadKernelError) as error:
            raise NotebookError(running[-1], str(error).strip().split("\n")[0]) from None
        finally:
            run_sync(manager.shutdown_kernel)(now=True)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    return str(nbformat.writes(notebook)) + "\n"


@lru_cache(maxsize=200)  # in a preview the same after every save
def finished(html: str) -> str:
    """A notebook's HTML as nbconvert made it, cleaned, and without what it brought along: styles, scripts, controls,
    extra stops of the keyboard. Code becomes a block like any other of the site."""
    from bs4 import BeautifulSoup  # a build that finds every notebook's page kept does without

    # Text in a notebook is escaped, so these are the converter's own; taken out first, they need not be parsed.
    soup = BeautifulSoup(PLAIN.sub(r"\1", INLINED.sub("", html)), "html.parser")
    wrapper = soup.select_one(".jupyter-wrapper")
    if wrapper is None:
        return ""
    for element in wrapper.select(FOREIGN):
        element.decompose()
    for element in wrapper.select("[tabindex]"):
        del element["tabindex"]
    for element in wrapper.select("a.anchor-link"):
        element.decompose()
    for block in wrapper.select(".highlight-ipynb"):
        block["class"] = "highlight"
        pre = block.find("pre")
        if pre is not None:
            pre.wrap(soup.new_tag("pre"))
            pre.name = "code"
    for element in wrapper.select(".jp-RenderedText > pre"):
        element["class"] = "scrolls"
    return str(sanitize.notebook(str(wrapper)))
