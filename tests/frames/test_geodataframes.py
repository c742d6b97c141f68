"""A story as GeoDataFrames, with the real geopandas."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

import pytest

import geomap
from geomap.errors import GeomapError, MissingExtraError
from geomap.export import encode
from geomap.frames import LEG_COLUMNS, MENTION_COLUMNS, PLACE_COLUMNS
from geomap.model import Story
from tests.stories import small_story

geopandas = pytest.importorskip("geopandas", reason="NOT TESTED: pip install 'geomap[frames]'")


@pytest.fixture(scope="module")
def frames():
    return geomap.to_geodataframes(small_story())


def features(story, kinds):
    collection = json.loads(encode(story, ".geojson"))
    return [f for f in collection["features"] if f["geometry"]["type"] in kinds]


def test_places_have_points_with_longitude_first(frames):
    assert list(frames.places["name"]) == ["Anadyr", "Nome"]
    assert frames.places.crs.to_epsg() == 4326
    assert (frames.places.geometry.x[0], frames.places.geometry.y[0]) == (177.4968, 64.7337)
    assert frames.places["population"].isna().tolist() == [False, True]


def test_a_leg_over_the_antimeridian_has_two_parts_and_stays_in_range(frames):
    (line,) = frames.legs.geometry
    assert line.geom_type == "MultiLineString"
    west, _, east, _ = line.bounds
    assert (west, east) == (-180, 180)
    assert [len(part.coords) > 1 for part in line.geoms] == [True, True]
    assert line.geoms[0].coords[-1][0] == 180
    assert line.geoms[1].coords[0][0] == -180


def test_every_mention_is_there_with_the_point_of_its_place_or_none(frames):
    assert list(frames.mentions["text"]) == ["Anadyr", "Nome", "Atlantis"]
    assert frames.mentions.geometry.isna().tolist() == [False, False, True]
    assert frames.mentions["why"][2] == "the gazetteer has no place of this name"
    row = frames.mentions.iloc[1]
    text = small_story().documents[0].text
    assert text[row["start"] : row["end"]] == row["text"]


@pytest.mark.gold
def test_the_sample_has_the_same_places_and_legs_as_its_geojson(sample):
    frames = geomap.to_geodataframes(sample)
    points, lines = features(sample, {"Point"}), features(sample, {"LineString", "MultiLineString"})
    assert list(frames.places["id"]) == [f["id"] for f in points]
    assert list(frames.legs["id"]) == [f["id"] for f in lines]
    for table, written in ((frames.places, points), (frames.legs, lines)):
        for ours, theirs in zip(
            table.geometry, geopandas.GeoDataFrame.from_features(written).geometry, strict=True
        ):
            assert ours.equals(theirs)
    assert len(frames.mentions) == len(sample.mentions)


def test_an_empty_story_gives_empty_tables_with_the_same_columns_and_types():
    story = small_story()
    empty = Story(title="", geomap="", gazetteer=story.gazetteer, documents=story.documents)
    full, none = geomap.to_geodataframes(story), geomap.to_geodataframes(empty)
    for name, columns in (("places", PLACE_COLUMNS), ("legs", LEG_COLUMNS), ("mentions", MENTION_COLUMNS)):
        left, right = getattr(full, name), getattr(none, name)
        assert list(right.columns) == list(left.columns) == [*columns, "geometry"]
        assert list(right.dtypes.astype(str)) == list(left.dtypes.astype(str))
        assert len(right) == 0
        assert right.crs.to_epsg() == 4326


def test_they_can_be_written_by_geopandas_and_read_again(frames, tmp_path):
    for name in ("places", "mentions"):
        table = getattr(frames, name)
        table.to_file(tmp_path / "story.gpkg", layer=name)
        again = geopandas.read_file(tmp_path / "story.gpkg", layer=name)
        assert list(again["text" if name == "mentions" else "name"]) == list(
            table["text" if name == "mentions" else "name"]
        )


def test_a_hostile_name_is_only_text():
    story = small_story()
    evil = "=HYPERLINK(1)</script>{{7*7}}\x00"
    places = (replace(story.places[0], name=evil), *story.places[1:])
    assert geomap.to_geodataframes(replace(story, places=places)).places["name"][0] == evil


def test_without_geopandas_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "geopandas", None)
    with pytest.raises(
        MissingExtraError, match=r"geopandas, which is not installed: pip install '\.\[frames\]' in the clone"
    ) as caught:
        geomap.to_geodataframes(small_story())
    assert isinstance(caught.value, ImportError)
    assert isinstance(caught.value, GeomapError)
    assert caught.value.extra == "frames"


def test_geomap_itself_can_do_without_it():
    code = "import sys; sys.modules.update(geopandas=None, pandas=None, shapely=None); import geomap.frames"
    subprocess.run([sys.executable, "-c", code], check=True)
