"""What stands behind the ``?``: checked before anything is looked for.

From a request's query to values, or to the `Refusal` that names the parameter (by our name for it) and
what it may be; what was sent is not repeated.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from http import HTTPStatus
from typing import Any

from flask import Request

from geomap.model import Bounds
from geomap.web.answers import Refusal

LIMIT, MOST = 100, 1_000
"""Entries on a page of a list: as many as nobody asked otherwise, and at most."""

LAST_PAGE = 1_000_000
MOST_CHARACTERS = 200

_NUMBER = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,15})?")
_CORNERS = 4


class Query:
    """The parameters of a request, each taken once.

    Parameters
    ----------
    known
        Names of all parameters that this address has.

    Raises
    ------
    Refusal
        400: a parameter that it does not have, or one that is given twice.
    """

    def __init__(self, request: Request, known: Collection[str]) -> None:
        self._values = request.args
        if not set(self._values) <= set(known):
            raise _bad("The parameters are: " + (", ".join(sorted(known)) or "none") + ".")
        if any(len(values) > 1 for _, values in self._values.lists()):
            raise _bad("Each parameter can be given once.")

    def text(self, name: str) -> str | None:
        """Take a text."""
        value = self._values.get(name)
        if value is not None and not 0 < len(value.strip()) <= MOST_CHARACTERS:
            raise _bad(f"{name} is a text of 1 to {MOST_CHARACTERS} characters.")
        return value

    def one_of(self, name: str, allowed: Collection[str]) -> str | None:
        """Take one of some words."""
        value = self._values.get(name)
        if value is not None and value not in allowed:
            raise _bad(f"{name} is one of: {', '.join(allowed)}.")
        return value

    def number(self, name: str, default: int, *, most: int) -> int:
        """Take a whole number from 1."""
        value = self._values.get(name)
        if value is None:
            return default
        if not re.fullmatch(r"[1-9][0-9]{0,8}", value) or int(value) > most:
            raise _bad(f"{name} is a whole number from 1 to {most}.")
        return int(value)

    def bounds(self, name: str = "bbox") -> Bounds | None:
        """Take ``west,south,east,north`` in degrees; west of 170 and east of -170 cross the antimeridian."""
        value = self._values.get(name)
        if value is None:
            return None
        corners = value.split(",")
        if len(corners) == _CORNERS and all(_NUMBER.fullmatch(c) for c in corners):
            west, south, east, north = map(float, corners)
            if -180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90:  # noqa: PLR2004
                return Bounds(south, west, north, east)
        raise _bad(f"{name} is west,south,east,north in degrees.")


def paged(name: str, entries: list[Any], query: Query) -> dict[str, Any]:
    """Give the page of a list that was asked for; behind the last there are empty ones."""
    limit = query.number("limit", LIMIT, most=MOST)
    page = query.number("page", 1, most=LAST_PAGE)
    start = (page - 1) * limit
    return {
        name: entries[start : start + limit],
        "total": len(entries),
        "page": page,
        "pages": math.ceil(len(entries) / limit),
    }


def _bad(message: str) -> Refusal:
    return Refusal(HTTPStatus.BAD_REQUEST, "bad_query", message)
