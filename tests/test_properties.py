"""What holds for any input: a check never fails, its lines exist, orders respect prerequisites, cycles are found.

HYPOTHESIS_EXAMPLES=2000 looks longer.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from handbook import catalogue, math, order, report, source

EXAMPLES = int(os.environ.get("HYPOTHESIS_EXAMPLES", "60"))
settings.register_profile(
    "handbook", max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
settings.load_profile("handbook")

BASE = catalogue.read_files(Path(__file__).parent / "rules" / "base")
CATALOGUE = catalogue.check(BASE)[0]
PAGES = sorted(path for path in BASE if source.locate(path))
OTHERS = sorted(set(BASE) - set(PAGES))
# Pieces that mean something to YAML, Markdown, LaTeX, Python, HTML or this project.
PIECES = """--- | : | - | # | ## | ### | > | >  | - - - | 1. | ``` | ```python check | ```mermaid | ~~~ | $ | $$ | \\frac{ | * | ** | _
    | [ | ]( | [a](b) | ![ | <b> | <!-- | <a | </script> | & | &amp; | &#0; | \\ | { | } | {% | \t | \r\n | \0 | \ufeff | é | 𝔸 |     x
    | [a]: b | === | | a | b | |---| | ## Pitfalls | ### Why? | - **Pros:** | level: | [x, y] | {a: b} | !!str | *a | &b | "
    | ' | assert | def f(: | O( | : : | %""".split(" | ")


@pytest.fixture(autouse=True, scope="module")
def one_renderer() -> Iterator[None]:
    """Starting KaTeX takes longer than a check: one for all."""
    with math.renderer() as render, pytest.MonkeyPatch.context() as patch:
        patch.setattr(math, "renderer", lambda *_: nullcontext(render))
        yield


def holds(files: dict[str, bytes | None]) -> None:
    """The check ends, can be reported, and points at lines that exist."""
    _, findings = catalogue.check(files)
    for write in report.FORMATS.values():
        assert isinstance(write(findings), str)
    assert all(line.startswith(("content", "    ")) for line in report.text(findings).splitlines())
    for finding in findings:
        lines = (files.get(finding.path) or b"").count(b"\n") + 1
        assert 1 <= finding.line <= lines, finding
        assert finding.column >= 1
        assert finding.message
        assert finding.help


@st.composite
def mutations(draw: st.DrawFn, paths: list[str]) -> tuple[str, bytes]:
    """A valid file after a few hits: slices replaced, moved, repeated, lines shuffled."""
    path = draw(st.sampled_from(paths))
    text = (BASE[path] or b"").decode()
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 80)))
        match draw(st.sampled_from(["piece", "text", "repeat", "delete", "shuffle", "move"])):
            case "piece":
                new = draw(st.sampled_from(PIECES)) * draw(st.integers(1, 3))
                text = text[:start] + draw(st.sampled_from(["", "\n", " "])) + new + text[end:]
            case "text":
                text = text[:start] + draw(st.text(max_size=20)) + text[end:]
            case "repeat":
                text = text[:end] + text[start:end] * draw(st.integers(1, 5)) + text[end:]
            case "delete":
                text = text[:start] + text[end:]
            case "shuffle":
                lines = text.split("\n")
                text = "\n".join(draw(st.permutations(lines)))
            case "move":
                text = text[:start] + text[end:] + text[start:end]
    return path, text.encode("utf-8", "replace")


@given(mutations(PAGES))
def test_a_check_survives_mutated_questions(mutated: tuple[str, bytes]) -> None:
    holds({**BASE, mutated[0]: mutated[1]})


@given(mutations(OTHERS))
def test_a_check_survives_mutated_taxonomies_paths_code_and_drawings(mutated: tuple[str, bytes]) -> None:
    holds({**BASE, mutated[0]: mutated[1]})


@given(st.sampled_from(sorted(BASE)), st.binary(max_size=300))
@example(PAGES[0], b"---\n---\n")
@example(PAGES[0], b"---\na: b\n---\n# A\n\n>\n")
def test_a_check_survives_any_bytes(path: str, data: bytes) -> None:
    holds({**BASE, path: data})


@given(st.sampled_from(PAGES), st.lists(st.sampled_from(PIECES + ["\n"] * 9 + ["word"] * 9), max_size=60))
def test_a_check_survives_any_body(path: str, pieces: list[str]) -> None:
    front = (BASE[path] or b"").decode().split("# ")[0]
    holds({**BASE, path: (front + "".join(pieces)).encode()})


@given(
    st.lists(st.text(max_size=12), min_size=1, max_size=6).map("/".join), st.one_of(st.none(), st.binary(max_size=9))
)
def test_a_check_survives_any_name(path: str, data: bytes | None) -> None:
    holds({**BASE, f"content/{path}": data})


@given(st.lists(st.sampled_from(sorted(BASE)), unique=True))
def test_a_check_survives_missing_files(missing: list[str]) -> None:
    holds({path: data for path, data in BASE.items() if path not in missing})


QUESTIONS = list(CATALOGUE.questions.values())
NAMES = "abcdef"
graphs = st.dictionaries(st.sampled_from(NAMES), st.lists(st.sampled_from(NAMES), max_size=3, unique=True), max_size=6)


@given(
    graphs, st.lists(st.tuples(st.sampled_from(QUESTIONS), st.sampled_from(["junior", "mid", "senior"])), min_size=6)
)
def test_workflow_is_a_permutation_that_respects_prerequisites(after: dict[str, list[str]], like: list) -> None:
    questions = [
        replace(like[n][0], slug=slug, level=like[n][1], after=tuple(b for b in befores if b < slug))
        for n, (slug, befores) in enumerate(after.items())
    ]
    ordered = order.workflow(questions, CATALOGUE.taxonomy)
    assert sorted(question.slug for question in ordered) == sorted(after)
    ranks = order.ranks(ordered, CATALOGUE.taxonomy)
    sections = [ranks[question.slug][0] for question in ordered]
    assert sections == sorted(sections)
    at = {question.slug: n for n, question in enumerate(ordered)}
    for question in ordered:
        for before in question.after:
            if before in at and sections[at[before]] == sections[at[question.slug]]:
                assert at[before] < at[question.slug]


@given(graphs)
def test_cycles_are_found_when_there_are_any(after: dict[str, list[str]]) -> None:
    def is_cycle(trail: tuple[str, ...]) -> bool:
        return all(later in after.get(slug, ()) for slug, later in zip(trail, (*trail[1:], trail[0]), strict=True))

    exists = any(is_cycle(trail) for n in range(1, len(after) + 1) for trail in itertools.permutations(after, n))
    found = order.cycles(after)
    assert bool(found) == exists
    assert all(is_cycle(tuple(cycle)) for cycle in found)
    assert len(set().union(*found)) == sum(map(len, found))
