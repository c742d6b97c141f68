"""Which statements bear a stop or leg out themselves, and which only speak of the country around it.

"He crossed into Russia" supports a stop at the border station, but who asks why the stop is there wants
the sentence that names the station first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from geomap.draw.quotes import Quote, Quotes, distinct
from geomap.model import Movement, Story


@dataclass(frozen=True, slots=True)
class Witnesses:
    """The sentences for something drawn.

    Attributes
    ----------
    direct
        Those that name the place itself.
    wider
        Further ones, which name only what is around it.
    about
        What those name, in words; empty without any.
    """

    direct: list[Quote]
    wider: list[Quote]
    about: str


def witnesses(ids: Iterable[str], places: Collection[str], story: Story, quotes: Quotes) -> Witnesses:
    """Sort the movements that bear something out into those that name one of its places, and others.

    Without any that names the place all count as direct: there is nothing better to show.
    """
    direct: list[Movement] = []
    wider: list[Movement] = []
    for movement in (story.movements_by_id[i] for i in ids):
        names_it = any(place in places for place in _named(movement))
        (direct if names_it else wider).append(movement)
    if not direct:
        direct, wider = wider, []
    first = distinct(_quotes(direct, quotes))
    sentences = {(q.document, q.start, q.end) for q in first}
    rest = [q for q in distinct(_quotes(wider, quotes)) if (q.document, q.start, q.end) not in sentences]
    return Witnesses(first, rest, _about(wider, story) if rest else "")


def _named(movement: Movement) -> list[str]:
    return [p for p in (movement.origin, *movement.via, movement.destination) if p]


def _quotes(movements: Iterable[Movement], quotes: Quotes) -> Iterable[Quote]:
    return (quotes.around(m.document, m.start, m.end) for m in movements)


def _about(movements: Iterable[Movement], story: Story) -> str:
    """Name the area that most of the movements name; "the way" if none names one."""
    known = story.places_by_id
    areas = Counter(p for m in movements for p in _named(m) if known[p].is_area)
    return f"{known[areas.most_common(1)[0][0]].name} as a whole" if areas else "the way there"
