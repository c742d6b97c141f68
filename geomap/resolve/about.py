"""Where a name is that no gazetteer row explains: about here, at the document's focus, or not at all.

From the answers of a document to its focus: the settled place that most of its other places lie near. Only
a clear focus counts (`LEAST_SUPPORT`, `LEAST_SHARE`), and only names that stand for the place itself
are put there; the mention is marked as approximate, and its place is an area without extent, so that
no journey ends there.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from geomap.geodesy import distance_km
from geomap.model import KINDS, Candidate, Match, Place
from geomap.resolve.nesting import EARTH_KM, cosine
from geomap.resolve.table import FINE_KINDS, Floats, fold

REACH_KM: Final = 161.0
SPHERE_ERROR: Final = 0.01
"""No distance on the sphere is further from that on the ellipsoid than this share (it is .006)."""

LEAST_SUPPORT: Final = 0.3
"""Summed confidence of the settled places within reach of the focus, itself included."""

LEAST_SHARE: Final = 0.5
"""Their share of the summed confidence of all small settled places."""

MOST_SETTLED: Final = 400
"""Settled places looked at, the surest first: time and memory grow with the square."""

ABOUT_CONFIDENCE: Final = 0.6
"""Such a place was within 161 km of the truth in 7 of 10 cases (docs/model-card-resolver.md)."""

DOUBTFUL: Final[Mapping[Match, tuple[float, float]]] = {"part": (0.2, 0.5), "spelling": (0.35, 0.5)}
"""Least confidence of an answer by part of a name or by a near spelling: without and with a clear focus.

Out of fold, 2 of 16 answers by part below .2 and none of 19 by spelling below .35 were right; below .5 the
document's focus was right in 17 of 21 cases where it was clear.
"""

TOWNS: Final = frozenset({"city", "town", "village"})
PARTS: Final = frozenset({"admin2", "district"})
LOOSE: Final[frozenset[Match]] = frozenset({"alternate", "variant"})
UNSURE: Final = 0.6
SMALL: Final = 100_000
FAMOUS: Final = 1.0
"""A town of fewer people, no capital and not famous, is not meant if the answer is less sure and
it lies far from the focus: out of fold, 46 of 85 such names were meant about the focus, 21 were the town.
"""

_AREA_WORDS: Final = frozenset(KINDS) & {
    "river", "lake", "sea", "gulf", "strait", "island", "peninsula", "desert", "mountain", "cape", "range",
    "district",
}  # fmt: skip
_SLUG: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, eq=False)
class Settled:
    """A settled place of the document: as context, how sure it is, and its unit vector."""

    place: Place
    confidence: float
    xyz: Floats


def focus_of(settled: Sequence[Settled]) -> Place | None:
    """Give the place that the document's other places lie near, None if there is no clear one."""
    small = [s for s in settled if s.place.kind in FINE_KINDS and s.confidence > 0]
    if not small:
        return None
    small = sorted(small, key=lambda s: -s.confidence)[:MOST_SETTLED]
    xyz = np.array([s.xyz for s in small])
    sure = np.array([s.confidence for s in small])
    near = (xyz @ xyz.T >= np.cos(REACH_KM / EARTH_KM)) @ sure
    best = int(np.argmax(near * (1 + 0.01 * sure)))
    if near[best] < LEAST_SUPPORT or near[best] < LEAST_SHARE * sure.sum():
        return None
    return small[best].place


def is_none_of_these(candidate: Candidate, confidence: float, focus: Place | None) -> bool:
    """Say whether the best candidate is too doubtful to be given."""
    place, match = candidate.place, candidate.match
    without, with_focus = DOUBTFUL.get(match, (0.0, 0.0))
    if focus is None:
        return confidence < without
    if confidence < with_focus:
        return True
    if place.population >= SMALL or place.capital or candidate.fame >= FAMOUS or confidence >= UNSURE:
        return False
    small = place.kind in TOWNS or (match in LOOSE and place.kind in PARTS)
    return small and _out_of_reach(place, focus)


def _out_of_reach(a: Place, b: Place) -> bool:
    """Say whether two places are more than `REACH_KM` apart; measured exactly only where it is close."""
    rough_km = EARTH_KM * math.acos(max(-1.0, min(1.0, cosine(a, b))))
    if abs(rough_km - REACH_KM) > SPHERE_ERROR * REACH_KM:
        return rough_km > REACH_KM
    return distance_km((a.lat, a.lon), (b.lat, b.lon)) > REACH_KM


def about(name: str, where: Place) -> Place:
    """Make the place of a name that is only known to be about where another place is."""
    slug = _SLUG.sub("-", fold(name)).strip("-") or "place"
    last = fold(name).split()[-1:] or [""]
    return Place(
        id=f"gm-about-{slug}-{where.id}",
        name=name,
        kind=last[0] if last[0] in _AREA_WORDS else "region",
        lat=where.lat,
        lon=where.lon,
        country=where.country,
        admin1=where.admin1,
    )
