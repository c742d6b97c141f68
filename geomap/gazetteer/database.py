"""The compiled file, opened read-only: rows in, places out, and a clear error if it is damaged.

Every thread has its own connection. Opening checks what is cheap: that the file is there, is ours, of
this schema and as long as its header says. What only a full reading shows is found by `verify`, and
an error of SQLite in any query is raised as `GazetteerError`, which says how to make the file again.
"""

from __future__ import annotations

import sqlite3
import struct
import threading
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from geomap.errors import GazetteerError
from geomap.gazetteer import layout
from geomap.model import KINDS, Bounds, Place

REBUILD = "make it again with: python -m geomap.gazetteer.build"
PLACES_KEPT = 30_000
"""Places held in memory, about 300 bytes each."""
_MAGIC = b"SQLite format 3\0"
_HEADER = struct.Struct(">16sH10xI28xI4xI")  # magic, page size, pages, user version, application id
_COLUMNS = (
    "n, slug, gid, name, kind, lat, lon, country, admin1, admin2, population, capital,"
    " south, west, north, east"
)


class Database:
    """The gazetteer's file.

    Raises
    ------
    GazetteerError
        The file is missing, empty, cut off, not a gazetteer, or of another schema.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._check_header()
        self._local = threading.local()
        self._places: dict[int, Place] = {}

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Run a query.

        Raises
        ------
        GazetteerError
            The file is damaged or was taken away.
        """
        try:
            return self._connection().execute(sql, values).fetchall()
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            raise self.damaged(str(error)) from error

    def refs(self, key: str) -> bytes:
        """Give the packed places of an exactly normalised name, empty for none."""
        found = self.rows("SELECT refs FROM name WHERE key = ?", (key,))
        return found[0][0] if found else b""

    def meta(self, key: str) -> Any:  # noqa: ANN401  # text, number or bytes
        """Give a value of the metadata."""
        found = self.rows("SELECT value FROM meta WHERE key = ?", (key,))
        if not found:
            raise self.damaged(f"its metadata lacks {key!r}")
        return found[0][0]

    def places(self, numbers: Iterable[int]) -> list[Place]:
        """Give places by number, in the order asked for."""
        wanted = list(numbers)
        known = self._places
        missing = [n for n in wanted if n not in known]
        if missing:
            fresh = dict(known) if len(known) < PLACES_KEPT else {n: known[n] for n in wanted if n in known}
            marks = ",".join("?" * len(missing))
            for row in self.rows(f"SELECT {_COLUMNS} FROM place WHERE n IN ({marks})", missing):  # noqa: S608
                fresh[row[0]] = self._place(row)
            self._places = known = fresh
        try:
            return [known[n] for n in wanted]
        except KeyError as error:
            raise self.damaged(f"it names a place {error} that it does not have") from error

    def number(self, place_id: str) -> int | None:
        """Give the number of the place with an id, None for none."""
        if place_id.startswith("gn") and place_id[2:].isascii() and place_id[2:].isdigit():
            found = self.rows("SELECT n FROM place WHERE gid = ?", (int(place_id[2:]),))
        elif place_id.startswith("gm-"):
            found = self.rows("SELECT n FROM place WHERE slug = ?", (place_id[3:],))
        else:
            return None
        return int(found[0][0]) if found else None

    def damaged(self, why: str) -> GazetteerError:
        """Make the error that says what is wrong with the file and how to mend it."""
        return GazetteerError(f"{self.path}: the gazetteer is damaged ({why}); {REBUILD}")

    @cached_property
    def terms(self) -> dict[int, str]:
        """Names of regions and sources by number."""
        return dict(self.rows("SELECT n, text FROM term"))

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            uri = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
            connection = self._local.connection = sqlite3.connect(uri, uri=True, isolation_level=None)
        return connection

    def _place(self, row: tuple[Any, ...]) -> Place:
        (_, slug, gid, name, kind, lat, lon, country, admin1, admin2, population, capital, *box) = row
        scale = layout.PER_DEGREE
        try:
            return Place(
                f"gn{gid}" if gid is not None else f"gm-{slug}", name, KINDS[kind], lat / scale, lon / scale,
                country, None if admin1 is None else self.terms[admin1],
                None if admin2 is None else self.terms[admin2], gid,
                None if box[0] is None else Bounds(*(v / scale for v in box)), population, bool(capital),
            )  # fmt: skip
        except (KeyError, IndexError, TypeError) as error:
            raise self.damaged(f"a place has an impossible value, {error}") from error

    def _check_header(self) -> None:
        try:
            with self.path.open("rb") as file:
                head = file.read(_HEADER.size)
            size = self.path.stat().st_size
        except FileNotFoundError:
            raise GazetteerError(f"{self.path}: there is no gazetteer; {REBUILD}") from None
        except OSError as error:
            raise GazetteerError(f"{self.path}: the gazetteer cannot be read: {error}") from error
        if len(head) < _HEADER.size or not head.startswith(_MAGIC):
            raise self.damaged("empty" if not size else "not an SQLite file")
        _, page_bytes, pages, version, application = _HEADER.unpack(head)
        if application != layout.APPLICATION_ID:
            raise self.damaged("an SQLite file, but not a gazetteer of geomap")
        if version != layout.SCHEMA:
            raise GazetteerError(
                f"{self.path}: schema {version}, but this geomap reads schema {layout.SCHEMA}; {REBUILD}"
            )
        if size != page_bytes * pages:
            raise self.damaged(f"{size:,} bytes instead of {page_bytes * pages:,}: cut off?")
