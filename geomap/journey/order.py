"""What holds the order of a trip's stops: reasons of the form "this one before that one".

From the stops in the making and the statements about them to pairs of their indices, and from reasons,
the strongest first, to the stops in order; what contradicts a stronger reason is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from geomap.model import Movement

_FLASHBACK = re.compile(
    r", having\b[^,]*$|\bhad\b(?! (?:a|an|the|no|some|his|her|their|lunch|dinner|breakfast|to)\b)"
)
_BY_THEN = re.compile(r"\s{0,20}(?:By\b(?! the time)|Meanwhile\b)")
_ON_THE_WAY = re.compile(r"(?i)\b(?:on|along) (?:the|her|his|their) way\b(?! (?:to|from|home)\b)|\ben route,")
NEIGHBOURS = 3
"""How far apart in the telling two stops still hold each other's order."""
LEAD_CHARS = 40
"""Characters before a statement in which "On the way" may stand."""


@dataclass
class Visit:
    """One stop in the making.

    Attributes
    ----------
    told
        Where it is first told, for the order of telling.
    arrivals, departures
        Statements that end, or begin, here.
    closing
        It is the return that the text began with: the last stop of what is done.
    """

    place: str
    told: int
    arrivals: list[Movement] = field(default_factory=list)
    departures: list[Movement] = field(default_factory=list)
    passing: list[Movement] = field(default_factory=list)
    closing: bool = False

    @property
    def evidence(self) -> list[Movement]:
        """All statements about this stop."""
        return [*self.arrivals, *self.departures, *self.passing]


def in_order(visits: Sequence[Visit], reasons: Sequence[tuple[int, int]]) -> list[Visit]:
    """Sort topologically; a reason that contradicts those before it is dropped."""
    # Of each stop all that come after and before it, itself included, as bits: sets and searches took 5 s
    # for 200 stops with a reason for each pair, and 15 times as long for twice as many.
    after = [1 << i for i in range(len(visits))]
    before = list(after)
    for i, j in reasons:
        if after[i] >> j & 1 or after[j] >> i & 1:
            continue
        earlier, later = before[i] & ~before[j], after[j] & ~after[i]
        for k in _bits(earlier):
            after[k] |= after[j]
        for k in _bits(later):
            before[k] |= before[i]
    left = sorted(range(len(visits)), key=lambda i: visits[i].told)
    waiting = (1 << len(visits)) - 1
    out: list[Visit] = []
    while left:
        i = next(i for i in left if before[i] & waiting == 1 << i)
        left.remove(i)
        waiting ^= 1 << i
        out.append(visits[i])
    return _without_repeats(out)


def _bits(mask: int) -> Iterator[int]:
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def neighbours(visits: Sequence[Visit], movements: Sequence[Movement]) -> list[tuple[int, int]]:
    """Give the order of telling within each document, neighbours first."""
    order = sorted(range(len(visits)), key=lambda i: visits[i].told)
    told_in = [_told_in(v, movements) for v in visits]
    return [
        (i, order[at + gap])
        for gap in range(1, NEIGHBOURS + 1)
        for at, i in enumerate(order[:-gap])
        if told_in[i] is not None and told_in[i] == told_in[order[at + gap]]
    ]


def _told_in(visit: Visit, movements: Sequence[Movement]) -> str | None:
    n = visit.told // 4
    return movements[n].document if n < len(movements) else None


def halts(
    visits: Sequence[Visit], movements: Sequence[Movement], texts: Mapping[str, str]
) -> list[tuple[int, int]]:
    """Put what is said to be on the way before the end of the way that was told before."""
    out: list[tuple[int, int]] = []
    arrived = _by_movement([v.arrivals for v in visits])
    goal: dict[str, int] = {}
    for m in movements:
        text = texts[m.document]
        here = arrived.get(m.id, [])
        if _ON_THE_WAY.search(text[_sentence_start(text, m.start) : m.end]) and m.document in goal:
            out += [(i, goal[m.document]) for i in here if i != goal[m.document]]
        elif here:
            goal[m.document] = here[-1]
    return out


def _by_movement(told: Sequence[Sequence[Movement]]) -> dict[str, list[int]]:
    """Give for each statement, by its id, the stops that it is about."""
    table: dict[str, list[int]] = {}
    for i, movements in enumerate(told):
        for movement_id in dict.fromkeys(m.id for m in movements):
            table.setdefault(movement_id, []).append(i)
    return table


def flashbacks(
    visits: Sequence[Visit], movements: Sequence[Movement], texts: Mapping[str, str]
) -> list[tuple[int, int]]:
    """Put what "had" been done before the stop that the text had come to."""
    out: list[tuple[int, int]] = []
    arrived = _by_movement([v.arrivals for v in visits])
    about = _by_movement([v.evidence for v in visits])
    now: dict[str, int] = {}
    for m in movements:
        words = texts[m.document][m.start : m.end]
        here = about.get(m.id, [])
        if m.modality not in {"happened", "reported"} or not here:
            continue
        by_then = _BY_THEN.match(texts[m.document], _sentence_start(texts[m.document], m.start))
        if by_then or not _FLASHBACK.search(words):
            now[m.document] = (arrived.get(m.id) or here)[-1]
        elif m.document in now:
            out += [(i, now[m.document]) for i in here if i != now[m.document]]
    return out


def _sentence_start(text: str, start: int) -> int:
    """Give where the sentence of a statement begins, as far as it lies close before it."""
    lead = text[max(0, start - LEAD_CHARS) : start]
    return start - len(lead) + max(lead.rfind(mark) + 1 for mark in ".!?\n")


def _without_repeats(visits: list[Visit]) -> list[Visit]:
    out: list[Visit] = []
    for v in visits:
        if out and out[-1].place == v.place:
            out[-1].arrivals.extend(v.arrivals)
            out[-1].departures.extend(v.departures)
            out[-1].passing.extend(v.passing)
        else:
            out.append(v)
    return out
