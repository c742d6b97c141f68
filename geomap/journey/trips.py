"""Which statements speak of the same trip.

From all movements, with one name for each traveller, to `Trip`s: one traveller each, statements that
fit in time and place. Earlier trips told as background, legs called off, and places that are only
possible stand as trips of their own.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from geomap.model import Movement, Place

_VISIT = re.compile(
    r"(?i)\b(?:visit\w*|trips?|met|meets?|meetings?|tour\w*|attend\w*|summits?|talks|previous\w*|last|earlier|once)\b"
)
LONGEST_GAP_DAYS = 21
"""Days between dated statements of different documents beyond which they speak of different trips."""
LONGEST_TOLD_GAP_DAYS = 270
"""The same within one document, which may tell of a long voyage."""


@dataclass(frozen=True)
class Trip:
    """Statements about one trip of one traveller, in the order of documents and text."""

    traveller: str
    movements: tuple[Movement, ...]


def day_of(movement: Movement) -> dt.date | None:
    """Give the first day of a movement's date, None if it has none or less than a month."""
    iso = movement.when.iso if movement.when else None
    if not iso or iso.startswith("P"):
        return None
    first = iso.split("/")[0]
    try:
        return dt.date.fromisoformat(f"{first[:7]}-01" if len(first) == len("2023-09") else first[:10])
    except ValueError:
        return None


def group_trips(
    movements: Sequence[Movement],
    *,
    names: Mapping[str, str],
    places: Mapping[str, Place],
    texts: Mapping[str, str] | None = None,
) -> list[Trip]:
    """Group movements into trips, the trip with the most statements first.

    Parameters
    ----------
    texts
        The text of each document, by its id: tells visits, which end at home, from moves, which go on.
    """
    by_traveller: dict[str, list[Movement]] = {}
    for movement in movements:
        by_traveller.setdefault(names[movement.traveller], []).append(movement)
    trips: list[Trip] = []
    for traveller, told in by_traveller.items():
        trips.extend(_of_traveller(traveller, told, places, texts or {}))
    return sorted(trips, key=lambda t: -len(t.movements))


def _of_traveller(
    traveller: str, told: list[Movement], places: Mapping[str, Place], texts: Mapping[str, str]
) -> list[Trip]:
    told = _one_story(told, texts)
    past = [m for m in told if m.modality == "past"]
    current = [m for m in told if m.modality not in {"past", "cancelled"}]
    cancelled = [m for m in told if m.modality == "cancelled"]
    firm = {e for m in current if m.modality != "possible" for e in (m.origin, m.destination, *m.via) if e}
    branch = [m for m in current if m.modality == "possible" and not _known(m, firm, places)]
    branched = {m.id for m in branch}
    main = [m for m in current if m.id not in branched]
    trips = [Trip(traveller, tuple(g)) for g in _by_time(main, places, texts)]
    for group in (branch, cancelled):
        trips.extend(Trip(traveller, tuple(g)) for g in _by_end(group))
    moves, visits = _moves(past, texts)
    trips.extend(Trip(traveller, tuple(g)) for g in (*moves, *_by_end(visits)))
    return trips


def _one_story(told: list[Movement], texts: Mapping[str, str]) -> list[Movement]:
    """Let what is told as past, before anything else of a traveller, be the beginning of the same story.

    Only moves: a visit ended at home.
    """
    out: list[Movement] = []
    for document in dict.fromkeys(m.document for m in told):
        here = [m for m in told if m.document == document]
        first = next((n for n, m in enumerate(here) if m.modality in {"happened", "reported"}), 0)
        early = here[:first]
        moves = bool(early) and all(m.modality == "past" and not _is_visit(m, texts) for m in early)
        later = any(m.modality == "past" for m in here[first:])
        if moves and (later or len(early) > 1):
            here = [replace(m, modality="happened") if m.modality == "past" else m for m in here]
        out.extend(here)
    return out


def _moves(past: list[Movement], texts: Mapping[str, str]) -> tuple[list[list[Movement]], list[Movement]]:
    """Tell moves that go on from one to the next, in years that do not fall, from single visits."""
    chains: list[list[Movement]] = []
    visits: list[Movement] = []
    for m in past:
        last = chains[-1][-1] if chains else None
        if _is_visit(m, texts):
            visits.append(m)
        elif last is not None and last.document == m.document and _year(last) <= (_year(m) or _year(last)):
            chains[-1].append(m)
        else:
            chains.append([m])
    single = [c[0] for c in chains if len(c) == 1]
    order = {m.id: n for n, m in enumerate(past)}
    return [c for c in chains if c[1:]], sorted(visits + single, key=lambda m: order[m.id])


def _is_visit(movement: Movement, texts: Mapping[str, str]) -> bool:
    words = texts.get(movement.document, "visit")[movement.start : movement.end]
    return _VISIT.search(words) is not None


def _year(movement: Movement) -> str:
    iso = (movement.when.iso or "") if movement.when else ""
    return iso[:4] if iso[:4].isdigit() else ""


def _known(movement: Movement, firm: set[str], places: Mapping[str, Place]) -> bool:
    end = movement.destination or movement.origin
    if end is None or end in firm:
        return True
    return any(end in places and places[end].holds(places[f]) for f in sorted(firm) if f in places)


def _by_end(movements: list[Movement]) -> list[list[Movement]]:
    groups: dict[tuple[str | None, int | None], list[Movement]] = {}
    for m in movements:
        day = day_of(m)
        groups.setdefault((m.destination or m.origin, day.year if day else None), []).append(m)
    undated = [key for key in groups if key[1] is None]
    for key in undated:
        dated = [k for k in groups if k[0] == key[0] and k[1] is not None]
        if len(dated) == 1:
            groups[dated[0]].extend(groups.pop(key))
    return _joined(list(groups.values()))


def _joined(groups: list[list[Movement]]) -> list[list[Movement]]:
    """Join what goes on from where another group ends, or is told in one breath ("visited A and B")."""
    out: list[list[Movement]] = []
    first: dict[object, int] = {}  # by an end, or words in which something was told: the first such group
    for group in groups:
        starts = {m.origin for m in group if m.origin}
        said = {(m.document, m.start, m.when) for m in group}
        n = min((first[key] for key in (*starts, *said) if key in first), default=len(out))
        if n == len(out):
            out.append(group)
        else:
            out[n].extend(group)
        for key in (*said, *(m.destination for m in group if m.destination)):
            first[key] = min(n, first.get(key, n))
    return out


def _by_time(
    movements: list[Movement], places: Mapping[str, Place], texts: Mapping[str, str]
) -> list[list[Movement]]:
    dated = sorted((m for m in movements if day_of(m)), key=lambda m: str(day_of(m)))
    groups: list[list[Movement]] = []
    for m in dated:
        group = next((g for g in groups if _is_same_time(m, g) or _goes_on(m, g, texts)), None)
        if group is None:
            groups.append([m])
        else:
            group.append(m)
    rest = [m for m in movements if day_of(m) is None]
    if not groups:
        return [rest] if rest else []
    order = {m.id: n for n, m in enumerate(movements)}
    growing = [_Growing(g, order) for g in groups]
    for m in rest:
        max(growing, key=lambda g: (g.closeness(m, places), -g.apart(m), len(g.told))).add(m)
    return [sorted(g.told, key=lambda m: order[m.id]) for g in growing]


def _goes_on(movement: Movement, group: Sequence[Movement], texts: Mapping[str, str]) -> bool:
    """Say whether a move, long after a trip of the same document, goes on from where that had come to."""
    here = [m for m in group if m.document == movement.document]
    if len(here) < len(group) or _is_visit(movement, texts) or any(_is_visit(m, texts) for m in here):
        return False
    ends = {e for m in here for e in (m.origin, m.destination, *m.via)}
    return movement.origin is None or movement.origin in ends


def _is_same_time(movement: Movement, group: Sequence[Movement]) -> bool:
    """Say whether a dated statement may belong to a trip: told by the same document, or soon after."""
    day = day_of(movement)
    for other in group:
        then = day_of(other)
        if day is None or then is None:
            continue
        longest = LONGEST_TOLD_GAP_DAYS if other.document == movement.document else LONGEST_GAP_DAYS
        if abs((day - then).days) <= longest:
            return True
    return False


class _Growing:
    """A trip in the making, and what an undated statement is compared with."""

    def __init__(self, told: Sequence[Movement], order: Mapping[str, int]) -> None:
        self.told: list[Movement] = []
        self._order = order
        self._ends: dict[str, None] = {}
        self._at: dict[str, list[int]] = {}
        for movement in told:
            self.add(movement)

    def add(self, movement: Movement) -> None:
        """Take a statement in."""
        self.told.append(movement)
        self._ends |= dict.fromkeys(e for e in (movement.destination, movement.origin) if e)
        insort(self._at.setdefault(movement.document, []), self._order[movement.id])

    def apart(self, movement: Movement) -> int:
        """Count the statements between a statement and the nearest of the trip in its document."""
        at, here = self._at.get(movement.document, ()), self._order[movement.id]
        n = bisect_left(at, here)
        return min((abs(other - here) for other in at[max(0, n - 1) : n + 1]), default=len(self._order))

    def closeness(self, movement: Movement, places: Mapping[str, Place]) -> int:
        """Weigh how well an undated statement fits: the same end, one in the other, the same document."""
        ends = [e for e in (movement.destination, movement.origin) if e in places]
        if any(e in self._ends for e in ends):
            return 4
        known = [places[f] for f in self._ends if f in places]
        if any(places[e].holds(f) or f.holds(places[e]) for e in ends if e for f in known):
            return 3
        return 1 if movement.document in self._at else 0
