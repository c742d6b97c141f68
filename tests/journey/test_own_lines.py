"""A person's own lines from GeoJSON."""

import json

import pytest

from geomap.errors import OptionError
from geomap.journey import Lines, Ways, assemble_journeys
from geomap.options import Options
from geomap.pipeline import build
from tests.journey.telling import tell

COAST = {"type": "LineString", "coordinates": [[2.35, 48.85], [3.0, 47.0], [4.85, 45.75], [5.38, 43.3]]}


def geojson(*geometries):
    features = [{"type": "Feature", "properties": {}, "geometry": g} for g in geometries]
    return json.dumps({"type": "FeatureCollection", "features": features})


def test_a_leg_follows_the_line_between_its_stops():
    ways = Ways(lines=Lines.from_geojson(geojson(COAST)))
    (journey,) = assemble_journeys([tell("Anna Berg drove from [Lyon] to [Paris].")], ways=ways).journeys
    (leg,) = journey.legs
    assert leg.path_basis == "lines"
    assert leg.path[1:-1] == ((45.75, 4.85), (47.0, 3.0), (48.85, 2.35))
    assert leg.path_km > leg.geodesic_km


def test_a_flight_and_a_far_leg_do_not_follow_it():
    ways = Ways(lines=Lines.from_geojson(geojson(COAST)))
    text = "Anna Berg flew from [Paris] to [Lyon]. Karl Holm drove from [Oslo] to [Bergen]."
    for journey in assemble_journeys([tell(text)], ways=ways).journeys:
        assert journey.legs[0].path_basis == "geodesic"


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{}", "null", '{"type": "Point", "coordinates": [1, 2]}', geojson(None),
        '{"type": "LineString", "coordinates": [[48.85, 200], [1, 2]]}',
        '{"type": "LineString", "coordinates": [["x", 1], [1, 2]]}',
        '{"type": "LineString", "coordinates": [[NaN, 1], [1, 2]]}', "[" * 100_000,
        '{"type": "LineString", "coordinates": [[1' + "0" * 400 + ", 1], [1, 2]]}",
    ],
)  # fmt: skip
def test_what_is_no_geojson_with_lines_is_refused(text):
    with pytest.raises(OptionError, match=r"--lines tracks\.json: "):
        Lines.from_geojson(text, name="tracks.json")


def test_a_file_of_lines_is_followed_from_the_option_to_the_leg(tmp_path):
    (tmp_path / "a.txt").write_text("Anna Berg drove from Lyon to Paris on Monday.\n", encoding="utf-8")
    file = tmp_path / "coast.geojson"
    file.write_text(geojson(COAST), encoding="utf-8")
    story = build(tmp_path / "a.txt", options=Options(lines=str(file)))
    (leg,) = story.journeys[0].legs
    assert leg.path_basis == "lines"
    assert story.options["lines"] == "coast.geojson"


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", b"not json"])
def test_a_file_of_lines_that_cannot_be_read_is_named(tmp_path, content):
    file = tmp_path / "coast.geojson"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(OptionError, match=r"--lines .*coast\.geojson: "):
        build(tmp_path, options=Options(lines=str(file)))
