"""Contributed code that reads the environment or other files, asks the network, starts processes, writes elsewhere, or
uses too much of anything: it gets nothing, and is reported with its file and line."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from handbook import confined, figures, notebooks, wall
from handbook.drawing import FigureError
from handbook.pages import notebook
from handbook.proof import checks, solutions
from loaded import LOADED

SOLUTION = next(q.document for q in LOADED.questions.values() if q.slug == "k-means")
ADDRESS_SPACE = 2 * 1024**3


def held() -> None:
    assert wall.enter(os.getcwd(), 9, ADDRESS_SPACE) is True


HELD_BY_THE_KERNEL = confined.forked(held, 9, ADDRESS_SPACE, 30) == ""

READS = {
    "a file": "open(HOME + '/secret.txt').read()",
    "a file, by os": "os.open(HOME + '/secret.txt', os.O_RDONLY)",
    "its own first environment": "open('/proc/self/environ').read()",
    "the environment of its parent": "open(f'/proc/{os.getppid()}/environ').read()",
    "the memory of its parent": "open(f'/proc/{os.getppid()}/mem', 'rb').read(1)",
}
"""What the tripwire does not see: only the kernel keeps it."""
ACTS = {
    "writes elsewhere": "open(HOME + '/mark', 'w')",
    "adds elsewhere": "os.open(HOME + '/mark', os.O_CREAT | os.O_RDWR)",
    "makes a folder elsewhere": "os.mkdir(HOME + '/mark')",
    "moves a file away": "(open('a', 'w').close(), os.rename('a', HOME + '/mark'))",
    "links elsewhere": "os.symlink('a', HOME + '/mark')",
    "deletes elsewhere": "os.remove(HOME + '/secret.txt')",
    "connects": "socket.create_connection(('127.0.0.1', PORT), 2)",
    "connects by number": "socket.socket().connect(('127.0.0.1', PORT))",
    "sends a datagram": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', PORT))",
    "talks to a local service": "socket.socket(socket.AF_UNIX).connect(HOME + '/service')",
    "starts a program": "subprocess.run(['/bin/sh', '-c', 'echo x > ' + HOME + '/mark'])",
    "becomes a program": "os.execv('/bin/sh', ['sh', '-c', 'echo x > ' + HOME + '/mark'])",
    "forks": "os._exit(0) if os.fork() == 0 else None",
}
WASTES = {
    "memory": ("[0.0] * (4 * 10**8)", "MemoryError"),
    "files": ("open('a', 'wb').write(b'0' * 60_000_000)", "File too large"),
    "open files": ("[open('/dev/null') for _ in range(1000)]", "Too many open files"),
}


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, Path]]:
    """Code that says where all is that must not be reached, and the folder in which it is."""
    (tmp_path / "secret.txt").write_text("s3cret", "utf-8")
    monkeypatch.setenv("TOKEN", "s3cret")
    with socket.socket() as server, socket.socket(socket.AF_UNIX) as service:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.setblocking(False)
        service.bind(str(tmp_path / "service"))
        service.listen()
        service.setblocking(False)
        yield f"import os, socket, subprocess\nHOME, PORT = {str(tmp_path)!r}, {server.getsockname()[1]}\n", tmp_path
        for listening in (server, service):
            with pytest.raises(BlockingIOError):
                listening.accept()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["secret.txt", "service"]
    assert (tmp_path / "secret.txt").read_text("utf-8") == "s3cret"


def version(code: str) -> Any:
    """The main function of a solution whose first line does this."""
    files = {**SOLUTION.companions, "solution.py": f"def k_means(points, k, seed=0):\n{code}\n"}
    return solutions.versions(replace(SOLUTION, companions=files))["solution.py"]


def solve(begin: str, does: str, kernel: bool = True, **limits: Any) -> str:
    """What is told of a solution that does this when the question's own test calls it."""
    body = "".join(f"    {line}\n" for line in [*begin.splitlines(), does])
    seconds = limits.get("seconds", 20)
    return confined.forked(lambda: version(body)([], 1), seconds, ADDRESS_SPACE, 30, kernel=kernel)


@pytest.mark.parametrize("kernel", [True, False] if HELD_BY_THE_KERNEL else [False])
@pytest.mark.parametrize("does", ACTS.values(), ids=ACTS.keys())
def test_a_solution_that_reaches_out_gets_nothing_and_is_reported(
    does: str, kernel: bool, outside: tuple[str, Path]
) -> None:
    told = solve(outside[0], does, kernel)
    assert 'File "content/coding/models/k-means/solution.py", line 4, in k_means' in told
    assert "Error" in told.strip().split("\n")[-1]


@pytest.mark.skipif(
    not HELD_BY_THE_KERNEL, reason="only Linux keeps files from being read; elsewhere code is read first"
)
@pytest.mark.parametrize("reads", READS.values(), ids=READS.keys())
def test_a_solution_that_reads_a_secret_gets_nothing_and_is_reported(reads: str, outside: tuple[str, Path]) -> None:
    told = solve(outside[0], f"print({reads})")
    assert 'File "content/coding/models/k-means/solution.py", line 4, in k_means' in told
    assert "PermissionError" in told


@pytest.mark.parametrize("kernel", [True, False] if HELD_BY_THE_KERNEL else [False])
def test_a_solution_sees_nothing_of_the_environment(kernel: bool, outside: tuple[str, Path]) -> None:
    told = solve(outside[0], "raise ValueError(sorted(os.environ))", kernel)
    assert "TOKEN" not in told
    assert "'HOME'" in told


@pytest.mark.parametrize(("wastes", "error"), WASTES.values(), ids=WASTES.keys())
def test_a_solution_that_wastes_is_stopped_and_reported(wastes: str, error: str, outside: tuple[str, Path]) -> None:
    told = solve(outside[0], wastes)
    assert "solution.py" in told
    assert error in told


def test_time_is_limited(outside: tuple[str, Path]) -> None:
    assert solve(outside[0], "while True: pass", seconds=1) == "it ended the process (-24)"
    sleeping = "import time; time.sleep(60)"
    assert confined.forked(lambda: version(f"    {sleeping}")([], 1), 9, ADDRESS_SPACE, 0.5).startswith(
        "it did not end"
    )


def test_what_is_needed_is_there(outside: tuple[str, Path]) -> None:
    needs = "import numpy, threading; open('a', 'w').write('x'); open('a').read(); t = threading.Thread(target=list); t.start(); t.join()"
    assert solve(outside[0], needs) == ""


@pytest.mark.skipif(
    not HELD_BY_THE_KERNEL and os.environ.get("CI") != "true",
    reason="this system has no Landlock or no seccomp: contributed code trips over a wire, but meets no wall",
)
def test_the_kernel_holds_it_here() -> None:
    assert HELD_BY_THE_KERNEL


SOME = ("writes elsewhere", "connects", "talks to a local service", "starts a program", "forks")


@pytest.mark.parametrize("does", [ACTS[name] for name in SOME], ids=SOME)
def test_a_check_a_figure_and_a_notebook_get_nothing_either(
    does: str, outside: tuple[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> None:
    begin, _ = outside
    assert '"<check>", line 3' in checks.check(f"{begin}{does}", {}).error
    with pytest.raises(FigureError, match=r"not permitted|denied|may not") as drawn:
        figures.draw_figure(f'"""A figure."""\n{begin}{does}\n', "a", "b")
    assert drawn.value.line == 4
    with pytest.raises(notebooks.NotebookError, match=r"not permitted|denied|may not") as ran:
        notebooks.executed(notebook._json([("code", begin), ("code", does)]), tmp_path_factory.mktemp("cache"))
    assert ran.value.cell == 2


@pytest.mark.skipif(
    not HELD_BY_THE_KERNEL, reason="only Linux keeps files from being read; elsewhere code is read first"
)
def test_nor_can_they_read_a_secret(outside: tuple[str, Path], tmp_path_factory: pytest.TempPathFactory) -> None:
    begin, _ = outside
    for reads in READS.values():
        assert "PermissionError" in checks.check(f"{begin}{reads}", {}).error
    code = f'"""A figure."""\n{begin}{READS["a file"]}\n'
    with pytest.raises(FigureError, match="denied"):
        figures.draw_figure(code, "a", "b")
    with pytest.raises(notebooks.NotebookError, match="denied"):
        notebooks.executed(notebook._json([("code", begin + READS["a file"])]), tmp_path_factory.mktemp("cache"))


def test_what_a_check_prints_is_limited() -> None:
    outcome = checks.check("while True: print('x' * 100_000)", {})
    assert "File too large" in outcome.error
