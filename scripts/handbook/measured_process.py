"""A program of its own that runs one command and tells what it took: FILE COMMAND …; it writes JSON into FILE.

It is small because a process begins with the memory of the one that started it.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time

SECONDS = 0.2
"""How long between two looks at the memory."""


def main() -> None:
    """Run the command; its output is this program's."""
    report, *command = sys.argv[1:]
    begun = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ)
    ended, most = threading.Event(), [0]

    def watch() -> None:
        while not ended.wait(SECONDS):
            most[0] = max(most[0], together(process))

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, status, usage = os.wait4(process, 0)  # its own, and what it has waited for
    wall = time.perf_counter() - begun
    ended.set()
    watcher.join()
    unit = 1 if sys.platform == "darwin" else 1024
    figures = {
        "code": os.waitstatus_to_exitcode(status),
        "cpu": usage.ru_utime + usage.ru_stime,
        "wall": wall,
        "largest": usage.ru_maxrss * unit,
        "together": max(most[0], usage.ru_maxrss * unit),
    }
    with open(report, "w", encoding="utf-8") as file:
        json.dump(figures, file)


def together(process: int) -> int:
    """The memory in bytes of a process and all below it, where what they share counts once; 0 if the system does not say."""
    children: dict[int, list[int]] = {}
    for name in os.listdir("/proc") if os.path.isdir("/proc") else ():
        if name.isdigit() and (stat := _read(f"/proc/{name}/stat")):
            children.setdefault(int(stat.rpartition(")")[2].split()[1]), []).append(int(name))
    total, waiting = 0, [process]
    while waiting:
        one = waiting.pop()
        waiting += children.get(one, [])
        lines = _read(f"/proc/{one}/smaps_rollup").splitlines()
        total += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    return total


def _read(path: str) -> str:
    """The text of a file; empty if the process that it tells of has ended."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


if __name__ == "__main__":
    main()
