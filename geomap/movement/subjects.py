"""Who travels: the subject of a word of motion, and whom it stands for.

From a trigger to the names of its travellers, reading leftwards from the verb: a person, a pronoun, an
office ("the Peruvian president"), a group, a vehicle that carries somebody. A thing that arrives (a
letter, a shipment), troops, and places that act are no travellers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from geomap.movement import lexicon as lx
from geomap.movement.cast import Cast
from geomap.movement.groups import is_adverb
from geomap.movement.triggers import Trigger
from geomap.movement.units import Reading, Unit
from geomap.movement.verbs import VEHICLES, VERB_FORMS

_AGENT_SUFFIXES = ("ers", "ors", "ists", "ians", "ees", "men", "women", "ants", "ist", "eer", "ian")
_CLAUSE_MARKS = frozenset(";:—–?!•")
_NOMINAL = frozenset("decision plan plans intention attempt attempts refusal wish hopes hope bid return delegation "
                     "entourage exercise plane train".split())  # fmt: skip


SUBJECT_REACH = 40


class Traveller(NamedTuple):
    """Who travels.

    Attributes
    ----------
    names
        One name for each traveller; fullest forms.
    first
        Index of the unit where the subject begins, for the evidence.
    """

    names: tuple[str, ...]
    first: int


@dataclass
class Memory:
    """What a document has said so far: who was last spoken of, who last travelled."""

    subjects: list[str] = field(default_factory=list)
    group: tuple[str, ...] = ()
    travellers: tuple[str, ...] = ()

    def remember(self, units: Sequence[Unit]) -> None:
        """Note the people of a sentence: its subject last, so that it is found first."""
        people = [(i, u.person.name) for i, u in enumerate(units) if u.person is not None]
        if not people:
            return
        first = next((name for i, name in people if not _in_phrase(units, i)), people[0][1])
        for name in [*(n for _, n in reversed(people)), first]:
            if name in self.subjects:
                self.subjects.remove(name)
            self.subjects.append(name)
        for (i, a), (j, b) in zip(people, people[1:], strict=False):
            if j - i == 2 and units[i + 1].low == "and":
                self.group = (a, b)


class SubjectReader:
    """Finds the travellers of one document, sentence by sentence."""

    def __init__(self, reading: Reading, cast: Cast) -> None:
        self.reading, self.cast, self.memory = reading, cast, Memory()

    def of_verb(self, units: Sequence[Unit], trigger: Trigger, after: int) -> Traveller | None:
        """Give the traveller of a verb; ``after`` is where its clause ends on the right."""
        group = trigger.group
        if group is None:
            return None
        if trigger.frame.carries and not group.passive:
            return self._object(units, trigger)
        j = group.start - 1
        if group.purpose or not group.finite:
            return self._participle(units, j, after, purpose=group.purpose)
        return self._finite(units, j)

    def _object(self, units: Sequence[Unit], trigger: Trigger) -> Traveller | None:
        first = self._finite(units, (trigger.group.start if trigger.group else trigger.first) - 1)
        start = first.first if first else trigger.first
        for k in range(trigger.last + 1, min(trigger.last + 8, len(units))):
            found = self._head(units, k)
            if units[k].low in {"him", "her", "them"}:
                found = self._pronoun(units, k, {"him": "he", "her": "she", "them": "they"}[units[k].low])
            if found is not None:
                return Traveller(found.names, start)
            if units[k].low in lx.PREPOSITIONS:
                return None
        return None

    def _participle(self, units: Sequence[Unit], j: int, after: int, *, purpose: bool) -> Traveller | None:
        if purpose and j >= 0:
            k = j
            if units[k].person is not None:
                return Traveller((units[k].person.name,), k)
            if units[k].low in {"him", "her", "them"}:
                return self._pronoun(units, k, {"him": "he", "her": "she", "them": "they"}[units[k].low])
        if j >= 0:
            direct = self._head(units, j)
            if direct is not None and not _in_phrase(units, direct.first):
                return direct
        found = self._leftmost(units, 0, j)
        if found is None:
            found = self._rightwards(units, after + 1)
        return found or self._last(j + 1)

    def of_noun(self, units: Sequence[Unit], trigger: Trigger, after: int) -> Traveller | None:
        """Give the traveller of a noun: its owner, who is named with "by" or "between", or its subject."""
        i = trigger.first
        between = self._between(units, i)
        if between is not None:
            return between
        for k in range(i - 1, max(-1, i - 7), -1):
            low = units[k].low
            if low == "'s" and k > 0:
                owner = self._owned_by(units, k - 1)
                return owner if owner is None or trigger.frame.weak else owner
            if low in lx.POSSESSIVE_PRONOUNS:
                pronoun = {"her": "she", "their": "they", "its": "it", "my": "i", "our": "we"}.get(low, "he")
                return self._pronoun(units, k, pronoun)
            if units[k].kind != "word" or low in lx.PREPOSITIONS | lx.DETERMINERS or low in lx.LIGHT_VERBS:
                break
        for k in range(trigger.last + 1, min(trigger.last + 9, len(units))):
            if units[k].low == "by":
                agent = self._rightwards(units, k + 1)
                if agent is not None:
                    return agent
            if units[k].kind == "mark":
                break
        if trigger.frame.weak:
            return None
        return self._holder(units, i, after)

    def _owned_by(self, units: Sequence[Unit], k: int) -> Traveller | None:
        person = units[k].person
        if person is not None:
            return Traveller((person.name,), self._np_start(units, k))
        if units[k].low in lx.OFFICES:
            return self._office(units, k)
        return self._group(units, k) if units[k].low in lx.PEOPLE_NOUNS else None

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
        if found is not None:
            return Traveller(
                found.names, min(i, found.first) if i - found.first < SUBJECT_REACH else max(0, i - 1)
            )
        return self._last(max(0, i - 1))

    def _rightwards(self, units: Sequence[Unit], start: int) -> Traveller | None:
        for k in range(start, min(start + 12, len(units))):
            found = self._head(units, k)
            if found is not None:
                return found
        return None

    def _last(self, first: int) -> Traveller | None:
        names = self.memory.travellers or tuple(self.memory.subjects[-1:])
        return Traveller(names, first) if names else None

    def _finite(self, units: Sequence[Unit], j: int) -> Traveller | None:
        if j > 1 and units[j].text == "," and units[j - 2].text == ",":
            person = units[j - 1].person
            if person is not None:
                return Traveller((person.name,), self._np_start(units, j - 3) if j > 2 else j - 1)
        j = self._skip(units, j)
        if j < 0:
            return self._last(0)
        low = units[j].low
        if low in {"who", "which", "that"}:
            k = j - 1
            while k >= 0 and units[k].text in {",", "“", "”"}:
                k -= 1
            return self._np_ending(units, k) or self._leftmost(units, 0, k)
        if low in {"and", "but", "then", "or"} or units[j].text in {",", "–", "—"}:
            return self._leftmost(units, 0, j) or self._last(j + 1)
        return self._np_ending(units, j)

    def _skip(self, units: Sequence[Unit], j: int) -> int:
        """Step over adverbs, times, quotes and one aside between commas."""
        while j >= 0:
            if is_adverb(units[j]) or units[j].text in {"“", "”", '"', "’", "'", "[", "]"}:
                j -= 1
            elif units[j].low in {"on", "in", "at"} and units[j + 1].kind == "time":
                j -= 1
            elif units[j].text == "," and j > 0 and units[j + 1].kind == "time":
                j -= 1
            elif units[j].text in {",", ")", "–", "—"}:
                opening = self._aside_start(units, j)
                if opening is None:
                    return j
                j = opening - 1
            else:
                return j
        return j

    def _aside_start(self, units: Sequence[Unit], j: int) -> int | None:
        opening = {",": ",", ")": "(", "–": "–", "—": "—"}[units[j].text]
        for k in range(j - 1, max(-1, j - 22), -1):
            if units[k].text == opening:
                return k if k > 0 else None
            if units[k].low in {"and", "but"} and k == j - 1:
                return None
        return None

    def _np_ending(self, units: Sequence[Unit], j: int) -> Traveller | None:
        """Read the noun phrase that ends at j; step out of the prepositional phrases at its end."""
        k = j
        while k >= 0:
            unit = units[k]
            if unit.text in _CLAUSE_MARKS or (unit.low in lx.SUBORDINATORS and k < j):
                break
            found = self._head(units, k)
            if found is not None:
                outer = self._outer(units, found.first)
                return outer or found
            if k == j:
                owner = self._owner(units, k)
                if owner is not None:
                    return owner
                if unit.is_capital and unit.kind == "word" and k:
                    return self._named(units, k)
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
            found = self._head(units, k)
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
            if low in lx.SUBORDINATORS or low in {"and", "that"} or low in VERB_FORMS:
                return None
            if not (
                low in lx.DETERMINERS | lx.OFFICES | lx.TITLES | {"'s"}
                or units[k].kind == "place"
                or units[k].is_capital
                or units[k].kind == "word"
            ):
                return None
        return None

    def _named(self, units: Sequence[Unit], k: int) -> Traveller:
        """Read a run of capitalised words as a name that nobody recognised (a ship, a person)."""
        first = k
        while first > 0 and units[first - 1].kind == "word" and units[first - 1].is_capital:
            first -= 1
        if first < k and units[first].low in lx.DETERMINERS:
            first += 1
        return Traveller((self.reading.prose.text[units[first].start : units[k].end],), first)

    def _owner(self, units: Sequence[Unit], k: int) -> Traveller | None:
        """Let "X's delegation" stand for X, not "X's letter"."""
        if units[k].low in lx.THINGS | lx.TROOPS:
            return None
        for i in range(k - 1, max(-1, k - 6), -1):
            if units[i].low == "'s" and i > 0:
                person = units[i - 1].person
                if person is not None:
                    return Traveller((person.name,), i - 1)
                return self._head(units, i - 1)
            if units[i].low in lx.POSSESSIVE_PRONOUNS and units[k].low in _NOMINAL:
                return self._pronoun(
                    units,
                    i,
                    {"his": "he", "her": "she", "their": "they", "its": "it"}.get(units[i].low, "he"),
                )
            if units[i].kind != "word" or units[i].low in lx.PREPOSITIONS:
                return None
        return None

    def _leftmost(self, units: Sequence[Unit], start: int, j: int) -> Traveller | None:
        """Give the first traveller of the clauses before j that stands in no phrase."""
        begin = start
        for k in range(j - 1, start - 1, -1):
            if units[k].text in _CLAUSE_MARKS or units[k].low in {
                "that",
                "where",
                "while",
                "because",
                "although",
            }:
                begin = k + 1
                break
        for a in dict.fromkeys((begin, start)):
            for k in range(a, j + 1):
                found = self._head(units, k) or self._possessor(units, k)
                if found is not None and self._preposition(units, found.first) is None:
                    return found
        return None

    def _possessor(self, units: Sequence[Unit], k: int) -> Traveller | None:
        """Let a person stand for what is theirs and moves ("X's train"), unless it is a thing or troops."""
        person = units[k].person
        if person is None or k + 2 >= len(units) or units[k + 1].low != "'s":
            return None
        if any(u.low in lx.THINGS | lx.TROOPS for u in units[k + 2 : k + 4]):
            return None
        return Traveller((person.name,), k)

    def _head(self, units: Sequence[Unit], k: int) -> Traveller | None:
        """Read the traveller whose head is the unit at k."""
        unit = units[k]
        following = units[k + 1].low if k + 1 < len(units) else ""
        if unit.person is not None:
            return self._person(units, k, following)
        if unit.kind == "place":
            return self._national(units, k, following)
        if unit.kind != "word":
            return None
        low = unit.low
        if self._is_name(units, k):
            return self._named(units, k)
        if low in {"he", "she", "they", "i", "we"}:
            return self._pronoun(units, k, low)
        if low == "it" and following not in {"is", "was"}:
            return self._last(k)
        if low in VEHICLES and following not in {"station", "ride", "trip", "journey"}:
            return self._vehicle(units, k)
        if k + 1 < len(units) and units[k + 1].person is not None:
            return None
        if low in lx.OFFICES:
            holder = self._office(units, k)
            if holder is not None:
                return holder
        if low in lx.PEOPLE_NOUNS or (
            low.endswith(_AGENT_SUFFIXES) and len(low) > 5 and low not in lx.THINGS
        ):
            if low in lx.TROOPS or following == "'s":
                return None
            return self._group(units, k)
        return None

    def _is_name(self, units: Sequence[Unit], k: int) -> bool:
        """Say whether two or three capitalised words before a verb may be a name that nobody recognised."""
        if k + 1 >= len(units) or not units[k].is_capital or len(units[k].text) < 2:
            return False
        nxt = units[k + 1]
        if not (nxt.low in lx.AUXILIARIES | lx.MODALS.keys() or nxt.low in VERB_FORMS):
            return False
        first = k
        while first > 0 and units[first - 1].kind == "word" and units[first - 1].is_capital:
            first -= 1
        run = [u.low for u in units[first : k + 1]]
        return (
            2 <= len(run) <= 3
            and first not in {0, k} | ({1} if units[0].low in lx.DETERMINERS else set())
            and not (set(run) & (lx.INSTITUTIONS | lx.DETERMINERS | lx.PREPOSITIONS))
        )

    def _person(self, units: Sequence[Unit], k: int, following: str) -> Traveller | None:
        person = units[k].person
        if person is None:
            return None
        first = self._np_start(units, k)
        if following == "'s":
            return None
        if k > 1 and units[k - 1].low == "and" and units[k - 2].person is not None:
            return Traveller((units[k - 2].person.name, person.name), self._np_start(units, k - 2))
        return Traveller((person.name,), first)

    def _national(self, units: Sequence[Unit], k: int, following: str) -> Traveller | None:
        """Read "the North Korean" as the one person of that country."""
        mention = units[k].mention
        if mention is None or mention.role != "demonym" or k == 0 or units[k - 1].low != "the":
            return None
        if (
            k + 1 < len(units)
            and units[k + 1].kind == "word"
            and following not in VERB_FORMS
            and following not in {"has", "had", "is", "was", "will", "may"} | lx.PREPOSITIONS
        ):
            return None
        name = self.cast.compatriot(mention.place or "")
        return Traveller((name,), k - 1) if name else None

    def _office(self, units: Sequence[Unit], k: int) -> Traveller | None:
        first = self._np_start(units, k)
        country = next((u.mention.place or "" for u in units[first:k] if u.mention is not None), "")
        name = self.cast.holder(units[k].low, country)
        return Traveller((name,), first) if name else None

    def _group(self, units: Sequence[Unit], k: int) -> Traveller | None:
        first = self._np_start(units, k)
        if any(u.low in lx.TROOPS for u in units[first:k]):
            return None
        owner = self._owner(units, k)
        if (
            owner is None
            and units[first].low in lx.POSSESSIVE_PRONOUNS
            and units[k].low in {"team", "party", "convoy", "delegation"}
        ):
            owner = self._pronoun(
                units, first, {"her": "she", "their": "they", "its": "it"}.get(units[first].low, "he")
            )
        if owner is not None and units[k].low in {
            "delegation",
            "entourage",
            "party",
            "convoy",
            "team",
            "motorcade",
        }:
            return owner
        begin = first + 1 if units[first].low in lx.DETERMINERS and first < k else first
        definite = units[first].low in {"the", "this", "that", "these", "those"}
        if (
            definite
            and begin == k
            and units[k].low in {"pair", "two", "couple", "duo", "men", "women"}
            and self.memory.group
        ):
            return Traveller(self.memory.group, first)
        text = self.reading.prose.text[units[begin].start : units[k].end]
        return Traveller((" ".join(text.split()),), first)

    def _vehicle(self, units: Sequence[Unit], k: int) -> Traveller | None:
        """Let a vehicle stand for who owns it, is on board, or was last said to travel."""
        first = self._np_start(units, k)
        owner = self._owner(units, k)
        if owner is not None:
            return Traveller(owner.names, min(owner.first, first))
        for i in range(k + 1, min(k + 9, len(units) - 1)):
            if units[i].low in {"carrying", "with", "transporting", "bringing", "taking"}:
                for u in units[i + 1 : i + 8]:
                    if u.person is not None:
                        return Traveller((u.person.name,), first)
                break
        names = self.memory.travellers or tuple(self.memory.subjects[-1:])
        if names and units[first].low in {"the", "his", "her", "their", "this", "that", "it"}:
            return Traveller(names, first)
        begin = first + 1 if units[first].low in lx.DETERMINERS and first < k else first
        return Traveller(
            (" ".join(self.reading.prose.text[units[begin].start : units[k].end].split()),), first
        )

    def _np_start(self, units: Sequence[Unit], k: int) -> int:
        first = k
        for i in range(k - 1, max(-1, k - 9), -1):
            unit = units[i]
            if unit.kind in {"time", "mark", "person"} and unit.text not in {".", "-"}:
                if not (unit.kind == "person" and units[i + 1].low == "'s"):
                    break
            if (
                unit.low
                in lx.PREPOSITIONS | lx.SUBORDINATORS | lx.AUXILIARIES | {"and", "or", "that"} | lx.REPORTING
            ):
                break
            if unit.low in VERB_FORMS and unit.low not in {"travel", "tour"}:
                break
            first = i
            if unit.low in lx.DETERMINERS:
                break
        while first < k and (units[first].text in {".", "-"} or units[first].text.isdigit()):
            first += 1
        return first

    def _pronoun(self, units: Sequence[Unit], k: int, low: str) -> Traveller | None:
        if low in {"i", "we"}:
            return Traveller(("the narrator",), k)
        if low == "they":
            names = self.memory.group or self.memory.travellers or tuple(self.memory.subjects[-1:])
            earlier = [u.person.name for u in units[:k] if u.person is not None]
            if len(earlier) >= 2 and any(u.low == "and" for u in units[:k]):
                names = tuple(dict.fromkeys(earlier))[:2]
            return Traveller(names, k) if names else None
        if low == "it":
            return self._last(k)
        wanted = "f" if low == "she" else "m"
        if k > 1 and units[k - 1].low in {"if", "whether"} and units[k - 2].person is not None:
            return Traveller((units[k - 2].person.name,), k)
        for i in range(k):
            person = units[i].person
            if (
                person is not None
                and not _in_phrase(units, i)
                and self.cast.genders.get(person.name, wanted) == wanted
            ):
                return Traveller((person.name,), k)
        for name in reversed(self.memory.subjects):
            if self.cast.genders.get(name, wanted) == wanted:
                return Traveller((name,), k)
        if not self.memory.subjects and self.memory.travellers:
            return Traveller(self.memory.travellers[:1], k)
        return None


def _in_phrase(units: Sequence[Unit], i: int) -> bool:
    """Say whether a person's name stands in a prepositional phrase ("with President X")."""
    for j in range(i - 1, max(-1, i - 6), -1):
        low = units[j].low
        if units[j].kind == "time":
            return False
        if low in lx.PREPOSITIONS:
            return True
        if units[j].kind == "mark" and units[j].text != "." or low in {"and", "that"} or low in VERB_FORMS:
            return False
        if not (
            low
            in lx.OFFICES
            | lx.TITLES
            | lx.DETERMINERS
            | {"'s", "former", "foreign", "defense", "defence", "prime", "vice", "."}
            or units[j].kind == "place"
            or units[j].is_capital
        ):
            return False
    return False
