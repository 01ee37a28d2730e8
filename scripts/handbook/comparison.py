"""What was measured, as tables for people and against what the project promises."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from handbook import contenders
from handbook.contenders import COLD, FULL, HANDBOOK, SMALL
from handbook.measure import Run

Key = tuple[str, str, int]
"""Who, what, and on how many questions."""
Medians = Mapping[Key, Run]

BEGIN, END = "<!-- bench: written by scripts/bench.py -->", "<!-- bench: end -->"
COLUMNS = (
    "who",
    "what",
    "processor, s",
    "clock, s",
    "largest process, MB",
    "all processes, MB",
    "files",
    "written, MB",
    "÷ every page",
    "÷ sections",
)


@dataclass(frozen=True, slots=True)
class Promise:
    """A limit: what is promised, at most how much, in which unit, and how it follows from what was measured; KeyError
    where that was not."""

    what: str
    limit: float
    unit: str
    measured: Callable[[Medians], float]


def _shares(what: str, limit: float, part: Key, whole: Key) -> Iterator[Promise]:
    """A share that is promised, of what a person waits for and of the processors' time."""
    yield Promise(f"{what}, clock", limit, "", lambda m: m[part].wall / m[whole].wall)
    yield Promise("the same, processor", limit, "", lambda m: m[part].cpu / m[whole].cpu)


BUILD = (HANDBOOK, COLD, 1000)
PROMISES = (
    *_shares(
        "a build of 1,000 questions ÷ one of Material with every page in its navigation",
        0.22,
        BUILD,
        (FULL, COLD, 1000),
    ),
    *_shares("a build of 1,000 questions ÷ one of Material with sections alone", 0.7, BUILD, (SMALL, COLD, 1000)),
    *_shares(
        "a build of 1,000 questions after one edit ÷ one with nothing kept",
        0.05,
        (HANDBOOK, contenders.EDIT, 1000),
        BUILD,
    ),
    Promise(
        "a page of 10,000 ÷ a page of 1,000, processor",
        1.2,
        "",
        lambda m: m[HANDBOOK, COLD, 10_000].cpu / 10 / m[HANDBOOK, COLD, 1000].cpu,
    ),
    Promise(
        "memory of a build of 10,000 questions, all processes",
        400,
        " MB",
        lambda m: m[HANDBOOK, COLD, 10_000].together / 1e6,
    ),
    Promise(
        "a check of 1,000 questions with nothing kept, clock",
        2,
        " s",
        lambda m: m[HANDBOOK, contenders.CHECK_COLD, 1000].wall,
    ),
    Promise(
        "a check of 1,000 questions with nothing changed, clock",
        0.5,
        " s",
        lambda m: m[HANDBOOK, contenders.CHECK_WARM, 1000].wall,
    ),
    Promise(
        "a save at 1,000 questions until a preview serves the page again, clock",
        1,
        " s",
        lambda m: m[HANDBOOK, contenders.RELOAD, 1000].wall,
    ),
    Promise(
        "a save at 1,000 questions until its findings are told, clock",
        0.3,
        " s",
        lambda m: m[HANDBOOK, contenders.FINDINGS, 1000].wall,
    ),
    Promise("the answer to `--help`, clock", 0.2, " s", lambda m: m[HANDBOOK, contenders.HELP, 0].wall),
)


def tables(medians: Medians, conditions: Sequence[str]) -> str:
    """All tables as Markdown: the conditions as a paragraph, a table a size, and the promises."""
    parts = [" ".join(conditions)]
    for size in sorted({size for _, _, size in medians if size}):
        parts += [f"### {size:,} questions", _markdown(COLUMNS, _rows(medians, size))]
    parts += ["### What is promised", _markdown(("what", "at most", "measured", ""), _promises(medians))]
    return "\n\n".join(parts) + "\n"


def _rows(medians: Medians, size: int) -> Iterator[tuple[str, ...]]:
    for (who, what, number), run in medians.items():
        if number != size:
            continue
        yield (
            who,
            what,
            f"{run.cpu:.1f}" if run.cpu else "",
            f"{run.wall:.1f}" if run.cpu else f"{run.wall:.2f}",
            f"{run.largest / 1e6:.0f}",
            f"{run.together / 1e6:.0f}",
            f"{run.files:,.0f}" if run.files else "",
            f"{run.written / 1e6:.1f}" if run.files else "",
            *(_share(run, medians.get((rival, COLD, size)) if run.files else None) for rival in (FULL, SMALL)),
        )


def _share(run: Run, other: Run | None) -> str:
    return f"{run.cpu / other.cpu:.2f}" if other else ""


def _promises(medians: Medians) -> Iterator[tuple[str, ...]]:
    for promise in PROMISES:
        try:
            measured = promise.measured(medians)
        except KeyError:
            yield promise.what, f"{promise.limit:g}{promise.unit}", "not measured", ""
            continue
        kept = "kept" if measured <= promise.limit else "**not kept**"
        figure = f"{measured:,.0f}" if measured >= 100 else f"{measured:.3g}"
        yield promise.what, f"{promise.limit:g}{promise.unit}", f"{figure}{promise.unit}", kept


def _markdown(head: Sequence[str], rows: Iterator[tuple[str, ...]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def written(page: str, tables: str) -> str:
    """The text of a page with these tables between its two marks; ValueError if it has not both."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page has no place for the tables: {BEGIN} … {END}")
    return f"{before}{begin}\n\n{tables}\n{end}{after}"
