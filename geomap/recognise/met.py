"""Keep what is worked out of a thing when it is first met: of a word, say, or a part of a known name.

From things to numbers, by which what was worked out is found in arrays. The number of things is bounded: when
too many were met, all are forgotten and numbered anew.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from itertools import islice
from typing import Final, Generic, TypeVar

import numpy as np

from geomap.recognise.chains import Ints

MOST_KEPT: Final = 50_000
"""Things that are kept (a word takes about 300 bytes) before they are emptied."""

Thing = TypeVar("Thing", bound=Hashable)
Arrays = tuple[np.ndarray, ...]


class Met(Generic[Thing]):
    """Things that were met, and what was worked out of them.

    Parameters
    ----------
    describe
        Works it out for some things: arrays with a row for each.
    columns
        Arrays of the same shape, without rows.

    Attributes
    ----------
    columns
        By the number of a thing what was worked out of it; other arrays after each call of `number`.
    """

    def __init__(self, describe: Callable[[list[Thing]], Arrays], *columns: np.ndarray) -> None:
        self._describe = describe
        self._numbers: _Numbers[Thing] = _Numbers()
        self.columns = list(columns)

    def number(self, things: Sequence[Thing]) -> Ints:
        """Give the number of each thing."""
        known = self._numbers
        if len(known) > MOST_KEPT:
            self._forget()
        before = len(known)
        numbers = np.fromiter(map(known.__getitem__, things), dtype=np.intp, count=len(things))
        count = len(known)
        if count > before:
            new = [*islice(reversed(known), count - before)][::-1]
            try:
                described = self._describe(new)
            except BaseException:
                self._forget()  # or they would stay numbered, with nothing worked out
                raise
            for n, rows in enumerate(described):
                self.columns[n] = _with_room(self.columns[n], count)
                self.columns[n][before:count] = rows
        return numbers

    def _forget(self) -> None:
        self._numbers.clear()
        self.columns = [np.zeros((0, *column.shape[1:]), column.dtype) for column in self.columns]


class _Numbers(dict[Thing, int]):
    """Numbers things in the order in which they are asked for."""

    def __missing__(self, thing: Thing) -> int:
        number = self[thing] = len(self)
        return number


def _with_room(table: np.ndarray, rows: int) -> np.ndarray:
    """Give a table that has at least so many rows, twice as many if it has to grow."""
    if rows <= len(table):
        return table
    grown = np.zeros((max(rows, 2 * len(table)), *table.shape[1:]), dtype=table.dtype)
    grown[: len(table)] = table
    return grown
