"""Nothing hangs on the sample's names: the same prose about others, elsewhere, tells the other journey."""

import re

import pytest

from geomap.pipeline import build

# A leader of Austria goes by train from Vienna over Hegyeshalom to Debrecen in Hungary.
OTHER_NAMES = {
    "Kim Jong Un": "Karl Anton Huber",
    "Kim Jong-un": "Karl Anton Huber",
    "Kim": "Huber",
    "Vladimir Putin": "Viktor Szabo",
    "Putin": "Szabo",
    "North Korea": "Austria",
    "North Korean": "Austrian",
    "South Korea": "Slovakia",
    "South Korean": "Slovak",
    "Korean": "Austrian",
    "Russia": "Hungary",
    "Russian": "Hungarian",
    "Moscow": "Budapest",
    "Pyongyang": "Vienna",
    "Khasan": "Hegyeshalom",
    "Vladivostok": "Debrecen",
    "Seoul": "Bratislava",
    "SEOUL": "BRATISLAVA",
    "TBS": "ORF",
    "eastern": "eastern",
    "north of": "west of",
}
PATTERN = re.compile(r"\b(" + "|".join(sorted(OTHER_NAMES, key=len, reverse=True)) + r")\b")


@pytest.fixture(scope="module")
def other_story(tmp_path_factory, gazetteer):
    from tests.conftest import ROOT

    folder = tmp_path_factory.mktemp("other")
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        (folder / path.name).write_text(PATTERN.sub(lambda m: OTHER_NAMES[m[1]], text), encoding="utf-8")
    return build(folder, gazetteer=gazetteer)


def stops(story, traveller):
    """Names and status of the stops of the traveller's longest journey."""
    journeys = [j for j in story.journeys if traveller in j.traveller]
    longest = max(journeys, key=lambda j: len(j.stops))
    return [(story.places_by_id[s.place].name, s.status) for s in longest.stops]


def test_the_other_journey_is_read(other_story):
    found = [name for name, _ in stops(other_story, "Huber")]
    towns = [name for name in found if name in {"Vienna", "Hegyeshalom", "Debrecen"}]
    assert towns == ["Vienna", "Hegyeshalom", "Debrecen"], found


def test_the_status_of_the_stops_is_that_of_the_prose(other_story):
    status = dict(stops(other_story, "Huber"))
    assert status["Vienna"] in {"happened", "reported"}
    assert status["Hegyeshalom"] == "reported"
    assert status["Debrecen"] in {"planned", "possible"}


def test_no_town_of_the_sample_is_left(other_story):
    names = {other_story.places_by_id[m.place].name for m in other_story.mentions if m.place}
    assert not names & {"Pyongyang", "Vladivostok", "Khasan"}


def test_the_other_direction_is_checked_against_the_other_map(other_story):
    directions = [c for c in other_story.claims if c.type == "direction" and c.value == 270]
    assert directions
    assert all(c.verdict == "disagree" for c in directions), "Debrecen lies east of Vienna"
