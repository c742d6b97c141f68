"""The file of corrections: what is written is read back, and what is broken is refused in words."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.correct import Corrections, anchor_at, from_record, to_record
from geomap.errors import CorrectionsError
from geomap.model import KINDS, Bounds, Chosen, Correction, OfDocument, OfLeg, OfMention, OfStop, Place
from tests.correct.articles import FLIGHT, PIN, document

text = st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
optional = st.none() | text
days = st.dates().map(str)
degrees = st.floats(-90, 90, allow_nan=False)
bounds = st.builds(
    lambda a, b, west, east: Bounds(min(a, b), west, max(a, b), east),
    degrees, degrees, st.floats(-180, 180), st.floats(-180, 180),
)  # fmt: skip
places = st.builds(
    Place, st.from_regex(r"\A(gn[0-9]{1,9}|gm-[a-z-]{1,20}|pin-x)\Z"), text, st.sampled_from(KINDS), degrees,
    st.floats(-180, 180), country=optional.map(lambda c: c and c[:20]), admin1=optional,
    geonameid=st.none() | st.integers(0, 10**8), bounds=st.none() | bounds,
)  # fmt: skip
anchors = st.tuples(st.integers(0, len(FLIGHT) - 20), st.integers(1, 20)).map(
    lambda at: anchor_at(document(FLIGHT), at[0], at[0] + at[1])
)
mentions = st.builds(OfMention, anchors, st.sampled_from(["here", "article", "everywhere"]))
documents = st.builds(OfDocument, text, st.none() | st.just("0" * 64))
stops = st.builds(OfStop, text, places, st.lists(anchors, max_size=2).map(tuple))
legs = st.builds(OfLeg, text, places, places, st.lists(anchors, max_size=2).map(tuple))
chosen = st.builds(
    Chosen, st.sampled_from(["location", "actor", "demonym", "part_of_name"]), st.none() | places
)
moments = st.none() | st.datetimes(timezones=st.timezones() | st.none()).filter(lambda d: d.tzinfo).map(
    lambda d: d.isoformat()
)
said = {"note": optional, "by": optional, "made": moments}
records = st.one_of(
    st.builds(Correction, st.just("place"), mentions, places, **said),
    st.builds(Correction, st.just("accept"), mentions, chosen, **said),
    st.builds(Correction, st.just("reject"), mentions | stops | legs, st.none(), **said),
    st.builds(Correction, st.just("note"), mentions | documents | stops | legs, text, **said),
    st.builds(Correction, st.just("date"), documents | stops, days, **said),
    st.builds(Correction, st.just("name"), legs, text, **said),
    st.builds(Correction, st.just("leave_out"), documents, st.none(), **said),
    st.builds(Correction, st.just("confirm"), stops | legs, st.none(), **said),
)


@settings(deadline=None)  # the machine may be busy
@given(st.lists(records, max_size=4), optional)
def test_what_is_written_is_read_back(some, title):
    corrections = Corrections(title=title or "").with_records(some)
    again = Corrections.from_json(corrections.to_json())
    assert again == corrections
    assert again.to_json() == corrections.to_json()


@settings(deadline=None)  # the machine may be busy
@given(records)
def test_the_id_is_the_same_whoever_says_it(record):
    said_by_another = to_record(record) | {"by": "somebody else"}
    assert from_record(said_by_another).id == record.id


RECORD = to_record(
    Correction("place", OfMention(anchor_at(document(FLIGHT), 40, 46)), PIN, made="2026-11-21T18:00:00Z")
)


def changed(*path, to):
    record = json.loads(json.dumps(RECORD | {"id": None}))
    inner = record
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = to
    return json.dumps({"geomap_corrections": 1, "records": [record]})


def test_a_record_without_its_id_is_whole():
    read = Corrections.from_json(changed("id", to=None))
    assert read.records[0].id == RECORD["id"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is no JSON"),
        ("{", "is no JSON"),
        ("[" * 100_000, "is no JSON"),
        ('{"geomap_corrections": 1, "records": [NaN]}', "NaN is not a number"),
        ("[]", "is no file of corrections"),
        ("null", "is no file of corrections"),
        ('{"schema": 1}', "is no file of corrections"),
        ('{"geomap_corrections": 2}', "is of version 2, this geomap reads 1"),
        ('{"geomap_corrections": true}', "is of version True"),
        ('{"geomap_corrections": 1, "records": {}}', "'records' is no list"),
        ('{"geomap_corrections": 1, "withdrawn": [1]}', "'withdrawn' is no list of ids"),
        ('{"geomap_corrections": 1, "story": 1}', "'story' is no text"),
        ('{"geomap_corrections": 1, "__proto__": {}}', "an unknown field: '__proto__'"),
        ('{"geomap_corrections": 1, "records": [3]}', "record 1 is no object: 3"),
        (changed("id", to="c000000000000"), "the id 'c000000000000' is not that of its content"),
        (changed("id", to=["x"]), "the id .* is not that of its content"),
        (changed("action", to="explode"), "record 1: 'action' is none of place, reject"),
        (changed("action", to="confirm"), "'confirm' cannot be done to a mention"),
        (changed("scoope", to="here"), "an unknown field: 'scoope'"),
        (changed("__proto__", to={"polluted": 1}), "an unknown field: '__proto__'"),
        (changed("note", to=7), "'note' is no text"),
        (changed("note", to="x" * 10_001), "'note' is longer than 10000 characters"),
        (changed("by", to="\ud800"), "'by' holds half a character"),
        (changed("made", to="yesterday"), "'made' is no time with its offset"),
        (changed("made", to="2026-11-21T18:00:00"), "'made' is no time with its offset"),
        (changed("target", to=None), "record 1.target is no object"),
        (changed("target", "kind", to="constructor"), "'kind' is none of"),
        (changed("target", "scope", to="galaxy"), "'scope' is none of"),
        (changed("target", "anchor", "quote", to=""), "'quote' is empty"),
        (changed("target", "anchor", "start", to=-1), "'start' is no whole number from 0"),
        (changed("target", "anchor", "start", to=1.5), "'start' is no whole number from 0"),
        (changed("target", "anchor", "end", to=47), "'end' is not 'start' and the length of the quote, 46"),
        (changed("target", "anchor", "end", to=10**30), "'end' is no whole number from 0"),
        (changed("value", to=None), "record 1.value is no object"),
        (changed("value", "lat", to=91), "'lat' is no number from -90 to 90"),
        (changed("value", "lat", to=10**400), "'lat' is no number from -90 to 90"),
        (changed("value", "lat", to=True), "'lat' is no number"),
        (changed("value", "lat", to="<img>"), "'lat' is no number"),
        (changed("value", "lon", to=181), "'lon' is no number from -180 to 180"),
        (changed("value", "kind", to="planet"), "'kind' is none of"),
        (changed("value", "id", to="a b"), "'id' is no id of a place"),
        (changed("value", "bounds", to=[1, 2, 3]), "'bounds' is no"),
        (changed("value", "bounds", to=[9, 0, 1, 0]), "its south above its north"),
        (changed("value", "geonameid", to=-3), "'geonameid' is no whole number"),
    ],
)  # fmt: skip
def test_a_broken_file_is_refused_with_its_name_and_the_reason(content, message):
    with pytest.raises(CorrectionsError, match=r"^mine\.json: .*" + message.replace("(", r"\(")):
        Corrections.from_json(content, name="mine.json")


def test_a_value_that_the_action_does_not_take_is_refused():
    content = json.loads(changed("action", to="reject"))
    with pytest.raises(CorrectionsError, match="the action takes none"):
        Corrections.from_json(json.dumps(content))


@pytest.mark.parametrize("day", ["2024-3-6", "20240306", "2024-02-30", "6 March", ""])
def test_a_date_is_a_day(day):
    record = {"action": "date", "target": {"kind": "document", "document": "a.txt"}, "value": day}
    with pytest.raises(ValueError, match="is no day"):
        from_record(record)


def test_a_missed_span_is_one_span():
    record = RECORD | {"id": None, "action": "add", "value": {"role": "location", "place": None}}
    from_record(record)
    record["target"] = record["target"] | {"scope": "everywhere"}
    with pytest.raises(ValueError, match="its scope can only be 'here'"):
        from_record(record)


@pytest.mark.parametrize(
    "words", ["{{7*7}}", "</script><script>window.__x=1</script>", "\u202e", "A&amp;B", "😀"]
)
def test_hostile_words_are_ordinary_words(words):
    note = Correction("note", OfDocument(words), words, note=words, by=words)
    assert Corrections.from_json(Corrections(title=words).with_records([note]).to_json()).records == (note,)


def test_undoing_remembers_the_id():
    record = from_record(RECORD)
    undone = Corrections().with_records([record]).without(record.id)
    assert undone.records == ()
    assert undone.withdrawn == (record.id,)
    assert undone.with_records([record]).withdrawn == ()
    with pytest.raises(KeyError):
        undone.without(record.id)
