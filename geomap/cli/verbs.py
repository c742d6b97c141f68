"""The verbs by name, each loaded when it is asked for: ``parse`` needs nothing of what ``serve`` brings.

A verb is the command of its own name in the module of its own name.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, MutableMapping

import click


class Verbs(MutableMapping[str, click.Command]):
    """The commands of a group, as click keeps them.

    Parameters
    ----------
    names
        Of the verbs.
    """

    def __init__(self, *names: str) -> None:
        self._commands: dict[str, click.Command | None] = dict.fromkeys(names)

    def __getitem__(self, name: str) -> click.Command:
        """Give a verb; KeyError for what is none."""
        command = self._commands[name]
        if command is None:
            self[name] = command = _loaded(name)
        return command

    def __setitem__(self, name: str, command: click.Command) -> None:
        """Add a verb that is loaded."""
        self._commands[name] = command

    def __delitem__(self, name: str) -> None:
        """Take a verb away."""
        del self._commands[name]

    def __iter__(self) -> Iterator[str]:
        """Give the names, loaded or not."""
        return iter(self._commands)

    def __len__(self) -> int:
        """Count the verbs."""
        return len(self._commands)

    def __contains__(self, name: object) -> bool:
        """Say whether a verb has this name, and load nothing for it."""
        return name in self._commands


def _loaded(name: str) -> click.Command:
    try:
        command: click.Command = getattr(importlib.import_module(f"geomap.cli.{name}"), name)
    except KeyError as error:  # a mapping's get() would take it for "no such verb"
        raise ImportError(f"geomap {name} cannot be loaded: no {error}") from error
    return command
