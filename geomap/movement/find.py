"""Movements: each statement in a document that a traveller goes somewhere.

From prose with mentions, places, people and times to `Movement`s in the order of the text. One for
each traveller and each place reached ("visited A and B" are two). Refused: goods and troops, motion
without a traveller or without any place, what is denied, wished for or only habitual.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from geomap.model import Mention, Modality, Mode, Movement, Person, Place, Prose, TimeExpression, When
from geomap.movement import ahead
from geomap.movement import lexicon as lx
from geomap.movement import modality as md
from geomap.movement.background import is_background
from geomap.movement.cast import Cast, read_cast
from geomap.movement.clause import read_ends
from geomap.movement.ends import Ends
from geomap.movement.headings import without_headings
from geomap.movement.itineraries import Hop, read_entry
from geomap.movement.memory import Traveller
from geomap.movement.strangers import with_strangers
from geomap.movement.subjects import SubjectReader
from geomap.movement.timing import own_time, when_of
from geomap.movement.triggers import Trigger, find_triggers
from geomap.movement.units import Reading, Unit, read_units
from geomap.movement.verbs import VEHICLES

OPENING = 4
_PLANS = lx.words(
    "trip visit journey flight leg plan plans stop crossing voyage ferry train tour return it that"
)
TRAVELLER = "the traveller"
"""Whose itinerary it is that names nobody."""
LONGEST_EVIDENCE = 300
"""Characters of a statement that are quoted at most."""


@dataclass(frozen=True)
class _Statement:
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


def find_movements(
    prose: Prose,
    *,
    mentions: Sequence[Mention],
    places: Mapping[str, Place],
    people: Sequence[Person],
    times: Sequence[TimeExpression],
) -> tuple[Movement, ...]:
    """Find who goes where in a document.

    Returns
    -------
    tuple of Movement
        In the order of the text, with ids ``<document>v<n>``; origin, via and destination are ids of
        `places`.
    """
    reading = read_units(prose, mentions=mentions, places=places, people=people, times=times)
    reading = replace(reading, lines=with_strangers(reading.lines, prose.text))
    headed = without_headings(reading.lines)
    return _Finder(replace(reading, lines=headed.lines), headed.days, listed=headed.listed).run()


class _Finder:
    """Reads the movements of one document, sentence by sentence."""

    def __init__(self, reading: Reading, days: Mapping[int, When | None], *, listed: bool) -> None:
        self.reading, self.days, self.listed = reading, days, listed
        self.cast: Cast = read_cast(reading, listed=listed)
        self.subjects = SubjectReader(reading, self.cast)
        self.out: list[Movement] = []
        self.modes: dict[str, Mode] = {}
        self.last_place: str | None = None
        self.now: str | None = None
        self.heading: When | None = None

    def run(self) -> tuple[Movement, ...]:
        document = self.reading.prose.document
        for n, units in enumerate(self.reading.lines):
            self.heading = self.days.get(n, self.heading)
            if not units or document.in_furniture(units[0].start):
                continue
            statements = with_plans(units, list(self._statements(units)))
            before = len(self.out)
            for statement in _without_shadows(statements):
                self._emit(units, statement)
            if len(self.out) == before:
                for hop in read_entry(self.reading, units, listed=self.listed):
                    self._hop(units, hop)
            if len(self.out) == before:
                self._cancel(units)
            self.subjects.memory.remember(units)
            self._note_gender(units)
        told = _with_owners(_with_cancelled(self.out))
        return tuple(replace(m, id=f"{document.id}v{n}") for n, m in enumerate(told, 1))

    def _hop(self, units: Sequence[Unit], hop: Hop) -> None:
        """Put down a stop of an itinerary."""
        origin, end = (None if i is None else self._id(units, i) for i in (hop.origin, hop.destination))
        author = self.subjects.heads.author(0)
        names = author.names if author is not None and not (self.listed and not self.cast.narrated) else ()
        self.out.append(
            Movement(
                id="", document=self.reading.prose.document.id, start=units[hop.first].start,
                end=units[hop.last].end, traveller=names[0] if names else TRAVELLER,
                modality="planned" if hop.ahead or not self.cast.narrated else "happened", origin=origin,
                via=tuple(v for i in hop.via if (v := self._id(units, i))), destination=end, mode=hop.mode,
                when=self.heading, reached=not hop.ahead,
            )
        )  # fmt: skip
        if not hop.ahead:
            self.last_place = end or origin or self.last_place

    def _note_gender(self, units: Sequence[Unit]) -> None:
        """Learn from "she" and "her" of whom alone the text has spoken so far."""
        names = self.subjects.memory.subjects
        lows = {u.low for u in units}
        if len(names) == 1:
            if lows & {"she", "her"} and not lows & {"he", "his"}:
                self.cast.genders.setdefault(names[0], "f")
            elif lows & {"he", "his"} and not lows & {"she", "her"}:
                self.cast.genders.setdefault(names[0], "m")

    def _statements(self, units: Sequence[Unit]) -> Iterator[_Statement]:
        text = self.reading.prose.text
        for trigger in find_triggers(units):
            ends = read_ends(self.reading, units, trigger)
            if not ends.any and not ends.from_there and not _takes_up(units, trigger):
                continue
            ends.there |= not ends.any and _takes_up(units, trigger)
            group = trigger.group
            if group is not None:
                traveller = self.subjects.of_verb(units, trigger, ends.last)
                modality = md.of_verb(units, trigger, group, ends.last)
                start = group.start
            else:
                traveller = self.subjects.of_noun(units, trigger, ends.last)
                modality = md.of_noun(units, trigger, ends.last, ends.occurs)
                start = trigger.first
            if traveller is None or modality is None:
                continue
            if trigger.frame.weak and not self._are_people(units, traveller):
                continue
            first = min(start, traveller.first) if traveller.first <= trigger.first else start
            if ends.origins or ends.destinations:
                first = min([first, *(i for i in ends.origins + ends.destinations if i < start)])
            source = md.source_of(units, text, first, trigger.last, ends.last)
            if is_background(self.reading, units, trigger, ends, now=self.now) and modality in {
                "happened",
                "reported",
            }:
                modality = "past"
            elif modality == "happened" and ahead.is_ahead(
                units, trigger, ends.last, published=self.reading.prose.document.published
            ):
                modality = "planned"
            elif source is not None and modality == "happened":
                modality = "reported"
            yield _Statement(trigger, ends, traveller, modality, source.name if source else None, first)
            self.subjects.memory.note(traveller.names)

    def _are_people(self, units: Sequence[Unit], traveller: Traveller) -> bool:
        named = set(self.cast.homes) | {n for names in self.cast.offices.values() for n in names}
        memory = self.subjects.memory
        here = {u.person.name for u in units if u.person is not None}
        return any(n in named or n in (*memory.subjects, *memory.bands, *here) for n in traveller.names)

    def _emit(self, units: Sequence[Unit], s: _Statement) -> None:
        origin = self._id(units, s.ends.origins[0]) if s.ends.origins else None
        if origin is None and s.ends.from_there:
            origin = self.last_place
        via = [self._id(units, i) for i in s.ends.via]
        destinations: list[str | None] = [self._id(units, i) for i in s.ends.destinations]
        days = {self._id(units, i): own_time(units, i) for i in s.ends.destinations[1:]}
        for name in s.traveller.names:
            ends = destinations
            if not ends and s.ends.home:
                ends = [self.cast.homes.get(name)]
            if not ends and s.ends.there and self.last_place:
                ends = [self.last_place]
            ends = list(dict.fromkeys(e for e in ends if e != origin)) or [None]
            if origin is None and ends == [None] and not via:
                continue
            begin = origin
            for destination in ends:
                self.out.append(
                    Movement(
                        id="", document=self.reading.prose.document.id,
                        start=units[s.first].start, end=self._end(units, s),
                        traveller=name, modality=s.modality, origin=begin,
                        via=tuple(v for v in dict.fromkeys(via) if v and v not in {begin, destination}),
                        destination=destination, mode=self._mode(units, s, name),
                        when=self._time(units, s, days.get(destination)), attributed_to=s.source or None,
                        reached=s.trigger.frame.reached and not s.ends.headed,
                    )
                )  # fmt: skip
                begin = destination if s.trigger.frame.name in lx.words("go sail take trip") else None
        if s.modality in {"happened", "reported"}:
            self.last_place = destinations[-1] if destinations else origin or self.last_place
            when = self._time(units, s)
            self.now = when.iso if when and when.iso else self.now

    def _time(self, units: Sequence[Unit], s: _Statement, own: When | None = None) -> When | None:
        """Give the time of a statement; what is to come lies after the day of the text."""
        when = own or when_of(units, first=s.first, last=s.last, verb=s.trigger.first)
        will = s.trigger.group is None or not s.trigger.group.past_plan
        if when is None and s.modality in {"happened", "reported", "planned"}:
            return self.heading
        if when is None or s.modality != "planned" or not will:
            return when
        return ahead.moved(when, published=self.reading.prose.document.published)

    def _id(self, units: Sequence[Unit], i: int) -> str | None:
        place = self.reading.place_of(units[i])
        return place.id if place else None

    def _end(self, units: Sequence[Unit], s: _Statement) -> int:
        last = s.last
        while last > s.trigger.last and units[last].kind == "mark":
            last -= 1
        return min(units[last].end, units[s.first].start + LONGEST_EVIDENCE)

    def _mode(self, units: Sequence[Unit], s: _Statement, name: str) -> Mode | None:
        mode = s.trigger.mode
        if mode is None:
            for unit in units[s.first : s.last + 1]:
                if unit.low in VEHICLES:
                    mode = VEHICLES[unit.low]
                    break
        if mode is not None and s.modality not in {"past", "cancelled"}:
            self.modes[name] = mode
        return mode

    def _cancel(self, units: Sequence[Unit]) -> None:
        """Let "The trip was called off" cancel the plan that was last told."""
        lows = {u.low for u in units}
        off = "off" in lows and "called" in lows
        if not (off or (lows & lx.CANCELLING and lows & {"was", "were", "been", "is", "had"})):
            return
        if not {u.low for u in units[:OPENING]} & _PLANS or "planned" in {u.low for u in units[OPENING:]}:
            return
        named = {p.id for u in units if (p := self.reading.place_of(u)) is not None}
        for n in range(len(self.out) - 1, max(-1, len(self.out) - 4), -1):
            if self.out[n].modality in {"planned", "possible"}:
                if named and self.out[n].destination not in named:
                    return
                self.out[n] = replace(self.out[n], modality="cancelled")
                return


def with_plans(units: Sequence[Unit], statements: Sequence[_Statement]) -> list[_Statement]:
    """Let "arriving in X" and "before going on to X" be as sure as the plan that they hang on."""
    out: list[_Statement] = []
    main: _Statement | None = None
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


def _with_cancelled(movements: Sequence[Movement]) -> list[Movement]:
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


def _with_owners(movements: Sequence[Movement]) -> list[Movement]:
    """Let a vehicle without a name stand for the one traveller that the document has besides."""
    names = list(dict.fromkeys(m.traveller for m in movements))
    vehicles = {n for n in names if n.split()[-1] in VEHICLES}
    others = [n for n in names if n not in vehicles]
    groups = [n for n in others if n.islower()] or others
    if not vehicles or len(groups) != 1:
        return list(movements)
    return [replace(m, traveller=groups[0]) if m.traveller in vehicles else m for m in movements]


def _takes_up(units: Sequence[Unit], trigger: Trigger) -> bool:
    """Say whether "the visit by X" takes up the place of the visit told before."""
    i = trigger.first
    return (
        trigger.group is None and not trigger.frame.weak and i > 0 and i + 1 < len(units)
        and units[i - 1].low in {"the", "this", "that"} and units[i + 1].low == "by"
    )  # fmt: skip


def _is_reached(s: _Statement) -> bool:
    return s.trigger.frame.reached and not s.ends.headed


def _arrives_after(first: _Statement, second: _Statement) -> bool:
    """Say whether the second tells the arrival where the first only heads ("left for X, where he landed")."""
    firm = second.modality in {"happened", "reported"} and not second.trigger.frame.weak
    return firm and _is_reached(second) and not _is_reached(first)


def _is_same(first: _Statement, second: _Statement) -> bool:
    """Say whether two statements bring the same traveller to the same place."""
    same_end = set(first.ends.destinations) & set(second.ends.destinations)
    return bool(same_end and set(first.traveller.names) & set(second.traveller.names))


def _is_inside(s: _Statement, other: _Statement) -> bool:
    """Say whether a noun only repeats a place of the verb that it stands under ("back from a trip to X")."""
    if not other.trigger.last < s.trigger.first <= other.ends.last:
        return False
    mine = {*s.ends.origins, *s.ends.destinations}
    if s.trigger.group is not None:
        return bool(mine) and mine <= {*other.ends.via}
    return mine <= {*other.ends.origins, *other.ends.destinations, *other.ends.via}


def _gives_origin(s: _Statement, other: _Statement) -> bool:
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


def _without_shadows(statements: Sequence[_Statement]) -> list[_Statement]:
    """Drop what another statement of the sentence says better: presence beside motion, the same end twice."""
    kept: list[_Statement] = []
    for s in statements:
        if any(_is_inside(s, k) or _gives_origin(s, k) for k in kept):
            continue
        twin = next((k for k in kept if _is_same(k, s) and not _arrives_after(k, s)), None)
        if twin is None:
            kept.append(s)
        elif (twin.trigger.frame.weak and not s.trigger.frame.weak) or (
            s.trigger.group is not None and twin.trigger.group is None
        ):
            kept[kept.index(twin)] = s
    return kept
