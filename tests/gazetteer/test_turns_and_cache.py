"""Limits and answers over runs and processes; a cache that is damaged, full, locked or missing."""

from __future__ import annotations

import itertools
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from geomap.gazetteer.cache import FILE_NAME, MISSES_S, AnswerCache, cache_folder
from geomap.gazetteer.turns import BusyError, Turns
from tests.gazetteer.nominatim_server import NominatimServer

ROOT = Path(__file__).parents[2]
YEAR_S = 365 * 86_400
RECORDS = [{"address": "x", "lat": 1.0, "lon": 2.0, "raw": {}}]


@pytest.fixture
def told():
    return []


@pytest.fixture
def cache(tmp_path, told):
    return AnswerCache(tmp_path / "geomap", tell=told.append)


def get(cache, now=100, keep_s=YEAR_S):
    return cache.get("s", "q", now=now, keep_s=keep_s)


def test_an_answer_comes_back_in_another_process(cache, tmp_path, told):
    cache.put("s", "q", RECORDS, now=50)
    assert get(AnswerCache(tmp_path / "geomap", tell=told.append)) == RECORDS
    assert not told


def test_a_miss_is_kept_for_a_shorter_time_than_a_hit(cache):
    cache.put("s", "q", [], now=0)
    assert get(cache, now=MISSES_S - 1) == []
    assert get(cache, now=MISSES_S) is None
    cache.put("s", "q", RECORDS, now=0)
    assert get(cache, now=MISSES_S) == RECORDS
    assert get(cache, now=YEAR_S) is None


def test_an_answer_from_the_future_is_asked_for_again(cache):
    cache.put("s", "q", RECORDS, now=1000)
    assert get(cache, now=999) is None


def test_services_do_not_share_answers(cache):
    cache.put("other", "q", RECORDS, now=0)
    assert get(cache) is None


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_nobody_else_can_read_what_was_looked_up(cache, tmp_path):
    cache.put("s", "q", RECORDS, now=0)
    assert (tmp_path / "geomap" / FILE_NAME).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda content: content[: len(content) // 2],
        lambda _: b"this is no database" * 100,
        lambda content: content[:100] + b"\xff" * 400 + content[500:],
        lambda content: content[:4096] + b"\x00" * (len(content) - 4096),
    ],
    ids=["empty", "cut off", "another file", "overwritten", "zeroed"],
)
def test_a_damaged_cache_is_begun_anew(cache, tmp_path, told, damage):
    cache.put("s", "q", RECORDS, now=0)
    cache.close()
    path = tmp_path / "geomap" / FILE_NAME
    path.write_bytes(damage(path.read_bytes()))
    again = AnswerCache(tmp_path / "geomap", tell=told.append)
    assert get(again) is None
    again.put("s", "q", RECORDS, now=0)
    assert get(again) == RECORDS
    assert len(told) <= 1
    assert all("begun anew" in message for message in told)


def test_another_databases_file_is_put_aside_not_destroyed(tmp_path, told):
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("CREATE TABLE mine (x)")
    connection.close()
    again = AnswerCache(tmp_path, tell=told.append)
    again.put("s", "q", RECORDS, now=0)
    assert get(again) == RECORDS
    assert b"mine" in (tmp_path / f"{FILE_NAME}.damaged").read_bytes()


@pytest.mark.parametrize("text", ["{", "7", '{"a": 1}', "[7]", "[" * 100_000])
def test_a_damaged_row_is_asked_for_again(cache, tmp_path, text):
    cache.put("s", "q", RECORDS, now=0)
    with sqlite3.connect(tmp_path / "geomap" / FILE_NAME) as connection:
        connection.execute("UPDATE answer SET answer = ?", (text,))
    connection.close()
    assert get(cache) is None


def test_without_a_folder_that_can_be_made_it_works_and_says_so_once(tmp_path, told):
    (tmp_path / "file").write_text("in the way")
    cache = AnswerCache(tmp_path / "file" / "geomap", tell=told.append)
    for _ in range(3):
        cache.put("s", "q", RECORDS, now=0)
        assert get(cache) is None
    assert len(told) == 1
    assert "for this run alone" in told[0]


def test_a_full_disk_costs_new_answers_alone(cache, told):
    cache.put("s", "q", RECORDS, now=0)
    cache._connection.execute("PRAGMA max_page_count = 3")
    for n in range(200):
        cache.put("s", f"q{n}", RECORDS * 40, now=0)
    assert get(cache) == RECORDS
    assert len(told) == 1
    assert "full" in told[0]


def test_an_answer_without_end_is_not_kept(cache):
    cache.put("s", "q", [{"raw": "x" * 300_000}], now=0)
    assert get(cache) is None


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"GEOMAP_CACHE": "off"}, None),
        ({"GEOMAP_CACHE": "/somewhere"}, Path("/somewhere")),
        ({"XDG_CACHE_HOME": "/cache"}, Path("/cache/geomap")),
        ({"XDG_CACHE_HOME": "relative", "HOME": "/home/ana"}, Path("/home/ana/.cache/geomap")),
        ({"HOME": "/home/ana"}, Path("/home/ana/.cache/geomap")),
    ],
)
@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="other systems have other folders")
def test_the_folder_is_the_systems_usual_one(monkeypatch, environment, folder):
    for name in ("GEOMAP_CACHE", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert cache_folder() == folder


def turns(folder, told, interval_s=0.3):
    return Turns("nominatim.example.org", folder=folder, interval_s=interval_s, tell=told.append)


def test_turns_are_apart_within_a_process(tmp_path, told):
    ours, start = turns(tmp_path, told), time.monotonic()
    for _ in range(3):
        with ours.turn(most_wait_s=5):
            pass
    assert time.monotonic() - start >= 0.6


def test_turns_are_apart_for_one_who_comes_later(tmp_path, told):
    with turns(tmp_path, told).turn(most_wait_s=5):
        pass
    start = time.monotonic()
    with turns(tmp_path, told).turn(most_wait_s=5):
        assert time.monotonic() - start >= 0.2


def test_without_a_folder_turns_hold_within_the_process_and_it_is_said_once(tmp_path, told):
    (tmp_path / "file").write_text("in the way")
    ours, start = turns(tmp_path / "file" / "turns", told), time.monotonic()
    for _ in range(3):
        with ours.turn(most_wait_s=5):
            pass
    assert time.monotonic() - start >= 0.6
    assert len(told) == 1


@pytest.mark.parametrize(
    "stamp", [b"", b"{", b"7", b'{"last": "x"}', b'{"last": -1}', b'{"last": 1e99}', b"\xff" * 50]
)
def test_a_damaged_stamp_costs_one_pause(tmp_path, told, stamp):
    (tmp_path / "nominatim.example.org.turn").write_bytes(stamp)
    start = time.monotonic()
    with turns(tmp_path, told).turn(most_wait_s=5):
        pass
    assert time.monotonic() - start < 10


def test_a_clock_that_was_set_back_costs_one_pause(tmp_path, told):
    (tmp_path / "nominatim.example.org.turn").write_text(f'{{"last": {time.time() + 1e6}, "rest_until": 0}}')
    start = time.monotonic()
    with turns(tmp_path, told).turn(most_wait_s=5):
        pass
    assert time.monotonic() - start < 10


def test_a_wish_to_be_left_alone_holds_for_others_but_not_for_ever(tmp_path, told):
    with turns(tmp_path, told).turn(most_wait_s=5) as leave_alone:
        leave_alone(1e9)
    with pytest.raises(BusyError, match="3600 s"), turns(tmp_path, told).turn(most_wait_s=30):
        pass


def test_a_hosts_name_is_no_path(tmp_path, told):
    with Turns("../../etc/x:80", folder=tmp_path, interval_s=0, tell=told.append).turn(most_wait_s=1):
        pass
    assert [path.parent for path in tmp_path.rglob("*.turn")] == [tmp_path]


RUN = """
import sys
from pathlib import Path
from dataclasses import replace
from geomap.gazetteer.adapter import BoundedAdapter
from geomap.gazetteer.second_opinion import SecondOpinion
from geomap.gazetteer.services import service_named

url, folder, *names = sys.argv[1:]
service = service_named("nominatim", url=url, adapter_factory=BoundedAdapter)
service = replace(service, terms=replace(service.terms, interval_s=0.25))
print([o.state for o in SecondOpinion(service, folder=Path(folder)).look_up(names).values()])
"""


def run(server, folder, *names):
    return subprocess.Popen(
        [sys.executable, "-c", RUN, server.url, str(folder), *names],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_processes_take_turns_and_share_what_was_answered(tmp_path):
    with NominatimServer() as server:
        others = [run(server, tmp_path, f"A{n}", f"B{n}", f"C{n}") for n in range(3)]
        assert all("not_asked" not in process.communicate(timeout=300)[0] for process in others)
        times = sorted(asked.at for asked in server.asked)
        assert len(times) == 9
        assert min(b - a for a, b in itertools.pairwise(times)) >= 0.25
        run(server, tmp_path, "A0", "B1", "C2").communicate(timeout=300)
        assert len(server.asked) == 9


def test_a_process_that_is_killed_holds_nobody_up(tmp_path):
    with NominatimServer() as server:
        server.cues.append("silent 400")
        process = run(server, tmp_path, "A")
        until = time.monotonic() + 120
        while not server.asked and time.monotonic() < until:
            time.sleep(0.02)
        process.kill()
        process.communicate()
        assert "not_found" in run(server, tmp_path, "Qwzxqwzx").communicate(timeout=300)[0]
