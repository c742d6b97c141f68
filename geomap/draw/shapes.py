"""Which shape marks which kind of place: the shape says the kind, in the map, the lists and the legend."""

from __future__ import annotations

from geomap.model import AREA_KINDS

SQUARES = frozenset({"building", "station", "airport", "port", "facility"})
DIAMONDS = frozenset({"bridge", "crossing"})
TRIANGLES = frozenset({"mountain", "cape"})


def shape(kind: str) -> str:
    """Give ``circle`` (settlements), ``square`` (things built), ``diamond``, ``triangle`` or ``area``."""
    if kind in SQUARES:
        return "square"
    if kind in DIAMONDS:
        return "diamond"
    if kind in TRIANGLES:
        return "triangle"
    return "area" if kind in AREA_KINDS else "circle"
