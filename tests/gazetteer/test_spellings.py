"""The names within one letter, found in a filter by arithmetic: the same as by writing them all down."""

import string

from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.gazetteer import spellings

KNOWN = sorted(
    {"vladivostok", "saint petersburg", "parris", "aaaaaaa", "route 66 town", "kampala", "kampung"}
)


def one_edit(key):
    splits = [(key[:i], key[i:]) for i in range(len(key) + 1)]
    edits = {a + b[1:] for a, b in splits if b} | {a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1}
    edits |= {a + c + b[1:] for a, b in splits if b for c in string.ascii_lowercase}
    edits |= {a + c + b for a, b in splits for c in string.ascii_lowercase}
    edits |= {a + " " + b for a, b in splits if a and b and " " not in (a[-1], b[0])}
    return edits - {key}


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abks 6", min_size=2, max_size=12).map(lambda s: " ".join(s.split())).filter(bool))
def test_near_misses_are_those_of_all_edits_that_the_filter_lets_pass(key):
    bits = spellings.sieve(name.encode() for name in {*KNOWN, *sorted(one_edit(key))[::3]})
    expected = sorted(edit for edit in one_edit(key) if spellings.may_hold(bits, edit.encode()))
    assert spellings.near_misses(bits, key) == expected


def test_a_name_one_letter_off_is_among_the_near_misses():
    bits = spellings.sieve(name.encode() for name in KNOWN)
    for wrong, right in [
        ("vladivostk", "vladivostok"), ("vladiovstok", "vladivostok"), ("parriss", "parris"),
        ("saintpetersburg", "saint petersburg"), ("pxrris", "parris"),
    ]:  # fmt: skip
        assert right in spellings.near_misses(bits, wrong)
