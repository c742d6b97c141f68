"""GeoJSON: RFC 7946 order, cut at the antimeridian, every place and leg with its quotes."""

import json

from geomap.export.geojson import to_geojson
from tests.stories import TEXT, small_story


def features(story=None):
    return json.loads(to_geojson(story or small_story()))["features"]


def test_positions_are_longitude_first():
    anadyr = features()[0]
    assert anadyr["geometry"] == {"type": "Point", "coordinates": [177.4968, 64.7337]}


def test_a_leg_over_the_antimeridian_is_cut_there():
    leg = features()[-1]
    assert leg["geometry"]["type"] == "MultiLineString"
    west, east = leg["geometry"]["coordinates"]
    assert west[-1][0] == 180
    assert east[0][0] == -180


def test_a_place_that_is_only_an_alternative_is_no_place_of_the_story():
    assert [f["properties"]["name"] for f in features()[:-1]] == ["Anadyr", "Nome"]


def test_each_feature_carries_its_quotes():
    for feature in features():
        for quote in feature["properties"]["quotes"]:
            assert quote["text"] == TEXT[quote["start"] : quote["end"]]
            assert quote["sentence"] in TEXT
