"""Distances, bearings and lines on the WGS84 ellipsoid; extents that may cross the antimeridian.

Points are ``(lat, lon)`` in degrees. The geodesic problem is geographiclib's (geopy's own
dependency); nothing here approximates the Earth as a sphere or a plane.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence

from geographiclib.geodesic import Geodesic

Point = tuple[float, float]

COMPASS = (
    "north", "north-north-east", "north-east", "east-north-east",
    "east", "east-south-east", "south-east", "south-south-east",
    "south", "south-south-west", "south-west", "west-south-west",
    "west", "west-north-west", "north-west", "north-north-west",
)  # fmt: skip
"""The sixteen points of the compass, clockwise, 22.5° apart."""

HALF_TURN_DEG = 180.0
FULL_TURN_DEG = 360.0

DECIMALS = 5
"""Of a degree of the points between two places: a metre, and half the bytes of a story with long legs."""


def distance_km(a: Point, b: Point) -> float:
    """Give the length of the geodesic between two points, in km."""
    return float(Geodesic.WGS84.Inverse(*a, *b, Geodesic.DISTANCE)["s12"]) / 1000


def bearing_deg(a: Point, b: Point) -> float:
    """Give the initial bearing of the geodesic from a to b, clockwise from north, in [0, 360)."""
    return float(Geodesic.WGS84.Inverse(*a, *b, Geodesic.AZIMUTH)["azi1"]) % FULL_TURN_DEG


def angle_between_deg(a: float, b: float) -> float:
    """Give the smaller angle between two bearings, in [0, 180]."""
    return abs((a - b + HALF_TURN_DEG) % FULL_TURN_DEG - HALF_TURN_DEG)


def compass_point(bearing: float) -> str:
    """Name a bearing in degrees by the nearest of the sixteen `COMPASS` points."""
    return COMPASS[round(bearing / (FULL_TURN_DEG / len(COMPASS))) % len(COMPASS)]


def geodesic_points(a: Point, b: Point, *, step_km: float = 100.0) -> list[Point]:
    """Give points along the geodesic from a to b, both ends included, at most ``step_km`` apart.

    Longitudes lie in [-180, 180]; where the line crosses the antimeridian two neighbours differ by
    more than 180° (see `unwrap` and `split_at_antimeridian`).
    """
    line = Geodesic.WGS84.InverseLine(*a, *b)
    steps = max(1, math.ceil(line.s13 / 1000 / step_km))
    inner = [line.Position(line.s13 * i / steps) for i in range(1, steps)]
    return [a, *((round(p["lat2"], DECIMALS), round(p["lon2"], DECIMALS)) for p in inner), b]


def path_km(points: Sequence[Point]) -> float:
    """Give the length of a path of geodesics from point to point, in km."""
    return sum(distance_km(a, b) for a, b in itertools.pairwise(points))


def unwrap(points: Iterable[Point]) -> list[Point]:
    """Give the same line with continuous longitudes, which may then leave [-180, 180]."""
    out: list[Point] = []
    for lat, lon in points:
        if out:
            lon += FULL_TURN_DEG * round((out[-1][1] - lon) / FULL_TURN_DEG)  # noqa: PLW2901
        out.append((lat, lon))
    return out


def split_at_antimeridian(points: Sequence[Point]) -> list[list[Point]]:
    """Cut a line where it crosses the antimeridian, with both parts ending at ±180°."""
    line = unwrap(points)
    parts: list[list[Point]] = [[line[0]]]
    for (lat1, lon1), (lat2, lon2) in itertools.pairwise(line):
        turn1, turn2 = _turn(lon1), _turn(lon2)
        if turn1 != turn2:
            edge = FULL_TURN_DEG * max(turn1, turn2) - HALF_TURN_DEG
            share = (edge - lon1) / (lon2 - lon1)
            lat = lat1 + share * (lat2 - lat1)
            parts[-1].append((lat, edge))
            parts.append([(lat, edge)])
        parts[-1].append((lat2, lon2))
    return [_in_range(part) for part in parts if len(set(part)) > 1 or len(parts) == 1]


def _turn(lon: float) -> int:
    return math.floor((lon + HALF_TURN_DEG) / FULL_TURN_DEG)


def _in_range(part: list[Point]) -> list[Point]:
    middle = (min(lon for _, lon in part) + max(lon for _, lon in part)) / 2
    shift = FULL_TURN_DEG * _turn(middle)
    return [(lat, lon - shift) for lat, lon in part]


def extent(points: Iterable[Point]) -> tuple[float, float, float, float]:
    """Give the smallest extent of points as (south, west, north, east); west > east over ±180°.

    Raises
    ------
    ValueError
        There are no points.
    """
    lats, lons = zip(*points, strict=True)
    ring = sorted(set(lons))
    gaps = [(b - a, b, a) for a, b in itertools.pairwise(ring)]
    gaps.append((ring[0] + FULL_TURN_DEG - ring[-1], ring[0], ring[-1]))
    _, west, east = max(gaps, key=lambda gap: gap[0])
    return min(lats), west, max(lats), east
