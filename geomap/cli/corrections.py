"""The verbs of ``geomap corrections``: what still fits, and one file of several people's."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from geomap.cli.building import build_options, report, sources_argument, story_of
from geomap.cli.saying import SOME_FAILED, counted, described, plain, say
from geomap.model import Correction
from geomap.options import Options


@click.group()
def corrections() -> None:
    """See which corrections still fit, or join those of several people."""


@corrections.command()
@sources_argument
@build_options
def check(sources: tuple[str, ...], **values: str | None) -> None:
    """Build the story, and say what became of each correction.

    One line for each: what became of it, its id, what it is, and why. Exit status 1 where one is lost.
    """
    story = story_of(sources, Options(**values))
    for outcome in story.corrections:
        record = outcome.record
        parts = (outcome.state, record.id, described(record), outcome.why)
        click.echo("\t".join(map(plain, parts)).rstrip())
    if not story.corrections:
        say("there are no corrections")
    report(story, name_lost=False)
    if any(outcome.state == "lost" for outcome in story.corrections):
        sys.exit(SOME_FAILED)


@corrections.command()
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE...",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "-o",
    "--output",
    "target",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="File to write; may be one of those that are joined.",
)
@click.option("--force", is_flag=True, help="Overwrite a file that exists and is none of those joined.")
def merge(files: tuple[Path, ...], target: Path, *, force: bool) -> None:
    """Join FILEs of corrections into one.

    What any of them has undone stays undone. Where two people say different things, both stay, and the
    later one is applied.
    """
    from geomap.correct import Corrections
    from geomap.export.files import write_whole
    from geomap.read import read_corrections

    joined = Corrections()
    for path in files:
        theirs = read_corrections(path)
        joined = joined.merge(theirs, by=path.stem if len(files) > 1 else None)
        say(f"{path}: {counted(len(theirs.records), 'correction')}, {len(theirs.withdrawn)} undone")
    for dispute in joined.disputes():
        say(f"disputed: {_one(dispute.earlier)}; later {_one(dispute.later)}")
    own = any(target.resolve() == path.resolve() for path in files)
    write_whole(target, lambda: joined.to_json().encode("utf-8"), force=force or own)
    made, disputes = counted(len(joined.records), "correction"), counted(len(joined.disputes()), "dispute")
    say(f"wrote {target}: {made}, {disputes}")


def _one(record: Correction) -> str:
    return f"{record.by or 'somebody'} says {described(record)}"
