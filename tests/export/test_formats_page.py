"""docs/formats.md is true: each suffix, column and layer stands in it, its commands name what exists."""

import csv
import io
import re
import sqlite3
from pathlib import Path

import pytest

from geomap.export import FORMATS, encode, format_named, format_of
from tests.stories import small_story

PAGE = (Path(__file__).parents[2] / "docs/formats.md").read_text(encoding="utf-8")


def test_the_table_has_each_suffix_once_and_no_other():
    rows = re.findall(r"^\| `(\.[\w.]+)` \|", PAGE, flags=re.MULTILINE)
    assert rows == list(FORMATS)


@pytest.mark.parametrize("table", ["places", "mentions", "legs"])
def test_each_column_of_a_table_is_described(table):
    start = PAGE.index(f"**{table}**")
    text = PAGE[start : PAGE.index("\n\n", start)]
    header = next(csv.reader(io.StringIO(encode(small_story(), f".{table}.csv").decode("utf-8-sig"))))
    assert [name for name in header if f"`{name}`" not in text] == []


def test_each_layer_of_the_geopackage_is_described():
    database = sqlite3.connect(":memory:")
    try:
        database.deserialize(encode(small_story(), ".gpkg"))
        names = [name for (name,) in database.execute("SELECT table_name FROM gpkg_contents")]
    finally:
        database.close()
    section = PAGE[PAGE.index("## GeoPackage") : PAGE.index("## KML")]
    assert all(f"`{name}`" in section for name in names)


def test_every_output_and_format_in_its_commands_is_one():
    commands = re.findall(r"geomap export ([^`\n|]+)", PAGE)
    assert len(commands) > 4
    for command in commands:
        named = re.search(r"--format (\S+)", command)
        for path in re.findall(r"-o (\S+)", command):
            assert format_named(named[1]) if named else format_of(path)


@pytest.mark.parametrize("name", ["places.csv", "kim.legs.csv", "kim-mentions.csv"])
def test_a_table_is_named_as_the_page_says(name):
    assert format_of(name) == f".{re.split('[.-]', name)[-2]}.csv"
