"""A person's own lines (a railway, a hike, a ferry's course), for legs to follow.

From the text of a GeoJSON file to `Lines`, and from two points to the stretch between them of the line
that passes nearest to both. Only LineString and MultiLineString count; anything else in the file is left
alone. Positions are ``[lon, lat]`` in the file, as GeoJSON has them, and ``(lat, lon)`` inside.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any

from geomap.errors import OptionError
from geomap.geodesy import Point, angle_between_deg, distance_km

NEAR_KM = 30.0
"""A line further than this from a stop does not lead there."""
MOST_POINTS = 1_000_000
LARGEST_LAT, LARGEST_LON = 90.0, 180.0


class Lines:
    """Lines to follow.

    Parameters
    ----------
    lines
        Each a sequence of points in order.
    """

    def __init__(self, lines: list[list[Point]]) -> None:
        self.lines = [line for line in lines if line[1:]]

    @classmethod
    def from_geojson(cls, text: str, *, name: str = "") -> Lines:
        """Read lines from GeoJSON.

        Parameters
        ----------
        name
            The file that the text comes from, for messages.

        Raises
        ------
        OptionError
            It is no GeoJSON, has no line, or a position is not on Earth.
        """
        option = f"--lines {name}".rstrip()
        try:
            record = json.loads(text)
            lines = [[_point(p) for p in line] for line in _geometries(record)]
        except (ValueError, TypeError, KeyError, IndexError, OverflowError, RecursionError) as error:
            raise OptionError(f"{option}: this is no GeoJSON with lines ({error})") from error
        if not any(lines):
            raise OptionError(f"{option}: there is no LineString or MultiLineString in the file")
        if sum(map(len, lines)) > MOST_POINTS:
            raise OptionError(f"{option}: more than {MOST_POINTS:,} positions; simplify the lines")
        return cls(lines)

    def path(self, a: Point, b: Point) -> tuple[Point, ...] | None:
        """Give the points between a and b along the nearest line, both included; None if none is near."""
        best: tuple[float, list[Point]] | None = None
        for line in self.lines:
            i, j = _nearest(line, a), _nearest(line, b)
            off = max(distance_km(line[i], a), distance_km(line[j], b))
            if i != j and off <= NEAR_KM and (best is None or off < best[0]):
                best = (off, line[i : j + 1] if i < j else line[j : i + 1][::-1])
        return None if best is None else (a, *best[1], b)


def _geometries(record: Any) -> Iterator[list[Any]]:  # noqa: ANN401 - JSON is anything
    kind = record["type"]
    if kind == "FeatureCollection":
        for feature in record["features"]:
            yield from _geometries(feature)
    elif kind == "Feature":
        if record["geometry"] is not None:
            yield from _geometries(record["geometry"])
    elif kind == "GeometryCollection":
        for geometry in record["geometries"]:
            yield from _geometries(geometry)
    elif kind == "LineString":
        yield record["coordinates"]
    elif kind == "MultiLineString":
        yield from record["coordinates"]


def _point(position: list[float]) -> Point:
    lon, lat = float(position[0]), float(position[1])
    if not (abs(lat) <= LARGEST_LAT and abs(lon) <= LARGEST_LON):
        raise ValueError(f"{position!r} is not [longitude, latitude] in degrees")
    return lat, lon


def _nearest(line: list[Point], point: Point) -> int:
    """Give the index of the vertex nearest to a point (on a plane: near is all that counts)."""
    scale = math.cos(math.radians(point[0]))
    return min(
        range(len(line)),
        key=lambda k: math.hypot(line[k][0] - point[0], scale * angle_between_deg(line[k][1], point[1])),
    )
