"""What of a story is drawn: its journeys with legs, and the places where something happens.

A place is drawn if a journey stops there or if a mention outside page furniture names it as a location.
Governments, peoples and words inside other names are not drawn: they are where nobody is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from geomap.model import Journey, Leg, Mention, Place, Stop, Story


@dataclass(frozen=True, slots=True)
class DrawnLeg:
    """A leg with its number in the story, counted over all journeys from 1, and the stop that it leads to."""

    number: int
    journey: Journey
    leg: Leg
    arrival: Stop | None


@dataclass(frozen=True, slots=True)
class DrawnStop:
    """A stop of a journey that has legs, and its number in that journey from 1."""

    number: int
    journey: Journey
    stop: Stop


@dataclass(frozen=True)
class Selection:
    """What is drawn of a story, in the order in which it is listed."""

    story: Story
    legs: tuple[DrawnLeg, ...]
    stops: tuple[DrawnStop, ...]
    mentions: Mapping[str, Sequence[Mention]]
    """All mentions outside furniture, by place, in the order of documents and text."""

    @cached_property
    def stops_of(self) -> Mapping[str, Sequence[DrawnStop]]:
        """The stops at each place."""
        table: dict[str, list[DrawnStop]] = defaultdict(list)
        for stop in self.stops:
            table[stop.stop.place].append(stop)
        return table

    def locations(self, place: str) -> list[Mention]:
        """Give the mentions that mean the place itself."""
        return [m for m in self.mentions.get(place, ()) if m.role == "location"]

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The places drawn: stops in the order of the journeys, then the most often named first."""
        known = self.story.places_by_id
        stops = dict.fromkeys(stop.stop.place for stop in self.stops)
        counts = Counter({place: len(self.locations(place)) for place in self.mentions})
        others = [p for p, n in counts.items() if n and p not in stops]
        others.sort(key=lambda p: (-counts[p], known[p].name, p))
        return tuple(known[p] for p in (*stops, *others))

    @cached_property
    def only_named(self) -> tuple[Place, ...]:
        """Places that are named but not drawn: governments, peoples, words inside other names."""
        drawn = {place.id for place in self.places}
        named = [p for p in self.mentions if p not in drawn]
        known = self.story.places_by_id
        named.sort(key=lambda p: (-len(self.mentions[p]), known[p].name, p))
        return tuple(known[p] for p in named)


def select(story: Story) -> Selection:
    """Choose what of a story is drawn."""
    legs: list[DrawnLeg] = []
    stops: list[DrawnStop] = []
    for journey in story.journeys:
        if not journey.legs:
            continue
        stops.extend(DrawnStop(i, journey, stop) for i, stop in enumerate(journey.stops, 1))
        before = len(legs)
        legs += [
            DrawnLeg(before + n, journey, leg, journey.arrival_of(n)) for n, leg in enumerate(journey.legs, 1)
        ]
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for mention in story.mentions:
        if mention.place is not None and not mention.furniture:
            mentions[mention.place].append(mention)
    return Selection(story, tuple(legs), tuple(stops), mentions)
