"""Keeps what was worked out once on disk, under a digest of everything that decided it. Deleting it is always safe."""

from __future__ import annotations

import contextlib
import json
import os
import platform
import sqlite3
import sysconfig
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

from handbook import apart

K = TypeVar("K", bound=Hashable)
SCRIPTS = Path(__file__).resolve().parent.parent
FILE = "made-{}.sqlite"
"""One file for each version of the program: what another version made is of no use."""
SCHEMA = {"made", "sqlite_autoindex_made_1"}
"""The table, and the index that its key brings."""
MOST_BYTES = 4 * 1024**3
"""A file that has grown beyond this is begun again."""
WAITING_BYTES = 8 * 1024**2
"""What is to be kept is written when it comes to so much."""
SECONDS = 5.0
"""How long to wait for another process that writes."""
BYTES, TEXT, JSON = b"!", b"=", b"{"
"""What a value begins with: bytes and text are kept as they are, anything else as JSON."""
CHECKSUM = 16
"""Bytes before each value that tell a damaged one."""


class _Store:
    """A file of values by key. Whatever is wrong with it, it only forgets."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.process = os.getpid()
        self.copied: sqlite3.Connection | None = None
        self.waiting: dict[bytes, bytes] = {}
        self.size = 0
        self.database: sqlite3.Connection | None = None
        for _ in range(2):
            try:
                self.database = _open(file)
            except (sqlite3.Error, OSError):
                with contextlib.suppress(OSError):
                    file.unlink()
            else:
                return

    def get(self, key: bytes) -> bytes | None:
        """The value, or None: there is none, it is damaged, or the file is."""
        if self.database is None:
            return None
        try:
            row = self.database.execute("SELECT value FROM made WHERE key = ?", (key,)).fetchone()
            value = self.waiting.get(key, row[0] if row else b"")
            if isinstance(value, bytes) and value[:CHECKSUM] == _checksum(key, memoryview(value)[CHECKSUM:]):
                return value[CHECKSUM:]
        except (sqlite3.Error, ValueError):
            return None
        return None

    def put(self, key: bytes, value: bytes) -> None:
        """Keep a value, written at once with others that wait."""
        self.waiting[key] = _checksum(key, value) + value
        self.size += len(value)
        if self.size > WAITING_BYTES:
            self.write()

    def divided(self, things: int) -> bool:
        """Whether copies of this process make so many things. Each opens the file for itself: a connection that was
        copied is not to be used, nor closed."""
        self.write()
        if self.database is None or not apart.shared(things):
            return False
        if self.process != os.getpid():
            self.process, self.copied, self.database = os.getpid(), self.database, _open(self.file)
        return True

    def write(self) -> None:
        """Write what waits. Where the disk is full or another process writes, nothing is kept."""
        if self.database is not None and self.waiting:
            with contextlib.suppress(sqlite3.Error), self.database:
                self.database.executemany("INSERT OR REPLACE INTO made VALUES (?, ?)", self.waiting.items())
        self.waiting.clear()
        self.size = 0

    def close(self) -> None:
        """Write what waits, and let the file go."""
        self.write()
        if self.database is not None:
            self.database.close()


def _open(file: Path) -> sqlite3.Connection:
    if file.is_symlink() or (file.exists() and not file.is_file()):
        raise OSError(f"{file} is no regular file")
    if file.exists() and file.stat().st_size > MOST_BYTES:
        file.unlink()
    database = sqlite3.connect(file, timeout=SECONDS)
    try:
        database.execute("PRAGMA trusted_schema = OFF")
        database.execute("PRAGMA synchronous = OFF")  # a power cut may damage it; then it is begun again
        database.execute("CREATE TABLE IF NOT EXISTS made (key BLOB PRIMARY KEY, value BLOB)")
        if {name for (name,) in database.execute("SELECT name FROM sqlite_schema")} != SCHEMA:
            raise sqlite3.DatabaseError("not as it was made")
        database.commit()
    except sqlite3.Error:
        database.close()
        raise
    return database


def _checksum(key: bytes, value: bytes | memoryview) -> bytes:
    return blake2b(value, key=key, digest_size=CHECKSUM).digest()


_opened: list[_Store] = []


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[None]:
    """While it is open, `kept` looks into a file of this folder, and writes into it. Files of other versions of the
    program are deleted. Where the folder cannot be written, nothing is kept."""
    file = folder / FILE.format(program()[:16])
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        for other in folder.glob(FILE.format("*")):
            if other.name != file.name:
                other.unlink()
    store = _Store(file)
    _opened.append(store)
    try:
        yield
    finally:
        _opened.remove(store)
        store.close()


def is_open() -> bool:
    """Whether anything is kept."""
    return bool(_opened)


def write() -> None:
    """Write now what waits to be written, as a process must that will not close what it has opened."""
    for store in _opened:
        store.write()


def kept(name: str, decided_by: object, make: Callable[[], Any]) -> Any:
    """What `make` gives, or gave when all that decides it was the same: text, bytes, or anything else as JSON gives it
    back (tuples become lists).

    `decided_by` holds everything besides the program that `make` looks at, as text, numbers, dates, None, tuples and
    dataclasses of these: what `repr` tells apart. `name` says what is made. Without an open store it is made.
    """
    found = get(name, decided_by)
    return put(name, decided_by, make()) if found is None else found


def kept_together(
    name: str, decided_by: Mapping[K, object], make: Callable[[list[K]], Iterable[tuple[K, Any]]]
) -> dict[K, Any]:
    """The same for many at once: `make` is given those that are to be made, many together, and gives each with its key.
    In the order of `decided_by`. Among `apart.copies` each makes its share, the same for the same keys, and finds those
    of others where they are kept."""
    found = {key: get(name, decided) for key, decided in decided_by.items()}

    def missing() -> list[K]:
        return [key for key, value in found.items() if value is None]

    def keep(keys: list[K]) -> None:
        for key, made in make(keys) if keys else ():
            found[key] = put(name, decided_by[key], made)

    if _opened and _opened[-1].divided(len(missing())):
        keep([key for key in missing() if apart.is_mine(key)])
        _opened[-1].write()
        apart.wait()
        found.update((key, get(name, decided_by[key])) for key in missing())
    keep(missing())
    return found


def get(name: str, decided_by: object) -> Any:
    """What was kept under this name and all that decides it, or None."""
    found = _opened[-1].get(_key(name, decided_by)) if _opened else None
    if not found or found[:1] == BYTES:
        return found and found[1:]
    with contextlib.suppress(ValueError):  # no text, no JSON
        text = found[1:].decode("utf-8", "surrogatepass")
        return text if found[:1] == TEXT else json.loads(text)
    return None


def put(name: str, decided_by: object, made: Any) -> Any:
    """Keep what was made, if a store is open; it is given back as `get` will."""
    if isinstance(made, bytes):
        value = BYTES + made
    elif isinstance(made, str):
        value, made = TEXT + made.encode("utf-8", "surrogatepass"), str(made)
    else:
        text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
        value, made = JSON + text.encode("utf-8", "surrogatepass"), _as_read(made)
    if _opened:
        _opened[-1].put(_key(name, decided_by), value)
    return made


def _as_read(made: Any) -> Any:
    """What JSON gives back of a value that it can hold; reading it would take longer."""
    if isinstance(made, str):
        return str(made)
    if isinstance(made, (list, tuple)):
        return [_as_read(item) for item in made]
    if isinstance(made, dict):
        if not all(isinstance(name, str) for name in made):
            raise TypeError("what is kept has names that are no text")
        return {str(name): _as_read(item) for name, item in made.items()}
    return made


def _key(name: str, decided_by: object) -> bytes:
    return digest(name, repr(decided_by)).encode()


def digest(*parts: str | bytes) -> str:
    """A short name of these texts, another one for any others."""
    made = blake2b(digest_size=16)
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        made.update(len(data).to_bytes(8))
        made.update(data)
    return made.hexdigest()


def of_files(files: Iterable[Path], root: Path) -> str:
    """The digest of files: their paths from `root`, and what they hold."""
    return digest(*(part for file in sorted(files) for part in (str(file.relative_to(root)), file.read_bytes())))


@cache
def program() -> str:
    """The digest of what makes everything: this package with its templates and libraries, Python, and the versions of
    all that is installed."""
    files = [
        file
        for folder in (SCRIPTS / "handbook", SCRIPTS / "vendor")
        for file in folder.rglob("*")
        if file.is_file() and file.suffix != ".pyc"
    ]
    installed = sorted(path.name for path in Path(sysconfig.get_path("purelib")).glob("*-info"))
    return digest(of_files(files, SCRIPTS), platform.python_version(), *installed)
