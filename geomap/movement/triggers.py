"""Where a sentence speaks of motion: verbs and nouns of motion, told apart from their look-alikes.

From units to `Trigger`s. "visit", "tours", "landing" are verbs or nouns by what stands before them;
"left" after "the" is a side; "set off" needs its particle. Whether anything moves anywhere is not
decided here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geomap.movement import lexicon as lx
from geomap.movement.followed import is_followed
from geomap.movement.groups import VerbGroup, is_adverb, read_group
from geomap.movement.phrasal import PHRASAL, being, due, en_route, trip_verb
from geomap.movement.trigger import Trigger
from geomap.movement.units import Unit
from geomap.movement.verbs import (
    CARRY,
    HOLD,
    NOUNS,
    SET,
    SIGHT,
    TAKE,
    VEHICLES,
    VERB_FORMS,
    Verb,
)  # fmt: skip

PARTICLE_REACH = 3
_CARRYING = (CARRY, HOLD, SET, SIGHT)
VEHICLE_REACH = 9
LONGEST_LINE = 4
"""Words of the name of a train or line."""
_MOVING = lx.words("move moves moved moving rush rushes rushed rushing lead leads led")
_BEFORE_NOUN = lx.DETERMINERS | lx.PREPOSITIONS | {"'s", "'"} | lx.PLANNED_ADJECTIVES | lx.POSSIBLE_ADJECTIVES
_BEFORE_BASE = (
    lx.MODALS.keys()
    | lx.SUBJECT_PRONOUNS
    | lx.words("to do does did not don't didn't doesn't let help and or then never n't")
)


_TRIGGERING = VERB_FORMS.keys() | NOUNS.keys() | PHRASAL
"""Words at which a word of motion may stand."""


def find_triggers(units: Sequence[Unit]) -> Iterator[Trigger]:
    """Give the words of motion of a sentence, in order."""
    for i, unit in enumerate(units):
        if unit.kind != "word" or unit.low not in _TRIGGERING:
            continue
        trigger = (
            trip_verb(units, i) or _verb(units, i) or en_route(units, i) or due(units, i) or being(units, i)
        )
        if trigger is None and unit.low in NOUNS:
            trigger = _noun(units, i)
        if trigger is not None:
            yield trigger


def _verb(units: Sequence[Unit], i: int) -> Trigger | None:
    readings = VERB_FORMS.get(units[i].low)
    if not readings:
        return None
    best: Verb | None = None
    last = i
    moved = _moves_people(units, i)
    for verb in sorted(readings, key=lambda v: (v.particle is None, moved and v.frame is not CARRY)):
        found = _particle(units, i, verb)
        if found is None or not _is_verb(units, i, verb):
            continue
        group = read_group(units, i, verb.form)
        if verb.form == "past" and (group.passive or _perfect_needs_participle(group, readings, verb)):
            continue
        alike = verb.frame in _CARRYING or any(v.form == "past" for v in readings)
        if verb.form == "participle" and group.start == i and alike:
            if not (verb.frame in _CARRYING and (_reduced(units, i) or _shares_passive(units, i))):
                continue
            group.passive, group.finite = True, False
        if verb.frame.vehicle and _vehicle(units, found) is None:
            continue
        if verb.frame in _CARRYING and not _carries(units, i, group, seen=verb.frame is SIGHT):
            continue
        best, last = verb, found
        break
    if best is None:
        return None
    mode = best.mode
    if best.frame.vehicle:
        at = _vehicle(units, last)
        mode = VEHICLES.get(units[at].low) if at is not None else None
        last = at if at is not None else last
    group = read_group(units, i, best.form)
    if best.frame in _CARRYING and best.form == "participle" and group.start == i:
        group.passive, group.finite = True, False
    return Trigger(i, last, best.frame, group, best.lemma, mode)


def _moves_people(units: Sequence[Unit], i: int) -> bool:
    """Say whether "moved", "rushed" has those who are moved right after it."""
    nxt = units[i + 1] if i + 1 < len(units) else None
    if units[i].low not in _MOVING or nxt is None:
        return False
    return nxt.kind == "person" or nxt.low in lx.DETERMINERS | lx.words("him her them me us")


def _reduced(units: Sequence[Unit], i: int) -> bool:
    """Say whether a participle stands for a passive clause: "Deported to X in May, she …"."""
    opens = i == 0 or units[i - 1].text in {",", "“"} or units[i - 1].low in lx.PEOPLE_NOUNS
    if i and units[i - 1].low in {"first", "last", "later", "once"}:
        opens = i == 1 or units[i - 2].text == ","
    following = units[i + 1] if i + 1 < len(units) else None
    return opens and following is not None and (following.low in lx.PREPOSITIONS or following.kind == "time")


def _shares_passive(units: Sequence[Unit], i: int) -> bool:
    """Say whether a participle shares the passive before it: "was arrested in X and deported to Y"."""
    if i == 0 or units[i - 1].low not in {"and", "then", "but", ","} or i + 1 >= len(units):
        return False
    if units[i + 1].low not in lx.PREPOSITIONS | {"back", "home"} and units[i + 1].kind != "time":
        return False
    for k in range(i - 2, max(-1, i - 20), -1):
        if units[k].low in {"was", "were", "been", "be", "is", "are"}:
            return any(
                v.form == "participle" for u in units[k + 1 : k + 4] for v in VERB_FORMS.get(u.low, ())
            )
        if units[k].text in {";", ":"} or units[k].low in lx.SUBORDINATORS:
            return False
    return False


def _perfect_needs_participle(group: VerbGroup, readings: Sequence[Verb], verb: Verb) -> bool:
    return group.start < group.verb and any(
        v.form == "participle" and v.lemma == verb.lemma and v.frame is verb.frame for v in readings
    )


def _carries(units: Sequence[Unit], i: int, group: VerbGroup, *, seen: bool) -> bool:
    """Say whether a verb of carrying has a person as its object, or is passive."""
    if group.passive:
        return True
    if seen and group.purpose:
        return False  # "queued to see it": nobody is seen there
    for unit in units[i + 1 : i + 6]:
        if unit.kind == "person" or unit.low in lx.words("him her them me us"):
            return True
        if unit.low == "it" and unit is units[i + 1]:
            return True
        if unit.low in lx.PEOPLE_NOUNS:
            return True
        if unit.low in lx.PREPOSITIONS or unit.low in VEHICLES or unit.kind == "mark":
            return False
    return False


def _particle(units: Sequence[Unit], i: int, verb: Verb) -> int | None:
    """Give the index of the verb's particle (of the verb if it needs none), None if it is missing."""
    if verb.particle is None:
        return i
    for j in range(i + 1, min(i + 1 + PARTICLE_REACH, len(units))):
        if units[j].low == verb.particle:
            return j if verb.particle not in lx.PREPOSITIONS or verb.particle in {"off", "in"} else j - 1
        if units[j].kind not in {"word", "time"} and not (verb.frame is SET and units[j].kind == "person"):
            return None
    return None


def _vehicle(units: Sequence[Unit], i: int) -> int | None:
    """Give the index of the vehicle that is the object of a verb at i."""
    start = i + 1
    if start < len(units) and units[start].low in {"on", "onto", "aboard", "into"}:
        start += 1
    line = _named_line(units, start)
    if line is not None:
        return line
    for j in range(start, min(i + 1 + VEHICLE_REACH, len(units))):
        if units[j].low in {"lift", "ride"} and units[j - 1].low in {"a", "the", "another"}:
            return j
        if units[j].low in VEHICLES:
            nxt = units[j + 1].low if j + 1 < len(units) else ""
            if nxt not in lx.words("station stations driver ride trip journey tickets ticket"):
                return j
            if nxt in {"ride", "trip", "journey"}:
                return j + 1 if units[j + 1].low in VEHICLES else j
        if units[j].low in lx.PREPOSITIONS or units[j].low in {",", ";", "."}:
            return None
    return None


def _named_line(units: Sequence[Unit], start: int) -> int | None:
    """Give the last word of "the Flying Scot" in "took the Flying Scot from X to Y"."""
    if start >= len(units) or units[start].low != "the":
        return None
    k = start + 1
    while k < len(units) and k <= start + LONGEST_LINE and units[k].is_capital and units[k].kind != "time":
        k += 1
    if k == start + 1 or [u.low for u in units[k : k + 1]] != ["from"] or not _is_place(units, k + 1):
        return None
    to = next((j for j in range(k + 2, min(k + 5, len(units))) if units[j].low == "to"), None)
    return k - 1 if to is not None and _is_place(units, to + 1) else None


def _is_place(units: Sequence[Unit], i: int) -> bool:
    return i < len(units) and units[i].kind == "place"


def _before(units: Sequence[Unit], i: int) -> int:
    j = i - 1
    while j >= 0 and is_adverb(units[j]) and units[j].kind == "word":
        j -= 1
    return j


def _is_verb(units: Sequence[Unit], i: int, verb: Verb) -> bool:  # noqa: PLR0911 - one return for each form
    """Tell a form that may also be a noun or adjective from its look-alike."""
    j = _before(units, i)
    prev = units[j] if j >= 0 else None
    low = prev.low if prev else ""
    if units[i].low == "left" and (
        low in lx.DETERMINERS - lx.words("all both each one")
        or _follows(units, i, lx.words("bank side hand wing"))
    ):
        return False
    if verb.lemma == "run" and verb.form in {"base", "s"} and low not in lx.MODALS:
        return False
    if not is_followed(units, i, verb, low):
        return False
    if verb.form == "base":
        if low == "," and any(u.low in lx.MODALS for u in units[max(0, i - 15) : i]):
            return True
        if low in _BEFORE_BASE or low in lx.MODALS:
            return True
        if prev is None:
            return False
        if prev.kind == "person" and any(
            u.low in lx.MODALS or u.low in {"do", "does", "did"} for u in units[:2]
        ):
            return True
        return _plural(prev) and units[i].low not in lx.words("land head dock tour visit") | VEHICLES.keys()
    if verb.form == "s":
        if units[i].low not in NOUNS and units[i].low not in lx.words(
            "heads lands docks returns moves visits tours rides walks stops drives stays ships runs"
        ):
            return low not in {"the", "a", "'s"}
        return prev is not None and (
            prev.kind in {"person", "place"} or low in lx.SUBJECT_PRONOUNS | lx.words("it train ship plane")
            or low in lx.PEOPLE_NOUNS or low in VEHICLES or (low in {"and", "then", ","} and j > 0)
        ) and low not in _BEFORE_NOUN  # fmt: skip
    if verb.form == "ing":
        return low not in lx.DETERMINERS | {"'s", "of"} or (low == "of" and _to_follows(units, i))
    return low not in lx.words("a an the 's his her its their") or verb.frame is TAKE


def _to_follows(units: Sequence[Unit], i: int) -> bool:
    return _follows(units, i, {"to", "from", "into"})


def _follows(units: Sequence[Unit], i: int, words: set[str] | frozenset[str]) -> bool:
    return i + 1 < len(units) and units[i + 1].low in words


def _plural(unit: Unit) -> bool:
    return (
        unit.kind == "word"
        and unit.low != "'s"
        and (
            (unit.low.endswith("s") and not unit.low.endswith("ss"))
            or unit.low in lx.words("people men women children who")
        )
    )


def _noun(units: Sequence[Unit], i: int) -> Trigger | None:
    frame = NOUNS[units[i].low]
    nxt = units[i + 1].low if i + 1 < len(units) else ""
    if nxt in NOUNS and units[i].low != nxt:
        return None
    if units[i].low in {"call", "calls"} and nxt != "at":
        return None
    if units[i].low in {"nights", "weekend"} and nxt not in {"in", "at"}:
        return None
    if nxt in lx.words(
        "attendant attendants deck recorder controllers number path operator operators guide guides"
    ):
        return None
    prev = units[i - 1].low if i else ""
    mode = VEHICLES.get(prev)
    if units[i].low in lx.words("flight voyage cruise drive walk march trek hike"):
        mode = mode or {"flight": "air", "voyage": "sea", "cruise": "sea", "drive": "road"}.get(
            units[i].low, "foot"
        )  # type: ignore[assignment]
    return Trigger(i, i, frame, None, units[i].low, mode)
