"""Stops that a diary, log or itinerary names without a verb: "Lima.", "A – B – C", "By rail to X".

From the units of a sentence to `Hop`s: where from, where to, in order. Read only in texts that are lists
(see `geomap.movement.headings`), or where the sentence is nothing but a chain of places. A sentence that has
a verb of its own, a condition or a place as subject of something else gives none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from geomap.model import Mode
from geomap.movement import lexicon as lx
from geomap.movement.units import Reading, Unit
from geomap.movement.verbs import NOUNS, VEHICLES, VERB_FORMS

DASHES = frozenset(["–", "-", "—", "→", ">", "/"])
CHAIN = 3
"""Places joined by dashes that are a route in any text."""
_OPENING = lx.words("""
    by back on onwards onward to into then via from over up down along arrive depart return returned transfer
    next overnight night morning afternoon evening early late final last rest lunch camp camped home in at
    near outside first short long leave left quick scenic direct full
""")
_PLANS = lx.words("itinerary route schedule programme program stops route dates")
_STOPS = frozenset([".", ";", "!", "?", "…"])
_AHEAD = lx.words("if tomorrow unless perhaps maybe hopefully no not cancelled canceled")
_SUBJECT = lx.AUXILIARIES | lx.MODALS.keys() | lx.SUBJECT_PRONOUNS
_FOLLOWING = lx.PREPOSITIONS | lx.words("and then & again overnight early late where")


class Hop(NamedTuple):
    """One way from a place to the next, as indices of units.

    Attributes
    ----------
    origin
        None where the sentence does not name it.
    """

    origin: int | None
    via: tuple[int, ...]
    destination: int | None
    first: int
    last: int
    mode: Mode | None
    ahead: bool


def read_entry(reading: Reading, units: Sequence[Unit], *, listed: bool) -> tuple[Hop, ...]:
    """Read the stops of a sentence without a verb."""
    if not units or (not listed and not _is_chain(reading, units)):
        return ()
    if not _opens(reading, units) or any(u.low in _SUBJECT for u in units[:1]):
        return ()
    ahead = any(u.low in _AHEAD for u in units)
    mode = next((VEHICLES[u.low] for u in units if u.low in VEHICLES), None)
    mode = mode or ("rail" if any(u.low == "rail" for u in units) else None)
    out: list[Hop] = []
    origin: int | None = None
    via: list[int] = []
    role = "to"
    for i, unit in enumerate(units):
        if unit.text in _STOPS or _is_verb(units, i):
            break
        if unit.text == ":" and out:
            break
        role = _role(unit, role)
        if unit.kind != "place" or reading.place_of(unit) is None or not _stands(units, i):
            continue
        if unit.mention is None or unit.mention.role not in {"location", "actor"}:
            continue
        if role == "from" or (
            i + 1 < len(units) and _joins(reading, units, i) and not out and origin is None
        ):
            origin = i
        elif role == "via":
            via.append(i)
        else:
            out.append(Hop(origin, tuple(via), i, 0, i, mode, ahead))
            origin, via = (i, []) if _joins(reading, units, i) else (None, [])
        role = "to" if role in {"from", "to"} else role
    if not out and origin is not None:
        out.append(Hop(origin, tuple(via), None, 0, origin, mode, ahead))
    elif not out and via:
        out.append(Hop(None, tuple(via), None, 0, via[-1], mode, ahead))
    return tuple(out)


def read_persons(reading: Reading, units: Sequence[Unit]) -> Iterator[tuple[str, Hop]]:
    """Read "X in Paris; Y in Rome", the entries of a diary of appointments."""
    for i, unit in enumerate(units[:-2]):
        if unit.person is None or units[i + 1].low not in {"in", "at", "to"}:
            continue
        after = units[i + 3] if i + 3 < len(units) else None
        opens = i == 0 or units[i - 1].text in {";", ":", "–", "-", "—"} or units[i - 1].low in lx.OFFICES
        ends = after is None or after.text in {";", ".", ","} or after.kind == "time"
        if opens and ends and units[i + 2].kind == "place" and reading.place_of(units[i + 2]) is not None:
            yield unit.person.name, Hop(None, (), i + 2, i, i + 2, None, ahead=False)


def colon_of(units: Sequence[Unit]) -> int | None:
    """Give the index of a colon that a route follows, after words of motion."""
    for i, unit in enumerate(units):
        if unit.text == ":" and i > 1 and i + 2 < len(units) and _begins_route(units, i + 1):
            moves = any(u.low in VERB_FORMS or u.low in NOUNS or u.low in _PLANS for u in units[:i])
            more = sum(u.kind == "place" for u in units[i + 1 :]) > 1
            return i if moves and more else None
    return None


def _begins_route(units: Sequence[Unit], i: int) -> bool:
    """Say whether a place stands at i, or "by train to" one."""
    if units[i].kind == "place":
        return True
    goal = next((k for k in range(i, min(i + 4, len(units) - 1)) if units[k].low in {"to", "from"}), None)
    return units[i].low in {"by", "from", "on"} and goal is not None and units[goal + 1].kind == "place"


def _role(unit: Unit, role: str) -> str:
    if unit.low in {"from", "leave", "left", "depart"}:
        return "from"
    if unit.low in lx.words("via through over across past along"):
        return "via"
    if unit.low in lx.DESTINATION_PREPOSITIONS | lx.AT_PREPOSITIONS | {"for", ",", "then", "and"}:
        return "to"
    return "of" if unit.low in lx.words("of with by about against") else role


def _stands(units: Sequence[Unit], i: int) -> bool:
    """Say whether a place stands for itself, not before a noun ("X weather") or an owner."""
    if i > 0 and units[i - 1].low in {"of", "with", "by", "about"} and units[max(i - 2, 0)].low != "way":
        return False
    if i + 1 >= len(units):
        return True
    nxt = units[i + 1]
    return nxt.kind in {"mark", "time"} or nxt.low in _FOLLOWING


def _joins(reading: Reading, units: Sequence[Unit], i: int) -> bool:
    """Say whether a dash or "to" joins the place at i to the next."""
    if i + 2 >= len(units):
        return False
    k = i + 1
    if units[k].text in DASHES or units[k].low == "to":
        return units[k + 1].kind == "place" and reading.place_of(units[k + 1]) is not None
    return False


def _is_verb(units: Sequence[Unit], i: int) -> bool:
    unit = units[i]
    if unit.low in lx.AUXILIARIES | lx.MODALS.keys():
        return True
    forms = {v.form for v in VERB_FORMS.get(unit.low, ())}
    return i > 0 and bool(forms & {"past", "s"}) and unit.low not in NOUNS and unit.low not in VEHICLES


def _opens(reading: Reading, units: Sequence[Unit]) -> bool:
    first = units[0]
    if first.kind == "place":
        return reading.place_of(first) is not None and _stands(units, 0)
    if first.kind != "word":
        return False
    low = first.low
    if low in _OPENING or low in NOUNS or low in VEHICLES:
        return True
    # "Morning drive to", "Steep climb to": a noun of motion among the first words
    return any(u.low in NOUNS or u.low in VEHICLES for u in units[1:3])


def _is_chain(reading: Reading, units: Sequence[Unit]) -> bool:
    """Say whether a sentence is a route: places joined by dashes, and hardly anything else."""
    places = [i for i, u in enumerate(units) if u.kind == "place" and reading.place_of(u) is not None]
    joined = sum(_joins(reading, units, i) and units[i + 1].text in DASHES for i in places)
    return len(places) >= CHAIN and joined >= CHAIN - 1 and places[0] == 0
