"""The verb ``serve``: the map beside the articles, for a browser on this machine."""

from __future__ import annotations

import sys

import click

from geomap.cli.building import build_options, report, sources_argument, workspace_of
from geomap.cli.saying import USAGE, say, stop
from geomap.errors import OptionError
from geomap.options import Options


@click.command()
@sources_argument
@click.option("--host", default="127.0.0.1", show_default=True, metavar="HOST", help="Address to listen on.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port to listen on; 0 takes a free one.",
)
@click.option(
    "--allow-host",
    "allowed_hosts",
    multiple=True,
    metavar="NAME",
    help="Answer requests for this host name too (can be given several times).",
)
@click.option(
    "--embed-on",
    "embed_on",
    multiple=True,
    metavar="ORIGIN",
    help="Let pages of this origin (https://news.example.org) show the map in a frame "
    "(can be given several times).",
)
@click.option("--read-only", is_flag=True, help="Refuse everything that would change the story.")
@click.option("--open", "open_browser", is_flag=True, help="Open the page in a browser.")
@click.option(
    "--tiles",
    "tiles_name",
    metavar="TILES",
    help="Show the story on somebody's map: a provider of xyzservices (OpenStreetMap.Mapnik), an address "
    "(https://host/{z}/{x}/{y}.png), or a PMTiles file with pictures. A provider sees which part of the map "
    "is looked at; without this option nobody does.",
)
@click.option(
    "--tiles-key",
    metavar="KEY",
    envvar="GEOMAP_TILES_KEY",
    show_envvar=True,
    help="Key that the provider of --tiles asks for; whoever sees the page can read it.",
)
@build_options
def serve(  # noqa: PLR0913  # one for each option
    sources: tuple[str, ...],
    host: str,
    port: int,
    *,
    allowed_hosts: tuple[str, ...],
    embed_on: tuple[str, ...],
    read_only: bool,
    open_browser: bool,
    tiles_name: str | None,
    tiles_key: str | None,
    **values: str | None,
) -> None:
    """Serve the map beside the articles, for a browser on this machine.

    Prints the address in the first line, and serves until Ctrl+C.
    """
    from geomap.web import Tiles, create_app, listen
    from geomap.web.hosts import OWN

    tiles = Tiles.named(tiles_name, key=tiles_key) if tiles_name else None
    workspace = workspace_of(sources, Options(**values))
    report(workspace.edition.story)
    app = create_app(
        workspace, hosts=[host, *allowed_hosts], read_only=read_only, embed_on=embed_on, tiles=tiles
    )
    workspace.edition.prepare()  # whoever opens the address should not wait for the page
    try:
        server = listen(app, host=host, port=port)
    except OSError as error:
        stop(
            OptionError(
                f"cannot listen on {host}, port {port} ({error.strerror or error}); "
                "choose another with --port, or --port 0 for any that is free"
            ),
            USAGE,
        )
    if tiles:
        say(tiles.notice())
    click.echo(server.address)
    sys.stdout.flush()
    click.echo("Press Ctrl+C to stop.", err=True)
    if host not in OWN and not workspace.guard.closed:
        say("Whoever can reach this address can correct the story; --read-only prevents that.")
    if workspace.reader_saves:
        say(
            "The story is built already and stays as it is: what you correct in the page you save to a file. "
            "Serve the folder of its articles to correct the story itself."
        )
    if open_browser:
        click.launch(server.address)
    try:
        server.run()
    except KeyboardInterrupt:
        click.echo("Stopped.", err=True)
