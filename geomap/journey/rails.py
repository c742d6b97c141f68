"""Railways as far as we know them: stations in order, line by line, and the way between two of them.

From ``data/lines.tsv`` to a graph of stations. Stations of two lines within `JOIN_KM` are one, so that
lines join. The way is schematic: straight between stations, and only where both ends lie near one.
"""

from __future__ import annotations

import csv
import heapq
import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geomap.geodesy import Point, angle_between_deg, distance_km

NEAR_KM = 30.0
"""A stop within this distance of a station is served by it."""
SHORTEST_DEGREE_KM = 110.0
"""A little less than a degree of latitude anywhere on WGS84."""
KM_PER_DEGREE = 111.2
JOIN_KM = 3.0
"""Stations of two lines within this distance are one for changing trains."""
LONGEST_DETOUR = 3.0
"""A way by rail longer than this many times the geodesic is not believed."""


@dataclass(frozen=True)
class Station:
    """A station on a line."""

    line: str
    name: str
    lat: float
    lon: float
    country: str = ""

    @property
    def point(self) -> Point:
        """Where it is."""
        return self.lat, self.lon


class Railways:
    """Stations and the ways between them.

    Parameters
    ----------
    stations
        In the order of their lines.
    """

    def __init__(self, stations: Sequence[Station]) -> None:
        self.stations = tuple(stations)
        self._ways: list[list[int]] = [[] for _ in stations]
        for i, (a, b) in enumerate(itertools.pairwise(self.stations)):
            if a.line == b.line:
                self._join(i, i + 1)
        self._change()

    @classmethod
    def default(cls) -> Railways:
        """Give the railways of the table that comes with geomap."""
        return _default()

    def path(self, a: Point, b: Point) -> tuple[Point, ...] | None:
        """Give the points of the shortest way by rail, both ends included; None if none is known."""
        way = self.way(a, b)
        if way is None:
            return None
        points = [a, *(s.point for s in way), b]
        return tuple(p for n, p in enumerate(points) if n == 0 or p != points[n - 1])

    def way(self, a: Point, b: Point) -> tuple[Station, ...] | None:
        """Give the stations of the shortest way by rail between two points; None if none is known."""
        starts, goals = self._near(a), self._near(b)
        if not starts or not goals:
            return None
        way = self._shortest(starts, goals)
        if way is None or not way[1][1:] or way[0] > LONGEST_DETOUR * max(distance_km(a, b), 1.0):
            return None
        return tuple(self.stations[i] for i in way[1])

    def _join(self, i: int, j: int) -> None:
        self._ways[i].append(j)
        self._ways[j].append(i)

    def _change(self) -> None:
        """Join stations of different lines at the same place, looked up by cells of a degree's tenth."""
        cells: dict[tuple[int, int], list[int]] = {}
        for i, s in enumerate(self.stations):
            cell = (round(s.lat * 10), round(s.lon * 10))
            for dy, dx in itertools.product((-1, 0, 1), repeat=2):
                for j in cells.get((cell[0] + dy, cell[1] + dx), ()):
                    other = self.stations[j]
                    if other.line != s.line and (
                        other.point == s.point or distance_km(s.point, other.point) <= JOIN_KM
                    ):
                        self._join(i, j)
            cells.setdefault(cell, []).append(i)

    def _near(self, point: Point) -> dict[int, float]:
        near: dict[int, float] = {}
        lat_deg = NEAR_KM / SHORTEST_DEGREE_KM
        lon_deg = lat_deg / max(math.cos(math.radians(point[0])), lat_deg)
        for i, s in enumerate(self.stations):
            if abs(s.lat - point[0]) < lat_deg and angle_between_deg(s.lon, point[1]) < lon_deg:
                km = distance_km(s.point, point)
                if km <= NEAR_KM:
                    near[i] = km
        closest = min(near.values(), default=0.0)
        return {i: km for i, km in near.items() if km <= closest + JOIN_KM}

    def _shortest(self, starts: dict[int, float], goals: dict[int, float]) -> tuple[float, list[int]] | None:
        best = dict(starts)
        before: dict[int, int] = {}
        queue = sorted((km, i) for i, km in starts.items())
        while queue:
            km, i = heapq.heappop(queue)
            if i in goals:
                way = [i]
                while way[-1] in before:
                    way.append(before[way[-1]])
                return km, way[::-1]
            if km > best[i]:
                continue
            for j in self._ways[i]:
                step = _weight_km(self.stations[i].point, self.stations[j].point)
                if km + step < best.get(j, float("inf")):
                    best[j] = km + step
                    before[j] = i
                    heapq.heappush(queue, (km + step, j))
        return None


def _weight_km(a: Point, b: Point) -> float:
    """Weigh a step for the search only: neighbours lie close, so a plane does (the lengths are geodesics)."""
    x = angle_between_deg(a[1], b[1]) * math.cos(math.radians((a[0] + b[0]) / 2))
    return math.hypot(x, a[0] - b[0]) * KM_PER_DEGREE


@cache
def _default() -> Railways:
    text = (Path(__file__).with_name("data") / "lines.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader((row for row in text.splitlines() if not row.startswith("#")), delimiter="\t")
    return Railways(
        [Station(r["line"], r["station"], float(r["lat"]), float(r["lon"]), r["country"]) for r in rows]
    )
