"""Places while the gazetteer is being compiled: each with the names that lead to it.

`Draft` collects places and their names from all sources and gives each a stable id: ``gn`` and the
GeoNames id where it is known, else ``gm-`` and a slug. Two sources that tell of the same place, by
id, meet in one entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from geomap.errors import GazetteerError
from geomap.gazetteer import layout
from geomap.gazetteer.names import has_latin, is_abbreviation, normalise
from geomap.model import Bounds

MAX_NAME = 100
"""No name of a place is longer, in characters; what is longer is a remark."""


LEAST_SURE = 3
FIRST_HAN = "\u2e80"
"""Scripts from here on (Han, kana, Hangul) write a name in two characters."""


class Sort(IntEnum):
    """How a stored name leads to its place, best first; what `Match` says of it stands in `lookup`."""

    NAME = 0
    ALTERNATE = 1
    ABBREVIATION = 2
    DEMONYM = 3
    VARIANT = 4
    CODE = 5  # three capitals, mostly an airport's: a name only where written in capitals
    RISKY = 6  # very short, a transliteration, or foreign: a name only where nothing better is meant
    MINOR = 7  # usual name of an imported place too small for `knows`, which the recogniser learnt without


_TRUE_NAMES = frozenset({Sort.NAME, Sort.ALTERNATE, Sort.RISKY})


@dataclass(slots=True)
class Entry:
    """A place with its names, before it is written."""

    id: str
    name: str
    kind: str
    lat: float
    lon: float
    source: str
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    geonameid: int | None = None
    bounds: Bounds | None = None
    population: int = 0
    weight: int = 0
    handicap: float = 0.0
    capital: bool = False
    names: dict[str, Sort] = field(default_factory=dict)

    @property
    def prominence(self) -> float:
        """The order of magnitude of the people who may mean it, see `layout.prominence`."""
        return layout.prominence(self.kind, max(self.population, self.weight)) - self.handicap

    @property
    def fame(self) -> float:
        """How much better known it is than its size says, see `layout.fame`."""
        names = sum(sort in _TRUE_NAMES for sort in self.names.values())
        return layout.fame(self.kind, self.population, names)

    def call(self, name: str, sort: Sort) -> None:
        """Add a name, unless a better sort of the same key is there."""
        key = normalise(name) if len(name) <= MAX_NAME else ""
        if key and sort < self.names.get(key, len(Sort)):
            self.names[key] = sort

    def call_all(self, names: Iterable[str], sort: Sort) -> None:
        """Add several names of one sort."""
        for name in names:
            self.call(name, sort)


class Draft:
    """All entries, by id, in the order in which they came."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, entry: Entry) -> Entry:
        """Add an entry under its usual name.

        Raises
        ------
        GazetteerError
            Its id is taken.
        """
        if entry.id in self._entries:
            taken = self._entries[entry.id]
            raise GazetteerError(f"{entry.id} is both {taken.name} ({taken.source}) and {entry.name}")
        self._entries[entry.id] = entry
        entry.call(entry.name, Sort.NAME)
        return entry

    def find(self, place_id: str) -> Entry | None:
        """Give the entry of an id."""
        return self._entries.get(place_id)

    def free_id(self, *parts: str | None) -> str:
        """Make an id of words that no entry has yet."""
        stem = "gm-" + slug(" ".join(part for part in parts if part))
        place_id, number = stem, 1
        while place_id in self._entries:
            number += 1
            place_id = f"{stem}-{number}"
        return place_id


def slug(name: str) -> str:
    """Give the ASCII letters and digits of a name, hyphens between words."""
    words = "-".join(normalise(name).split())
    plain = "".join(c if c.isascii() else f"u{ord(c):x}" for c in words)
    return re.sub(r"[^a-z0-9-]+", "", plain) or "unnamed"


def sort_of(name: str) -> Sort | None:
    """Judge another name of a city by its looks; None says that it is not worth keeping.

    GeoNames mixes names, codes of airports (``IEV``) and, all in lower case, transliterations made by
    a program (``kheiyf``), which are dropped: they stand in no text. What has three letters or fewer is
    noise more often than a name, Han, kana and Hangul excepted.
    """
    first = name[0]
    if first >= FIRST_HAN:
        return Sort.ALTERNATE if len(name) > 1 else Sort.RISKY
    if not has_latin(name):
        return Sort.ALTERNATE if len(name) > LEAST_SURE else Sort.RISKY
    if name.islower():
        return None
    if is_abbreviation(name):
        return Sort.CODE
    return Sort.ALTERNATE if len(name) > LEAST_SURE else Sort.RISKY
