"""Who travels, and what a document has said so far of who was spoken of and who travelled."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from geomap.model import Mode
from geomap.movement import lexicon as lx
from geomap.movement.units import Unit
from geomap.movement.verbs import VERB_FORMS


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


_SUBJECTS = frozenset({"he", "she", "they", "i", "we"})
"""Pronouns that go on with who was spoken of, so that whom they meet stays in the background."""


_KIN = lx.words(
    "wife husband son sons daughter daughters children child family parents mother father brothers sisters"
)


NARRATOR = "the narrator"
"""Who is meant by "I" and "we" outside of quotes."""


@dataclass
class Memory:
    """What a document has said so far: who was last spoken of, who last travelled.

    Attributes
    ----------
    vessels
        The name of the last named vehicle of each way of travelling.
    kin
        Somebody's wife, husband, children were spoken of.
    quoting
        A quote was open where the sentence began.
    unnamed
        Who travelled last, and before, has no name, and nobody was named since.
    told
        How often each traveller was told of.
    """

    subjects: list[str] = field(default_factory=list)
    group: tuple[str, ...] = ()
    band: tuple[str, ...] = ()
    bands: list[str] = field(default_factory=list)
    travellers: tuple[str, ...] = ()
    vessels: dict[Mode | None, str] = field(default_factory=dict)
    quoting: bool = False
    unnamed: str | None = None
    told: Counter[str] = field(default_factory=Counter)
    kin: bool = False

    def note(self, names: tuple[str, ...]) -> None:
        """Note who was said to travel."""
        self.travellers = names
        self.told.update(names)
        again = len(names) == 1 and names[0].islower() and self.told[names[0]] > 1
        self.unnamed = names[0] if again else None
        if len(names) == 1 and names[0] in self.bands:
            self.band = names

    def remember(self, units: Sequence[Unit]) -> None:
        """Note the people of a sentence: its subject last, so that it is found first."""
        self.quoting = is_quoted(units, len(units), opened=self.quoting)
        self.kin = self.kin or any(
            unit.low in _KIN and any(u.low in lx.POSSESSIVE_PRONOUNS for u in units[max(0, i - 2) : i])
            for i, unit in enumerate(units)
        )
        people = [(i, u.person.name) for i, u in enumerate(units) if u.person is not None]
        if not people:
            return
        self.unnamed = None
        at, first = next(
            ((i, name) for i, name in people if not in_phrase(units, i) and not _owns(units, i)), people[0]
        )
        kept = self.subjects[-1:] if any(u.low in _SUBJECTS for u in units[:at]) else []
        for name in [*(n for _, n in reversed(people)), first, *kept]:
            if name in self.subjects:
                self.subjects.remove(name)
            self.subjects.append(name)
        for (i, a), (j, b) in itertools.pairwise(people):
            if units[j - 1 : j] and i + 1 == j - 1 and units[i + 1].low == "and":
                self.group = (a, b)


def is_quoted(units: Sequence[Unit], k: int, *, opened: bool) -> bool:
    """Say whether the unit at k stands in a quote, where one may have been open before the sentence."""
    for i, unit in enumerate(units[:k]):
        if unit.text in {"“", "«"}:
            opened = True
        elif unit.text in {"”", "»"}:
            opened = False
        elif unit.text == '"':
            nxt = units[i + 1].start if i + 1 < len(units) else None
            opened = nxt == unit.end and (i == 0 or units[i - 1].end != unit.start)
    return opened


def _owns(units: Sequence[Unit], i: int) -> bool:
    return i + 1 < len(units) and units[i + 1].low == "'s"


def in_phrase(units: Sequence[Unit], i: int) -> bool:
    """Say whether a person's name stands in a prepositional phrase ("with President X")."""
    for j in range(i - 1, max(-1, i - 6), -1):
        low = units[j].low
        if units[j].kind == "time":
            return False
        if low in lx.PREPOSITIONS:
            return True
        if (units[j].kind == "mark" and units[j].text != ".") or low in {"and", "that"} or low in VERB_FORMS:
            return False
        if not (
            low
            in lx.OFFICES
            | lx.TITLES
            | lx.DETERMINERS
            | lx.words("'s former foreign defense defence prime vice .")
            or units[j].kind == "place"
            or units[j].is_capital
        ):
            return False
    return False
