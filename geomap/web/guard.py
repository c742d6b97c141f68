"""Who may change something: the page that this server gave out, and nobody else.

From a request to nothing, or to the `Refusal` that answers it. Three things are asked, each enough by
itself against a page on another site: what the browser says of where the request comes from
(``Sec-Fetch-Site``, ``Origin``), and a token that only a reader of our own page knows.
"""

from __future__ import annotations

import hmac
import json
import secrets
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from flask import Request

from geomap.model.fields import finite
from geomap.web.answers import Refusal

TOKEN_HEADER = "X-Geomap-Token"  # noqa: S105 (the name of a header)
MOST_PARTS = 200
"""Parts of a form: as many files as somebody drops at once."""


class Guard:
    """Keeps the token of this process, or says that nothing can be changed.

    Parameters
    ----------
    closed
        Why nothing can be changed; empty where something can.
    """

    def __init__(self, *, closed: str = "") -> None:
        self.closed = closed
        self.token = "" if closed else secrets.token_urlsafe(32)

    def check(self, request: Request) -> None:
        """Let a change through that comes from our own page.

        Raises
        ------
        Refusal
            403: it comes from elsewhere, or nothing can be changed.
        """
        if self.closed:
            raise Refusal(HTTPStatus.FORBIDDEN, "read_only", self.closed)
        if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            raise _foreign()
        origin = request.headers.get("Origin")
        if origin is not None and not _is_own(origin, request.host):
            raise _foreign()
        given = request.headers.get(TOKEN_HEADER, "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, self.token.encode("ascii")):
            raise Refusal(
                HTTPStatus.FORBIDDEN,
                "wrong_token",
                "This page is of an earlier start of the server: load it again.",
            )


def json_body(request: Request, *, most_bytes: int) -> Any:  # noqa: ANN401 - any JSON value
    """Read a body as strict JSON: no NaN, no key twice, no number beyond a float.

    Raises
    ------
    Refusal
        415: it is not said to be JSON. 400: it is none.
    RequestEntityTooLarge
        It is too long.
    """
    if request.mimetype != "application/json":
        raise _unsupported("application/json")
    request.max_content_length = most_bytes
    try:
        return json.loads(
            request.get_data(cache=False).decode("utf-8-sig"),
            parse_constant=finite,
            parse_float=finite,
            parse_int=_whole,
            object_pairs_hook=_once,
        )
    except (ValueError, RecursionError) as error:
        raise Refusal(HTTPStatus.BAD_REQUEST, "no_json", "The body is no JSON that geomap reads.") from error


def form_body(request: Request, *, most_bytes: int) -> None:
    """Bound what a form may hold, before it is read.

    Raises
    ------
    Refusal
        415: it is no form with files.
    """
    if request.mimetype != "multipart/form-data":
        raise _unsupported("multipart/form-data")
    request.max_content_length = most_bytes
    request.max_form_parts = MOST_PARTS
    request.max_form_memory_size = most_bytes


def _is_own(origin: str, host: str) -> bool:
    """Compare names alone: behind a proxy the page may be https and this server http."""
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and parts.netloc.lower() == host.lower()


def _foreign() -> Refusal:
    return Refusal(HTTPStatus.FORBIDDEN, "foreign_page", "geomap takes changes only from its own page.")


def _unsupported(wanted: str) -> Refusal:
    return Refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported", f"geomap takes {wanted} here.")


def _whole(number: str) -> int:
    if len(number) > 18:  # noqa: PLR2004 - what every reader of JSON takes as it is
        raise ValueError("a number with too many digits")
    return int(number)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) != len(pairs):
        raise ValueError("a key stands twice")
    return record
