"""Whose way it is, and whether it was gone, in prose: asides, beliefs, captains, clefts, ways broken off."""

import pytest

from tests.journey.telling import journeys, tell, told

LEE = "Ann Lee left [Oslo]. "


def ends(text, **more):
    """Give traveller, destination and modality of what is told after the first movement."""
    return [(who, to, how) for who, _, to, how in told(text, **more)][1:]


@pytest.mark.parametrize(
    "sentence",
    [
        "She almost went to [Lyon].",
        "She was refused entry to [Lyon].",
        "She turned back before reaching [Lyon].",
        "Had she gone to [Lyon], she would have lived.",
        "That she went on to [Lyon], as one chronicle has it, is a pious legend.",
        "Trains run from [Paris] to [Lyon].",
        "The headquarters moved from [Paris] to [Lyon].",
        "The exhibition “Lords of the Desert” is being moved to [Lyon].",
        "She was told of a camp at [Kiel], where a conference of donors opens on Monday.",
    ],
)
def test_what_was_not_gone_or_by_nobody_is_no_movement(sentence):
    assert ends(LEE + sentence) == []


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("She had been due at [Lyon] on Friday.", "cancelled"),
        ("A stop in [Lyon] that had been planned for Friday was called off.", "cancelled"),
        ("Her creditors supposed that she had gone to [Lyon].", "possible"),
        ("She was invited to [Lyon].", "possible"),
        ("She booked a flight to [Lyon].", "planned"),
    ],
)
def test_what_was_only_to_be_or_supposed_did_not_happen(sentence, modality):
    assert [how for _, _, how in ends(LEE + sentence)] == [modality]


def test_rather_than_go_is_no_way():
    assert [m[1] for m in ends(LEE + "Rather than return to [Lyon], she went to [Paris].")] == ["Paris"]


def test_whom_somebody_believed_to_be_in_a_place_is_reported_there():
    text = LEE + "She went on to [Paris]. Her enemies believed her to have gone to [Lisbon]."
    assert ("Ann Lee", "Lisbon", "planned") not in ends(text)


@pytest.mark.parametrize(
    "way",
    [
        "She left for [Lyon] but was arrested in [Paris].",
        "She was on her way to [Lyon] when she died in [Paris].",
    ],
)
def test_a_goal_that_was_not_come_to_is_only_planned(way):
    stops = journeys(tell(LEE + way))[1][0][1]
    assert ("Lyon", "planned") in stops
    assert ("Paris", "happened") in stops


def test_those_who_queue_to_see_it_are_not_seen_there():
    text = "After eleven weeks in [Lyon], where 400,000 people queued to see it, the mask was moved."
    assert told(text) == []


def test_a_deputy_minister_is_no_deputy():
    text = LEE + "On Monday the deputy minister was ill and flew to [Lyon]."
    assert ends(text) == [("deputy minister", "Lyon", "happened")]


@pytest.mark.parametrize("who", ["deputy", "manager", "cousin", "brother-in-law"])
def test_somebody_of_hers_goes_for_himself(who):
    assert ends(LEE + f"Her {who} flew to [Lyon].") == [(who, "Lyon", "happened")]


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("She was welcomed in [Lyon] by the mayor.", "Lyon"),
        ("She was last seen in [Lyon].", "Lyon"),
        ("She was put ashore at [Lyon].", "Lyon"),
        ("Back in [Lyon], she rested.", "Lyon"),
        ("It was to [Lyon] that she fled.", "Lyon"),
        ("She took the train but got off at [Lyon].", "Lyon"),
        ("She accepted a post in [Lyon].", "Lyon"),
    ],
)
def test_where_she_came_to_is_read(sentence, place):
    assert ends(LEE + sentence) == [("Ann Lee", place, "happened")]


def test_it_was_from_a_place_that_she_set_out():
    assert ("Ann Lee", "Paris", "Lyon", "happened") in told(
        LEE + "It was from [Paris] that she set out for [Lyon]."
    )


def test_there_is_the_place_that_the_sentence_named_last():
    assert ends(LEE + "Reports in [Lyon] said that an envoy had been sent there in secret.") == [
        ("envoy", "Lyon", "reported")
    ]


def test_there_is_no_place_that_only_something_came_from():
    assert ends(LEE + "She flew to [Lyon]. After a call from [Paris] she stayed there.")[-1] == (
        "Ann Lee", "Lyon", "happened",
    )  # fmt: skip


def test_by_names_what_lies_on_the_way_and_no_agent():
    (stops,) = [s for who, s in journeys(tell("Ann Lee made her way by [Lyon] and [Paris] to [Kiel]."))[1]]
    assert [name for name, _ in stops] == ["Lyon", "Paris", "Kiel"]


def test_a_list_of_stays_goes_on_after_commas():
    assert [to for _, _, to, _ in told("I have slept in [Lyon], in [Paris] and in [Madrid].")] == [
        "Lyon", "Paris", "Madrid",
    ]  # fmt: skip


def test_stages_follow_a_colon():
    text = "Ann Lee left [Oslo]. She made the first of her journeys: by train to [Lyon], by mule to [Paris]."
    assert [to for _, to, _ in ends(text)] == ["Lyon", "Paris"]


def test_who_is_explained_before_the_subject_is_no_subject():
    text = (
        "A pharmacist left [Oslo]. John Smith was a botanist. Born in [Paris], the son of a baker, he was "
        "known early and in 1938 was sent to [Lyon]."
    )
    assert {who for who, _, to, _ in told(text) if to} == {"John Smith"}


def test_who_is_sent_off_goes_and_not_who_sends():
    text = "Ann Lee flew to [Paris], leaving the other three to drive on to [Lyon]."
    assert [(who, to) for who, _, to, _ in told(text)] == [("Ann Lee", "Paris")]


def test_a_captain_takes_no_ship_of_another_name():
    text = (
        "The container ship Ever Prosper, bound from [Lisbon], has been diverted to [Kiel]. The tug Red Rose "
        "sailed to [Bergen]. The master, Captain Olaf Lund, has flown to [Oslo]."
    )
    assert [(who, to) for who, _, to, _ in told(text)] == [
        ("Ever Prosper", "Kiel"), ("Red Rose", "Bergen"), ("Olaf Lund", "Oslo"),
    ]  # fmt: skip


def test_a_ship_that_is_called_a_queen_is_nobody_named_later():
    text = "The liner Baltic Queen left for [Kiel]. The tug Red Rose sailed to [Bergen]."
    assert [who for who, *_ in told(text)] == ["Baltic Queen", "Red Rose"]


def test_whom_a_king_despatched_is_no_king():
    text = "The king despatched John Smith to [Lisbon]. Then the king went to [Madrid]."
    assert ("John Smith", None, "Madrid", "happened") not in told(text)


def test_he_is_who_travelled_last_though_unnamed():
    text = (
        "The chancellor left [Madrid]. He rode to [Lisbon]. John Smith went to [Paris]. "
        "Meanwhile the chancellor had reached [Lyon]. He came down to [Marseille]."
    )
    assert ("chancellor", None, "Marseille", "happened") in told(text)
    stops = dict(journeys(tell(text))[1])["chancellor"]
    assert [name for name, _ in stops] == ["Madrid", "Lisbon", "Lyon", "Marseille"]


def test_words_between_a_pronoun_and_a_noun_are_no_name():
    text = "We went to [Paris]. Then we heard people were leaving from [Lyon]."
    assert {who for who, *_ in told(text)} == {"the narrator", "people"}


def test_a_number_with_its_comma_is_part_of_the_phrase():
    assert told("A 58,000-tonne vessel sailed to [Oslo].")[0][0] == "58,000-tonne vessel"


def test_the_capital_of_a_country_is_the_one_that_the_text_names():
    text = "Ann Lee arrived in the [French|demonym|France] capital on Thursday. She left [Paris] on Friday."
    assert told(text)[0] == ("Ann Lee", None, "Paris", "happened")


def test_we_go_on_a_weekday_is_a_plan():
    assert told("We go to [Paris] on Wednesday.", published=None) == [
        ("the narrator", None, "Paris", "planned")
    ]


def test_a_prison_near_a_place_is_left_with_the_place():
    assert ("Ann Lee", "Lyon", None, "happened") in told(
        LEE + "She walked out of an open prison near [Lyon]."
    )


def test_where_somebody_was_educated_is_a_stop():
    text = LEE + "She was educated at [Paris] and went to [Lyon]."
    assert [to for _, to, _ in ends(text)] == ["Paris", "Lyon"]
