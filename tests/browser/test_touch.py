"""With fingers alone, on a phone: marks, legs, stepping and correcting answer to taps, and can be hit."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import LIT
from tests.stories import small_story

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 800, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
LEAST_TARGET_PX = 24
"""WCAG 2.2, 2.5.8."""
SMALL = """(least) => Array.from(
    document.querySelectorAll("button, select, summary"))
  .filter((n) => n.checkVisibility() && n.getClientRects().length)
  .map((n) => [n.textContent.trim() || n.ariaLabel || n.title, n.getBoundingClientRect()])
  .filter(([, r]) => r.width < least || r.height < least)
  .map(([name, r]) => `${name}: ${r.width} x ${r.height}`)"""


@pytest.fixture(params=["file", "served"])
def phone(request, open_file, open_served):
    opened = (open_file if request.param == "file" else open_served)(small_story(), **PHONE)
    yield opened
    opened.quiet()


def test_a_tap_on_a_mark_chooses_it_in_the_text(phone):
    phone.page.locator("button[data-mark]").first.tap()
    expect(phone.page.locator(".leaflet-popup")).to_be_visible()
    expect(phone.page.locator("#articles .lit").first).to_be_visible()


def test_the_journey_is_stepped_through_by_taps(phone):
    following = phone.page.locator(".geomap-stepper").get_by_label("Next")
    seen = []
    for _ in range(2):
        following.tap()
        phone.page.wait_for_function(f"seen => {LIT} && !seen.includes({LIT})", arg=seen)
        seen.append(phone.page.evaluate(LIT))


def test_a_finger_moves_the_map_and_not_the_page(phone):
    before = phone.page.evaluate("[geomap_map.getCenter().lng, scrollY]")
    box = phone.page.locator(".leaflet-container").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    session = phone.page.context.new_cdp_session(phone.page)
    for kind, dx in (("touchStart", 0), ("touchMove", -30), ("touchMove", -90), ("touchEnd", None)):
        points = [] if dx is None else [{"x": x + dx, "y": y}]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    phone.page.wait_for_function("(lng) => geomap_map.getCenter().lng !== lng", arg=before[0])
    assert phone.page.evaluate("scrollY") == before[1]


def test_all_that_can_be_tapped_is_large_enough(phone):
    """A leg's line is as thick as it is drawn; the same leg stands in the list."""
    assert phone.page.evaluate(SMALL, LEAST_TARGET_PX) == []
