"""Sentences: where they end, where they do not, and what no sentence crosses."""

import pytest

from geomap.language import read_prose
from geomap.model import Document, Span
from tests.growth import assert_linear


def prose_of(text, **fields):
    return read_prose(Document("d1", "a.txt", "A", text, "", **fields))


def sentences(text, **fields):
    prose = prose_of(text, **fields)
    return [text[s.start : s.end] for s in prose.sentences]


@pytest.mark.parametrize(
    "sentence",
    [
        "She moved from St. John to Ft. Wayne, Ind. in May.",
        "The U.S. envoy met Dr. Amara K. Obi.",
        "The former U. S. President John F. Kennedy spoke.",
        "The gate shut at 19. 00 local time (10. 00 GMT).",
        "It cost 3.5 million, says example.com in its report.",
        "“Why?” he asked.",
        "They wait . . . and wait.",
        "Acme Corp. of Dayton grew.",
    ],
)
def test_a_dot_inside_a_sentence_does_not_end_it(sentence):
    assert sentences(sentence + " Then nothing.") == [sentence, "Then nothing."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They left the U.S. The plane was late.", ["They left the U.S.", "The plane was late."]),
        ("He said “Go.” She went.", ["He said “Go.”", "She went."]),
        ('He said "Go!" She went.', ['He said "Go!"', "She went."]),
        ("It ended in 2019. Nobody came.", ["It ended in 2019.", "Nobody came."]),
        ("Thanks to sponsors?We do.", ["Thanks to sponsors?", "We do."]),
        ("1. Rome is old. 2. So is Lima.", ["1. Rome is old.", "2. So is Lima."]),
    ],
)
def test_a_mark_ends_a_sentence_with_the_quotes_that_close_it(text, expected):
    assert sentences(text) == expected


def test_headlines_and_list_items_are_sentences_of_their_own():
    text = "Flood In Beira\nWater rose on Monday.\n- Sofala\n- Manica\n\nRoads are shut"
    assert sentences(text) == [
        "Flood In Beira",
        "Water rose on Monday.",
        "- Sofala",
        "- Manica",
        "Roads are shut",
    ]


def test_lines_wrapped_at_a_width_are_joined():
    line = "The convoy that left the harbour in the night passed the old customs"
    text = "\n".join([line] * 8) + "\nhouse.\n\nNext."
    assert len(sentences(text)) == 2


def test_no_token_or_sentence_crosses_the_edge_of_furniture_or_headline():
    text = "By Ann LeeLima is dry today. Share this"
    prose = prose_of(text, furniture=(Span(0, 10), Span(29, 39)), title_span=Span(10, 14))
    parts = [text[s.start : s.end] for s in prose.sentences]
    assert parts == ["By Ann Lee", "Lima", "is dry today.", "Share this"]
    assert prose.tokens[2].text == "Lee"


def test_sentences_hold_every_token_once_and_their_offsets_are_those_of_the_text():
    text = "Ōsaka 🏯 is big.  Is it? “Yes.”\r\n\r\nNaïve café in A\u0301vila — U.S. troops… 3. x"
    prose = prose_of(text)
    ranges = [(s.first_token, s.last_token) for s in prose.sentences]
    assert [a for a, _ in ranges] == [0, *(b for _, b in ranges[:-1])]
    assert ranges[-1][1] == len(prose.tokens)
    for s in prose.sentences:
        tokens = prose.tokens_of(s)
        assert (s.start, s.end) == (tokens[0].start, tokens[-1].end)
        assert all(text[t.start : t.end] == t.text for t in tokens)


def test_an_empty_document_has_neither_tokens_nor_sentences():
    prose = prose_of(" \n\t ")
    assert prose.tokens == ()
    assert prose.sentences == ()


HOSTILE = pytest.mark.parametrize("unit", ["A. ", "12°", '"', "'", "A.\n", "a.b", "\n", "?!"])


@HOSTILE
def test_hostile_texts_take_linear_time(unit):
    assert_linear(prose_of, unit, 100_000)


@HOSTILE
def test_no_sentence_grows_without_end(unit):
    assert all(s.last_token - s.first_token <= 310 for s in prose_of(unit * 10_000).sentences)
