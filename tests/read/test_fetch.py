"""A web address is fetched only from the public internet, once checked, and never without an end."""

import contextlib
import gzip
import socket
import threading
import time
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from geomap import errors
from geomap.read import files, read_sources
from geomap.read.fetch import checked_address, fetch, is_public
from geomap.read.files import fetched, shown_address
from geomap.read.part import UnreadableError

PAGE = (Path(__file__).parent / "files" / "saved.html").read_bytes()


class Handler(BaseHTTPRequestHandler):
    """Answers, redirects and misbehaves by path."""

    def do_GET(self):
        self.server.asked.append(self.path)
        name = self.path.split("?")[0].strip("/")
        getattr(self, f"send_{name.split('/')[0]}", self.send_nothing)()

    def reply(self, body=b"", *, status=200, kind="text/html", **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def send_page(self):
        self.reply(PAGE)

    def send_packed(self):
        self.reply(gzip.compress(PAGE), Content_Encoding="gzip")

    def send_image(self):
        self.reply(b"\x89PNG", kind="image/png")

    def send_bomb(self):
        self.reply(gzip.compress(bytes(60_000_000)), Content_Encoding="gzip")

    def send_endless(self):
        self.reply()
        while True:
            self.wfile.write(b"word " * 20_000)

    def send_slow(self):
        self.reply()
        while True:
            self.wfile.write(b"x")
            time.sleep(0.3)

    def send_loop(self):
        self.reply(status=302, Location=f"/loop/{len(self.server.asked)}")

    def send_inward(self):
        self.reply(status=302, Location="http://127.0.0.1:22/")

    def send_metadata(self):
        self.reply(status=301, Location="http://169.254.169.254/latest/meta-data/")

    def send_file(self):
        self.reply(status=302, Location="file:///etc/passwd")

    def send_moved(self):
        self.reply(status=302, Location="page")

    def send_nothing(self):
        self.reply(status=404)

    def log_message(self, *_):
        """Say nothing."""

    def handle(self):
        with contextlib.suppress(OSError):  # the client goes away, as it should
            super().handle()


@pytest.fixture(scope="module")
def server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.asked = []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def at(server):
    """Fetch a path of the test's own server."""
    port = server.server_port

    def get(path, *, by=fetch, **more):
        return by(f"http://127.0.0.1:{port}/{path}", open_to={f"127.0.0.1:{port}"}, **more)

    return get


@pytest.mark.parametrize("path", ["page", "packed", "moved", "page?q=é x"])
def test_a_page_is_fetched(at, path):
    assert at(path).data == PAGE


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("image", "image/png"), ("nowhere", "404"),
        ("bomb", "larger than 20 MB"), ("endless", "larger than 20 MB"),
        ("loop", "redirects more than 5"), ("inward", "private network"), ("metadata", "private network"),
        ("file", "only http and https"),
    ],
)  # fmt: skip
def test_what_misbehaves_is_refused(at, path, why):
    with pytest.raises(UnreadableError, match=why):
        at(path)


def test_a_server_that_drips_is_left_in_time(at):
    started = time.perf_counter()
    part = at("slow", by=fetched, seconds=3)
    assert time.perf_counter() - started < 10
    assert "takes longer than 3 s" in part.fail


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254",
     "10.0.0.1", "192.168.1.1", "100.64.0.1", "0.0.0.0", "[fe80::1]", "[fd00::1]", "localhost"],
)  # fmt: skip
def test_addresses_of_this_machine_and_of_private_networks_are_refused(host, server):
    server.asked.clear()
    with pytest.raises(errors.NothingToBuildError, match=r"private network|no such host"):
        read_sources([f"http://{host}:{server.server_port}/page"])
    assert not server.asked


@pytest.mark.parametrize("url", ["file:///etc/passwd", "gopher://example.org/", "ftp://example.org/a"])
def test_other_schemes_are_refused(url):
    with pytest.raises(errors.SourceError, match="only http and https"):
        read_sources([url])
    with pytest.raises(UnreadableError, match="only http and https"):
        fetch(url)


def test_a_name_with_one_private_address_is_refused(monkeypatch):
    answers = [(socket.AF_INET, 1, 6, "", (ip, 80)) for ip in ("93.184.216.34", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    with pytest.raises(UnreadableError, match="private network"):
        checked_address("rebind.example", 80)


def test_a_name_is_resolved_once_and_the_checked_address_connected_to(monkeypatch):
    asked, connected = [], []

    def resolve(host, *_, **__):
        asked.append(host)
        ip = "93.184.216.34" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, 1, 6, "", (ip, 80))]

    def connect(address, **_):
        connected.append(address)
        raise OSError("not in a test")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(UnreadableError, match="not in a test"):
        fetch("http://rebind.example/")
    assert (asked, connected) == (["rebind.example"], [("93.184.216.34", 80)])


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1::1", True), ("::ffff:10.0.0.1", False),
        ("2002:7f00:1::", False), ("64:ff9b::7f00:1", False), ("224.0.0.1", False), ("240.0.0.1", False),
        ("::", False), ("fe80::1%eth0", False), ("nonsense", False),
    ],
)  # fmt: skip
def test_an_address_is_public_or_not_whatever_wraps_it(address, public):
    assert is_public(address) is public


def test_a_fetched_page_is_read_as_what_it_is(server, monkeypatch):
    port = server.server_port
    monkeypatch.setattr(files, "fetched", partial(fetched, open_to={f"127.0.0.1:{port}"}))
    read = read_sources([f"http://127.0.0.1:{port}/page?x=1"]).documents[0]
    assert (read.path, read.format, read.published) == ("127.0.0.1/page", "html", "2024-03-04")


def test_an_address_that_fails_is_named_beside_what_is_built(tmp_path):
    (tmp_path / "a.txt").write_text("Rome\n\nThe minister left Rome.\n")
    source = read_sources(["http://127.0.0.1:9/x", tmp_path])
    assert [e.path for e in source.failed] == ["127.0.0.1/x"]
    assert len(source.documents) == 1


def test_the_path_of_an_address_has_no_query():
    assert shown_address("https://example.org/a%20b/c.html?token=secret#x") == "example.org/a b/c.html"
