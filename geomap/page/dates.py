"""ISO 8601 dates as a reader says them; what is none stays as it stands."""

from __future__ import annotations

import re

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d:\d\d).*)?)?)?")


def in_words(iso: str) -> str:
    """Write a date, month, year or interval in words.

    >>> in_words("2023-09-10")
    '10 September 2023'
    >>> in_words("2023-09-12/2023-09-14")
    '12–14 September 2023'
    """
    first, slash, last = iso.partition("/")
    if not slash:
        return _one(iso)
    if last in {"", ".."}:
        return f"from {_one(first)}"
    a, b = _DATE.fullmatch(first), _DATE.fullmatch(last)
    if a and b and a[3] and b[3] and (a[1], a[2]) == (b[1], b[2]):
        return f"{int(a[3])}–{_one(last)}"
    return f"{_one(first)} – {_one(last)}"


def _one(iso: str) -> str:
    match = _DATE.fullmatch(iso)
    if match is None or (match[2] and not 1 <= int(match[2]) <= len(MONTHS)):
        return iso
    year, month, day, time = match.groups()
    words = [f"{int(day)}"] if day else []
    words += [MONTHS[int(month) - 1]] if month else []
    return " ".join([*words, year]) + (f", {time}" if time else "")
