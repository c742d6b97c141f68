"""Fields of a JSON object that somebody may have written by hand, read one by one.

From a plain dict to values of the right type, or a ValueError that says where the wrong one stands.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

LONGEST_TEXT = 10_000
"""Characters of a note, a quote, a path: nobody writes more, and a file may be hostile."""

MOST_CHARACTERS = 10**12
"""No text is longer: a limit for offsets."""

_HALF = re.compile("[\ud800-\udfff]")


class Fields:
    """Reads fields of a record, strictly or not; says where the wrong one stands."""

    def __init__(self, record: object, where: str, *, strict: bool) -> None:
        if not isinstance(record, dict):
            raise ValueError(f"{where} is no object: {shown(record)}")  # noqa: TRY004 - one kind of error
        self._record = record
        self.where = where
        self.strict = strict
        self._read: set[str] = set()

    def raw(self, key: str, *, needed: bool = True) -> Any:  # noqa: ANN401 - any JSON value
        """Give a value of any kind; None where it is not there and not needed."""
        self._read.add(key)
        if needed and key not in self._record:
            raise ValueError(f"{self.where} has no {key!r}")
        return self._record.get(key)

    def refuse(self, key: str, why: str) -> ValueError:
        """Make the error that says why a value is refused."""
        return ValueError(f"{self.where}: {key!r} {why}: {shown(self._record.get(key))}")

    def text(self, key: str, *, least: int = 0, most: int = LONGEST_TEXT) -> str:
        """Give a text of so many characters."""
        value = self.raw(key)
        if not isinstance(value, str):
            raise self.refuse(key, "is no text")
        if not least <= len(value) <= most:
            raise self.refuse(key, "is empty" if len(value) < least else f"is longer than {most} characters")
        if _HALF.search(value):
            raise self.refuse(key, "holds half a character (a lone surrogate)")
        return value

    def text_or_none(self, key: str, *, most: int = LONGEST_TEXT) -> str | None:
        """Give a text, or None for null and for a field that is not there."""
        return None if self.raw(key, needed=False) is None else self.text(key, most=most)

    def whole(self, key: str) -> int:
        """Give a whole number from 0."""
        value = self.raw(key)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < MOST_CHARACTERS:
            raise self.refuse(key, "is no whole number from 0")
        return value

    def degrees(self, key: str, most: float) -> float:
        """Give a number of degrees in a range around 0."""
        return degrees(self.raw(key), most, f"{self.where}: {key!r}")

    def word(self, key: str, words: Sequence[str]) -> Any:  # noqa: ANN401 - one of the words
        """Give one of some words."""
        value = self.raw(key)
        if not isinstance(value, str) or value not in words:
            raise self.refuse(key, f"is none of {', '.join(words)}")
        return value

    def inner(self, key: str) -> Fields:
        """Give the fields of an object in this one."""
        return Fields(self.raw(key), f"{self.where}.{key}", strict=self.strict)

    def close(self) -> None:
        """Refuse fields that nobody asked for."""
        unknown = [k for k in self._record if k not in self._read]
        if self.strict and unknown:
            raise ValueError(f"{self.where} has an unknown field: {shown(unknown[0])}")


def finite(number: str) -> float:
    """Read a number as JSON writes it, for `json.loads`: no NaN, no infinity, nothing beyond a float.

    Raises
    ------
    ValueError
        It is one of these.
    """
    value = float(number)
    if not math.isfinite(value):
        raise ValueError(f"{number} is not a number")
    return value


def shown(value: object) -> str:
    """Give the beginning of a value for a message, in plain letters."""
    text = ascii(value) if not isinstance(value, str) else ascii(value[:60])
    return text if len(text) <= 80 else text[:80] + "…"  # noqa: PLR2004 - what fits a line


def degrees(value: object, most: float, where: str) -> float:
    """Check a number of degrees; ValueError says where it stands."""
    if isinstance(value, int | float) and not isinstance(value, bool) and -most <= value <= most:
        return float(value)
    raise ValueError(f"{where} is no number from -{most:.0f} to {most:.0f}: {shown(value)}")
