"""Outputs: by suffix, whole or not at all, and nothing is lost."""

import os

import pytest

import geomap
from geomap.errors import OutputError, OutputExistsError
from geomap.export.files import write_whole
from tests.stories import small_story


def test_the_suffix_says_the_format(tmp_path):
    geomap.save(small_story(), tmp_path / "story.JSON")
    assert geomap.Story.from_json((tmp_path / "story.JSON").read_bytes()) == small_story()


def test_an_unknown_suffix_names_those_that_there_are(tmp_path):
    with pytest.raises(OutputError, match=r"\.html, \.json, \.geojson"):
        geomap.save(small_story(), tmp_path / "story.docx")


def test_an_existing_file_is_kept_unless_forced(tmp_path):
    path = tmp_path / "story.json"
    path.write_text("mine")
    with pytest.raises(OutputExistsError, match="--force"):
        geomap.save(small_story(), path)
    assert path.read_text() == "mine"
    geomap.save(small_story(), path, force=True)
    assert path.read_text().startswith("{")


@pytest.mark.parametrize("name", ["missing/story.json", "."])
def test_what_is_no_place_for_a_file_is_refused(tmp_path, name):
    with pytest.raises(OutputError):
        geomap.save(small_story(), tmp_path / name)


@pytest.mark.parametrize("step", ["open", "fsync", "replace"])
def test_a_write_that_fails_leaves_the_old_file_and_no_other(tmp_path, monkeypatch, step):
    """Each step fails in turn: the old bytes are whole, no file is left over, the error names the file."""

    def fail(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    path = tmp_path / "story.json"
    path.write_text("old")
    monkeypatch.setattr(os, step, fail)
    with pytest.raises(OutputError, match=r"story\.json.*No space left"):
        write_whole(path, lambda: b"new", force=True)
    monkeypatch.undo()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_cannot_be_made_is_not_written(tmp_path):
    with pytest.raises(ZeroDivisionError):
        write_whole(tmp_path / "x.json", lambda: bytes(1 // 0))
    assert not list(tmp_path.iterdir())
