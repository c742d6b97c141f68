"""Settle what the trees could not learn from their corpora: which place a bare name means.

From the rows' figures and the trees' score to the score that decides. Each rule asks for a reason that can be
named before a name means what few readers would think of.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import numpy.typing as npt

from geomap.resolve.features import FEATURES, MUTUAL, Rows, best_rows
from geomap.resolve.nesting import EARTH_KM
from geomap.resolve.table import MATCHES, Floats, Ints

CITY_LEAD: Final = 0.5
"""By how much a city is put before the region that bears its name, in units of the trees' score."""

GAP: Final = 0.7
"""Powers of ten of population by which a place must be better known than another to be a rival's better."""

GAP_OF_OTHERS: Final = 2.0
"""The same where the best known is neither a capital nor a city of `WORLD_CITY`."""

LESS_GAP: Final = 1.0
"""So much less is needed where the name is not the usual one of the rival."""

MORE_GAP: Final = 0.5
"""So much more where it is the usual one of the rival alone, in a text that names nothing else."""

WORLD_CITY: Final = 5.7
"""Powers of ten of its people."""

_NEAR_161, _SAME_REGION, _SAME_COUNTRY = map(MUTUAL.index, ("near_161", "same_region", "same_country"))
NEIGHBOURS: Final = 1
RIVAL: Final = 1.0
"""A neighbour counts that is no more powers of ten behind the best known place of its own name."""

CITIES_ABROAD: Final = 2
"""World cities of other countries from which on a text travels."""

TOWN_OF_COUNTRY: Final = 5.5
"""Prior from which a place may be meant because its country is named: a city of some 100,000 people."""

HOMELAND: Final = 0.6
"""From this share of the other names in a country on, its smaller places may be meant too."""

HOME_REGION: Final = 0.15
"""From this share of the other names in a region on, one more of them there is no coincidence."""

DRAW: Final = 1.0
"""A lead of less than this is as good as none, in units of the trees' score."""

HOME_SHARE: Final = 0.1
TOLD: Final = 0.65
"""From this share of an outlet's or a text's home on, a country is where it is told from."""

_AT: Final = {name: i for i, name in enumerate(FEATURES)}
_COMPANY_OF_TOWNS: Final = [
    _AT[name]
    for name in ("named_region", "near_161", "same_region", "held", "sibling_held", "is_admin1", "is_country")
]
_COMPANY_OF_REGIONS: Final = [
    _AT[name]
    for name in ("same_region", "same_country", "holds", "kind_asked", "sibling_kind", "held", "home_country")
]
ABROAD_KM: Final = 600.0
"""From here on a city and a region of one name have nothing to do with each other."""

_COS_ABROAD: Final = math.cos(ABROAD_KM / EARTH_KM)


def settle(rows: Rows, table: Floats, score: Floats) -> Floats:
    """Apply what holds whatever the trees have seen in their corpora."""
    for rule in (
        prominent_first, landmark_first, told_first, region_first, city_abroad_first, city_before_region,
    ):  # fmt: skip
        score = rule(rows, table, score)
    return score


def landmark_first(rows: Rows, table: Floats, score: Floats) -> Floats:
    """Give a landmark up only for a namesake whose area, kind or surroundings are named, or at home."""
    if all(s.entry.landmark < 0 for s in rows.senses):
        return score
    best = best_rows(rows, score)
    for n, sense in enumerate(rows.senses):
        row, landmark = int(best[n]), int(rows.starts[n]) + sense.entry.landmark
        if sense.entry.landmark < 0 or row == landmark:
            continue
        said = sum(table[row, _AT[name]] for name in ("held", "kind_asked", "sibling_held")) > 0
        here = table[row, _AT["near_50"]] > 0 and table[landmark, _AT["near_50"]] == 0
        if not said and not here and table[row, _AT["home_region"]] < HOME_SHARE:
            score[landmark] = score[row] + CITY_LEAD
    return score


def told_first(rows: Rows, table: Floats, score: Floats) -> Floats:
    """Let a name that stands alone mean the place in the country that the text tells of or is from.

    Only where that place is about as well known as the one elsewhere, and no word says otherwise.
    """
    if rows.others.all():
        return score
    best = best_rows(rows, score)
    prior, told = table[:, _AT["prior"]], table[:, _AT["home_country"]]
    said = table[:, [_AT[name] for name in ("held", "kind_asked", "sibling_held")]].sum(axis=1) > 0
    for n in np.flatnonzero((rows.others[best] == 0) & (told[best] == 0) & ~said[best]).tolist():
        row, start = int(best[n]), int(rows.starts[n])
        mine = np.arange(start, start + len(rows.senses[n].entry))
        near = mine[
            (told[mine] >= TOLD) & (prior[mine] >= prior[row] - GAP) & (table[mine, _AT["match"]] == 0)
        ]
        if len(near):
            at_home = int(near[np.argmax(score[near])])
            score[at_home] = score[row] + CITY_LEAD
    return score


def region_first(rows: Rows, table: Floats, score: Floats) -> Floats:
    """Let a name whose place is as good as a draw mean the town in the region that the text names.

    Only where nothing else of the text lies near the place that leads, and that is no country's capital.
    """
    best = best_rows(rows, score)
    lonely = (table[best][:, _COMPANY_OF_TOWNS] <= 0).all(axis=1) & (table[best, _AT["capital"]] <= 0)
    named, settlement = table[:, _AT["named_region"]] > 0, table[:, _AT["is_settlement"]] > 0
    for n in np.flatnonzero(lonely).tolist():
        row, start = int(best[n]), int(rows.starts[n])
        mine = np.arange(start, start + len(rows.senses[n].entry))
        there = mine[named[mine] & settlement[mine] & (table[mine, _AT["match"]] == 0)]
        close = there[score[there] >= score[row] - DRAW]
        if len(close):
            score[close[np.argmax(score[close])]] = score[row] + CITY_LEAD
    return score


def city_abroad_first(rows: Rows, table: Floats, score: Floats) -> Floats:
    """Let a bare name mean a city rather than a region elsewhere that has hardly more people than it.

    Only where the two are as good as a draw, and nothing of the text lies in the region or its country.
    """
    best = best_rows(rows, score)
    alone = (table[best, _AT["is_admin1"]] > 0) & (table[best][:, _COMPANY_OF_REGIONS] <= 0).all(axis=1)
    for n in np.flatnonzero(alone).tolist():
        row, start = int(best[n]), int(rows.starts[n])
        mine = np.arange(start, start + len(rows.senses[n].entry))
        city = mine[
            (table[mine, _AT["is_settlement"]] > 0)
            & (table[mine, _AT["match"]] == 0)
            & (table[mine, _AT["prior"]] >= table[row, _AT["prior"]] - GAP)
            & (score[mine] >= score[row] - DRAW)
            & (rows.xyz[mine] @ rows.xyz[row] < _COS_ABROAD)
        ]
        if len(city):
            score[city[np.argmax(score[city])]] = score[row] + CITY_LEAD
    return score


def prominent_first(rows: Rows, table: Floats, score: Floats) -> Floats:
    """Give a world city up for a small place of its name only for a reason that can be named.

    A reason is an area that the text puts the place into, a kind word, the outlet's home, the name of its
    region, or another name of its surroundings that is itself taken for the place there and asks for no
    reason: that London, Paris and Rome lie near each other in Ohio, Kentucky and Georgia is none. Nor is a
    world city a reason to give a capital up in a text that travels and names nothing else of its country: who
    flies from Madrid to Bogotá does not start at the Madrid beside it. That the text names its country is a
    reason for a city, and for any place where most of the text happens there.
    """
    best = best_rows(rows, score)
    others = np.flatnonzero(best != rows.starts).tolist()
    unsure = [n for n in others if _asks_a_reason(rows, table, int(best[n]), int(rows.starts[n]))]
    if not unsure:
        return score
    witnesses = (
        np.isin(rows.columns, best)
        & ~np.isin(rows.sense[rows.columns], unsure)
        & (table[rows.columns, _AT["prior_gap"]] <= RIVAL)
    )
    in_country = (table[:, _AT["prior"]] >= TOWN_OF_COUNTRY) | (table[:, _AT["country_share"]] >= HOMELAND)
    in_region = table[:, _AT["region_share"]] >= HOME_REGION
    columns = rows.columns[witnesses]
    owner = rows.sense[columns]
    regions = table[columns, _AT["is_admin1"]] > 0
    countries = table[columns, _AT["is_country"]] > 0
    famous = (table[columns, _AT["capital"]] > 0) | (
        (table[columns, _AT["prior"]] >= WORLD_CITY) & (table[columns, _AT["is_settlement"]] > 0)
    )
    for n in unsure:
        row, known = int(best[n]), int(rows.starts[n])
        here, there = (
            (ties[_NEAR_161] > 0)
            | ((ties[_SAME_REGION] > 0) & (regions | in_region[r]))
            | (countries & (ties[_SAME_COUNTRY] > 0) & in_country[r])
            for r, ties in ((r, rows.ties[:, r, witnesses]) for r in (row, known))
        )
        if _is_capital(rows, table, n):
            ours = rows.ties[_SAME_COUNTRY, row, witnesses] > 0
            travelled = rows.senses[n].city_signs > 0 or _names(owner[famous & ~ours]) >= CITIES_ABROAD
            if travelled and not (ours & ~famous).any():
                here &= ~famous
        support = _names(owner[here]) + _names(owner[here & regions])
        if support < NEIGHBOURS or support <= _names(owner[there]):
            score[known] = score[row] + CITY_LEAD
    return score


def _is_capital(rows: Rows, table: Floats, n: int) -> bool:
    """Say whether the best known place of a sense is a country's capital, or the region named after it."""
    start, cities = int(rows.starts[n]), rows.senses[n].entry.cities
    return any(table[start + c, _AT["capital"]] > 0 for c in (0, *(c for r, c, _ in cities if r == 0)))


def _names(owner: Ints) -> int:
    """Count the names that some rows belong to: that Ohio has two Dovers is one reason, not two."""
    return len(set(owner.tolist()))


def _asks_a_reason(rows: Rows, table: Floats, row: int, known: int) -> bool:
    """Say whether a row may take the place of a far better known one elsewhere only for a reason."""
    mine, first = (dict(zip(FEATURES, table[r].tolist(), strict=True)) for r in (row, known))
    twins = rows.senses[int(rows.sense[known])].entry.cities
    of_a_city = first["is_settlement"] > 0 or any(region == 0 for region, _, _ in twins)
    famous = first["capital"] > 0 or (first["prior"] + first["match"] >= WORLD_CITY and of_a_city)
    gap = GAP if famous or rows.others[row] == 0 else GAP_OF_OTHERS
    if mine["match"] >= MATCHES["alternate"] and mine["is_area"] == 0:
        gap -= LESS_GAP
    elif first["match"] >= MATCHES["alternate"] and rows.others[row] == 0:
        gap += MORE_GAP
    large = mine["is_country"] + mine["is_admin1"] + mine["capital"] > 0
    said = mine["held"] + mine["kind_asked"] + mine["sibling_held"] > 0
    at_home = mine["home_region"] >= HOME_SHARE or mine["home_country"] > first["home_country"]
    far = first["prior"] - mine["prior"] >= gap and rows.apart(row, known)
    return far and not (large or said or at_home)


def city_before_region(rows: Rows, table: Floats, score: Floats) -> Floats:
    """Let a bare name mean the city rather than the region around it, unless the text calls it a region.

    The trees cannot learn this: both are right in the corpora, where the two lie within 161 km.
    """
    for s, start in zip(rows.senses, rows.starts.tolist(), strict=True):
        for region, city, plain in s.entry.cities:
            r, c = start + region, start + city
            asked = table[r, _AT["kind_asked"]] > 0 or table[r, _AT["sibling_kind"]] > 0
            if asked or s.city_signs < 0:
                score[r] = max(score[r], score[c] + CITY_LEAD)
            elif plain or s.city_signs > 0:
                score[c] = max(score[c], score[r] + CITY_LEAD)
        for country, other in s.entry.look_alikes:
            n, c = start + country, start + other
            if table[c, _AT["held"]] <= 0 and table[c, _AT["kind_asked"]] <= 0:
                score[c] = min(score[c], score[n] - CITY_LEAD)
        if s.city_signs > 0:  # one leaves and reaches a capital rather than a region elsewhere
            end = start + len(s.entry)
            b = start + int(np.argmax(score[start:end]))
            capitals = np.flatnonzero((table[start:end, _AT["capital"]] > 0) & ~_is_once(table[start:end]))
            if len(capitals) and table[b, _AT["is_admin1"]] > 0:
                c = start + int(capitals[0])
                score[c] = max(score[c], score[b] + CITY_LEAD)
        for country, city in s.entry.capitals:
            n, c = start + country, start + city
            if s.city_signs > 0 and score[n] > score[c]:
                score[c] = score[n] + CITY_LEAD
    return score


def _is_once(table: Floats) -> npt.NDArray[np.bool_]:
    """Say which rows of a name have another usual one, while a town about as well known bears this."""
    other, prior = table[:, _AT["match"]] >= MATCHES["alternate"], table[:, _AT["prior"]]
    towns = prior[(table[:, _AT["is_settlement"]] > 0) & ~other]
    return np.asarray(other & (prior - towns.max(initial=-np.inf) < LESS_GAP))
