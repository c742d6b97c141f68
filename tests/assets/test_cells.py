"""The way in which lines are written: whatever is written is read back, in characters safe anywhere."""

import re

from hypothesis import given
from hypothesis import strategies as st

from geomap.assets.cells import Cell, decode, encode, largest_cells, shores

vertices = st.tuples(st.integers(-70_000, 70_000), st.integers(-70_000, 70_000))


@given(st.lists(st.lists(vertices, min_size=1), min_size=1))
def test_what_is_written_is_read_back(lines):
    assert decode(encode(lines)) == lines


@given(st.lists(st.lists(vertices, min_size=1)))
def test_only_safe_characters_are_written(lines):
    assert re.fullmatch(r"[A-Za-z0-9_.-]*", encode(lines))


def test_a_line_is_written_as_the_module_says():
    # 3 -> 6 "G"; -1 -> 1 "B"; 16 -> 32: "g" (0 and more), "B" (1); 0 -> "A"
    assert encode([[(3, -1), (19, -1)]]) == "GBgBA"


def test_the_side_along_an_edge_is_no_shore():
    ring = [(0, 0), (10, 0), (10, 4), (6, 6), (0, 4)]
    assert shores(ring, size_units=10) == [[(10, 4), (6, 6), (0, 4)]]


def test_an_island_is_shore_all_round():
    [shore] = shores([(2, 2), (4, 2), (3, 5)], size_units=10)
    assert shore == [(2, 2), (4, 2), (3, 5), (2, 2)]


def test_four_parts_make_up_a_cell_and_know_it():
    for cell in (*largest_cells(), Cell(3, 11, 7)):
        parts = cell.parts()
        assert {part.parent() for part in parts} == {cell}
        assert min(part.west for part in parts) == cell.west
        assert max(part.south + part.size_deg for part in parts) == cell.south + cell.size_deg
