"""Names of people are found where cues say so, and places that bear such names are not."""

import itertools

import pytest

from geomap.language import find_people, read_prose
from geomap.model import Document
from tests.growth import assert_linear


def people_of(text):
    prose = read_prose(Document(id="d1", path="", title="", text=text, sha256=""))
    found = find_people(prose)
    assert all(text[p.start : p.end] == p.text for p in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    return found


def names(text):
    return [p.text for p in people_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("North Korean leader Kim Jong Un arrived on Tuesday.", ["Kim Jong Un"]),
        ("Will Kim Jong Un travel to Vladivostok?", ["Kim Jong Un"]),
        ("Kim Jong-un Arrives in Russia for Talks with Officials", ["Kim Jong-un"]),
        ("He brought his foreign minister, Choe Sun Hui, along.", ["Choe Sun Hui"]),
        ("The field marshals Ri Pyong Chol and Pak Jong Chon smiled.", ["Ri Pyong Chol", "Pak Jong Chon"]),
        ("Jeon Ha Gyu, a spokesman for the ministry, declined.", ["Jeon Ha Gyu"]),
        ("He met Chinese President Xi Jinping.", ["Xi Jinping"]),
        ("Former U.S. President Donald Trump left.", ["Donald Trump"]),
        ("State Department spokesman Matthew Miller said no.", ["Matthew Miller"]),
        ("Brigadier General Oleksander Tarnavskyy spoke.", ["Oleksander Tarnavskyy"]),
        ("European Commission chief Ursula von der Leyen agreed.", ["Ursula von der Leyen"]),
        ("Syrian President Bashar al-Assad flew home.", ["Bashar al-Assad"]),
        ("Mr. Kim took a train, and Pope Francis prayed.", ["Kim", "Francis"]),
        ("Reporters Jim Heintz in Tallinn, and Dake Kang and Ng Han Guan in Fangchuan, wrote.",
         ["Jim Heintz", "Dake Kang", "Ng Han Guan"]),
        ("The Russian military killed Emma Igual and Anthony Ihnat.", ["Emma Igual", "Anthony Ihnat"]),
        ("John F. Kennedy visited Berlin.", ["John F. Kennedy"]),
        ("Judge David A. Ellwood and Don Reimer agreed.", ["David A. Ellwood", "Don Reimer"]),
        ("Paris Hilton and Chad Smith flew to Texas.", ["Paris Hilton", "Chad Smith"]),
        ("Italian Prime Minister Georgia Meloni arrived.", ["Georgia Meloni"]),
        ("Zanele Mbeki, 34, was arrested.", ["Zanele Mbeki"]),
    ],
)  # fmt: skip
def test_finds_the_bare_name(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "They flew from New York to San Diego and on to Hong Kong.",
        "The Jordan Valley, Virginia Beach, Jackson County and Florence, Italy are places.",
        "Washington said that Moscow and Paris agreed.",
        "Georgetown University and the New York Times wrote about Lake Charles.",
        "The Russian mercenary organization Wagner fought in Chad.",
        "Queen Anne's County lies in Maryland; St. Clair does not.",
        "The U.N. Security Council met; the Korean Central News Agency said so.",
        "General Motors and the Prime Minister's Office agreed with Goldman Sachs.",
        "Storms expected to miss Rochester hit Ho Chi Minh City.",
        "The Martin Luther King Bridge and the Victoria River flooded on Monday.",
    ],
)
def test_places_and_organisations_are_no_people(text):
    assert names(text) == []


def test_a_surname_alone_is_linked_to_the_fullest_form():
    found = people_of("President Vladimir Putin spoke. Putin left. Ahead of it, Putin’s guards came.")
    assert [(p.text, p.name) for p in found] == [
        ("Vladimir Putin", "Vladimir Putin"), ("Putin", "Vladimir Putin"), ("Putin", "Vladimir Putin"),
    ]  # fmt: skip


def test_the_most_named_of_a_family_owns_the_surname_alone():
    text = (
        "Kim Jong Un came by train. Kim Jong Un waved. With him came Admiral Kim Myong Sik. "
        "Kim’s delegation is large."
    )
    assert people_of(text)[-1].name == "Kim Jong Un"


def test_spellings_of_one_slavic_surname_are_one_person():
    found = people_of("Ukrainian President Volodymyr Zelenskyy spoke. Zelenskyj said so. Zelensky left.")
    assert {p.name for p in found} == {"Volodymyr Zelenskyy"}
    assert len(found) == 3


def test_a_surname_that_is_a_place_stays_a_place_after_in():
    found = people_of("Actor Denzel Washington smiled. Washington said he was happy in Washington.")
    assert [p.start for p in found] == [6, 32]


@pytest.mark.parametrize("unit", ["A", "A. ", "Al-", "Kim ", "Mr. ", " "])
def test_takes_linear_time(unit):
    assert_linear(people_of, unit, 100_000)
