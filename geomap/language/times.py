"""Find the dates, times and durations of a document, and say what each means.

From prose to time expressions in the order of the text. Written out dates are ``stated``. Words such as
"Monday", "last week" or "in July" are ``relative``: they count from the day of publication, backwards
where their clause tells of the past, forwards where it tells of what is to come; "two days later" counts
from the last day named. Without a day of publication they are kept, unresolved. Weeks run from Monday;
"late August" is its last third; a vague number ("a few days") has its nominal value.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable

from geomap.language.tense import Tense, tense_at
from geomap.language.time_patterns import (
    DAY_NAMES,
    MONTH_NAMES,
    NUMBERS,
    SEASONS,
    TimeMatch,
    match_times,
)
from geomap.model import Basis, Prose, TimeExpression
from geomap.read.days import MONTHS

_DAYS = {name: number for number, name in enumerate(DAY_NAMES)}
_SPEEDS = frozenset("kilometers kilometres km miles mph times metres meters knots once twice dollars euros per".split())
_TAKES_TIME = frozenset(
    "for within than over under about nearly almost half in after of took takes lasting lasts lasted last "
    "spent spend the every".split()
)
_UNITS = {
    "second": "PT{}S", "minute": "PT{}M", "hour": "PT{}H", "day": "P{}D", "night": "P{}D", "week": "P{}W",
    "fortnight": "P{}W", "month": "P{}M", "year": "P{}Y", "decade": "P{}Y", "century": "P{}Y", "centurie": "P{}Y",
}  # fmt: skip
_SCALE = {"fortnight": 2, "decade": 10, "century": 100, "centurie": 100}
_OFTEN = {"annual": "P1Y", "annually": "P1Y", "yearly": "P1Y", "monthly": "P1M", "weekly": "P1W", "daily": "P1D", "hourly": "PT1H"}
_UNIVERSAL = frozenset({"GMT", "UTC", "Z"})
_CLOCK = re.compile(r"(\d{1,2})(?:[:.]? ?(\d\d))?$")

# "On November 1, 2006 … By November 11": the year goes on for as long as one story does.
_SAME_STORY_DAYS = 62

Meaning = tuple[str | None, Basis | None]
_UNKNOWN: Meaning = (None, None)


def find_times(prose: Prose) -> tuple[TimeExpression, ...]:
    """Find the time expressions of a document.

    Returns
    -------
    tuple of TimeExpression
        In the order of the text, without overlaps; ``iso`` is None where nothing decides the meaning.
    """
    return _Reader(prose).read()


class _Reader:
    """Reads one document: its day of publication, and the last day that its text has named."""

    def __init__(self, prose: Prose) -> None:
        self.prose = prose
        self.text = prose.text
        self.published = _iso_day(prose.document.published)
        self.last: dt.date | None = None
        self.written: dt.date | None = None

    def read(self) -> tuple[TimeExpression, ...]:
        """Find and resolve all expressions, in order."""
        matches = match_times(self.prose)
        found = []
        for match in sorted(matches, key=lambda m: m.start):
            found.extend(self._expression(match))
        return tuple(self._clocked(found))

    def _expression(self, match: TimeMatch) -> list[TimeExpression]:
        """Give the expression that a match is, or nothing if it is none after all."""
        start, end = match.start, match.end
        if match.form in ("duration", "from there") and not self._is_duration(match):
            return []
        if match.form == "year" and not self._is_year(match):
            return []
        iso, basis = _MEANINGS[match.form](self, match)
        if iso and len(iso) == 10:  # noqa: PLR2004 (YYYY-MM-DD)
            self.last = dt.date.fromisoformat(iso)
        return [TimeExpression(start, end, self.text[start:end], iso, basis)]

    # -- what decides --------------------------------------------------------------------------

    def _tense(self, match: TimeMatch) -> Tense:
        return tense_at(self.prose, match.start, match.end)

    def _tense_of_day(self, match: TimeMatch) -> Tense:
        """Give the tense for a day without its year; one that ends something may lie on either side."""
        if self._before(match.start) in ("until", "till", "through"):
            return Tense.UNKNOWN
        return self._tense(match)

    def _before(self, start: int) -> str:
        """Give the word before a place in the text."""
        i = self.prose.token_index(start)
        return self.prose.tokens[i - 1].text.lower() if i else ""

    def _is_duration(self, match: TimeMatch) -> bool:
        """Say whether "an hour" or "a day" is a length of time, and no rate."""
        number = (match.groups[0] or "").lower()
        before = self._before(match.start)
        if before in _SPEEDS or before == "/" or self.text.startswith("-end", match.end):
            return False
        whole = self.text[match.start : match.end].lower()
        bare = number in ("a", "an", "one") and whole.startswith(number)
        return not bare or match.form == "from there" or "-" in whole or before in _TAKES_TIME

    def _is_year(self, match: TimeMatch) -> bool:
        """Say whether four figures are a year: after a word that leads to one, or as an attribute."""
        year = int(match.groups[0] or 0)
        if not 1500 <= year <= 2100:  # noqa: PLR2004
            return False
        before = self._before(match.start)
        if before in {"in", "since", "by", "until", "till", "from", "during", "before", "after", "of", "through", "for", "to",
                      "between", "around", "about", "and", "mid", "circa", "("}:  # fmt: skip
            return before not in {"for", "to", "and", "about", "of", "around"} or 1900 <= year <= 2060  # noqa: PLR2004
        return before in {"the", "a", "their", "his", "its", "’s", "'s"} and 1900 <= year <= 2060  # noqa: PLR2004

    # -- days and months -----------------------------------------------------------------------

    def _day(self, match: TimeMatch) -> Meaning:
        day = match.day
        if day is None:
            return _UNKNOWN
        if day.year:
            self.written = dt.date(day.year, day.month, day.day)
            return self.written.isoformat(), "stated"
        date = self._without_year(day.month, day.day, self._tense_of_day(match), day.weekday)
        return (date.isoformat(), "relative") if date else _UNKNOWN

    def _without_year(self, month: int, day: int, tense: Tense, weekday: int | None = None) -> dt.date | None:
        """Give the date of a day without its year: near a day just written out, or by the day of publication.

        Of the years around the day of publication, the nearest is meant, or the one on the side that the
        tense tells.
        """
        if self.written and weekday is None:
            near = [_date(self.written.year + y, month, day) for y in (-1, 0, 1)]
            close = [d for d in near if d and abs((d - self.written).days) <= _SAME_STORY_DAYS]
            if close and (self.published is None or abs((self.written - self.published).days) > 2 * _SAME_STORY_DAYS):
                return close[0]
        if self.published is None:
            return None
        days = [d for y in range(-2, 3) if (d := _date(self.published.year + y, month, day))]
        if weekday is not None:
            days = [d for d in days if d.weekday() == weekday] or days
        if tense is Tense.PAST:
            days = [d for d in days if d <= self.published + dt.timedelta(days=1)] or days
        elif tense is Tense.FUTURE:
            days = [d for d in days if d >= self.published - dt.timedelta(days=3)] or days
        return min(days, key=lambda d: abs((d - (self.published or d)).days), default=None)

    def _day_range(self, match: TimeMatch) -> Meaning:
        month, first, last, year = match.groups if match.form == "day range" else (match.groups[2], *match.groups[:2], match.groups[3])
        number = MONTHS[(month or "").lower().rstrip(".")]
        start = (
            _date(int(year), number, int(first or 0))
            if year
            else self._without_year(number, int(first or 0), self._tense(match))
        )
        end = _date(start.year, number, int(last or 0)) if start else None
        if start is None or end is None or end < start:
            return _UNKNOWN
        return f"{start.isoformat()}/{end.isoformat()}", "stated" if year else "relative"

    def _month_year(self, month: int, tense: Tense) -> int | None:
        """Give the year of a month without one: the last such month, or the next if it is to come."""
        if self.published is None:
            return None
        year, now = self.published.year, self.published.month
        if tense is Tense.FUTURE:
            return year if month >= now else year + 1
        return year if month <= now else year - 1

    def _month(self, match: TimeMatch) -> Meaning:
        name = next(g for g in match.groups if g)
        month = MONTHS[name.lower().rstrip(".")]
        year = self._month_year(month, self._tense(match))
        return (f"{year}-{month:02d}", "relative") if year else _UNKNOWN

    def _some_month(self, match: TimeMatch) -> Meaning:
        which, name = (match.groups[0] or "").lower(), match.groups[1] or ""
        month = MONTHS[name.lower().rstrip(".")]
        if self.published is None:
            return _UNKNOWN
        year, now = self.published.year, self.published.month
        if which in ("last", "past"):
            year -= month >= now
        elif which == "next":
            year += month <= now
        return f"{year}-{month:02d}", "relative"

    def _month_and_year(self, match: TimeMatch) -> Meaning:
        month = MONTHS[(match.groups[0] or "").lower().rstrip(".")]
        return f"{match.groups[1]}-{month:02d}", "stated"

    def _stage_of_month(self, match: TimeMatch) -> Meaning:
        stage, name, said = match.groups
        month = MONTHS[(name or "").lower().rstrip(".")]
        year = int(said) if said else self._month_year(month, self._tense(match))
        if year is None:
            return _UNKNOWN
        last = calendar.monthrange(year, month)[1]
        first, end = {"early": (1, 10), "mid": (11, 20), "late": (21, last)}[_stage(stage or "")]
        return f"{year}-{month:02d}-{first:02d}/{year}-{month:02d}-{end:02d}", "stated" if said else "relative"

    def _stage_of_year(self, match: TimeMatch) -> Meaning:
        stage, year = match.groups
        first, last = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}[_stage(stage or "")]
        return f"{year}-{first:02d}/{year}-{last:02d}", "stated"

    def _season(self, match: TimeMatch) -> Meaning:
        stage, season, said, which, bare = match.groups
        first, last = SEASONS[season or bare or "summer"]
        if said:
            year, basis = int(said), "stated"
        elif self.published:
            year, basis = self.published.year, "relative"
            if which in ("last", "past"):
                year -= self.published.month <= last or first > last
            elif which == "next":
                year += self.published.month >= first
        else:
            return _UNKNOWN
        del stage
        end = year + (first > last)
        return f"{year}-{first:02d}/{end}-{last:02d}", "stated" if basis == "stated" else "relative"

    # -- weekdays and words for days -----------------------------------------------------------

    def _weekday(self, match: TimeMatch) -> Meaning:
        name = next(g for g in match.groups if g in _DAYS)
        if self.published is None:
            return _UNKNOWN
        ahead = (_DAYS[name] - self.published.weekday()) % 7
        if ahead and self._tense(match) is not Tense.FUTURE:
            ahead -= 7
        return (self.published + dt.timedelta(days=ahead)).isoformat(), "relative"

    def _some_weekday(self, match: TimeMatch) -> Meaning:
        which, name = (match.groups[0] or "").lower(), match.groups[1] or ""
        if self.published is None:
            return _UNKNOWN
        ahead = (_DAYS[name] - self.published.weekday()) % 7
        if which in ("last", "past"):
            ahead -= 7
        elif which in ("next", "coming"):
            ahead = ahead or 7
        elif ahead and self._tense(match) is Tense.PAST:
            ahead -= 7
        return (self.published + dt.timedelta(days=ahead)).isoformat(), "relative"

    def _now(self, match: TimeMatch) -> Meaning:
        if self.published is None:
            return _UNKNOWN
        shift = {"yesterday": -1, "tomorrow": 1}.get((match.groups[0] or "").lower(), 0)
        return (self.published + dt.timedelta(days=shift)).isoformat(), "relative"

    def _some_unit(self, match: TimeMatch) -> Meaning:
        which, unit = (match.groups[0] or "").lower(), match.groups[1] or ""
        shift = {"last": -1, "previous": -1, "next": 1}.get(which, 0)
        day = self.published
        if day is None:
            return _UNKNOWN
        if unit == "year":
            return str(day.year + shift), "relative"
        if unit == "month":
            return _months(day, shift), "relative"
        if unit == "week":
            return _week(day, shift), "relative"
        if unit == "weekend":
            back = shift < 0 or (shift == 0 and self._tense(match) is Tense.PAST)
            return _weekend(day, back=back), "relative"
        return (day + dt.timedelta(days=shift)).isoformat(), "relative"

    def _the_weekend(self, match: TimeMatch) -> Meaning:
        if self.published is None:
            return _UNKNOWN
        return _weekend(self.published, back=self._tense(match) is not Tense.FUTURE), "relative"

    def _ago(self, match: TimeMatch) -> Meaning:
        return self._shifted(self.published, match, -1)

    def _from_there(self, match: TimeMatch) -> Meaning:
        """Count from the last day named; "two days after the fire" counts from an event, which has no day here."""
        after = self.text[match.end : match.end + 2].lstrip(" ")[:1]
        if match.groups[2] in ("after", "before", "prior") and after not in ("", ".", ",", ";", ")", "\n"):
            return _UNKNOWN
        sign = -1 if match.groups[2] in ("earlier", "before", "prior") else 1
        return self._shifted(self.last, match, sign)

    def _shifted(self, day: dt.date | None, match: TimeMatch, sign: int) -> Meaning:
        """Count days, weeks, months or years from a day."""
        count, unit = _number(match.groups[0] or ""), (match.groups[1] or "").rstrip("s")
        if day is None or count is None or count > 3000:  # noqa: PLR2004
            return _UNKNOWN
        whole = int(count) * sign
        if unit in ("day", "night"):
            return _shift(day, whole), "relative"
        if unit in ("week", "fortnight"):
            return _shift(day, whole * 7 * _SCALE.get(unit, 1)), "relative"
        if unit == "month":
            return _months(day, whole), "relative"
        if unit in ("year", "decade", "century", "centurie"):
            year = day.year + whole * _SCALE.get(unit, 1)
            return (f"{year:04d}", "relative") if 0 < year < 10_000 else _UNKNOWN  # noqa: PLR2004
        return day.isoformat(), "relative"

    def _neighbour(self, match: TimeMatch) -> Meaning:
        which, unit = match.groups
        if self.last is None:
            return _UNKNOWN
        shift = {"next": 1, "following": 1, "previous": -1, "preceding": -1}.get(which or "", 0)
        if unit == "week":
            return _week(self.last, shift), "relative"
        if unit == "month":
            return _months(self.last, shift), "relative"
        if unit == "year":
            return str(self.last.year + shift), "relative"
        return _shift(self.last, shift), "relative"

    def _coming(self, _match: TimeMatch) -> Meaning:
        return (f"{self.published.isoformat()}/..", "relative") if self.published else _UNKNOWN

    # -- years, lengths, clocks ----------------------------------------------------------------

    def _year(self, match: TimeMatch) -> Meaning:
        return match.groups[0], "stated"

    def _years(self, match: TimeMatch) -> Meaning:
        first, last = match.groups[0] or "", match.groups[1] or ""
        last = first[: 4 - len(last)] + last
        return (f"{first}/{last}", "stated") if first <= last else _UNKNOWN

    def _decade(self, match: TimeMatch) -> Meaning:
        stage, first = match.groups[0], int(match.groups[1] or 0)
        shift, end = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(stage or "", (0, 9))
        return f"{first + shift}/{first + end}", "stated"

    def _duration(self, match: TimeMatch) -> Meaning:
        count, unit = _number(match.groups[0] or ""), (match.groups[1] or "").rstrip("s")
        if count is None:
            return _UNKNOWN
        if "and a half" in self.text[match.start : match.end].replace("-", " "):
            count += 0.5
        return _UNITS[unit].format(f"{count * _SCALE.get(unit, 1):g}"), "stated"

    def _vague_duration(self, match: TimeMatch) -> Meaning:
        plural, whole = match.groups
        if plural:
            return ("P10Y" if plural == "decades" else "P100Y"), "stated"
        if whole in ("day", "night") and self.last:
            return self.last.isoformat(), "relative"
        return _UNITS[whole or "day"].format(1), "stated"

    def _often(self, match: TimeMatch) -> Meaning:
        return _OFTEN[match.groups[0] or ""], "stated"

    def _every(self, match: TimeMatch) -> Meaning:
        unit = match.groups[0] or ""
        return ("P1W" if unit in _DAYS else _UNITS[unit].format(1)), "stated"

    def _clock(self, match: TimeMatch) -> Meaning:
        """Read the time of day; `_clocked` adds the day."""
        twelve, half, zone, exact, exact_zone, plain, word = match.groups
        if word:
            return ("T12:00" if word != "midnight" else "T24:00"), "stated"
        read = _CLOCK.match((twelve or exact or plain or "").replace(" ", ""))
        if read is None:
            return _UNKNOWN
        hour, minute = int(read[1]), int(read[2] or 0)
        if half:
            if not 1 <= hour <= 12:  # noqa: PLR2004
                return _UNKNOWN
            hour = hour % 12 + (12 if half[0] in "pP" else 0)
        if hour > 23:  # noqa: PLR2004
            return _UNKNOWN
        return f"T{hour:02d}:{minute:02d}{'Z' if (zone or exact_zone) in _UNIVERSAL else ''}", "stated"

    def _clocked(self, found: list[TimeExpression]) -> list[TimeExpression]:
        """Give each time of day the day that its sentence names, or none."""
        result = []
        for time in found:
            if time.iso is None or not time.iso.startswith("T"):
                result.append(time)
                continue
            sentence = self.prose.sentence_at(time.start)
            near = [
                t for t in found
                if t.iso and len(t.iso) == 10 and sentence and sentence.start <= t.start < sentence.end  # noqa: PLR2004
            ]  # fmt: skip
            day = min(near, key=lambda t: (abs(t.start - time.start), t.start), default=None)
            iso = f"{day.iso}{time.iso}" if day else None
            result.append(TimeExpression(time.start, time.end, time.text, iso, day.basis if day else None))
        return result


def _iso_day(published: str | None) -> dt.date | None:
    """Give the day of an ISO date, or None for a month, a year or what is no date."""
    try:
        return dt.date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _shift(day: dt.date, days: int) -> str | None:
    try:
        return (day + dt.timedelta(days=days)).isoformat()
    except OverflowError:
        return None


def _months(day: dt.date, shift: int) -> str | None:
    index = day.year * 12 + day.month - 1 + shift
    return f"{index // 12:04d}-{index % 12 + 1:02d}" if index >= 12 else None  # noqa: PLR2004


def _week(day: dt.date, shift: int) -> str:
    monday = day - dt.timedelta(days=day.weekday()) + dt.timedelta(weeks=shift)
    return f"{monday.isoformat()}/{(monday + dt.timedelta(days=6)).isoformat()}"


def _weekend(day: dt.date, *, back: bool) -> str:
    """Give the weekend of a day's week, or the last one that has begun."""
    saturday = day + dt.timedelta(days=5 - day.weekday())
    if back and saturday > day:
        saturday -= dt.timedelta(weeks=1)
    return f"{saturday.isoformat()}/{(saturday + dt.timedelta(days=1)).isoformat()}"


def _stage(words: str) -> str:
    """Give which third "early", "the end of" and their like mean."""
    lowered = words.lower()
    if "early" in lowered or "beginning" in lowered or "start" in lowered:
        return "early"
    return "mid" if "mid" in lowered else "late"


def _number(words: str) -> float | None:
    lowered = words.lower()
    if lowered in NUMBERS:
        return NUMBERS[lowered]
    try:
        return float(lowered.replace(",", "" if len(lowered.split(",")[-1]) == 3 else "."))  # noqa: PLR2004
    except ValueError:
        return None


_MEANINGS: dict[str, Callable[[_Reader, TimeMatch], Meaning]] = {
    "day": _Reader._day,
    "day range": _Reader._day_range,
    "range of days": _Reader._day_range,
    "stage of month": _Reader._stage_of_month,
    "stage of year": _Reader._stage_of_year,
    "stage of week": _Reader._weekday,
    "season": _Reader._season,
    "month and year": _Reader._month_and_year,
    "some weekday": _Reader._some_weekday,
    "every": _Reader._every,
    "weekday": _Reader._weekday,
    "some month": _Reader._some_month,
    "month": _Reader._month,
    "decade": _Reader._decade,
    "years": _Reader._years,
    "ago": _Reader._ago,
    "from there": _Reader._from_there,
    "neighbour": _Reader._neighbour,
    "coming": _Reader._coming,
    "some unit": _Reader._some_unit,
    "weekend": _Reader._the_weekend,
    "now": _Reader._now,
    "clock": _Reader._clock,
    "duration": _Reader._duration,
    "vague duration": _Reader._vague_duration,
    "often": _Reader._often,
    "year": _Reader._year,
}
