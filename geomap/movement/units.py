"""A sentence as the grammar of motion sees it: words, names of people and places, times, marks.

From prose and what was found in it to units: a name of several words, a date, a person is one unit. A
mention that takes part in another name is part of that name's words. Nothing is decided about motion.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, NamedTuple

from geomap.model import Mention, Person, Place, Prose, Sentence, TimeExpression
from geomap.movement import lexicon as lx

_YEAR = re.compile(r"[12]\d{3}")
MANY_DATES = 2
"""So many dates in a text, all long before it was published, are believed rather than its publication."""

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

    @cached_property
    def times(self) -> tuple[Unit, ...]:
        """Give the units that are times, in order."""
        return tuple(u for units in self.lines for u in units if u.time is not None)

    @cached_property
    def story_day(self) -> str | None:
        """Give the day that the document is told from: the latest date that it names, or its publication.

        A publication long after every date in the text is a crawler's, and not trusted. Each statement asks
        for it, so that in a long text looking for it anew grew with the square.
        """
        document = self.prose.document
        days = [
            u.time.iso[:10]
            for u in self.times
            if u.time and u.time.iso and _YEAR.match(u.time.iso) and not document.in_furniture(u.start)
        ]
        full = [d for d in days if len(d) == len("2023-09-12")]
        published = document.published
        if published and (not full or max(full)[:4] >= published[:4] or len(set(days)) < MANY_DATES):
            return published
        return max(full or days, default=None)

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
    names.sort(
        key=lambda n: (n.start - n.end, not _is_location(n), n.person is None, n.mention is None, n.start)
    )
    kept: list[_Name] = []
    starts: list[int] = []
    for name in names:
        i = bisect_left(starts, name.start)
        free_left = i == 0 or kept[i - 1].end <= name.start
        if free_left and (i == len(kept) or kept[i].start >= name.end):
            kept.insert(i, name)
            starts.insert(i, name.start)
    lines = tuple(tuple(_line(prose, s, kept, starts)) for s in prose.sentences)
    return Reading(prose, places, _with_nominals(lines, places))


_SETTLEMENTS = frozenset({"city", "town", "village"})
_NOMINALS: Mapping[str, frozenset[str]] = {
    "city": _SETTLEMENTS, "town": _SETTLEMENTS,
    "village": frozenset({"village", "town"}),
    "island": frozenset({"island"}), "port": frozenset({"port", "city", "town"}),
    "capital": frozenset({"capital"}), "airport": frozenset({"airport"}),
    "peninsula": frozenset({"peninsula"}),
}  # fmt: skip
"""Nouns that with "the" take up a place named before, by its kinds."""


def _with_nominals(
    lines: tuple[tuple[Unit, ...], ...], places: Mapping[str, Place]
) -> tuple[tuple[Unit, ...], ...]:
    """Let "the city" stand for the city that was named last."""
    last: dict[str, Mention] = {}
    out: list[tuple[Unit, ...]] = []
    capitals = _capitals(lines, places)
    for units in lines:
        line: list[Unit] = []
        for i, unit in enumerate(units):
            mention = unit.mention
            place = places.get(mention.place or "") if mention is not None else None
            if mention is not None and place is not None and mention.role in {"location", "actor"}:
                last[place.kind] = mention
                if place.capital and not place.is_area:
                    last["capital"] = mention
            taken = _capital_of(units, i, capitals, places) or _taken_up(units, i, last, places)
            if unit.low == "country" and i and units[i - 1].low == "the":
                here = last.get("country")
                taken = here if here is not None and here.start >= units[0].start else None
            line.append(unit if taken is None else unit._replace(kind="place", mention=taken))
        out.append(tuple(line))
    return tuple(out)


def _capitals(lines: Sequence[Sequence[Unit]], places: Mapping[str, Place]) -> dict[str, Mention]:
    """Give for each country, by its code, where its capital is named first."""
    out: dict[str, Mention] = {}
    for unit in (u for units in lines for u in units):
        place = places.get(unit.mention.place or "") if unit.mention is not None else None
        if unit.mention is not None and place is not None and place.capital and not place.is_area:
            out.setdefault(place.country or "", unit.mention)
    return out


def _capital_of(
    units: Sequence[Unit], i: int, capitals: Mapping[str, Mention], places: Mapping[str, Place]
) -> Mention | None:
    """Let "the Kenyan capital" be the capital of that country, which the text names somewhere."""
    adjective = units[i - 1].mention if units[i].low == "capital" and i else None
    if adjective is None or adjective.role != "demonym" or units[i].kind != "word":
        return None
    following = units[i + 1] if i + 1 < len(units) else None
    if following is not None and following.kind == "place":
        return None
    country = places.get(adjective.place or "")
    named = capitals.get(country.country or "") if country is not None and country.kind == "country" else None
    if named is None:
        return None
    return replace(named, start=units[i].start, end=units[i].end, text=units[i].text, role="location")


def _taken_up(
    units: Sequence[Unit], i: int, last: Mapping[str, Mention], places: Mapping[str, Place]
) -> Mention | None:
    unit = units[i]
    kinds = _NOMINALS.get(unit.low)
    if kinds is None or unit.kind != "word" or i == 0 or units[i - 1].low != "the":
        return None
    following = units[i + 1] if i + 1 < len(units) else None
    if following is not None and (
        following.kind in {"place", "person"} or following.low in lx.words("of 's council hall centre center")
    ):
        return None
    known = [m for kind, m in last.items() if kind in kinds and m.place in places]
    if not known:
        return None
    mention = max(known, key=lambda m: m.start)
    return replace(mention, start=unit.start, end=unit.end, text=unit.text, role="location")


def _is_location(name: _Name) -> bool:
    mention = name.mention
    return mention is not None and mention.role in {"location", "actor"} and mention.place is not None


_EMPHASIS = frozenset("*_")
"""Marks with which Markdown makes words bold or slanted; at the beginning of a line they are bullets."""


def _line(prose: Prose, sentence: Sentence, names: list[_Name], starts: list[int]) -> list[Unit]:
    units: list[Unit] = []
    i = bisect_left(starts, sentence.start)
    for token in prose.tokens_of(sentence):
        while i < len(names) and names[i].end <= token.start:
            i += 1
        name = names[i] if i < len(names) and names[i].start <= token.start else None
        if name is None and units and token.text in _EMPHASIS:
            continue
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
