"""Where a noun phrase begins, where a name in it ends, what stands aside of it, what is only a title.

From the units of a sentence and the index of a head to an index, or to yes or no. Whom the phrase means is
decided in `geomap.movement.heads`.
"""

from __future__ import annotations

from collections.abc import Sequence

from geomap.movement import lexicon as lx
from geomap.movement.groups import is_adverb
from geomap.movement.units import Unit
from geomap.movement.verbs import VERB_FORMS

LONGEST_PHRASE = 8
LONGEST_NAME = 3
LONGEST_ASIDE = 21
_CLAUSE_SUBJECTS = lx.words("i we he she they")
"""Subjects by themselves: what stands between one and a noun is a verb ("we saw people")."""
_OPENING_QUOTES, _CLOSING_QUOTES = frozenset('“"‘«'), frozenset('”"’»')


def phrase_start(units: Sequence[Unit], k: int) -> int:
    """Give the index where the noun phrase that ends at k begins."""
    first = k
    for i in range(k - 1, max(-1, k - 1 - LONGEST_PHRASE), -1):
        unit = units[i]
        if unit.low in _CLAUSE_SUBJECTS:
            return k
        owns = unit.kind == "person" and units[i + 1].low == "'s"
        joins = unit.text in {".", "-"} or _is_inside_number(units, i)
        if unit.kind in {"time", "mark", "person"} and not joins and not owns:
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
    while first < k and (units[first].text in {".", "-", ","} or units[first].text.isdigit()):
        first += 1
    return first


def run_end(units: Sequence[Unit], k: int) -> int | None:
    """Give the index of the last of the capitalised words right after a vehicle that name it."""
    end = k
    while end + 1 < len(units) and end < k + LONGEST_NAME and units[end + 1].kind == "word":
        if not units[end + 1].is_capital or units[end + 1].low in lx.SUBJECT_PRONOUNS:
            break
        end += 1
    follows = units[end + 1].low if end + 1 < len(units) else ""
    return end if end > k and units[k].kind == "word" and follows != "'s" else None


def is_title(units: Sequence[Unit], first: int, last: int) -> bool:
    """Say whether what ends at ``last`` is the end of a quoted title ("the exhibition “Lords of …”")."""
    if last + 1 >= len(units) or units[last + 1].text not in _CLOSING_QUOTES:
        return False
    opening = next((i for i in range(first - 1, -1, -1) if units[i].text in _OPENING_QUOTES), None)
    return opening is not None and opening > 0 and units[opening].start > units[opening - 1].end


def before_asides(units: Sequence[Unit], j: int) -> int:
    """Step leftwards from j over adverbs, times, quotes and one aside between commas."""
    while j >= 0:
        if (
            is_adverb(units[j])
            or units[j].text in {"“", "”", '"', "’", "'", "[", "]"}
            or (units[j].low in {"on", "in", "at"} and units[j + 1].kind == "time")
            or (units[j].text == "," and j > 0 and units[j + 1].kind == "time")
        ):
            j -= 1
        elif units[j].text.isdigit() and j > 1 and units[j - 1].text == ",":
            j -= 2
        elif units[j].text in lx.words(", ) – —"):
            opening = aside_start(units, j)
            if opening is None:
                return j
            j = opening - 1
        else:
            return j
    return j


def aside_start(units: Sequence[Unit], j: int) -> int | None:
    """Give the index of the mark that opens the aside closed at j, None where none does."""
    opening = {",": ",", ")": "(", "–": "–", "—": "—"}[units[j].text]
    for k in range(j - 1, max(-1, j - 1 - LONGEST_ASIDE), -1):
        if units[k].text == opening:
            return k if k > 0 else None
        if units[k].low in {"and", "but"} and k == j - 1:
            return None
    return None


def _is_inside_number(units: Sequence[Unit], i: int) -> bool:
    """Say whether the comma of "58,000" stands at i."""
    return (
        units[i].text == "," and i > 0 and units[i - 1].text.isdigit()
        and units[i - 1].end == units[i].start and units[i].end == units[i + 1].start
    )  # fmt: skip
