"""`geomap export`: several outputs, standard output, and a story that was built before."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from geomap.export import BINARY, FORMATS, encode
from tests.stories import small_story

ROOT = Path(__file__).parents[2]
STORY = small_story(failed=())


@pytest.fixture
def export(tmp_path):
    """Run the verb on the small story's story.json, in a process of its own."""
    (tmp_path / "story.json").write_bytes(encode(STORY, ".json"))

    def run(*args):
        return subprocess.run(
            [sys.executable, "-m", "geomap", "export", "story.json", *args],
            capture_output=True,
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            check=False,
        )

    return run


def test_all_formats_in_one_go(export, tmp_path):
    names = [f"out{suffix}" for suffix in FORMATS]
    done = export(*(part for name in names for part in ("-o", name)))
    assert done.returncode == 0, done.stderr
    for name, suffix in zip(names, FORMATS, strict=True):
        assert (tmp_path / name).read_bytes() == encode(STORY, suffix), name


@pytest.mark.parametrize("name", ["geojson", "places.csv", "gpkg"])
def test_standard_output_gets_the_format_that_is_named(export, name):
    done = export("-o", "-", "--format", name)
    assert done.returncode == 0, done.stderr
    assert done.stdout == encode(STORY, f".{name}")


def test_a_file_and_standard_output_together(export, tmp_path):
    done = export("-o", "-", "-o", "x.md", "--format", "json")
    assert json.loads(done.stdout)["title"] == STORY.title
    assert (tmp_path / "x.md").read_text(encoding="utf-8").startswith("# ")


def test_a_name_that_says_nothing_takes_the_format_that_is_named(export, tmp_path):
    assert export("-o", "table.csv", "--format", "legs.csv").returncode == 0
    assert (tmp_path / "table.csv").read_bytes() == encode(STORY, ".legs.csv")


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["-o", "-"], "--format"),
        (["-o", "table.csv"], "places.csv"),
        (["-o", "-", "--format", "pdf"], "geojson"),
        (["-o", "x.json", "--format", "gpx"], "not needed"),
        (["-o", "x.md", "-o", "x.md"], "twice"),
        (["-o", "x.md", "--title", "Other"], "--title"),
        (["-o", "story.json"], "--force"),
    ],
)
def test_what_cannot_be_meant_is_said_and_nothing_is_written(export, tmp_path, args, says):
    done = export(*args)
    assert done.returncode == 2
    assert says in done.stderr.decode()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["story.json"]


def test_what_no_terminal_shows_is_known():
    """A format is text that a terminal can show, or it is listed as binary."""
    for suffix in FORMATS:
        try:
            encode(STORY, suffix).decode("utf-8")
        except UnicodeDecodeError:
            assert suffix in BINARY
        else:
            assert suffix not in BINARY


def test_articles_in_another_language_are_said_to_be_so(export, tmp_path):
    document = replace(STORY.documents[0], language="de")
    (tmp_path / "story.json").write_bytes(encode(replace(STORY, documents=(document,)), ".json"))
    done = export("-o", "out.md")
    assert done.returncode == 0
    assert "1 in German: of these geomap knows place names, and little more" in done.stderr.decode()
