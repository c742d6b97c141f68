"""The quality of the sample story is a gate: floors that are raised, never lowered in silence.

``tests/gold/floors.json`` holds them, with the digests of the gold and of the documents that they were
measured on; ``score_story.py`` is the scorer as it was given. Nothing in the package knows this gold.
"""

import hashlib
import importlib.util
import json
from pathlib import Path

import pytest

GOLD = Path(__file__).parent / "gold"
SEEDS = Path(__file__).parents[1] / "seeds"
FLOORS = json.loads((GOLD / "floors.json").read_text(encoding="utf-8"))

pytestmark = pytest.mark.gold


def digest(paths):
    joined = hashlib.sha256()
    for path in sorted(paths):
        joined.update(path.read_bytes())
    return joined.hexdigest()


def score(story_record):
    spec = importlib.util.spec_from_file_location("score_story", GOLD / "score_story.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    gold = json.loads((GOLD / "seeds_gold.json").read_text(encoding="utf-8"))
    return scorer.score(story_record, gold, [])


@pytest.fixture(scope="module")
def scores(sample):
    return score(json.loads(sample.to_json()))


def test_the_floors_were_measured_on_this_gold_and_these_documents():
    assert digest([GOLD / "seeds_gold.json"]) == FLOORS["gold_sha256"]
    assert digest(SEEDS.glob("*.txt")) == FLOORS["seeds_sha256"]


@pytest.mark.parametrize(("block", "key"), [(b, k) for b, v in FLOORS["floors"].items() for k in v])
def test_a_figure_is_not_below_its_floor(scores, block, key):
    assert scores[block][key] >= FLOORS["floors"][block][key], scores[block]


@pytest.mark.parametrize(("block", "key"), [(b, k) for b, v in FLOORS["ceilings"].items() for k in v])
def test_a_count_is_not_above_its_ceiling(scores, block, key):
    assert scores[block][key] <= FLOORS["ceilings"][block][key], scores[block]


def test_the_gate_notices_a_story_that_got_worse(sample):
    """A gate that cannot fail is no gate: without its mentions the same story falls through every floor."""
    record = json.loads(sample.to_json()) | {"mentions": [], "journeys": []}
    worse = score(record)
    for block, key in [("mentions", "found"), ("mentions", "placed"), ("route", "in_order")]:
        assert worse[block][key] < FLOORS["floors"][block][key]


def test_the_main_journey_goes_from_pyongyang_over_khasan_to_vladivostok_as_planned(sample):
    """No document says that he arrived; a return home is told after all of it."""
    stops = [(sample.places_by_id[s.place].name, s.status) for s in sample.journeys[0].stops]
    names = [name for name, _ in stops]
    assert names[0] == "Pyongyang"
    assert names.index("Vladivostok") == names.index("Khasan") + 1
    assert {"North Korea", "Vladivostok"} >= set(names[names.index("Vladivostok") :])
    assert dict(stops)["Khasan"] == "reported"
    assert dict(stops)["Vladivostok"] == "planned"
    legs = {(leg.origin, leg.destination): leg for leg in sample.journeys[0].legs}
    assert any(leg.path_basis == "stations" and leg.path_km for leg in legs.values())
