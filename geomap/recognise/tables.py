"""The weights of a model, laid out as they are read: tables of numbers, and the words that name their rows.

From the strings that carry weights to `Tables`, once, when a model is trained. The model's file holds them as
they are (`geomap.recognise.tagger`): a start makes nothing but dictionaries of their rows. What a string says
is a place in a table, so strings are never put together while reading (`geomap.recognise.sums`). Weights are
whole multiples of 1/512: sums of them are exact in whatever order they are made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import prod
from typing import Any, Final

import numpy as np

from geomap.recognise.chains import Ints
from geomap.recognise.lexicon import Lexicon
from geomap.recognise.strings import (
    ALWAYS,
    CASED,
    GLOSSES,
    GROUPS,
    JOINED,
    MOST,
    NO_NAME,
    PLACES,
    POSITIONS,
    ROLES,
    SPELT,
    Traits,
    traits_of,
)

SCALE: Final = 512.0
"""Weights are stored as whole multiples of 1/512: they lie within ±64 and differ little from the trained."""
WIDTH: Final = 1 << 17
"""Rows that one value of a joined string can be; three of them and the mark fit into 64 bits."""

_REACHES = {
    trait: 1 + max(i for i, role in enumerate(ROLES) if trait in dict(SPELT[role]))
    for trait in Traits._fields
}
"""Of each trait, how many of `ROLES` spell it, and those between."""
REACHES: Final = {
    reach: tuple(trait for trait, far in _REACHES.items() if far == reach)
    for reach in sorted({*_REACHES.values()})
}
"""The traits that reach as many roles: they share a table."""
WORDS: Final = str(len(ROLES))
"""The table of all that is known of a word by its small letters, in every role."""
NO_ROW: Final = 0
"""The first row of each table holds nothing: what has no weights has this row."""
FIRST_CODE: Final = {
    name: 1 + sum(prod(group.sizes) for group in list(GROUPS.values())[:i]) for i, name in enumerate(GROUPS)
}
"""Where the codes of each group begin among the single rows."""
FIRST_JOINED: Final = 1 + sum(prod(group.sizes) for group in GROUPS.values())
"""Where joined strings begin among the single rows."""

COLUMNS: Final = (
    *(f"low {position}" for position in POSITIONS), *(f"shape {position}" for position in POSITIONS),
    "left", "gloss", "right", "place", "from_start", "to_end", "",
)  # fmt: skip
"""What the values of joined strings are taken from; the last stands for no third value."""
_MARKS = np.arange(len(JOINED))[:, None] * WIDTH
_VALUES = np.array([[COLUMNS.index(name) for name in (*names, "")[:3]] for names in JOINED.values()]).T


@dataclass(frozen=True, slots=True)
class Tables:
    """The weights of a model in whole numbers.

    Attributes
    ----------
    values
        For each trait its values, for "part" the strings of known names: the rows of their tables in order.
    numbers
        By the name of a reach a row for each value of its traits, with a column for each role, `WORDS` with
        all that the small letters tell; "names" with the row of each word's names as trait "upper_names";
        "always" for what every word has; "part"; "single" for the codes of all groups and the joined
        strings; "keys" for the number of each joined string, in order.
    """

    values: dict[str, list[str]]
    numbers: dict[str, Ints]

    def rows_of(self, trait: str) -> dict[str, int]:
        """Give the row of each value of a trait, in the table that it shares."""
        before = REACHES[_REACHES[trait]]
        first = 1 + sum(len(self.values[other]) for other in before[: before.index(trait)])
        return dict(zip(self.values[trait], range(first, first + len(self.values[trait])), strict=True))


def keys_of(columns: Ints) -> Ints:
    """Give the number of each joined string, a row for each mark, from a row for each of `COLUMNS`."""
    first, second, third = columns[_VALUES]
    keys: Ints = ((_MARKS + first) * WIDTH + second) * WIDTH + third
    return keys


class _Weights:
    """The strings of a model by their marks; keeps which were given a place in a table."""

    def __init__(self, weights: Mapping[str, Sequence[int]], labels: int) -> None:
        self._rows = dict(weights)
        self._placed: set[str] = set()
        self.nothing = [0] * labels
        self.marked: dict[str, list[str]] = {}
        for string in sorted(weights):
            mark, _, value = string.partition("=")
            self.marked.setdefault(mark, []).append(value)

    def total(self, strings: Sequence[str]) -> list[int]:
        """Add up the weights of some strings."""
        found = [string for string in strings if string in self._rows]
        self._placed.update(found)
        return [sum(row) for row in zip(self.nothing, *map(self._rows.__getitem__, found), strict=True)]

    def left(self) -> list[str]:
        """Give the strings that have no place yet."""
        return sorted(self._rows.keys() - self._placed)


def make_tables(weights: Mapping[str, Sequence[int]], labels: int, lexicon: Lexicon) -> Tables:
    """Lay the weights of strings out.

    Parameters
    ----------
    weights
        Of each string a whole number for each label.

    Raises
    ------
    ValueError
        A string is none that `geomap.recognise.strings` makes, or there are too many.
    """
    model = _Weights(weights, labels)
    values = {trait: _values_of(trait, model) for trait in Traits._fields}
    joined = [
        (mark, f"{text}={value}", parts)
        for mark, (text, names) in enumerate(JOINED.items())
        for value in model.marked.get(text, ())
        for parts in _cuts(value, names)
    ]
    for mark, _, parts in joined:
        for name, part in zip(_NAMES[mark], parts, strict=True):
            trait, _, position = name.partition(" ")
            if position:
                values[trait].append(part)
    values = {trait: sorted(set(some)) for trait, some in values.items()}
    values["part"] = [f"{mark}={value}" for mark in _PART_MARKS for value in model.marked.get(mark, ())]
    tables = Tables(values, {})
    numbers: dict[str, list[Any]] = {
        str(reach): [[model.nothing] * reach, *(
            [model.total(_strings_of([(trait, value)], role)) for role in ROLES[:reach]]
            for trait in traits for value in values[trait]
        )]
        for reach, traits in REACHES.items() if str(reach) != WORDS
    }  # fmt: skip
    known = [traits_of(low, lexicon) for low in values["low"]]
    told = [[(t, v) for t, v in traits._asdict().items() if t not in CASED] for traits in known]
    numbers[WORDS] = [[model.nothing] * len(ROLES)]
    numbers[WORDS] += [[model.total(_strings_of(some, role)) for role in ROLES] for some in told]
    row_of = tables.rows_of("upper_names")
    numbers["names"] = [NO_ROW, *(row_of.get(traits.names, NO_ROW) for traits in known)]
    numbers["always"] = model.total([ALWAYS])
    numbers["part"] = [model.nothing, *(model.total([string]) for string in values["part"])]
    rows = {**_FIXED, "low": tables.rows_of("low"), "shape": tables.rows_of("shape")}
    keys = {_key(mark, parts, rows): string for mark, string, parts in joined}
    numbers["single"] = [
        model.nothing,
        *(model.total(strings) for group in GROUPS.values() for strings in group.every()),
        *(model.total([keys[key]]) for key in sorted(keys)),
    ]
    if left := model.left():
        raise ValueError(f"{len(left)} strings have no place in the tables, the first is {left[0]!r}")
    if max(map(len, numbers.values())) >= WIDTH:
        raise ValueError(f"a table has more than {WIDTH} rows")
    tables.numbers.update((name, _narrow(np.array(table))) for name, table in numbers.items())
    tables.numbers["keys"] = np.array(sorted(keys), dtype=_KEYS)
    return tables


_ROWS, _KEYS = "<i2", "<i8"
_NAMES = list(JOINED.values())
_FIXED: dict[str, dict[str, int]] = {
    **{name: {gloss: n for n, gloss in enumerate(GLOSSES)} for name in ("left", "gloss", "right")},
    "place": {place: n for n, place in enumerate(PLACES)},
    **{name: {str(n): n for n in range(MOST + 1)} for name in ("from_start", "to_end")},
    "": {"": 0},
}
"""The numbers of the values of joined strings that are no words."""
_PART_MARKS = ("g", "g0", "gs", "gq", "gb")


def _narrow(rows: Ints) -> Ints:
    narrow = rows.astype(_ROWS)
    if not (narrow == rows).all():
        raise ValueError("a sum of weights lies without ±64")
    return narrow


def _values_of(trait: str, model: _Weights) -> list[str]:
    marks = [mark for role in ROLES for t, mark in SPELT[role] if t == trait]
    return [value or NO_NAME for mark in marks for value in model.marked.get(mark, ())]


def _strings_of(values: Sequence[tuple[str, str]], role: str) -> list[str]:
    """Spell some traits of a word in a role."""
    marks = dict(SPELT[role])
    spelt = [(marks[trait], value) for trait, value in values if value and trait in marks]
    return [f"{mark}={'' if value == NO_NAME else value}" for mark, value in spelt]


def _cuts(value: str, names: Sequence[str]) -> Iterator[list[str]]:
    """Cut a string of several values apart, in every way where a bar is a word itself."""
    bars = [i for i, char in enumerate(value) if char == "|"]
    for some in combinations(bars, len(names) - 1):
        parts = [value[a + 1 : b] for a, b in zip((-1, *some), (*some, len(value)), strict=True)]
        if all(_can_be(name, part) for name, part in zip(names, parts, strict=True)):
            yield parts


def _can_be(name: str, part: str) -> bool:
    return part in _FIXED[name] if name in _FIXED else bool(part)


def _key(mark: int, parts: Sequence[str], rows: Mapping[str, Mapping[str, int]]) -> int:
    key = mark
    for name, part in zip((*_NAMES[mark], "")[:3], (*parts, "")[:3], strict=True):
        key = key * WIDTH + rows[name.partition(" ")[0]][part]
    return key
