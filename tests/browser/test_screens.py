"""Photographs of the sample for a person to look at (tests/screenshots), and what can be measured of them.

Measured: at four widths and four zooms no name on the map lies on another or on a mark, nothing is wider than
the screen, a popup can be closed, and on paper the key hides nothing of the story.
"""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from geomap.model import Story

pytestmark = pytest.mark.browser
FOLDER = Path(__file__).parents[1] / "screenshots"
SIZES = [(320, 640), (768, 1024), (1280, 800), (1920, 1080)]
ZOOMS = {
    "world": ([30, 60], 2), "region": ([42, 128], 4), "journey": ([41, 129], 6), "border": ([42.5, 130.7], 9),
}  # fmt: skip


OVERLAPS = """() => {
  const seen = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const box = (node) => {
    const r = node.getBoundingClientRect();
    return [r.left + 2, r.top + 3, r.right - 2, r.bottom - 3];
  };
  const all = (selector) => Array.from(document.querySelectorAll(selector)).filter(seen);
  const names = all(".geomap-label").map((node) => [node.textContent, box(node)]);
  const marks = all(".geomap-mark .geomap-glyph, .geomap-mark .geomap-area-name")
    .map((node) => [node.closest("[data-mark]").getAttribute("aria-label"), box(node)]);
  const hit = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
  const out = [];
  names.forEach(([name, a], i) => {
    for (const [other, b] of names.slice(i + 1)) if (hit(a, b)) out.push(`${name} / ${other}`);
    for (const [other, b] of marks) if (hit(a, b)) out.push(`${name} / mark ${other}`);
  });
  return out;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_photograph_the_sample(open_file, sample: Story, width, height, scheme):
    FOLDER.mkdir(exist_ok=True)
    opened = open_file(sample, width=width, height=height, color_scheme=scheme)
    page = opened.page
    page.screenshot(path=FOLDER / f"{width}-{scheme}.png")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("[data-mark]").first.dispatch_event("click")
    page.screenshot(path=FOLDER / f"{width}-{scheme}-chosen.png")
    page.locator(".leaflet-popup-close-button").click(timeout=2000)  # nothing lies on it
    expect(page.locator(".leaflet-popup")).to_have_count(0)
    opened.quiet()


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_names_lie_on_nothing_at_any_zoom(open_file, sample: Story, width, height):
    page = open_file(sample, width=width, height=height).page
    found = {}
    for name, (middle, zoom) in ZOOMS.items():
        page.evaluate("([at, zoom]) => void geomap_map.setView(at, zoom, {animate: false})", [middle, zoom])
        page.wait_for_timeout(250)
        page.screenshot(path=FOLDER / f"{width}-{name}.png")
        found[name] = page.evaluate(OVERLAPS)
    assert found == {name: [] for name in ZOOMS}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_the_key_is_open_and_hides_nothing(open_file, sample: Story, scheme):
    FOLDER.mkdir(exist_ok=True)
    page = open_file(sample, width=1280, height=860, color_scheme=scheme).page
    page.pdf(path=FOLDER / f"paper-{scheme}.pdf", format="A4")
    page.emulate_media(media="print", color_scheme=scheme)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.screenshot(path=FOLDER / f"paper-{scheme}.png", full_page=True)
    assert page.locator(".geomap-key details").get_attribute("open") is not None
    key, drawn = (page.locator(part).bounding_box() for part in (".geomap-key", ".geomap-map"))
    assert key["y"] >= drawn["y"] + drawn["height"]
    assert key["y"] + key["height"] <= page.locator("#journeys-heading").bounding_box()["y"]
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    expect(page.locator(".geomap-stepper")).to_be_hidden()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator(".geomap-map .geomap-key details").get_attribute("open") is None
