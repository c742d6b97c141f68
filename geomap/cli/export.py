"""The verb ``export``: the story as files."""

from __future__ import annotations

import sys
from contextlib import ExitStack

import click

from geomap.cli.building import build_options, report, sources_argument, story_of
from geomap.cli.changes import since
from geomap.cli.saying import SOME_FAILED, say
from geomap.options import Options


@click.command()
@sources_argument
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    required=True,
    metavar="FILE",
    help="File to write; its suffix says the format: .html, .json (the whole story), .geojson, .kml, .kmz, "
    ".gpx, .gpkg, .jsonld (Linked Places), .svg, .png, .md; places.csv, mentions.csv, legs.csv for a table. "
    "- writes to standard output (see --format). Can be given several times.",
)
@click.option(
    "--format",
    "format_name",
    metavar="NAME",
    help="Format of an output whose name does not say it, above all of -o -: a suffix without its dot.",
)
@click.option(
    "--dpi",
    type=click.IntRange(36, 600),
    metavar="N",
    help="Points in an inch of a .png: 300 (the default) for print, 96 for a screen.",
)
@click.option(
    "--excerpts", is_flag=True, help="Leave the articles out, but for the sentences that the map stands on."
)
@click.option(
    "--since",
    "earlier",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False),
    help="List on standard output what changed since this story.json or page of geomap's.",
)
@click.option("--force", is_flag=True, help="Overwrite files that exist.")
@build_options
def export(
    sources: tuple[str, ...],
    outputs: tuple[str, ...],
    *,
    format_name: str | None,
    dpi: int | None,
    excerpts: bool,
    earlier: str | None,
    force: bool,
    **values: str | None,
) -> None:
    """Write the story to files.

    SOURCE may also be a story.json or a page that geomap wrote: its story is taken as it is.
    """
    from geomap.export import encode
    from geomap.export.excerpts import excerpted
    from geomap.export.files import output
    from geomap.export.outputs import STANDARD_OUTPUT, formats_of

    suffixes = formats_of(outputs, format_name=format_name, terminal=sys.stdout.isatty())
    what_changed = since(earlier, outputs)
    with ExitStack() as stack:
        writers = {  # what cannot be written should be said before the work, not after it
            path: stack.enter_context(output(path, force=force))
            for path in suffixes
            if path != STANDARD_OUTPUT
        }
        story = story_of(sources, Options(**values))
        if excerpts:
            story = excerpted(story)
        for path, suffix in suffixes.items():
            content = encode(story, suffix, dpi=dpi)
            if path in writers:
                writers[path](content)
                say(f"wrote {path}")
            else:
                sys.stdout.buffer.write(content)
                sys.stdout.buffer.flush()
    click.echo(what_changed(story), nl=False)
    report(story)
    if story.failed:
        sys.exit(SOME_FAILED)
