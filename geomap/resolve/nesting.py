"""How places lie to each other: one within the other, and at what angle at the Earth's centre.

From places, as the gazetteer has them, to levels, sets of them and cosines. An area is known by its names
and holds what bears the same; extents are not looked at.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from geomap.model import Place

EARTH_KM: Final = 6371.0088
LEVELS: Final = {"country": 1, "admin1": 2, "admin2": 3}
"""Kinds of area, by how many names they are known: country, region, county."""

HOLDING: Final = frozenset(LEVELS)
"""Kinds whose places hold others (`contains`)."""


def contains(outer: Place, inner: Place) -> int:
    """Say how closely an area holds a place: 0 not at all, 1 country, 3 region, 4 second-level region."""
    if outer.kind not in HOLDING or outer.country is None or outer.id == inner.id or inner.kind == "country":
        return 0
    if outer.country != inner.country and outer.country not in (inner.country or "").split("/"):
        return 0
    if outer.kind == "country":
        return 1
    if outer.admin1 is None or outer.admin1 != inner.admin1 or inner.kind == "admin1":
        return 0
    if outer.kind == "admin1":
        return 3
    return 4 if outer.admin2 == inner.admin2 and inner.kind != "admin2" else 0


def nested(places: Sequence[Place]) -> tuple[set[int], set[int]]:
    """Say which of some places lie in another of them, and which hold another, as in `contains`."""
    holders: dict[tuple[str | None, ...], list[int]] = {}
    for n, p in enumerate(places):
        level = LEVELS.get(p.kind)
        if level and p.country is not None and (level == 1 or p.admin1 is not None):
            holders.setdefault((p.country, p.admin1, p.admin2)[:level], []).append(n)
    above: set[int] = set()
    below: set[int] = set()
    for n, p in enumerate(places if holders else ()):
        for country in {p.country, *(p.country or "").split("/")}:
            for level in range(1, LEVELS.get(p.kind, len(LEVELS) + 1)):
                if outer := holders.get((country, p.admin1, p.admin2)[:level]):
                    above.add(n)
                    below.update(outer)
    return above, below


def vector(place: Place) -> tuple[float, float, float]:
    """Give the unit vector from the Earth's centre."""
    lat, lon = math.radians(place.lat), math.radians(place.lon)
    wide = math.cos(lat)
    return wide * math.cos(lon), wide * math.sin(lon), math.sin(lat)


def cosine(a: Place, b: Place) -> float:
    """Give the cosine of the angle between two places at the Earth's centre."""
    return sum(x * y for x, y in zip(vector(a), vector(b), strict=True))
