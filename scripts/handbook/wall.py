"""What a process gives up before it runs contributed code: it computes, and writes in one folder.

On Linux the kernel holds it to that: Landlock (files, signals, TCP) and seccomp (sockets, other processes), which need
no right. Elsewhere an audit hook does: a tripwire for honest mistakes, no wall against code that means harm.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
from pathlib import Path
from typing import Any

FILE_BYTES = 50_000_000
OPEN_FILES = 256

SCRIPTS = Path(__file__).resolve().parents[1]
READABLE = (
    *(sys.prefix, sys.base_prefix, str(SCRIPTS)),
    *(str(SCRIPTS.parent / "content"), str(SCRIPTS.parent / "tests")),
    *"/usr /lib /lib64 /etc/ld.so.cache /etc/localtime /etc/fonts /etc/mime.types".split(),
    *"/dev/null /dev/zero /dev/urandom /proc/cpuinfo /proc/meminfo /proc/stat /proc/self/maps /sys/devices/system /sys/fs/cgroup".split(),
)
"""What confined code may read besides its folder: Python, its packages, the system's libraries, the handbook."""


def enter(
    folder: Path | str, seconds: int, memory: int, forks: bool = False, listens: bool = False, kernel: bool = True
) -> bool:
    """Confine this process, and those that it starts, for good; whether the kernel sees to it.

    Files are read where READABLE says and in `folder`, and written in `folder` alone. No network; no other process
    unless it `forks`; a socket of the folder only if it `listens`. `seconds` of the processor, `memory` in bytes more
    than it has now. Must be called before there are threads. `kernel=False` leaves it to the audit hook.
    """
    _limit(seconds, memory)
    if kernel and sys.platform == "linux" and _landlock(str(folder)) and _seccomp(forks, listens):
        return True
    _tripwire(os.path.realpath(folder), forks)
    return False


def _limit(seconds: int, memory: int) -> None:
    try:
        import resource
    except ImportError:
        return  # Windows has no such limits; the time on the wall still holds
    try:
        mapped = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        mapped = 0
    limits = {"CPU": seconds, "AS": mapped + memory, "FSIZE": FILE_BYTES, "NOFILE": OPEN_FILES, "CORE": 0}
    for name, limit in limits.items():
        try:
            most = resource.getrlimit(getattr(resource, f"RLIMIT_{name}"))[1]
            limit = limit if most == resource.RLIM_INFINITY else min(limit, most)
            hard = limit + 1 if name == "CPU" and most == resource.RLIM_INFINITY else limit
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (limit, hard))
        except (ValueError, OSError):
            continue  # macOS refuses a limit of memory


# Landlock -------------------------------------------------------------------------------------------------------------

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
READ_FILE, READ_DIR = 1 << 2, 1 << 3
ACCESS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
"""All accesses to files that a version of Landlock knows."""
OF_FILES = (1 << 0) | (1 << 1) | READ_FILE | (1 << 14) | (1 << 15)


def _landlock(folder: str) -> bool:
    """Let this process read READABLE, and do anything in `folder`; false where the kernel has no Landlock."""
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(CREATE_RULESET, None, 0, 1)
    if version < 1:
        return False
    every = ACCESS[max(known for known in ACCESS if known <= version)]
    tcp, scopes = (3 if version >= 4 else 0), (3 if version >= 6 else 0)
    handled = struct.pack("QQQ", every, tcp, scopes)[: 24 if version >= 6 else 16 if version >= 4 else 8]
    ruleset = libc.syscall(CREATE_RULESET, handled, len(handled), 0)
    if ruleset < 0:
        return False
    rules = [(path, READ_FILE | READ_DIR) for path in dict.fromkeys(READABLE) if path]
    for path, access in [*rules, ("/dev/null", every), (folder, every)]:
        try:
            opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            continue
        if not os.path.isdir(path):
            access &= OF_FILES
        libc.syscall(ADD_RULE, ruleset, 1, struct.pack("=Qi", access, opened), 0)
        os.close(opened)
    libc.prctl(38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS, which both mechanisms ask for
    held = libc.syscall(RESTRICT_SELF, ruleset, 0) == 0
    os.close(ruleset)
    return bool(held)


# seccomp --------------------------------------------------------------------------------------------------------------

LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, IGNORE, REFUSE, UNKNOWN = 0x7FFF0000, 0x00050000, 0x00050000 | 1, 0x00050000 | 38  # done, EPERM, ENOSYS
NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16
UNIX, CLONE_THREAD = 1, 0x10000

MACHINES: dict[str, tuple[int, dict[str, tuple[int, ...]]]] = {
    "x86_64": (
        0xC000003E,
        {
            "reach": (101, 310, 311, 250, 321, 425, 438),
            "mark": (90, 91, 92, 93, 94, 132, 188, 189, 190, 197, 198, 199, 235, 260, 261, 268, 280, 452),
            "socket": (41,), "connect": (42,), "clone": (56,), "fork": (57, 58), "exec": (59, 322),
        },
    ),
    "aarch64": (
        0xC00000B7,
        {
            "reach": (117, 270, 271, 219, 280, 425, 438),
            "mark": (5, 6, 7, 14, 15, 16, 52, 53, 54, 55, 88, 452),
            "socket": (198,), "connect": (203,), "clone": (220,), "fork": (), "exec": (221, 281),
        },
    ),
}  # fmt: skip
"""The numbers of system calls. "reach" is ptrace, process_vm_readv and _writev, keyctl, bpf, io_uring_setup, pidfd_getfd;
"mark" changes modes, owners, times and attributes of files, which Landlock leaves alone: it has no effect, and says
nothing, since libraries do it to their own files."""
CLONE3 = 435


def _seccomp(forks: bool, listens: bool) -> bool:
    """Refuse what leads out of this process; false on machines whose numbers are not in the table."""
    if platform.machine() not in MACHINES:
        return False
    architecture, numbers = MACHINES[platform.machine()]
    program = [(LOAD, 0, 0, ARCHITECTURE), (EQUAL, 1, 0, architecture), (RETURN, 0, 0, REFUSE), (LOAD, 0, 0, NUMBER)]
    program += [(AT_LEAST, 0, 1, 1 << 30), (RETURN, 0, 0, REFUSE)]  # a second table of numbers, on x86_64
    for kind in ("reach", "mark", "connect", "exec", *(() if forks else ("fork",))):
        answer = IGNORE if kind == "mark" else REFUSE
        program += [line for number in numbers[kind] for line in ((EQUAL, 0, 1, number), (RETURN, 0, 0, answer))]
    (socket,) = numbers["socket"]
    if listens:
        program += [(EQUAL, 0, 4, socket), (LOAD, 0, 0, FIRST_ARGUMENT), (EQUAL, 0, 1, UNIX), (RETURN, 0, 0, ALLOW)]
        program += [(RETURN, 0, 0, REFUSE)]
    else:
        program += [(EQUAL, 0, 1, socket), (RETURN, 0, 0, REFUSE)]
    if not forks:
        program += [(EQUAL, 0, 1, CLONE3), (RETURN, 0, 0, UNKNOWN)]  # its flags cannot be seen: libc then asks by clone
        program += [(EQUAL, 0, 4, numbers["clone"][0]), (LOAD, 0, 0, FIRST_ARGUMENT), (ANY_BIT, 0, 1, CLONE_THREAD)]
        program += [(RETURN, 0, 0, ALLOW), (RETURN, 0, 0, REFUSE)]
    program += [(RETURN, 0, 0, ALLOW)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in program))
    filter = struct.pack("HxxxxxxQ", len(program), ctypes.addressof(code))
    set_seccomp, by_filter = 22, 2
    return bool(ctypes.CDLL(None, use_errno=True).prctl(set_seccomp, by_filter, filter, 0, 0) == 0)


# The tripwire ---------------------------------------------------------------------------------------------------------

STARTING = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.startfile")
CHANGING = "os.remove os.rename os.mkdir os.rmdir os.symlink os.link os.truncate os.chmod os.chown os.utime".split()


def _tripwire(folder: str, forks: bool) -> None:
    def watch(event: str, args: tuple[Any, ...]) -> None:
        if event.startswith("socket.") or event in STARTING or (event.startswith("os.fork") and not forks):
            raise PermissionError(f"contributed code may not do this: {event}")
        writes = event == "open" and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC)
        for name in args[:2] if event in CHANGING else args[:1] if writes else ():
            path = os.path.realpath(os.fsdecode(name)) if isinstance(name, (str, bytes, os.PathLike)) else folder
            if path != os.devnull and os.path.commonpath([path, folder]) != folder:
                raise PermissionError(f"contributed code may not write outside its folder: {path}")

    sys.addaudithook(watch)
