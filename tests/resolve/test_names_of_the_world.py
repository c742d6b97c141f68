"""Names that several places share, in texts of our own, with the gazetteer that is shipped."""

import pytest

from geomap.resolve import resolve
from tests.resolve.bracketed import read

CASES = {
    "[Atlanta] is the capital of [Georgia].": "Atlanta/US Georgia/US",
    "[Tbilisi] is the capital of [Georgia].": "Tbilisi/GE Georgia/GE",
    "[New York] and [New Jersey] sued; [Connecticut] joined.": "New York/US New Jersey/US Connecticut/US",
    "[Washington] and [Oregon] share a border.": "Washington/US Oregon/US",
    "He left [Madrid] for [London] on Monday.": "Madrid/ES London/GB",
    "Floods hit the [Punjab] and [Sindh] provinces of [Pakistan].": "Punjab/PK Sindh/PK Pakistan/PK",
    "Voters in [Punjab], [India], went to the polls in [Amritsar].": "Punjab/IN India/IN Amritsar/IN",
    "A crash near [Birmingham], [Alabama], closed a road.": "Birmingham/US Alabama/US",
    "Police in [Birmingham] and [Coventry] said so.": "Birmingham/GB Coventry/GB",
    "[Cambridge] and [Somerville] residents ride to [Boston].": "Cambridge/US Somerville/US Boston/US",
    "[Victoria] and [New South Wales] closed their border.": "Victoria/AU New South Wales/AU",
    "Ferries link [Victoria] with [Vancouver].": "Victoria/CA Vancouver/CA",
    "[San Jose] and [Oakland] are near [San Francisco].": "San Jose/US Oakland/US San Francisco/US",
    "[Jordan] and [Syria] reopened their border.": "Jordan/JO Syria/SY",
    "[Lebanon], [Tennessee], and [Nashville] were hit.": "Lebanon/US Tennessee/US Nashville/US",
    "[Tripoli], in northern [Lebanon], is old.": "Tripoli/LB Lebanon/LB",
    "From [Tripoli] to [Benghazi] by road.": "Tripoli/LY Benghazi/LY",
    "In [Hyderabad], [Sindh], and in [Karachi].": "Hyderabad/PK Sindh/PK Karachi/PK",
    "[St. Petersburg] and [Tampa] brace for the storm.": "St. Petersburg/US Tampa/US",
    "[Granada], [Nicaragua], is a town.": "Granada/NI Nicaragua/NI",
}


@pytest.mark.parametrize("text", CASES, ids=CASES)
def test_a_shared_name_is_decided_by_its_company(gazetteer, text):
    prose, mentions = read(text)
    resolution = resolve(prose, mentions, candidates=gazetteer)
    places = [resolution.places[m.place] for m in resolution.mentions]
    assert " ".join(f"{p.name}/{p.country}" for p in places) == CASES[text]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The train left [Seoul] and [Pyongyang].", "point point"),
        ("Ministers met in [Kherson].", "point"),
        ("Shelling in the [Kherson] region went on.", "admin1"),
        ("The two occupied regions of [Donetsk] and [Luhansk].", "admin1 admin1"),
        ("The city of [Luxembourg] has trams.", "point"),
        ("[Luxembourg], [Belgium] and [France] signed.", "country country country"),
    ],
)
def test_a_city_is_told_from_the_region_and_country_of_its_name(gazetteer, text, kinds):
    prose, mentions = read(text)
    resolution = resolve(prose, mentions, candidates=gazetteer)
    found = [resolution.places[m.place] for m in resolution.mentions]
    assert [p.kind if p.is_area else "point" for p in found] == kinds.split()


def test_a_capital_that_acts_is_the_capital(gazetteer):
    prose, mentions = read("[Washington] said that talks had failed.", {"Washington": "actor"})
    resolution = resolve(prose, mentions, candidates=gazetteer)
    assert resolution.places[resolution.mentions[0].place].capital
