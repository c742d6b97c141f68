"""Who travels: the subject of a word of motion.

From a trigger to the names of its travellers, reading leftwards from the verb, out of the phrases and
asides that stand between; for a noun its owner ("her trip"), its agent ("by the delegation") or the
subject of the clause.
"""

from __future__ import annotations

from collections.abc import Sequence

from geomap.movement import lexicon as lx
from geomap.movement.cast import Cast
from geomap.movement.described import COUNTS
from geomap.movement.groups import read_group
from geomap.movement.heads import HeadReader
from geomap.movement.memory import NARRATOR, Memory, Traveller, in_phrase
from geomap.movement.noun_phrases import aside_start, before_asides, phrase_start
from geomap.movement.trigger import Trigger
from geomap.movement.units import Reading, Unit
from geomap.movement.verbs import VERB_FORMS

_CLAUSE_MARKS = frozenset(";:—–?!•")
SUBJECT_REACH = 40
RIGHT_REACH = 12
_RELATIVES = lx.words("where which who whose whom")
LONGEST_LIST = 12
_ALONG = lx.words("drive fly row walk accompany follow march sail guide ferry")
_IN_LIST = lx.DETERMINERS | lx.TITLES | lx.PEOPLE_NOUNS | COUNTS | frozenset({"and", ","})
_FORMER = lx.words("former ex late veteran retired acting deputy vice chief senior prime foreign old young")
LONGEST_TITLE = 8
_HOLDING = lx.words("""
    held hold holds holding attended attend attends attending gave give gives had opened chaired chairs
""")
_AFTER_OBJECT = lx.PREPOSITIONS | lx.words("back on home there , and north south east west")
_ORDERING = lx.words(
    "leaving left allowing allowed forcing forced ordering ordered telling told sending sent"
)
_BELIEVING = lx.words("believe believes believed think thinks thought say says said claim claims")
_OBJECTS = {"him": "he", "her": "she", "them": "they", "me": "i", "us": "we", "it": "it"}


def is_demonym(unit: Unit) -> bool:
    """Say whether a unit is an adjective or the people of a country."""
    return unit.mention is not None and unit.mention.role == "demonym"


def _is_ordered(units: Sequence[Unit], j: int) -> bool:
    """Say whether who ends at j is left, sent or told to go: "leaving the others to go on to X"."""
    first = next((k for k in range(j, max(-1, j - 5), -1) if units[k].low in lx.DETERMINERS), None)
    return first is not None and first > 0 and units[first - 1].low in _ORDERING


class SubjectReader:
    """Finds the travellers of one document, sentence by sentence."""

    def __init__(self, reading: Reading, cast: Cast) -> None:
        self.memory = Memory()
        self.heads = HeadReader(reading, cast, self.memory)

    def of_verb(self, units: Sequence[Unit], trigger: Trigger, after: int) -> Traveller | None:
        """Give the traveller of a verb; ``after`` is where its clause ends on the right."""
        group = trigger.group
        if group is None:
            return None
        if trigger.frame.carries and not group.passive:
            return self._object(units, trigger)
        if trigger.frame.name == "go" and trigger.lemma in _ALONG and not group.passive and group.finite:
            taken = self._taken(units, trigger)
            if taken is not None:
                return taken
        j = group.start - 1
        if group.purpose or not group.finite:
            return self._participle(units, j, after, purpose=group.purpose)
        found = self._finite(units, j)
        return self.heads.last(j) if found is None and trigger.frame.name in {"start", "finish"} else found

    def goer(self, units: Sequence[Unit], stop: int) -> Traveller | None:
        """Give who goes in the part of a sentence that ends before ``stop``, else who travelled last."""
        return self._leftmost(units, 0, stop - 1) or self.heads.last(0)

    def _taken(self, units: Sequence[Unit], trigger: Trigger) -> Traveller | None:
        """Read whom somebody takes along, with whoever does: "He drove me to X"; None where nobody is."""
        names: list[str] = []
        start = trigger.last + 1
        for k in range(start, min(start + LONGEST_LIST, len(units))):
            unit = units[k]
            owns = k + 1 < len(units) and units[k + 1].low == "'s"
            if unit.person is not None and not owns:
                names.append(unit.person.name)
            elif unit.low in _OBJECTS and k == start:
                follows = units[k + 1].low if k + 1 < len(units) else ""
                found = self.heads.pronoun(units, k, _OBJECTS[unit.low])
                if found is not None and (unit.low != "her" or follows in _AFTER_OBJECT):
                    names.extend(found.names)
                    break
            elif unit.low in lx.PEOPLE_NOUNS and not names and not owns:
                found = self.heads.read(units, k)
                names.extend(found.names if found else ())
            elif unit.low not in _IN_LIST:
                break
        if not names:
            return None
        subject = self._finite(units, (trigger.group.start if trigger.group else trigger.first) - 1)
        if subject is None:
            return Traveller(tuple(dict.fromkeys(names)), trigger.first)
        too = [n for n in subject.names if n not in self.memory.bands and not n.islower()]
        if NARRATOR in subject.names:
            too = list(subject.names)
        return Traveller(tuple(dict.fromkeys((*too, *names))), subject.first)

    def _object(self, units: Sequence[Unit], trigger: Trigger) -> Traveller | None:
        first = self._finite(units, (trigger.group.start if trigger.group else trigger.first) - 1)
        start = first.first if first else trigger.first
        for k in range(trigger.first + 1, min(trigger.last + 8, len(units))):
            found = self.heads.read(units, k)
            if units[k].low in _OBJECTS:
                found = self.heads.pronoun(units, k, _OBJECTS[units[k].low])
            if found is not None:
                return Traveller(found.names, start)
            if units[k].low in lx.PREPOSITIONS:
                return None
        return None

    def _participle(self, units: Sequence[Unit], j: int, after: int, *, purpose: bool) -> Traveller | None:
        if purpose and j >= 0:
            k, person = j, units[j].person
            if person is not None:
                return Traveller((person.name,), k)
            if units[k].low in _OBJECTS:
                return self.heads.pronoun(units, k, _OBJECTS[units[k].low])
            if _is_ordered(units, j):
                return self.heads.read(units, j)
        if j >= 0:
            direct = self.heads.read(units, j)
            if direct is not None and not in_phrase(units, direct.first):
                return direct
        found = self._leftmost(units, 0, j)
        if found is None:
            found = self._rightwards(units, after + 1)
        return found or self.heads.last(j + 1)

    def of_noun(self, units: Sequence[Unit], trigger: Trigger, after: int) -> Traveller | None:
        """Give the traveller of a noun: its owner, who is named with "by" or "between", or its subject."""
        i = trigger.first
        between = self._between(units, i)
        if between is not None:
            return between
        for k in range(i - 1, max(-1, i - 7), -1):
            low = units[k].low
            if low == "'s" and k > 0:
                return self._owned_by(units, k - 1)
            if low in lx.POSSESSIVE_PRONOUNS:
                pronoun = {"her": "she", "their": "they", "its": "it", "my": "i", "our": "we"}.get(low, "he")
                return self.heads.pronoun(units, k, pronoun) or self._rightwards(units, after + 1)
            if units[k].kind != "word" or low in lx.PREPOSITIONS | lx.DETERMINERS or low in lx.LIGHT_VERBS:
                break
        for k in range(trigger.last + 1, min(trigger.last + 9, len(units))):
            if units[k].low == "by":
                agent = self._rightwards(units, k + 1)
                if agent is not None:
                    return agent
            if units[k].kind == "mark":
                break
        if trigger.frame.weak and (i == 0 or units[i - 1].low not in {"after", "following"}):
            return self._host(units, i)
        return self._holder(units, i, after)

    def _host(self, units: Sequence[Unit], i: int) -> Traveller | None:
        """Give who "held talks", "attended a summit", "will open a meeting": the subject of that verb."""
        for k in range(i - 1, max(-1, i - 5), -1):
            if units[k].low in _HOLDING:
                return self._finite(units, read_group(units, k, "past").start - 1)
            if units[k].kind != "word" or units[k].low in lx.PREPOSITIONS:
                return None
        return None

    def _owned_by(self, units: Sequence[Unit], k: int) -> Traveller | None:
        person = units[k].person
        if person is not None:
            return Traveller((person.name,), phrase_start(units, k))
        if units[k].low in lx.OFFICES:
            return self.heads.office(units, k)
        return self.heads.group(units, k) if units[k].low in lx.PEOPLE_NOUNS else None

    def _between(self, units: Sequence[Unit], i: int) -> Traveller | None:
        window = range(i + 1, min(i + 12, len(units)))
        start = next((k for k in window if units[k].low in {"between", "of", "with"}), None)
        if start is None or start > i + 2:
            return None
        people = []
        for k in range(start + 1, min(start + 10, len(units))):
            person = units[k].person
            if person is not None:
                people.append(person.name)
            elif (
                units[k].low in lx.PREPOSITIONS
                or units[k].low in lx.AUXILIARIES
                or units[k].text in {";", "."}
            ):
                break
        if units[start].low != "between" or not people:
            return None
        return Traveller(tuple(dict.fromkeys(people)), i)

    def _holder(self, units: Sequence[Unit], i: int, after: int) -> Traveller | None:
        """Give the subject of the clause that a trip stands in, else who was last spoken of."""
        found = self._leftmost(units, 0, i - 1) if i else None
        if found is None:
            opening = any(u.low in lx.PREPOSITIONS | {"while"} for u in units[: i + 1])
            found = self._rightwards(units, after + 1) if opening else None
        if found is None and i <= 1:
            found = self.heads.last(0) or self._rightwards(units, after + 1)
        if found is not None:
            return Traveller(
                found.names, min(i, found.first) if i - found.first < SUBJECT_REACH else max(0, i - 1)
            )
        return self.heads.last(max(0, i - 1))

    def _rightwards(self, units: Sequence[Unit], start: int) -> Traveller | None:
        k, end = start, min(start + RIGHT_REACH, len(units))
        while k < end:
            if units[k].low in _RELATIVES:
                k = next((i for i in range(k, len(units)) if units[i].text == ","), len(units))
                end = min(k + RIGHT_REACH, len(units))
                continue
            found = self.heads.read(units, k)
            if found is not None and (k == start or units[found.first - 1].low != "of"):
                return found
            k += 1
        return None

    def _finite(self, units: Sequence[Unit], j: int) -> Traveller | None:
        apposed = self._apposed(units, j)
        if apposed is not None:
            return apposed
        j = before_asides(units, j)
        if j < 0:
            return self.heads.author(0)
        low = units[j].low
        if low in {"who", "which", "that"}:
            k = j - 1
            while k >= 0 and units[k].text in {",", "“", "”"}:
                k -= 1
            return self._np_ending(units, k) or self._leftmost(units, 0, k)
        if low in lx.words("and but then or") or units[j].text in {",", "–", "—"}:
            return self._leftmost(units, 0, j) or self.heads.last(j + 1)
        return self._np_ending(units, j)

    def _apposed(self, units: Sequence[Unit], j: int) -> Traveller | None:
        """Read the person between commas that end at j: "her brother, Prince X, …"."""
        person = units[j - 1].person if j > 1 and units[j].text == "," else None
        if person is None:
            return self._apposed_long(units, j)
        k = j - 2
        while (
            k > j - LONGEST_TITLE
            and k > 0
            and (
                units[k].low in lx.TITLES | lx.OFFICES | lx.DETERMINERS | lx.ONE_PERSON | _FORMER
                or is_demonym(units[k])
                or (units[k].kind == "word" and units[k].is_capital)
            )
        ):
            k -= 1
        if k <= 0 or units[k].text != "," or units[k - 1].kind in {"person", "time", "place"}:
            return None
        return Traveller((person.name,), phrase_start(units, max(k - 1, 0)))

    def _apposed_long(self, units: Sequence[Unit], j: int) -> Traveller | None:
        """Read the person that opens an aside: "his partner, X of Y, …"."""
        opening = aside_start(units, j) if j > 0 and units[j].text == "," else None
        if opening is None or units[opening - 1].kind != "word" or units[opening - 1].is_capital:
            return None
        k = opening + 1
        while k < j and units[k].low in lx.TITLES | lx.OFFICES:
            k += 1
        named = units[k].person
        if named is None or k + 1 >= j or units[k + 1].low not in {"of", "from", ","}:
            return None
        return Traveller((named.name,), phrase_start(units, opening - 1))

    def _joined(self, units: Sequence[Unit], first: int) -> Traveller | None:
        """Give the people named in "X, her husband and two children", whose last part begins at first."""
        if first < 1 or units[first - 1].low != "and":
            return None
        names: list[str] = []
        k = first - 1
        begin = first
        while k >= 0 and k > first - LONGEST_LIST:
            unit = units[k]
            if unit.person is not None:
                names.insert(0, unit.person.name)
                begin = k
            elif unit.low not in _IN_LIST:
                break
            k -= 1
        if not names or (k >= 0 and units[k].low in lx.PREPOSITIONS):
            return None
        return Traveller(tuple(dict.fromkeys(names)), begin)

    def _np_ending(self, units: Sequence[Unit], j: int) -> Traveller | None:
        """Read the noun phrase that ends at j; step out of the prepositional phrases at its end."""
        k = j
        while k >= 0:
            unit = units[k]
            if unit.text in _CLAUSE_MARKS or (unit.low in lx.SUBORDINATORS and k < j):
                break
            found = self.heads.read(units, k)
            if found is not None:
                outer = self._outer(units, found.first)
                return outer or self._joined(units, found.first) or found
            if k == j:
                joined = self._joined(units, phrase_start(units, k))
                if joined is not None:
                    return joined
                owner = self.heads.owner(units, k)
                if owner is not None:
                    return owner
                if unit.is_capital and unit.kind == "word" and k:
                    return self.heads.named(units, k)
                outer_head = self._preposition(units, k)
                if outer_head is None:
                    return None
                k = outer_head
                j = k - 1
            elif unit.low in VERB_FORMS and unit.low not in lx.PLACE_NOUNS and k < j - 1:
                break
            k -= 1
        return None

    def _outer(self, units: Sequence[Unit], first: int) -> Traveller | None:
        """Where the head found stands in a phrase ("a train with X"), give the head outside of it."""
        head = self._preposition(units, first)
        if head is None or units[head].low in {"after", "before", "for"}:
            return None
        for k in range(head - 1, max(-1, head - 8), -1):
            if units[k].kind == "mark" or units[k].low in lx.SUBORDINATORS or units[k].low in VERB_FORMS:
                return None
            found = self.heads.read(units, k)
            if found is not None:
                deeper = self._preposition(units, found.first)
                return found if deeper is None else self._outer(units, found.first) or found
        return None

    def _preposition(self, units: Sequence[Unit], first: int) -> int | None:
        """Give the index of the preposition that governs the phrase at ``first``."""
        for k in range(first - 1, max(-1, first - 8), -1):
            low = units[k].low
            if units[k].kind == "time":
                return None
            if low in lx.PREPOSITIONS:
                return k
            if units[k].kind == "mark" and units[k].text not in {".", "“", "”"}:
                return None
            if low in lx.SUBORDINATORS | lx.REPORTING or low in {"and", "that"} or low in VERB_FORMS:
                return None
            if not (
                low in lx.DETERMINERS | lx.OFFICES | lx.TITLES | {"'s"}
                or units[k].kind == "place"
                or units[k].is_capital
                or units[k].kind == "word"
            ):
                return None
        return None

    def _leftmost(self, units: Sequence[Unit], start: int, j: int) -> Traveller | None:
        """Give the first traveller of the clauses before j that stands in no phrase."""
        begin = start
        for k in range(j - 1, start - 1, -1):
            believed = units[k].low in _BELIEVING and units[k + 1].low in lx.SUBJECT_PRONOUNS
            if (
                believed
                or units[k].text in _CLAUSE_MARKS
                or units[k].low in lx.words("that where while because although")
            ):
                begin = k + 1
                break
        for a in dict.fromkeys((begin, start)):
            for k in range(a, j + 1):
                found = self.heads.read(units, k) or self.heads.possessor(units, k)
                if found is not None and self._preposition(units, found.first) is None:
                    return found
        return None
