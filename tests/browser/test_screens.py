"""Photographs of the sample at the widths that matter, for a person to look at (tests/screenshots)."""

from pathlib import Path

import pytest

from geomap.model import Story

pytestmark = pytest.mark.browser
FOLDER = Path(__file__).parents[1] / "screenshots"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(390, 844), (768, 1024), (1280, 800), (1920, 1080)])
def test_photograph_the_sample(open_file, sample: Story, width, height, scheme):
    FOLDER.mkdir(exist_ok=True)
    opened = open_file(sample, width=width, height=height, color_scheme=scheme)
    opened.page.screenshot(path=FOLDER / f"{width}-{scheme}.png")
    opened.page.locator("[data-mark]").first.dispatch_event("click")
    opened.page.screenshot(path=FOLDER / f"{width}-{scheme}-chosen.png")
    opened.quiet()


def test_photograph_the_world_and_paper(open_file, sample: Story):
    FOLDER.mkdir(exist_ok=True)
    page = open_file(sample, width=1280, height=860).page
    page.evaluate("void geomap_map.setView([30, 60], 2)")
    page.screenshot(path=FOLDER / "world.png")
    page.pdf(path=FOLDER / "paper.pdf", format="A4")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.screenshot(path=FOLDER / "paper.png", full_page=True)
