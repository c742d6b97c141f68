"""Figures that only the whole journey can check.

From claims and journeys to the same claims: a distance that its document ties to no two places is compared
with the journey's length from its first to its last stop if its sentence speaks of the way as a whole ("a
journey of 900 km", "in all"), else with the leg that the sentence tells. "230 miles to the north" speaks of
a direction from somewhere unsaid, and what is far too short for the way is not meant by it: both stay
uncheckable.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from geomap.journey.route import RANK
from geomap.model import Claim, Document, Journey, Movement, Place, Verdict

AGREE_SHARE = 0.05
APPROX_SHARE = 0.10
KM_OF = {"km": 1.0, "mi": 1.609344, "nmi": 1.852, "m": 0.001}
"""Kilometres in the units of `geomap.model.Claim`."""
TOO_SHORT = 0.5
"""A distance below this share of the straight way is about something else."""
_WHOLE = re.compile(
    r"(?i)\b(?:in all|in total|altogether|overall|total|whole|entire|round.trip|odyssey|expedition|voyage"
    r"|journey|trek|ride|trip|drive|march|walk|covering|covered|route)\b"
)
_BEARING = re.compile(
    r"(?i)^\W*(?:\([^)]{1,30}\)\W*)?(?:away\b|to the\b|(?:due )?(?:north|south|east|west)|from\b|off\b)"
)
_MARKS = (",", ".", ";", ")", "")
NEAR_CHARS = 60
LONGEST_DETOUR = 2.5
"""A way over land or sea up to this many times the straight legs is believed."""


def check_against_journeys(
    claims: Sequence[Claim],
    *,
    journeys: Sequence[Journey],
    movements: Sequence[Movement],
    documents: Mapping[str, Document],
    places: Mapping[str, Place],
) -> tuple[Claim, ...]:
    """Check distances that speak of a whole journey."""
    of_movement = {i: j for j in reversed(journeys) for s in j.stops for i in s.evidence}
    told: dict[str, list[Movement]] = {}
    for movement in movements:
        told.setdefault(movement.document, []).append(movement)
    return tuple(_check(c, of_movement, told.get(c.document, ()), documents, places) for c in claims)


def _check(
    claim: Claim,
    of_movement: Mapping[str, Journey],
    movements: Sequence[Movement],
    documents: Mapping[str, Document],
    places: Mapping[str, Place],
) -> Claim:
    if claim.type != "distance" or claim.verdict != "uncheckable" or claim.origin:
        return claim
    around = next((s for s in documents[claim.document].sentences if s[0] <= claim.start < s[1]), None)
    beside = [m for m in movements if around and m.start < around[1] and m.end > around[0]]
    told = _told_with(claim, beside, documents[claim.document].text)
    journey = of_movement.get(told.id) if told else None
    if told is None or journey is None or around is None:
        return claim
    text = documents[claim.document].text
    if _BEARING.search(text[claim.end : claim.end + NEAR_CHARS]):
        return claim
    whole = _WHOLE.search(
        text[max(around[0], claim.start - NEAR_CHARS) : min(around[1], claim.end + NEAR_CHARS)]
    )
    checked = _against(claim, told, journey, places, whole=whole is not None)
    too_short = (
        checked.verdict == "disagree" and checked.computed and claim.value < TOO_SHORT * checked.computed
    )
    return claim if too_short else checked


def _told_with(claim: Claim, beside: Sequence[Movement], text: str) -> Movement | None:
    """Give the statement of a sentence that a figure goes with: before a mark the one that it follows."""
    if text[claim.end : claim.end + 1] in _MARKS:
        return next((m for m in reversed(beside) if m.end <= claim.start), beside[0] if beside else None)
    return beside[0] if beside else None


def _against(
    claim: Claim, told: Movement, journey: Journey, places: Mapping[str, Place], *, whole: bool
) -> Claim:
    """Check a distance against the leg that its sentence tells, or the whole journey if it speaks of that."""
    end = places.get(told.destination or "")
    if end is not None and not end.is_area:
        of_leg = _of_leg(claim, told, journey, places)
        if of_leg.verdict != "disagree":
            return of_leg
        of_all = _of_journey(claim, journey, places) if whole else of_leg
        return of_leg if of_all.verdict == "disagree" else of_all
    return _of_journey(claim, journey, places) if whole else claim


def _of_journey(claim: Claim, journey: Journey, places: Mapping[str, Place]) -> Claim:
    """Check a distance against the whole journey, from its first to its last stop."""
    points = [s for s in journey.stops if not places[s.place].is_area and RANK[s.status] >= RANK["possible"]]
    legs = [
        leg for leg in journey.legs if not (places[leg.origin].is_area or places[leg.destination].is_area)
    ]
    if not points[1:] or len(legs) != len(points) - 1:
        return claim
    km = sum(leg.geodesic_km for leg in legs)
    stated_km = claim.value * KM_OF.get(claim.unit, 0.0)
    if not km or not stated_km:
        return claim
    ratio = stated_km / km
    verdict = _verdict(ratio)
    names = "–".join(places[p.place].name for p in points)
    note = (
        f"{names} is {km * claim.value / stated_km:,.0f} {claim.unit} from stop to stop in straight lines; "
    )
    note += f"the stated way is {ratio:.1f} times that."
    if any(leg.path_basis != "geodesic" for leg in legs):
        way = sum(leg.path_km or leg.geodesic_km for leg in legs)
        note += f" From station to station it is {way * claim.value / stated_km:,.0f} {claim.unit}."
    return replace(
        claim, origin=points[0].place, destination=points[-1].place, verdict=verdict, note=note,
        computed=round(km * claim.value / stated_km, 1),
    )  # fmt: skip


def _of_leg(claim: Claim, told: Movement, journey: Journey, places: Mapping[str, Place]) -> Claim:
    """Check a distance against the one leg that its sentence tells, of several to one place its own."""
    legs = [(n, x) for n, x in enumerate(journey.legs, 1) if x.destination == told.destination]
    leg = next((x for n, x in legs if told.id in journey.stops[n].evidence), legs[0][1] if legs else None)
    stated_km = claim.value * KM_OF.get(claim.unit, 0.0)
    if leg is None or not stated_km or not leg.geodesic_km or places[leg.origin].is_area:
        return claim
    ratio = stated_km / leg.geodesic_km
    computed = leg.geodesic_km * claim.value / stated_km
    verdict = _verdict(ratio)
    names = f"{places[leg.origin].name} to {places[leg.destination].name}"
    note = f"{names} is {computed:,.0f} {claim.unit} in a straight line."
    return replace(
        claim,
        origin=leg.origin,
        destination=leg.destination,
        verdict=verdict,
        note=note,
        computed=round(computed, 1),
    )


def _verdict(ratio: float) -> Verdict:
    if abs(ratio - 1) <= AGREE_SHARE:
        return "agree"
    if 1 < ratio <= LONGEST_DETOUR:
        return "plausible"
    return "approx" if abs(ratio - 1) <= APPROX_SHARE else "disagree"
