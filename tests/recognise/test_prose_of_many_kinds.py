"""Names and roles in sixty sentences of many kinds of English (prose.tsv), none from a corpus.

Each row: kind, sentence, and ``name=role`` joined by bars; ``*`` allows any role, ``?`` leaves open whether
the name is found. Not all are read rightly: the floors say how many are.
"""

from collections import Counter
from pathlib import Path

import pytest

from geomap.language import read_prose
from geomap.model import Document
from geomap.recognise import recognise

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "prose.tsv").read_text(encoding="utf-8").split("\n")
    if line
]
FOUND, PRECISION, ROLE = 0.88, 0.94, 0.94
"""Never lowered in silence."""


def read_expected(row):
    pairs = [pair.rsplit("=", 1) for pair in row[2].split("|") if pair]
    return {name: role for name, role in pairs if role != "?"}, {n for n, role in pairs if role == "?"}


def read_found(text, gazetteer):
    found = recognise(read_prose(Document("d1", "a.txt", "A", text, "")), gazetteer=gazetteer)
    return {m.text: m.role for m in found}


def test_most_names_are_found_and_hardly_any_invented_whatever_the_kind_of_english(gazetteer):
    count = Counter()
    for row in ROWS:
        expected, open_names = read_expected(row)
        found = read_found(row[1], gazetteer)
        right = expected.keys() & found.keys()
        count["expected"] += len(expected)
        count["right"] += len(right)
        count["found"] += len(found.keys() - open_names)
        count["role"] += sum(expected[name] in {"*", found[name]} for name in right)
    assert count["right"] >= FOUND * count["expected"]
    assert count["right"] >= PRECISION * count["found"]
    assert count["role"] >= ROLE * count["right"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("just landed in nairobi, so hot!! flying to kigali tomorrow", {"nairobi", "kigali"}),
        ("got a new job in reading and it is nice to see jordan at work in march", set()),
        ("She sent turkey from nice places to her friends in spring.", set()),
    ],
)
def test_small_letters_name_large_places_only_where_nothing_is_capitalised(text, expected, gazetteer):
    assert read_found(text, gazetteer).keys() == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Bank of Ghana raised rates.", {"Ghana": "part_of_name"}),
        ("He joined the Workers' Party of Korea.", {"Korea": "part_of_name"}),
        ("Kenya said it would not sign.", {"Kenya": "actor"}),
        ("The Dakar-Bamako railway closed.", {"Dakar": "location"}),
        ("They moved to Terre Haute, Ind.", {"Terre Haute": "location", "Ind.": "location"}),
        ("They left Paris, Texas.", {"Paris": "location", "Texas": "location"}),
        ("Drought hit Southern Africa.", {"Southern Africa": "location"}),
        ("The firm has its seat in the State of Delaware.", {"Delaware": "location"}),
        ("FLOODS KILL DOZENS, HUNDREDS MISSING NEAR GOMA", {"GOMA": "location"}),
        ("The A40 was shut westbound between Witney and Burford.", {"Witney": "location"}),
    ],
)
def test_general_faults_that_were_mended_stay_mended(text, expected, gazetteer):
    assert expected.items() <= read_found(text, gazetteer).items()
