"""Building a story for a verb: its sources and options, progress, and what came of it in words."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

import click

from geomap.cli.saying import counted, described, say
from geomap.errors import OptionError
from geomap.options import Options

if TYPE_CHECKING:
    from geomap.gazetteer.second_opinion import SecondOpinion
    from geomap.model import Story
    from geomap.web import Workspace

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
    story = _stored(sources, options)
    if story is not None:
        return story
    from geomap.assets import seeds_path
    from geomap.pipeline import build
    from geomap.read import corrections_beside
    from geomap.read.added import articles_folder, with_added

    with _online(options) as online:
        return build(
            list(sources) or with_added([seeds_path()], articles_folder([])),
            options=options,
            geocoder=online,
            progress=progress,
            corrections=corrections_beside(sources, options=options),
        )


def workspace_of(sources: tuple[str, ...], options: Options) -> Workspace:
    """Open the same to be served; what is corrected in a story that is built already, its reader saves."""
    from geomap.web import Editable, Workspace

    story = _stored(sources, options)
    if story is not None:
        return Workspace(story, reader_saves=True)
    with _online(options) as online:
        return Editable.open(sources, options=options, geocoder=online, progress=progress)


def _stored(sources: tuple[str, ...], options: Options) -> Story | None:
    """Read the story that the one source holds, if it is a file of geomap's."""
    from geomap.export.reader import stored_story

    story = stored_story(sources[0]) if len(sources) == 1 else None
    if story is not None and options.recorded():
        asked = ", ".join(f"--{name}" for name in options.recorded())
        raise OptionError(f"{sources[0]} holds a story that is built already; {asked} cannot change it")
    return story


@contextmanager
def _online(options: Options) -> Iterator[SecondOpinion | None]:
    """Say before the work who is asked online, and after it what came of that."""
    from geomap.gazetteer.second_opinion import SecondOpinion

    online = SecondOpinion.named(options, tell=say)
    if online:
        say(online.notice())
    yield online
    if online:
        say(online.summary())


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
    foreign = Counter(d.language for d in story.documents if d.language not in {None, "en"})
    if foreign:
        from geomap.page.languages import language_name

        for language, count in foreign.most_common():
            say(f"{count} in {language_name(language)}: of these geomap knows place names, and little more")
    placed = {m.place for m in story.mentions if m.place and m.role == "location" and not m.furniture}
    click.echo(
        f"{counted(len(story.documents), 'document')}, {counted(len(story.mentions), 'place name')}, "
        f"{counted(len(placed), 'place')} on the map, {counted(len(story.journeys), 'journey')}, "
        f"{len(story.skipped)} skipped, {len(story.failed)} failed{_corrected(story)}",
        err=True,
    )


def _corrected(story: Story) -> str:
    """Count the corrections and what a person took out, where there are any."""
    if not story.corrections:
        return ""
    states = Counter(outcome.state for outcome in story.corrections)
    kinds = ", ".join(f"{n} {state}" for state, n in sorted(states.items()))
    rejected, made = counted(len(story.rejected), "name"), counted(len(story.corrections), "correction")
    return f", {rejected} rejected; {made}: {kinds}"
