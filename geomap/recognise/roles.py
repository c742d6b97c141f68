"""Tell what part a place name plays in its sentence: place, actor, adjective, or part of another name.

From a span of tokens to a role and the cues that decided. Adjectives are known to the gazetteer, names within
the names of bodies to the tagger; between the place itself and its government, people or team a small
logistic regression decides (`geomap.train.roles`), by the words that govern the name and never by the name.
A few constructions are decided outright, because those corpora do not have them: datelines, "City,
State", and "US" before a body or an office.
"""

from __future__ import annotations

from dataclasses import dataclass

from geomap.model.mention import Role
from geomap.read.days import MONTHS, WEEKDAYS
from geomap.recognise.constructions import find_constructions
from geomap.recognise.cues import AUXILIARIES, POSSESSIVES, PREPOSITIONS, Scene, find_cues
from geomap.recognise.governors import GOVERNORS
from geomap.recognise.lexicon import load_lexicon
from geomap.recognise.literalness import THOUSAND, load_literalness, load_weights
from geomap.recognise.runs import is_capitalised

MOST_REASONS = 3
LONGEST_ABBREVIATION = 3
"""Letters of an abbreviated country that has no adjective of its own: US, UK, UAE."""
LONGEST_DAY = 4
"""Words of "Monday, 3 March 1912"."""
LONG_NAME = 3
"""Capitalised words after an adjective that make it part of a proper name."""
BODIES = frozenset([
    "agency", "army", "navy", "times", "post", "news", "press", "bank", "airlines", "airways", "university",
    "party",
    "association", "corporation", "company", "league", "club", "school", "college", "church", "hospital",
    "institute", "society", "museum", "foundation", "orchestra", "railways", "telegraph", "herald", "journal",
    "ilbo", "guard", "corps", "fleet",
])  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judgement:
    """A role and why."""

    role: Role
    reasons: tuple[str, ...] = ()


def judge(scene: Scene, *, embedded: bool, demonym: bool, explain: bool = True) -> Judgement:
    """Judge a name by the words around it.

    Parameters
    ----------
    scene
        The name in its sentence.
    embedded
        The tagger found it within the name of a body.
    demonym
        The gazetteer knows it as an adjective or people.
    explain
        Give the reasons too where cues are weighed.
    """
    if demonym:
        if _names_a_body(scene):
            return Judgement("part_of_name", ("within the name of a body",))
        return Judgement("demonym", ("adjective or people",))
    if _is_attribute(scene):
        return Judgement("demonym", (f"stands for an adjective before {scene.after(scene.last)!r}",))
    if embedded:
        return Judgement("part_of_name", ("within the name of a body",))
    if _is_dateline(scene) or _heads_letter(scene):
        return Judgement("location", ("dateline",))
    constructions = list(find_constructions(scene))
    score = load_literalness().of(scene) + sum(weight for _, weight in constructions) * THOUSAND
    role: Role = "location" if score > 0 else "actor"
    return Judgement(role, _reasons(scene, constructions, role) if explain else ())


def _reasons(scene: Scene, constructions: list[tuple[str, float]], role: Role) -> tuple[str, ...]:
    """Give what speaks most for a role: first constructions, then cues."""
    sign = 1 if role == "location" else -1
    stated = [c for c, weight in constructions if weight * sign > 0]
    weights = load_weights()
    cues = [*find_cues(scene, load_lexicon()), *(construction for construction, _ in constructions)]
    told = sorted(((weights.get(c, 0.0) * sign, c) for c in cues if _tells(c)), key=lambda t: (-t[0], t[1]))
    return (*stated, *(cue for weight, cue in told if weight > 0))[:MOST_REASONS]


def _tells(cue: str) -> bool:
    """Say whether a cue means something to a reader: a word in its place, no cluster."""
    return "~" not in cue and "=" in cue and not cue.startswith(("corpus", "wide", "near"))


def _is_attribute(scene: Scene) -> bool:
    """Say whether an abbreviated country stands where an adjective would: "US officials", "U.S. Army"."""
    letters = "".join(scene.words[scene.first : scene.last]).replace(".", "")
    if not (letters.isupper() and letters.isalpha() and 1 < len(letters) <= LONGEST_ABBREVIATION):
        return False
    word = scene.after(scene.last)
    if (
        not word[0].isalpha()
        or word in AUXILIARIES | PREPOSITIONS | POSSESSIVES
        or word in {"and", "or", "but", "that", "which"}
    ):
        return False
    classes = GOVERNORS.get(word, ())
    if is_capitalised(scene.words[scene.last]) and not scene.words[scene.last].isupper():
        return True
    return not ({"space", "event"} & set(classes)) and (
        "office" in classes or not ({"say", "act"} & set(classes) or word.endswith(("ed", "ly")))
    )


def _is_dateline(scene: Scene) -> bool:
    """Say whether a name stands in a dateline: "SEOUL, South Korea (AP) —"."""
    return (
        scene.first <= LONG_NAME
        and len(scene.words[0]) > LONGEST_ABBREVIATION
        and scene.words[0].isupper()
        and any(
            w in {"—", "–", "--"} or (w == "-" and i + 1 < len(scene.words) and scene.words[i - 1] == ")")
            for i, w in enumerate(scene.words[scene.last : scene.last + 8], scene.last)
        )
    )


def _heads_letter(scene: Scene) -> bool:
    """Say whether a name stands above a letter: "Suez, 26 February 1912", "On board, Aden, March 3d."."""
    words = [w for w in scene.lowers[scene.last :] if w.isalnum()]
    months = [w for w in words if w in MONTHS]
    return (
        scene.after(scene.last) == ","
        and len(words) <= LONGEST_DAY
        and len(months) == 1
        and any(w[0].isdigit() for w in words)
        and all(w[0].isdigit() or w in MONTHS or w in WEEKDAYS for w in words)
        and all(
            is_capitalised(w) or not w.isalpha() or w in {"on", "board", "off", "near", "the"}
            for w in scene.words[: scene.first]
        )
    )


def _names_a_body(scene: Scene) -> bool:
    """Say whether an adjective opens a long proper name: "Korean Central News Agency"."""
    i = scene.last
    while i < len(scene.words) and (is_capitalised(scene.words[i]) or scene.words[i] in POSSESSIVES):
        i += 1
    name = [w.lower() for w in scene.words[scene.last : i]]
    return len(name) >= LONG_NAME and bool(BODIES & set(name))
