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
    Company,
    Rows,
    at_home,
    behind,
    settled,
    softmax,
)
from geomap.resolve.home import Home
from geomap.resolve.settling import settle
from geomap.resolve.table import Floats, Ints
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

LANDMARK_SURE: Final = 0.8
"""The least confidence in a landmark that everybody means; its namesakes never stood in the corpora."""

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
