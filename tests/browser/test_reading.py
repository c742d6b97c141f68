"""Reading a story: searched, filtered, sorted, stepped through, and restored from an address."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from geomap.model import Story
from tests.big_stories import big_story
from tests.browser.conftest import lit
from tests.stories import small_story

pytestmark = pytest.mark.browser

LISTED = "Array.from(document.querySelectorAll('#places > ol > li'), n => n.dataset.place)"
MARKS = "Array.from(document.querySelectorAll('[data-mark]')).filter(n => n.checkVisibility()).length"
NODES = "document.querySelectorAll('*').length"


@pytest.fixture(params=["file", "served"])
def open_either(request, open_file, open_served):
    """Open a story both ways."""
    return open_file if request.param == "file" else open_served


def search(page, words: str, said: str) -> None:
    page.locator("#query").fill(words)
    expect(page.locator("#results-count")).to_have_text(said)


def test_search_finds_places_and_the_very_characters_of_the_text(open_either):
    opened = open_either(small_story())
    search(opened.page, "nome", "1 place, once in the texts")
    opened.page.keyboard.press("ArrowDown")
    assert opened.page.evaluate("document.activeElement.textContent") == "Nome"
    opened.page.keyboard.press("ArrowDown")
    opened.page.keyboard.press("Enter")
    assert lit(opened.page, "Nome")
    search(opened.page, "nowhere at all", "Nothing found")
    opened.quiet()


def test_search_takes_every_character_for_itself(open_file):
    words = ("Jong-un", "1/2", "a.b*c", "[x]{2}|$^", "C:\\x", "“so” – (he)")
    story = small_story()
    (document,) = story.documents
    opened = open_file(replace(story, documents=(replace(document, text=" ".join([document.text, *words])),)))
    for found in words:
        search(opened.page, found, "0 places, once in the texts")
    opened.quiet()


def test_filters_leave_the_same_on_map_lists_and_articles(open_either):
    opened = open_either(small_story())
    page = opened.page
    page.locator("#filters > summary").click()
    page.locator("#filter-kind").select_option("village")
    assert page.evaluate(LISTED) == ["gn5870133"]
    assert page.evaluate(MARKS) == 1
    page.locator("#filter-reset").click()
    assert page.evaluate(MARKS) == 2
    page.locator("#filter-from").fill("2025-01-01")
    page.locator("#filter-from").dispatch_event("change")
    assert page.evaluate(MARKS) == 0
    assert page.locator("article").is_hidden()
    assert page.locator("#filter-words").inner_text() == "0 places and 0 legs pass the filters"
    page.locator("#filter-reset").click()
    assert page.locator("article").is_visible()
    page.locator("#filter-journey").select_option("j1")
    assert page.evaluate(MARKS) == 2
    opened.quiet()


def test_places_are_sorted_as_a_reader_wants(open_file):
    page = open_file(small_story()).page
    assert page.evaluate(LISTED) == ["gn2127202", "gn5870133"]
    page.evaluate("document.querySelector('li[data-place=gn5870133]').dataset.count = 9")
    page.locator("#sort").select_option("count")
    assert page.evaluate(LISTED) == ["gn5870133", "gn2127202"]
    page.locator("#sort").select_option("name")
    assert page.evaluate(LISTED) == ["gn2127202", "gn5870133"]


def test_an_address_restores_choice_search_filter_and_order(open_either, visit):
    page = open_either(small_story()).page
    page.locator("#sort").select_option("name")
    page.locator("#filters > summary").click()
    page.locator("#filter-kind").select_option("village")
    search(page, "Nome & co? #1", "Nothing found")
    page.locator("[data-mark=gn5870133]").click()
    again = visit(page.url)
    assert again.page.locator("#query").input_value() == "Nome & co? #1"
    assert again.page.locator("#filter-kind").input_value() == "village"
    assert again.page.locator("#sort").input_value() == "name"
    assert again.page.evaluate(LISTED) == ["gn5870133"]
    assert again.page.locator(".leaflet-popup h3").inner_text() == "Nome"
    again.quiet()


def test_the_arrow_keys_step_along_the_journey_and_say_so(open_file):
    page = open_file(small_story()).page
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.locator("#live").inner_text().startswith("Stop 2 of 2: Nome")
    page.locator("#query").focus()
    page.keyboard.press("ArrowLeft")  # moves in the words, not along the journey
    assert page.locator(".geomap-step-words").inner_text() == "2 of 2 Nome"


def test_the_timeline_tells_stated_dates_from_reckoned_ones(open_file):
    page = open_file(small_story(), script=False).page
    entry = page.locator("#timeline li")
    assert entry.count() == 1
    assert entry.get_attribute("class") == "dated date-inferred"
    assert "4 March 2024" in entry.inner_text()
    assert "1 stop has no date" in page.locator("#timeline").inner_text()


def test_the_chooser_goes_to_an_article(open_file, sample: Story):
    page = open_file(sample).page
    last = sample.documents[-1]
    page.locator("#article-choice").select_option(last.id)
    assert page.url.endswith(f"#doc={last.id}")
    expect(page.locator(f"article[data-document={last.id}] h3")).to_be_in_viewport()


@pytest.mark.parametrize(
    "fragment",
    ["place=__proto__", "place=constructor", "doc=%3Cimg%20src=x%20onerror=window.__x=1%3E",
     "q=%3Csvg%20onload%3E",
     "q=((((((((((a*)*)*)*&kind=__proto__&journey=constructor", "article=<script>&from=nonsense&to=9e999",
     "sort=__proto__&role=toString", "at=d1.NaN.-1", "at=__proto__.0.9", "q=%F0%9F%98%80", "leg=1e999&leg=2"],
)  # fmt: skip
def test_nothing_in_an_address_or_a_search_runs_or_breaks_the_page(open_file, visit, fragment):
    opened = visit(f"{open_file(small_story()).page.url}#{fragment}")
    assert opened.marks == 2
    search(opened.page, "<img src=x onerror=window.__x=1>{{7*7}}${window.__x=1}", "Nothing found")
    assert opened.page.locator("#results img").count() == 0
    opened.quiet()


def test_a_big_story_opens_with_few_nodes_and_gives_the_rest_on_demand(open_file):
    opened = open_file(big_story(400, places=1200, journeys=20))
    page = opened.page
    assert page.evaluate(NODES) < 3000
    late = page.evaluate("Geomap.view.drawing.places.at(-1).id")
    assert page.locator(f"li[data-place={late}]").count() == 0
    page.evaluate("id => Geomap.page.choose('place', id, 'map')", late)
    assert page.locator(f"li[data-place={late}]").get_attribute("aria-current") == "true"
    assert page.locator("#articles .chosen-mention").first.is_visible()
    before = page.locator("#places > ol > li").count()
    page.locator("#places > .more-button").click()
    assert page.locator("#places > ol > li").count() > before
    page.locator("#articles > .more-button").click()
    assert page.locator("#articles > article").count() >= 40
    opened.quiet()
