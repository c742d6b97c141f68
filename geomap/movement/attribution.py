"""Who is said to say that somebody moves.

From a sentence and the clause of a word of motion to the name of the source, before the clause, after it or
with "according to". How sure the text is decides `geomap.movement.modality`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from geomap.movement import lexicon as lx
from geomap.movement.groups import is_adverb
from geomap.movement.units import Unit
from geomap.movement.verbs import VERB_FORMS

SAID_REACH = 9
RIGHT_BEFORE = 2
LONGEST_SOURCE = 10
"""Words of the name of who says so."""
_ORDINARY_AFTER_REPORT = frozenset(["on", "in", "late", "early", "this", "last", "to", "at", "during"])


class Source(NamedTuple):
    """Who says so: the words that name them, or "" where the text only hedges."""

    name: str


def source_of(units: Sequence[Unit], text: str, first: int, verb: int, after: int) -> Source | None:
    """Find who is said to say so, before the clause, after it, or with "according to"."""
    for k, unit in enumerate(units):
        nxt = units[k + 1].low if k + 1 < len(units) else ""
        if unit.low == "according" and nxt == "to":
            if k > first and any(units[j].low in {"but", "while"} for j in range(first, k)):
                continue
            return Source(_name_after(units, text, k + 2))
        if unit.low in lx.words("reportedly allegedly apparently purportedly") and first - 2 <= k <= after:
            return Source("")
    said = _said_before(units, first)
    if said is not None:
        return Source(_name_before(units, text, said))
    said = _said_after(units, max(after, verb))
    if said is None:
        said = _said_at_end(units, after)
    return None if said is None else Source(_name_before(units, text, said))


def _said_at_end(units: Sequence[Unit], after: int) -> int | None:
    """Find ", X said." that closes the sentence and so governs all of it."""
    last = len(units) - 1
    while last > after and (
        units[last].kind in {"mark", "time"} or units[last].low in lx.words("on in late early")
    ):
        last -= 1
    if last <= after or units[last].low not in lx.REPORTING - {"according", "citing", "saying"}:
        return None
    for k in range(last - 1, max(after, last - SAID_REACH), -1):
        if units[k].low in lx.words("but while who which") or units[k].text == ";":
            return None
        if units[k].text in {",", "”", '"'}:
            return None if any(u.low == "but" or u.text == ";" for u in units[after:k]) else last
    return None


def _said_before(units: Sequence[Unit], first: int) -> int | None:
    """Find a word of saying whose content the clause that begins at ``first`` is."""
    for k in range(first - 1, -1, -1):
        unit = units[k]
        if unit.text in {";", "?", "!"} or unit.low in lx.words(
            "but while where because although after before"
        ):
            return None
        if unit.text == "," and k + 1 < len(units) and units[k + 1].low in {"and", "who", "which"}:
            return None
        if (
            unit.low in lx.REPORTING
            and unit.kind == "word"
            and units[k - 1].low not in lx.DETERMINERS | {"'s"}
        ):
            if unit.low in {"according", "citing"}:
                continue
            return k
        if unit.low in VERB_FORMS and units[k].low not in lx.PLACE_NOUNS and first - k > RIGHT_BEFORE:
            return None
    return None


def _said_after(units: Sequence[Unit], after: int) -> int | None:
    """Find ", X reported" or "said X" after the clause, with nothing said after it."""
    for k in range(after + 1, min(after + 1 + SAID_REACH, len(units))):
        unit = units[k]
        if unit.low in lx.SUBORDINATORS or unit.text in {";", "."}:
            return None
        if unit.low in lx.REPORTING and unit.low not in {"according", "citing", "saying"}:
            rest = units[k + 1 :]
            ends = (
                not rest
                or rest[0].kind in {"time", "mark", "person"}
                or rest[0].low in _ORDINARY_AFTER_REPORT
            )
            if units[k - 1].low in lx.words("is are was were been"):
                return None
            comma = any(u.text in {",", "”", '"', "“"} for u in units[after:k])
            return k if ends and (comma or k == after + 1) else None
    return None


def _name_before(units: Sequence[Unit], text: str, k: int) -> str:
    """Give the words that name who says so, right before the word of saying."""
    last = k - 1
    while last > 0 and (
        is_adverb(units[last])
        or units[last].low in lx.AUXILIARIES | {"who", "which", "also"}
        or units[last].text == ","
    ):
        last -= 1
    who = next(
        (k for k in range(last, 0, -1) if units[k].low in {"who", "which"} and units[k - 1].text == ","), 0
    )
    if who > 1 and units[min(last + 1, len(units) - 1)].text == ",":
        last = who - 2
    if last < 0:
        return ""
    first = last
    while first > 0:
        unit = units[first - 1]
        if (unit.kind in {"mark", "time"} and unit.text not in {".", "-"}) or unit.low in lx.SUBORDINATORS | {
            "and",
            "that",
        } | lx.AUXILIARIES:
            break
        if last - first > LONGEST_SOURCE:
            break
        first -= 1
    if units[first].low in {"the", "a", "an"} and first < last:
        first += 1
    return " ".join(text[units[first].start : units[last].end].split())


def _name_after(units: Sequence[Unit], text: str, k: int) -> str:
    last = k
    while last < len(units) and last - k < LONGEST_SOURCE:
        unit = units[last]
        if (
            unit.kind in {"mark", "time"} and unit.text not in {"’", "-", "."}
        ) or unit.low in lx.SUBORDINATORS | {"that"} | lx.AUXILIARIES:
            break
        if unit.text == ".":
            break
        last += 1
    first = k + 1 if k < len(units) and units[k].low in lx.DETERMINERS else k
    return " ".join(text[units[first].start : units[last - 1].end].split()) if last > first else ""
