"""People whose names no list knows, told by where they stand.

From the units of a document to the same units, with more people in them. Two or three capitalised words
are a person's name if they act (a verb of motion, of speech or an auxiliary follows), stand in apposition
or after an occupation ("the novelist …"); later the surname alone is that person too. Words of
institutions, and words beside a place's name, are not taken. One capitalised word is a person if it
goes somewhere and is a given name, or is written with a capital wherever it stands.
"""

from __future__ import annotations

from collections.abc import Sequence

from geomap.language.name_words import GIVEN, WORDS
from geomap.model import Person
from geomap.movement import lexicon as lx
from geomap.movement.given_genders import gender_of
from geomap.movement.units import Unit
from geomap.movement.verbs import VEHICLES, VERB_FORMS

SHORTEST_NAME, LONGEST_NAME = 2, 3
SHORTEST_OCCUPATION = 6
_GOES = VERB_FORMS.keys() | lx.words("was had has is will") - lx.PREPOSITIONS
_BESIDE = lx.DETERMINERS | lx.PREPOSITIONS | frozenset({".", "-", "’", "'", "&"})
_ACTS = (
    (lx.AUXILIARIES | lx.REPORTING | lx.MODALS.keys() | VERB_FORMS.keys())
    - lx.PREPOSITIONS
    - {"according", "set"}
)
_NEVER = (
    lx.INSTITUTIONS | lx.DETERMINERS | lx.PREPOSITIONS | lx.SUBORDINATORS | lx.AUXILIARIES | lx.PLACE_NOUNS
    | lx.SUBJECT_PRONOUNS | VEHICLES.keys() | lx.OFFICES | lx.TITLES | lx.TROOPS | lx.INSTITUTIONS
    | lx.COMPASS_ADJECTIVES | frozenset(lx.words("and or but that not there then next mr mrs express gate"))
)  # fmt: skip


_TOWARDS = (
    lx.ORIGIN_PREPOSITIONS
    | lx.DESTINATION_PREPOSITIONS
    | lx.words("in at for back on out of off up down via")
)
_KIN = lx.words("""
    friend partner cousin uncle aunt brother sister son daughter wife husband mother father nephew niece
    colleague companion neighbour neighbor girlfriend boyfriend fiancé fiancée apprentice servant guide
""")
_NO_NAME = WORDS["stop"] | lx.words("""
    police rain snow smoke oil gas half most several many few nobody everybody everyone nothing
    everything something others traffic mail cargo freight water reuters
    help relief spring summer autumn winter night dawn dusk darkness peace
""")


def with_strangers(lines: Sequence[Sequence[Unit]], text: str) -> tuple[tuple[Unit, ...], ...]:
    """Give the units with unknown people's names joined."""
    full: dict[tuple[str, ...], str] = {}
    for units in lines:
        for first, last in _runs(units):
            if last - first == LONGEST_NAME - 1 and _is_occupation(units[first].low):
                first += 1  # noqa: PLW2901
            if _acts(units, first, last):
                words = tuple(u.text for u in units[first : last + 1])
                full.setdefault(words, " ".join(text[units[first].start : units[last].end].split()))
    alone = _alone(lines)
    if not full and not alone:
        return tuple(tuple(units) for units in lines)
    surnames: dict[str, str] = {}
    for words, name in full.items():
        surnames.setdefault(words[-1], name)
    surnames = {word: word for word in sorted(alone)} | surnames
    opening = {words[0] for words in full} | surnames.keys()
    return tuple(_join(units, full, surnames, opening, text) for units in lines)


def _alone(lines: Sequence[Sequence[Unit]]) -> set[str]:
    """Give capitalised words that travel on their own: given names, and words that are never written small.

    The latter must stand with a capital inside a sentence too, where no common noun has one.
    """
    travels: set[str] = set()
    inside: set[str] = set()
    small: set[str] = set()
    for units in lines:
        for i, unit in enumerate(units):
            if unit.kind != "word":
                continue
            if not unit.is_capital:
                small.add(unit.low)
                continue
            prev = units[i - 1] if i else None
            if prev is not None and (
                prev.text == "," or prev.kind == "time" or (prev.kind == "word" and not prev.is_capital)
            ):
                inside.add(unit.low)
            nxt = units[i + 1] if i + 1 < len(units) else None
            if (_is_apposed(units, i) or _is_explained(units, i)) and _is_name_word(unit):
                travels.add(unit.text)
                inside.add(unit.low)
            clear = prev is None or (not prev.is_capital and prev.low not in _BESIDE) or prev.kind == "place"
            if (
                clear and nxt is not None and nxt.kind == "word" and nxt.low in _GOES
                and _is_name_word(unit) and unit.low not in lx.PEOPLE_NOUNS | lx.THINGS | VERB_FORMS.keys()
                and unit.low not in _NO_NAME
            ):  # fmt: skip
                travels.add(unit.text)
                if prev is None and _goes_to_a_place(units, i + 1) and not _is_plural(unit.low):
                    inside.add(unit.low)
    return {
        w for w in travels if GIVEN.get(w.lower()) == "plain" or gender_of(w) or w.lower() in inside - small
    }


def _is_explained(units: Sequence[Unit], i: int) -> bool:
    """Say whether "X, a loggerhead turtle", "X, who …" or "her friend X" tells that X is somebody."""
    prev = units[i - 1] if i else None
    if i + 2 < len(units) and units[i + 1].text == "," and units[i + 2].low == "who":
        return prev is None or (prev.kind == "word" and not prev.is_capital and prev.low not in _BESIDE)
    if prev is not None and prev.low in _KIN and prev.kind == "word" and not prev.is_capital:
        return True
    if i > 0 or len(units) < SHORTEST_OCCUPATION or units[1].text != "," or units[2].low not in {"a", "an"}:
        return False
    known = lx.ANIMALS | lx.ONE_PERSON
    return any(u.low in known for u in units[3:6])


def _is_apposed(units: Sequence[Unit], i: int) -> bool:
    """Say whether a word stands between commas after a noun of people: "her brother, Walid, …"."""
    return (
        i > 1 and i + 1 < len(units) and units[i - 1].text == "," == units[i + 1].text
        and units[i - 2].low in lx.PEOPLE_NOUNS
    )  # fmt: skip


def _goes_to_a_place(units: Sequence[Unit], verb: int) -> bool:
    """Say whether a verb of motion, with its auxiliaries, has a place right after it or its preposition."""
    k = verb
    while k < len(units) and units[k].low in lx.AUXILIARIES | lx.MODALS.keys():
        k += 1
    if k >= len(units) or (units[k].low not in VERB_FORMS and k == verb):
        return False
    for unit in units[k + (units[k].low in VERB_FORMS) : k + 5]:
        if unit.kind == "place":
            return True
        if unit.kind != "time" and unit.low not in _TOWARDS:
            return False
    return False


def _is_plural(low: str) -> bool:
    return low.endswith("s") and not low.endswith(("ss", "us", "is", "as", "os"))


def _runs(units: Sequence[Unit]) -> list[tuple[int, int]]:
    """Give first and last index of each run of two or three capitalised words."""
    out: list[tuple[int, int]] = []
    i = 0
    while i < len(units):
        if not units[i].is_capital:
            i += 1
            continue
        j = i
        while j < len(units) and _is_name_word(units[j]):
            j += 1
        beside = (i > 0 and units[i - 1].kind == "place") or (
            j < len(units) and units[j].kind in {"place", "person"}
        )
        if j - i in range(SHORTEST_NAME, LONGEST_NAME + 1) and not beside:
            out.append((i, j - 1))
        i = max(j, i + 1)
    return out


def _is_name_word(unit: Unit) -> bool:
    return (
        unit.kind == "word" and unit.is_capital and len(unit.text) > 1 and not unit.text.isupper()
        and unit.low not in _NEVER and not any(c.isdigit() for c in unit.text)
    )  # fmt: skip


def _acts(units: Sequence[Unit], first: int, last: int) -> bool:
    nxt = units[last + 1] if last + 1 < len(units) else None
    prev = units[first - 1] if first else None
    if prev is not None and prev.low in {"the", "a", "an"}:
        return False
    if nxt is not None and nxt.kind == "word" and not nxt.is_capital and nxt.low in _ACTS:
        return True
    if prev is not None and prev.kind == "word" and _is_occupation(prev.low):
        return True
    apposed = prev is not None and prev.text == "," and nxt is not None and nxt.text == ","
    return (
        apposed
        and first > 1
        and units[first - 2].low
        in lx.PEOPLE_NOUNS | lx.words("colleague author rival host counterpart deputy ally successor")
    )


def _is_occupation(low: str) -> bool:
    """Say whether a word names what a person does."""
    return low in lx.PEOPLE_NOUNS or (
        len(low) >= SHORTEST_OCCUPATION and low.endswith(("ist", "ian", "eer", "her", "ter", "tor"))
    )


def _join(
    units: Sequence[Unit],
    full: dict[tuple[str, ...], str],
    surnames: dict[str, str],
    opening: set[str],
    text: str,
) -> tuple[Unit, ...]:
    out: list[Unit] = []
    i = 0
    while i < len(units):
        if units[i].text not in opening:
            out.append(units[i])
            i += 1
            continue
        window = [u.text for u in units[i : i + LONGEST_NAME]]
        size = next((n for n in range(len(window), 1, -1) if tuple(window[:n]) in full), 0)
        name = full[tuple(u.text for u in units[i : i + size])] if size else surnames.get(units[i].text)
        size = size or 1
        if name is None or any(u.kind != "word" for u in units[i : i + size]):
            out.append(units[i])
            i += 1
            continue
        start, end = units[i].start, units[i + size - 1].end
        words = text[start:end]
        out.append(Unit(start, end, words, words.lower(), "person", person=Person(start, end, words, name)))
        i += size
    return tuple(out)
