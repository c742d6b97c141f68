"""What of a leg is drawn on paper, and where its arrows stand.

A leg that ends in an area is a short arrow towards it, since nobody was at a country's middle: it starts at
the end that is a point, and turns a little where another leg is in its way. Between two areas the line keeps
away from both.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Literal

from geomap.export.svg_frame import XY

Open = Literal["", "to", "from", "both"]
"""Which ends of a leg are areas."""

STUB, AWAY, NEAR = 62.0, 46.0, 13.0
"""In quarters of a millimetre: a short arrow's length, how far from an area's middle, from other legs."""

_TURNS = (0.0, 0.35, -0.35, 0.7, -0.7)
"""In radians off the bearing; the least that is clear wins."""

ARROW_EVERY = 190.0
"""In quarters of a millimetre, along a leg."""

MOST_TURNED = 40
"""Legs; with more of them short arrows keep their bearing."""

SHORTEST = 38.0
"""A shorter line has no arrow."""


def shown(points: Sequence[XY], way: Open, others: Sequence[XY]) -> list[XY]:
    """Give the part of a leg that is drawn.

    Parameters
    ----------
    points
        The leg on the paper, from its start to its end.
    way
        Which ends are areas.
    others
        Points along the other legs, from which a short arrow keeps away.
    """
    total = sum(math.dist(a, b) for a, b in itertools.pairwise(points))
    if not way or total <= 0:
        return list(points)
    if way == "both":
        away = min(AWAY, total / 4)
        return [at_distance(points, away + (total - 2 * away) * i / 12)[0] for i in range(13)]
    line = list(points) if way == "to" else list(reversed(points))
    _, angle = at_distance(line, min(1.0, total))
    length = min(STUB, 0.6 * total)
    close = [p for p in others if math.dist(p, line[0]) < 3 * STUB]
    tips = [
        (line[0][0] + length * math.cos(angle + turn), line[0][1] + length * math.sin(angle + turn))
        for turn in _TURNS
    ]
    tip = min(tips, key=lambda end: _hits(line[0], end, close))
    return [line[0], tip] if way == "to" else [tip, line[0]]


def _hits(start: XY, tip: XY, others: Sequence[XY]) -> int:
    """Count the points of a short arrow, and a little beyond, that lie too near to another leg."""
    shares = [0.35 + 0.1 * i for i in range(11)]
    spots = [(start[0] + (tip[0] - start[0]) * s, start[1] + (tip[1] - start[1]) * s) for s in shares]
    return sum(any(math.dist(spot, p) < NEAR for p in others) for spot in spots)


def at_distance(points: Sequence[XY], distance: float) -> tuple[XY, float]:
    """Give the point at a distance along a line, and the line's angle there in radians."""
    gone = 0.0
    for a, b in itertools.pairwise(points):
        length = math.dist(a, b)
        if length > 0 and gone + length >= distance:
            share = (distance - gone) / length
            return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share), _angle(a, b)
        gone += length
    return points[-1], _angle(points[-2], points[-1]) if len(points) > 1 else 0.0


def _angle(a: XY, b: XY) -> float:
    return math.atan2(b[1] - a[1], b[0] - a[0])


def arrows(points: Sequence[XY], way: Open) -> list[tuple[XY, float]]:
    """Give places along a line and the angles there in degrees: one in its middle, more on a long one.

    A short arrow towards an area has its head at its tip.
    """
    total = sum(math.dist(a, b) for a, b in itertools.pairwise(points))
    if way == "to" and total > 0:
        at, angle = at_distance(points, total)
        return [(at, math.degrees(angle))]
    if total < SHORTEST:
        return []
    count = min(12, max(1, round(total / ARROW_EVERY)))
    found = (at_distance(points, total * (i + 0.55) / count) for i in range(count))
    return [(at, math.degrees(angle)) for at, angle in found]
