"""The server: what it answers, to whom, and with which headers."""

import json
import re
import socket
import threading
from urllib.request import urlopen

import pytest

from geomap.web import create_app, listen
from geomap.web.hosts import is_trusted
from tests.stories import small_story


@pytest.fixture(scope="module")
def client():
    return create_app(small_story()).test_client()


def test_the_page_names_the_stops_without_javascript(client):
    page = client.get("/").get_data(as_text=True)
    assert "Anadyr" in page
    assert "Nome" in page


def test_each_response_has_its_own_nonce(client):
    nonces = {
        re.search(r"'nonce-([^']+)'", client.get("/").headers["Content-Security-Policy"])[1] for _ in range(3)
    }
    assert len(nonces) == 3


def test_the_nonce_of_the_header_is_the_one_of_the_page(client):
    response = client.get("/")
    nonce = re.search(r"'nonce-([^']+)'", response.headers["Content-Security-Policy"])[1]
    page = response.get_data(as_text=True)
    assert set(re.findall(r'nonce="([^"]*)"', page)) <= {nonce}


def test_the_policy_allows_nothing_inline_and_no_other_host(client):
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


def test_the_page_links_to_this_server_alone(client):
    page = client.get("/").get_data(as_text=True)
    loaded = re.findall(r'<(?:script|link|img|iframe)[^>]+(?:src|href)="([^"]+)"', page)
    assert loaded
    assert not [url for url in loaded if "//" in url]


def test_every_linked_asset_is_there(client):
    page = client.get("/").get_data(as_text=True)
    for url in re.findall(r'<(?:script|link)[^>]+(?:src|href)="([^"#]+)"', page):
        if not url.startswith("data:"):
            assert client.get(f"/{url.lstrip('/')}").status_code == 200, url


def test_the_story_can_be_fetched(client):
    assert client.get("/story.json").get_data(as_text=True) == small_story().to_json()
    assert json.loads(client.get("/story.geojson").data)["type"] == "FeatureCollection"


@pytest.mark.parametrize(
    "path",
    [
        "/static/../pyproject.toml",
        "/static/..%2fpyproject.toml",
        "/static/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/static/..%5c..%5cx",
        "/static/x%00.js",
        "/static/",
        "/documents/../../etc/passwd",
        "/<script>alert(1)</script>",
        "/story.json/..",
    ],
)
def test_what_is_not_there_gets_the_fixed_page(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert response.get_data() == client.get("/nothing").get_data()


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_written(client, method):
    assert getattr(client, method)("/").status_code == 405


@pytest.mark.parametrize(
    "host", ["evil.com", "localhost.evil.com", "evil.com:8000", "127.0.0.1.evil.com", ""]
)
def test_a_foreign_host_name_is_refused(client, host):
    response = client.get("/", headers={"Host": host})
    assert response.status_code == 400
    assert b"evil" not in response.data


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:5000", "[::1]:8000"])
def test_this_machine_is_answered(client, host):
    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    ("header", "allowed", "trusted"),
    [
        ("192.168.0.7:8000", ["0.0.0.0"], True),
        ("192.168.0.7:8000", [], False),
        ("[fe80::1]:8000", ["::"], True),
        ("evil.com", ["0.0.0.0"], False),
        ("map.example.org", ["0.0.0.0", "Map.Example.org"], True),
        ("a b", ["a b"], False),
        ("x" * 300, [], False),
    ],
)
def test_only_an_address_or_an_allowed_name_is_trusted(header, allowed, trusted):
    assert is_trusted(header, allowed) is trusted


def test_no_query_is_echoed_and_none_redirects(client):
    response = client.get("/?next=//evil.com&bbox=nan,inf,1e999,x&q=<script>window.__x=1</script>")
    assert response.status_code == 200
    assert "Location" not in response.headers
    assert "window.__x" not in response.get_data(as_text=True)


def test_a_big_body_is_refused(client):
    assert client.post("/", data=b"x" * 2_000_000).status_code in {405, 413}


def test_it_really_serves_over_a_socket():
    server = listen(create_app(small_story()), port=0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        with urlopen(f"{server.address}story.json", timeout=10) as response:
            assert response.status == 200
            assert response.headers["X-Content-Type-Options"] == "nosniff"
    finally:
        server.close()
        thread.join(timeout=5)
    assert not thread.is_alive()


def test_a_taken_port_is_an_os_error():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(OSError, match="in use"):
            listen(create_app(small_story()), port=taken.getsockname()[1])


def test_a_host_that_is_no_name_is_an_os_error():
    with pytest.raises(OSError, match="no name of a host"):
        listen(create_app(small_story()), host="a..b", port=0)
