"""The places on the right of a word of motion: its objects and prepositional phrases.

From units and a trigger to `Ends`, by the frame of the trigger and the prepositions on its right, as
far as the clause reaches. A place inside another phrase ("an invitation from Rome", "the president of
Peru") is no end.
"""

from __future__ import annotations

from geomap.model import Place
from geomap.movement import lexicon as lx
from geomap.movement.ends import Ends, note_adverb
from geomap.movement.joins import Phrase
from geomap.movement.phrases import (
    as_far_as,
    inside_goal,
    is_finite_verb,
    is_infinitive,
    joined,
    place_words,
    taking_place,
)  # fmt: skip
from geomap.movement.verbs import NOUNS, VEHICLES, VERB_FORMS, End

_WHO = lx.PEOPLE_NOUNS | {"counterpart", "counterparts", "colleague", "colleagues"}
_LEADING = lx.words(
    "ticket tickets visa visas passport letter letters road link links answer thanks damage threat"
)
_CLAUSE_VERBS = lx.words("is was has had will would may said says")
_OTHERS = lx.words("him her them me us")
_ALONG = lx.words("go sail")


class ComplementReader(Phrase):
    """One reading to the right of a trigger."""

    def run(self) -> Ends:
        """Read to the end of the clause."""
        i = self.trigger.last + 1
        while i < len(self.units):
            step = self.take(i)
            if step == 0:
                break
            self.ends.last = i + step - 1
            i += step
        return self.ends

    def take(self, i: int) -> int:  # noqa: C901, PLR0911, PLR0912 - one case for each kind
        """Read the unit at i; give how many units were read, 0 where the clause ends."""
        unit = self.units[i]
        if unit.kind == "time":
            return 1
        if unit.kind == "mark":
            return self.mark(i)
        if unit.kind in {"place", "person"}:
            return self.name(i)
        low = unit.low
        if low in {"rather", "instead"}:
            return 0
        far = as_far_as(self.units, i)
        if far:
            self.preposition, self.end, self.words, self.from_list = "to", "destination", 0, False
            return far
        halted = self.halt(i)
        if halted:
            return halted
        if low in {"before", "after"} and self.low(i + 1) in _OTHERS:
            return 2
        if low in lx.SUBORDINATORS and not (low == "ahead" and self.low(i + 1) != "of"):
            return 0
        if low in lx.words("and or then &"):
            return self.conjunction(i)
        if low in lx.PREPOSITIONS or low == "out":
            return self.prepose(i)
        if low == "en" and self.low(i + 1) == "route":
            return 2
        if low in {"home", "there", "here"} and self.preposition in {"", "to", "from"}:
            note_adverb(self.ends, low, preposition=self.preposition, words=self.words)
            return 1
        if low in lx.REPORTING and self.units[i - 1].low not in lx.DETERMINERS | {"'s"}:
            return 0
        if is_finite_verb(self.units, i):
            return self.occurrence(i)
        if low.endswith("ing") and low in VERB_FORMS and self.units[i - 1].low in VEHICLES:
            return 0
        self.words += 1
        self.place_head = low in lx.PLACE_NOUNS and (
            low not in lx.COMPASS_ADJECTIVES or self.units[i - 1].low in {"the", "far"}
        )
        return 1

    def occurrence(self, i: int) -> int:
        """Step over "is set to take place" after an event, and read on; else the clause ends."""
        if self.trigger.group is not None or self.ends.occurs is not None:
            return 0
        step = taking_place(self.units, i)
        if step:
            self.ends.occurs, self.end, self.preposition = i, None, ""
        return step

    def prepose(self, i: int) -> int:  # noqa: PLR0911 - one return for each kind
        """Take in a preposition and what it makes of the next place."""
        low = self.units[i].low
        if self.end == "origin" and self.units[i - 1].low in NOUNS and low in {"to", "in", "of"}:
            return 1
        nxt = self.units[i + 1] if i + 1 < len(self.units) else None
        if low == "out" and nxt is not None and nxt.low == "of":
            self.preposition, self.end, self.words = "from", "origin", 0
            return 2
        if low == "out":
            return 1
        if low == "by" and self.low(i + 1) == "way" and self.low(i + 2) == "of":
            self.preposition, self.end, self.words, self.from_list = "via", "via", 0, False
            return 3
        if low == "of" and self.units[i - 1].low == "out":
            self.preposition, self.end, self.words = "from", "origin", 0
            return 1
        if low == "of":
            if not (
                self.place_head
                or (self.frame.name == "visit" and self.trigger.lemma == "tour" and self.words == 0)
            ):
                self.end = None
            elif self.trigger.lemma == "tour" and self.words == 0:
                self.end = "destination"
            return 1
        if low == "to" and is_infinitive(self.units, i):
            return 0
        if low == "between" and self.trigger.group is None and self.between(i):
            return 1
        if (
            self.end is not None
            and self.preposition in {"to", "into", "from"}
            and inside_goal(self.units, i, words=self.words)
        ):
            return 1
        of_person = low == "from" and self.preposition and self.units[i - 1].low in _WHO
        of_person = of_person or (low == "to" and self.units[i - 1].low in _LEADING)
        self.preposition, self.words = low, 0
        self.end = None if of_person else self.role(low, i)
        self.from_list = False
        self.place_head = False
        return 1

    def between(self, i: int) -> bool:
        """Take "between X and Y" as origin and destination."""
        places = [j for j in range(i + 1, min(i + 8, len(self.units))) if self.units[j].kind == "place"]
        if self.frame.weak or not places[1:]:
            return False
        self.ends.add("origin", places[0])
        self.ends.add("destination", places[1])
        self.end = None
        return True

    def role(self, low: str, i: int) -> End | None:  # noqa: PLR0911 - one return for each kind
        """Give what a preposition introduces here."""
        if low in lx.ORIGIN_PREPOSITIONS:
            return "origin"
        if low in lx.DESTINATION_PREPOSITIONS:
            if low.startswith("toward"):
                self.ends.headed = True
            return "destination"
        if low in lx.VIA_PREPOSITIONS and low not in {"over", "past", "along"}:
            return "via"
        if low == "over" and self.frame.name == "sight":
            return "destination"
        if low in {"over", "past"}:
            return "via" if self.trigger.frame.name in lx.words("go cross pass sail") else None
        if low == "for":
            if not self.frame.heads_for:
                return None
            return "destination"
        if low == "by" and self.leads_by(i):
            return "via"
        if low == "by" and self.units[i - 1].low in lx.words("stop stopped stopping came passed"):
            return "destination"
        if low in lx.AT_PREPOSITIONS:
            return self.at_role(low)
        return None

    def leads_by(self, i: int) -> bool:
        """Say whether "by" at i names what lies on the way ("made his way by X and Y to Z"), no agent."""
        nxt = self.units[i + 1] if i + 1 < len(self.units) else None
        place = nxt is not None and nxt.mention is not None and nxt.mention.role == "location"
        active = self.trigger.group is not None and not self.trigger.group.passive
        return place and active and self.frame.name == "go"

    def at_role(self, low: str) -> End | None:
        """Give what "in", "at", "on" introduce here."""
        if self.frame.at == "origin" and not self.ends.origins:
            return "origin"
        if self.last_added is not None and self.last_added[0] != "origin":
            return self.last_added[0]
        if self.frame.at is not None:
            return self.frame.at
        if self.frame.strict and self.place_head and low != "on":
            return self.frame.object
        if (
            self.frame.name == "go"
            and self.trigger.lemma in lx.words("travel fly return come climb hike walk")
            and low == "in"
        ):
            return "destination"
        return None

    def name(self, i: int) -> int:
        """Take in a name."""
        unit = self.units[i]
        following = self.low(i + 1)
        if unit.kind == "person":
            self.words += 1
            self.place_head = False
            if following in {"and", ","} or self.frame.carries or self.preposition == "between":
                return 1
            return 1 if not self.starts_clause(i) else 0
        mention = unit.mention
        place = self.reading.place_of(unit)
        if mention is None or place is None or mention.role == "part_of_name":
            self.words += 1
            return 1
        bare = self.end is None and not self.preposition and not self.words
        if bare and self.frame.name in _ALONG and joined(self.units, i + 1):
            self.put("origin", i, place)
            self.end, self.preposition = "destination", "to"
            return 2
        if self.end is None or not self.fits(i):
            self.words += 1
            self.place_head = following in lx.TERRITORY
            if self.starts_clause(i):
                return 0
            return 1
        self.put(self.end, i, place)
        return 2 if following in lx.TERRITORY and mention.role == "demonym" else 1

    def starts_clause(self, i: int) -> bool:
        """Say whether a name opens a clause of its own ("… and Kim arrived")."""
        nxt = self.units[i + 1] if i + 1 < len(self.units) else None
        if nxt is None:
            return False
        return nxt.low in _CLAUSE_VERBS or (
            self.units[i].kind == "person" and any(v.form == "past" for v in VERB_FORMS.get(nxt.low, ()))
        )

    def fits(self, i: int) -> bool:
        """Say whether the mention at i is a place here, not an actor or an adjective."""
        unit, following = self.units[i], self.low(i + 1)
        role = unit.mention.role if unit.mention else ""
        if self.preposition == "on" and following in lx.words("coast border side shore frontier"):
            return False
        if role == "demonym":
            return following in lx.TERRITORY
        if following == "'s":
            head = self.units[i + 2] if i + 2 < len(self.units) else None
            if head is None or head.kind in {"place", "person"} or role == "actor":
                return False
            if self.frame.name == "visit":
                return head.low not in lx.PEOPLE_NOUNS
            return any(u.low in lx.PLACE_NOUNS for u in self.units[i + 2 : i + 5])
        if (
            self.frame.strict
            and not self.preposition
            and self.words
            and not place_words(self.units, max(self.trigger.last + 1, i - self.words - 2), i)
        ):
            return False
        if role == "actor":
            return bool(self.preposition) or self.words <= 1
        return not (following and following in lx.OFFICES | lx.words("officials government forces team"))

    def put(self, end: End, i: int, place: Place) -> None:
        """Add a place to its end; of a place and the area around it the finer one stands."""
        have = {"origin": self.ends.origins, "via": self.ends.via, "destination": self.ends.destinations}[end]
        last = self.last_added
        self.words, self.place_head = 0, False
        if last is not None and last[0] == end and have:
            other = self.reading.place_of(self.units[have[-1]])
            if other is not None and (place.holds(other) or place.id == other.id):
                return
            if other is not None and other.holds(place):
                have[-1] = i
                return
            if end == "origin":
                return
            if not self.from_list and self.preposition in lx.AT_PREPOSITIONS and not self.listed(i):
                return
        self.ends.add(end, i)
        if end == "destination" and self.preposition == "for":
            self.ends.headed = self.ends.headed or self.frame.name not in {"take", "trip"}
        self.last_added = (end, i)
        self.from_list = True
