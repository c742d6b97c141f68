"""A story as GeoDataFrames: its places, its legs and its mentions, for whoever works with geopandas.

From a story to three tables with the same places, legs, order and coordinates as the GeoJSON: WGS84
(EPSG:4326), longitude before latitude, lines cut where they cross the antimeridian. geopandas is no
dependency: without it, it is said what to install.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from geomap.errors import MissingExtraError
from geomap.export.contents import StoryIndex, Way, confidence, path_of, position, words_of
from geomap.geodesy import split_at_antimeridian
from geomap.model import Mention, Place, Story

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

CRS: Final = "EPSG:4326"

Row = Mapping[str, Any]

PLACE_COLUMNS: Final = {
    "id": "string", "name": "string", "kind": "string", "country": "string", "admin1": "string",
    "admin2": "string", "geonameid": "Int64", "population": "Int64", "mentions": "Int64", "articles": "Int64",
    "confidence": "Float64", "approximate": "boolean",
}  # fmt: skip
LEG_COLUMNS: Final = {
    "id": "string", "journey": "string", "traveller": "string", "leg": "Int64", "from_id": "string",
    "from": "string", "to_id": "string", "to": "string", "status": "string", "inferred": "boolean",
    "mode": "string", "arrival": "string", "geodesic_km": "Float64", "bearing_deg": "Float64",
    "path_km": "Float64", "path_basis": "string", "sentences": "object",
}  # fmt: skip
MENTION_COLUMNS: Final = {
    "id": "string", "document": "string", "path": "string", "start": "Int64", "end": "Int64",
    "text": "string", "role": "string", "furniture": "boolean", "place": "string", "name": "string",
    "kind": "string", "country": "string", "confidence": "Float64", "approximate": "boolean", "why": "string",
    "sentence": "string",
}  # fmt: skip
"""The columns beside ``geometry``, with their types, which hold for an empty table too."""


@dataclass(frozen=True, slots=True)
class Frames:
    """A story's tables.

    Attributes
    ----------
    places
        One row for each place of the story, with a point.
    legs
        One row for each leg of each journey, with a line; of several parts where it crosses ±180°.
    mentions
        One row for each place name in the documents, with the point of its place; none if it has none.
    """

    places: GeoDataFrame
    legs: GeoDataFrame
    mentions: GeoDataFrame


def to_geodataframes(story: Story) -> Frames:
    """Give a story's places, legs and mentions as GeoDataFrames.

    Parameters
    ----------
    story
        The story.

    Returns
    -------
    Frames
        ``places``, ``legs`` and ``mentions``, each in the story's order and in EPSG:4326.

    Raises
    ------
    MissingExtraError
        geopandas is not installed.
    """
    try:
        import geopandas
        import shapely
    except ImportError as error:
        raise MissingExtraError("a GeoDataFrame", extra="frames", module="geopandas") from error
    contents = StoryIndex(story)
    why = {u.mention: u.why for u in story.unplaced}

    def frame(rows: Sequence[Row], geometry: Iterable[Any], columns: Mapping[str, str]) -> GeoDataFrame:
        import pandas as pd

        table = {c: pd.array([row[c] for row in rows], dtype=kind) for c, kind in columns.items()}
        return geopandas.GeoDataFrame(table, geometry=list(geometry), crs=CRS)

    def point(place: Place | None) -> Any:  # noqa: ANN401 - shapely carries no types
        return None if place is None else shapely.Point(position(place.lat, place.lon))

    def line(way: Way) -> Any:  # noqa: ANN401 - shapely carries no types
        parts = [[position(*at) for at in part] for part in split_at_antimeridian(path_of(way, contents))]
        return shapely.LineString(parts[0]) if len(parts) == 1 else shapely.MultiLineString(parts)

    mentions = story.mentions
    return Frames(
        places=frame(
            [_place(contents, place) for place in contents.places], map(point, contents.places), PLACE_COLUMNS
        ),
        legs=frame([_leg(contents, way) for way in contents.ways], map(line, contents.ways), LEG_COLUMNS),
        mentions=frame(
            [_mention(contents, m, why.get(m.id)) for m in mentions],
            (point(contents.place(m.place) if m.place else None) for m in mentions),
            MENTION_COLUMNS,
        ),
    )


def _place(contents: StoryIndex, place: Place) -> Row:
    mentions = contents.mentions(place)
    return {
        "id": place.id,
        "name": place.name,
        "kind": place.kind,
        "country": place.country,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "geonameid": place.geonameid,
        "population": place.population or None,
        "mentions": len(mentions),
        "articles": len({m.document for m in mentions}),
        "confidence": confidence(mentions),
        "approximate": any(m.approximate for m in mentions),
    }


def _leg(contents: StoryIndex, way: Way) -> Row:
    leg = way.leg
    when = way.arrival.when if way.arrival else None
    return {
        "id": way.id,
        "journey": way.journey.id,
        "traveller": way.journey.traveller,
        "leg": way.number,
        "from_id": leg.origin,
        "from": contents.place(leg.origin).name,
        "to_id": leg.destination,
        "to": contents.place(leg.destination).name,
        "status": leg.status,
        "inferred": leg.inferred,
        "mode": leg.mode,
        "arrival": when.iso if when else None,
        "geodesic_km": round(leg.geodesic_km, 1),
        "bearing_deg": round(leg.bearing_deg, 1),
        "path_km": None if leg.path_km is None else round(leg.path_km, 1),
        "path_basis": leg.path_basis,
        "sentences": tuple(map(words_of, contents.quotes_of_movements(leg.evidence))),
    }


def _mention(contents: StoryIndex, m: Mention, why: str | None) -> Row:
    document = contents.story.documents_by_id[m.document]
    place = contents.place(m.place) if m.place else None
    return {
        "id": m.id,
        "document": m.document,
        "path": document.path,
        "start": m.start,
        "end": m.end,
        "text": m.text,
        "role": m.role,
        "furniture": m.furniture,
        "place": m.place,
        "name": place.name if place else None,
        "kind": place.kind if place else None,
        "country": place.country if place else None,
        "confidence": m.confidence,
        "approximate": m.approximate,
        "why": "; ".join(m.reasons) or why,
        "sentence": document.sentence_at(m.start).of(document.text),
    }
