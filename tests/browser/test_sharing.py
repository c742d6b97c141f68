"""Giving the map away: the code is copied and works in a frame without rights, and the map has its words."""

import re
import threading
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from geomap.export import encode, save
from geomap.page.sharing import credit_line
from tests.stories import small_story

pytestmark = pytest.mark.browser

WORDS = "Map. Journey of Ana Ruiz: Anadyr (4 March 2024), Nome (reported). 2 places from 1 article."


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def site(tmp_path):
    """A web server of a newsroom: static files, nothing else."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=tmp_path))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield tmp_path, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_button_copies_the_credit_line_and_says_so(open_file, sample):
    opened = open_file(sample, permissions=["clipboard-read", "clipboard-write"])
    page = opened.page
    page.locator("#share > summary").click()
    page.get_by_role("button", name="Copy credit line").click()
    expect(page.locator("#live")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == credit_line(sample)
    assert "AP" in credit_line(sample)
    opened.quiet()


def test_the_map_has_its_words_for_whoever_does_not_see_it(open_file):
    page = open_file(small_story(), script=False).page
    described = page.locator("#map").get_attribute("aria-describedby")
    assert page.locator(f"#{described}").input_value() == WORDS
    assert page.locator("meta[name=description]").get_attribute("content") == WORDS


def test_the_code_works_in_a_frame_without_rights(site, visit):
    folder, address = site
    story = small_story(title='Ana "A." Ruiz & <b>co</b>')
    save(story, folder / "story.html")
    page = encode(story, ".html").decode()
    code = unescape(re.search(r'<textarea id="share-frame"[^>]*>(.*?)</textarea>', page, re.DOTALL)[1])
    assert 'title="Map: Ana &#34;A.&#34; Ruiz &amp; &lt;b&gt;co&lt;/b&gt;"' in code
    assert "allow-same-origin" not in code
    head = "<html data-marks=0><meta charset=utf-8><link rel=icon href='data:,'><title>Host</title>"
    host = f"<!doctype html>{head}<p>Before</p>{code}"
    (folder / "host.html").write_text(host, encoding="utf-8")
    opened = visit(f"{address}/host.html")
    (frame,) = opened.page.frames[1:]
    frame.locator("html[data-marks]").wait_for()
    assert frame.evaluate("document.documentElement.dataset.marks") == "2"
    expect(frame.locator("#lists")).to_be_hidden()
    expect(frame.locator("#map")).to_be_visible()
    frame.locator("[data-mark=gn5870133]").click()
    expect(frame.locator(".leaflet-popup h3")).to_have_text("Nome")
    with opened.page.context.expect_page() as found:
        frame.locator(".geomap-source").first.click()
    found.value.locator("html[data-marks]").wait_for()
    assert "embed" not in found.value.url
    assert "#at=d1." in found.value.url
    expect(found.value.locator("#articles .lit").first).to_be_visible()
    assert opened.complaints == []


@pytest.mark.parametrize("width", [320, 600, 900, 1400])
def test_a_frame_shows_the_map_alone_at_any_width(open_file, visit, width):
    url = open_file(small_story()).page.url
    page = visit(f"{url}?embed#leg=1", width=width, height=560).page
    box = page.locator("#map").bounding_box()
    assert box["width"] == width
    assert box["height"] > 420
    assert page.evaluate("document.documentElement.scrollHeight") <= 560
    assert page.locator(".leaflet-popup h3").inner_text() == "Anadyr → Nome"
    expect(page.get_by_role("link", name="Open with all articles")).to_be_visible()


def test_a_page_on_the_web_puts_its_own_address_into_the_code(browser):
    context = browser.new_context()
    body = encode(small_story(), ".html").decode()
    context.route("https://news.example/**", lambda route: route.fulfill(body=body, content_type="text/html"))
    page = context.new_page()
    page.goto("https://news.example/a/story.html?x=1&y=%22#leg=1")
    page.locator("html[data-marks]").wait_for()
    assert 'src="https://news.example/a/story.html?embed"' in page.locator("#share-frame").input_value()
    context.close()
