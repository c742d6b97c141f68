"""Who somebody is that a text first only describes: "A British climber was flown out. X, 29, was …".

From the travellers that were introduced without a name, and the sentences of the text, to the name of each
that the text gives soon after: to a person who is called by the same noun, whose age follows, or, for a
noun that anybody may have ("a man"), to the first person named. Somebody named before is nobody new.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geomap.movement import lexicon as lx
from geomap.movement.cast import Cast
from geomap.movement.described import is_aged
from geomap.movement.memory import in_phrase
from geomap.movement.units import Unit

SOON = 3
"""Sentences after the description in which the name may stand."""
_ARTICLES = lx.words("a an one")
_ANYBODY = lx.words("man woman boy girl teenager youth suspect fugitive passenger victim")
_REACH = 5


def named_later(lines: Sequence[Sequence[Unit]], introduced: Mapping[str, int], cast: Cast) -> dict[str, str]:
    """Give for each description, told first in the sentence of that index, the name that it gets."""
    out: dict[str, str] = {}
    first: dict[str, int] = {}
    for n, units in enumerate(lines if introduced else ()):
        for unit in units:
            if unit.person is not None:
                first.setdefault(unit.person.name, n)
    start = min(first.values(), default=len(lines))
    for words, n in introduced.items():
        new = _is_new(lines[n], words, alone=n < start)
        if new and (name := _name(lines, words, n, cast, first)) is not None:
            out[words] = name
    for words in introduced:
        head = words.lower().split()[-1]
        same = {out[w] for w in out if _alike(w.lower().split()[-1], head)}
        if words not in out and words.lower() == head and head in lx.OFFICES and len(same) == 1:
            out[words] = same.pop()
    return out


def _alike(a: str, b: str) -> bool:
    """Say whether two offices may be one: the same word, or the premier and the prime minister."""
    return a == b or {a, b} <= {"premier", "minister"}


def _is_new(units: Sequence[Unit], words: str, *, alone: bool) -> bool:
    """Say whether "a" or "one" introduces the noun, or nobody was named before: somebody new."""
    head = words.lower().split()[-1]
    if head in lx.OFFICES and len(words.split()) > 1:
        return alone
    if head not in lx.ONE_PERSON and not is_aged(head):
        return False
    if alone:
        return True
    return any(
        u.low == head and any(b.low in _ARTICLES for b in units[max(0, i - _REACH) : i])
        for i, u in enumerate(units)
    )


def _name(
    lines: Sequence[Sequence[Unit]], words: str, n: int, cast: Cast, first: Mapping[str, int]
) -> str | None:
    head = words.lower().split()[-1]
    passed: set[str] = set()
    for units in lines[n : n + SOON + 1]:
        for i, unit in enumerate(units):
            person = unit.person
            if person is None or first[person.name] < n or person.name in passed:
                continue
            if head in cast.called.get(person.name, ()) or _has_age(units, i):
                return person.name
            plain = not cast.called.get(person.name) and not _holds_office(person.name, cast)
            if head in lx.OFFICES and not in_phrase(units, i) and plain:
                return person.name
            if (head in _ANYBODY or is_aged(head)) and not in_phrase(units, i):
                gender = "f" if head in lx.FEMALE else "m" if head in lx.MALE else None
                if gender is None or cast.genders.get(person.name, gender) == gender:
                    return person.name
            passed.add(person.name)
    return None


def _holds_office(name: str, cast: Cast) -> bool:
    return any(name in names for names in cast.offices.values())


def _has_age(units: Sequence[Unit], i: int) -> bool:
    """Say whether ", 29," follows a name."""
    after = units[i + 1 : i + 3]
    return (
        len(after) > 1
        and after[0].text == ","
        and after[1].text.isdigit()
        and len(after[1].text) < len("100")
    )
