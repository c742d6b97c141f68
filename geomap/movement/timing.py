"""The time of a statement: the time expression of its clause that is nearest to its verb.

From the units of a sentence and a statement's span to a `When`, or None. A stop in a list may have a day
of its own ("Monday in A, Tuesday in B"). Durations are no times.
"""

from __future__ import annotations

from collections.abc import Sequence

from geomap.model import TimeExpression, When
from geomap.movement import lexicon as lx
from geomap.movement.units import Unit

LEAD_IN = 8
"""Units before a clause in which its time may stand ("On Monday, …")."""
_BETWEEN = 3
_LEADING = lx.AT_PREPOSITIONS | {"to", "into"}
_RELATIVES = frozenset({"who", "which", "where"})
"""What stands between them and the verb tells of something else."""


def when_of(units: Sequence[Unit], *, first: int, last: int, verb: int) -> When | None:
    """Give the time expression of the clause that is nearest to its verb, durations aside."""
    best: TimeExpression | None = None
    distance = 0
    low, high = first, min(last, len(units) - 1)
    while (
        low > 0
        and first - low < LEAD_IN
        and (units[low - 1].kind in {"time", "mark"} or units[low - 1].low in lx.words("on in at late early"))
    ):
        if units[low - 1].text in {";", ":", "."}:
            break
        low -= 1
    for i in range(low, high + 1):
        time = units[i].time
        if time is None or (time.iso or "").startswith("P"):
            continue
        gap = abs(i - verb)
        if i < verb and (
            any(u.low in {"and", "but", "then"} for u in units[i:verb])
            or any(u.low in _RELATIVES for u in units[first:i])
        ):
            gap += len(units)
        if best is None or gap < distance:
            best, distance = time, gap
    return When(best.text, best.iso, best.basis) if best else None


def own_time(units: Sequence[Unit], i: int) -> When | None:
    """Give the time that the place at i has of its own in a list: "Monday in X", "and to X in 1963"."""
    time = _time_before(units, i) or _time_after(units, i)
    if time is None or (time.iso or "").startswith("P"):
        return None
    return When(time.text, time.iso, time.basis)


def _time_before(units: Sequence[Unit], i: int) -> TimeExpression | None:
    for k in range(i - 1, max(-1, i - 1 - _BETWEEN), -1):
        time = units[k].time
        if time is not None:
            return time if time.iso and k + 1 < i and units[k + 1].low in _LEADING else None
        if units[k].low not in _LEADING | lx.DETERMINERS:
            return None
    return None


def _time_after(units: Sequence[Unit], i: int) -> TimeExpression | None:
    k = i + 2 if i + 1 < len(units) and units[i + 1].low in lx.AT_PREPOSITIONS else i + 1
    return units[k].time if k < len(units) else None
