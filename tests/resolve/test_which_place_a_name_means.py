"""Which place a name means, decided by the words beside it and by the text's other places."""

import pytest

from geomap.resolve import resolve
from tests.resolve.bracketed import read

CASES = {
    "alone, the best known place": (
        "They met in [Paris] on Monday.",
        "gm-paris",
    ),
    "with its state behind it": (
        "A fire in [Paris], [Texas], killed two.",
        "gm-paris-tx gm-us-tx",
    ),
    "with its state abbreviated": (
        "A fire in [Paris], [Tex.], killed two.",
        "gm-paris-tx gm-us-tx",
    ),
    "with its state said, though nobody marked it": (
        "A fire in [Paris], Texas, killed two.",
        "gm-paris-tx",
    ),
    "with its state in brackets": (
        "A fire in [Paris] (Tennessee) killed two.",
        "gm-paris-tn",
    ),
    "as a state's possession": (
        "[Texas]’s own [Paris] is small.",
        "gm-us-tx gm-paris-tx",
    ),
    "a state because a city in it was named": (
        "In [Athens], [Georgia], they voted.",
        "gm-athens-ga gm-us-ga",
    ),
    "a country because its capital is near": (
        "From [Tbilisi] to the rest of [Georgia].",
        "gm-tbilisi gm-ge",
    ),
    "near the text's other places": (
        "The road from [Clarksville] to [Paris] in [Lamar County].",
        "gm-clarksville gm-paris-tx gm-lamar",
    ),
    "a region by the word behind": (
        "They shelled the [Donetsk] region.",
        "gm-ua-14",
    ),
    "a city by the word behind": (
        "They shelled [Donetsk] city.",
        "gm-donetsk",
    ),
    "a city by the word before": (
        "They shelled the city of [Luhansk].",
        "gm-luhansk",
    ),
    "regions, all of a list": (
        "Fighting in the [Donetsk] and [Luhansk] regions.",
        "gm-ua-14 gm-ua-09",
    ),
    "regions, named before a list": (
        "The two occupied regions of [Donetsk] and [Luhansk].",
        "gm-ua-14 gm-ua-09",
    ),
    "a city again, in a text that also names its region": (
        "[Moscow] said that drones fell in the [Moscow] region.",
        "gm-moscow gm-ru-mos",
    ),
    "the same place through the text, said once which": (
        "[Paris] burns. The fire in [Paris], [Texas], began early. [Paris] has 25,000 people.",
        "gm-paris-tx gm-paris-tx gm-us-tx gm-paris-tx",
    ),
    "two places of one name, each said which": (
        "From [Paris], [Texas], to [Paris], [Tennessee].",
        "gm-paris-tx gm-us-tx gm-paris-tn gm-us-tn",
    ),
}


@pytest.mark.parametrize(("text", "places"), CASES.values(), ids=CASES)
def test_a_name_means(placed, text, places):
    assert placed(text) == places.split()


def test_a_demonym_means_its_country(placed):
    assert placed("[Russian] troops met [Ukrainian] ones.", Russian="demonym", Ukrainian="demonym") == [
        "gm-ru",
        "gm-ua",
    ]


def test_an_unknown_name_stays_unplaced_and_says_why(tiny):
    prose, mentions = read("In [Nowhereville] nothing happened.")
    resolution = resolve(prose, mentions, candidates=tiny)
    assert resolution.mentions[0].place is None
    assert "Nowhereville" in resolution.unplaced[0].why
    assert resolution.unplaced[0].mention == mentions[0].id


def test_every_alternative_has_a_score_and_a_reason(tiny):
    prose, mentions = read("A fire in [Paris], [Texas], killed two.")
    resolution = resolve(prose, mentions, candidates=tiny)
    paris = resolution.mentions[0]
    assert "the text puts it in Texas" in paris.reasons
    assert {a.place for a in paris.alternatives} == {"gm-paris", "gm-paris-tn"}
    assert all(a.reason and 0 <= a.score <= paris.confidence for a in paris.alternatives)
    assert {paris.place, *(a.place for a in paris.alternatives)} <= resolution.places.keys()


def test_no_mentions_give_an_empty_resolution(tiny):
    prose, mentions = read("Nothing is named here.")
    assert resolve(prose, mentions, candidates=tiny).mentions == ()


def test_mentions_come_back_in_the_order_given(tiny):
    prose, mentions = read("From [Moscow] to [Paris].")
    resolution = resolve(prose, mentions[::-1], candidates=tiny)
    assert [m.place for m in resolution.mentions] == ["gm-paris", "gm-moscow"]
