"""The everyday grammar of motion: who goes, in words that no list of stories held."""

import pytest

from tests.journey.telling import tell, told


def stops(text):
    return [(m[0], m[2], m[3]) for m in told(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Radek left [Oslo] for [Kiel].", ("Radek", "Oslo", "Kiel", "happened")),
        ("Tobruq sailed from [Lyon] to [Oslo].", ("Tobruq", "Lyon", "Oslo", "happened")),
        ("We left [Oslo] at dawn and reached [Bergen].", ("the narrator", None, "Bergen", "happened")),
        ("A van took us to [Kiel].", ("the narrator", None, "Kiel", "happened")),
        ("Anna Berg was in [Oslo] on Monday.", ("Anna Berg", None, "Oslo", "happened")),
        ("Anna Berg was back in [Oslo].", ("Anna Berg", None, "Oslo", "happened")),
        ("Anna Berg was arrested in [Lyon] in May.", ("Anna Berg", None, "Lyon", "happened")),
        ("Anna Berg was taken to the clinic in [Lyon].", ("Anna Berg", None, "Lyon", "happened")),
        ("Anna Berg ran from [Oslo] to [Bergen].", ("Anna Berg", "Oslo", "Bergen", "happened")),
        ("Anna Berg got as far as [Bergen].", ("Anna Berg", None, "Bergen", "happened")),
        ("Anna Berg caught a lift to [Bergen].", ("Anna Berg", None, "Bergen", "happened")),
        ("Anna Berg, 31, from [Kiel], flew to [Oslo].", ("Anna Berg", None, "Oslo", "happened")),
        ("The liner Polar Rose left [Kiel] for [Oslo].", ("Polar Rose", "Kiel", "Oslo", "happened")),
        ("The queen’s cousin, Prince Otto, flew to [Oslo].", ("Otto", None, "Oslo", "happened")),
        ("Anna Berg’s float entered [Spain].", ("Anna Berg", None, "Spain", "happened")),
        ("Anna Berg fled again, first to [Kiel].", ("Anna Berg", None, "Kiel", "happened")),
    ],
)  # fmt: skip
def test_everyday_words_of_motion_are_read(text, expected):
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg flies to [Oslo] every summer.",
        "Prices went from [Oslo] to [Kiel].",
        "The talks were in [Oslo].",
        "The Grey Death travelled from [Oslo] to [Kiel] by ship.",
        "Help arrived in [Oslo].",
        "The bus runs from [Oslo] to [Bergen] in nine hours.",
        "Anna Berg wrote a book. The mooted march to [Oslo] is not on the agenda.",
    ],
)
def test_habits_timetables_and_things_go_nowhere(text):
    assert not [m for m in told(text) if m[3] in {"happened", "planned", "reported"}]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Anna Berg left [Oslo]. She phoned Wim Moll. She reached [Paris].", "Anna Berg"),
        ("Wim Moll left [Oslo]. His wife, Anna Berg, slept. He reached [Paris].", "Wim Moll"),
        ("Anna Berg left [Oslo]. Wim Moll had warned her. She reached [Paris].", "Anna Berg"),
        ("The ketch Sea Fern left [Oslo]. Anna Berg slept. The ketch reached [Paris].", "Sea Fern"),
        ("The yacht Blue Tern left [Kiel] with Anna Berg, a retired pilot. The yacht reached [Paris].",
         "Blue Tern"),
    ],
)  # fmt: skip
def test_who_is_spoken_of_stays_the_topic(text, who):
    assert [m[0] for m in told(text) if m[2] == "Paris"] == [who]


def test_joined_subjects_travel_together_by_their_names():
    found = told("Anna Berg, her husband and two children drove to [Oslo].")
    assert [m[0] for m in found] == ["Anna Berg"]


def test_who_is_taken_along_travels_too():
    assert {m[0] for m in told("Wim Moll drove Anna Berg to [Oslo].")} == {"Wim Moll", "Anna Berg"}


def test_a_diary_without_subjects_is_its_authors_with_the_days_above():
    analysis = tell("12 March. Left [Kiel] at dawn with dogs.\n\n15 March. Reached [Oslo] and slept.")
    assert {m.traveller for m in analysis.movements} == {"the narrator"}
    assert [m.when.iso[5:] for m in analysis.movements] == ["03-12", "03-15"]


def test_a_list_of_stays_has_a_day_for_each():
    found = tell("Anna Berg spent Monday in [Lyon], Tuesday in [Paris] and Wednesday in [Kiel].").movements
    assert [m.destination for m in found] == ["gm-lyon", "gm-paris", "gm-kiel"]
    assert len({m.when.iso for m in found}) == 3


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg arrived in [Paris] after stops in [Oslo] and [Kiel].",
        "Anna Berg flew to [Paris], stopping in [Oslo] and [Kiel].",
        "Anna Berg drove to [Paris] by way of [Oslo] and [Kiel].",
    ],
)
def test_halts_lie_on_the_way(text):
    (movement,) = tell(text).movements
    assert movement.via == ("gm-oslo", "gm-kiel")
    assert movement.destination == "gm-paris"


def test_what_hangs_on_a_plan_is_planned():
    text = "Anna Berg will fly to [Oslo] before going on to [Kiel]."
    assert [m[3] for m in told(text)] == ["planned", "planned"]


def test_rather_than_names_where_nobody_goes():
    assert stops("Anna Berg flew to [Kiel] rather than to [Oslo].") == [("Anna Berg", "Kiel", "happened")]
