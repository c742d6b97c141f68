"""Which names the base map shows for orientation, and from which zoom on.

From the story's places to a few hundred `Label` values: countries, capitals, seas, and cities around
the story. Each claims room in the order of its rank and is shown from the first zoom at which it
covers no label before it and no name of the story, so that no zoom is cluttered. A town of the story is no
label: the story draws it itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from geomap.gazetteer.layout import holds
from geomap.gazetteer.lookup import Gazetteer
from geomap.geodesy import extent
from geomap.model import Bounds, Label, Place

Kind = Literal["country", "capital", "city", "sea", "region"]

MOST: dict[Kind, int] = {"country": 200, "capital": 120, "sea": 50, "city": 320}
MOST_NEIGHBOURHOODS = 300
"""Places around which cities are sought: there is no room for the neighbours of more of them."""
CLAIM: dict[Kind, float] = {"country": 2.0, "sea": 1.0, "capital": 0.5, "city": 0.0}
"""Zooms by which a kind claims its room before it wants to be shown."""
NO_COUNTRIES = frozenset({"AN", "CS", "HK", "MO"})
"""Codes of the ISO table that maps do not print as a country: dissolved, or a city."""
MOST_COUNTRIES = 400
MOST_SEAS = 120
WORLD_CITIES = 60
AROUND_DEG = ((6.0, 22), (3.0, 14), (1.0, 6))
"""Half the side of the boxes around each point of the story, and how many of the largest cities of each are
labelled: so that a wide, a middle and a close view of it all have names."""
MARGIN_DEG = 3.0
"""Around the story's extent, in which its neighbourhood's cities are labelled."""
SMALL_COUNTRY = 150_000
SMALL_CAPITAL = 250_000
"""Inhabitants from which a country and a capital are labelled anywhere on Earth."""

# Web Mercator: the world is TILE_PX wide at zoom 0 and doubles with each zoom.
TILE_PX = 256.0
LETTER_PX = 7.0
LINE_PX = 17.0
TURN_DEG = 360.0
ISO_LETTERS = 2
MAX_LAT = 85.05
LEAST_ZOOM = 1.0
LARGEST_ZOOM = 12.0

SHORT = {
    "AE": "UAE", "BA": "Bosnia and Herz.", "CD": "DR Congo", "CF": "Central African Rep.", "CG": "Congo",
    "DO": "Dominican Rep.", "FM": "Micronesia", "GQ": "Eq. Guinea", "NL": "Netherlands",
    "PS": "Palestine", "ST": "São Tomé and Príncipe", "TL": "East Timor", "US": "United States",
    "VA": "Vatican City",
}  # fmt: skip
"""What maps print where the usual name is too long for its country."""

# Zoom from which a populated place may be shown, by its inhabitants.
ZOOM_BY_POPULATION = (
    (8_000_000, 3.0), (3_000_000, 4.0), (1_000_000, 5.0), (300_000, 6.0), (100_000, 7.0), (30_000, 8.0),
    (10_000, 9.0), (0, 10.0),
)  # fmt: skip
CAPITAL_ZOOMS_EARLIER = 1.0


@dataclass(frozen=True, slots=True)
class _Wish:
    """A label that would like to be shown from a zoom on, in Mercator pixels of zoom 0."""

    text: str
    kind: Kind
    lat: float
    lon: float
    zoom: float
    weight: float
    bounds: Bounds | None = None

    @property
    def x(self) -> float:
        return (self.lon + 180.0) / 360.0 * TILE_PX

    @property
    def y(self) -> float:
        lat = math.radians(max(-MAX_LAT, min(MAX_LAT, self.lat)))
        return (1 - math.asinh(math.tan(lat)) / math.pi) / 2 * TILE_PX

    @property
    def width_px(self) -> float:
        return LETTER_PX * len(self.text) + LETTER_PX


def choose_labels(gazetteer: Gazetteer, places: Sequence[Place]) -> tuple[Label, ...]:
    """Choose the base map's labels for a story, in the order of their rank.

    Parameters
    ----------
    places
        The story's places. Those that are points, or all if none is, say where cities are labelled.
    """
    points = [p for p in places if not p.is_area] or list(places)
    around = _neighbourhood(points)
    told = {place.id for place in places if not place.is_area}  # an area's mark may be far out of view
    wishes: dict[str, _Wish] = {}
    for wish_id, wish in _wishes(gazetteer, points, around):
        if wish_id not in told:
            wishes.setdefault(wish_id, wish)
    order = sorted(wishes.values(), key=lambda w: (w.zoom - CLAIM[w.kind], -w.weight, w.text, w.lat, w.lon))
    left = dict(MOST)
    chosen: list[_Wish] = []
    for wish in order:
        if left[wish.kind]:
            left[wish.kind] -= 1
            chosen.append(wish)
    own = [_Wish(p.name, "city", p.lat, p.lon, 0.0, 0.0) for p in points]
    return _with_room(chosen, own)


def _neighbourhood(points: Sequence[Place]) -> Bounds | None:
    if not points:
        return None
    south, west, north, east = extent((p.lat, p.lon) for p in points)
    width = (east - west) % TURN_DEG + 2 * MARGIN_DEG
    if width >= TURN_DEG:
        west, width = -180.0, TURN_DEG
    west = (west - MARGIN_DEG + 180.0) % 360.0 - 180.0
    end = (west + width + 180.0) % 360.0 - 180.0 if width < TURN_DEG else 180.0
    return Bounds(max(south - MARGIN_DEG, -90.0), west, min(north + MARGIN_DEG, 90.0), end)


def _wishes(
    gazetteer: Gazetteer, points: Sequence[Place], around: Bounds | None
) -> Iterator[tuple[str, _Wish]]:
    """Give all that may be labelled, by the place's id."""
    for place in _countries(gazetteer):
        if place.population >= SMALL_COUNTRY or _inside(around, place):
            yield place.id, _country(place)
    for place in gazetteer.of_kinds(["ocean", "sea", "gulf"], limit=MOST_SEAS):
        # The North Atlantic is in the Atlantic Ocean.
        if place.kind != "ocean" or place.name.endswith("Ocean"):
            zoom = _area_zoom(place, place.name)
            own = (
                None if place.kind == "ocean" else place.bounds
            )  # an ocean's extent has seas of others in it
            yield place.id, _Wish(place.name, "sea", place.lat, place.lon, zoom, 0.0, own)
    for place in gazetteer.capitals():
        if place.population >= SMALL_CAPITAL or _inside(around, place):
            yield place.id, _city(place)
    cities = gazetteer.of_kinds(["city"], limit=WORLD_CITIES)
    for point in points[:MOST_NEIGHBOURHOODS]:
        for half_deg, most in AROUND_DEG:
            cities += gazetteer.within(_box(point, half_deg), kinds=["city", "town"], limit=most)
    for place in cities:
        yield place.id, _city(place)


def _box(point: Place, half_deg: float) -> Bounds:
    """Give a box around a point that looks square on the map."""
    across = half_deg / max(math.cos(math.radians(point.lat)), 0.1)
    west, east = ((point.lon + side * across + 180.0) % TURN_DEG - 180.0 for side in (-1, 1))
    return Bounds(max(point.lat - half_deg, -90.0), west, min(point.lat + half_deg, 90.0), east)


def _countries(gazetteer: Gazetteer) -> list[Place]:
    """Give each country once; the supplement also knows states of the past."""
    first: dict[str, Place] = {}
    for place in gazetteer.of_kinds(["country"], limit=MOST_COUNTRIES):
        if place.country and len(place.country) == ISO_LETTERS and place.country not in NO_COUNTRIES:
            first.setdefault(place.country, place)
    return list(first.values())


def _inside(around: Bounds | None, place: Place) -> bool:
    return around is not None and holds(around, place.lat, place.lon)


def _country(place: Place) -> _Wish:
    text = SHORT.get(place.country or "", place.name)
    return _Wish(text, "country", place.lat, place.lon, _area_zoom(place, text), float(place.population))


def _area_zoom(place: Place, text: str) -> float:
    """Give the zoom at which an area is as wide as its name."""
    if place.bounds is None:
        return LARGEST_ZOOM / 2
    width_deg = (place.bounds.east - place.bounds.west) % 360.0 or 360.0
    zoom = math.log2(LETTER_PX * len(text) / (width_deg / 360.0 * TILE_PX))
    return round(min(max(zoom, LEAST_ZOOM), LARGEST_ZOOM / 2), 1)


def _city(place: Place) -> _Wish:
    zoom = next(zoom for least, zoom in ZOOM_BY_POPULATION if place.population >= least)
    kind: Kind = "capital" if place.capital else "city"
    if place.capital:
        zoom = max(zoom - CAPITAL_ZOOMS_EARLIER, 3.0)
    return _Wish(place.name, kind, place.lat, place.lon, zoom, float(place.population))


def _with_room(order: Sequence[_Wish], own: Sequence[_Wish]) -> tuple[Label, ...]:
    """Show each label from the zoom at which it is clear of all that claimed room before it."""
    taken = np.zeros((len(own) + len(order), 3))  # x, y and width of each, in pixels
    taken[: len(own)] = [(w.x, w.y, w.width_px) for w in own] or taken[:0]
    count = len(own)
    labels: list[Label] = []
    for wish in order:
        before = taken[:count]
        dx = np.abs(before[:, 0] - wish.x)
        across, down = np.minimum(dx, TILE_PX - dx), np.abs(before[:, 1] - wish.y)
        # Two labels are clear from the scale on at which they are so either across or down.
        with np.errstate(divide="ignore"):
            clear = np.minimum((before[:, 2] + wish.width_px) / 2 / across, LINE_PX / down)
        zoom = max(wish.zoom, math.log2(clear.max(initial=1.0)))
        if zoom > LARGEST_ZOOM:
            continue
        taken[count] = wish.x, wish.y, wish.width_px
        count += 1
        shown = math.ceil(zoom * 10) / 10
        labels.append(Label(wish.text, wish.kind, wish.lat, wish.lon, len(labels), shown, wish.bounds))
    return tuple(labels)
