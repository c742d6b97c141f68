"""What the verbs say and how they end: one way of writing to standard error, one table of statuses."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from geomap.errors import GeomapError
    from geomap.model import Correction

SOME_FAILED = 1
USAGE = 2
NOTHING_BUILT = 3


def say(message: str) -> None:
    """Write one line to standard error."""
    click.echo(plain(message), err=True)


def stop(error: GeomapError, status: int) -> NoReturn:
    """Say what is wrong, and end with a status."""
    say(f"geomap: {error}")
    sys.exit(status)


def counted(n: int, thing: str) -> str:
    """Give a number of things: ``1 correction``, ``2 corrections``."""
    return f"{n} {thing}{'' if n == 1 else 's'}"


def plain(message: str) -> str:
    """Give one line: a file's name or a person's words can hold what moves the cursor or forges a line."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in message)


def described(record: Correction) -> str:
    """Say in a few words what a correction is."""
    from geomap.model import Chosen, OfDocument, OfLeg, OfMention, OfStop, Place

    target, value = record.target, record.value
    about = ""
    if isinstance(target, OfMention):
        how_many = {"here": "", "article": ", all in this article", "everywhere": ", all everywhere"}
        quote = " ".join(target.anchor.quote.split())
        about = f"“{quote}” in {target.anchor.document}{how_many[target.scope]}"
    elif isinstance(target, OfDocument):
        about = f"article {target.document}"
    elif isinstance(target, OfStop):
        about = f"stop of {target.traveller} at {target.place.name}"
    elif isinstance(target, OfLeg):
        about = f"leg of {target.traveller} from {target.origin.name} to {target.destination.name}"
    place = value.place if isinstance(value, Chosen) else value if isinstance(value, Place) else None
    where = "" if place is None else f" = {place.name} ({place.lat:.4f}, {place.lon:.4f})"
    role = value.role if isinstance(value, Chosen) else value if isinstance(value, str) else ""
    return f"{record.action} {about}{': ' if role else ''}{role}{where}"
