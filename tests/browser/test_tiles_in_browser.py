"""Tiles of a server on this machine under the story, in a real browser."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from werkzeug.serving import make_server

from geomap.model import Label
from geomap.web import Tiles, create_app
from tests.stories import small_story
from tests.web.test_tiles import archive, picture

pytestmark = pytest.mark.browser

SEAS = (Label("North Sea", "sea", 66.0, -174.0, 0, 1), Label("South Sea", "sea", 62.5, -172.0, 0, 1))
PURPLE = (150, 40, 200)
SHOWN = "document.querySelectorAll('.leaflet-tile-loaded').length > 3"
CREDIT = "document.querySelector('.geomap-credit').textContent"
OWN_NAMES = (
    "Geomap.view.labels._box.querySelectorAll(':is([class*=country], [class*=city], [class*=sea])').length"
)


@contextmanager
def running(server):
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def tile_server(*, status=200):
    """Give the address of a server of purple tiles, and the Referer of every request to it."""
    referers = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            referers.append(self.headers["Referer"])
            body = picture(PURPLE) if status == 200 else b""
            self.send_response(status)
            self.send_header("Content-Type", "image/png")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with running(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as origin:
        yield f"{origin}/{{z}}/{{x}}/{{y}}.png", referers


def served(tiles):
    return running(
        make_server(
            "127.0.0.1", 0, create_app(small_story(labels=SEAS), tiles=Tiles.named(tiles)), threaded=True
        )
    )


def test_tiles_lie_under_the_marks_with_their_credit_and_the_origin_as_referer(visit):
    with tile_server() as (address, referers), served(address) as origin:
        opened = visit(f"{origin}/#place=gn5870133")
        opened.page.wait_for_function(SHOWN)
        opened.quiet()
        assert opened.marks == 2
        assert set(referers) == {f"{origin}/"}
        assert address.split("/")[2] in opened.page.evaluate(CREDIT)
        assert "Boundaries as the tiles draw them" in opened.page.evaluate(CREDIT)
        assert opened.page.evaluate(OWN_NAMES) == 0
        opened.page.locator("[data-place='gn5870133']").first.click()
        opened.page.locator(".leaflet-popup").wait_for()
        others = {url.split("/")[2] for url in opened.requests if not url.startswith("data:")}
        assert others == {origin.split("/")[2], address.split("/")[2]}


def test_where_no_tile_comes_our_own_map_is_seen_and_the_page_says_so(visit):
    with tile_server(status=404) as (address, referers), served(address) as origin:
        opened = visit(f"{origin}/")
        opened.page.wait_for_function(f"{CREDIT}.includes('No tiles came from')")
        assert referers
        assert opened.page.evaluate(OWN_NAMES) > 0
        assert all("404" in complaint for complaint in opened.complaints)
        assert opened.page.evaluate("document.querySelectorAll('.leaflet-tile-loaded').length") == 0
        assert opened.page.evaluate("document.querySelector('canvas.geomap-base').width") > 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_file_of_tiles_is_shown_without_any_other_host(visit, tmp_path, scheme):
    path = archive(tmp_path / "city.pmtiles")
    with served(str(path)) as origin:
        opened = visit(f"{origin}/", color_scheme=scheme)
        opened.page.wait_for_function(SHOWN.replace("> 3", "> 0"))
        opened.quiet()
        assert all(url.startswith((f"{origin}/", "data:")) for url in opened.requests)
        link = opened.page.locator(".geomap-credit a")
        assert link.get_attribute("href") == "https://maps.example.org/c"
        dimmed = opened.page.evaluate("getComputedStyle(document.querySelector('.geomap-tiles')).filter")
        assert ("brightness" in dimmed) == (scheme == "dark")
