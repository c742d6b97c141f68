"""Write a staged import out as a gazetteer: numbered by prominence, names packed, sealed.

From the staging tables to a file that `lookup` cannot tell from the embedded one. Everything is
streamed in sorted order; SQLite sorts on disk. A place's regions are called as most of the places of the
base with the same codes call them, else as the dump or the table of codes does.
"""

from __future__ import annotations

import hashlib
import itertools
import operator
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from geomap.gazetteer import layout, spellings
from geomap.gazetteer.entries import Sort
from geomap.gazetteer.staging import RANK, RANKS

BATCH: Final = 50_000
DIGEST_DIGITS: Final = 8
_ORDERED: Final = (
    "SELECT id, name, kind, lat, lon, country, admin1, admin2, code1, code2, population, capital, source,"
    " gid, slug, steps, base FROM place"
    " ORDER BY steps DESC, base IS NULL, base, population DESC, id"
)
_NAMES: Final = (
    "SELECT key, n, min(rank) FROM naming CROSS JOIN number USING (id) GROUP BY key, n ORDER BY key, n"
)
_EXTENTS: Final = (
    "SELECT number.n, south, west, north, east FROM extent JOIN number USING (id) ORDER BY number.n"
)

Tell = Callable[[str, int, int], None]
"""What is being done, how far it is, how far it goes, in bytes, places or names."""
Code = tuple[str | None, str, str]


def write_out(
    staged: sqlite3.Connection, path: Path, *, base: Path, sources: Sequence[str], tell: Tell
) -> int:
    """Write all places into a new file and seal it; give their number."""
    total = int(staged.execute("SELECT count(*) FROM place").fetchone()[0])
    out = sqlite3.connect(path, isolation_level=None)
    old = sqlite3.connect(f"{base.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        out.executescript(
            "PRAGMA page_size=4096; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
            f"PRAGMA application_id={layout.APPLICATION_ID}; PRAGMA user_version={layout.SCHEMA};"
        )
        out.executescript(layout.DDL)
        out.execute("BEGIN")
        out.execute("INSERT INTO seal VALUES (?)", ((layout.SEAL + layout.SEAL_OPEN).decode(),))
        terms = [text for (text,) in old.execute("SELECT text FROM term ORDER BY n")]
        fames = old.execute("SELECT value FROM meta WHERE key = 'fames'").fetchone()[0]
        writer = _Writer(staged, out, total, tell, fames)
        writer.write_places(terms=len(terms))
        writer.write_names()
        _write_meta(out, old, writer, sources)
        out.executemany("INSERT INTO term VALUES (?, ?)", enumerate([*terms, *sources]))
        out.execute("COMMIT")
        tell("indexing", total, total)
        out.executescript(layout.INDEXES)
    finally:
        old.close()
        out.close()
    layout.seal(path)
    return total


class _Writer:
    """The places and names of one staged import on their way into the file."""

    def __init__(
        self, staged: sqlite3.Connection, out: sqlite3.Connection, total: int, tell: Tell, base_fames: bytes
    ) -> None:
        self._staged, self._out, self._total, self._tell = staged, out, total, tell
        self.kinds, self.steps, self.fames = bytearray(), bytearray(), bytearray()
        self._base_fames = base_fames
        self.capitals: list[int] = []
        self._regions: dict[tuple[str | None, str | None], int] = {}
        self._admins = _admins(staged)
        staged.executescript(
            "DROP TABLE IF EXISTS number; DROP TABLE IF EXISTS spot;"
            "CREATE TABLE number (id INTEGER PRIMARY KEY, n INTEGER NOT NULL);"
            "CREATE TABLE spot (cell INTEGER NOT NULL, n INTEGER NOT NULL);"
        )

    def write_places(self, *, terms: int) -> None:
        """Give the places numbers by prominence, and write them with their regions, extents and cells."""
        rows = self._staged.execute(_ORDERED)
        count = 0
        self._staged.execute("BEGIN")
        while batch := rows.fetchmany(BATCH):
            self._tell("sorting places", count, self._total)
            places, numbers, spots = [], [], []
            for n, row in enumerate(batch, count):
                places.append(self._place(n, row, terms))
                numbers.append((row[0], n))
                spots.append((layout.cell(row[3] / layout.PER_DEGREE, row[4] / layout.PER_DEGREE), n))
            self._out.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", places)
            self._staged.executemany("INSERT INTO number VALUES (?, ?)", numbers)
            self._staged.executemany("INSERT INTO spot VALUES (?, ?)", spots)
            count += len(batch)
        self._staged.execute("COMMIT")
        self._out.executemany(
            "INSERT INTO region VALUES (?, ?, ?)", ((n, *r) for r, n in self._regions.items())
        )
        self._out.executemany("INSERT INTO extent VALUES (?, ?, ?, ?, ?)", self._staged.execute(_EXTENTS))
        spotted = self._staged.execute("SELECT cell, n FROM spot ORDER BY cell, n")
        cells = (
            (cell, layout.pack((n, 0) for _, n in group))
            for cell, group in itertools.groupby(spotted, operator.itemgetter(0))
        )
        self._out.executemany("INSERT INTO cell VALUES (?, ?)", cells)

    def _place(self, n: int, row: Sequence[Any], terms: int) -> tuple[Any, ...]:
        (_, name, kind, lat, lon, country, admin1, admin2, code1, code2, population, capital, source, gid,
         slug, steps, base) = row  # fmt: skip
        based = base is not None
        self.kinds.append(kind)
        self.fames.append(self._base_fames[base] if based else 0)
        self.steps.append(steps)
        if capital:
            self.capitals.append(n)
        if not based and code1:
            admin1 = self._admins.get((country, code1, ""))
            admin2 = self._admins.get((country, code1, code2)) if code2 else None
        region = self._regions.setdefault((admin1, admin2), len(self._regions))
        source = source if based else source + terms
        return n, name, kind, lat, lon, country, region, population, capital, source, gid, slug

    def write_names(self) -> None:
        """Write all names, each with its places, and the filter of those that may be misspelt."""
        bits = spellings.sieve(self._spelled())
        self._out.execute("INSERT INTO meta VALUES ('sieve', ?)", (bits,))

    def _spelled(self) -> Iterator[bytes]:
        """Write the names; give those that are looked for with a letter wrong."""
        count = int(self._staged.execute("SELECT count(*) FROM naming").fetchone()[0])
        rows: list[tuple[str, bytes]] = []
        read = 0
        self._tell("sorting names", 0, count)
        found = self._staged.execute(_NAMES)
        for key, group in itertools.groupby(found, operator.itemgetter(0)):
            refs = [(n, RANKS[rank]) for _, n, rank in group]
            read += len(refs)
            rows.append((key, layout.pack(refs)))
            if len(rows) == BATCH:
                self._write_rows(rows)
                self._tell("sorting names", read, count)
            if spellings.is_spelled(key) and any(
                RANK[sort] <= RANK[Sort.ALTERNATE] and self.steps[n] >= spellings.LEAST_SPELLED
                for n, sort in refs
            ):
                yield key.encode()
        self._write_rows(rows)

    def _write_rows(self, rows: list[tuple[str, bytes]]) -> None:
        self._out.executemany("INSERT INTO name VALUES (?, ?)", rows)
        rows.clear()


def _admins(staged: sqlite3.Connection) -> dict[Code, str]:
    """Name each region's code: by the table of codes, then the dump, then most of the base's places."""
    names: dict[Code, str] = {}
    for code, name in staged.execute("SELECT code, name FROM region ORDER BY code"):
        country, code1, code2 = [*code.split(".", 2), ""][:3]
        names[country, code1, code2] = name
    admin1, admin2 = layout.KIND_NUMBER["admin1"], layout.KIND_NUMBER["admin2"]
    divisions = staged.execute(
        "SELECT country, code1, CASE kind WHEN ? THEN '' ELSE code2 END, name FROM place"
        " WHERE kind IN (?, ?) AND code1 > '' AND (kind = ? OR code2 > '')"
        " ORDER BY base IS NOT NULL, steps, id",
        (admin1, admin1, admin2, admin1),
    )
    names.update({(country, code1, code2): name for country, code1, code2, name in divisions})
    for level, code2, where in ((1, "''", ""), (2, "code2", "AND code2 > ''")):
        votes = staged.execute(
            f"SELECT country, code1, {code2} AS code, admin{level} AS name, count(*) AS votes FROM place"  # noqa: S608
            f" WHERE base IS NOT NULL AND code1 > '' {where} AND admin{level} IS NOT NULL"
            " GROUP BY country, code1, code, name ORDER BY votes, name DESC"
        )
        names.update({(country, code1, code): name for country, code1, code, name, _ in votes})
    return names


def _write_meta(
    out: sqlite3.Connection, old: sqlite3.Connection, writer: _Writer, sources: Sequence[str]
) -> None:
    """Say what the file is: the base's release and sources, and what was imported."""
    base = dict(old.execute("SELECT key, value FROM meta WHERE key IN ('name', 'release', 'sources')"))
    digest = hashlib.sha256("\n".join(sources).encode()).hexdigest()[:DIGEST_DIGITS]
    meta: dict[str, object] = {
        "name": base["name"],
        "release": f"{base['release']}+{digest}",
        "places": len(writer.kinds),
        "sources": "\n".join([base["sources"], *sources]),
        "capitals": layout.pack((n, 0) for n in writer.capitals),
        "kinds": bytes(writer.kinds),
        "fames": bytes(writer.fames),
        "prominences": bytes(writer.steps),
    }
    out.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
