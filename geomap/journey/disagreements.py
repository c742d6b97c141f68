"""Where sources contradict one another, themselves or the map.

From dated documents, claims and journeys to `Disagreement`s, each with the statements side by side: a
slip in a year, a page dated long after its text, a figure that the map or another figure contradicts,
two days for one arrival, two ends for one trip, a ride shorter than its dates allow. Only general
rules: nothing is known of the story itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from geomap.journey.dating import Dated
from geomap.journey.trips import day_of
from geomap.model import (
    Analysis,
    Claim,
    Disagreement,
    Document,
    Evidence,
    Journey,
    Movement,
    Place,
    TimeExpression,
)

ABOUT_CHARS = 80
"""A figure this close after a statement speaks of it."""
_TOPICS = {
    "direction": "direction of {}", "distance": "distance {}", "speed": "distance, time and speed",
    "duration": "duration",
}  # fmt: skip
_HOURS_OF = {"minute": 1 / 60, "hour": 1.0, "day": 24.0}


def find_disagreements(
    analyses: Sequence[Analysis],
    *,
    dated: Dated,
    journeys: Sequence[Journey],
    claims: Sequence[Claim],
    places: Mapping[str, Place],
) -> tuple[Disagreement, ...]:
    """Collect what cannot all be true, in a fixed order of kinds."""
    documents = {a.document.id: a.document for a in analyses}
    movements = {m.id: m for m in dated.movements}
    out = [
        *_slips(dated, documents),
        *_crawls(dated, documents),
        *_figures(claims, documents),
        *_arrivals(journeys, movements, places),
        *_ends(journeys, movements, places),
        *_rides(journeys, movements, claims, documents),
    ]
    return tuple(out)


def _sentence(document: Document, start: int, end: int) -> Evidence:
    """Give the sentence around a range, or the range itself."""
    for a, b in document.sentences:
        if a <= start < b:
            return Evidence(document.id, a, max(b, end))
    return Evidence(document.id, start, end)


def _slips(dated: Dated, documents: Mapping[str, Document]) -> Iterator[Disagreement]:
    for slip in dated.slips:
        other = _supporting(dated.dates, slip.iso, slip.document, slip.time)
        evidence = [_sentence(documents[slip.document], slip.time.start, slip.time.end)]
        if other is not None:
            document, time = other
            found = _sentence(documents[document], time.start, time.end)
            evidence.append(Evidence(document, time.start, time.end) if found == evidence[0] else found)
        yield Disagreement(
            topic="year of a date",
            note=f"“{slip.time.text}” fits the story but for its year; it is read as {slip.iso}.",
            evidence=tuple(evidence),
        )


def _supporting(
    dates: Sequence[tuple[str, TimeExpression]], iso: str, document: str, slip: TimeExpression
) -> tuple[str, TimeExpression] | None:
    """Give a date that speaks for another year: the same day if there is one, else the nearest in it."""
    near = [
        (t.iso != iso, d != document, abs(t.start - slip.start), d, t)
        for d, t in dates
        if t.iso
        and len(t.iso) >= len(iso)
        and t.iso[:7] == iso[:7]
        and not (d == document and t.start == slip.start)
    ]
    best = min(near, key=lambda n: n[:4], default=None)
    return (best[3], best[4]) if best else None


def _crawls(dated: Dated, documents: Mapping[str, Document]) -> Iterator[Disagreement]:
    for document, printed in dated.crawls:
        times = [t for d, t in dated.dates if d == document and t.iso]
        page = next((t for t in times if (t.iso or "").startswith(printed)), None)
        full = [
            t
            for t in times
            if t is not page
            and t.basis == "stated"
            and len(t.iso or "") == len(printed)
            and (t.iso or "") < printed
        ]
        if page is None or not full:
            continue
        latest = max(full, key=lambda t: t.iso or "")
        yield Disagreement(
            topic="date of the page",
            note=f"The page is dated {printed}, but the latest day that its text names is {latest.iso}: "
            "the printed day is when the page was fetched, and is not trusted.",
            evidence=(
                Evidence(document, page.start, page.end),
                _sentence(documents[document], latest.start, latest.end),
            ),
        )


def _figures(claims: Sequence[Claim], documents: Mapping[str, Document]) -> Iterator[Disagreement]:
    """Put claims that the map or other figures contradict beside those that speak of the same."""
    groups: dict[tuple[str, str, str], list[Claim]] = {}
    for c in claims:
        if c.verdict == "disagree":
            kind = "speed" if c.type == "duration" else str(c.type)
            ends = (c.origin or "", c.destination or "")
            key = (kind, *ends) if kind in {"direction", "distance"} else (kind, c.document, "")
            groups.setdefault(key, []).append(c)
    for (kind, _, _), group in groups.items():
        related = list(group)
        if kind == "speed":
            related += [
                c
                for c in claims
                if c.document == group[0].document and c.type == "distance" and c.text in group[0].note
            ]
        topic = _TOPICS[kind].format(group[0].subject)
        yield Disagreement(topic=topic, note=group[0].note, evidence=_evidence(related, documents))


def _evidence(claims: Sequence[Claim], documents: Mapping[str, Document]) -> tuple[Evidence, ...]:
    found = [_sentence(documents[c.document], c.start, c.end) for c in claims]
    return tuple(dict.fromkeys(found))


def _arrivals(
    journeys: Sequence[Journey], movements: Mapping[str, Movement], places: Mapping[str, Place]
) -> Iterator[Disagreement]:
    """Find arrivals at one stop on different days."""
    for journey in journeys:
        for stop in journey.stops:
            told = [
                m for i in stop.evidence
                if (m := movements[i]).destination == stop.place and m.reached
                and m.modality in {"happened", "reported"} and _first_day((m.when and m.when.iso) or "")
            ]  # fmt: skip
            days = {day_of(m): m for m in reversed(told)}
            if not told[1:] or len(days) == 1:
                continue
            first, last = min(days, key=str), max(days, key=str)
            a, b = days[first], days[last]
            yield Disagreement(
                topic=f"arrival in {places[stop.place].name}",
                note=f"{journey.traveller} is said to be there on {first} and on {last}.",
                evidence=(Evidence(a.document, a.start, a.end), Evidence(b.document, b.start, b.end)),
            )


def _ends(
    journeys: Sequence[Journey], movements: Mapping[str, Movement], places: Mapping[str, Place]
) -> Iterator[Disagreement]:
    """Find trips whose end is told in two ways: planned here, possibly there."""
    main: dict[str, Journey] = {}
    for journey in journeys:
        statuses = {s.status for s in journey.stops}
        if statuses <= {"past", "cancelled"}:
            continue
        first = main.setdefault(journey.traveller, journey)
        if first is journey or statuses != {"possible"}:
            continue
        planned = [s for s in first.stops if s.status in {"planned", "possible"} and s.evidence]
        branch = journey.stops[-1]
        if (
            not planned
            or not branch.evidence
            or not _same_end(places[planned[-1].place], places[branch.place])
        ):
            continue
        a, b = movements[planned[-1].evidence[0]], movements[branch.evidence[0]]
        yield Disagreement(
            topic=f"where {journey.traveller} is going",
            note=f"{places[planned[-1].place].name} is named as the destination, "
            f"and {places[branch.place].name} as possible.",
            evidence=(Evidence(a.document, a.start, a.end), Evidence(b.document, b.start, b.end)),
        )


def _same_end(a: Place, b: Place) -> bool:
    return a.id != b.id and a.country == b.country and not a.is_area and not b.is_area


def _rides(
    journeys: Sequence[Journey],
    movements: Mapping[str, Movement],
    claims: Sequence[Claim],
    documents: Mapping[str, Document],
) -> Iterator[Disagreement]:
    """Find a duration that is shorter than the days between two stops allow."""
    for journey in journeys:
        days = [
            (d, s)
            for s in journey.stops
            if s.when and s.status in {"happened", "reported"} and (d := _first_day(s.when.iso))
        ]
        if not days[1:] or journey.stops[0] is not days[0][1]:
            continue
        least = (int(days[1][0].toordinal()) - int(days[0][0].toordinal()) - 1) * 24.0
        for claim in claims:
            hours = claim.value * _HOURS_OF.get(claim.unit, 0.0)
            if claim.type != "duration" or not 0 < hours < least or not _is_about(claim, journey, movements):
                continue
            statements = [movements[i] for i in (*days[0][1].evidence[:1], *days[1][1].evidence[:1])]
            yield Disagreement(
                topic="length of the journey",
                note=f"{claim.text} is stated, but from {days[0][0]} to {days[1][0]} "
                f"at least {least:.0f} hours passed.",
                evidence=(
                    _sentence(documents[claim.document], claim.start, claim.end),
                    *(Evidence(m.document, m.start, m.end) for m in statements),
                ),
            )


def _first_day(iso: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(iso[:10])
    except ValueError:
        return None


def _is_about(claim: Claim, journey: Journey, movements: Mapping[str, Movement]) -> bool:
    evidence = {i for s in journey.stops for i in s.evidence}
    return any(
        m.document == claim.document and m.start <= claim.end and claim.start <= m.end + ABOUT_CHARS
        for m in (movements[i] for i in evidence)
    )  # fmt: skip
