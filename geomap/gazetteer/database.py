"""The compiled file, opened read-only: rows in, places out, and a clear error if it is damaged.

Threads share one connection, one question at a time (a few microseconds). Opening checks what is
cheap: that the file is there, is ours, of this schema and as long as its header says. What only a full
reading shows is found by `verify`, and an error of SQLite in any query is raised as `GazetteerError`,
which says how to make the file again.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
import struct
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from geomap.errors import GazetteerError
from geomap.gazetteer import layout
from geomap.model import KINDS, Bounds, Place

REBUILD = "make it again with: python -m geomap.gazetteer.build"
READ_THROUGH_BYTES = 256 << 20
"""What is larger, an imported gazetteer, is read through for damage only where that is asked for."""
PLACES_KEPT = 30_000
"""Places held in memory, about 300 bytes each."""
MAPPED_BYTES = 1 << 30
_GEONAMES_ID = re.compile(r"gn[0-9]{1,18}", re.ASCII)
T = TypeVar("T")
_MAGIC = b"SQLite format 3\0"
_HEADER = struct.Struct(">16sH10xI28xI4xI")  # magic, page size, pages, user version, application id
_PLACES = (
    "SELECT place.n, name, kind, lat, lon, country, admin1, admin2, population, capital, gid, slug,"
    " south, west, north, east FROM place JOIN region ON region.n = place.region"
    " LEFT JOIN extent ON extent.n = place.n WHERE place.n IN"
)
_NAMES = (
    "WITH asked(key) AS (VALUES {})"
    " SELECT asked.key, name.refs, EXISTS (SELECT 1 FROM name"
    " WHERE name.key > asked.key || ' ' AND name.key < asked.key || '!')"
    " FROM asked LEFT JOIN name ON name.key = asked.key"
)
MOST_ASKED = 256
"""Names in one query; a document of 400 words asks for 60."""
MOST_PLACES_ASKED = 16_384
"""Places in one query: a power of two, as `_padded` makes, below the 32,766 variables that SQLite takes."""


class Database:
    """The gazetteer's file.

    Raises
    ------
    GazetteerError
        The file is missing, empty, cut off, not a gazetteer, or of another schema.
    """

    def __init__(self, path: Path, *, mend: str = REBUILD) -> None:
        self.path = path
        self._mend = mend
        self._check_header()
        self._connection: sqlite3.Connection | None = None
        self._asking = threading.Lock()
        self._places: dict[int, Place] = {}
        self._fault = ""
        self._reading = threading.Lock()
        self._read_through = threading.Event()

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Run a query.

        Raises
        ------
        GazetteerError
            The file is damaged or was taken away.
        """
        if self._fault:
            raise self.damaged(self._fault)
        try:
            with self._asking:
                if self._connection is None:
                    self._connection = self._open()
                return self._connection.execute(sql, values).fetchall()
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            raise self.damaged(str(error)) from error

    def names(self, keys: list[str]) -> Iterator[tuple[str, bytes | None, int]]:
        """Give some names, each with its packed places or None, and whether longer ones begin so."""
        for start in range(0, len(keys), MOST_ASKED):
            asked = _padded(keys[start : start + MOST_ASKED])
            yield from self.rows(_NAMES.format(",".join(["(?)"] * len(asked))), asked)

    def refs_of(self, keys: list[str]) -> dict[str, bytes]:
        """Give the packed places of those of some normalised names that are known."""
        if not keys:
            return {}
        asked = _padded(keys)
        marks = ",".join("?" * len(asked))
        return dict(self.rows(f"SELECT key, refs FROM name WHERE key IN ({marks})", asked))  # noqa: S608

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
        found = {n: known[n] for n in wanted if n in known}
        missing = [n for n in wanted if n not in found]
        if missing and len(known) > PLACES_KEPT:
            self._places = known = {}
        for start in range(0, len(missing), MOST_PLACES_ASKED):
            asked = _padded(missing[start : start + MOST_PLACES_ASKED])
            for row in self.rows(f"{_PLACES} ({','.join('?' * len(asked))})", asked):
                found[row[0]] = known[row[0]] = self._place(row)
        try:
            return [found[n] for n in wanted]
        except KeyError as error:
            raise self.damaged(f"it names a place {error} that it does not have") from error

    def number(self, place_id: str) -> int | None:
        """Give the number of the place with an id, None for none."""
        if _GEONAMES_ID.fullmatch(place_id):
            found = self.rows("SELECT n FROM place WHERE gid = ?", (int(place_id[2:]),))
        elif place_id.startswith("gm-"):
            found = self.rows("SELECT n FROM place WHERE slug = ?", (place_id[3:],))
        else:
            return None
        return int(found[0][0]) if found else None

    def verify(self) -> None:
        """Read the whole file, once per process, and compare its checksum.

        Raises
        ------
        GazetteerError
            A byte has changed since the file was built.
        """
        with self._reading:
            if not self._read_through.is_set():
                try:
                    if layout.checksum(self.path) != layout.sealed_checksum(self.path):
                        self._fault = "its checksum is wrong"
                except (OSError, ValueError) as error:
                    self._fault = f"its checksum cannot be read: {error}"
                self._read_through.set()
        if self._fault:
            raise self.damaged(self._fault)

    def verify_meanwhile(self) -> None:
        """Start `verify` in a thread: queries go on, and fail from the moment that it finds a fault."""
        if self.path.stat().st_size > READ_THROUGH_BYTES:
            return

        def read() -> None:
            with contextlib.suppress(GazetteerError):
                self.verify()

        threading.Thread(target=read, name="gazetteer-verify", daemon=True).start()

    def damaged(self, why: str) -> GazetteerError:
        """Make the error that says what is wrong with the file and how to mend it."""
        return GazetteerError(f"{self.path}: the gazetteer is damaged ({why}); {self._mend}")

    def _open(self) -> sqlite3.Connection:
        # The file never changes, so no locks and no journal are looked for.
        uri = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
        # Pages are read where they lie, without a call of the system for each.
        connection.execute(f"PRAGMA mmap_size={MAPPED_BYTES}")
        return connection

    def __del__(self) -> None:
        """Close the file; Python 3.13 warns of connections that nobody closed."""
        connection: sqlite3.Connection | None = getattr(self, "_connection", None)
        if connection is not None:
            connection.close()

    def _place(self, row: tuple[Any, ...]) -> Place:
        _, name, kind, lat, lon, country, admin1, admin2, population, capital, gid, slug, *box = row
        scale = layout.PER_DEGREE
        try:
            return Place(
                f"gm-{slug}" if gid is None else f"gn{gid}", name, KINDS[kind], lat / scale, lon / scale,
                country, admin1, admin2, gid, None if box[0] is None else Bounds(*(v / scale for v in box)),
                population, bool(capital),
            )  # fmt: skip
        except (IndexError, TypeError) as error:
            raise self.damaged(f"a place has an impossible value, {error}") from error

    def _check_header(self) -> None:
        try:
            with self.path.open("rb") as file:
                head = file.read(_HEADER.size)
            size = self.path.stat().st_size
        except FileNotFoundError:
            raise GazetteerError(f"{self.path}: there is no gazetteer; {self._mend}") from None
        except OSError as error:
            raise GazetteerError(f"{self.path}: the gazetteer cannot be read: {error}") from error
        if len(head) < _HEADER.size or not head.startswith(_MAGIC):
            raise self.damaged("empty" if not size else "not an SQLite file")
        _, page_bytes, pages, version, application = _HEADER.unpack(head)
        if application != layout.APPLICATION_ID:
            raise self.damaged("an SQLite file, but not a gazetteer of geomap")
        if version != layout.SCHEMA:
            raise GazetteerError(
                f"{self.path}: schema {version}, but this geomap reads schema {layout.SCHEMA}; {self._mend}"
            )
        if size != page_bytes * pages:
            raise self.damaged(f"{size:,} bytes instead of {page_bytes * pages:,}: cut off?")


def _padded(values: list[T]) -> list[T]:
    """Repeat the last value up to a power of two: SQLite keeps the few statements that this makes."""
    return values + values[-1:] * ((1 << (len(values) - 1).bit_length()) - len(values))
