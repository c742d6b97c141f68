"""A person's word on stops and legs.

From journeys and what is said about them to the journeys that hold: stops and legs confirmed, stops dated
(and put where that day fits) or taken out (their neighbours are joined), journeys cut at a leg that was not
travelled, legs named. A stop or leg is known by traveller and place, and by the sentences that bear it out
where there are several alike; one that is not there any more is never guessed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from geomap.correct import OfRoute, disputes_among, later_says, sets
from geomap.geodesy import distance_km
from geomap.journey.legs import Ways, make_legs
from geomap.journey.travellers import fold
from geomap.model import (
    Correction,
    Journey,
    Leg,
    Movement,
    OfLeg,
    OfStop,
    Outcome,
    Place,
    Span,
    Stop,
    StopTime,
)

SAME_KM = 50.0
"""A place of the same name this near is the same place, located better."""


@dataclass(frozen=True)
class Route:
    """A journey and all statements about its trip."""

    journey: Journey
    movements: tuple[Movement, ...]


Part = tuple[int, int, bool]
"""A stop or leg: which journey, which of its stops (the one a leg leaves), and whether it is a leg."""


def corrected(
    routes: Sequence[Route], said: Sequence[OfRoute], *, places: Mapping[str, Place], ways: Ways
) -> tuple[list[Journey], tuple[Outcome, ...]]:
    """Apply what is said about stops and legs.

    Parameters
    ----------
    said
        The latest last.

    Returns
    -------
    tuple
        The journeys, and what became of each correction.
    """
    routes, outcomes = _applied(routes, said, places=places, ways=ways)
    gone = [
        one
        for one in said
        if outcomes[one.record.id].state == "lost" and isinstance(one.record.target, OfLeg)
    ]
    if gone:  # a leg may be there only since a stop was taken out or put elsewhere
        routes, again = _applied(routes, gone, places=places, ways=ways)
        outcomes |= {i: outcome for i, outcome in again.items() if outcome.state != "lost"}
    return [route.journey for route in routes], tuple(outcomes[one.record.id] for one in said)


def _applied(
    routes: Sequence[Route], said: Sequence[OfRoute], *, places: Mapping[str, Place], ways: Ways
) -> tuple[Sequence[Route], dict[str, Outcome]]:
    """Apply what is about stops and legs of these routes; by id of a correction, what became of it."""
    parts: dict[str, Part] = {}
    lost: dict[str, str] = {}
    for one in said:
        found = _part(one, routes, places)
        if isinstance(found, str):
            lost[one.record.id] = found
        else:
            parts[one.record.id] = found
    by_part: dict[tuple[Part, str], list[Correction]] = {}
    for one in said:
        for what in sets(one.record) if one.record.id in parts else ():
            by_part.setdefault((parts[one.record.id], what), []).append(one.record)
    overruled: dict[str, str] = {}
    disputed: dict[str, str] = {}
    for records in by_part.values():
        last = records[-1]
        disputed |= disputes_among([(r, (r.action, r.value)) for r in records])
        for r in records:
            if (r.action, r.value) != (last.action, last.value):
                overruled[r.id] = later_says(last)
    words = {key: records[-1] for key, records in by_part.items()}
    made: list[Route] = []
    for n, route in enumerate(routes):
        mine = {(at, is_leg, what): r for ((j, at, is_leg), what), r in words.items() if j == n}
        if mine:
            edited = _Edited(route, mine, places, ways)
            made += [Route(journey, route.movements) for journey in edited.journeys()]
            lost |= edited.lost
        else:
            made.append(route)
    return made, {one.record.id: _outcome(one.record, lost, disputed, overruled) for one in said}


def _outcome(
    record: Correction, lost: Mapping[str, str], disputed: Mapping[str, str], overruled: Mapping[str, str]
) -> Outcome:
    if record.id in lost:
        return Outcome(record, "lost", lost[record.id])
    if record.id in disputed:
        return Outcome(record, "disputed", disputed[record.id])
    if record.id in overruled:
        return Outcome(record, "overruled", overruled[record.id])
    return Outcome(record, "applied")


def _part(said: OfRoute, routes: Sequence[Route], places: Mapping[str, Place]) -> Part | str:
    """Find the stop or leg that a correction is about, or say why it cannot be told."""
    target = said.record.target
    found: list[tuple[Part, tuple[str, ...]]] = []
    for j, route in enumerate(routes):
        if fold(route.journey.traveller) != fold(_traveller(target)):
            continue
        if isinstance(target, OfStop):
            found += [
                ((j, n, False), stop.evidence)
                for n, stop in enumerate(route.journey.stops)
                if _same(places[stop.place], target.place)
            ]
        elif isinstance(target, OfLeg):
            found += [
                ((j, n, True), leg.evidence)
                for n, leg in enumerate(route.journey.legs)
                if _same(places[leg.origin], target.origin)
                and _same(places[leg.destination], target.destination)
            ]
    if not found:
        return f"there is no {_described(target)} any more"
    if len(found) == 1:
        return found[0][0]
    movements = {m.id: m for route in routes for m in route.movements}
    scores = [_borne_out([movements[i] for i in ids if i in movements], said.spans) for _, ids in found]
    best = max(scores)
    if scores.count(best) > 1:
        return f"there are {scores.count(best)} times a {_described(target)}: which is meant cannot be told"
    return found[scores.index(best)][0]


def _traveller(target: object) -> str:
    return target.traveller if isinstance(target, OfStop | OfLeg) else ""


def _described(target: object) -> str:
    if isinstance(target, OfStop):
        return f"stop of {target.traveller} at {target.place.name}"
    if isinstance(target, OfLeg):
        return f"leg of {target.traveller} from {target.origin.name} to {target.destination.name}"
    return "such part of a journey"


def _same(place: Place, wanted: Place) -> bool:
    if place.id == wanted.id:
        return True
    near = distance_km((place.lat, place.lon), (wanted.lat, wanted.lon)) <= SAME_KM
    return near and place.name.casefold() == wanted.name.casefold()


def _borne_out(movements: Sequence[Movement], spans: Sequence[tuple[str, Span]]) -> int:
    """Count the characters of the anchors that the statements share."""
    return sum(
        max(0, min(m.end, span.end) - max(m.start, span.start))
        for document, span in spans
        for m in movements
        if m.document == document
    )


def _in_order_of_days(at: Sequence[int], stops: Mapping[int, Stop], dated: Collection[int]) -> list[int]:
    """Put each stop that a person dated where its day contradicts the fewest others, as near as can be."""
    order = [n for n in at if n not in dated]
    for n in sorted((n for n in at if n in dated), key=lambda n: (_iso(stops[n]), n)):
        against = [
            (_is_before(stops[n], stops[other]), _is_before(stops[other], stops[n]), n < other, other < n)
            for other in order
        ]
        # From one place to the next, one more stop stands before it instead of after it.
        days = order_kept = 0
        costs = [(0, 0)]
        for n_first, other_first, n_told_first, other_told_first in against:
            days += n_first - other_first
            order_kept += n_told_first - other_told_first
            costs.append((days, order_kept))
        order.insert(costs.index(min(costs)), n)
    return order


def _iso(stop: Stop) -> str:
    return stop.when.iso if stop.when else ""


def _is_before(one: Stop, other: Stop) -> bool:
    """Say whether one stop's date, however exact, ends before the other's begins."""
    ends, begins = _iso(one).split("/")[-1][:10], _iso(other).split("/")[0][:10]
    shared = min(len(ends), len(begins))
    return ends[:shared] < begins[:shared]


class _Edited:
    """One journey, while what is said about it is applied."""

    def __init__(
        self,
        route: Route,
        words: Mapping[tuple[int, bool, str], Correction],
        places: Mapping[str, Place],
        ways: Ways,
    ) -> None:
        self.lost: dict[str, str] = {}
        self._route = route
        self._words = words
        self._places = places
        self._ways = ways

    def journeys(self) -> list[Journey]:
        """Give what the journey becomes: one, several where it is cut, or none."""
        journey = self._route.journey
        segments: list[list[int]] = [[]]
        for n in range(len(journey.stops)):
            if not self._is(n, "reject", is_leg=False):
                segments[-1].append(n)
            if n < len(journey.legs) and self._is(n, "reject", is_leg=True):
                segments.append([])
        stops = {n: self._stop(n) for at in segments for n in at}
        dated = {n for n in stops if (n, False, "date") in self._words}
        segments = [_in_order_of_days(at, stops, dated) for at in segments if at]
        whole = {n for at in segments for n, after in pairwise(at) if after == n + 1}
        for (n, is_leg, _), record in self._words.items():
            if record.action != "reject" and n not in (whole if is_leg else stops):
                self.lost[record.id] = "the leg is gone: a correction took it out" if is_leg else (
                    "the stop is gone: a correction took it out"
                )  # fmt: skip
        return [self._segment(at, [stops[n] for n in at]) for at in segments]

    def _is(self, n: int, action: str, *, is_leg: bool) -> bool:
        record = self._words.get((n, is_leg, "exists"))
        return record is not None and record.action == action

    def _segment(self, at: Sequence[int], stops: Sequence[Stop]) -> Journey:
        journey = self._route.journey
        legs = make_legs(stops, self._route.movements, places=self._places, ways=self._ways)
        return Journey(
            journey.id,
            journey.traveller,
            tuple(stops),
            tuple(
                self._leg(n, leg) if after == n + 1 else leg
                for n, after, leg in zip(at, at[1:], legs, strict=False)
            ),
        )

    def _stop(self, n: int) -> Stop:
        stop = self._route.journey.stops[n]
        before, after = self._is(n - 1, "confirm", is_leg=True), self._is(n, "confirm", is_leg=True)
        if self._is(n, "confirm", is_leg=False):
            stop = replace(stop, status="happened", inferred=False)
        elif before or after:  # whoever travelled a leg was at both of its ends
            stop = replace(stop, status="happened")
        day = self._words.get((n, False, "date"))
        if day is not None and isinstance(day.value, str):
            stop = replace(stop, when=StopTime(day.value, "stated"))
        return stop

    def _leg(self, n: int, leg: Leg) -> Leg:
        if self._is(n, "confirm", is_leg=True):
            leg = replace(leg, status="happened", inferred=False)
        name = self._words.get((n, True, "name"))
        return replace(leg, name=name.value) if name is not None and isinstance(name.value, str) else leg
