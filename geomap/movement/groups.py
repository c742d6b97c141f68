"""Verb groups: what stands before a verb, and what it makes of the verb.

From the units of a sentence and the index of a verb to its `VerbGroup`: where it begins, and whether the
verb is said to happen, planned, possible, denied. "is expected to arrive", "did not leave", "may have
been taken" are each one group. Nothing outside the group is looked at (see `geomap.movement.modality`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from geomap.movement import lexicon as lx
from geomap.movement.units import Unit
from geomap.movement.verbs import Form

BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "am", "'s", "'re", "'m"])
HAVE = frozenset(["have", "has", "had", "having", "'ve", "'d"])
_OBJECTS = frozenset(["him", "her", "them", "it", "me", "us"])
LONGEST_GROUP = 14
SHORTEST_ADVERB = 5
"""Letters of a word in -ly that is an adverb ("early", not "fly")."""


@dataclass
class VerbGroup:
    """A verb with the auxiliaries, negation and control before it.

    Attributes
    ----------
    start
        Index of its first unit.
    certainties
        What its parts say, from the verb outwards (see `geomap.movement.lexicon.Certainty`).
    finite
        It has a subject of its own ("arrived", "has arrived"; not "arriving", "to arrive").
    purpose
        A bare infinitive whose governing word is unknown ("… to visit X").
    past_plan
        A plan told in the past ("had planned to", "was to have").
    """

    start: int
    verb: int
    certainties: list[lx.Certainty] = field(default_factory=list)
    negated: bool = False
    passive: bool = False
    perfect: bool = False
    pluperfect: bool = False
    finite: bool = True
    purpose: bool = False
    past_plan: bool = False
    would: bool = False
    will: bool = False


def is_adverb(unit: Unit) -> bool:
    """Say whether a word may stand between an auxiliary and its verb without changing the frame."""
    if unit.kind == "time":
        return True
    low = unit.low
    return low in lx.ADVERBS or (
        unit.kind == "word"
        and low.endswith("ly")
        and len(low) >= SHORTEST_ADVERB
        and low not in lx.NOT_ADVERBS
    )


def read_group(units: Sequence[Unit], verb: int, form: Form) -> VerbGroup:
    """Read leftwards from a verb what governs it."""
    group = VerbGroup(verb, verb, finite=form in {"s", "past"})
    i = verb - 1
    to_pending = False
    while i >= 0 and verb - i < LONGEST_GROUP:
        unit = units[i]
        low = unit.low
        if unit.kind in {"person", "place", "mark"}:
            break
        step = _infinitive(units, i, group) if low == "to" and _takes_infinitive(form, group, i) else 0
        if step:
            group.start = i = i - step + 1
            to_pending = True
        elif low in lx.NEGATIONS:
            group.negated = True
            group.finite |= low != "without"
            group.start = i
        elif low in lx.MODALS:
            _modal(low, group)
            group.start = i
        elif low in BE | HAVE | {"do", "does", "did"}:
            _auxiliary(units, i, form, group)
            group.start = i
        elif low in lx.HEDGES:
            group.certainties.append(lx.HEDGES[low])
        elif (not is_adverb(unit) and low not in {"on", "the", "in"}) or (
            low in {"on", "in", "the"} and (i + 1 >= verb or units[i + 1].kind != "time")
        ):
            break
        i -= 1
    _gerund(units, group, form)
    if form == "base" and group.start == verb:
        _share(units, group)
    if group.purpose and to_pending:
        group.finite = False
    return group


def _share(units: Sequence[Unit], group: VerbGroup) -> None:
    """Let "and drive" share what governs the verb that it is joined to ("wants to cross and drive")."""
    if group.verb == 0 or units[group.verb - 1].low not in lx.words("and or then but ,"):
        return
    for k in range(group.verb - 2, -1, -1):
        if units[k].text == ";":
            return
        if units[k].low in lx.MODALS or (units[k].low == "to" and units[k + 1].kind == "word"):
            first = read_group(units, min(k + 1, group.verb - 1), "base")
            if first.certainties or first.will or first.would:
                group.certainties += first.certainties
                group.will, group.would, group.negated = first.will, first.would, first.negated
                group.past_plan, group.finite, group.start = first.past_plan, True, group.verb
                return


def _takes_infinitive(form: Form, group: VerbGroup, i: int) -> bool:
    return form == "base" or group.start < group.verb or i == group.verb - 1


def _modal(low: str, group: VerbGroup) -> None:
    certainty = lx.MODALS[low]
    if low.startswith("would"):
        group.would = True
    elif certainty == "planned":
        group.will = True
        group.certainties.append("planned")
    else:
        group.certainties.append(certainty)
    group.negated |= low in lx.NEGATIONS
    group.finite = True


def _auxiliary(units: Sequence[Unit], i: int, form: Form, group: VerbGroup) -> None:
    low = units[i].low
    group.finite |= low not in lx.words("be been being having have") or group.finite
    if low in BE and form == "participle" and group.start > i and not group.perfect:
        group.passive = True
    if low in HAVE:
        group.perfect = True
        if low in {"had", "'d"}:
            group.pluperfect = True
            group.finite = True
        elif low in {"has", "'ve"}:
            group.finite = True


def _infinitive(units: Sequence[Unit], i: int, group: VerbGroup) -> int:
    """Read the control before a "to" at i; give how many units it takes, the "to" included."""
    j = i - 1
    while j >= 0 and (is_adverb(units[j]) or units[j].low in {"also", "not"}):
        if units[j].low == "not":
            group.negated = True
        j -= 1
    if j < 0:
        group.purpose = True
        return 1
    low = units[j].low
    if low in lx.CONTROL and units[j].kind == "word":
        certainty = lx.CONTROL[low]
        before = {u.low for u in units[max(0, j - 3) : j]}
        if low == "able":
            certainty = "happened" if before & {"was", "were"} else "possible"
        if low in BE:
            group.past_plan |= low in {"was", "were"} or (low == "been" and "had" in before)
        if certainty == "planned" and before & lx.words("had was were originally"):
            group.past_plan = True
        group.certainties.append(certainty)
        group.finite = True
        return i - j + 1
    whom = low in _OBJECTS or units[j].kind == "person"
    if whom and j > 0 and lx.CONTROL.get(units[j - 1].low) == "reported":
        group.certainties.append("reported")
        group.finite = True
        return i - j
    group.purpose = True
    return i - j


def _gerund(units: Sequence[Unit], group: VerbGroup, form: Form) -> None:
    """Let a word like "considers" before "visiting" say what becomes of it."""
    if form != "ing" or group.start == 0 or group.start != group.verb:
        return
    low = units[group.start - 1].low
    if low in lx.GERUND_CONTROL:
        group.certainties.append(lx.GERUND_CONTROL[low])
        group.start -= 1
