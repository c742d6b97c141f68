"""Which statements speak of the same trip.

From all movements, with one name for each traveller, to `Trip`s: one traveller each, statements that
fit in time and place. Earlier trips told as background, legs called off, and places that are only
possible stand as trips of their own.
"""

from __future__ import annotations

import datetime as dt
import re
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
    main = [m for m in current if m not in branch]
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
    return [c for c in chains if c[1:]], sorted(visits + single, key=past.index)


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
    for group in groups:
        starts = {m.origin for m in group if m.origin}
        said = {(m.document, m.start, m.when) for m in group}
        before = next(
            (
                g for g in out
                if starts & {m.destination for m in g if m.destination}
                or said & {(m.document, m.start, m.when) for m in g}
            ),
            None,
        )  # fmt: skip
        if before is None:
            out.append(group)
        else:
            before.extend(group)
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
    order = {id(m): n for n, m in enumerate(movements)}
    for m in rest:
        max(groups, key=lambda g: (_closeness(m, g, places), -_apart(m, g, order), len(g))).append(m)
    return [sorted(g, key=lambda m: order[id(m)]) for g in groups]


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


def _apart(movement: Movement, group: Sequence[Movement], order: Mapping[int, int]) -> int:
    """Count the statements between a statement and the nearest of a trip in its document."""
    here = order[id(movement)]
    return min(
        (abs(order[id(m)] - here) for m in group if m.document == movement.document), default=len(order)
    )


def _closeness(movement: Movement, group: list[Movement], places: Mapping[str, Place]) -> int:
    """Weigh how well an undated statement fits a trip: the same end, one in the other, the same document."""
    ends = [e for e in (movement.destination, movement.origin) if e in places]
    best = 0
    for other in group:
        for e in ends:
            for f in (other.destination, other.origin):
                if f not in places or f is None or e is None:
                    continue
                if e == f:
                    best = max(best, 4)
                elif places[e].holds(places[f]) or places[f].holds(places[e]):
                    best = max(best, 3)
        if other.document == movement.document:
            best = max(best, 1)
    return best
