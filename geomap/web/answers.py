"""How the server answers what it refuses: fixed words with the right status and the headers of every answer.

An error is a page for a person and JSON for a program (everything under ``api/``). The page says nothing of
the request; JSON at most names a file or shows the beginning of a wrong value, in ASCII and without anything
that a browser could take for a tag.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus

from flask import Response
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
}
"""What every answer carries that says nothing else."""

_PAGE = Markup("""<!doctype html>
<html lang="en"><meta charset="utf-8"><title>{code} {phrase}</title>
<h1>{code} {phrase}</h1>
<p>{words} <a href="{home}">To the map</a></p>
""")

WORDS = {
    400: "geomap does not understand this request.",
    403: "geomap takes changes only from its own page.",
    404: "geomap has nothing under this address.",
    405: "This address does not answer such a request.",
    413: "That is more than geomap takes at once.",
    415: "geomap takes application/json here, or the files of a form.",
}
"""What a status means here, for those that can happen."""

_OTHERWISE = "geomap cannot answer this request."


class Refusal(Exception):  # noqa: N818 - it is an answer rather than a fault
    """A request that is refused, in words of ours.

    Attributes
    ----------
    status
        The HTTP status.
    code
        One word for programs.
    message
        A sentence for people; nothing of the request stands in it but what was checked.
    """

    def __init__(self, status: HTTPStatus, code: str, message: str, **more: object) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.more = more


def json_answer(value: object, *, status: int = HTTPStatus.OK) -> Response:
    """Give a value as strict JSON that no browser takes for a page."""
    text = json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    for character in "<>&":  # they stand in strings alone: even who takes it for a page finds no tag
        text = text.replace(character, f"\\u{ord(character):04x}")
    response = Response(f"{text}\n", status=int(status), content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


def error_json(
    status: HTTPStatus, *, code: str = "", message: str = "", more: Mapping[str, object] | None = None
) -> Response:
    """Give an error as ``{"error": a sentence, "code": a word, "status": its number}``."""
    return json_answer(
        {
            "error": message or WORDS.get(status, _OTHERWISE),
            "code": code or status.name.lower(),
            "status": status.value,
            **(more or {}),
        },
        status=status,
    )


def error_page(status: HTTPStatus, *, home: str) -> Response:
    """Give the fixed page of a status."""
    words = WORDS.get(status, _OTHERWISE)
    text = _PAGE.format(code=status.value, phrase=status.phrase, words=words, home=home)
    return Response(text, status=status.value, mimetype="text/html")


def status_of(error: HTTPException) -> HTTPStatus:
    """Give the status of an error of Flask's, 500 for what has none."""
    try:
        return HTTPStatus(error.code or 0)
    except ValueError:
        return HTTPStatus.INTERNAL_SERVER_ERROR


def add_headers(response: Response) -> Response:
    """Add what every answer carries and this one does not say already."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response
