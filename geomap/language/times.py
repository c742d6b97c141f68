"""Find the dates, times and durations of a document, and say what each means.

From prose to time expressions in the order of the text. Written out dates are ``stated``. Words such as
"Monday", "last week" or "in July" are ``relative``: they count from the day of publication, backwards
where their clause tells of the past, forwards where it tells of what is to come. Without a day of
publication they are kept, unresolved. Weeks run from Monday; "late August" is its last third; a vague
number ("a few days") has its nominal value. Four figures are a year only after a word that leads to one,
and "a day" a length of time only where it is no rate.
"""

from __future__ import annotations

from bisect import bisect_left

from geomap.language.relative_times import Meaning, RelativeTimes, word_before
from geomap.language.stated_times import stated_iso
from geomap.language.time_patterns import TimeMatch, match_times
from geomap.model import Prose, TimeExpression

_RATES = frozenset([
    "kilometers", "kilometres", "km", "miles", "mph", "times", "metres", "meters", "knots", "once", "twice",
    "dollars", "euros", "per", "/",
])  # fmt: skip
_TAKES_TIME = frozenset([
    "for", "within", "than", "over", "under", "about", "nearly", "almost", "half", "in", "after", "of",
    "took", "takes", "lasting", "lasts", "lasted", "last", "spent", "spend", "the", "every",
])  # fmt: skip
_LEADS_TO_YEAR = frozenset([
    "in", "since", "by", "until", "till", "from", "during", "before", "after", "through", "between", "mid",
    "circa", "(",
])  # fmt: skip
_LEADS_TO_NUMBER = frozenset(
    ["for", "to", "and", "about", "of", "around", "the", "a", "their", "his", "its", "’s", "'s"]
)
"""After these, four figures are a year only if it is one of our time."""
_YEARS, _OUR_YEARS = range(1500, 2101), range(1900, 2061)
_DAY_LENGTH = len("2023-09-12")


def find_times(prose: Prose) -> tuple[TimeExpression, ...]:
    """Find the time expressions of a document.

    Returns
    -------
    tuple of TimeExpression
        In the order of the text, without overlaps; ``iso`` is None where nothing decides the meaning.
    """
    matches = sorted(match_times(prose), key=lambda m: m.start)
    relative = RelativeTimes(prose, matches)
    found = []
    for match in matches:
        if _only_looks_like_time(prose, match) or (
            match.form == "day of month" and not (relative.datelines or relative.tells_its_own_time)
        ):
            continue
        words = prose.text[match.start : match.end]
        iso, basis = relative.meaning(match) or _stated(match, words)
        relative.telling.note(match.start, iso)
        found.append(TimeExpression(match.start, match.end, words, iso, basis))
    return tuple(_with_days(prose, found))


def _stated(match: TimeMatch, words: str) -> Meaning:
    iso = stated_iso(match, words)
    return iso, "stated" if iso else None


def _only_looks_like_time(prose: Prose, match: TimeMatch) -> bool:
    """Say whether a match is a rate, an age or a number after all."""
    before = word_before(prose, match.start)
    if match.form == "year":
        year = int(match.groups[0] or 0)
        return not (
            (before in _LEADS_TO_YEAR and year in _YEARS)
            or (before in _LEADS_TO_NUMBER and year in _OUR_YEARS)
        )
    if match.form not in ("duration", "from there"):
        return False
    if before in _RATES or prose.text.startswith("-end", match.end):
        return True
    number = (match.groups[0] or "").lower()
    words = prose.text[match.start : match.end].lower()
    bare = number in ("a", "an", "one") and words.startswith(number) and "-" not in words
    return bare and match.form == "duration" and before not in _TAKES_TIME


def _with_days(prose: Prose, found: list[TimeExpression]) -> list[TimeExpression]:
    """Give each time of day the day that its sentence names nearest to it, or none."""
    days = [t for t in found if t.iso and len(t.iso) == _DAY_LENGTH]
    starts = [t.start for t in days]
    result = []
    for time in found:
        if time.iso is None or not time.iso.startswith("T"):
            result.append(time)
            continue
        i = bisect_left(starts, time.start)
        sentence = prose.sentence_at(time.start)
        near = [
            d for d in days[max(0, i - 1) : i + 1] if sentence and sentence.span.contains((d.start, d.end))
        ]
        day = min(near, key=lambda d: (abs(d.start - time.start), d.start), default=None)
        iso = f"{day.iso}{time.iso}" if day else None
        result.append(TimeExpression(time.start, time.end, time.text, iso, day.basis if day else None))
    return result
