"""The legs between a journey's stops: length, bearing, mode, status and the line to draw.

From stops in order to `Leg`s. A leg by rail follows the stations that we know between its ends, and is
schematic; any other is the geodesic.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence

from geomap.geodesy import bearing_deg, distance_km, geodesic_points, path_km
from geomap.journey.rails import Railways
from geomap.model import Leg, Mode, Movement, Place, Stop


def make_legs(
    stops: Sequence[Stop],
    movements: Sequence[Movement],
    *,
    places: Mapping[str, Place],
    railways: Railways | None,
) -> tuple[Leg, ...]:
    """Join each stop to the next."""
    usual = _usual_mode(movements)
    return tuple(_leg(a, b, movements, usual, places, railways) for a, b in itertools.pairwise(stops))


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
    railways: Railways | None,
) -> Leg:
    start, end = places[a.place], places[b.place]
    p, q = (start.lat, start.lon), (end.lat, end.lon)
    whole = [m for m in movements if m.origin == a.place and m.destination == b.place and m.id in b.evidence]
    arriving = [m for m in movements if m.id in b.evidence and m.destination == b.place]
    mode = next((m.mode for m in (*whole, *arriving) if m.mode), usual)
    path: Sequence[tuple[float, float]] | None = None
    if mode == "rail" and not start.is_area and not end.is_area:
        path = (railways or Railways.default()).path(p, q)
    evidence = whole or arriving
    return Leg(
        origin=a.place, destination=b.place, status=b.status, geodesic_km=round(distance_km(p, q), 1),
        bearing_deg=round(bearing_deg(p, q), 1), path=tuple(path or geodesic_points(p, q)),
        path_basis="stations" if path else "geodesic", path_km=round(path_km(path), 1) if path else None,
        mode=mode, inferred=not whole, evidence=tuple(m.id for m in evidence),
    )  # fmt: skip
