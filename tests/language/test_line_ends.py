"""A line ends with LF, CR and LF, or CR alone; which of them makes no difference to the sentences."""

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
