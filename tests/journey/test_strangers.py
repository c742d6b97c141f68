"""Stories by somebody who did not know the rules: how many of their stops stand in a journey, in order.

Texts and expected routes were written before they were first read, names are given, so that motion is
measured and not the gazetteer. They have been used to find faults since, so they are no held-back measure;
the floor only keeps what was won. Figures: docs/journeys.md.
"""

from geomap.geodesy import distance_km
from tests.journey.test_stories import HERE, read_story

NEAR_KM = 50
FLOOR = 125
"""Stops of 152 that must be found in order."""


def in_order(expected, found):
    """Count the expected stops that a journey has in their order: the longest common subsequence."""
    row = [0] * (len(found) + 1)
    for stop in expected:
        before = row[:]
        for k, place in enumerate(found, 1):
            near = distance_km((stop["lat"], stop["lon"]), (place["lat"], place["lon"])) <= NEAR_KM
            row[k] = max(before[k], row[k - 1], before[k - 1] + near)
    return row[-1]


def measure():
    """Give the stops found, and those expected, of each story."""
    for path in sorted((HERE / "strangers").glob("*.gold.json")):
        record, gold = read_story(path)
        places = {p["id"]: p for p in record["places"]}
        expected = gold["story"]["route"]
        journeys = [[places[s["place"]] for s in j["stops"]] for j in record["journeys"]]
        yield path.name, max((in_order(expected, j) for j in journeys), default=0), len(expected)


def test_stops_of_stories_by_a_stranger_are_found_in_order():
    scores = list(measure())
    assert len(scores) == 20
    assert sum(found for _, found, _ in scores) >= FLOOR, scores
