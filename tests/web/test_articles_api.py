"""Articles pasted or dropped into the page: read, stored beside the others, nothing overwritten."""

import io
import zipfile
from pathlib import Path

import pytest

from geomap.web import Editable, create_app
from geomap.web.articles import pasted, safe_name

TEXT = "Oslo, 6 March 2024 - The envoy flew from Oslo to Reykjavik on Tuesday."


def drop(desk, *files, **more):
    data = {"file": [(io.BytesIO(content), name) for name, content in files], **more}
    return desk.send("POST", "articles", data=data, content_type="multipart/form-data")


def names(desk):
    return sorted(path.name for path in desk.folder.iterdir())


def test_a_pasted_article_is_on_the_map_and_in_the_folder(desk):
    answer = desk.send("POST", "articles", json={"title": "Envoy in Oslo", "text": TEXT})
    assert answer.json == {"added": ["Envoy in Oslo.txt"], "failed": []}
    assert (
        (desk.folder / "Envoy in Oslo.txt").read_text(encoding="utf-8").startswith("Envoy in Oslo\n\nOslo, 6")
    )
    assert desk.mentions("Reykjavik")
    assert "Reykjavik" in desk.client.get("/").get_data(as_text=True)


def test_the_same_title_twice_overwrites_nothing(desk):
    for _ in range(2):
        assert desk.send("POST", "articles", json={"title": "One", "text": TEXT}).status_code == 200
    assert names(desk) == ["One-2.txt", "One.txt", "a.txt", "b.txt"]


def test_files_of_several_formats_are_dropped_at_once(desk):
    page = f"<html><head><title>Envoy</title></head><body><article><p>{TEXT}</p></article></body></html>"
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr("inner.txt", TEXT.replace("Oslo", "Bergen"))
    answer = drop(
        desk, ("page.html", page.encode()), ("more.zip", archive.getvalue()), ("c.txt", TEXT.encode("utf-16"))
    )
    assert answer.status_code == 200, answer.json
    assert names(desk) == ["a.txt", "b.txt", "c.txt", "more.zip", "page.html"]
    assert len(answer.json["added"]) == 3
    assert desk.mentions("Bergen")


def test_what_cannot_be_read_is_named_and_not_stored(desk):
    answer = drop(desk, ("broken.pdf", b"%PDF-1.4 nothing"), ("d.txt", TEXT.encode()))
    assert answer.json["added"] == ["d.txt"]
    assert [f["path"] for f in answer.json["failed"]] == ["broken.pdf"]
    assert names(desk) == ["a.txt", "b.txt", "d.txt"]


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.txt", b""), ("white.txt", b" \n "), ("junk.bin", bytes(range(256)) * 20), ("x.pdf", b"%PDF-")],
)
def test_nothing_readable_is_an_error_in_words(desk, name, content):
    answer = drop(desk, (name, content))
    assert (answer.status_code, answer.json["code"]) == (422, "no_article")
    assert answer.json["failed"][0]["path"] == name
    assert names(desk) == ["a.txt", "b.txt"]


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\x.txt", "x.txt"),
        ("/etc/x.TXT", "x.txt"),
        ("", "article"),
        (".hidden.txt", "hidden.txt"),
        ("-rf.txt", "rf.txt"),
        ("CON.txt", "article CON.txt"),
        ("..", "article"),
        ("a\nb\0c.txt", "abc.txt"),
        ("a\u202etxt.exe", "atxt.exe"),
        ("<img src=x onerror=1>.txt", "img src-x onerror-1.txt"),
        ('a"b.txt', "a-b.txt"),
        ("x" * 500 + ".html", "x" * 80 + ".html"),
        ("Île-de-France №1.txt", "Île-de-France -1.txt"),
        ("平壌.txt", "平壌.txt"),
        ("geomap-corrections.json", "article geomap-corrections.json"),
        ("a.b.c", "a.b.c"),
        ("__proto__.txt", "proto.txt"),
        ("con.geomap-corrections.json", "article con.geomap-corrections.json"),
    ],
)
def test_a_name_from_a_browser_becomes_a_safe_one(given, safe):
    assert safe_name(given) == safe


def test_a_title_with_a_slash_names_the_file_whole():
    """What a browser names has folders in front; a title has none."""
    assert safe_name(pasted("AC/DC in Oslo", TEXT).name) == "AC-DC in Oslo.txt"


@pytest.mark.parametrize("name", ["../x.txt", "a/../../x.txt", "..%2fx.txt", "/etc/x.txt", "~/x.txt"])
def test_no_name_leaves_the_folder(desk, name):
    outside = {p for p in desk.folder.parent.rglob("*") if not p.is_relative_to(desk.folder)}
    assert drop(desk, (name, TEXT.encode())).status_code == 200
    assert {p for p in desk.folder.parent.rglob("*") if not p.is_relative_to(desk.folder)} == outside
    assert len(names(desk)) == 3


def test_a_link_in_the_folder_is_not_written_through(desk, tmp_path):
    target = tmp_path / "precious"
    (desk.folder / "x.txt").symlink_to(target)
    drop(desk, ("x.txt", TEXT.encode()))
    assert not target.exists()
    assert (desk.folder / "x-2.txt").exists()


def test_ten_thousand_parts_are_refused(desk):
    parts = (f'--x\r\nContent-Disposition: form-data; name="f{n}"\r\n\r\nx\r\n' for n in range(10_000))
    form = "".join(parts).encode() + b"--x--\r\n"
    answer = desk.send("POST", "articles", data=form, content_type="multipart/form-data; boundary=x")
    assert answer.status_code in {400, 413}
    assert names(desk) == ["a.txt", "b.txt"]


def test_more_than_20_megabytes_are_refused(desk):
    form = b'--x\r\nContent-Disposition: form-data; name="file"; filename="big.txt"\r\n\r\n'
    form += b"x" * 20_000_000 + b"\r\n--x--\r\n"
    answer = desk.send("POST", "articles", data=form, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413
    answer = desk.send("POST", "articles", json={"title": "Big", "text": "x" * 20_000_001})
    assert answer.status_code == 413
    assert names(desk) == ["a.txt", "b.txt"]


@pytest.mark.parametrize(
    "body",
    [
        [],
        {},
        {"title": "x"},
        {"title": "", "text": "x"},
        {"title": " ", "text": "x"},
        {"title": "x", "text": "\n"},
        {"title": 1, "text": "x"},
        {"title": "x" * 301, "text": "x"},
        {"title": "x", "text": "x", "more": 1},
    ],
)
def test_what_is_no_article_is_refused(desk, body):
    assert desk.send("POST", "articles", json=body).json["code"] == "bad_request"


def test_a_form_without_files_or_with_more_is_refused(desk):
    assert desk.send("POST", "articles", data={}, content_type="multipart/form-data").status_code == 400
    assert drop(desk, ("x.txt", TEXT.encode()), title="x").status_code == 400
    assert names(desk) == ["a.txt", "b.txt"]


def test_what_a_folder_says_that_takes_no_file_is_passed_on(desk):
    """A file where the folder should be: nobody, not even root, can write into it."""
    story = desk.client.get("/story.json").data
    desk.workspace._folder = desk.folder / "a.txt"
    answer = desk.send("POST", "articles", json={"title": "One", "text": TEXT})
    assert answer.status_code == 500
    assert answer.json["code"] == "not_stored"
    assert answer.json["path"]
    assert desk.client.get("/story.json").data == story


def test_an_article_can_be_taken_out_again_and_its_file_stays(desk):
    (path,) = desk.send("POST", "articles", json={"title": "One", "text": TEXT}).json["added"]
    leave_out = {"action": "leave_out", "target": {"kind": "document", "document": path, "sha256": None}}
    (record_id,) = desk.correct(leave_out).json["ids"]
    assert not desk.mentions("Reykjavik")
    assert (desk.folder / "One.txt").exists()
    desk.send("DELETE", f"corrections/{record_id}")
    assert desk.mentions("Reykjavik")


def test_corrections_still_sit_when_an_article_is_added_before_theirs(desk):
    desk.correct(desk.reject("Porto"))
    desk.send("POST", "articles", json={"title": "0 first", "text": TEXT})
    assert len(desk.mentions("Porto")) == 1
    assert [o.state for o in desk.workspace.edition.story.corrections] == ["applied"]


def test_a_story_of_one_file_gets_a_folder_for_its_new_articles(articles):
    source = articles / "a.txt"
    client = create_app(workspace := Editable.open([source])).test_client()
    headers = {"X-Geomap-Token": workspace.guard.token}
    answer = client.post("/api/articles", json={"title": "One", "text": TEXT}, headers=headers)
    assert answer.status_code == 200, answer.json
    assert (articles / "a-articles/One.txt").exists()
    again = Editable.open([source]).edition.story
    assert again.to_json() == workspace.edition.story.to_json()
    assert [Path(d.path).name for d in again.documents] == ["a.txt", "One.txt"]
