"""The workflows run what the README says, pinned and with no more rights than they need; forms and files hold to their
schemas."""

from __future__ import annotations

import fnmatch
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
TARGETS = set(re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
each_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)

# Every right to write that any job has, what starts it, and what it is for. All others read at most.
WRITES = {
    ("publish.yml", "deploy"): ({"pages", "id-token"}, {"push"}, "puts the built site of main in place"),
    ("question.yml", "request"): ({"contents", "pull-requests"}, {"issues"}, "brings the question of a labeled form"),
}
# The only steps that get a token, each with the only programs it may run.
TOKENS = {("question.yml", "Open the pull request"): {"cat", "git", "gh"}}
# All that an expression may say: nothing that a stranger writes, but the number of an issue.
EXPRESSIONS = {
    "github.ref",
    "github.repository",
    "github.token",
    "github.event.issue.number",
    "!cancelled()",
    "steps.deployment.outputs.page_url",
    "steps.preview.outputs.artifact-url",
}


def read(path: Path) -> dict[Any, Any]:
    """The workflow; YAML reads the key `on` as true."""
    data: dict[Any, Any] = yaml.safe_load(path.read_text("utf-8"))
    return data


def steps(path: Path) -> list[dict[str, Any]]:
    return [step for job in read(path)["jobs"].values() for step in job["steps"]]


@each_workflow
def test_a_workflow_is_pinned_and_has_no_right_it_does_not_need(path: Path) -> None:
    data = read(path)
    assert data["permissions"] == {}
    assert {"group", "cancel-in-progress"} <= set(data["concurrency"])
    assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(data[True])
    for job in data["jobs"].values():
        assert job["timeout-minutes"] <= 90
        assert set(job["permissions"].values()) <= {"read", "write"}
    for step in steps(path):
        if "uses" in step:
            assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", step["uses"]), step["uses"]
            assert not any("cache" in key for key in step.get("with", {})), "a cache can be poisoned"
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
            assert not {"ref", "repository"} & set(step["with"]), "no foreign code is fetched"
        assert "${{" not in step.get("run", ""), "an expression in a script can be code"
    text = path.read_text("utf-8")
    assert {found.strip() for found in re.findall(r"\$\{\{(.*?)\}\}", text)} <= EXPRESSIONS
    assert "secrets" not in text


def test_rights_to_write_are_those_of_the_table() -> None:
    found = {}
    for path in WORKFLOWS:
        data = read(path)
        for name, job in data["jobs"].items():
            if writes := {right for right, level in job["permissions"].items() if level == "write"}:
                found[path.name, name] = (writes, set(data[True]))
    assert found == {job: (rights, starts) for job, (rights, starts, _) in WRITES.items()}


def test_only_main_is_published_and_only_a_label_makes_a_pull_request() -> None:
    assert read(GITHUB / "workflows" / "publish.yml")[True] == {"push": {"branches": ["main"]}}
    question = read(GITHUB / "workflows" / "question.yml")
    assert question[True] == {"issues": {"types": ["labeled"]}}
    label = re.fullmatch(r"github\.event\.label\.name == '([a-z-]+)'", question["jobs"]["request"]["if"])
    assert label
    for form in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml"):  # whoever opens an issue sets the labels of its form
        assert label[1] not in (yaml.safe_load(form.read_text("utf-8")).get("labels") or [])


def test_a_token_is_given_to_the_steps_of_the_table_alone() -> None:
    found = set()
    for path in WORKFLOWS:
        assert "token" not in str(read(path).get("env", "")).lower()
        for job in read(path)["jobs"].values():
            assert "token" not in str(job.get("env", "")).lower()
            for step in job["steps"]:
                if "token" in str({key: step[key] for key in ("env", "with") if key in step}).lower():
                    found.add((path.name, step.get("name")))
                    commands = re.findall(r"(?:^\s*|\$\()(?:\w+=\$\()?([\w./-]+)", step["run"], re.MULTILINE)
                    assert set(commands) <= TOKENS[path.name, step["name"]], commands
    assert found == set(TOKENS)


@pytest.mark.parametrize(
    ("schema", "pattern"),
    [
        ("github-workflows", "workflows/*.yml"),
        ("dependabot", "dependabot.yml"),
        ("github-issue-config", "ISSUE_TEMPLATE/config.yml"),
        ("github-issue-forms", "ISSUE_TEMPLATE/[!c]*.yml"),
    ],
)
def test_a_file_holds_to_its_schema(schema: str, pattern: str) -> None:
    files = sorted(map(str, GITHUB.glob(pattern)))
    assert files
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_zizmor_finds_nothing() -> None:
    zizmor = shutil.which("zizmor", path=str(Path(sys.executable).parent))
    assert zizmor, "zizmor is locked, so it is installed"
    command = [zizmor, "--persona", "auditor", "--strict-collection", "--offline", "--no-progress", str(GITHUB)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert all(path.name in done.stderr for path in WORKFLOWS), "every workflow was looked at"


def test_all_that_executes_has_an_owner() -> None:
    lines = (GITHUB / "CODEOWNERS").read_text("utf-8").splitlines()
    owned = [line.split()[0].lstrip("/") for line in lines if line and not line.startswith("#")]
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    runs = re.compile(
        r"\.(py|js|mjs|yml|yaml|toml|sh|html|css|wasm|json|in)$|(^|/)(Makefile|run|requirements[\w-]*\.txt)$"
    )
    for path in filter(runs.search, listed):
        assert any(path.startswith(name) if name.endswith("/") else fnmatch.fnmatch(path, name) for name in owned), path


def test_dependabot_waits_and_sees_actions_and_locks() -> None:
    updates = read(GITHUB / "dependabot.yml")["updates"]
    assert {(update["package-ecosystem"], update["directory"]) for update in updates} == {
        ("github-actions", "/"),
        ("uv", "/"),  # it reads every requirements file of the folder
    }
    assert all(update["cooldown"]["default-days"] >= 7 for update in updates)


@pytest.fixture
def runner(tmp_path: Path) -> Any:
    """A stand-in for GitHub's machine: a clone of a handbook, its origin, and a `gh` that writes down what it is told.
    Gives a function that runs a step of question.yml by its name."""
    work, origin, programs = tmp_path / "work", tmp_path / "origin.git", tmp_path / "programs"
    shutil.copytree(ROOT / "tests" / "rules" / "base", work)
    shutil.copytree(ROOT / "scripts", work / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    (work / ".venv" / "bin").mkdir(parents=True)
    (work / ".venv" / "bin" / "python").symlink_to(sys.executable)
    programs.mkdir()
    (programs / "gh").write_text(f"#!/bin/sh\nprintf '%s\\n' \"$@\" >> {tmp_path}/asked\n")
    (programs / "gh").chmod(0o755)

    def git(*arguments: str) -> str:
        named = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        return subprocess.run(
            ["git", *named, *arguments], cwd=work, check=True, capture_output=True, text=True
        ).stdout.strip()

    git("init", "--bare", "-b", "main", str(origin))
    git("init", "-b", "main")
    (work / ".gitignore").write_text(".venv\n__pycache__\n")
    git("add", ".")
    git("commit", "-m", "one")
    git("remote", "add", "origin", str(origin))
    git("push", "origin", "main")

    def step(name: str, event: str) -> subprocess.CompletedProcess[str]:
        script = next(s["run"] for s in steps(GITHUB / "workflows" / "question.yml") if s.get("name") == name)
        environment = {
            "PATH": f"{programs}:{os.environ['PATH']}",
            "HOME": str(tmp_path),
            "GITHUB_EVENT_PATH": str(ROOT / "tests" / "forms" / f"{event}.json"),
            "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
            "RUNNER_TEMP": str(tmp_path),
            "VIRTUAL_ENV": str(Path(sys.executable).parent.parent),
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path.endswith("site-packages")),
        }
        return subprocess.run(
            ["bash", "-e", "-c", script], cwd=work, env=environment, capture_output=True, text=True, check=False
        )

    step.git = git  # type: ignore[attr-defined]
    return step


def test_a_form_becomes_a_branch_with_the_files_of_one_question(runner: Any, tmp_path: Path) -> None:
    write, open_it = "Write the question's files", "Open the pull request"
    before = runner.git("ls-remote", "origin", "main")
    for name in (write, open_it):
        done = runner(name, "coding")
        assert done.returncode == 0, done.stderr
    assert runner.git("ls-remote", "origin", "main") == before
    assert [line.split()[1] for line in runner.git("ls-remote", "origin").split("\n")] == [
        "HEAD",
        "refs/heads/form/13",
        "refs/heads/main",
    ]
    folder = "content/coding/models/streaming-mean"
    assert runner.git("diff", "--name-status", "origin/main", "origin/form/13").split() == [
        *("A", f"{folder}/first_draft.py"),
        *("A", f"{folder}/question.md"),
        *("A", f"{folder}/solution.py"),
        *("A", f"{folder}/test_solution.py"),
    ]
    assert "Co-authored-by: ada <1815+ada@users.noreply.github.com>" in runner.git("log", "-1", "--format=%B")
    assert (tmp_path / "asked").read_text().split("\n") == [
        *("pr", "create", "--draft", "--base=main", "--head=form/13", "--title=New question: streaming-mean"),
        *(f"--body-file={tmp_path}/form/body.md", ""),
    ]
    assert "nothing to mend" in (tmp_path / "summary.md").read_text()
    # The same label again, from main: what somebody may have added to the branch stays.
    pushed = runner.git("ls-remote", "origin", "form/13")
    runner.git("switch", "main")
    runner.git("branch", "-D", "form/13")
    runner.git("commit", "--allow-empty", "-m", "two")
    assert runner(write, "coding").returncode == 0
    assert runner(open_it, "coding").returncode != 0
    assert runner.git("ls-remote", "origin", "form/13") == pushed


@each_workflow
def test_a_workflow_runs_make_targets_that_exist(path: Path) -> None:
    runs = " ".join(step.get("run", "") for step in steps(path))
    named = set(re.findall(r"\bmake ([a-z]+)\b", runs))
    assert named <= TARGETS
    for script in re.findall(r"scripts/\w+\.py", runs):
        assert (ROOT / script).is_file(), script
    if "actions/upload-pages-artifact" in path.read_text("utf-8") or "pull_request" in read(path)[True]:
        assert {"test", "sheets"} <= named


def test_the_documentation_names_every_target() -> None:
    guide = (ROOT / "docs" / "contributing" / "architecture.md").read_text("utf-8")
    for target in TARGETS:
        assert f"`make {target}`" in guide, target
    readme = (ROOT / "README.md").read_text("utf-8")
    assert {first or second for first, second in re.findall(r"^make ([a-z]+)|`make ([a-z]+)`", readme, re.M)} <= TARGETS


def test_issue_forms_have_the_fields_that_the_site_fills_in() -> None:
    form = yaml.safe_load((GITHUB / "ISSUE_TEMPLATE" / "mistake.yml").read_text("utf-8"))
    assert {"page", "file"} <= {part.get("id") for part in form["body"]}


@pytest.mark.parametrize("name", ["requirements", "requirements-tools"])
def test_every_locked_package_has_hashes_and_no_address(name: str) -> None:
    lock = (ROOT / f"{name}.txt").read_text("utf-8")
    assert "://" not in lock
    packages = re.findall(r"^([a-z0-9.-]+)==", lock, re.MULTILINE)
    assert len(packages) > 40
    for block in re.split(r"\n(?=[a-z])", lock.split("\n", 2)[2]):
        assert "--hash=sha256:" in block, block.split(" ")[0]
    wanted = re.findall(r"^([a-z0-9][a-z0-9-]*)", (ROOT / f"{name}.in").read_text("utf-8"), re.MULTILINE)
    assert set(wanted) <= set(packages)


def test_both_locks_agree() -> None:
    """The tools are installed over the rest, so a package that both name has one version."""
    everyday, tools = (
        dict(re.findall(r"^([a-z0-9.-]+)==([^ ;]+)", (ROOT / f"{name}.txt").read_text("utf-8"), re.MULTILINE))
        for name in ("requirements", "requirements-tools")
    )
    assert {name: tools.get(name) for name in everyday} == everyday
