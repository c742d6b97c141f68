"""Which format each output of one command gets: by its name, else by the format that was named for it."""

from __future__ import annotations

from collections.abc import Iterable

from geomap.errors import OptionError, OutputError
from geomap.export import BINARY, format_named, format_of

STANDARD_OUTPUT = "-"


def formats_of(outputs: Iterable[str], *, format_name: str | None, terminal: bool = False) -> dict[str, str]:
    """Give the suffix of each output's format, in the order of the outputs.

    Parameters
    ----------
    format_name
        Format of the outputs whose name does not say it, `STANDARD_OUTPUT` among them.
    terminal
        Standard output is a terminal, which cannot show every format.

    Raises
    ------
    OutputError
        An output does not say its format, is named twice, or cannot be shown on a terminal.
    OptionError
        The format that was named is for none of the outputs.
    """
    named = None if format_name is None else format_named(format_name)
    suffixes: dict[str, str] = {}
    used = named is None
    for path in outputs:
        if path in suffixes:
            raise OutputError(path, "is named twice; give each output a name of its own")
        own = _own_format(path, fallback=named)
        used = used or own is None
        suffixes[path] = own or named or ""
        if path == STANDARD_OUTPUT and terminal and suffixes[path] in BINARY:
            raise OutputError(path, f"is a terminal, which cannot show {suffixes[path]}; name a file")
    if not used:
        raise OptionError(
            f"--format {format_name} is not needed: the outputs say their formats by their names"
        )
    return suffixes


def _own_format(path: str, *, fallback: str | None) -> str | None:
    """Give the format that an output's name says; None where the fallback has to serve."""
    if path == STANDARD_OUTPUT:
        if fallback is None:
            raise OutputError(path, "does not say its format; add --format, for example --format geojson")
        return None
    try:
        return format_of(path)
    except OutputError:
        if fallback is None:
            raise
        return None
