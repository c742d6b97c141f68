"""The one JSON document that the map's script draws from.

From a story to plain dicts and lists: base map, labels, places, legs with the sentences they come from, what
kinds, roles and statuses are called, and the extent to show first. Longitudes named ``x`` are continuous
around that extent, so that a line over the antimeridian is drawn the short way; the true longitude stands
beside them.
"""

from __future__ import annotations

from typing import Any

from geomap.assets import BASEMAP_ATTRIBUTION, basemap, room_for_name
from geomap.draw.evidence import witnesses
from geomap.draw.quotes import Quote, Quotes, distinct
from geomap.draw.selection import DrawnLeg, DrawnStop, Selection, select
from geomap.draw.shapes import shape
from geomap.draw.wording import (
    KIND_WORDS,
    MODE_WORDS,
    ROLE_WORDS,
    STATUS_WORDS,
    confidence_words,
    coordinates,
    kind_words,
    leg_words,
    region_and_country,
)
from geomap.gazetteer.services import credits_of
from geomap.geodesy import FULL_TURN_DEG, Point, extent, unwrap
from geomap.model import Bounds, Label, Place, Story

Record = dict[str, Any]

MOST_ALTERNATIVES = 5
"""Other places that a name may mean, each with the reason against it."""

QUOTES_SHOWN = 3
"""Sentences in a popup; the page's lists have all of them."""

MANY_PLACES = 300
"""With more places named each has one sentence, so that a big story's page stays light."""

WORLD = (-50.0, -170.0, 70.0, 170.0)
"""South, west, north, east: what is shown first where a story has no place on Earth."""

SMALLEST_VIEW_DEG = 1.0
"""A single town is shown with its surroundings."""
SMALLEST_OF_SEVERAL_DEG = 0.3
"""Places within one town are shown so near that they can be told apart: 33 km from north to south."""

WIDE_DEG = 120.0
"""Where so much of the world is shown first, countries and seas are named in their middle."""

HIGHEST_LATITUDE = 84.0
"""Beyond it a Mercator map stretches without end; marks further out are drawn here."""

BASE_MAP_BYTES = 142_000
"""Of the base map as JSON: with it the sample's page stays under 1 MB, with all that corrects it."""

MANY_POINTS = 1000
"""Of places and lines: of more of them the base map is chosen by some, half a degree or more apart (half of a
big story's export went into the distances to 14,000 points)."""

_OPEN = {(False, False): "", (False, True): "to", (True, False): "from", (True, True): "both"}
"""Which ends of a leg are areas: the line is not drawn to the middle of one, where nobody was."""

CREDIT = f"{BASEMAP_ATTRIBUTION} · Places: GeoNames (CC BY 4.0)"
SHORT_NOTE = "Boundaries as held, disputed ones dashed"
"""On the map; the page has the whole of `BOUNDARY_NOTE`."""


def draw(story: Story) -> Record:
    """Give the drawing of a story, the same for the same story."""
    selection = select(story)
    quotes = Quotes(story)
    view = first_view(selection)
    middle = (view[1] + (view[3] if view[3] >= view[1] else view[3] + FULL_TURN_DEG)) / 2
    points = [(place.lat, place.lon) for place in selection.places if not place.is_area]
    points += [point for drawn in selection.legs for point in drawn.leg.path]
    return {
        "title": story.title,
        "credit": "; ".join((CREDIT, *credits_of(story.places))),
        "note": SHORT_NOTE,
        "view": [round(v, 4) for v in _continuous(view)],
        "journeys": [
            {"id": j.id, "traveller": j.traveller, "stops": len(j.stops)} for j in story.journeys if j.legs
        ],
        "places": [_place(place, selection, quotes, middle) for place in selection.places],
        "others": [_other(place, selection, middle) for place in selection.only_named],
        "legs": [_leg(drawn, story, quotes, middle) for drawn in selection.legs],
        "labels": [_label(label, Bounds(*view)) for label in story.labels],
        "words": {"kind": KIND_WORDS, "role": ROLE_WORDS, "status": STATUS_WORDS},
        "base": basemap(_thinned(points), areas=[Bounds(*view)], budget_bytes=BASE_MAP_BYTES),
    }


def _thinned(points: list[Point]) -> list[Point]:
    """Leave out points beside others where there are so many that measuring from each takes seconds."""
    if len(points) <= MANY_POINTS:
        return points
    for step in (0.5, 1.0, 2.0):
        points = sorted({(round(lat / step) * step, round(lon / step) * step) for lat, lon in points})
        if len(points) <= MANY_POINTS:
            break
    return points


def _label(label: Label, view: Bounds) -> list[Any]:
    """Give a label, with further points where the name of a country or sea may stand in the first view."""
    row = [label.text, label.kind, round(label.lat, 3), round(label.lon, 3), label.rank, label.min_zoom]
    if label.kind in {"country", "sea"} and view.width_deg < WIDE_DEG:
        points = room_for_name(label.lat, label.lon, view=_with_margin(view), within=label.bounds)
        row.append([[round(lat, 2), round(lon, 2)] for lat, lon in points])
    return row


def _with_margin(view: Bounds) -> Bounds:
    """Give what is seen of the world when an extent is fitted into a window of another shape."""
    more_lat = (view.north - view.south) / 2
    width = view.width_deg
    more_lon = min(width / 2, (FULL_TURN_DEG - width) / 2 - 1)
    west, east = ((lon + 180) % FULL_TURN_DEG - 180 for lon in (view.west - more_lon, view.east + more_lon))
    return Bounds(max(view.south - more_lat, -90), west, min(view.north + more_lat, 90), east)


def first_view(selection: Selection) -> tuple[float, float, float, float]:
    """Choose the extent to show first, as (south, west, north, east).

    That of the first journey between places that are points and that is no earlier trip; without any, that
    of all legs; then that of the places that are points; then that of the areas' middles.
    """
    known = selection.story.places_by_id
    current = [d for d in selection.legs if d.leg.status not in {"past", "cancelled"}]
    pointed = [d for d in current if not (known[d.leg.origin].is_area or known[d.leg.destination].is_area)]
    first = [d for d in pointed if d.journey.id == pointed[0].journey.id]
    points: list[Point] = [point for d in first or current for point in d.leg.path]
    points = points or [(p.lat, p.lon) for p in selection.places if not p.is_area]
    points = points or [(p.lat, p.lon) for p in selection.places]
    if not points:
        return WORLD
    south, west, north, east = extent(points)
    span = max(north - south, (east - west) % FULL_TURN_DEG)
    margin = max(0.0, ((SMALLEST_OF_SEVERAL_DEG if span else SMALLEST_VIEW_DEG) - span) / 2)
    return (
        max(-HIGHEST_LATITUDE, south - margin), west - margin,
        min(HIGHEST_LATITUDE, north + margin), east + margin,
    )  # fmt: skip


def _continuous(view: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    south, west, north, east = view
    return south, west, north, east if east >= west else east + FULL_TURN_DEG


def _near(lon: float, middle: float) -> float:
    """Give the longitude, plus or minus full turns, that lies nearest to a middle."""
    return round(lon + FULL_TURN_DEG * round((middle - lon) / FULL_TURN_DEG), 5)


def _clamped(lat: float) -> float:
    return round(max(-HIGHEST_LATITUDE, min(HIGHEST_LATITUDE, lat)), 5)


def _place(place: Place, selection: Selection, quotes: Quotes, middle: float) -> Record:
    mentions = selection.locations(place.id)
    stops = selection.stops_of.get(place.id, ())
    best = max(mentions, key=lambda m: m.confidence, default=None)
    confidence = best.confidence if best else 1.0
    shown = QUOTES_SHOWN if len(selection.mentions) <= MANY_PLACES else 1
    found = witnesses([m for stop in stops for m in stop.stop.evidence], {place.id}, selection.story, quotes)
    sentences = [*found.direct, *found.wider] or distinct(
        quotes.around(m.document, m.start, m.end, mention=m.id) for m in mentions
    )
    return {
        **_where(place, middle),
        "count": len(selection.mentions.get(place.id, ())),
        "articles": len({m.document for m in mentions}),
        "sure": confidence_words(confidence),
        "approximate": bool(mentions) and all(m.approximate for m in mentions),
        "reasons": list(best.reasons[:QUOTES_SHOWN]) if best else [],
        "alternatives": [a.reason for a in best.alternatives[:MOST_ALTERNATIVES]] if best else [],
        "stops": [_stop(stop) for stop in stops],
        "quotes": [_quote(q, selection.story) for q in sentences[:shown]],
        "more": max(0, len(sentences) - shown),
        "wider": f"about {found.about}" if found.about and len(found.direct) <= shown else "",
    }


def _where(place: Place, middle: float) -> Record:
    bounds = place.bounds
    return {
        "id": place.id,
        "name": place.name,
        "kind": kind_words(place.kind),
        "shape": shape(place.kind),
        "lat": _clamped(place.lat),
        "x": _near(place.lon, middle),
        "where": region_and_country(place),
        "coordinates": coordinates(place),
        "bounds": _extent_near(bounds, middle) if bounds else None,
    }


def _extent_near(bounds: Bounds, middle: float) -> list[float]:
    south, west, north, east = _continuous(bounds)
    shift = _near((west + east) / 2, middle) - (west + east) / 2
    return [_clamped(south), round(west + shift, 3), _clamped(north), round(east + shift, 3)]


def _other(place: Place, selection: Selection, middle: float) -> Record:
    return {**_where(place, middle), "count": len(selection.mentions[place.id])}


def _stop(drawn: DrawnStop) -> Record:
    stop = drawn.stop
    return {
        "journey": drawn.journey.id,
        "n": drawn.number,
        "of": len(drawn.journey.stops),
        "status": stop.status,
        "inferred": stop.inferred,
        "date": stop.when.iso if stop.when else None,
        "date_basis": stop.when.basis if stop.when else None,
    }


def _leg(drawn: DrawnLeg, story: Story, quotes: Quotes, middle: float) -> Record:
    leg = drawn.leg
    ends = [story.places_by_id[leg.origin], story.places_by_id[leg.destination]]
    path = unwrap((_clamped(lat), lon) for lat, lon in leg.path or [(p.lat, p.lon) for p in ends])
    shift = _near(path[0][1], middle) - path[0][1]
    length, direction, basis = leg_words(leg, *ends)
    found = witnesses(leg.evidence, {leg.origin, leg.destination}, story, quotes)
    sentences = [*found.direct, *found.wider]
    return {
        "n": drawn.number,
        **({"name": leg.name} if leg.name else {}),
        "journey": drawn.journey.id,
        "traveller": drawn.journey.traveller,
        "from": leg.origin,
        "to": leg.destination,
        "from_name": ends[0].name,
        "to_name": ends[1].name,
        "status": leg.status,
        "inferred": leg.inferred,
        "mode": MODE_WORDS.get(leg.mode or "", ""),
        "length": length,
        "direction": direction,
        "basis": basis,
        "open": _OPEN[ends[0].is_area, ends[1].is_area],
        "path": [[lat, round(lon + shift, 4)] for lat, lon in path],
        "quotes": [_quote(q, story) for q in sentences[:QUOTES_SHOWN]],
        "more": max(0, len(sentences) - QUOTES_SHOWN),
    }


def _quote(quote: Quote, story: Story) -> Record:
    document = story.documents_by_id[quote.document]
    return {
        "doc": quote.document,
        "title": document.title,
        "source": document.source or "",
        "start": quote.marked.start,
        "end": quote.marked.end,
        "sentence": [quote.start, quote.end],
        "text": [quote.before, quote.marked_text, quote.after],
    }
