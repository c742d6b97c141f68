"""Gold files: what is read, what is refused with the line that is wrong."""

import json

import pytest

from geomap.errors import SourceError
from geomap.evaluate import read_gold


def write(tmp_path, *records):
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in records), encoding="utf-8")
    return path


def test_names_and_their_text_are_read(tmp_path):
    record = {"id": 7, "corpus": "mine", "text": "In Paris.", "mentions": [{"start": 3, "end": 8}]}
    (document,) = read_gold(write(tmp_path, record, ""))
    assert (document.id, document.toponyms[0]["text"], document.whole) == ("7", "Paris", True)


def test_a_metonymy_corpus_gives_one_role_a_line(tmp_path):
    record = {"id": "x", "text": "Paris said no.", "start": 0, "end": 5, "label": "metonymic"}
    (document,) = read_gold(write(tmp_path, record))
    assert document.toponyms[0]["role"] == "metonymic"
    assert not document.whole


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "no gold document"),
        ('{"id": 1, "text": "x"}', "mentions"),
        ('{"id": 2, "text": "x", "mentions": [{"start": 0}]}', "no gold document"),
        ("[]", "no gold document"),
    ],
)
def test_a_line_that_is_no_gold_document_is_named(tmp_path, line, why):
    with pytest.raises(SourceError, match=r"gold\.jsonl:2.*" + why):
        read_gold(write(tmp_path, {"id": 0, "text": "", "mentions": []}, line))


def test_a_document_that_stands_twice_is_refused(tmp_path):
    record = {"id": 0, "text": "", "mentions": []}
    with pytest.raises(SourceError, match="stands twice"):
        read_gold(write(tmp_path, record, record))


def test_an_empty_file_is_refused(tmp_path):
    with pytest.raises(SourceError, match="no document"):
        read_gold(write(tmp_path, ""))
