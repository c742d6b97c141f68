"""Airports, and villages that are known because an airfield serves them."""

from geomap.gazetteer.airfields import Airfield, add_airfields
from geomap.gazetteer.entries import Draft, Entry, Sort
from geomap.gazetteer.packages import City

HULL = City(1, "Hullby", 40.0, -90.0, "US", 5_000, "IL", "Illinois", "Pike County", ())


def drafted(*rows, cities=(HULL,)):
    draft = Draft()
    for city in cities:
        draft.add(
            Entry(f"gn{city.geonameid}", city.name, "village", city.lat, city.lon, "test", city.country)
        )
    add_airfields(draft, cities, [Airfield(*row) for row in rows])
    return [entry for entry in draft if not entry.id.startswith("gn")]


def test_a_town_that_an_airfield_serves_is_a_village_of_the_region_around():
    (village,) = drafted(("", "Jones Strip", "Tinyville", "Illinois", "US", 40.1, -90.1))
    assert (village.name, village.kind, village.population) == ("Tinyville", "village", 0)
    assert (village.country, village.admin1, village.admin2) == ("US", "Illinois", "Pike County")
    assert set(village.names.values()) == {Sort.MINOR}


def test_a_town_that_is_known_nearby_is_not_there_twice():
    assert drafted(("", "Jones Strip", "Hull By", "Illinois", "US", 40.2, -90.2)) == []


def test_a_namesake_far_away_is_another_town():
    (village,) = drafted(("", "Far Strip", "Hullby", "Oregon", "US", 44.0, -120.0))
    assert (village.lat, village.admin1) == (44.0, None)


def test_two_towns_in_one_field_are_none():
    assert drafted(("", "X", "Arcata/Eureka", "Illinois", "US", 40.0, -90.0)) == []


def test_an_airport_goes_without_its_town_and_without_international():
    (airport,) = drafted(
        ("XYZ", "Hullby Mary Smith International Airport", "Hullby", "Illinois", "US", 40.1, -90.0)
    )
    assert airport.kind == "airport"
    assert {"mary smith international airport", "hullby mary smith airport"} <= set(airport.names)
    assert "xyz" not in airport.names, "three capitals mean too much else"


def test_an_airport_of_plain_words_alone_is_no_name():
    assert drafted(("XYZ", "Municipal Airport", "Hullby", "Illinois", "US", 40.1, -90.0)) == []


def test_only_airfields_with_a_code_are_airports():
    assert drafted(("", "Mary Smith Airport", "Hullby", "Illinois", "US", 40.1, -90.0)) == []


def test_the_world_has_thousands_of_airports_and_villages(gazetteer):
    kinds = gazetteer.info().kinds
    assert kinds["airport"] > 5_000
    assert kinds["village"] > 180_000


def test_a_settlement_of_many_names_is_more_famous_than_its_namesake(gazetteer):
    fame = {c.place.country: c.fame for c in reversed(gazetteer.candidates("Venice")) if c.match == "name"}
    assert fame["IT"] > fame["US"] + 0.3
    assert all(c.fame == 0 for c in gazetteer.candidates("Danube"))
