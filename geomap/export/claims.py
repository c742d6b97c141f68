"""Telling apart two processes that are going to write one file.

A claim is a locked file in the system's folder for temporary files, never beside the output, where a
folder of articles would see it. The system lets go of a lock when its process ends, however it ends, so
what a killed process left behind stops nobody. Where there is no such folder or no such lock (Windows),
nothing is claimed, and the later one's file stays.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from geomap.errors import OutputError

try:
    import fcntl
except ImportError:
    HAS_LOCKS = False
else:
    HAS_LOCKS = True


@contextmanager
def claimed(path: str | Path) -> Iterator[None]:
    """Hold the claim on an output.

    Raises
    ------
    OutputError
        Another process, which is named, holds it; or this one, which named the output twice.
    """
    lock = _lock_of(Path(path))
    file = _open(lock) if HAS_LOCKS else None
    if file is None:
        yield
        return
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise OutputError(str(path), _who(file)) from error
        file.truncate()
        file.write(b"%d\n" % os.getpid())
        file.flush()
        yield
        # The file stays: whoever opened it before it was removed would hold a lock that nobody else sees.


def _open(lock: Path) -> BinaryIO | None:
    """Open the file of a claim, in a folder that is this user's alone."""
    with suppress(OSError):
        lock.parent.mkdir(mode=0o700, exist_ok=True)
        if lock.parent.lstat().st_uid == os.getuid():
            flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW
            return os.fdopen(os.open(lock, flags, 0o600), "r+b")
    return None


def _who(file: BinaryIO) -> str:
    process = file.readline(20).strip()
    if process == b"%d" % os.getpid():
        return "is named twice; give each output a name of its own"
    who = f"process {process.decode()}" if process.isdigit() else "another process"
    return f"is being written by {who}; wait until it has ended"


def _lock_of(path: Path) -> Path:
    digest = hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:32]
    return Path(tempfile.gettempdir(), f"geomap-{os.getuid() if HAS_LOCKS else 0}", f"{digest}.lock")
