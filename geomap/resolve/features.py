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

from geomap.resolve.home import Home
from geomap.resolve.senses import Sense
from geomap.resolve.table import EARTH_KM, STATIC, Floats, Ints

BESIDE: Final = (
    "held", "held_elsewhere", "holds", "kind_asked", "kind_refused", "sibling_kind", "mentions", "senses",
    "dateline", "sibling_held", "region_unasked",
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
    "said_county", "dateline_region",
)  # fmt: skip
HOME: Final = ("home_region", "home_country", "home_known")
FEATURES: Final = (*STATIC, *BESIDE, *MUTUAL, *SETTLED, *HOME)

HOME_PRIOR: Final = 2.0
"""Answers' worth of doubt about an outlet's home."""

NEAR_KM: Final = (50.0, 161.0)
_COS: Final = tuple(float(np.cos(km / EARTH_KM)) for km in NEAR_KM)
_COUNTRY, _REGION, _COUNTY = range(3)


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
    name
        For each sense, the number of the sense that speaks for its name as context.
    known
        Columns that do not depend on what is settled (`STATIC`, `BESIDE`, `MUTUAL`).
    """

    senses: list[Sense]
    starts: Ints
    sense: Ints
    name: Ints
    static: Floats
    codes: Ints
    known: Floats
    near: tuple[Floats, Floats]
    cosine: Floats
    columns: Ints
    speaks: Floats

    def __len__(self) -> int:
        return len(self.sense)


def rows_of(senses: Sequence[Sense]) -> Rows | None:
    """Lay the candidates of the senses out as rows; None where there is no candidate at all."""
    kept = [s for s in senses if len(s.entry)]
    if not kept:
        return None
    sizes = np.array([len(s.entry) for s in kept])
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    sense = np.repeat(np.arange(len(kept)), sizes)
    speaker = {s.entry.key: n for n, s in enumerate(kept) if s.speaks}
    first: dict[str, int] = {}
    name = np.array([speaker.get(s.entry.key, first.setdefault(s.entry.key, n)) for n, s in enumerate(kept)])
    weight: dict[int, float] = {}
    for n, s in enumerate(kept):
        weight[int(name[n])] = max(weight.get(int(name[n]), 0.0), s.weight)
    speaks = np.array([weight[n] if name[n] == n else 0.0 for n in range(len(kept))])
    static = np.concatenate([s.entry.static for s in kept])
    codes = np.concatenate([s.entry.codes for s in kept])
    codes = np.stack(
        [np.unique(np.append(codes[:, k], 0), return_inverse=True)[1][:-1] for k in range(3)], axis=1
    )
    xyz = np.concatenate([s.entry.xyz for s in kept])
    fine = np.concatenate([s.entry.fine for s in kept])
    columns = np.flatnonzero(fine & (speaks[sense] > 0))
    cosine = xyz @ xyz[columns].T
    cosine[name[sense][:, None] == sense[columns][None, :]] = -2.0
    near = tuple((cosine >= c).astype(np.float64) for c in _COS)
    rows = Rows(kept, starts, sense, name, static, codes, static, (near[0], near[1]), cosine, columns, speaks)
    rows.known = np.concatenate((static, _beside(rows), _mutual(rows, sizes)), axis=1)
    return rows


def _beside(rows: Rows) -> Floats:
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
        if len(s.elsewhere):
            out[a:b, 9] = s.elsewhere
    out[:, 10] = rows.static[:, STATIC.index("region_of_city")] * (1 - out[:, 3])
    out[:, 7] = min(10, len(set(rows.name.tolist())))
    return out


def _holds(rows: Rows) -> Floats:
    """For each area, how firmly the text says of some other name that it lies in it."""
    out = np.zeros(len(rows))
    wanted: dict[str, list[tuple[float, tuple[int, int, int]]]] = {}
    for n, s in enumerate(rows.senses):
        if s.holders.any():
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


def _mutual(rows: Rows, sizes: Ints) -> Floats:
    """How many of the other names have a candidate near, in the same region, in the same country."""
    out = np.zeros((len(rows), len(MUTUAL)))
    speaking = rows.speaks > 0
    if len(rows.columns):
        owner = rows.sense[rows.columns]
        first = np.flatnonzero(np.append(True, owner[1:] != owner[:-1]))
        share = 1 / np.sqrt(sizes[owner[first]])
        for k, near in enumerate(rows.near):
            out[:, k] = np.maximum.reduceat(near, first, axis=1) @ share
    kinds = rows.static[:, STATIC.index("is_country") : STATIC.index("is_admin2") + 1] > 0
    for k, level in ((2, _REGION), (3, _COUNTRY)):
        table, own = _votes(rows, level, speaking[rows.sense], spread=True)
        out[:, k] = table - own
    for k, level in ((4, _REGION), (5, _COUNTRY), (6, _COUNTY)):
        column = {_COUNTRY: 0, _REGION: 1, _COUNTY: 2}[level]
        table, own = _votes(rows, level, speaking[rows.sense] & kinds[:, column], spread=False)
        out[:, k] = np.minimum(3.0, table - own)
    return out


def _votes(rows: Rows, level: int, voting: np.ndarray, *, spread: bool) -> tuple[Floats, Floats]:
    """Count, for each row, the names with a candidate in the same area: all, and its own name's share."""
    code = rows.codes[:, level]
    top = int(code.max()) + 1
    pairs = np.unique((rows.sense * top + code)[voting & (code > 0)])
    owner, area = pairs // top, pairs % top
    vote = np.ones(len(pairs))
    if spread:
        vote /= np.bincount(owner, minlength=len(rows.senses))[owner]
    total = np.bincount(area, weights=vote, minlength=top)
    each = np.zeros((len(rows.senses), top))
    each[owner, area] = vote
    inside = code > 0
    return np.asarray(total[code] * inside), np.asarray(each[rows.name[rows.sense], code] * inside)


def settled(rows: Rows, likely: Floats) -> Floats:
    """Give the columns `SETTLED`, given how likely each row is so far (summing to 1 in each sense)."""
    out = np.zeros((len(rows), len(SETTLED)))
    sense, name = rows.sense, rows.name[rows.sense]
    weight = likely * rows.speaks[sense]
    kinds = rows.static[:, STATIC.index("is_country") : STATIC.index("is_admin2") + 1] > 0
    others = rows.speaks.sum() - rows.speaks[name] + 0.5
    for k, level in ((0, _COUNTRY), (1, _REGION)):
        out[:, k] = _weight_in(rows, level, weight) / others
    out[:, 2] = rows.near[0] @ weight[rows.columns]
    out[:, 3] = rows.near[1] @ weight[rows.columns]
    top = _tops(rows, likely)
    best = rows.cosine[:, top[rows.columns]].max(axis=1, initial=-1.0)
    out[:, 4] = np.log1p(EARTH_KM * np.arccos(np.clip(best, -1.0, 1.0)))
    for k, level, column in ((5, _REGION, 1), (6, _COUNTRY, 0), (7, _COUNTY, 2)):
        out[:, k] = _weight_in(rows, level, weight * kinds[:, column])
    opening = np.array([s.dateline for s in rows.senses])[sense]
    out[:, 8] = _weight_in(rows, _REGION, weight * opening)
    return out


def at_home(rows: Rows, home: Home | None) -> Floats:
    """Give the columns `HOME`: what share of an outlet's other articles lies in the same area."""
    out = np.zeros((len(rows), len(HOME)))
    if home is None:
        return out
    countries: dict[str, float] = {}
    for (country, _), weight in home.areas.items():
        countries[country] = countries.get(country, 0.0) + weight
    total = home.total + HOME_PRIOR
    places = [c.place for s in rows.senses for c in s.entry.candidates]
    for i, place in enumerate(places):
        country = (place.country or "").split("/")[0]
        if country in countries:
            out[i, 1] = countries[country] / total
            if place.admin1 and place.kind != "country":
                out[i, 0] = home.areas.get((country, place.admin1), 0.0) / total
    out[:, 2] = np.log(total)
    return out


def _weight_in(rows: Rows, level: int, weight: Floats) -> Floats:
    """Sum, for each row, the weight of the other names' candidates in the same area."""
    code = rows.codes[:, level]
    top = int(code.max()) + 1
    each = np.bincount(rows.sense * top + code, weights=weight, minlength=len(rows.senses) * top)
    each = each.reshape(len(rows.senses), top)
    total = each.sum(axis=0)
    return np.asarray((total[code] - each[rows.name[rows.sense], code]) * (code > 0))


def _tops(rows: Rows, likely: Floats) -> np.ndarray:
    """Mark the likeliest row of each sense, the first of equals."""
    peak = np.maximum.reduceat(likely, rows.starts)[rows.sense]
    hits = np.flatnonzero(likely >= peak)
    _, first = np.unique(rows.sense[hits], return_index=True)
    out = np.zeros(len(rows), dtype=np.bool_)
    out[hits[first]] = True
    return out


def softmax(rows: Rows, score: Floats) -> Floats:
    """Turn scores into shares that sum to 1 in each sense."""
    peak = np.maximum.reduceat(score, rows.starts)[rows.sense]
    power = np.exp(score - peak)
    return np.asarray(power / np.add.reduceat(power, rows.starts)[rows.sense])
