"""Names of countries and seas find room where they belong, and nowhere else."""

import pytest

from geomap.assets import room_for_name
from geomap.assets.territory import APART
from geomap.errors import AssetError
from geomap.model import Bounds

KOREA = Bounds(36, 122, 46, 135)
CHINA, RUSSIA = (35, 105), (60, 100)
SEA_OF_JAPAN, ITS_EXTENT = (40, 135), Bounds(33.5, 127.5, 52, 142)


@pytest.mark.parametrize("country", [CHINA, RUSSIA])
def test_a_country_is_named_in_its_part_of_the_view(country):
    """To half a degree: the middle of a cell on the view's edge may lie just outside."""
    points = room_for_name(*country, view=KOREA)
    assert points
    south, west, north, east = KOREA
    assert all(south <= lat <= north + 0.5 and west <= lon <= east + 0.5 for lat, lon in points)


def test_neighbours_are_told_apart():
    """East of the Ussuri it is Russia, west of it China."""
    assert all(lon > 130 for _, lon in room_for_name(*RUSSIA, view=KOREA))
    assert all(lon < 131 for _, lon in room_for_name(*CHINA, view=KOREA))


def test_a_sea_is_named_in_its_own_water_alone():
    yellow_sea_too = Bounds(33, 119, 42, 133)
    points = room_for_name(*SEA_OF_JAPAN, view=yellow_sea_too, within=ITS_EXTENT)
    assert points
    assert all(lon > 127.5 for _, lon in points)


def test_the_points_lie_apart():
    points = room_for_name(*CHINA, view=KOREA)
    least = (KOREA.east - KOREA.west) / APART - 0.5
    for n, a in enumerate(points):
        assert all(max(abs(a[0] - b[0]), abs(a[1] - b[1])) >= least for b in points[:n])


def test_a_view_over_the_antimeridian_has_both_sides():
    points = room_for_name(*RUSSIA, view=Bounds(62, 170, 70, -168))
    assert {lon > 0 for _, lon in points} == {True, False}


def test_an_ocean_around_a_pole_is_named_in_its_water():
    around = Bounds(66, -180, 90, 180)
    assert room_for_name(80, 0, view=Bounds(65, -60, 84, 60), within=around)


def test_the_whole_world_is_a_view():
    assert len(room_for_name(*RUSSIA, view=Bounds(-60, -180, 80, 180))) > 1


def test_a_country_that_is_not_in_view_has_no_point():
    assert room_for_name(-10, -55, view=KOREA) == []


def test_water_without_an_extent_has_no_point():
    assert room_for_name(*SEA_OF_JAPAN, view=KOREA) == []


def test_a_damaged_grid_is_named(tmp_path, monkeypatch):
    from geomap.assets import territory

    (tmp_path / territory.TERRITORY).write_bytes(b"no grid")
    monkeypatch.setattr(territory, "VENDOR", tmp_path)
    territory._ground.cache_clear()
    territory._by_owner.cache_clear()
    with pytest.raises(AssetError, match="damaged"):
        room_for_name(*CHINA, view=KOREA)
    territory._ground.cache_clear()
