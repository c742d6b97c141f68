"""Where an outlet is at home: given by a person, or learnt from what its other articles were about.

Local news does not say which Alexandria it means. A `Home` is a set of countries and first-level regions
with weights; `Homes` gathers them by outlet from the resolver's own answers, so that a stream of
articles gets better as it goes. Nothing else is kept of an article, and no more than `MOST_SOURCES`
outlets: the one not seen for longest is forgotten.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

from geomap.model import CandidateSource, Mention, Place
from geomap.resolve.resolution import Resolution

MOST_SOURCES: Final = 2_000
SURE: Final = 0.6
"""Least confidence of an answer that is learnt from."""

GIVEN_WEIGHT: Final = 20.0
"""How many articles' answers a home counts for that a person gave."""

DOMAIN_WEIGHT: Final = 3.0
COUNTRY_CODE: Final = 2
WORLDWIDE: Final = frozenset({
    "ac", "ai", "am", "bz", "cc", "co", "eu", "fm", "gg", "io", "la", "ly", "me", "nu", "pw", "sc", "sh",
    "so", "st", "su", "tk", "to", "tv", "vc", "ws",
})  # fmt: skip
"""Domains that are named after a country and used by anybody."""

Area = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Home:
    """Countries and regions that an outlet writes about, with weights.

    Attributes
    ----------
    areas
        By country (ISO alpha-2) and name of the first-level region, or None for the country as a whole.
    """

    areas: Mapping[Area, float] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def named(cls, name: str, *, candidates: CandidateSource) -> Home | None:
        """Take a person's word for the home: a country, a region or a town; None if it is unknown."""
        for candidate in candidates.candidates(name):
            place = candidate.place
            if place.country:
                region = None if place.kind == "country" else place.admin1
                return cls(MappingProxyType({(place.country.split("/")[0], region): GIVEN_WEIGHT}))
        return None

    def plus(self, other: Home | None) -> Home:
        """Add what else is known."""
        if other is None:
            return self
        areas = dict(self.areas)
        for area, weight in other.areas.items():
            areas[area] = areas.get(area, 0.0) + weight
        return Home(MappingProxyType(areas))

    @property
    def total(self) -> float:
        """The sum of the weights."""
        return sum(self.areas.values())


class Homes:
    """What the articles of each outlet have been about so far, besides the home that a person gave."""

    def __init__(self, given: Home | None = None) -> None:
        self._given = given
        self._areas: OrderedDict[str, Counter[Area]] = OrderedDict()

    def of(self, source: str | None) -> Home | None:
        """Give the home of an outlet (its URL or name), None if nothing is known of it."""
        areas = self._areas.get(outlet(source))
        seen: dict[Area, float] = dict(areas) if areas else {}
        home = Home(MappingProxyType(seen)).plus(home_of_domain(source)).plus(self._given)
        return home if home.areas else None

    def learn(self, source: str | None, resolution: Resolution) -> None:
        """Take in what one article of an outlet was about."""
        key = outlet(source)
        if not key:
            return
        areas = self._areas.setdefault(key, Counter())
        self._areas.move_to_end(key)
        areas.update(areas_of(resolution.mentions, resolution.places))
        if len(self._areas) > MOST_SOURCES:
            self._areas.popitem(last=False)


def home_of_domain(source: str | None) -> Home | None:
    """Give the country that an outlet's domain belongs to; None for those used all over the world."""
    ending = outlet(source).rpartition(".")[2]
    if len(ending) != COUNTRY_CODE or not ending.isascii() or ending in WORLDWIDE:
        return None
    country = {"uk": "GB"}.get(ending, ending.upper())
    return Home(MappingProxyType({(country, None): DOMAIN_WEIGHT}))


def areas_of(mentions: Iterable[Mention], places: Mapping[str, Place]) -> Counter[Area]:
    """Count the areas of the sure answers, each place once."""
    sure = {m.place for m in mentions if m.place and m.confidence >= SURE and not m.approximate}
    areas: Counter[Area] = Counter()
    for place in (places[i] for i in sorted(sure)):
        if place.country:
            areas[place.country.split("/")[0], None if place.kind == "country" else place.admin1] += 1
    return areas


def outlet(source: str | None) -> str:
    """Give what tells one outlet from another: the host of a URL without "www.", or the name as it is."""
    if not source:
        return ""
    try:
        host = urlsplit(source).hostname
    except ValueError:
        host = None
    return (host or source).casefold().removeprefix("www.").strip()
