"""What the verbs say and how they end: one way of writing to standard error, one table of statuses."""

from __future__ import annotations

import click

SOME_FAILED = 1
USAGE = 2
NOTHING_BUILT = 3


def say(message: str) -> None:
    """Write one line to standard error: a file's name can hold what moves the cursor or forges a line."""
    click.echo("".join(c if c.isprintable() else repr(c)[1:-1] for c in message), err=True)
