"""The legs between a journey's stops: length, bearing, mode, status and the line to draw.

From stops in order to `Leg`s. A leg is stated where one movement of the trip spans it ("departed from A
for C" states both A–B and B–C) or where leaving its start and reaching its end are both told; else it is
inferred from the order of stops. A leg follows a person's own line where one leads from stop to stop; else
by rail the stations that we know between its ends, which is schematic; else the geodesic.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from geomap.geodesy import Point, bearing_deg, distance_km, geodesic_points, path_km
from geomap.journey.own_lines import Lines
from geomap.journey.rails import Railways
from geomap.model import Leg, Mode, Movement, PathBasis, Place, Stop

USUAL = 2
"""Statements that must give a mode before it is taken for that of the legs whose mode none gives."""


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

    def known(self) -> Railways:
        """Give the railways, those that come with geomap if none were given."""
        return self.railways or Railways.default()

    def follow(self, a: Point, b: Point, mode: Mode | None) -> tuple[tuple[Point, ...], PathBasis] | None:
        """Give the points between two stops and what they follow; None for the geodesic."""
        own = self.lines.path(a, b) if self.lines is not None and mode != "air" else None
        if own is not None:
            return own, "lines"
        known = self.known().path(a, b) if mode == "rail" else None
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
    spans = {m.id: span for m in movements if (span := _span(m, stops, places)) is not None}
    return tuple(_leg(n, stops, movements, spans, usual, places, ways) for n in range(len(stops) - 1))


def _span(movement: Movement, stops: Sequence[Stop], places: Mapping[str, Place]) -> tuple[int, int] | None:
    """Give the closest two stops that a movement leads from and to; None if it does not name both ends."""
    ends = [e for e in (movement.origin, *movement.via, movement.destination) if e]
    if not ends[1:]:
        return None
    starts, goals = (_stops_at(end, movement, stops, places) for end in (ends[0], ends[-1]))
    return min(((a, b) for a in starts for b in goals if a < b), key=lambda s: (s[1] - s[0], s), default=None)


def _stops_at(end: str, movement: Movement, stops: Sequence[Stop], places: Mapping[str, Place]) -> list[int]:
    """Give the stops that an end means: its own, of these what bears the movement out, else those in it."""
    at = [n for n, s in enumerate(stops) if s.place == end]
    told = [n for n in at if movement.id in stops[n].evidence]
    return told or at or [n for n, s in enumerate(stops) if places[end].holds(places[s.place])]


def _usual_mode(movements: Sequence[Movement]) -> Mode | None:
    """Give the one mode that the whole trip is told with, at least twice; a flight is none for other legs."""
    modes = Counter(m.mode for m in movements if m.mode)
    mode, told = next(iter(modes.items()), (None, 0))
    return mode if len(modes) == 1 and told >= USUAL and mode != "air" else None


def _leg(
    n: int,
    stops: Sequence[Stop],
    movements: Sequence[Movement],
    spans: Mapping[str, tuple[int, int]],
    usual: Mode | None,
    places: Mapping[str, Place],
    ways: Ways,
) -> Leg:
    a, b = stops[n], stops[n + 1]
    start, end = places[a.place], places[b.place]
    p, q = (start.lat, start.lon), (end.lat, end.lon)
    whole = sorted(
        (m for m in movements if m.id in spans and spans[m.id][0] <= n < spans[m.id][1]),
        key=lambda m: (spans[m.id][1] - spans[m.id][0], places[m.destination or b.place].is_area),
    )
    arriving = [m for m in movements if m.id in b.evidence and b.place in {m.destination, *m.via}]
    leaving = [m for m in movements if m.id in a.evidence and a.place in {m.origin, *m.via}]
    reaching = [m for m in arriving if m.reached]
    evidence = whole or (list(dict.fromkeys([*leaving, *reaching])) if leaving and reaching else [])
    mode = next((m.mode for m in (*whole, *arriving) if m.mode), usual)
    follows = None if start.is_area or end.is_area else ways.follow(p, q, mode)
    path, basis = follows or (None, "geodesic")
    return Leg(
        origin=a.place, destination=b.place, status=b.status, geodesic_km=round(distance_km(p, q), 1),
        bearing_deg=round(bearing_deg(p, q), 1), path=tuple(path or geodesic_points(p, q)),
        path_basis=basis, path_km=round(path_km(path), 1) if path else None,
        mode=mode, inferred=not evidence, evidence=tuple(m.id for m in evidence or arriving),
    )  # fmt: skip
