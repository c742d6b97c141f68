"""Comparing two stories: the verb, and what ``export --since`` lists."""

from __future__ import annotations

from collections.abc import Callable, Collection

import click

from geomap.errors import OptionError, StoryError
from geomap.model import Story


@click.command()
@click.argument("old", type=click.Path(exists=True, dir_okay=False))
@click.argument("new", type=click.Path(exists=True, dir_okay=False))
def changes(old: str, new: str) -> None:
    """List what is different between two stories, as Markdown.

    OLD and NEW are files that geomap wrote: a story.json or a page.
    """
    from geomap.export.changes_text import changes_markdown

    click.echo(changes_markdown(written_story(old), written_story(new)), nl=False)


def written_story(path: str) -> Story:
    """Read the story of a file that geomap wrote; StoryError for any other."""
    from geomap.export.reader import stored_story

    story = stored_story(path)
    if story is None:
        raise StoryError(f"{path}: holds no story of geomap's; give a story.json or a page that it wrote")
    return story


def since(earlier: str | None, outputs: Collection[str]) -> Callable[[Story], str]:
    """Read the earlier story before anything overwrites it; gives what lists the changes of a later one.

    Raises
    ------
    OptionError
        Standard output is to hold an export already.
    """
    if earlier is None:
        return lambda _: ""
    if "-" in outputs:
        raise OptionError("--since lists what changed on standard output, where -o - writes already")
    from geomap.export.changes_text import changes_markdown

    old = written_story(earlier)
    return lambda new: changes_markdown(old, new)
