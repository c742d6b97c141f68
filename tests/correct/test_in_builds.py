"""The file of corrections in builds and exports: found, obeyed, kept, never taken for an article."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import geomap
from geomap.correct import Corrections, Found, anchor_at, locate
from geomap.errors import CorrectionsError, NothingToBuildError, OptionError, SourceError
from geomap.export.excerpts import excerpted
from geomap.export.html import read_story, to_html
from geomap.model import Chosen, Correction, OfDocument, OfLeg, OfStop
from geomap.options import Options
from geomap.pipeline import Workshop, build
from geomap.read import corrections_path
from tests.correct.articles import FLIGHT, PIN, folder_of, mention_at, of, place_named, state_of

NAME = "geomap-corrections.json"


@pytest.fixture(scope="module")
def plain(tmp_path_factory, gazetteer):
    return build(folder_of(tmp_path_factory.mktemp("plain")), gazetteer=gazetteer)


def written(folder: Path, *records: Correction, name: str = NAME) -> Path:
    path = folder / name
    path.write_text(Corrections().with_records(records).to_json(), encoding="utf-8")
    return path


def test_the_file_beside_the_articles_is_obeyed(tmp_path, gazetteer, plain):
    folder = folder_of(tmp_path / "a")
    record = of(plain, "Nome", "place", PIN)
    written(folder, record)
    story = build(folder, gazetteer=gazetteer)
    assert mention_at(story, record).place == PIN.id
    assert len(story.documents) == 2
    assert [(e.path, e.why) for e in story.skipped] == [(NAME, "not an article: a person's corrections")]
    assert mention_at(build(folder / "flight.txt", gazetteer=gazetteer), record).place == PIN.id


def test_without_corrections_not_a_byte_is_different(tmp_path, gazetteer, plain):
    folder = folder_of(tmp_path / "plain")
    story = build(folder, gazetteer=gazetteer)
    record = json.loads(story.to_json())
    assert not {"corrections", "rejected"} & set(record)
    assert all("reviewed" not in m for m in record["mentions"])
    written(folder)
    empty = build(folder, gazetteer=gazetteer)
    assert json.loads(empty.to_json()) | {"skipped": []} == record
    assert story.mentions == plain.mentions


def test_none_leaves_them_out_and_another_file_can_be_named(tmp_path, gazetteer, plain):
    folder = folder_of(tmp_path / "a")
    here, there = of(plain, "Nome", "reject"), of(plain, "Seattle", "reject")
    written(folder, here)
    other = written(tmp_path, there, name="other.json")
    without = build(folder, gazetteer=gazetteer, options=Options(corrections="none"))
    assert not without.corrections
    assert without.options["corrections"] == "none"
    named = build(folder, gazetteer=gazetteer, options=Options(corrections=str(other)))
    assert [o.record for o in named.corrections] == [there]
    assert named.options["corrections"] == "other.json", "not where it lies"
    with pytest.raises(OptionError, match="there is no such file"):
        build(folder, gazetteer=gazetteer, options=Options(corrections=str(tmp_path / "missing.json")))


@pytest.mark.parametrize("content", [b"{", b"", b"\xff\xfe\x00", b'{"geomap_corrections": 9}', b"[]"])
def test_a_broken_file_stops_the_build_and_is_left_as_it_is(tmp_path, gazetteer, content):
    folder = folder_of(tmp_path / "a")
    (folder / NAME).write_bytes(content)
    with pytest.raises(CorrectionsError, match=NAME):
        build(folder, gazetteer=gazetteer)
    assert (folder / NAME).read_bytes() == content


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_is_no_file_is_named_and_never_waited_for(tmp_path, gazetteer, make):
    folder = folder_of(tmp_path / "a")
    make(folder / NAME)
    with pytest.raises(CorrectionsError, match="not a file"):
        build(folder, gazetteer=gazetteer)


@pytest.mark.parametrize(
    "content",
    [
        b'{"geomap_corrections": 1, "records": []}',
        b'\xef\xbb\xbf {\n"geomap_corrections": 1',
        b'{"story": "x", "geomap_corrections": 1}',
    ],
)
@pytest.mark.parametrize("name", ["ana.json", "ana.txt"])
def test_a_file_of_corrections_is_no_article_whatever_its_name(tmp_path, gazetteer, name, content):
    folder = folder_of(tmp_path / "a")
    (folder / name).write_bytes(content)
    story = build(folder, gazetteer=gazetteer)
    assert [e.path for e in story.skipped] == [name]
    assert not story.failed


def test_an_article_that_speaks_of_such_a_file_is_an_article(tmp_path, gazetteer):
    text = '{"geomap_corrections"} is the key, said a man who arrived in Oslo on Monday. He likes Oslo.\n'
    story = build(folder_of(tmp_path / "a", about=text * 3), gazetteer=gazetteer)
    assert len(story.documents) == 1


def test_an_article_is_left_out_and_listed(tmp_path, gazetteer, plain):
    folder = folder_of(tmp_path / "a")
    record = Correction("leave_out", OfDocument("waiting.txt"))
    written(folder, record)
    story = build(folder, gazetteer=gazetteer)
    assert [d.path for d in story.documents] == ["flight.txt"]
    assert ("waiting.txt", "taken out by a correction") in [(e.path, e.why) for e in story.skipped]
    assert state_of(story, record) == "applied"
    assert [d.id for d in story.documents] == [d.id for d in plain.documents if d.path == "flight.txt"]
    written(folder, record, Correction("leave_out", OfDocument("flight.txt")))
    with pytest.raises(NothingToBuildError, match="every article is left out"):
        build(folder, gazetteer=gazetteer)


def test_what_was_said_of_an_article_that_is_left_out_is_not_lost(tmp_path, gazetteer, plain):
    folder = folder_of(tmp_path / "a")
    record = of(plain, "Nome", "reject")
    written(folder, record, Correction("leave_out", OfDocument("flight.txt")))
    outcome = build(folder, gazetteer=gazetteer).corrections[0]
    assert (outcome.state, outcome.why) == ("overruled", "its article is taken out")


def test_nor_what_was_said_of_a_stop_or_leg_that_it_tells(tmp_path, gazetteer):
    bo = "Bo Li left Oslo on May 2, 2024 by train. He arrived in Bergen on May 3, 2024.\n"
    folder = folder_of(tmp_path / "a", flight=FLIGHT, train=bo)
    story = build(folder, gazetteer=gazetteer)
    journey = next(j for j in story.journeys if j.traveller == "Bo Li")
    article = next(d for d in story.documents if d.path == "train.txt")
    anchors = (anchor_at(article, 0, bo.index(".")),)
    a, b = (story.places_by_id[s.place] for s in journey.stops[:2])
    said = [
        Correction("confirm", OfStop("Bo Li", a, anchors)),
        Correction("name", OfLeg("Bo Li", a, b, anchors), "North"),
        Correction("confirm", OfStop("Nobody", a)),
    ]
    written(folder, *said, Correction("leave_out", OfDocument("train.txt")))
    after = build(folder, gazetteer=gazetteer)
    assert [o.state for o in after.corrections] == ["overruled", "overruled", "lost", "applied"]
    assert {o.why for o in after.corrections[:2]} == {"its article is taken out"}


def test_an_article_is_dated_by_a_person(tmp_path, gazetteer):
    text = "Ana Ruiz arrived in Oslo on Monday. She liked Oslo, where she stayed for a week.\n"
    folder = folder_of(tmp_path / "a", old=text)
    written(folder, Correction("date", OfDocument("old.txt"), "1997-05-07"))
    story = build(folder, gazetteer=gazetteer)
    document = story.documents[0]
    assert (document.published, document.published_basis) == ("1997-05-07", "stated")
    assert document.found_in["published"] == "correction"
    assert [t.iso for _, t in story.dates if t.text.endswith("Monday")] == ["1997-05-05"]


def test_a_persons_date_holds_against_what_the_page_says(tmp_path, gazetteer):
    """A day long after all days of a text is taken for the crawler's, but not where a person gave it."""
    text = "Ana Ruiz arrived in Oslo on March 3, 2014. She left Oslo on March 5, 2014.\n"
    folder = folder_of(tmp_path / "a", old=text)
    written(folder, Correction("date", OfDocument("old.txt"), "2024-05-07"))
    assert build(folder, gazetteer=gazetteer).documents[0].published == "2024-05-07"


def test_a_renamed_article_is_known_by_its_hash(tmp_path, gazetteer, plain):
    folder = folder_of(tmp_path / "a")
    sha256 = next(d.sha256 for d in plain.documents if d.path == "flight.txt")
    record = Correction("leave_out", OfDocument("was/called/this.txt", sha256))
    lost = Correction("leave_out", OfDocument("nothing.txt"))
    written(folder, record, lost)
    story = build(folder, gazetteer=gazetteer)
    assert [d.path for d in story.documents] == ["waiting.txt"]
    assert (state_of(story, record), state_of(story, lost)) == ("moved", "lost")


@pytest.fixture(scope="module")
def everything(tmp_path_factory, plain):
    """A folder with corrections of each kind."""
    folder = folder_of(tmp_path_factory.mktemp("everything"))
    journey = plain.journeys[0]
    at = plain.places_by_id[journey.stops[0].place]
    written(
        folder,
        of(plain, "Nome", "place", PIN, scope="everywhere", note="{{7*7}}</script>", by="<b>Ana</b>"),
        of(plain, "Washington", "reject", scope="article"),
        of(plain, "the strait", "add", Chosen("location", PIN)),
        of(plain, "Seattle", "accept", Chosen("location", place_named(plain, "Seattle"))),
        Correction("note", OfStop(journey.traveller, at), "see her letter"),
        Correction("confirm", OfStop("Nobody", at)),
        Correction("date", OfDocument("waiting.txt"), "2024-03-07"),
    )
    return folder


def test_an_export_keeps_the_corrections(everything, gazetteer):
    story = build(everything, gazetteer=gazetteer)
    assert {o.state for o in story.corrections} >= {"applied", "lost"}
    page = to_html(story)
    assert read_story(page) == story
    assert to_html(read_story(page)) == page
    assert len(story.mentions) + len(story.rejected) == len(
        build(everything, gazetteer=gazetteer, options=Options(corrections="none")).mentions
    ) + sum(m.id.endswith(o.record.id) for o in story.corrections for m in story.mentions)


def test_excerpts_give_no_notes_and_no_quotes_away(everything, gazetteer):
    story = excerpted(build(everything, gazetteer=gazetteer))
    assert not story.corrections
    assert not story.rejected
    assert geomap.Story.from_json(story.to_json()) == story


@pytest.mark.parametrize(("words", "nth"), [("Nome", 0), ("Seattle", 0), ("Juneau", 0)])
def test_what_was_corrected_in_excerpts_fits_the_whole_articles(plain, words, nth):
    """An exported page may hold excerpts alone: its offsets are others, its words are the same."""
    excerpt = excerpted(plain)
    article = next(d for d in excerpt.documents if d.path == "flight.txt")
    assert article.text != plain.documents_by_id[article.id].text
    record = of(excerpt, words, "reject", nth=nth, path="flight.txt")
    found = locate(record.target.anchor, plain.documents)
    assert isinstance(found, Found), found
    text = plain.documents_by_id[found.document].text
    after = record.target.anchor.after.split("\n")[0]
    assert text[found.start : found.end] + text[found.end :][: len(after)] == words + after


def test_the_same_corrections_give_the_same_bytes_in_any_process(everything, tmp_path):
    outputs = []
    for seed in ("1", "2"):
        copy = tmp_path / f"copy{seed}"
        shutil.copytree(everything, copy / "a")
        subprocess.run(
            [sys.executable, "-m", "geomap", "export", str(copy / "a"), "-o", str(copy / "story.json")],
            check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"},
        )  # fmt: skip
        outputs.append((copy / "story.json").read_bytes())
    assert outputs[0] == outputs[1]


def test_where_the_file_lies(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = folder_of(tmp_path / "a")
    here = Path()
    assert corrections_path([folder]) == folder / NAME
    assert corrections_path([f"{folder}/"]) == folder / NAME
    assert corrections_path([folder / "flight.txt"]) == folder / NAME
    assert corrections_path([]) == here / f"sample.{NAME}"
    assert corrections_path([folder, "b"]) == here / f"a-b.{NAME}"
    assert corrections_path(["https://example.org/a/Big News.html"]) == here / f"big-news.{NAME}"
    assert corrections_path([folder / "News 2024.zip"]) == here / f"news-2024.{NAME}"
    assert corrections_path(["../../.."]) == Path("../../..") / NAME
    assert corrections_path(["x/../..", "."]).parent == here, "a name leads nowhere else"


def test_an_article_that_comes_later_is_read_and_the_others_are_not_analysed_again(tmp_path, gazetteer):
    seen = []
    folder = folder_of(tmp_path / "a", flight=FLIGHT)
    workshop = Workshop(folder, gazetteer=gazetteer, progress=lambda _, n, __: seen.append(n))
    before = workshop.story()
    said = Corrections().with_records(
        [
            of(before, "Nome", "place", PIN, scope="article"),
            of(before, "Washington", "reject"),
            of(before, "the strait", "add", Chosen("location")),
        ]
    )
    before = workshop.story(said)
    folder_of(folder, earlier="Bo Li arrived in Oslo on Monday. He liked Oslo.\n")
    workshop.read_again()
    after = workshop.story(said)
    assert seen == [1, 1, 1]
    assert [(d.id, d.path) for d in after.documents] == [("d1", "earlier.txt"), ("d2", "flight.txt")]
    assert [m.text for m in after.mentions][-len(before.mentions) :] == [m.text for m in before.mentions]
    fresh = build(folder, gazetteer=gazetteer, corrections=said)
    assert after == fresh, "the new ids are those of a fresh build"
    for file in folder.iterdir():
        file.unlink()
    with pytest.raises(SourceError):
        workshop.read_again()
    assert workshop.story(said) == after, "what was read before still stands"
