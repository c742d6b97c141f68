"""Disputed boundaries: one table, seen in the same way at every scale."""

import itertools

import pytest

from geomap.assets import BOUNDARY_NOTE, worldmap
from geomap.assets.boundaries import read_disputes
from geomap.assets.cells import SCALES, decode
from geomap.assets.choose import load_cells


@pytest.fixture(scope="module")
def world():
    store = worldmap._whole_store(worldmap.VENDOR)
    return [
        load_cells(store, [item for item in store.sizes if item[0] == level and item[1].depth == 2])
        for level in range(len(SCALES))
    ]


def nearest_deg(drawn, kind, lat, lon):
    best = 999.0
    for cell in drawn:
        for line in decode(cell.get(kind, "")):
            points = [(cell["s"] + y / cell["k"], cell["w"] + x / cell["k"]) for x, y in line]
            for a, b in itertools.pairwise(points):
                dx, dy = b[1] - a[1], b[0] - a[0]
                share = ((lon - a[1]) * dx + (lat - a[0]) * dy) / (dx * dx + dy * dy)
                share = min(1.0, max(0.0, share))
                far = max(abs(a[1] + share * dx - lon), abs(a[0] + share * dy - lat))
                best = min(best, far)
    return best


@pytest.mark.parametrize("level", range(len(SCALES)))
@pytest.mark.parametrize(
    ("name", "lat", "lon", "kind"),
    [
        ("Panmunjom", 37.95, 126.68, "disputed"),
        ("Perekop", 46.15, 33.7, "disputed"),
        ("Line of Control", 34.4, 73.9, "disputed"),
        ("Green Line at Nicosia", 35.17, 33.36, "disputed"),
        ("the berm of Western Sahara", 24.5, -13.0, "disputed"),
        ("Golan", 33.0, 35.86, "disputed"),
        ("Kosovo and Serbia", 43.15, 20.9, "disputed"),
        ("Russia and Ukraine at Kharkiv", 50.3, 36.9, "border"),
        ("Yalu", 40.4, 124.7, "border"),
        ("India and Pakistan in Rajasthan", 27.9, 70.6, "border"),
        ("Khasan", 42.42, 130.65, "border"),
    ],
)
def test_a_line_is_dashed_or_solid_at_every_scale_alike(world, level, name, lat, lon, kind):
    other = {"disputed": "border", "border": "disputed"}[kind]
    near = nearest_deg(world[level], kind, lat, lon)
    assert near < 0.5, name
    assert near < nearest_deg(world[level], other, lat, lon), name


def test_each_row_has_a_note_and_a_source_and_a_box_in_range():
    rows = read_disputes()
    assert len(rows) > 15
    for row in rows:
        assert len(row.units) == 2
        assert row.note
        assert row.source
        if row.box:
            south, west, north, east = row.box
            assert -90 <= south < north <= 90
            assert -180 <= west < east <= 180


def test_a_row_of_the_wrong_width_is_refused(tmp_path):
    table = tmp_path / "boundaries.tsv"
    table.write_text("a\tb\tsouth\twest\tnorth\teast\tnote\tsource\nA\tB\tC\n")
    with pytest.raises(ValueError, match=r"boundaries\.tsv: 3 columns instead of 8"):
        read_disputes(table)


def test_the_note_says_what_is_drawn_and_claims_nothing():
    assert "dashed" in BOUNDARY_NOTE
    assert "no position on sovereignty" in BOUNDARY_NOTE
