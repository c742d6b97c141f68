"""Airports of the world, and villages that are known because an airfield is named to serve them.

From airportsdata's airfields (name, code, point, the town served and its region) to airports with a code of
three letters, and to villages for those towns that no other source has, most of them places of fewer
than 500 people in North America. Such a village stands at its airfield, so it is right within some
kilometres; its name is `Sort.MINOR`: a candidate for whoever asks, but nothing that makes a word of a text a
name. Needed at build time only.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from geomap.gazetteer.entries import Draft, Entry, Sort
from geomap.gazetteer.names import normalise
from geomap.gazetteer.packages import City
from geomap.geodesy import distance_km

SOURCE: Final = "airportsdata (MIT)"
SERVED: Final = "the town that an airfield is named to serve, at the airfield: airportsdata (MIT)"
INTERNATIONAL_WEIGHT: Final = 100_000
AIRPORT_WEIGHT: Final = 10_000
"""People who may mean an airport: an editor's judgement, below that of the airports in our own table."""

SAME_AIRPORT_KM: Final = 6.0
SAME_TOWN_KM: Final = 80.0
REGION_KM: Final = 100.0
"""How far the town may be from which a place takes its regions."""

_PLAIN_WORDS: Final = frozenset({
    "airfield", "airpark", "airport", "airstrip", "base", "city", "county", "field", "industrial",
    "international", "intl", "memorial", "metropolitan", "municipal", "national", "new", "old", "private",
    "public", "regional", "strip", "air", "force", "heliport", "domestic", "seaplane", "executive",
})  # fmt: skip
_NO_TOWN: Final = re.compile(
    r"[^\w\s.'’-]|\d|_|-| (?:mine|camp|station|ranch|lodge|base|field)$", re.IGNORECASE
)
"""Signs that the town's field holds two towns, an estate or a remark."""

_ENDINGS: Final = (
    "airport", "airfield", "airpark", "field", "base", "airstrip", "heliport", "afb", "aerodrome",
)  # fmt: skip
_CELL_DEG: Final = 1.0
_SQUEEZE: Final = 0.6
"""By how much a degree of longitude is taken to be shorter, to find the nearest city."""


@dataclass(frozen=True, slots=True)
class Airfield:
    """A row of the package."""

    code: str
    name: str
    town: str
    region: str
    country: str
    lat: float
    lon: float


def read_airfields() -> list[Airfield]:
    """Read the package, by the airfields' four-letter codes."""
    import airportsdata

    return [
        Airfield(row["iata"], row["name"], row["city"], row["subd"], row["country"], row["lat"], row["lon"])
        for _, row in sorted(airportsdata.load("ICAO").items())
    ]


def add_airfields(draft: Draft, cities: Sequence[City], airfields: Sequence[Airfield]) -> None:
    """Add airports, and the towns that airfields serve and nobody else knows."""
    around = _Around(cities)
    _add_airports(draft, around, airfields)
    _add_towns(draft, around, airfields)


class _Points:
    """Points of a name that lie apart."""

    def __init__(self, apart_km: float) -> None:
        self._apart_km = apart_km
        self._cells: dict[tuple[str, int, int], list[tuple[float, float]]] = defaultdict(list)

    def add(self, key: str, point: tuple[float, float]) -> bool:
        """Add a point, unless one of the same name is near."""
        y, x = _cell(*point)
        for near_y in (y - 1, y, y + 1):
            for near_x in (x - 1, x, x + 1):
                for other in self._cells.get((key, near_y, near_x), ()):
                    if distance_km(point, other) < self._apart_km:
                        return False
        self._cells[key, y, x].append(point)
        return True


def _run_together(name: str) -> str:
    return normalise(name).replace(" ", "")


class _Around:
    """Cities by degree cell, to find what is near."""

    def __init__(self, cities: Iterable[City]) -> None:
        self._cells: dict[tuple[int, int], list[City]] = defaultdict(list)
        for city in cities:
            self._cells[_cell(city.lat, city.lon)].append(city)

    def near(self, lat: float, lon: float) -> Iterator[City]:
        """Give the cities of a degree cell and those beside it."""
        y, x = _cell(lat, lon)
        for dy in (-1, 0, 1):
            for dx in (-1, 0, 1):  # the antimeridian is nobody's neighbour here
                yield from self._cells.get((y + dy, x + dx), ())

    def regions(self, field: Airfield) -> tuple[str | None, str | None]:
        """Give the regions of the nearest city of the same country, or of the region that the row names."""
        near = [city for city in self.near(field.lat, field.lon) if city.country == field.country]
        key = normalise(field.region)
        same = [city for city in near if key and normalise(city.admin1 or "") == key]
        best = min(same or near, key=lambda c: (_flat(field, c), c.geonameid), default=None)
        if best is None or distance_km((field.lat, field.lon), (best.lat, best.lon)) > REGION_KM:
            return None, None
        return best.admin1, best.admin2


def _flat(field: Airfield, city: City) -> float:
    return (field.lat - city.lat) ** 2 + ((field.lon - city.lon) * _SQUEEZE) ** 2


def _cell(lat: float, lon: float) -> tuple[int, int]:
    return int(lat // _CELL_DEG), int(lon // _CELL_DEG)


def _add_airports(draft: Draft, around: _Around, airfields: Iterable[Airfield]) -> None:
    known = _Points(SAME_AIRPORT_KM)
    for entry in draft:
        if entry.kind == "airport":
            known.add("", (entry.lat, entry.lon))
    for field in airfields:
        if not field.code or not set(normalise(field.name).split()) - _PLAIN_WORDS:
            continue
        here = (field.lat, field.lon)
        if not known.add("", here):
            continue
        name = field.name if normalise(field.name).endswith(_ENDINGS) else f"{field.name} Airport"
        entry = draft.add(Entry(draft.free_id(name, field.country), name, "airport", *here, source=SOURCE))
        entry.country = field.country
        entry.admin1, entry.admin2 = around.regions(field)
        entry.weight = INTERNATIONAL_WEIGHT if "international" in name.lower() else AIRPORT_WEIGHT
        entry.call_all(_shorter(name, field.town), Sort.ALTERNATE)


def _shorter(name: str, town: str) -> Iterator[str]:
    """Give an airport's name without its town, and without "International"."""
    names = [name]
    if name.startswith(f"{town} ") and town:
        rest = name[len(town) + 1 :].lstrip("-– ")
        if set(normalise(rest).split()) - _PLAIN_WORDS:
            names.append(rest)
    for each in names:
        yield each
        plain = each.replace(" International", "").replace(" Regional", "").replace(" Municipal", "")
        if set(normalise(plain).split()) - _PLAIN_WORDS:
            yield plain


def _add_towns(draft: Draft, around: _Around, airfields: Iterable[Airfield]) -> None:
    known = _Points(SAME_TOWN_KM)
    wanted = {_run_together(field.town) for field in airfields}
    for entry in draft:
        for key, sort in entry.names.items():
            if sort <= Sort.ABBREVIATION and (run := key.replace(" ", "")) in wanted:
                known.add(run, (entry.lat, entry.lon))
    for field in airfields:
        town = " ".join(field.town.split())
        if not town or _NO_TOWN.search(town):
            continue
        here = (field.lat, field.lon)
        if not known.add(_run_together(town), here):
            continue
        entry = Entry(draft.free_id(town, field.region, field.country), town, "village", *here, source=SERVED)
        entry.country = field.country
        entry.admin1, entry.admin2 = around.regions(field)
        draft.add(entry)
        entry.names = dict.fromkeys(entry.names, Sort.MINOR)
