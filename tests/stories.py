"""Small stories made by hand, for tests of what works from a story alone."""

from __future__ import annotations

from dataclasses import replace

from geomap.geodesy import bearing_deg, distance_km, geodesic_points
from geomap.model import (
    Alternative,
    Claim,
    Disagreement,
    Document,
    Evidence,
    Excluded,
    Journey,
    Label,
    Leg,
    Mention,
    Movement,
    Place,
    Provenance,
    Span,
    Stop,
    StopTime,
    Story,
    TimeExpression,
    Unplaced,
    When,
)

TEXT = "Ana Ruiz left Anadyr on Monday 😀 by plane. She landed in Nome, Atlantis said. It is 500 miles."
PLACES = (
    Place(
        "gn2127202", "Anadyr", "town", 64.7337, 177.4968, country="RU", geonameid=2127202, population=15604
    ),
    Place(
        "gn5870133", "Nome", "village", 64.5011, -165.4064, country="US", admin1="Alaska", geonameid=5870133
    ),
    Place("gm-bering-sea", "Bering Sea", "sea", 58.0, -178.0, bounds=(51.0, 162.0, 66.0, -157.0)),
)


def mention(n: int, name: str, place: str | None, **more: object) -> Mention:
    start = TEXT.index(name)
    return replace(
        Mention(f"d1m{n}", "d1", start, start + len(name), name, "location", place, confidence=0.9), **more
    )


def small_story(**more: object) -> Story:
    """Give a story with one of everything: a flight over the antimeridian, told in one document."""
    anadyr, nome, _ = PLACES
    ends = (anadyr.lat, anadyr.lon), (nome.lat, nome.lon)
    story = Story(
        title="Ana Ruiz: Anadyr – Nome",
        geomap="0.1.0",
        gazetteer=Provenance("geomap", "2026.11", 3, ("GeoNames",)),
        documents=(
            Document("d1", "a/flight.txt", "The flight", TEXT, "0" * 64, published="2024-03-05",
                     published_basis="stated", sentences=(Span(0, 43), Span(44, 79), Span(80, len(TEXT)))),
        ),
        places=PLACES,
        mentions=(
            mention(1, "Anadyr", anadyr.id, reasons=("the only place of that name",)),
            mention(2, "Nome", nome.id, alternatives=(Alternative("gm-bering-sea", 0.1, "a sea nearby"),)),
            mention(3, "Atlantis", None, role="actor", confidence=0.4),
        ),
        movements=(
            Movement("d1v1", "d1", 0, 42, "Ana Ruiz", "happened", origin=anadyr.id, mode="air",
                     when=When("on Monday", "2024-03-04", "relative")),
            Movement("d1v2", "d1", 44, 79, "Ana Ruiz", "reported", destination=nome.id,
                     attributed_to="Atlantis"),
        ),
        journeys=(
            Journey("j1", "Ana Ruiz",
                    (Stop(anadyr.id, "happened", when=StopTime("2024-03-04", "relative"), evidence=("d1v1",)),
                     Stop(nome.id, "reported", evidence=("d1v2",))),
                    (Leg(anadyr.id, nome.id, "reported", distance_km(*ends), bearing_deg(*ends),
                         tuple(geodesic_points(*ends)), mode="air", evidence=("d1v1", "d1v2")),)),
        ),
        claims=(
            Claim("d1c1", "d1", TEXT.index("500"), TEXT.index("500") + 9, "500 miles",
                  "distance", 500.0, "mi", "It", "agree",
                  "Anadyr to Nome is 505 miles.", origin=anadyr.id, destination=nome.id, computed=505.0),
        ),
        dates=(("d1", TimeExpression(21, 30, "on Monday", "2024-03-04", "relative")),),
        disagreements=(Disagreement("length", "Two lengths are given.", (Evidence("d1", 80, len(TEXT)),)),),
        unplaced=(Unplaced("d1m3", "the gazetteer has no place of this name"),),
        skipped=(Excluded("a/empty.txt", "no text"),),
        failed=(Excluded("a/broken.txt", "it is a PDF"),),
        labels=(Label("Bering Sea", "sea", 58.0, -178.0, 0, 3),),
    )  # fmt: skip
    return replace(story, **more)
