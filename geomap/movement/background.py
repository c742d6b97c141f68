"""Earlier trips: what a text tells as background, long before its story.

From a statement to yes or no, by cues in its clause ("had already met", "on a previous visit") and by
a year in it that lies before the document's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from geomap.movement import lexicon as lx
from geomap.movement.ends import Ends
from geomap.movement.triggers import Trigger
from geomap.movement.units import Reading, Unit

_YEAR = re.compile(r"[12]\d{3}")
_AGO = frozenset("ago earlier before previously".split())


def is_background(reading: Reading, units: Sequence[Unit], trigger: Trigger, ends: Ends) -> bool:
    """Say whether a statement tells an earlier trip."""
    group = trigger.group
    first = max(0, (group.start if group else trigger.first) - 8)
    clause = units[first : ends.last + 1]
    lows = {u.low for u in clause}
    years = [y for u in clause if u.time is not None for y in _years(u)]
    story = _story_year(reading)
    if years and story and max(years) < story:
        return True
    if group is not None and group.pluperfect and (lows & lx.PAST_CUES or "already" in lows and years):
        return True
    return any(u.low == "years" and units[min(i + 1, len(units) - 1)].low in _AGO for i, u in enumerate(units[first : ends.last + 1], first))


def _years(unit: Unit) -> list[int]:
    iso = (unit.time.iso or "") if unit.time else ""
    if iso.startswith("P"):
        return []
    return [int(y) for y in _YEAR.findall(iso or unit.text)]


def _story_year(reading: Reading) -> int | None:
    """Give the year that the document is about: of its publication, else its latest year."""
    published = reading.prose.document.published
    years = [y for units in reading.lines for u in units if u.time is not None for y in _years(u)]
    if published:
        return int(published[:4])
    return max(years) if years else None
