"""Building a story for a verb: its sources and options, progress, and what came of it in words."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

import click

from geomap.cli.saying import described, say
from geomap.errors import OptionError
from geomap.options import Options

if TYPE_CHECKING:
    from geomap.model import Story

F = TypeVar("F", bound=Callable[..., Any])


def build_options(command: F) -> F:
    """Add every option of `Options` to a verb."""
    for option in reversed(fields(Options)):
        command = click.option(
            f"--{option.name.replace('_', '-')}",
            option.name,
            metavar=option.metadata["metavar"],
            help=option.metadata["help"],
            envvar=option.metadata.get("envvar"),
            show_envvar=True,
        )(command)
    return command


sources_argument = click.argument("sources", nargs=-1, metavar="[SOURCE]...", type=click.Path())


def story_of(sources: tuple[str, ...], options: Options) -> Story:
    """Take the story that a file of geomap's holds, or build that of the named sources or the sample."""
    from geomap.export.reader import stored_story

    if len(sources) == 1:
        story = stored_story(sources[0])
        if story is not None:
            if options.recorded():
                asked = ", ".join(f"--{name}" for name in options.recorded())
                raise OptionError(
                    f"{sources[0]} holds a story that is built already; {asked} cannot change it"
                )
            return story
    from geomap.assets import seeds_path
    from geomap.gazetteer.second_opinion import SecondOpinion
    from geomap.pipeline import build
    from geomap.read import corrections_beside

    online = SecondOpinion.named(options, tell=say)
    if online:
        say(online.notice())
    story = build(
        list(sources) or [seeds_path()],
        options=options,
        geocoder=online,
        progress=progress,
        corrections=corrections_beside(sources, options=options),
    )
    if online:
        say(online.summary())
    return story


def progress(what: str, done: int, total: int) -> None:
    """Show how far the work is: one line that is rewritten, on a terminal only."""
    if sys.stderr.isatty():
        click.echo(f"\r{what} {done}/{total}", err=True, nl=done == total)


def report(story: Story, *, name_lost: bool = True) -> None:
    """Say what was built, and name every file that was not, and every correction that does not fit."""
    for excluded in story.skipped:
        say(f"skipped {excluded.path}: {excluded.why}")
    for excluded in story.failed:
        say(f"failed {excluded.path}: {excluded.why}")
    for outcome in story.corrections:
        if name_lost and outcome.state in {"lost", "disputed"}:
            say(f"correction {outcome.state}: {described(outcome.record)}: {outcome.why}")
    placed = {m.place for m in story.mentions if m.place and m.role == "location" and not m.furniture}
    click.echo(
        f"{len(story.documents)} documents, {len(story.mentions)} place names, "
        f"{len(placed)} places on the map, {len(story.journeys)} journeys, "
        f"{len(story.skipped)} skipped, {len(story.failed)} failed{_corrected(story)}",
        err=True,
    )


def _corrected(story: Story) -> str:
    """Count the corrections and what a person took out, where there are any."""
    if not story.corrections:
        return ""
    states = Counter(outcome.state for outcome in story.corrections)
    counted = ", ".join(f"{n} {state}" for state, n in sorted(states.items()))
    return f", {len(story.rejected)} names rejected; {len(story.corrections)} corrections: {counted}"
