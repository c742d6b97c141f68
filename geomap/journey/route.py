"""A trip's stops in order, with their status, date and evidence.

From the statements of one trip to `Stop`s. An area is no stop where something finer within it is one.
The order is held by "from A to B", by dates, by halts "on the way", by what is done before what is planned,
and last by the order of telling, between neighbours first, so that what has no date stays beside what it was
told with; what contradicts a stronger reason is dropped. A place left and come back to is two stops, also
where the text begins with the return ("has returned to A").
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Mapping, Sequence

from geomap.journey.order import Visit, flashbacks, halts, in_order, neighbours
from geomap.journey.trips import Trip, day_of
from geomap.model import Modality, Movement, Place, Stop, StopTime

RANK: Mapping[str, int] = {
    "happened": 5, "reported": 4, "planned": 3, "possible": 2, "past": 1, "cancelled": 0,
}  # fmt: skip
"""How much a modality tells; the status of a stop is the best of its evidence."""

UNTOLD = 1_000_000
"""Where a stop stands that is only made for, until the text comes to it."""
_HALT = re.compile(
    r"(?i)\b(?:call\w* at|put(?:s|ting)? in|put into|stop\w*|halt\w*|refuel\w*|pause\w*"
    r"|br(?:ea|o)ke? (?:the|her|his|their) journey)\b"
)
_BACK_AGAIN = re.compile(
    r"(?i)\b(?:has|have|is|are) (?:\w+ )?(?:returned|back)\b|\breturns? (?:home )?(?:after|from)\b"
)
_MISSED = re.compile(r"(?i)\b(?:divert\w*|emergency|forced|instead|turned back|limped|crash\w*)\b")
"""Words with which a trip ends elsewhere than it was headed."""
_BROKEN_OFF = re.compile(r"(?i)\b(?:on (?:the|her|his|their|its) way|en route)\b[^.;]*[,;] |\b(?:but|when)\b")
"""Words between a goal and a place of the same sentence that was come to instead ("left for X but")."""
_RETURNING = ("return", " back", " home", "again")


class Router:
    """Orders one trip."""

    def __init__(self, trip: Trip, *, places: Mapping[str, Place], texts: Mapping[str, str]) -> None:
        self.trip, self.places, self.texts = trip, places, texts
        self.order = {m.id: n for n, m in enumerate(trip.movements)}
        self.visits: list[Visit] = []
        self.steps: list[tuple[Visit, Visit]] = []

    def stops(self) -> list[Stop]:
        """Give the stops in order."""
        for n, movement in enumerate(self.trip.movements):
            self._read(n, movement)
        for visit in self.visits:
            if visit.told >= UNTOLD:
                visit.told = self._told_at(visit.told - UNTOLD) * 4 + 3
        self._drop_areas()
        ordered = self._ordered()
        inside = self._inside_covered(ordered)
        return [self._stop(v, inside) for v in ordered]

    def _read(self, n: int, movement: Movement) -> None:
        chain: list[Visit] = []
        if movement.origin:
            visit = self._visit(movement.origin, n * 4)
            visit.departures.append(movement)
            chain.append(visit)
        for place in movement.via:
            if self.places[place].is_area and self.places[place].kind != "border":
                continue
            visit = self._visit(place, n * 4 + 1)
            visit.passing.append(movement)
            chain.append(visit)
        if movement.destination:
            closing = self._closes(n, movement)
            again = closing or self._comes_back(movement)
            told = n * 4 + 2 if movement.reached else UNTOLD + n
            visit = self._visit(movement.destination, told, new=again)
            visit.closing = closing
            visit.arrivals.append(movement)
            chain.append(visit)
        self.steps.extend(itertools.pairwise(chain))

    def _told_at(self, n: int) -> int:
        """Give the statement at which a stop is come to that is only made for: after halts on the way."""
        headed = self.trip.movements[n]
        for k, m in enumerate(self.trip.movements[n + 1 :], n + 1):
            words = self.texts[m.document][m.start : m.end]
            if m.document != headed.document or not _HALT.search(words):
                break
            n = k
        return n

    def _visit(self, place: str, told: int, *, new: bool = False) -> Visit:
        same = [v for v in self.visits if v.place == place and not v.closing]
        if same and not new:
            same[-1].told = min(told, same[-1].told)
            return same[-1]
        visit = Visit(place, told)
        self.visits.append(visit)
        return visit

    def _closes(self, n: int, movement: Movement) -> bool:
        """Say whether a text begins with the trip's end: nothing firm is told before, and leaving after."""
        words = self.texts[movement.document][movement.start : movement.end]
        return (
            movement.modality in {"happened", "reported"}
            and _BACK_AGAIN.search(words) is not None
            and not any(m.document == movement.document for m in self.trip.movements[:n])
            and any(
                m.origin and m.document == movement.document and m.modality in {"happened", "reported"}
                for m in self.trip.movements[n + 1 :]
            )
        )

    def _comes_back(self, movement: Movement) -> bool:
        """Say whether a statement ends where the trip had already left from."""
        same = [v for v in self.visits if v.place == movement.destination]
        elsewhere = any(v.told > same[-1].told and v.arrivals for v in self.visits) if same else False
        if not same or not (same[-1].departures or elsewhere):
            return False
        left = [d for d in map(day_of, same[-1].departures) if d]
        came = day_of(movement)
        if left and came:
            return came > max(left) and not (same[-1].arrivals and min(left) == came)
        words = self.texts[movement.document][movement.start : movement.end].casefold()
        if any(w in words for w in _RETURNING):
            return True
        firm = elsewhere and movement.reached and movement.modality in {"happened", "reported"}
        return movement.origin not in {None, movement.destination} and (
            any(v.place == movement.origin and v.arrivals for v in self.visits)
            or (firm and same[-1].told < self.order[movement.id] * 4 - 4)
        )

    def _drop_areas(self) -> None:
        """Leave out an area that holds a finer stop of the trip, and the steps from it and to it."""
        self.covered = [v for v in self.visits if self._is_covered(v)]
        gone = {id(v) for v in self.covered}
        self.visits = [v for v in self.visits if id(v) not in gone]
        self.steps = [(a, b) for a, b in self.steps if a is not b and id(a) not in gone and id(b) not in gone]

    def _is_covered(self, visit: Visit) -> bool:
        place = self.places[visit.place]
        if not place.is_area:
            return False
        others = [self.places[v.place] for v in self.visits if v is not visit and v.place != visit.place]
        if self._is_return(visit):
            return False
        if any(place.holds(o) for o in others):
            return True
        wide = place.kind in {"region", "continent", "bloc", "border", "front_line"}
        return wide and any(not o.is_area and o.country == place.country and o.country for o in others)

    def _is_return(self, visit: Visit) -> bool:
        """Say whether an area is where the traveller comes home to, after a stop elsewhere."""
        for m in visit.arrivals:
            words = self.texts[m.document][m.start : m.end].casefold()
            if (
                any(w in words for w in ("return", "home"))
                and m.modality in {"happened", "reported"}
                and not visit.departures
            ):
                return m.origin is not None or "home" in words
        return False

    def _ordered(self) -> list[Visit]:
        """Sort topologically; reasons are added from the strongest to the weakest."""
        n = len(self.visits)
        index = {id(v): i for i, v in enumerate(self.visits)}
        told = self.trip.movements
        reasons = [(index[id(a)], index[id(b)]) for a, b in self.steps]
        days = [self._day(v) for v in self.visits]
        firm = [self._is_firm(v) for v in self.visits]
        first = [min(self.order[m.id] for m in v.evidence) for v in self.visits]
        returning = [self._is_return(v) for v in self.visits]
        pairs = [(i, j) for i in range(n) for j in range(n) if i != j]
        reasons += sorted(
            ((i, j) for i, j in pairs if (a := days[i]) and (b := days[j]) and a < b),
            key=lambda p: (str(days[p[0]]), str(days[p[1]])),
        )
        reasons += flashbacks(self.visits, told, self.texts) + halts(self.visits, told, self.texts)
        closing = [i for i in range(n) if self.visits[i].closing]
        reasons += [(i, j) for j in closing for i in range(n) if i != j and firm[i]]
        reasons += [
            (i, j) for i, j in pairs
            if returning[j] and not returning[i] and (firm[i] or first[i] < first[j])
        ]  # fmt: skip
        reasons += [(i, j) for i, j in pairs if firm[i] and not firm[j] and not returning[j]]
        reasons += neighbours(self.visits, told)
        return in_order(self.visits, reasons)

    def _is_firm(self, visit: Visit) -> bool:
        return self._status(visit) in {"happened", "reported", "past"}

    def _day(self, visit: Visit) -> dt.date | None:
        status = self._status(visit)
        came = [d for m in visit.arrivals if m.reached and m.modality == status and (d := day_of(m))]
        came = came or [d for m in visit.arrivals if m.reached and (d := day_of(m))]
        left = [d for m in (*visit.departures, *visit.passing) if (d := day_of(m))]
        return min(came or left, default=None)

    def _status(self, visit: Visit) -> Modality:
        statuses: list[Modality] = [m.modality for m in visit.departures]
        statuses += [m.modality for m in visit.passing]
        statuses += [m.modality for m in visit.arrivals if m.reached]
        headed = [m for m in visit.arrivals if not m.reached]
        if not statuses:
            return self._headed(visit, headed)
        return max(statuses, key=lambda s: RANK[s])

    def _headed(self, visit: Visit, headed: list[Movement]) -> Modality:
        """Give the status of a stop that is only made for: reached if the trip is told to go on from it."""
        best = max((m.modality for m in headed), key=lambda s: RANK[s])
        if best not in {"happened", "reported"}:
            return best
        for m in headed:
            later = [
                o for o in self.trip.movements[self.order[m.id] + 1 :]
                if o.document == m.document and o.modality in {"happened", "reported"} and o.destination
                and o.destination != visit.place and o.reached and not self._same_area(visit.place, o)
                and not _HALT.search(self.texts[o.document][o.start : o.end])
            ]  # fmt: skip
            onward = [
                o for o in self.trip.movements[self.order[m.id] + 1 :]
                if o.document == m.document and o.modality == "planned" and o.destination
                and o.destination != visit.place and not self._same_area(visit.place, o)
            ]  # fmt: skip
            missed = later and (
                _MISSED.search(self.texts[later[0].document][later[0].start : later[0].end])
                or self._breaks_off(m, later[0])
            )
            if (later and not missed and not self._is_return_move(later[0])) or onward:
                return best
        return "planned"

    def _breaks_off(self, headed: Movement, after: Movement) -> bool:
        """Say whether one sentence tells a goal and what came in between: "left for X but was held in Y"."""
        if headed.end >= after.end or headed.start > after.start:
            return False
        told = self.texts[headed.document][headed.start : after.end]
        return "." not in told and _BROKEN_OFF.search(told) is not None

    def _is_return_move(self, movement: Movement) -> bool:
        words = self.texts[movement.document][movement.start : movement.end].casefold()
        return "return" in words or "home" in words

    def _same_area(self, place: str, movement: Movement) -> bool:
        a, b = self.places[place], self.places[movement.destination or place]
        return a.holds(b) or b.holds(a) or (b.is_area and a.country == b.country)

    def _inside_covered(self, ordered: Sequence[Visit]) -> list[tuple[Visit, list[Visit]]]:
        """Give each area that finer places cover, and the stops in it."""
        return [
            (area, [v for v in ordered if self.places[area.place].holds(self.places[v.place])])
            for area in self.covered
        ]

    def _stop(self, visit: Visit, covered: Sequence[tuple[Visit, list[Visit]]]) -> Stop:
        evidence = [m.id for m in dict.fromkeys([*visit.evidence, *self._around(visit, covered)])]
        when = self._when(visit)
        if when is None:
            when = self._when_around(visit, covered)
        return Stop(
            visit.place, self._status(visit), inferred=not evidence, when=when, evidence=tuple(evidence)
        )

    def _around(self, visit: Visit, covered: Sequence[tuple[Visit, list[Visit]]]) -> list[Movement]:
        """Give the statements about an area that this stop, the first one in it, stands for."""
        out: list[Movement] = []
        for area, inside in covered:
            if inside and next(filter(self._is_firm, inside), inside[0]) is visit:
                out.extend(area.evidence)
        return out

    def _when(self, visit: Visit) -> StopTime | None:
        dated = [m for m in visit.arrivals if m.reached] or visit.departures or visit.passing
        dated = [m for m in dated if m.when and m.when.iso and not m.when.iso.startswith("P")]
        if not dated:
            return None
        best = max(
            dated,
            key=lambda m: (
                RANK[m.modality],
                m.when is not None and m.when.basis == "stated",
                len(m.when.iso or "") if m.when else 0,
            ),
        )
        when = best.when
        return StopTime(when.iso, when.basis or "inferred") if when and when.iso else None

    def _when_around(self, visit: Visit, covered: Sequence[tuple[Visit, list[Visit]]]) -> StopTime | None:
        """Date the first stop in a country by the day on which the country is entered."""
        for area, inside in covered:
            if inside and inside[0] is visit and self._is_firm(visit):
                days = [
                    m
                    for m in area.arrivals
                    if m.reached and m.modality in {"happened", "reported"} and day_of(m)
                ]
                if days:
                    best = max(days, key=lambda m: (RANK[m.modality], str(day_of(m))))
                    if best.when and best.when.iso:
                        return StopTime(best.when.iso, "inferred")
        return None
