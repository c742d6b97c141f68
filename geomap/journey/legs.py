"""The legs between a journey's stops: length, bearing, mode, status and the line to draw.

From stops in order to `Leg`s. A leg follows a person's own line where one leads from stop to stop; else
by rail the stations that we know between its ends, which is schematic; else the geodesic.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from geomap.geodesy import Point, bearing_deg, distance_km, geodesic_points, path_km
from geomap.journey.own_lines import Lines
from geomap.journey.rails import Railways
from geomap.model import Leg, Mode, Movement, PathBasis, Place, Stop


class Ways(NamedTuple):
    """What legs may follow.

    Attributes
    ----------
    lines
        A person's own lines, for legs of any mode but by air.
    railways
        Stations for legs by rail; those that come with geomap if None.
    """

    lines: Lines | None = None
    railways: Railways | None = None

    def follow(self, a: Point, b: Point, mode: Mode | None) -> tuple[tuple[Point, ...], PathBasis] | None:
        """Give the points between two stops and what they follow; None for the geodesic."""
        own = self.lines.path(a, b) if self.lines is not None and mode != "air" else None
        if own is not None:
            return own, "lines"
        known = (self.railways or Railways.default()).path(a, b) if mode == "rail" else None
        return None if known is None else (known, "stations")


def make_legs(
    stops: Sequence[Stop],
    movements: Sequence[Movement],
    *,
    places: Mapping[str, Place],
    ways: Ways,
) -> tuple[Leg, ...]:
    """Join each stop to the next."""
    usual = _usual_mode(movements)
    return tuple(_leg(a, b, movements, usual, places, ways) for a, b in itertools.pairwise(stops))


def _usual_mode(movements: Sequence[Movement]) -> Mode | None:
    """Give the one mode that the whole trip is told with, if there is one."""
    modes = Counter(m.mode for m in movements if m.mode)
    return next(iter(modes)) if len(modes) == 1 else None


def _leg(
    a: Stop,
    b: Stop,
    movements: Sequence[Movement],
    usual: Mode | None,
    places: Mapping[str, Place],
    ways: Ways,
) -> Leg:
    start, end = places[a.place], places[b.place]
    p, q = (start.lat, start.lon), (end.lat, end.lon)
    whole = [m for m in movements if m.origin == a.place and m.destination == b.place and m.id in b.evidence]
    arriving = [m for m in movements if m.id in b.evidence and m.destination == b.place]
    mode = next((m.mode for m in (*whole, *arriving) if m.mode), usual)
    follows = None if start.is_area or end.is_area else ways.follow(p, q, mode)
    path, basis = follows or (None, "geodesic")
    evidence = whole or arriving
    return Leg(
        origin=a.place, destination=b.place, status=b.status, geodesic_km=round(distance_km(p, q), 1),
        bearing_deg=round(bearing_deg(p, q), 1), path=tuple(path or geodesic_points(p, q)),
        path_basis=basis, path_km=round(path_km(path), 1) if path else None,
        mode=mode, inferred=not whole, evidence=tuple(m.id for m in evidence),
    )  # fmt: skip
