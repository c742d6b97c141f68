"""The map itself in a browser: marks, lines, names, and a person's own plugins on it."""

from dataclasses import replace

import folium
import pytest

from geomap.draw import to_map
from geomap.model import Label, Place
from tests.browser.conftest import lit
from tests.stories import TEXT, small_story

pytestmark = pytest.mark.browser

OVERLAPS = """() => {
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const rects = (selector) => all(selector).map((node) => node.getBoundingClientRect());
  const names = rects(".geomap-label");
  const marks = rects(".geomap-glyph > *, .geomap-area-name, .leaflet-control, .geomap-stepper");
  const meet = (a, b) => a.width && b.width && a.left + 1 < b.right && a.right > b.left + 1 &&
    a.top + 1 < b.bottom && a.bottom > b.top + 1;
  let n = 0;
  names.forEach((a, i) => {
    n += marks.filter((b) => meet(a, b)).length + names.slice(i + 1).filter((b) => meet(a, b)).length;
  });
  return [names.length, n];
}"""


def crowded(number: int):
    """The small story with many towns around the Bering Strait, each named once."""
    story = small_story(journeys=(), movements=())
    towns = tuple(
        Place(f"gm-t{i}", f"Town {i}", "town", 60 + i % 20 * 0.5, -170 + i // 20 * 0.7) for i in range(number)
    )
    mentions = tuple(replace(story.mentions[0], id=f"d1m{i}", place=t.id) for i, t in enumerate(towns))
    labels = tuple(Label(f"City {i}", "city", 60 + i % 9, -175 + i // 9, i, 0) for i in range(60))
    return replace(story, places=(*story.places, *towns), mentions=mentions, unplaced=(), labels=labels)


def test_many_places_are_buttons_up_to_a_number_and_then_dots(open_file):
    opened = open_file(crowded(200))
    assert opened.marks == 200
    assert opened.page.locator("button[data-mark]").count() == 150
    assert opened.page.locator(".leaflet-overlay-pane canvas").count() == 1
    assert opened.page.locator("li[data-place][data-lat]").count() == 200
    opened.quiet()


@pytest.mark.parametrize("zoom", [2, 4, 5, 6, 8])
def test_names_cover_neither_marks_nor_controls_nor_each_other(open_file, zoom):
    page = open_file(crowded(60)).page
    page.evaluate(f"void geomap_map.setView([64, -170], {zoom})")
    names, overlaps = page.evaluate(OVERLAPS)
    assert names > 0
    assert overlaps == 0


def test_stops_that_stand_close_can_be_told_apart(open_file):
    story = small_story()
    near = replace(story.places[1], lat=story.places[0].lat + 0.01, lon=story.places[0].lon)
    story = replace(story, places=(story.places[0], near, story.places[2]))
    page = open_file(story).page
    page.evaluate("void geomap_map.setZoom(4)")
    one, other = (mark.bounding_box() for mark in page.locator("[data-mark]").all())
    assert abs(one["x"] - other["x"]) + abs(one["y"] - other["y"]) >= 24
    assert page.locator(".geomap-leaders line").count() > 0


def test_every_status_of_a_leg_looks_different_and_inferred_unlike_stated(open_file):
    page = open_file(small_story()).page
    statuses = ["happened", "reported", "planned", "possible", "past", "cancelled"]
    look = "([status, inferred]) => JSON.stringify(Geomap.legStyle({ status, inferred }))"
    stated = [page.evaluate(look, [status, False]) for status in statuses]
    inferred = [page.evaluate(look, [status, True]) for status in statuses]
    assert len(set(stated)) == len(statuses)
    assert not set(stated) & set(inferred)


def test_an_area_is_a_name_with_its_extent_and_no_pin(open_file):
    story = small_story(journeys=(), movements=())
    sea = story.places[2]
    story = replace(story, mentions=(replace(story.mentions[0], place=sea.id),), unplaced=(), claims=())
    page = open_file(story).page
    mark = page.locator(f"[data-mark={sea.id}]")
    assert mark.locator("svg").count() == 0
    assert mark.inner_text().upper() == "BERING SEA"
    mark.dispatch_event("click")
    assert page.locator("path.geomap-extent").count() == 1


def test_the_key_explains_what_is_there_and_nothing_else(open_file):
    key = open_file(small_story()).page.locator(".geomap-key").text_content()
    assert "Reported" in key
    assert "Planned" not in key
    assert "Country, region" not in key


def test_the_key_says_whose_each_colour_is_where_there_are_several(open_file):
    story = small_story()
    (journey,) = story.journeys
    assert journey.traveller not in open_file(story).page.locator(".geomap-key").text_content()
    others = tuple(replace(journey, id=f"j{n}", traveller=f"traveller {n}") for n in range(2, 7))
    key = open_file(replace(story, journeys=(journey, *others))).page.locator(".geomap-key")
    assert key.locator("bdi").all_text_contents() == [
        journey.traveller,
        "Traveller 2",
        "Traveller 3",
        "3 more journeys",
    ]


def test_the_globe_makes_way_for_marks(open_file):
    page = open_file(small_story()).page
    globe = page.locator(".geomap-globe")
    assert globe.is_visible()
    box, corner = page.locator("[data-mark]").first.bounding_box(), globe.bounding_box()
    shift = [box["x"] - corner["x"] - 30, box["y"] - corner["y"] - 30]
    page.evaluate("(shift) => void geomap_map.panBy(shift, { animate: false })", shift)
    assert globe.is_hidden()


def test_the_credit_stays_in_view_and_on_paper(open_file):
    page = open_file(small_story(), width=320).page
    credit = page.locator(".geomap-credit")
    assert "Natural Earth" in credit.inner_text()
    assert "GeoNames" in credit.inner_text()
    page.emulate_media(media="print")
    assert credit.is_visible()


def test_plugins_of_a_person_work_on_the_map_without_a_network(visit, tmp_path):
    result = to_map(small_story())
    folium.Marker((64.6, -175.0), title="mine").add_to(result)
    folium.CircleMarker((64.0, -172.0)).add_to(result)
    result.save(str(tmp_path / "map.html"))
    opened = visit((tmp_path / "map.html").as_uri())
    assert opened.page.locator("img.leaflet-marker-icon").count() == 1
    assert [url for url in opened.requests if not url.startswith(("file:", "data:"))] == []
    assert opened.marks == 2
    opened.quiet()


def test_a_quote_in_a_popup_leads_into_the_text(open_file):
    page = open_file(small_story()).page
    page.locator("[data-mark=gn5870133]").dispatch_event("click")
    page.locator(".geomap-source").first.press("Enter")  # no pointer: the map may still be moving under it
    assert lit(page, TEXT[44:79])
