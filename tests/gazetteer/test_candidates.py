from __future__ import annotations

import sqlite3

import pytest

from geomap.gazetteer import Gazetteer, normalise
from geomap.gazetteer.lookup import MOST_CANDIDATES
from geomap.geodesy import distance_km
from geomap.model import Bounds
from tests.growth import assert_linear


def first(gazetteer, name):
    found = gazetteer.candidates(name)
    assert found, f"no candidate for {name!r}"
    return found[0].place


@pytest.mark.parametrize(
    ("name", "kind", "country", "lat", "lon"),
    [
        ("Nairobi", "city", "KE", -1.286, 36.817),
        ("Kyiv", "city", "UA", 50.450, 30.523),
        ("Kiev", "city", "UA", 50.450, 30.523),
        ("Ho Chi Minh City", "city", "VN", 10.776, 106.701),
        ("São Paulo", "city", "BR", -23.548, -46.636),
        ("Sao Paulo", "city", "BR", -23.548, -46.636),
        ("L’Aquila", "town", "IT", 42.351, 13.398),
        ("St. Louis", "city", "US", 38.627, -90.198),
        ("Fort Worth", "city", "US", 32.725, -97.321),
        ("Ft. Worth", "city", "US", 32.725, -97.321),
        ("Moscow", "city", "RU", 55.752, 37.616),
        ("Paris", "city", "FR", 48.853, 2.349),
        ("Tokyo", "city", "JP", 35.690, 139.692),
        ("Reykjavík", "city", "IS", 64.135, -21.895),
        ("Suva", "city", "FJ", -18.142, 178.441),
        ("Киев", "city", "UA", 50.450, 30.523),
        ("평양", "city", "KP", 39.034, 125.754),
        ("東京", "city", "JP", 35.690, 139.692),
        ("القاهرة", "city", "EG", 30.063, 31.250),
        ("Vladivostok", "city", "RU", 43.106, 131.874),
        ("Washington, D.C.", "city", "US", 38.895, -77.036),
    ],
)
def test_a_usual_name_leads_to_the_place_that_a_newspaper_means(gazetteer, name, kind, country, lat, lon):
    place = first(gazetteer, name)
    assert (place.kind, place.country) == (kind, country)
    assert distance_km((place.lat, place.lon), (lat, lon)) < 20


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("UK", "GB"), ("U.K.", "GB"), ("Britain", "GB"), ("US", "US"), ("U.S.", "US"),
        ("the United States", "US"),
        ("UAE", "AE"), ("DR Congo", "CD"), ("Deutschland", "DE"), ("España", "ES"), ("Côte d'Ivoire", "CI"),
        ("Россия", "RU"), ("日本", "JP"), ("North Korea", "KP"), ("DPRK", "KP"), ("South Korea", "KR"),
        ("Georgia", "GE"), ("Turkey", "TR"), ("Türkiye", "TR"), ("Myanmar", "MM"), ("Czech Republic", "CZ"),
    ],
)  # fmt: skip
def test_countries_are_found_by_their_many_names(gazetteer, name, country):
    place = first(gazetteer, name)
    assert (place.kind, place.country) == ("country", country)


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Belgorod region", "admin1", "RU"), ("Belgorod Oblast", "admin1", "RU"),
        ("Cork County", "admin2", "IE"), ("County Cork", "admin2", "IE"),
        ("Harris County", "admin2", "US"), ("the state of Texas", "admin1", "US"), ("Texas", "admin1", "US"),
        ("Jefferson Parish", "admin2", "US"), ("Hunan province", "admin1", "CN"), ("Bavaria", "admin1", "DE"),
        ("City of London", None, "GB"), ("Republic of Ireland", "country", "IE"),
    ],
)  # fmt: skip
def test_words_for_the_kind_of_a_place_may_stand_beside_its_name(gazetteer, name, kind, country):
    places = [c.place for c in gazetteer.candidates(name)]
    assert any(p.country == country and kind in {None, p.kind} for p in places)


@pytest.mark.parametrize(
    ("name", "place", "match"),
    [
        ("North Korean", "North Korea", "demonym"), ("Kenyans", "Kenya", "demonym"),
        ("Dutch", "The Netherlands", "demonym"),
        ("Texans", "Texas", "demonym"), ("Vladivostok's", "Vladivostok", "name"),
        ("northern Iraq", "Iraq", "variant"),
        ("Moscow-based", "Moscow", "variant"), ("Guadalajarra", "Guadalajara", "spelling"),
    ],
)  # fmt: skip
def test_a_match_says_how_the_name_led_to_the_place(gazetteer, name, place, match):
    found = gazetteer.candidates(name)
    assert (place, match) in {(c.place.name, c.match) for c in found[:2]}


@pytest.mark.parametrize("name", ["Kaesong", "Kaesŏng", "Goyang", "Goyang-si", "Nampo", "Namp’o"])
def test_a_korean_city_is_found_as_printed_and_as_transliterated(gazetteer, name):
    place = first(gazetteer, name)
    assert place.name.isascii()
    assert place.country in {"KP", "KR"}


@pytest.mark.parametrize(
    ("name", "region"),
    [("Kharkiv region", "Kharkiv Oblast"), ("Buryatia", "Buryatia"), ("Calif.", "California")],
)
def test_a_region_has_the_name_that_newspapers_print(gazetteer, name, region):
    place = first(gazetteer, name)
    assert (place.name, place.kind) == (region, "admin1")
    assert place.admin1 == region


def test_two_letters_are_a_state_only_in_capitals(gazetteer):
    assert any(c.place.name == "Indiana" for c in gazetteer.candidates("IN"))
    assert not any(c.place.name == "Indiana" for c in gazetteer.candidates("in"))
    assert not any(c.place.name == "Indiana" for c in gazetteer.candidates("In"))


def test_a_typing_error_is_forgiven_only_where_nothing_else_has_the_name(gazetteer):
    assert all(c.match != "spelling" for c in gazetteer.candidates("Springfield"))
    assert not gazetteer.candidates("Xqzwvy")
    assert not gazetteer.candidates("Zzyx")


def test_candidates_come_in_a_stable_order_and_not_too_many(gazetteer):
    found = gazetteer.candidates("San Antonio")
    assert len(found) <= MOST_CANDIDATES
    assert found[0].place.country == "US"
    assert len({c.place.id for c in found}) == len(found)


@pytest.mark.parametrize(
    "name", ["", " ", "…", "'s", "-", "A" * 50_000, "a-" * 30_000, "\u0301" * 10_000, "x\0y"]
)
def test_what_is_no_name_has_no_candidates(gazetteer, name):
    assert gazetteer.candidates(name) == ()


@pytest.mark.parametrize("unit", ["A", "a-", "\u0301", "A. ", "St. "])
def test_a_name_without_end_takes_linear_time(gazetteer, unit):
    assert_linear(gazetteer.candidates, unit, 100_000)


def test_knows_says_the_kinds_of_a_name_and_nothing_of_noise(gazetteer):
    assert gazetteer.knows(normalise("New York"))
    assert gazetteer.knows(normalise("North Korean"))
    assert gazetteer.knows("qqqqqq") == 0
    assert gazetteer.knows("") == 0
    assert gazetteer.knows("lax") == 0, "an airport's code is no name in running text"


def test_a_prefix_ends_at_a_word(gazetteer):
    assert gazetteer.is_prefix("new")
    assert gazetteer.is_prefix("ho chi minh")
    assert not gazetteer.is_prefix("vladivos")
    assert not gazetteer.is_prefix("qqqqqq")


def test_a_place_is_found_again_by_its_id(gazetteer):
    for name in ("Nairobi", "Cork County", "Kenya"):
        place = first(gazetteer, name)
        assert gazetteer.place(place.id) == place
    for unknown in ("gn0", "gm-nowhere", "gnx", "gn-1", "", "gn²", "__proto__", "gn99999999999999999999"):
        with pytest.raises(KeyError):
            gazetteer.place(unknown)


def test_nearest_places_are_found_across_the_antimeridian_and_at_the_pole(gazetteer):
    east = gazetteer.near(-16.8, 179.99, radius_km=150, limit=5)
    west = gazetteer.near(-16.8, -179.99, radius_km=150, limit=5)
    assert {p.id for p, _ in east} & {p.id for p, _ in west}
    assert gazetteer.near(90.0, 0.0, radius_km=100, limit=5) == []
    kms = [km for _, km in east]
    assert kms == sorted(kms)


def test_more_places_can_be_asked_for_than_a_query_takes(monkeypatch):
    connect = sqlite3.connect

    def as_it_ships(*args, **kwargs):
        """Debian's own SQLite takes 250,000 values; as its authors ship it, it takes 32,766."""
        connection = connect(*args, **kwargs)
        connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 32_766)
        return connection

    monkeypatch.setattr(sqlite3, "connect", as_it_ships)
    world = Bounds(-90, -180, 90, 180)
    assert len(Gazetteer().within(world, limit=40_000)) == 40_000


def test_search_lists_names_that_begin_with_the_query(gazetteer):
    assert gazetteer.search("Vladivos", limit=3)[0].place.name == "Vladivostok"
    assert len(gazetteer.search("San", limit=7)) == 7


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Michigan Lake", "Lake Michigan"),
        ("Lake of Geneva", "Lake Geneva"),
        ("Aden Gulf", "Gulf of Aden"),
        ("Bering Straits", "Bering Strait"),
        ("Good Hope Cape", "Cape of Good Hope"),
        ("ACT", "Australian Capital Territory"),
    ],
)
def test_waters_heights_and_abbreviations_are_found_however_they_are_written(gazetteer, name, place):
    assert gazetteer.candidates(name)[0].place.name == place


def test_a_name_that_joins_two_places_leads_to_both(gazetteer):
    found = [candidate.place.name for candidate in gazetteer.candidates("Minneapolis/St. Paul")]
    assert found[:2] == ["Minneapolis", "Saint Paul"]
