"""Motion that is told without a verb of motion, and travellers told by another word than their name."""

import pytest

from geomap.movement.memory import NARRATOR
from tests.journey.telling import journeys, tell, told


def route(text, **more):
    """Give each traveller's stops."""
    return {who: [name for name, _ in stops] for who, stops in journeys(tell(text, **more))[1]}


def test_a_diary_names_its_stops_alone():
    text = "3 May. [Paris]. Rain all day. 5 May. By rail to [Lyon]. 9 May. [Marseille]: a day ashore for us."
    assert route(text) == {"the narrator": ["Paris", "Lyon", "Marseille"]}


def test_an_itinerary_is_planned_and_has_a_traveller_without_a_name():
    text = (
        "Day 1: Arrive in [Paris]. Day 2: [Paris] – [Lyon]. Day 3: Excursion to [Kiel] and return to [Lyon]."
    )
    assert route(text) == {"the traveller": ["Paris", "Lyon", "Kiel", "Lyon"]}
    assert {modality for *_, modality in told(text)} == {"planned"}


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg went by train: [Paris], [Lyon], [Madrid].",
        "Anna Berg flew [Paris]–[Lyon]–[Madrid] in a day.",
        "After three nights in [Paris] and a week in [Lyon], Anna Berg continued to [Madrid].",
        "Anna Berg caught a plane to [Paris], a bus to [Lyon] and a boat to [Madrid].",
        "Anna Berg left [Paris]. In [Lyon] she sold her car. She went on to [Madrid].",
        "Anna Berg flew to [Paris]. Then come [Lyon] and, after a weekend off, [Madrid].",
        "Anna Berg reached [Paris], gave a concert in [Lyon] and pushed south to [Madrid].",
        "Anna Berg moved from [Paris] to [Lyon], and from there it was [Madrid].",
    ],
)
def test_places_without_a_verb_of_motion_are_stops(text):
    assert route(text) == {"Anna Berg": ["Paris", "Lyon", "Madrid"]}


def test_a_verb_of_effort_moves_only_with_a_direction():
    assert told("Anna Berg pushed reforms in [Paris].") == []
    assert told("Anna Berg pushed north to [Paris].") == [("Anna Berg", None, "Paris", "happened")]


def test_where_somebody_lives_is_no_stop():
    assert told("Anna Berg, who lived in [Lyon], works in [Madrid].") == []


def test_there_and_back_ends_where_it_began():
    assert route("Anna Berg drove from [Paris] to [Lyon] and back.") == {
        "Anna Berg": ["Paris", "Lyon", "Paris"]
    }


@pytest.mark.parametrize(
    "text",
    [
        "A banker was flown to [Paris]. Anna Berg, 34, moved to [Lyon] later. She went on to [Madrid].",
        "Anna Berg, a banker, fled to [Paris]. The 34-year-old was seen in [Lyon]. She moved to [Madrid].",
        "Reporter Anna Berg flew to [Paris]. “I took a bus to [Lyon],” she said. “Then I went to [Madrid].”",
        "The mediator, former judge Anna Berg, flew to [Paris]. The judge went to [Lyon] and [Madrid].",
    ],
)
def test_another_word_for_a_person_is_that_person(text):
    assert route(text)["Anna Berg"] == ["Paris", "Lyon", "Madrid"]


def test_she_may_be_the_ship():
    text = "The brig Marigold left [Oslo] under Captain Jon Vik. She called at [Bergen] and reached [Kiel]."
    assert route(text)["Marigold"] == ["Oslo", "Bergen", "Kiel"]


def test_a_family_travels_as_those_who_were_named():
    text = "Emma Shaw left [Paris] with her two sons. The family drove to [Lyon]."
    assert route(text) == {"Emma Shaw": ["Paris", "Lyon"]}


def test_moves_of_many_years_are_one_trip_and_visits_are_not():
    years = "In May 1951 Anna Berg {} [Paris]. In June 1958 she {} [Lyon]. In May 1969 she {} [Madrid]."
    assert len(journeys(tell(years.format(*["moved to"] * 3), published=None))[1]) == 1
    assert len(journeys(tell(years.format(*["visited"] * 3), published=None))[1]) == 3


LETTERS = """[Lisbon|actor], 3 March 1912

My dear Mother,

We sail for [Oslo] on the 6th.

S.S. Vega, [Oslo], 14 March.

We arrived here on the 12th. From here I travel to [Bergen] on the 20th.
"""


def test_who_writes_a_letter_is_where_it_is_dated_from():
    told = [
        (m.traveller, m.origin, m.destination, m.when.iso if m.when else None)
        for m in tell(LETTERS, published="1912-03-03").movements
    ]
    assert told == [
        (NARRATOR, None, "gm-lisbon", "1912-03-03"),
        (NARRATOR, None, "gm-oslo", "1912-03-06"),
        (NARRATOR, None, "gm-oslo", None),
        (NARRATOR, None, "gm-oslo", "1912-03-12"),
        (NARRATOR, "gm-oslo", "gm-bergen", "1912-03-20"),
    ]


def test_a_letter_is_written_on_its_own_day_not_on_that_of_the_first():
    assembly, _ = journeys(tell(LETTERS, published="1912-03-03"))
    (journey,) = assembly.journeys
    stops = [(s.place, s.status, s.when.iso if s.when else None) for s in journey.stops]
    assert stops == [
        ("gm-lisbon", "happened", "1912-03-03"),
        ("gm-oslo", "happened", "1912-03-12"),
        ("gm-bergen", "planned", "1912-03-20"),
    ]
    assert not assembly.disagreements


def test_the_day_of_a_letter_may_stand_under_its_place():
    text = "[Lisbon],\n3 March 1912.\n\nI am well. We left [Oslo] last week."
    (first, *_) = tell(text, published=None).movements
    assert (first.destination, first.when.iso) == ("gm-lisbon", "1912-03-03")


@pytest.mark.parametrize(
    "text",
    ["[Lisbon], 3 March 1912\n\nThe minister spoke.", "[Lisbon] fell, 3 March 1912\n\nI was not there."],
)
def test_what_nobody_writes_from_is_no_stop(text):
    assert tell(text, published=None).movements == ()


def test_here_is_not_the_place_of_the_letter_before():
    text = "[Lisbon], 3 March 1912\n\nI am well.\n\nAssouan, 14 March\n\nWe arrived here on the 12th."
    assert [m.destination for m in tell(text, published=None).movements] == ["gm-lisbon"]


def test_who_sails_lands_from_the_sea():
    text = "I sailed for [Oslo] on 30 November and landed at [Bergen]."
    assert [m.mode for m in tell(text, published=None).movements] == ["sea", "sea"]
