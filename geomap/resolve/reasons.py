"""Say in words why a candidate was chosen, and why another was not.

From the figures of `geomap.resolve.features` to short phrases, the strongest cue first. Every phrase
states a figure that the ranking saw; none is made up afterwards.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from geomap.model import Candidate, Place
from geomap.resolve.features import FEATURES, Rows, firsts
from geomap.resolve.table import Floats

_AT: Final = {name: i for i, name in enumerate(FEATURES)}

_MATCH: Final = {
    "alternate": "another name of {name}",
    "abbreviation": "short for {name}",
    "demonym": "the adjective or people of {name}",
    "variant": "{name} with its kind word or article",
    "part": "only a part of the name is a known place: {name}",
    "spelling": "spelt nearly like {name}",
}
GOVERNED: Final = frozenset({"governor", "legislature", "lawmakers", "legislators", "voters", "statehouse"})
"""Words beside a name that say by whom it is governed, not what it is."""

ONE_ROUND_KM: Final = 50
AT_HOME: Final = 0.25
"""Share of an outlet's other places in a region from which it counts as its home."""


def describe(place: Place) -> str:
    """Name a place with its kind and the areas that tell it from others."""
    where = [x for x in (place.admin1, place.country) if x and x != place.name]
    kind = {"admin1": "region", "admin2": "district"}.get(place.kind, place.kind.replace("_", " "))
    return f"{place.name} ({', '.join([kind, *where])})"


def reasons_for(rows: Rows, table: Floats, sense: int, row: int) -> tuple[str, ...]:
    """Give the cues that speak for a row, the strongest first."""
    s = rows.senses[sense]
    candidate = _candidate(rows, row)
    figures = table[row]
    found: list[str] = []
    local = row - int(rows.starts[sense])
    if figures[_AT["held"]] > 0:
        found.append(f"the text puts it in {s.holder_names[local]}")
    if figures[_AT["kind_asked"]] > 0:
        said = "speaks of its" if s.word in GOVERNED else "calls it a"
        found.append(f"the text {said} {s.word}")
    elif figures[_AT["sibling_kind"]] > 0:
        found.append("the text calls it so elsewhere")
    if len(s.entry) == 1:
        found.append("the only place known by this name")
    near = round(float(rows.ties[0, row] @ _one_each(rows, row)))
    if near and figures[_AT["is_country"]] == 0:
        found.append(f"{near} other name{'s' * (near > 1)} of this text within {ONE_ROUND_KM} km")
    if figures[_AT["named_region"]] > 0 and candidate.place.kind != "admin1":
        found.append(f"the text names {candidate.place.admin1}")
    elif figures[_AT["named_country"]] > 0 and candidate.place.kind != "country":
        found.append("the text names its country")
    elif figures[_AT["same_region"]] > 0:
        found.append("other names of this text lie in the same region")
    if figures[_AT["home_region"]] >= AT_HOME:
        found.append("where this outlet is at home")
    if len(s.entry) > 1 and (local == s.entry.landmark or figures[_AT["rank"]] == 0):
        better = "far better known than any other" if local == s.entry.landmark else "the best known"
        found.append(f"{better} place of this name")
    if candidate.match in _MATCH:
        found.append(_MATCH[candidate.match].format(name=candidate.place.name))
    return tuple(found) or ("the likeliest of the places of this name",)


def reason_against(rows: Rows, table: Floats, row: int, chosen: int) -> str:
    """Say what another candidate lacks beside the chosen one, or what speaks for it."""
    mine, best = table[row], table[chosen]
    place = describe(_candidate(rows, row).place)
    for name, phrase in (
        ("held", "the text puts the name elsewhere"),
        ("kind_asked", "not of the kind that the text says"),
        ("near_50", "fewer of the text's other places near"),
        ("near_161", "fewer of the text's other places near"),
        ("same_region", "fewer of the text's other places in its region"),
        ("same_country", "fewer of the text's other places in its country"),
        ("home_region", "not where this outlet is at home"),
        ("population", "smaller"),
    ):
        if mine[_AT[name]] < best[_AT[name]]:
            return f"{place}: {phrase}"
    return f"{place}: less usual"


def _candidate(rows: Rows, row: int) -> Candidate:
    n = int(rows.sense[row])
    return rows.senses[n].entry.candidates[row - int(rows.starts[n])]


def _one_each(rows: Rows, row: int) -> np.ndarray:
    """Weigh each other sense's nearest column once, so that near names can be counted."""
    owner = rows.sense[rows.columns]
    weight = np.zeros(len(owner))
    hits = np.flatnonzero(rows.ties[0, row])
    if len(hits):
        weight[hits[firsts(owner[hits])]] = 1.0
    return weight
