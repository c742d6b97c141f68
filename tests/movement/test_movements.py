"""What sentences say of motion: who, from where, to where, and how surely."""

import pytest

from tests.growth import assert_linear
from tests.journey.telling import tell, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna Berg flew from [Oslo] to [Paris].", ("Anna Berg", "Oslo", "Paris", "happened")),
        ("Anna Berg left [Oslo] for [Paris].", ("Anna Berg", "Oslo", "Paris", "happened")),
        ("Anna Berg boarded a train for [Lyon] in [Paris].", ("Anna Berg", "Paris", "Lyon", "happened")),
        ("Anna Berg has arrived in [Oslo].", ("Anna Berg", None, "Oslo", "happened")),
        ("Anna Berg toured the port of [Marseille].", ("Anna Berg", None, "Marseille", "happened")),
        ("Anna Berg made a rare visit to [Lisbon].", ("Anna Berg", None, "Lisbon", "happened")),
        ("Anna Berg’s trip to [Lisbon] was short.", ("Anna Berg", None, "Lisbon", "happened")),
        ("Anna Berg is en route to [Oslo].", ("Anna Berg", None, "Oslo", "happened")),
        ("Anna Berg was deported from [Oslo] to [Lisbon].", ("Anna Berg", "Oslo", "Lisbon", "happened")),
        ("Police deported Anna Berg to [Lisbon].", ("Anna Berg", None, "Lisbon", "happened")),
        ("From [Oslo], Anna Berg sailed to [Kiel].", ("Anna Berg", "Oslo", "Kiel", "happened")),
        ("Landing in [Oslo] on Monday, Anna Berg smiled.", ("Anna Berg", None, "Oslo", "happened")),
        ("Anna Berg, who arrived in [Oslo] on Monday, smiled.", ("Anna Berg", None, "Oslo", "happened")),
        ("Anna Berg will travel to [Oslo].", ("Anna Berg", None, "Oslo", "planned")),
        ("Anna Berg is expected to arrive in [Oslo].", ("Anna Berg", None, "Oslo", "planned")),
        ("Anna Berg wants to visit [Oslo].", ("Anna Berg", None, "Oslo", "planned")),
        ("Anna Berg is due in [Oslo] on Friday.", ("Anna Berg", None, "Oslo", "planned")),
        ("Anna Berg may travel to [Oslo].", ("Anna Berg", None, "Oslo", "possible")),
        ("Will Anna Berg travel to [Oslo]?", ("Anna Berg", None, "Oslo", "possible")),
        ("It is possible that Anna Berg will go to [Oslo].", ("Anna Berg", None, "Oslo", "possible")),
        ("A radio said that Anna Berg had reached [Oslo].", ("Anna Berg", None, "Oslo", "reported")),
        ("Anna Berg reached [Oslo], a radio reported on Monday.", ("Anna Berg", None, "Oslo", "reported")),
        ("Anna Berg is believed to have landed in [Oslo].", ("Anna Berg", None, "Oslo", "reported")),
        ("Anna Berg had visited [Oslo] ten years ago.", ("Anna Berg", None, "Oslo", "past")),
        ("On Monday Anna Berg spoke. In 2011 Anna Berg visited [Oslo].", ("Anna Berg", None, "Oslo", "past")),
        ("Anna Berg’s visit to [Oslo] has been called off.", ("Anna Berg", None, "Oslo", "cancelled")),
        ("Anna Berg had planned to go to [Oslo], but it snowed.", ("Anna Berg", None, "Oslo", "cancelled")),
        ("Anna Berg will not travel to [Oslo].", ("Anna Berg", None, "Oslo", "cancelled")),
        ("Anna Berg plans to enter [Spain] and go to [Madrid].", ("Anna Berg", None, "Madrid", "planned")),
    ],
)  # fmt: skip
def test_a_sentence_is_read(text, expected):
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg did not travel to [Oslo].",
        "Anna Berg never reached [Oslo].",
        "Anna Berg dreamed of visiting [Oslo].",
        "Instead of flying to [Oslo], Anna Berg slept.",
        "The letter arrived in [Oslo].",
        "A shipment of weapons left [Oslo] for [Kiel].",
        "Three missiles reached [Oslo].",
        "The army advanced towards [Oslo].",
        "Anna Berg reached an agreement with the mayor of [Oslo].",
        "Anna Berg praised the president of [France].",
        "Prices reached a record in [Oslo].",
        "To the left of Anna Berg stood the mayor of [Oslo].",
    ],
)
def test_what_is_no_journey_is_left_out(text):
    assert told(text) == []


def test_each_place_of_a_list_is_a_destination_of_its_own():
    assert [m[2] for m in told("Anna Berg visited [Oslo], [Bergen] and [Kiel].")] == [
        "Oslo",
        "Bergen",
        "Kiel",
    ]


def test_the_place_around_a_place_is_no_second_destination():
    assert told("Anna Berg arrived in [Bergen], [Norway].") == [("Anna Berg", None, "Bergen", "happened")]
    assert told("Anna Berg arrived in [Norway] in the town of [Bergen].")[0][2] == "Bergen"


def test_both_of_two_travellers_travel():
    assert [m[0] for m in told("Anna Berg and Paul Renard went to [Oslo].")] == ["Anna Berg", "Paul Renard"]


def test_a_pronoun_stands_for_who_was_spoken_of():
    text = "Anna Berg met Paul Renard in [Oslo]. On Monday she flew to [Paris]."
    assert told(text)[-1] == ("Anna Berg", None, "Paris", "happened")


def test_an_office_stands_for_its_holder():
    adjective = "[French|demonym|France]"
    text = f"{adjective} president Anna Berg spoke. The {adjective} president left for [Oslo]."
    assert told(text)[-1][0] == "Anna Berg"


def test_a_train_stands_for_who_rides_in_it():
    text = "Anna Berg took a train to [Lyon]. The train crossed into [Spain] at night."
    assert told(text)[-1] == ("Anna Berg", None, "Spain", "happened")


def test_a_ship_does_not_stand_for_somebody_who_is_named_after_it():
    text = "The ship went on to [Oslo]. Anna Berg later flew to [Paris]."
    assert {who for who, *_ in told(text)} == {"ship", "Anna Berg"}


def test_the_flag_of_a_ship_is_not_its_name():
    text = "The Rajan, a Marshall Islands-flagged tanker, was boarded off [Oslo]. The ship sailed to [Kiel]."
    assert not any("flagged" in who for who, *_ in told(text))


def test_a_list_goes_on_after_a_place_with_an_article():
    text = "Anna Berg took the train, calling at [Paris], The [Lyon], [Marseille] and [Madrid]."
    assert [end for _, _, end, _ in told(text)] == ["Paris", "Lyon", "Marseille", "Madrid"]


def test_a_list_goes_on_after_an_aside():
    text = "Anna Berg drove to [Paris] and, by the new year, to the plains around [Lyon]."
    assert [end for _, _, end, _ in told(text)] == ["Paris", "Lyon"]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg is in [Oslo]. Her office denied reports that she would fly to [Paris].",
        "Anna Berg is in [Oslo]. Her office denied that she had flown to [Paris].",
        "Anna Berg is in [Oslo]. Officials dismissed rumours of a visit to [Paris].",
        "Anna Berg is in [Oslo]. Her office denied a report in the Post that she had visited [Paris].",
        "Anna Berg is in [Oslo]. She denied having been to [Paris].",
        "Anna Berg is in [Oslo]. She is calling off her visit to [Paris].",
        "Anna Berg is in [Oslo]. A visit to [Paris], her home town, is not on the calendar.",
    ],
)
def test_what_is_denied_is_no_journey(text):
    assert [m for m in told(text) if m[2] == "Paris" and m[3] != "cancelled"] == []


def test_what_nobody_denies_stays():
    text = "Anna Berg denied the charges and flew to [Paris]."
    assert told(text)[-1][2:] == ("Paris", "happened")


def test_a_stop_of_a_list_has_its_own_time():
    first, second = tell("Anna Berg was sent to [Paris] in 1957 and to [Lyon] six years later.").movements
    assert first.when.iso == "1957"
    assert second.when.text == "six years later"


def test_each_stop_has_the_day_before_its_preposition():
    text = "On Tuesday Anna Berg will travel to [Paris], and on Thursday to [Lyon]."
    assert [m.when.iso for m in tell(text).movements] == ["2023-09-12", "2023-09-14"]


def test_a_time_in_an_explanation_is_not_that_of_the_verb():
    text = "Anna Berg, who left [Oslo] on Monday, will fly to [Paris] in November."
    assert [m.when.iso for m in tell(text).movements][-1] == "2023-11"


def test_a_flight_that_is_diverted_is_one_journey():
    text = "Two planes landed in [Kiel]. A third flight, from [Oslo], was diverted to [Paris]."
    assert [m[1:3] for m in told(text)] == [(None, "Kiel"), ("Oslo", "Paris")]


def test_home_is_the_country_that_the_text_gives_a_person():
    text = "[French|demonym|France] president Anna Berg has returned home from her trip to [Spain]."
    assert told(text) == [("Anna Berg", "Spain", "France", "happened")]


def test_the_city_takes_up_the_city_that_was_named_last():
    assert told("Anna Berg likes [Oslo]. She arrived in the city on Monday.")[-1][2] == "Oslo"


def test_what_is_called_off_later_was_no_plan_in_the_end():
    text = "Anna Berg was to sail to [Kiel]. The voyage to [Kiel] has been scrapped."
    assert {m[3] for m in told(text)} == {"cancelled"}


def test_mode_time_source_and_evidence_are_kept():
    analysis = tell("According to a radio, Anna Berg flew from [Oslo] to [Paris] on Monday, and rested.")
    (movement,) = analysis.movements
    assert movement.mode == "air"
    assert movement.when.text.endswith("Monday")
    assert movement.attributed_to == "radio"
    assert analysis.document.text[movement.start : movement.end].startswith("Anna Berg flew from Oslo")


def test_leaving_for_a_place_is_not_reaching_it():
    left, arrived = tell("Anna Berg left [Oslo] for [Paris]. She arrived in [Lyon].").movements
    assert not left.reached
    assert arrived.reached


@pytest.mark.parametrize("unit", ["A", "A. ", "a-", " ", "he went to ", "and to ", "from , "])
def test_a_hostile_text_is_read_in_linear_time(unit):
    assert_linear(tell, unit, 20_000)


def test_a_stranger_is_known_again_at_the_end_of_a_text():
    assert told("Captain Wim Penrose sailed to [Kiel]. There waited Wim Penrose")[0][0] == "Wim Penrose"


def test_any_cut_of_a_text_can_be_read():
    text = "“I came from [Kiel],” said Anna Berg, who, with Wim Moll, left [Oslo] for [Paris] (via [Lyon])."
    plain = text.replace("[", "").replace("]", "")
    for n in range(len(plain)):
        tell(plain[:n])
        tell(plain[n:])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At [Lyon], which Anna Berg reached on 4 July, it rained.",
         [("Anna Berg", None, "Lyon", "happened")]),
        ("She knew [Lyon], from which Anna Berg sailed to [Oslo].",
         [("Anna Berg", "Lyon", "Oslo", "happened")]),
        ("The ship put Anna Berg down at [Oslo] on the 30th.", [("Anna Berg", None, "Oslo", "happened")]),
        ("Anna Berg left [Oslo]. She fell sick at [Lyon].",
         [("Anna Berg", "Oslo", None, "happened"), ("Anna Berg", None, "Lyon", "happened")]),
        ("Anna Berg took the Flying Swede from [Oslo] to [Bergen].",
         [("Anna Berg", "Oslo", "Bergen", "happened")]),
        ("Anna Berg fell back before him, first to [Lyon], then to [Paris].",
         [("Anna Berg", None, "Lyon", "happened"), ("Anna Berg", "Lyon", "Paris", "happened")]),
    ],
)  # fmt: skip
def test_where_a_clause_hangs_on_another_or_a_verb_on_its_words(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "She said that Anna Berg reached a deal. It rained in [Lyon], which is old.",
        "Anna Berg put down the revolt at [Lyon].",
        "Anna Berg took the Iron Cross to [Lyon].",
    ],
)
def test_what_only_looks_like_such_a_clause_goes_nowhere(text):
    assert told(text) == []


def test_where_somebody_is_bound_for_is_not_reached():
    for text in ("Anna Berg boarded a ship bound for [Oslo].", "Anna Berg was on the way to [Oslo]."):
        assert [(m.destination, m.reached) for m in tell(text).movements][-1] == ("gm-oslo", False)
