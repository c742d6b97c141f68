"""What the words beside a name say, whatever the name."""

import pytest

from geomap.resolve.cues import REACH, read_cues
from tests.resolve.bracketed import read


def cues(text):
    prose, mentions = read(text)
    return read_cues(prose.text, mentions)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the [A] region", ["region"]),
        ("the [A] Oblast", ["oblast"]),
        ("the town of [A]", ["town"]),
        ("the capital [A]", ["capital"]),
        ("the capital of [A]", [""]),
        ("[A], a port on the sea", ["port"]),
        ("the [A] and [B] regions", ["region", "region"]),
        ("the regions of [A], [B] and [C]", ["region", "region", "region"]),
        ("two regions in the east – [A] and [B] –", ["region", "region"]),
        ("the [A], [B], [C] and [D] areas", ["region"] * 4),
        ("[A] State beat the others", [""]),
        ("[A]’s capital is large", [""]),
        ("the [A] city of [B]", ["", "city"]),
        ("the [A] District Court", [""]),
        ("[A] and [B] met", ["", ""]),
        ("[A] Governor Ann Lee", ["governor"]),
        ("the governor of [A]", ["governor"]),
        ("[A] voters", ["voters"]),
        ("Upstate [A]", ["upstate"]),
    ],
)
def test_a_kind_word_belongs_to_its_names(text, words):
    assert [c.word for c in cues(text)] == words


def test_the_end_of_a_long_word_at_the_edge_of_what_is_read_is_no_word():
    tail = " in northernmost southernmost quadrant of "
    assert len(f"cities{tail}") == REACH
    assert cues(f"All cities{tail}[A] and [B]")[0].word == "city"
    assert cues(f"All supercities{tail}[A] and [B]")[0].word == ""


@pytest.mark.parametrize(
    ("text", "container"),
    [
        ("[A], [B]", "B"),
        ("[A] (B)", "B"),
        ("[A] in [B]", "B"),
        ("[B]’s far eastern [A]", "B"),
        ("the [B] city of [A]", "B"),
        ("[A], N.Y., was", "N.Y."),
    ],
)
def test_an_area_beside_a_name_holds_it(text, container):
    found = next(c for c in cues(text) if c.containers)
    assert container in found.containers


@pytest.mark.parametrize("text", ["[SEOUL] — The president", "[Seoul] (AP) - The president"])
def test_a_dateline_is_one(text):
    assert cues(text)[0].dateline


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("She left [A]", True),
        ("She flew home to [A]", True),
        ("Flights to [A] stopped", True),
        ("She voted in [A]", False),
        ("[A] voted", False),
    ],
)
def test_what_is_left_or_reached_is_on_the_way(text, way):
    assert cues(text)[0].on_the_way is way


def test_the_names_of_a_list_keep_each_other_company():
    assert cues("[A], [B] and [C] met [D]")[0].company == ("B", "C")


@pytest.mark.parametrize(
    "noise", ["A" * 50_000, "A. " * 20_000, "a-" * 30_000 + "!", " " * 50_000, "of " * 20_000]
)
def test_a_hostile_text_costs_no_more_than_its_length(noise):
    prose, mentions = read(f"{noise}[A]{noise}[B]{noise}")
    assert len(read_cues(prose.text, mentions)) == 2
