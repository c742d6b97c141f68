"""Photograph the sample for the docs: ``python -m tests.pictures`` writes ``docs/images/*.png`` anew.

The page in Chromium, its panel of corrections, and the printed map, each with at most 256 colours, so that a
picture stays under 150 kB. Needs what the browser tests need.
"""

from __future__ import annotations

import io
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

import geomap
from geomap.export.html import to_html
from geomap.export.png import to_png
from geomap.web import Editable, create_app
from tests.browser.conftest import ARGUMENTS, CHROMIUM, DRAWN

IMAGES = Path("docs/images")
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 800}
PHONE_SCALE = 1.5
BETWEEN_PX = 30
PRINT_DPI = 110
MOST_COLOURS = 256
SETTLED_MS = 600


def main() -> None:
    """Write all pictures."""
    story = geomap.build("seeds")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = Path(folder, "story.html")
        page.write_text(to_html(story), encoding="utf-8")
        address = page.as_uri()
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        keep("journey", shot(browser, f"{address}#leg=1"))
        stop = story.journeys[0].stops[3].place
        keep("dark", shot(browser, f"{address}#place={stop}", scheme="dark"))
        keep("phone", beside(
            shot(browser, address, phone=True), shot(browser, f"{address}#leg=1", scheme="dark", phone=True)
        ))  # fmt: skip
        with served(Path(folder)) as address:
            keep("correcting", shot(browser, address, keys=("e", "[data-key=start-review]")))
        browser.close()
    keep("print", Image.open(io.BytesIO(to_png(story, dpi=PRINT_DPI))))


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a copy of the sample that can be corrected; gives its address."""
    articles = shutil.copytree("seeds", folder / "articles")
    server = make_server("127.0.0.1", 0, create_app(Editable.open([articles])), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def shot(
    browser: Browser, address: str, *, scheme: str = "light", phone: bool = False, keys: tuple[str, ...] = ()
) -> Image.Image:
    """Photograph an address, after pressing a key and a button of it if they are given."""
    page: Page = browser.new_page(
        viewport=PHONE if phone else DESKTOP, device_scale_factor=PHONE_SCALE if phone else 1,
        has_touch=phone, is_mobile=phone, color_scheme=scheme, reduced_motion="reduce",
    )  # fmt: skip
    page.goto(address)
    page.wait_for_function(DRAWN)
    if keys:
        key, button = keys
        page.keyboard.press(key)
        page.locator(button).click()
    page.wait_for_timeout(SETTLED_MS)
    picture = Image.open(io.BytesIO(page.screenshot()))
    page.close()
    return picture


def beside(left: Image.Image, right: Image.Image) -> Image.Image:
    """Put two pictures side by side."""
    both = Image.new("RGB", (left.width + BETWEEN_PX + right.width, left.height), "white")
    both.paste(left, (0, 0))
    both.paste(right, (left.width + BETWEEN_PX, 0))
    return both


def keep(name: str, picture: Image.Image) -> None:
    """Write a picture as small as its colours allow."""
    few = picture.convert("RGB").quantize(
        MOST_COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
    )
    few.save(IMAGES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
