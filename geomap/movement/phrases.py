"""Phrases among the complements of a verb: halts on the way, "as far as", infinitives, lists with days.

From units and an index to how many units a phrase takes, or to yes or no. What its places are to the
verb is decided where they are read.
"""

from __future__ import annotations

from collections.abc import Sequence

from geomap.movement import lexicon as lx
from geomap.movement.units import Unit
from geomap.movement.verbs import VEHICLES, VERB_FORMS

LOOK_AHEAD = 7
STOP_MARKS = frozenset(";:—–?!.|•")
_NO_GOAL = lx.words("""
    polls halt point fore conclusion end stop power war streets test vote rescue aid attention
""")
_GOALS = lx.words("school college university hospital prison jail boarding exile work sea safety court")
_LEADS = lx.words("after with and plus including making")
_BEFORE_HALT = lx.DETERMINERS | lx.words(
    "two three four five six several few brief short long quick overnight scheduled further more planned"
)
_HALTS = lx.words("stop stops stopover stopovers halt halts layover layovers call calls pause break breaks")
_HALTING = lx.words("stopping calling halting pausing refuelling refueling overnighting changing")
DASHES = frozenset(["–", "-", "—", "→", "/"])
_SKIPPED = lx.words(
    "a an another the one then later finally by two three four five six seven eight nine ten next"
)
_SPELLS = lx.words(
    "night nights day days week weeks month months year years weekend spell stint winter summer lift"
)
LISTING = _SPELLS | VEHICLES.keys() | lx.words("and then later finally afterwards thence another one next")
"""Words before "in X" that make X one more of a list."""
_TO = lx.words("to in at into near")
_AT = lx.words("in at on off over")
_ADJECTIVAL = ("ern", "ish", "ed", "al", "ous", "ic", "ful", "ing", "ant", "ent")


def halt_at(units: Sequence[Unit], i: int, *, arrived: bool) -> int:
    """Give how many units "with a stopover in" takes or, once a goal is named, "stopping at"."""
    low = units[i].low
    if low in _HALTING and arrived:
        return _to_preposition(units, i)
    if low not in _LEADS:
        return 0
    k = i + 1
    while k < len(units) and units[k].low in _BEFORE_HALT:
        k += 1
    if i + 1 < k < len(units) - 1 and units[k].kind == "word" and units[k + 1].low in _HALTS:
        k += units[k].low not in lx.PREPOSITIONS and units[k].low not in VERB_FORMS
    if k >= len(units) or units[k].low not in _HALTS:
        return 0
    step = _to_preposition(units, k)
    return k - i + step if step else 0


def _to_preposition(units: Sequence[Unit], i: int) -> int:
    k = i + 1
    while (
        k < len(units)
        and k < i + 5
        and (units[k].low in {"off", "over", "briefly"} or units[k].kind == "time")
    ):
        k += 1
    if k < len(units) and units[k].low in _AT:
        return k - i + 1
    return 0


def as_far_as(units: Sequence[Unit], i: int) -> int:
    """Give how many units of "as far as" stand at i; a verb may have taken the first."""
    words = [u.low for u in units[i : i + 3]]
    if words == ["as", "far", "as"]:
        return len(words)
    return len(words[:2]) if words[:2] == ["far", "as"] and i > 0 and units[i - 1].low == "as" else 0


def elliptic(units: Sequence[Unit], i: int) -> int:
    """Give how many units lead to the preposition of "a boat to X", "another at X", "a week in X"."""
    k = i
    while k < len(units) and (units[k].low in _SKIPPED or units[k].kind == "time"):
        k += 1
    if k < len(units) and (units[k].low in VEHICLES or units[k].low in _SPELLS):
        k += 1
    if k > i and [u.low for u in units[k : k + 2]] == ["from", "there"]:
        k += 2
    if k == i and not (i > 0 and units[i - 1].low in lx.words("then later finally afterwards thence")):
        return 0
    if (
        k + 1 >= len(units)
        or units[k].low not in lx.words("to in at into near")
        or units[k + 1].kind != "place"
    ):
        return 0
    after = units[k + 2] if k + 2 < len(units) else None
    if after is not None and after.low in {"'s"} | lx.AUXILIARIES:
        return 0
    return k - i


def then_at(units: Sequence[Unit], i: int) -> bool:
    """Say whether "in X" at i comes after "then", "later" or the like."""
    return (
        i + 1 < len(units) and units[i].low in {"in", "at"} and units[i + 1].kind == "place"
        and units[i - 1].low in LISTING
    )  # fmt: skip


def joined(units: Sequence[Unit], i: int) -> bool:
    """Say whether a dash or "to" at i leads on to another place."""
    return (
        i + 1 < len(units)
        and (units[i].text in DASHES or units[i].low == "to")
        and units[i + 1].kind == "place"
    )


def turns_back(units: Sequence[Unit], i: int) -> bool:
    """Say whether "back" at i stands alone ("and back", "and back again", "and back in a day")."""
    nxt = units[i + 1] if i + 1 < len(units) else None
    if nxt is None or nxt.kind in {"mark", "time"} or nxt.low in {"again", "within", "by"}:
        return True
    return nxt.low in {"in", "on"} and (i + 2 >= len(units) or units[i + 2].kind != "place")


def is_dated_item(units: Sequence[Unit], i: int) -> bool:
    """Say whether "Tuesday in X" or "a week in X" stands at i, an item of a list of stays."""
    k = i + 1 if units[i].low in {"a", "one", "the"} and i + 1 < len(units) else i
    return units[k].kind == "time" and k + 2 < len(units) and units[k + 1].low in {"in", "at", "on"}


def is_infinitive(units: Sequence[Unit], i: int) -> bool:
    """Tell "to negotiate" from "to Rome", "to the coast", "to nearby X"."""
    if i + 1 >= len(units):
        return True
    nxt = units[i + 1]
    if nxt.kind in {"place", "person", "time"} or nxt.is_capital or nxt.kind == "mark":
        return False
    known = lx.DETERMINERS | lx.COMPASS_ADJECTIVES | lx.PLACE_NOUNS
    if nxt.low in known or nxt.low in {"home", "there", "within", "what"} or nxt.low.endswith(("ern", "ing")):
        return False
    place_follows = any(u.kind == "place" for u in units[i + 2 : i + 4])
    return not (place_follows and nxt.low.endswith((*_ADJECTIVAL, "n", "y")))


def aside(units: Sequence[Unit], i: int, *, onwards: frozenset[str]) -> int:
    """Step over ", accompanied by X," where a phrase of motion goes on after it."""
    for j in range(i + 2, min(i + 12, len(units) - 1)):
        low = units[j].low
        if units[j].text in STOP_MARKS or low in lx.SUBORDINATORS | lx.REPORTING:
            return 0
        if units[j].text == "," and j + 1 < len(units) and units[j + 1].low in onwards:
            return j - i + 1
    return 0


def list_aside(units: Sequence[Unit], i: int) -> int:
    """Give the index of the place after an aside in a list: "A and, after a weekend off, C"; 0: none."""
    for j in range(i + 1, min(i + 10, len(units) - 1)):
        if units[j].text == ",":
            ends = j + 2 >= len(units) or units[j + 2].kind in {"mark", "time"}
            return j + 1 if units[j + 1].kind == "place" and ends else 0
        if units[j].kind in {"mark", "place", "person"} or units[j].low in lx.AUXILIARIES:
            return 0
    return 0


def taking_place(units: Sequence[Unit], i: int) -> int:
    """Give how many units "is set to take place", "was held" takes at i; 0 where it does not stand there."""
    for k in range(i, min(i + 9, len(units))):
        unit = units[k]
        if unit.kind in {"mark", "person", "place"} or unit.low in lx.SUBORDINATORS:
            return 0
        if unit.low in lx.words("held happen happens happened occur occurs occurred") or (
            unit.low == "place" and units[k - 1].low in lx.words("take takes took taken taking")
        ):
            return k - i + 1
    return 0


def parenthesis(units: Sequence[Unit], i: int) -> int:
    """Step over a parenthesis."""
    for j in range(i + 1, min(i + 12, len(units))):
        if units[j].text == ")":
            return j - i + 1
    return 0


def goes_on(units: Sequence[Unit], j: int) -> bool:
    """Say whether "and a parade in X" belongs to the phrase before it: a place, and no verb till then."""
    for k in range(max(1, j - 1), min(j + LOOK_AHEAD, len(units))):
        unit = units[k]
        if unit.kind == "place":
            return units[k - 1].low in lx.AT_PREPOSITIONS | lx.DETERMINERS | {"of"}
        if unit.kind in {"person", "mark"} or unit.low in VERB_FORMS or unit.low in lx.AUXILIARIES:
            return False
    return False


def inside_goal(units: Sequence[Unit], i: int, *, words: int) -> bool:
    """Say whether "at" in "to the hospital at X" only says where the goal lies."""
    if not words or units[i].low not in {"in", "at", "near", "outside", "around"}:
        return False
    goal = units[i - words : i]
    adjective = len(goal) > 1 and goal[0].low in lx.DETERMINERS
    if any(u.low in _NO_GOAL or u.low in VERB_FORMS for u in goal[2 if adjective else 0 :]):
        return False
    return goal[0].low in lx.DETERMINERS or goal[0].is_capital or goal[0].low in _GOALS


def is_finite_verb(units: Sequence[Unit], i: int) -> bool:
    """Say whether the word at i is the verb of another clause."""
    readings = VERB_FORMS.get(units[i].low, ())
    low = units[i].low
    if low in lx.words("is are was were has have had will would may might could"):
        return True
    if units[i - 1].low in lx.DETERMINERS | {"'s"}:
        return False
    return any(v.form in {"past", "s"} for v in readings) and low not in lx.words("set lands head stay")


def place_words(units: Sequence[Unit], first: int, i: int) -> bool:
    """Say whether only words of a place's own phrase stand before the name at i."""
    return all(
        u.low in lx.DETERMINERS | lx.PLACE_NOUNS | lx.COMPASS_ADJECTIVES | {"of"}
        or u.kind == "mark" or u.low.endswith(_ADJECTIVAL)
        or "-" in u.text
        for u in units[first:i]
    )  # fmt: skip
