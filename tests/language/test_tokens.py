"""Tokens: what stands alone, what stays whole, and offsets that are exact."""

import pytest

from geomap.language.tokens import tokenise
from tests.growth import assert_linear


def words(text):
    return [t.text for t in tokenise(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chile's coast", ["Chile", "'s", "coast"]),
        ("Peru’s coast", ["Peru", "’s", "coast"]),
        ("PERU'S COAST", ["PERU", "'S", "COAST"]),
        ("Lagos-based", ["Lagos", "-", "based"]),
        ("the U.S. and U.K.", ["the", "U.S.", "and", "U.K."]),
        ("they don’t", ["they", "don’t"]),
        ("L'Aquila, D’Arcy", ["L'Aquila", ",", "D’Arcy"]),
        ("the teachers' strike", ["the", "teachers", "'", "strike"]),
        ("km² at 3.5", ["km²", "at", "3", ".", "5"]),
        ("snake_case", ["snake", "_", "case"]),
        ("Zu\u0308rich's", ["Zu\u0308rich", "'s"]),
        ("co\u00adoperate zero\u200bwidth", ["co\u00adoperate", "zero\u200bwidth"]),
        ("New\u00a0York", ["New", "York"]),
    ],
)
def test_possessives_and_hyphens_part_words_and_abbreviations_stay_whole(text, expected):
    assert words(text) == expected


def test_offsets_count_code_points_so_that_emoji_before_a_name_shift_it_by_one():
    text = "😀😀 Accra’s port 🚢 Tema"
    assert all(text[t.start : t.end] == t.text for t in tokenise(text))
    assert [t.start for t in tokenise(text) if t.text in {"Accra", "Tema"}] == [3, 18]


def test_only_white_space_is_lost():
    text = "“¿Qué?” — 3€ (sic) … ___ #Lima @b\t\n§7 &amp;"
    assert "".join(words(text)) == "".join(text.split())


def test_a_part_of_a_text_has_offsets_into_the_whole():
    text = "Oslo. Bergen."
    assert [(t.start, t.text) for t in tokenise(text, 6)] == [(6, "Bergen"), (12, ".")]


@pytest.mark.parametrize("unit", ["A", "A. ", "a-", " ", "'", "a'"])
def test_hostile_texts_take_linear_time(unit):
    assert_linear(lambda text: list(tokenise(text)), unit, 100_000)
