"""The page: what stands in it without a script, and how it reaches its assets."""

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from geomap.assets import asset_text
from geomap.errors import StoryError
from geomap.export.html import read_story, to_html
from geomap.model import Excluded, StopTime
from geomap.page import PAGE_SCRIPTS, Delivery, page_context, render_page
from geomap.page.dates import in_words
from geomap.page.headings import web_link
from tests.stories import TEXT, small_story


class Elements(HTMLParser):
    """The start tags of a page, each as (tag, attributes)."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def having(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for _, attributes in self.found if name in attributes]


@pytest.fixture(scope="module")
def page() -> str:
    return to_html(small_story())


def test_each_place_and_leg_of_the_lists_says_where_it_is(page):
    elements = Elements(page)
    places = [e for e in elements.having("data-place") if "data-lat" in e]
    assert [p["data-place"] for p in places] == ["gn2127202", "gn5870133"]
    assert float(places[1]["data-lon"]) == -165.4064
    assert [(leg["data-leg"], leg["data-lat"]) for leg in elements.having("data-leg")] == [("1", "64.5011")]


def test_without_a_script_stops_legs_dates_and_quotes_can_be_read(page):
    words = re.sub(r"<[^>]+>", "", re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL))
    said = (
        "Anadyr", "4 March 2024", "by air", "straight line", "Ana Ruiz left Anadyr on Monday",
        "Two lengths are given.", "fits the map", "has no place of this name", "a/broken.txt",
    )  # fmt: skip
    assert [s for s in said if s not in words] == []


def test_a_leg_back_has_the_day_of_the_return():
    story = small_story()
    (journey,) = story.journeys
    out, there = journey.stops
    (leg,) = journey.legs
    back = replace(leg, origin=leg.destination, destination=leg.origin, path=leg.path[::-1])
    home = replace(out, when=StopTime("2024-03-09", "stated"))
    told = replace(story, journeys=(replace(journey, stops=(out, there, home), legs=(leg, back)),))
    assert page_context(told, Delivery.inlined()).journeys[0].legs[1].date.iso == "2024-03-09"


def test_the_list_of_places_shows_each_mark_in_the_colour_that_it_has_on_the_map():
    story = small_story()
    (journey,) = story.journeys
    planned = tuple(
        replace(stop, status="planned", place=story.places[i].id) for i, stop in enumerate(journey.stops)
    )
    other = replace(journey, id="j2", traveller="Bo", stops=planned[::-1])
    page = to_html(replace(story, journeys=(replace(journey, stops=journey.stops[:1] * 2), other)))
    signs = dict(re.findall(r'data-place="(gn\d+)".*?<span class="(sign .*?)"', page, re.DOTALL))
    assert "journey0" in signs["gn2127202"]
    assert "hollow" not in signs["gn2127202"]
    assert "journey1 hollow" in signs["gn5870133"]


def test_quotes_name_the_characters_they_mark(page):
    quotes = re.findall(r"<mark>(.*?)</mark>.*?data-start=\"(\d+)\" data-end=\"(\d+)\"", page, re.DOTALL)
    assert quotes
    for marked, start, end in quotes:
        assert marked == TEXT[int(start) : int(end)]


def test_the_numbers_of_what_was_found_add_up(page):
    for total, parts in re.findall(r'class="tally"><strong>(\d+)</strong> [\w ]+ = (.*?)</p>', page):
        assert int(total) == sum(int(n) for n in re.findall(r"(?:^|\+ )(\d+) ", parts))


def test_the_file_allows_only_what_it_names_by_hash(page):
    policy = next(e["content"] for e in Elements(page).having("http-equiv"))
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'; img-src data:; script-src 'sha256-")
    for tag, kind in (("script", "script"), ("style", "style")):
        inline = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert inline
        for text in inline:
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in policy.split(f"{kind}-src")[1].split(";")[0]
    assert " style=" not in re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)


def test_the_served_page_links_its_assets_with_the_nonce():
    page = render_page(small_story(), Delivery.served(nonce="n0"))
    elements = Elements(page)
    sources = elements.having("src")
    assert [e["src"] for e in sources] == [f"static/{name}" for name in PAGE_SCRIPTS]
    assert all(e["nonce"] == "n0" for e in sources)
    run = [a for tag, a in elements.found if tag == "script" and "src" not in a and a.get("type") is None]
    assert run == [{"nonce": "n0"}, {"nonce": "n0"}]  # one in the head, one that starts the page
    assert "http-equiv" not in page


def test_both_deliveries_say_the_same():
    def body(delivery):
        page = render_page(small_story(), delivery)
        return re.search(r"<body>.*?<script", page, re.DOTALL)[0]

    assert body(Delivery.inlined()) == body(Delivery.served(nonce="n"))


def test_the_file_carries_its_story_whole(page):
    assert read_story(page) == small_story()
    assert to_html(read_story(page)) == page


def test_a_file_without_a_story_is_refused():
    with pytest.raises(StoryError, match="no story in it"):
        read_story("<html><script id='other'>{}</script></html>")


@pytest.mark.parametrize(
    "source",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "vbscript:x",
     "file:///etc/passwd", " https://example.org", "//example.org/x", "https:", "Reuters", None],
)  # fmt: skip
def test_only_addresses_of_the_web_become_links(source):
    assert web_link(source) == ""


def test_a_link_to_the_web_tells_its_target_nothing():
    story = small_story()
    document = replace(story.documents[0], source="https://example.org/a?b=1&c=2")
    link = next(
        e
        for e in Elements(to_html(replace(story, documents=(document,)))).having("rel")
        if "noopener" in e["rel"]
    )
    assert link["href"] == "https://example.org/a?b=1&c=2"
    assert link["rel"] == "noopener noreferrer"


def test_a_lone_surrogate_does_not_stop_the_page():
    to_html(small_story(skipped=(Excluded("a\ud800.txt", "x"),))).encode()


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2023-09-10", "10 September 2023"),
        ("2023-09", "September 2023"),
        ("2023", "2023"),
        ("2023-09-12/2023-09-14", "12–14 September 2023"),
        ("2023-08-30/2023-09-02", "30 August 2023 – 2 September 2023"),
        ("2023-09-13/..", "from 13 September 2023"),
        ("2023-09-10T19:00", "10 September 2023, 19:00"),
        ("2023-13-01", "2023-13-01"),
        ("PT20H", "PT20H"),
    ],
)
def test_dates_are_said_as_a_reader_says_them(iso, words):
    assert in_words(iso) == words


def test_no_asset_of_ours_has_a_text_of_several_lines():
    """So that indentation can be left out where an asset is inlined."""
    for name in PAGE_SCRIPTS:
        if not name.startswith("leaflet"):
            odd = [line for line in asset_text(name).splitlines() if line.count("`") % 2]
            assert odd == [], name
