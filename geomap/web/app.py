"""The Flask application: one page, its assets, and the story as data.

Every address answers with something that was made beforehand or with a fixed error page; nothing of
a request is ever echoed. The page is rendered once: a nonce that no text can know stands in it, and
each response puts its own in that place.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from functools import cached_property
from http import HTTPStatus
from pathlib import Path

from flask import Flask, Response, abort, request
from werkzeug.exceptions import HTTPException

from geomap.assets import asset_bytes, seeds_path, static_names
from geomap.export import geojson
from geomap.model import Story
from geomap.page import Delivery, render_page
from geomap.web.hosts import is_trusted

MAX_BODY_BYTES = 1_000_000
"""No address takes a body yet; more than this is refused before it is read."""

MIME = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
}

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""What the page may load: our own files and what carries this response's nonce, nothing inline."""


ERROR_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>{code} {phrase}</title>
<h1>{code} {phrase}</h1>
<p>geomap has nothing under this address. <a href="/">To the map</a></p>
"""


class Site:
    """What each address answers: a view for each, over one story."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._placeholder = secrets.token_hex(16)

    @cached_property
    def _page(self) -> str:
        return render_page(self._story, Delivery.served(nonce=self._placeholder))

    def index(self) -> Response:
        """Give the page, with a nonce of its own."""
        nonce = secrets.token_urlsafe(16)
        response = Response(self._page.replace(self._placeholder, nonce), mimetype="text/html")
        response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY.format(nonce=nonce)
        response.headers["Cache-Control"] = "no-store"
        return response

    def static(self, name: str) -> Response:
        """Give an asset; a name that is not listed is not looked for."""
        if name not in static_names():
            abort(HTTPStatus.NOT_FOUND)
        content_type = MIME.get(Path(name).suffix, "application/octet-stream")
        response = Response(asset_bytes(name), content_type=content_type)
        response.add_etag()
        response.headers["Cache-Control"] = "no-cache"
        response.make_conditional(request)
        return response

    def story_json(self) -> Response:
        """Give the story as the contract's story.json."""
        return Response(self._story.to_json(), mimetype="application/json")

    def story_geojson(self) -> Response:
        """Give the places and legs as GeoJSON."""
        return Response(geojson.to_geojson(self._story), mimetype="application/geo+json")


def create_app(story: Story | None = None, *, hosts: Sequence[str] = (), read_only: bool = False) -> Flask:
    """Make the application that serves a story.

    Parameters
    ----------
    story
        What to serve; None builds the bundled sample.
    hosts
        Names or addresses that a request may name beside this machine's own (see `geomap.web.hosts`).
    read_only
        Refuse everything that would change the story.

    Raises
    ------
    GazetteerError, AssetError
        The sample cannot be built, or a file of the page is missing.
    """
    app = Flask(__name__, static_folder=None, template_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=MAX_BODY_BYTES, READ_ONLY=read_only)
    site = Site(story if story is not None else _sample())
    app.add_url_rule("/", view_func=site.index)
    app.add_url_rule("/static/<name>", view_func=site.static)
    app.add_url_rule("/story.json", view_func=site.story_json)
    app.add_url_rule("/story.geojson", view_func=site.story_geojson)

    @app.before_request
    def refuse_other_hosts() -> None:
        """Stop a foreign page that had its own name point here (DNS rebinding)."""
        if not is_trusted(request.environ.get("HTTP_HOST", ""), hosts):
            abort(HTTPStatus.BAD_REQUEST)

    app.after_request(_add_headers)
    app.register_error_handler(HTTPException, _error_page)
    return app


def _sample() -> Story:
    from geomap.pipeline import build  # a story that is given needs neither gazetteer nor models

    return build(seeds_path())


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _error_page(error: HTTPException) -> Response:
    """Give the fixed page of a status: it says nothing of the request."""
    try:
        status = HTTPStatus(error.code or 0)
    except ValueError:
        status = HTTPStatus.INTERNAL_SERVER_ERROR
    text = ERROR_PAGE.format(code=status.value, phrase=status.phrase)
    return Response(text, status=status.value, mimetype="text/html")
