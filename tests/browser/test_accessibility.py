"""axe-core finds nothing, light and dark, on a phone and on a wide screen, with a popup and without."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from geomap.model import Story

pytestmark = pytest.mark.browser


def findings(page) -> list[str]:
    violations = Axe().run(page).response["violations"]
    return [f"{v['id']} ({v['impact']}): {v['nodes'][0]['html'][:120]}" for v in violations]


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (390, "light"), (1280, "dark")])
def test_nothing_is_found_in_the_sample(open_file, sample: Story, width, scheme):
    page = open_file(sample, width=width, color_scheme=scheme, bypass_csp=True).page
    assert findings(page) == []
    page.locator("[data-mark]").first.dispatch_event("click")
    assert findings(page) == []
    page.locator("#filters > summary").click()
    page.locator("#filter-kind").select_option("city")
    page.locator("#query").fill("train")
    page.locator("#results a").first.wait_for()
    page.locator("#only-named > summary").click()
    page.locator("#share > summary").click()
    assert findings(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_found_in_a_frame(open_file, visit, sample: Story, scheme):
    address = f"{open_file(sample).page.url}?embed#leg=1"
    assert findings(visit(address, width=600, height=560, color_scheme=scheme, bypass_csp=True).page) == []


def test_lists_and_links_are_reached_by_keyboard_alone(open_file, sample: Story):
    page = open_file(sample).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "query"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#journeys') !== null")
    page.keyboard.press("Enter")
    assert page.locator(".leaflet-popup").count() == 1
    assert page.locator("#live").inner_text() != ""
