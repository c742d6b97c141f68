"""Twenty stories of twenty kinds, written before their author had seen a rule: wire, diary, obituary …

``unseen_a`` was looked at for what goes wrong, of ``unseen_b`` only the totals were. Each traveller has the
stops in order, and beside them what the text denies or calls off (``refused``), which must not be drawn.
Both with given names, so that motion alone is measured, and with the names that our own pipeline finds. A
floor is never lowered in silence. Figures: docs/journeys.md.
"""

import json

import pytest

from geomap.model import Document
from geomap.pipeline import analyse, assemble
from tests.journey.test_fresh import is_near, is_who, score
from tests.journey.test_stories import HERE, read_story

FLOORS = {
    ("unseen_a", "given"): {"stops": 77, "stops_right": 0.78, "legs": 41, "legs_right": 0.61, "refused": 1},
    ("unseen_a", "found"): {"stops": 69, "stops_right": 0.76, "legs": 37, "legs_right": 0.6, "refused": 1},
    ("unseen_b", "given"): {"stops": 65, "stops_right": 0.75, "legs": 33, "legs_right": 0.55, "refused": 2},
    ("unseen_b", "found"): {"stops": 60, "stops_right": 0.73, "legs": 30, "legs_right": 0.54, "refused": 2},
}
"""Of 133 stops, 98 legs and 15 refused places in unseen_a, of 130, 103 and 10 in unseen_b."""
UNDRAWN = {"cancelled", "possible", "past"}


def build_story(path, gazetteer):
    """Build the story of one text as the pipeline does, with its own names."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    ((name, entry),) = gold["documents"].items()
    published = entry["published"]
    document = Document(
        "d1", name, name, (path.parent / name).read_text(encoding="utf-8"), entry["title"],
        published=published, published_basis="stated" if published else "none",
    )  # fmt: skip
    story = assemble([analyse(document, gazetteer=gazetteer)], gazetteer=gazetteer)
    return json.loads(story.to_json()), gold


def refused_and_drawn(record, gold):
    """Count the places that a text denies or calls off for a traveller and that are drawn all the same."""
    places = {p["id"]: p for p in record["places"]}
    return sum(
        any(
            is_who(trip["who"], journey["traveller"]) and is_near(places[stop["place"]], place)
            for journey in record["journeys"]
            for stop in journey["stops"]
            if stop["status"] not in UNDRAWN
        )
        for trip in gold["story"]["journeys"]
        for place in trip["refused"]
    )


@pytest.mark.parametrize(("split", "names"), FLOORS)
def test_stops_of_each_traveller_are_found_and_what_was_called_off_is_not(split, names, gazetteer):
    paths = sorted((HERE / split).glob("*.gold.json"))
    assert len(paths) == 10
    total = {"refused": 0}
    for path in paths:
        record, gold = read_story(path) if names == "given" else build_story(path, gazetteer)
        total["refused"] += refused_and_drawn(record, gold)
        for key, value in score(record, gold).items():
            total[key] = total.get(key, 0) + value
    floor = FLOORS[split, names]
    assert total["stops"] >= floor["stops"], total
    assert total["right"] / total["drawn"] >= floor["stops_right"], total
    assert total["legs"] >= floor["legs"], total
    assert total["legs"] / total["legs_drawn"] >= floor["legs_right"], total
    assert total["refused"] <= floor["refused"], total
