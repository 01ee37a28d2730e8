"""The workflows run what the README says, pinned and with no more rights than they need."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TARGETS = set(re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def read(path: Path) -> dict[Any, Any]:
    """The workflow; YAML reads the key `on` as true."""
    data: dict[Any, Any] = yaml.safe_load(path.read_text("utf-8"))
    return data


def steps(path: Path) -> list[dict[str, Any]]:
    return [step for job in read(path)["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_is_pinned_and_has_no_right_it_does_not_need(path: Path) -> None:
    data = read(path)
    assert data["permissions"] == {}
    assert "pull_request_target" not in data[True]
    for job in data["jobs"].values():
        assert job["timeout-minutes"] <= 90
        writes = {right for right, level in job["permissions"].items() if level == "write"}
        assert not writes or (writes == {"pages", "id-token"} and set(data[True]) == {"push"})
    for step in steps(path):
        if "uses" in step:
            assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", step["uses"]), step["uses"]
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
        assert "${{" not in step.get("run", ""), "an expression in a script can be code"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_runs_make_targets_that_exist(path: Path) -> None:
    runs = " ".join(step.get("run", "") for step in steps(path))
    named = set(re.findall(r"\bmake ([a-z]+)\b", runs))
    assert named <= TARGETS
    if "actions/upload-pages-artifact" in path.read_text("utf-8") or "pull_request" in read(path)[True]:
        assert {"test", "sheets"} <= named


def test_the_documentation_names_every_target() -> None:
    guide = (ROOT / "docs" / "contributing" / "architecture.md").read_text("utf-8")
    for target in TARGETS:
        assert f"`make {target}`" in guide, target
    readme = (ROOT / "README.md").read_text("utf-8")
    assert {first or second for first, second in re.findall(r"^make ([a-z]+)|`make ([a-z]+)`", readme, re.M)} <= TARGETS


def test_issue_forms_have_the_fields_that_the_site_fills_in() -> None:
    form = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / "mistake.yml").read_text("utf-8"))
    assert {"page", "file"} <= {part.get("id") for part in form["body"]}


def test_every_locked_package_has_hashes_and_no_address() -> None:
    lock = (ROOT / "requirements.txt").read_text("utf-8")
    assert "://" not in lock
    packages = re.findall(r"^([a-z0-9.-]+)==", lock, re.MULTILINE)
    assert len(packages) > 40
    for block in re.split(r"\n(?=[a-z])", lock.split("\n", 2)[2]):
        assert "--hash=sha256:" in block, block.split(" ")[0]
    wanted = re.findall(r"^([a-z0-9-]+)", (ROOT / "requirements.in").read_text("utf-8"), re.MULTILINE)
    assert set(wanted) <= set(packages)
