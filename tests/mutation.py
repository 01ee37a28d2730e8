"""Plant small mistakes in rules, sanitizer and redirects, and list those that no test notices: python tests/mutation.py

A mistake is one change of one place: another comparison, `or` for `and`, a number one off, a loop that does not run, an
entry of an allow list left out or let in. Each is planted in a process of its own, in memory alone; while this runs, the
files must stay as they are. It fails where less than nine of ten are noticed.
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
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import unified_diff
from functools import cache, partial
from importlib import import_module
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "scripts" / "handbook"
GOAL = 0.9
WORKERS = 2
SURVIVED, NOTICED, NONE = 0, 1, 3
"""What becomes of a mistake; a process that a limit ends has noticed it too."""
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
        ("test_rules.py -k bad_cases or near_misses or where_a_link or tomorrow or docstrings",),
        WARM,
    ),
    "sanitizer": Part(
        (PACKAGE / "sanitize.py",),
        ("test_sanitize.py -k passes or kept or lets_in or notebook", "test_sanitize.py"),
        (*WARM, "loaded"),
    ),
    "policy": Part((PACKAGE / "policy.py",), ("test_policy.py",), (*WARM, "mkdocs.livereload")),
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


class Spelling:
    """An operator of cosmic-ray: other spellings of one leaf of the program, as a function gives them."""

    def __init__(self, spellings: Callable[[Any], list[str]]) -> None:
        self.spellings = spellings

    def mutation_positions(self, node: Any) -> Iterator[tuple[Any, Any]]:
        if not hasattr(node, "children"):
            yield from [(node.start_pos, node.end_pos)] * len(self.spellings(node))

    def mutate(self, node: Any, index: int) -> Any:
        node.value = self.spellings(node)[index]
        return node


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


def operators(path: Path) -> Iterator[Any]:
    """Everything by which a file is changed."""
    from cosmic_ray.operators.provider import OperatorProvider

    provider = OperatorProvider()
    for name in provider:
        pair = re.fullmatch(r"Replace(?:Binary|Comparison)Operator_(\w+)_(\w+)", name)
        if (not pair or pair[2] in SUCCESSORS[pair[1]].split()) and not provider[name].arguments():
            yield provider[name]()
    yield Spelling(membership)
    if path in (*PARTS["sanitizer"].files, *PARTS["policy"].files):
        yield Spelling(entries)


@dataclass(frozen=True)
class Mistake:
    """The change that an operator makes at its `occurrence`-th place in a file."""

    path: Path
    line: int
    column: int
    operator: Any
    occurrence: int

    @property
    def source(self) -> str:
        """The file's text with the mistake in it."""
        from cosmic_ray.mutating import mutate_code

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
    """What a source does, for comparison. Left out is what nothing runs: annotations and docstrings; and the decorator
    of a rule, without which there is no rule, as any test sees. SyntaxError if it is no Python."""
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
    from cosmic_ray.ast import ast_nodes, get_ast

    nodes = list(ast_nodes(get_ast(text(path))))
    within = next((node for node in nodes if node.type == "funcdef" and node.name.value == ONLY.get(path)), nodes[0])
    found = [
        Mistake(path, *place, operator, occurrence)
        for operator in operators(path)
        for occurrence, place in enumerate(start for node in nodes for start, _ in operator.mutation_positions(node))
    ]
    here = (one for one in found if within.start_pos[0] <= one.line <= within.end_pos[0])
    return sorted(here, key=lambda one: (one.line, one.column))


def own_cases(path: Path, line: int) -> tuple[str, ...]:
    """The cases of the rule in which a line is, or of all rules of its file, as arguments of pytest."""
    ids: list[str] = []
    for node in ast.parse(text(path)).body:
        here = getattr(node, "decorator_list", ()) and re.findall(r"rule\('(\w+)'", ast.unparse(node.decorator_list[0]))
        if here and node.lineno <= line <= (node.end_lineno or 0):
            ids = here
            break
        ids += here
    return (f"test_rules.py -k (bad_cases or near_misses) and ({' or '.join(f'{id}-' for id in ids)})",) if ids else ()


def noticed(path: Path, source: str, tests: Iterable[str]) -> bool:
    """Whether one of these tests fails when a file has this source. The source stays in place: for a process that ends
    with this, and in which the file's module was not imported yet."""
    import pytest

    name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
    planted, load = compile(source, path, "exec", dont_inherit=True), SourceFileLoader.get_code
    SourceFileLoader.get_code = lambda self, wanted: planted if wanted == name else load(self, wanted)  # type: ignore[method-assign]
    for arguments in tests:
        file, *chosen = arguments.split(" ", 2)
        if pytest.main([f"{ROOT}/tests/{file}", *chosen, "-xq", "-p", "no:cacheprovider", f"--rootdir={ROOT}"]):
            return True
    return False


def started(judge: Callable[[], int]) -> int:
    """The number of a silent process that ends with what `judge` returns, or by one of its limits."""
    if process := os.fork():
        return process
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_DATA, (4 * 1024**3, 4 * 1024**3))
    signal.alarm(30 * SECONDS)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    code = NOTICED
    try:
        code = judge()
    finally:
        os._exit(code)


def verdict(mistake: Mistake, part: Part) -> int:
    """What becomes of a mistake."""
    if not counts(mistake):
        return NONE
    tests = (*own_cases(mistake.path, mistake.line), *part.tests)
    return NOTICED if noticed(mistake.path, mistake.source, tests) else SURVIVED


def sound(path: Path, part: Part) -> int:
    """Whether the tests pass without any mistake; else every mistake would seem to be noticed."""
    return NOTICED if noticed(path, text(path), part.tests) else SURVIVED


def run(chosen: list[Mistake], part: Part) -> list[int]:
    """What became of each mistake; who survives is printed at once."""
    running: dict[int, int] = {}
    codes = [NONE] * len(chosen)
    for index in range(len(chosen) + WORKERS):
        if len(running) == WORKERS or (running and index >= len(chosen)):
            process, status = os.wait()
            done = running.pop(process)
            codes[done] = os.waitstatus_to_exitcode(status)
            if codes[done] == SURVIVED:
                print(chosen[done], flush=True)
        if index < len(chosen):
            running[started(partial(verdict, chosen[index], part))] = index
    return codes


def score(verdicts: Iterable[tuple[Mistake, int]], title: str) -> float:
    """The share of the mistakes that were noticed, which is printed under a title."""
    codes = Counter(code for _, code in verdicts if code != NONE)
    share = 1 - codes[SURVIVED] / codes.total() if codes else 1.0
    print(f"{title}: {share:.1%} of {codes.total()} noticed", flush=True)
    return share


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="look at these files alone")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="try each N-th mistake alone")
    arguments = parser.parse_args()
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests" / "support")]
    for name in ("pytest", "playwright.sync_api", "xdist.scheduler.loadscope"):
        import_module(name)
    import_module("handbook.math").SECONDS = 60.0  # a busy machine is no mistake

    wanted = {path.resolve() for path in arguments.files}
    shares = []
    for title, part in PARTS.items():
        files = [path for path in part.files if not wanted or path in wanted]
        chosen = [one for path in files for one in mistakes(path)][:: arguments.every]
        if not chosen:
            continue
        begun = time.monotonic()
        for name in part.warm:
            import_module(name)
        if os.waitpid(started(partial(sound, files[0], part)), 0)[1] != SURVIVED:
            parser.error(f"the tests of the {title} fail without any mistake; mend that first")
        verdicts = list(zip(chosen, run(chosen, part), strict=True))
        for path in files:
            score(((one, code) for one, code in verdicts if one.path == path), str(path.relative_to(ROOT)))
        shares.append(score(verdicts, f"{title}, in {time.monotonic() - begun:.0f} s"))
    return int(min(shares, default=1.0) < GOAL)


if __name__ == "__main__":
    sys.exit(main())
