"""Imports point one way, only the adapter knows MkDocs, the package neither prints nor exits, everything says its job."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ROOT / "scripts"
PACKAGE = SCRIPTS / "handbook"

# Each module or package of scripts/handbook imports only those to its left.
ORDER = (
    "model apart cache settings contract phrases slugs math svg sanitize browser wall confined kernel_process drawing figure_process figures diagrams fences cells vendored markdown source prose"
    " terms stems likeness nearby order reviews worksheets sheets timing typed rules plain_yaml skeleton begin judged catalogue reword corpus cases foreign gaps writing mend pictures proof workbench coloring pages exports publish policy offline inside outside stage notebooks pdf watch report form issue_form submission summary replica measured_process save_process measure contenders comparison"
).split()

MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")
TREES = {path: ast.parse(path.read_text("utf-8")) for path in MODULES}
each_module = pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))


def unit(path: Path) -> str:
    """The module or package directly under scripts/handbook."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """Every module named in an import, wherever it stands, with the names taken from it."""
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}:{node.lineno}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own(path: Path) -> Iterator[list[str]]:
    """The imports from this package, split: ["rules", "harm", "position"]."""
    return (name.split(".")[1:] for name in imported(path) if name.startswith("handbook."))


def test_the_order_names_every_module_once() -> None:
    there = {unit(path) for path in MODULES}
    assert sorted(ORDER) == sorted(there), "give a new module its place in ORDER"


@each_module
def test_imports_point_to_the_left(path: Path) -> None:
    left = ORDER[: ORDER.index(unit(path))]
    for name, *_ in own(path):
        assert name in left or name == unit(path), f"{unit(path)} stands left of {name}"


@pytest.mark.parametrize("package", sorted(unit(path) for path in MODULES if path.name == "__init__.py"))
def test_no_circle_inside_a_package(package: str) -> None:
    inside = [path for path in MODULES if unit(path) == package]
    known = {path.stem for path in inside}
    graph = {
        path.stem: {names[1] if names[1] in known else "__init__" for names in own(path) if names[0] == package}
        for path in inside
    }
    TopologicalSorter(graph).prepare()  # raises CycleError


def test_the_ends_of_the_line() -> None:
    assert {name for name, *_ in own(PACKAGE / "report.py")} == {"model"}
    assert list(own(PACKAGE / "model.py")) == []
    assert {name for path in MODULES if unit(path) == "contract" for name, *_ in own(path)} == {"model"}


def test_only_the_adapter_imports_mkdocs() -> None:
    for path in SCRIPTS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert not any(name.split(".")[0] in ("mkdocs", "material", "properdocs") for name in names), path


@each_module
def test_the_package_neither_prints_nor_exits(path: Path) -> None:
    if path.name.endswith("_process.py"):  # a program of its own, run apart
        return
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Call):
            call = ast.unparse(node.func)
            assert call not in ("print", "input", "exit", "quit", "sys.exit", "sys.stdout.write"), (
                f"{path}:{node.lineno}"
            )


@each_module
def test_no_global_state(path: Path) -> None:
    assert not any(isinstance(node, ast.Global) for node in ast.walk(TREES[path]))


@each_module
def test_everything_public_says_its_job(path: Path) -> None:
    tree = TREES[path]
    first = (ast.get_docstring(tree) or "").split("\n\n")[0]
    assert first.endswith((".", "?")), f"{path}: {first}"
    for node in tree.body:
        parts = [node, *node.body] if isinstance(node, ast.ClassDef) else [node]
        for part in parts:
            if isinstance(part, (ast.FunctionDef, ast.ClassDef)) and not part.name.startswith("_"):
                hidden = isinstance(node, ast.ClassDef) and node.name.startswith("_")
                assert hidden or ast.get_docstring(part), f"{path}:{part.lineno}: {part.name}"
