"""Pictures drawn from code: what they look like as text, that they are the same every time, and how drawing fails."""

import http.server
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from handbook import browser, diagrams, drawing, figures, pictures, svg
from handbook.drawing import FigureError

ROOT = Path(__file__).resolve().parent.parent
PAPERS = ("#fbfaf7", "#1f2125")  # light and dark

FIGURE = '''"""Two lines: The second is longer. It ends at 3 < 4."""
import matplotlib.pyplot as plt

figure, axes = plt.subplots()
axes.plot([1, 2], "o-", label="first")
axes.plot([1, 2, 300], label=r"$10^{-3}$")
axes.fill_between([0, 1], [1, 2], hatch="//", alpha=0.3)
axes.set(yscale="log", xlabel="x")
axes.legend()
'''

DIAGRAM = """flowchart LR
  accTitle: From here to there
  accDescr: One step, or two.
  A[here] -->|why?| B{there} --> C[(store)]
  subgraph S [a group]
    C
  end
"""

STEPS = " --> ".join(f"S{n}[step number {n}]" for n in range(8))
WIDE = f"flowchart LR\n  accTitle: t\n  accDescr: d\n  {STEPS}"

needs_browser = pytest.mark.skipif(browser.find() is None, reason="no Chromium on this machine")


@pytest.fixture(scope="module")
def figure() -> str:
    return figures.draw_figure(FIGURE, "a-question", "two-lines")


@pytest.fixture(scope="module")
def drawn() -> list[str | FigureError]:
    return list(diagrams.draw_diagrams([(DIAGRAM, "a-question-diagram-1"), (WIDE, "p")]))


@pytest.fixture(scope="module")
def diagram(drawn: list[str | FigureError]) -> str:
    assert isinstance(drawn[0], str)
    return drawn[0]


def test_a_figure_carries_its_words_and_its_source(figure: str) -> None:
    assert '<title id="a-question-two-lines-title">Two lines</title>' in figure
    assert '<desc id="a-question-two-lines-desc">The second is longer. It ends at 3 &lt; 4.</desc>' in figure
    assert figures.recorded(figure) == figures.digest(FIGURE)
    assert svg.inline(figure, "a-question-two-lines") == figure


def test_a_figure_is_shapes_and_text_in_the_ink_of_the_page(figure: str) -> None:
    assert ">x</text>" in figure
    assert ">first</text>" in figure
    assert ">10</tspan>" in figure, "the digits of a number are one piece of text"
    assert figures.INK not in figure
    assert 'stroke="currentColor"' in figure
    assert "style=" not in figure
    assert "DejaVu" not in figure
    assert "<pattern" in figure
    assert not re.search(r"\d\.\d{3}", figure), "at most two digits after the point"
    assert len(figure) < 20_000


def test_the_same_code_gives_the_same_bytes(figure: str) -> None:
    program = (
        "import sys; sys.path.insert(0, 'scripts'); from handbook import figures;"
        "sys.stdout.buffer.write(figures.draw_figure(sys.stdin.read(), 'a-question', 'two-lines').encode())"
    )
    command = [sys.executable, "-c", program]
    env = {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LANG": "de_DE.UTF-8"}
    run = subprocess.run(command, cwd=ROOT, env=env, input=FIGURE.encode(), capture_output=True, check=True)
    assert run.stdout.decode() == figure


DOCSTRING = '"""A figure."""\nimport matplotlib.pyplot as plt\n'
FAILING = [
    ("x = (", 1, "not Python"),
    ("x = 1", 1, "docstring"),
    (DOCSTRING + "x = 1", 1, "a matplotlib figure named figure"),
    (DOCSTRING + "\n\n1 / 0", 5, "ZeroDivisionError: division by zero"),
    (DOCSTRING + "import nothing", 3, "No module named 'nothing'"),
    (DOCSTRING + "while True:\n    pass", 4, "longer than 1 seconds"),
    (DOCSTRING + "raise SystemExit", 1, "ended the process"),
    (DOCSTRING + "import os\nos._exit(0)", 1, "ended the process"),
    (DOCSTRING + "figure, axes = plt.subplots()\naxes.imshow([[1, 2]])", 1, "pcolormesh"),
    (DOCSTRING + "figure, axes = plt.subplots()\naxes.scatter(range(5000), range(5000))", 1, "fewer points"),
]


@pytest.mark.parametrize(("code", "line", "words"), FAILING)
def test_a_failure_names_its_line(monkeypatch: pytest.MonkeyPatch, code: str, line: int, words: str) -> None:
    if "while True" in code:
        monkeypatch.setattr(figures, "SECONDS", 1)
    with pytest.raises(FigureError) as caught:
        figures.draw_figure(code, "a", "b")
    assert words in caught.value.message
    assert caught.value.line in (line, line - 1 if "while" in code else line)


@pytest.mark.skipif(sys.platform != "linux", reason="the system has no limit of memory")
def test_memory_is_limited() -> None:
    with pytest.raises(FigureError, match="memory"):
        figures.draw_figure(DOCSTRING + "x = [0.0] * (7 * 10**8)", "a", "b")


def test_a_figure_sees_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "s3cret")
    code = DOCSTRING + "import os\nfigure, axes = plt.subplots()\naxes.set(title=os.environ.get('SECRET', 'none'))"
    assert ">none</text>" in figures.draw_figure(code, "a", "b")


def luminance(color: str) -> float:
    parts = [int(color.lstrip("#")[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_colors_read_on_both_papers_and_never_alone() -> None:
    style = figures.STYLE.read_text("utf-8")
    cycle = next(line for line in style.splitlines() if line.startswith("axes.prop_cycle"))
    colors = re.findall(r"'([0-9a-f]{6})'", cycle)
    assert len(colors) >= 6
    for paper in PAPERS:
        for color in colors:
            light, dark = sorted((luminance(color), luminance(paper)), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 3, f"{color} on {paper}"
    lines = cycle.partition("'linestyle', [")[2]
    assert len(set(re.findall(r"'[-:.]+'|\(0, \([\d, ]+\)\)", lines))) == len(colors), "a line style for each color"


@pytest.mark.parametrize(
    ("text", "title", "description"),
    [
        ("A curve", "A curve", ""),
        ("A curve: it falls.", "A curve", "It falls."),
        ("A curve. It falls: fast.", "A curve", "It falls: fast."),
        ("A curve\n   over lines: it\n falls", "A curve over lines", "It falls"),
    ],
)
def test_alternative_text_is_a_title_and_a_description(text: str, title: str, description: str) -> None:
    assert drawing.describe(text) == (title, description)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("<svg/>", None),
        ('<svg data-source="abc">', None),
        ('<g/><svg data-source="' + "0" * 64 + '"/>', None),
    ],
)
def test_a_drawing_without_a_record_has_none(text: str, expected: None) -> None:
    assert figures.recorded(text) is expected


def test_file_names() -> None:
    assert figures.file_name("k-means", "diagram-1") == "k-means.diagram-1.svg"


@needs_browser
def test_a_diagram_is_shapes_and_text_in_the_ink_of_the_page(diagram: str) -> None:
    assert '<title id="a-question-diagram-1-title">From here to there</title>' in diagram
    assert '<desc id="a-question-diagram-1-desc">One step, or two.</desc>' in diagram
    assert figures.recorded(diagram) == figures.digest(DIAGRAM)
    assert svg.inline(diagram, "a-question-diagram-1") == diagram
    for words in ("here", "why?", "there", "store", "a group"):
        assert f">{words}<" in diagram
    assert not re.search(r"style|script|foreignObject|http(?!://www.w3.org/2000/svg)|#[0-9a-f]{6}", diagram)


@needs_browser
def test_diagrams_are_the_same_every_time_and_fail_alone(diagram: str) -> None:
    start = "  accTitle: t\n  accDescr: d\n"
    codes = [
        "flowchart TB\n  A --> B",
        "flowchart TB\n" + start + "  A -- > ((",
        "flowchart TB\n" + start + "  A --> B\n  style A fill:#f00",
        "%%{init: {'theme': 'dark'}}%%\nflowchart TB\n" + start + "  A --> B",
        "nothing\n" + start,
        "flowchart TB\n" + start + '  A["<img src=x onerror=alert(1)>"] --> B\n  click A "javascript:alert(1)"',
        DIAGRAM,
    ]
    outcomes = list(diagrams.draw_diagrams([(code, "a-question-diagram-1") for code in codes]))
    errors = [outcome.message for outcome in outcomes if isinstance(outcome, FigureError)]
    for words, error in zip(
        ("accTitle", "Parse error", "no colors", "no configuration", "No diagram type"), errors, strict=False
    ):
        assert words in error
    for outcome in outcomes[5:]:
        assert isinstance(outcome, FigureError) or svg.inline(outcome)
    assert outcomes[-1] == diagram


@needs_browser
def test_a_wide_flowchart_is_drawn_upright(drawn: list[str | FigureError]) -> None:
    assert isinstance(drawn[1], str)
    width, height = map(float, re.findall(r'viewBox="\S+ \S+ (\S+) (\S+)"', drawn[1])[0])
    assert width < 300 < height


@needs_browser
def test_drawing_asks_the_network_for_nothing() -> None:
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        image = f'A@{{ img: "http://127.0.0.1:{server.server_port}/x.png", w: "60", h: "60" }}'
        code = f"flowchart TB\n  accTitle: t\n  accDescr: d\n  {image}\n  A --> B"
        (outcome,) = diagrams.draw_diagrams([(code, "p")])
        server.shutdown()
    assert asked == []
    assert isinstance(outcome, FigureError)


@needs_browser
def test_a_diagram_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "diagram.js").write_text("function handbookDraw() { for (;;) {} }")
    monkeypatch.setattr(diagrams, "BAKE", tmp_path / "diagram.js")
    monkeypatch.setattr(diagrams, "SECONDS", 0.5)
    (outcome,) = diagrams.draw_diagrams([(DIAGRAM, "p")])
    assert isinstance(outcome, FigureError)
    assert "longer than 0.5 seconds" in outcome.message


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser.find())
        yield chromium.new_page(viewport={"width": 390, "height": 800})
        chromium.close()


@needs_browser
def test_in_a_page_that_forbids_styles_the_pictures_take_its_ink(page: Page, figure: str, diagram: str) -> None:
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text))
    page.on("request", lambda request: troubles.append(request.url))
    page.set_content(
        '<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
        f'<title>t</title><body text="#e6e4df" bgcolor="#1f2125">{svg.inline(figure)}{svg.inline(diagram)}'
    )
    colors = page.evaluate("[...document.querySelectorAll('svg text')].map((text) => getComputedStyle(text).fill)")
    assert len(colors) > 10
    assert set(colors) == {"rgb(230, 228, 223)"}
    names = page.evaluate("[...document.querySelectorAll('svg')].map((svg) => svg.getAttribute('aria-labelledby').split"
                          "(' ').map((id) => document.getElementById(id).textContent).join(' | '))")  # fmt: skip
    assert names == ["Two lines | The second is longer. It ends at 3 < 4.", "From here to there | One step, or two."]
    assert page.evaluate("new Set([...document.querySelectorAll('[id]')].map((e) => e.id)).size") == page.evaluate(
        "document.querySelectorAll('[id]').length"
    )
    assert troubles == []


QUESTION = "---\nshort: x\n---\n\n# Why?\n\n> Because.\n\n## Details\n\n```python figure one\n{code}```\n\n- a list\n\n  ```mermaid\n  x\n  ```\n"


def test_the_plan_finds_what_is_missing_stale_or_left_over(tmp_path: Path) -> None:
    folder = tmp_path / "content" / "basics" / "models"
    folder.mkdir(parents=True)
    (folder / "why.md").write_text(QUESTION.format(code=DOCSTRING), "utf-8")
    (folder / "broken.md").write_text("nothing", "utf-8")
    (folder / "broken.old.svg").write_text("<svg/>", "utf-8")
    (folder / "why.old.svg").write_text(f'<svg data-source="{"0" * 64}"/>', "utf-8")
    (folder / "why.sketch.svg").write_text("<svg/>", "utf-8")  # drawn by hand: nothing here deletes it
    plan = pictures.plan(tmp_path)
    names = [(picture.name, picture.path.rpartition("/")[2], picture.line, picture.stale) for picture in plan.pictures]
    assert names == [("one", "why.one.svg", 11, True), ("diagram-1", "why.diagram-1.svg", 18, True)]
    assert plan.orphans == ("content/basics/models/why.old.svg",)
    assert plan.unread == ("content/basics/models/broken.md",), "what cannot be read keeps its drawings"

    current = f'<svg id="why-one" data-source="{figures.digest(DOCSTRING)}"/>'
    (folder / "why.one.svg").write_text(current, "utf-8")
    assert [picture.stale for picture in pictures.plan(tmp_path).pictures] == [False, True]
    assert pictures.plan(tmp_path, lambda path: "other" in path) == pictures.Plan((), (), ())


def test_the_command_draws_then_has_nothing_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "content" / "basics" / "models"
    folder.mkdir(parents=True)
    (folder / "why.md").write_text(QUESTION.format(code=FIGURE).partition("- a list")[0], "utf-8")
    (folder / "why.old.svg").write_text(f'<svg data-source="{"0" * 64}"/>', "utf-8")
    (folder / "why.sketch.svg").write_text("<svg/>", "utf-8")  # drawn by hand: nothing here deletes it

    def run(*options: str) -> tuple[int, str]:
        command = [sys.executable, "scripts/figures.py", "--root", str(tmp_path), *options]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    assert run("--check") == (
        1,
        "content/basics/models/why.md:11: content/basics/models/why.one.svg is missing or stale; run: make figures\n"
        "content/basics/models/why.old.svg: no fence draws it; make figures deletes it\n",
    )
    assert run() == (
        0,
        "deleted content/basics/models/why.old.svg\n1/1 content/basics/models/why.one.svg\n1 pictures, 1 drawn, 0 failed\n",
    )
    assert run("--check") == (0, "")
    assert (folder / "why.sketch.svg").exists()
    (folder / "why.md").write_text(QUESTION.format(code=DOCSTRING + "1 / 0\n").partition("- a list")[0], "utf-8")
    code, text = run()
    assert code == 1
    assert "content/basics/models/why.md:14: ZeroDivisionError" in text
