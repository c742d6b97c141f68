"""Add up the weights of what a word is, without ever writing the strings that the model names them by.

From `Described` words and the tables of a model to a score for each label. A word's weights are summed for
each of its roles when it is first met, a known name's likewise, and found by number ever after; all else that
is said of a word is the number of a row already, or is found by one search for all words of a document.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from typing import Final

import numpy as np

from geomap.recognise.chains import Floats, Ints
from geomap.recognise.features import Described, mark_words
from geomap.recognise.known import Part
from geomap.recognise.lexicon import Lexicon
from geomap.recognise.met import Arrays, Met
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

_ROLE: Final = np.array([ROLES.index(position) for position in POSITIONS])[:, None]
_FIRST_CODE: Final = np.array([*FIRST_CODE.values()])[:, None]
_BY_LOW: Final = tuple(trait for trait in Traits._fields if trait not in CASED)


class Sums:
    """The weights of a model, ready to be added up.

    Attributes
    ----------
    words
        The words met so far, as `observe` asks for them.
    """

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
        self.words: Met[str] = Met(
            self._describe_words, mark_words([]),
            np.zeros((0, len(ROLES), labels), np.float32), np.zeros((0, 2), np.intp),
        )  # fmt: skip
        self._parts: Met[Part] = Met(self._describe_parts, np.zeros((0, labels), np.float32))

    def score(self, seen: Described) -> Floats:
        """Give each word's score for each label."""
        around = seen.numbers[seen.around]
        _, of_words, rows = self.words.columns
        total = of_words.reshape(-1, of_words.shape[-1]).take(around * len(ROLES) + _ROLE, axis=0).sum(axis=0)
        single = [np.array([*seen.codes.values()]) + _FIRST_CODE, self._joined(seen, rows[around])]
        total += self._single.take(np.concatenate(single), axis=0).sum(axis=0)
        parts = self._parts.number(seen.parts)[seen.part]
        total += self._parts.columns[0].take(parts, axis=0)
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

    def _describe_words(self, words: Sequence[str]) -> Arrays:
        """Mark words, add up their weights for each role, and give the rows that joined strings ask for."""
        lows = [word.lower() for word in words]
        rows: dict[str, Ints] = {trait: np.zeros(len(words), dtype=np.intp) for trait in Traits._fields}
        for trait, values in (("low", lows), ("word", words), ("shape", map(shape, words))):
            rows[trait][:] = [*map(self._rows[trait].get, values, repeat(NO_ROW))]
        low = rows["low"]
        rows["upper_names"][:] = self._names[low]
        if len(strange := np.flatnonzero(low == NO_ROW)):
            columns = zip(*(traits_of(lows[i], self._lexicon) for i in strange.tolist()), strict=True)
            told = dict(zip(Traits._fields, columns, strict=True))
            for trait in (*_BY_LOW, "upper_names"):
                values = told["names" if trait == "upper_names" else trait]
                rows[trait][strange] = [*map(self._rows[trait].get, values, repeat(NO_ROW))]
        rows["upper_names"][[not word[0].isupper() for word in words]] = NO_ROW
        sums = self._words_of[len(ROLES)].take(low, axis=0)
        for reach, traits in REACHES.items():
            if reach < len(ROLES):
                some = np.array([rows[trait] for trait in traits])
                sums[:, :reach] += self._words_of[reach].take(some, axis=0).sum(axis=0)
        sums[:, ROLES.index("own")] += self._always
        return mark_words(words), sums, np.array([low, rows["shape"]]).T

    def _describe_parts(self, parts: Sequence[Part]) -> Arrays:
        """Add up the weights of parts of known names."""
        rows = [[self._part_rows.get(string, NO_ROW) for string in spell_part(part)] for part in parts]
        return (np.array([self._part[some].sum(axis=0) for some in rows]),)
