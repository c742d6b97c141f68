"""Merging: two people's files become one, in order, without doubles, with what they dispute in sight."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.correct import Corrections, anchor_at, from_record, to_record
from geomap.model import Correction, OfDocument, OfMention
from tests.correct.articles import FLIGHT, PIN, document

HERE = OfMention(anchor_at(document(FLIGHT), 40, 46))


def note(text, second=None, by=None):
    made = None if second is None else f"2026-11-21T18:00:{second:02d}Z"
    return Correction("note", OfDocument("a.txt"), text, by=by, made=made)


def file(*records, withdrawn=()):
    return Corrections(tuple(records), tuple(withdrawn))


def texts(corrections):
    return [r.value for r in corrections.records]


def test_two_files_are_joined_in_the_order_of_time():
    mine, theirs = file(note("a", 1), note("c", 3)), file(note("b", 2), note("d", 4))
    assert texts(mine.merge(theirs)) == ["a", "b", "c", "d"]
    assert texts(theirs.merge(mine)) == ["a", "b", "c", "d"]


def test_what_both_have_stands_once():
    base = [note("a", 1), note("b", 2)]
    mine, theirs = file(*base, note("c", 3)), file(*base, note("d", 4))
    assert texts(mine.merge(theirs)) == ["a", "b", "c", "d"]
    assert mine.merge(mine) == mine


def test_a_file_keeps_its_own_order_where_it_has_no_times():
    mine, theirs = file(note("a", 5), note("b"), note("c", 6)), file(note("x", 1), note("y"))
    assert texts(mine.merge(theirs)) == ["x", "y", "a", "b", "c"]


def test_what_either_has_undone_stays_undone():
    undone = note("a", 1)
    mine, theirs = file(undone, note("b", 2)), file(note("c", 3), withdrawn=[undone.id])
    for joined in (mine.merge(theirs), theirs.merge(mine)):
        assert texts(joined) == ["b", "c"]
        assert joined.withdrawn == (undone.id,)


def test_who_is_not_named_gets_the_name_of_the_file():
    shared = note("a", 1)
    joined = file(shared).merge(file(shared, note("b", 2), note("c", 3, by="Ben")), by="ben-laptop")
    assert [r.by for r in joined.records] == [None, "ben-laptop", "Ben"]
    again = file(shared, note("b", 2)).merge(joined)
    assert [r.id for r in again.records] == [r.id for r in joined.records], "sent back, nothing stands twice"


def test_what_two_people_say_differently_is_a_dispute():
    place = Correction("place", HERE, PIN, by="Ana", made="2026-11-21T18:00:00Z")
    reject = Correction("reject", HERE, by="Ben", made="2026-11-21T17:00:00Z")
    role = Correction("role", HERE, "actor", by="Cy", made="2026-11-21T16:00:00Z")
    (one,) = file(place).merge(file(reject)).disputes()
    assert (one.earlier, one.later) == (reject, place)
    assert not file(place, role).disputes(), "where it is and what role it plays are two things"
    assert not file(place, Correction("place", HERE, PIN, by="Ben")).disputes(), "they agree"
    assert not file(place, Correction("reject", HERE, by="Ana")).disputes(), "she changed her mind"


def test_who_gives_a_name_later_is_in_no_dispute_until_another_file_differs():
    unnamed = Correction("place", HERE, PIN, made="2026-11-21T17:00:00Z")
    named = Correction("reject", HERE, by="Ana", made="2026-11-21T18:00:00Z")
    assert not file(unnamed, named).disputes()
    ours, theirs = file(unnamed, note("a", 1)), Correction("reject", HERE, made="2026-11-21T19:00:00Z")
    joined = ours.merge(file(theirs), by="theirs", ours_by="ours")
    assert [(r.by, r.action) for r in joined.records] == [
        ("ours", "place"), (None, "note"), ("theirs", "reject")
    ]  # fmt: skip
    (one,) = joined.disputes()
    assert (one.earlier.id, one.later.id) == (unnamed.id, theirs.id)
    again = file(unnamed, named).merge(file(note("b", 2)), by="theirs", ours_by="ours")
    assert [r.by for r in again.records] == [None, "Ana", "theirs"], "nobody else contradicts these"


def test_a_dispute_is_settled_when_somebody_gives_way():
    place = Correction("place", HERE, PIN, by="Ana", made="2026-11-21T18:00:00Z")
    reject = Correction("reject", HERE, by="Ben", made="2026-11-21T17:00:00Z")
    agreed = Correction("place", HERE, PIN, by="Ben", made="2026-11-21T19:00:00Z")
    assert not file(place, reject, agreed).disputes()


notes = st.builds(
    note, st.sampled_from("abcdef"), st.none() | st.integers(0, 9), st.sampled_from([None, "Ana", "Ben"])
)
files = st.builds(
    lambda records, gone: Corrections(withdrawn=tuple(sorted(gone))).with_records(
        r for r in records if r.id not in gone
    ),
    st.lists(notes, max_size=5),
    st.sets(notes.map(lambda r: r.id), max_size=2),
)


@settings(deadline=None)  # the machine may be busy
@given(files, files)
def test_a_merge_loses_nothing_and_invents_nothing(mine, theirs):
    joined = mine.merge(theirs)
    gone = {*mine.withdrawn, *theirs.withdrawn}
    said = {r.id for r in itertools.chain(mine.records, theirs.records)}
    assert {r.id for r in joined.records} == said - gone
    assert set(joined.withdrawn) == gone
    assert joined.merge(theirs) == joined
    assert joined.merge(mine) == joined
    assert Corrections.from_json(joined.to_json()) == joined


@settings(deadline=None)  # the machine may be busy
@given(files, files)
def test_it_does_not_matter_who_merges(mine, theirs):
    ids = [[r.id for r in a.merge(b).records] for a, b in ((mine, theirs), (theirs, mine))]
    assert set(ids[0]) == set(ids[1])


@settings(deadline=None)  # the machine may be busy
@given(notes)
def test_a_record_survives_its_plain_form(record):
    assert from_record(to_record(record)) == record
