"""Each format that people have is read by what it is: text, title, day, author and source are right."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from geomap import errors
from geomap.read import read_sources
from geomap.read.columns import Box, in_order
from geomap.read.extras import needs
from geomap.read.kinds import kind_of
from geomap.read.part import UnreadableError
from tests.read.make_files import FIRST, PARAGRAPHS, SECOND, THIRD, TITLE

FILES = Path(__file__).parent / "files"
STORY = f"{TITLE}\n\n{FIRST}\n"


def document(path):
    source = read_sources([path])
    assert not source.failed
    return source.documents[0]


def zipped(members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def flat(text):
    return " ".join(text.replace("’", "'").split())


@pytest.mark.parametrize(
    ("name", "form", "published", "basis", "author", "title_from"),
    [
        ("saved.html", "html", "2024-03-04", "stated", "Ada Writer", "linked data headline"),
        ("saved.mhtml", "html", "2026-11-21", "inferred", None, "first heading"),
        ("old.htm", "html", "2024-03-04", "stated", None, "title element"),
        ("printed.pdf", "pdf", "2026-11-21", "inferred", None, "PDF Title"),
        ("columns.pdf", "pdf", "2026-11-21", "inferred", None, "PDF Title"),
        ("writer.pdf", "pdf", "2026-11-21", "inferred", None, "PDF Title"),
        ("word.docx", "docx", "2024-03-04", "inferred", "Ada Writer", "paragraph of style Title"),
        ("writer.docx", "docx", None, "none", None, "docx properties"),
        ("writer.odt", "odt", None, "none", None, "odt properties"),
        ("writer.epub", "epub", None, "none", None, "epub dc:title"),
    ],
)
def test_a_file_of_the_usual_producer_is_read(name, form, published, basis, author, title_from):
    read = document(FILES / name)
    assert (read.title, read.format, read.language) == (TITLE, form, "en")
    assert (read.published, read.published_basis, read.author) == (published, basis, author)
    assert read.found_in["title"] == title_from
    assert read.text[slice(*read.title_span)] == TITLE
    for paragraph in PARAGRAPHS:
        assert flat(paragraph) in flat(read.text)
    if "pdf" not in name:  # a printed page is printed with its menu
        assert "Sport" not in read.text
    assert "Barcelona" not in read.text or form == "pdf"


def test_columns_are_read_one_after_the_other_and_running_lines_left_out():
    text = document(FILES / "columns.pdf").text
    assert f"{FIRST}\n\n{SECOND}" in text
    assert "herald.example" not in text


def test_boxes_beside_each_other_are_read_column_by_column_below_a_headline():
    rows = [Box(0, 100 - 20 * n, 90, 115 - 20 * n, f"left {n}") for n in range(4)]
    others = [Box(110, 100 - 20 * n, 200, 115 - 20 * n, f"right {n}") for n in range(4)]
    head = Box(0, 130, 200, 150, "Headline over both columns")
    mixed = [box for pair in zip(others, rows, strict=True) for box in pair]
    assert [b.text.split()[0] for b in in_order([*mixed, head])] == [
        "Headline",
        *["left"] * 4,
        *["right"] * 4,
    ]


def test_a_saved_page_says_where_it_comes_from():
    read = document(FILES / "saved.html")
    assert (read.source, read.url) == ("Example Herald", "https://herald.example/2024/03/minister")
    assert read.found_in["source"] == "linked data publisher"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "JaVaScRiPt:x", "java\tscript:x", "data:text/html,x",
                                 "vbscript:x", "file:///etc/passwd"])  # fmt: skip
def test_only_http_and_https_are_places_of_publication(tmp_path, url):
    page = (FILES / "saved.html").read_text().replace("https://herald.example/2024/03/minister", url)
    (tmp_path / "a.html").write_text(page)
    assert document(tmp_path / "a.html").url is None


def test_markup_is_text_when_it_is_text(tmp_path):
    hostile = "<script>window.__x=1</script>"
    page = (
        f"<html><body><p>{FIRST}</p><p>{SECOND} &lt;script&gt;window.__x=1&lt;/script&gt;</p></body></html>"
    )
    (tmp_path / "a.html").write_text(page)
    assert hostile in document(tmp_path / "a.html").text


def test_a_folder_beside_a_saved_page_is_left_out(tmp_path):
    (tmp_path / "a.html").write_bytes((FILES / "saved.html").read_bytes())
    (tmp_path / "a_files").mkdir()
    (tmp_path / "a_files" / "frame.html").write_text("<html><body>Advertisement</body></html>")
    source = read_sources([tmp_path])
    assert [d.path for d in source.documents] == ["a.html"]
    assert [e.path for e in source.skipped] == ["a_files"]


@pytest.mark.parametrize("name", ["rss.xml", "atom.xml"])
def test_each_entry_of_a_feed_is_a_document(name):
    documents = read_sources([FILES / name]).documents
    assert [d.path for d in documents] == [f"{name}#{n}" for n in (1, 2, 3)]
    assert [d.published for d in documents] == ["2024-03-04", "2024-03-05", "2024-03-06"]
    assert {(d.author, d.source, d.format) for d in documents} == {("Ada Writer", "Example Herald", "feed")}
    assert [d.text.split("\n\n")[1] for d in documents] == PARAGRAPHS
    assert documents[2].url == "https://herald.example/3"


def test_each_chapter_of_a_book_is_a_document():
    documents = read_sources([FILES / "book.epub"]).documents
    assert [d.path for d in documents] == ["book.epub/EPUB/day1.xhtml", "book.epub/EPUB/day2.xhtml"]
    assert [d.title for d in documents] == ["Day 1", "Day 2"]
    assert {(d.published, d.author, d.source) for d in documents} == {
        ("2024-03-04", "Ada Writer", "Example Press")
    }


@pytest.mark.parametrize("name", ["plain.eml", "newsletter.eml", "attached.eml"])
def test_a_mail_is_read_with_its_header(name):
    read = read_sources([FILES / name]).documents[0]
    assert read.title == "Minister travels north – by train"
    assert (read.published, read.author, read.format) == ("2024-03-04", "Ada Wríter", "mail")
    assert all(flat(p) in flat(read.text) for p in PARAGRAPHS)


def test_an_attachment_is_a_document_and_its_name_leads_nowhere():
    source = read_sources([FILES / "attached.eml"])
    assert [d.path for d in source.documents] == ["attached.eml", "attached.eml/plan.pdf"]
    assert source.documents[1].format == "pdf"
    assert [(e.path, e.why) for e in source.skipped] == [("attached.eml/logo.png", "not a document: image")]


ROWS = [
    {"id": 7, "headline": TITLE, "date": "2024-03-04T10:00:00Z", "byline": "Ada Writer", "text": FIRST},
    {"id": 8, "headline": 'Second, "quoted"; day', "date": "March 5, 2024", "byline": "", "text": SECOND},
]  # fmt: skip
TABLE = (
    "headline;date;byline;text\r\n"
    f'{TITLE};2024-03-04;Ada Writer;"{FIRST}"\r\n'
    f'"Second, ""quoted""; day";"March 5, 2024";;"{SECOND}"\r\n'
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("list.json", json.dumps(ROWS)),
        ("under a key.json", json.dumps({"status": "ok", "articles": ROWS})),
        ("lines.jsonl", "\n".join(map(json.dumps, ROWS))),
        ("export.csv", TABLE),
        ("tabs.txt", TABLE.replace("; day", ", day").replace(";", "\t")),
        ("utf-16.csv", "\ufeff" + TABLE),
    ],
)
def test_each_row_of_a_table_is_a_document(tmp_path, name, data):
    (tmp_path / name).write_bytes(data.encode("utf-16-le" if "16" in name else "utf-8"))
    first, second = read_sources([tmp_path / name]).documents
    assert (first.path, first.title, first.published, first.author) == (
        f"{name}#1", TITLE, "2024-03-04", "Ada Writer",
    )  # fmt: skip
    assert (second.published, second.author) == ("2024-03-05", None)
    assert '"quoted"' in second.title
    assert first.text == f"{TITLE}\n\n{FIRST}"
    assert first.found_in["published"].endswith(" date")


def test_a_table_without_a_name_for_its_text_gives_the_longest_column(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps([{"k": "Rome", "what": FIRST}, {"k": "Oslo", "what": THIRD}]))
    assert [d.text for d in read_sources([tmp_path]).documents] == [FIRST, THIRD]


def test_a_broken_line_of_json_lines_is_named_and_the_others_are_read(tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps(ROWS[0]) + "\n{broken\n" + json.dumps(ROWS[1]))
    source = read_sources([tmp_path])
    assert [d.path for d in source.documents] == ["a.jsonl#1", "a.jsonl#3"]
    assert [e.path for e in source.failed] == ["a.jsonl#2"]


@pytest.mark.parametrize(
    "text",
    [
        "Rome, Florence, Paris\nThe minister, her aide, and a guard left Rome, officials said.\n",
        "Text, title, and body\nThe minister left Rome on Monday.\n",
        "[Updated] Minister leaves Rome\nShe flew to Paris.\n",
        "{Note} The minister left Rome.\n",
        "From: Rome\nTo: Paris\nThe minister wrote a letter on Monday.\n",
        "Subject: nothing much\nThe minister left Rome.\n",
    ],
)
def test_an_article_is_no_table_and_no_mail(tmp_path, text):
    (tmp_path / "a.txt").write_text(text)
    read = document(tmp_path / "a.txt")
    assert (read.text, read.format) == (text, "text")


def test_an_archive_gives_its_members_and_names_what_it_does_not(tmp_path):
    data = zipped({
        "b.docx": (FILES / "word.docx").read_bytes(),
        "a/story.txt": STORY,
        "broken.pdf": b"%PDF-1.7 nothing",
        "photo.jpg": b"\xff\xd8\xff",
        "__MACOSX/b.docx": b"x",
        "inner.zip": zipped({"c.html": (FILES / "saved.html").read_bytes()}),
    })  # fmt: skip
    (tmp_path / "letters.zip").write_bytes(data)
    source = read_sources([tmp_path])
    assert [d.path for d in source.documents] == [
        "letters.zip/a/story.txt", "letters.zip/b.docx", "letters.zip/inner.zip/c.html",
    ]  # fmt: skip
    assert [e.path for e in source.failed] == ["letters.zip/broken.pdf"]
    assert [e.path for e in source.skipped] == ["letters.zip/photo.jpg"]


def test_a_file_is_what_its_bytes_say_not_its_name(tmp_path):
    for good, name in (
        ("printed.pdf", "a.txt"),
        ("word.docx", "b.md"),
        ("saved.html", "c.txt"),
        ("rss.xml", "d"),
    ):
        (tmp_path / name).write_bytes((FILES / good).read_bytes())
    (tmp_path / "e.pdf").write_text(STORY)
    source = read_sources([tmp_path])
    assert [d.format for d in source.documents] == ["pdf", "docx", "html", "feed", "feed", "feed"]
    assert "its name says .pdf" in source.failed[0].why


@pytest.mark.parametrize(
    "name",
    [
        "saved.mhtml",
        "printed.pdf",
        "writer.pdf",
        "word.docx",
        "writer.odt",
        "book.epub",
        "rss.xml",
        "atom.xml",
    ],
)
@pytest.mark.parametrize("share", [0.02, 0.5])
def test_a_file_that_is_cut_off_is_named_or_read_and_the_others_are_built(tmp_path, name, share):
    data = (FILES / name).read_bytes()
    (tmp_path / name).write_bytes(data[: max(12, int(len(data) * share))])
    (tmp_path / "z.txt").write_text(STORY)
    source = read_sources([tmp_path])
    assert source.documents[-1].path == "z.txt"
    assert len(source.documents) + len(source.failed) + len(source.skipped) == source.seen
    assert source.seen >= 2
    if name.endswith(("docx", "odt", "epub", "xml")):
        assert [e.path for e in source.failed] == [name]


def test_a_scan_is_told_from_a_text():
    with pytest.raises(errors.NothingToBuildError, match="OCR"):
        read_sources([FILES / "scan.pdf"])


def test_a_parser_that_is_missing_names_its_extra(tmp_path, monkeypatch):
    with pytest.raises(UnreadableError, match=r"pip install '\.\[pdf\]' in the clone"):
        needs("no_such_parser", extra="pdf", what="a PDF")
    (tmp_path / "trafilatura.py").write_text("raise ImportError")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(errors.NothingToBuildError, match=r"pip install '\.\[html\]' in the clone"):
        read_sources([FILES / "saved.html"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r"])
def test_a_page_is_decoded_as_it_says(tmp_path, encoding):
    words = (
        "Поезд вышел из Пхеньяна в воскресенье и прибыл на станцию Хасан во вторник утром, сообщили власти."
    )
    head = f'<head><meta charset="{encoding}"><title>Поезд</title></head>'
    page = f"<html>{head}<body><p>{words}</p></body></html>"
    (tmp_path / "a.html").write_bytes(page.encode(encoding))
    read = document(tmp_path / "a.html")
    assert words in read.text
    assert read.language == "ru"


def test_kinds_are_told_in_utf_16_and_behind_a_prolog():
    assert kind_of("<!doctype html><p>x".encode("utf-16"), "a.txt") == "html"
    assert kind_of(b'<?xml version="1.0"?>\n<!-- x -->\n<!DOCTYPE html><html>', "a.txt") == "html"
    assert kind_of(b'\xef\xbb\xbf<?xml version="1.0"?><rss version="2.0">', "a") == "feed"
    assert kind_of(b"<?xml version='1.0'?><kml/>", "a.txt") == "feed"  # whose parser says that it is none


def test_what_geomap_wrote_itself_is_no_article(tmp_path):
    page = (
        '<!doctype html><html><head><meta name="generator" content="geomap"></head><body>Rome</body></html>'
    )
    (tmp_path / "story.html").write_text(page)
    (tmp_path / "story.json").write_text('{"schema":1,"geomap":"0.1.0","title":"x","documents":[]}')
    (tmp_path / "a.txt").write_text(STORY)
    source = read_sources([tmp_path])
    assert [d.path for d in source.documents] == ["a.txt"]
    assert [(e.path, "geomap wrote" in e.why) for e in source.skipped] == [
        ("story.html", True),
        ("story.json", True),
    ]
