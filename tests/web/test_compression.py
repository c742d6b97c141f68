"""Text is packed for whoever takes it, and comes out as it was."""

import gzip

import pytest

from geomap.web import create_app
from tests.stories import small_story


@pytest.fixture(scope="module")
def client():
    return create_app(small_story()).test_client()


@pytest.mark.parametrize("address", ["/story.json", "/static/map.js", "/static/page.css"])
def test_what_is_packed_is_what_is_sent_as_it_is(client, address):
    plain = client.get(address)
    packed = client.get(address, headers={"Accept-Encoding": "gzip, deflate, br"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data)
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"


def test_the_page_is_packed(client):
    packed = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert b"<html" in gzip.decompress(packed.data)


@pytest.mark.parametrize("wanted", ["identity", "gzip;q=0", "br"])
def test_who_does_not_take_it_gets_it_as_it_is(client, wanted):
    assert "Content-Encoding" not in client.get("/story.json", headers={"Accept-Encoding": wanted}).headers


def test_an_asset_that_is_packed_is_known_again(client):
    headers = {"Accept-Encoding": "gzip"}
    etag = client.get("/static/map.js", headers=headers).headers["ETag"]
    assert etag.startswith("W/")
    again = client.get("/static/map.js", headers={**headers, "If-None-Match": etag})
    assert again.status_code == 304
    assert not again.data
