"""Stated figures against the map and against each other."""

import pytest

from tests.journey.telling import journeys, tell


def claims(text):
    return [(c.type, c.text, c.verdict) for c in tell(text).claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Lyon] lies 390 kilometres from [Paris].", ("distance", "390 kilometres", "agree")),
        ("[Lyon] lies 300 kilometres from [Paris].", ("distance", "300 kilometres", "disagree")),
        ("[Lyon], about 245 miles southeast of [Paris], is big.", ("distance", "245 miles", "agree")),
        ("[Lyon], 390 km north of [Paris], is big.", ("direction", "north of Paris", "disagree")),
        ("[Marseille] is south of [Lyon].", ("direction", "south of Lyon", "agree")),
        ("They met in [Marseille], a southern [French|demonym|France] city.",
         ("direction", "southern French city", "agree")),
        ("Anna Berg drove from [Paris] to [Lyon], 470 km by road.", ("distance", "470 km", "plausible")),
        ("The ride of 100 kilometers (62 miles) was fine.", ("distance", "62 miles", "agree")),
        ("The ride of 100 kilometers (80 miles) was fine.", ("distance", "80 miles", "disagree")),
        ("The bans held for more than three years.", ("duration", "three years", "uncheckable")),
    ],
)  # fmt: skip
def test_a_figure_is_checked(text, expected):
    assert expected in claims(text)


def test_distance_duration_and_speed_are_checked_against_each_other():
    found = tell(
        "The 20-hour ride covered 1,180 kilometers. The train goes about 50 kilometers per hour."
    ).claims
    speed = next(c for c in found if c.type == "speed")
    assert speed.verdict == "disagree"
    assert speed.note == "1,180 kilometers in 20 hours is 59 km/h, not 50."
    assert next(c for c in found if c.type == "duration").computed == pytest.approx(23.6)


@pytest.mark.parametrize(
    "text",
    ["She is 20 years old.", "It was three years ago.", "A nine-metre boat.", "The 900 metres high peak."],
)
def test_ages_heights_and_dates_are_no_claims(text):
    assert claims(text) == []


def test_a_figure_without_places_is_checked_against_the_whole_journey():
    text = (
        "Anna Berg left [Paris] for [Marseille] by train. She arrived in [Marseille] on Monday. "
        "Anna Berg’s journey to [France] covered 770 kilometres."
    )
    assembly, _ = journeys(tell(text))
    (claim,) = assembly.claims
    assert claim.verdict == "plausible"
    assert "Paris–Marseille" in claim.note


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Lyon] lies to the southeast of [Paris].", ("direction", "to the southeast of Paris", "agree")),
        ("[Lyon] lies to the north of [Paris].", ("direction", "to the north of Paris", "disagree")),
        ("[Lyon] is 390 km to the southeast of [Paris].", ("distance", "390 km", "agree")),
        ("Anna Berg left [Paris] and reached [Lyon], 390 km to the southeast.",
         ("distance", "390 km", "agree")),
        ("Anna Berg left [Paris] and reached [Lyon], 90 km to the north.",
         ("distance", "90 km", "uncheckable")),
        ("Anna Berg left [Oslo] and was blown south of [Kiel].",
         ("direction", "south of Kiel", "uncheckable")),
    ],
)  # fmt: skip
def test_a_figure_is_tied_to_its_places_or_left_open(text, expected):
    assert expected in claims(text)
