"""What a gazetteer says about a name, as arrays, remembered from document to document.

From the text of a name to an `Entry`: its candidates with everything about them that no document
changes. Keeps at most `MOST_CANDIDATES` of them; forgets all when `MOST_NAMES` are remembered.
"""

from __future__ import annotations

import math
import re
import unicodedata
import weakref
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, count
from typing import Final

import numpy as np
import numpy.typing as npt

from geomap.model import AREA_KINDS, KINDS, Candidate, CandidateSource, Place
from geomap.resolve.nesting import EARTH_KM, HOLDING, contains, cosine, nested, vector

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

Codes = tuple[float, float, float]

MOST_CANDIDATES: Final = 60
MOST_NAMES: Final = 40_000
FINE_KINDS: Final = frozenset({
    "city", "town", "village", "district", "admin2", "building", "station", "airport", "port", "facility",
    "bridge", "crossing",
})  # fmt: skip
"""Kinds small enough that the distance to their point says where they are."""

KIND_BONUS: Final = {
    **dict.fromkeys(AREA_KINDS, 4.5),  # seas and macro-regions have no population
    "country": 4.0, "continent": 4.0, "admin1": 0.5, "admin2": -0.3, "district": -0.3,
}  # fmt: skip
MATCHES: Final = {
    "name": 0.0, "alternate": 0.6, "abbreviation": 0.2, "demonym": 0.1, "variant": 1.4, "part": 2.2,
    "spelling": 2.0,
}  # fmt: skip
"""What each way of matching costs, in powers of ten of population; set by hand."""

LESS: Final = frozenset({"alternate", "variant", "part", "spelling"})

CITY_SHARE: Final = 0.1
FAR_TWIN_KM: Final = 1500.0
TWIN_KM: Final = 161.0
MAIN_SHARE: Final = 0.4
"""A city with a tenth of its region's people is what the bare name means, if it is near the region's point,
a capital, or has this share of the people. Any further off ("New York") needs a sign.

A region with islands far out, such as Tokyo, has its point far from its city.
"""

LANDMARK, LANDMARK_LEAD = 5.0, 1.0
"""From so many powers of ten of people, and so many more than others, a name means what was built there.

Set by hand, as are the weights of the gazetteer's landmarks: the Kremlin, the White House, Heathrow.
"""

_SMALL: Final = frozenset({"city", "town", "village"})
_BUILT: Final = frozenset({"building", "facility", "airport", "port", "station", "bridge"})
_KIND_COLUMNS: Final = ("country", "admin1", "admin2", "settlement", "area", "point")

STATIC: Final = (
    "population", "capital", *(f"is_{k}" for k in _KIND_COLUMNS), "match", "alternate", "demonym",
    "candidates", "population_share", "rank", "prior_gap", "words", "twin_above", "twin_below", "prior",
    "region_of_city",
)  # fmt: skip
"""Figures of a candidate that no document changes."""

PLACED: Final = ("region", "country", "county", "x", "y", "z", "fine")
"""Where it is: numbers of the areas that it lies in, nan for none; a unit vector from the Earth's centre; and
whether the place is small enough to measure distances to."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A name's candidates, by prior, and what no document changes about them.

    Attributes
    ----------
    key
        The folded name: names with the same key are the same name.
    laid_out
        One row for each candidate, columns as in `STATIC` and `PLACED`.
    share
        What one of the candidates counts for; and one of the regions, and of the countries that they lie in.
    areas
        Country and first-level region of each candidate, None in a country's own.
    cities
        Triples of candidates (region, the city that bears its name) and whether the bare name means
        the city where no word says so.
    capitals
        Pairs of candidates (country, the city of exactly this name that holds much of its people).
    look_alikes
        Pairs of candidates (country, a place elsewhere that the name fits less well).
    landmark
        The candidate that everybody means: a building or the like that is far better known than any other
        candidate; -1 where there is none.
    nothing, nobody
        A zero and an empty name for each candidate, to be read only.
    """

    key: str
    candidates: tuple[Candidate, ...]
    laid_out: Floats
    share: tuple[float, float, float]
    areas: tuple[tuple[str, str | None], ...]
    cities: tuple[tuple[int, int, bool], ...]
    capitals: tuple[tuple[int, int], ...]
    look_alikes: tuple[tuple[int, int], ...]
    landmark: int
    nothing: Floats
    nobody: list[str]

    def __len__(self) -> int:
        return len(self.candidates)


_ASCII_WORD: Final = re.compile("[a-z0-9]+")


@lru_cache(maxsize=20_000)
def fold(name: str) -> str:
    """Fold a name for comparison: no case, no diacritics, no possessive, single spaces."""
    for ending in ("'s", "’s", "'", "’"):
        name = name.removesuffix(ending)
    plain = name.casefold()
    if plain.isascii():
        return " ".join(_ASCII_WORD.findall(plain))
    plain = unicodedata.normalize("NFKD", plain)
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(kept.split())


_SHORT: Final = {"st": "saint", "mt": "mount", "ft": "fort", "the": ""}


@lru_cache(maxsize=20_000)
def _spelt_out(key: str) -> str:
    """Write the short words of a folded name out, and leave the article out."""
    return " ".join(filter(None, (_SHORT.get(word, word) for word in key.split())))


def _harmless(candidate: Candidate, key: str) -> Candidate:
    """Take a variant that differs from the usual name in "St." or "the" alone for the usual name."""
    if candidate.match == "variant" and _spelt_out(fold(candidate.place.name)) == _spelt_out(key):
        return replace(candidate, match="name")
    return candidate


class NameTable:
    """The entries of one gazetteer, made when first asked for."""

    def __init__(self, source: CandidateSource) -> None:
        self._source = weakref.ref(source)
        self._entries: dict[str, Entry] = {}
        self._numbers: dict[tuple[str, ...], float] = {}
        self._next = count()
        self._codes: dict[tuple[str | None, ...], Codes] = {}

    def entry(self, name: str) -> Entry:
        """Give the entry of a name as it stands in a text; it may have no candidates."""
        known = self._entries.get(name)
        if known is None:
            if len(self._entries) >= MOST_NAMES:
                self._entries.clear()
            known = self._entries[name] = self._make(name)
        return known

    def with_region(self, name: str) -> Entry:
        """Give the entry of a name with the region added that its largest city gives its name to.

        For "the Cherson region", where the gazetteer has this spelling of the city alone.
        """
        key = f"{name}\0region"
        known = self._entries.get(key)
        if known is None:
            entry = self.entry(name)
            towns = (c.place for c in entry.candidates if c.place.kind in _SMALL and c.place.admin1)
            town = next((p for p in towns if fold(p.admin1 or "").startswith(fold(p.name))), None)
            regions = self.entry(town.admin1).candidates if town and town.admin1 else ()
            more = [c for c in regions if town and c.place.kind == "admin1" and contains(c.place, town)]
            variants = (replace(c, match="variant") for c in more)
            known = self._entries[key] = self._build(name, (*entry.candidates, *variants)) if more else entry
        return known

    def _make(self, name: str) -> Entry:
        source = self._source()
        return self._build(name, source.candidates(name) if source is not None else ())

    def _build(self, name: str, found: Iterable[Candidate]) -> Entry:
        key = fold(name)
        unique: dict[str, Candidate] = {}
        for c in found:
            mine = _harmless(c, key)
            old = unique.setdefault(mine.place.id, mine)
            if MATCHES[mine.match] < MATCHES[old.match]:
                unique[mine.place.id] = mine
        order = sorted((-prior(c), place_id) for place_id, c in unique.items())[:MOST_CANDIDATES]
        ranked = [unique[place_id] for _, place_id in order]
        cities = _cities(ranked)
        if len(key) <= 3 and name.isupper():  # noqa: PLR2004 - "US" is not "us"
            key = key.upper()
        countries = [n for n, c in enumerate(ranked) if c.place.kind == "country" and c.match == "name"]
        codes = [self._codes_of(c.place) for c in ranked]
        placed = [
            (*code, *vector(c.place), c.place.kind in FINE_KINDS)
            for code, c in zip(codes, ranked, strict=True)
        ]
        return Entry(
            key=key,
            candidates=tuple(ranked),
            laid_out=_laid_out(key, ranked, [-negative for negative, _ in order], cities, placed),
            share=_share(codes),
            areas=tuple(map(_area, ranked)),
            cities=cities,
            landmark=_landmark(ranked),
            nothing=np.zeros(len(ranked)),
            nobody=[""] * len(ranked),
            capitals=tuple(
                (n, c) for n in countries for c, city in enumerate(ranked) if _is_city_state(city, ranked[n])
            ),
            look_alikes=tuple(
                (n, c) for n in countries for c, other in enumerate(ranked) if other.match in LESS
            ),
        )

    def _codes_of(self, place: Place) -> Codes:
        """Give the numbers of the region, country and county that a place lies in, nan for none."""
        where = (place.country, place.admin1, place.admin2)
        codes = self._codes.get(where)
        if codes is None:
            country, first, second = (place.country or "").split("/")[0], place.admin1, place.admin2
            codes = self._codes[where] = (
                self._number((country, first)) if country and first else math.nan,
                self._number((country,)) if country else math.nan,
                self._number((country, first or "", second)) if country and second else math.nan,
            )
        return codes

    def _number(self, area: tuple[str, ...]) -> float:
        known = self._numbers.get(area)  # threads may skip a number, but never share one
        return self._numbers.setdefault(area, float(next(self._next))) if known is None else known


_TABLES: weakref.WeakKeyDictionary[CandidateSource, NameTable] = weakref.WeakKeyDictionary()


def table_of(source: CandidateSource) -> NameTable:
    """Give the table of a gazetteer, the same for as long as the gazetteer lives."""
    table = _TABLES.get(source)
    if table is None:
        table = _TABLES[source] = NameTable(source)
    return table


def prior(candidate: Candidate) -> float:
    """Say how likely a candidate is before any context, in powers of ten of population."""
    place = candidate.place
    bonus = KIND_BONUS.get(place.kind, 0.0)
    if place.kind == "country" and candidate.match in LESS:
        bonus /= 2
    return (
        math.log10(1 + place.population)
        + candidate.fame
        + bonus
        + 0.3 * place.capital
        - MATCHES[candidate.match]
    )


def _landmark(candidates: Sequence[Candidate]) -> int:
    """Find the building or the like that is `LANDMARK_LEAD` better known than any other candidate."""
    weights = [c.prominence for c in candidates]
    first = max(weights, default=0.0)
    if first < LANDMARK:
        return -1
    landmark = weights.index(first)
    alone = sum(first - weight < LANDMARK_LEAD for weight in weights) == 1
    return landmark if alone and candidates[landmark].place.kind in _BUILT else -1


def _area(candidate: Candidate) -> tuple[str, str | None]:
    place = candidate.place
    return (place.country or "").split("/")[0], place.admin1 if place.kind != "country" else None


def _sort(kind: str) -> tuple[float, ...]:
    """Say which of `_KIND_COLUMNS` a kind of place counts as."""
    fine = "settlement" if kind in _SMALL else "point" if kind in FINE_KINDS else "area"
    return tuple(float(k == (kind if kind in HOLDING else fine)) for k in _KIND_COLUMNS)


_SORT_OF_KIND: Final = {kind: _sort(kind) for kind in KINDS}


def _cities(ranked: Sequence[Candidate]) -> tuple[tuple[int, int, bool], ...]:
    """Find the regions among the candidates, each with the city that bears its name."""
    return tuple(
        (r, c, _is_plain(city.place, region.place))
        for r, region in enumerate(ranked)
        if region.place.kind == "admin1"
        for c, city in enumerate(ranked)
        if _city_of(city, region)
    )


def _city_of(city: Candidate, region: Candidate) -> bool:
    """Say whether a candidate is the city that another, a region, is named after."""
    a, b = city.place, region.place
    if a.kind not in _SMALL or b.kind != "admin1" or not contains(b, a):
        return False
    large = a.capital or a.population >= CITY_SHARE * b.population
    usual = MATCHES[city.match] <= MATCHES[region.match] or fold(a.name) == f"{fold(b.name)} city"
    return large and usual and cosine(a, b) > math.cos(FAR_TWIN_KM / EARTH_KM)


def _is_city_state(city: Candidate, country: Candidate) -> bool:
    """Say whether a city shares its country's name and a tenth of its people."""
    a, b = city.place, country.place
    same = a.kind in _SMALL and city.match == "name" and a.country == b.country
    return same and a.population >= CITY_SHARE * b.population


def _is_plain(city: Place, region: Place) -> bool:
    """Say whether the bare name of a city and its region means the city where no word says so."""
    main = city.capital or city.population >= MAIN_SHARE * region.population
    return main or cosine(city, region) > math.cos(TWIN_KM / EARTH_KM)


def _share(codes: Sequence[Codes]) -> tuple[float, float, float]:
    """Say what one of so many candidates, regions and countries counts for (`Entry.share`)."""
    regions, countries = ({code[n] for code in codes if not math.isnan(code[n])} for n in (0, 1))
    return 1 / math.sqrt(max(1, len(codes))), 1 / max(1, len(regions)), 1 / max(1, len(countries))


def _laid_out(
    key: str,
    ranked: Sequence[Candidate],
    priors: Sequence[float],
    cities: Iterable[tuple[int, int, bool]],
    placed: Sequence[tuple[float, ...]],
) -> Floats:
    """Lay out the columns `STATIC` and `PLACED` of a name's candidates."""
    if not ranked:
        return np.zeros((0, len(STATIC) + len(PLACED)))
    places = [c.place for c in ranked]
    total = sum(p.population for p in places) + 1
    words, count = float(len(key.split())), math.log(len(ranked))
    above, below = nested(places)
    named = {region for region, _, plain in cities if plain}
    rows = (
        (
            math.log10(1 + p.population), p.capital, *_SORT_OF_KIND[p.kind],
            MATCHES[c.match], c.match == "alternate", c.match == "demonym",
            count, p.population / total, rank, priors[0] - priors[rank], words,
            rank in above, rank in below, priors[rank], rank in named, *placed[rank],
        )
        for rank, (c, p) in enumerate(zip(ranked, places, strict=True))
    )  # fmt: skip
    return np.fromiter(chain.from_iterable(rows), dtype=np.float64).reshape(len(ranked), -1)
