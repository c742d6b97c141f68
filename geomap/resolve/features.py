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
from geomap.resolve.nesting import EARTH_KM
from geomap.resolve.senses import Sense
from geomap.resolve.table import PLACED, STATIC, Floats, Ints

BESIDE: Final = (
    "held", "held_elsewhere", "holds", "kind_asked", "kind_refused", "sibling_kind", "mentions", "senses",
    "dateline", "sibling_held", "region_unasked", "acting_capital",
)  # fmt: skip
MUTUAL: Final = (
    "near_50", "near_161", "same_region", "same_country", "named_region", "named_country", "named_county",
)  # fmt: skip
"""What ties a candidate to one of another name: so near, in the same area, and in the area that it is."""

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

_COS: Final = np.cos(np.array(NEAR_KM) / EARTH_KM)
_SORT_COLUMNS: Final = slice(STATIC.index("is_country"), STATIC.index("is_point") + 1)
_CAPITAL, _REGION_OF_CITY = STATIC.index("capital"), STATIC.index("region_of_city")
_DATELINE: Final = len(STATIC) + BESIDE.index("dateline")
_LEVELS: Final = {"admin1": 0, "country": 1, "admin2": 2}
"""Kinds of area, in the order in which their numbers stand in `PLACED`."""

_AREAS: Final = np.array([STATIC.index(f"is_{kind}") for kind in _LEVELS])
_CODES: Final = slice(len(STATIC), len(STATIC) + len(_LEVELS))
_XYZ: Final = slice(len(STATIC) + PLACED.index("x"), len(STATIC) + PLACED.index("z") + 1)
_FINE: Final = len(STATIC) + PLACED.index("fine")
_KNOWN: Final = len(STATIC) + len(BESIDE) + len(MUTUAL)
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
    speaks
        Whether others see a sense as context: the one that speaks for its name.
    columns
        The rows of those senses.
    owners
        Index into `columns` at which each of those senses begins.
    others
        For each row, how many other names there are.
    ties
        For each of `MUTUAL`, row and column: 1 if they are tied so, 0 if not or in the row's own name.
    cosine
        Of the angle between row and column at the Earth's centre; 0, which is far, where the distance
        says nothing.
    known
        Columns that do not depend on what is settled (`STATIC`, `BESIDE`, `MUTUAL`).
    placed
        Whether a row lies in a country.
    """

    senses: list[Sense]
    starts: Ints
    sense: Ints
    speaks: npt.NDArray[np.bool_]
    columns: Ints
    owners: Ints
    others: Floats
    ties: Matrix
    cosine: Floats
    known: Floats
    placed: npt.NDArray[np.bool_]
    xyz: Floats

    def __len__(self) -> int:
        return len(self.sense)

    def apart(self, a: int, b: int) -> bool:
        """Say whether two rows are further than 161 km from each other."""
        return bool((self.xyz[a] * self.xyz[b]).sum() < _COS[1])

    def away_from(self, best: Ints) -> npt.NDArray[np.bool_]:
        """Say of each row whether it is further than 161 km from the best row of its sense."""
        return np.asarray((self.xyz * self.xyz[best[self.sense]]).sum(axis=1) < _COS[1])


def rows_of(senses: Sequence[Sense]) -> Rows | None:
    """Lay the candidates of the senses out as rows; None where there is no candidate at all."""
    kept = [s for s in senses if s.entry.candidates]
    if not kept:
        return None
    sizes = np.array([len(s.entry.candidates) for s in kept])
    starts = sizes.cumsum() - sizes
    sense = np.arange(len(kept)).repeat(sizes)
    laid_out = np.concatenate([s.entry.laid_out for s in kept])
    codes, xyz = laid_out[:, _CODES].T.copy(), laid_out[:, _XYZ]
    numbers: dict[str, int] = {}
    name = np.array([numbers.setdefault(s.entry.key, len(numbers)) for s in kept])
    speaks = np.array([s.speaks and s.weight > 0 for s in kept])
    named = np.zeros(len(numbers), dtype=np.bool_)
    named[name[speaks]] = True
    columns = speaks[sense].nonzero()[0]
    said = sizes[speaks]
    by_row = name[sense]
    other = by_row[:, None] != by_row[columns]
    context = laid_out[columns]
    cosine = xyz @ (context[:, _XYZ] * context[:, _FINE, None]).T
    cosine *= other
    same = codes[:, :, None] == codes.take(columns, axis=1)[:, None]
    same &= other
    ties = np.empty((len(MUTUAL), *other.shape), dtype=np.float32)
    ties[:2] = cosine >= _COS[:, None, None]
    ties[2:4] = same[:2]
    ties[4:] = same & (context.T[_AREAS, None] > 0)
    rows = Rows(
        senses=kept,
        starts=starts,
        sense=sense,
        speaks=speaks,
        columns=columns,
        owners=said.cumsum() - said,
        others=(np.count_nonzero(named) - named[name])[sense].astype(np.float64),
        ties=ties,
        cosine=cosine,
        known=np.zeros((len(sense), _KNOWN)),
        placed=codes[1] >= 0,
        xyz=xyz,
    )
    rows.known[:, : len(STATIC)] = laid_out[:, : len(STATIC)]
    _beside(rows, codes, len(numbers))
    _mutual(rows)
    return rows


def firsts(groups: Ints) -> Ints:
    """Give the index at which each run of equal numbers begins."""
    if not len(groups):
        return groups
    return np.concatenate(([0], np.flatnonzero(groups[1:] != groups[:-1]) + 1))


def _beside(rows: Rows, codes: Floats, names: int) -> None:
    """Write the columns `BESIDE`."""
    out, senses = rows.known[:, len(STATIC) : len(STATIC) + len(BESIDE)], rows.senses
    if any(s.held for s in senses):
        held = np.concatenate([s.holders for s in senses])
        out[:, 0], out[:, 1] = held, np.maximum.reduceat(held, rows.starts)[rows.sense] - held
        out[:, 2] = _holds(rows, codes)
    for s, start in zip(senses, rows.starts.tolist(), strict=True):
        mine = slice(start, start + len(s.entry.candidates))
        if s.kinds or s.sibling_kinds:
            fits = np.array([c.place.kind in (s.kinds or s.sibling_kinds) for c in s.entry.candidates])
            if s.kinds:
                out[mine, 3], out[mine, 4] = fits, ~fits
            else:
                out[mine, 5] = (fits * 2.0 - 1.0) * s.sibling_share
        if s.acting:
            out[mine, 11] = rows.known[mine, _CAPITAL]
        if len(s.elsewhere):
            out[mine, 9] = s.elsewhere
    out[:, 6] = np.log1p([len(s.members) for s in senses]).take(rows.sense)
    out[:, 7] = min(10, names)
    if any(s.dateline for s in senses):
        out[:, 8] = np.array([s.dateline for s in senses]).take(rows.sense)
    out[:, 10] = rows.known[:, _REGION_OF_CITY] * (1 - out[:, 3])


def _holds(rows: Rows, codes: Floats) -> Floats:
    """For each area, how firmly the text says of some other name that it lies in it."""
    out = np.zeros(len(rows))
    wanted: dict[str, list[tuple[float, int]]] = {}
    for s, start in zip(rows.senses, rows.starts.tolist(), strict=True):
        if s.held:
            top = int(np.argmax(s.holders))
            wanted.setdefault(s.holder_names[top], []).append((float(s.holders[top]), start + top))
    for s, start in zip(rows.senses, rows.starts.tolist(), strict=True):
        asked = [x for name, found in wanted.items() if name in s.names for x in found]
        for row, candidate in enumerate(s.entry.candidates if asked else (), start):
            level = _LEVELS.get(candidate.place.kind)
            if level is not None:
                code = codes[level]
                out[row] = max((v for v, inner in asked if code[inner] == code[row]), default=0.0)
    return out


def _mutual(rows: Rows) -> None:
    """Write the columns `MUTUAL`: how many of the other names have a candidate that is tied so."""
    if not len(rows.columns):
        return
    shares = [s.entry.share for s, speaks in zip(rows.senses, rows.speaks.tolist(), strict=True) if speaks]
    weights = np.array([(one, one, region, country, 1, 1, 1) for one, region, country in shares])
    sizes = np.diff(rows.owners, append=len(rows.columns))
    each = np.eye(len(sizes), dtype=np.float32).repeat(sizes, axis=0)
    tied = np.minimum(rows.ties @ each, 1.0)
    out = rows.known[:, _KNOWN - len(MUTUAL) :]
    out[:] = (tied @ weights.T[:, :, None])[:, :, 0].T
    np.minimum(out[:, 4:], 3.0, out=out[:, 4:])


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """A row's ties to the likely columns, summed up by how likely each is (one line for each row).

    Attributes
    ----------
    country
        To those in the same country: all, those that are the country, and those of each sort.
    region
        To those in the same region: all, those that are the region, and those in the dateline.
    """

    weight: Matrix
    near_161: Matrix
    named_county: Matrix
    country: Matrix
    region: Matrix


class Company:
    """The columns of a document, as each row's ties to them are summed up."""

    def __init__(self, rows: Rows) -> None:
        self.sorts = rows.known[:, _SORT_COLUMNS].astype(np.float32)
        sorts = self.sorts[rows.columns]
        self._country = np.ones((len(sorts), 2 + sorts.shape[1]), dtype=np.float32)
        self._country[:, 1], self._country[:, 2:] = sorts[:, 0], sorts
        self._region = self._country[:, :3].copy()
        self._region[:, 1] = sorts[:, 1]
        self._region[:, 2] = rows.known[rows.columns, _DATELINE]
        self._rows = rows

    def shares(self, likely: Floats) -> Shares:
        """Sum up, given how likely each row is (summing to 1 in each sense)."""
        ties, weight = self._rows.ties, likely.take(self._rows.columns).astype(np.float32)
        near_161, named_county = ties[_NEAR_161 :: _NAMED_COUNTY - _NEAR_161] @ weight
        country = ties[_SAME_COUNTRY] @ (weight[:, None] * self._country)
        return Shares(
            weight, near_161, named_county, country, ties[_SAME_REGION] @ (weight[:, None] * self._region)
        )


def settled(rows: Rows, likely: Floats, company: Company) -> Floats:
    """Give the columns `SETTLED`, given how likely each row is so far (summing to 1 in each sense)."""
    out = np.zeros((len(rows), len(SETTLED)))
    if not len(rows.columns):
        return out
    shares = company.shares(likely)
    out[:, 0], out[:, 6] = shares.country[:, 0], shares.country[:, 1]
    out[:, _OF_REGION] = shares.region
    out[:, 2], out[:, 3], out[:, 7] = rows.ties[0] @ shares.weight, shares.near_161, shares.named_county
    out[:, 9] = (shares.country[:, 2:] * company.sorts).sum(axis=1)
    out[:, _PER_NAME] /= (rows.others + 0.5)[:, None]
    chosen = rows.owners + (best_rows(rows, likely) - rows.starts)[rows.speaks]
    km = EARTH_KM * np.arccos(np.clip(rows.cosine[:, chosen].max(axis=1), -1.0, 1.0))
    out[:, 4] = np.log1p(np.minimum(km, FAR_KM))
    return out


_OF_REGION: Final = [SETTLED.index(name) for name in ("region_share", "said_region", "dateline_region")]
_PER_NAME: Final = [SETTLED.index(name) for name in ("country_share", "region_share", "peers")]
_NEAR_161, _SAME_REGION, _SAME_COUNTRY, _NAMED_COUNTY = map(
    MUTUAL.index, ("near_161", "same_region", "same_country", "named_county")
)


def best_rows(rows: Rows, score: Floats) -> Ints:
    """Give the row with the highest score of each sense, the first of equals."""
    hits = (behind(rows, score) >= 0).nonzero()[0][::-1]
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


def behind(rows: Rows, score: Floats) -> Floats:
    """Say by how much each row stands behind the best of its sense; 0 for that one."""
    return np.asarray(score - np.maximum.reduceat(score, rows.starts).take(rows.sense))


def softmax(rows: Rows, score: Floats) -> Floats:
    """Turn scores into shares that sum to 1 in each sense."""
    power = np.exp(behind(rows, score))
    return np.asarray(power / np.add.reduceat(power, rows.starts).take(rows.sense))
