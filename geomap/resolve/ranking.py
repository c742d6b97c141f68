"""Rank the candidates of a document: a first look by rules, then the trained trees.

From `Rows` to a score for each row. The first look weighs prior (population, kind, match), the words beside
the name and the company it keeps among the document's other names, in a few rounds; all its weights
are set by hand. What it finds likely gives the figures `SETTLED`, and with those the trees decide.
What the words beside the name say counts on top, because the corpora that the trees learnt from have few.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from geomap.resolve.features import (
    FEATURES,
    MUTUAL,
    Company,
    Rows,
    at_home,
    behind,
    best_rows,
    settled,
    softmax,
)
from geomap.resolve.home import Home
from geomap.resolve.table import MATCHES, Floats, Ints
from geomap.resolve.trees import Trees

ROUNDS: Final = 3
RULE_WEIGHTS: Final[Mapping[str, float]] = {
    "prior": 1.0, "held": 2.0, "sibling_held": 1.2, "holds": 0.7, "kind_asked": 4.0, "sibling_kind": 2.0,
    "region_unasked": -2.0, "acting_capital": 2.0,
}  # fmt: skip
"""What the name and the words beside it count for in the first look, before the company."""

REGION_SHARE: Final = 1.3
COUNTRY_SHARE: Final = 1.6
NEAR: Final = 0.6
NOWHERE: Final = 0.2
DOUBT: Final = 0.3
SAID_REGION: Final = 0.9
SAID_COUNTY: Final = 0.8
SAID: Final = 0.3
"""How likely a named region must be to be taken for said."""

CITY_LEAD: Final = 0.5
"""By how much a city is put before the region that bears its name, in units of the trees' score."""

GAP: Final = 0.7
"""Powers of ten of population by which a place must be better known than another to be a rival's better."""

GAP_OF_OTHERS: Final = 2.0
"""The same where the best known is neither a capital nor a city of `WORLD_CITY`."""

LESS_GAP: Final = 1.0
"""So much less is needed where the name is not the usual one of the rival."""

LANDMARK_SURE: Final = 0.8
"""The least confidence in a landmark that everybody means; its namesakes never stood in the corpora."""

WORLD_CITY: Final = 5.7
"""Powers of ten of its people."""

_NEAR_161, _SAME_REGION, _SAME_COUNTRY = map(MUTUAL.index, ("near_161", "same_region", "same_country"))
NEIGHBOURS: Final = 1
RIVAL: Final = 1.0
"""A neighbour counts that is no more powers of ten behind the best known place of its own name."""

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

ON_TOP: Final[Mapping[str, float]] = {
    "rules": 0.6,
    "kind_asked": 5.0, "sibling_kind": 4.0, "held": 3.0, "sibling_held": 0.5, "holds": 0.3,
    "acting_capital": 3.0,
}  # fmt: skip
"""What the words beside the name add to the trees' score, be there ever so few of them in the corpora.

Any of these from 0 to 3 changes the out-of-fold figures by no more than ±.005.
"""

_AT: Final = {name: i for i, name in enumerate(FEATURES)}
_LOCAL: Final = np.array([_AT[name] for name in ("is_settlement", "is_admin2", "is_point")])
_AREA_SHARES: Final = np.array((REGION_SHARE, COUNTRY_SHARE))
_BY_RULE: Final = np.array([_AT[name] for name in RULE_WEIGHTS])
_RULE_WEIGHTS: Final = np.array(list(RULE_WEIGHTS.values()))
_ON_TOP: Final = np.array([_AT[name] for name in ON_TOP])
_ON_TOP_WEIGHTS: Final = np.array(list(ON_TOP.values()))


def first_look(rows: Rows, company: Company | None = None) -> Floats:
    """Score each candidate by rules; the best of a sense is the one with the highest score."""
    base = rows.known.take(_BY_RULE, axis=1) @ _RULE_WEIGHTS
    country = rows.known[:, _AT["is_country"]] > 0
    local = rows.known.take(_LOCAL, axis=1).sum(axis=1)
    within = np.array((rows.placed & ~country, rows.placed))
    nowhere, names = NOWHERE * (rows.others + 0.5), rows.others + 1.5
    company, score, nearby = company or Company(rows), base, NEAR * local
    areas = np.empty(within.shape)
    for _ in range(ROUNDS if rows.others.any() else 1):  # without others no round changes what the first said
        shares = company.shares(softmax(rows, score))
        areas[0], areas[1] = shares.region[:, 0], shares.country[:, 0]
        said = SAID_REGION * (shares.region[:, 1] > SAID) + SAID_COUNTY * (shares.named_county > SAID)
        near = nearby * np.minimum(2.0, shares.near_161)
        score = (
            base
            + _AREA_SHARES @ np.log((np.where(within, areas, nowhere) + DOUBT) / names)
            + near
            + local * said
        )
    return np.asarray(score)


def figures(rows: Rows, home: Home | None = None) -> Floats:
    """Give all columns of `FEATURES` for each row."""
    company = Company(rows)
    rules = first_look(rows, company)
    given = settled(rows, softmax(rows, rules), company)
    return np.concatenate((rows.known, given, behind(rows, rules)[:, None], at_home(rows, home)), axis=1)


def on_top(table: Floats) -> Floats:
    """Give what is added to the trees' score, from the rows' figures."""
    return np.asarray(table.take(_ON_TOP, axis=1) @ _ON_TOP_WEIGHTS)


@dataclass(frozen=True, slots=True, eq=False)
class Ranker:
    """The trained model: trees that rank, and a logistic regression that says how sure the best one is."""

    trees: Trees
    signs: Floats
    bias: float

    @classmethod
    def read(cls, model: Mapping[str, Any]) -> Ranker:
        """Read a model.

        Raises
        ------
        ValueError
            The model was made for other figures than these.
        """
        trees = Trees.read(model)
        confidence = model["confidence"]
        if trees.features != FEATURES or tuple(confidence["signs"]) != SIGNS:
            raise ValueError("the model is for other figures: train it anew, python -m geomap.train.ranker")
        return cls(trees, np.array(confidence["weights"], dtype=np.float64), float(confidence["bias"]))

    def score(self, rows: Rows, table: Floats) -> Floats:
        """Score each row; only a sense's order and gaps mean something."""
        several = (np.diff(rows.starts, append=len(rows)) > 1).take(rows.sense)
        out = np.zeros(len(rows))
        out[several] = self.trees.score(table[several])
        return settle(rows, table, out + on_top(table))

    def confidence(self, rows: Rows, table: Floats, score: Floats, best: Ints) -> Floats:
        """Give the probability, for each sense, that its best row (an index each) is the right place."""
        z = signs(rows, table, score, best) @ self.signs + self.bias
        sure = np.asarray(1 / (1 + np.exp(-z)))
        if all(s.entry.landmark < 0 for s in rows.senses):
            return sure
        landmarks = np.array([s.entry.landmark for s in rows.senses], dtype=np.int64)
        known = (landmarks >= 0) & (best == rows.starts + landmarks)
        return np.where(known, np.maximum(sure, LANDMARK_SURE), sure)


def settle(rows: Rows, table: Floats, score: Floats) -> Floats:
    """Apply what holds whatever the trees have seen in their corpora."""
    for rule in (prominent_first, landmark_first, told_first, region_first, city_before_region):
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

    Only where nothing else of the text lies near the place that leads.
    """
    best = best_rows(rows, score)
    named, settlement = table[:, _AT["named_region"]] > 0, table[:, _AT["is_settlement"]] > 0
    company = [
        _AT[name] for name in ("named_region", "near_161", "same_region", "held", "sibling_held",
                               "is_admin1", "is_country")
    ]  # fmt: skip
    for n in np.flatnonzero((table[best][:, company] <= 0).all(axis=1)).tolist():
        row, start = int(best[n]), int(rows.starts[n])
        mine = np.arange(start, start + len(rows.senses[n].entry))
        there = mine[named[mine] & settlement[mine] & (table[mine, _AT["match"]] == 0)]
        close = there[score[there] >= score[row] - DRAW]
        if len(close):
            score[close[np.argmax(score[close])]] = score[row] + CITY_LEAD
    return score


def prominent_first(rows: Rows, table: Floats, score: Floats) -> Floats:
    """Give a world city up for a small place of its name only for a reason that can be named.

    A reason is an area that the text puts the place into, a kind word, the outlet's home, the name of its
    region, or another name of its surroundings that is itself taken for the place there and asks for no
    reason: that London, Paris and Rome lie near each other in Ohio, Kentucky and Georgia is none. That the
    text names its country is one for a city, and for any place where most of the text happens there.
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
    for n in unsure:
        row, known = int(best[n]), int(rows.starts[n])
        here, there = (
            (ties[_NEAR_161] > 0)
            | ((ties[_SAME_REGION] > 0) & (regions | in_region[r]))
            | (countries & (ties[_SAME_COUNTRY] > 0) & in_country[r])
            for r, ties in ((r, rows.ties[:, r, witnesses]) for r in (row, known))
        )
        support = _names(owner[here]) + _names(owner[here & regions])
        if support < NEIGHBOURS or support <= _names(owner[there]):
            score[known] = score[row] + CITY_LEAD
    return score


def _names(owner: Ints) -> int:
    """Count the names that some rows belong to: that Ohio has two Dovers is one reason, not two."""
    return len(set(owner.tolist()))


def _asks_a_reason(rows: Rows, table: Floats, row: int, known: int) -> bool:
    """Say whether a row may take the place of a far better known one elsewhere only for a reason."""
    mine, first = (dict(zip(FEATURES, table[r].tolist(), strict=True)) for r in (row, known))
    famous = first["capital"] > 0 or (first["prior"] >= WORLD_CITY and first["is_settlement"] > 0)
    gap = GAP if famous or rows.others[row] == 0 else GAP_OF_OTHERS
    if mine["match"] >= MATCHES["alternate"]:
        gap -= LESS_GAP
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
            capitals = np.flatnonzero(table[start:end, _AT["capital"]] > 0)
            if len(capitals) and table[b, _AT["is_admin1"]] > 0:
                c = start + int(capitals[0])
                score[c] = max(score[c], score[b] + CITY_LEAD)
        for country, city in s.entry.capitals:
            n, c = start + country, start + city
            if s.city_signs > 0 and score[n] > score[c]:
                score[c] = score[n] + CITY_LEAD
    return score


SIGNS: Final = (
    "lead", "lead_squared", "share", "match", "candidates", "held", "sibling_held", "region_share",
    "country_share", "population", "is_country", "is_admin1", "is_area", "near_161", "names", "part",
    "kind_asked", "kind_refused", "home_region",
)  # fmt: skip
"""What the confidence is judged by."""

SURE_LEAD: Final = 4.0
"""The lead over the next candidate elsewhere beyond which more says nothing; also that of an only one.

Elsewhere is further than 161 km: city and region of one name do not compete.
"""

PART_COST: Final = 2.0
_TAKEN: Final = [
    _AT[{"names": "senses", "part": "match"}.get(name, name)] if name not in SIGNS[:3] else 0
    for name in SIGNS
]
"""The columns that the signs are taken from; the first three, written over, from any."""
_NEAR, _NAMES, _PART = (SIGNS.index(name) for name in ("near_161", "names", "part"))


def signs(rows: Rows, table: Floats, score: Floats, best: Ints) -> Floats:
    """Give the figures `SIGNS` of each sense."""
    top = score[best]
    share = softmax(rows, score)
    elsewhere = rows.away_from(best)
    second = np.maximum.reduceat(np.where(elsewhere, score, -np.inf), rows.starts)
    lead = np.minimum(SURE_LEAD, np.where(np.isfinite(second), top - second, SURE_LEAD))
    chosen = table[best]
    out = chosen[:, _TAKEN]
    out[:, 0], out[:, 1], out[:, 2] = lead, lead**2, 1 - np.add.reduceat(share * elsewhere, rows.starts)
    out[:, _NEAR] = np.minimum(3.0, out[:, _NEAR])
    out[:, _NAMES] = np.log(out[:, _NAMES])
    out[:, _PART] = out[:, _PART] >= PART_COST
    return out
