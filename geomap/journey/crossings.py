"""Where a trip crossed a border: a stop that no sentence names.

From stops in order to the same with one more between two stops by rail in different countries, if a
statement of the trip says that the border was crossed and the stations between them tell where: a station
that two countries share, or two neighbours close to each other on both sides. The stop is inferred. Nothing
is added where no sentence speaks of crossing, where the way is not known, or where a stop is at the border
already.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence

from geomap.geodesy import distance_km
from geomap.journey.legs import Ways
from geomap.journey.rails import Station
from geomap.model import Movement, Place, Stop

CLOSE_KM = 20.0
"""Neighbouring stations in two countries within this distance have the border between them."""
_CROSSED = re.compile(
    r"(?i)\bcross(?:ed|es|ing)\s+(?:over\s+)?(?:into\b|(?:the|their|its)\s+(?:\w+\s+){0,3}(?:border|frontier)\b)"
)
_AT_BORDER = frozenset({"border", "crossing", "bridge"})
_FIRM = frozenset({"happened", "reported", "past"})


def with_crossings(
    stops: Sequence[Stop],
    movements: Sequence[Movement],
    *,
    places: Mapping[str, Place],
    texts: Mapping[str, str],
    ways: Ways,
) -> tuple[list[Stop], list[Place]]:
    """Add the stops where borders were crossed, and give their places."""
    crossed = [
        m for m in movements
        if m.modality in _FIRM and m.mode in {None, "rail"}
        and _CROSSED.search(texts[m.document][m.start : m.end])
    ]  # fmt: skip
    by_rail = {m.mode for m in movements if m.mode} == {"rail"}
    if not crossed or not by_rail:
        return list(stops), []
    out: list[Stop] = list(stops[:1])
    made: list[Place] = []
    for a, b in itertools.pairwise(stops):
        place = _between(places[a.place], places[b.place], ways)
        told = [m for m in crossed if place is not None and _tells(m, b, places)]
        if place is not None and told and a.status in _FIRM and b.status in _FIRM:
            made.append(place)
            out.append(Stop(place.id, told[0].modality, inferred=True, evidence=tuple(m.id for m in told)))
        out.append(b)
    return out, made


def _tells(movement: Movement, stop: Stop, places: Mapping[str, Place]) -> bool:
    """Say whether a crossing leads to a stop: it names it or the area that it lies in."""
    end = movement.destination
    return end is not None and (end == stop.place or places[end].holds(places[stop.place]))


def _between(a: Place, b: Place, ways: Ways) -> Place | None:
    """Give the one place where the railway between two stops crosses from country to country."""
    if a.is_area or b.is_area or {a.kind, b.kind} & _AT_BORDER or not a.country or not b.country:
        return None
    if a.country == b.country:
        return None
    way = ways.known().way((a.lat, a.lon), (b.lat, b.lon)) or ()
    both = "/".join(sorted((a.country, b.country)))
    shared = [s for s in way if "/".join(sorted(s.country.split("/"))) == both]
    if shared:
        kind = "bridge" if "bridge" in shared[0].name.casefold() else "crossing"
        return _place(shared[0].name, kind, shared[0], both)
    for s, t in itertools.pairwise(way):
        if (s.country, t.country) == (a.country, b.country) and distance_km(s.point, t.point) <= CLOSE_KM:
            middle = Station(s.line, "", round((s.lat + t.lat) / 2, 4), round((s.lon + t.lon) / 2, 4), both)
            return _place(f"{s.name}–{t.name} border crossing", "crossing", middle, both)
    return None


def _place(name: str, kind: str, at: Station, country: str) -> Place:
    slug = "-".join(re.findall(r"[a-z0-9]+", name.casefold()))
    return Place(f"gm-crossing-{slug}", name, kind, at.lat, at.lon, country=country)
