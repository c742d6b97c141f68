"""Stories of fifteen genres, each traveller's route with them: news wire, obituary, diary, court report …

Written before the rules were mended by them. ``fresh_a`` was looked at, ``fresh_b`` only scored. Names are
given, so that motion is measured and not the gazetteer. A floor is never lowered in silence. Figures:
docs/journeys.md.
"""

import itertools
import json

import pytest

from geomap.geodesy import distance_km
from tests.journey.test_stories import HERE, read_story
from tests.journey.test_strangers import NEAR_KM, in_order

FLOORS = {
    "fresh_a": {"stops": 105, "stops_right": 0.9, "legs": 70, "legs_right": 0.8},
    "fresh_b": {"stops": 79, "stops_right": 0.79, "legs": 41, "legs_right": 0.58},
}
"""Of 131 stops and 102 legs in fresh_a, of 136 and 108 in fresh_b; and how many of those drawn are right."""


def is_who(who, traveller):
    """Say whether a journey is that of a trip of the gold, whose travellers are joined with bars."""
    return any(w.lower() in traveller.lower() or traveller.lower() in w.lower() for w in who.split("|"))


def is_near(a, b):
    return distance_km((a["lat"], a["lon"]), (b["lat"], b["lon"])) <= NEAR_KM


def legs_of(stops):
    return [(a, b) for a, b in itertools.pairwise(stops) if not is_near(a, b)]


def score(record, gold):
    """Count stops in order in the best journey of each traveller, and legs between the same two stops."""
    places = {p["id"]: p for p in record["places"]}
    trips = gold["story"]["journeys"]
    found = [
        (j["traveller"], [places[s["place"]] for s in j["stops"]])
        for j in record["journeys"]
        if any(s["status"] != "cancelled" for s in j["stops"])
    ]
    wanted = [(t["who"], leg) for t in trips for leg in legs_of(t["stops"])]
    drawn = [(who, leg) for who, stops in found for leg in legs_of(stops)]
    used = set()
    for who, (a, b) in drawn:
        for n, (whose, (c, d)) in enumerate(wanted):
            if n not in used and is_who(whose, who) and is_near(a, c) and is_near(b, d):
                used.add(n)
                break

    def best(stops, others):
        return max((in_order(stops, other) for other in others), default=0)

    return {
        "stops": sum(best(t["stops"], [s for who, s in found if is_who(t["who"], who)]) for t in trips),
        "right": sum(best(s, [t["stops"] for t in trips if is_who(t["who"], who)]) for who, s in found),
        "drawn": sum(len(stops) for _, stops in found),
        "legs": len(used),
        "legs_drawn": len(drawn),
    }


@pytest.mark.parametrize("split", ["fresh_a", "fresh_b"])
def test_stops_and_legs_of_each_traveller_are_found_in_stories_of_many_genres(split):
    paths = sorted((HERE / split).glob("*.gold.json"))
    assert len(paths) == 15
    total = {}
    for path in paths:
        assert json.loads(path.read_text(encoding="utf-8"))["story"]["journeys"]
        for key, value in score(*read_story(path)).items():
            total[key] = total.get(key, 0) + value
    floor = FLOORS[split]
    assert total["stops"] >= floor["stops"], total
    assert total["right"] / total["drawn"] >= floor["stops_right"], total
    assert total["legs"] >= floor["legs"], total
    assert total["legs"] / total["legs_drawn"] >= floor["legs_right"], total
