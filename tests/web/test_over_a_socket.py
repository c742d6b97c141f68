"""The server as it really runs: requests byte by byte, many sockets, bodies without end."""

import socket
import threading
import time
from contextlib import ExitStack, contextmanager, suppress
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from geomap.web import create_app, listen
from tests.stories import small_story


@pytest.fixture(scope="module")
def address():
    server = listen(create_app(small_story()), port=0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield server.address
    server.close()
    thread.join(timeout=5)


@contextmanager
def connected(address):
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as connection:
        yield connection


def answered(connection):
    """Read an answer up to the end of its headers, or to the end of the connection."""
    data = b""
    with suppress(ConnectionError):
        while b"\r\n\r\n" not in data and (more := connection.recv(65_536)):
            data += more
    return data


def asked(address, request):
    with connected(address) as connection:
        connection.sendall(request)
        return answered(connection)


def ask(target, *, method="GET", headers=""):
    return f"{method} {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n".encode()


def served_in(address):
    """Give the least seconds of some: who is kept waiting is so each time, a busy machine is not always."""
    return min(seconds_of_an_answer(address) for _ in range(5))


def seconds_of_an_answer(address):
    start = time.perf_counter()
    with urlopen(f"{address}api/story", timeout=10) as response:
        assert response.status == 200
    return time.perf_counter() - start


def test_an_empty_path_is_the_page(address):
    for target in ("?", "?x=1", "/?x=1"):
        assert asked(address, ask(target)).startswith(b"HTTP/1.1 200"), target


@pytest.mark.parametrize(
    "target",
    ["//example.com/x", "/\\example.com/", "///example.com", "//example.com/%2e%2e/api/story", "/maps//x"],
)
def test_no_address_leads_off_the_site(address, target):
    answer = asked(address, ask(target))
    assert answer.startswith(b"HTTP/1.1 404")
    assert b"location:" not in answer.lower()


@pytest.mark.parametrize("host", ["evil.com", "localhost.evil.com", ""])
@pytest.mark.parametrize("path", ["/", "/api/story", "/api/corrections", "/story.json", "/static/page.js"])
def test_a_foreign_name_is_refused_at_every_address(address, host, path):
    request = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()
    answer = asked(address, request)
    assert answer.startswith(b"HTTP/1.1 400")
    assert b"evil" not in answer


def test_headers_of_a_megabyte_are_refused(address):
    with connected(address) as connection:
        with suppress(ConnectionError):  # it may have answered and gone already
            connection.sendall(ask("/", headers=f"X: {'x' * 1_000_000}\r\n"))
        assert answered(connection)[9:12] in {b"431", b""}


def test_a_body_of_100_megabytes_is_refused_unread(address):
    headers = "Content-Length: 100000000\r\nContent-Type: application/json\r\n"
    for target in ("/", "/api/corrections", "/api/articles", "/api/corrections/merge"):
        assert asked(address, ask(target, method="POST", headers=headers)).startswith(b"HTTP/1.1 413"), target


def test_chunks_without_end_are_refused(address):
    with connected(address) as connection:
        connection.sendall(ask("/api/articles", method="POST", headers="Transfer-Encoding: chunked\r\n"))
        chunk = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
        with suppress(ConnectionError):
            for _ in range(40):
                connection.sendall(chunk)
        assert answered(connection)[9:12] in {b"413", b""}


def test_a_hundred_idle_sockets_keep_nobody_waiting(address):
    with ExitStack() as stack:
        for n in range(100):
            connection = stack.enter_context(connected(address))
            connection.sendall((b"", b"GET / HTTP", ask("/")[:-2])[n % 3])
        assert served_in(address) < 1


def test_slow_bodies_keep_nobody_waiting(address):
    """Thirty that send one byte and no more: more than there are threads."""
    headers = "Content-Length: 1000000\r\nContent-Type: application/json\r\n"
    with ExitStack() as stack:
        for _ in range(30):
            stack.enter_context(connected(address)).sendall(
                ask("/api/corrections", method="POST", headers=headers) + b"{"
            )
        assert served_in(address) < 1
