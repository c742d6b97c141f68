"""Figures of one journey against each other: distance, duration and speed.

From the claims of a document to the same claims, where a distance, a duration and a speed stand
together: "1,180 km in 20 h is 59 km/h, not about 50". Conversions in brackets were checked before and
stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geomap.model import Claim, Sentence
from geomap.movement.quantities import find_quantities

SENTENCES_APART = 2
"""Figures further apart are not taken to be of the same journey."""
TOLERANCE = 0.10
LONGEST_RIDE_S = 30 * 86400.0


def compare_figures(claims: list[Claim], sentences: Sequence[Sentence]) -> list[Claim]:
    """Check each distance, duration and speed that stand together."""
    out = list(claims)
    for i, distance in enumerate(claims):
        if distance.type != "distance" or _converts(distance):
            continue
        duration = _nearest(claims, i, "duration", sentences)
        speed = _nearest(claims, i, "speed", sentences)
        if duration is None or speed is None or si_of(claims[duration]) > LONGEST_RIDE_S:
            continue
        metres, seconds, stated = si_of(distance), si_of(claims[duration]), si_of(claims[speed])
        if seconds <= 0 or stated <= 0:
            continue
        per_second = metres / seconds
        agrees = abs(per_second - stated) / per_second <= TOLERANCE
        unit = claims[speed].value / stated
        time = f"{claims[duration].value:g} {claims[duration].unit}s"
        note = f"{distance.text} in {time} is {per_second * unit:,.0f} {claims[speed].unit}"
        note += "." if agrees else f", not {claims[speed].value:,.0f}."
        hours = claims[duration].value / seconds * metres / stated
        out[speed] = replace(
            claims[speed], verdict="agree" if agrees else "disagree", computed=round(per_second * unit, 1),
            note=note, subject=claims[speed].subject or distance.subject,
        )  # fmt: skip
        out[duration] = replace(
            claims[duration], verdict="agree" if agrees else "disagree", computed=round(hours, 1),
            note=f"{note} At {claims[speed].text} it takes {hours:,.1f} {claims[duration].unit}s.",
            subject=claims[duration].subject or distance.subject,
        )  # fmt: skip
    return out


def si_of(claim: Claim) -> float:
    """Give a figure in m, s or m/s."""
    quantity = next(iter(find_quantities(claim.text, 0, len(claim.text))), None)
    return quantity.si if quantity else 0.0


def _converts(claim: Claim) -> bool:
    return claim.subject.startswith("conversion of ")


def _nearest(claims: Sequence[Claim], i: int, kind: str, sentences: Sequence[Sentence]) -> int | None:
    here = _sentence(sentences, claims[i].start)
    near = [
        (abs(c.start - claims[i].start), k)
        for k, c in enumerate(claims)
        if c.type == kind
        and not _converts(c)
        and abs(_sentence(sentences, c.start) - here) <= SENTENCES_APART
    ]
    return min(near)[1] if near else None


def _sentence(sentences: Sequence[Sentence], offset: int) -> int:
    return sum(1 for s in sentences if s.start <= offset)
