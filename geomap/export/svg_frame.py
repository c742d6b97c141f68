"""Where the printed map lies on the paper and on the Earth: a Mercator projection into a frame.

From the extent that a story asks for to one that fills the frame; north is up, and longitudes are
continuous around the middle, so that a journey over the antimeridian is drawn in one piece.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from geomap.draw.drawing import HIGHEST_LATITUDE, first_view
from geomap.draw.selection import Selection
from geomap.geodesy import FULL_TURN_DEG, extent
from geomap.model import Bounds

XY = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

View = tuple[float, float, float, float]
"""South, west, north, east; west is greater than east over the antimeridian."""

MARGIN = 0.16
"""Of the extent, left free on each side for names and marks."""

WIDEST = 1.7
"""So many times larger than what is shown first may a map be that shows all legs instead."""

TILE_PX = 256
"""Size of the world at zoom 0 on the web, by which labels say from where on they fit."""


def mercator_y(lat: float) -> float:
    """Give the distance from the map's top as a share of the world's width, 0.5 at the equator."""
    sine = math.sin(math.radians(max(-HIGHEST_LATITUDE, min(HIGHEST_LATITUDE, lat))))
    return 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)


def latitude(y: float) -> float:
    """Give the latitude of a share of the world's width from the top: the inverse of `mercator_y`."""
    return math.degrees(2 * math.atan(math.exp((0.5 - y) * 2 * math.pi)) - math.pi / 2)


def view_of(selection: Selection) -> View:
    """Choose what the paper shows: what the page shows first, or all legs where that is little more."""
    first = first_view(selection)
    points = [point for drawn in selection.legs for point in drawn.leg.path]
    if not points:
        return first
    south, west, north, east = first
    whole = extent([*points, (south, west), (north, (east + 180) % FULL_TURN_DEG - 180)])
    return whole if _size(whole) <= WIDEST * _size(first) else first


def _size(view: View) -> float:
    south, west, north, east = view
    return max(((east - west) % FULL_TURN_DEG) / FULL_TURN_DEG, mercator_y(south) - mercator_y(north))


@dataclass(frozen=True)
class Frame:
    """A rectangle of the paper and what of the Earth it shows.

    Attributes
    ----------
    left, top, width, height
        On the paper, in quarters of a millimetre.
    middle
        Latitude and longitude of the middle.
    scale
        Width of the whole world, in quarters of a millimetre.
    """

    left: float
    top: float
    width: float
    height: float
    middle: tuple[float, float]
    scale: float

    @classmethod
    def showing(cls, view: View, box: tuple[float, float, float, float]) -> Frame:
        """Show (south, west, north, east) with a margin in a box of (left, top, width, height)."""
        south, west, north, east = view
        left, top, width, height = box
        east = east if east >= west else east + FULL_TURN_DEG
        low, high = mercator_y(south), mercator_y(north)
        wide = max((east - west) / FULL_TURN_DEG, 1e-4) * (1 + 2 * MARGIN)
        tall = max(low - high, 1e-4) * (1 + 2 * MARGIN)
        scale = max(min(width / wide, height / tall), width)
        return cls(left, top, width, height, (latitude((low + high) / 2), (west + east) / 2), scale)

    @property
    def zoom(self) -> float:
        """The zoom of a web map on which things are as large."""
        return math.log2(self.scale / TILE_PX)

    def xy(self, lat: float, lon: float) -> XY:
        """Give the point on the paper, in the world that is nearest to the middle."""
        return self.place(lat, self.near(lon))

    def near(self, lon: float) -> float:
        """Give the longitude, plus or minus full turns, that is nearest to the middle."""
        return lon + FULL_TURN_DEG * round((self.middle[1] - lon) / FULL_TURN_DEG)

    def place(self, lat: float, lon: float) -> XY:
        """Give the point on the paper of a longitude that is continuous already."""
        x = self.left + self.width / 2 + (lon - self.middle[1]) / FULL_TURN_DEG * self.scale
        y = self.top + self.height / 2 + (mercator_y(lat) - mercator_y(self.middle[0])) * self.scale
        return x, y

    def holds(self, point: XY, margin: float = 0.0) -> bool:
        """Say whether a point of the paper lies in the frame, and that far from its sides."""
        x, y = point
        return (
            self.left + margin <= x <= self.left + self.width - margin
            and self.top + margin <= y <= self.top + self.height - margin
        )

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """South, west, north and east of what is shown; longitudes are continuous."""
        half = self.width / 2 / self.scale * FULL_TURN_DEG
        y = mercator_y(self.middle[0])
        tall = self.height / 2 / self.scale
        return latitude(y + tall), self.middle[1] - half, latitude(y - tall), self.middle[1] + half

    @property
    def area(self) -> Bounds:
        """What is shown, with longitudes from -180 to 180; the whole turn where it is nearly all."""
        south, west, north, east = self.bounds
        if east - west >= FULL_TURN_DEG - 1:
            return Bounds(south, -180.0, north, 180.0)
        return Bounds(south, (west + 180) % 360 - 180, north, (east + 180) % 360 - 180)

    def km_per_unit(self) -> float:
        """Give how many km a quarter of a millimetre is at the middle's latitude."""
        equator_km = 40075.017  # of WGS84
        return equator_km * math.cos(math.radians(self.middle[0])) / self.scale
