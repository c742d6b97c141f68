"""A line ends with LF, CR and LF, or CR alone; which of them makes no difference to the sentences."""

import textwrap

import pytest

from geomap.language import read_prose
from geomap.read import read_text

LINES = [
    "Minister flies to Paris",
    "",
    "She left Rome on Monday",
    "Her aide stayed",
    "",
    "Talks begin in Oslo.",
]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_sentences_end_at_every_kind_of_line_end(end):
    prose = read_prose(read_text(end.join(LINES), document_id="d1"))
    assert [prose.document.text[s.start : s.end] for s in prose.sentences] == [line for line in LINES if line]


@pytest.mark.parametrize("width", [66, 72, 78])
def test_a_few_lines_that_are_each_full_are_wrapped_and_break_no_name(width):
    words = (
        "The minister flew from New York to Buenos Aires on Monday, and then on to Rio de Janeiro, where she "
        "met officials before she left for South Africa by way of Addis Ababa, Cape Town and the Democratic "
        "Republic of the Congo, where the party had hoped to stay for another week of talks in Kinshasa."
    )
    text = textwrap.fill(words, width)
    assert text.count("\n") in (3, 4)
    assert len(read_prose(read_text(text, document_id="d1")).sentences) == 1


def test_a_few_lines_of_any_length_are_lines_of_their_own():
    lines = [
        "Minister flies to Paris for talks with her colleague",
        "She left Rome on Monday and will be back within the week",
        "Her aide stayed behind, two officials confirmed",
        "Talks are to begin in Oslo on Thursday, says a spokeswoman",
    ]
    prose = read_prose(read_text("\n".join(lines), document_id="d1"))
    assert len(prose.sentences) == len(lines)
