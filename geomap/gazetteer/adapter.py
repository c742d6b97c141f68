"""geopy's own HTTP client, bounded: how long an answer may be, how long it may take, and from whom.

geopy's adapter reads whatever comes for as long as it comes, and follows a redirect anywhere. This one stops
at `MOST_BYTES` and `MOST_SECONDS`, and stays with the host that the person was told about.
"""

from __future__ import annotations

import json
import ssl
import time
from http.client import HTTPMessage, HTTPResponse
from typing import IO, Any, Final
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request

from geopy.adapters import URLLibAdapter
from geopy.exc import GeocoderParseError, GeocoderTimedOut

MOST_BYTES: Final = 2_000_000
"""Five answers of Nominatim with all details take about 20 kB."""
MOST_SECONDS: Final = 30.0
PIECE: Final = 65_536


class BoundedAdapter(URLLibAdapter):  # type: ignore[misc]
    """geopy's adapter for Python's own HTTP client, with bounds."""

    def __init__(self, *, proxies: Any, ssl_context: ssl.SSLContext | None) -> None:  # noqa: ANN401 - geopy's
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        self.urlopen.__self__.add_handler(_SameHost())

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> Any:  # noqa: ANN401 - any JSON
        """Get JSON; numbers that are none, and nesting without end, are no JSON."""
        text = self.get_text(url, timeout=timeout, headers=headers)
        try:
            answer = json.loads(text, parse_constant=_refuse)
        except (ValueError, RecursionError) as error:
            raise GeocoderParseError(f"what came is no JSON (it begins {text[:40]!r})") from error
        if not isinstance(answer, list) and not (isinstance(answer, dict) and answer):
            # Each service says "none" in an empty list; geopy would take null and {} for that, too.
            raise GeocoderParseError(f"what came is no list of places ({text[:40]!r})")
        return answer

    def _decode_page(self, page: HTTPResponse) -> str:
        with page:  # geopy leaves connections to the garbage collector
            return self._read(page)

    def _read(self, page: HTTPResponse) -> str:
        until = time.monotonic() + MOST_SECONDS
        pieces: list[bytes] = []
        length = 0
        while piece := page.read1(PIECE):
            pieces.append(piece)
            length += len(piece)
            if length > MOST_BYTES:
                raise GeocoderParseError(f"the answer is longer than {MOST_BYTES:,} bytes")
            if time.monotonic() > until:
                raise GeocoderTimedOut(f"the answer took longer than {MOST_SECONDS:.0f} s")
        try:
            return b"".join(pieces).decode(page.headers.get_content_charset() or "utf-8")
        except (ValueError, LookupError) as error:
            raise GeocoderParseError("the answer is no text") from error


class _SameHost(HTTPRedirectHandler):
    """Follows a redirect within one host only: names go where the person was told that they go."""

    handler_order = 400  # before urllib's own, which is 500

    def redirect_request(  # urllib's signature
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        if new.hostname != old.hostname or (old.scheme, new.scheme) == ("https", "http"):
            raise HTTPError(req.full_url, code, f"it sends us on to {new.hostname}", headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is no number")
