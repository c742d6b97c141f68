"""Days, weeks, weekends and months counted from a day, as ISO 8601.

From a day and a count to a date, a month or an interval ``a/b``. Weeks run from Monday. What the calendar
does not have is None.
"""

from __future__ import annotations

import datetime as dt


def day_of_iso(published: str | None) -> dt.date | None:
    """Give the day of an ISO date, or None for a month, a year or what is no date."""
    try:
        return dt.date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def day_of(year: int, month: int, day: int) -> dt.date | None:
    """Give the date, or None if the calendar has none."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def days_from(day: dt.date, days: int) -> str | None:
    """Give the date so many days after a day."""
    try:
        return (day + dt.timedelta(days=days)).isoformat()
    except OverflowError:
        return None


def month_from(day: dt.date, shift: int) -> str | None:
    """Give the month so many months after a day's."""
    index = day.year * 12 + day.month - 1 + shift
    return f"{index // 12:04d}-{index % 12 + 1:02d}" if index >= 12 else None  # noqa: PLR2004


def week_from(day: dt.date, shift: int) -> str:
    """Give the week so many weeks after a day's."""
    monday = day - dt.timedelta(days=day.weekday()) + dt.timedelta(weeks=shift)
    return f"{monday.isoformat()}/{(monday + dt.timedelta(days=6)).isoformat()}"


def weekend_of(day: dt.date, *, back: bool) -> str:
    """Give the weekend of a day's week, or the last one that has begun."""
    saturday = day + dt.timedelta(days=5 - day.weekday())
    if back and saturday > day:
        saturday -= dt.timedelta(weeks=1)
    return f"{saturday.isoformat()}/{(saturday + dt.timedelta(days=1)).isoformat()}"


def stage_of(words: str) -> str:
    """Give which third "early", "the end of" and their like mean."""
    lowered = words.lower()
    if "early" in lowered or "beginning" in lowered or "start" in lowered:
        return "early"
    return "mid" if "mid" in lowered else "late"
