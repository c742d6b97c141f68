"""Whom a noun, name or pronoun stands for.

From a unit of a sentence to the `Traveller` whose head it is: a person, "he", "the Peruvian president",
"the family", "his train", "the ship" that carries somebody. A thing that may arrive too (a letter, a
shipment) and troops are no travellers.
"""

from __future__ import annotations

from collections.abc import Sequence

from geomap.movement import lexicon as lx
from geomap.movement.cast import Cast
from geomap.movement.described import COUNTS, described, explained, is_aged, is_apposed, is_plural, speaker
from geomap.movement.memory import NARRATOR, Memory, Traveller, is_quoted
from geomap.movement.noun_phrases import is_title, phrase_start, run_end
from geomap.movement.pronouns import he_or_she, they
from geomap.movement.units import Reading, Unit
from geomap.movement.verbs import VEHICLES, VERB_FORMS

_PLAGUES = lx.words("death plague fever flu influenza cholera virus")
SHORTEST_AGENT = 6
"""Letters of a word in -er, -ist … that names a person ("walkers", not "water")."""
_AGENT_SUFFIXES = ("ers", "ors", "ists", "ians", "ees", "men", "women", "ants", "ist", "eer", "ian")
_BOTH = frozenset(
    [
        "pair",
        "two",
        "couple",
        "duo",
        "men",
        "women",
        "brothers",
        "sisters",
        "three",
        "trio",
        "siblings",
        "both",
    ]
)
_TOURS = lx.words("tour journey trip voyage trek")
_NOMINAL = lx.words("""
    trip journey tour voyage expedition ride walk pilgrimage march trek mission cruise decision plan
    plans intention attempt attempts refusal wish hopes hope bid return delegation entourage
    plane train
""")


def _is_somewhere(units: Sequence[Unit], i: int) -> bool:
    """Say whether "at X" stands at i."""
    at = units[i : i + 2]
    return len(at) > 1 and at[0].low in lx.AT_PREPOSITIONS and at[1].kind == "place"


class HeadReader:
    """Reads the heads of noun phrases of one document."""

    def __init__(self, reading: Reading, cast: Cast, memory: Memory) -> None:
        self.reading, self.cast, self.memory = reading, cast, memory

    def read(self, units: Sequence[Unit], k: int) -> Traveller | None:  # noqa: C901, PLR0911, PLR0912 - one case for each kind of head
        """Read the traveller whose head is the unit at k."""
        unit = units[k]
        following = units[k + 1].low if k + 1 < len(units) else ""
        if unit.person is not None:
            return self._person(units, k, following)
        if unit.kind == "place" and k and units[k - 1].low in VEHICLES:
            return self._vehicle(units, k)
        if unit.kind == "place":
            return self._national(units, k, following)
        if unit.kind != "word":
            return None
        low = unit.low
        if self._is_name(units, k):
            return self.named(units, k)
        if low in lx.words("he she they i we"):
            return self.pronoun(units, k, low)
        if low == "it" and (following not in {"is", "was"} or _is_somewhere(units, k + 2)):
            return self.last(k)
        if low in _TOURS and k and units[k - 1].low == "the" and following in VERB_FORMS and self.last(k):
            return self.last(k)
        named = units[k + 1].person if k + 1 < len(units) else None
        if low in VEHICLES and named is not None:
            self.memory.vessels[VEHICLES[low]] = named.name
            return Traveller((named.name,), phrase_start(units, k))
        if low in VEHICLES and following not in lx.words("station ride trip journey"):
            end = run_end(units, k)
            return self._vehicle(units, k) if end is None else self.named(units, end)
        if k + 1 < len(units) and units[k + 1].person is not None:
            return None
        if following == "'s" and low in lx.PEOPLE_NOUNS:
            return None
        apposed = self._apposed_name(units, k) if low in lx.PEOPLE_NOUNS else None
        if apposed is not None:
            return apposed
        if low in {"deputy", "assistant"} and following in lx.OFFICES:
            return None
        if low in lx.OFFICES:
            holder = self.office(units, k) or self._last_holder(units, k)
            if holder is not None:
                return holder
        if low == "both" and following in lx.AUXILIARIES:
            return self.group(units, k)
        if low in {"two", "three", "both"} and (
            k == 0 or following in lx.PEOPLE_NOUNS or units[k - 1].low != "the"
        ):
            return None
        if (
            low in lx.PEOPLE_NOUNS
            or is_aged(low)
            or (
                low.endswith(_AGENT_SUFFIXES)
                and len(low) >= SHORTEST_AGENT
                and low not in lx.THINGS
                and (k == 0 or not unit.is_capital)
            )
        ):
            if low in lx.TROOPS or following == "'s" or is_apposed(units, phrase_start(units, k), k):
                return None
            return self.group(units, k)
        return None

    def _apposed_name(self, units: Sequence[Unit], k: int) -> Traveller | None:
        """Read the name in "her brother, Prince X, …" as whom the noun before it means."""
        if k + 3 >= len(units) or units[k + 1].text != ",":
            return None
        i = k + 2
        while i + 1 < len(units) and units[i].low in lx.TITLES and units[i].kind == "word":
            i += 1
        person = units[i].person
        closed = i + 1 < len(units) and units[i + 1].text == ","
        return Traveller((person.name,), phrase_start(units, k)) if person and closed else None

    def _is_name(self, units: Sequence[Unit], k: int) -> bool:
        """Say whether two or three capitalised words before a verb may be a name that nobody recognised."""
        if k + 1 >= len(units) or not units[k].is_capital or len(units[k].text) == 1:
            return False
        nxt = units[k + 1]
        if not (nxt.low in lx.AUXILIARIES | lx.MODALS.keys() or nxt.low in VERB_FORMS):
            return False
        first = k
        while first > 0 and units[first - 1].kind == "word" and units[first - 1].is_capital:
            first -= 1
        run = [u.low for u in units[first : k + 1]]
        return (
            len(run) in {2, 3}
            and first not in {0, k} | ({1} if units[0].low in lx.DETERMINERS else set())
            and not (set(run) & (lx.INSTITUTIONS | lx.DETERMINERS | lx.PREPOSITIONS))
        )

    def _person(self, units: Sequence[Unit], k: int, following: str) -> Traveller | None:
        person = units[k].person
        if person is None:
            return None
        first = phrase_start(units, k)
        if following == "'s":
            return None
        if k and VEHICLES.get(units[k - 1].low) == "sea":
            self.memory.vessels["sea"] = person.name
        other = units[k - 2].person if k > 1 and units[k - 1].low == "and" else None
        if other is not None:
            return Traveller((other.name, person.name), phrase_start(units, k - 2))
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
            and following not in lx.words("has had is was will may") | lx.PREPOSITIONS
        ):
            return None
        name = self.cast.compatriot(mention.place or "")
        if name is None and len(self.memory.subjects) == 1 and not is_plural(units[k].low):
            name = self.memory.subjects[0]
        return Traveller((name,), k - 1) if name else None

    def _last_holder(self, units: Sequence[Unit], k: int) -> Traveller | None:
        """Read a bare "the minister" as the person with an office who was spoken of last."""
        bare = k > 0 and units[k - 1].low == "the" and not units[k].low.endswith("s")
        if not bare:
            return None
        holders = {n for names in self.cast.offices.values() for n in names}
        name = next((n for n in reversed(self.memory.subjects) if n in holders), None)
        return Traveller((name,), k - 1) if name else None

    def office(self, units: Sequence[Unit], k: int) -> Traveller | None:
        """Read an office as the person who holds it."""
        first = phrase_start(units, k)
        country = next((u.mention.place or "" for u in units[first:k] if u.mention is not None), "")
        name = self.cast.holder(units[k].low, country)
        return Traveller((name,), first) if name else None

    def group(  # noqa: C901, PLR0911 - one case for each kind of group
        self, units: Sequence[Unit], k: int
    ) -> Traveller | None:
        """Read a group, or the one that was spoken of before."""
        first = phrase_start(units, k)
        if any(u.low in lx.TROOPS for u in units[first:k]):
            return None
        apposed = explained(units, first)
        if apposed is not None:
            return Traveller((apposed,), first)
        owner = self.owner(units, k)
        if (
            owner is None
            and units[first].low in lx.POSSESSIVE_PRONOUNS
            and units[k].low in lx.words("team party convoy delegation")
        ):
            owner = self.pronoun(
                units, first, {"her": "she", "their": "they", "its": "it"}.get(units[first].low, "he")
            )
        if owner is not None and units[k].low in lx.words("delegation entourage party convoy team motorcade"):
            return owner
        begin = first + 1 if units[first].low in lx.DETERMINERS and first < k else first
        begin += sum(u.low in COUNTS for u in units[begin:k][:1])
        definite = units[first].low in lx.words("the this that these those")
        if definite and begin == k and units[k].low in lx.words("delegation entourage"):
            leader = self._last_holder(units, k)
            if leader is not None:
                return leader
        same = next((b for b in reversed(self.memory.bands) if b.lower().split()[-1] == units[k].low), None)
        if definite and begin == k and same is not None:
            return Traveller((same,), first)
        if (definite or units[k].low == "both") and begin >= k and units[k].low in _BOTH:
            people = [*self.memory.subjects, *(u.person.name for u in units[:k] if u.person is not None)]
            recent = tuple(dict.fromkeys(reversed(people)))[:2]
            if self.memory.group or len(recent) == len("AB"):
                return Traveller(self.memory.group or recent[::-1], first)
        if k + 2 < len(units) and units[k + 1].low == "of" and units[k + 2].low in lx.THINGS:
            return None
        meant = described(units, k, self.memory, self.cast) if definite and begin == k else ()
        if meant:
            return Traveller(meant, first)
        if definite and begin == k and self.memory.band and units[k].low not in lx.OFFICES:
            return Traveller(self.memory.band, first)
        text = self.reading.prose.text[units[begin].start : units[k].end]
        name = " ".join(text.split())
        if units[k].low not in lx.OFFICES:
            self.memory.bands.append(name)
        return Traveller((name,), first)

    def _vehicle(self, units: Sequence[Unit], k: int) -> Traveller | None:
        """Let a vehicle stand for who owns it, is on board, or was last said to travel."""
        first = phrase_start(units, k)
        if k + 2 < len(units) and units[k + 1].low == "of" and units[k + 2].low in lx.THINGS:
            return None
        mode = VEHICLES.get(units[k].low) or VEHICLES.get(units[max(k - 1, 0)].low)
        owner = self.owner(units, k)
        if owner is not None:
            return Traveller(owner.names, min(owner.first, first))
        vessel = self.memory.vessels.get(mode)
        if vessel is not None and units[first].low in lx.words("the this that") and units[k].kind == "word":
            return Traveller((vessel,), first)
        for i in range(k + 1, min(k + 9, len(units) - 1)):
            if units[i].low in lx.words("carrying with transporting bringing taking of under"):
                for u in units[i + 1 : i + 8]:
                    if u.person is not None:
                        return Traveller((u.person.name,), first)
                break
        names = self.memory.travellers or tuple(self.memory.subjects[-1:])
        if (
            names
            and units[k].kind == "word"
            and units[first].low in lx.words("the his her their this that it")
        ):
            return Traveller(names, first)
        commander = self.cast.commanders.get(mode) if mode else None
        if commander is not None:
            return Traveller((commander,), first)
        begin = first + 1 if units[first].low in lx.DETERMINERS and first < k else first
        return Traveller(
            (" ".join(self.reading.prose.text[units[begin].start : units[k].end].split()),), first
        )

    def named(self, units: Sequence[Unit], k: int) -> Traveller | None:
        """Read a run of capitalised words as a name that nobody recognised (a ship, a person)."""
        first = k
        while first > 0 and units[first - 1].kind == "word" and units[first - 1].is_capital:
            first -= 1
        if first < k and units[first].low in lx.DETERMINERS:
            first += 1
        if units[k].low in _PLAGUES or (units[first - 1].low not in VEHICLES and is_title(units, first, k)):
            return None
        name = " ".join(self.reading.prose.text[units[first].start : units[k].end].split())
        noun = units[first - 1].low if first > 0 else ""
        if noun in VEHICLES:
            if self.cast.commanders.get(VEHICLES[noun] or "road") is not None:
                return self._vehicle(units, first - 1)
            self.memory.vessels[VEHICLES[noun]] = name
        elif noun == "the" and is_plural(units[k].low):
            self.memory.bands.append(name)
        elif noun == "the" and name not in self.memory.vessels.values():
            self.memory.vessels.setdefault("sea", name)
        return Traveller((name,), first)

    def owner(self, units: Sequence[Unit], k: int) -> Traveller | None:
        """Let "X's delegation" stand for X, not "X's letter"."""
        if units[k].low in lx.THINGS | lx.TROOPS:
            return None
        for i in range(k - 1, max(-1, k - 6), -1):
            if units[i].low == "'s" and i > 0:
                person = units[i - 1].person
                if person is not None:
                    return Traveller((person.name,), i - 1)
                return self.read(units, i - 1)
            if units[i].low in lx.POSSESSIVE_PRONOUNS and units[k].low in _NOMINAL:
                return self.pronoun(
                    units,
                    i,
                    {"his": "he", "her": "she", "their": "they", "its": "it"}.get(units[i].low, "he"),
                )
            if units[i].kind != "word" or units[i].low in lx.PREPOSITIONS:
                return None
        return None

    def possessor(self, units: Sequence[Unit], k: int) -> Traveller | None:
        """Let a person stand for what is theirs and moves ("X's train"), unless it is a thing or troops."""
        person = units[k].person
        if person is None or k + 2 >= len(units) or units[k + 1].low != "'s":
            return None
        if any(u.low in lx.THINGS | lx.TROOPS for u in units[k + 2 : k + 4]):
            return None
        return Traveller((person.name,), k)

    def pronoun(self, units: Sequence[Unit], k: int, low: str) -> Traveller | None:
        """Give whom a pronoun stands for."""
        if low in {"i", "we"}:
            if not is_quoted(units, k, opened=self.memory.quoting):
                return Traveller((NARRATOR,), k)
            said = speaker(units, k) or next(reversed(self.memory.subjects), NARRATOR)
            return Traveller((said,), k)
        if low == "they":
            names = they(self.memory)
            earlier = [u.person.name for u in units[:k] if u.person is not None]
            if earlier[1:] and any(u.low == "and" for u in units[:k]):
                names = tuple(dict.fromkeys(earlier))[:2]
            return Traveller(names, k) if names else None
        if low == "it":
            return self.last(k)
        return self._he_or_she(units, k, "f" if low == "she" else "m")

    def _he_or_she(self, units: Sequence[Unit], k: int, wanted: str) -> Traveller | None:
        """Give the person before k who may be she or he, "his wife" before a name."""
        nouns = (lx.FEMALE if wanted == "f" else lx.MALE) & lx.PEOPLE_NOUNS
        for i in range(k - 1, 0, -1):
            if units[i].low in nouns and units[i - 1].low in lx.POSSESSIVE_PRONOUNS:
                found = self.group(units, i)
                return Traveller(found.names, k) if found else None
        name = he_or_she(units, k, wanted, self.memory, self.cast)
        return Traveller((name,), k) if name else None

    def author(self, first: int) -> Traveller | None:
        """Give who travels where a sentence has no subject: the author of a diary, else who was told last."""
        return Traveller((NARRATOR,), first) if self.cast.narrated else self.last(first)

    def last(self, first: int) -> Traveller | None:
        """Give who travelled or was spoken of last."""
        names = self.memory.travellers or tuple(self.memory.subjects[-1:])
        return Traveller(names, first) if names else None
