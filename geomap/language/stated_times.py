"""What a time expression means that needs no day to count from: years, lengths of time, times of day.

From a match and its words to ISO 8601, or None where they mean nothing definite. Vague numbers have their
nominal value ("a few days" is ``P3D``); midnight is None, for it may begin or end the day that is named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from geomap.language.calendar_spans import stage_of
from geomap.language.time_patterns import TimeMatch
from geomap.language.time_words import DAY_NAMES, NUMBERS
from geomap.read.days import MONTHS

SCALE = {"fortnight": 2, "decade": 10, "century": 100, "centurie": 100}
"""How many weeks or years a unit counts for."""
_UNITS = {
    "second": "PT{}S", "minute": "PT{}M", "hour": "PT{}H", "day": "P{}D", "night": "P{}D", "week": "P{}W",
    "fortnight": "P{}W", "month": "P{}M", "year": "P{}Y", "decade": "P{}Y", "century": "P{}Y",
    "centurie": "P{}Y",
}  # fmt: skip
_OFTEN = {
    "annual": "P1Y", "annually": "P1Y", "yearly": "P1Y", "monthly": "P1M", "weekly": "P1W", "daily": "P1D",
    "hourly": "PT1H",
}  # fmt: skip
_PARTS_OF_YEAR = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}
_PARTS_OF_DECADE = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}
_UNIVERSAL = frozenset({"GMT", "UTC", "Z"})
_CLOCK = re.compile(r"(\d{1,2})[:.]? ?(\d\d)?$")
_THOUSANDS = 3
_HALF_DAY_HOURS, _DAY_HOURS = 12, 24


def stated_iso(match: TimeMatch, words: str) -> str | None:
    """Give what a match means by itself.

    Parameters
    ----------
    match
        A match of a form that counts from no day.
    words
        The characters that matched.

    Returns
    -------
    str or None
        ISO 8601; a time of day without its day begins with ``T``.
    """
    return _RULES[match.form](match.groups, words)


def number_of(words: str) -> float | None:
    """Give the number that figures or words name."""
    lowered = words.lower()
    if lowered in NUMBERS:
        return NUMBERS[lowered]
    thousands = len(lowered.split(",")[-1]) == _THOUSANDS
    try:
        return float(lowered.replace(",", "" if thousands else "."))
    except ValueError:
        return None


Groups = tuple[str | None, ...]


def _month_and_year(groups: Groups, _words: str) -> str:
    return f"{groups[1]}-{MONTHS[(groups[0] or '').lower().rstrip('.')]:02d}"


def _stage_of_year(groups: Groups, _words: str) -> str:
    first, last = _PARTS_OF_YEAR[stage_of(groups[0] or "")]
    return f"{groups[1]}-{first:02d}/{groups[1]}-{last:02d}"


def _year(groups: Groups, _words: str) -> str | None:
    return groups[0]


def _years(groups: Groups, _words: str) -> str | None:
    first, last = groups[0] or "", groups[1] or ""
    last = first[: len(first) - len(last)] + last
    return f"{first}/{last}" if first <= last else None


def _decade(groups: Groups, _words: str) -> str:
    first = int(groups[1] or 0)
    shift, end = _PARTS_OF_DECADE.get(groups[0] or "", (0, 9))
    return f"{first + shift}/{first + end}"


def _duration(groups: Groups, words: str) -> str | None:
    count, unit = number_of(groups[0] or ""), (groups[1] or "").rstrip("s")
    if count is None:
        return None
    count += 0.5 * ("and a half" in words.replace("-", " "))
    return _UNITS[unit].format(f"{count * SCALE.get(unit, 1):g}")


def _vague_duration(groups: Groups, _words: str) -> str:
    plural, whole = groups
    if plural:
        return "P10Y" if plural == "decades" else "P100Y"
    return _UNITS[whole or "day"].format(1)


def _often(groups: Groups, _words: str) -> str:
    return _OFTEN[groups[0] or ""]


def _every(groups: Groups, _words: str) -> str:
    unit = groups[0] or ""
    return "P1W" if unit in DAY_NAMES else _UNITS[unit].format(1)


def _clock(groups: Groups, _words: str) -> str | None:
    twelve, half, zone, exact, exact_zone, plain, word = groups
    if word:
        return None if word == "midnight" else "T12:00"
    read = _CLOCK.match((twelve or exact or plain or "").replace(" ", ""))
    if read is None:
        return None
    hour, minute = int(read[1]), int(read[2] or 0)
    if half:
        if not 1 <= hour <= _HALF_DAY_HOURS:
            return None
        hour = hour % _HALF_DAY_HOURS + _HALF_DAY_HOURS * (half[0] in "pP")
    if hour >= _DAY_HOURS:
        return None
    return f"T{hour:02d}:{minute:02d}{'Z' if (zone or exact_zone) in _UNIVERSAL else ''}"


_RULES: Mapping[str, Callable[[Groups, str], str | None]] = MappingProxyType(
    {
        "stage of year": _stage_of_year,
        "month and year": _month_and_year,
        "every": _every,
        "decade": _decade,
        "years": _years,
        "clock": _clock,
        "duration": _duration,
        "vague duration": _vague_duration,
        "often": _often,
        "year": _year,
    }
)
