from __future__ import annotations

import random
import sqlite3

import pytest

from geomap.errors import GazetteerError
from geomap.gazetteer import Gazetteer
from geomap.gazetteer.build import GAZETTEER


def test_a_missing_gazetteer_says_how_to_build_it(tmp_path):
    with pytest.raises(GazetteerError, match=r"there is no gazetteer.*geomap\.gazetteer\.build"):
        Gazetteer(tmp_path / "gazetteer.sqlite")


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "empty"), (b"SQLite format 2\0" + bytes(200), "not an SQLite"), (b"x" * 5000, "not an SQLite")],
)
def test_what_is_no_gazetteer_is_refused_when_opened(tmp_path, content, says):
    path = tmp_path / "gazetteer.sqlite"
    path.write_bytes(content)
    with pytest.raises(GazetteerError, match=rf"{says}.*make it again with"):
        Gazetteer(path)


def test_another_sqlite_file_is_refused(tmp_path):
    path = tmp_path / "gazetteer.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE place (n)")
    connection.commit()
    connection.close()
    with pytest.raises(GazetteerError, match="not a gazetteer of geomap"):
        Gazetteer(path)


def test_another_schema_is_refused(small_file):
    connection = sqlite3.connect(small_file)
    connection.execute("PRAGMA user_version=99")
    connection.close()
    with pytest.raises(GazetteerError, match="schema 99"):
        Gazetteer(small_file)


@pytest.mark.parametrize("keep", [1, 99, 4096, -1, -4096])
def test_a_truncated_gazetteer_is_refused_when_opened(small_file, keep):
    content = small_file.read_bytes()
    small_file.write_bytes(content[:keep])
    with pytest.raises(GazetteerError, match="make it again with"):
        Gazetteer(small_file)


def test_sixty_four_overwritten_bytes_are_found_wherever_they_are(small_file):
    whole = small_file.read_bytes()
    chance = random.Random(7)  # noqa: S311
    for at in [0, 100, 4096, len(whole) - 64, *(chance.randrange(len(whole) - 64) for _ in range(60))]:
        small_file.write_bytes(whole[:at] + bytes(b ^ 0x5A for b in whole[at : at + 64]) + whole[at + 64 :])
        with pytest.raises(GazetteerError):
            Gazetteer(small_file).info()


def test_damage_never_gives_a_wrong_place_once_the_file_was_read(small_file):
    whole = small_file.read_bytes()
    at = whole.rindex(b"Lutetia".lower())
    small_file.write_bytes(whole[:at] + b"lutexia" + whole[at + 7 :])
    damaged = Gazetteer(small_file)
    with pytest.raises(GazetteerError, match="checksum"):
        damaged.verify()
    with pytest.raises(GazetteerError, match="checksum"):
        damaged.candidates("Paris")


def test_a_whole_gazetteer_passes(small_file):
    small = Gazetteer(small_file)
    small.verify()
    assert [c.place.country for c in small.candidates("Paris")] == ["FR", "US"]
    assert [c.match for c in small.candidates("Lutetia")] == ["alternate"]


def test_the_built_gazetteer_is_whole():
    Gazetteer(GAZETTEER).verify()
