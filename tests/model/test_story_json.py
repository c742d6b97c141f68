"""story.json: what is written is read back, and what breaks the contract is refused with the reason."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.errors import StoryError
from geomap.model import Document, Mention, Provenance, Story
from tests.stories import small_story

CONTRACT = {
    "schema", "geomap", "title", "options", "gazetteer", "documents", "places", "mentions", "movements",
    "journeys", "claims", "dates", "disagreements", "unplaced", "skipped", "failed",
}  # fmt: skip


def test_a_story_comes_back_as_it_was():
    story = small_story()
    assert Story.from_json(story.to_json()) == story


def test_the_same_story_gives_the_same_bytes():
    assert small_story().to_json() == small_story().to_json()


def test_the_contract_keys_are_all_there():
    record = json.loads(small_story().to_json())
    assert record.keys() >= CONTRACT
    assert record["journeys"][0]["legs"][0].keys() >= {"from", "to", "geodesic_km", "bearing_deg", "path"}
    assert record["claims"][0].keys() >= {"from", "to", "computed", "verdict", "note"}


def test_unknown_keys_are_ignored():
    record = json.loads(small_story().to_json()) | {"colour": "blue"}
    assert Story.from_json(json.dumps(record)) == small_story()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"schema": 2}, "schema 2"),
        ({"places": []}, "there is no place"),
        ({"documents": []}, "there is no document"),
        ({"movements": []}, "there is no movement"),
        ({"mentions": [{}]}, "does not follow the contract"),
        ({"unplaced": [{"mention": "d9m9", "why": ""}]}, "there is no mention 'd9m9'"),
    ],
)
def test_a_broken_story_is_refused(change, message):
    record = json.loads(small_story().to_json()) | change
    with pytest.raises(StoryError, match=message):
        Story.from_json(json.dumps(record))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["places", 0, "lat"], 91),
        (["places", 0, "lat"], True),
        (["places", 0, "lon"], 1e308),
        pytest.param(["places", 0, "lat"], 10**400, id="a latitude beyond any float"),
        pytest.param(["mentions", 0, "confidence"], 10**400, id="a confidence beyond any float"),
        (["places", 0, "kind"], "planet"),
        (["places", 2, "bounds"], [9, 0, 1, 0]),
        (["places", 1, "id"], "gn2127202"),
        (["documents", 0, "id"], []),
        (["documents", 0, "published_basis"], "guessed"),
        (["documents", 0, "furniture"], [[0, 10_000]]),
        (["mentions", 0, "confidence"], "high"),
        (["mentions", 0, "role"], "hero"),
        (["movements", 0, "modality"], "dreamt"),
        (["movements", 0, "traveller"], None),
        (["journeys", 0, "legs", 0, "path"], [[0, 0], [1e308, 0]]),
        (["journeys", 0, "legs", 0, "path"], []),
        (["journeys", 0, "stops", 0, "status"], None),
        (["claims", 0, "verdict"], "maybe"),
        (["claims", 0, "computed"], {}),
        (["dates", 0, "document"], "d9"),
        (["disagreements", 0, "evidence"], [{"document": "d9", "start": 0, "end": 1}]),
        (["disagreements", 0, "evidence"], [{"document": "d1", "start": -1, "end": 1}]),
        (["labels", 0, "min_zoom"], "far"),
        (["options"], {"title": 3}),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_its_field(path, value):
    record = json.loads(small_story().to_json())
    part = record
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = value
    with pytest.raises(StoryError):
        Story.from_json(json.dumps(record))


def test_numbers_without_end_and_depths_without_bottom_are_refused():
    text = small_story().to_json()
    for evil in (text.replace('"confidence":0.9', '"confidence":1e999'), "[" * 100_000):
        with pytest.raises(StoryError):
            Story.from_json(evil)


@pytest.mark.parametrize("text", ["", "[]", "{", "null", '{"schema": 1}', '{"schema": NaN}', b"\xff\xfe"])
def test_what_is_no_story_is_refused(text):
    with pytest.raises(StoryError):
        Story.from_json(text)


def test_a_shifted_quote_is_refused():
    record = json.loads(small_story().to_json())
    record["mentions"][0]["start"] += 1
    with pytest.raises(StoryError, match="d1m1"):
        Story.from_json(json.dumps(record))


@given(st.text(min_size=1), st.data())
def test_any_text_survives(text, data):
    """Round trip over all of Unicode but lone surrogates, which no UTF-8 file can hold."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    story = Story(
        title=text,
        geomap="0",
        gazetteer=Provenance("g", "r", 0, ()),
        documents=(Document("d1", text, text, text, ""),),
        mentions=(Mention("d1m1", "d1", start, end, text[start:end], "actor"),),
    )
    assert Story.from_json(story.to_json().encode()) == story
