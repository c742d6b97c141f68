"""Movements: each statement in a document that a traveller goes somewhere.

From prose with mentions, places, people and times to `Movement`s in the order of the text. One for
each traveller and each place reached ("visited A and B" are two). Refused: goods and troops, motion
without a traveller or without any place, what is denied, wished for or only habitual.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from geomap.model import Mention, Mode, Movement, Person, Place, Prose, TimeExpression, When
from geomap.movement import ahead
from geomap.movement import lexicon as lx
from geomap.movement import modality as md
from geomap.movement.attribution import source_of
from geomap.movement.background import is_background
from geomap.movement.cast import Cast, read_cast
from geomap.movement.clause import read_ends
from geomap.movement.headings import Dateline, read_dateline, without_headings
from geomap.movement.itineraries import Hop, colon_of, read_entry, read_persons
from geomap.movement.memory import NARRATOR, Traveller, is_quoted
from geomap.movement.naming import named_later
from geomap.movement.presence import LISTED, PRESENT, carried_on, find_presence
from geomap.movement.presence import modality_of as implied_modality
from geomap.movement.statements import (
    Statement,
    arrives_at_last,
    comes_back,
    is_native,
    mode_of,
    takes_up,
    with_cancelled,
    with_owners,
    with_plans,
    without_shadows,
)  # fmt: skip
from geomap.movement.strangers import with_strangers
from geomap.movement.subjects import SubjectReader
from geomap.movement.timing import own_time, when_of
from geomap.movement.trigger import Trigger
from geomap.movement.triggers import find_triggers
from geomap.movement.units import Reading, Unit, read_units
from geomap.movement.verbs import RESIDE

OPENING = 4
_PLANS = lx.words(
    "trip visit journey flight leg plan plans stop crossing voyage ferry train tour return it that"
)
TRAVELLER = "the traveller"
"""Whose itinerary it is that names nobody."""
_IMPLIED = (PRESENT, LISTED)
SHORT_ENTRY = 14
"""Units of a sentence without a verb that goes on with a narrator's way in any text."""
LONGEST_EVIDENCE = 300
"""Characters of a statement that are quoted at most."""


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
        self.starts: dict[str, str] = {}
        self.introduced: dict[str, int] = {}
        self.here: set[str] = set()
        self.last_place: str | None = None
        self.written_at: str | None = None
        self.now: str | None = None
        self.heading: When | None = None

    def run(self) -> tuple[Movement, ...]:
        document = self.reading.prose.document
        for n, units in enumerate(self.reading.lines):
            self.heading = self.days.get(n, self.heading)
            if not units or document.in_furniture(units[0].start):
                continue
            dateline = (
                read_dateline(units, *self.reading.lines[n + 1 : n + 2]) if self.cast.narrated else None
            )
            if dateline is not None:
                self._write_from(dateline)
                continue
            statements = with_plans(units, list(self._statements(units)))
            before = len(self.out)
            for statement in without_shadows(self._known(statements)):
                self._emit(units, statement)
                for name in filter(self._is_described, statement.traveller.names):
                    self.introduced.setdefault(name, n)
            if len(self.out) == before:
                listed = self.listed or (self.cast.narrated and len(units) <= SHORT_ENTRY)
                for hop in read_entry(self.reading, units, listed=listed):
                    self._hop(units, hop)
            if self.listed:
                for name, hop in read_persons(self.reading, units):
                    self._hop(units, hop, name)
            self._after_colon(units)
            if len(self.out) == before:
                self._cancel(units)
            self.subjects.memory.remember(units)
            self._note_gender(units)
        names = named_later(self.reading.lines, self.introduced, self.cast)
        self.out = [replace(m, traveller=names.get(m.traveller, m.traveller)) for m in self.out]
        told = with_owners(with_cancelled(self.out), self._named())
        return tuple(replace(m, id=f"{document.id}v{n}") for n, m in enumerate(told, 1))

    def _write_from(self, dateline: Dateline) -> None:
        """Put down that who writes is where the letter is dated from."""
        place = self.reading.place_of(dateline.place) if dateline.place is not None else None
        if place is None or dateline.place is None:
            self.written_at = None
            return
        time = dateline.time
        self.out.append(
            Movement(
                id="", document=self.reading.prose.document.id, start=dateline.place.start,
                end=max(dateline.place.end, time.end), traveller=NARRATOR, modality="happened",
                destination=place.id, when=When(time.text, time.iso, time.basis),
            )
        )  # fmt: skip
        self.written_at = self.last_place = place.id
        self.now = time.iso

    def _arrived_before(self, when: When | None) -> None:
        """Let "we arrived here on Tuesday" give the day of the arrival, not the head of the letter."""
        if when is None or not when.iso:
            return
        for n in range(len(self.out) - 1, -1, -1):
            if self.out[n].destination == self.written_at:
                self.out[n] = replace(self.out[n], when=None)
                return

    def _is_described(self, name: str) -> bool:
        """Say whether somebody is only described, so that a name may follow; a ship's name is a name."""
        memory = self.subjects.memory
        described = name in memory.bands or name.lower().split()[-1] in lx.OFFICES
        return described and name not in memory.vessels.values()

    def _named(self) -> dict[str, int]:
        """Give for each person where the document names them first."""
        people = [u for units in self.reading.lines for u in units if u.person is not None]
        return {u.person.name: u.start for u in reversed(people) if u.person is not None}

    def _known(self, statements: Sequence[Statement]) -> list[Statement]:
        """Leave out where somebody is only said to be whom the text does not tell to travel."""
        going = {m.traveller for m in self.out}
        going |= {n for s in statements if s.trigger.frame not in _IMPLIED for n in s.traveller.names}
        return [s for s in statements if s.trigger.frame is not PRESENT or going & set(s.traveller.names)]

    def _after_colon(self, units: Sequence[Unit]) -> None:
        """Read the stops after a colon: "… went the other way: A to B, then C"."""
        at = colon_of(units)
        if at is None:
            return
        who = self.subjects.goer(units, at)
        for hop in read_entry(self.reading, units[at + 1 :], listed=True):
            for name in who.names if who is not None else ():
                self._hop(units[at + 1 :], hop, name)

    def _hop(self, units: Sequence[Unit], hop: Hop, name: str = "") -> None:
        """Put down a stop of an itinerary."""
        origin, end = (None if i is None else self._id(units, i) for i in (hop.origin, hop.destination))
        author = self.subjects.heads.author(0)
        narrated = self.cast.narrated or bool(name)
        names = author.names if author is not None and not (self.listed and not self.cast.narrated) else ()
        self.out.append(
            Movement(
                id="", document=self.reading.prose.document.id, start=units[hop.first].start,
                end=units[hop.last].end, traveller=name or (names[0] if names else TRAVELLER),
                modality="planned" if hop.ahead or not narrated else "happened", origin=origin,
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

    def _statements(self, units: Sequence[Unit]) -> Iterator[Statement]:  # noqa: C901 - one step for each question
        text = self.reading.prose.text
        before: Statement | None = None
        self.here.clear()
        for trigger in self._triggers(units):
            ends = read_ends(self.reading, units, trigger)
            ends.here &= self.written_at is not None
            if before is not None:
                arrives_at_last(trigger, ends, before)
            ends.returned = not ends.any and comes_back(units, trigger)
            goes = ends.any or ends.from_there or ends.returned or takes_up(units, trigger)
            if not goes or is_native(units, trigger, ends):
                continue
            ends.there |= not ends.any and not ends.returned and takes_up(units, trigger)
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
            if trigger.frame in _IMPLIED:
                modality = implied_modality(units, trigger, ends.last)
                if modality == "happened" and trigger.frame is LISTED and self.out[-1:]:
                    modality = self.out[-1].modality if self.out[-1].modality == "planned" else modality
            first = min(start, traveller.first) if traveller.first <= trigger.first else start
            if ends.origins or ends.destinations:
                first = min([first, *(i for i in ends.origins + ends.destinations if i < start)])
            source = source_of(units, text, first, trigger.last, ends.last)
            if trigger.frame is RESIDE and group is not None and units[group.start - 1].low == "who":
                continue
            earlier = is_background(self.reading, units, trigger, ends, now=self.now)
            if earlier and modality in {"happened", "reported"}:
                modality = "past"
            elif modality == "happened" and ahead.is_ahead(
                units, trigger, ends.last, published=self.reading.prose.document.published
            ):
                modality = "planned"
            elif source is not None and modality == "happened":
                modality = "reported"
            before = Statement(trigger, ends, traveller, modality, source.name if source else None, first)
            yield before
            self.here.update(traveller.names)
            self._note_traveller(units, trigger.first, traveller)

    def _note_traveller(self, units: Sequence[Unit], i: int, traveller: Traveller) -> None:
        """Note who travels; somebody unnamed, of whom a quote tells, is known in that quote only."""
        memory = self.subjects.memory
        if not (traveller.names[0].islower() and is_quoted(units, i, opened=memory.quoting)):
            memory.note(traveller.names)

    def _triggers(self, units: Sequence[Unit]) -> Iterator[Trigger]:
        """Give the words of motion and presence of a sentence, and what goes on with the same subject."""
        last = -1
        told = list(chain(find_presence(units), find_triggers(units)))
        for trigger in told:
            group = trigger.group
            finite = group is not None and group.finite and not group.past_plan
            if finite and last < 0 and (not trigger.frame.weak or (group is not None and group.passive)):
                last = trigger.last
        if last >= 0:
            told.extend(carried_on(units, last + 1))
        yield from sorted(told, key=lambda t: t.first)

    def _are_people(self, units: Sequence[Unit], traveller: Traveller) -> bool:
        named = set(self.cast.homes) | {n for names in self.cast.offices.values() for n in names}
        memory = self.subjects.memory
        here = {u.person.name for u in units if u.person is not None}
        if NARRATOR in traveller.names:
            return True
        if traveller.first and units[traveller.first - 1].low == "of":
            return False  # "a conference of donors opens in X": no donor is told to travel
        named |= {m.traveller for m in self.out} | self.here
        return any(n in named or n in (*memory.subjects, *memory.bands, *here) for n in traveller.names)

    def _emit(self, units: Sequence[Unit], s: Statement) -> None:
        origin = self._id(units, s.ends.origins[0]) if s.ends.origins else None
        named_last = self._place_before(units, s.trigger.first) if s.trigger.group is not None else None
        if origin is None and s.ends.from_there:
            origin = self.written_at if s.ends.here else named_last or self.last_place
        via = [self._id(units, i) for i in s.ends.via]
        destinations: list[str | None] = [self._id(units, i) for i in s.ends.destinations]
        days = {self._id(units, i): own_time(units, i) for i in s.ends.destinations[1:]}
        for name in s.traveller.names:
            ends = destinations
            if not ends and s.ends.home and (s.trigger.frame.name != "en route" or name in self.cast.homes):
                ends = [self._home(name)]
            if not ends and s.ends.returned and self.starts.get(name) not in {None, self.last_place}:
                ends = [self.starts[name]]
            if not ends and s.ends.there and (named_last or self.last_place):
                ends = [named_last or self.last_place]
            if not ends and s.ends.here and not s.ends.from_there:
                ends = [self.written_at]
                self._arrived_before(self._time(units, s))
            ends = list(dict.fromkeys(e for e in ends if e != origin)) or [None]
            if origin is None and ends == [None] and not via:
                continue
            begin = origin
            if origin is not None and s.modality not in {"past", "cancelled"}:
                self.starts.setdefault(name, origin)
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
                if s.ends.back and destination and origin:
                    self.out.append(
                        replace(self.out[-1], origin=destination, destination=origin, via=(), when=None)
                    )
                begin = destination if s.trigger.frame.name in lx.words("go sail take trip") else None
        if s.modality in {"happened", "reported"}:
            self.last_place = destinations[-1] if destinations else origin or self.last_place
            when = self._time(units, s)
            self.now = when.iso if when and when.iso else self.now

    def _place_before(self, units: Sequence[Unit], i: int) -> str | None:
        """Give the place that "there" after i takes up: what its sentence names last with "in" or "to"."""
        for k in range(i - 1, 0, -1):
            place = self.reading.place_of(units[k])
            if place is not None and units[k - 1].low in lx.AT_PREPOSITIONS | lx.DESTINATION_PREPOSITIONS:
                return place.id
        return None

    def _home(self, name: str) -> str | None:
        """Give where "home" is: the traveller's country if the text says one, else where the trip began."""
        return self.cast.homes.get(name) or self.starts.get(name)

    def _time(self, units: Sequence[Unit], s: Statement, own: When | None = None) -> When | None:
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

    def _end(self, units: Sequence[Unit], s: Statement) -> int:
        last = s.last
        while last > s.trigger.last and units[last].kind == "mark":
            last -= 1
        return min(units[last].end, units[s.first].start + LONGEST_EVIDENCE)

    def _mode(self, units: Sequence[Unit], s: Statement, name: str) -> Mode | None:
        mode = s.trigger.mode or mode_of(units, s)
        if s.trigger.lemma == "land" and self.modes.get(name) == "sea":
            mode = "sea"
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
