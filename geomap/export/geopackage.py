"""A story as a GeoPackage (OGC 12-128r18, version 1.3): points, extents and legs, layers of one SQLite file.

The layers are ``places`` (points), ``extents`` (areas, cut at the antimeridian), ``stops`` (points, in
the order of each journey) and ``legs`` (lines, cut at the antimeridian), all in WGS84; the table
``provenance`` says what made them. No clock is read: the time of the last change is a fixed one, so that the
same story gives the same bytes from the same SQLite.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass

from geomap.export.contents import (
    StoryIndex,
    Way,
    confidence,
    path_of,
    places_credit,
    position,
    rings_of,
    uri_of,
    words_of,
)
from geomap.export.text import one_line
from geomap.geodesy import split_at_antimeridian
from geomap.model import Place, Story

Value = str | int | float | None
XY = tuple[float, float]

APPLICATION_ID = 0x47504B47
"""``GPKG``, by which tools know the file."""

VERSION = 10300
LAST_CHANGE = "1970-01-01T00:00:00.000Z"
WGS84 = 4326

_POINT, _LINE, _POLYGON, _MULTILINE, _MULTIPOLYGON = 1, 2, 3, 5, 6

_WGS84_WKT = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",'
    '0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],'
    'AUTHORITY["EPSG","4326"]]'
)

_SCHEMA = """
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE,
  max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE places (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom POINT, place TEXT, name TEXT, kind TEXT, country TEXT,
  admin1 TEXT, geonameid INTEGER, uri TEXT, population INTEGER, mentions INTEGER, articles INTEGER,
  confidence DOUBLE, approximate BOOLEAN, sentences TEXT);
CREATE TABLE extents (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom MULTIPOLYGON, place TEXT, name TEXT, kind TEXT,
  country TEXT);
CREATE TABLE stops (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom POINT, journey TEXT, traveller TEXT, number INTEGER,
  place TEXT, name TEXT, status TEXT, inferred BOOLEAN, date TEXT, date_basis TEXT, sentences TEXT);
CREATE TABLE legs (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom MULTILINESTRING, journey TEXT, traveller TEXT,
  number INTEGER, origin TEXT, origin_name TEXT, destination TEXT, destination_name TEXT, status TEXT,
  inferred BOOLEAN, mode TEXT, geodesic_km DOUBLE, bearing_deg DOUBLE, path_km DOUBLE, path_basis TEXT,
  sentences TEXT);
CREATE TABLE provenance (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, key TEXT, value TEXT);
"""

_INSERTS = {
    "places": "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "extents": "INSERT INTO extents VALUES (?, ?, ?, ?, ?, ?)",
    "stops": "INSERT INTO stops VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "legs": "INSERT INTO legs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
}


@dataclass(frozen=True, slots=True)
class _Feature:
    """A row of a layer: its shape as parts of (lon, lat), and its values."""

    parts: Sequence[Sequence[XY]]
    values: Sequence[Value]


def to_geopackage(story: Story) -> bytes:
    """Write the layers of a story as the bytes of a GeoPackage."""
    contents = StoryIndex(story)
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {VERSION}")
        database.executescript(_SCHEMA)
        database.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", [
            ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined", "undefined Cartesian coordinates"),
            ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinates"),
            ("WGS 84 geodetic", WGS84, "EPSG", WGS84, _WGS84_WKT, "longitude and latitude in degrees"),
        ])  # fmt: skip
        places = [_place(contents, place) for place in contents.places]
        extents = [
            _Feature(rings, [place.id, place.name, place.kind, place.country])
            for place in contents.places
            if place.bounds and (rings := rings_of(place.bounds))
        ]
        _layer(database, "places", _POINT, "Places of the story", places)
        _layer(database, "extents", _MULTIPOLYGON, "Extents of the places that are areas", extents)
        _layer(database, "stops", _POINT, "Stops of the journeys, in order", _stops(contents))
        _layer(
            database, "legs", _MULTILINE, "Legs of the journeys", [_leg(contents, w) for w in contents.ways]
        )
        _provenance(database, story)
        database.commit()
        return database.serialize()


def _layer(
    database: sqlite3.Connection, name: str, shape: int, description: str, features: Sequence[_Feature]
) -> None:
    points = [point for feature in features for part in feature.parts for point in part]
    type_name = {_POINT: "POINT", _MULTILINE: "MULTILINESTRING", _MULTIPOLYGON: "MULTIPOLYGON"}[shape]
    database.execute(
        "INSERT INTO gpkg_contents VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?, ?)",
        (name, name, description, LAST_CHANGE, *(_box(points) or (None,) * 4), WGS84),
    )
    database.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)", (name, type_name, WGS84)
    )
    database.executemany(
        _INSERTS[name],
        ((i, _blob(shape, f.parts), *map(_value, f.values)) for i, f in enumerate(features, 1)),
    )


def _place(contents: StoryIndex, place: Place) -> _Feature:
    mentions = contents.mentions(place)
    return _Feature(
        [[position(place.lat, place.lon)]],
        [
            place.id, place.name, place.kind, place.country, place.admin1, place.geonameid, uri_of(place),
            place.population or None, len(mentions), len({m.document for m in mentions}),
            confidence(mentions), any(m.approximate for m in mentions),
            "\n".join(one_line(words_of(quote)) for quote in contents.quotes_of_place(place)),
        ],
    )  # fmt: skip


def _stops(contents: StoryIndex) -> list[_Feature]:
    features = []
    for journey in contents.story.journeys:
        for number, stop in enumerate(journey.stops, 1):
            place = contents.place(stop.place)
            when = stop.when
            values: list[Value] = [
                journey.id, journey.traveller, number, place.id, place.name, stop.status, stop.inferred,
                when.iso if when else None, when.basis if when else None,
                _sentences(contents, stop.evidence),
            ]  # fmt: skip
            features.append(_Feature([[position(place.lat, place.lon)]], values))
    return features


def _leg(contents: StoryIndex, way: Way) -> _Feature:
    leg = way.leg
    parts = [[position(*p) for p in part] for part in split_at_antimeridian(path_of(way, contents))]
    return _Feature(
        parts,
        [
            way.journey.id, way.journey.traveller, way.number, leg.origin, contents.place(leg.origin).name,
            leg.destination, contents.place(leg.destination).name, leg.status, leg.inferred, leg.mode,
            round(leg.geodesic_km, 1), round(leg.bearing_deg, 1),
            None if leg.path_km is None else round(leg.path_km, 1), leg.path_basis,
            _sentences(contents, leg.evidence),
        ],
    )  # fmt: skip


def _sentences(contents: StoryIndex, ids: Iterable[str]) -> str:
    return "\n".join(one_line(words_of(quote)) for quote in contents.quotes_of_movements(ids))


def _provenance(database: sqlite3.Connection, story: Story) -> None:
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) "
        "VALUES ('provenance', 'attributes', 'provenance', 'What made this file', ?)",
        (LAST_CHANGE,),
    )
    rows = [
        ("title", story.title),
        ("geomap", story.geomap),
        ("gazetteer", f"{story.gazetteer.name} {story.gazetteer.release}"),
        ("attribution", places_credit(story)),
        *((f"option {key}", value) for key, value in story.options.items()),
        *((f"article {d.id}", f"{d.title} ({d.path}, SHA-256 {d.sha256})") for d in story.documents),
    ]
    database.executemany(
        "INSERT INTO provenance (key, value) VALUES (?, ?)", [(_value(k), _value(v)) for k, v in rows]
    )


def _value(value: Value) -> Value:
    if not isinstance(value, str):
        return value
    return "\n".join(one_line(line) for line in value.split("\n"))


def _box(points: Iterable[XY]) -> tuple[float, float, float, float] | None:
    xs, ys = [], []
    for x, y in points:
        xs.append(x)
        ys.append(y)
    return (min(xs), min(ys), max(xs), max(ys)) if xs else None


def _blob(shape: int, parts: Sequence[Sequence[XY]]) -> bytes:
    """Write a shape as the standard's blob: a header, with the box unless it is a point, and WKB."""
    if shape == _POINT:
        return b"GP" + struct.pack("<BBi", 0, 0b001, WGS84) + _wkb_point(parts[0][0])
    box = _box(point for part in parts for point in part) or (0.0, 0.0, 0.0, 0.0)
    min_x, min_y, max_x, max_y = box
    header = b"GP" + struct.pack("<BBi4d", 0, 0b011, WGS84, min_x, max_x, min_y, max_y)
    one = _wkb_line if shape == _MULTILINE else _wkb_polygon
    return header + struct.pack("<BII", 1, shape, len(parts)) + b"".join(map(one, parts))


def _wkb_point(point: XY) -> bytes:
    return struct.pack("<BIdd", 1, _POINT, *point)


def _wkb_line(points: Sequence[XY]) -> bytes:
    return struct.pack("<BII", 1, _LINE, len(points)) + _coordinates(points)


def _wkb_polygon(ring: Sequence[XY]) -> bytes:
    return struct.pack("<BIII", 1, _POLYGON, 1, len(ring)) + _coordinates(ring)


def _coordinates(points: Sequence[XY]) -> bytes:
    return b"".join(struct.pack("<dd", *point) for point in points)
