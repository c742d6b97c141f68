"""Rank the candidates of a document: rules with weights set by hand.

From `Rows` to a score for each row. The prior (population, kind, match), the words beside the name and
the support of the other names give a first answer; then each round weighs every candidate anew
by the company it keeps among the answers of the round before.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from geomap.resolve.features import BESIDE, MUTUAL, SETTLED, Rows, settled, softmax
from geomap.resolve.table import STATIC, Floats

ROUNDS: Final = 3
HELD: Final = 2.0
SIBLING_HELD: Final = 1.2
HOLDS: Final = 0.7
KIND_ASKED: Final = 4.0
SIBLING: Final = 0.3
REGION_SHARE: Final = 1.3
COUNTRY_SHARE: Final = 1.6
NEAR: Final = 0.6
SAID_REGION: Final = 0.9
SAID_COUNTY: Final = 0.8

_BESIDE_AT: Final = len(STATIC)
_MUTUAL_AT: Final = _BESIDE_AT + len(BESIDE)


def column(rows: Rows, name: str) -> Floats:
    """Give a column of `Rows.known` by name."""
    return rows.known[:, _AT[name]]


_AT: Final = {name: i for i, name in enumerate((*STATIC, *BESIDE, *MUTUAL))}
_LATER: Final = {name: i for i, name in enumerate(SETTLED)}


def rank(rows: Rows) -> Floats:
    """Score each candidate; the best of a sense is the one with the highest score."""
    base = (
        column(rows, "prior")
        + HELD * column(rows, "held")
        + SIBLING_HELD * column(rows, "sibling_held")
        + HOLDS * column(rows, "holds")
        + KIND_ASKED * column(rows, "kind_asked")
        + SIBLING * column(rows, "sibling_kind")
    )
    score = base
    country = column(rows, "is_country") > 0
    local = (column(rows, "is_settlement") + column(rows, "is_admin2") + column(rows, "is_point")) > 0
    placed = rows.codes[:, 0] > 0
    for _ in range(ROUNDS):
        s = settled(rows, softmax(rows, score))
        share = np.where(placed, s[:, _LATER["country_share"]], 0.22)
        region = np.where(placed & ~country, s[:, _LATER["region_share"]], 0.18)
        score = base + COUNTRY_SHARE * np.log(0.08 + share) + REGION_SHARE * np.log(0.12 + region)
        score = score + NEAR * local * np.minimum(2.0, s[:, _LATER["settled_161"]])
        score = score + SAID_REGION * local * (s[:, _LATER["said_region"]] > 0.3)  # noqa: PLR2004
        score = score + SAID_COUNTY * local * (s[:, _LATER["said_county"]] > 0.3)  # noqa: PLR2004
    return np.asarray(score)
