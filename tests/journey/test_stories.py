"""Stories written for the tests: half of the first twelve were never looked at while the rules grew.

Each has its gold in the format of ``tests/gold``, scored by the same scorer on mentions made from the
gold, so that motion is measured and not the gazetteer. ``dev`` may be looked at; of ``floors`` only the
totals were, and they are never lowered in silence. Figures: docs/journeys.md.
"""

import importlib.util
import json
from pathlib import Path

import pytest

from geomap.journey import assemble_journeys
from geomap.language import find_people, find_times, read_prose
from geomap.model import Analysis, Document, Mention, Place, Provenance, Span, Story
from geomap.movement import find_claims, find_movements

HERE = Path(__file__).parent / "stories"
SCORER = Path(__file__).parents[1] / "gold" / "score_story.py"


def load_scorer():
    spec = importlib.util.spec_from_file_location("score_story", SCORER)
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    return scorer


def place_of(mention):
    slug = "gm-" + "".join(c if c.isascii() and c.isalnum() else "-" for c in mention["name"].lower())
    return Place(
        slug, mention["name"], mention["kind"], mention["lat"], mention["lon"], country=mention["country"]
    )


def read_story(path):
    """Build the story of one text from the mentions of its gold."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    ((name, entry),) = gold["documents"].items()
    text = (path.parent / name).read_text(encoding="utf-8")
    document = Document("d1", name, name, text, "", published=entry["published"], published_basis="stated")
    prose = read_prose(document)
    places = {p.id: p for p in map(place_of, entry["mentions"])}
    mentions = tuple(
        Mention(f"d1m{n}", "d1", m["start"], m["end"], m["surface"], m["role"], place_of(m).id)
        for n, m in enumerate(entry["mentions"], 1)
    )
    people, times = find_people(prose), find_times(prose)
    movements = find_movements(prose, mentions=mentions, places=places, people=people, times=times)
    claims = find_claims(prose, mentions=mentions, places=places, movements=movements)
    document = Document(
        "d1", name, name, text, "", published=entry["published"], published_basis="stated",
        sentences=tuple(Span(s.start, s.end) for s in prose.sentences),
    )  # fmt: skip
    analysis = Analysis(document, prose.sentences, mentions, places, (), people, times, movements, claims)
    assembly = assemble_journeys([analysis])
    story = Story(
        title=name, geomap="0", gazetteer=Provenance("gold", "0", 0, ()), documents=assembly.documents,
        places=tuple(places.values()), mentions=mentions, movements=assembly.movements,
        journeys=assembly.journeys, claims=assembly.claims, dates=assembly.dates,
    )  # fmt: skip
    return json.loads(story.to_json()), gold


@pytest.fixture(scope="module", params=["dev", "floors"])
def totals(request):
    scorer = load_scorer()
    counts = dict.fromkeys(("gold", "hit", "predicted", "modality", "traveller", "routes", "stories"), 0)
    for path in sorted((HERE / request.param).glob("*.gold.json")):
        record, gold = read_story(path)
        result = scorer.score(record, gold, [])
        movements, route = result["movements"], result["route"]
        hit = round(movements["r"] * movements["gold"])
        counts["gold"] += movements["gold"]
        counts["hit"] += hit
        counts["predicted"] += round(hit / movements["p"]) if movements["p"] else 0
        counts["modality"] += round(movements["modality"] * hit)
        counts["traveller"] += round(movements["traveller"] * hit)
        counts["routes"] += route["in_order"] == route["of"]
        counts["stories"] += 1
    return request.param, counts


FLOORS = {
    "dev": {"f1": 0.98, "modality": 0.97, "traveller": 0.97, "routes": 12},
    "floors": {"f1": 0.89, "modality": 0.93, "traveller": 0.83, "routes": 4},
}


def test_motion_is_read_in_stories_of_our_own(totals):
    split, n = totals
    floor = FLOORS[split]
    assert 2 * n["hit"] / (n["predicted"] + n["gold"]) >= floor["f1"]
    assert n["modality"] / n["hit"] >= floor["modality"]
    assert n["traveller"] / n["hit"] >= floor["traveller"]


def test_routes_are_in_order_in_stories_of_our_own(totals):
    split, n = totals
    assert n["routes"] >= FLOORS[split]["routes"]
    assert n["stories"] == {"dev": 12, "floors": 6}[split]
