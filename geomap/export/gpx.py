"""A story's journeys as GPX 1.1: a route of stops and a track of legs for each, and all places as waypoints.

A route carries what the texts state: the stops in order, with a time where a day is known. A track
carries the lines that the map draws, one segment for each leg, cut at the antimeridian. GPX knows only
times of day: a day stands as its midnight in UTC, and a month, a year or a span of days only in words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from geomap.draw.quotes import Quote
from geomap.draw.wording import MODE_WORDS, STATUS_WORDS, kind_words, length, region_and_country
from geomap.export.contents import (
    INFERRED_WORDS,
    StoryIndex,
    Way,
    path_of,
    places_credit,
    position,
    provenance,
    uri_of,
    words_of,
)
from geomap.export.markup import Element, add, document, root
from geomap.export.text import one_line
from geomap.geodesy import split_at_antimeridian
from geomap.model import Journey, Place, Stop, Story

NAMESPACE = "http://www.topografix.com/GPX/1/1"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"

EASTERNMOST = 179.999999
"""GPX has longitudes from -180 to below 180: what lies on 180 is written a decimetre to its west."""

_LENGTH_OF_A_DAY = len("2023-09-12")


def to_gpx(story: Story) -> bytes:
    """Write the journeys and places of a story; the same story gives the same bytes."""
    contents = StoryIndex(story)
    gpx = root("gpx", {"xmlns": NAMESPACE, "version": "1.1", "creator": one_line(f"geomap {story.geomap}")})
    metadata = add(gpx, "metadata")
    _text(metadata, "name", one_line(story.title))
    _text(metadata, "desc", provenance(story))
    copyright_ = add(metadata, "copyright", author=places_credit(story))
    _text(copyright_, "license", LICENCE)
    for place in contents.places:
        _waypoint(gpx, contents, place)
    journeys = [journey for journey in story.journeys if journey.stops or journey.legs]
    for number, journey in enumerate(journeys, 1):
        _route(gpx, contents, journey, number)
    for number, journey in enumerate(journeys, 1):
        ways = contents.ways_of(journey)
        if ways:
            _track(gpx, contents, ways, number)
    return document(gpx)


def _waypoint(gpx: Element, contents: StoryIndex, place: Place) -> None:
    point = _point(gpx, "wpt", place.lat, place.lon)
    _text(point, "name", one_line(place.name))
    _text(point, "desc", _told(contents, contents.quotes_of_place(place)))
    _text(point, "src", uri_of(place))
    _text(point, "type", kind_words(place.kind))


def _route(gpx: Element, contents: StoryIndex, journey: Journey, number: int) -> None:
    route = add(gpx, "rte")
    _text(route, "name", _name(contents, journey))
    _text(route, "number", str(number))
    for stop in journey.stops:
        place = contents.place(stop.place)
        point = _point(route, "rtept", place.lat, place.lon)
        _text(point, "time", _time(stop))
        _text(point, "name", one_line(place.name))
        _text(point, "cmt", _stop_words(stop, place))
        _text(point, "desc", _told(contents, contents.quotes_of_movements(stop.evidence)))
        _text(point, "type", STATUS_WORDS[stop.status])


def _track(gpx: Element, contents: StoryIndex, ways: list[Way], number: int) -> None:
    track = add(gpx, "trk")
    _text(track, "name", _name(contents, ways[0].journey))
    _text(track, "desc", "\n".join(_leg_words(contents, way) for way in ways))
    _text(track, "number", str(number))
    for way in ways:
        for part in split_at_antimeridian(path_of(way, contents)):
            segment = add(track, "trkseg")
            for lat, lon in part:
                _point(segment, "trkpt", lat, lon)


def _name(contents: StoryIndex, journey: Journey) -> str:
    names = [contents.place(stop.place).name for stop in journey.stops]
    return one_line(f"{journey.traveller}: {' – '.join(names)}")


def _stop_words(stop: Stop, place: Place) -> str:
    words = [STATUS_WORDS[stop.status], INFERRED_WORDS if stop.inferred else ""]
    words += [f"{stop.when.iso} ({stop.when.basis})" if stop.when else "", region_and_country(place)]
    return one_line(", ".join(word for word in words if word))


def _leg_words(contents: StoryIndex, way: Way) -> str:
    leg = way.leg
    words = [STATUS_WORDS[leg.status], INFERRED_WORDS if leg.inferred else ""]
    words += [MODE_WORDS.get(leg.mode or "", ""), length(leg)]
    ends = f"{contents.place(leg.origin).name} – {contents.place(leg.destination).name}"
    return one_line(f"{way.number}. {ends}: {', '.join(word for word in words if word)}")


def _told(contents: StoryIndex, quotes: Iterable[Quote]) -> str:
    return "\n".join(one_line(f"“{words_of(quote)}” ({contents.title_of(quote)})") for quote in quotes)


def _time(stop: Stop) -> str:
    """Give the midnight of a stop's day, nothing where no single day is known."""
    iso = stop.when.iso if stop.when else ""
    try:
        if len(iso) == _LENGTH_OF_A_DAY:
            return f"{dt.date.fromisoformat(iso).isoformat()}T00:00:00Z"
    except ValueError:
        pass
    return ""


def _point(parent: Element, tag: str, lat: float, lon: float) -> Element:
    x, y = position(lat, lon)
    return add(parent, tag, lat=f"{y:.6f}", lon=f"{min(x, EASTERNMOST):.6f}")


def _text(parent: Element, tag: str, text: str) -> None:
    if text:
        add(parent, tag, text)
