"""Practice notebooks: what they hold, that they run with Python alone, what is kept, and how they look on the site."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest

from handbook import confined, contract, notebooks, pages, wall
from handbook.pages import links, notebook
from handbook.settings import Settings
from loaded import LOADED

SETTINGS = Settings("ada/handbook")
CODING = [question for question in LOADED.questions.values() if question.category == contract.CODING]
ADDRESSES = {question.path: links.question(question.slug) for question in LOADED.questions.values()}


def made(*cells: str) -> str:
    return notebook._json([("markdown", "# Title"), *(("code", cell) for cell in cells)])


def outputs(text: str) -> list[str]:
    cells = [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
    return ["".join("".join(output.get("text", "")) for output in cell["outputs"]) for cell in cells]


CONFINE = f"""import os, sys
sys.path.insert(0, {str(wall.SCRIPTS)!r})
from handbook import wall
wall.enter(os.getcwd(), 60, 2 * 1024**3)
del sys.path[0]"""


@pytest.mark.parametrize("question", CODING, ids=lambda question: question.slug)
def test_the_file_runs_with_python_alone(question: Any, tmp_path: Path) -> None:
    text = notebook.download(question, ADDRESSES, SETTINGS.site_url)
    data = json.loads(text)
    nbformat.validate(nbformat.from_dict(data))
    code = [cell["source"] for cell in data["cells"] if cell["cell_type"] == "code"]
    program = tmp_path / "notebook.py"
    program.write_text("\n\n".join([CONFINE, *code]), "utf-8")
    done = confined.run(["-I", "-S", str(program)], tmp_path, 60)
    assert done.code == 0, done.out + done.err
    stub, draft, solution = [line for line in done.out.splitlines() if line.endswith("tests pass")]
    assert draft == solution
    assert stub != draft


def test_a_file_has_formulas_as_latex_and_links_to_the_site() -> None:
    question = next(question for question in CODING if question.slug == "grouped-query-attention")
    prose = "\n".join(
        cell["source"]
        for cell in json.loads(notebook.download(question, ADDRESSES, SETTINGS.site_url))["cells"]
        if cell["cell_type"] == "markdown"
    )
    assert "$O(n m h d)$" in prose
    assert "katex" not in prose
    assert 'href="https://ada.github.io/handbook/questions/grouped-query-attention/"' in prose
    assert 'href="../' not in prose


def test_the_page_s_notebook_has_formulas_set_and_relative_links() -> None:
    found = {item.page.address: item for item in pages.notebooks(LOADED, SETTINGS, drafts=True)}
    text = found["notebooks/grouped-query-attention/"].text
    assert 'class=\\"katex\\"' in text
    assert 'href=\\"../../questions/grouped-query-attention/\\"' in text
    assert len(found) == len(CODING) + len(LOADED.stories)


def test_cells_run_in_order_and_what_they_print_is_there(tmp_path: Path) -> None:
    assert outputs(notebooks.executed(made("x = 2", "print(x + 1)"), tmp_path)) == ["", "3\n"]


@pytest.mark.parametrize(
    ("cells", "cell", "message"),
    [
        (("x = 1", "x / 0"), 3, "ZeroDivisionError: division by zero"),
        (("def f(:",), 2, "SyntaxError"),
        (("import time\ntime.sleep(60)",), 2, "timed out"),
        (("import os\nos._exit(3)",), 2, "died"),
        (("env",), 2, "NameError"),  # which IPython would take for a command
    ],
)
def test_a_failing_cell_is_named(
    cells: tuple[str, ...], cell: int, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if message == "timed out":
        monkeypatch.setattr(notebooks, "CELL_SECONDS", 5)
    with pytest.raises(notebooks.NotebookError, match=message) as caught:
        notebooks.executed(made(*cells), tmp_path)
    assert caught.value.cell == cell
    assert list(tmp_path.iterdir()) == []


def test_what_a_notebook_gave_is_kept_by_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[str] = []
    run = notebooks._execute
    monkeypatch.setattr(notebooks, "_execute", lambda text: runs.append(text) or run(text))
    first = notebooks.executed(made("print(1)"), tmp_path)
    assert notebooks.executed(made("print(1)"), tmp_path) == first
    assert len(runs) == 1
    notebooks.executed(made("print(2)"), tmp_path)
    assert len(runs) == 2
    monkeypatch.setattr(notebooks, "version", lambda name: "another")
    notebooks.executed(made("print(1)"), tmp_path)
    assert len(runs) == 3


@pytest.mark.parametrize("spoiled", ["", "{", '{"cells": 3}', "\udcff", "[" * 100_000])
def test_a_spoiled_file_is_made_again(spoiled: str, tmp_path: Path) -> None:
    first = notebooks.executed(made("print(1)"), tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(spoiled.encode("utf-8", "surrogateescape"))
    assert notebooks.executed(made("print(1)"), tmp_path) == first


def test_a_notebook_sees_nothing_of_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "hidden")
    text = notebooks.executed(made("import os\nprint('SECRET_TOKEN' in os.environ, os.listdir())"), tmp_path)
    assert outputs(text)[0].startswith("False ")


HTML = """<style>a{}</style><script>x</script><div class="jupyter-wrapper"><div tabindex="0">
<div class="jp-Collapser"></div><clipboard-copy for="c"></clipboard-copy><h2>T<a class="anchor-link" href="#t">P</a></h2>
<div class="highlight-ipynb hl-python"><pre><span></span><span class="k">def</span> f

  x</pre></div><div class="jp-RenderedText"><pre>out</pre></div></div></div><script>y</script>"""


def test_html_of_a_notebook_becomes_ours() -> None:
    html = notebooks.finished(HTML)
    for gone in ("<style", "<script", "tabindex", "clipboard", "Collapser", "anchor-link", "highlight-ipynb"):
        assert gone not in html
    assert (
        '<div class="highlight"><pre><code><span></span><span class="k">def</span> f\n\n  x</code></pre></div>' in html
    )
    assert '<pre class="scrolls">out</pre>' in html
    assert notebooks.finished("<p>no notebook</p>") == ""


@pytest.mark.xdist_group("browser")
def test_a_page_is_light_and_asks_nobody_else(site_folder: Path) -> None:
    found = sorted((site_folder / "notebooks").glob("*/index.html"))
    assert len(found) == sum(item.published for item in (*CODING, *LOADED.stories))
    for page in found:
        html = page.read_text("utf-8")
        assert len(html.encode()) < 150_000, page
        assert not any(host in html for host in ("cdnjs", "unpkg", "jsdelivr", "mathjax")), page
        assert "tests pass" in html or page.parent.name in {story.slug for story in LOADED.stories}
        assert (site_folder / "downloads" / "notebooks" / f"{page.parent.name}.ipynb").is_file()
