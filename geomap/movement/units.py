"""A sentence as the grammar of motion sees it: words, names of people and places, times, marks.

From prose and what was found in it to units: a name of several words, a date, a person is one unit. A
mention that takes part in another name is part of that name's words. Nothing is decided about motion.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from geomap.model import Mention, Person, Place, Prose, Sentence, TimeExpression

UnitKind = Literal["word", "person", "place", "time", "mark"]


class Unit(NamedTuple):
    """One word, mark or name.

    Attributes
    ----------
    low
        Its text in small letters, apostrophes straight.
    """

    start: int
    end: int
    text: str
    low: str
    kind: UnitKind
    mention: Mention | None = None
    person: Person | None = None
    time: TimeExpression | None = None

    @property
    def is_capital(self) -> bool:
        """Say whether it begins with a capital letter."""
        return self.text[:1].isupper()


@dataclass(frozen=True)
class Reading:
    """All that is known of a document before motion is read.

    Attributes
    ----------
    lines
        For each sentence of the prose its units.
    """

    prose: Prose
    places: Mapping[str, Place]
    lines: tuple[tuple[Unit, ...], ...]

    def place_of(self, unit: Unit) -> Place | None:
        """Give the place that a unit names, or None."""
        if unit.mention is None or unit.mention.place is None:
            return None
        return self.places.get(unit.mention.place)


class _Name(NamedTuple):
    start: int
    end: int
    mention: Mention | None = None
    person: Person | None = None
    time: TimeExpression | None = None


def read_units(
    prose: Prose,
    *,
    mentions: Sequence[Mention],
    places: Mapping[str, Place],
    people: Sequence[Person],
    times: Sequence[TimeExpression],
) -> Reading:
    """Cut each sentence into units; where names overlap the longer one stands, then the person's."""
    names = [_Name(p.start, p.end, person=p) for p in people]
    names += [_Name(m.start, m.end, mention=m) for m in mentions if not m.furniture]
    names += [_Name(t.start, t.end, time=t) for t in times if t.end > t.start]
    names.sort(key=lambda n: (n.start - n.end, n.person is None, n.mention is None, n.start))
    kept: list[_Name] = []
    starts: list[int] = []
    for name in names:
        i = bisect_left(starts, name.start)
        free_left = i == 0 or kept[i - 1].end <= name.start
        if free_left and (i == len(kept) or kept[i].start >= name.end):
            kept.insert(i, name)
            starts.insert(i, name.start)
    lines = tuple(tuple(_line(prose, s, kept, starts)) for s in prose.sentences)
    return Reading(prose, places, lines)


def _line(prose: Prose, sentence: Sentence, names: list[_Name], starts: list[int]) -> list[Unit]:
    units: list[Unit] = []
    i = bisect_left(starts, sentence.start)
    for token in prose.tokens_of(sentence):
        while i < len(names) and names[i].end <= token.start:
            i += 1
        name = names[i] if i < len(names) and names[i].start <= token.start else None
        if name is None:
            kind: UnitKind = "word" if token.text[0].isalnum() or token.text[0] in "'’" else "mark"
            low = token.text.lower().replace("’", "'")
            units.append(Unit(token.start, token.end, token.text, low, kind))
        elif not units or units[-1].start != name.start:
            units.append(_unit(prose, name))
    return _whole_words(prose, units)


def _unit(prose: Prose, name: _Name) -> Unit:
    text = prose.text[name.start : name.end]
    kind: UnitKind = "person" if name.person else "place" if name.mention else "time"
    return Unit(name.start, name.end, text, text.lower(), kind, name.mention, name.person, name.time)


def _whole_words(prose: Prose, units: list[Unit]) -> list[Unit]:
    """Join the parts of a word with hyphens, as long as no name is among them."""
    out: list[Unit] = []
    for unit in units:
        if (
            len(out) > 1
            and unit.kind == "word"
            and out[-1].text in {"-", "‐", "‑"}
            and out[-2].kind == "word"
            and out[-2].end == out[-1].start
            and out[-1].end == unit.start
        ):
            first = out[-2]
            del out[-2:]
            text = prose.text[first.start : unit.end]
            out.append(Unit(first.start, unit.end, text, text.lower(), "word"))
        else:
            out.append(unit)
    return out
