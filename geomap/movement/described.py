"""Whom a definite noun takes up: "the banker", "the 34-year-old", "the cyclists", "the family".

From a noun with "the" and what the document has said so far to the names of those who are meant, or none. A
noun by which a person was called stands for that person; another noun of one person for who was spoken of
last, unless somebody unnamed was introduced by it; a plural, or a group, for several who travelled last.
"""

from __future__ import annotations

from collections.abc import Sequence

from geomap.movement import lexicon as lx
from geomap.movement.cast import Cast
from geomap.movement.memory import Memory
from geomap.movement.units import Unit
from geomap.movement.verbs import VERB_FORMS

_TOGETHER = lx.words("family party couple group pair duo trio expedition team squad crew")
COUNTS = lx.words("two three four five six seven eight nine ten twelve twenty thirty")
LONGEST_ASIDE = 10
_QUOTE_ENDS = frozenset(["”", '"', "»"])


def described(units: Sequence[Unit], k: int, memory: Memory, cast: Cast) -> tuple[str, ...]:
    """Give whom "the …" with its noun at k means, nobody if that is open."""
    low = units[k].low
    if len(memory.travellers) > 1 and (low in _TOGETHER or is_plural(low)):
        return memory.travellers
    if low == "family" and memory.kin and memory.travellers:
        return memory.travellers
    called = [n for n in reversed(memory.subjects) if low in cast.called.get(n, ())]
    if called:
        return (called[0],)
    if low in {"animal", "bird", "creature"}:
        called = [n for n in reversed(memory.subjects) if cast.called.get(n, set()) & lx.ANIMALS]
        return tuple(called[:1])
    if low not in lx.ONE_PERSON and not is_aged(low):
        return ()
    if any(b.lower().split()[-1] == low for b in memory.bands):
        return ()
    wanted = "f" if low in lx.FEMALE else "m" if low in lx.MALE else None
    for name in memory.subjects[:-3:-1]:
        if wanted is None or cast.genders.get(name, wanted) == wanted:
            return (name,)
    return ()


def explained(units: Sequence[Unit], first: int) -> str | None:
    """Give who is explained by the phrase that begins at ``first``: "X, a nurse", "X, 34, a nurse"."""
    if first < len("X,") or units[first].low not in {"a", "an"} or units[first - 1].text != ",":
        return None
    k = first - 2
    if units[k].text.isdigit() and k > 1 and units[k - 1].text == ",":
        k -= 2
    named = units[k].person
    return named.name if named is not None else None


def is_apposed(units: Sequence[Unit], first: int, k: int) -> bool:
    """Say whether the phrase from ``first`` with its head at k explains who follows: ", the son of X, he"."""
    if first == 0 or units[first - 1].text != ",":
        return False
    end = next((i for i in range(k + 1, min(k + LONGEST_ASIDE, len(units))) if units[i].text == ","), None)
    if end is None or end + 1 >= len(units) or any(u.low in VERB_FORMS for u in units[k + 1 : end]):
        return False
    return units[end + 1].kind == "person" or units[end + 1].low in lx.words("he she they i we")


def is_aged(low: str) -> bool:
    """Say whether a word is like "34-year-old"."""
    return low.endswith("-year-old")


def is_plural(low: str) -> bool:
    """Say whether a noun looks like one of several."""
    return low.endswith(("s", "men", "women", "people")) and not low.endswith("ss")


def speaker(units: Sequence[Unit], k: int) -> str | None:
    """Give who is named right after the quote that the unit at k stands in: "…," said X."""
    end = next((i for i in range(k, len(units)) if units[i].text in _QUOTE_ENDS), len(units))
    near = units[end + 1 : end + 5]
    if not any(u.low in lx.REPORTING for u in near):
        return None
    return next((u.person.name for u in near if u.person is not None), None)
