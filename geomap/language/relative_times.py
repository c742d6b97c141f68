"""What a time expression means that counts from a day: on which the text was written, or the last one named.

From a match, and the prose around it, to ISO 8601 and its basis. Weekdays, months and days without their
year lie on the side of the day of writing that the clause's tense tells. That is the day of publication,
in letters and diaries the day above the entry. Where neither is known or near, they follow the days that the
text writes out. "Two days later" counts from the last day named, "two days after the fire" from an event,
which has no day here.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from geomap.language.calendar_spans import (
    day_of,
    day_of_iso,
    days_from,
    month_from,
    stage_of,
    week_from,
    weekend_of,
)  # fmt: skip
from geomap.language.datelines import find_datelines
from geomap.language.stated_times import SCALE, number_of
from geomap.language.telling import BACKWARDS, IN_ORDER, Telling
from geomap.language.tense import Tense, tense_at
from geomap.language.time_patterns import TimeMatch
from geomap.language.time_words import DAY_NAMES, SEASONS
from geomap.model import Basis, Prose
from geomap.read.days import MONTHS

Meaning = tuple[str | None, Basis | None]
UNKNOWN: Meaning = (None, None)
_DAYS = {name: number for number, name in enumerate(DAY_NAMES)}
_LARGEST_COUNT = 3000
_NEAR_DAYS = 124
"""What a text writes out so near the day of writing is told from that day."""
_SAME_STORY_DAYS = 62
"""How long a year goes on in any text: "On November 1, 2006 … By November 11" is one story."""
_YEAR_DAYS = 366
_FROM_NOW = frozenset(["weekday", "some weekday", "stage of week", "weekend", "now"])
"""What counts from a day of writing: where a text has none of these, its dates are those of its story."""


def word_before(prose: Prose, start: int) -> str:
    """Give the word before a place in the text, in small letters."""
    i = prose.token_index(start)
    return prose.tokens[i - 1].text.lower() if i else ""


class RelativeTimes:
    """Resolves the expressions of one document in the order of its text.

    Attributes
    ----------
    written
        The day on which the text was written: of its publication, then of each letter or entry.
    datelines
        Where the days start that head a letter or an entry.
    last
        The last day that the text has named.
    telling
        The day that the text has come to by its own dates.
    """

    def __init__(self, prose: Prose, matches: Sequence[TimeMatch]) -> None:
        self.prose = prose
        self.text = prose.text
        self.written = day_of_iso(prose.document.published)
        self.last: dt.date | None = None
        self.telling = Telling(prose)
        days = [m for m in matches if m.form == "day"]
        self.datelines = find_datelines(prose, days)
        self._full = [dt.date(d.year, d.month, d.day) for m in days if (d := m.day) and d.year]
        self._entry: dt.date | None = None
        self._from_now = any(m.form in _FROM_NOW for m in matches)
        self._rules: Mapping[str, Callable[[TimeMatch], Meaning]] = MappingProxyType(
            {
                "day": self._day,
                "day range": self._day_range,
                "range of days": self._day_range,
                "stage of month": self._stage_of_month,
                "stage of week": self._weekday,
                "season": self._season,
                "some weekday": self._some_weekday,
                "weekday": self._weekday,
                "some month": self._some_month,
                "month": self._month,
                "day of month": self._day_of_month,
                "ago": self._ago,
                "from there": self._from_there,
                "neighbour": self._neighbour,
                "coming": self._coming,
                "some unit": self._some_unit,
                "weekend": self._the_weekend,
                "now": self._now,
                "vague duration": self._whole,
            }
        )

    def meaning(self, match: TimeMatch) -> Meaning | None:
        """Give what a match means; None if its form counts from no day."""
        rule = self._rules.get(match.form)
        if rule is None:
            return None
        iso, basis = rule(match)
        if iso is None and match.form == "vague duration":
            return None
        if iso and len(iso) == len("2023-09-12"):
            self.last = dt.date.fromisoformat(iso)
            if match.start in self.datelines:
                self.written = self._entry = self.last
        return iso, basis

    @property
    def tells_its_own_time(self) -> bool:
        """Say whether the dates that the text writes out set its time, being far from any day of writing."""
        if self.telling.day is None:
            return False
        return self.written is None or abs((self.telling.day - self.written).days) > _NEAR_DAYS

    def _is_one_story(self, told: dt.date) -> bool:
        """Say whether a date goes on with the telling, not back from a look at the past to now."""
        now = self.telling.day
        if now is None or not self._from_now or self.datelines or abs((told - now).days) <= _SAME_STORY_DAYS:
            return True
        return self.written is None and sum(abs((d - now).days) < _YEAR_DAYS for d in self._full) > 1

    def _tense(self, match: TimeMatch) -> Tense:
        return tense_at(self.prose, match.start, match.end)

    def _tense_of_day(self, match: TimeMatch) -> Tense:
        """Give the tense for a day without its year; one that ends something may lie on either side."""
        if self._before(match.start) in ("until", "till", "through"):
            return Tense.UNKNOWN
        return self._tense(match)

    def _before(self, start: int) -> str:
        """Give the word before a place in the text."""
        return word_before(self.prose, start)

    def _day(self, match: TimeMatch) -> Meaning:
        day = match.day
        if day is None:
            return UNKNOWN
        if day.year:
            return dt.date(day.year, day.month, day.day).isoformat(), "stated"
        date = self._without_year(match, day.month, day.day, day.weekday)
        return (date.isoformat(), "relative") if date else UNKNOWN

    def _without_year(
        self, match: TimeMatch, month: int, day: int, weekday: int | None = None
    ) -> dt.date | None:
        """Give the date of a day without its year, by the telling or by the day of writing.

        Of the years around the day of writing, the nearest is meant, or the one on the side that the tense
        tells. The day above an entry goes on from the one above the entry before.
        """
        heads = match.start in self.datelines
        if heads and self._entry is not None:
            self.telling.day = self._entry
        if heads or self.tells_its_own_time:
            told = self.telling.goes_on(
                month, day, weekday=weekday, at=match.start, backwards=IN_ORDER if heads else BACKWARDS
            )
            if told is not None and self._is_one_story(told):
                return told
        if self.written is None:
            return None
        days = [d for y in range(-2, 3) if (d := day_of(self.written.year + y, month, day))]
        if weekday is not None:
            days = [d for d in days if d.weekday() == weekday] or days
        return self._on_its_side(days, match)

    def _day_of_month(self, match: TimeMatch) -> Meaning:
        """Read "the 6th", of this month ("inst.") or of the last one ("ult.") if it says so."""
        by_telling = self.written is None or self.tells_its_own_time
        now = self.telling.day if by_telling else self.written
        if now is None:
            return UNKNOWN
        months = {"inst": (0,), "ult": (-1,)}.get(match.groups[2] or "", (-1, 0, 1))
        index = now.year * 12 + now.month - 1
        days = [
            d
            for m in months
            if (d := day_of((index + m) // 12, (index + m) % 12 + 1, int(match.groups[1] or 0)))
        ]
        date = (
            self.telling.nearest(days, at=match.start, backwards=IN_ORDER)
            if by_telling
            else self._on_its_side(days, match)
        )
        return (date.isoformat(), "relative") if date else UNKNOWN

    def _on_its_side(self, days: list[dt.date], match: TimeMatch) -> dt.date | None:
        """Give the day nearest to the day of writing, on the side that the tense tells."""
        written = self.written
        if written is None:
            return None
        tense = self._tense_of_day(match)
        if tense is Tense.PAST:
            days = [d for d in days if d <= written + dt.timedelta(days=1)] or days
        elif tense is Tense.FUTURE:
            days = [d for d in days if d >= written - dt.timedelta(days=3)] or days
        return min(days, key=lambda d: abs((d - written).days), default=None)

    def _day_range(self, match: TimeMatch) -> Meaning:
        month, first, last, year = (
            match.groups
            if match.form == "day range"
            else (match.groups[2], *match.groups[:2], match.groups[3])
        )
        number = MONTHS[(month or "").lower().rstrip(".")]
        start = (
            day_of(int(year), number, int(first or 0))
            if year
            else self._without_year(match, number, int(first or 0))
        )
        end = day_of(start.year, number, int(last or 0)) if start else None
        if start is None or end is None or end < start:
            return UNKNOWN
        return f"{start.isoformat()}/{end.isoformat()}", "stated" if year else "relative"

    def _month_year(self, month: int, match: TimeMatch) -> int | None:
        """Give the year of a month without one: the last such month, or the next if it is to come."""
        if self.tells_its_own_time:
            told = self.telling.goes_on(month, at=match.start)
            if told is not None and self._is_one_story(told):
                return told.year
        if self.written is None:
            return None
        year, now = self.written.year, self.written.month
        if self._tense(match) is Tense.FUTURE:
            return year if month >= now else year + 1
        return year if month <= now else year - 1

    def _month(self, match: TimeMatch) -> Meaning:
        name = next(g for g in match.groups if g)
        month = MONTHS[name.lower().rstrip(".")]
        year = self._month_year(month, match)
        return (f"{year}-{month:02d}", "relative") if year else UNKNOWN

    def _some_month(self, match: TimeMatch) -> Meaning:
        which, name = (match.groups[0] or "").lower(), match.groups[1] or ""
        month = MONTHS[name.lower().rstrip(".")]
        if self.written is None:
            return UNKNOWN
        year, now = self.written.year, self.written.month
        if which in ("last", "past"):
            year -= month >= now
        elif which == "next":
            year += month <= now
        return f"{year}-{month:02d}", "relative"

    def _stage_of_month(self, match: TimeMatch) -> Meaning:
        stage, name, said = match.groups
        month = MONTHS[(name or "").lower().rstrip(".")]
        year = int(said) if said else self._month_year(month, match)
        if year is None:
            return UNKNOWN
        last = calendar.monthrange(year, month)[1]
        first, end = {"early": (1, 10), "mid": (11, 20), "late": (21, last)}[stage_of(stage or "")]
        return (
            f"{year}-{month:02d}-{first:02d}/{year}-{month:02d}-{end:02d}",
            "stated" if said else "relative",
        )

    def _season(self, match: TimeMatch) -> Meaning:
        stage, season, said, which, bare = match.groups
        first, last = SEASONS[season or bare or "summer"]
        if said:
            year, basis = int(said), "stated"
        elif self.written:
            year, basis = self.written.year, "relative"
            if which in ("last", "past"):
                year -= self.written.month <= last or first > last
            elif which == "next":
                year += self.written.month >= first
        else:
            return UNKNOWN
        del stage
        end = year + (first > last)
        return f"{year}-{first:02d}/{end}-{last:02d}", "stated" if basis == "stated" else "relative"

    def _weekday(self, match: TimeMatch) -> Meaning:
        name = next(g for g in match.groups if g in _DAYS)
        if self.written is None:
            return UNKNOWN
        ahead = (_DAYS[name] - self.written.weekday()) % 7
        if ahead and self._tense(match) is not Tense.FUTURE:
            ahead -= 7
        return (self.written + dt.timedelta(days=ahead)).isoformat(), "relative"

    def _some_weekday(self, match: TimeMatch) -> Meaning:
        which, name = (match.groups[0] or "").lower(), match.groups[1] or ""
        if self.written is None:
            return UNKNOWN
        ahead = (_DAYS[name] - self.written.weekday()) % 7
        if which in ("last", "past"):
            ahead -= 7
        elif which in ("next", "coming"):
            ahead = ahead or 7
        elif ahead and self._tense(match) is Tense.PAST:
            ahead -= 7
        return (self.written + dt.timedelta(days=ahead)).isoformat(), "relative"

    def _now(self, match: TimeMatch) -> Meaning:
        if self.written is None:
            return UNKNOWN
        shift = {"yesterday": -1, "tomorrow": 1}.get((match.groups[0] or "").lower(), 0)
        return (self.written + dt.timedelta(days=shift)).isoformat(), "relative"

    def _some_unit(self, match: TimeMatch) -> Meaning:
        which, unit = (match.groups[0] or "").lower(), match.groups[1] or ""
        shift = {"last": -1, "previous": -1, "next": 1}.get(which, 0)
        day = self.written
        if day is None:
            return UNKNOWN
        if unit == "year":
            return str(day.year + shift), "relative"
        if unit == "month":
            return month_from(day, shift), "relative"
        if unit == "week":
            return week_from(day, shift), "relative"
        if unit == "weekend":
            back = shift < 0 or (shift == 0 and self._tense(match) is Tense.PAST)
            return weekend_of(day, back=back), "relative"
        return (day + dt.timedelta(days=shift)).isoformat(), "relative"

    def _the_weekend(self, match: TimeMatch) -> Meaning:
        if self.written is None:
            return UNKNOWN
        return weekend_of(self.written, back=self._tense(match) is not Tense.FUTURE), "relative"

    def _ago(self, match: TimeMatch) -> Meaning:
        return self._shifted(self.written, match, -1)

    def _from_there(self, match: TimeMatch) -> Meaning:
        """Count from the last day named; "two days after the fire" has no day."""
        after = self.text[match.end : match.end + 2].lstrip(" ")[:1]
        if match.groups[2] in ("after", "before", "prior") and after not in ("", ".", ",", ";", ")", "\n"):
            return UNKNOWN
        sign = -1 if match.groups[2] in ("earlier", "before", "prior") else 1
        return self._shifted(self.last, match, sign)

    def _shifted(self, day: dt.date | None, match: TimeMatch, sign: int) -> Meaning:
        """Count days, weeks, months or years from a day."""
        count, unit = number_of(match.groups[0] or ""), (match.groups[1] or "").rstrip("s")
        if day is None or count is None or count > _LARGEST_COUNT:
            return UNKNOWN
        whole = int(count) * sign
        if unit in ("day", "night"):
            return days_from(day, whole), "relative"
        if unit in ("week", "fortnight"):
            return days_from(day, whole * 7 * SCALE.get(unit, 1)), "relative"
        if unit == "month":
            return month_from(day, whole), "relative"
        if unit in ("year", "decade", "century", "centurie"):
            year = day.year + whole * SCALE.get(unit, 1)
            return (f"{year:04d}", "relative") if dt.MINYEAR <= year <= dt.MAXYEAR else UNKNOWN
        return day.isoformat(), "relative"

    def _neighbour(self, match: TimeMatch) -> Meaning:
        which, unit = match.groups
        if self.last is None:
            return UNKNOWN
        shift = {"next": 1, "following": 1, "previous": -1, "preceding": -1}.get(which or "", 0)
        if unit == "week":
            return week_from(self.last, shift), "relative"
        if unit == "month":
            return month_from(self.last, shift), "relative"
        if unit == "year":
            return str(self.last.year + shift), "relative"
        return days_from(self.last, shift), "relative"

    def _coming(self, _match: TimeMatch) -> Meaning:
        return (f"{self.written.isoformat()}/..", "relative") if self.written else UNKNOWN

    def _whole(self, match: TimeMatch) -> Meaning:
        """Take "the whole day" for the last day named."""
        if match.groups[1] in ("day", "night") and self.last:
            return self.last.isoformat(), "relative"
        return UNKNOWN
