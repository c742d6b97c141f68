"""Corrections over HTTP: made, shown at once, stored, undone, merged, refused."""

import errno
import json
import os
import threading

import pytest

from geomap.correct import from_record
from geomap.web import Editable


def placed(desk, name):
    return [m["place"] for m in desk.mentions(name)]


def stored(desk):
    return json.loads(desk.file.read_text(encoding="utf-8"))


def test_a_correction_moves_the_mark_at_once_and_stays(desk):
    assert len(desk.mentions("Porto")) == 2
    answer = desk.correct(desk.reject("Porto"))
    assert answer.status_code == 200
    (record_id,) = answer.json["ids"]
    assert [s["state"] for s in answer.json["states"]] == ["applied"]
    assert len(desk.mentions("Porto")) == 1
    assert [r["id"] for r in stored(desk)["records"]] == [record_id]
    again = Editable.open([desk.folder]).edition.story
    assert again.mentions == desk.workspace.edition.story.mentions
    assert again.corrections == desk.workspace.edition.story.corrections


def test_the_page_is_of_the_story_that_stands(desk):
    before = desk.client.get("/").get_data(as_text=True)
    desk.correct(desk.reject("Porto", scope="everywhere"))
    after = desk.client.get("/").get_data(as_text=True)
    assert "Porto" in before
    assert f'content="{desk.workspace.guard.token}"' in after
    assert 'data-editing="served"' in after
    assert desk.client.get("/story.json").json["rejected"]
    assert not desk.mentions("Porto")


def test_a_person_can_choose_another_place(desk):
    (found, *_) = desk.client.get("/api/places?q=Porto Alegre").json["places"]
    place = {
        k: found[k] for k in ("id", "name", "kind", "lat", "lon", "country", "admin1", "geonameid", "bounds")
    }
    target = desk.target(desk.mentions("Porto")[0], "article")
    answer = desk.correct({"action": "place", "target": target, "value": place})
    assert answer.status_code == 200, answer.json
    assert set(placed(desk, "Porto")) == {found["id"]}


def test_the_time_and_the_id_are_the_servers(desk):
    record = {**desk.reject("Porto"), "made": "1999-01-01T00:00:00Z", "id": "c000000000000"}
    (record_id,) = desk.correct(record).json["ids"]
    assert record_id != "c000000000000"
    assert not stored(desk)["records"][0]["made"].startswith("1999")


def test_what_is_undone_is_as_before_and_remembered(desk):
    before = [m["id"] for m in desk.mentions("Porto")]
    (record_id,) = desk.correct(desk.reject("Porto")).json["ids"]
    assert desk.send("DELETE", f"corrections/{record_id}").json == {"withdrawn": [record_id]}
    assert [m["id"] for m in desk.mentions("Porto")] == before
    assert stored(desk)["withdrawn"] == [record_id]
    assert desk.send("DELETE", f"corrections/{record_id}").status_code == 404


def test_several_are_undone_at_once(desk):
    ids = desk.correct(desk.reject("Porto"), desk.reject("Porto", which=1)).json["ids"]
    assert not desk.mentions("Porto")
    assert desk.send("POST", "corrections/withdraw", json={"ids": ids}).status_code == 200
    assert len(desk.mentions("Porto")) == 2
    assert desk.send("POST", "corrections/withdraw", json={"ids": ["c0"]}).json["code"] == "unknown_id"


def test_the_file_can_be_fetched_and_given_to_a_colleague(desk):
    desk.correct(desk.reject("Porto", scope="article"))
    file = desk.client.get("/api/corrections").get_data()
    assert json.loads(file) == stored(desk)
    ids = [r["id"] for r in stored(desk)["records"]]
    desk.send("POST", "corrections/withdraw", json={"ids": ids})
    record = {
        **json.loads(file),
        "records": [{**json.loads(file)["records"][0], "made": "2024-01-01T00:00:00Z"}],
    }
    record["records"][0].pop("id")
    answer = desk.send("POST", "corrections/merge", json=record)
    assert (answer.json["added"], answer.json["known"]) == (1, 0)
    assert not desk.mentions("Porto")
    assert desk.send("POST", "corrections/merge", json=record).json["known"] == 1


def test_what_two_people_say_differently_is_counted(desk):
    desk.correct({**desk.reject("Porto"), "by": "Ana"})
    record = stored(desk)["records"][0]
    theirs = {
        "geomap_corrections": 1,
        "records": [
            {"action": "role", "target": record["target"], "value": "actor", "by": "Ben",
             "made": "2999-01-01T00:00:00Z"}
        ],
    }  # fmt: skip
    assert desk.send("POST", "corrections/merge", json=theirs).json["disputed"] == 1


def test_a_joined_file_without_names_can_differ(desk):
    desk.correct(desk.reject("Porto"))
    record = stored(desk)["records"][0]
    theirs = {
        "geomap_corrections": 1,
        "records": [
            {"action": "role", "target": record["target"], "value": "actor", "made": "2999-01-01T00:00:00Z"}
        ],
    }
    assert desk.send("POST", "corrections/merge", json=theirs).json["disputed"] == 1
    assert [r["by"] for r in stored(desk)["records"]] == ["this desk", "the joined file"]


def test_what_a_colleague_wrote_meanwhile_is_kept(desk):
    """Two servers over one folder: each sees what the other stored, at its next change."""
    other = Editable.open([desk.folder])
    mine = desk.reject("Porto")
    desk.correct(mine)
    theirs = desk.reject("Paris")
    other.change(lambda corrections: corrections.with_records([from_record(theirs, where="theirs")]))
    assert len(stored(desk)["records"]) == 2
    desk.correct(desk.reject("Vienna"))
    assert len(stored(desk)["records"]) == 3
    assert not desk.mentions("Paris")


def test_what_came_into_the_file_is_shown_when_the_page_is_loaded_again(desk):
    other = Editable.open([desk.folder])
    record = from_record(desk.reject("Porto", scope="article"), where="theirs")
    other.change(lambda corrections: corrections.with_records([record]))
    assert desk.mentions("Porto")
    desk.client.get("/")
    assert not desk.mentions("Porto")
    desk.file.write_text("{ damaged", encoding="utf-8")
    assert desk.client.get("/").status_code == 200
    assert not desk.mentions("Porto")
    desk.file.unlink()
    desk.client.get("/")
    assert desk.mentions("Porto")


def test_changes_at_the_same_time_are_all_kept(desk):
    names = ["Porto", "Madrid", "Paris", "Vienna", "Lisbon"]
    records = [desk.reject(name) for name in names]
    answers = []
    threads = [
        threading.Thread(target=lambda r=r: answers.append(desk.correct(r).status_code)) for r in records
    ]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        story = desk.client.get("/story.json").json
        assert {m["document"] for m in story["mentions"]} <= {d["id"] for d in story["documents"]}
    assert answers == [200] * 5
    assert len(stored(desk)["records"]) == 5


@pytest.mark.parametrize(
    "body",
    [
        [],
        {},
        {"records": []},
        {"records": {}},
        {"records": [1]},
        {"records": [None] * 1001},
        {"record": []},
        {"records": [{"action": "reject"}]},
        {"records": [{"action": "<script>", "target": {"kind": "mention"}}]},
        {"records": [{"action": "reject", "target": {"kind": "__proto__"}}]},
        {"records": [], "more": 1},
    ],
)
def test_what_is_no_correction_is_refused_in_words(desk, body):
    answer = desk.send("POST", "corrections", json=body)
    assert answer.status_code == 400
    assert answer.json["error"]
    assert b"<script" not in answer.data
    assert not desk.file.exists()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[" * 100_000,
        b'{"records": NaN}',
        b'{"records": 1e999}',
        b"\xff\xfe",
        b'{"records": 1' + b"0" * 5000,
        b'{"records": [], "records": []}',
    ],
)
def test_what_is_no_json_is_refused(desk, body):
    answer = desk.send("POST", "corrections", data=body, content_type="application/json")
    assert (answer.status_code, answer.json["code"]) == (400, "no_json")


def test_a_file_that_cannot_be_written_is_said_and_changes_nothing(desk):
    record = desk.reject("Porto")
    desk.file.mkdir()  # a folder of that name: nobody, not even root, can write the file
    answer = desk.correct(record)
    assert answer.status_code in {409, 500}
    assert "geomap-corrections.json" in answer.json["error"]
    assert len(desk.mentions("Porto")) == 2


def test_a_damaged_file_is_left_as_it_is(desk):
    desk.file.write_text('{"geomap_corrections": 1, "records": [', encoding="utf-8")
    answer = desk.correct(desk.reject("Porto"))
    assert (answer.status_code, answer.json["code"]) == (409, "damaged_file")
    assert desk.file.read_text(encoding="utf-8").endswith("[")
    assert len(desk.mentions("Porto")) == 2


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_is_said_and_changes_nothing(desk, monkeypatch, call):
    desk.correct(desk.reject("Porto"))
    before = desk.file.read_bytes(), sorted(desk.folder.iterdir()), desk.client.get("/story.json").data
    record = desk.reject("Madrid")

    def full(*_, **__):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, call, full)
        answer = desk.correct(record)
        pasted = desk.send("POST", "articles", json={"title": "One", "text": "Bergen is wet."})
    assert (answer.status_code, answer.json["code"]) == (507, "disk_full")
    assert "geomap-corrections.json" in answer.json["path"]
    assert "No space left" in answer.json["error"]
    assert (pasted.status_code, pasted.json["code"]) == (507, "disk_full")
    after = desk.file.read_bytes(), sorted(desk.folder.iterdir()), desk.client.get("/story.json").data
    assert after == before
    assert desk.correct(record).status_code == 200


def test_the_last_article_cannot_be_left_out(desk):
    def leave_out(path):
        return {"action": "leave_out", "target": {"kind": "document", "document": path, "sha256": None}}

    assert desk.correct(leave_out("a.txt")).status_code == 200
    before = desk.file.read_bytes()
    answer = desk.correct(leave_out("b.txt"))
    assert (answer.status_code, answer.json["code"]) == (409, "nothing_left")
    assert desk.file.read_bytes() == before
    assert len(desk.client.get("/api/documents").json["documents"]) == 1
