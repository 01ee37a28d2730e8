"""K: are the Python files of a coding question what an interviewer would accept?"""

from __future__ import annotations

import ast
import builtins
import keyword
import re
from collections.abc import Iterator

from handbook import contract, prose
from handbook.model import Document, Taxonomy
from handbook.rules import python
from handbook.rules.body import parts_of
from handbook.rules.registry import At, Collection, rule
from handbook.source import position

VERSIONS = (contract.FIRST_DRAFT, contract.SOLUTION, contract.NUMPY_VARIANT)
ALLOWED = {contract.NUMPY_VARIANT: ("numpy",)}
CALL = re.compile(r"([A-Za-z_]\w*)(?:\(.*\))?")
ORDER_OF = re.compile(r"(?<![A-Za-z\\])O\s*(?=\()")
# What holds letters that are no symbols: words in a formula, subscripts, and commands.
NO_SYMBOL = re.compile(r"\\(?:text|mathrm|operatorname|textrm)\s*\{[^{}]*\}|_\s*\{[^{}]*\}|_\s*\w|\\[A-Za-z]+|\\.")
LOUD = re.compile(r"\\(?:left|right|[bB]igg?[lr]?|mathcal\s*\{\s*O\s*\}|mathcal\s+O|,|!)")


def trees(document: Document, *names: str) -> Iterator[tuple[str, ast.Module]]:
    """The code files of these names that can be parsed: file name and syntax tree."""
    for name in names or (*VERSIONS, contract.TESTS):
        code = document.companions.get(name)
        tree = python.parse(code) if code is not None else None
        if isinstance(tree, ast.Module):
            yield name, tree


def beside(document: Document, name: str) -> str:
    """The path of a file beside the question."""
    return f"{document.folder}/{name}"


@rule("K01", "missing-code", "collection")
def missing_code(collection: Collection) -> Iterator[At]:
    """A coding question has a first draft, a solution and tests.

    Why: the answer is code, in two stages, and proven.

    Instead of: `question.md` alone.

    Write: `first_draft.py`, `solution.py` and `test_solution.py` beside it.
    """
    for document in collection.documents:
        if document.category == contract.CODING:
            for name in contract.CODE_FILES:
                if beside(document, name) not in collection.files:
                    yield At(1, 1, f"`{name}` is missing", f"add {beside(document, name)}", document.path)


@rule("K02", "broken-python", "document")
def broken_python(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """The code can be parsed.

    Why: nothing else about it can be said before.

    Instead of: `def mean(values)`

    Write: `def mean(values):`
    """
    for name in (*VERSIONS, contract.TESTS):
        code = document.companions.get(name)
        error = python.parse(code) if code is not None else None
        if isinstance(error, SyntaxError):
            help = f"run: python {beside(document, name)}"
            path = beside(document, name)
            yield At(*python.place(error), f"this is no Python: {error.msg}", help, path)


@rule("K03", "foreign-code", "document")
def foreign_code(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """Draft, solution and tests use the standard library alone; the numpy variant adds numpy.

    Why: "from scratch" means that the algorithm is in the file; and it runs in the reader's browser.

    Instead of: `from sklearn.cluster import KMeans`, `import os`, `open(…)`

    Write: the algorithm.
    """
    for name, tree in trees(document):
        path = beside(document, name)
        for statement, module in python.foreign_imports(tree, ALLOWED.get(name, ())):
            help = "use the standard library alone; what reaches outside the computation is not needed"
            yield At(statement.lineno, statement.col_offset + 1, f"`{module}` may not be imported", help, path)
        for node, word in python.reaches_outside(tree):
            help = "compute with the arguments alone"
            yield At(node.lineno, node.col_offset + 1, f"`{word}` reaches outside the computation", help, path)


@rule("K04", "draft-in-pieces", "document")
def draft_in_pieces(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """The first draft is one function with everything in it.

    Why: it shows how one writes it first; the solution shows how it is then broken up.

    Instead of: a helper in `first_draft.py`

    Write: its lines where they are used.
    """
    for name, tree in trees(document, contract.FIRST_DRAFT):
        path = beside(document, name)
        for extra in python.functions(tree)[1:]:
            yield At(
                extra.lineno, 1, f"`{extra.name}` is a second function", "write its lines where they are used", path
            )
        for node in python.nodes(tree):
            if isinstance(node, ast.ClassDef):
                yield At(node.lineno, 1, "a class in the first draft", "write one function", path)


@rule("K05", "main-function", "document")
def main_function(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """The first function of each version is the main function, with one name and the same parameters in all.

    Why: the same tests and the reader's own code call it.

    Instead of: a helper above `def k_means(points, k, seed=0)`

    Write: the main function first, its helpers below.
    """
    mains = {}
    for name, tree in trees(document, *VERSIONS):
        found = python.functions(tree)
        if not found:
            yield At(1, 1, "there is no function", "begin with the main function: def …(…):", beside(document, name))
        else:
            mains[name] = found[0]
    if contract.SOLUTION not in mains:
        return
    wanted = mains[contract.SOLUTION]
    for name, tree in trees(document, contract.SOLUTION):
        draft = mains.get(contract.FIRST_DRAFT, wanted).name
        for function in python.functions(tree)[1:]:
            if function.name == draft != wanted.name:
                message = f"the main function `{draft}` stands below `{wanted.name}`"
                yield At(function.lineno, 1, message, "move it above its helpers", beside(document, name))
                return
    signature = f"{wanted.name}({', '.join(python.parameters(wanted))})"
    for name, main in mains.items():
        if main.name != wanted.name or python.parameters(main) != python.parameters(wanted):
            message = f"the first function is `{main.name}({', '.join(python.parameters(main))})`, not `{signature}`"
            help = f"begin with: def {signature}:"
            yield At(main.lineno, 1, message, help, beside(document, name))


@rule("K06", "module-code", "document")
def module_code(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """At the top level stand imports, functions, classes and constants, nothing that runs.

    Why: the tests, the checks and the reader's browser import the file; what runs then runs each time.

    Instead of: `print(k_means(points, 2))` at the end of the file.

    Write: a test.
    """
    quiet = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)
    for name, tree in trees(document):
        for node in tree.body:
            docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            constant = isinstance(node, (ast.Assign, ast.AnnAssign)) and not any(
                isinstance(inner, (ast.Lambda, ast.Await, ast.NamedExpr)) for inner in ast.walk(node)
            )
            if not (isinstance(node, quiet) or docstring or constant):
                path = beside(document, name)
                yield At(node.lineno, 1, "this runs when the file is imported", "move it into a test", path)


@rule("K07", "unknown-function", "document")
def unknown_function(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """The names that the Walkthrough writes in code font occur in solution.py.

    Why: text and code drift apart when one of them is renamed.

    Instead of: `assign_points` when the function is called `nearest`

    Write: `nearest`
    """
    for _, tree in trees(document, contract.SOLUTION):
        known = {*dir(builtins), *keyword.kwlist}
        for node in python.nodes(tree):
            for field in ("name", "id", "attr", "arg", "module"):
                value = getattr(node, field, None)
                known.update(value.split(".") if isinstance(value, str) else ())
        for line, word in _walkthrough_names(document):
            if word not in known:
                help = "name it as solution.py does, or write it without code font"
                yield At(line, 1, f"`{word}` does not occur in {contract.SOLUTION}", help)


def _walkthrough_names(document: Document) -> Iterator[tuple[int, str]]:
    for part, section in parts_of(document):
        if part.title == "Walkthrough":
            for token in section.tokens:
                for child in token.children or []:
                    match = CALL.fullmatch(child.content) if child.type == "code_inline" else None
                    if match:
                        yield position(document, token, f"`{child.content}`")[0], match.group(1)


@rule("K08", "unnamed-function", "document")
def unnamed_function(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """Every function of solution.py is named in the Walkthrough.

    Why: a helper that nobody explains is a step that the listener misses.

    Instead of: a helper `mean_point` that no step mentions.

    Write: a step that says what `mean_point` does.
    """
    if document.category != contract.CODING:
        return
    named = {word for _, word in _walkthrough_names(document)}
    section = next((section for part, section in parts_of(document) if part.title == "Walkthrough"), None)
    for _, tree in trees(document, contract.SOLUTION):
        for function in python.functions(tree):
            if section is not None and function.name not in named:
                help = f"add a step that names `{function.name}` in code font"
                yield At(section.line, 1, f"no step names `{function.name}`", help)


@rule("K09", "test-form", "document")
def test_form(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """Every function `test_*` takes the main function as its only argument and asserts something; there are three or more.

    Why: the same tests judge the draft, the solution, the numpy variant and the reader's own code.

    Instead of: `def test_blobs():` with an import of the solution.

    Write: `def test_blobs(k_means):`
    """
    for name, tree in trees(document, contract.TESTS):
        path = beside(document, name)
        tests = [function for function in python.functions(tree) if function.name.startswith("test_")]
        if len(tests) < 3:
            yield At(
                1, 1, f"{len(tests)} tests, but needs 3 or more", "test known answers, invariants, edge cases", path
            )
        asserting = {
            f.name for f in python.functions(tree) if any(isinstance(n, (ast.Assert, ast.Raise)) for n in ast.walk(f))
        }
        for test in tests:
            if len(python.parameters(test)) != 1:
                help = f"write: def {test.name}({_main_name(document)}):"
                yield At(test.lineno, 1, f"`{test.name}` must take the main function alone", help, path)
            calls = {n.func.id for n in ast.walk(test) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
            if test.name not in asserting and not calls & asserting:
                yield At(test.lineno, 1, f"`{test.name}` asserts nothing", "end it with an assert", path)


def _main_name(document: Document) -> str:
    for _, tree in trees(document, contract.SOLUTION):
        if found := python.functions(tree):
            return found[0].name
    return "solution"


@rule("K10", "complexity-form", "document")
def complexity_form(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """Time and Space are given in O(…), and every symbol in it is defined.

    Why: `O(n)` says nothing before n is named.

    Instead of: `- **Time:** linear.`

    Write: `- **Time:** $O(n \\cdot d)$ for $n$ points in $d$ dimensions.`
    """
    for part, section in parts_of(document):
        if part.title != "Complexity":
            continue
        defined: set[str] = set()
        used: dict[str, int] = {}
        for item in prose.items(section.tokens, "items"):
            formulas = [c.content for t in item.tokens for c in t.children or [] if c.type == "math_inline"]
            bounds = [bound for formula in formulas for bound in _bounds(formula)]
            if item.label in part.labels and not bounds:
                yield At(item.line, 1, f"**{item.label}:** names no O(…)", "write it as a formula: $O(n)$")
            for inside in bounds:
                for symbol in _symbols(inside):
                    used.setdefault(symbol, item.line)
            for formula in formulas:
                if not _bounds(formula):
                    defined.update(_symbols(formula))
        for symbol, line in used.items():
            if symbol not in defined:
                yield At(line, 1, f"the symbol ${symbol}$ is not defined", f"say what it counts: `for ${symbol}$ …`")


def _bounds(formula: str) -> list[str]:
    """What stands in each O(…) of a formula, the opening bracket with it."""
    formula = LOUD.sub(lambda match: "O" if "mathcal" in match.group() else "", formula)
    found = []
    for match in ORDER_OF.finditer(formula):
        depth = 0
        for end in range(match.end(), len(formula)):
            depth += {"(": 1, ")": -1}.get(formula[end], 0)
            if depth == 0:
                found.append(formula[match.end() : end])
                break
    return found


def _symbols(formula: str) -> list[str]:
    return re.findall(r"[A-Za-z]", NO_SYMBOL.sub(" ", formula))


@rule("K11", "shared-name", "document")
def shared_name(document: Document, taxonomy: Taxonomy) -> Iterator[At]:
    """The tests define no name that the draft or the solution defines too.

    Why: in the practice notebook all of them stand in one place, and the later would replace the earlier.

    Instead of: a helper `distance` in the tests beside a helper `distance` of the solution.

    Write: `def expected_distance(a, b):` in the tests.
    """
    own = {name for _, tree in trees(document, contract.FIRST_DRAFT, contract.SOLUTION) for name in _defined(tree)}
    for file, tree in trees(document, contract.TESTS):
        for name, line in _defined(tree).items():
            if name in own:
                message = f"`{name}` is defined in the draft or the solution too"
                yield At(line, 1, message, f"give it another name, as expected_{name}", beside(document, file))


def _defined(tree: ast.Module) -> dict[str, int]:
    """The names of functions, classes and values at the top level, and their lines; imported names are shared freely."""
    found: dict[str, int] = {}
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found[node.name] = node.lineno
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            names = [n for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
            found |= {name.id: node.lineno for name in names}
    return found
