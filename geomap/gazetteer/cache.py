"""What online geocoders answered, kept on disk from run to run and shared by all processes.

From a service and a query to what it answered and when: places, or that it knows none. An outage is no
answer and is never kept. "Results must be cached on your side. Clients sending repeatedly the same query may
be classified as faulty and blocked" (Nominatim Usage Policy). A damaged cache is begun anew; without one that
can be written, geomap works on and says so once.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

VARIABLE: Final = "GEOMAP_CACHE"
NO_CACHE: Final = "off"
FILE_NAME: Final = "geocoder.sqlite"
APPLICATION_ID: Final = 0x676D6763
SCHEMA: Final = 1
BUSY_S: Final = 10.0
MOST_ANSWER: Final = 200_000
"""Characters of an answer that is kept; five places with all details take about 20,000."""

MISSES_S: Final = 30 * 86_400
"""For so long a name counts as unknown to a service; then it is asked again, for maps grow."""

Answer = list[dict[str, Any]]


def cache_folder() -> Path | None:
    """Give the folder where geomap keeps what can be had again; None where a person wants none.

    ``GEOMAP_CACHE`` names a folder, or ``off``. Else the system's usual one.
    """
    named = os.environ.get(VARIABLE, "")
    if named:
        return None if named == NO_CACHE else Path(named).absolute()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or os.path.expanduser("~")) / "geomap" / "Cache"  # noqa: PTH111
    if sys.platform == "darwin":
        return Path(os.path.expanduser("~/Library/Caches")) / "geomap"  # noqa: PTH111 - it never raises
    # "All paths set in these environment variables must be absolute" (XDG Base Directory Specification 0.8).
    folder = os.environ.get("XDG_CACHE_HOME", "")
    return Path(folder if Path(folder).is_absolute() else os.path.expanduser("~/.cache")) / "geomap"  # noqa: PTH111


class AnswerCache:
    """Answers by service and query.

    Parameters
    ----------
    folder
        Where its file lies; None keeps nothing.
    tell
        Told once if it cannot be read or written.
    """

    def __init__(self, folder: Path | None, *, tell: Callable[[str], None]) -> None:
        self._path = folder / FILE_NAME if folder is not None else None
        self._tell = tell
        self._connection: sqlite3.Connection | None = None
        self._frozen = False

    def get(self, service: str, query: str, *, now: int, keep_s: int) -> Answer | None:
        """Give a kept answer: its places, empty if the service knew none; None if it must be asked."""
        rows = self._do("SELECT asked, answer FROM answer WHERE service = ? AND query = ?", (service, query))
        if not rows:
            return None
        asked, text = rows[0]
        try:
            answer = json.loads(text)
        except (ValueError, TypeError, RecursionError):
            return None
        if not isinstance(asked, int) or not isinstance(answer, list):
            return None
        if not all(isinstance(record, dict) for record in answer):
            return None
        age_s = now - asked
        return answer if 0 <= age_s < (keep_s if answer else min(keep_s, MISSES_S)) else None

    def put(self, service: str, query: str, answer: Answer, *, now: int) -> None:
        """Keep an answer; an empty one says that the service knows no such place."""
        text = json.dumps(answer, ensure_ascii=True, allow_nan=False)
        if len(text) <= MOST_ANSWER and not self._frozen:
            values = (service, query, now, text)
            self._do("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?)", values, writes=True)

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _do(self, sql: str, values: tuple[object, ...], *, writes: bool = False) -> list[tuple[Any, ...]]:
        """Run a statement; what goes wrong costs the cache, never the run."""
        for first in (True, False):
            if self._path is None:
                break
            try:
                if self._connection is None:
                    self._connection = _open(self._path)
                with self._connection:
                    return self._connection.execute(sql, values).fetchall()
            except (sqlite3.OperationalError, OSError) as error:
                if writes and self._connection is not None:  # read-only, or the disk is full
                    self._frozen = True
                    self._tell(f"{self._path}: cannot be written ({error}); new answers are not kept")
                    break
                self._stop(f"cannot be used ({error})")
            except (sqlite3.DatabaseError, UnicodeDecodeError, OverflowError) as error:
                self.close()
                if first and self._begin_anew():
                    self._tell(f"{self._path}: the cache was damaged ({error}) and is begun anew")
                else:
                    self._stop(f"is damaged ({error}) and cannot be replaced")
        return []

    def _begin_anew(self) -> bool:
        """Put the damaged file aside; it is no loss, but it may be somebody's."""
        path = self._path
        if path is None:
            return False
        try:
            path.replace(path.with_name(f"{path.name}.damaged"))
            for end in ("-journal", "-wal", "-shm"):
                path.with_name(path.name + end).unlink(missing_ok=True)
        except OSError:
            return False
        return True

    def _stop(self, why: str) -> None:
        """Go on without the cache, and say so; it is said once, for there is nothing to say it of then."""
        path, self._path = self._path, None
        with contextlib.suppress(sqlite3.Error):
            self.close()
        self._tell(f"{path}: the cache {why}; answers are kept for this run alone")


def _open(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():  # what somebody looks up is nobody else's business
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    connection = sqlite3.connect(path, timeout=BUSY_S, check_same_thread=False)
    try:
        _prepare(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    """Make the table, once; a file of another kind or version is damage."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if (application, version) == (APPLICATION_ID, SCHEMA):
        return
    connection.execute("BEGIN IMMEDIATE")  # two processes may come here at once
    with connection:
        if connection.execute("SELECT count(*) FROM sqlite_master").fetchone() != (0,):
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if (application, version) == (APPLICATION_ID, SCHEMA):
                return
            raise sqlite3.DatabaseError("it is of another kind or version")
        connection.execute(
            "CREATE TABLE answer (service TEXT NOT NULL, query TEXT NOT NULL, asked INTEGER NOT NULL,"
            " answer TEXT NOT NULL, PRIMARY KEY (service, query)) WITHOUT ROWID"
        )
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA}")
