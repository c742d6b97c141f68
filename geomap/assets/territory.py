"""Where the name of a country or a sea finds room on a map: whose ground each half degree is.

From a point in a country or a sea, and the extent that a reader looks at, to points in the same country or
the same water, the roomiest first. The build writes the grid (`geomap.assets.grounds`): one byte for each
half degree, row by row from the south, 0 for water, else the number of a country. It refuses a grid that
is missing or damaged.
"""

from __future__ import annotations

import zlib
from collections import deque
from collections.abc import Iterator
from functools import lru_cache

from geomap.assets.files import REPAIR, VENDOR
from geomap.errors import AssetError
from geomap.geodesy import FULL_TURN_DEG
from geomap.model import Bounds

Point = tuple[float, float]

STEP_DEG = 0.5
COLUMNS, ROWS = 720, 360
WATER = 0
TERRITORY = "territory.bin"

MOST_ROOM = 8
"""Steps in every direction beyond which more room makes no difference to a name."""

LEAST_ROOM = 2
"""Steps to every side that a name needs at least, so that it does not lie on a border or a coast."""

APART = 8
"""Two points are at least an eighth of the extent's longer side apart."""

Cell = tuple[int, int]


def room_for_name(
    lat: float, lon: float, *, view: Bounds, within: Bounds | None = None, most: int = 9
) -> list[Point]:
    """Give points (lat, lon) in the view where the name of the country or sea at a point may stand.

    Parameters
    ----------
    lat, lon
        A point of the country, or of the sea.
    view
        Extent that the reader looks at.
    within
        Extent of the sea: its water is what can be reached from its point without leaving it. A country
        needs none.
    most
        How many points at most.
    """
    ground = _ground()
    start = _cell(lat, lon)
    owner = ground[start[0] * COLUMNS + start[1]]
    cells = _by_owner(view).get(owner, [])
    if owner == WATER:
        own = _water(ground, start, within) if within and _overlap(view, within) else set()
        cells = [cell for cell in cells if cell in own]
    rooms = {cell: _room(ground, cell, owner) for cell in cells}
    ranked = sorted((c for c in cells if rooms[c] >= LEAST_ROOM), key=lambda cell: (-rooms[cell], cell))
    apart = max(1, round(max(view.north - view.south, view.width_deg) / STEP_DEG / APART))
    chosen: list[Cell] = []
    for cell in ranked:
        if len(chosen) < most and all(_far(cell, other, apart) for other in chosen):
            chosen.append(cell)
    return [_point(cell) for cell in chosen]


@lru_cache(maxsize=1)
def _ground() -> bytes:
    path = VENDOR / TERRITORY
    try:
        ground = zlib.decompress(path.read_bytes())
    except (OSError, zlib.error) as error:
        raise AssetError(
            f"{path}: the grid of territories is missing or damaged ({error}); {REPAIR}"
        ) from error
    if len(ground) != ROWS * COLUMNS:
        raise AssetError(f"{path}: the grid of territories is damaged; {REPAIR}")
    return ground


@lru_cache(maxsize=1)
def _by_owner(view: Bounds) -> dict[int, list[Cell]]:
    """Give the cells of an extent by their owner."""
    ground = _ground()
    found: dict[int, list[Cell]] = {}
    for row, column in _cells(view):
        found.setdefault(ground[row * COLUMNS + column], []).append((row, column))
    return found


def _overlap(a: Bounds, b: Bounds) -> bool:
    """Say whether two extents, either of which may cross the antimeridian, have ground in common."""
    if a.north < b.south or b.north < a.south:
        return False
    return (b.west - a.west) % 360 <= a.width_deg or (a.west - b.west) % 360 <= b.width_deg


def _cell(lat: float, lon: float) -> Cell:
    row = min(max(int((lat + 90) / STEP_DEG), 0), ROWS - 1)
    return row, int((lon + 180) / STEP_DEG) % COLUMNS


def _point(cell: Cell) -> Point:
    return (cell[0] + 0.5) * STEP_DEG - 90, (cell[1] + 0.5) * STEP_DEG - 180


def _cells(view: Bounds) -> Iterator[Cell]:
    """Give the cells of an extent, also over the antimeridian."""
    south, west = _cell(view.south, view.west)
    north, east = _cell(view.north, view.east)
    whole = view.width_deg > FULL_TURN_DEG - STEP_DEG
    columns = COLUMNS if whole else (east - west) % COLUMNS + 1
    for row in range(south, north + 1):
        for column in range(west, west + columns):
            yield row, column % COLUMNS


def _water(ground: bytes, start: Cell, within: Bounds) -> set[Cell]:
    """Give the water that is reached from a cell without leaving an extent or crossing land."""
    allowed = set(_cells(within))
    seen, todo = {start}, deque([start])
    while todo:
        row, column = todo.popleft()
        for near in ((row + 1, column), (row - 1, column), (row, (column + 1) % COLUMNS), (row, column - 1)):
            cell = near[0], near[1] % COLUMNS
            if cell in allowed and cell not in seen and ground[cell[0] * COLUMNS + cell[1]] == WATER:
                seen.add(cell)
                todo.append(cell)
    return seen


def _room(ground: bytes, cell: Cell, owner: int) -> int:
    """Count the steps that one can go in every direction without leaving the territory."""
    row, column = cell
    for steps in range(1, MOST_ROOM + 1):
        if not (steps <= row < ROWS - steps):
            return steps - 1
        around = [(up, across) for up in (-steps, 0, steps) for across in (-steps, 0, steps) if up or across]
        if any(ground[(row + up) * COLUMNS + (column + across) % COLUMNS] != owner for up, across in around):
            return steps - 1
    return MOST_ROOM


def _far(a: Cell, b: Cell, apart: int) -> bool:
    across = abs(a[1] - b[1])
    return max(abs(a[0] - b[0]), min(across, COLUMNS - across)) >= apart
