"""An outlet's home, given or learnt, settles what its text leaves open."""

import pytest

from geomap.resolve import Home, Homes, resolve
from geomap.resolve.home import MOST_SOURCES, outlet
from tests.resolve.bracketed import read


def test_a_home_that_a_person_gives_decides_between_places_of_one_name(tiny):
    prose, mentions = read("The council of [Clarksville] met on Monday.")
    away = resolve(prose, mentions, candidates=tiny)
    home = resolve(prose, mentions, candidates=tiny, home=Home.named("Texas", candidates=tiny))
    assert away.mentions[0].place == "gm-clarksville-tn"
    assert home.mentions[0].place == "gm-clarksville"
    assert "where this outlet is at home" in " ".join(home.mentions[0].reasons)


def test_a_home_that_nobody_knows_is_none(tiny):
    assert Home.named("Nowhereville", candidates=tiny) is None


def test_what_an_outlets_articles_were_about_becomes_its_home(tiny):
    homes = Homes()
    prose, mentions = read("A fire in [Paris], [Texas], and one in [Lamar County].")
    assert homes.of("http://www.example.com/a") is None
    homes.learn("http://www.example.com/a", resolve(prose, mentions, candidates=tiny))
    home = homes.of("https://example.com/other?x=1")
    assert home is not None
    assert max(home.areas, key=home.areas.get) == ("US", "Texas")


def test_nothing_is_learnt_without_an_outlet(tiny):
    homes = Homes()
    prose, mentions = read("A fire in [Paris], [Texas].")
    homes.learn(None, resolve(prose, mentions, candidates=tiny))
    assert homes.of(None) is None


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ("http://www.thepaper.example/news/1", "thepaper.example"),
        ("The Daily Paper ", "the daily paper"),
        ("http://[broken", "http://[broken"),
        ("", ""),
        (None, ""),
    ],
)
def test_an_outlet_is_known_by_its_host_or_name(source, key):
    assert outlet(source) == key


def test_the_memory_is_bounded(tiny):
    homes = Homes()
    prose, mentions = read("A fire in [Paris], [Texas].")
    resolution = resolve(prose, mentions, candidates=tiny)
    for n in range(MOST_SOURCES + 5):
        homes.learn(f"paper {n}", resolution)
    assert homes.of("paper 4") is None
    assert homes.of("paper 5") is not None
