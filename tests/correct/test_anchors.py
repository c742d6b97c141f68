"""Anchors: words are found again where articles were edited or renamed, and never guessed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.correct import Found, Lost, anchor_at, locate
from tests.correct.articles import FLIGHT, WAITING, document


def anchored(text, words, nth=0):
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return anchor_at(document(text), at, at + len(words))


def found_words(anchor, *documents):
    found = locate(anchor, documents)
    assert isinstance(found, Found), found
    text = next(d.text for d in documents if d.id == found.document)
    return text[found.start : found.end], text[: found.start].count(anchor.quote)


@pytest.mark.parametrize("nth", [0, 1])
def test_words_are_where_they_were(nth):
    anchor = anchored(FLIGHT, "Nome", nth)
    assert locate(anchor, [document(FLIGHT)]) == Found("d1", anchor.start, anchor.end, exact=True)


@pytest.mark.parametrize("nth", [0, 1])
@pytest.mark.parametrize(
    "edit",
    [
        lambda t: "BREAKING NEWS from Nome, in short.\n\n" + t,
        lambda t: t.replace("\n", "\r\n"),
        lambda t: t.replace("Ana Ruiz left Anadyr", "The pilot Ana Ruiz had left the town of Anadyr"),
        lambda t: t.replace(" by plane", ""),
        lambda t: t.replace("flew to Juneau", "went to Sitka"),
        lambda t: "\n".join(reversed(t.split("\n"))),
    ],
    ids=["above", "line ends", "before", "shortened", "after", "paragraphs turned round"],
)
def test_an_edit_elsewhere_does_not_lose_the_words(edit, nth):
    """The second Nome stays the second, the first the first: the words around them decide."""
    anchor = anchored(FLIGHT, "Nome", nth)
    edited = document(edit(FLIGHT))
    found = locate(anchor, [edited])
    assert isinstance(found, Found)
    sentence = edited.text[max(0, found.start - 12) : found.end]
    assert ("landed in Nome" in sentence) == (nth == 0)


def test_words_that_are_gone_are_lost():
    anchor = anchored(FLIGHT, "Seattle")
    found = locate(anchor, [document(FLIGHT.replace("Seattle", "Portland"))])
    assert found == Lost("“Seattle” does not stand in a.txt any more")


def test_the_same_name_in_another_sentence_is_not_taken():
    anchor = anchored(FLIGHT, "Juneau")
    edited = FLIGHT.replace(" From Nome she flew to Juneau on Wednesday.", "")
    assert "Juneau" in edited
    assert locate(anchor, [document(edited)]) == Lost(
        "“Juneau” stands in a.txt only among other words than it did"
    )


def test_two_places_that_fit_alike_are_none():
    found = locate(anchored(FLIGHT, "Seattle"), [document(FLIGHT + FLIGHT)])
    assert isinstance(found, Lost)
    assert "2 times among the same words in a.txt" in found.why


def test_a_renamed_article_is_known_by_its_hash():
    anchor = anchored(FLIGHT, "Nome")
    others = [document(WAITING, "b.txt", "d1"), document(FLIGHT, "moved/c.txt", "d2")]
    assert locate(anchor, others) == Found("d2", anchor.start, anchor.end, exact=False)


def test_a_renamed_and_edited_article_is_known_by_its_words():
    anchor = anchored(FLIGHT, "Nome")
    others = [document(WAITING, "b.txt", "d1"), document("New head\n" + FLIGHT, "c.txt", "d2")]
    assert found_words(anchor, *others) == ("Nome", 0)


def test_an_article_that_is_gone_is_named():
    found = locate(anchored(FLIGHT, "Nome"), [document(WAITING, "b.txt")])
    assert found == Lost("there is no article a.txt any more, and no other holds these words")


def test_other_white_space_in_a_quote_does_not_count():
    text = "She came to New York\non Friday with friends. New Haven was far."
    anchor = anchored(text, "New York")
    assert found_words(anchor, document(text.replace("New York", "New\u00a0York")))[0] == "New\u00a0York"
    assert found_words(anchor, document(text.replace("New York", "New \r\n York")))[0] == "New \r\n York"


def test_a_row_of_a_table_is_found_when_another_one_is_put_in():
    """Rows are named by their number: the old path leads to the row before."""
    rows = ["He arrived in Paris on a sunny Monday.", "She arrived in Paris with two friends, by train."]
    anchor = anchor_at(document(rows[1], "t.csv/2"), 15, 20)
    now = ["They came first.", *rows]
    documents = [document(row, f"t.csv/{n}", f"d{n}") for n, row in enumerate(now, 1)]
    assert locate(anchor, documents) == Found("d3", 15, 20, exact=False)


def test_an_edited_article_keeps_its_words_though_a_copy_has_them_as_they_were():
    anchor = anchored(FLIGHT, "Nome")
    edited = document(FLIGHT.replace("landed in Nome", "landed safely in Nome"))
    found = locate(anchor, [document(FLIGHT + "Copy.", "b.txt", "d0"), edited])
    assert isinstance(found, Found)
    assert found.document == "d1"


def test_of_two_files_of_one_path_the_one_with_the_hash_is_meant():
    anchor = anchored(FLIGHT, "Nome")
    twins = [document("Nome " + FLIGHT, "a.txt", "d1"), document(FLIGHT, "a.txt", "d2")]
    assert locate(anchor, twins) == Found("d2", anchor.start, anchor.end, exact=True)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 3), (0, 10_000)])
def test_what_is_no_range_has_no_anchor(start, end):
    with pytest.raises(ValueError, match="is no range"):
        anchor_at(document(FLIGHT), start, end)


@settings(deadline=None)  # the machine may be busy
@given(st.text(min_size=1), st.data())
def test_every_range_is_found_in_its_own_text(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    here = Found("d1", start, end, exact=True)
    text = text.encode("utf-8", "replace").decode()
    assert locate(anchor_at(document(text), start, end), [document(text)]) == here


@settings(deadline=None)  # the machine may be busy
@given(st.text(alphabet="ab \n", min_size=1), st.text(alphabet="ab \n"), st.text(alphabet="ab \n"))
def test_whatever_is_found_is_the_quote(text, before, after):
    """Whatever was written around an article: what is found is the same words, or nothing."""
    at = len(text) // 2
    anchor = anchor_at(document(text), at, at + 1)
    edited = document(before + text + after)
    found = locate(anchor, [edited])
    if isinstance(found, Found):
        assert edited.text[found.start : found.end] == anchor.quote


def test_a_text_made_to_be_slow_is_sought_in_time():
    text = "ab " * 30_000
    anchor = anchor_at(document("x" + text), 1, 8_001)
    assert isinstance(locate(anchor, [document(text.replace("b a", "b  a"))]), Found | Lost)
