"""A story as GeoJSON (RFC 7946): a point for each place, a line for each leg, with the quotes.

Coordinates are ``[lon, lat]``; a line that crosses the antimeridian is cut there, as section 3.1.9
asks; a place's extent stands in ``bbox`` of its feature. Only places of the story are written: those
that a location mention outside page furniture, or a stop of a journey, refers to.
"""

from __future__ import annotations

import json
from typing import Any

from geomap.export.contents import (
    DECIMALS,
    StoryIndex,
    Way,
    confidence,
    path_of,
    places_credit,
    position,
)
from geomap.export.text import clean
from geomap.geodesy import split_at_antimeridian
from geomap.model import Place, Story

Record = dict[str, Any]


def to_geojson(story: Story) -> str:
    """Write the story as one FeatureCollection, ending in a newline."""
    contents = StoryIndex(story)
    collection = {
        "type": "FeatureCollection",
        "features": [
            *(_place_feature(contents, place) for place in contents.places),
            *(_leg_feature(contents, way) for way in contents.ways),
        ],
        "geomap": {
            "title": story.title,
            "version": story.geomap,
            "gazetteer": f"{story.gazetteer.name} {story.gazetteer.release}",
            "attribution": places_credit(story),
        },
    }
    return clean(json.dumps(collection, ensure_ascii=False, indent=1, allow_nan=False)) + "\n"


def _place_feature(contents: StoryIndex, place: Place) -> Record:
    mentions = contents.mentions(place)
    feature: Record = {
        "type": "Feature",
        "id": place.id,
        "geometry": {"type": "Point", "coordinates": list(position(place.lat, place.lon))},
        "properties": {
            "name": place.name,
            "kind": place.kind,
            "country": place.country,
            "admin1": place.admin1,
            "geonameid": place.geonameid,
            "mentions": len(mentions),
            "confidence": confidence(mentions),
            "approximate": any(m.approximate for m in mentions),
            "quotes": [_quote(contents.story, m.document, m.start, m.end) for m in mentions],
        },
    }
    if place.bounds:
        south, west, north, east = (round(degrees, DECIMALS) for degrees in place.bounds)
        feature["bbox"] = [west, south, east, north]
    return feature


def _leg_feature(contents: StoryIndex, way: Way) -> Record:
    leg, story = way.leg, contents.story
    parts = [
        [list(position(*point)) for point in part] for part in split_at_antimeridian(path_of(way, contents))
    ]
    geometry = (
        {"type": "LineString", "coordinates": parts[0]}
        if len(parts) == 1
        else {"type": "MultiLineString", "coordinates": parts}
    )
    return {
        "type": "Feature",
        "id": way.id,
        "geometry": geometry,
        "properties": {
            "journey": way.journey.id,
            "traveller": way.journey.traveller,
            "leg": way.number,
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
