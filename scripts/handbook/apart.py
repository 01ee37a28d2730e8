"""Copies of this process, which do what it does, each with its share of the work: what they make they leave in files."""

from __future__ import annotations

import os
import signal
import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
FEW = 40
"""So many things to make are worth copying a process."""
MOST = 8
"""So many processes at most: each holds what it works on."""
SECONDS = 0.5
"""How often a copy looks whether the process that it was copied from still lives."""


@dataclass
class _Processes:
    """Those that share the work, as each of them knows them. `index` is its own number, 0 for the one that was copied.
    That one has a pair of pipes to and from each `child`, a copy the other ends of its pair."""

    index: int = 0
    count: int = 1
    pipes: list[tuple[int, int]] = field(default_factory=list)
    children: list[int] = field(default_factory=list)


_open: list[_Processes] = []


@contextmanager
def copies() -> Iterator[None]:
    """While it is open, this process may be copied. A copy goes on as this process does, to the end of the block, and
    ends there, whatever it met: what is made in a block must not matter but for what is kept."""
    us = _Processes()
    _open.append(us)
    try:
        yield
    except BaseException:
        _stop(us.children)
        raise
    finally:
        if us.index:
            os._exit(0)
        _open.remove(us)
        for pipe in (end for ends in us.pipes for end in ends):
            os.close(pipe)
        for child in us.children:
            os.waitpid(child, 0)


def shared(things: int) -> bool:
    """Whether several processes make so many things: this one was copied before, or it is now, if that is worth while
    and can be done. It can on Linux, while it has one thread."""
    if not _open:
        return False
    us = _open[-1]
    count = min(_processors(), things // FEW + 1, MOST)
    if us.count == 1 and count > 1 and _has_one_thread():
        us.count = count
        while not us.index and len(us.children) < count - 1:
            _copy(us)
    return us.count > 1


def _copy(us: _Processes) -> None:
    parent, index = os.getpid(), len(us.children) + 1
    (from_child, to_parent), (from_parent, to_child) = os.pipe(), os.pipe()
    if child := os.fork():
        us.pipes.append((from_child, to_child))
        us.children.append(child)
        not_ours = [to_parent, from_parent]
    else:
        not_ours = [from_child, to_child, *(end for ends in us.pipes for end in ends)]
        us.index, us.pipes, us.children = index, [(from_parent, to_parent)], []
        signal.signal(signal.SIGALRM, lambda *_: None if os.getppid() == parent else os._exit(1))
        signal.setitimer(signal.ITIMER_REAL, SECONDS, SECONDS)
    for end in not_ours:
        os.close(end)


def is_mine(key: object) -> bool:
    """Whether this process makes what has this name: one of them does, the same one each time."""
    us = _open[-1]
    return zlib.crc32(str(key).encode("utf-8", "surrogatepass")) % us.count == us.index


def wait() -> None:
    """Wait until the other processes have come as far as this. One that has ended is not waited for."""
    us = _open[-1]
    if us.index:
        from_parent, to_parent = us.pipes[0]
        os.write(to_parent, b".")
        os.read(from_parent, 1)
    else:
        for from_child, _ in us.pipes:
            os.read(from_child, 1)
        for _, to_child in us.pipes:
            with suppress(BrokenPipeError):
                os.write(to_child, b".")


@dataclass
class Rest:
    """What copies still do while this process goes on after the block: by the number of its process, what it does."""

    left: dict[int, Callable[[], None]]

    def finish(self) -> None:
        """Wait for it, and do here what was not done there."""
        while self.left:
            child, do = self.left.popitem()
            if not child or os.waitpid(child, 0)[1]:
                do()

    def stop(self) -> None:
        """Let nothing of it go on."""
        _stop(list(filter(None, self.left)))
        while self.left:
            if child := self.left.popitem()[0]:
                os.waitpid(child, 0)


def rest(items: Sequence[T], do: Callable[[Sequence[T]], None]) -> Rest:
    """Leave these items to the copies, each its share; where there is no copy, all to whoever finishes the rest."""
    us = _open[-1]
    if us.index:
        status = 1
        try:
            do(items[us.index - 1 :: us.count - 1])
            status = 0
        finally:
            os._exit(status)
    children, us.children = us.children or [0], []
    return Rest({child: partial(do, items[n :: len(children)]) for n, child in enumerate(children)})


def _stop(children: Sequence[int]) -> None:
    for child in children:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def _has_one_thread() -> bool:
    """Whether no other thread holds something that it would hold in a copy for ever. The engine that runs KaTeX has
    threads of which Python knows nothing."""
    try:
        return len(list(Path("/proc/self/task").iterdir())) == 1
    except OSError:
        return False
