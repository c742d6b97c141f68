"""Names without a sure candidate: about here, or not at all, and always said so."""

from geomap.resolve import resolve
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
