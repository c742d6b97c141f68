"""Figures about each candidate of a document, from which it can be ranked.

From the senses of a document to one row for each candidate. Three families: what the name alone says
(`geomap.resolve.table.STATIC`), what the words beside it say (`BESIDE`), and how the candidates of the
document's *other* names support this one, with nothing settled (`MUTUAL`) or given how likely each
of those is so far (`SETTLED`); and where the outlet is at home (`HOME`). All is vectorised.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from geomap.resolve.home import Home
from geomap.resolve.senses import Sense
from geomap.resolve.table import EARTH_KM, STATIC, Floats, Ints

BESIDE: Final = (
    "held", "held_elsewhere", "holds", "kind_asked", "kind_refused", "sibling_kind", "mentions", "senses",
    "dateline", "sibling_held", "region_unasked", "acting_capital",
)  # fmt: skip
MUTUAL: Final = (
    "near_50",
    "near_161",
    "same_region",
    "same_country",
    "named_region",
    "named_country",
    "named_county",
)
SETTLED: Final = (
    "country_share", "region_share", "settled_50", "settled_161", "nearest_km", "said_region", "said_country",
    "said_county", "dateline_region", "peers",
)  # fmt: skip
HOME: Final = ("home_region", "home_country", "home_known")
RULES: Final = ("rules",)
FEATURES: Final = (*STATIC, *BESIDE, *MUTUAL, *SETTLED, *RULES, *HOME)

HOME_PRIOR: Final = 2.0
"""Answers' worth of doubt about an outlet's home."""

NEAR_KM: Final = (50.0, 161.0)
FAR_KM: Final = 600.0
"""Distance beyond which further says nothing more: New York is not nearer to London, Ontario."""

_COS: Final = tuple(float(np.cos(km / EARTH_KM)) for km in NEAR_KM)
_COUNTRY, _REGION, _COUNTY = range(3)
_SORTS: Final = slice(STATIC.index("is_country"), STATIC.index("is_point") + 1)
_KINDS: Final = slice(STATIC.index("is_country"), STATIC.index("is_admin2") + 1)

Matrix = npt.NDArray[np.float32]


@dataclass(slots=True, eq=False)
class Rows:
    """The candidates of all senses of a document, one after another.

    Attributes
    ----------
    senses
        Only those with candidates.
    starts
        Row at which each sense begins.
    sense
        For each row, the number of its sense.
    columns
        The rows that others see as context: those of the sense that speaks for each name.
    owners
        Index into `columns` at which each speaking sense begins.
    others
        For each row, how many other names there are.
    same
        For each row and column, 1 if both lie in the same country, region or second-level region; 0 for
        the row's own name.
    near
        Likewise, 1 if both are within 50 km, or 161 km.
    cosine
        Of the angle between row and column at the Earth's centre; -2 where the distance says nothing.
    known
        Columns that do not depend on what is settled (`STATIC`, `BESIDE`, `MUTUAL`).
    """

    senses: list[Sense]
    starts: Ints
    sense: Ints
    static: Floats
    codes: Ints
    columns: Ints
    owners: Ints
    others: Floats
    same: tuple[Matrix, Matrix, Matrix]
    near: tuple[Matrix, Matrix]
    cosine: Floats
    known: Floats
    xyz: Floats

    def __len__(self) -> int:
        return len(self.sense)

    def away_from(self, best: Ints) -> npt.NDArray[np.bool_]:
        """Say of each row whether it is further than 161 km from the best row of its sense."""
        return np.asarray((self.xyz * self.xyz[best][self.sense]).sum(axis=1) < _COS[1])


def rows_of(senses: Sequence[Sense]) -> Rows | None:
    """Lay the candidates of the senses out as rows; None where there is no candidate at all."""
    kept = [s for s in senses if len(s.entry)]
    if not kept:
        return None
    sizes = np.array([len(s.entry) for s in kept])
    starts = np.cumsum(sizes) - sizes
    sense = np.repeat(np.arange(len(kept)), sizes)
    keys: dict[str, int] = {}
    names = [keys.setdefault(s.entry.key, len(keys)) for s in kept]
    speaking = [s.speaks and s.weight > 0 for s in kept]
    named = {k for k, says in zip(names, speaking, strict=True) if says}
    name, speaks = np.array(names)[sense], np.array(speaking)
    static = np.concatenate([s.entry.static for s in kept])
    codes = np.concatenate([s.entry.codes for s in kept])
    xyz = np.concatenate([s.entry.xyz for s in kept])
    fine = np.concatenate([s.entry.fine for s in kept])
    columns = np.flatnonzero(speaks[sense])
    other = name[:, None] != name[columns][None, :]
    cosine = np.where(other & fine[columns], xyz @ xyz[columns].T, -2.0)
    same = [
        ((codes[:, k, None] == codes[columns, k]) & (codes[:, k, None] > 0) & other).astype(np.float32)
        for k in range(3)
    ]
    near = [(cosine >= c).astype(np.float32) for c in _COS]
    said = sizes[speaks]
    rows = Rows(
        senses=kept,
        starts=starts,
        sense=sense,
        static=static,
        codes=codes,
        columns=columns,
        owners=np.cumsum(said) - said,
        others=np.array([float(len(named) - (k in named)) for k in names])[sense],
        same=(same[0], same[1], same[2]),
        near=(near[0], near[1]),
        cosine=cosine,
        known=static,
        xyz=xyz,
    )
    rows.known = np.concatenate((static, _beside(rows, len(keys)), _mutual(rows)), axis=1)
    return rows


def firsts(groups: Ints) -> Ints:
    """Give the index at which each run of equal numbers begins."""
    if not len(groups):
        return groups
    return np.concatenate(([0], np.flatnonzero(groups[1:] != groups[:-1]) + 1))


def _beside(rows: Rows, names: int) -> Floats:
    out = np.zeros((len(rows), len(BESIDE)))
    held = np.concatenate([s.holders for s in rows.senses])
    best = np.maximum.reduceat(held, rows.starts)[rows.sense]
    out[:, 0], out[:, 1] = held, best - held
    out[:, 2] = _holds(rows)
    for n, s in enumerate(rows.senses):
        a, b = int(rows.starts[n]), int(rows.starts[n]) + len(s.entry)
        if s.kinds or s.sibling_kinds:
            fits = [c.place.kind in (s.kinds or s.sibling_kinds) for c in s.entry.candidates]
            if s.kinds:
                out[a:b, 3] = fits
                out[a:b, 4] = 1 - out[a:b, 3]
            else:
                out[a:b, 5] = (np.array(fits) * 2.0 - 1.0) * s.sibling_share
        out[a:b, 6] = np.log1p(len(s.members))
        out[a:b, 8] = s.dateline
        if s.acting:
            out[a:b, 11] = s.entry.static[:, STATIC.index("capital")]
        if len(s.elsewhere):
            out[a:b, 9] = s.elsewhere
    out[:, 10] = rows.static[:, STATIC.index("region_of_city")] * (1 - out[:, 3])
    out[:, 7] = min(10, names)
    return out


def _holds(rows: Rows) -> Floats:
    """For each area, how firmly the text says of some other name that it lies in it."""
    out = np.zeros(len(rows))
    wanted: dict[str, list[tuple[float, tuple[int, int, int]]]] = {}
    for n, s in enumerate(rows.senses):
        if s.held:
            top = int(np.argmax(s.holders))
            row = int(rows.starts[n]) + top
            code = rows.codes[row]
            wanted.setdefault(s.holder_names[top], []).append(
                (float(s.holders[top]), (int(code[0]), int(code[1]), int(code[2])))
            )
    if not wanted:
        return out
    for n, s in enumerate(rows.senses):
        asked = [x for name, found in wanted.items() if name in s.names for x in found]
        if not asked:
            continue
        a = int(rows.starts[n])
        for i in range(len(s.entry)):
            kind = s.entry.candidates[i].place.kind
            level = {"country": _COUNTRY, "admin1": _REGION, "admin2": _COUNTY}.get(kind)
            if level is not None:
                out[a + i] = max(
                    (v for v, code in asked if code[level] == rows.codes[a + i, level]), default=0.0
                )
    return out


def _mutual(rows: Rows) -> Floats:
    """How many of the other names have a candidate near, in the same region, in the same country."""
    out = np.zeros((len(rows), len(MUTUAL)))
    if not len(rows.columns):
        return out
    entries = [rows.senses[n].entry for n in rows.sense[rows.columns[rows.owners]].tolist()]
    share = 1 / np.sqrt([len(e) for e in entries])
    for k, near in enumerate(rows.near):
        out[:, k] = _any(rows, near) @ share
    out[:, 2] = _any(rows, rows.same[_REGION]) @ np.array([1 / max(1, e.regions) for e in entries])
    out[:, 3] = _any(rows, rows.same[_COUNTRY]) @ np.array([1 / max(1, e.countries) for e in entries])
    kinds = rows.static[rows.columns, _KINDS].astype(np.float32)
    for k, level, column in ((4, _REGION, 1), (5, _COUNTRY, 0), (6, _COUNTY, 2)):
        out[:, k] = np.minimum(3.0, _any(rows, rows.same[level] * kinds[:, column]).sum(axis=1))
    return out


def _any(rows: Rows, matrix: Matrix) -> Matrix:
    """Say for each row and speaking sense whether any of the sense's columns is set."""
    return np.asarray(np.maximum.reduceat(matrix, rows.owners, axis=1))


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """What rows share with the likely columns, summed over the columns by how likely each is.

    Attributes
    ----------
    country, region
        Of the columns in the same country, and region: all, those that are a country (a region), and
        for countries those of each sort, for regions those in the dateline.
    county
        Of the columns that are the row's second-level region.
    near
        Of the columns within 50 km, and 161 km.
    """

    country: Matrix
    region: Matrix
    county: Matrix
    near: tuple[Matrix, Matrix]


class Company:
    """The columns of a document, as what rows share with them is summed up."""

    def __init__(self, rows: Rows) -> None:
        columns = rows.columns
        kinds = rows.static[columns, _KINDS].astype(np.float32)
        opening = np.array([s.dateline for s in rows.senses], dtype=np.float32)[rows.sense[columns]]
        one = np.ones(len(columns), dtype=np.float32)
        self.sorts = rows.static[:, _SORTS].astype(np.float32)
        self._rows = rows
        self._country = np.column_stack((one, kinds[:, 0], self.sorts[columns]))
        self._region = np.stack((one, kinds[:, 1], opening), axis=1)
        self._county = kinds[:, 2]

    def shares(self, likely: Floats) -> Shares:
        """Sum up, given how likely each row is (summing to 1 in each sense)."""
        rows = self._rows
        weight = likely[rows.columns].astype(np.float32)
        return Shares(
            rows.same[_COUNTRY] @ (weight[:, None] * self._country),
            rows.same[_REGION] @ (weight[:, None] * self._region),
            rows.same[_COUNTY] @ (weight * self._county),
            (rows.near[0] @ weight, rows.near[1] @ weight),
        )


def settled(rows: Rows, likely: Floats, company: Company) -> Floats:
    """Give the columns `SETTLED`, given how likely each row is so far (summing to 1 in each sense)."""
    out = np.zeros((len(rows), len(SETTLED)))
    if not len(rows.columns):
        return out
    shares = company.shares(likely)
    others = rows.others + 0.5
    out[:, 0] = shares.country[:, 0] / others
    out[:, 1] = shares.region[:, 0] / others
    out[:, 2], out[:, 3] = shares.near
    out[:, 5], out[:, 6], out[:, 8] = shares.region[:, 1], shares.country[:, 1], shares.region[:, 2]
    out[:, 7] = shares.county
    out[:, 9] = (shares.country[:, 2:] * company.sorts).sum(axis=1) / others
    top = np.zeros(len(rows), dtype=np.bool_)
    top[best_rows(rows, likely)] = True
    best = rows.cosine[:, top[rows.columns]].max(axis=1, initial=-1.0)
    km = EARTH_KM * np.arccos(np.clip(best, -1.0, 1.0))
    out[:, 4] = np.log1p(np.minimum(km, FAR_KM))
    return out


def best_rows(rows: Rows, score: Floats) -> Ints:
    """Give the row with the highest score of each sense, the first of equals."""
    peak = np.maximum.reduceat(score, rows.starts)[rows.sense]
    hits = np.flatnonzero(score >= peak)[::-1]
    best = np.empty(len(rows.starts), dtype=np.intp)
    best[rows.sense[hits]] = hits  # of equals the first stays, being written last
    return best


def at_home(rows: Rows, home: Home | None) -> Floats:
    """Give the columns `HOME`: what share of an outlet's other articles lies in the same area."""
    out = np.zeros((len(rows), len(HOME)))
    if home is None:
        return out
    countries: dict[str, float] = {}
    for (country, _), weight in home.areas.items():
        countries[country] = countries.get(country, 0.0) + weight
    total = home.total + HOME_PRIOR
    areas = [area for s in rows.senses for area in s.entry.areas]
    out[:, 0] = [home.areas.get(area, 0.0) if area[1] else 0.0 for area in areas]
    out[:, 1] = [countries.get(country, 0.0) for country, _ in areas]
    out[:, :2] /= total
    out[:, 2] = np.log(total)
    return out


def softmax(rows: Rows, score: Floats) -> Floats:
    """Turn scores into shares that sum to 1 in each sense."""
    peak = np.maximum.reduceat(score, rows.starts)[rows.sense]
    power = np.exp(score - peak)
    return np.asarray(power / np.add.reduceat(power, rows.starts)[rows.sense])
