"""What every format tells of a story: the same places, legs and sentences, in the same order.

A place of the story is one that a location mention outside page furniture, or a stop of a journey,
refers to; governments, peoples and mere alternatives are none. Legs are counted within their journey.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from geomap.draw.quotes import Quote, Quotes, distinct
from geomap.gazetteer.services import credits_of
from geomap.geodesy import HALF_TURN_DEG, Point
from geomap.model import Bounds, Journey, Leg, Mention, Place, Stop, Story

DECIMALS = 6
"""Of a degree: about 0.1 m, more than any gazetteer knows (RFC 7946, section 11.2)."""

GEONAMES = "https://sws.geonames.org/"
OPENSTREETMAP = "https://www.openstreetmap.org/"
_OSM_THING = re.compile(
    r"(?:nominatim|photon|pickpoint|openmapquest)-(?:node|way|relation)-[0-9]{1,19}", re.ASCII
)
OWN = "urn:x-geomap:"
"""What names a place of geomap's supplement, which has no address on the web."""

PLACES_CREDIT = "Places: GeoNames (CC BY 4.0) and geomap's supplement"
INFERRED_WORDS = "inferred"


@dataclass(frozen=True, slots=True)
class Way:
    """A leg with its number in its journey, from 1."""

    journey: Journey
    number: int
    leg: Leg

    @property
    def id(self) -> str:
        """Name the leg: journey and number."""
        return f"{self.journey.id}-{self.number}"

    @property
    def arrival(self) -> Stop | None:
        """Give the stop that the leg leads to, if the journey has one for each leg."""
        return self.journey.arrival_of(self.number)


@dataclass(frozen=True)
class StoryIndex:
    """Looks up what belongs together in a story."""

    story: Story

    @cached_property
    def located(self) -> Mapping[str, list[Mention]]:
        """The location mentions outside furniture, by place, in the story's order."""
        table: dict[str, list[Mention]] = defaultdict(list)
        for mention in self.story.mentions:
            if mention.place and mention.role == "location" and not mention.furniture:
                table[mention.place].append(mention)
        return table

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The places of the story, in its order."""
        shown = set(self.located)
        shown |= {stop.place for journey in self.story.journeys for stop in journey.stops}
        shown |= {end for way in self.ways for end in (way.leg.origin, way.leg.destination)}
        return tuple(place for place in self.story.places if place.id in shown)

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """The legs of all journeys."""
        return tuple(way for journey in self.story.journeys for way in self.ways_of(journey))

    def ways_of(self, journey: Journey) -> list[Way]:
        """Give the legs of one journey."""
        return [Way(journey, number, leg) for number, leg in enumerate(journey.legs, 1)]

    @cached_property
    def _quotes(self) -> Quotes:
        return Quotes(self.story)

    def place(self, place_id: str) -> Place:
        """Give a place by its id."""
        return self.story.places_by_id[place_id]

    def mentions(self, place: Place) -> list[Mention]:
        """Give the location mentions of a place."""
        return self.located.get(place.id, [])

    def quotes_of_place(self, place: Place) -> list[Quote]:
        """Give the sentences that name a place, each once."""
        return distinct(self.quote(m.document, m.start, m.end) for m in self.mentions(place))

    def quotes_of_movements(self, ids: Iterable[str]) -> list[Quote]:
        """Give the sentences that bear a stop or a leg out, each once."""
        movements = (self.story.movements_by_id[i] for i in ids)
        return distinct(self.quote(m.document, m.start, m.end) for m in movements)

    def quote(self, document: str, start: int, end: int) -> Quote:
        """Give the sentence around a range."""
        return self._quotes.around(document, start, end)

    def title_of(self, quote: Quote) -> str:
        """Give the title of the document that a quote is from."""
        return self.story.documents_by_id[quote.document].title


def places_credit(story: Story) -> str:
    """Say whom to credit for the places: the gazetteer's sources, and services that found some."""
    return "; ".join((PLACES_CREDIT, *credits_of(story.places)))


def words_of(quote: Quote) -> str:
    """Give a quote's text."""
    return quote.before + quote.marked_text + quote.after


def confidence(mentions: Iterable[Mention]) -> float | None:
    """Give the best confidence with which a place was placed, None where no mention names it."""
    return max((m.confidence for m in mentions), default=None)


def uri_of(place: Place) -> str:
    """Give the address that names a place: GeoNames' or OpenStreetMap's own, else one that leads nowhere."""
    if place.geonameid:
        return f"{GEONAMES}{place.geonameid}/"
    _, _, thing = place.id.partition("-")
    return (
        f"{OPENSTREETMAP}{thing.replace('-', '/')}" if _OSM_THING.fullmatch(place.id) else f"{OWN}{place.id}"
    )


def position(lat: float, lon: float) -> tuple[float, float]:
    """Give longitude and latitude, in this order, to `DECIMALS`."""
    return round(lon, DECIMALS), round(lat, DECIMALS)


def rings_of(bounds: Bounds) -> list[list[tuple[float, float]]]:
    """Give the outline of an extent as closed rings of `position`.

    Two where it crosses the antimeridian; none where it is no area: all that is known of a region may be one
    town.
    """
    south, west, north, east = bounds
    parts = [(west, east)] if west <= east else [(west, HALF_TURN_DEG), (-HALF_TURN_DEG, east)]
    return [
        [position(*corner) for corner in ((south, w), (south, e), (north, e), (north, w), (south, w))]
        for w, e in parts
        if w < e and south < north
    ]


def path_of(way: Way, contents: StoryIndex) -> tuple[Point, ...]:
    """Give the points of a leg; where it has none, or one alone, its two ends."""
    if len(way.leg.path) > 1:
        return way.leg.path
    ends = contents.place(way.leg.origin), contents.place(way.leg.destination)
    return tuple((place.lat, place.lon) for place in ends)


def provenance(story: Story) -> str:
    """Say what made the story, and from which gazetteer."""
    return f"geomap {story.geomap}, gazetteer {story.gazetteer.name} {story.gazetteer.release}"
