"""The verbs of ``geomap gazetteer``: look into the gazetteer, or make a larger one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from geomap.cli.saying import SOME_FAILED, say


@click.group()
def gazetteer() -> None:
    """Look into the gazetteer, or import a larger one."""


@gazetteer.command()
def info() -> None:
    """Say what the gazetteer holds, from which sources, and check that it is whole."""
    from geomap.gazetteer import Gazetteer

    click.echo(Gazetteer.default().info().to_text())


@gazetteer.command()
@click.argument("name")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 100), help="How many at most.")
def search(name: str, limit: int) -> None:
    """List the places that NAME may mean, the likeliest first."""
    from geomap.gazetteer import Gazetteer

    found = Gazetteer.default().search(name, limit)
    for candidate in found:
        place = candidate.place
        where = ", ".join(part for part in (place.admin2, place.admin1, place.country) if part)
        people = f"{place.population:,} people" if place.population else ""
        click.echo(
            "\t".join(
                [
                    place.id,
                    place.name,
                    place.kind,
                    where,
                    f"{place.lat:.4f} {place.lon:.4f}",
                    people,
                    candidate.match,
                ]
            ).rstrip()
        )
    if not found:
        say(f"geomap: the gazetteer has no place named {name!r}")
        sys.exit(SOME_FAILED)


@gazetteer.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option(
    "--into",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Gazetteer to make (else geomap/gazetteer.sqlite in your data folder).",
)
def import_(files: tuple[Path, ...], into: Path | None) -> None:
    """Make a gazetteer of the embedded one and FILEs, and use it from now on.

    FILE is a table of GeoNames (allCountries, one country, cities..., alternateNamesV2, admin1CodesASCII,
    admin2Codes; .txt or .zip) or your own (columns name, lat, lon). If it is broken off, the same command
    goes on where it was.
    """
    from geomap.gazetteer.choice import imported_path
    from geomap.gazetteer.imports import import_files

    done = import_files(files, into=into or imported_path(), tell=_tell())
    for file in done.files:
        for broken in file.named:
            say(broken)
        click.echo(
            f"{file.path.name}: {file.title}, {file.kept:,} lines taken, {file.left_out:,} left out, "
            f"{file.broken:,} broken",
            err=True,
        )
    click.echo(f"{done.path}: {done.places:,} places")
    if any(file.broken for file in done.files):
        sys.exit(SOME_FAILED)


def _tell() -> Callable[[str, int, int], None]:
    """Make what shows a long work's progress: one line rewritten on a terminal, else one for each step."""
    last = ""

    def tell(what: str, done: int, total: int) -> None:
        nonlocal last
        if sys.stderr.isatty():
            click.echo(f"\r\x1b[K{what} {done / max(total, 1):.0%}", err=True, nl=done >= total)
        elif what != last:
            click.echo(what, err=True)
        last = what

    return tell
