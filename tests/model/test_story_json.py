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
