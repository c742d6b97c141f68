"""On paper too nobody is at a country's middle: a leg to an area is a short arrow with the area's name."""

import math
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from geomap.export import encode
from geomap.export.svg_lines import STUB, arrows, shown
from tests.stories import small_story

SVG = "{http://www.w3.org/2000/svg}"
LONG = [(0.0, 0.0), (400.0, 0.0)]


def test_a_leg_between_points_is_drawn_whole():
    assert shown(LONG, "", []) == LONG


def test_a_leg_to_an_area_is_short_and_starts_at_its_point():
    assert shown(LONG, "to", []) == [(0.0, 0.0), (STUB, 0.0)]
    assert arrows(shown(LONG, "to", []), "to") == [((STUB, 0.0), 0.0)]


def test_a_leg_from_an_area_ends_at_its_point():
    start, end = shown(LONG, "from", [])
    assert end == (400.0, 0.0)
    assert start == pytest.approx((400.0 - STUB, 0.0))


def test_between_two_areas_the_line_keeps_away_from_both():
    line = shown(LONG, "both", [])
    assert line[0][0] > 40
    assert line[-1][0] < 360


def test_a_short_arrow_turns_out_of_the_way_of_another_leg():
    other = [(float(x), 0.0) for x in range(0, 400, 4)]
    (x, y) = shown(LONG, "to", other)[1]
    assert abs(math.atan2(y, x)) > 0.3


@pytest.mark.parametrize("way", ["", "to", "from", "both"])
def test_a_leg_without_length_stays_as_it_is(way):
    here = [(5.0, 5.0), (5.0, 5.0)]
    assert shown(here, way, []) == here
    assert arrows(here, way) == []


def test_the_paper_names_the_area_and_gives_no_length():
    story = small_story()
    sea = story.places[2]
    (journey,) = story.journeys
    legs = (replace(journey.legs[0], destination=sea.id, path=()),)
    stops = (journey.stops[0], replace(journey.stops[1], place=sea.id))
    story = replace(story, journeys=(replace(journey, stops=stops, legs=legs),))
    drawing = ET.fromstring(encode(story, ".svg"))  # noqa: S314 (our own)
    texts = [node.text for node in drawing.iter(f"{SVG}text")]
    assert "to Bering Sea" in texts
    assert "length unknown, by air" in texts
    assert not any("km by air" in (text or "") for text in texts)


def test_the_paper_says_whose_each_colour_is():
    story = small_story()
    (journey,) = story.journeys
    others = tuple(replace(journey, id=f"j{n}", traveller=f"traveller {n}") for n in range(2, 30))
    drawing = ET.fromstring(encode(replace(story, journeys=(journey, *others)), ".svg"))  # noqa: S314 (our own)
    words = " ".join(node.text for node in drawing.iter(f"{SVG}text") if node.text)
    assert "Traveller 2" in words
    assert "more journeys" in words


def test_stops_that_stand_close_have_marks_and_names_of_their_own_on_paper():
    story = small_story()
    near = replace(story.places[1], lat=story.places[0].lat + 0.01, lon=story.places[0].lon)
    story = replace(story, places=(story.places[0], near, story.places[2]))
    drawing = ET.fromstring(encode(story, ".svg"))  # noqa: S314 (our own)
    texts = {node.text: (float(node.get("x")), float(node.get("y"))) for node in drawing.iter(f"{SVG}text")
             if float(node.get("x")) < 876}  # fmt: skip
    assert math.dist(texts["1"], texts["2"]) > 15
    assert math.dist(texts[story.places[0].name], texts[near.name]) > 10
