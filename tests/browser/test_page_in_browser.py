"""The page in a browser: offline, drawn, and everything that is chosen chosen everywhere."""

from dataclasses import replace

import pytest

from geomap.model import Span
from tests.browser.conftest import lit
from tests.stories import TEXT, small_story

pytestmark = pytest.mark.browser

LAND = """() => {
  const canvas = document.querySelector(".geomap-base");
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  const style = getComputedStyle(document.querySelector(".geomap-map"));
  const rgb = (name) => style.getPropertyValue(name).trim().match(/[0-9a-f]{2}/g).map((h) => parseInt(h, 16));
  const count = ([r, g, b]) => {
    let n = 0;
    for (let i = 0; i < pixels.length; i += 4) {
      n += pixels[i] === r && pixels[i + 1] === g && pixels[i + 2] === b;
    }
    return n / (pixels.length / 4);
  };
  return [count(rgb("--map-land")), count(rgb("--map-sea"))];
}"""


def test_the_file_asks_for_nothing_and_says_nothing(open_file):
    opened = open_file(small_story())
    assert [url for url in opened.requests if not url.startswith("data:")] == [opened.page.url]
    opened.quiet()
    assert opened.marks == 2


def test_the_served_page_asks_only_its_own_host_and_breaks_no_policy(open_served):
    opened = open_served(small_story())
    assert {url.split("/")[2] for url in opened.requests if not url.startswith("data:")} == {
        opened.page.url.split("/")[2]
    }
    opened.quiet()
    assert opened.marks == 2


def test_land_and_sea_are_drawn(open_file):
    land, sea = open_file(small_story()).page.evaluate(LAND)
    assert land > 0.1
    assert sea > 0.1


def test_a_choice_in_the_text_chooses_mark_and_entry(open_file):
    page = open_file(small_story()).page
    page.locator("[data-mention=d1m2]").click()
    assert page.locator("[data-mark=gn5870133]").get_attribute("aria-current") == "true"
    assert page.locator("li[data-place=gn5870133]").get_attribute("aria-current") == "true"
    assert page.locator(".leaflet-popup h3").inner_text() == "Nome"
    assert page.url.endswith("#place=gn5870133")


def test_a_choice_on_the_map_marks_the_sentence(open_file):
    page = open_file(small_story()).page
    page.locator("[data-mark=gn5870133]").click()
    assert lit(page, TEXT[44:79])
    assert page.locator("#articles .chosen-mention").inner_text() == "Nome"
    assert page.locator("#articles .chosen-mention").is_visible()


def test_enter_on_a_mark_does_what_a_click_does(open_file):
    page = open_file(small_story()).page
    mark = page.locator("[data-mark=gn2127202]")
    assert mark.get_attribute("aria-label") == "1 of 2, Anadyr, Russia, happened, 1 mention"
    mark.focus()
    page.keyboard.press("Enter")
    assert lit(page, TEXT[0:42])


def test_focus_enters_a_popup_and_returns_to_the_mark(open_file):
    page = open_file(small_story()).page
    page.locator("[data-mark=gn2127202]").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className") == "geomap-popup"
    page.keyboard.press("Escape")
    assert page.locator(".leaflet-popup").count() == 0
    assert page.evaluate("document.activeElement.dataset.mark") == "gn2127202"


def test_a_leg_is_chosen_from_list_map_and_address(open_file):
    page = open_file(small_story()).page
    page.locator("li[data-leg='1'] a").first.click()
    assert page.locator(".leaflet-popup h3").inner_text() == "Anadyr → Nome"
    assert lit(page, TEXT[0:42] + TEXT[44:79])
    page.keyboard.press("Escape")
    page.locator("path[data-leg='1']").focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#leg=1")
    assert page.locator("li[data-leg='1']").get_attribute("aria-current") == "true"


def test_an_address_opens_what_it_names(open_file, visit):
    url = open_file(small_story()).page.url
    page = visit(f"{url}#place=gn5870133").page
    assert page.locator("[data-mark=gn5870133]").get_attribute("aria-current") == "true"
    assert visit(f"{url}#leg=1").page.locator(".leaflet-popup h3").inner_text() == "Anadyr → Nome"
    page.evaluate("() => { location.hash = '#leg=1' }")
    page.wait_for_selector("text=Anadyr → Nome")
    for fragment in ("#place=nowhere", "#leg=99", "#doc=d7", "#at=d9.1.2", "#place=%", "#claim=x"):
        opened = visit(url + fragment)
        opened.quiet()
        assert opened.marks == 2


def test_the_stepper_walks_along_the_journey(open_file):
    page = open_file(small_story()).page
    page.get_by_role("button", name="Next stop").click()
    assert page.locator(".geomap-step-words").inner_text() == "1 of 2 Anadyr"
    page.keyboard.press("ArrowRight")
    assert page.locator(".geomap-step-words").inner_text() == "2 of 2 Nome"
    assert page.locator("[data-mark=gn5870133]").get_attribute("aria-current") == "true"


def test_playing_goes_to_the_end_and_can_be_paused(open_file):
    page = open_file(small_story()).page
    words = page.locator(".geomap-step-words")
    page.clock.install()
    page.get_by_role("button", name="Play along the journey").click()
    assert words.inner_text() == "1 of 2 Anadyr"
    page.get_by_role("button", name="Pause").click()
    page.clock.run_for(60_000)
    assert words.inner_text() == "1 of 2 Anadyr"
    page.get_by_role("button", name="Play along the journey").click()
    page.clock.run_for(60_000)
    assert words.inner_text() == "2 of 2 Nome"
    assert page.get_by_role("button", name="Play along the journey").is_visible()


def test_offsets_are_code_points_after_emoji_and_entities(open_file):
    text = "👩‍🚀😀 A&amp;B &lt;b&gt; 𝔘lm: he went to Nome&amp;B, then 𝒳."
    start = text.index("Nome")
    story = small_story()
    document = replace(story.documents[0], text=text, sentences=(Span(0, len(text)),), furniture=())
    mention = replace(story.mentions[1], start=start, end=start + 4, alternatives=())
    story = replace(
        story, documents=(document,), mentions=(mention,), journeys=(), movements=(), claims=(), dates=(),
        disagreements=(), unplaced=(),
    )  # fmt: skip
    opened = open_file(story)
    assert opened.page.locator("[data-mention=d1m2]").inner_text() == "Nome"
    assert opened.page.locator(".article-text").inner_text() == text
    opened.page.locator("[data-mark=gn5870133]").click()
    assert lit(opened.page, "Nome")


def test_both_ends_of_a_leg_over_the_antimeridian_are_in_view(open_file):
    page = open_file(small_story()).page
    frame = page.locator("#map").bounding_box()
    for mark in page.locator("[data-mark]").all():
        box = mark.bounding_box()
        assert frame["x"] < box["x"] < frame["x"] + frame["width"]
        assert frame["y"] < box["y"] < frame["y"] + frame["height"]


def test_the_page_without_a_script_has_every_stop_and_leg(open_file):
    page = open_file(small_story(), script=False).page
    assert page.locator("#journeys [data-stop]").count() == 2
    assert page.locator("li[data-leg='1']").is_visible()
    assert "The map is drawn by a script" in page.locator("#map").inner_text()


@pytest.mark.parametrize("width", [320, 390, 800, 1280, 1920])
def test_nothing_is_wider_than_the_screen(open_file, width):
    page = open_file(small_story(), width=width).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
