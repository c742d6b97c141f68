"""The headings of diaries, logs and itineraries: "3 May.", "Day 6:", "TUESDAY -", "Stage two:"; of letters.

From the units of a document's sentences to the same sentences without them, the day that each heading
gives, and whether the text is such a list at all: two headings make one. What stands under a heading may
do without a verb (see `geomap.movement.itineraries`). The head of a letter ("Aden, 3 March 1912") says where
its writer is on that day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from geomap.model import TimeExpression, When
from geomap.movement import lexicon as lx
from geomap.movement.units import Unit

ENOUGH = 2
"""Headings that make a text a list."""
_COUNTED = lx.words("day days stage stages week leg stop night nights etape étape stretch")
_NUMBERS = lx.words("""
    one two three four five six seven eight nine ten eleven twelve first second third fourth fifth sixth
""")
_DIGITS = re.compile(r"\d{1,3}(?:[-–/]\d{1,3})?$")
_WEEKDAYS = lx.words("monday tuesday wednesday thursday friday saturday sunday")
LONGEST_DATELINE = 8
"""Words of the head of a letter."""
_LINKS = lx.PREPOSITIONS | lx.words("the de la le du am an der camp board")
_PLACES = frozenset(["location", "actor"])
_DAY = len("1912-03-03")
_AFTER = frozenset([":", "-", "–", "—", ".", "|"])


class Headed(NamedTuple):
    """Sentences without their headings.

    Attributes
    ----------
    days
        For each sentence that a heading opens, by its index, the day of it; None where it gives none.
    listed
        The text is a diary, a log or an itinerary.
    """

    lines: tuple[tuple[Unit, ...], ...]
    days: dict[int, When | None]
    listed: bool


def without_headings(lines: Sequence[Sequence[Unit]]) -> Headed:
    """Take the headings off the sentences of a text that has at least two."""
    found = {n: size for n, units in enumerate(lines) if (size := _heading(units))}
    if len(found) < ENOUGH:
        return Headed(tuple(tuple(units) for units in lines), {}, listed=False)
    days: dict[int, When | None] = {}
    out: list[tuple[Unit, ...]] = []
    for n, units in enumerate(lines):
        size = found.get(n, 0)
        if size:
            time = units[0].time
            days[n] = When(time.text, time.iso, time.basis) if time is not None else None
        out.append(tuple(units[size:]))
    return Headed(tuple(out), days, listed=True)


def _heading(units: Sequence[Unit]) -> int:
    """Give how many units of a sentence are its heading."""
    if not units:
        return 0
    first = units[0]
    day = first.kind == "time" and not (first.time and (first.time.iso or "").startswith("P"))
    if day or (first.low in _WEEKDAYS and first.is_capital):
        size = 1
    elif first.low in _COUNTED and first.is_capital and len(units) > 1 and _is_number(units[1]):
        size = 2
    else:
        return 0
    if size == len(units):
        return size
    if units[size].text in _AFTER:
        return size + 1
    if units[size].text == "," and size + 1 < len(units) and units[size + 1].kind == "place":
        return size + 1
    return 0


class Dateline(NamedTuple):
    """The head of a letter: where it was written (None where that is no known place), and when."""

    place: Unit | None
    time: TimeExpression


def read_dateline(units: Sequence[Unit], after: Sequence[Unit] = ()) -> Dateline | None:
    """Read the head of a letter, of which the day may stand in a line of its own.

    Parameters
    ----------
    after
        The sentence after it.
    """
    words = [u for u in units if u.kind != "mark"]
    place = next((u for u in words if u.mention is not None and u.mention.role in _PLACES), None)
    if not words or len(words) > LONGEST_DATELINE or words[0].kind == "time" or not words[0].is_capital:
        return None
    if any(u.kind == "word" and not u.is_capital and u.low not in _LINKS for u in words):
        return None
    below = [u for u in after if u.kind != "mark"]
    day = words[-1] if words[-1].kind == "time" else below[0] if place and len(below) == 1 else words[0]
    time = day.time
    if place is None and units[max(units.index(day) - 1, 0)].text != ",":
        return None
    alone = all(u.kind == "place" or (u.kind != "time" and day in words) for u in words if u is not day)
    return Dateline(place, time) if alone and time is not None and len(time.iso or "") == _DAY else None


def _is_number(unit: Unit) -> bool:
    return unit.low in _NUMBERS or _DIGITS.match(unit.text) is not None
