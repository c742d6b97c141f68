"""A made-up story of any size, the same for the same size: many towns, many articles, some journeys."""

from __future__ import annotations

import random
from itertools import pairwise

from geomap.geodesy import bearing_deg, distance_km, geodesic_points
from geomap.model import (
    Document,
    Journey,
    Leg,
    Mention,
    Movement,
    Place,
    Provenance,
    Span,
    Stop,
    StopTime,
    Story,
    Unplaced,
)

NAMES_IN_ARTICLE = 10
FILLER = (
    "The harbour was quiet that morning and the mayor spoke of repairs to the eastern quay. "
    "Traders said that prices had risen since spring, and nobody knew when the road would open. "
)


def big_story(documents: int, places: int = 3000, journeys: int = 40) -> Story:
    """Give a story of articles with ten names each."""
    chance = random.Random(20)  # noqa: S311 (nothing secret)
    towns = tuple(
        Place(
            f"gm-p{i}", f"Town {i}", "town",
            round(chance.uniform(35, 60), 4), round(chance.uniform(-10, 60), 4), country="FR",
        )
        for i in range(places)
    )  # fmt: skip
    made = [_article(n, towns, chance) for n in range(documents)]
    travels = [_journey(n, made[n][0], towns, chance) for n in range(min(journeys, documents))]
    lost = [m for n in range(documents) for m in made[n][1] if m.place is None]
    return Story(
        title=f"{documents} articles",
        geomap="0.1.0",
        gazetteer=Provenance("made up", "2026.11", places, ()),
        documents=tuple(document for document, _ in made),
        places=towns,
        mentions=tuple(m for _, mentions in made for m in mentions),
        movements=tuple(movement for _, movements in travels for movement in movements),
        journeys=tuple(journey for journey, _ in travels),
        unplaced=tuple(Unplaced(m.id, "the gazetteer has no place of this name") for m in lost),
    )


def _article(n: int, towns: tuple[Place, ...], chance: random.Random) -> tuple[Document, list[Mention]]:
    text, sentences, mentions = "", [], []
    for k in range(NAMES_IN_ARTICLE):
        town = towns[min(int(chance.expovariate(1 / 400)), len(towns) - 1)]
        known = chance.random() < 0.95
        name = town.name if known else f"Nowhere {n % 300}"
        sentence = f"On the third day the company came to {name} and stayed. "
        start = len(text) + sentence.index(name)
        mentions.append(
            Mention(
                f"d{n}m{k}", f"d{n}", start, start + len(name), name,
                chance.choice(("location", "location", "location", "actor")),
                town.id if known else None, confidence=0.9, reasons=("the largest of that name",),
            )
        )  # fmt: skip
        sentences.append(Span(len(text), len(text) + len(sentence) - 1))
        text += sentence + FILLER
        sentences.append(Span(len(text) - len(FILLER), len(text) - 1))
    document = Document(
        f"d{n}", f"folder/{n:04}.txt", f"Article {n}", text, f"{n:064x}",
        published=f"2024-{n % 12 + 1:02}-{n % 28 + 1:02}", published_basis="stated",
        sentences=tuple(sentences),
    )  # fmt: skip
    return document, mentions


def _journey(
    n: int, document: Document, towns: tuple[Place, ...], chance: random.Random
) -> tuple[Journey, list[Movement]]:
    route = chance.sample(towns, 6)
    movements = [
        Movement(f"{document.id}v{i}", document.id, 0, document.sentences[0].end, f"Person {n}", "happened",
                 origin=a.id, destination=b.id)
        for i, (a, b) in enumerate(pairwise(route))
    ]  # fmt: skip
    stops = tuple(
        Stop(p.id, "happened", when=StopTime(f"2024-05-{i + 1:02}", "stated"), evidence=(movements[0].id,))
        for i, p in enumerate(route)
    )
    legs = tuple(
        Leg(a.id, b.id, "happened", distance_km((a.lat, a.lon), (b.lat, b.lon)),
            bearing_deg((a.lat, a.lon), (b.lat, b.lon)),
            tuple(geodesic_points((a.lat, a.lon), (b.lat, b.lon))), evidence=(m.id,))
        for a, b, m in ((*ends, m) for ends, m in zip(pairwise(route), movements, strict=True))
    )  # fmt: skip
    return Journey(f"j{n}", f"Person {n}", stops, legs), movements
