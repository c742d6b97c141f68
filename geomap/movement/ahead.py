"""The present tense for what is to come: "returns to Rome on Sunday", "is travelling there next week".

From a verb of motion in the present and the times of its clause to whether it lies ahead, and from the
time of a plan to the same time after the day of the text. A present tense with no time, or with a day that
is over, tells what happens.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from geomap.model import When
from geomap.movement import lexicon as lx
from geomap.movement.trigger import Trigger
from geomap.movement.units import Unit
from geomap.movement.verbs import VERB_FORMS

_WEEKDAY = re.compile(
    r"(?i)^(?:(?:on|this|early|late|late on|early on)\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"(?:\s+(?:morning|afternoon|evening|night))?$"
)
_AHEAD = re.compile(r"(?i)^(?:tomorrow|tonight|next\b|the (?:next|coming)\b)")
_MONTH = re.compile(
    r"(?i)^(?:in\s+)?(?:january|february|march|april|may|june|july|august|september|october|november|december)$"
)
_DAY, _MONTH_ONLY = len("2023-09-12"), len("2023-09")
LEAD_IN = 8


def is_ahead(units: Sequence[Unit], trigger: Trigger, last: int, *, published: str | None) -> bool:
    """Say whether a verb stands in the present and a time in its clause lies ahead."""
    group = trigger.group
    if group is None or not _is_present(units, trigger):
        return False
    if not group.finite and units[group.start - 1].low not in lx.words("i we they you"):
        return False
    for unit in units[max(0, group.start - LEAD_IN) : last + 1]:
        time = unit.time
        if time is None:
            continue
        text = " ".join(time.text.split())
        if _AHEAD.search(text):
            return True
        day = time.iso[:_DAY] if time.iso and not time.iso.startswith("P") else None
        if _WEEKDAY.search(text):
            return published is None or day is None or day != published
        if _MONTH.search(text):
            return published is None or day is None or day[:_MONTH_ONLY] != published[:_MONTH_ONLY]
        if published is not None and day is not None and day > published[: len(day)]:
            return True
    return False


def _is_present(units: Sequence[Unit], trigger: Trigger) -> bool:
    group = trigger.group
    if group is None:
        return False
    forms = {v.form for v in VERB_FORMS.get(units[trigger.first].low, ())}
    before = {u.low for u in units[group.start : trigger.first]}
    if before & {"is", "are", "am", "'s", "'re", "'m"}:
        return "ing" in forms or group.passive
    return (
        not before & {"was", "were", "had", "has", "have", "did"}
        and bool(forms & {"s", "base"})
        and ("past" not in forms)
    )


def moved(when: When, *, published: str | None) -> When:
    """Move a bare weekday or month of a plan that lies before the day of the text to after it."""
    if published is None or not when.iso:
        return when
    text = " ".join(when.text.split())
    try:
        today = dt.date.fromisoformat(published[:_DAY])
        if _WEEKDAY.search(text) and len(when.iso) >= _DAY and "/" not in when.iso:
            day = dt.date.fromisoformat(when.iso[:_DAY])
            if today - dt.timedelta(days=7) <= day < today:
                day += dt.timedelta(days=7)
                return replace(when, iso=day.isoformat() + when.iso[_DAY:])
        if _MONTH.search(text) and len(when.iso) == _MONTH_ONLY and when.iso < published[:_MONTH_ONLY]:
            return replace(when, iso=f"{int(when.iso[:4]) + 1}{when.iso[4:]}")
    except ValueError:
        return when
    return when
