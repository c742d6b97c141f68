"""Copies of one wire story count as one source."""

from dataclasses import replace

from geomap.journey import assemble_journeys
from tests.journey.telling import tell

WIRE = (
    "Anna Berg left [Oslo] for [Paris] on Monday with a small delegation of engineers and two translators. "
    "The visit, which had been arranged in the spring, is to last three days, her office said in a note. "
    "[Lyon], about 390 kilometers north of [Paris], is the last stop of the tour before she returns."
)


def test_a_copy_gives_no_second_evidence_and_is_marked():
    first = tell(WIRE, document="d1", published="2023-09-12")
    second = tell(WIRE.replace("her office", "a spokesman"), document="d2", published="2023-09-11")
    assembly = assemble_journeys([first, second])
    assert [d.copy_of for d in assembly.documents] == ["d2", None]
    assert {e[:2] for j in assembly.journeys for s in j.stops for e in s.evidence} == {"d2"}
    assert {e.document for d in assembly.disagreements for e in d.evidence} == {"d2"}
    assert {m.document for m in assembly.movements} == {"d1", "d2"}


def test_what_only_the_copy_says_stays():
    more = tell(WIRE + " Later Anna Berg reached [Kiel].", document="d2", published="2023-09-13")
    assembly = assemble_journeys([tell(WIRE), more])
    assert assembly.documents[1].copy_of == "d1"
    assert {"d1", "d2"} == {e[:2] for j in assembly.journeys for s in j.stops for e in s.evidence}


def test_two_texts_of_their_own_words_are_two_sources():
    other = tell(
        "On Monday Anna Berg set out from [Oslo] for [Paris]. She took engineers along, and two people who "
        "translate. Her office says that it will be over after three days, and that it was long planned.",
        document="d2",
    )
    assembly = assemble_journeys([tell(WIRE), other])
    assert all(replace(d, copy_of=None) == d for d in assembly.documents)
