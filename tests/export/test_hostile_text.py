"""Text of documents can be anything (HARDENING 16, 17): no output breaks, and nothing of it becomes live."""

import csv
import io
import json
import sqlite3
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

from geomap.export import FORMATS, encode
from geomap.export.markdown import escaped
from geomap.export.tables import FORMULA_STARTS
from geomap.export.text import clean, one_line
from geomap.model import Claim, Disagreement, Excluded, Journey, Mention, Span, Story
from tests.stories import small_story

FORMULAS = ['=HYPERLINK("http://x")', "+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", "＝1", " =1", "a;=1", "a\n=1"]
MARKUP = ["]]><script>", "&x;", "<b>b</b>", "<!--", "-->", "<?x?>", "<img src=x onerror=alert(1)>", "</text>"]
CONTROLS = ["\x00", "\x01", "\x0b", "\x1f", "\x7f", "\x85", "\ud800", "\udfff", "\ufffe", "\u2028", "\u202e"]
MARKDOWN = [
    "[a](javascript:alert(1))", "![x](http://e.example/x.png)", "www.evil.example", "me@evil.example",
    "# h", "1. a", "- a", "> a", "a | b", "`x`", "***", "---", "~~x~~", "http://evil.example",
    "<http://evil.example>", "[x]: http://e.example", "\\[a](http://e.example)", "a\n\n# b", "```",
]  # fmt: skip
ATTACKS = [*FORMULAS, *MARKUP, *CONTROLS, *MARKDOWN]

hostile = st.one_of(
    st.sampled_from(ATTACKS),
    st.text(st.characters(), max_size=30),
    st.lists(st.sampled_from(ATTACKS), min_size=2, max_size=4).map(" ".join),
)


def poisoned(attack: str) -> Story:
    """The small story with an attack wherever text of others may stand."""
    story = small_story()
    old = story.documents[0]
    text = f"{attack} {old.text}"
    shift = len(attack) + 1
    document = replace(
        old, text=text, title=attack, path=attack, source=attack, published=attack,
        sentences=(Span(0, len(text)),),
    )  # fmt: skip

    def moved(part, **more):
        return replace(part, start=part.start + shift, end=part.end + shift, **more)

    mentions = tuple(moved(m, reasons=(attack,)) for m in story.mentions)
    if attack:
        mentions += (Mention("d1m9", "d1", 0, len(attack), attack, "location", story.places[0].id),)
    (journey,) = story.journeys
    stops = tuple(replace(s, when=s.when and replace(s.when, iso=attack)) for s in journey.stops)
    return replace(
        story,
        title=attack,
        documents=(document,),
        mentions=mentions,
        places=tuple(replace(p, name=attack, admin1=attack) for p in story.places),
        movements=tuple(moved(v, traveller=attack) for v in story.movements),
        journeys=(Journey(journey.id, attack, stops, journey.legs),),
        claims=tuple(
            Claim(**{f: getattr(c, f) for f in c.__slots__}
                  | {"start": c.start + shift, "end": c.end + shift, "text": attack, "note": attack})
            for c in story.claims
        ),
        disagreements=(Disagreement(attack, attack, ()),),
        unplaced=tuple(replace(u, why=attack) for u in story.unplaced),
        skipped=(Excluded(attack, attack),),
        labels=tuple(replace(label, text=attack) for label in story.labels),
    )  # fmt: skip


@settings(deadline=None, max_examples=25)
@given(hostile)
def test_xml_stays_xml_and_the_text_stays_the_text(attack):
    story = poisoned(attack)
    for suffix in (".kml", ".gpx", ".svg"):
        root = etree.fromstring(encode(story, suffix))
        texts = {" ".join((node.text or "").split()) for node in root.iter("{*}name", "{*}title")}
        assert one_line(attack) in texts or not one_line(attack)
        assert not list(root.iter("{*}script", "{*}img", "{*}b", "{*}foreignObject", "{*}image"))


@settings(deadline=None, max_examples=60)
@given(hostile)
def test_no_cell_is_a_formula_and_numbers_stay_numbers(attack):
    story = poisoned(attack)
    for suffix in (".places.csv", ".mentions.csv", ".legs.csv"):
        text = encode(story, suffix).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        assert {len(row) for row in rows} == {len(rows[0])}
        assert text.count("\r\n") == len(rows)
        numbers = [i for i, name in enumerate(rows[0]) if name.lower().rpartition("_")[2] in
                   {"lat", "lon", "lng", "km", "deg", "confidence", "start", "end"}]  # fmt: skip
        for row in rows[1:]:
            for i, cell in enumerate(row):
                if i in numbers and cell:
                    float(cell)
                else:
                    assert not cell.startswith(FORMULA_STARTS)


@pytest.mark.parametrize("attack", FORMULAS)
def test_a_formula_keeps_its_letters_after_an_apostrophe(attack):
    rows = list(csv.DictReader(io.StringIO(encode(poisoned(attack), ".legs.csv").decode("utf-8-sig"))))
    assert rows[0]["traveller"].lstrip("'") == one_line(attack)


def test_negative_numbers_are_not_text():
    text = encode(small_story(), ".places.csv").decode("utf-8-sig")
    assert ",-165.4064," in text


@settings(deadline=None, max_examples=40)
@given(hostile)
def test_json_is_strict_and_utf8(attack):
    def refuse(name):
        raise AssertionError(name)

    story = poisoned(attack)
    for suffix in (".json", ".geojson", ".jsonld"):
        record = json.loads(encode(story, suffix).decode("utf-8"), parse_constant=refuse)
        assert record
    assert json.loads(encode(story, ".json"))["title"] == attack
    assert clean(json.loads(encode(story, ".geojson"))["geomap"]["title"]) == clean(attack)


@settings(deadline=None, max_examples=30)
@given(hostile)
def test_a_geopackage_holds_the_text_as_it_stands(attack):
    database = sqlite3.connect(":memory:")
    try:
        database.deserialize(encode(poisoned(attack), ".gpkg"))
        names = {row[0] for row in database.execute("SELECT name FROM places")}
        assert {" ".join(name.split()) for name in names} == {one_line(attack)}
    finally:
        database.close()


@settings(deadline=None, max_examples=150)
@given(hostile)
def test_markdown_of_a_document_is_text(attack):
    """A reader of GitHub's dialect, raw HTML allowed, finds no link, picture or HTML."""
    reader = MarkdownIt("gfm-like", {"html": True})
    tokens = [t for token in reader.parse(escaped(attack)) for t in (token, *(token.children or []))]
    kinds = {token.type for token in tokens}
    assert kinds <= {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}
    shown = "".join(t.content for t in tokens if t.type in {"text", "text_special"})
    assert shown == one_line(attack)


@settings(deadline=None, max_examples=40)
@given(hostile)
def test_the_markdown_page_has_no_link_picture_or_html(attack):
    reader = MarkdownIt("gfm-like", {"html": True})
    tokens = [t for token in reader.parse(encode(poisoned(attack), ".md").decode()) for t in
              (token, *(token.children or []))]  # fmt: skip
    assert not {t.type for t in tokens} & {
        "link_open",
        "image",
        "html_block",
        "html_inline",
        "fence",
        "code_inline",
    }
    rows = [t for t in tokens if t.type == "tr_open"]
    assert len(rows) == 3  # the head, Anadyr and Nome


def test_a_kml_balloon_shows_markup_of_a_document_as_text():
    """What Google Earth reads as HTML is ours: the sentence in it, read as HTML, is the text again."""
    attack = "<img src=x onerror=alert(1)> &amp; <script>alert(1)</script>"
    root = etree.fromstring(encode(poisoned(attack), ".kml"))
    shown = [d.text for d in root.iter("{*}description")]
    parsed = [etree.fromstring(f"<div>{text}</div>", etree.HTMLParser()) for text in shown]
    assert all(not list(tree.iter("img", "script")) for tree in parsed)
    assert any(attack in "".join(tree.itertext()) for tree in parsed)


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_can_be_written_of_all_attacks_together(suffix):
    data = encode(poisoned(" ".join(ATTACKS)), suffix)
    if suffix == ".kmz":
        assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
