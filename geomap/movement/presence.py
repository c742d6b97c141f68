"""Places where somebody is, though no verb of motion says so: what opens a sentence, and lists of stops.

From the units of a sentence to triggers: "In X he washed dishes", "After three nights in X and a week in
Y, she went on", "with a night in X", "Then come A, B and C", "the next stops were A and B". Whether the
traveller is one whom the text knows to travel is decided where they are used; how sure it is, by the verb
that follows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geomap.model import Modality
from geomap.movement import lexicon as lx
from geomap.movement.groups import is_adverb
from geomap.movement.trigger import Trigger
from geomap.movement.units import Unit
from geomap.movement.verbs import NOUNS, VERB_FORMS, Frame

PRESENT = Frame("present", object="destination", at="destination")
LISTED = Frame("listed", object="destination", at="destination")
FARTHEST = 6
LONGEST_PHRASE = 3
"""Words of a place's own phrase, "the town of"."""
_OPENERS = lx.words("back now and but then later here there meanwhile so yet once again finally")
_LEADS = lx.words("after with following despite")
_ADDED = lx.words("by after with and plus him her them us me")
_SPELLS = lx.words("""
    night nights day days week weeks month months year years hour hours weekend spell winter summer spring
    autumn season stay stop stops stopover halt rest term
""")
_LIST_VERBS = lx.words(
    "come comes came was were is are be been include includes included follow follows followed"
)
_JOINS = lx.words("and then , but later was were")
_CLAUSES = lx.words("where who which while when because that although if")
_IRREGULAR = lx.words("""
    held said met won gave made took saw found fought shot wrote sang began became bought sold lost told ran
    stood sat drew spoke built fell got led laid paid read sought slept stole swam swore taught threw wore
    granted sworn shown born
""")
_SEQUENCE = lx.words("then next finally lastly afterwards")
_STOPS = lx.words(
    "stop stops port ports halt halts destination destinations leg legs stage stages station call calls"
)


def find_presence(units: Sequence[Unit]) -> Iterator[Trigger]:
    """Give the places that a sentence opens with, its spells in a place, and its lists of stops."""
    opening = _opening(units)
    if opening is not None:
        yield opening
    for i, unit in enumerate(units):
        if unit.kind == "time" and i > 0 and (unit.time and (unit.time.iso or "").startswith("P")):
            if (
                units[i - 1].low in _ADDED
                and _place_at(units, i + 1)
                and (opening is None or i > opening.last + 2)
            ):
                yield Trigger(i, i, PRESENT, None, "spell")
        elif unit.low in _LIST_VERBS and _lists(units, i):
            yield Trigger(i, i, LISTED, None, "list")


def carried_on(units: Sequence[Unit], start: int) -> Iterator[Trigger]:
    """Give "and met refugees in X" after a statement that ends before ``start``: the same goes on there.

    A past tense right after "and" or a comma, then "in X" in the same clause with no other phrase or verb
    between.
    """
    for i in range(max(start, 1), len(units) - 2):
        verb = units[i]
        if units[i].text in {";", ":"} or units[i].low in _CLAUSES:
            return
        if verb.kind != "word" or not _is_past(verb.low):
            continue
        if verb.low in VERB_FORMS and units[i + 1].low not in lx.DETERMINERS:
            continue
        if units[i - 1].low not in _JOINS and not is_adverb(units[i - 1]):
            continue
        for k in range(i + 1, min(i + FARTHEST, len(units) - 1)):
            if units[k].low in {"in", "at", "near", "outside"}:
                if _place_at(units, k):
                    yield Trigger(k, k, PRESENT, None, "in")
                break
            between = units[k]
            if between.kind in {"mark", "place"} or between.low in lx.PREPOSITIONS | lx.SUBORDINATORS:
                break
            if between.low in VERB_FORMS or between.low.endswith("ing") or between.low in lx.AUXILIARIES:
                break


def _is_past(low: str) -> bool:
    return (low.endswith("ed") and len(low) > len("shed")) or low in _IRREGULAR


def modality_of(units: Sequence[Unit], trigger: Trigger, after: int) -> Modality:
    """Give how sure a presence is, by the verb of its clause."""
    start = trigger.first if trigger.frame is LISTED else after + 1
    for unit in units[max(0, start - 2) : start + 8]:
        if unit.low in lx.MODALS:
            certainty = lx.MODALS[unit.low]
            return "possible" if certainty == "possible" else "planned"
        if unit.low in lx.words("expected scheduled due planned plans hopes hoped intends aims"):
            return "planned"
    return "happened"


def _opening(units: Sequence[Unit]) -> Trigger | None:
    """Find "In X he …", "At X, she …", "After Y and Z, they …" at the beginning of a sentence."""
    i = 0
    while i < len(units) - 2 and (
        units[i].low in _OPENERS or units[i].kind == "time" or units[i].text == ","
    ):
        i += 1
    low = units[i].low if i < len(units) else ""
    born = next((k for k in range(min(len(units), FARTHEST)) if units[k].low == "born"), None)
    if (
        born is not None
        and _place_at(units, born + 1)
        and (born == 0 or (units[born - 1].low in {"was", "were"} and units[max(born - 2, 0)].low != "who"))
    ):
        return Trigger(born + 1, born + 1, PRESENT, None, "in")
    if low in {"in", "at"} and _place_at(units, i) and _subject_follows(units, i):
        return Trigger(i, i, PRESENT, None, "in")
    if low not in _LEADS:
        return None
    for k in range(i + 1, min(i + FARTHEST, len(units))):
        unit = units[k]
        if unit.kind == "place":
            named = k == i + 1 or any(_is_spell(u) for u in units[i + 1 : k])
            following = units[k + 1] if k + 1 < len(units) else None
            ends = following is None or following.text == "," or following.low in {"and", "where"}
            return Trigger(i, i, PRESENT, None, "after") if named and ends else None
        if unit.kind in {"person", "mark"} or (unit.low in VERB_FORMS and unit.low not in NOUNS):
            return None
    return None


def _is_spell(unit: Unit) -> bool:
    return unit.low in _SPELLS or (unit.time is not None and (unit.time.iso or "").startswith("P"))


def _place_at(units: Sequence[Unit], i: int) -> bool:
    """Say whether "in X" or "at X" stands at i, X being a place and no owner."""
    if i + 1 >= len(units) or units[i].low not in {"in", "at", "near", "outside"}:
        return False
    k = i + 1
    while k < len(units) and units[k].low in lx.DETERMINERS | lx.PLACE_NOUNS | {"of"}:
        k += 1
    if k >= len(units) or units[k].kind != "place" or k - i > LONGEST_PHRASE:
        return False
    return k + 1 >= len(units) or units[k + 1].low != "'s"


def _subject_follows(units: Sequence[Unit], i: int) -> bool:
    """Say whether the traveller is the subject right after the place, and does not only speak."""
    k = next((k for k in range(i + 1, len(units)) if units[k].kind == "place"), len(units)) + 1
    if k < len(units) and units[k].text == ",":
        k += 1
    while k < len(units) and (units[k].low in lx.TITLES or units[k].text == "."):
        k += 1
    if k + 2 < len(units) and units[k].low == "the" and units[k + 1].low in lx.PEOPLE_NOUNS:
        return not any(u.low in lx.REPORTING for u in units[k + 2 : k + 4])
    if k + 1 >= len(units) or not (
        units[k].kind == "person" or units[k].low in lx.SUBJECT_PRONOUNS - {"it", "which", "who"}
    ):
        return False
    return not any(u.low in lx.REPORTING for u in units[k + 1 : k + 3])


def _lists(units: Sequence[Unit], i: int) -> bool:
    """Say whether the verb at i opens a list of stops: "Then come A", "the next stops were A", "it was A"."""
    k = i + 1
    while k < len(units) and units[k].low in lx.DETERMINERS | {"in", "on", "to"}:
        k += 1
    if k >= len(units) or units[k].kind != "place":
        return False
    before = [u.low for u in units[max(0, i - 6) : i]]
    if not before:
        return False
    if before[-1] in _SEQUENCE and units[i].low in lx.words("come comes came follow follows followed was is"):
        return True
    if before[-1] == "it" and {"then", "next", "there", "after"} & set(before[:-1]):
        return True
    if any(u in VERB_FORMS and u not in NOUNS for u in before):
        return False
    return (
        bool(set(before) & _STOPS)
        and not set(before) & lx.words("of in at") - {"of"}
        and (
            bool(set(before) & lx.words("next first last other their his her our its my second third final"))
        )
    )
