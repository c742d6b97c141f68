"""The base map: what is land and what is sea, what it costs, and that its parts fit together."""

import gzip
import itertools
import json
import os
import random
import subprocess
import sys

import pytest

from geomap.assets import basemap, cells, worldmap
from geomap.assets.cells import DEEPEST, SCALES, SIZES_DEG, Cell, decode, shores
from geomap.assets.choose import COARSE, choose_cells, load_cells
from geomap.model import Bounds

STORY = (
    (39.03, 125.75), (42.42, 130.64), (43.11, 131.89), (51.88, 128.33), (37.57, 126.98),
    (50.45, 30.52), (47.85, 35.15), (46.64, 32.61), (50.6, 36.59), (55.75, 37.62),
)  # fmt: skip


@pytest.fixture(scope="module")
def store():
    return worldmap._whole_store(worldmap.VENDOR)


def as_json(drawn):
    return json.dumps(drawn, separators=(",", ":"))


def smallest_cell(lat, lon):
    size = SIZES_DEG[DEEPEST]
    return Cell(DEEPEST, int((lon + 180) // size), int((lat + 90) // size))


def to_degrees(cell, line):
    return [(cell["s"] + y / cell["k"], cell["w"] + x / cell["k"]) for x, y in line]


def crossings(ring, lat, lon):
    sides = itertools.pairwise([*ring, ring[0]])
    return sum(
        (a[0] > lat) != (b[0] > lat) and lon < a[1] + (lat - a[0]) / (b[0] - a[0]) * (b[1] - a[1])
        for a, b in sides
    )


def is_land(drawn, lat, lon):
    rings = [
        to_degrees(cell, ring)
        for cell in drawn
        if cell["s"] <= lat < cell["s"] + cell["d"] and cell["w"] <= lon < cell["w"] + cell["d"]
        for ring in decode(cell.get("land", ""))
    ]
    return sum(crossings(ring, lat, lon) for ring in rings) % 2 == 1


@pytest.mark.parametrize("level", range(len(SCALES)))
@pytest.mark.parametrize(
    ("name", "lat", "lon", "land"),
    [
        ("Pyongyang", 39.02, 125.7, True),
        ("inland of Khasan", 42.9, 130.9, True),
        ("Kyiv", 50.45, 30.52, True),
        ("Kansas", 38.5, -98.0, True),
        ("Chukotka, east of 180", 66.5, -176.0, True),
        ("Chukotka, west of 180", 67.0, 178.0, True),
        ("Viti Levu in Fiji", -17.75, 177.95, True),
        ("the South Pole's plateau", -85.0, 179.0, True),
        ("the Sea of Japan", 40.0, 134.0, False),
        ("the Black Sea", 43.3, 34.0, False),
        ("the Caspian Sea", 41.5, 51.0, False),
        ("the Pacific at 180", 30.0, -179.9, False),
        ("the Gulf of Guinea at (0, 0)", 0.0, 0.0, False),
    ],
)
def test_land_and_sea_are_told_apart_at_each_scale(store, level, name, lat, lon, land):
    cell = smallest_cell(lat, lon)
    while cell.depth > SCALES[level].shallowest:
        stored = [(level, cell)] if (level, cell) in store.sizes else []
        assert is_land(load_cells(store, stored), lat, lon) is land, (name, cell)
        cell = cell.parent()


def test_every_line_is_short_so_that_nothing_streaks_across_the_antimeridian(store):
    longest_deg = 12.0  # the north of Greenland at 110m
    for level, scale in enumerate(SCALES):
        everything = [item for item in store.sizes if item[0] == level and item[1].depth == scale.shallowest]
        for cell in load_cells(store, everything):
            for kind in ("land", "lakes"):
                for ring in decode(cell.get(kind, "")):
                    for shore in shores(ring, size_units=round(cell["d"] * cell["k"])):
                        far = max(abs(a[0] - b[0]) for a, b in itertools.pairwise(shore)) / cell["k"]
                        assert far < longest_deg, (scale.name, kind, cell["w"], cell["s"])


def test_every_point_lies_in_its_cell(store):
    for cell in load_cells(store, [item for item in store.sizes if item[1].depth == 2]):
        size = cell["d"] * cell["k"]
        for kind in cells.KINDS:
            for line in decode(cell.get(kind, "")):
                assert all(0 <= x <= size and 0 <= y <= size for x, y in line)


def test_a_cell_in_the_middle_of_a_continent_has_land_and_no_coast(store):
    for level in range(len(SCALES)):
        [cell] = load_cells(store, [(level, smallest_cell(38.5, -100.0))])
        [ring] = decode(cell["land"])
        assert shores(ring, size_units=round(cell["d"] * cell["k"])) == []


@pytest.mark.parametrize("level", range(len(SCALES)))
def test_neighbouring_cells_meet_without_a_seam(store, level):
    """On both sides of an edge there is land at the same heights, but for a step of the grid."""
    size, units = SIZES_DEG[DEEPEST], SCALES[level].units_per_deg
    for column, row in itertools.product(range(79, 86), range(32, 37)):
        pair = [(level, Cell(DEEPEST, column + n, row)) for n in (0, 1)]
        drawn = load_cells(store, [item for item in pair if item in store.sizes])
        edge = Cell(DEEPEST, column + 1, row).west
        south = Cell(DEEPEST, column, row).south
        heights = [south + size * (n + 0.37) / 30 for n in range(30)]
        differ = sum(
            is_land(drawn, lat, edge - 0.5 / units) != is_land(drawn, lat, edge + 0.5 / units)
            for lat in heights
        )
        assert differ <= 2, (column, row)


def test_the_chosen_cells_cover_the_world_once(store):
    chosen = choose_cells(store, STORY, areas=[], budget_bytes=200_000)
    level_of = {cell: level for level, cell in chosen}
    assert len(level_of) == len(chosen)
    for leaf in store.leaves:
        lineage = [leaf]
        while lineage[-1].depth:
            lineage.append(lineage[-1].parent())
        over = [cell for cell in lineage if cell in level_of]
        assert len(over) <= 1, leaf
        if not over:  # nothing there at the scale that was wanted: sea in fine detail, a speck in coarse
            assert any((level, leaf) not in store.sizes for level in range(len(SCALES)))


def test_detail_falls_with_the_distance_from_the_story(store):
    chosen = {cell: level for level, cell in choose_cells(store, STORY, areas=[], budget_bytes=300_000)}

    def level_at(lat, lon):
        cell = smallest_cell(lat, lon)
        while cell not in chosen:
            cell = cell.parent()
        return SCALES[chosen[cell]].name

    assert level_at(39.0, 125.7) == "10m"
    assert level_at(35.2, 136.9) == "50m"  # Nagoya
    assert level_at(40.7, -99.0) == "110m"


def test_a_story_stays_within_its_share_of_the_page():
    drawn = as_json(basemap(STORY))
    assert len(drawn) <= 280_000
    assert len(gzip.compress(drawn.encode())) <= 95_000


@pytest.mark.parametrize("budget_bytes", [50_000, 90_000, 130_000])
def test_the_budget_is_kept_and_what_matters_most_comes_first(budget_bytes):
    drawn = basemap(STORY, budget_bytes=budget_bytes)
    assert budget_bytes * 0.95 < len(as_json(drawn)) <= budget_bytes
    assert any(cell["k"] > SCALES[COARSE].units_per_deg for cell in drawn["cells"])


def test_a_budget_of_nothing_still_gives_the_world():
    drawn = basemap(STORY, budget_bytes=0)
    assert {cell["k"] for cell in drawn["cells"]} == {100}
    assert len(as_json(drawn)) < 45_000


def test_hundreds_of_places_all_over_the_world_keep_the_budget():
    rng = random.Random(7)  # noqa: S311
    points = [(rng.uniform(-55, 70), rng.uniform(-180, 180)) for _ in range(400)]
    assert len(as_json(basemap(points))) <= 300_000


def test_an_extent_over_the_antimeridian_is_drawn_finer_on_both_sides():
    drawn = basemap([], areas=[Bounds(60.0, 170.0, 70.0, -170.0)])
    finer = {cell["w"] > 0 for cell in drawn["cells"] if cell["k"] > 100}
    assert finer == {True, False}
    assert not any(cell["k"] > 100 and -160 < cell["w"] < 150 for cell in drawn["cells"])


def test_the_order_of_the_points_changes_nothing():
    assert as_json(basemap(STORY)) == as_json(basemap(STORY[::-1]))


def test_two_processes_with_other_hash_seeds_give_the_same_bytes():
    program = f"import json; from geomap.assets import basemap; print(json.dumps(basemap({STORY!r})))"
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_where_the_budget_is_short_what_is_shown_first_comes_first():
    elsewhere = [(lat, lon) for lat in range(-30, 60, 10) for lon in range(-120, 60, 10)]
    korea = Bounds(38.0, 124.0, 44.0, 132.0)
    drawn = basemap([*elsewhere, (39.0, 125.75)], areas=[korea], budget_bytes=100_000)["cells"]
    [at_pyongyang] = [c for c in drawn if 0 <= 39.0 - c["s"] < c["d"] and 0 <= 125.75 - c["w"] < c["d"]]
    assert at_pyongyang["k"] > 100
