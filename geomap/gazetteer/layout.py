"""How the compiled gazetteer lies in its SQLite file: known to the build and to the look-up alone.

Places are numbered by prominence, the most prominent first, so that a name's places, written in
ascending order, come largest first without sorting. A name's row holds its places as variable-length
integers, ``number * 8 + sort``, seven bits a byte, the lowest first.
"""

from __future__ import annotations

import itertools
import math
import zlib
from collections.abc import Iterable
from pathlib import Path

from geomap.model import KINDS, Bounds

SCHEMA = 1
"""Raised with every change of this file that an older reader would misread."""

APPLICATION_ID = 0x67656F6D  # "geom"
PER_DEGREE = 100_000
"""Coordinates are stored as whole 1/100,000 degrees, about a metre: what GeoNames gives."""

SEVEN_BITS, MORE = 0x7F, 0x80
CHUNK_BYTES = 1 << 20
SEAL = b"geomap-crc32:"
SEAL_OPEN = b"00000000"
SEAL_WITHIN = 16_384
"""The checksum of the whole file stands in its second page, taken with `SEAL_OPEN` in its place."""

DDL = """
CREATE TABLE seal (value TEXT NOT NULL);
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE term (n INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE region (n INTEGER PRIMARY KEY, admin1 TEXT, admin2 TEXT);
CREATE TABLE place (
  n INTEGER PRIMARY KEY, name TEXT NOT NULL, kind INTEGER NOT NULL, lat INTEGER NOT NULL,
  lon INTEGER NOT NULL, country TEXT, region INTEGER NOT NULL, population INTEGER NOT NULL,
  capital INTEGER NOT NULL, source INTEGER NOT NULL, gid INTEGER, slug TEXT);
CREATE TABLE extent (
  n INTEGER PRIMARY KEY, south INTEGER NOT NULL, west INTEGER NOT NULL, north INTEGER NOT NULL,
  east INTEGER NOT NULL);
CREATE TABLE cell (cell INTEGER PRIMARY KEY, refs BLOB NOT NULL);
CREATE TABLE name (key TEXT PRIMARY KEY, refs BLOB NOT NULL) WITHOUT ROWID;
"""
INDEXES = """
CREATE UNIQUE INDEX place_slug ON place(slug) WHERE slug IS NOT NULL;
CREATE UNIQUE INDEX place_gid ON place(gid) WHERE gid IS NOT NULL;
"""

KIND_NUMBER = {kind: number for number, kind in enumerate(KINDS)}
CELLS_PER_TURN = 360
MOST_COUNTRIES = 400
HALF_TURN = 180.0
KM_PER_DEGREE = 110.57
"""Of latitude, at the equator, where it is least: an extent made with it is never too small."""
POLAR_DEG = 89.0
STEPS_PER_ORDER = 20
"""Prominence is stored in steps of a twentieth of an order of magnitude, in one byte."""

# Orders of magnitude of population that a kind counts for: the research prototype's, which gave
# .668 against .650 for population alone (acc@161 on LGL).
KIND_PRIOR = {
    "country": 4.0,
    "continent": 4.0,
    "admin1": 1.0,
    "admin2": -0.3,
    "city": 0.0,
    "town": 0.0,
    "village": 0.0,
}
OTHER_PRIOR = 0.5


def prominence(kind: str, population: int) -> float:
    """Give the order of magnitude of the people who may mean a place."""
    return math.log10(1 + population) + KIND_PRIOR.get(kind, OTHER_PRIOR)


_USUAL_NAMES = ((3.0, 0.47), (4.0, 0.6), (5.0, 0.85), (6.0, 1.25), (7.0, 1.65))
"""How many names a settlement of so many people has on average, both as orders of magnitude."""

FAME = 1.2
MOST_FAME = 1.5
_SETTLEMENTS = frozenset({"city", "town", "village"})


def fame(kind: str, population: int, names: int) -> float:
    """Give the orders of magnitude of people that a settlement is better known than its size says.

    A place has names in other languages because people there speak of it. The factor was chosen by eye
    on pairs of namesakes, not fitted.
    """
    if kind not in _SETTLEMENTS:
        return 0.0
    size = math.log10(1 + population)
    usual = _USUAL_NAMES[0][1]
    for (low, below), (high, above) in itertools.pairwise(_USUAL_NAMES):
        if size > low:
            usual = below + (above - below) * min(1.0, (size - low) / (high - low))
    return min(MOST_FAME, max(0.0, FAME * (math.log10(1 + names) - usual)))


def steps(value: float) -> int:
    """Give a prominence in the steps in which it is stored."""
    return min(max(round(value * STEPS_PER_ORDER), 0), 255)


def cell(lat: float, lon: float) -> int:
    """Give the number of the degree cell that a point lies in."""
    return min(math.floor(lat) + 90, 179) * CELLS_PER_TURN + (math.floor(lon) + 180) % CELLS_PER_TURN


def cells(bounds: Bounds) -> list[int]:
    """Give the numbers of the degree cells that an extent touches."""
    rows = range(math.floor(bounds.south), math.floor(bounds.north) + 1)
    width = (
        bounds.east - bounds.west
        if bounds.east >= bounds.west
        else bounds.east - bounds.west + CELLS_PER_TURN
    )
    columns = range(math.floor(bounds.west), math.floor(bounds.west + width) + 1)
    return sorted({cell(lat, lon) for lat in rows for lon in columns[:CELLS_PER_TURN]})


def around(lat: float, lon: float, radius_km: float) -> Bounds:
    """Give an extent that holds all points within a distance; near a pole, all longitudes."""
    north = radius_km / KM_PER_DEGREE
    furthest = min(abs(lat) + north, 90.0)
    squeeze = math.cos(math.radians(furthest))
    east = north / squeeze if squeeze > 0 else HALF_TURN
    if furthest >= POLAR_DEG or east >= HALF_TURN:
        return Bounds(max(lat - north, -90.0), -HALF_TURN, min(lat + north, 90.0), HALF_TURN)
    west = (lon - east + HALF_TURN) % (2 * HALF_TURN) - HALF_TURN
    end = (lon + east + HALF_TURN) % (2 * HALF_TURN) - HALF_TURN
    return Bounds(lat - north, west, lat + north, end)


def chord(lat_1: float, lon_1: float, lat_2: float, lon_2: float) -> float:
    """Give a number that grows with the distance of two points on a sphere."""
    a, b = math.radians(lat_1), math.radians(lat_2)
    north, east = math.sin((a - b) / 2), math.sin(math.radians(lon_1 - lon_2) / 2)
    return north * north + math.cos(a) * math.cos(b) * east * east


def holds(bounds: Bounds, lat: float, lon: float) -> bool:
    """Say whether a point lies in an extent, which may cross the antimeridian."""
    if not bounds.south <= lat <= bounds.north:
        return False
    if bounds.west <= bounds.east:
        return bounds.west <= lon <= bounds.east
    return lon >= bounds.west or lon <= bounds.east


def pack(refs: Iterable[tuple[int, int]]) -> bytes:
    """Write a name's places, ``(number, sort)``, ascending."""
    out = bytearray()
    for number, sort in sorted(refs):
        value = number << 3 | sort
        while value > SEVEN_BITS:
            out.append(value & SEVEN_BITS | MORE)
            value >>= 7
        out.append(value)
    return bytes(out)


def unpack(blob: bytes, limit: int) -> list[tuple[int, int]]:
    """Read at most ``limit`` of a name's places, the most prominent first."""
    refs: list[tuple[int, int]] = []
    value = shift = 0
    for byte in blob:
        value |= (byte & SEVEN_BITS) << shift
        if byte & MORE:
            shift += 7
            continue
        refs.append((value >> 3, value & 7))
        if len(refs) == limit:
            break
        value = shift = 0
    return refs


def checksum(path: Path) -> int:
    """Give the CRC-32 of a gazetteer's file, with its own checksum left open.

    Raises
    ------
    ValueError
        The file has no seal.
    """
    with path.open("rb") as file:
        head = file.read(SEAL_WITHIN)
        at = head.index(SEAL) + len(SEAL)
        crc = zlib.crc32(head[:at] + SEAL_OPEN + head[at + len(SEAL_OPEN) :])
        while chunk := file.read(CHUNK_BYTES):
            crc = zlib.crc32(chunk, crc)
    return crc


def sealed_checksum(path: Path) -> int:
    """Give the checksum that stands in a gazetteer's file.

    Raises
    ------
    ValueError
        The file has no seal.
    """
    with path.open("rb") as file:
        head = file.read(SEAL_WITHIN)
    at = head.index(SEAL) + len(SEAL)
    return int(head[at : at + len(SEAL_OPEN)], 16)


def seal(path: Path) -> None:
    """Write the checksum of a finished file into it."""
    with path.open("r+b") as file:
        at = file.read(SEAL_WITHIN).index(SEAL + SEAL_OPEN) + len(SEAL)
        file.seek(at)
        file.write(f"{checksum(path):08x}".encode())
