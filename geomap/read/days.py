"""Calendar days that a text writes out: "September 12, 2023", "12. Sept.", "2023-09-12", "12.9.2023".

From a text to the days in it, with exact offsets; the year may be missing. Months in English, German,
French, Spanish and Italian. Refused: days that no calendar has, and figures that could be day and month
either way ("9/12/2023"), unless both readings are the same day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from geomap.late import late_pattern

_NAMES = {
    1: "january jan januar jänner janvier enero gennaio",
    2: "february feb februar februari février febrero febbraio",
    3: "march mar märz mars marzo",
    4: "april apr avril abril aprile",
    5: "may mai mayo maggio",
    6: "june jun juni juin junio giugno",
    7: "july jul juli juillet julio luglio",
    8: "august aug août agosto",
    9: "september sept sep septembre septiembre settembre",
    10: "october oct oktober okt octobre octubre ottobre",
    11: "november nov novembre noviembre",
    12: "december dec dezember dez décembre diciembre dicembre",
}
MONTHS = {name: number for number, names in _NAMES.items() for name in names.split()}
"""Number of each month by its names and abbreviations, in small letters."""

_WEEKDAY_NAMES = (
    "monday mon montag lundi lunes lunedì",
    "tuesday tue tues dienstag mardi martes martedì",
    "wednesday wed mittwoch mercredi miércoles mercoledì",
    "thursday thu thur thurs donnerstag jeudi jueves giovedì",
    "friday fri freitag vendredi viernes venerdì",
    "saturday sat samstag samedi sábado sabato",
    "sunday sun sonntag dimanche domingo domenica",
)
WEEKDAYS = {name: number for number, names in enumerate(_WEEKDAY_NAMES) for name in names.split()}
"""Number of each weekday (Monday is 0) by its names and abbreviations, in small letters."""

_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + ")"
_WEEKDAY = "(?:" + "|".join(sorted(WEEKDAYS, key=len, reverse=True)) + ")"
# A year may follow after a comma, a space or "of"; four figures that are a time or a sum are none.
_YEAR = r"(?:(?:,?\s{1,3}|\s{0,2}/\s{0,2})((?:1[5-9]|20)\d\d)(?![\d%]|[.,:]\d))?"
_PATTERN = late_pattern(
    rf"(?<![\w.])(?:({_WEEKDAY})\.?,?\s{{1,3}}(?:the\s|den\s)?)?"
    rf"(?:({_MONTH})\.?\s{{1,3}}(\d{{1,2}})(?:st|[nr]?d|th)?(?![\d%:]|[.,]\d){_YEAR}"
    rf"|(\d{{1,2}})(?:st|[nr]?d|th|er|\.)?\s{{1,3}}(?:of\s{{1,3}}|de\s)?({_MONTH})\b\.?(?:\sde)?{_YEAR}"
    r"|((?:1[5-9]|20)\d\d)-(\d\d)-(\d\d)(?![\d-])"
    r"|(\d{1,2})([./])(\d{1,2})\12((?:19|20)\d\d)(?!\d))",
    re.IGNORECASE,
)

# Where a day may stand at all: a month's first letters or figures with marks between. The pattern above is
# tried only around these, for it is slow on text that has none.
_HINT = late_pattern(
    r"\b(?:jan|jän|ene|gen|f[eé][bv]|mar|mär|apr|avr|abr|ma[yigj]|ju[nil]|giu|lug|aug|août|ago|sep|set|o[ckt]t|nov|d[eé][cz]|dic)"
    r"|\d[-./]\d\d?[-./]\d",
    re.IGNORECASE,
)
_BEFORE, _AFTER = 30, 40


@dataclass(frozen=True, slots=True)
class Day:
    """A day in the text; ``year`` is None where it is not written, ``weekday`` counts from Monday as 0."""

    start: int
    end: int
    year: int | None
    month: int
    day: int
    weekday: int | None = None

    @property
    def date(self) -> dt.date | None:
        """The date, if the year is written."""
        return dt.date(self.year, self.month, self.day) if self.year else None

    def nearest(self, to: dt.date) -> dt.date:
        """Give the date; of a day without its year, the one nearest to the given date."""
        if self.year:
            return dt.date(self.year, self.month, self.day)
        near = [d for y in (to.year - 1, to.year, to.year + 1) if (d := _date(y, self.month, self.day))]
        return min(near, key=lambda d: (abs((d - to).days), d)) if near else to


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def find_days(text: str, start: int = 0, end: int | None = None) -> Iterator[Day]:
    """Give the calendar days of ``text[start:end]`` in order."""
    stop = len(text) if end is None else end
    for first, last in _windows(text, start, stop):
        for match in _PATTERN.finditer(text, first, last):
            day = _read(match)
            if day is not None:
                yield day


def _windows(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Give the ranges in which days may stand, without overlaps."""
    first = last = -1
    for hint in _HINT.finditer(text, start, stop):
        a, b = max(start, hint.start() - _BEFORE), min(stop, hint.end() + _AFTER)
        if a <= last:
            last = b
            continue
        if last > 0:
            yield first, last
        first, last = a, b
    if last > 0:
        yield first, last


def _read(match: re.Match[str]) -> Day | None:
    """Give the day that a match means, or None if the calendar has none."""
    weekday = WEEKDAYS[match[1].lower()] if match[1] else None
    if match[2]:
        year, month, day = match[4], MONTHS[match[2].lower()], int(match[3])
    elif match[6]:
        year, month, day = match[7], MONTHS[match[6].lower()], int(match[5])
    elif match[8]:
        year, month, day = match[8], int(match[9]), int(match[10])
    else:
        year, day, month = match[14], int(match[11]), int(match[13])
        if match[12] == "/":
            if day != month and max(day, month) <= 12:  # noqa: PLR2004 (either could be the month)
                return None
            day, month = max(day, month), min(day, month)
    if _date(int(year) if year else 2000, month, day) is None:
        return None
    return Day(match.start(), match.end(), int(year) if year else None, month, day, weekday)
