"""Which mentions of a document mean the same place: one sense for each name, unless a cue says otherwise.

From mentions, their cues and the name table to `Sense` values. "Donetsk city" and "the Donetsk and
Luhansk regions" are two senses of one name; "Springfield, Ill." and "Springfield, Mo." are too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from geomap.model import Mention
from geomap.resolve.cues import Cue
from geomap.resolve.nesting import contains
from geomap.resolve.table import Entry, Floats, NameTable

EXACT: Final = frozenset({"name", "alternate", "abbreviation", "demonym"})
MOST_CONTAINERS: Final = 8
SAME_COUNTRY: Final = 0.5
"""How firmly a region beside the name says which country it is in, where the region holds no such place."""

REGIONS: Final = frozenset({"admin1", "admin2"})
TOWNS: Final = frozenset({"city", "town", "village"})


@dataclass(slots=True, eq=False)
class Sense:
    """Mentions that mean one place.

    Attributes
    ----------
    members, names
        Indices of the mentions, ascending, and how they are spelt.
    kinds, word
        The kinds that a word beside the name asks for, and that word.
    holders
        For each candidate, how firmly a neighbouring area is said to hold it (0 to 4).
    holder_names
        For each candidate, that area as the text names it; empty where none.
    held
        Whether any candidate is said to lie in a neighbouring area.
    sibling_kinds, sibling_share, elsewhere
        Kinds that the text gives to other mentions of the same name, by how much these outnumber this
        sense's own (0 to 1), and holders that it gives to them.
    speaks
        Of all senses of its name, this is the one that others see as context.
    weight
        How much the sense counts as context for others: 0 if it stands in page furniture alone.
    city_signs
        How much more of the words beside the name speak for a city than for the region around it.
    """

    entry: Entry
    members: list[int]
    names: set[str]
    kinds: frozenset[str] = frozenset()
    word: str = ""
    sibling_kinds: frozenset[str] = frozenset()
    sibling_share: float = 0.0
    holders: Floats = field(default_factory=lambda: np.zeros(0))
    holder_names: list[str] = field(default_factory=list)
    held: bool = False
    elsewhere: Floats = field(default_factory=lambda: np.zeros(0))
    speaks: bool = True
    weight: float = 1.0
    dateline: bool = False
    acting: bool = False
    city_signs: int = 0


def group(mentions: Sequence[Mention], cues: Sequence[Cue], table: NameTable) -> list[Sense]:
    """Group the mentions of a document into senses, in the order of their first mention."""
    senses: dict[tuple[str, frozenset[str], str], Sense] = {}
    for i in sorted(range(len(mentions)), key=lambda i: (mentions[i].start, mentions[i].end)):
        cue = cues[i]
        entry = table.entry(cue.whole or mentions[i].text)
        kinds = cue.kinds
        if kinds:
            if "admin1" in kinds and not any(c.place.kind == "admin1" for c in entry.candidates):
                entry = table.with_region(mentions[i].text)
            if not any(c.place.kind in kinds for c in entry.candidates):
                kinds = frozenset()
        holders, names, place = _holders(entry, cue, table)
        key = (entry.key, kinds, place)
        sense = senses.get(key)
        if sense is None:
            sense = senses[key] = Sense(
                entry, [], set(), kinds, cue.word if kinds else "",
                holders=holders, holder_names=names, held=bool(place),
            )  # fmt: skip
        sense.members.append(i)
        sense.names.add(mentions[i].text)
        sense.dateline |= cue.dateline
        sense.acting |= mentions[i].role == "actor"
        sense.city_signs += cue.on_the_way + (_company(cue, table) if entry.cities else 0)
        if place and len(holders) == len(sense.holders):
            sense.held = True
            better = holders > sense.holders
            sense.holders = np.where(better, holders, sense.holders)
            sense.holder_names = [
                a if b else c for a, b, c in zip(names, better, sense.holder_names, strict=True)
            ]
    _relate(senses.values())
    outside = [any(not mentions[i].furniture for i in s.members) for s in senses.values()]
    for sense, counts in zip(senses.values(), outside, strict=True):
        sense.weight = 1.0 if counts or not any(outside) else 0.0
    return list(senses.values())


def _company(cue: Cue, table: NameTable) -> int:
    """Give 1 if the other names of a list are those of towns, -1 if they are those of regions, else 0."""
    sorts = [_sort(table.entry(name)) for name in cue.company]
    towns, regions = sorts.count("town"), sorts.count("region")
    return (towns > regions) - (regions > towns)


def _sort(entry: Entry) -> str:
    """Say whether a name by itself is rather that of a town or of a region; empty if neither or both."""
    if not len(entry):
        return ""
    kind = entry.candidates[0].place.kind
    if kind in TOWNS or any(plain for _, _, plain in entry.cities):
        return "town"
    return "region" if kind == "admin1" and not entry.cities else ""


def _holders(entry: Entry, cue: Cue, table: NameTable) -> tuple[Floats, list[str], str]:
    """Say for each candidate how firmly the text puts it into a neighbouring area, and name the firmest."""
    if not cue.containers:
        return entry.nothing, entry.nobody, ""
    held, names = np.zeros(len(entry)), [""] * len(entry)
    fallback, named = np.zeros(len(entry)), ""
    for name in cue.containers:
        outer = table.entry(name)
        if outer.key == entry.key:
            continue
        areas = [c.place for c in outer.candidates if c.match in EXACT][:MOST_CONTAINERS]
        for n, c in enumerate(entry.candidates):
            level = max((contains(area, c.place) for area in areas), default=0) * cue.strength
            if level > held[n]:
                held[n], names[n] = level, name
        if held.any():
            break
        countries = {area.country for area in areas if area.kind in REGIONS and area.country}
        if countries and not fallback.any():
            weight = SAME_COUNTRY * cue.strength
            fallback = np.array([weight * (c.place.country in countries) for c in entry.candidates])
            named = name
    if not held.any() and 0 < np.count_nonzero(fallback) < len(entry):
        return fallback, [named if f else "" for f in fallback], named
    return held, names, names[int(np.argmax(held))] if held.any() else ""


def _relate(senses: Iterable[Sense]) -> None:
    """Tell each sense what the text says of its name elsewhere, and which sense speaks for the name."""
    families: dict[str, list[Sense]] = {}
    for sense in senses:
        families.setdefault(sense.entry.key, []).append(sense)
    for family in families.values():
        if len(family) == 1:
            continue
        clearest = max(family, key=lambda s: (s.held, len(s.members)))
        for sense in family:
            sense.speaks = sense is clearest
            others = [s for s in family if s is not sense]
            held = [s.holders for s in others if len(s.holders) == len(sense.holders)]
            if held:
                sense.elsewhere = np.maximum.reduce(held)
            asked = Counter({s.kinds: len(s.members) for s in others if s.kinds})
            if asked and not sense.kinds:
                sense.sibling_kinds, said = asked.most_common(1)[0]
                sense.sibling_share = max(0.0, (said - len(sense.members)) / (said + len(sense.members)))
