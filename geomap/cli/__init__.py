"""The command line: parse the arguments, call the library, print what came of it.

Exit status: 0 all good, 1 some files failed, 2 wrong usage (click's), 3 nothing built. Results go to
standard output, progress and messages to standard error.
"""

from __future__ import annotations

import json
import math
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NoReturn

import click

import geomap
from geomap.cli.building import build_options, report, sources_argument, story_of, workspace_of
from geomap.cli.changes import changes, since
from geomap.cli.completion import completion
from geomap.cli.corrections import corrections
from geomap.cli.gazetteer import gazetteer
from geomap.cli.saying import NOTHING_BUILT, SOME_FAILED, USAGE, say
from geomap.errors import GeomapError, NothingToBuildError, OptionError, OutputError, SourceError
from geomap.options import Options


class _Command(click.Group):
    """The group of verbs: turns geomap's errors into a message and an exit status."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        try:
            return super().invoke(ctx)
        except (OptionError, OutputError) as error:
            _stop(error, USAGE)
        except NothingToBuildError as error:
            _stop(error, NOTHING_BUILT)
        except SourceError as error:
            _stop(error, USAGE)
        except GeomapError as error:
            _stop(error, NOTHING_BUILT)
        except OSError as error:
            if error.filename is not None:
                raise
            # Python would try to write the rest again when it ends, and complain again.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            if isinstance(error, BrokenPipeError):  # whoever read our output went away
                sys.exit(SOME_FAILED)
            _stop(OutputError("standard output", f"cannot be written ({error.strerror})"), USAGE)


def _stop(error: GeomapError, status: int) -> NoReturn:
    say(f"geomap: {error}")
    sys.exit(status)


@click.group(cls=_Command, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(geomap.__version__, prog_name="geomap")
def main() -> None:
    """Turn a folder of articles into a map that can be checked.

    SOURCE is a file, a folder or a web address: text, web pages, PDF, Word, OpenDocument, EPUB, mail,
    feeds, CSV and JSON with a column of text, and ZIP of these, told by content. Without one, the bundled
    sample story is used. `geomap VERB --help` says all about a verb.

    \b
    geomap serve articles/                      look at the map in a browser
    geomap export articles/ -o story.html       the same as one file that needs no network
    geomap export story.html -o places.csv      another format of a story that is built already
    geomap completion bash                      let your shell complete verbs and options

    Results go to standard output, messages to standard error. Exit status: 0 all good, 1 some files failed,
    2 wrong usage, 3 nothing built.

    \b
    Environment:
      GEOMAP_GAZETTEER  the gazetteer to use: a file, or "embedded"
      GEOMAP_CACHE      folder for answers of online geocoders, or "off"
      GEOMAP_USER_AGENT, GEOMAP_GEOCODER_KEY, GEOMAP_GEOCODER_USERNAME
                        for --geocoder
      GEOMAP_TILES_KEY  for serve --tiles
    Without --geocoder and --tiles nothing is sent anywhere.
    """  # noqa: D301 - click's own sign for lines that are not joined


@main.command()
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
        _stop(
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
    if open_browser:
        click.launch(server.address)
    try:
        server.run()
    except KeyboardInterrupt:
        click.echo("Stopped.", err=True)


@main.command()
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


@main.command()
@click.option("--given", "given_spans", is_flag=True, help='Resolve exactly the spans in "mentions".')
@click.option("--home", metavar="NAME", help="Country, region or town that the texts are written from.")
def parse(*, given_spans: bool, home: str | None) -> None:
    """Find and place the names in a stream of documents.

    Reads JSON lines {"id", "text"} from standard input, writes JSON lines {"id", "mentions"} in the
    same order to standard output. A line that cannot be read is named on standard error, and the
    others are still done.
    """
    # numpy's library would start threads, which for matrices as small as ours only wait for each other.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from geomap.gazetteer import Gazetteer
    from geomap.pipeline import parse_record
    from geomap.resolve import Homes

    gazetteer = Gazetteer.default()
    homes = Homes()
    if home is not None:
        from geomap.pipeline import home_named  # this loads much that a stream does not need

        homes = Homes(home_named(home, gazetteer=gazetteer))
    failed = read = 0
    for number, line in _lines(sys.stdin.buffer):
        read += 1
        try:
            record = _decode(line)
            answer = parse_record(record, gazetteer=gazetteer, given_spans=given_spans, homes=homes)
        except SourceError as error:
            failed += 1
            say(f"line {number}: {error}")
            continue
        sys.stdout.write(json.dumps(answer, ensure_ascii=True, allow_nan=False) + "\n")
        sys.stdout.flush()
    if failed:
        sys.exit(NOTHING_BUILT if failed == read else SOME_FAILED)


def _lines(stream: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Give the lines that hold something, with their numbers from 1."""
    for number, line in enumerate(stream, 1):
        if line.strip():
            yield number, line


def _decode(line: bytes) -> Any:  # noqa: ANN401 - any JSON value; parse_record checks it
    try:
        return json.loads(line, parse_constant=_finite, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise SourceError("it", f"is no JSON ({error})") from error


def _finite(number: str) -> float:
    """Read a number; JSON has neither NaN nor infinity, and we write neither."""
    value = float(number)
    if not math.isfinite(value):
        raise ValueError(f"{number} is no finite number")
    return value


@main.command()
@click.argument("gold", nargs=-1, required=True, metavar="GOLD...", type=click.Path(path_type=Path))
def evaluate(gold: tuple[Path, ...]) -> None:
    """Measure recognising and resolving against gold corpora.

    GOLD is a file of JSON lines, a document each: {"id", "text", "mentions": [{"start", "end", "lat", "lon",
    "geonameid", "country", "feature"}]}. Offsets count code points; of the places, what is known suffices.
    Prints figures by slice with confidence intervals, and the errors.
    """
    from geomap.evaluate import evaluate_files
    from geomap.gazetteer import Gazetteer

    click.echo(evaluate_files(gold, gazetteer=Gazetteer.default()).to_text())


main.add_command(changes)
main.add_command(completion)
main.add_command(gazetteer)
main.add_command(corrections)


if __name__ == "__main__":
    main()
