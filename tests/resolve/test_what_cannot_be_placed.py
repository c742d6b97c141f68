"""Names without a sure candidate: about here, or not at all, and always said so."""

from dataclasses import replace

from geomap.model import Candidate, Place
from geomap.resolve import resolve
from geomap.resolve.about import is_none_of_these
from tests.resolve.bracketed import read

LOCAL = "In [Paris], [Texas], the road to [Clarksville] along [Pat Creek] is closed in [Lamar County]."


def by_text(resolution):
    return {m.text: m for m in resolution.mentions}


def test_an_unknown_name_lies_about_where_the_text_is(tiny):
    prose, mentions = read(LOCAL)
    resolution = resolve(prose, mentions, candidates=tiny)
    creek = by_text(resolution)["Pat Creek"]
    place = resolution.places[creek.place]
    assert creek.approximate
    assert place.name == "Pat Creek"
    assert place.is_area, "no journey may end at a place that is only about here"
    assert (place.country, place.admin1) == ("US", "Texas")
    assert any("put about where" in reason for reason in creek.reasons)
    assert resolution.unplaced == ()


def test_an_unsure_small_town_far_from_all_else_lies_about_where_the_text_is():
    here = Place("gm-here", "Here", "town", 33.0, -95.0, "US")
    far, near = (
        Candidate(Place("gm-x", "Xville", "village", lat, -95.0, "US", population=900), "name")
        for lat in (43.0, 33.5)
    )
    assert is_none_of_these(far, 0.5, here)
    assert not is_none_of_these(far, 0.5, None), "nowhere better is known"
    assert not is_none_of_these(far, 0.7, here), "sure enough"
    assert not is_none_of_these(near, 0.5, here), "in reach anyway"
    large = Candidate(replace(far.place, population=2_000_000), "name")
    assert not is_none_of_these(large, 0.5, here), "a great city is meant itself"


def test_only_a_name_that_means_the_place_lies_about_here(tiny):
    prose, mentions = read(LOCAL, {"Pat Creek": "actor"})
    resolution = resolve(prose, mentions, candidates=tiny)
    assert by_text(resolution)["Pat Creek"].place is None
    assert [u.mention for u in resolution.unplaced] == [by_text(resolution)["Pat Creek"].id]


def test_an_unknown_name_in_a_text_about_everywhere_stays_unplaced(tiny):
    prose, mentions = read("[Moscow], [Athens], [Tbilisi] and [Nowhereville] were named.")
    resolution = resolve(prose, mentions, candidates=tiny)
    assert by_text(resolution)["Nowhereville"].place is None
    assert len(resolution.unplaced) == 1


def test_places_are_those_that_mentions_and_alternatives_refer_to(tiny):
    prose, mentions = read(LOCAL)
    resolution = resolve(prose, mentions, candidates=tiny)
    used = {m.place for m in resolution.mentions} | {
        a.place for m in resolution.mentions for a in m.alternatives
    }
    assert resolution.places.keys() == used


def test_antipodes_can_be_compared():
    for n in range(500):
        lat, lon = n * 37.713 % 178 - 89, -(n * 91.37 % 180)
        here, there = (Place("gm-x", "X", "village", *at) for at in [(lat, lon), (-lat, lon + 180)])
        assert is_none_of_these(Candidate(here, "name"), 0.5, there)
