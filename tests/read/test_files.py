"""Every file of a source is read, skipped or failed, with a reason; none is lost, none hangs."""

import os
import socket
from pathlib import Path

import pytest

from geomap import errors
from geomap.options import Options
from geomap.read import read_sources
from geomap.read.entries import MAX_BYTES

STORY = "Minister flies to Paris\n\nThe minister flew from Rome to Paris on Monday, her office said.\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "b.txt").write_text(STORY)
    (tmp_path / "a.md").write_text(f"# {STORY}")
    return tmp_path


def reasons(excluded):
    return {e.path: e.why for e in excluded}


def test_reads_a_folder_in_the_order_of_its_paths(folder):
    (folder / "sub").mkdir()
    (folder / "sub" / "c.txt").write_text(STORY)
    source = read_sources([folder])
    assert [(d.id, d.path) for d in source.documents] == [
        ("d1", "a.md"),
        ("d2", "b.txt"),
        ("d3", "sub/c.txt"),
    ]
    assert source.seen == 3
    assert source.documents[1].text == STORY
    assert len(source.documents[1].sha256) == 64


def test_a_single_file_is_a_source(folder):
    assert [d.path for d in read_sources([folder / "b.txt"]).documents] == ["b.txt"]


def test_line_ends_stay_as_they_are(folder):
    data = b"A head\r\n\r\nThe train left Rome on Monday.\rIt came to Paris.\n"
    (folder / "b.txt").write_bytes(data)
    assert read_sources([folder / "b.txt"]).documents[0].text.encode() == data


def test_a_file_named_twice_is_read_once(folder):
    source = read_sources([folder, folder / "b.txt"])
    assert len(source.documents) == 2
    assert reasons(source.skipped) == {"b.txt": "already read as b.txt"}


def test_what_is_not_read_is_named_with_its_reason(folder):
    (folder / "empty.txt").write_bytes(b"")
    (folder / "white.txt").write_text(" \n\t\r\n\u3000")
    (folder / ".hidden.txt").write_text(STORY)
    (folder / ".git").mkdir()
    (folder / "x.pdf").write_bytes(b"%PDF-1.4")
    (folder / "x.html").write_text("<p></p>")
    (folder / "data").write_text("x")
    (folder / "x.rtf").write_bytes(b"{\\rtf1 x}")
    (folder / "x.css").write_text("p {}")
    (folder / "fake.txt").write_bytes(b"%PDF-1.4 ...")
    (folder / "junk.txt").write_bytes(bytes(range(256)) * 40)
    source = read_sources([folder])
    skipped, failed = reasons(source.skipped), reasons(source.failed)
    assert {k: v.split(":")[0].split(" (")[0] for k, v in skipped.items()} == {
        ".git": "hidden", ".hidden.txt": "hidden", "data": "not read", "empty.txt": "no text",
        "white.txt": "no text", "x.css": "not a document", "x.html": "no text", "x.rtf": "not read",
    }  # fmt: skip
    assert "RTF" in skipped["x.rtf"]
    assert "PDF" in failed["fake.txt"]
    assert set(failed) == {"fake.txt", "junk.txt", "x.pdf"}
    assert source.seen == len(source.documents) + len(skipped) + len(failed) == 13


def test_links_in_a_folder_are_named_and_not_followed(folder, tmp_path_factory):
    secret = tmp_path_factory.mktemp("other") / "secret.txt"
    secret.write_text(STORY)
    (folder / "link.txt").symlink_to(secret)
    (folder / "loop").symlink_to(folder)
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    source = read_sources([folder])
    assert set(reasons(source.skipped)) == {"link.txt", "loop", "gone.txt"}
    assert all("link" in e.why for e in source.skipped)


def test_a_link_that_is_named_is_followed(folder):
    link = folder / "link.txt"
    link.symlink_to(folder / "b.txt")
    assert read_sources([link]).documents[0].text == STORY


def test_special_files_fail_without_waiting(folder):
    os.mkfifo(folder / "fifo.txt")
    server = socket.socket(socket.AF_UNIX)
    here = Path.cwd()
    try:
        os.chdir(folder)
        server.bind("sock.txt")
    finally:
        os.chdir(here)
        server.close()
    source = read_sources([folder])
    assert reasons(source.failed) == {
        "fifo.txt": "it is a FIFO, not a file",
        "sock.txt": "it is a socket, not a file",
    }


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_a_device_is_not_read(folder, device):
    assert "device" in read_sources([device, folder]).failed[0].why


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_named(folder):
    (folder / "b.txt").chmod(0)
    assert "cannot be read" in read_sources([folder]).failed[0].why


def test_a_huge_file_fails_with_its_size_and_the_limit(folder):
    with (folder / "big.txt").open("wb") as file:
        file.truncate(MAX_BYTES * 5)
    why = read_sources([folder]).failed[0].why
    assert "300 MB" in why
    assert "60 MB" in why


def test_hostile_names_are_shown_and_are_no_ids(folder):
    hostile = [
        b"<img src=x onerror=y>.txt",
        b'a"b.txt',
        b"a\nb.txt",
        b"-rf.txt",
        b"\xff\xfe\xe9.txt",
        b"{{7*7}}.txt",
    ]
    for name in hostile:
        (folder / os.fsdecode(name)).write_text(STORY)
    source = read_sources([folder])
    assert len(source.documents) == 8
    assert [d.id for d in source.documents] == [f"d{n}" for n in range(1, 9)]
    for document in source.documents:
        document.path.encode()  # no lone surrogates
    assert "\ufffd\ufffd\ufffd.txt" in {d.path for d in source.documents}


def test_a_folder_a_hundred_levels_deep_is_read(folder):
    deep = folder.joinpath(*["d"] * 100)
    deep.mkdir(parents=True)
    (deep / "z.txt").write_text(STORY)
    assert len(read_sources([folder]).documents) == 3


def test_an_unknown_source_says_what_to_do():
    with pytest.raises(errors.SourceError, match=r"nowhere.*there is no such file or folder: name one"):
        read_sources(["nowhere"])
    with pytest.raises(errors.SourceError, match="only http and https"):
        read_sources(["gopher://example.org/a.html"])


def test_nothing_to_build_says_why(tmp_path):
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.4")
    with pytest.raises(errors.NothingToBuildError, match=r"x\.pdf: .*a PDF, but is damaged"):
        read_sources([tmp_path])
    with pytest.raises(errors.NothingToBuildError, match="nothing to read"):
        read_sources([])


def test_the_date_option_dates_what_states_no_day(folder):
    (folder / "c.txt").write_text(f"Flight begins today\nPublished: March 4, 2021\n\n{STORY}")
    documents = read_sources([folder], options=Options(date="2023-09-12")).documents
    assert [(d.published, d.published_basis) for d in documents] == [
        ("2023-09-12", "inferred"), ("2023-09-12", "inferred"), ("2021-03-04", "stated"),
    ]  # fmt: skip
