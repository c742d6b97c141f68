"""On which day a text was published, and whether it says so.

From the judged page to a day and its basis. ``stated`` is a dateline, a line that says "published" or
"updated", a byline with a date, or a date that stands alone near the headline. The last is weak: pages
print the day on which they were fetched there. It is not believed if the story's own present is another
by more than two months: a photograph just released, a weekday with its date. Then, and where nothing is
stated, such a day of the story is the ``inferred`` one, else one in the file's name; else there is none.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geomap.model.document import PublishedBasis
from geomap.read.cues import is_byline, is_place_and_day, is_stamp
from geomap.read.days import Day, find_days
from geomap.read.furniture import Judged
from geomap.read.units import Unit
from geomap.read.wording import PARTS

# A story is told within weeks of its day; two months allow for features and reprints.
_TOO_FAR_DAYS = 60
_NEAR_TITLE = 6

# "LONDON, Sept 12 (Reuters) -", "KYIV — September 12, 2023 —", "Washington, D.C., 12 September 2023:"
_DATELINE = re.compile(r"\A[^\W\d_][^.!?\d()]{1,60}?(?:\bD\.C\.)?[,(—–-]+\s{0,2}\(?$")
_AFTER_DATELINE = re.compile(r"\s{0,2}(?:\([^)]{2,30}\)|[—–:)-]|/)")
# "This image, released … on", "AP Photo, Sept. 12": a picture of these days, unless it is from a file.
_PICTURE = re.compile(
    r"\b(?:image|photo(?:graph)?|picture|footage|video|screenshot|screengrab|cover image|foto|bild)s?\b",
    re.IGNORECASE,
)
_JUST = re.compile(
    r"\b(?:released?|issued|provided|published|distributed|shows?|shown|taken|seen|dated|obtained)\b",
    re.IGNORECASE,
)
_FROM_FILE = re.compile(r"\b(?:file|archive[ds]?|archiv|undated|historic(?:al)?)\b", re.IGNORECASE)
_NAME_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Published:
    """A day of publication (ISO) and how it is known."""

    iso: str | None
    basis: PublishedBasis


def find_published(page: Sequence[Judged], *, title: int | None, path: str = "") -> Published:
    """Find the day on which the text was published.

    Parameters
    ----------
    page
        The judged units.
    title
        Index of the headline, or None.
    path
        How the file is shown; a date in its name is the last resort.
    """
    present = sorted(set(_present(page)))
    said = _first(_said(page), present)
    if said:
        return Published(said.isoformat(), "stated")
    alone = _first(_alone(page, title), present)
    if alone and not any(
        abs((_resolve(day, alone) - alone).days) > _TOO_FAR_DAYS for day in _contradicting(page)
    ):
        return Published(alone.isoformat(), "stated")
    if present:
        return Published(present[-1].isoformat(), "inferred")
    if (match := _NAME_DATE.search(path)) and (day := _valid(match)):
        return Published(day.isoformat(), "inferred")
    return Published(None, "none")


def given_day(published: str | None) -> Published | None:
    """Read the day that somebody gives with a text: ISO, or written out with its year; None if none."""
    if not published:
        return None
    try:
        return Published(dt.date.fromisoformat(published.strip()[:10]).isoformat(), "stated")
    except ValueError:
        written = next((d.date for d in find_days(published[:100]) if d.date), None)
        return Published(written.isoformat(), "stated") if written else None


def _valid(match: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _first(days: Iterator[Day], present: Sequence[dt.date]) -> dt.date | None:
    """Give the first day with its year; one without takes the year nearest to the story's present."""
    for day in days:
        if day.date:
            return day.date
        if present:
            return day.nearest(present[-1])
    return None


def _resolve(day: Day, near: dt.date) -> dt.date:
    """Give the day nearest to a date: of a weekday with its day, the year in which they fall together."""
    if day.year or day.weekday is None:
        return day.nearest(near)
    for year in sorted(range(near.year - 5, near.year + 2), key=lambda y: abs(y - near.year)):
        try:
            date = dt.date(year, day.month, day.day)
        except ValueError:
            continue
        if date.weekday() == day.weekday:
            return date
    return day.nearest(near)


def _days(unit: Unit) -> list[Day]:
    return list(find_days(unit.text[:2_000]))


def _said(page: Sequence[Judged]) -> Iterator[Day]:
    """Give the days that a line near the top or the end gives as the day of publication, datelines first."""
    paragraphs = [j.unit for j in page if j.unit.prose and not j.furniture][:3]
    for unit in paragraphs:
        for day in find_days(unit.text[:160]):
            place, rest = unit.text[: day.start], unit.text[day.end : day.end + 40]
            # "TBILISI, Feb 20, 2024. Georgia's …": a full stop only after capitals, else it is a sentence.
            closed = _AFTER_DATELINE.match(rest) or (rest.startswith(".") and place.isupper())
            if closed and _DATELINE.search(place):
                yield day
    for j in page[:_NEAR_TITLE]:
        if is_place_and_day(j.unit):
            yield from _days(j.unit)
    lines = [*page[:12], *page[-5:]] if len(page) > 12 else page  # noqa: PLR2004
    for j in lines:
        unit = j.unit
        if len(unit.words) <= 25 and (PARTS["stamp verbs"].match(unit.plain) or _dated_byline(unit)):  # noqa: PLR2004
            yield from _days(unit)


def _dated_byline(unit: Unit) -> bool:
    """Say whether the line is a byline, or name, bar and date."""
    return is_byline(unit) or (
        len(unit.words) <= 14 and not unit.terminal and any(bar in unit.body for bar in (" | ", " • ", " · "))  # noqa: PLR2004
    )


def _alone(page: Sequence[Judged], title: int | None) -> Iterator[Day]:
    """Give the days that stand alone on a line near the headline."""
    top = page[: (title or 0) + _NEAR_TITLE]
    for j in top:
        if is_stamp(j.unit):
            yield from _days(j.unit)


def _contradicting(page: Sequence[Judged]) -> Iterator[Day]:
    """Give the days of the story's present: of pictures just released, and weekdays with their date."""
    for j in page:
        unit = j.unit
        if is_stamp(unit) or is_byline(unit):
            continue
        days = _days(unit)
        if not days:
            continue
        head = unit.text[:400]
        picture = _PICTURE.search(head[:120]) and _JUST.search(head) and not _FROM_FILE.search(head)
        for k, day in enumerate(days):
            if day.weekday is not None or (picture and k == 0 and day.year):
                yield day


def _present(page: Sequence[Judged]) -> Iterator[dt.date]:
    """Give the dates of the story's present that carry their year."""
    for day in _contradicting(page):
        if day.date and (day.weekday is None or day.date.weekday() == day.weekday):
            yield day.date
