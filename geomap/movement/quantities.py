"""Figures with a unit: distances, durations, speeds.

From a stretch of text to `Quantity`s with their value in the printed unit and in SI. "1,180 kilometers
(733 miles)" gives two, the second marked as the conversion of the first. Ages, heights and "three years
ago" are no claims and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from geomap.movement import lexicon as lx

QuantityType = Literal["distance", "duration", "speed"]

_DISTANCE = {
    "km": ("km", 1000.0), "kms": ("km", 1000.0), "kilometer": ("km", 1000.0), "kilometers": ("km", 1000.0),
    "kilometre": ("km", 1000.0), "kilometres": ("km", 1000.0), "mile": ("mi", 1609.344),
    "miles": ("mi", 1609.344), "mi": ("mi", 1609.344), "nautical": ("nmi", 1852.0), "metres": ("m", 1.0),
    "meters": ("m", 1.0), "metre": ("m", 1.0), "meter": ("m", 1.0), "feet": ("ft", 0.3048),
    "yards": ("yd", 0.9144), "leagues": ("league", 4828.0),
}  # fmt: skip
_SIZES = frozenset(lx.words("metre meter metres meters feet yards"))
_DURATION = {
    "second": 1.0, "minute": 60.0, "hour": 3600.0, "hr": 3600.0, "day": 86400.0, "night": 86400.0,
    "week": 604800.0, "month": 2629800.0, "year": 31557600.0, "decade": 315576000.0,
}  # fmt: skip
_SPEED = {**dict.fromkeys(("km/h", "kph", "kmh", "kmph"), ("km/h", 1 / 3.6)),
          "mph": ("mph", 0.44704), "knots": ("kn", 0.514444), "knot": ("kn", 0.514444)}  # fmt: skip
_UP_TO_TWENTY = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety hundred"
_WORDS = {w: float(n) for n, w in enumerate(_UP_TO_TWENTY.split())}
_WORDS |= {w: 10.0 * n for n, w in enumerate(_TENS.split(), 2)} | {"a": 1.0, "an": 1.0}

_NUMBER = r"\d{1,9}(?:,\d{3}){0,4}(?:\.\d{1,6})?"
_WORD_NUMBER = "|".join(sorted((w for w in _WORDS if w not in {"a", "an"}), key=len, reverse=True))
_PATTERN = re.compile(
    rf"(?<![\w.,-])(?P<number>{_NUMBER}|(?:{_WORD_NUMBER})(?:-(?:one|two|three|four|five|six|seven|eight|nine))?\b)"
    r"(?P<gap>[ \u00a0-]?)"
    r"(?P<unit>kilometers?|kilometres?|kms?/h|kmph|kmh|kph|kms?|nautical miles?|miles?|mph|knots?"
    r"|metres?|meters?|feet|yards|leagues|hours?|hrs?|minutes?|days?|nights?|weeks?|months?|years?|mi)\b"
    r"(?P<per>[ \u00a0](?:per|an)[ \u00a0]hour|/h)?",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(
    r"[- ](?:old|ago|earlier|later|before|after|high|tall|deep|wide|above|below|thick|in prison|from now)\b",
    re.IGNORECASE,
)
BETWEEN_CONVERSIONS = 4
"""Characters between a figure and its conversion: " (", ", or "."""


class Quantity(NamedTuple):
    """A figure with its unit.

    Attributes
    ----------
    si
        In m, s or m/s.
    converts
        It repeats the figure right before it in another unit.
    """

    start: int
    end: int
    type: QuantityType
    value: float
    unit: str
    si: float
    converts: bool = False


def find_quantities(text: str, start: int, end: int) -> Iterator[Quantity]:
    """Give the figures with a unit in a stretch of text, in order."""
    last: Quantity | None = None
    for match in _PATTERN.finditer(text, start, end):
        quantity = _read(match)
        if quantity is None or _NOT_AFTER.match(text, match.end(), min(end, match.end() + 20)):
            continue
        if last is not None and last.type == quantity.type and last.unit != quantity.unit:
            between = text[last.end : quantity.start]
            if len(between) <= BETWEEN_CONVERSIONS and between.strip() in {"(", "/", "or", ", or"}:
                quantity = quantity._replace(converts=True)
        yield quantity
        last = quantity


def _read(match: re.Match[str]) -> Quantity | None:
    number = match["number"].lower()
    if number[0].isdigit():
        value = float(number.replace(",", ""))
    else:
        value = sum(_WORDS[w] for w in number.split("-"))
    unit = match["unit"].lower()
    if match["per"] or unit in _SPEED or unit.endswith("/h"):
        name, factor = _speed_unit(unit)
        return Quantity(match.start(), match.end(), "speed", value, name, value * factor)
    word = unit.split()[0]
    if word in _SIZES and match["gap"] == "-":
        return None
    if word in _DISTANCE:
        name, factor = _DISTANCE[word]
        return Quantity(match.start(), match.end(), "distance", value, name, value * factor)
    single = unit.rstrip("s")
    if single in _DURATION:
        return Quantity(match.start(), match.end(), "duration", value, single, value * _DURATION[single])
    return None


def _speed_unit(unit: str) -> tuple[str, float]:
    if unit.startswith("mile") or unit == "mph":
        return _SPEED["mph"]
    if unit.startswith("knot"):
        return _SPEED["knots"]
    if unit.startswith("met"):
        return "m/h", 1 / 3600
    return _SPEED["km/h"]
