"""What an online geocoder answered, checked and put into our terms.

From the record of an answer (address, point, and what the service said besides) to a `Place`, or to None for
what is no place of a story: a point off the Earth or at (0, 0), a street or shop, a thing of another name.
Strangers wrote it: every value is checked for type and range, and bounded.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from geomap.gazetteer.features import kind_of
from geomap.gazetteer.names import normalise
from geomap.model import AREA_KINDS, Bounds, Candidate, Match, Place

MAX_LAT, MAX_LON = 90.0, 180.0
MOST_NAME: Final = 120
MOST_POPULATION: Final = 10_000_000_000
SAME_DEG: Final = 1e-4
DECIMALS: Final = 5

UNKNOWN_KIND: Final = "region"
"""Of what a service does not say what it is: an area, so that no journey ends at what may be a middle."""

_SLUG: Final = re.compile(r"[^a-z0-9]+")
_COUNTRY: Final = re.compile(r"[a-z]{2}", re.ASCII)

# Kind, key of OpenStreetMap, values. https://wiki.openstreetmap.org/wiki/Map_features; the choice is ours.
_OSM_ROWS: Final = """
country place country
admin1 place state province region
admin2 place county municipality department
city place city
town place town
village place village hamlet isolated_dwelling farm allotments
district place suburb quarter neighbourhood borough city_block district city_district
island place island islet
archipelago place archipelago
continent place continent
ocean place ocean
sea place sea
region place locality
mountain natural peak volcano hill saddle rock
range natural mountain_range ridge
lake natural water
gulf natural bay fjord
strait natural strait
cape natural cape
peninsula natural peninsula isthmus
desert natural desert sand dune
region natural valley wood beach glacier wetland plateau heath scrub grassland
river waterway river stream canal waterfall rapids
lake water lake reservoir pond lagoon
lake landuse reservoir
station railway station halt
airport aeroway aerodrome
bridge man_made bridge
facility man_made lighthouse works tower dam pier
facility waterway dam
facility power plant
facility military base airfield naval_base barracks range danger_area
facility landuse military
facility amenity university college hospital prison monastery
port amenity ferry_terminal
port industrial port
port harbour yes
crossing barrier border_control toll_booth
building historic castle fort ruins monument memorial archaeological_site manor palace
building tourism museum
facility tourism theme_park zoo
facility leisure stadium park nature_reserve
region boundary national_park protected_area
building building palace government public cathedral church mosque temple
"""
OSM_KINDS: Final[Mapping[tuple[str, str], str]] = {
    (key, value): kind
    for kind, key, *values in (line.split() for line in _OSM_ROWS.strip().splitlines())
    for value in values
}
_OSM_TYPES: Final = {"N": "node", "W": "way", "R": "relation"}
ADMINISTRATIVE: Final = ("boundary", "administrative")
_ADDRESS_KINDS: Final = {value: kind for (key, value), kind in OSM_KINDS.items() if key == "place"}

PELIAS_KINDS: Final = {
    "country": "country", "dependency": "country", "macroregion": "region", "region": "admin1",
    "macrocounty": "region", "county": "admin2", "localadmin": "admin2", "locality": "town",
    "borough": "district", "neighbourhood": "district", "continent": "continent", "ocean": "ocean",
    "marinearea": "sea",
}  # fmt: skip
POINT_KINDS: Final = frozenset({"building", "facility", "station", "bridge", "crossing"})
"""What bears names that mean something else far more often: the name must be exactly its own."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a service says of one place, before it is checked."""

    id: str
    name: str
    names: tuple[str, ...]
    kind: str | None
    country: object = None
    admin1: object = None
    admin2: object = None
    box: object = None
    population: object = None
    geonameid: int | None = None


def candidates(service: str, query: str, records: Iterable[Mapping[str, Any]]) -> tuple[Candidate, ...]:
    """Give the places of an answer that bear the name which was asked for, in the service's order.

    Parameters
    ----------
    service
        Its name, with which the ids of its places begin.
    query
        What was asked.
    records
        ``{"address", "lat", "lon", "raw"}`` each, as `records_of` makes them.
    """
    found: dict[str, Candidate] = {}
    for record in records:
        candidate = _candidate(service, normalise(query), record)
        if candidate is not None:
            found.setdefault(candidate.place.id, candidate)
    return tuple(found.values())


def records_of(locations: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - what geopy gives
    """Give what geopy answered as plain records; raises where it is nothing of the kind."""
    if locations is None:
        return []
    return [
        {"address": str(at.address), "lat": float(at.latitude), "lon": float(at.longitude), "raw": at.raw}
        for at in (locations if isinstance(locations, list) else [locations])
    ]


def makes_sense(record: Mapping[str, Any]) -> bool:
    """Say whether a record has a point on Earth that the service itself meant."""
    point = _point(record)
    if point is None:
        return False
    raw = record.get("raw")
    if not isinstance(raw, Mapping):
        return False
    # geopy wraps a longitude of 1000 to -80 and takes null for 0: what the service wrote counts.
    for key, ours in zip(("lat", "lon", "lng"), (*point, point[1]), strict=True):
        written = _number(raw.get(key))
        if key in raw and (written is None or abs(written - ours) >= SAME_DEG):
            return False
    return True


def _candidate(service: str, asked: str, record: Mapping[str, Any]) -> Candidate | None:
    if not makes_sense(record) or (point := _point(record)) is None:
        return None
    told = READERS.get(service, _any)(record)
    if told is None or told.kind is None:
        return None
    match = _match(asked, told)
    if match is None:
        return None
    lat, lon = (round(value, DECIMALS) for value in point)
    place = Place(
        id=f"gn{told.geonameid}" if told.geonameid else f"{service}-{told.id or _slug(told.name, lat, lon)}",
        name=told.name,
        kind=told.kind,
        lat=lat,
        lon=lon,
        country=_country(told.country),
        admin1=_name(told.admin1),
        admin2=_name(told.admin2),
        geonameid=told.geonameid,
        bounds=_bounds(told.box, lat, lon) if told.kind in AREA_KINDS else None,
        population=_whole(told.population, MOST_POPULATION) or 0,
    )
    return Candidate(place, match)


def _match(asked: str, told: Told) -> Match | None:
    """Say how the asked name leads to the place; None where it is another's."""
    own = normalise(told.name)
    if asked == own:
        return "name"
    if asked in {normalise(name) for name in told.names}:
        return "alternate"
    if told.kind in POINT_KINDS or not asked:
        return None
    ours, theirs = set(asked.split()), set(own.split())
    if ours < theirs:
        return "variant"
    return "part" if theirs and theirs < ours else None


def _nominatim(record: Mapping[str, Any]) -> Told | None:
    raw = record["raw"]
    address, names = _mapping(raw.get("address")), _mapping(raw.get("namedetails"))
    name = _name(raw.get("name")) or _name(record["address"].split(",")[0])
    if name is None:
        return None
    key = raw.get("class", raw.get("category"))
    return Told(
        id=_osm_id(raw.get("osm_type"), raw.get("osm_id")),
        name=name,
        names=tuple(n for n in map(_name, list(names.values())[:200]) if n),
        kind=_osm_kind(key, raw.get("type"), raw.get("addresstype")),
        country=address.get("country_code"),
        admin1=address.get("state") or address.get("province") or address.get("region"),
        admin2=address.get("county"),
        box=_reordered(raw.get("boundingbox"), (0, 2, 1, 3)),
        population=_mapping(raw.get("extratags")).get("population"),
    )


def _photon(record: Mapping[str, Any]) -> Told | None:
    raw = _mapping(record["raw"].get("properties"))
    name = _name(raw.get("name"))
    if name is None:
        return None
    return Told(
        id=_osm_id(_OSM_TYPES.get(str(raw.get("osm_type"))), raw.get("osm_id")),
        name=name,
        names=(),
        kind=_osm_kind(raw.get("osm_key"), raw.get("osm_value"), raw.get("type")),
        country=raw.get("countrycode"),
        admin1=raw.get("state"),
        admin2=raw.get("county"),
        box=_reordered(raw.get("extent"), (3, 0, 1, 2)),
    )


def _pelias(record: Mapping[str, Any]) -> Told | None:
    raw = _mapping(record["raw"].get("properties"))
    name = _name(raw.get("name"))
    if name is None:
        return None
    gid = str(raw.get("gid", ""))[:MOST_NAME]
    layer = str(raw.get("layer"))
    return Told(
        id=_SLUG.sub("-", gid.lower()).strip("-"),
        name=name,
        names=(),
        kind="facility" if layer == "venue" else PELIAS_KINDS.get(layer),
        country=raw.get("country_code"),
        admin1=raw.get("region"),
        admin2=raw.get("county"),
        box=_reordered(record["raw"].get("bbox"), (1, 0, 3, 2)),
        population=raw.get("population"),
    )


def _geonames(record: Mapping[str, Any]) -> Told | None:
    raw = record["raw"]
    name = _name(raw.get("name")) or _name(raw.get("toponymName"))
    if name is None:
        return None
    population = _whole(raw.get("population"), MOST_POPULATION) or 0
    return Told(
        id="",
        name=name,
        names=tuple(n for n in (_name(raw.get("toponymName")),) if n),
        kind=kind_of(str(raw.get("fcl")), str(raw.get("fcode")), population),
        country=raw.get("countryCode"),
        admin1=raw.get("adminName1"),
        admin2=raw.get("adminName2"),
        population=population,
        geonameid=_whole(raw.get("geonameId"), 10**12),
    )


def _any(record: Mapping[str, Any]) -> Told | None:
    """Read the answer of a service whose terms we do not know: a name and a point."""
    name = _name(record["address"].split(",")[0])
    return Told(id="", name=name, names=(), kind=UNKNOWN_KIND) if name else None


READERS: Final[Mapping[str, Callable[[Mapping[str, Any]], Told | None]]] = {
    "nominatim": _nominatim, "pickpoint": _nominatim, "openmapquest": _nominatim, "photon": _photon,
    "pelias": _pelias, "geocodeearth": _pelias, "geonames": _geonames,
}  # fmt: skip


def _osm_kind(key: object, value: object, address_type: object) -> str | None:
    """Give the kind of a thing in OpenStreetMap, None for what no story is about (shops, roads, offices)."""
    if (key, value) == ADMINISTRATIVE:
        return _ADDRESS_KINDS.get(str(address_type), "admin2")
    return OSM_KINDS.get((str(key), str(value)))


def _osm_id(kind: object, number: object) -> str:
    known = _whole(number, 10**15)
    return f"{kind}-{known}" if kind in {"node", "way", "relation"} and known else ""


def _slug(name: str, lat: float, lon: float) -> str:
    words = _SLUG.sub("-", normalise(name)).strip("-") or "place"
    sides = ("n" if lat >= 0 else "s", "e" if lon >= 0 else "w")
    return f"{words[:60]}-{abs(lat):.4f}{sides[0]}-{abs(lon):.4f}{sides[1]}".replace(".", "d")


def _point(record: Mapping[str, Any]) -> tuple[float, float] | None:
    lat, lon = _number(record.get("lat")), _number(record.get("lon"))
    if lat is None or lon is None or abs(lat) > MAX_LAT or abs(lon) > MAX_LON or (lat, lon) == (0, 0):
        return None
    return lat, lon


def _number(value: object) -> float | None:
    """Read a finite number that stands as such or in text."""
    if isinstance(value, bool) or not isinstance(value, int | float | str) or len(str(value)) > MOST_NAME:
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _whole(value: object, most: int) -> int | None:
    number = _number(value)
    return int(number) if number is not None and number == int(number) and 0 <= number <= most else None


def _name(value: object) -> str | None:
    """Read a name: printable, bounded, in one line."""
    if not isinstance(value, str) or len(value) > 10 * MOST_NAME:
        return None
    plain = " ".join("".join(c if c.isprintable() else " " for c in value).split())
    return plain if 0 < len(plain) <= MOST_NAME else None


def _country(value: object) -> str | None:
    return value.upper() if isinstance(value, str) and _COUNTRY.fullmatch(value.lower()) else None


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _reordered(value: object, order: tuple[int, int, int, int]) -> tuple[object, ...] | None:
    """Give four corners as south, west, north, east."""
    if not isinstance(value, list | tuple) or len(value) != len(order):
        return None
    return tuple(value[i] for i in order)


def _bounds(box: object, lat: float, lon: float) -> Bounds | None:
    """Give an extent that makes sense and holds the point; a point has none."""
    corners = [_number(v) for v in box] if isinstance(box, tuple) else []
    if len(corners) != 4 or None in corners:  # noqa: PLR2004 - corners
        return None
    south, west, north, east = (round(v, DECIMALS) for v in corners if v is not None)
    sensible = -MAX_LAT <= south < north <= MAX_LAT and max(abs(west), abs(east)) <= MAX_LON and west != east
    within = west <= lon <= east if west <= east else not east < lon < west
    return Bounds(south, west, north, east) if sensible and south <= lat <= north and within else None
