"""With fingers alone, on a phone, names are corrected: rejected, pinned, marked where missed, undone."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_correcting_served import FIRST, Served, served  # noqa: F401 - a fixture
from tests.browser.test_touch import LEAST_TARGET_PX, PHONE, SMALL

pytestmark = pytest.mark.browser
NEAR_PX = 2
APART = "([a, b]) => geomap_map.latLngToContainerPoint(a).distanceTo(geomap_map.latLngToContainerPoint(b))"
SELECTED = """(words) => {
  const texts = document.createTreeWalker(document.querySelector("#articles"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode, at = node.data.indexOf(words);
    if (at < 0) continue;
    node.parentElement.scrollIntoView({ block: "center" });
    getSelection().setBaseAndExtent(node, at, node, at + words.length);
    return;
  }
}"""
"""What a phone does when a finger rests on a word; Chromium without a screen does not do it by itself."""


@pytest.fixture
def phone(served: Served, visit) -> Served:  # noqa: F811
    return Served(visit(served.page.url, **PHONE), served.folder)


def tap_map(page, dx: float, dy: float) -> tuple[float, float]:
    """Tap the map so many pixels from its middle; give where on the Earth that is."""
    box = page.locator(".leaflet-container").bounding_box()
    x, y = box["width"] / 2 + dx, box["height"] / 2 + dy
    at = page.evaluate(
        "([x, y]) => { const p = geomap_map.containerPointToLatLng([x, y]); return [p.lat, p.lng]; }", [x, y]
    )
    page.touchscreen.tap(box["x"] + x, box["y"] + y)
    return tuple(at)


def test_a_name_is_rejected_and_that_is_undone(phone):
    page = phone.page
    page.locator("#correct").tap()
    page.locator("[data-mention=d1m4]").tap()
    expect(page.locator("#correcting-heading")).to_have_text("“Portland”")
    page.locator("[data-key=reject]").tap()
    phone.wait("is not a place")
    assert page.locator("[data-mention=d1m4]").count() == 0
    page.locator("[data-key=undo]").tap()
    phone.wait("Undone")
    assert page.locator("[data-mention=d1m4]").count() == 1
    phone.opened.quiet()


def test_a_pin_is_dropped_where_the_finger_was(phone):
    page = phone.page
    page.locator("#correct").tap()
    page.locator("[data-mention=d1m4]").tap()
    page.locator("[data-key=own]").tap()
    page.locator("[data-key=pin]").tap()
    expect(page.locator(".fix-cross-words")).to_have_text("Tap the map where it is.")
    lat, lon = tap_map(page, 40, 30)
    expect(page.locator("#fix-spot")).not_to_have_value("")
    put = [float(part) for part in page.locator("#fix-spot").input_value().split(", ")]
    assert page.evaluate(APART, [put, [lat, lon]]) < NEAR_PX
    page.locator("[data-key=put]").tap()
    phone.wait("is now Portland")
    [record] = phone.records
    assert [record["value"]["lat"], record["value"]["lon"]] == put
    phone.opened.quiet()


def test_a_missed_name_is_marked_where_it_is_selected(phone):
    page = phone.page
    page.locator("#correct").tap()
    page.evaluate(SELECTED, "Xyzwick")
    page.get_by_text("Mark “Xyzwick”").wait_for()
    page.locator("[data-key=accept]").tap()
    phone.wait("is marked as a place name")
    expect(page.locator("#correcting-heading")).to_have_text("“Xyzwick”")
    page.locator("[data-key=undo]").tap()
    phone.wait("Undone")
    assert page.locator("#articles [data-mention]", has_text="Xyzwick").count() == 0
    phone.opened.quiet()


def test_what_corrects_can_be_hit(phone):
    page = phone.page
    page.locator("#correct").tap()
    assert page.evaluate(SMALL, LEAST_TARGET_PX) == []
    page.locator("[data-mention=d1m4]").tap()
    page.evaluate("document.querySelectorAll('#correcting details').forEach((fold) => { fold.open = true; })")
    assert page.evaluate(SMALL, LEAST_TARGET_PX) == []
    for tab in ("review", "find", "list", "articles"):
        page.locator(f"[data-tab={tab}]").tap()
        assert page.evaluate(SMALL, LEAST_TARGET_PX) == []
