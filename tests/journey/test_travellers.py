"""One name for each traveller."""

import pytest

from geomap.journey.travellers import merge_names


@pytest.mark.parametrize(
    ("names", "one"),
    [
        (("Kim Jong-un", "Kim Jong Un"), True),
        (("Anna Berg", "Berg"), True),
        (("Volodymyr Zelenskyy", "Zelenskyj"), True),
        (("Anna Berg", "Karl Berg"), False),
        (("Anna Berg", "Anna Holm"), False),
        (("Anna Berg", "Bergman"), False),
    ],
)
def test_names_are_merged_only_where_they_are_one(names, one):
    assert (len(set(merge_names(names).values())) == 1) is one


def test_a_surname_that_two_people_have_is_neither():
    merged = merge_names(["Anna Berg", "Karl Berg", "Berg"])
    assert merged["Berg"] == "Berg"
