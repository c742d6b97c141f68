"""Which cells of the base map a story gets: fine near its points, coarser with distance, within a budget.

From points and extents to the JSON-ready base map. Each part of the world is taken at exactly one
scale: 10m close to a point, 50m around it, 110m everywhere else. Wishes are ranked by what a reader looks
at first, and as many are granted as the budget allows; the whole world at 110m is always there. It
refuses a store that is missing or damaged (`AssetError`).
"""

from __future__ import annotations

import json
import math
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from geomap.assets.cells import DEEPEST, SIZES_DEG, Cell, largest_cells
from geomap.assets.files import REPAIR
from geomap.errors import AssetError
from geomap.model import Bounds

COARSE, MIDDLE, FINE = 0, 1, 2

FINE_DEG = 3.0
"""Up to this distance of arc from a point, 10m is wanted (about 330 km: a wide screen at zoom 7)."""

NEAR_DEG = 5.0
"""50m is wanted up to here before anything becomes 10m."""

MIDDLE_DEG = 18.0
"""Up to this distance of arc, 50m is wanted in the end (about a continent)."""

_MAP_OVERHEAD_BYTES = len('{"cells":[]}')


@dataclass(frozen=True)
class Store:
    """What the build stored: the size in bytes of every cell at every level.

    Attributes
    ----------
    path
        The SQLite file.
    sizes
        Bytes of a cell's JSON by (level, cell).
    leaves
        The smallest cells that hold anything at any level.
    leaves_below
        How many of them lie in a cell.
    """

    path: Path
    sizes: Mapping[tuple[int, Cell], int]
    leaves: frozenset[Cell]
    leaves_below: Mapping[Cell, int]


def open_store(path: Path) -> Store:
    """Read the sizes of all cells.

    Raises
    ------
    AssetError
        The file is missing or damaged.
    """
    with closing(_connect(path)) as database:
        rows = _query(database, path, 'SELECT level, depth, "column", "row", bytes FROM cell')
    sizes = {(level, Cell(depth, column, row)): size for level, depth, column, row, size in rows}
    leaves = frozenset(cell for _, cell in sizes if cell.depth == DEEPEST)
    leaves_below = Counter(leaves)
    layer: Iterable[Cell] = leaves
    for _ in range(DEEPEST):
        above: Counter[Cell] = Counter()
        for cell in layer:
            above[cell.parent()] += leaves_below[cell]
        leaves_below.update(above)
        layer = above
    return Store(path, sizes, leaves, leaves_below)


def choose_cells(
    store: Store,
    points: Sequence[tuple[float, float]],
    *,
    areas: Sequence[Bounds],
    budget_bytes: int,
) -> list[tuple[int, Cell]]:
    """Choose (level, cell) for the whole world, from south to north.

    The longest run of wishes that fits the budget is granted; ties are broken by position alone, so the
    same story always gets the same map.
    """
    wishes = _wishes(store, points, areas)
    fits, fails = 0, len(wishes) + 1
    chosen = _cover(store, {})
    tried = len(wishes)  # most often all of them fit
    while fails - fits > 1:
        cover = _cover(store, _finest(wishes[:tried]))
        if _bytes(store, cover) <= budget_bytes:
            fits, chosen = tried, cover
        else:
            fails = tried
        tried = (fits + fails) // 2
    return sorted(chosen, key=lambda item: (item[1].south, item[1].west))


def load_cells(store: Store, chosen: Iterable[tuple[int, Cell]]) -> list[dict[str, Any]]:
    """Read the chosen cells as they stand in the page's JSON.

    Raises
    ------
    AssetError
        The file is missing or damaged.
    """
    query = 'SELECT data FROM cell WHERE level = ? AND depth = ? AND "column" = ? AND "row" = ?'
    out: list[dict[str, Any]] = []
    with closing(_connect(store.path)) as database:
        for level, cell in chosen:
            rows = _query(database, store.path, query, (level, cell.depth, cell.column, cell.row))
            try:
                out.append(json.loads(zlib.decompress(rows[0][0])))
            except (IndexError, TypeError, ValueError, zlib.error) as error:
                raise _damaged(store.path, error) from error
    return out


def _wishes(
    store: Store, points: Sequence[tuple[float, float]], areas: Sequence[Bounds]
) -> list[tuple[int, Cell]]:
    """Give (level, leaf) in the order in which they matter."""
    near = _distances_deg(store, points)
    covered = dict.fromkeys(
        leaf for area in sorted(areas, key=_area) for leaf in sorted(store.leaves) if _touches(area, leaf)
    )
    ranked = sorted(near, key=lambda leaf: (leaf not in covered, round(near[leaf], 1), leaf))
    return [
        *((MIDDLE, leaf) for leaf in ranked if near[leaf] <= NEAR_DEG),
        *((FINE, leaf) for leaf in ranked if near[leaf] <= FINE_DEG),
        *((MIDDLE, leaf) for leaf in ranked if near[leaf] > NEAR_DEG),
        *((MIDDLE, leaf) for leaf in covered if leaf not in near),
    ]


def _finest(wishes: Iterable[tuple[int, Cell]]) -> dict[Cell, int]:
    out: dict[Cell, int] = {}
    for level, leaf in wishes:
        out[leaf] = max(level, out.get(leaf, COARSE))
    return out


def _cover(store: Store, wanted: Mapping[Cell, int]) -> list[tuple[int, Cell]]:
    """Cover the world with the largest cells in which all leaves are wanted at one level."""
    counts = Counter((level, cell) for leaf, level in wanted.items() for cell in _lineage(leaf))
    wanted_below = Counter(cell for leaf in wanted for cell in _lineage(leaf))
    out: list[tuple[int, Cell]] = []
    cells = largest_cells()
    while cells:
        cell = cells.pop()
        total = store.leaves_below.get(cell, 0)
        whole = (level for level in (MIDDLE, FINE) if total and counts[level, cell] == total)
        level = next(whole, None if wanted_below[cell] else COARSE)
        if level is not None and (level, cell) in store.sizes:
            out.append((level, cell))
        elif level != COARSE and cell.depth < DEEPEST:
            cells += cell.parts()
    return out


def _bytes(store: Store, cover: Sequence[tuple[int, Cell]]) -> int:
    return _MAP_OVERHEAD_BYTES + sum(store.sizes[item] + 1 for item in cover)


@lru_cache(maxsize=4096)
def _lineage(cell: Cell) -> tuple[Cell, ...]:
    out = [cell]
    while out[-1].depth:
        out.append(out[-1].parent())
    return tuple(out)


def _distances_deg(store: Store, points: Sequence[tuple[float, float]]) -> dict[Cell, float]:
    """Give how far each leaf is from its nearest point, roughly and up to `MIDDLE_DEG`."""
    size = SIZES_DEG[DEEPEST]
    leaves = sorted(store.leaves)
    west = np.array([leaf.west for leaf in leaves])
    south = np.array([leaf.south for leaf in leaves])
    nearest = np.full(len(leaves), np.inf)
    # Hundreds of points are mostly each other's neighbours: one for each half degree ranks as well.
    for lat, lon in sorted({(round(2 * lat) / 2, round(2 * lon) / 2) for lat, lon in points}):
        narrowing = max(math.cos(math.radians(lat)), MIDDLE_DEG / 180)
        vertical = np.maximum(np.maximum(south - lat, lat - size - south), 0.0)
        beyond = np.maximum(np.abs((west + size / 2 - lon + 180) % 360 - 180) - size / 2, 0.0)
        np.minimum(nearest, np.hypot(vertical, beyond * narrowing), out=nearest)
    return {leaf: float(d) for leaf, d in zip(leaves, nearest, strict=True) if d <= MIDDLE_DEG}


def _touches(area: Bounds, cell: Cell) -> bool:
    if cell.south > area.north or cell.south + cell.size_deg < area.south:
        return False
    return (cell.west - area.west) % 360 <= area.width_deg or (area.west - cell.west) % 360 <= cell.size_deg


def _area(area: Bounds) -> tuple[float, Bounds]:
    return (area.north - area.south) * area.width_deg, area


def _connect(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise AssetError(f"{path}: the base map is missing; {REPAIR}")
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def _query(
    database: sqlite3.Connection, path: Path, query: str, values: tuple[int, ...] = ()
) -> list[tuple[Any, ...]]:
    try:
        return database.execute(query, values).fetchall()
    except sqlite3.DatabaseError as error:
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> AssetError:
    return AssetError(f"{path}: the base map is damaged ({error}); {REPAIR}")
