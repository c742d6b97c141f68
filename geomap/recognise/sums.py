"""Add up the weights of what a word is, without ever writing the strings that the model names them by.

From `Described` words and the tables of a model to a score for each label. A word's weights are summed for
each of its roles when it is first met, a known name's likewise, and found by number ever after; all else that
is said of a word is the number of a row already, or is found by one search for all words of a document.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from itertools import repeat
from typing import Final, Generic, TypeVar

import numpy as np

from geomap.recognise.chains import Floats, Ints
from geomap.recognise.features import Described
from geomap.recognise.known import Part
from geomap.recognise.lexicon import Lexicon
from geomap.recognise.strings import (
    CASED,
    KINDS_IN_PLACE,
    POSITIONS,
    ROLES,
    Traits,
    shape,
    spell_part,
    traits_of,
)
from geomap.recognise.tables import FIRST_CODE, FIRST_JOINED, NO_ROW, REACHES, SCALE, Tables, keys_of

MOST_KEPT: Final = 50_000
"""Words whose sums are kept (about 300 bytes each), and parts of known names, before they are emptied."""

_ROLE: Final = np.array([ROLES.index(position) for position in POSITIONS])[:, None]
_FIRST_CODE: Final = np.array([*FIRST_CODE.values()])[:, None]
_BY_LOW: Final = tuple(trait for trait in Traits._fields if trait not in CASED)
Thing = TypeVar("Thing", bound=Hashable)


class Sums:
    """The weights of a model, ready to be added up."""

    def __init__(self, tables: Tables, lexicon: Lexicon) -> None:
        numbers = tables.numbers
        self._lexicon = lexicon
        self._rows = {trait: tables.rows_of(trait) for trait in Traits._fields}
        self._words_of = {reach: numbers[str(reach)].astype(np.float32) for reach in REACHES}
        self._always, self._names = numbers["always"], numbers["names"]
        self._single, self._part = numbers["single"].astype(np.float32), numbers["part"].astype(np.float32)
        self._part_rows = {string: row for row, string in enumerate(tables.values["part"], NO_ROW + 1)}
        self._keys = numbers["keys"].astype(np.int64)
        labels = self._single.shape[1]
        self._words: _Met[str] = _Met(
            self._describe_words, np.zeros((0, len(ROLES), labels), np.float32), np.zeros((0, 2), np.intp)
        )
        self._parts: _Met[Part] = _Met(self._describe_parts, np.zeros((0, labels), np.float32))

    def score(self, seen: Described) -> Floats:
        """Give each word's score for each label."""
        around = self._words.number(seen.words)[seen.around]
        of_words, rows = self._words.columns
        total = of_words.reshape(-1, of_words.shape[-1]).take(around * len(ROLES) + _ROLE, axis=0).sum(axis=0)
        single = [np.array([*seen.codes.values()]) + _FIRST_CODE, self._joined(seen, rows[around])]
        total += self._single.take(np.concatenate(single), axis=0).sum(axis=0)
        parts = self._parts.number(seen.parts)
        total += self._parts.columns[0][parts]
        return np.asarray(total.astype(np.float64) / SCALE)

    def _joined(self, seen: Described, words: Ints) -> Ints:
        """Find the rows of the strings of several values, given the rows of the words around."""
        if not len(self._keys):
            return np.empty((0, len(seen.upper)), dtype=np.intp)
        keys = keys_of(np.concatenate([
            words[:, :, 0], words[:, :, 1], seen.glosses[1:4],
            [seen.glosses[2] // KINDS_IN_PLACE, seen.from_start, seen.to_end, np.zeros_like(seen.to_end)],
        ]))  # fmt: skip
        keys[-1, ~seen.upper] = -1
        at = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        return np.where(self._keys[at] == keys, at + FIRST_JOINED, NO_ROW)

    def _describe_words(self, words: Sequence[str]) -> tuple[Floats, Ints]:
        """Add up the weights of words for each of their roles; and give their rows as joined strings ask."""
        lows = [word.lower() for word in words]
        rows: dict[str, Ints] = {trait: np.zeros(len(words), dtype=np.intp) for trait in Traits._fields}
        for trait, values in (("low", lows), ("word", words), ("shape", map(shape, words))):
            rows[trait][:] = [*map(self._rows[trait].get, values, repeat(NO_ROW))]
        low = rows["low"]
        rows["upper_names"][:] = self._names[low]
        for i in np.flatnonzero(low == NO_ROW).tolist():
            strange = traits_of(lows[i], self._lexicon)
            for trait in _BY_LOW:
                rows[trait][i] = self._rows[trait].get(getattr(strange, trait), NO_ROW)
            rows["upper_names"][i] = self._rows["upper_names"].get(strange.names, NO_ROW)
        rows["upper_names"][[not word[0].isupper() for word in words]] = NO_ROW
        sums = self._words_of[len(ROLES)].take(low, axis=0)
        for reach, traits in REACHES.items():
            if reach < len(ROLES):
                some = np.array([rows[trait] for trait in traits])
                sums[:, :reach] += self._words_of[reach].take(some, axis=0).sum(axis=0)
        sums[:, ROLES.index("own")] += self._always
        return sums, np.array([low, rows["shape"]]).T

    def _describe_parts(self, parts: Sequence[Part]) -> tuple[Floats]:
        """Add up the weights of parts of known names."""
        rows = [[self._part_rows.get(string, NO_ROW) for string in spell_part(part)] for part in parts]
        return (np.array([self._part[some].sum(axis=0) for some in rows]),)


class _Met(Generic[Thing]):
    """What is worked out of a thing when it is first met, by a number for each thing.

    Parameters
    ----------
    describe
        Works it out for some things: arrays with a row for each.
    columns
        Arrays of the same shape, without rows.
    """

    def __init__(
        self, describe: Callable[[list[Thing]], tuple[np.ndarray, ...]], *columns: np.ndarray
    ) -> None:
        self._describe = describe
        self._numbers: dict[Thing, int] = {}
        self.columns = list(columns)

    def number(self, things: list[Thing]) -> Ints:
        """Give the number of each thing: its row in each of `columns`, which may change with each call."""
        known = self._numbers
        numbers = [*map(known.get, things)]
        if None in numbers:
            new = [thing for thing in dict.fromkeys(things) if thing not in known]
            if len(known) + len(new) > MOST_KEPT:
                known.clear()
                new = [*dict.fromkeys(things)]
            first = len(known)
            known.update(zip(new, range(first, first + len(new)), strict=True))
            for n, rows in enumerate(self._describe(new)):
                self.columns[n] = _with_room(self.columns[n], len(known))
                self.columns[n][first : len(known)] = rows
            numbers = [*map(known.__getitem__, things)]
        return np.array(numbers, dtype=np.intp)


def _with_room(table: np.ndarray, rows: int) -> np.ndarray:
    """Give a table that has at least so many rows, twice as many if it has to grow."""
    if rows <= len(table):
        return table
    grown = np.zeros((max(rows, 2 * len(table)), *table.shape[1:]), dtype=table.dtype)
    grown[: len(table)] = table
    return grown
