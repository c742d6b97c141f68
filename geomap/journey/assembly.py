"""Journeys over all documents: the last stage.

From what each document gave to an `Assembly`, in this order: (1) one name for each traveller; (2) days
of publication that other documents betray, and with them the dates that were left open; (3) trips; (4)
stops in order and legs; (5) figures checked against the journeys; (6) where sources disagree. Nothing is
taken from outside the documents but lines of railways.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geomap.correct import OfRoute
from geomap.journey.checks import check_against_journeys
from geomap.journey.copies import claims_once, find_copies, movements_once
from geomap.journey.corrected import Route, corrected
from geomap.journey.crossings import with_crossings
from geomap.journey.dating import date_documents
from geomap.journey.disagreements import find_disagreements
from geomap.journey.legs import Ways, make_legs
from geomap.journey.route import RANK, Router
from geomap.journey.travellers import merge_names
from geomap.journey.trips import Trip, group_trips
from geomap.model import (
    Analysis,
    Claim,
    Disagreement,
    Document,
    Journey,
    Movement,
    Outcome,
    Place,
    TimeExpression,
)


@dataclass(frozen=True)
class Assembly:
    """What all documents together say.

    Attributes
    ----------
    journeys
        The one with the most evidence first.
    movements
        Of all documents, with dates inferred across them and travellers under one name.
    documents
        With days of publication inferred where the story gives them away.
    places
        Places of stops that no mention names.
    corrections
        What became of each correction of a stop or leg.
    """

    journeys: tuple[Journey, ...]
    movements: tuple[Movement, ...]
    claims: tuple[Claim, ...]
    dates: tuple[tuple[str, TimeExpression], ...]
    disagreements: tuple[Disagreement, ...]
    documents: tuple[Document, ...]
    places: tuple[Place, ...] = ()
    corrections: tuple[Outcome, ...] = ()


def assemble_journeys(
    analyses: Sequence[Analysis], *, ways: Ways | None = None, said: Sequence[OfRoute] = ()
) -> Assembly:
    """Put together the journeys that the documents tell.

    Parameters
    ----------
    ways
        What legs follow; the railways that come with geomap if None.
    said
        A person's corrections of stops and legs.
    """
    ways = ways or Ways()
    names = merge_names(
        [m.traveller for a in analyses for m in a.movements] + [p.name for a in analyses for p in a.people]
    )  # 1
    dated = date_documents(analyses, names=names)  # 2
    places = {p.id: p for a in analyses for p in a.places.values()}
    named = set(places)
    texts = {a.document.id: a.document.text for a in analyses}
    copies = find_copies(dated.documents)
    once = movements_once(dated.movements, copies, texts)
    trips = group_trips(once, names=names, places=places, texts=texts)  # 3
    routes = [
        Route(journey, trip.movements)
        for trip in trips
        if (journey := _journey(trip, places, texts, ways)) is not None
    ]  # 4
    journeys, outcomes = corrected(routes, said, places=places, ways=ways)
    journeys.sort(key=lambda j: (-_weight(j), j.traveller))
    numbered = tuple(Journey(f"j{n}", j.traveller, j.stops, j.legs) for n, j in enumerate(journeys, 1))
    claims = check_against_journeys(  # 5
        [c for a in analyses for c in a.claims],
        journeys=numbered, movements=dated.movements, places=places,
        documents={a.document.id: a.document for a in analyses},
    )  # fmt: skip
    return Assembly(
        journeys=numbered,
        movements=tuple(replace(m, traveller=names[m.traveller]) for m in dated.movements),
        claims=claims,
        dates=dated.dates,
        disagreements=find_disagreements(
            analyses, dated=dated, journeys=numbered, claims=claims_once(claims, copies), places=places
        ),  # 6
        documents=tuple(replace(d, copy_of=copies.get(d.id)) for d in dated.documents),
        places=tuple(p for i, p in places.items() if i not in named),
        corrections=outcomes,
    )


def _journey(trip: Trip, places: dict[str, Place], texts: dict[str, str], ways: Ways) -> Journey | None:
    stops = Router(trip, places=places, texts=texts).stops()
    if not stops:
        return None
    stops, made = with_crossings(stops, trip.movements, places=places, texts=texts, ways=ways)
    places.update((p.id, p) for p in made)
    legs = make_legs(stops, trip.movements, places=places, ways=ways)
    return Journey("", trip.traveller, tuple(stops), legs)


def _weight(journey: Journey) -> float:
    """Weigh a journey for the order: by evidence, and whether it takes place."""
    evidence = {e for s in journey.stops for e in s.evidence}
    firm = max((RANK[s.status] for s in journey.stops), default=0)
    return len(evidence) * (1.0 if firm >= RANK["planned"] else 0.3) + len(journey.stops)
