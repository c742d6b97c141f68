"""Days of publication that the story gives away, and with them the dates that were left open.

From the analyses to the same documents, movements and dates. The story's day is the latest day of the
largest cluster of full dates in the texts. A document without a day of its own gets it if it tells of
the same traveller and place; one that only plans what others report is older, so that only what needs
no more than the year is resolved there. A day of publication long after all days in the text is a
crawler's and is not trusted; a date that fits the story but for its year is a slip. All of it is marked
as inferred.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from geomap.journey.company import Company
from geomap.language import find_times, read_prose
from geomap.language.datelines import heads_entry
from geomap.model import Analysis, Document, Movement, Span, TimeExpression, When
from geomap.model.correction import BY_HAND

CLUSTER_DAYS = 45
"""Full dates this close speak of the same story."""
CRAWL_DAYS = 90
"""A page dated this long after every day that its text names was not written then."""
SLIP_DAYS = 10
"""A date this close to the story's day but for its year has a slip in the year."""
_MONTHS = re.compile(r"(?i)\b(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)")
YEAR_AHEAD_DAYS = 270
"""A text without a day of its own is told up to so long after the last day that it writes out."""
_YEAR_DAYS = 366
_LATER = re.compile(r"(?i)\b(?:later|afterwards?|after)\b")
"""What counts from the story's own days, not from the day of publication."""
_BACK = re.compile(r"(?i)\b(?:return(?:s|ed|ing)?|back|home)\b")
_HAD = re.compile(r"\bhad\b")
_WEEKDAY = re.compile(r"(?i)\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b")
_YEAR_ENOUGH = re.compile(
    r"(?i)\b(?:january|february|march|april|may|june|july|august|september|october|november|december|year)\b"
)


@dataclass(frozen=True)
class Slip:
    """A date as printed, and what it should be."""

    document: str
    time: TimeExpression
    iso: str


@dataclass(frozen=True)
class Dated:
    """Documents, movements and dates after dating.

    Attributes
    ----------
    slips
        Dates that have a slip in their year.
    crawls
        Ids of documents whose printed day was not trusted, with that day.
    """

    documents: tuple[Document, ...]
    movements: tuple[Movement, ...]
    dates: tuple[tuple[str, TimeExpression], ...]
    slips: tuple[Slip, ...] = ()
    crawls: tuple[tuple[str, str], ...] = ()


def date_documents(analyses: Sequence[Analysis], *, names: Mapping[str, str]) -> Dated:
    """Date documents and their time expressions across the story."""
    places = {p.id: p for a in analyses for p in a.places.values()}
    crawls = {a.document.id: a.document.published for a in analyses if _is_crawled(a)}
    story = _story_day(analyses, set(crawls))
    documents, movements, dates, slips = [], [], [], []
    told_days = {t.iso[:10] for a in analyses for t in a.times if t.iso}
    with_day = {a.document.id for a in analyses if a.document.published or next(_full_days(a), None)}
    company = Company(analyses, names=names, places=places, dated=with_day)
    for analysis in analyses:
        document = analysis.document
        anchor, exact = _anchor(analysis, story, company, crawled=document.id in crawls)
        times = analysis.times
        if anchor is not None:
            times = _resolved(analysis, anchor, exact=exact, again=document.id in crawls)
            if exact:
                document = replace(document, published=anchor.isoformat(), published_basis="inferred")
        own_days = {t.iso[:10] for t in times if t.iso}
        corrected = {
            t.start: iso
            for t in times
            if (iso := _slip(t, story, document)) is not None and (iso in told_days or iso in own_days)
        }
        slips += [Slip(document.id, t, corrected[t.start]) for t in times if t.start in corrected]
        times = tuple(
            replace(t, iso=corrected[t.start], basis="inferred") if t.start in corrected else t for t in times
        )
        documents.append(document)
        dates += [(document.id, t) for t in times]
        told = [_redated(m, times) for m in analysis.movements]
        published, history = _day(analysis.document.published), _tells_history(analysis)
        told = [_in_between(m, times, published=published, history=history) for m in told]
        written = _written(analysis, times)
        movements += _in_sequence([_ahead(m, analysis.document, written) for m in told], document.text)
    return Dated(
        tuple(documents), tuple(movements), tuple(dates), tuple(slips),
        tuple((i, day) for i, day in sorted(crawls.items()) if day),
    )  # fmt: skip


def _tells_history(analysis: Analysis) -> bool:
    """Say whether every day that a text writes out is long past, or no day of publication is known."""
    published = _day(analysis.document.published)
    if published is None:
        return True
    stated = (t for t in analysis.times if t.basis == "stated" and _MONTHS.search(t.text))
    written = [day for t in stated if (day := _first(t.iso))]
    return bool(written) and (published - max(written)).days > YEAR_AHEAD_DAYS


def _day(iso: str | None) -> dt.date | None:
    if not iso or len(iso) < len("2023-09-12") or iso.startswith("P"):
        return None
    try:
        return dt.date.fromisoformat(iso[:10])
    except ValueError:
        return None


def _full_days(analysis: Analysis, *, furniture: bool = False) -> Iterator[dt.date]:
    """Give the days that a text states in full."""
    for t in analysis.times:
        if analysis.document.in_furniture(t.start) == furniture and (day := _day(t.iso)):
            whole = t.basis == "stated" or (_MONTHS.search(t.text) and any(c.isdigit() for c in t.text))
            if whole and "/" not in (t.iso or ""):
                yield day


def _is_crawled(analysis: Analysis) -> bool:
    published = _day(analysis.document.published)
    days = [day for day in _full_days(analysis) if day != published]
    stated = analysis.document.published_basis == "stated"
    if published is None or not days or not stated or analysis.document.found_in.get("published") == BY_HAND:
        return False
    return (published - max(days)).days > CRAWL_DAYS


def _story_day(analyses: Sequence[Analysis], crawled: set[str]) -> dt.date | None:
    """Give the latest day of the largest cluster of full dates."""
    votes: list[tuple[dt.date, float]] = []
    for a in analyses:
        page = _day(a.document.published) if a.document.id in crawled else None
        votes += [(day, 1.0) for day in _full_days(a) if day != page]
        votes += [(day, 0.5) for day in _full_days(a, furniture=True)]
        published = _day(a.document.published)
        if published and a.document.id not in crawled:
            votes.append((published, 1.5))
    weights: dict[int, float] = defaultdict(float)
    for day, weight in votes:
        weights[day.toordinal()] += weight

    def cluster(day: dt.date) -> float:
        return sum(weights.get(day.toordinal() - n, 0.0) for n in range(CLUSTER_DAYS + 1))

    full = {day for day, weight in votes if weight >= 1}
    return max(full, key=lambda day: (cluster(day), day), default=None)


def _anchor(
    analysis: Analysis, story: dt.date | None, company: Company, *, crawled: bool
) -> tuple[dt.date | None, bool]:
    """Give the day to count from, and whether it is the document's own (else only its year is safe)."""
    if analysis.document.published and not crawled:
        return None, False
    page = _day(analysis.document.published)
    own = [
        d for d in _full_days(analysis)
        if d != page and (story is None or abs((d - story).days) <= CLUSTER_DAYS)
    ]  # fmt: skip
    if own:
        return max(own), True
    if all(t.iso for t in analysis.times):
        return None, False
    written = [d for t in analysis.times if t.basis == "stated" and (d := _first(t.iso))]
    if story is None and written:
        return max(written) + dt.timedelta(days=YEAR_AHEAD_DAYS), False
    if story is None or not company.shares_a_trip(analysis):
        return None, False
    return story, not company.only_plans(analysis)


def _resolved(analysis: Analysis, anchor: dt.date, *, exact: bool, again: bool) -> tuple[TimeExpression, ...]:
    """Read the time expressions anew from a day of publication."""
    document = replace(analysis.document, published=anchor.isoformat(), published_basis="inferred")
    fresh = {t.start: t for t in find_times(read_prose(document))}
    out = []
    for t in analysis.times:
        new = fresh.get(t.start)
        is_open = t.iso is None or (again and t.basis == "relative")
        if new is not None and new.iso is not None and is_open and (exact or _YEAR_ENOUGH.search(t.text)):
            out.append(replace(t, iso=new.iso, basis="inferred"))
        else:
            out.append(t)
    return tuple(out)


def _slip(time: TimeExpression, story: dt.date | None, document: Document) -> str | None:
    """Give what a full date should be if only its year is at odds with the story."""
    day = _day(time.iso)
    if story is None or day is None or time.basis != "stated" or document.in_furniture(time.start):
        return None
    if abs((day - story).days) <= CLUSTER_DAYS or abs(day.year - story.year) != 1:
        return None
    try:
        moved = day.replace(year=story.year)
    except ValueError:
        return None
    return moved.isoformat() if 0 <= (story - moved).days <= SLIP_DAYS else None


def _in_sequence(movements: Sequence[Movement], text: str) -> list[Movement]:
    """Put weekdays into the week that the order of telling asks for.

    What "had" been done lies before what the text had come to, and who returns where he set out had set
    out before.
    """
    out: list[Movement] = []
    now: dict[str, dt.date] = {}  # the day to which the text has come, by traveller
    for m in movements:
        day = _day(m.when.iso if m.when else None)
        then = now.get(m.traveller)
        if m.when is None or day is None or m.modality not in {"happened", "reported"}:
            out.append(m)
            continue
        had = _HAD.search(text[m.start : m.end]) is not None
        if had and then is not None and day > then and _WEEKDAY.search(m.when.text):
            week = (day - dt.timedelta(days=7)).isoformat()
            m = replace(m, when=When(m.when.text, week, "inferred"))  # noqa: PLW2901
        elif not had:
            if then is not None and day < then and _returns(m, out, text):
                out = [_week_before(p) if p.traveller == m.traveller else p for p in out]
            now[m.traveller] = day
        out.append(m)
    return out


def _returns(movement: Movement, told: Sequence[Movement], text: str) -> bool:
    """Say whether a statement ends, on a weekday, where an earlier one of the same traveller began."""
    return (
        movement.when is not None
        and _WEEKDAY.search(movement.when.text) is not None
        and _BACK.search(text[movement.start : movement.end]) is not None
        and any(p.origin == movement.destination for p in told if p.traveller == movement.traveller)
    )


def _week_before(movement: Movement) -> Movement:
    when, day = movement.when, _day(movement.when.iso if movement.when else None)
    if when is None or day is None or when.basis != "relative" or not _WEEKDAY.search(when.text):
        return movement
    return replace(movement, when=When(when.text, (day - dt.timedelta(days=7)).isoformat(), "inferred"))


def _written(analysis: Analysis, times: Sequence[TimeExpression]) -> list[tuple[int, str]]:
    """Give from which offset on a document was written on which day: its publication, then each entry's."""
    published, starts = analysis.document.published, [s.start for s in analysis.sentences]
    if published is None:
        return []
    days = [(0, published)]
    for t in times:
        at = bisect_right(starts, t.start) - 1
        full = t.iso is not None and len(t.iso) == len(published)
        if full and at >= 0 and heads_entry(analysis.document.text, starts[at], Span(t.start, t.end)):
            days.append((t.start, t.iso or published))
    return days


def _ahead(movement: Movement, document: Document, written: Sequence[tuple[int, str]]) -> Movement:
    """Call a plan what is told as a fact but lies after the day on which it was written."""
    when = movement.when
    today = next((day for start, day in reversed(written) if start <= movement.end), None)
    if today is None or when is None or not when.iso or movement.modality not in {"happened", "reported"}:
        return movement
    if _LATER.search(when.text):
        return movement
    trusted = when.basis == "relative" or document.published_basis == "stated"
    if not trusted or when.iso.startswith("P") or "/" in when.iso:
        return movement
    day = when.iso[: len("2023-09-12")]
    return replace(movement, modality="planned") if day > today[: len(day)] else movement


def _in_between(
    movement: Movement, times: Sequence[TimeExpression], *, published: dt.date | None, history: bool
) -> Movement:
    """Bring a weekday between the days that are written out before and after it, in history a month too.

    What is told of now counts from the day of publication, history from its own days.
    """
    when = movement.when
    if when is None or not when.iso or any(c.isdigit() for c in when.text):
        return movement
    here = min(
        (t for t in times if t.text == when.text), key=lambda t: abs(t.start - movement.start), default=None
    )
    if here is None:
        return movement
    written = _written_out(tuple(times))
    before = next((_first(t.iso) for t in reversed(written) if t.start < here.start), None)
    after = next((_first(t.iso) for t in written if t.start > here.start), None)
    day = _first(when.iso)
    if before is None or day is None or (after is not None and after < before):
        return movement
    if _WEEKDAY.search(when.text) and after is not None and not before <= day <= after:
        moved = before + dt.timedelta(days=(day.weekday() - before.weekday()) % 7)
        if moved <= after and (published is None or moved <= published):
            return replace(movement, when=When(when.text, moved.isoformat(), "inferred"))
    if len(when.iso) == len("1803-04") and when.basis == "relative" and after is not None:
        near = (day.replace(year=y) for y in range(before.year, after.year + 1))
        inside = next((d for d in near if before.replace(day=1) <= d <= after), None)
        if inside is not None and not before.replace(day=1) <= day <= after:
            return replace(movement, when=When(when.text, inside.isoformat()[:7], "inferred"))
    if (
        history
        and len(when.iso) == len("1803-04")
        and when.iso < before.isoformat()[:7]
        and (before - day).days < _YEAR_DAYS
    ):
        return replace(movement, when=When(when.text, f"{day.year + 1}{when.iso[4:]}", "inferred"))
    return movement


@lru_cache(maxsize=4)
def _written_out(times: tuple[TimeExpression, ...]) -> list[TimeExpression]:
    """Give the days that are written out with their month."""
    return [t for t in times if _MONTHS.search(t.text) and any(c.isdigit() for c in t.text) and _first(t.iso)]


def _first(iso: str | None) -> dt.date | None:
    """Give the first day of a date, a month or an interval."""
    if not iso or iso.startswith("P"):
        return None
    first = iso.split("/")[0]
    return _day(f"{first}-01" if len(first) == len("1803-04") else first)


def _redated(movement: Movement, times: Sequence[TimeExpression]) -> Movement:
    """Give a movement the meaning that its time expression has now."""
    when = movement.when
    if when is None:
        return movement
    near = [t for t in times if t.text == when.text]
    if not near:
        return movement
    time = min(near, key=lambda t: abs(t.start - movement.start))
    if time.iso == when.iso or (when.iso is not None and time.basis != "inferred"):
        return movement
    return replace(movement, when=When(when.text, time.iso, time.basis))
