"""What a coding question gives a reader to work with: signature, pieces of the draft, bugs of the solution."""

from __future__ import annotations

import ast

import pytest

from handbook import contract, workbench
from handbook.model import Question
from loaded import LOADED

CODING = [question for question in LOADED.questions.values() if question.category == contract.CODING]
each_question = pytest.mark.parametrize("question", CODING, ids=lambda question: question.slug)


@pytest.mark.parametrize(
    ("code", "signature"),
    [
        (
            'import math\n\n\ndef f(a, b=2):\n    """Say\n    it."""\n    return a\n',
            'def f(a, b=2):\n    """Say\n    it."""',
        ),
        ("def f(\n    a,\n):\n    return a\n", "def f(\n    a,\n):"),
        ("def f(a): return a\n\n\ndef g():\n    pass\n", ""),
        ("x = 1\n", ""),
        ("def f(:\n", ""),
        ("", ""),
    ],
)
def test_signature(code: str, signature: str) -> None:
    assert workbench.signature(code) == signature


@pytest.mark.parametrize(
    ("draft", "steps"),
    [
        ("def f(a):\n    b = a\n    return b\n", ("def f(a):", "    b = a", "    return b")),
        (
            "import math\n\n\ndef f(a):\n    for x in a:\n        if x:\n            a = 1\n    return b\n",
            ("import math\n\n\ndef f(a):", "    for x in a:\n        if x:\n            a = 1", "    return b"),
        ),
        ("no function", ()),
    ],
)
def test_a_draft_is_cut_at_its_statements(draft: str, steps: tuple[str, ...]) -> None:
    assert workbench.steps(draft) == steps


def test_a_long_loop_is_opened() -> None:
    inside = "".join(f"        a{n} = x\n" for n in range(9))
    steps = workbench.steps(f"def f(a):\n    for x in a:\n{inside}    return a\n")
    assert len(steps) == workbench.STEPS
    assert "    for x in a:" in "\n".join(steps[:3])


@each_question
def test_pieces_in_order_are_the_draft_again(question: Question) -> None:
    material = workbench.workbench(question)
    assert material is not None
    assert "\n".join(material.steps) == material.draft.rstrip("\n")
    assert 4 <= len(material.steps) <= workbench.STEPS


@pytest.mark.confined
@each_question
def test_the_stub_runs_and_is_no_answer(question: Question) -> None:
    material = workbench.workbench(question)
    assert material is not None
    *imports, function = ast.parse(material.stub).body
    assert isinstance(function, ast.FunctionDef)
    assert function.name == material.name
    assert all(isinstance(node, (ast.Import, ast.ImportFrom)) for node in imports)
    exec(material.stub, {})  # noqa: S102


@each_question
def test_bugs_change_one_line_and_are_spread(question: Question) -> None:
    material = workbench.workbench(question)
    assert material is not None
    lines = material.solution.split("\n")
    for bug in material.bugs:
        wrong = bug.code.split("\n")
        changed = [n for n, (a, b) in enumerate(zip(lines, wrong, strict=True), 1) if a != b]
        assert changed == [bug.line]
        assert (wrong[bug.line - 1].strip(), lines[bug.line - 1].strip()) == (bug.wrong, bug.right)
    assert len(material.bugs) >= 8
    assert len({bug.line for bug in material.bugs}) >= 4
    assert len({bug.code for bug in material.bugs}) == len(material.bugs)


def test_a_question_without_all_its_code_has_no_workbench() -> None:
    import dataclasses

    question = CODING[0]
    files = {k: v for k, v in question.document.companions.items() if k != contract.TESTS}
    document = dataclasses.replace(question.document, companions=files)
    assert workbench.workbench(dataclasses.replace(question, document=document)) is None
