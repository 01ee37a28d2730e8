"""Every version of every coding question passes the question's own tests, and draft and solution agree."""

from __future__ import annotations

import traceback
from typing import Any

import pytest

from handbook import contract
from handbook.model import Document
from handbook.proof import solutions
from loaded import LOADED

DOCUMENTS = [q.document for q in LOADED.questions.values() if q.category == contract.CODING]
VERSIONS = [
    pytest.param(document, version, id=f"{document.slug}-{version.removesuffix('.py')}")
    for document in DOCUMENTS
    for version in solutions.VERSIONS
    if version in document.companions
]


@pytest.mark.confined
@pytest.mark.parametrize(("document", "version"), VERSIONS)
def test_it_passes_the_question_s_own_tests(document: Document, version: str) -> None:
    """All of them in one confined copy of this process, which costs more than most of the tests."""
    function = solutions.versions(document)[version]
    failed = []
    for name, test in solutions.tests(document).items():
        try:
            test(function)
        except BaseException:
            failed.append(f"{name}:\n{traceback.format_exc()}")
    assert not failed, f"{len(failed)} tests fail\n" + "\n".join(failed)


@pytest.mark.confined
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.slug)
def test_draft_and_solution_agree(document: Document) -> None:
    both = solutions.versions(document)
    draft, solution = both[contract.FIRST_DRAFT], both[contract.SOLUTION]
    calls = list(solutions.calls(document, solution))
    assert len(calls) >= 5
    for args, kwargs in calls:
        apart = solutions.differ(
            solutions.result(draft, args, kwargs), solutions.result(solution, args, kwargs), tolerance=1e-9
        )
        assert not apart, f"{document.slug}: for {args!r:.300} {kwargs!r} the versions differ at {apart}"


@pytest.mark.parametrize(
    ("a", "b", "where"),
    [
        ([1.0, (2, 3)], (1.0 + 1e-12, [2, 3]), ""),
        ([1.0], [1.1], "result[0]: 1.0 and 1.1"),
        ([1.0], [1.0, 2.0], "result: lengths 1 and 2"),
        ({"a": 1}, {"a": 2}, "result['a']: 1 and 2"),
        ({"a": 1}, {"b": 1}, "result: keys ['a'] and ['b']"),
        (float("nan"), float("nan"), ""),
        (True, 1.0 + 1e-9, "result: True and 1.000000001"),
        (ValueError, ValueError, ""),
        (ValueError, KeyError, "result: <class 'ValueError'> and <class 'KeyError'>"),
        ("ab", "ac", "result: 'ab' and 'ac'"),
    ],
)
def test_differ(a: Any, b: Any, where: str) -> None:
    assert solutions.differ(a, b) == where
