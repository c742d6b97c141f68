"""A story's places in the Linked Places format (LPF 1.3): JSON-LD that is GeoJSON, for gazetteers to link.

One feature for each place, its names as the texts write them, each with the articles that do; ``when`` is
the days on which those articles appeared, which is when the name is attested, not when the place
existed. Types are those of the Getty AAT that the World Historical Gazetteer lists; what has none
there is named in our words alone. Journeys are no places: GeoJSON and GeoPackage have them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from geomap.draw.wording import kind_words, region_and_country
from geomap.export.contents import StoryIndex, places_credit, position, provenance, rings_of, uri_of, words_of
from geomap.export.text import clean, one_line
from geomap.model import Document, Mention, Place, Story

Record = dict[str, Any]

CONTEXT = (
    "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
)
"""The vocabulary that the format's own examples name."""

QUOTES_SHOWN = 3
"""Sentences that describe a place."""

SURE, LIKELY = 0.8, 0.5
"""Lowest confidences that the format's words ``certain`` and ``less-certain`` stand for."""

CLASSES = {
    "country": "A", "admin1": "A", "admin2": "A", "district": "P", "city": "P", "town": "P", "village": "P",
    "building": "S", "station": "S", "airport": "S", "port": "S", "facility": "S", "bridge": "S",
    "crossing": "S", "border": "L", "region": "L", "continent": "L", "front_line": "L", "bloc": "L",
    "sea": "H", "ocean": "H", "gulf": "H", "strait": "H", "lake": "H", "river": "H", "island": "T",
    "archipelago": "T", "peninsula": "T", "range": "T", "mountain": "T", "desert": "T", "cape": "T",
}  # fmt: skip
"""GeoNames' feature class of each kind; version 1.3 of the format asks for one."""

TYPES = {
    "country": (300128207, "nation"), "admin1": (300236157, "political division"),
    "admin2": (300236157, "political division"), "city": (300008389, "city"), "town": (300008375, "town"),
    "village": (300008372, "village"), "district": (300000705, "district"),
    "airport": (300000681, "airport"), "bridge": (300007836, "bridge"), "border": (300387143, "borderland"),
    "region": (300182722, "region (geographic)"), "continent": (300128176, "continent"),
    "sea": (300008694, "sea"), "ocean": (300008687, "ocean"), "gulf": (300132315, "gulf"),
    "lake": (300008680, "lake"), "river": (300008707, "river"), "island": (300008791, "island"),
    "archipelago": (300386853, "island group"), "peninsula": (300008804, "peninsula"),
    "range": (300386831, "mountain range"), "mountain": (300008795, "mountain"),
    "desert": (300008916, "desert"), "cape": (300008850, "cape"), "port": (300120599, "port"),
    "building": (300004790, "single built work"), "strait": (300387217, "passage"),
    "facility": (300000809, "site"),
}  # fmt: skip
"""The type of each kind in the Getty AAT (feature-types-AAT_20230609.tsv of the format's repository)."""


def to_linked_places(story: Story) -> str:
    """Write the places of a story as one FeatureCollection, ending in a newline."""
    contents = StoryIndex(story)
    collection = {
        "type": "FeatureCollection",
        "@context": CONTEXT,
        "properties": {
            "title": one_line(story.title),
            "source": provenance(story),
            "attribution": one_line(places_credit(story)),
        },
        "features": [_feature(contents, place) for place in contents.places],
    }
    return clean(json.dumps(collection, ensure_ascii=False, indent=1, allow_nan=False)) + "\n"


def _feature(contents: StoryIndex, place: Place) -> Record:
    mentions = contents.mentions(place)
    documents = _documents(contents, mentions)
    feature: Record = {
        "@id": uri_of(place),
        "type": "Feature",
        "properties": {
            "title": _title(place),
            "ccodes": place.country.split("/") if place.country else [],
            "fclasses": [CLASSES[place.kind]],
        },
        "names": _names(contents, place, mentions),
        "types": [_type(place.kind)],
        "geometry": _geometry(place, mentions),
    }
    when = _when(documents)
    if when:
        feature["when"] = when
    if place.geonameid:
        feature["links"] = [{"type": "exactMatch", "identifier": uri_of(place)}]
    quotes = contents.quotes_of_place(place)[:QUOTES_SHOWN]
    if quotes:
        feature["descriptions"] = [{"value": one_line(words_of(quote)), "lang": "en"} for quote in quotes]
    return feature


def _title(place: Place) -> str:
    where = region_and_country(place)
    return f"{place.name} ({where})" if where else place.name


def _documents(contents: StoryIndex, mentions: Iterable[Mention]) -> list[Document]:
    known = contents.story.documents_by_id
    return [known[i] for i in dict.fromkeys(m.document for m in mentions)]


def _names(contents: StoryIndex, place: Place, mentions: Sequence[Mention]) -> list[Record]:
    """Give each spelling in the texts with the articles that have it; the usual name is always there."""
    spellings: dict[str, list[Mention]] = {}
    for mention in mentions:
        spellings.setdefault(one_line(mention.text), []).append(mention)
    names = [
        {"toponym": name, "lang": "en", "citations": [_citation(d) for d in _documents(contents, found)]}
        for name, found in spellings.items()
    ]
    if place.name not in spellings:
        gazetteer = contents.story.gazetteer
        cited = [{"label": f"{gazetteer.name} {gazetteer.release}"}]
        names.append({"toponym": place.name, "lang": "en", "citations": cited})
    return names


def _citation(document: Document) -> Record:
    citation: Record = {"label": one_line(document.title)}
    if document.published:
        citation["year"] = document.published[:4]
    if document.url:
        citation["@id"] = one_line(document.url)
    return citation


def _type(kind: str) -> Record:
    source = [{"label": kind_words(kind), "lang": "en"}]
    if kind not in TYPES:
        return {"label": kind_words(kind), "sourceLabels": source}
    number, label = TYPES[kind]
    return {"identifier": f"aat:{number}", "label": label, "sourceLabels": source}


def _geometry(place: Place, mentions: Sequence[Mention]) -> Record:
    best = max((m.confidence for m in mentions), default=1.0)
    certainty = "certain" if best >= SURE else "less-certain" if best >= LIKELY else "uncertain"
    point = {
        "type": "Point",
        "coordinates": list(position(place.lat, place.lon)),
        "certainty": certainty,
    }
    rings = rings_of(place.bounds) if place.bounds else []
    if not rings:
        return point
    extent = {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]}
    return {"type": "GeometryCollection", "geometries": [point, extent]}


def _when(documents: Iterable[Document]) -> Record | None:
    days = sorted({document.published for document in documents if document.published})
    if not days:
        return None
    return {
        "timespans": [{"start": {"in": day}} for day in days],
        "label": "named in articles of these days",
    }
