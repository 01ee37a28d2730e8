"""The process that runs a figure's code: order.json in the current folder says what, answer.json what came of it.

A program, not a module to import. Before the code runs, the process is confined.
"""

import io
import json
import signal
import sys
import traceback
from pathlib import Path
from types import FrameType

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import matplotlib

matplotlib.use("svg")

import matplotlib.figure
import matplotlib.pyplot as plt

from handbook import wall

FENCE = "<figure>"
MEMORY = 4 * 1024**3  # address space, of which numpy reserves much more than it uses


class OutOfTimeError(Exception):
    """The code ran longer than it may."""


def limit(seconds: int) -> None:
    """What this process may do, and for how long, from now on."""
    wall.enter(Path.cwd(), 4 * seconds, MEMORY)

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise OutOfTimeError(f"the code takes longer than {seconds} seconds")

    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, ring)
        signal.alarm(seconds)


def line_of(error: BaseException) -> int:
    """The last line of the fence that the error passed through."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == FENCE]
    return (lines[-1] if lines else 1) or 1


def draw(code: str, style: str) -> str:
    """The SVG of the variable `figure` that the code leaves."""
    matplotlib.rcdefaults()
    plt.style.use(style)
    names: dict[str, object] = {"__name__": "figure"}
    exec(compile(code, FENCE, "exec"), names)  # noqa: S102  (what this process is for)
    figure = names.get("figure")
    if not isinstance(figure, matplotlib.figure.Figure):
        raise TypeError("the code must leave a matplotlib figure named figure")
    text = io.StringIO()
    figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    return text.getvalue()


def main() -> None:
    """Read the order, draw, write the answer."""
    order = json.loads(Path("order.json").read_text("utf-8"))
    output, sys.stdout = (sys.stdout, io.StringIO())  # what the code prints is nobody's business
    limit(order["seconds"])
    try:
        answer: dict[str, object] = {"svg": draw(order["code"], order["style"])}
    except MemoryError as error:
        answer = {"error": "the code needs too much memory", "line": line_of(error)}
    except OutOfTimeError as error:
        answer = {"error": str(error), "line": line_of(error)}
    except Exception as error:  # whatever the code raises is the writer's to see
        answer = {"error": f"{type(error).__name__}: {error}", "line": line_of(error)}
    finally:
        sys.stdout = output
    Path("answer.json").write_text(json.dumps(answer), "utf-8")


if __name__ == "__main__":
    main()
