"""Places on Earth, and the candidates that a name may mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

from geomap.geodesy import FULL_TURN_DEG

KINDS = (
    "country", "admin1", "admin2", "city", "town", "village", "district", "building", "station",
    "airport", "port", "facility", "bridge", "border", "crossing", "region", "continent", "sea",
    "ocean", "gulf", "strait", "lake", "river", "island", "archipelago", "peninsula", "range",
    "mountain", "desert", "cape", "front_line", "bloc",
)  # fmt: skip
"""Every kind that a place may have (the contract's list)."""

AREA_KINDS = frozenset({
    "country", "admin1", "admin2", "district", "border", "region", "continent", "sea", "ocean",
    "gulf", "strait", "lake", "river", "island", "archipelago", "peninsula", "range", "desert",
    "front_line", "bloc",
})  # fmt: skip
"""Kinds that are an area: never drawn as a pin, no end of a leg while something finer is stated."""


class Bounds(NamedTuple):
    """Extent in degrees; where it crosses the antimeridian, west is greater than east."""

    south: float
    west: float
    north: float
    east: float

    @property
    def width_deg(self) -> float:
        """From west to east, 0 to 360: -180 to 180 is the whole turn, and so is what is wider."""
        return min(self.east - self.west + (FULL_TURN_DEG if self.east < self.west else 0), FULL_TURN_DEG)

    def holds(self, lat: float, lon: float) -> bool:
        """Say whether a point lies in it, its edges included."""
        south, west, north, east = self
        across = west <= lon <= east if west <= east else not east < lon < west
        return across and south <= lat <= north


@dataclass(frozen=True, slots=True)
class Place:
    """A place on Earth.

    Attributes
    ----------
    id
        ``gn2013348`` where the GeoNames id is known, else ``gm-`` and a slug that stays the same from
        build to build. Safe in HTML attributes and URL fragments: ``[A-Za-z0-9-]+``.
    name
        Usual English name.
    kind
        One of `KINDS`.
    lat, lon
        WGS84 degrees; of an area, a point that stands for it.
    country
        ISO 3166-1 alpha-2 of the de-jure state, ``KP/RU`` for what two share, None for seas and blocs.
    admin1, admin2
        Names of the first- and second-level region that it lies in (or is).
    population
        Inhabitants, 0 where unknown.
    bounds
        Extent, None for points.
    """

    id: str
    name: str
    kind: str
    lat: float
    lon: float
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    geonameid: int | None = None
    bounds: Bounds | None = None
    population: int = 0
    capital: bool = False

    @property
    def is_area(self) -> bool:
        """Say whether it is an area rather than a point."""
        return self.kind in AREA_KINDS

    def holds(self, other: Place) -> bool:
        """Say whether another place is known to lie in this area (a country, a region, an extent)."""
        if not self.is_area or other.id == self.id or other.kind in {"country", "continent", "bloc"}:
            return False
        shared = other.country is not None and self.country == other.country
        if self.kind == "country":
            return shared
        if self.kind in {"admin1", "admin2"} and shared and other.kind != self.kind:
            return self.name in {other.admin1, other.admin2} and other.kind != "admin1"
        return self.bounds is not None and self.bounds.holds(other.lat, other.lon)


Match = Literal["name", "alternate", "abbreviation", "demonym", "variant", "part", "spelling"]
"""How a name led to a place, best first.

``name``: its usual name; ``alternate``: another name of it; ``abbreviation``: ``Calif.``, ``UK``;
``demonym``: ``North Korean``; ``variant``: after a kind word, article or prefix was added or taken
away (``Belgorod region``, ``the Donbas``, ``St.``/``Saint``); ``part``: only a part of the name is a
place; ``spelling``: within one edit of it.
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean, how the name led there, and how famous the place is for its size.

    Attributes
    ----------
    fame
        Powers of ten of population that a settlement counts for beyond its own, because many languages have
        a name for it: Venice is better known than Venice, Florida. 0 for others and where nobody knows.
    prominence
        How many people may mean it by this name before any context, in powers of ten; 0 where nobody knows.
    """

    place: Place
    match: Match
    fame: float = 0.0
    prominence: float = 0.0


class CandidateSource(Protocol):
    """What resolving asks of a gazetteer."""

    def candidates(self, name: str) -> Sequence[Candidate]:
        """Give the places that a name, as it stands in a text, may mean, the largest first."""
        ...
