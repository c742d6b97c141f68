"""Names and places as a person has them: whatever the machine thinks, that word holds in the build."""

import dataclasses
import itertools

import pytest

from geomap.correct import Corrections
from geomap.geodesy import distance_km
from geomap.model import Chosen, Story
from geomap.pipeline import Workshop
from tests.correct.articles import (
    FLIGHT,
    PIN,
    folder_of,
    mention_at,
    of,
    place_named,
    state_of,
    why_of,
)


@pytest.fixture(scope="module")
def workshop(tmp_path_factory, gazetteer):
    """Two articles, analysed once."""
    return Workshop(folder_of(tmp_path_factory.mktemp("articles")), gazetteer=gazetteer)


@pytest.fixture(scope="module")
def story(workshop):
    return workshop.story()


def corrected(workshop, *records) -> Story:
    story = workshop.story(Corrections().with_records(records))
    assert len(story.corrections) == len(records), "each record has an outcome"
    assert Story.from_json(story.to_json()) == story
    return story


def spans(story, words):
    return [(m.document, m.start) for m in story.mentions if m.text == words]


def test_a_pin_moves_the_mark_and_the_figures_of_its_legs(workshop, story):
    record = of(story, "Nome", "place", PIN, scope="article", note="the airport")
    after = corrected(workshop, record)
    mention = mention_at(after, record)
    place = after.places_by_id[mention.place]
    assert (place.name, place.lat, place.lon) == ("Nome airport", PIN.lat, PIN.lon)
    assert place.country == "US", "a pin near the place that it locates better lies in its country"
    assert mention.confidence == 1.0
    assert mention.reviewed
    assert mention.reasons[:2] == ("chosen by a person", "the airport")
    assert mention.alternatives[0].place == mention_at(story, record).place, "the machine's choice is kept"
    leg = next(x for j in after.journeys for x in j.legs if place.id in {x.origin, x.destination})
    other = after.places_by_id[leg.destination if leg.origin == place.id else leg.origin]
    stretch = distance_km((place.lat, place.lon), (other.lat, other.lon))
    assert leg.geodesic_km == pytest.approx(stretch, abs=0.1)
    assert leg.path[0] == (place.lat, place.lon) or leg.path[-1] == (place.lat, place.lon)
    assert all(place.id != leg.origin for j in story.journeys for leg in j.legs)


def test_one_name_is_put_elsewhere_and_those_alike_stay(workshop, story):
    record = of(story, "Washington", "place", PIN, nth=1)
    after = corrected(workshop, record)
    assert mention_at(after, record).place == PIN.id
    first = of(story, "Washington", "reject")
    assert mention_at(after, first).place == mention_at(story, first).place
    assert state_of(after, record) == "applied"


def test_another_candidate_is_the_gazetteers_own(workshop, story):
    seattle = place_named(story, "Seattle")
    record = of(story, "Nome", "place", seattle)
    assert record.value.population == 0, "the record does not carry everything"
    after = corrected(workshop, record)
    assert after.places_by_id[mention_at(after, record).place] == seattle


@pytest.mark.parametrize(
    ("scope", "left"),
    [("here", 3), ("article", 1), ("everywhere", 0)],
)
def test_not_a_place_here_in_the_article_or_everywhere(workshop, story, scope, left):
    assert len(spans(story, "Juneau")) + len(spans(story, "Seattle")) >= 4, "the articles tell of them"
    record = of(story, "Juneau", "reject", scope=scope)
    after = corrected(workshop, record)
    found, kept = spans(story, "Juneau"), spans(after, "Juneau")
    assert len(kept) == (left if scope != "here" else len(found) - 1)
    assert [(r.document, r.start) for r in after.rejected] == [s for s in found if s not in kept]
    assert {r.record for r in after.rejected} == {record.id}
    assert len(story.mentions) == len(after.mentions) + len(after.rejected), "the numbers add up"
    assert {m.id for m in after.mentions} < {m.id for m in story.mentions}, "no other name changes its id"


def test_alike_is_told_without_case_and_white_space(workshop, story):
    record = of(story, "Seattle", "reject", scope="everywhere")
    anchor = dataclasses.replace(record.target.anchor, quote="SEATTLE")
    shouted = dataclasses.replace(record, id="", target=dataclasses.replace(record.target, anchor=anchor))
    assert not spans(corrected(workshop, shouted), "Seattle")


def test_a_rejected_name_leaves_the_journeys(workshop, story):
    juneau = {m.place for m in story.mentions if m.text == "Juneau"}
    assert juneau & {s.place for j in story.journeys for s in j.stops}
    after = corrected(workshop, of(story, "Juneau", "reject", scope="everywhere"))
    assert not juneau & {s.place for j in after.journeys for s in j.stops}


def test_a_role_is_a_persons_word(workshop, story):
    before = mention_at(story, of(story, "Seattle", "reject"))
    record = of(story, "Seattle", "role", "actor" if before.role == "location" else "location")
    mention = mention_at(corrected(workshop, record), record)
    assert mention.role == record.value
    assert mention.reviewed


@pytest.mark.parametrize("words", ["the strait", "harbour"])
def test_a_missed_name_is_marked_with_its_place(workshop, story, words):
    record = of(story, words, "add", Chosen("location", PIN))
    after = corrected(workshop, record)
    mention = mention_at(after, record)
    assert (mention.text, mention.role, mention.place) == (words, "location", PIN.id)
    assert mention.id == f"{mention.document}m{record.id}"
    assert not mention.furniture
    assert [m.start for m in after.mentions if m.document == mention.document] == sorted(
        m.start for m in after.mentions if m.document == mention.document
    )


def test_a_name_marked_by_hand_can_be_rejected_and_what_lies_within_it_goes_too(workshop, story):
    words = "crosses the strait\n\nAna Ruiz left Anadyr"
    added, placed = of(story, words, "add", Chosen("location")), of(story, words, "place", PIN)
    out = of(story, words, "reject")
    marked = corrected(workshop, added, placed)
    assert mention_at(marked, out).text == words
    after = corrected(workshop, added, placed, out)
    assert [state_of(after, r) for r in (added, placed, out)] == ["overruled", "overruled", "applied"]
    assert out.id in why_of(after, added)
    assert mention_at(after, out) is None
    inner = of(story, "Anadyr", "reject").target.anchor.start
    assert inner in {m.start for m in story.mentions}
    assert {r.start: r.record for r in after.rejected}[inner] == out.id
    assert {m.id for m in after.mentions} < {m.id for m in story.mentions}


def test_a_longer_name_comes_back_where_a_part_that_was_marked_is_rejected(workshop, story):
    part = [of(story, "shington", action, value) for action, value in (("place", PIN), ("reject", None))]
    name = of(story, "Washington", "reject")
    assert mention_at(corrected(workshop, part[0]), name) is None
    after = corrected(workshop, *part)
    assert mention_at(after, name) == mention_at(story, name)
    assert [state_of(after, r) for r in part] == ["overruled", "applied"]


def test_what_is_said_later_of_a_name_within_rejected_words_holds(workshop, story):
    words, anadyr = "left Anadyr on Monday", place_named(story, "Anadyr")
    long, out = of(story, words, "add", Chosen("location")), of(story, words, "reject")
    inner = of(story, "Anadyr", "accept", Chosen("location", anadyr))
    after = corrected(workshop, long, out, inner)
    assert [state_of(after, r) for r in (long, out, inner)] == ["overruled", "applied", "applied"]
    assert mention_at(after, inner).place == anadyr.id
    earlier = corrected(workshop, inner, long, out)
    assert [state_of(earlier, r) for r in (inner, long, out)] == ["overruled", "overruled", "applied"]
    assert mention_at(earlier, inner) is None


def test_a_missed_name_without_a_place_is_left_to_the_resolver(workshop, story):
    record = of(story, "by plane", "add", Chosen("location"))
    after = corrected(workshop, record)
    mention = mention_at(after, record)
    assert mention.text == "by plane"
    assert mention.place is not None or mention.id in {u.mention for u in after.unplaced}


def test_a_longer_name_takes_the_place_of_what_it_covers(workshop, story):
    record = of(story, "flew to Juneau", "add", Chosen("location", PIN))
    after = corrected(workshop, record)
    assert mention_at(after, record).place == PIN.id
    inside = of(story, "Juneau", "reject")
    assert mention_at(story, inside) is not None
    assert mention_at(after, inside) is None
    assert [r.text for r in after.rejected] == ["Juneau"]


def test_accepting_fixes_place_and_role(workshop, story):
    before = mention_at(story, of(story, "Seattle", "accept", Chosen("location")))
    record = of(story, "Seattle", "accept", Chosen("location", story.places_by_id[before.place]))
    mention = mention_at(corrected(workshop, record), record)
    assert (mention.place, mention.role, mention.confidence, mention.reviewed) == (
        before.place, "location", 1.0, True,
    )  # fmt: skip
    assert mention.reasons[0] == "found right by a person"


def test_a_note_changes_nothing_but_is_kept(workshop, story):
    after = corrected(workshop, of(story, "Seattle", "note", "check this"))
    assert after.mentions == story.mentions
    assert after.corrections[0].mentions


def test_a_name_that_nobody_finds_stays_where_a_person_placed_it(workshop, story):
    """The machine may get worse: what a person said still holds."""
    record = of(story, "pleased", "place", PIN)
    assert mention_at(story, record) is None
    assert mention_at(corrected(workshop, record), record).place == PIN.id


ACTS = {"place": PIN, "reject": None, "role": "actor"}


@pytest.mark.parametrize(("first", "second"), list(itertools.permutations(ACTS, 2)))
def test_the_later_word_counts(workshop, story, first, second):
    earlier = of(story, "Seattle", first, ACTS[first])
    later = of(story, "Seattle", second, ACTS[second])
    after = corrected(workshop, earlier, later)
    mention = mention_at(after, later)
    assert (mention is None) == (second == "reject")
    assert state_of(after, later) == "applied"
    both = {first, second} == {"place", "role"}
    assert state_of(after, earlier) == ("applied" if both else "overruled")
    if not both:
        assert later.id in why_of(after, earlier)


def test_two_people_who_differ_are_both_shown(workshop, story):
    seattle = place_named(story, "Seattle")
    ana = of(story, "Nome", "place", PIN, by="Ana", made="2026-11-21T18:00:00Z")
    ben = of(story, "Nome", "place", seattle, by="Ben", made="2026-11-21T19:00:00+02:00")
    after = corrected(workshop, ana, ben)
    assert mention_at(after, ana).place == PIN.id, "Ana's is later: 18:00 is 20:00 where Ben is"
    assert {state_of(after, ana), state_of(after, ben)} == {"disputed"}
    assert "Ana" in why_of(after, ben)
    assert "Ben" in why_of(after, ana)


@pytest.mark.parametrize(("first", "second"), [(None, "Ana"), ("Ana", None)])
def test_who_gives_a_name_later_does_not_dispute_with_oneself(workshop, story, first, second):
    earlier = of(story, "Nome", "place", PIN, by=first, made="2026-11-21T18:00:00Z")
    later = of(story, "Nome", "reject", by=second, made="2026-11-21T18:01:00Z")
    after = corrected(workshop, earlier, later)
    assert [state_of(after, r) for r in (earlier, later)] == ["overruled", "applied"]


def test_two_people_who_agree_do_not_differ(workshop, story):
    records = [
        of(story, "Nome", "place", PIN, by=who, made=f"2026-11-21T18:00:0{n}Z") for n, who in enumerate("ab")
    ]
    after = corrected(workshop, *records)
    assert [o.state for o in after.corrections] == ["applied", "applied"]


def test_replaying_changes_nothing(workshop, story):
    records = [
        of(story, "Nome", "place", PIN, scope="everywhere"),
        of(story, "Washington", "reject", scope="article"),
        of(story, "the strait", "add", Chosen("location", PIN)),
    ]
    once, twice = corrected(workshop, *records), corrected(workshop, *records)
    assert once.to_json() == twice.to_json()
    assert workshop.story() == story, "without them it is as it was"


def test_only_what_a_change_touches_is_analysed_anew(tmp_path, gazetteer):
    seen = []
    workshop = Workshop(
        folder_of(tmp_path / "a"), gazetteer=gazetteer, progress=lambda _, done, __: seen.append(done)
    )
    story = workshop.story()
    assert seen == [1, 2]
    workshop.story(Corrections().with_records([of(story, "Nome", "reject", scope="everywhere")]))
    assert seen == [1, 2, 1], "only the first article has the name"
    workshop.story(Corrections().with_records([of(story, "Juneau", "reject", scope="everywhere")]))
    assert seen == [1, 2, 1, 1, 2]


def test_an_edited_article_keeps_its_corrections(tmp_path, gazetteer):
    folder = folder_of(tmp_path / "a")
    workshop = Workshop(folder, gazetteer=gazetteer)
    story = workshop.story()
    record = of(story, "Nome", "place", PIN, nth=1)
    folder_of(folder, flight="Correction: an earlier version named Nome twice.\n\n" + FLIGHT)
    workshop.read_again()
    after = corrected(workshop, record)
    assert state_of(after, record) == "moved"
    placed = next(m for m in after.mentions if m.place == PIN.id)
    text = after.documents_by_id[placed.document].text
    assert text[placed.start - 5 : placed.end + 9] == "From Nome she flew"


def test_a_deleted_sentence_is_reported_and_nothing_else_is_touched(tmp_path, gazetteer):
    folder = folder_of(tmp_path / "a")
    workshop = Workshop(folder, gazetteer=gazetteer)
    record = of(workshop.story(), "Nome", "reject", nth=1)
    folder_of(folder, flight=FLIGHT.replace(" From Nome she flew to Juneau on Wednesday.", ""))
    workshop.read_again()
    after = corrected(workshop, record)
    assert state_of(after, record) == "lost"
    assert "“Nome” stands in flight.txt only among other words" in why_of(after, record)
    assert after.mentions == workshop.story().mentions


def test_a_renamed_article_keeps_its_corrections(tmp_path, gazetteer):
    folder = folder_of(tmp_path / "a")
    workshop = Workshop(folder, gazetteer=gazetteer)
    record = of(workshop.story(), "Nome", "place", PIN)
    (folder / "flight.txt").rename(folder / "later.txt")
    workshop.read_again()
    after = corrected(workshop, record)
    assert state_of(after, record) == "moved"
    assert any(m.place == PIN.id for m in after.mentions)
