"""Whose turn it is to ask a service: one request at a time, and a pause after it, over all processes.

"limit your requests to a single thread", "an absolute maximum of 1 request per second" (Nominatim Usage
Policy) hold for all that one person runs. A small file for each host holds when it was last asked, and until
when it asked to be left alone; who asks holds the file's lock. The system frees it when a process dies.
Without a folder to write in, the limit holds within the process.
"""

from __future__ import annotations

import json
import os
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

POLL_S: Final = 0.05
MOST_QUEUE_S: Final = 300.0
"""For so long others may be ahead; then something is wrong with them."""
MOST_REST_S: Final = 3600.0
"""A service's wish to be left alone is kept for an hour at most: a wrong header must not last for ever."""
MOST_STAMP: Final = 200
_UNSAFE: Final = re.compile(r"[^a-z0-9.]+")


class BusyError(Exception):
    """It is not our turn, and will not be soon."""


@dataclass(frozen=True, slots=True)
class _Stamp:
    last: float = 0.0
    rest_until: float = 0.0


class Turns:
    """The turns of one host.

    Parameters
    ----------
    host
        Whom the turns are for.
    folder
        Where the file of each host lies; None for turns within this process alone.
    interval_s
        Pause between the end of a request and the beginning of the next.
    tell
        Told once if the folder cannot be written.
    """

    def __init__(
        self, host: str, *, folder: Path | None, interval_s: float, tell: Callable[[str], None]
    ) -> None:
        name = _UNSAFE.sub("-", host.lower()).strip("-.") or "host"
        self._path = folder / f"{name[:80]}.turn" if folder is not None else None
        self._interval_s = interval_s
        self._tell = tell
        self._stamp = _Stamp()
        self._thread = threading.Lock()

    @contextmanager
    def turn(self, *, most_wait_s: float) -> Iterator[Callable[[float], None]]:
        """Wait for our turn and hold it; gives what notes that the host wants to be left alone for so long.

        Raises
        ------
        BusyError
            The host wants to be left alone for longer than ``most_wait_s``, or others do not come to an end.
        """
        with self._thread, self._locked() as file:
            stamp = self._read(file)
            now = time.time()
            pause = min(stamp.last + self._interval_s - now, self._interval_s)
            rest = min(stamp.rest_until - now, MOST_REST_S)
            if rest > most_wait_s:
                raise BusyError(f"it asked to be left alone for another {rest:.0f} s")
            time.sleep(max(pause, rest, 0.0))
            until = 0.0

            def leave_alone(seconds: float) -> None:
                nonlocal until
                until = time.time() + min(seconds, MOST_REST_S)

            try:
                yield leave_alone
            finally:
                self._write(file, _Stamp(time.time(), until))

    @contextmanager
    def _locked(self) -> Iterator[int | None]:
        file = self._open()
        if file is None:
            yield None
            return
        try:
            until = time.monotonic() + MOST_QUEUE_S
            while not _lock(file):
                if time.monotonic() > until:
                    raise BusyError("other runs of geomap are asking it")
                time.sleep(POLL_S)
            yield file
        finally:
            os.close(file)

    def _open(self) -> int | None:
        if self._path is None:
            return None
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            return os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        except OSError as error:
            self._tell(
                f"{self._path}: cannot be written ({error.strerror or error}); "
                "the pause between requests holds for this run alone"
            )
            self._path = None
            return None

    def _read(self, file: int | None) -> _Stamp:
        if file is None:
            return self._stamp
        with suppress(OSError, ValueError, TypeError, AttributeError, RecursionError):
            os.lseek(file, 0, os.SEEK_SET)
            noted = json.loads(os.read(file, MOST_STAMP) or b"{}")
            return _Stamp(_time(noted.get("last", 0.0)), _time(noted.get("rest_until", 0.0)))
        return _Stamp(last=time.time())  # damaged: the whole pause

    def _write(self, file: int | None, stamp: _Stamp) -> None:
        self._stamp = stamp
        if file is not None:
            with suppress(OSError):  # a full disk: the lock alone still keeps requests apart
                os.lseek(file, 0, os.SEEK_SET)
                os.ftruncate(file, 0)
                os.write(file, json.dumps({"last": stamp.last, "rest_until": stamp.rest_until}).encode())


def _time(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e11:  # noqa: PLR2004
        raise ValueError(f"{value!r} is no time")
    return float(value)


def _lock(file: int) -> bool:
    """Take the file's lock if it is free."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(file, MOST_STAMP * 2, os.SEEK_SET)  # beyond the stamp, which others may read
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
