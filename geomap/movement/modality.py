"""How sure a text is that somebody moves.

From a trigger, its sentence and what stands around it to one of the six modalities of the model, or
None where the text says that it does not happen. In this order: denied, called off, asked or
conditional, may and might, will and is to, past trip, reported, happened.
"""

from __future__ import annotations

from collections.abc import Sequence

from geomap.model import Modality
from geomap.movement import lexicon as lx
from geomap.movement.groups import VerbGroup, is_adverb, read_group
from geomap.movement.trigger import Trigger
from geomap.movement.units import Unit
from geomap.movement.verbs import VEHICLES, VERB_FORMS

OPEN_REACH = 9
DENIED_REACH = 18
"""Units from "denied" to what is denied: "denied a report in the Times that she had visited"."""
VERDICT_REACH = 5
"""Units from "is" to what a clause is said to be: "is a pious invention"."""
LONGEST_ASIDE = 24
"""Units between two commas that stand between a noun and its verb."""
_HELD = lx.AUXILIARIES | lx.words("held hold holds holding attended attend attends gave chaired")
_UNREAL = lx.WISHES | lx.words("hope impossible idea fantasy paper")
_PROGRAMME = lx.words("programme program agenda itinerary schedule calendar cards table")
_QUOTES = frozenset("“”\"'’‘«»")
_GOVERNED: dict[str, Modality | str] = {
    **dict.fromkeys(lx.words("refused denied barred forbidden"), "none"),
    **dict.fromkeys(
        lx.words("""
            considering considers considered mulling contemplating discussed proposed offered suggested
        """), "possible"),
}  # fmt: skip
"""What a verb makes of a noun of motion that is its object ("denied entry to X")."""
_PLANNING = lx.words("""
    plans planning planned announced announces prepares preparing wants scheduled booked books
    booking reserved
""")
_BEING = lx.words("is are was were has had")


def of_verb(  # noqa: C901, PLR0911 - the order of the returns is the rule
    units: Sequence[Unit], trigger: Trigger, group: VerbGroup, after: int
) -> Modality | None:
    """Give the modality of a verb of motion, before sources and dates are weighed."""
    said = set(group.certainties)
    cancelled = _called_off(units, trigger.first, after)
    if group.past_plan and any(u.low in {"hope", "hoped"} for u in units[group.start : trigger.first]):
        return None
    if "none" in said or (
        trigger.first > 1 and {u.low for u in units[max(0, group.start - 4) : group.start]} & lx.WISHES
    ):
        return None
    if group.perfect and {u.low for u in units[group.start : trigger.first]} & {"should", "would"}:
        return None
    if _is_denied(units, group.start) or _is_unreal(units, trigger, group):
        return None
    if group.negated:
        return "cancelled" if (group.will or "planned" in said) and not said & {"possible"} else None
    if cancelled:
        return "cancelled"
    if _is_question(units) or _is_conditional(units, group.start, trigger.first):
        return "possible"
    if _is_habitual(units, trigger, after):
        return None
    if "possible" in said or trigger.lemma == "invite" or _is_open(units, group.start):
        return "possible"
    if (group.past_plan and _but_follows(units, trigger.first)) or _was_due(units, group, trigger.first):
        return "cancelled"
    if "planned" in said:
        return "planned"
    if group.would:
        later = {u.low for u in units[group.start : trigger.first]} & lx.words(
            "later eventually soon then never"
        )
        return "happened" if later else "planned"
    if group.purpose:
        return "planned"
    return "reported" if "reported" in said else "happened"


def of_noun(  # noqa: C901, PLR0911 - the order of the returns is the rule
    units: Sequence[Unit], trigger: Trigger, after: int, occurs: int | None = None
) -> Modality | None:
    """Give the modality of a noun of motion from its adjectives and from what is said of it."""
    i = trigger.first
    adjectives: set[str] = set()
    for k in range(i - 1, max(-1, i - 6), -1):
        low = units[k].low
        if low in lx.DETERMINERS or low in lx.PREPOSITIONS or low == "'s" or low in _HELD:
            break
        adjectives.add(low)
    if adjectives & lx.CANCELLED_ADJECTIVES or _called_off(units, i, after):
        return "cancelled"
    lead = [u.low for u in units[max(0, i - 3) : i]]
    if "no" in lead or lead[-2:] == ["rather", "than"] or _is_denied(units, i):
        return None
    governed = _governing(units, i)
    said = _said_of_it(units, after if occurs is None else occurs - 1)
    for modality in (governed, said):
        if modality == "none":
            return None
    if "cancelled" in {governed, said}:
        return "cancelled"
    if _is_question(units) or adjectives & lx.POSSIBLE_ADJECTIVES or _in_open_frame(units, i, after):
        return "possible"
    for modality in (governed, said):
        if modality == "possible":
            return "possible"
        if modality == "planned":
            return "planned"
    if adjectives & lx.PLANNED_ADJECTIVES:
        return "planned"
    if adjectives & lx.PAST_ADJECTIVES:
        return "past"
    return "happened"


def _is_unreal(units: Sequence[Unit], trigger: Trigger, group: VerbGroup) -> bool:
    """Say whether it did not come to it: "almost went", "rather than go", "died before reaching"."""
    i, start = trigger.first, group.start
    if i and units[i - 1].low in {"almost", "nearly"}:
        return True
    lead = [u.low for u in units[max(0, start - 2) : start]]
    if lead == ["rather", "than"]:
        return True
    if lead[-1:] == ["before"] and not group.finite and trigger.frame.reached:
        return any(u.low in lx.BREAKING_OFF for u in units[: start - 1])
    had = next((k for k in range(start, max(-1, start - 5), -1) if units[k].low == "had"), None)
    if had is None or had + 1 >= len(units) or (had and units[had - 1].text not in {",", "“", ";"}):
        return False
    return units[had + 1].kind == "person" or units[had + 1].low in lx.words("he she they i we")


def _was_due(units: Sequence[Unit], group: VerbGroup, verb: int) -> bool:
    """Say whether "had been due to" stands before a verb, or is it: what was to be and has not become so."""
    planned = {u.low for u in units[group.start : verb + 1]}
    return {"had", "been"} <= planned and bool(
        planned & lx.words("due scheduled expected supposed slated booked")
    )


def _in_open_frame(units: Sequence[Unit], i: int, after: int) -> bool:
    """Say whether "during a visit to X," opens a sentence about what is only wanted or possible."""
    opening = [u.low for u in units[:i]]
    if not opening or opening[0] not in {"during", "on", "in"} or not {"a", "an"} & set(opening):
        return False
    return any(u.low in lx.words("want wants may might could hopes would") for u in units[after + 1 :])


def _said_of_it(units: Sequence[Unit], after: int) -> Modality | str | None:
    """Read the verb that has the noun as its subject, if it speaks of its taking place."""
    start = _past_aside(units, after + 1)
    for k in range(start, min(start + 7, len(units))):
        unit = units[k]
        if unit.low in lx.SUBORDINATORS or unit.text in {";", ".", "—"}:
            return None
        if unit.low in lx.MODALS or unit.low in _BEING:
            return _occurrence(units, k)
        if unit.low in lx.words("remained remains stayed proved"):
            return "none" if {u.low for u in units[k : k + 5]} & _UNREAL else None
        if unit.kind in {"person", "place"}:
            return None
    return None


def _past_aside(units: Sequence[Unit], k: int) -> int:
    """Step over ", his home town, which he has not seen for years," before the verb of the clause."""
    if k >= len(units) or units[k].text != ",":
        return k
    for j in range(k + 1, min(k + LONGEST_ASIDE, len(units) - 1)):
        if units[j].text in {";", ".", ":"}:
            return k
        if units[j].text == "," and (units[j + 1].low in lx.MODALS or units[j + 1].low in _BEING):
            return j + 1
    return k


def _occurrence(units: Sequence[Unit], k: int) -> Modality | str | None:
    window = units[k : k + 7]
    lows = [u.low for u in window]
    heads = set(lows)
    if heads & lx.CANCELLING or ("off" in heads and "called" in heads):
        return "cancelled"
    if heads & lx.NEGATIONS and heads & _PROGRAMME:
        return "cancelled"
    if heads & lx.words("possible likely unlikely conceivable unclear uncertain"):
        return "possible"
    if not heads & lx.OCCURRING:
        return None
    negated = bool(heads & lx.NEGATIONS)
    if heads & {"may", "might", "could"}:
        return "possible"
    if heads & lx.words("will would shall due set scheduled planned expected") or (
        "to" in heads and heads & {"is", "are", "was"}
    ):
        return "cancelled" if negated else "planned"
    return "none" if negated else None


def _governing(units: Sequence[Unit], i: int) -> Modality | str | None:
    """Read the verb that has the noun as its object ("plans a trip", "will make a visit")."""
    for k in range(i - 1, max(-1, i - 8), -1):
        unit = units[k]
        if unit.kind in {"mark", "person", "time"} or unit.low in lx.SUBORDINATORS | {"'s"}:
            return None
        if unit.low in lx.CANCELLING or (unit.low == "off" and units[k - 1].low in lx.CANCELLED_PARTICLES):
            return "cancelled"
        if unit.low in _GOVERNED:
            return _GOVERNED[unit.low]
        if unit.low in _PLANNING and k:
            if units[k - 1].low in {"had", "originally"} and _but_follows(units, i):
                return "cancelled"
            return "planned"
        if unit.low in lx.LIGHT_VERBS and unit.low not in lx.words("is was are were been be"):
            return _light(units, k)
        if unit.low in {"on", "for", "off"} and units[k - 1].low in lx.words(
            "is was be are were left embark set"
        ):
            continue
    return None


def _light(units: Sequence[Unit], k: int) -> Modality | str | None:
    group = read_group(
        units, k, "base" if units[k].low in lx.words("make pay take begin start go") else "past"
    )
    said = set(group.certainties)
    if group.negated:
        return "cancelled" if group.will else "none"
    if "none" in said:
        return "none"
    if "possible" in said:
        return "possible"
    return "planned" if "planned" in said or group.would else None


def _called_off(units: Sequence[Unit], start: int, after: int) -> bool:
    """Say whether the clause itself ends in "was cancelled", "has been called off"."""
    aside = after + 1 if after + 1 < len(units) and units[after + 1].text == "," else after
    closing = next((k for k in range(aside + 1, min(aside + 12, len(units))) if units[k].text == ","), aside)
    relative = after + 1 < len(units) and units[after + 1].low in {"that", "which"}
    for k in range(start + 1, min(max(after + (14 if relative else 7), closing + 5), len(units))):
        unit = units[k]
        if unit.low in lx.words("where while after because who") or unit.text in {";", "."}:
            return False
        if unit.low in lx.CANCELLING and any(
            u.low in lx.words("was were been be is being") for u in units[max(0, k - 3) : k]
        ):
            return True
        particle = lx.CANCELLED_PARTICLES.get(unit.low)
        if particle and k + 1 < len(units) and units[k + 1].low == particle:
            return k + 2 >= len(units) or units[k + 2].kind != "place"
    return False


def _but_follows(units: Sequence[Unit], i: int) -> bool:
    return any(u.low in lx.words("but until however instead") | lx.CANCELLING for u in units[i:])


def _is_denied(units: Sequence[Unit], start: int) -> bool:
    """Say whether "denied that", "dismissed reports of" or "denied" governs what begins at ``start``."""
    if units[0].low == "that" and units[1].low not in {"is", "was"}:
        verdicts = (i for i in range(start, len(units) - 1) if units[i].low in {"is", "was", "seems"})
        if any(u.low in lx.UNTRUE for i in verdicts for u in units[i + 1 : i + VERDICT_REACH]):
            return True
    for k in range(start - 1, max(-1, start - DENIED_REACH), -1):
        unit = units[k]
        if unit.low in lx.DENYING and units[k - 1].low not in lx.words("not never be"):
            between = units[k + 1 : start]
            return not between or any(u.low in {"that", "of", "any"} for u in between)
        if (unit.kind == "mark" and unit.text not in _QUOTES) or unit.low in lx.words("but while who which"):
            return False
    return False


def _is_question(units: Sequence[Unit]) -> bool:
    return bool(units) and any(u.text == "?" for u in units[-3:])


def _is_conditional(units: Sequence[Unit], start: int, verb: int) -> bool:
    """Say whether "if" or "whether" opens the clause of the verb."""
    for k in range(start - 1, max(-1, start - 12), -1):
        if units[k].low in lx.words("if whether unless should"):
            return True
        if units[k].kind == "mark" and units[k].text not in lx.words("“ ” ’ - ."):
            return False
        if units[k].low in lx.words("that where who and but"):
            return False
    return verb > 0 and units[0].low == "will" and any(u.text == "?" for u in units)


def _is_habitual(units: Sequence[Unit], trigger: Trigger, after: int) -> bool:
    """Say whether a present tense tells what is done again and again ("flies to X every winter")."""
    forms = {v.form for v in VERB_FORMS.get(units[trigger.first].low, ())}
    group = trigger.group
    if group is None or group.start != trigger.first or not forms & {"s", "base"} or "past" in forms:
        return False
    before = units[trigger.first - 1].low if trigger.first else ""
    if before in VEHICLES and before.endswith("s"):
        return True  # "trains run to X"
    words = " ".join(u.low for u in units[max(0, trigger.first - 4) : after + 3]).split()
    return bool(lx.words("every each usually often regularly normally annually twice daily") & set(words))


def _is_open(units: Sequence[Unit], start: int) -> bool:
    """Say whether "it is possible that", "there are fears that" or "they supposed" governs the clause."""
    for k in range(start - 1, max(-1, start - 10), -1):
        if units[k].low in lx.SUPPOSING and units[k + 1].low not in {"to", "be"}:
            return True
        if units[k].low == "that" or is_adverb(units[k]):
            if any(u.low in lx.POSSIBILITY | lx.SUPPOSING for u in units[max(0, k - 3) : k]):
                return True
            if units[k].low == "that":
                return False
        if units[k].kind == "mark":
            return False
    return units[0].low in {"perhaps", "maybe", "possibly"} and start < OPEN_REACH
