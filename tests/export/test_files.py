"""Outputs: by suffix, whole or not at all, and nothing is lost."""

import os
import subprocess
import sys
import textwrap

import pytest

import geomap
from geomap.errors import OutputError, OutputExistsError
from geomap.export.files import output, write_whole
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


def test_of_two_that_write_one_file_the_second_hears_who_is_at_it(tmp_path):
    path = tmp_path / "story.json"
    other = textwrap.dedent("""
        import sys
        from geomap.export.files import output
        with output(sys.argv[1]) as write:
            print("claimed", flush=True)
            sys.stdin.readline()
            write(b"first")
    """)
    with subprocess.Popen(
        [sys.executable, "-c", other, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "claimed\n"
        with pytest.raises(OutputError, match=rf"is being written by process {process.pid}; wait"):
            write_whole(path, lambda: b"second")
        process.communicate("go on\n")
    assert path.read_bytes() == b"first"


def test_a_claim_is_not_seen_beside_the_output(tmp_path):
    with output(tmp_path / "story.json"):
        assert not list(tmp_path.iterdir())


def test_what_a_killed_process_left_behind_stops_nobody(tmp_path):
    path = tmp_path / "story.json"
    other = textwrap.dedent("""
        import os, signal, sys
        from geomap.export.files import output
        with output(sys.argv[1]):
            os.kill(os.getpid(), signal.SIGKILL)
    """)
    subprocess.run([sys.executable, "-c", other, path], check=False)
    write_whole(path, lambda: b"whole")
    assert path.read_bytes() == b"whole"


def test_one_process_names_one_file_once(tmp_path):
    (tmp_path / "x").mkdir()
    with output(tmp_path / "story.json"), pytest.raises(OutputError, match="is named twice"):
        write_whole(tmp_path / "x" / ".." / "story.json", lambda: b"")
