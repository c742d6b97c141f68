"""What holds the order of a trip's stops: reasons of the form "this one before that one".

From the stops in the making and the statements about them to pairs of their indices, and from reasons,
the strongest first, to the stops in order; what contradicts a stronger reason is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from geomap.model import Movement

_FLASHBACK = re.compile(
    r", having\b[^,]*$|\bhad\b(?! (?:a|an|the|no|some|his|her|their|lunch|dinner|breakfast|to)\b)"
)
_BY_THEN = re.compile(r"\s{0,20}By\b(?! the time)")
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
    after: list[set[int]] = [set() for _ in visits]
    for i, j in reasons:
        if not _reaches(after, j, i):
            after[i].add(j)
    left = sorted(range(len(visits)), key=lambda i: visits[i].told)
    out: list[Visit] = []
    while left:
        i = next(i for i in left if not any(i in after[j] for j in left))
        left.remove(i)
        out.append(visits[i])
    return _without_repeats(out)


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
    index = {id(v): i for i, v in enumerate(visits)}
    goal: dict[str, Visit] = {}
    for m in movements:
        text = texts[m.document]
        here = [v for v in visits if m in v.arrivals]
        if _ON_THE_WAY.search(text[_sentence_start(text, m.start) : m.end]) and m.document in goal:
            out += [(index[id(v)], index[id(goal[m.document])]) for v in here if v is not goal[m.document]]
        elif here:
            goal[m.document] = here[-1]
    return out


def flashbacks(
    visits: Sequence[Visit], movements: Sequence[Movement], texts: Mapping[str, str]
) -> list[tuple[int, int]]:
    """Put what "had" been done before the stop that the text had come to."""
    out: list[tuple[int, int]] = []
    index = {id(v): i for i, v in enumerate(visits)}
    now: dict[str, Visit] = {}
    for m in movements:
        words = texts[m.document][m.start : m.end]
        here = [v for v in visits if m in v.evidence]
        if m.modality not in {"happened", "reported"} or not here:
            continue
        by_then = _BY_THEN.match(texts[m.document], _sentence_start(texts[m.document], m.start))
        if by_then or not _FLASHBACK.search(words):
            arrived = [v for v in here if m in v.arrivals] or here
            now[m.document] = arrived[-1]
        elif m.document in now:
            current = now[m.document]
            out += [(index[id(v)], index[id(current)]) for v in here if v is not current]
    return out


def _sentence_start(text: str, start: int) -> int:
    """Give where the sentence of a statement begins, as far as it lies close before it."""
    lead = text[max(0, start - LEAD_CHARS) : start]
    return start - len(lead) + max(lead.rfind(mark) + 1 for mark in ".!?\n")


def _reaches(after: list[set[int]], start: int, goal: int) -> bool:
    seen, todo = set(), [start]
    while todo:
        i = todo.pop()
        if i == goal:
            return True
        if i not in seen:
            seen.add(i)
            todo.extend(after[i])
    return False


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
