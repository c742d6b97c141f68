"""A story as GeoJSON (RFC 7946): a point for each place, a line for each leg, with the quotes.

Coordinates are ``[lon, lat]``; a line that crosses the antimeridian is cut there, as section 3.1.9
asks; a place's extent stands in ``bbox`` of its feature. Only places of the story are written: those
that a location mention outside page furniture, or a stop of a journey, refers to.
"""

from __future__ import annotations

import json
from typing import Any

from geomap.geodesy import split_at_antimeridian
from geomap.model import Journey, Leg, Mention, Place, Story

Record = dict[str, Any]

DECIMALS = 6
"""Of a degree: about 0.1 m, more than any gazetteer knows (RFC 7946, section 11.2)."""


def to_geojson(story: Story) -> str:
    """Write the story as one FeatureCollection, ending in a newline."""
    collection = {
        "type": "FeatureCollection",
        "features": [
            *(_place_feature(story, place) for place in _places_of(story)),
            *(
                _leg_feature(story, journey, number, leg)
                for journey in story.journeys
                for number, leg in enumerate(journey.legs, 1)
            ),
        ],
        "geomap": {
            "title": story.title,
            "version": story.geomap,
            "gazetteer": f"{story.gazetteer.name} {story.gazetteer.release}",
            "attribution": "Places: GeoNames (CC BY 4.0) and geomap's supplement",
        },
    }
    return json.dumps(collection, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _places_of(story: Story) -> list[Place]:
    shown = {m.place for m in _locations(story)}
    shown |= {stop.place for journey in story.journeys for stop in journey.stops}
    return [place for place in story.places if place.id in shown]


def _locations(story: Story) -> list[Mention]:
    return [m for m in story.mentions if m.place and m.role == "location" and not m.furniture]


def _place_feature(story: Story, place: Place) -> Record:
    mentions = [m for m in _locations(story) if m.place == place.id]
    feature: Record = {
        "type": "Feature",
        "id": place.id,
        "geometry": {"type": "Point", "coordinates": _position(place.lat, place.lon)},
        "properties": {
            "name": place.name,
            "kind": place.kind,
            "country": place.country,
            "admin1": place.admin1,
            "geonameid": place.geonameid,
            "mentions": len(mentions),
            "confidence": max((m.confidence for m in mentions), default=None),
            "approximate": any(m.approximate for m in mentions),
            "quotes": [_quote(story, m.document, m.start, m.end) for m in mentions],
        },
    }
    if place.bounds:
        south, west, north, east = (round(degrees, DECIMALS) for degrees in place.bounds)
        feature["bbox"] = [west, south, east, north]
    return feature


def _leg_feature(story: Story, journey: Journey, number: int, leg: Leg) -> Record:
    parts = [[_position(*point) for point in part] for part in split_at_antimeridian(leg.path)]
    geometry = (
        {"type": "LineString", "coordinates": parts[0]}
        if len(parts) == 1
        else {"type": "MultiLineString", "coordinates": parts}
    )
    return {
        "type": "Feature",
        "id": f"{journey.id}-{number}",
        "geometry": geometry,
        "properties": {
            "journey": journey.id,
            "traveller": journey.traveller,
            "leg": number,
            "from": story.places_by_id[leg.origin].name,
            "to": story.places_by_id[leg.destination].name,
            "status": leg.status,
            "inferred": leg.inferred,
            "mode": leg.mode,
            "geodesic_km": round(leg.geodesic_km, 1),
            "bearing_deg": round(leg.bearing_deg, 1),
            "path_basis": leg.path_basis,
            "path_km": None if leg.path_km is None else round(leg.path_km, 1),
            "quotes": [
                _quote(story, v.document, v.start, v.end)
                for v in (story.movements_by_id[i] for i in leg.evidence)
            ],
        },
    }


def _quote(story: Story, document_id: str, start: int, end: int) -> Record:
    document = story.documents_by_id[document_id]
    return {
        "document": document.path,
        "title": document.title,
        "start": start,
        "end": end,
        "text": document.text[start:end],
        "sentence": document.sentence_at(start).of(document.text),
    }


def _position(lat: float, lon: float) -> list[float]:
    return [round(lon, DECIMALS), round(lat, DECIMALS)]
