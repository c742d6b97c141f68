"""Prose with its places marked, for tests of motion that need no gazetteer.

``[Paris]`` is a location, ``[French|demonym|France]`` an adjective of France, ``[Kiel|part_of_name]`` a
word inside another name. Places stand in `ATLAS`.
"""

from __future__ import annotations

import re

from geomap.journey import Assembly, assemble_journeys
from geomap.language import find_people, find_times, read_prose
from geomap.model import Analysis, Document, Mention, Place, Span
from geomap.movement import find_claims, find_movements

ATLAS = {
    p.name: p
    for p in (
        Place("gm-france", "France", "country", 46.6, 2.4, country="FR"),
        Place("gm-spain", "Spain", "country", 40.0, -4.0, country="ES"),
        Place("gm-vietnam", "Vietnam", "country", 16.0, 107.5, country="VN"),
        Place("gm-norway", "Norway", "country", 62.0, 10.0, country="NO"),
        Place("gm-paris", "Paris", "city", 48.8534, 2.3488, country="FR", capital=True),
        Place("gm-lyon", "Lyon", "city", 45.7485, 4.8467, country="FR"),
        Place("gm-marseille", "Marseille", "city", 43.297, 5.3811, country="FR"),
        Place("gm-madrid", "Madrid", "city", 40.4165, -3.7026, country="ES", capital=True),
        Place("gm-barcelona", "Barcelona", "city", 41.3888, 2.159, country="ES"),
        Place("gm-lisbon", "Lisbon", "city", 38.7167, -9.1333, country="PT", capital=True),
        Place("gm-oslo", "Oslo", "city", 59.9127, 10.7461, country="NO", capital=True),
        Place("gm-bergen", "Bergen", "city", 60.393, 5.3242, country="NO"),
        Place("gm-hanoi", "Hanoi", "city", 21.0245, 105.8412, country="VN", capital=True),
        Place("gm-hue", "Huế", "city", 16.4619, 107.5955, country="VN"),
        Place("gm-saigon", "Ho Chi Minh City", "city", 10.823, 106.6296, country="VN"),
        Place("gm-suva", "Suva", "city", -18.1416, 178.4415, country="FJ"),
        Place("gm-apia", "Apia", "city", -13.8333, -171.7667, country="WS"),
        Place("gm-kiel", "Kiel", "city", 54.3213, 10.1349, country="DE"),
    )
}
MARKED = re.compile(r"\[([^\]|]+)(?:\|(\w+))?(?:\|([^\]]+))?\]")


def tell(marked: str, *, document: str = "d1", published: str | None = "2023-09-12") -> Analysis:
    """Read a text with marked places through the stages of motion."""
    text, mentions, at = "", [], 0
    places = {}
    for match in MARKED.finditer(marked):
        text += marked[at : match.start()]
        place = ATLAS[match[3] or match[1]]
        places[place.id] = place
        n = len(mentions) + 1
        start = len(text)
        text += match[1]
        mentions.append(
            Mention(f"{document}m{n}", document, start, len(text), match[1], match[2] or "location", place.id)
        )
        at = match.end()
    text += marked[at:]
    basis = "stated" if published else "none"
    bare = Document(
        document, f"{document}.txt", document, text, "", published=published, published_basis=basis
    )
    sentences = read_prose(bare).sentences
    prose = read_prose(bare)
    found = {
        "mentions": mentions,
        "places": places,
        "people": find_people(prose),
        "times": find_times(prose),
    }
    movements = find_movements(prose, **found)
    claims = find_claims(prose, mentions=mentions, places=places, movements=movements)
    full = Document(
        document, f"{document}.txt", document, text, "", published=published, published_basis=basis,
        sentences=tuple(Span(s.start, s.end) for s in sentences),
    )  # fmt: skip
    return Analysis(
        full, sentences, tuple(mentions), places, (), found["people"], found["times"], movements, claims
    )


def told(marked: str, **more: str | None) -> list[tuple[str, str | None, str | None, str]]:
    """Give traveller, origin, destination (names) and modality of each movement of a text."""
    analysis = tell(marked, **more)
    name = {i: p.name for i, p in analysis.places.items()} | {None: None}
    return [(m.traveller, name[m.origin], name[m.destination], m.modality) for m in analysis.movements]


def journeys(*analyses: Analysis) -> tuple[Assembly, list[tuple[str, list[tuple[str, str]]]]]:
    """Assemble, and give each journey's traveller with names and status of its stops."""
    assembly = assemble_journeys(analyses)
    name = {i: p.name for a in analyses for i, p in a.places.items()}
    return assembly, [(j.traveller, [(name[s.place], s.status) for s in j.stops]) for j in assembly.journeys]
