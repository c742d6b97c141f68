"""A landmark that everybody means is not given up for a hamlet that bears its name."""

import pytest

from geomap.pipeline import parse_record


@pytest.fixture(scope="module")
def named(gazetteer):
    def read(text):
        found = parse_record({"id": 1, "text": text}, gazetteer=gazetteer)["mentions"]
        return {m["text"]: m for m in found}

    return read


@pytest.mark.parametrize(
    ("text", "name", "kind", "country"),
    [
        (
            "The White House said on Friday that the president would travel to Vietnam.",
            "White House",
            "building",
            "US",
        ),
        (
            "Kremlin spokesman Dmitry Peskov spoke of talks in Budapest and Vienna.",
            "Kremlin",
            "building",
            "RU",
        ),
        ("Their plane landed at Heathrow on Monday.", "Heathrow", "airport", "GB"),
        ("Officials met at Camp David.", "Camp David", "facility", "US"),
    ],
)
def test_everybody_means_the_landmark(named, text, name, kind, country):
    mention = named(text)[name]
    assert (mention["place"]["kind"], mention["place"]["country"]) == (kind, country)
    assert mention["confidence"] >= 0.7


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The mayor of White House, Tennessee, opened a school.", "White House"),
        ("Deputies from Kremlin, Montana, searched the farm.", "Kremlin"),
    ],
)
def test_an_area_beside_the_name_decides_for_the_namesake(named, text, name):
    assert named(text)[name]["place"]["kind"] in {"town", "village", "city"}
