"""Copies of one wire story count as one source."""

import tracemalloc
from dataclasses import replace

from geomap.journey import assemble_journeys
from geomap.journey.copies import MOST_COMMON, find_copies
from geomap.model import Document
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


def written(words: list[str], n: int, published: str | None = None) -> Document:
    return Document(f"d{n}", f"{n}.txt", "Title", " ".join(words), f"{n:064x}", published=published)


def own_words(n: int, count: int = 300) -> list[str]:
    return [f"w{n * count + k}" for k in range(count)]


def test_the_earliest_is_the_original_of_all_that_are_alike():
    story, paragraph = own_words(1), own_words(2, 60)
    told = [story + paragraph, story[:-30], own_words(3), paragraph + story, story]
    days = ["2021-03-04", "2021-03-02", None, "2021-03-03", None]
    documents = [written(words, n, day) for n, (words, day) in enumerate(zip(told, days, strict=True))]
    assert find_copies(documents) == {"d0": "d1", "d3": "d1", "d4": "d1"}


def test_a_story_that_everybody_reprints_has_one_original():
    reprints = [written(own_words(1), n) for n in range(2 * MOST_COMMON)]
    edited = written(own_words(1)[:-30], 3 * MOST_COMMON)
    assert find_copies([*reprints, edited]) == {d.id: "d0" for d in (*reprints[1:], edited)}


def test_what_all_articles_end_with_makes_no_copies():
    formula = own_words(0)
    documents = [written(own_words(n + 1, 50) + formula, n) for n in range(2 * MOST_COMMON)]
    assert not find_copies(documents)


def test_a_run_of_words_weighs_bytes_not_objects():
    articles = [written(own_words(n), n) for n in range(200)]
    find_copies(articles[:2])
    tracemalloc.start()
    find_copies(articles)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    runs = sum(len(d.text.split()) for d in articles)
    assert peak < 180 * runs
