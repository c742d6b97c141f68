"""All of reading, by keyboard alone: nobody touches a mouse, and nothing is focused by the test itself."""

import pytest
from playwright.sync_api import Page, expect

from geomap.model import Story
from tests.stories import small_story

pytestmark = pytest.mark.browser

MANY = 400
"""Presses of Tab; the sample has fewer stops."""

HERE = """selector => {
  const node = document.activeElement;
  return node !== document.body && node.matches(selector);
}"""
SEEN = """() => {
  const node = document.activeElement;
  const style = getComputedStyle(node);
  if (node instanceof SVGElement) return parseFloat(style.strokeOpacity) >= 0.6;
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""


@pytest.fixture(params=["file", "served"])
def open_either(request, open_file, open_served):
    return open_file if request.param == "file" else open_served


def tab_to(page: Page, selector: str, *, key: str = "Tab") -> None:
    """Press Tab until something has the focus."""
    for _ in range(MANY):
        page.keyboard.press(key)
        if page.evaluate(HERE, selector):
            return
    raise AssertionError(f"{selector} is not reached with {key}")


def said(page: Page) -> str:
    return page.locator("#live").inner_text()


def test_a_session_of_reading(open_either, sample: Story):  # noqa: PLR0915 - one session is one story
    opened = open_either(sample)
    page, keys = opened.page, opened.page.keyboard

    # past the heading into the lists
    tab_to(page, ".skip")
    keys.press("Enter")
    tab_to(page, "#query")

    # search, go through what was found, choose, leave
    keys.type("khasan")
    expect(page.locator("#results-count")).to_contain_text("place")
    keys.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == "Khasan"
    keys.press("Enter")
    expect(page.locator(".leaflet-popup h3")).to_have_text("Khasan")
    assert "Khasan" in said(page)

    # filter by kind, see it counted, take it back
    tab_to(page, "#query", key="Shift+Tab")
    for _ in "khasan":
        keys.press("Backspace")
    tab_to(page, "#filters > summary")
    keys.press("Enter")
    tab_to(page, "#filter-kind")
    keys.type("city")
    expect(page.locator("#filter-words")).to_contain_text("pass the filters")
    tab_to(page, "#filter-reset")
    keys.press("Enter")
    expect(page.locator("#filter-words")).not_to_contain_text("pass the filters")

    # along the journey in the list, to a stop, to a sentence, into its article
    tab_to(page, "#journeys [data-stop] a")
    assert page.evaluate(SEEN)
    keys.press("Enter")
    expect(page.locator(".leaflet-popup h3")).to_have_text("Pyongyang")
    tab_to(page, "#journeys .quotes > summary")
    keys.press("Enter")
    tab_to(page, "#journeys .quote figcaption a")
    keys.press("Enter")
    expect(page.locator("#articles .lit").first).to_be_in_viewport()

    # a mark: its popup has the focus, its source leads on, Escape gives the focus back
    tab_to(page, "[data-mark]")
    mark = page.evaluate("document.activeElement.dataset.mark")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") != ""
    keys.press("Enter")
    assert page.evaluate("document.activeElement.className") == "geomap-popup"
    tab_to(page, ".geomap-popup .geomap-source")
    keys.press("Escape")
    expect(page.locator(".leaflet-popup")).to_have_count(0)
    assert page.evaluate("document.activeElement.dataset.mark") == mark

    # step, play, pause
    tab_to(page, ".geomap-stepper [aria-label='Next stop']")
    keys.press("Space")
    keys.press("Space")
    assert said(page).startswith("Stop ")
    tab_to(page, ".geomap-play", key="Shift+Tab")
    keys.press("Space")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Pause"
    keys.press("Space")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Play along the journey"

    # the columns' widths, an article by its name, a name in it
    tab_to(page, ".splitter[data-column=articles]")
    keys.press("ArrowLeft")
    tab_to(page, "#article-choice")
    keys.type(sample.documents[0].title[:8])
    tab_to(page, "#articles a.mention")
    keys.press("Enter")
    expect(page.locator("#finder-count")).to_contain_text("of")
    tab_to(page, "#finder-on", key="Shift+Tab")
    before = page.locator("#finder-count").inner_text()
    keys.press("Enter")
    assert page.locator("#finder-count").inner_text() != before
    opened.quiet()


def test_no_trap_from_the_first_to_the_last(open_file):
    """Tab leads through the whole page and out of it, each stop of the focus is seen, and back again."""
    page = open_file(small_story()).page
    seen: list[str] = []
    for _ in range(MANY):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        assert page.evaluate(SEEN), page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
        seen.append(page.evaluate("document.activeElement.outerHTML.slice(0, 200)"))
    else:
        raise AssertionError("Tab never leaves the page")
    assert len(seen) > 15
    for wanted in ('id="query"', "data-mark=", "data-mention="):
        assert any(wanted in node for node in seen), wanted


def test_the_share_box_is_opened_and_copied_from_by_keyboard(open_file):
    opened = open_file(small_story(), permissions=["clipboard-read", "clipboard-write"])
    page = opened.page
    tab_to(page, "#share > summary")
    page.keyboard.press("Enter")
    tab_to(page, "[data-copy=share-words]")
    page.keyboard.press("Enter")
    expect(page.locator("#live")).to_have_text("Copied")
    opened.quiet()


def test_without_a_script_the_sample_has_every_stop_leg_date_and_figure(open_file, sample: Story):
    page = open_file(sample, script=False).page
    stops = [stop for journey in sample.journeys for stop in journey.stops]
    legs = [leg for journey in sample.journeys for leg in journey.legs]
    assert page.locator("#journeys [data-stop]").count() == len(stops)
    assert page.locator("#journeys li[data-leg]").count() == len(legs)
    assert page.locator("#timeline li").count() == sum(stop.when is not None for stop in stops)
    assert page.locator("#checks .claim").count() == len(sample.claims)
    words = page.locator("#journeys").inner_text()
    for leg in legs:
        for end in (leg.origin, leg.destination):
            assert sample.places_by_id[end].name in words
    assert words.count("heading ") >= len(legs)
    assert page.locator("#share-words").input_value().startswith("Map. Journey of ")
