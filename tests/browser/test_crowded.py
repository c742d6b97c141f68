"""What crowds a map or a list: a place come to again and again, hundreds in one town, very long names."""

from dataclasses import replace

import pytest

from geomap.model import Document, Journey, Mention, Place, Span, Stop
from tests.stories import small_story

pytestmark = pytest.mark.browser
LONG = "Taumatawhakatangihangakoauauotamateaturipukakapikimaungahoro"
WRAPPED = """The red truck

Ana Ruiz left Anadyr in a truck that she had bought
for the price. Nobody in Nome had
heard of it.

She arrived late.
"""
TOO_WIDE = """() => Array.from(document.querySelectorAll(".geomap-mark .geomap-number")).filter((n) =>
    n.offsetWidth > n.parentElement.querySelector("svg > *").getBoundingClientRect().width)
  .map((n) => n.textContent)"""
CUT = """() => Array.from(document.querySelectorAll("#lists li"))
  .filter((n) => n.scrollWidth > n.clientWidth + 1).map((n) => n.textContent.trim().slice(0, 80))"""
NAMES_CUT = """() => {
  const map = document.querySelector(".leaflet-container").getBoundingClientRect();
  return Array.from(document.querySelectorAll(".geomap-mark-area:not(.geomap-compact) .geomap-area-name"),
    (n) => [n.textContent, n.getBoundingClientRect()])
    .filter(([, r]) => r.left < map.left || r.right > map.right || r.top < map.top || r.bottom > map.bottom)
    .map(([name]) => name);
}"""
NAMES_ON_DOTS = """() => {
  const { marks, labels } = Geomap.view, dots = marks.dots();
  const { left, top } = document.querySelector(".leaflet-container").getBoundingClientRect();
  const count = () => Array.from(document.querySelectorAll(".geomap-label"), (n) => n.getBoundingClientRect())
    .filter((r) => dots.some((d) =>
      r.left - left < d[2] && r.right - left > d[0] && r.top - top < d[3] && r.bottom - top > d[1])).length;
  const shunned = count();
  marks.dots = () => [];
  labels.place();
  return [shunned, count()];
}"""
"""How many names lie on dots, and how many would if they did not shun them."""


def named(places: tuple[Place, ...], **more: object):
    """Give a story of places that are each named once, and nothing else."""
    text = " ".join(place.name for place in places)
    starts = [sum(len(place.name) + 1 for place in places[:n]) for n in range(len(places))]
    mentions = tuple(
        Mention(f"d1m{n}", "d1", at, at + len(p.name), p.name, "location", p.id, confidence=0.9)
        for n, (p, at) in enumerate(zip(places, starts, strict=True), 1)
    )
    document = Document("d1", "a.txt", "Names", text, "0" * 64, sentences=(Span(0, len(text)),))
    parts = {"documents": (document,), "places": places, "mentions": mentions}
    empty = dict.fromkeys(("movements", "journeys", "claims", "dates", "disagreements", "unplaced"), ())
    return small_story(**empty | parts | more)


def test_the_numbers_of_a_place_come_to_again_and_again_stand_within_its_mark(open_file):
    story = small_story()
    there = story.journeys[0].legs[0]
    back = replace(there, origin=there.destination, destination=there.origin, path=there.path[::-1])
    stops = tuple(Stop(story.places[n % 2].id, "happened", evidence=("d1v1",)) for n in range(24))
    legs = tuple((there, back)[n % 2] for n in range(23))
    opened = open_file(replace(story, journeys=(Journey("j1", "Ana Ruiz", stops, legs),)))
    assert opened.page.locator(".geomap-number").all_inner_texts() == ["1·3·5…", "2·4·6…"]
    assert opened.page.evaluate(TOO_WIDE) == []
    opened.quiet()


@pytest.mark.parametrize("width", [320, 1280])
def test_long_names_are_wrapped_in_the_lists_and_whole_on_the_map(open_file, width):
    story = small_story()
    areas = Place("gm-1", f"The {LONG}", "region", 64.6, -168.0, bounds=(60.0, 170.0, 68.0, -160.0))
    places = (*(replace(p, name=LONG) for p in story.places[:2]), areas)
    mentions = (*story.mentions[:2], replace(story.mentions[2], role="location", place=areas.id))
    page = open_file(replace(story, places=places, mentions=mentions, unplaced=()), width=width).page
    assert page.evaluate(CUT) == []
    assert page.evaluate(NAMES_CUT) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_hundreds_of_places_in_one_town_fill_the_map_and_names_shun_the_dots(open_file):
    spots = [(42.8 + 0.04 * (n % 9), 74.5 + 0.012 * (n // 9)) for n in range(324)]
    places = tuple(
        Place(f"gn{n}", f"Corner {n}", "building", lat, lon) for n, (lat, lon) in enumerate(spots, 1)
    )
    opened = open_file(named(places))
    tall, wide = opened.page.evaluate("""() => {
      const at = (lat, lon) => geomap_map.latLngToContainerPoint([lat, lon]), size = geomap_map.getSize();
      const [low, high] = [at(42.8, 74.5), at(43.12, 74.92)];
      return [(low.y - high.y) / size.y, (high.x - low.x) / size.x];
    }""")
    assert max(tall, wide) > 0.6
    shunned, blind = opened.page.evaluate(NAMES_ON_DOTS)
    assert shunned < blind
    opened.quiet()


def test_a_line_that_is_only_wrapped_is_no_paragraph(open_file):
    story = small_story()
    end = WRAPPED.index(".\n\n") + 1
    sentences = (
        Span(0, 13), Span(15, WRAPPED.index("Nobody") - 1), Span(WRAPPED.index("Nobody"), end),
        Span(WRAPPED.index("She"), len(WRAPPED) - 1),
    )  # fmt: skip
    document = replace(story.documents[0], text=WRAPPED, sentences=sentences, title_span=Span(0, 13))
    bare = dict.fromkeys(
        ("mentions", "movements", "journeys", "claims", "dates", "disagreements", "unplaced"), ()
    )
    page = open_file(small_story(documents=(document,), **bare)).page
    assert page.locator(".article-text p").all_inner_texts() == [
        "Ana Ruiz left Anadyr in a truck that she had bought for the price. Nobody in Nome had heard of it.",
        "She arrived late.",
    ]
