"""Whom "he", "she" and "they" mean.

From a pronoun in a sentence and what the document has said so far to one name, or None: who is known to be of
that gender before who may be, the clause before the sentence, the sentence before the text. "She" may be the
ship that was named last, before anybody of whom nothing is known. "They" are not somebody unnamed who is one.
"""

from __future__ import annotations

from collections.abc import Sequence

from geomap.movement import lexicon as lx
from geomap.movement.cast import Cast
from geomap.movement.described import is_plural
from geomap.movement.memory import NARRATOR, Memory, in_phrase
from geomap.movement.units import Unit

_AGENT = ("er", "or", "ist", "ian", "man", "woman")
_HALVES = frozenset([";", "–", "—"])


def he_or_she(units: Sequence[Unit], k: int, wanted: str, memory: Memory, cast: Cast) -> str | None:
    """Give the person whom the pronoun at k stands for; ``wanted`` is "f" or "m"."""
    before = units[k - 2].person if k > 1 and units[k - 1].low in {"if", "whether"} else None
    if before is not None:
        return before.name
    ship = memory.vessels.get("sea") if wanted == "f" else None
    found = _in_sentence(units, k, wanted, cast) or (None if ship else _in_sentence(units, k, None, cast))
    if found:
        return found
    if ship is not None and memory.travellers == (ship,):
        return ship
    if memory.unnamed is not None and _is_one(memory.unnamed) and _may_be(memory.unnamed, wanted):
        return memory.unnamed
    for name in reversed(memory.subjects):
        if ship is not None and name not in cast.genders:
            continue
        if cast.genders.setdefault(name, wanted) == wanted:
            return name
    if ship is not None:
        return ship
    if not memory.subjects and memory.travellers not in {(), (NARRATOR,)}:
        return memory.travellers[0]
    return None


def they(memory: Memory) -> tuple[str, ...]:
    """Give the pair, the travellers, the group or the person that was told of last."""
    last = memory.travellers
    if len(last) == 1 and _is_one(last[0]):
        last = next(((band,) for band in reversed(memory.bands) if not _is_one(band)), ())
    return memory.group or last or tuple(memory.subjects[-1:])


def _may_be(name: str, wanted: str) -> bool:
    """Say whether somebody unnamed may be she or he, by the noun."""
    noun = name.rsplit(maxsplit=1)[-1]
    return noun not in (lx.MALE if wanted == "f" else lx.FEMALE)


def _is_one(name: str) -> bool:
    """Say whether somebody is unnamed and one person ("teacher"), so that "they" are others."""
    if not name.islower() or is_plural(name):
        return False
    noun = name.rsplit(maxsplit=1)[-1]
    return noun in lx.ONE_PERSON | lx.OFFICES or noun.endswith(_AGENT)


def _in_sentence(units: Sequence[Unit], k: int, wanted: str | None, cast: Cast) -> str | None:
    """Give the first person before k, of the clause at k first, whose gender is known to be so."""
    half = next((i for i in range(k - 1, 0, -1) if units[i].text in _HALVES), 0)
    for i in (*range(half, k), *range(half)):
        person = units[i].person
        if person is None or in_phrase(units, i):
            continue
        if cast.genders.get(person.name) == wanted:
            return str(person.name)
    return None
