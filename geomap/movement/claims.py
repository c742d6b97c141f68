"""Claims: the distances, durations, speeds and directions that a document states, and what the map says.

From prose, mentions and movements to `Claim`s in the order of the text. A figure is tied to two places
of its sentence, to the ends of a movement told in it, or to nothing; then it is "uncheckable" here, and
the stage that knows whole journeys may yet check it. The thresholds are those of the gold's guidelines.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from geomap.geodesy import angle_between_deg, bearing_deg, compass_point, distance_km
from geomap.model import Claim, Mention, Movement, Place, Prose, Sentence, Verdict
from geomap.movement import lexicon as lx
from geomap.movement.directions import BEARINGS, Direction, find_directions, subject_before
from geomap.movement.figures import compare_figures
from geomap.movement.quantities import Quantity, find_quantities
from geomap.movement.tied import counted_from, is_linked
from geomap.movement.units import Reading, Unit, read_units

AGREE_SHARE = 0.05
APPROX_SHARE = 0.10
AGREE_DEG, APPROX_DEG = 22.5, 45.0
DUE_DEG = 11.25
PART_AGREE_DEG, PART_APPROX_DEG = 45.0, 67.5
BESIDE = 60
"""Characters between a statement of motion and a figure that is surely about it."""
LONGEST_DETOUR = 2.5
"""A way over land or sea up to this many times the geodesic is believed."""
_WAY_WORDS = lx.words("""
    ride journey trip drive road rail railway train walk march route voyage way travelled traveled
    covering covered distance bus walked drove hiked trek sailed cycled rode
""")


@dataclass(frozen=True)
class _Ends:
    """The two places that a figure lies between."""

    origin: Place | None
    destination: Place | None
    way: bool = False
    assumed: bool = False
    certain: bool = True


def find_claims(
    prose: Prose,
    *,
    mentions: Sequence[Mention],
    places: Mapping[str, Place],
    movements: Sequence[Movement],
) -> tuple[Claim, ...]:
    """Find what a document states in figures and directions.

    Returns
    -------
    tuple of Claim
        In the order of the text, with ids ``<document>c<n>``.
    """
    reading = read_units(prose, mentions=mentions, places=places, people=(), times=())
    claims: list[Claim] = []
    for line, sentence in enumerate(prose.sentences):
        if prose.document.in_furniture(sentence.start):
            continue
        told = [m for m in movements if m.start < sentence.end and m.end > sentence.start]
        claims += _figures(reading, line, sentence, told, places)
        claims += [_direction_claim(prose, d, reading.lines[line]) for d in find_directions(reading, line)]
    claims = compare_figures(sorted(claims, key=lambda c: (c.start, c.end)), prose.sentences)
    return tuple(replace(c, id=f"{prose.document.id}c{n}") for n, c in enumerate(claims, 1))


def _figures(
    reading: Reading, line: int, sentence: Sentence, told: Sequence[Movement], places: Mapping[str, Place]
) -> list[Claim]:
    out: list[Claim] = []
    for q in find_quantities(reading.prose.text, sentence.start, sentence.end):
        ends = _ends(reading, line, q, told, places)
        out.append(
            _conversion(reading, q, out[-1]) if q.converts and out else _figure(reading, q, ends, told)
        )
    return out


def _ends(
    reading: Reading, line: int, q: Quantity, told: Sequence[Movement], places: Mapping[str, Place]
) -> _Ends:
    """Find the places of a figure: "D from X", "D north of X", "from X to Y", or a movement's."""
    units = reading.lines[line]
    after = bisect_right([u.start for u in units], q.start)
    while after < len(units) and units[after].start < q.end:
        after += 1
    if q.type == "distance":
        reference = _reference(reading, units, after)
        if reference is not None:
            subject, assumed = subject_before(reading, line, _index(units, q.start), reference)
            if subject is None:
                subject = next(
                    (p for u in units[after:] if (p := reading.place_of(u)) and p.id != reference.id), None
                )
            if subject is not None and not (subject.is_area and subject.holds(reference)):
                certain = assumed or is_linked(reading, units, _index(units, q.start), subject)
                return _Ends(reference, subject, way=_is_way(units), assumed=assumed, certain=certain)
        away = _away(reading, line, units, after, q)
        if away is not None:
            return away
    whole = [m for m in told if m.origin and m.destination]
    for m in whole:
        if m.origin and m.destination:
            near = m.start - BESIDE <= q.start <= m.end + BESIDE
            alone = len({(w.origin, w.destination) for w in whole}) == 1
            way = m.mode != "air" or _is_way(units)
            return _Ends(places[m.origin], places[m.destination], way=way, certain=near and alone)
    return _Ends(None, None)


def _away(reading: Reading, line: int, units: Sequence[Unit], after: int, q: Quantity) -> _Ends | None:
    """Read "X, 90 km (away) to the north": counted from the nearest place before of which it is true."""
    words = [u.low for u in units[after : after + 4]]
    if words[:1] == ["away"]:
        words = words[1:]
    if words[:2] != ["to", "the"] or len(words) < len(["to", "the", "north"]) or words[2] not in BEARINGS:
        return None
    subject, others = counted_from(reading, line, _index(units, q.start))
    if subject is None or not others:
        return _Ends(None, None, certain=False)
    there = (subject.lat, subject.lon)

    def off(place: Place) -> float:
        km = distance_km((place.lat, place.lon), there)
        return abs(q.si / 1000 - km) / km if km else 1.0

    true = [o for o in others if off(o) <= APPROX_SHARE]
    origin = (true or others)[0]
    return _Ends(origin, subject, way=_is_way(units), assumed=True, certain=False)


def _index(units: Sequence[Unit], offset: int) -> int:
    return next((i for i, u in enumerate(units) if u.start >= offset), len(units))


def _reference(reading: Reading, units: Sequence[Unit], after: int) -> Place | None:
    """Give the place of "from X", "north of X", "away from X" right after a figure and its conversion."""
    seen = False
    for k in range(after, min(after + 12, len(units))):
        unit = units[k]
        if unit.low in {"from", "of"}:
            seen = True
            continue
        if unit.kind == "place":
            return reading.place_of(unit) if seen else None
        to_the = unit.low == "to" and k + 2 < len(units) and units[k + 2].low in BEARINGS
        if unit.text in {";", ".", ","} or (unit.low in lx.words("to and in with by on") and not to_the):
            return None
    return None


def _is_way(units: Sequence[Unit]) -> bool:
    return any(u.low in _WAY_WORDS for u in units)


def _figure(reading: Reading, q: Quantity, ends: _Ends, told: Sequence[Movement]) -> Claim:
    text = reading.prose.text
    subject = f"{ends.origin.name} to {ends.destination.name}" if ends.origin and ends.destination else ""
    subject = subject or (f"the journey of {told[0].traveller}" if told else "")
    claim = Claim(
        id="", document=reading.prose.document.id, start=q.start, end=q.end, text=text[q.start : q.end],
        type=q.type, value=q.value, unit=q.unit, subject=subject, verdict="uncheckable",
        note="The text does not say between which places." if q.type == "distance"
        else "Nothing in the text or on the map decides it.",
        origin=ends.origin.id if ends.origin else None,
        destination=ends.destination.id if ends.destination else None,
    )  # fmt: skip
    if ends.origin is None or ends.destination is None or q.type != "distance":
        return claim
    a, b = ends.origin, ends.destination
    km = distance_km((a.lat, a.lon), (b.lat, b.lon))
    computed = km * 1000 * q.value / q.si
    verdict = check_distance(q.si / 1000, km, way=ends.way)
    note = f"{a.name} to {b.name} is {computed:,.0f} {q.unit} in a straight line"
    if ends.assumed:
        note = f"Taking it to be {b.name}: {note}"
    if verdict == "plausible":
        note += f"; a way of {q.value:,.0f} {q.unit} is {q.si / 1000 / km:.1f} times that, which is plausible"
    elif verdict == "disagree" and not ends.certain:
        return replace(claim, subject="", origin=None, destination=None)
    elif verdict == "disagree":
        note += f", not {q.value:,.0f}"
    return replace(claim, computed=round(computed, 1), verdict=verdict, note=f"{note}.")


def check_distance(stated_km: float, straight_km: float, *, way: bool) -> Verdict:
    """Compare a stated distance with the straight line; a way may be longer."""
    if straight_km <= 0:
        return "uncheckable"
    share = abs(stated_km - straight_km) / straight_km
    if share <= AGREE_SHARE:
        return "agree"
    if way and 1 < stated_km / straight_km <= LONGEST_DETOUR:
        return "plausible"
    return "approx" if share <= APPROX_SHARE else "disagree"


def _conversion(reading: Reading, q: Quantity, first: Claim) -> Claim:
    """Check a figure in brackets against the one that it converts."""
    claim = _figure(reading, q, _Ends(None, None), ())
    stated = _si(first)
    share = abs(q.si - stated) / stated if stated else 1.0
    verdict: Verdict = "agree" if share <= AGREE_SHARE else "approx" if share <= APPROX_SHARE else "disagree"
    computed = stated * q.value / q.si
    return replace(
        claim, subject=f"conversion of {first.text}", origin=first.origin, destination=first.destination,
        verdict=verdict, computed=round(computed, 1), note=f"{first.text} is {computed:,.1f} {q.unit}.",
    )  # fmt: skip


def _si(claim: Claim) -> float:
    quantity = next(iter(find_quantities(claim.text, 0, len(claim.text))), None)
    return quantity.si if quantity else 0.0


def _direction_claim(prose: Prose, d: Direction, units: Sequence[Unit]) -> Claim:
    start, end = units[d.first].start, units[d.last].end
    claim = Claim(
        id="", document=prose.document.id, start=start, end=end, text=prose.text[start:end], type="direction",
        value=d.bearing, unit="deg", subject=d.subject.name if d.subject else "", verdict="uncheckable",
        note="The text does not say which place lies there.", origin=d.reference.id,
        destination=d.subject.id if d.subject else None,
    )  # fmt: skip
    if d.subject is None:
        return claim
    a, b = (d.reference.lat, d.reference.lon), (d.subject.lat, d.subject.lon)
    bearing = bearing_deg(a, b)
    off = angle_between_deg(bearing, d.bearing)
    limits = (PART_AGREE_DEG, PART_APPROX_DEG) if d.part_of else (DUE_DEG if d.due else AGREE_DEG, APPROX_DEG)
    verdict: Verdict = "agree" if off <= limits[0] else "approx" if off <= limits[1] else "disagree"
    where = "the middle of " + d.reference.name if d.part_of else d.reference.name
    said = compass_point(d.bearing)
    note = f"From {where} to {d.subject.name} the bearing is {bearing:.0f}°, {compass_point(bearing)}"
    if d.assumed:
        note = f"Taking it to be {d.subject.name}: {note[0].lower()}{note[1:]}"
    if verdict == "disagree" and not d.certain:
        return replace(claim, destination=None, subject="")
    if verdict == "disagree":
        note += f", not {said}"
    return replace(claim, verdict=verdict, computed=round(bearing, 1), note=f"{note}.")
