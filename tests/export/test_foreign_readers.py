"""Every output is read back by a tool that is not ours, with the same places, legs and sentences."""

import csv
import io
import json
import sqlite3
import zipfile
from dataclasses import replace

import gpxpy
import pyogrio
import pytest
import shapely
from fastkml.validator import get_schema_parser
from lxml import etree

from geomap.export import FORMATS, encode
from geomap.export.contents import StoryIndex
from geomap.model import Bounds
from tests.stories import small_story

KML = "{http://www.opengis.net/kml/2.2}"


@pytest.fixture
def written(tmp_path):
    """Write a story in a format, give the path."""

    def write(story, suffix):
        path = tmp_path / f"story{suffix}"
        path.write_bytes(encode(story, suffix))
        return path

    return write


def layer(path, name=None):
    """Read a layer with GDAL: its columns, and its shapes."""
    meta, _, shapes, values = pyogrio.raw.read(path, layer=name)
    columns = dict(zip(meta["fields"].tolist(), (v.tolist() for v in values), strict=True))
    return columns, [] if shapes is None else shapely.from_wkb(shapes).tolist()


def layers(path):
    return pyogrio.list_layers(path)[:, 0].tolist()


def points_of(contents):
    return [(round(p.lon, 6), round(p.lat, 6)) for p in contents.places]


def test_gdal_reads_the_geojson(sample, written):
    contents = StoryIndex(sample)
    columns, shapes = layer(written(sample, ".geojson"))
    points = [shape for shape in shapes if shape.geom_type == "Point"]
    assert [(p.x, p.y) for p in points] == points_of(contents)
    assert len(shapes) - len(points) == len(contents.ways)
    assert columns["name"][: len(points)] == [p.name for p in contents.places]


def test_gdal_reads_the_geopackage(sample, written):
    contents = StoryIndex(sample)
    path = written(sample, ".gpkg")
    assert layers(path) == ["places", "extents", "stops", "legs", "provenance"]
    columns, shapes = layer(path, "places")
    assert [(p.x, p.y) for p in shapes] == points_of(contents)
    assert columns["name"] == [p.name for p in contents.places]
    assert columns["mentions"] == [len(contents.mentions(p)) for p in contents.places]
    columns, shapes = layer(path, "legs")
    assert columns["status"] == [way.leg.status for way in contents.ways]
    assert all(shape.geom_type == "MultiLineString" and shape.length > 0 for shape in shapes)
    _, shapes = layer(path, "extents")
    assert len(shapes) == sum(p.bounds is not None for p in contents.places)
    assert all(shape.is_valid for shape in shapes)
    columns, _ = layer(path, "stops")
    assert len(columns["name"]) == sum(len(j.stops) for j in sample.journeys)
    columns, _ = layer(path, "provenance")
    assert sample.title in columns["value"]


def test_an_extent_of_one_town_is_no_area(written):
    """All that the gazetteer knows of many a district is one town: its extent is a point."""
    story = small_story()
    nome = replace(story.places[1], bounds=Bounds(64.5, -165.4, 64.5, -165.4))
    story = replace(story, places=(story.places[0], nome, story.places[2]))
    _, shapes = layer(written(story, ".gpkg"), "extents")
    assert shapes == []
    assert b"Polygon" not in encode(story, ".kml")
    assert b"Polygon" not in encode(story, ".jsonld")


def test_the_geopackage_keeps_the_standards_rules(sample, written):
    """The identifiers and tables that OGC 12-128r18 asks for, and a sound database."""
    database = sqlite3.connect(written(sample, ".gpkg"))
    try:
        assert database.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
        assert database.execute("PRAGMA user_version").fetchone() == (10300,)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        systems = database.execute("SELECT srs_id FROM gpkg_spatial_ref_sys ORDER BY 1").fetchall()
        assert systems == [(-1,), (0,), (4326,)]
        for name, (west, south, east, north) in {
            row[0]: row[1:] for row in database.execute(
                "SELECT table_name, min_x, min_y, max_x, max_y FROM gpkg_contents WHERE min_x IS NOT NULL")
        }.items():  # fmt: skip
            assert -180 <= west <= east <= 180, name
            assert -90 <= south <= north <= 90, name
    finally:
        database.close()


@pytest.mark.parametrize("suffix", [".kml", ".kmz"])
def test_gdal_reads_the_kml(sample, written, suffix):
    contents = StoryIndex(sample)
    path = written(sample, suffix)
    columns, shapes = layer(path, "Places")
    assert columns["Name"] == [p.name for p in contents.places]
    assert [(round(p.x, 6), round(p.y, 6)) for p in shapes] == points_of(contents)
    folders = [name for name in layers(path) if name not in {"Places", "Extents"}]
    lines = [s for name in folders for s in layer(path, name)[1] if "LineString" in s.geom_type]
    assert len(lines) == len(contents.ways)


def test_the_kml_follows_the_standards_schema(sample):
    """OGC's ogckml22.xsd, as fastkml carries it."""
    schema = get_schema_parser()
    for story in (sample, small_story()):
        for data in (
            encode(story, ".kml"),
            zipfile.ZipFile(io.BytesIO(encode(story, ".kmz"))).read("doc.kml"),
        ):
            assert schema.validate(etree.fromstring(data)), schema.error_log


def test_every_style_that_the_kml_uses_exists(sample):
    root = etree.fromstring(encode(sample, ".kml"))
    styles = {style.get("id") for style in root.iter(f"{KML}Style")}
    used = {url.text for url in root.iter(f"{KML}styleUrl")}
    assert used
    assert used <= {f"#{style}" for style in styles}


def test_the_kml_asks_no_server_for_anything(sample):
    for suffix in (".kml", ".kmz"):
        data = encode(sample, suffix)
        names = set()
        if suffix == ".kmz":
            archive = zipfile.ZipFile(io.BytesIO(data))
            names, data = set(archive.namelist()), archive.read("doc.kml")
            assert all(archive.read(n)[:4] == b"\x89PNG" for n in names if n.endswith(".png"))
        assert {link.text for link in etree.fromstring(data).iter(f"{KML}href")} <= names


def test_gpxpy_reads_the_gpx(sample):
    contents = StoryIndex(sample)
    gpx = gpxpy.parse(encode(sample, ".gpx"))
    assert [w.name for w in gpx.waypoints] == [p.name for p in contents.places]
    told = [j for j in sample.journeys if j.stops]
    assert [[p.name for p in route.points] for route in gpx.routes] == [
        [contents.place(stop.place).name for stop in j.stops] for j in told
    ]
    assert [len(track.segments) for track in gpx.tracks] == [len(j.legs) for j in told if j.legs]
    days = [s.when.iso if s.when and len(s.when.iso) == 10 else None for j in told for s in j.stops]
    times = [p.time.date().isoformat() if p.time else None for route in gpx.routes for p in route.points]
    assert times == days


def test_the_gpx_is_in_the_schemas_order(sample):
    """Each sequence of GPX 1.1's schema, and its range of longitudes: from -180 to below 180."""
    orders = {
        "gpx": ["metadata", "wpt", "rte", "trk"],
        "metadata": ["name", "desc", "copyright"],
        "copyright": ["license"],
        "wpt": ["time", "name", "cmt", "desc", "src", "type"],
        "rtept": ["time", "name", "cmt", "desc", "src", "type"],
        "rte": ["name", "number", "rtept"],
        "trk": ["name", "desc", "number", "trkseg"],
        "trkseg": ["trkpt"],
    }
    for story in (sample, small_story()):
        for element in etree.fromstring(encode(story, ".gpx")).iter():
            name = etree.QName(element).localname
            ranks = [orders[name].index(etree.QName(child).localname) for child in element]  # no other child
            assert ranks == sorted(ranks), name
            if "lon" in element.attrib:
                assert -180 <= float(element.get("lon")) < 180


def test_gdal_reads_the_gpx(sample, written):
    path = written(sample, ".gpx")
    _, shapes = layer(path, "tracks")
    assert sum(len(shape.geoms) for shape in shapes) == len(StoryIndex(sample).ways)


def test_csv_and_gdal_read_the_tables(sample, written):
    contents = StoryIndex(sample)
    for table, count in (
        ("places", len(contents.places)),
        ("mentions", len(sample.mentions)),
        ("legs", len(contents.ways)),
    ):
        path = written(sample, f".{table}.csv")
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        assert len(rows) == count
        assert pyogrio.read_info(path)["features"] == count
    rows = list(csv.DictReader(io.StringIO(encode(sample, ".places.csv").decode("utf-8-sig"))))
    assert [(float(r["lon"]), float(r["lat"])) for r in rows] == points_of(contents)
    assert [int(r["mentions"]) for r in rows] == [len(contents.mentions(p)) for p in contents.places]


def test_gdal_reads_a_legs_line_from_its_table(sample, written):
    meta, _, shapes, _ = pyogrio.raw.read(written(sample, ".legs.csv"), GEOM_POSSIBLE_NAMES="wkt")
    assert meta["geometry_type"] != "None"
    assert all(shape.length > 0 for shape in shapely.from_wkb(shapes))


def test_a_recogito_user_knows_the_columns_of_the_mentions():
    """Recogito's thirteen, in its order; its anchor counts UTF-16 units, as JavaScript does."""
    story = small_story()
    rows = list(csv.reader(io.StringIO(encode(story, ".mentions.csv").decode("utf-8-sig"))))
    assert rows[0][:13] == [
        "UUID", "FILE", "QUOTE_TRANSCRIPTION", "ANCHOR", "TYPE", "URI", "VOCAB_LABEL", "LAT", "LNG",
        "PLACE_TYPE", "VERIFICATION_STATUS", "TAGS", "COMMENTS",
    ]  # fmt: skip
    nome = next(row for row in rows if row[2] == "Nome")
    text = story.documents[0].text
    assert nome[3] == f"char-offset:{len(text[: text.index('Nome')].encode('utf-16-le')) // 2}"
    assert nome[5] == "https://sws.geonames.org/5870133/"


def test_the_linked_places_keep_the_published_structure(sample):
    """What LPF 1.3 requires of a collection and of each feature."""
    collection = json.loads(encode(sample, ".jsonld"))
    assert collection["type"] == "FeatureCollection"
    assert collection["@context"].endswith("linkedplaces-context-v1.1.jsonld")
    ids = [feature["@id"] for feature in collection["features"]]
    assert len(set(ids)) == len(ids) == len(StoryIndex(sample).places)
    for feature in collection["features"]:
        assert feature["type"] == "Feature"
        assert feature["@id"].startswith(("https://", "urn:"))
        assert feature["properties"]["title"]
        assert set(feature["properties"]["fclasses"]) <= set("AHLPRST")
        assert all(len(code) == 2 for code in feature["properties"]["ccodes"])
        assert feature["names"]
        assert all(name["toponym"] and name["citations"] for name in feature["names"])
        assert all(kind["sourceLabels"] for kind in feature["types"])
        assert feature["geometry"]["type"] in {"Point", "GeometryCollection"}
        for span in feature.get("when", {"timespans": []})["timespans"]:
            assert span["start"]["in"]


def test_gdal_reads_the_linked_places(sample, written):
    assert pyogrio.read_info(written(sample, ".jsonld"))["features"] == len(StoryIndex(sample).places)


def test_a_leg_over_the_antimeridian_is_cut_in_every_format_of_maps(written):
    story = small_story()
    shapes = [
        layer(written(story, ".gpkg"), "legs")[1][0],
        layer(written(story, ".geojson"))[1][-1],
        layer(written(story, ".gpx"), "tracks")[1][0],
        shapely.from_wkt(next(csv.DictReader(io.StringIO(
            encode(story, ".legs.csv").decode("utf-8-sig"))))["wkt"]),
    ]  # fmt: skip
    path = written(story, ".kml")
    shapes += [s for s in layer(path, "Ana Ruiz (j1)")[1] if s.geom_type != "Point"]
    for shape in shapes:
        assert len(shape.geoms) == 2
        for part in shape.geoms:
            west, _, east, _ = part.bounds
            assert east - west < 20


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_story_gives_the_same_bytes(suffix):
    assert encode(small_story(), suffix) == encode(small_story(), suffix)


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_story_of_nothing_is_written_too(suffix):
    bare = {"journeys": (), "mentions": (), "movements": (), "claims": (), "places": (), "unplaced": ()}
    assert encode(small_story(**bare, disagreements=(), dates=(), labels=()), suffix)
