"""The Flask application of a story, and its blueprint for an application of one's own."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Flask
from werkzeug.exceptions import HTTPException

from geomap.assets import seeds_path
from geomap.model import Story
from geomap.web.answers import add_headers
from geomap.web.site import answer_error, site_blueprint
from geomap.web.tiles import Tiles
from geomap.web.workspace import Workspace


def blueprint(
    story: Story | Workspace | None = None,
    *,
    hosts: Sequence[str] | None = (),
    embed_on: Sequence[str] = (),
    tiles: Tiles | None = None,
) -> Blueprint:
    """Make a blueprint that shows a story: ``app.register_blueprint(blueprint(story), url_prefix="/maps")``.

    Parameters
    ----------
    story
        What to show: a story as it is, or an `Editable`; None builds the bundled sample.
    hosts
        Names or addresses that a request may name beside this machine's own (see `geomap.web.hosts`);
        None leaves that to the application (Flask's ``TRUSTED_HOSTS``).
    embed_on
        Origins whose pages may show this one in a frame: ``https://news.example.org``.
    tiles
        Somebody's map to lay under the story: ``Tiles.named("OpenStreetMap.Mapnik")``.

    Raises
    ------
    OptionError
        What is named to embed on is no origin.
    GazetteerError, AssetError
        The sample cannot be built, or a file of the page is missing.
    """
    return site_blueprint(workspace_of(story), hosts=hosts, embed_on=embed_on, tiles=tiles)


def create_app(
    story: Story | Workspace | None = None,
    *,
    hosts: Sequence[str] = (),
    read_only: bool = False,
    embed_on: Sequence[str] = (),
    tiles: Tiles | None = None,
) -> Flask:
    """Make the application that serves a story.

    Parameters
    ----------
    story
        What to serve: a story, shown as it is, or an `Editable`; None builds the bundled sample.
    hosts
        Names or addresses that a request may name beside this machine's own (see `geomap.web.hosts`).
    read_only
        Refuse everything that would change the story.
    embed_on
        Origins whose pages may show this one in a frame.
    tiles
        Somebody's map to lay under the story.

    Raises
    ------
    OptionError
        What is named to embed on is no origin.
    GazetteerError, AssetError
        The sample cannot be built, or a file of the page is missing.
    """
    app = Flask(__name__, static_folder=None, template_folder=None)
    app.url_map.merge_slashes = False  # what is no address is not led to another
    workspace = workspace_of(story)
    if read_only:
        workspace.close()
    app.register_blueprint(site_blueprint(workspace, hosts=hosts, embed_on=embed_on, tiles=tiles))
    app.after_request(add_headers)  # and the same for what no blueprint answers: a method that is not allowed
    app.register_error_handler(HTTPException, answer_error)
    return app


def workspace_of(story: Story | Workspace | None) -> Workspace:
    """Give what shows a story; None builds the bundled sample."""
    if isinstance(story, Workspace):
        return story
    return Workspace(story if story is not None else _sample())


def _sample() -> Story:
    from geomap.pipeline import build  # a story that is given needs neither gazetteer nor models

    return build(seeds_path())
