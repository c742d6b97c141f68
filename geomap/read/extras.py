"""Optional parsers: imported when a file needs one, named with their install line when they are missing."""

from __future__ import annotations

import importlib
from typing import Any

from geomap.errors import installing
from geomap.read.part import UnreadableError


def needs(module: str, *, extra: str, what: str) -> Any:  # noqa: ANN401 - a module without types
    """Import an optional module.

    Parameters
    ----------
    module
        What to import.
    extra
        The extra of geomap that brings it.
    what
        The kind of file that needs it, with its article.

    Raises
    ------
    UnreadableError
        It is not installed; the message says how to install it.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise UnreadableError(f"{what} needs a parser that is not installed: {installing(extra)}") from error
