"""A settled place speaks for the names around it: the resolver sees it as the only candidate of its name.

Only names of which the resolver is not sure by itself follow.
"""

from dataclasses import dataclass

from geomap.correct import anchor_at, make_plan, settle_names, settle_places
from geomap.correct.corrections import Corrections
from geomap.correct.placing import SURE
from geomap.draw import wording
from geomap.language import read_prose
from geomap.model import Candidate, Correction, Mention, OfMention, Place
from geomap.resolve import resolve
from tests.correct.articles import document

OHIO = Place("gm-athens-oh", "Athens", "city", 39.33, -82.1, "US", "Ohio", population=24_000)
GREECE = Place(
    "gm-athens-gr", "Athens", "city", 37.98, 23.73, "GR", "Attica", population=660_000, capital=True
)
LANCASTER = Place("gm-lancaster", "Lancaster", "city", 39.71, -82.6, "US", "Ohio", population=40_000)
GREEK_LANCASTER = Place("gm-lancaster-gr", "Lancaster", "city", 38.0, 23.9, "GR", "Attica", population=41_000)
ENGLISH_LANCASTER = Place(
    "gm-lancaster-gb", "Lancaster", "city", 54.05, -2.8, "GB", "England", population=48_000
)
TABLE = {"Athens": (GREECE, OHIO), "Lancaster": (GREEK_LANCASTER, LANCASTER)}
FAR = {"Athens": (GREECE,), "Lancaster": (ENGLISH_LANCASTER, LANCASTER)}
TEXT = "She went from Athens to Lancaster. Athens was sunny. Lancaster was wet."


@dataclass(eq=False)
class Atlas:
    """A gazetteer of two names with two places each; remembers what was asked."""

    table: dict

    def candidates(self, name):
        return [Candidate(p, "name") for p in self.table.get(name, ())]


def mentions():
    found, at = [], 0
    for word in TEXT.replace(".", "").split():
        at = TEXT.index(word, at)
        if word in TABLE:
            found.append(Mention(f"d1m{len(found) + 1}", "d1", at, at + len(word), word, "location"))
        at += len(word)
    return found


def settled(*records, table=TABLE):
    article = document(TEXT)
    said = make_plan(Corrections().with_records(records), [article]).of("d1").names
    named = settle_names(mentions(), said, make=lambda _: None)
    prose, atlas = read_prose(article), Atlas(table)
    seen = []

    def resolving(candidates):
        seen.append({name: [c.place for c in candidates.candidates(name)] for name in table})
        return resolve(prose, named.mentions, candidates=candidates)

    placed = settle_places(named, said, candidates=atlas, resolve=resolving, known=lambda place: place)
    return placed, seen


def place(word, where, scope):
    at = TEXT.index(word)
    return Correction("place", OfMention(anchor_at(document(TEXT), at, at + len(word)), scope), where)


def of_word(placed, word):
    return {m.place for m in placed.mentions if m.text == word}


def test_the_neighbours_see_the_settled_place_alone():
    placed, seen = settled(place("Athens", OHIO, "article"))
    assert of_word(placed, "Athens") == {OHIO.id}
    assert [s.id for s in seen[1]["Athens"]] == [OHIO.id]
    assert seen[1]["Lancaster"] == [GREEK_LANCASTER, LANCASTER]


def confidence_of(placed, word):
    return max(m.confidence for m in placed.mentions if m.text == word)


def test_doubtful_neighbours_follow_and_the_outcome_says_so():
    alone, _ = settled(table=FAR)
    assert confidence_of(alone, "Lancaster") < SURE
    assert LANCASTER.id not in of_word(alone, "Lancaster")
    american, _ = settled(place("Athens", OHIO, "article"), table=FAR)
    assert of_word(american, "Lancaster") == {LANCASTER.id}
    assert [(o.state, o.why) for o in american.outcomes] == [("applied", "moved with it: Lancaster")]


def test_sure_neighbours_stay():
    alone, _ = settled()
    assert confidence_of(alone, "Lancaster") >= SURE
    american, _ = settled(place("Athens", OHIO, "article"))
    assert [m for m in american.mentions if m.text == "Lancaster"] == [
        m for m in alone.mentions if m.text == "Lancaster"
    ]
    assert [(o.state, o.why) for o in american.outcomes] == [("applied", "")]


def test_what_is_sure_is_what_the_page_calls_sure():
    assert SURE == wording.SURE


def test_one_of_several_mentions_does_not_speak_for_the_others():
    _, seen = settled(place("Athens", OHIO, "here"))
    assert len(seen) == 1, "nothing is settled for the name as a whole"
