"""Who is who in a document: offices, nationalities and genders of the people it names.

From a reading to a `Cast`: "North Korean leader Kim Jong Un" says that this leader is Kim, that his
home is North Korea. Later "the North Korean leader" and "home" can be read. Nothing is known of a
person but what the document says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from geomap.model import Mode
from geomap.movement import lexicon as lx
from geomap.movement.given_genders import gender_of
from geomap.movement.memory import is_quoted
from geomap.movement.noun_phrases import run_end
from geomap.movement.units import Reading, Unit
from geomap.movement.verbs import VEHICLES, VERB_FORMS

TITLE_REACH = 6
_COMMANDS: dict[str, tuple[Mode, ...]] = {
    "captain": ("sea", "air"), "skipper": ("sea",), "pilot": ("air",), "driver": ("road", "rail"),
}  # fmt: skip
_APPOSED = lx.OFFICES | lx.FEMALE | lx.MALE | lx.ONE_PERSON
_NO_LONGER = lx.words("retired former ex one-time onetime late team football")
_FIRST_PERSON = lx.words("i we my our us me")
_QUOTES = frozenset('“”"«»')
OPENINGS = 2
"""Sentences without a subject ("Left X at dawn.") that make a text a diary."""


@dataclass
class Cast:
    """What a document says of its people.

    Attributes
    ----------
    offices
        (office, id of its country or "") to the names that hold it, in the order of the text.
    homes
        Name to the id of the country whose adjective stands before it.
    genders
        Name to "f" or "m", where a title or a pronoun's noun tells.
    commanders
        Who is called captain, skipper, pilot or driver first, by the way of travelling: a vehicle of that
        kind stands for them.
    called
        Name to the nouns of people that stand before it or in apposition.
    narrated
        The text speaks of "I" or "we" outside of quotes, or opens sentences with what its author did.
    """

    offices: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)
    commanders: dict[Mode, str] = field(default_factory=dict)
    called: dict[str, set[str]] = field(default_factory=dict)
    narrated: bool = False

    def holder(self, office: str, country: str) -> str | None:
        """Give who holds an office, of a country if one is known."""
        names = self.offices.get((office, country)) or (None if country else self.offices.get((office, "*")))
        if not names and country:
            everyone = [n for (o, c), held in self.offices.items() if c == country and o != "*" for n in held]
            names = everyone if len(set(everyone)) == 1 else None
        return names[0] if names else None

    def compatriot(self, country: str) -> str | None:
        """Give the one person of a country."""
        names = [n for n, home in self.homes.items() if home == country]
        return names[0] if len(names) == 1 else None


def read_cast(reading: Reading, *, listed: bool = False) -> Cast:
    """Collect offices, homes and genders from the words before and after each person's name."""
    cast = Cast()
    opened = 0
    opened_quote = False
    for units in reading.lines:
        quoted = opened_quote or any(u.text in _QUOTES for u in units)
        opened_quote = is_quoted(units, len(units), opened=opened_quote)
        cast.narrated |= not quoted and any(u.low in _FIRST_PERSON and u.text != "US" for u in units)
        opened += opens_without_subject(units)
        cast.narrated |= opened >= (1 if listed else OPENINGS)
        for i, unit in enumerate(units):
            if unit.person is not None:
                _before(units, i, unit.person.name, cast)
                _after(units, i, unit.person.name, cast)
                gender = gender_of(unit.person.name)
                if gender is not None:
                    cast.genders.setdefault(unit.person.name, gender)
    for mode in [m for m in cast.commanders if len(_vehicles_named(reading, m)) > 1]:
        del cast.commanders[mode]
    return cast


def _vehicles_named(reading: Reading, mode: Mode) -> set[str]:
    """Give the names of the vehicles of one kind: of several, a captain stands for none."""
    named: set[str] = set()
    for units in reading.lines:
        for i, unit in enumerate(units[:-1]):
            end = run_end(units, i) if VEHICLES.get(unit.low) == mode else None
            if end is not None or (VEHICLES.get(unit.low) == mode and units[i + 1].kind == "person"):
                named.add(" ".join(u.low for u in units[i + 1 : (end or i + 1) + 1]))
    return named


def opens_without_subject(units: Sequence[Unit]) -> bool:
    """Say whether a sentence opens with a verb of motion in the past and a place ("Left X at dawn.")."""
    if len(units) < OPENINGS or not units[0].is_capital or units[0].kind != "word":
        return False
    if not any(v.form == "past" for v in VERB_FORMS.get(units[0].low, ())):
        return False
    return any(u.kind == "place" for u in units[1:5]) and not any(u.text == "," for u in units[1:7])


def _before(  # noqa: C901 - one case for each kind of word
    units: Sequence[Unit], i: int, name: str, cast: Cast
) -> None:
    office = country = ""
    apposed = i > 1 and units[i - 1].text == "," and units[i - 2].low in _APPOSED
    start = i - 2 if apposed else i - 1
    for j in range(start, max(-1, start - TITLE_REACH), -1):
        unit = units[j]
        if unit.kind == "place" and unit.mention is not None:
            if office:
                country = unit.mention.place or ""
            break
        if unit.text == "." or unit.low == "'s":
            continue
        if unit.text == "," and j > 1 and j < i - 1 and units[j - 1].low in lx.ONE_PERSON:
            cast.called.setdefault(name, set()).add(units[j - 1].low)
        if unit.kind != "word" or unit.low in lx.PREPOSITIONS | lx.DETERMINERS | {"and"}:
            break
        if not office and not unit.is_capital and unit.low.endswith("ed"):
            break  # "the king despatched X": X is no king
        if unit.low in lx.FEMALE | lx.MALE and j >= i - 2:
            cast.genders.setdefault(name, "f" if unit.low in lx.FEMALE else "m")
        if unit.low in lx.OFFICES and not office:
            office = unit.low
        if unit.low in lx.ONE_PERSON | lx.ANIMALS:
            cast.called.setdefault(name, set()).add(unit.low)
        if unit.low == "dr":
            cast.called.setdefault(name, set()).add("doctor")
        for mode in _COMMANDS.get(unit.low, ()):
            if j == 0 or units[j - 1].low not in _NO_LONGER:
                cast.commanders.setdefault(mode, name)
    _note(cast, name, office, country)


def _after(units: Sequence[Unit], i: int, name: str, cast: Cast) -> None:
    """Read "X, the French president," and "X, president of France,"."""
    if i + 2 >= len(units) or units[i + 1].text != ",":
        return
    office = country = ""
    for unit in units[i + 2 : i + 2 + TITLE_REACH]:
        if unit.text in {",", "."} or unit.kind == "person":
            break
        if unit.kind == "place" and unit.mention is not None:
            country = country or unit.mention.place or ""
        if unit.low in lx.OFFICES and not office:
            office = unit.low
        if unit.low in lx.ONE_PERSON | lx.ANIMALS:
            cast.called.setdefault(name, set()).add(unit.low)
        if unit.low in lx.FEMALE | lx.MALE:
            cast.genders.setdefault(name, "f" if unit.low in lx.FEMALE else "m")
    if office:
        _note(cast, name, office, country)


def _note(cast: Cast, name: str, office: str, country: str) -> None:
    if not office:
        return
    for key in ((office, country), (office, "*")):
        held = cast.offices.setdefault(key, [])
        if name not in held:
            held.append(name)
    if country:
        cast.homes.setdefault(name, country)
