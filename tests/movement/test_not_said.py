"""Legs that no sentence tells: look-backs, whence somebody hails, "they" after a quote, and borrowed ways."""

import pytest

from geomap.journey import assemble_journeys
from tests.journey.telling import journeys, tell, told


def modes(text):
    """Give the mode of each leg of the first journey, and whether it is inferred."""
    return [(leg.mode, leg.inferred) for leg in assemble_journeys([tell(text)]).journeys[0].legs]


@pytest.mark.parametrize(
    "aside", ["had also toured [Lisbon]", "had visited [Lisbon]", "had also been flown to [Lisbon]"]
)
def test_a_look_back_without_a_day_stands_between_no_stops(aside):
    text = f"The Ash Trio sailed from [Oslo] to [Kiel] on Monday. It sang well, its agent said, and {aside}."
    found = journeys(tell(text))[1]
    assert ("The Ash Trio".removeprefix("The "), [("Oslo", "happened"), ("Kiel", "happened")]) in found
    assert [stops for _, stops in found if ("Lisbon", "past") in stops] == [[("Lisbon", "past")]]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg reached [Kiel] on Monday. Before that she had visited [Lisbon].",
        "Anna Berg reached [Kiel] on Friday. On Monday she had visited [Lisbon].",
        "Anna Berg reached [Kiel]. She had flown to [Lisbon].",
    ],
)
def test_a_look_back_that_says_when_or_how_is_of_the_trip(text):
    assert [m[3] for m in told(text) if m[2] == "Lisbon"] == ["happened"]


@pytest.mark.parametrize(
    "text",
    [
        "“My neighbour came from [Bergen], so I know the songs,” Anna Berg said.",
        "His uncle came from [Bergen].",
        "The baker comes from [Bergen], but nobody knew.",
    ],
)
def test_whence_somebody_hails_is_no_trip(text):
    assert not told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg came from [Bergen] on Monday.",
        "Anna Berg came from [Bergen] by train.",
        "Anna Berg came from [Bergen] to [Oslo].",
    ],
)
def test_with_a_day_a_way_or_a_goal_it_is_one(text):
    assert [m[:2] for m in told(text)] == [("Anna Berg", "Bergen")]


def test_they_after_a_quote_are_not_the_one_who_was_spoken_of_in_it():
    text = (
        "The dancers flew to [Oslo]. “Our driver went to [Lyon] last week,” said Anna Berg."
        " They will travel to [Kiel] on Friday."
    )
    assert [m[0] for m in told(text) if m[2] == "Kiel"] == ["dancers"]


@pytest.mark.parametrize(
    ("way", "mode"), [("road", "road"), ("rail", "rail"), ("sea", "sea"), ("bus", "road")]
)
def test_the_way_of_a_clause_is_its_own(way, mode):
    text = f"Anna Berg went from [Oslo] to [Bergen] by {way} on Friday. She flew from [Bergen] to [Paris]."
    assert modes(text) == [(mode, False), ("air", False)]


def test_a_vehicle_after_the_verb_goes_before_one_of_the_clause_before():
    text = "Anna Berg took a ferry to [Kiel] and went on to [Paris] by train."
    assert [m.mode for m in tell(text).movements] == ["sea", "rail"]


def test_a_flight_is_no_way_for_a_leg_that_names_none():
    text = "Anna Berg travelled from [Lyon] to [Paris]. Then she flew from [Paris] to [Oslo]."
    assert modes(text) == [(None, False), ("air", False)]


@pytest.mark.parametrize("name", ["**[Kiel]**", "*[Kiel]*", "__[Kiel]__", "_[Kiel]_"])
def test_words_made_bold_or_slanted_are_read_as_if_they_were_not(name):
    assert told(f"Anna Berg drove from [Oslo] to {name} on Friday.") == [
        ("Anna Berg", "Oslo", "Kiel", "happened")
    ]


def test_what_was_dropped_is_cancelled_over_an_explanation():
    text = "A planned visit by Anna Berg to [Kiel], one of the oldest ports of the coast, was dropped."
    assert [m[3] for m in told(text)] == ["cancelled"]
    text = "Anna Berg will visit [Kiel], which has a port, and a concert there was cancelled."
    assert [m[3] for m in told(text)] != ["cancelled"]


def test_what_explains_a_place_of_a_look_back_is_one_too():
    text = "The dancers landed in [Oslo]. Their bags had been lost in [Lyon], where they changed trains."
    assert [m[3] for m in told(text) if m[2] == "Lyon"] == ["past"]
