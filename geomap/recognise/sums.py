"""Add up the weights of what a word is, without ever writing the strings that the model names them by.

From the model's strings and weights to tables, once; and from `Described` tokens to a score for each label. A
word's weights are summed for each of its roles when it is first met, a group's likewise, and found by number
ever after; the strings of several values are looked up for all tokens of a document at once, as one sorted
table of numbers. Weights are multiples of 1/512 within ±64, so sums of thousands are exact in 32 bits, in
whatever order they are made.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, islice
from operator import gt
from typing import Final

import numpy as np

from geomap.recognise.chains import Floats, Ints
from geomap.recognise.features import Described
from geomap.recognise.lexicon import Lexicon
from geomap.recognise.strings import (
    ALWAYS,
    JOINED,
    NO_NAME,
    POSITIONS,
    ROLES,
    SPELT,
    Group,
    Situation,
    Traits,
    expand,
    traits_of,
)

MOST_KEPT: Final = 50_000
"""Words whose sums are kept (about 350 bytes each), and groups, before the tables are emptied."""

_ROLE: Final = np.array([ROLES.index(position) for position in POSITIONS])
_WIDTH: Final = 1 << 17
"""Values that the strings of several values are made of; three of them and the mark fit into 64 bits."""


class _Trait:
    """The weights of one trait: for each of its values a row for each role that spells it."""

    def __init__(self, trait: str, model: _Model) -> None:
        marks = [(ROLES.index(r), mark) for r in ROLES for t, mark in SPELT[r] if t == trait]
        self.roles = [role for role, _ in marks]
        self.number: dict[str, int] = {"": 0}
        rows = []
        for n, (_, mark) in enumerate(marks):
            values, weights = model.of(mark)
            if trait in {"names", "upper_names"}:
                values = [value or NO_NAME for value in values]
            rows.append((n, [self.number.setdefault(v, len(self.number)) for v in values], weights))
        self.weights = np.zeros((len(self.number), len(marks), model.labels), dtype=np.float32)
        for n, numbers, weights in rows:
            self.weights[numbers, n] = weights


class _Model:
    """The strings of a model in order, and a row of weights for each."""

    def __init__(self, strings: Sequence[str], weights: Floats) -> None:
        self.strings, self.weights = strings, weights.astype(np.float32)
        if any(map(gt, strings, islice(strings, 1, None))):  # a packed model's are in order
            order = sorted(range(len(strings)), key=strings.__getitem__)
            self.strings, self.weights = [strings[i] for i in order], self.weights[order]
        self.labels = weights.shape[1]

    def of(self, mark: str) -> tuple[list[str], Floats]:
        """Give the values and weights of the strings that have a mark."""
        a, b = (bisect_left(self.strings, f"{mark}{end}") for end in ("=", ">"))
        skip = len(mark) + 1
        return [s[skip:] for s in self.strings[a:b]], self.weights[a:b]

    def total(self, strings: Sequence[str]) -> Floats:
        """Add up the weights of some strings."""
        out = np.zeros(self.labels, dtype=np.float32)
        for s in strings:
            i = bisect_left(self.strings, s)
            if i < len(self.strings) and self.strings[i] == s:
                out += self.weights[i]
        return out


class Sums:
    """The weights of a model, ready to be added up."""

    def __init__(self, strings: Sequence[str], weights: Floats, lexicon: Lexicon) -> None:
        self._model = model = _Model(strings, weights)
        self._lexicon = lexicon
        self._always = model.total([ALWAYS])
        self._traits = {trait: _Trait(trait, model) for trait in Traits._fields}
        self._joined = _Joined(model)
        self._words: dict[str, int] = {}
        self._of_words = np.zeros((1024, len(ROLES), model.labels), dtype=np.float32)
        self._values = np.zeros((1024, 2), dtype=np.int64)
        self._groups: dict[Group, int] = {}
        self._of_groups = np.zeros((1024, model.labels), dtype=np.float32)

    def score(self, tokens: Sequence[Described]) -> Floats:
        """Give each token's score for each label."""
        words = self._number_words([word for token in tokens for word in token.words])
        words = words.reshape(len(tokens), -1)
        total = self._of_words[words, _ROLE].sum(axis=1)
        total += self._joined.score(self._values[words], [token.situation for token in tokens])
        groups = self._number_groups([group for token in tokens for group in token.groups])
        counts = np.array([len(token.groups) for token in tokens])
        total += np.add.reduceat(self._of_groups[groups], np.cumsum(counts) - counts)
        return np.asarray(total.astype(np.float64))

    def _number_words(self, words: list[str]) -> Ints:
        known = self._words
        numbers = [*map(known.get, words)]
        if None in numbers:
            new = [word for word in dict.fromkeys(words) if word not in known]
            if len(known) + len(new) > MOST_KEPT:
                known.clear()
                new = [*dict.fromkeys(words)]
            first = len(known)
            self._of_words = _with_room(self._of_words, first + len(new))
            self._values = _with_room(self._values, first + len(new))
            traits = [traits_of(word, self._lexicon) for word in new]
            sums = self._of_words[first : first + len(new)]
            sums[:] = 0
            sums[:, ROLES.index("own")] = self._always
            for trait, values in zip(self._traits.values(), zip(*traits, strict=True), strict=True):
                number = trait.number.get
                sums[:, trait.roles] += trait.weights[[number(value, 0) for value in values]]
            self._values[first : first + len(new)] = self._joined.number(traits)
            known.update(zip(new, range(first, first + len(new)), strict=True))
            numbers = [*map(known.__getitem__, words)]
        return np.array(numbers)

    def _number_groups(self, groups: list[Group]) -> Ints:
        known = self._groups
        numbers = [*map(known.get, groups)]
        if None in numbers:
            new = [group for group in dict.fromkeys(groups) if group not in known]
            if len(known) + len(new) > MOST_KEPT:
                known.clear()
                new = [*dict.fromkeys(groups)]
            first = len(known)
            self._of_groups = _with_room(self._of_groups, first + len(new))
            for n, group in enumerate(new, first):
                self._of_groups[n] = self._model.total(expand(group))
            known.update(zip(new, range(first, first + len(new)), strict=True))
            numbers = [*map(known.__getitem__, groups)]
        return np.array(numbers)


class _Joined:
    """The weights of the strings of several values, by one number for each string."""

    def __init__(self, model: _Model) -> None:
        self._number: dict[str, int] = {}
        keys: dict[int, int] = {}
        weights = [np.zeros((1, model.labels), dtype=np.float32)]
        row = 1
        for mark, (text, names) in enumerate(JOINED.items()):
            values, some = model.of(text)
            weights.append(some)
            for n, value in enumerate(values, row):
                for parts in _cuts(value, len(names)):
                    numbers = [self._number.setdefault(part, len(self._number) + 1) for part in parts]
                    keys[int(_key(mark, *numbers))] = n
            row += len(values)
        if len(self._number) >= _WIDTH:
            raise ValueError(f"the model joins {len(self._number)} values, more than {_WIDTH}")
        self._keys = np.array(sorted(keys), dtype=np.int64)
        self._rows = np.array([keys[key] for key in self._keys.tolist()] or [0])
        self._weights = np.concatenate(weights)

    def number(self, words: Sequence[Traits]) -> list[tuple[int, int]]:
        """Give the numbers of the values that words have, in small letters and as shape; 0 for none."""
        number = self._number.get
        return [(number(word.low, 0), number(word.shape, 0)) for word in words]

    def score(self, words: Ints, situations: Sequence[Situation]) -> Floats:
        """Add up the weights of each token, given the numbers of the words around it."""
        if not len(self._keys):
            return self._weights[np.zeros(len(situations), dtype=np.intp)]
        number = self._number.get
        stands = dict(
            zip(
                Situation._fields[:-1],
                np.array([[number(str(value), 0) for value in s[:-1]] for s in situations]).T,
                strict=True,
            )
        )
        keys = np.array(
            [
                _key(mark, *(_column(name, words, stands) for name in names))
                for mark, names in enumerate(JOINED.values())
            ]
        )
        keys[-1, [not s.upper for s in situations]] = 0
        at = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        rows = np.where(self._keys[at] == keys, self._rows[at], 0)
        return np.asarray(self._weights[rows].sum(axis=0))


def _column(name: str, words: Ints, stands: Mapping[str, Ints]) -> Ints:
    trait, _, position = name.partition(" ")
    return words[:, POSITIONS.index(position), ("low", "shape").index(trait)] if position else stands[name]


def _key(mark: int, first: Ints | int, second: Ints | int, third: Ints | int = 0) -> Ints | int:
    return ((mark * _WIDTH + first) * _WIDTH + second) * _WIDTH + third


def _cuts(value: str, count: int) -> Iterator[list[str]]:
    """Cut a string of several values apart, in every way where a bar is a value itself."""
    if value.count("|") == count - 1:
        yield value.split("|")
        return
    bars = [i for i, char in enumerate(value) if char == "|"]
    for some in combinations(bars, count - 1):
        yield [value[a + 1 : b] for a, b in zip((-1, *some), (*some, len(value)), strict=True)]


def _with_room(table: np.ndarray, rows: int) -> np.ndarray:
    """Give a table that has at least so many rows, twice as many if it has to grow."""
    if rows <= len(table):
        return table
    grown = np.zeros((max(rows, 2 * len(table)), *table.shape[1:]), dtype=table.dtype)
    grown[: len(table)] = table
    return grown
