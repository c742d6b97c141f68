"""The exported page and the printed map inside somebody else's page, as docs/formats.md shows it."""

import re
from pathlib import Path

import pytest

from geomap.export import encode
from tests.stories import small_story

pytestmark = pytest.mark.browser

PAGE = (Path(__file__).parents[2] / "docs/formats.md").read_text(encoding="utf-8")


def test_the_code_for_embedding_shows_the_map(browser, tmp_path):
    code = re.search(r"    (<iframe.*</iframe>)\n", PAGE)[1] + re.search(r"    (<img.*>)\n", PAGE)[1]
    (tmp_path / "host.html").write_text(f"<!doctype html><title>Host</title>{code}", encoding="utf-8")
    for suffix in (".html", ".svg"):
        (tmp_path / f"story{suffix}").write_bytes(encode(small_story(), suffix))
    page = browser.new_page()
    try:
        page.goto((tmp_path / "host.html").as_uri())
        (frame,) = page.frames[1:]
        frame.wait_for_function("document.documentElement.dataset.marks !== undefined")
        assert int(frame.evaluate("document.documentElement.dataset.marks")) == 2
        assert page.evaluate("document.querySelector('img').naturalWidth") > 1000
    finally:
        page.close()
