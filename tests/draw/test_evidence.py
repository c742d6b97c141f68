"""Sentences that name a place come before those that only name its country; an area's middle is no end."""

from dataclasses import replace

from geomap.draw.drawing import draw
from geomap.draw.evidence import witnesses
from geomap.draw.quotes import Quotes
from geomap.model import Movement
from tests.stories import small_story


def test_what_names_the_place_comes_first_and_the_rest_says_what_it_is_about():
    story = small_story()
    wide = Movement("d1v9", "d1", 80, 95, "Ana Ruiz", "happened", destination="gm-bering-sea")
    story = replace(story, movements=(wide, *story.movements))
    found = witnesses(("d1v9", "d1v2"), {"gn5870133"}, story, Quotes(story))
    assert [q.marked.start for q in found.direct] == [44]
    assert [q.marked.start for q in found.wider] == [80]
    assert found.about == "Bering Sea as a whole"
    assert [q.marked.start for q in witnesses(("d1v9",), {"gn5870133"}, story, Quotes(story)).direct] == [80]


def test_a_leg_to_an_area_has_no_length_and_is_marked_as_open():
    story = small_story()
    journey = story.journeys[0]
    stops = (journey.stops[0], replace(journey.stops[1], place="gm-bering-sea"))
    leg = replace(journey.legs[0], destination="gm-bering-sea")
    story = replace(story, journeys=(replace(journey, stops=stops, legs=(leg,)),))
    drawn = draw(story)["legs"][0]
    assert drawn["open"] == "to"
    assert "km" not in drawn["length"]
    assert "Bering Sea" in drawn["length"]
    assert draw(small_story())["legs"][0]["open"] == ""
