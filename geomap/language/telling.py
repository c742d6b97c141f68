"""The day to which a text has come by the dates that it writes out itself.

From the dates of a text, in its order, to the year of a day or month without one: "25 February 1914 … on
1 May" goes on, for telling goes forwards. What "had" been done lies before. A year alone sets the time only
where its sentence opens with it ("In 1844 he …"), a day of birth never.
"""

from __future__ import annotations

import datetime as dt

from geomap.language.calendar_spans import day_of
from geomap.model import Prose

BACKWARDS = 3
"""A step back is as likely as one three times as long forwards: beyond three months, the telling goes on."""
IN_ORDER = 12
"""The same for the days above letters and entries and for "the 6th", which hardly go back beyond a month."""
_ASIDE = 6
_YEAR, _MONTH, _DAY = len("1844"), len("1844-03"), len("1844-03-09")
_MIDDLE = 15


class Telling:
    """Follows the days of one text.

    Attributes
    ----------
    day
        The day that the text has come to, None as long as it has written out none.
    """

    def __init__(self, prose: Prose) -> None:
        self.prose = prose
        self.day: dt.date | None = None

    def note(self, start: int, iso: str | None) -> None:
        """Note a date, a month or a year of the text."""
        first = (iso or "").split("/")[0]
        if first.startswith(("P", "T")) or len(first) not in (_YEAR, _MONTH, _DAY):
            return
        before = self._before(start)
        if (
            "born" in before
            or ("had" in before and self.day)
            or (len(first) == _YEAR and not self._opens(start))
        ):
            return
        self.day = dt.date.fromisoformat(
            f"{first}-01-01"[:_DAY] if len(first) == _YEAR else f"{first}-01"[:_DAY]
        )

    def goes_on(
        self,
        month: int,
        day: int | None = None,
        *,
        weekday: int | None = None,
        at: int,
        backwards: int = BACKWARDS,
    ) -> dt.date | None:
        """Give the day of a month without its year that the telling comes to at an offset."""
        if self.day is None:
            return None
        years = (self.day.year + y for y in (-1, 0, 1))
        days = [d for year in years if (d := day_of(year, month, day or _MIDDLE))]
        return self.nearest([d for d in days if d.weekday() == weekday] or days, at=at, backwards=backwards)

    def nearest(self, days: list[dt.date], *, at: int, backwards: int = BACKWARDS) -> dt.date | None:
        """Give the day to which the telling goes on, of those that a date at an offset may mean."""
        if self.day is None:
            return None
        had = "had" in self._before(at)
        come = [((d - self.day).days, d) for d in days]
        near = [(n if n >= 0 else -n * (1 if had else backwards), d) for n, d in come if not (had and n > 0)]
        return min(near, default=(0, None))[1]

    def _before(self, start: int) -> set[str]:
        """Give the words of the clause before an offset."""
        i = self.prose.token_index(start)
        words: set[str] = set()
        for token in reversed(self.prose.tokens[max(0, i - _ASIDE) : i]):
            if token.text in {".", ";", ":"}:
                break
            words.add(token.text.lower())
        return words

    def _opens(self, start: int) -> bool:
        """Say whether a sentence opens with what stands at an offset, but for a preposition."""
        sentence = self.prose.sentence_at(start)
        return sentence is not None and self.prose.token_index(start) - sentence.first_token <= 1
