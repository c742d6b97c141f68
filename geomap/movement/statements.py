"""Statements of motion in a sentence, and which of them say the same thing.

A `Statement` is one trigger with its places, traveller and certainty. "arriving in X" is as sure as the plan
that it hangs on; presence yields to motion, and of two that bring a traveller to one place the fuller stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from geomap.model import Modality, Mode, Movement
from geomap.movement import lexicon as lx
from geomap.movement.ends import Ends
from geomap.movement.memory import NARRATOR, Traveller
from geomap.movement.trigger import Trigger
from geomap.movement.units import Unit
from geomap.movement.verbs import VEHICLES, WAYS

_NATIVE = lx.words("so but too as originally where while whereas")
"""Words that may follow "came from X" where X is whence somebody hails."""
_ABOARD = lx.words("people passengers crew sailors migrants refugees pilgrims tourists")
"""Who travels in a vehicle that the text speaks of."""


@dataclass(frozen=True)
class Statement:
    """One trigger with all that was read around it."""

    trigger: Trigger
    ends: Ends
    traveller: Traveller
    modality: Modality
    source: str | None
    first: int

    @property
    def last(self) -> int:
        """Index of the last unit of its clause."""
        return self.ends.last


def with_plans(units: Sequence[Unit], statements: Sequence[Statement]) -> list[Statement]:
    """Let "arriving in X" and "before going on to X" be as sure as the plan that they hang on."""
    out: list[Statement] = []
    main: Statement | None = None
    for s in statements:
        group = s.trigger.group
        hangs = group is None or (not group.finite and not group.passive)
        if (
            hangs
            and main is not None
            and s.modality == "happened"
            and main.modality in {"planned", "possible"}
        ):
            between = units[main.trigger.last : s.trigger.first]
            finite = any(
                u.low in {"was", "were", "had", "has", "is"} or u.text in {";", ":"} for u in between
            )
            if not finite and set(s.traveller.names) & set(main.traveller.names):
                s = replace(s, modality=main.modality)  # noqa: PLW2901
        elif not hangs:
            main = s
        out.append(s)
    return out


def with_cancelled(movements: Sequence[Movement]) -> list[Movement]:
    """Let what is called off later cancel the plan of it that was told before."""
    off = {(m.traveller, m.destination): n for n, m in enumerate(movements) if m.modality == "cancelled"}
    return [
        replace(m, modality="cancelled")
        if m.modality in {"planned", "possible"}
        and m.destination
        and n < off.get((m.traveller, m.destination), 0)
        else m
        for n, m in enumerate(movements)
    ]


def with_owners(movements: Sequence[Movement], named: Mapping[str, int]) -> list[Movement]:
    """Let a vehicle without a name stand for the one traveller that the document tells of before it.

    For the narrator and for those aboard it stands wherever they are told of.

    Parameters
    ----------
    named
        For each person the offset at which the document names them first.
    """
    told: dict[str, int] = {}
    for m in movements:
        told.setdefault(m.traveller, m.start)
    vehicles = [n for n in told if n.split()[-1] in VEHICLES]
    others = [n for n in told if n not in vehicles]
    groups = [n for n in others if n.islower()] or others
    if len(groups) != 1:
        return list(movements)
    owner = groups[0]
    known = min(told[owner], named.get(owner, told[owner]))
    aboard = owner == NARRATOR or owner.split()[-1] in _ABOARD
    owned = {n for n in vehicles if aboard or known < told[n]}
    return [replace(m, traveller=owner) if m.traveller in owned else m for m in movements]


def arrives_at_last(trigger: Trigger, ends: Ends, before: Statement) -> None:
    """Let "left for X, arriving on Sunday" end where the statement before it is headed."""
    bare = trigger.frame.name == "arrive" and trigger.group is not None and not trigger.group.finite
    if bare and not ends.any and before.ends.destinations and trigger.first > before.trigger.first:
        ends.destinations.extend(before.ends.destinations)


def comes_back(units: Sequence[Unit], trigger: Trigger) -> bool:
    """Say whether "returned" stands without any place or goal: "returned three days later"."""
    nxt = units[trigger.last + 1] if trigger.last + 1 < len(units) else None
    return (
        trigger.lemma == "return" and trigger.group is not None and trigger.group.finite
        and (nxt is None or nxt.kind in {"mark", "time"} or nxt.low in {"on", "safely", "after"})
    )  # fmt: skip


def takes_up(units: Sequence[Unit], trigger: Trigger) -> bool:
    """Say whether "the visit by X" takes up the place of the visit told before."""
    i = trigger.first
    return (
        trigger.group is None and not trigger.frame.weak and i > 0 and i + 1 < len(units)
        and units[i - 1].low in {"the", "this", "that"} and units[i + 1].low == "by"
    )  # fmt: skip


def _is_reached(s: Statement) -> bool:
    return s.trigger.frame.reached and not s.ends.headed


def _arrives_after(first: Statement, second: Statement) -> bool:
    """Say whether the second tells the arrival where the first only heads ("left for X, where he landed")."""
    firm = second.modality in {"happened", "reported"} and not second.trigger.frame.weak
    return firm and _is_reached(second) and not _is_reached(first)


def _is_same(first: Statement, second: Statement) -> bool:
    """Say whether two statements bring the same traveller to the same place."""
    same_end = set(first.ends.destinations) & set(second.ends.destinations)
    return bool(same_end and set(first.traveller.names) & set(second.traveller.names))


def _is_inside(s: Statement, other: Statement) -> bool:
    """Say whether a noun only repeats a place of the verb that it stands under ("back from a trip to X")."""
    if not other.trigger.last < s.trigger.first <= other.ends.last:
        return False
    mine = {*s.ends.origins, *s.ends.destinations}
    if s.trigger.group is not None:
        return bool(mine) and mine <= {*other.ends.via}
    return mine <= {*other.ends.origins, *other.ends.destinations, *other.ends.via}


def _is_subject(s: Statement, other: Statement) -> bool:
    """Say whether a noun is whom a verb moves from the same place ("A flight from X was diverted to Y")."""
    return (
        s.trigger.group is None and other.trigger.group is not None
        and other.traveller.first <= s.trigger.first < other.trigger.first
        and not s.ends.destinations and set(s.ends.origins) <= set(other.ends.origins)
    )  # fmt: skip


def _gives_origin(s: Statement, other: Statement) -> bool:
    """Let "after a flight from X" give the origin of the arrival that it follows."""
    fits = (
        s.trigger.group is None and other.trigger.group is not None and s.trigger.first > other.trigger.last
        and s.ends.origins and not s.ends.destinations and other.ends.destinations and not other.ends.origins
        and set(s.traveller.names) & set(other.traveller.names)
    )  # fmt: skip
    if not fits:
        return False
    other.ends.origins.extend(s.ends.origins)
    other.ends.last = max(other.ends.last, s.ends.last)
    return True


def without_shadows(statements: Sequence[Statement]) -> list[Statement]:
    """Drop what another statement of the sentence says better: presence beside motion, the same end twice."""
    kept: list[Statement] = []
    for s in statements:
        if any(_is_inside(s, k) or _gives_origin(s, k) for k in kept):
            continue
        if any(_is_subject(s, other) for other in statements):
            continue
        twin = next((k for k in kept if _is_same(k, s) and not _arrives_after(k, s)), None)
        if twin is None:
            kept.append(s)
        elif (twin.trigger.frame.weak and not s.trigger.frame.weak) or (
            s.trigger.group is not None and twin.trigger.group is None
        ):
            kept[kept.index(twin)] = s
    return kept


def mode_of(units: Sequence[Unit], s: Statement) -> Mode | None:
    """Give how one travels by the first vehicle, or "by road", after the verb, else before it."""
    for i in (*range(s.trigger.first, s.last + 1), *range(s.first, s.trigger.first)):
        if units[i].low in VEHICLES:
            return VEHICLES[units[i].low]
        if units[i].low in WAYS and i and units[i - 1].low == "by":
            return WAYS[units[i].low]
    return None


def is_native(units: Sequence[Unit], trigger: Trigger, ends: Ends) -> bool:
    """Say whether "came from X", with no goal, day or way, tells only where somebody is from."""
    i = trigger.last + 1
    if trigger.lemma != "come" or trigger.group is None or trigger.group.perfect or not ends.origins:
        return False
    if ends.destinations or ends.via or ends.home or ends.there or i >= len(units) or units[i].low != "from":
        return False
    if any(u.kind == "time" or u.low in VEHICLES for u in units[: ends.last + 1]):
        return False
    after = units[ends.origins[-1] + 1 : ends.origins[-1] + 2]
    return not after or after[0].kind == "mark" or after[0].low in _NATIVE
