"""Distances, bearings and lines, with the poles and the antimeridian named."""

import pytest

from geomap import geodesy

PYONGYANG, VLADIVOSTOK = (39.0392, 125.7625), (43.1155, 131.8855)
ANADYR, NOME = (64.7337, 177.4968), (64.5011, -165.4064)


def test_a_known_distance_and_bearing():
    assert geodesy.distance_km(PYONGYANG, VLADIVOSTOK) == pytest.approx(685.0, abs=0.1)
    assert geodesy.bearing_deg(PYONGYANG, VLADIVOSTOK) == pytest.approx(46.6, abs=0.1)


@pytest.mark.parametrize(
    ("bearing", "word"),
    [(0, "north"), (359, "north"), (46.6, "north-east"), (90, "east"), (191, "south"), (281.25, "west")],
)
def test_a_bearing_has_a_word(bearing, word):
    assert geodesy.compass_point(bearing) == word


@pytest.mark.parametrize(("a", "b", "angle"), [(350, 10, 20), (10, 350, 20), (0, 180, 180), (90, 90, 0)])
def test_the_angle_between_bearings_is_the_smaller_one(a, b, angle):
    assert geodesy.angle_between_deg(a, b) == angle


def test_a_geodesic_keeps_its_ends_and_its_length():
    points = geodesy.geodesic_points(PYONGYANG, VLADIVOSTOK, step_km=50)
    assert (points[0], points[-1]) == (PYONGYANG, VLADIVOSTOK)
    assert len(points) == 15
    assert geodesy.path_km(points) == pytest.approx(685.0, abs=0.1)


def test_anadyr_to_nome_goes_the_short_way_and_is_cut_at_the_antimeridian():
    points = geodesy.geodesic_points(ANADYR, NOME)
    assert geodesy.path_km(points) < 900
    west, east = geodesy.split_at_antimeridian(points)
    assert west[-1][1] == 180
    assert east[0][1] == -180
    assert west[-1][0] == east[0][0]
    assert all(lon > 0 for _, lon in west)
    assert all(lon < 0 for _, lon in east)


def test_a_line_that_does_not_cross_is_left_whole():
    points = geodesy.geodesic_points(PYONGYANG, VLADIVOSTOK)
    assert geodesy.split_at_antimeridian(points) == [points]


def test_unwrapping_makes_longitudes_continuous():
    assert geodesy.unwrap([(0, 179), (0, -179), (0, 179)]) == [(0, 179), (0, 181), (0, 179)]


def test_a_line_over_the_pole_keeps_its_length():
    points = geodesy.geodesic_points((80, 0), (80, 180))
    assert geodesy.path_km(points) == pytest.approx(2233.8, abs=1)


def test_the_extent_takes_the_short_way_round():
    assert geodesy.extent([ANADYR, NOME]) == (NOME[0], ANADYR[1], ANADYR[0], NOME[1])
    assert geodesy.extent([PYONGYANG, VLADIVOSTOK]) == (39.0392, 125.7625, 43.1155, 131.8855)
    assert geodesy.extent([PYONGYANG]) == (39.0392, 125.7625, 39.0392, 125.7625)


def test_no_points_have_no_extent():
    with pytest.raises(ValueError, match="not enough values"):
        geodesy.extent([])
