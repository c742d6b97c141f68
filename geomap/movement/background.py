"""Earlier trips: what a text tells as background, long before its story.

From a statement to yes or no, by cues in its clause ("had already met", "on a previous visit") and by
a year in it that lies before the document's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from geomap.movement import lexicon as lx
from geomap.movement.ends import Ends
from geomap.movement.trigger import Trigger
from geomap.movement.units import Reading, Unit
from geomap.movement.verbs import VISIT

_YEAR = re.compile(r"[12]\d{3}")
LONG_BEFORE_DAYS = 400
"""A day this long before the story belongs to an earlier trip, or has a slip in its year."""
_PLACING = lx.words("before after then first next when until by on")
"""Words that say between which stops something lies."""
_JOINED = lx.words("and but ;")
_WEEKDAY = re.compile(r"(?i)\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b")
_AGO = frozenset(["ago", "earlier", "before", "previously"])


def is_background(
    reading: Reading, units: Sequence[Unit], trigger: Trigger, ends: Ends, *, now: str | None
) -> bool:
    """Say whether a statement tells an earlier trip.

    Parameters
    ----------
    now
        The day to which the story had come before, ISO 8601, None if it has named none.
    """
    group = trigger.group
    first = max(0, (group.start if group else trigger.first) - 8)
    clause = units[first : ends.last + 1]
    lows = {u.low for u in clause}
    dated = [u for u in clause if u.time is not None and _years(u)]
    story = reading.story_day
    if dated and story and all(_is_long_before(u, story) for u in dated):
        iso = max(_iso(u) for u in dated)
        if now is not None and now[:4].isdigit():
            if int(iso[:4]) < int(now[:4]):
                return True
        elif _is_about_now(reading, story):
            return True
    if dated and _is_only_year(reading, dated):
        return True
    years = bool(dated)
    lows = lows | {u.low for u in units[first : trigger.first]}
    if group is not None and group.pluperfect and "once" in lows:
        return True
    if group is not None and group.pluperfect and (lows & lx.PAST_CUES or ("already" in lows and years)):
        return True
    if group is not None and group.pluperfect and _is_aside(units, trigger, ends):
        return True
    if _hangs_on_look_back(units, group.start if group else trigger.first, ends.last):
        return True
    return any(_is_long_ago(units, i) for i in range(first, min(ends.last + 4, len(units))))


def _is_aside(units: Sequence[Unit], trigger: Trigger, ends: Ends) -> bool:
    """Say whether a pluperfect adds a place without saying when: "had also called at X", "had visited X".

    "Had also" adds to a list and "had visited" looks back, so that neither says between which stops it lies.
    """
    start = trigger.group.start if trigger.group is not None else trigger.first
    lead = next((i + 1 for i in range(start - 1, 0, -1) if units[i].low in _JOINED), 0)
    if any(u.kind == "time" or u.low in _PLACING for u in units[lead : ends.last + 3]):
        return False
    said = {u.low for u in units[start : trigger.first]}
    return trigger.frame is VISIT or bool(said & {"also", "ever", "once"})


def _hangs_on_look_back(units: Sequence[Unit], first: int, last: int) -> bool:
    """Say whether a clause with "where" explains a place of a look-back: "had been in X, where they …"."""
    where = next((k for k in range(first - 1, max(0, first - 5), -1) if units[k].low == "where"), None)
    if where is None or any(u.kind == "time" or u.low in _PLACING for u in units[: last + 1]):
        return False
    return "had" in {u.low for u in units[max(0, where - 8) : where]} and any(
        u.kind == "place" for u in units[max(0, where - 2) : where]
    )


def _is_long_ago(units: Sequence[Unit], i: int) -> bool:
    """Say whether "two years earlier", "decades ago" stands at i, as one unit or as words."""
    words = units[i].low.split()
    if units[i].kind != "time":
        words = [u.low for u in units[i : i + 2]]
    spans = lx.words("years decades year decade") & set(words)
    return bool(spans and _AGO & set(words))


def _is_only_year(reading: Reading, dated: Sequence[Unit]) -> bool:
    """Say whether a bare year stands in a text that counts its own days by weekdays, without a date."""
    if reading.prose.document.published is not None or any(len(_iso(u)) != len("2015") for u in dated):
        return False
    times = [u.time for u in reading.times if u.time is not None]
    open_days = [t for t in times if t.iso is None and _WEEKDAY.search(t.text)]
    stated = {t.iso[:4] for t in times if t.iso and _YEAR.match(t.iso)}
    return bool(open_days[1:]) and not stated - {_iso(u) for u in dated}


def _years(unit: Unit) -> list[int]:
    iso = (unit.time.iso or "") if unit.time else ""
    if iso.startswith("P"):
        return []
    return [int(y) for y in _YEAR.findall(iso or unit.text)]


def _iso(unit: Unit) -> str:
    return ((unit.time.iso or "") if unit.time else "") or max(_YEAR.findall(unit.text), default="")


def _is_long_before(unit: Unit, story: str) -> bool:
    """Say whether a date lies well before the story: an earlier year, or a day over a year before."""
    iso = _iso(unit)
    year = int(_YEAR.findall(iso)[-1])
    if len(iso) == len("2019"):
        return year < int(story[:4])
    return (int(story[:4]) - year) * 365 + _day_of_year(story) - _day_of_year(iso) > LONG_BEFORE_DAYS


def _is_about_now(reading: Reading, story: str) -> bool:
    """Say whether most dates of a document lie near the day that it is told from."""
    dated = [
        u
        for u in reading.times
        if u.time is not None and (u.time.basis == "relative" or u.time.iso is None or _years(u))
    ]
    near = [u for u in dated if not _years(u) or not _is_long_before(u, story)]
    return len(near) * 2 >= len(dated)


def _day_of_year(iso: str) -> int:
    month = int(iso[5:7]) if iso[5:7].isdigit() else 6
    return month * 30 + (int(iso[8:10]) if iso[8:10].isdigit() else 15)
