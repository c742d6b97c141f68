"""Constructions of English that settle whether a place or its government is meant, whatever the words are.

From a name's scene to named constructions with a weight: above zero for the place itself, below for the
actor, in log odds as the learnt cues. They follow the guidelines for roles (docs/model-card-recogniser.md):
a possessive before something spatial or before an office, a preposition of place, the goal of a
motion, "City, State", talks between two. The judged spans that the cues are learnt from are too few to
teach them for every wording.
"""

from __future__ import annotations

from collections.abc import Iterator

from geomap.recognise.cues import POSSESSIVES, SKIPPED, Scene, chain_end, chain_start
from geomap.recognise.governors import GOVERNORS
from geomap.recognise.runs import is_capitalised

PLACED = frozenset([
    "in", "at", "near", "inside", "outside", "into", "onto", "toward", "towards", "across", "throughout",
    "around", "through", "via", "within", "over", "north", "south", "east", "west", "leaving", "reached",
    "reach", "visited", "visit", "visits", "visiting", "entered", "enter", "crossed", "left",
])  # fmt: skip
"""Words right before a name of which it is where something is or goes."""
HEADED = frozenset([("bound", "for"), ("route", "to"), ("route", "for"), ("way", "to"), ("way", "from")])
"""Words right before a name of which it is where somebody heads."""
FACED = frozenset(
    ["against", "between", "among", "versus", "vs", "accused", "accusing", "urged", "told", "blamed"]
)
GOVERNING = frozenset(["to", "from", "for", "of", "with", "in", "at", "near", "into", "by", "against", "on"])
"""Words after which a name is no subject."""
ADVERBS_OF_PLACE = frozenset(["westbound", "eastbound", "northbound", "southbound", "midway", "halfway"])
FEATURES = frozenset([
    "lake", "strait", "straits", "gulf", "mount", "mountains", "river", "sea", "ocean", "bay", "island",
    "islands", "coast", "valley", "desert", "highway", "road", "street", "avenue", "bridge", "airport",
    "park", "castle",
    "peninsula", "canal", "cape", "beach", "forest", "hills", "falls", "square", "stadium", "railway",
])  # fmt: skip
"""Words in a name that say what part of the land or of a town it names."""
HINT, STRONG, SURE = 0.75, 1.5, 3.0
"""Log odds: a hint, enough to turn an unsure judgement, enough to turn nearly any."""
LONGEST_OWNED = 4


def find_constructions(scene: Scene) -> Iterator[tuple[str, float]]:
    """Give the constructions that a name stands in, each with its weight."""
    owner = _owned(scene)
    if owner is not None:
        yield owner
        return
    if FEATURES & set(scene.lowers[scene.first : scene.last]) and scene.last - scene.first > 1:
        yield "named as a feature of the land", STRONG
    if _beside_comma(scene):
        yield "city and state", SURE
    start = chain_start(scene)
    i = start - 1
    while i >= 0 and scene.lowers[i] in SKIPPED:
        i -= 1
    word = scene.before(i)
    if word in PLACED:
        yield f"after {word!r}", STRONG
    elif word in FACED:
        yield from _faced(scene, i, word)
    elif word in {"to", "from", "for", "of", "with"}:
        yield from _governed(scene, i, word)
    if word not in GOVERNING:
        yield from _subject(scene, start)


def _owned(scene: Scene) -> tuple[str, float] | None:
    """Judge a possessive by the first word after it that says something."""
    if scene.after(scene.last) not in POSSESSIVES:
        return None
    for word in scene.lowers[scene.last + 1 : scene.last + 1 + LONGEST_OWNED]:
        classes = GOVERNORS.get(word, ())
        if "office" in classes:
            return f"has a {word!r}", -SURE
        if "space" in classes:
            return f"has a {word!r}", SURE
        if "deed" in classes:
            return f"has a {word!r}", -STRONG
        if not word.isalpha():
            break
    return None


def _beside_comma(scene: Scene) -> bool:
    """Say whether a name is one half of "City, State": capitals, then a comma or the end."""
    words, first, last = scene.words, scene.first, scene.last
    i = last
    if scene.after(i) == "," and i + 1 < len(words) and is_capitalised(words[i + 1]):
        j = i + 1
        while j < len(words) and (is_capitalised(words[j]) or words[j] == "."):
            j += 1
        if j == len(words) or words[j] in {",", ".", ")", ";", ":"}:
            return first == 0 or words[first - 1] != ","
    if first > 1 and words[first - 1] == "," and is_capitalised(words[first - 2]):
        after = scene.after(last)
        before = first - 2
        while before > 0 and is_capitalised(words[before - 1]):
            before -= 1
        return after in {",", ".", ")", ";", ":", "$", "-", "("} and scene.before(before - 1) != ","
    return False


def _faced(scene: Scene, i: int, word: str) -> Iterator[tuple[str, float]]:
    """Judge "between X and Y": a border lies there, talks are held by governments."""
    if word not in {"between", "among"}:
        yield f"after {word!r}", -STRONG
        return
    before = {c for w in scene.lowers[max(0, i - LONGEST_OWNED) : i] for c in GOVERNORS.get(w, ())}
    if {"space", "motion"} & set(GOVERNORS.get(scene.before(i - 1), ())):
        yield f"after {word!r}", STRONG
    elif "relation" in before:
        yield f"after {word!r}", -STRONG
    elif "motion" in before or scene.before(i - 1) in ADVERBS_OF_PLACE:
        yield f"after {word!r}", STRONG
    else:
        yield f"after {word!r}", -HINT


def _governed(scene: Scene, i: int, word: str) -> Iterator[tuple[str, float]]:
    """Judge a name after a preposition by the verb or noun before it."""
    if (scene.before(i - 1), word) in HEADED:
        yield f"{scene.before(i - 1)!r} … {word!r}", SURE
        return
    for head in reversed(scene.lowers[max(0, i - LONGEST_OWNED) : i]):
        classes = GOVERNORS.get(head, ())
        reading = f"{head!r} … {word!r}"
        if word in {"to", "from", "for"} and "motion" in classes:
            yield reading, SURE
        elif word in {"to", "from"} and "transfer" in classes:
            yield reading, -STRONG
        elif word == "of" and ("invade" in classes or "space" in classes):
            yield reading, STRONG
        elif (word == "of" and "rule" in classes) or (
            word == "with" and "relation" in classes and "space" not in classes
        ):
            yield reading, -STRONG
        else:
            continue
        return
    if word == "from":
        yield "after 'from'", HINT


def _subject(scene: Scene, start: int) -> Iterator[tuple[str, float]]:
    """Judge the subject of a verb of saying or deciding."""
    before = scene.before(start - 1)
    if before.isalpha() and before not in {
        "that",
        "and",
        "but",
        "when",
        "while",
        "as",
        "if",
        "the",
        "because",
    }:
        return
    verb = scene.after(chain_end(scene))
    classes = GOVERNORS.get(verb, ())
    if "say" in classes or "act" in classes:
        yield f"before {verb!r}", -SURE if "say" in classes else -STRONG
