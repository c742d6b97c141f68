"""Excerpts: a story without its articles, in which everything still refers to what is there."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.correct import Corrections
from geomap.export.excerpts import GAP, excerpted
from geomap.model import Span, Story
from geomap.pipeline import build
from tests.correct.articles import folder_of, of, place_named
from tests.stories import small_story

LONG = "Nobody travels in this sentence. " * 30


def padded(before: str, between: str) -> Story:
    """The small story with other sentences around and between its own."""
    story = small_story()
    (document,) = story.documents
    first, second, third = document.sentences
    text = document.text
    parts = [before, text[slice(*first)], between, text[slice(*second)], between, text[slice(*third)], before]
    at = {s: sum(map(len, parts[: 2 * i + 1])) - s.start for i, s in enumerate(document.sentences)}

    def shift(offset):
        return next(move for s, move in at.items() if s.start <= offset < s.end)

    def moved(part):
        return replace(part, start=part.start + shift(part.start), end=part.end + shift(part.start))

    return replace(
        story,
        documents=(
            replace(document, text="".join(parts),
                    sentences=tuple(Span(s.start + move, s.end + move) for s, move in at.items())),
        ),
        mentions=tuple(map(moved, story.mentions)),
        movements=tuple(map(moved, story.movements)),
        claims=tuple(map(moved, story.claims)),
        dates=tuple((d, moved(t)) for d, t in story.dates),
        disagreements=tuple(replace(d, evidence=tuple(map(moved, d.evidence))) for d in story.disagreements),
    )  # fmt: skip


def test_what_the_map_stands_on_remains_and_the_rest_is_gone():
    story = padded(f"{LONG}\n\n", f"\n\n{LONG}\n\n")
    short = excerpted(story)
    text = short.documents[0].text
    assert "Nobody travels" not in text
    assert text.count(GAP) == 4
    for sentence in small_story().documents[0].sentences:
        assert small_story().documents[0].text[slice(*sentence)] in text
    assert short.journeys == story.journeys


def test_what_a_person_noted_stays_in_the_newsroom(tmp_path, gazetteer):
    articles = folder_of(tmp_path / "articles")
    first = build([articles], gazetteer=gazetteer)
    made = of(first, "Nome", "place", place_named(first, "Anadyr"), note="Source: Berta", by="Ana")
    story = build([articles], gazetteer=gazetteer, corrections=Corrections((made,)))
    assert "Berta" in story.to_json()
    assert "Berta" not in excerpted(story).to_json()


@settings(deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_excerpts_are_a_story_that_keeps_the_contract(before, between):
    story = padded(f"{before}\n", f"\n{between}\n")
    short = excerpted(story)
    assert Story.from_json(short.to_json().encode("utf-8", "backslashreplace")) == short
    assert excerpted(short) == short
    for old, new in zip(story.movements, short.movements, strict=True):
        assert story.documents[0].text[slice(*old.span)] == short.documents[0].text[slice(*new.span)]


def test_the_excerpts_of_the_sample_are_half_of_it_or_less(sample):
    short = excerpted(sample)
    assert 2 * sum(len(d.text) for d in short.documents) < sum(len(d.text) for d in sample.documents)
    assert short.journeys == sample.journeys
    assert Story.from_json(short.to_json()) == short
    assert {m.place for m in short.mentions if m.role == "location" and not m.furniture} == {
        m.place for m in sample.mentions if m.role == "location" and not m.furniture
    }


def test_a_document_without_evidence_is_a_gap_alone():
    bare = {"journeys": (), "mentions": (), "movements": (), "claims": (), "unplaced": (), "dates": ()}
    short = excerpted(small_story(**bare, disagreements=()))
    assert short.documents[0].text == GAP
