"""The half-done import: places and names in any order, on disk, with how far each file has been read.

A second SQLite file beside the gazetteer that is being made. Every batch of lines and the place in the
file that it ends at are written in one transaction, so that after a kill at any moment the next run goes
on behind the last whole batch, and the outcome is the same. It holds the rows of the gazetteer that
the import builds upon, and merges a line with the row of the same GeoNames id, or, where that row has
none, of the same name and kind in the same country or nearby.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from geomap.errors import GazetteerError
from geomap.gazetteer import layout
from geomap.gazetteer.dumps import NameLine, PlaceLine
from geomap.gazetteer.entries import MAX_NAME, Sort, slug, sort_of
from geomap.gazetteer.names import has_latin, is_abbreviation, normalise
from geomap.gazetteer.regions import without_kind_word
from geomap.geodesy import distance_km
from geomap.model import KINDS

STAGING: Final = 1
"""Raised with every change of the tables below: an older half-done import is begun again."""
CACHE_KIB: Final = 65_536
RANKS: Final = (
    Sort.NAME, Sort.ALTERNATE, Sort.ABBREVIATION, Sort.DEMONYM, Sort.VARIANT, Sort.MINOR, Sort.CODE,
    Sort.RISKY,
)  # fmt: skip
"""How a name leads to its place, best first; their places in this row are what the table holds."""
RANK: Final[dict[int, int]] = {sort: rank for rank, sort in enumerate(RANKS)}
LEAST_KNOWN: Final = 500
"""Inhabitants from which an imported place is known to the recogniser: as in the embedded gazetteer."""
OWN_WEIGHT: Final = 10_000
"""What a person adds by hand is meant at least as often as a town."""
SAME_AREA_KM: Final = 150.0
SAME_POINT_KM: Final = 25.0
FIRST_OWN: Final = 1 << 48
LEAST_FOREIGN_NAME: Final = 6
MOST_ASKED: Final = 200
_USUAL: Final = frozenset({Sort.NAME, Sort.ALTERNATE, Sort.VARIANT})
PEOPLED: Final = frozenset({"city", "town", "village"})
DIVISIONS: Final = frozenset({"country", "admin1", "admin2"})

DDL: Final = """
CREATE TABLE plan (identity TEXT NOT NULL);
CREATE TABLE file (n INTEGER PRIMARY KEY, offset INTEGER NOT NULL, line INTEGER NOT NULL,
  crc INTEGER NOT NULL, kept INTEGER NOT NULL, left_out INTEGER NOT NULL,
  broken INTEGER NOT NULL, done INTEGER NOT NULL);
CREATE TABLE place (
  id INTEGER PRIMARY KEY, base INTEGER, gid INTEGER, slug TEXT, name TEXT NOT NULL, kind INTEGER NOT NULL,
  lat INTEGER NOT NULL, lon INTEGER NOT NULL, country TEXT, admin1 TEXT, admin2 TEXT, code1 TEXT, code2 TEXT,
  population INTEGER NOT NULL, capital INTEGER NOT NULL, source INTEGER NOT NULL, steps INTEGER NOT NULL,
  minor INTEGER NOT NULL);
CREATE UNIQUE INDEX place_slug ON place(slug) WHERE slug IS NOT NULL;
CREATE TABLE extent (id INTEGER PRIMARY KEY, south INTEGER, west INTEGER, north INTEGER, east INTEGER);
CREATE TABLE naming (id INTEGER NOT NULL, key TEXT NOT NULL, rank INTEGER NOT NULL);
CREATE TABLE alias (gid INTEGER PRIMARY KEY, id INTEGER NOT NULL);
CREATE TABLE region (code TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
"""
_ADD = "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_BASE = (
    "SELECT place.n, gid, slug, name, kind, lat, lon, country, admin1, admin2, population, capital, source"
    " FROM place JOIN region ON region.n = place.region ORDER BY place.n"
)


@dataclass(frozen=True, slots=True)
class _Row:
    """What merging must know of a place that is there: `based` says that the base has it."""

    kind: str
    minor: bool
    based: bool


@dataclass(slots=True)
class Progress:
    """How far a file has been read: where, and what became of its lines."""

    offset: int = 0
    line: int = 0
    crc: int = 0
    kept: int = 0
    left_out: int = 0
    broken: int = 0
    done: int = 0


class Staging:
    """The tables of one import.

    Raises
    ------
    GazetteerError
        Another import into the same gazetteer is at work, or the disk is full.
    """

    def __init__(self, path: Path, *, base: Path, identity: str) -> None:
        self.path = path
        self._unnumbered: dict[str, list[tuple[int, str, str | None, float, float]]] = defaultdict(list)
        self._aliases: dict[int, int] = {}
        self._taken: set[int] = set()
        self._base = sqlite3.connect(f"{base.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        self.connection = self._open(path, identity)
        self._remember()

    def _open(self, path: Path, identity: str) -> sqlite3.Connection:
        connection = _connect(path)
        with contextlib.suppress(sqlite3.DatabaseError):  # half a file, or none of ours: begin again
            _settle(connection)
            ours = connection.execute("PRAGMA user_version").fetchone()[0] == STAGING
            if ours and connection.execute("SELECT identity FROM plan").fetchall() == [(identity,)]:
                return connection
        connection.close()
        discard(path)
        connection = _connect(path)
        _settle(connection)
        connection.execute("BEGIN EXCLUSIVE")
        for statement in DDL.split(";\n"):
            connection.execute(statement)
        connection.execute("INSERT INTO plan VALUES (?)", (identity,))
        self._take_base(connection)
        connection.execute(f"PRAGMA user_version={STAGING}")
        connection.execute("COMMIT")
        return connection

    def _take_base(self, connection: sqlite3.Connection) -> None:
        """Copy the places and names of the gazetteer that the import builds upon."""
        steps = self._base.execute("SELECT value FROM meta WHERE key = 'prominences'").fetchone()[0]
        ids = []
        for row in self._base.execute(_BASE):
            n, gid = row[:2]
            ids.append(-(n + 1) if gid is None else gid)
            connection.execute(_ADD, (ids[-1], n, *row[1:10], None, None, *row[10:], steps[n], 0))
        extents = self._base.execute("SELECT n, south, west, north, east FROM extent")
        connection.executemany(
            "INSERT INTO extent VALUES (?, ?, ?, ?, ?)", ((ids[n], *box) for n, *box in extents)
        )
        namings = (
            (ids[n], key, RANK[sort])
            for key, refs in self._base.execute("SELECT key, refs FROM name")
            for n, sort in layout.unpack(refs, len(refs))
        )
        connection.executemany("INSERT INTO naming VALUES (?, ?, ?)", namings)

    def close(self) -> None:
        """Close the files."""
        self._base.close()
        self.connection.close()

    def _remember(self) -> None:
        """Keep the names of places without a GeoNames id in memory: a few ten thousand."""
        places = {
            n: (-(n + 1), KINDS[kind], country, lat / layout.PER_DEGREE, lon / layout.PER_DEGREE)
            for n, kind, country, lat, lon in self._base.execute(
                "SELECT n, kind, country, lat, lon FROM place WHERE gid IS NULL ORDER BY n"
            )
        }
        for key, refs in self._base.execute("SELECT key, refs FROM name ORDER BY key"):
            for n, sort in layout.unpack(refs, len(refs)):
                if n in places and sort in _USUAL:
                    self._unnumbered[key].append(places[n])
        self._aliases = dict(self.connection.execute("SELECT gid, id FROM alias"))
        self._taken = set(self._aliases.values())

    def progress(self, number: int) -> Progress:
        """Say how far a file has been read."""
        row = self.connection.execute("SELECT * FROM file WHERE n = ?", (number,)).fetchone()
        return Progress(*row[1:]) if row else Progress()

    def begin(self) -> None:
        """Begin a batch."""
        self.connection.execute("BEGIN IMMEDIATE")

    def commit(self, number: int, at: Progress) -> None:
        """End a batch: what it added stays, together with how far the file has been read."""
        values = (number, at.offset, at.line, at.crc, at.kept, at.left_out, at.broken, at.done)
        self.connection.execute("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
        self.connection.execute("COMMIT")

    def add_region(self, code: str, name: str) -> None:
        """Add the name of a region by its code."""
        self.connection.execute("INSERT OR REPLACE INTO region VALUES (?, ?)", (code, name))

    def add_place(self, line: PlaceLine, *, source: int) -> None:
        """Add a place of a GeoNames dump, or its names to the row that tells of the same place."""
        gid = line.geonameid or 0
        place_id = self._aliases.get(gid, gid)
        found = self._row(place_id)
        if found is None and (same := self._same(line)) is not None:
            place_id, found = same, self._row(same)
            self._aliases[gid] = place_id
            self._taken.add(place_id)
            self.connection.execute("INSERT INTO alias VALUES (?, ?)", (gid, place_id))
            self.connection.execute("UPDATE place SET gid = ?, slug = NULL WHERE id = ?", (gid, place_id))
        names = _names(line)
        if found is not None:
            self.connection.execute(
                "UPDATE place SET code1 = ?, code2 = ?, population = max(population, ?) WHERE id = ?",
                (line.code1, line.code2, line.population if found.kind == line.kind else 0, place_id),
            )
            if found.based and names.get(normalise(line.name)) is Sort.NAME:
                names[normalise(line.name)] = Sort.ALTERNATE  # the usual name is the one that stands there
            self._call(place_id, names, minor=found.minor)
            return
        minor = not (line.kind in DIVISIONS or (line.kind in PEOPLED and line.population >= LEAST_KNOWN))
        self._insert(place_id, line, source=source, weight=line.population, minor=minor)
        self._call(place_id, names, minor=minor)

    def add_own(self, line: PlaceLine, *, source: int) -> None:
        """Add a place of a person's own table, or its names to the same place."""
        names = {normalise(name): Sort.ALTERNATE for name in line.other_names}
        place_id = line.geonameid or self._same_own(line)
        if place_id is not None and self._row(self._aliases.get(place_id, place_id)):
            names.setdefault(normalise(line.name), Sort.ALTERNATE)
            self._call(self._aliases.get(place_id, place_id), names, minor=False)
            return
        slug_ = None
        if place_id is None:
            last = self._one("SELECT max(id) FROM place WHERE id >= ?", FIRST_OWN)
            place_id = FIRST_OWN if last is None or last[0] is None else last[0] + 1
            slug_ = self._free_slug(
                f"own-{slug(line.name)}" + (f"-{line.country.lower()}" if line.country else "")
            )
        weight = max(line.population, OWN_WEIGHT)
        self._insert(place_id, line, source=source, slug_=slug_, weight=weight, minor=False)
        self._call(place_id, names | {normalise(line.name): Sort.NAME}, minor=False)

    def _same_own(self, line: PlaceLine) -> int | None:
        """Find the row of the base that a row of a person's own table means: its name, kind and point."""
        found = self._base.execute("SELECT refs FROM name WHERE key = ?", (normalise(line.name),)).fetchone()
        for n, sort in layout.unpack(found[0], MOST_ASKED) if found else ():
            gid, kind, lat, lon = self._base.execute(
                "SELECT gid, kind, lat, lon FROM place WHERE n = ?", (n,)
            ).fetchone()
            alike = KINDS[kind] == line.kind or (KINDS[kind] in PEOPLED and line.kind in PEOPLED)
            point = lat / layout.PER_DEGREE, lon / layout.PER_DEGREE
            if sort in _USUAL and alike and distance_km(point, (line.lat, line.lon)) <= SAME_POINT_KM:
                return -(n + 1) if gid is None else int(gid)
        return None

    def _free_slug(self, stem: str) -> str:
        free, number = stem, 1
        while self._one("SELECT 1 FROM place WHERE slug = ?", free):
            number += 1
            free = f"{stem}-{number}"
        return free

    def _one(self, sql: str, value: object) -> Any:  # noqa: ANN401  # a row or None
        return self.connection.execute(sql, (value,)).fetchone()

    def add_name(self, line: NameLine) -> bool:
        """Add another name of a place, False where no such place is there."""
        place_id = self._aliases.get(line.geonameid, line.geonameid)
        found = self._row(place_id)
        if found is None:
            return False
        sort = self._sort(line, found.kind)
        if sort is None:
            return False
        if line.language == "en" and line.preferred and not (found.based or line.historic or line.colloquial):
            self.connection.execute("UPDATE place SET name = ? WHERE id = ?", (line.name, place_id))
            sort = Sort.NAME
        self._call(place_id, {normalise(line.name): sort}, minor=found.minor)
        return True

    @staticmethod
    def _sort(line: NameLine, kind: str) -> Sort | None:
        """Judge a name by its language and its looks."""
        if len(line.name) > MAX_NAME or not normalise(line.name):
            return None
        if line.language in {"iata", "icao"}:
            return Sort.CODE
        if line.language == "abbr" or (line.language == "en" and is_abbreviation(line.name)):
            return Sort.ABBREVIATION
        short = kind == "country" and has_latin(line.name) and len(line.name) < LEAST_FOREIGN_NAME
        if short and line.language != "en":
            return Sort.RISKY
        return sort_of(line.name)

    def _row(self, place_id: int) -> _Row | None:
        row = self._one("SELECT kind, minor, base IS NOT NULL FROM place WHERE id = ?", place_id)
        return None if row is None else _Row(KINDS[row[0]], minor=bool(row[1]), based=bool(row[2]))

    def _same(self, line: PlaceLine) -> int | None:
        """Find the row without a GeoNames id that tells of the same place."""
        for name in (line.name, *line.other_names[:1]):
            for key in (normalise(name), without_kind_word(name)):
                for place_id, kind, country, lat, lon in self._unnumbered.get(key, ()):
                    if kind != line.kind or place_id in self._taken:
                        continue
                    if line.country and country and country != line.country:
                        continue
                    if kind == "admin1" or distance_km((lat, lon), (line.lat, line.lon)) <= SAME_AREA_KM:
                        return place_id
        return None

    def _insert(
        self,
        place_id: int,
        line: PlaceLine,
        *,
        source: int,
        weight: int,
        minor: bool,
        slug_: str | None = None,
    ) -> None:
        steps = layout.steps(layout.prominence(line.kind, weight))
        row: tuple[Any, ...] = (
            place_id, None, line.geonameid, slug_, line.name, layout.KIND_NUMBER[line.kind],
            round(line.lat * layout.PER_DEGREE), round(line.lon * layout.PER_DEGREE), line.country, None,
            None, line.code1, line.code2, line.population, int(line.capital), source, steps, int(minor),
        )  # fmt: skip
        self.connection.execute(_ADD, row)

    def _call(self, place_id: int, names: dict[str, Sort], *, minor: bool) -> None:
        """Add names by key; those of minor places are hidden from `knows`."""
        hidden = {Sort.NAME: Sort.MINOR, Sort.ALTERNATE: Sort.RISKY, Sort.VARIANT: Sort.RISKY}
        self.connection.executemany(
            "INSERT INTO naming VALUES (?, ?, ?)",
            [
                (place_id, key, RANK[hidden.get(sort, sort) if minor else sort])
                for key, sort in names.items()
                if key
            ],
        )


def _names(line: PlaceLine) -> dict[str, Sort]:
    """Give the names of a dump's line, each judged by its looks; the first other is the plain spelling."""
    names: dict[str, Sort] = {}
    for other in line.other_names:
        if other and len(other) <= MAX_NAME and (sort := sort_of(other)) is not None:
            names.setdefault(normalise(other), sort)
    if line.kind in DIVISIONS:
        names.setdefault(without_kind_word(line.name), Sort.VARIANT)
    if line.other_names and len(line.other_names[0]) <= MAX_NAME:
        names[normalise(line.other_names[0])] = Sort.ALTERNATE
    if len(line.name) <= MAX_NAME:
        names[normalise(line.name)] = Sort.NAME
    return names


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None, timeout=1.0)


def _settle(connection: sqlite3.Connection) -> None:
    """Lock the file for this process alone, and let a kill or a power cut leave it whole.

    Raises
    ------
    GazetteerError
        Another process has it.
    """
    try:
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
    except sqlite3.OperationalError as error:
        connection.close()
        if "locked" not in str(error):
            raise
        raise GazetteerError("another import into the same gazetteer is at work; wait for its end") from None


def discard(path: Path) -> None:
    """Remove a staging file and what SQLite keeps beside it."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm", f"{path.name}-journal"):
        path.with_name(name).unlink(missing_ok=True)
