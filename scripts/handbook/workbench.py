"""What a coding question gives a reader to work with: its signature, steps to put in order, bugs to find. Runs nothing."""

from __future__ import annotations

import ast
import itertools
from dataclasses import asdict, dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any

from handbook import cache, contract
from handbook.model import Question
from handbook.proof import mutants
from handbook.rules import python

STEPS = 10
STEP_LINES = 8
"""How many pieces a draft is cut into at most, and how long a piece stays whole."""
BUGS = 16
"""How many wrong versions a page offers; which of them the tests catch, the reader's browser finds out."""


@dataclass(frozen=True, slots=True)
class Bug:
    """A wrong version of the solution: the line (from 1) that was changed, how it stands and how it was."""

    line: int
    code: str
    wrong: str
    right: str


@dataclass(frozen=True, slots=True)
class Workbench:
    """The material of one question. `steps` are the pieces of the first draft, in the order in which they stand there;
    joined by line breaks they are the draft again."""

    name: str
    stub: str
    draft: str
    solution: str
    tests: str
    steps: tuple[str, ...]
    bugs: tuple[Bug, ...]


def workbench(question: Question) -> Workbench | None:
    """The material of a coding question; None for any other, and while its code is still being written."""
    files = question.document.companions
    if any(name not in files for name in contract.CODE_FILES):
        return None
    return _material(files[contract.FIRST_DRAFT], files[contract.SOLUTION], files[contract.TESTS])


@lru_cache(maxsize=256)
def _material(draft: str, solution: str, tests: str) -> Workbench | None:
    made = cache.kept("workbench", (draft, solution, tests), lambda: _made(draft, solution, tests))
    if made is None:
        return None
    return Workbench(**made | {"steps": tuple(made["steps"]), "bugs": tuple(Bug(**bug) for bug in made["bugs"])})


def _made(draft: str, solution: str, tests: str) -> dict[str, Any] | None:
    function = main_function(solution)
    if function is None or main_function(draft) is None:
        return None
    stub = f"{_imports(solution, function.args)}{signature(solution)}\n    ...  # your code\n"
    return asdict(Workbench(function.name, stub, draft, solution, tests, steps(draft), bugs(solution)))


def main_function(code: str) -> ast.FunctionDef | None:
    """The first function that a file defines; None where there is none, as in a file that is still being written."""
    tree = python.parse(code)
    return next(iter(python.functions(tree)), None) if isinstance(tree, ast.Module) else None


def signature(code: str) -> str:
    """The main function's first line and its docstring; empty where there is no function."""
    function = main_function(code)
    if function is None:
        return ""
    lines = code.split("\n")[function.lineno - 1 : function.body[0].lineno - 1]
    docstring = ast.get_docstring(function)
    if docstring:
        lines += [f"    {line}".rstrip() for line in f'"""{docstring}"""'.split("\n")]
    return "\n".join(lines)


def _imports(code: str, args: ast.arguments) -> str:
    """The imports that a signature needs to be read, as for the default in `rng=random`; empty if it needs none."""
    used = {node.id for node in ast.walk(args) if isinstance(node, ast.Name)}
    lines = [
        ast.unparse(node)
        for node in ast.parse(code).body
        if isinstance(node, (ast.Import, ast.ImportFrom)) and used & {a.asname or a.name for a in node.names}
    ]
    return "\n".join(lines) + "\n\n\n" if lines else ""


def steps(draft: str) -> tuple[str, ...]:
    """A draft cut at its statements into at most STEPS pieces that can be shuffled. Compound statements longer than
    STEP_LINES are opened; of too many pieces the shortest neighbors stay together. The first piece is all that stands
    before the body of the main function."""
    function = main_function(draft)
    if function is None:
        return ()
    lines = draft.rstrip("\n").split("\n")
    starts = {node.lineno for node in function.body}
    whole = [node for node in function.body if _length(node) > STEP_LINES]
    while whole:
        longest = max(whole, key=_length)
        whole.remove(longest)
        inner = getattr(longest, "body", [])
        starts |= {node.lineno for node in inner}
        whole += [node for node in inner if _length(node) > STEP_LINES]
    cuts = [0, *sorted(start - 1 for start in starts), len(lines)]
    while len(cuts) - 1 > STEPS:
        shortest = min(range(2, len(cuts) - 1), key=lambda i: cuts[i + 1] - cuts[i - 1])
        del cuts[shortest]
    return tuple("\n".join(lines[a:b]) for a, b in itertools.pairwise(cuts) if b > a)


def _length(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def bugs(solution: str) -> tuple[Bug, ...]:
    """Wrong versions of the solution that change one line, no more than BUGS, spread over its lines.

    Their order is arbitrary but the same at every build: by a digest of the change.
    """
    lines = solution.split("\n")
    made = [mutant for mutant in mutants.mutants(solution) if len(mutant.code.split("\n")) == len(lines)]
    made.sort(key=lambda mutant: sha256(mutant.code.encode()).hexdigest())
    seen: dict[int, int] = {}
    ranked = []
    for mutant in made:
        changed = [n for n, (old, new) in enumerate(zip(lines, mutant.code.split("\n"), strict=True)) if old != new]
        if len(changed) != 1:
            continue
        at = changed[0]
        seen[at] = seen.get(at, 0) + 1
        bug = Bug(at + 1, mutant.code, mutant.code.split("\n")[at].strip(), lines[at].strip())
        ranked.append((seen[at], bug))
    ranked.sort(key=lambda pair: pair[0])
    return tuple(bug for _, bug in ranked[:BUGS])
