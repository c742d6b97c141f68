"""To which places a stated direction or distance is tied, and how surely.

From the units of a sentence and the index of a figure to the place that it is about, the places that it
may be counted from, and whether the words between leave no doubt. Rivers, seas and ranges lie nowhere in
particular, and are passed over.
"""

from __future__ import annotations

from collections.abc import Sequence

from geomap.model import Place
from geomap.movement import lexicon as lx
from geomap.movement.units import Reading, Unit
from geomap.movement.verbs import VERB_FORMS

_NO_POINT = frozenset(
    {"river", "sea", "ocean", "gulf", "strait", "lake", "range", "desert", "continent", "bloc", "border"}
)
_BE = lx.words("is are was were be been")
_LYING = lx.words("lies lie lay sits sat stands stood located situated found about some only just away")
_BARRED = (
    (lx.PREPOSITIONS - lx.words("in of to about on off within than per up down"))
    | lx.SUBORDINATORS | lx.words("and or but then that") | VERB_FORMS.keys()
)  # fmt: skip
FARTHEST = 3
"""Places before a figure that it may be counted from."""


def is_point(place: Place) -> bool:
    """Say whether a place lies somewhere in particular."""
    return place.kind not in _NO_POINT


def is_linked(reading: Reading, units: Sequence[Unit], i: int, subject: Place) -> bool:
    """Say whether only words of lying stand between a place and the figure at i that is said of it."""
    k = next(
        (
            k for k in range(min(i, len(units)) - 1, -1, -1)
            if (p := reading.place_of(units[k])) is not None and p.id == subject.id
        ), None,
    )  # fmt: skip
    if k is None:
        return False
    between = [u for u in units[k + 1 : i] if u.kind == "word"]
    lows = {u.low for u in between}
    if lows & _BARRED or any(u.text in {";", ":"} for u in units[k + 1 : i]):
        return False
    if lows & _BE:
        known = _BE | _LYING | lx.DETERMINERS | lx.PLACE_NOUNS | lx.ADVERBS | lx.PREPOSITIONS
        return all(
            u.low in known or u.low[0].isdigit() or u.low.endswith("ly") or _is_unit(u) for u in between
        )
    return True


def _is_unit(unit: Unit) -> bool:
    return unit.low.startswith(("kilomet", "km", "mile", "metre", "meter", "league", "hundred", "thousand"))


def counted_from(reading: Reading, line: int, i: int) -> tuple[Place | None, list[Place]]:
    """Give the place right before "D to the north", and those that it may be counted from, nearest first."""
    found: list[Place] = []
    for at in (line, line - 1):
        if at < 0:
            break
        units = reading.lines[at]
        stop = i if at == line else len(units)
        for unit in reversed(units[:stop]):
            place = reading.place_of(unit)
            if place is None or unit.mention is None or unit.mention.role not in {"location", "actor"}:
                continue
            if place.is_area or not is_point(place) or place.id in {p.id for p in found}:
                continue
            found.append(place)
        if not found:
            return None, []
    return found[0], found[1 : 1 + FARTHEST]
