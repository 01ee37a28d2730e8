"""Processes that run contributed code behind the wall: a program of its own, or a copy of this process."""

from __future__ import annotations

import contextlib
import gc
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from handbook import wall

KEPT = ("PATH", "SYSTEMROOT")
ALWAYS = {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""The same numbers whatever the machine: sums in one thread, in one order."""
SAID = 20_000
"""How many of the last characters that a process wrote are kept."""
HELD, FAILED = b"0", b"1"
"""How a copy of this process tells what became of it."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a process: its exit code (None: it was ended after its time), and the end of what it wrote."""

    code: int | None
    out: str
    err: str


def environment(folder: Path | str) -> dict[str, str]:
    """All that a confined process sees of the environment; its home and its temporary files are in `folder`."""
    places = dict.fromkeys(("HOME", "TMPDIR", "TEMP", "TMP"), str(folder))
    return {key: os.environ[key] for key in KEPT if key in os.environ} | ALWAYS | places


def run(
    program: Sequence[str], folder: Path | str, seconds: float, input: str = "", also: Mapping[str, str] | None = None
) -> Done:
    """Run a Python program that calls `wall.enter` before anything else, in a group of processes that ends with it.

    `seconds` are on the wall; `also` adds to its environment. What it writes is kept in files, whose size is limited.
    """
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        given.write(input.encode())
        given.seek(0)
        process = subprocess.Popen(
            [sys.executable, "-s", "-P", "-B", *program],
            cwd=folder,
            env={**environment(folder), **(also or {})},
            stdin=given,
            stdout=out,
            stderr=err,
            start_new_session=True,
        )
        try:
            code: int | None = process.wait(seconds)
        except subprocess.TimeoutExpired:
            code = None
        finally:
            end(process.pid)
            process.wait()
        said = [_end(file) for file in (out, err)]
    return Done(code, *said)


def forked(
    action: Callable[[], object], seconds: int, memory: int, patience: float, forks: bool = False, kernel: bool = True
) -> str:
    """What an action raised in a confined copy of this process, as a traceback; empty if it ended well.

    The copy has a folder of its own and nothing of the environment, but the memory of this process: what must be kept
    from the action must not be in it. `patience` is in seconds on the wall.
    """
    with tempfile.TemporaryDirectory() as folder:
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            _act(action, writer, lambda: wall.enter(folder, seconds, memory, forks, kernel=kernel), folder)
        os.close(writer)
        told, until = b"", time.monotonic() + patience
        while select.select([reader], [], [], max(0, until - time.monotonic()))[0] and len(told) <= 4 * SAID:
            piece = os.read(reader, SAID)
            told += piece
            if not piece:
                break
        os.close(reader)
        os.kill(child, signal.SIGKILL)
        end(child)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if told[:1] == HELD:
        return ""
    if told[:1] == FAILED:
        return told[1:].decode("utf-8", "replace")
    return (
        f"it did not end within {patience:g} seconds" if time.monotonic() >= until else f"it ended the process ({code})"
    )


def _act(action: Callable[[], object], writer: int, confine: Callable[[], object], folder: str) -> NoReturn:
    """Act confined and tell of it; this process ends here."""
    told = HELD
    try:
        gc.freeze()  # looking at everything that was loaded would copy it
        os.setsid()
        os.chdir(folder)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        new = environment(folder)
        os.environ.clear()
        os.environ.update(new)
        confine()
        action()
    except BaseException as error:
        told = FAILED + "".join(traceback.format_exception(error)).encode("utf-8", "replace")[-SAID:]
    finally:
        with contextlib.suppress(OSError):  # nobody listens any more
            os.write(writer, told)
        os._exit(0)


def end(group: int) -> None:
    """Kill a group of processes, if it is still there."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def _end(file: Any) -> str:
    file.seek(max(0, file.seek(0, os.SEEK_END) - SAID))
    return str(file.read().decode("utf-8", "replace"))
