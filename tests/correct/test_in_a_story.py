"""story.json: corrections and what they took out come back, are checked, stand only where there are any."""

import json

import pytest

from geomap.correct import anchor_at
from geomap.errors import StoryError
from geomap.model import (
    Chosen,
    Correction,
    OfDocument,
    OfLeg,
    OfMention,
    OfStop,
    Outcome,
    Rejected,
    Story,
)  # fmt: skip
from tests.correct.articles import PIN
from tests.stories import PLACES, small_story


def corrected_story():
    plain = small_story()
    document = plain.documents[0]
    at = document.text.index("Atlantis")
    reject = Correction(
        "reject", OfMention(anchor_at(document, at, at + 8)), by="Ana", made="2026-11-21T18:00:00Z"
    )
    others = (
        Correction("accept", OfMention(anchor_at(document, 14, 20)), Chosen("location", PIN)),
        Correction("date", OfStop("Ana Ruiz", PLACES[0], (anchor_at(document, 0, 20),)), "2024-03-04"),
        Correction("name", OfLeg("Ana Ruiz", PLACES[0], PLACES[1]), "Over the ice"),
        Correction("leave_out", OfDocument("gone.txt", "0" * 64)),
    )
    return small_story(
        corrections=(
            Outcome(reject, "applied"),
            *(Outcome(r, "lost", "no such thing") for r in others),
        ),
        rejected=(Rejected("d1", at, at + 8, "Atlantis", reject.id),),
    )


def changed(*path, to):
    record = json.loads(corrected_story().to_json())
    part = record
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = to
    return json.dumps(record)


def test_a_corrected_story_comes_back_as_it_was():
    story = corrected_story()
    assert Story.from_json(story.to_json()) == story
    assert Story.from_json(story.to_json()).to_json() == story.to_json()


def test_a_story_without_corrections_has_no_word_of_them():
    text = small_story().to_json()
    assert not {"corrections", "rejected"} & set(json.loads(text))
    assert '"reviewed"' not in text
    assert '"name":null' not in text


def test_what_a_later_geomap_adds_to_a_record_is_ignored():
    assert Story.from_json(changed("corrections", 0, "record", "colour", to="blue")) == corrected_story()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["corrections", 0, "state"], "forgotten"),
        (["corrections", 0, "why"], None),
        (["corrections", 0, "mentions"], ["d9m9"]),
        (["corrections", 0, "record"], None),
        (["corrections", 0, "record", "action"], "explode"),
        (["corrections", 0, "record", "target", "anchor", "start"], "1"),
        (["corrections", 1, "record", "value", "place", "lat"], 91),
        (["rejected", 0, "document"], "d9"),
        (["rejected", 0, "start"], 0),
        (["rejected", 0, "end"], 10_000),
        (["rejected", 0, "record"], "c000000000000"),
        (["mentions", 0, "reviewed"], "yes"),
        (["journeys", 0, "legs", 0, "name"], 7),
    ],
)
def test_what_breaks_the_contract_is_refused(path, value):
    with pytest.raises(StoryError):
        Story.from_json(changed(*path, to=value))
