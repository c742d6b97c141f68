"""What is drawn of a story."""

from dataclasses import replace

import pytest

from geomap.draw.drawing import WORLD, draw, first_view
from geomap.draw.escape import script_json
from geomap.draw.quotes import LONGEST_QUOTE, Quotes
from geomap.draw.selection import select
from geomap.draw.shapes import shape
from geomap.model import KINDS, Place
from tests.stories import TEXT, small_story


def test_stops_come_first_in_order_then_places_by_how_often_they_are_named():
    story = small_story()
    sea = story.places[2]
    more = replace(story.mentions[0], id="d1m9", place=sea.id)
    names = [p.name for p in select(replace(story, mentions=(more, *story.mentions))).places]
    assert names == ["Anadyr", "Nome", "Bering Sea"]


def test_governments_and_furniture_are_not_drawn():
    story = small_story(journeys=())
    actor = replace(story.mentions[0], role="actor")
    furniture = replace(story.mentions[1], furniture=True)
    assert select(replace(story, mentions=(actor, furniture))).places == ()


def test_a_leg_over_the_antimeridian_is_drawn_the_short_way():
    drawing = draw(small_story())
    longitudes = [x for _, x in drawing["legs"][0]["path"]]
    assert max(longitudes) - min(longitudes) < 20
    _, west, _, east = drawing["view"]
    assert 0 < east - west < 20
    for place in drawing["places"]:
        assert west - 1 <= place["x"] <= east + 1


def test_legs_are_counted_over_all_journeys_and_stops_in_each():
    story = small_story()
    there = story.journeys[0]
    back = replace(there, id="j2", stops=(*there.stops, there.stops[0]), legs=(there.legs[0], there.legs[0]))
    selection = select(replace(story, journeys=(there, back)))
    assert [leg.number for leg in selection.legs] == [1, 2, 3]
    assert [stop.number for stop in selection.stops] == [1, 2, 1, 2, 3]


def test_a_story_without_places_shows_the_world():
    empty = small_story(journeys=(), mentions=(), movements=(), unplaced=())
    assert first_view(select(empty)) == WORLD


def test_a_pole_is_clamped_for_drawing_only():
    pole = Place("gm-pole", "Pole", "building", -90.0, 0.0)
    story = small_story(journeys=())
    mentions = (replace(story.mentions[0], place=pole.id),)
    drawn = draw(replace(story, places=(*story.places, pole), mentions=mentions))["places"][0]
    assert drawn["lat"] == -84.0
    assert drawn["coordinates"] == "90.000° S, 0.000° E"


def test_every_quote_is_the_text_itself():
    drawing = draw(small_story())
    quotes = [q for entry in (*drawing["places"], *drawing["legs"]) for q in entry["quotes"]]
    assert quotes
    for quote in quotes:
        first, last = quote["sentence"]
        assert "".join(quote["text"]) == TEXT[first:last]
        assert quote["text"][1] == TEXT[quote["start"] : quote["end"]]


def test_a_long_sentence_is_cut_at_spaces_around_what_it_is_quoted_for():
    story = small_story()
    text = "word " * 300 + "Nome" + " word" * 300
    document = replace(story.documents[0], text=text, sentences=())
    quote = Quotes(replace(story, documents=(document,))).around("d1", 1500, 1504)
    assert quote.marked_text == "Nome"
    assert quote.end - quote.start <= LONGEST_QUOTE
    assert quote.before.startswith("word ")
    assert quote.after.endswith("word")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_shape_and_an_area_none_of_a_point(kind):
    place = Place("gm-x", "X", kind, 0.0, 0.0)
    assert (shape(kind) == "area") == place.is_area


def test_json_in_a_script_cannot_end_it():
    assert script_json({"a": "</script><!--&\u2028\ud800"}) == (
        '{"a":"\\u003c/script\\u003e\\u003c!--\\u0026\\u2028\\ud800"}'
    )
