from __future__ import annotations

import threading

import pytest

from geomap.errors import GazetteerError
from geomap.gazetteer import Gazetteer, build, layout
from geomap.gazetteer.entries import Draft, Entry, Sort, slug, sort_of
from geomap.gazetteer.tables import read_table


def test_the_same_draft_gives_the_same_bytes(tmp_path, small_draft):
    for name in ("a", "b"):
        build.write(small_draft(), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_the_freshness_key_stays_while_nothing_changes():
    assert build.freshness_key() == build.freshness_key()


def test_an_id_is_given_once(small_draft):
    draft = small_draft()
    with pytest.raises(GazetteerError, match="gm-texas"):
        draft.add(Entry("gm-texas", "Texas", "admin1", 0.0, 0.0, "test"))
    assert draft.free_id("texas") == "gm-texas-2"


@pytest.mark.parametrize(
    ("name", "expected"), [("Île-de-France", "ile-de-france"), ("東京", "u6771u4eac"), ("!", "unnamed")]
)
def test_a_slug_is_ascii(name, expected):
    assert slug(name) == expected


@pytest.mark.parametrize(
    ("name", "sort"),
    [
        ("Moskau", Sort.ALTERNATE),
        ("IEV", Sort.CODE),
        ("Ko", Sort.RISKY),
        ("kheiyf", None),
        ("基輔", Sort.ALTERNATE),
    ],
)
def test_other_names_are_judged_by_their_looks(name, sort):
    assert sort_of(name) is sort


def test_places_of_a_name_are_written_and_read_back():
    refs = [(0, 0), (5, 3), (127, 6), (128, 1), (262_143, 7), (3_000_000, 2)]
    assert layout.unpack(layout.pack(reversed(refs)), 100) == refs
    assert layout.unpack(layout.pack(refs), 2) == refs[:2]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("x\tX\tvilage\t1\t2\tme", r"supplement\.tsv, line 2: the kind 'vilage'"),
        ("x\tX\tvillage\t91\t2\tme", "lies off the Earth"),
        ("x\tX\tvillage\tnorth\t2\tme", "no number"),
        ("x\tX\tvillage\t1\t2\t", "no source"),
        ("x\tX\tvillage\t1\t2\tme\tmore", "7 fields"),
    ],
)
def test_a_bad_row_is_named_by_file_and_line(tmp_path, line, says):
    (tmp_path / "supplement.tsv").write_text(f"id\tname\tkind\tlat\tlon\tsource\n{line}\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match=says):
        _ = [(row.kind(), row.point()) for row in read_table("supplement", folder=tmp_path)]


def test_a_gazetteer_is_shared_between_threads(small_file):
    small = Gazetteer(small_file)
    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda: answers.append(len(small.candidates("Paris")))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [2] * 8


def test_an_empty_draft_gives_a_gazetteer_that_knows_nothing(tmp_path):
    build.write(Draft(), tmp_path / "empty.sqlite")
    assert Gazetteer(tmp_path / "empty.sqlite").candidates("Paris") == ()
