"""What must hold for every place of the built gazetteer."""

from __future__ import annotations

import re
import sqlite3

import pytest

from geomap.gazetteer import layout
from geomap.gazetteer.packages import countries
from geomap.gazetteer.tables import TABLES, read_table
from geomap.model import AREA_KINDS, KINDS

SAFE_ID = re.compile(r"[A-Za-z0-9-]+")


@pytest.fixture(scope="module")
def database(gazetteer):
    connection = sqlite3.connect(f"{gazetteer.path.as_uri()}?mode=ro", uri=True)
    yield connection
    connection.close()


def test_every_table_is_there_and_every_row_of_it_has_a_source():
    for name in TABLES:
        rows = list(read_table(name))
        assert rows, f"{name}.tsv is missing or empty"
        assert all(row.text("source") for row in rows)


def test_every_countrys_point_lies_inside_its_extent(gazetteer):
    places = [p for p in gazetteer.of_kinds(["country"], limit=400) if p.geonameid]
    assert len(places) > 240
    outside = [p.name for p in places if p.bounds is None or not layout.holds(p.bounds, p.lat, p.lon)]
    assert outside == []


def test_every_country_that_has_cities_is_there(gazetteer):
    present = {p.country for p in gazetteer.of_kinds(["country"], limit=400)}
    assert set(countries()) - present <= {"AN", "CS", "BV", "HM"}


def test_nearly_every_country_has_one_capital(gazetteer):
    capitals = gazetteer.capitals()
    assert all(p.capital and p.kind == "city" for p in capitals)
    assert len({p.country for p in capitals}) == len(capitals)
    named = {p.country: p.name for p in capitals}
    expected = {
        "FR": "Paris",
        "KE": "Nairobi",
        "UA": "Kyiv",
        "KP": "Pyongyang",
        "BR": "Brasília",
        "US": "Washington",
    }
    assert {code: named.get(code) for code in expected} == expected
    assert len(capitals) > 230


def test_every_id_is_unique_and_safe_in_html(database):
    ids = [
        f"gm-{slug}" if gid is None else f"gn{gid}"
        for gid, slug in database.execute("SELECT gid, slug FROM place")
    ]
    assert len(set(ids)) == len(ids) > 250_000
    assert all(SAFE_ID.fullmatch(i) for i in ids)


def test_every_place_has_a_source_a_kind_and_a_point_on_earth(database):
    missing = database.execute(
        "SELECT count(*) FROM place LEFT JOIN term ON term.n = place.source"
        " WHERE coalesce(term.text, '') = ''"
    ).fetchone()[0]
    assert missing == 0
    scale = layout.PER_DEGREE
    wrong = database.execute(
        "SELECT count(*) FROM place WHERE abs(lat) > ? OR abs(lon) > ? OR kind NOT BETWEEN 0 AND ?",
        (90 * scale, 180 * scale, len(KINDS) - 1),
    ).fetchone()[0]
    assert wrong == 0


def test_areas_made_of_cities_hold_their_point(database):
    rows = database.execute(
        "SELECT name, lat, lon, south, west, north, east FROM place JOIN extent USING (n)"
        " WHERE kind IN (?, ?)",
        (layout.KIND_NUMBER["admin1"], layout.KIND_NUMBER["admin2"]),
    )
    outside = [
        name
        for name, lat, lon, south, west, north, east in rows
        if not (
            south <= lat <= north and (west <= lon <= east if west <= east else lon >= west or lon <= east)
        )
    ]
    assert len(outside) < 60, (
        "only regions whose point a table corrects may have it outside their cities' extent"
    )


def test_areas_that_a_story_may_draw_have_an_extent(gazetteer):
    kinds = sorted(AREA_KINDS & {"country", "sea", "ocean", "continent", "peninsula"})
    without = [p.name for p in gazetteer.of_kinds(kinds, limit=1000) if p.bounds is None]
    assert len(without) < 12, without


def test_the_numbers_of_places_are_what_the_sources_hold(gazetteer):
    info = gazetteer.info()
    kinds = info.kinds
    assert sum(kinds.get(k, 0) for k in ("city", "town", "village")) >= 234_000
    assert kinds["admin1"] >= 3_500
    assert kinds["admin2"] >= 23_000
    assert kinds["continent"] == 7
    assert info.size_bytes < 46_000_000
    assert info.provenance.places == sum(kinds.values())
    assert "GeoNames" in info.to_text()
