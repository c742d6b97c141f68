"""The site of a story as a Flask blueprint, which any application can mount under an address of its own.

The page links everything relative to itself, so it works under any prefix. Every address answers with
something that was made beforehand or with a fixed error; nothing of a request stands in it.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, request, url_for
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from geomap.assets import asset_bytes, static_names
from geomap.errors import OptionError
from geomap.web.answers import Refusal, add_headers, error_json, error_page, status_of
from geomap.web.compression import pack
from geomap.web.hosts import is_trusted
from geomap.web.reading import Reading
from geomap.web.writing import Writing

if TYPE_CHECKING:
    from geomap.web.tiles import Tiles
    from geomap.web.workspace import Workspace

MAX_BODY_BYTES = 1_000_000
"""More than this is refused before it is read, where an address does not say otherwise."""

MIME = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}

POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
    "img-src 'self' data:{tiles}; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors {ancestors}"
)
"""What the page may load: our own files and what carries this response's nonce, nothing inline; pictures of
tiles from whoever a person named with ``--tiles``."""

_ORIGIN = re.compile(
    r"https?://(?:\*\.)?[A-Za-z0-9.-]{1,253}(?::\d{1,5})?|https?://\[[0-9a-fA-F:.]{2,45}\](?::\d{1,5})?"
)


class Site:
    """What each address of reading answers."""

    def __init__(self, workspace: Workspace, *, ancestors: str, tiles: Tiles | None = None) -> None:
        self._workspace = workspace
        self._ancestors = ancestors
        self._tiles = tiles

    def index(self) -> Response:
        """Give the page, with a nonce of its own."""
        self._workspace.refresh()
        nonce = secrets.token_urlsafe(16)
        response = Response(self._workspace.edition.page(nonce), mimetype="text/html")
        origins = self._tiles.origins if self._tiles else ()
        response.headers["Content-Security-Policy"] = POLICY.format(
            nonce=nonce, ancestors=self._ancestors, tiles="".join(f" {origin}" for origin in origins)
        )
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

    def tile(self, zoom: int, column: int, row: int) -> Response:
        """Give a tile of the PMTiles file; nothing, which is no fault, where it has none."""
        archive = self._tiles.archive if self._tiles else None
        picture = archive.tile(zoom, column, row) if archive else None
        if archive is None or picture is None:
            return Response(status=HTTPStatus.NO_CONTENT)
        response = Response(picture, content_type=archive.mimetype)
        response.add_etag()
        response.headers["Cache-Control"] = "no-cache"
        response.make_conditional(request)
        return response

    def story_json(self) -> Response:
        """Give the story as the contract's story.json."""
        return Response(self._workspace.edition.story_json, mimetype="application/json")

    def story_geojson(self) -> Response:
        """Give the places and legs as GeoJSON."""
        return Response(self._workspace.edition.story_geojson, mimetype="application/geo+json")


def site_blueprint(
    workspace: Workspace,
    *,
    hosts: Sequence[str] | None = (),
    embed_on: Sequence[str] = (),
    tiles: Tiles | None = None,
) -> Blueprint:
    """Make the blueprint of a workspace.

    Parameters
    ----------
    hosts
        Names or addresses that a request may name beside this machine's own (see `geomap.web.hosts`);
        None leaves that to the application (Flask's ``TRUSTED_HOSTS``).
    embed_on
        Origins whose pages may show this one in a frame: ``https://news.example.org``.
    tiles
        Somebody's map to lay under the story.

    Raises
    ------
    OptionError
        What is named to embed on is no origin.
    """
    site = Site(workspace, ancestors=frame_ancestors(embed_on), tiles=tiles)
    if tiles:
        workspace.lay(tiles)
    blueprint = Blueprint("geomap", __name__)
    blueprint.add_url_rule("/", "index", site.index)
    blueprint.add_url_rule("/static/<name>", "static", site.static)
    blueprint.add_url_rule("/story.json", "story_json", site.story_json)
    blueprint.add_url_rule("/story.geojson", "story_geojson", site.story_geojson)
    if tiles and tiles.archive:
        blueprint.add_url_rule("/tiles/<int:zoom>/<int:column>/<int:row>", "tile", site.tile)
    Reading(workspace).register(blueprint)
    Writing(workspace).register(blueprint)
    blueprint.add_url_rule("/<path:address>", "nothing", nothing)

    @blueprint.before_request
    def limit() -> None:
        """Refuse a name that is not this server's (DNS rebinding), and bound what is read."""
        request.max_content_length = MAX_BODY_BYTES
        if hosts is not None and not is_trusted(request.environ.get("HTTP_HOST", ""), hosts):
            abort(HTTPStatus.BAD_REQUEST)

    blueprint.after_request(add_headers)
    blueprint.after_request(pack)
    blueprint.register_error_handler(HTTPException, answer_error)
    blueprint.register_error_handler(Refusal, answer_refusal)
    return blueprint


def frame_ancestors(origins: Sequence[str]) -> str:
    """Give the policy's list of who may frame the page.

    Raises
    ------
    OptionError
        What is named is no origin.
    """
    for origin in origins:
        if not _ORIGIN.fullmatch(origin):
            raise OptionError(
                f"--embed-on {origin!r} is no origin; write it as https://news.example.org, without a path"
            )
    return " ".join(origins) or "'none'"


def nothing(address: str) -> Response:
    """Answer every address that is none, also where somebody else's application has us mounted."""
    del address
    abort(HTTPStatus.NOT_FOUND)


def answer_error(error: HTTPException) -> Response:
    """Give the fixed answer of a status: JSON under ``api/``, else a page."""
    status = status_of(error)
    home = url_for(f"{request.blueprint or 'geomap'}.index")
    if request.path.startswith(f"{home.removeprefix(request.script_root)}api/"):
        response = error_json(status)
    else:
        response = error_page(status, home=home)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def answer_refusal(error: Refusal) -> Response:
    """Give a refusal as JSON."""
    return error_json(error.status, code=error.code, message=error.message, more=error.more)
