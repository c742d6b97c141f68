"""What a text says of where a place lies: "north of X", "the eastern Y city of X", "in southern Y".

From the units of a sentence to `Direction`s: which place, from which other, at which bearing. Which of
two places is meant is decided by apposition and nearness; nothing is measured here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from geomap.geodesy import angle_between_deg, bearing_deg
from geomap.model import Place
from geomap.movement import lexicon as lx
from geomap.movement.tied import counted_from, is_linked, is_point
from geomap.movement.units import Reading, Unit

_POINTS = ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest")
BEARINGS: dict[str, float] = {
    form: 45.0 * n
    for n, name in enumerate(_POINTS)
    for form in (name, name + "ern", name.replace("north", "north-").replace("south", "south-").rstrip("-"),
                 name.replace("north", "north-").replace("south", "south-").rstrip("-") + "ern")
}  # fmt: skip
SUBJECT_REACH = 14
BESIDE_DEG = 45.0


class Direction(NamedTuple):
    """A stated direction.

    Attributes
    ----------
    first, last
        Indices of the units that state it.
    subject, reference
        The place that lies there, and the one that it lies from or in.
    part_of
        The subject is said to lie in that part of the reference, not beyond it.
    assumed
        The text does not name the subject; it is the place that was spoken of last.
    certain
        No words stand between that may make the statement one about something else.
    """

    first: int
    last: int
    bearing: float
    subject: Place | None
    reference: Place
    part_of: bool
    due: bool = False
    assumed: bool = False
    certain: bool = True


def find_directions(reading: Reading, line: int) -> Iterator[Direction]:
    """Give the directions that a sentence states."""
    units = reading.lines[line]
    for i, unit in enumerate(units):
        if unit.kind != "word" or unit.low not in BEARINGS:
            continue
        found = _of(reading, line, i) if not unit.low.endswith("ern") else None
        found = found or _part(reading, units, i) or _away(reading, line, i)
        if found is not None:
            yield found


def _of(reading: Reading, line: int, i: int) -> Direction | None:
    """Read "… north of X"."""
    units = reading.lines[line]
    if i + 2 >= len(units) or units[i + 1].low not in {"of", "from"} or _is_part(units, i):
        return None
    k = i + 2
    while (
        k < len(units)
        and k < i + 6
        and units[k].low in lx.DETERMINERS | lx.PLACE_NOUNS | {"of"}
        and units[k].kind == "word"
    ):
        k += 1
    reference = reading.place_of(units[k]) if k < len(units) else None
    if reference is None:
        return None
    subject, assumed = subject_before(reading, line, i, reference)
    due = i > 0 and units[i - 1].low == "due"
    certain = subject is not None and (assumed or is_linked(reading, units, i, subject))
    first = i - 2 if i > 1 and units[i - 1].low == "the" else i
    return Direction(
        first,
        k,
        BEARINGS[units[i].low],
        subject,
        reference,
        part_of=False,
        due=due,
        assumed=assumed,
        certain=certain,
    )


def _is_part(units: Sequence[Unit], i: int) -> bool:
    """Say whether "the north of X" is a part of X: not in "to the north of X"."""
    return i > 0 and units[i - 1].low == "the" and (i < 2 or units[i - 2].low != "to")  # noqa: PLR2004


def _away(reading: Reading, line: int, i: int) -> Direction | None:
    """Read "X, 90 km to the north", counted from a place named before that it may be true of."""
    units = reading.lines[line]
    to_the = i > 1 and units[i - 1].low == "the" and units[i - 2].low == "to"
    if not to_the or not any(_measures(u) for u in units[max(0, i - 6) : i]):
        return None
    if i + 1 < len(units) and units[i + 1].low in {"of", "from"}:
        return None
    subject, others = counted_from(reading, line, i)
    bearing = BEARINGS[units[i].low]
    if subject is None or not others:
        return None
    there = (subject.lat, subject.lon)
    fits = [o for o in others if angle_between_deg(bearing_deg((o.lat, o.lon), there), bearing) <= BESIDE_DEG]
    return Direction(
        i - 2, i, bearing, subject, (fits or others)[0], part_of=False, assumed=True, certain=False
    )


def _measures(unit: Unit) -> bool:
    return unit.low.startswith(("km", "kilomet", "mile", "league")) or unit.low in {"mi", "hours", "days"}


def _part(reading: Reading, units: Sequence[Unit], i: int) -> Direction | None:
    """Read "an eastern X city", "in southwestern X", "the eastern X city of Y"."""
    if i + 1 >= len(units) or (not units[i].low.endswith("ern") and units[i + 1].kind != "place"):
        return None
    reference = reading.place_of(units[i + 1])
    if reference is None or not reference.is_area or not units[i].low.endswith("ern"):
        return None
    subject = None
    last = i + 1
    mention = units[i + 1].mention
    if mention is not None and mention.role == "demonym":
        k = i + 2
        while (
            k < len(units)
            and k < i + 5
            and units[k].kind == "word"
            and units[k].low in lx.PLACE_NOUNS | {"of", "capital"}
        ):
            k += 1
        if k == i + 2:
            return None
        subject = reading.place_of(units[k]) if k < len(units) and units[k].kind == "place" else None
        if subject is None:
            subject = _apposed(reading, units, i, reference)
        last = k - 1
    else:
        subject = _apposed(reading, units, i, reference) or _listed_after(reading, units, i, reference)
    if subject is None:
        return None
    return Direction(i, last, BEARINGS[units[i].low], subject, reference, part_of=True)


def _apposed(reading: Reading, units: Sequence[Unit], i: int, reference: Place) -> Place | None:
    """Give the place right before ", an eastern X city" or "in eastern X"."""
    for k in range(i - 1, max(-1, i - 6), -1):
        place = reading.place_of(units[k])
        if place is not None:
            mention = units[k].mention
            fits = mention is not None and mention.role == "location" and place.country == reference.country
            return place if fits and place.id != reference.id and place.kind != "country" else None
        if units[k].kind == "person" or units[k].text in {";", "."}:
            return None
    return None


def _listed_after(reading: Reading, units: Sequence[Unit], i: int, reference: Place) -> Place | None:
    """Give the first place of "in eastern X – A and B"."""
    if i + 3 < len(units) and units[i + 2].text in lx.words("– — : -"):
        place = reading.place_of(units[i + 3])
        return place if place is not None and place.country == reference.country else None
    return None


def _finer(reading: Reading, units: Sequence[Unit], k: int, place: Place) -> Place:
    """Give the place right before "in X" or ", X", where X is an area."""
    if not place.is_area:
        return place
    for j in range(k - 1, max(-1, k - 4), -1):
        before = reading.place_of(units[j])
        if before is not None:
            return before if not before.is_area else place
    return place


def subject_before(reading: Reading, line: int, i: int, reference: Place) -> tuple[Place | None, bool]:
    """Give the place that a distance or direction before unit i is about, and whether it is assumed."""
    units = reading.lines[line]
    indefinite = False
    for k in range(i - 1, max(-1, i - 1 - SUBJECT_REACH), -1):
        place = reading.place_of(units[k])
        mention = units[k].mention
        if (
            place is not None
            and mention is not None
            and mention.role in {"location", "actor"}
            and place.id != reference.id
            and is_point(place)
        ):
            taken_up = mention.text.islower()  # "the city", which was named before
            return (place, True) if taken_up else (_finer(reading, units, k, place), False)
        if units[k].text in {";", ":"}:
            break
        if (
            units[k].low in lx.words("city town village port place site")
            and units[k - 1].low in lx.DETERMINERS
        ):
            indefinite = True
            break
    if not indefinite and not (units and units[0].low in {"it", "the"}):
        return None, False
    for earlier in range(line - 1, -1, -1):
        for unit in reversed(reading.lines[earlier]):
            place = reading.place_of(unit)
            if (
                place is not None
                and not place.is_area
                and place.id != reference.id
                and unit.mention is not None
                and unit.mention.role == "location"
            ):
                return place, True
    return None, False
