"""The places around a word of motion: where from, through what, where to.

From units and a trigger to `Ends`: what stands on the right of the word, what opens the clause ("From
X, she …"), and what "where" stands for. Only names that were resolved to a place count; "home" and
"there" are noted for those who know what they mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from geomap.movement import lexicon as lx
from geomap.movement.complements import ComplementReader
from geomap.movement.ends import Ends
from geomap.movement.joins import MOTION_PREPOSITIONS
from geomap.movement.phrases import STOP_MARKS
from geomap.movement.trigger import Trigger
from geomap.movement.units import Reading, Unit
from geomap.movement.verbs import End

LONGEST_CLEFT = 8


def read_ends(reading: Reading, units: Sequence[Unit], trigger: Trigger) -> Ends:
    """Read the places around a word of motion, within its clause."""
    ends = ComplementReader(reading, units, trigger).run()
    if trigger.group is not None:
        _fronted(reading, units, trigger, ends)
    return ends


def _fronted(reading: Reading, units: Sequence[Unit], trigger: Trigger, ends: Ends) -> None:  # noqa: C901 - one case for each word it meets
    """Read "From X, she …" and "In X he met …" before the subject, and "X, where she arrived"."""
    group = trigger.group
    if group is None:
        return
    j = group.start - 1
    limit = max(0, j - 12)
    while j >= limit:
        low = units[j].low
        if units[j].text in STOP_MARKS and units[j].text != ".":
            return
        if low in {"where", "whence"}:
            _where(reading, units, trigger, ends, j)
            return
        if low in {"which", "that"} and j:
            if low == "that" and _cleft(reading, units, trigger, ends, j):
                return
            _which(reading, units, trigger, ends, j)
            return
        if units[j].kind == "place" and j + 1 < len(units):
            head = _preposition_before(units, j)
            opens = head is not None and (
                head == 0
                or units[head - 1].text in {",", "“", '"', "and", "but"}
                or units[head - 1].kind == "time"
            )
            if head is not None and _is_home(units, head, j):
                return
            mention = units[j].mention
            placed = mention is not None and reading.place_of(units[j]) is not None
            if head is not None and opens and placed and mention and mention.role in {"location", "actor"}:
                preposition = units[head].low
                if preposition == "from" and not ends.origins:
                    ends.add("origin", j)
                elif preposition in {"in", "at", "on"} and trigger.frame.at and not ends.any:
                    ends.add(trigger.frame.at, j)
                elif preposition in {"via", "through", "across"}:
                    ends.via.insert(0, j)
                return
        if low in {"there", "here"} and j > 0 and units[j - 1].low == "from":
            ends.from_there, ends.here = True, low == "here"
        if low in lx.SUBORDINATORS or low == "that":
            return
        j -= 1


def _cleft(reading: Reading, units: Sequence[Unit], trigger: Trigger, ends: Ends, j: int) -> bool:
    """Read the place of "it was to X that she fled", where "that" stands at j; say whether it is such."""
    for k in range(j - 1, max(-1, j - LONGEST_CLEFT), -1):
        if units[k].kind != "place" or reading.place_of(units[k]) is None:
            continue
        head = _preposition_before(units, k)
        lead = {u.low for u in units[max(0, head - 3) : head]} if head is not None else set()
        if head is None or "it" not in lead or not lead & {"was", "is"}:
            return False
        if units[head].low == "from" and not ends.origins:
            ends.add("origin", k)
        elif units[head].low in lx.DESTINATION_PREPOSITIONS and not ends.destinations:
            ends.add("destination", k)
        elif units[head].low in {"in", "at"} and trigger.frame.at and not ends.any:
            ends.add(trigger.frame.at, k)
        return True
    return False


def _is_home(units: Sequence[Unit], head: int, j: int) -> bool:
    """Say whether "X, 31, from Y," tells where somebody is from, not where he starts."""
    if head < 2 or units[head].low != "from" or j + 1 >= len(units):  # noqa: PLR2004
        return False
    before = units[head - 2]
    return units[head - 1].text == "," == units[j + 1].text and (
        before.kind == "person" or before.text.isdigit()
    )


def _preposition_before(units: Sequence[Unit], j: int) -> int | None:
    for k in range(j - 1, max(-1, j - 5), -1):
        if units[k].low in MOTION_PREPOSITIONS:
            return k
        if units[k].low not in lx.DETERMINERS | lx.PLACE_NOUNS | lx.COMPASS_ADJECTIVES | {"of"}:
            return None
    return None


def _which(reading: Reading, units: Sequence[Unit], trigger: Trigger, ends: Ends, j: int) -> None:
    """Let "which" stand for the place before it: "X, which we reached", "X, from which she sailed"."""
    before = units[j - 1].low
    end = {"from": "origin", "to": "destination", "into": "destination", "through": "via"}.get(before)
    k = j - 2 if end else j - 1
    if end is None and not ends.any and trigger.group is not None and trigger.group.start > j + 1:
        end = trigger.frame.object
    while k > 0 and (units[k].text == "," or units[k].kind == "time" or units[k].low in {"on", "the"}):
        k -= 1
    mention = units[k].mention if k >= 0 else None
    if end is None or mention is None or mention.role not in {"location", "actor"}:
        return
    if reading.place_of(units[k]) is not None:
        ends.add(cast("End", end), k)


def _where(reading: Reading, units: Sequence[Unit], trigger: Trigger, ends: Ends, j: int) -> None:
    """Let "where" stand for the place before it."""
    frame = trigger.frame
    end: End | None = frame.at or (
        "destination" if trigger.lemma in lx.words("arrive go travel return") else None
    )
    if ends.destinations or end is None:
        return
    for k in range(j - 1, max(-1, j - 5), -1):
        mention = units[k].mention
        if units[k].kind == "place" and reading.place_of(units[k]) is not None and mention is not None:
            if mention.role in {"location", "actor"}:
                before = reading.place_of(units[k - 2]) if k > 1 and units[k - 1].text == "," else None
                place = reading.place_of(units[k])
                use = k - 2 if before is not None and place is not None and place.holds(before) else k
                (ends.origins if end == "origin" else ends.destinations).append(use)
            return
        if units[k].kind == "person":
            return
