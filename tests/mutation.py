"""Plant small mistakes in rules, sanitizer and redirects, and list those that no test notices: python tests/mutation.py

A mistake is one change of one place: another comparison, `or` for `and`, a number one off, a loop that does not run, an
entry of an allow list left out or let in. Each is planted in a process of its own, in memory alone.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import unified_diff
from functools import cache
from importlib import import_module
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import Any

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator
from cosmic_ray.operators.provider import OperatorProvider

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "scripts" / "handbook"
GOAL = 0.9
WORKERS = 2
SECONDS = 120
"""Of the processor, for the tests of one mistake: whatever needs more does not end, and is noticed."""


@dataclass(frozen=True)
class Part:
    """What is judged together: its files, the arguments of pytest that judge it, one after the other, and modules that
    do not depend on it, so that they are imported once for all mistakes."""

    files: tuple[Path, ...]
    tests: tuple[str, ...]
    warm: tuple[str, ...]


WARM = (*(f"handbook.{name}" for name in "browser confined diagrams likeness order source terms timing".split()),)
PARTS = {
    "rules": Part(
        tuple(sorted((PACKAGE / "rules").glob("*.py"))),
        ("test_rules.py -k bad_cases", "test_rules.py -k near_misses", "test_hostile.py -k every_case"),
        WARM,
    ),
    "sanitizer": Part(
        (PACKAGE / "sanitize.py", PACKAGE / "policy.py"),
        ("test_policy.py", "test_sanitize.py -k kept", "test_sanitize.py", "test_hostile.py -k without_rules"),
        (*WARM, "loaded"),
    ),
    "redirects": Part(
        (PACKAGE / "pages" / "__init__.py", PACKAGE / "pages" / "links.py"),
        ("test_pages.py -k relative", "test_pages.py -k former"),
        (*WARM, "loaded"),
    ),
}
ONLY = {PACKAGE / "pages" / "__init__.py": "_redirects"}
"""Of these files the function of that name alone."""

SUCCESSORS = dict(
    line.split(": ")
    for line in """
    Add: Sub
    Sub: Add
    Mul: Div
    Div: Mul
    FloorDiv: Mul
    Mod: Add
    Pow: Mul
    BitOr: BitAnd
    BitAnd: BitOr
    BitXor: BitAnd
    LShift: RShift
    RShift: LShift
    Eq: NotEq LtE GtE
    NotEq: Eq Lt Gt
    Lt: LtE NotEq GtE
    LtE: Lt Eq Gt
    Gt: GtE NotEq LtE
    GtE: Gt Eq Lt
    Is: IsNot
    IsNot: Is
    """.strip().split("\n    ")
)
"""By what a binary operator is replaced. All others would flatter the score: an arithmetic one mostly raises an error in
any test, and one that compares is noticed wherever these are."""


class Spelling(Operator):  # type: ignore[misc]
    """Another spelling of one leaf of the program, as a function gives them."""

    def __init__(self, spellings: Callable[[Any], list[str]]) -> None:
        self.spellings = spellings

    def mutation_positions(self, node: Any) -> Iterator[tuple[Any, Any]]:
        if not hasattr(node, "children"):
            yield from [(node.start_pos, node.end_pos)] * len(self.spellings(node))

    def mutate(self, node: Any, index: int) -> Any:
        node.value = self.spellings(node)[index]
        return node

    @classmethod
    def examples(cls) -> tuple[()]:
        return ()


def membership(leaf: Any) -> list[str]:
    """`in` becomes `not in`, and the other way round."""
    if leaf.value == "in" and leaf.parent.type == "comparison":
        return ["not in"]
    return [""] if leaf.value == "not" and leaf.parent.type == "comp_op" and leaf.parent.children[0] is leaf else []


def entries(leaf: Any) -> list[str]:
    """An entry of an allow list, or an alternative of a pattern that allows, is left out; what no list may hold is let in."""
    text, before, after = leaf.value, leaf.get_previous_leaf(), leaf.get_next_leaf()
    dangerous = ["form", "onclick", "javascript", "md-overlay"]
    if leaf.type == "fstring_string":
        return [text[: at.start()] + text[at.end() :] for at in re.finditer(r"[a-z-]+\|", text)]
    if leaf.type != "string":
        return []
    if text.startswith('"""') and after.value == ".":
        words = list(re.finditer(r"[\w-]+", text))
        return [text[: at.start()] + text[at.end() :] for at in words] + [f'"""{" ".join(dangerous)} {text[3:]}']
    if leaf.parent.type == "atom" or (leaf.parent.type == "dictorsetmaker" and before.value in "{,"):
        more = [f"{text}, {str(dangerous)[1:-1]}"] if before.value == "{" and after.value in ",}" else []
        return ['""', *more]
    return ['"*"'] if leaf.parent.type == "dictorsetmaker" else []


def operators(path: Path) -> Iterator[Operator]:
    """Everything by which a file is changed."""
    provider = OperatorProvider()
    for name in provider:
        pair = re.fullmatch(r"Replace(?:Binary|Comparison)Operator_(\w+)_(\w+)", name)
        if (not pair or pair[2] in SUCCESSORS[pair[1]].split()) and not provider[name].arguments():
            yield provider[name]()
    yield Spelling(membership)
    if path in PARTS["sanitizer"].files:
        yield Spelling(entries)


@dataclass(frozen=True)
class Mistake:
    """The change that an operator makes at its `occurrence`-th place in a file."""

    path: Path
    line: int
    column: int
    operator: Operator
    occurrence: int

    @property
    def source(self) -> str:
        """The file's text with the mistake in it."""
        return str(mutate_code(text(self.path), self.operator, self.occurrence))

    def __str__(self) -> str:
        lines = list(unified_diff(text(self.path).split("\n"), self.source.split("\n"), n=0, lineterm=""))[3:]
        was, now = (" ".join(" ".join(line[1:].split()) for line in lines if line[0] == sign) for sign in "-+")
        return f"{self.path.relative_to(ROOT)}:{self.line}:{self.column + 1}: {was} -> {now}"


@cache
def text(path: Path) -> str:
    """A file's text."""
    return path.read_text("utf-8")


@cache
def program(source: str) -> str:
    """What a source does, for comparison: all but the annotations, the decorators that only register, and docstrings.
    SyntaxError if it is no Python."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        for name in ("annotation", "returns"):
            if getattr(node, name, None) is not None:
                setattr(node, name, ast.Constant(None))
        if isinstance(node, ast.FunctionDef):
            node.decorator_list = [one for one in node.decorator_list if not ast.unparse(one).startswith("rule(")]
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [one for one in body if not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))]  # type: ignore[attr-defined]
    return ast.dump(tree)


def counts(mistake: Mistake) -> bool:
    """Whether a mistake is Python, and another program."""
    try:
        return program(mistake.source) != program(text(mistake.path))
    except SyntaxError:
        return False


def mistakes(path: Path) -> list[Mistake]:
    """All mistakes of a file, in the order of their places."""
    nodes = list(ast_nodes(get_ast(text(path))))
    within = next((node for node in nodes if node.type == "funcdef" and node.name.value == ONLY.get(path)), nodes[0])
    found = [
        Mistake(path, *place, operator, occurrence)
        for operator in operators(path)
        for occurrence, place in enumerate(start for node in nodes for start, _ in operator.mutation_positions(node))
    ]
    here = (one for one in found if within.start_pos[0] <= one.line <= within.end_pos[0])
    return sorted(here, key=lambda one: (one.line, one.column))


def own_cases(mistake: Mistake) -> list[str]:
    """The cases of the rule in which a mistake is, or of all rules of its file, as arguments of pytest."""
    ids: list[str] = []
    for node in ast.parse(text(mistake.path)).body:
        here = getattr(node, "decorator_list", ()) and re.findall(r"rule\('(\w+)'", ast.unparse(node.decorator_list[0]))
        if here and node.lineno <= mistake.line <= (node.end_lineno or 0):
            ids = here
            break
        ids += here
    return [f"test_rules.py -k (bad_cases or near_misses) and ({' or '.join(f'{id}-' for id in ids)})"] if ids else []


def judged(mistake: Mistake, part: Part) -> bool:
    """Whether a test notices the mistake. It is planted for good: for a process that ends with this."""
    import pytest

    name = ".".join(mistake.path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
    planted, load = compile(mistake.source, mistake.path, "exec", dont_inherit=True), SourceFileLoader.get_code
    SourceFileLoader.get_code = lambda self, wanted: planted if wanted == name else load(self, wanted)  # type: ignore[method-assign]
    for arguments in (*own_cases(mistake), *part.tests):
        file, *chosen = arguments.split(" ", 2)
        if pytest.main([f"{ROOT}/tests/{file}", *chosen, "-xq", "-p", "no:cacheprovider", f"--rootdir={ROOT}"]):
            return True
    return False


def started(mistake: Mistake, part: Part, quiet: bool = True) -> int:
    """The number of a process that ends with 0 if a mistake survives, 3 if it is none, and otherwise if it is noticed."""
    if process := os.fork():
        return process
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_DATA, (4 * 1024**3, 4 * 1024**3))
    signal.alarm(30 * SECONDS)
    if quiet:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
    code = 1
    try:
        code = 3 if not counts(mistake) else int(judged(mistake, part))
    finally:
        os._exit(code)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", help="the files to look at (default: all)")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="try each N-th mistake alone")
    arguments = parser.parse_args()
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests" / "support")]
    import handbook.math

    handbook.math.SECONDS = 60.0  # a busy machine is no mistake
    import playwright.sync_api  # noqa: F401
    import pytest  # noqa: F401
    import xdist.scheduler.loadscope  # noqa: F401

    scores = []
    for title, part in PARTS.items():
        files = [
            path
            for path in part.files
            if not arguments.modules
            or path.stem in arguments.modules
            or str(path.relative_to(ROOT)) in arguments.modules
        ]
        chosen = [one for path in files for one in mistakes(path)][:: arguments.every]
        if not chosen:
            continue
        begun = time.monotonic()
        for name in part.warm:
            import_module(name)
        verdicts = run(chosen, part)
        for path in files:
            codes = Counter(code for one, code in zip(chosen, verdicts, strict=True) if one.path == path and code != 3)
            if codes:
                print(f"{path.relative_to(ROOT)}: {score(codes):.1%} of {codes.total()} noticed")
        codes = Counter(code for code in verdicts if code != 3)
        scores.append(score(codes))
        print(f"{title}: {scores[-1]:.1%} of {codes.total()} noticed in {time.monotonic() - begun:.0f} s\n", flush=True)
    return int(min(scores) < GOAL)


def score(codes: Counter[int]) -> float:
    """The share of the mistakes that were noticed."""
    return 1 - codes[0] / codes.total()


def run(chosen: list[Mistake], part: Part) -> list[int]:
    """How each process ended, in the order of the mistakes; who survives is printed at once."""
    running: dict[int, int] = {}
    codes = [0] * len(chosen)
    for index in range(len(chosen) + WORKERS):
        if len(running) == WORKERS or (running and index >= len(chosen)):
            process, status = os.wait()
            done = running.pop(process)
            codes[done] = os.waitstatus_to_exitcode(status)
            if codes[done] == 0:
                print(chosen[done], flush=True)
        if index < len(chosen):
            running[started(chosen[index], part)] = index
    return codes


if __name__ == "__main__":
    sys.exit(main())
