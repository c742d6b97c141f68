"""A local server that speaks Nominatim's protocol, answers from the gazetteer, and misbehaves on cue."""

from __future__ import annotations

import contextlib
import json
import socket
import struct
import threading
import time
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from geomap import GazetteerGeocoder

PLAIN = {
    "place_id": 7, "licence": "Data © OpenStreetMap contributors, ODbL 1.0.", "osm_type": "node",
    "osm_id": 4242, "lat": "12.5", "lon": "34.25", "class": "place", "type": "village", "place_rank": 19,
    "importance": 0.2, "addresstype": "village", "name": "Qarvo", "display_name": "Qarvo, Kassala, Sudan",
    "boundingbox": ["12.4", "12.6", "34.1", "34.4"],
    "address": {"village": "Qarvo", "state": "Kassala", "country": "Sudan", "country_code": "sd"},
    "namedetails": {"name": "قارفو", "name:en": "Qarvo", "alt_name": "Karvo"},
    "extratags": {"population": "812"},
}  # fmt: skip
"""One answer, every key of it invented."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_):
        """Say nothing of clients that go away."""


class Asked(NamedTuple):
    """A request that came."""

    at: float
    path: str
    query: dict[str, str]
    agent: str


class NominatimServer:
    """Answers ``/search`` and ``/reverse``; `cues` says how the next requests fare, one each.

    ``places`` maps a query to its answers; for other queries, what the gazetteer knows.
    """

    def __init__(self):
        self.asked: list[Asked] = []
        self.cues: deque[str] = deque()
        self.places: dict[str, list[dict[str, object]]] = {}
        self.always = "well"
        self._geocoder = GazetteerGeocoder()
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self.port = self._server.server_address[1]
        self.domain = f"127.0.0.1:{self.port}"
        self.url = f"http://{self.domain}"

    def __enter__(self):
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    @property
    def names(self):
        """The names that were asked for, in order."""
        return [asked.query["q"] for asked in self.asked]

    def answer(self, path: str, query: dict[str, str]) -> object:
        if path == "/search":
            text = query.get("q")
            if text in self.places:
                return self.places[text]
            wanted = (
                text
                if text is not None
                else {k: query[k] for k in ("city", "state", "country") if k in query}
            )
            found = self._geocoder.geocode(
                wanted, exactly_one=False, limit=int(query.get("limit", 10)),
                addressdetails=query.get("addressdetails") == "1",
                namedetails=query.get("namedetails") == "1",
                country_codes=query.get("countrycodes"),
            )  # fmt: skip
            return [_like_nominatim(location.raw) for location in found or []]
        found = self._geocoder.reverse((float(query["lat"]), float(query["lon"])))
        return _like_nominatim(found.raw) if found else {"error": "Unable to geocode"}


def _like_nominatim(raw):
    """Give an answer of ours the ids that Nominatim gives, and none of our own keys."""
    ours = {"geonameid", "kind", "population", "match"}
    number = raw["geonameid"] or sum(map(ord, raw["place_id"]))
    theirs = {k: v for k, v in raw.items() if k not in ours}
    return {**theirs, "place_id": number, "osm_type": "relation", "osm_id": number}


def _handler(server):  # noqa: C901 - a case for each way to go wrong
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            """Say nothing."""

        def do_GET(self):
            parts = urlsplit(self.path)
            query = {k: v[0] for k, v in parse_qs(parts.query).items()}
            server.asked.append(Asked(time.time(), parts.path, query, self.headers.get("User-Agent", "")))
            cue = server.cues.popleft() if server.cues else server.always
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                self.misbehave(cue, parts.path, query)

        def misbehave(self, cue, path, query):  # noqa: C901, PLR0912 - a case for each way to go wrong
            name, _, detail = cue.partition(" ")
            if name == "well":
                self.send(200, json.dumps(server.answer(path, query)))
            elif name == "status":
                code, *wait = detail.split()
                self.send(int(code), "{}", **({"Retry-After": wait[0]} if wait else {}))
            elif name == "json":
                self.send(200, detail)
            elif name == "html":
                self.send(
                    200, "<html><h1>Please log in to this network</h1>", **{"Content-Type": "text/html"}
                )
            elif name == "bytes":
                self.send(200, b"\x80\xff\x00\x9f" * 50)
            elif name == "nested":
                self.send(200, "[" * 100_000)
            elif name == "huge":
                self.send_response(200)
                self.send_header("Content-Length", str(50 << 20))
                self.end_headers()
                for _ in range(50 << 4):
                    self.wfile.write(b" " * 65_536)
            elif name == "endless":
                self.send_response(200)
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()
                while True:
                    self.wfile.write(b"10000\r\n" + b" " * 65_536 + b"\r\n")
            elif name == "drip":
                self.send_response(200)
                self.send_header("Content-Length", "1000")
                self.end_headers()
                for _ in range(1000):
                    self.wfile.write(b" ")
                    time.sleep(0.05)
            elif name == "cut":
                self.send_response(200)
                self.send_header("Content-Length", "1000")
                self.end_headers()
                self.wfile.write(b'[{"lat"')
                self.close_connection = True
            elif name == "silent":
                time.sleep(float(detail))
                self.close_connection = True
            elif name == "reset":
                # SO_LINGER of zero seconds: the connection is reset instead of closed.
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.close()
                self.close_connection = True
            elif name == "redirect":
                self.send(302, "", Location=detail)
            else:
                raise AssertionError(cue)

        def send(self, code, body, **headers):
            data = body if isinstance(body, bytes) else body.encode()
            self.send_response(code)
            for key, value in {"Content-Type": "application/json; charset=utf-8", **headers}.items():
                self.send_header(key, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def finish(self):
            with contextlib.suppress(OSError, ValueError):
                super().finish()

    return Handler
