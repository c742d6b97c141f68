"""The story on the printed map: legs with arrows, marks, and the names for which there is room.

The shape of a mark says the kind of place and the dashes of a line the leg's status, as on the page.
A stop that would lie on another is moved aside and tied to its place with a thin line.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from geomap.assets import room_for_name
from geomap.draw.selection import DrawnLeg, DrawnStop, Selection
from geomap.draw.shapes import shape
from geomap.export.markup import Element, add, root
from geomap.export.svg_frame import XY, Frame
from geomap.export.svg_ground import INK, LAND, Land
from geomap.export.svg_labels import Room, along, shortened, text_width
from geomap.export.svg_lines import MOST_TURNED, Open, arrows, shown
from geomap.export.text import one_line
from geomap.geodesy import unwrap
from geomap.model import Label, Leg, Modality, Place

JOURNEYS = ("#bf4e00", "#0072b2", "#007a59", "#a0477a")
"""The colours of journeys on the page (Okabe and Ito's, darkened)."""

MARK, PAPER, NAME, SEA_NAME = "#33312d", "#ffffff", "#6e685d", "#55788c"

HOLLOW = frozenset({"planned", "possible", "cancelled"})
"""Statuses of a stop that nobody has reached: its mark is a ring."""

STOP_RADIUS, PLACE_RADIUS = 9.5, 4.2
LONGEST_NAME, LONGEST_STOP = 190.0, 270.0
SERIF = "Georgia, 'Times New Roman', 'Liberation Serif', serif"

FINER_ZOOMS = 0.5
"""Paper holds names that a screen shows only so much closer."""

SPOTS = 14
"""A sea's name is tried in so many columns and rows of the water in sight."""


@dataclass(frozen=True, slots=True)
class Line:
    """How a leg's status is drawn: width, dashes, whether the dashes are dots, opacity."""

    width: float
    dashes: str = ""
    dots: bool = False
    opacity: float = 1.0
    core: bool = False


_LINES: dict[Modality, Line] = {
    "happened": Line(4.0),
    "reported": Line(4.0, core=True),
    "planned": Line(3.6, "11 7"),
    "possible": Line(3.6, "0.1 8", dots=True),
    "past": Line(2.2, opacity=0.6),
    "cancelled": Line(2.2, "3 5", opacity=0.6),
}
_INFERRED = {"planned": "9 6 0.1 6", "possible": "0.1 10"}


def line_of(leg: Leg) -> Line:
    """Say how a leg is drawn; an inferred one is thin and dotted where it would be solid."""
    if leg.inferred:
        return Line(3.0, _INFERRED.get(leg.status, "0.1 6"), dots=True)
    return _LINES[leg.status]


def stroke(line: Line) -> dict[str, str | float]:
    """Give a line's style as attributes."""
    style: dict[str, str | float] = {"stroke-width": line.width, "stroke-opacity": line.opacity}
    if line.dashes:
        style["stroke-dasharray"] = line.dashes
    if line.dots:
        style["stroke-linecap"] = "round"
    return {name.replace("-", "_"): value for name, value in style.items()}


class StoryOnPaper:
    """Draws a selection into a frame, and keeps what is taken."""

    def __init__(self, selection: Selection, frame: Frame, land: Land) -> None:
        self._selection = selection
        self._land = land
        self._frame = frame
        self.room = Room(frame)
        numbered = (j.id for j in selection.story.journeys if j.legs)
        self._colours = {j: JOURNEYS[min(i, len(JOURNEYS) - 1)] for i, j in enumerate(numbered)}
        self._named: set[str] = set()
        self.beyond = tuple(p for p in selection.places if not frame.holds(frame.xy(p.lat, p.lon), 4))

    def colour(self, journey: str) -> str:
        """Give a journey's colour."""
        return self._colours[journey]

    def draw(self, parent: Element) -> None:
        """Draw legs, marks and names."""
        lines = [(drawn, self._points(drawn), self._open(drawn.leg)) for drawn in self._selection.legs]
        turned = lines if len(lines) <= MOST_TURNED else []
        clear = [p for _, points, way in turned if not way for p in along(points)]
        legs = add(parent, "g", fill="none", stroke_linejoin="round")
        tips = []
        for drawn, points, way in lines:
            line = shown(points, way, clear)
            self._leg(legs, drawn, line, way)
            if way in {"to", "from"}:
                tips.append((drawn, line[-1] if way == "to" else line[0], way))
        marks = add(parent, "g", font_weight="700", font_size=11)
        places = self._ordered()
        drawn_marks = [root("g", {}) for _ in places]
        placed = [(place, self._mark(group, place)) for place, group in zip(places, drawn_marks, strict=True)]
        for group in reversed(drawn_marks):  # stops took their room first, and lie on top
            marks.extend(group)
        names = add(parent, "g", paint_order="stroke", stroke=LAND, stroke_width=2.6, stroke_linejoin="round")
        for place, at in placed:
            if at is not None:
                self._name(names, place, at)
        for drawn, tip, way in tips:
            self._towards(names, drawn, tip, way)
        for label in sorted(self._selection.story.labels, key=lambda known: known.rank):
            self._label(names, label)

    def _ordered(self) -> list[Place]:
        """Give the places in sight: stops first, since they take their room first."""
        stops = self._selection.stops_of
        inside = [p for p in self._selection.places if p not in self.beyond]
        self._named = {p.name for p in inside}
        return sorted(inside, key=lambda p: (p.id not in stops, p.is_area))

    def _points(self, drawn: DrawnLeg) -> list[XY]:
        known = self._selection.story.places_by_id
        ends = [known[drawn.leg.origin], known[drawn.leg.destination]]
        path = unwrap(drawn.leg.path if len(drawn.leg.path) > 1 else [(p.lat, p.lon) for p in ends])
        shift = self._frame.near(path[0][1]) - path[0][1]
        return [self._frame.place(lat, lon + shift) for lat, lon in path]

    def _open(self, leg: Leg) -> Open:
        """Say which ends of a leg are areas."""
        origin, destination = (self._selection.story.places_by_id[i] for i in (leg.origin, leg.destination))
        if origin.is_area:
            return "both" if destination.is_area else "from"
        return "to" if destination.is_area else ""

    def _towards(self, group: Element, drawn: DrawnLeg, tip: XY, way: Open) -> None:
        """Say at the end of a short arrow which area it leads to, or comes from."""
        end = drawn.leg.destination if way == "to" else drawn.leg.origin
        words = f"{way} {one_line(self._selection.story.places_by_id[end].name)}"
        words = shortened(words, LONGEST_NAME, 10.5)
        if not self._frame.holds(tip):
            return
        found = self.room.around(tip, 6, text_width(words, 10.5), 10.5, must=False)
        if found:
            add(group, "text", words, x=found[0], y=found[1], font_size=10.5, font_style="italic",
                font_weight="700", fill=self.colour(drawn.journey.id))  # fmt: skip

    def _leg(self, group: Element, drawn: DrawnLeg, points: list[XY], way: Open) -> None:
        self.room.lines += [p for p in along(points) if self._frame.holds(p)]
        line, colour = line_of(drawn.leg), self.colour(drawn.journey.id)
        data = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        add(group, "path", d=data, stroke=LAND, stroke_width=line.width + 3.6, stroke_opacity=0.9,
            stroke_linecap="round")  # fmt: skip
        add(group, "path", d=data, stroke=colour, **stroke(line))
        if line.core:
            add(group, "path", d=data, stroke=LAND, stroke_width=1.4)
        for at, angle in arrows(points, way):
            if self._frame.holds(at, 6):
                turn = f"translate({at[0]:.1f} {at[1]:.1f}) rotate({angle:.1f})"
                add(group, "path", d="M-6.5 -6.2L8 0L-6.5 6.2L-3.5 0Z", transform=turn, fill=colour,
                    stroke=LAND, stroke_width=1.4)  # fmt: skip

    def _mark(self, group: Element, place: Place) -> XY | None:
        """Draw a place's mark; gives where its name belongs, None for an area, which is its own name."""
        at = self._frame.xy(place.lat, place.lon)
        stops = self._selection.stops_of.get(place.id, ())
        if place.is_area:
            self._area(group, place, stops, at)
            return None
        if stops:
            return self._stop(group, stops, at)
        mentions = self._selection.locations(place.id)
        doubtful = all(m.approximate or m.confidence < 0.5 for m in mentions)  # noqa: PLR2004 ("likely" on the page)
        at = self._moved(group, at, PLACE_RADIUS + 1)
        glyph(group, shape(place.kind), at, PLACE_RADIUS, fill=PAPER if doubtful else MARK,
              stroke=MARK if doubtful else PAPER)  # fmt: skip
        self.room.mark(at, PLACE_RADIUS)
        return at

    def _stop(self, group: Element, stops: Sequence[DrawnStop], at: XY) -> XY:
        numbers = _numbers([s for s in stops if s.journey is stops[0].journey])
        half = max(STOP_RADIUS, text_width(numbers, 11) / 2 + 4)
        colour = self.colour(stops[0].journey.id)
        first = stops[0].stop
        hollow = first.status in HOLLOW
        dashed = first.inferred
        to = self._moved(group, at, half)
        style: dict[str, str | float] = {"stroke_dasharray": "4 2.5"} if dashed else {}
        add(group, "rect", x=to[0] - half, y=to[1] - STOP_RADIUS, width=2 * half, height=2 * STOP_RADIUS,
            rx=STOP_RADIUS, fill=PAPER if hollow or dashed else colour,
            stroke=colour if hollow or dashed else PAPER, stroke_width=2.0, **style)  # fmt: skip
        add(group, "text", numbers, x=to[0], y=to[1] + 3.9, text_anchor="middle",
            fill=colour if hollow or dashed else PAPER)  # fmt: skip
        self.room.mark(to, half)
        return to

    def _moved(self, group: Element, at: XY, radius: float) -> XY:
        """Give a mark a place that no other mark has, tied to its own with a thin line if it is another."""
        to = self._aside(at, radius)
        if to != at:
            add(group, "path", d=f"M{at[0]:.1f} {at[1]:.1f}L{to[0]:.1f} {to[1]:.1f}", stroke=INK,
                stroke_width=0.9)  # fmt: skip
            glyph(group, "circle", at, 1.8, fill=INK, stroke=PAPER)
        return to

    def _aside(self, at: XY, radius: float) -> XY:
        tall = min(radius, STOP_RADIUS)
        ways = [
            (far * math.cos(math.radians(turn)), far * math.sin(math.radians(turn)))
            for far in (tall + 12, tall + 24, tall + 36, tall + 48)
            for turn in (-45, 135, 45, -135, 0, 180, 90, -90)
        ]
        tries = [(0.0, 0.0, False), *((*way, True) for way in ways), *((*way, False) for way in ways)]
        for dx, dy, off_lines in tries:
            x, y = at[0] + dx, at[1] + dy
            if self.room.free((x - radius, y - tall, x + radius, y + tall), off_lines=off_lines):
                return x, y
        return at

    def _area(self, group: Element, place: Place, stops: Sequence[DrawnStop], at: XY) -> None:
        """Write an area's name in the middle of it, in capitals, in a dashed frame, a stop's number first."""
        numbers = _numbers(stops)
        colour = self.colour(stops[0].journey.id) if stops else NAME
        words = shortened(one_line(place.name).upper(), LONGEST_NAME, 9)
        before = text_width(numbers, 10.5) + 6 if numbers else 0.0
        width = before + text_width(words, 9, 1.2)
        far = width / 2 + 18
        aside = [(0.0, 0.0), (0.0, -20.0), (0.0, 20.0), (far, 0.0), (-far, 0.0), (0.0, -40.0), (0.0, 40.0)]
        tries = [(dx, dy, off) for off in (True, False) for dx, dy in aside]
        for dx, dy, off_lines in tries:
            left, base = at[0] - width / 2 + dx, at[1] + 3.2 + dy
            if self.room.take(left - 8, base, width + 16, 13, off_lines=off_lines):
                break
        else:
            if not stops:
                return
            left, base = at[0] - width / 2, at[1] + 3.2
        add(group, "rect", x=left - 7, y=base - 11.2, width=width + 14, height=16.0, rx=8.0,
            fill=LAND, fill_opacity=0.85, stroke=colour, stroke_width=1.4 if stops else 0.9,
            stroke_dasharray="4 2.5" if stops else "3 2.4")  # fmt: skip
        if numbers:
            add(group, "text", numbers, x=left, y=base, fill=colour, font_size=10.5, font_weight="700")
        middle = left + (before + width) / 2
        add(group, "text", words, x=middle, y=base, fill=INK, font_size=9, font_weight="600",
            letter_spacing=1.2, text_anchor="middle")  # fmt: skip

    def _name(self, group: Element, place: Place, at: XY) -> None:
        stop = place.id in self._selection.stops_of
        size, radius = (13.5, STOP_RADIUS) if stop else (11.0, PLACE_RADIUS)
        words = shortened(one_line(place.name), LONGEST_STOP if stop else LONGEST_NAME, size)
        found = self.room.around(at, radius, text_width(words, size), size, must=stop)
        if found:
            add(group, "text", words, x=found[0], y=found[1], font_size=size, fill=INK,
                font_weight="700" if stop else "600")  # fmt: skip

    def _label(self, group: Element, label: Label) -> None:
        """Write a name of the base map where there is room; the story's own places have theirs."""
        if label.min_zoom > self._frame.zoom + FINER_ZOOMS or label.text in self._named:
            return
        at = self._frame.xy(label.lat, label.lon)
        if label.kind == "sea":
            self._sea(group, label, at)
        elif label.kind == "country":
            self._country(group, label, at)
        elif not self._frame.holds(at, 6):
            return
        elif label.kind in {"city", "capital"}:
            self._town(group, label, at)
        else:
            self._spaced(group, label, at, size=9.0, spacing=1.6)

    def _country(self, group: Element, label: Label, at: XY) -> None:
        """Write a country's name in its middle, or else where it has room in the frame."""
        tries = [at]
        if not self._frame.holds(at, 6):
            points = room_for_name(label.lat, label.lon, view=self._frame.area, within=label.bounds)
            tries = [self._frame.xy(*point) for point in points]
        for spot in tries:
            if self._spaced(group, label, spot, size=11.0, spacing=2.6):
                return

    def _spaced(self, group: Element, label: Label, at: XY, *, size: float, spacing: float) -> bool:
        words = one_line(label.text).upper()
        width = text_width(words, size, spacing)
        if not self.room.take(at[0] - width / 2, at[1], width, size):
            return False
        add(group, "text", words, x=at[0] - width / 2, y=at[1], font_size=size, fill=NAME,
            letter_spacing=spacing)  # fmt: skip
        return True

    def _sea(self, group: Element, label: Label, at: XY) -> None:
        """Write a sea's name in its water, as near to its middle as is in sight."""
        size, spacing = 13.0, 0.8
        words = one_line(label.text)
        width = text_width(words, size, spacing)
        wet = [spot for spot in self._spots(label, at) if self._is_wet(spot, width, size)]
        if not wet:
            return
        middle = sum(x for x, _ in wet) / len(wet), sum(y for _, y in wet) / len(wet)
        for x, y in sorted(wet, key=lambda spot: (math.dist(spot, middle), spot)):
            if self.room.take(x - width / 2, y, width, size):
                add(group, "text", words, x=x - width / 2, y=y, font_size=size, letter_spacing=spacing,
                    fill=SEA_NAME, font_style="italic", font_family=SERIF, stroke="none")  # fmt: skip
                return

    def _is_wet(self, spot: XY, width: float, size: float) -> bool:
        x, y = spot
        points = [(x + dx * width / 2, y + dy) for dx in (-1, -0.5, 0, 0.5, 1) for dy in (-size, 4)]
        return all(self._frame.holds(p) and not self._land.holds(p) for p in points)

    def _spots(self, label: Label, at: XY) -> list[XY]:
        """Give where a sea's name may stand: a grid over its extent in the frame, or its middle alone."""
        if label.bounds is None:
            return [at]
        south, west, north, east = label.bounds
        left, bottom = self._frame.xy(south, west)
        right, top = self._frame.place(north, self._frame.near(west) + (east - west) % 360)
        frame = self._frame
        left, right = max(left, frame.left), min(right, frame.left + frame.width)
        top, bottom = max(top, frame.top), min(bottom, frame.top + frame.height)
        if left >= right or top >= bottom:
            return []
        return [
            (left + (right - left) * (i + 0.5) / SPOTS, top + (bottom - top) * (j + 0.5) / SPOTS)
            for i in range(SPOTS)
            for j in range(SPOTS)
        ]

    def _town(self, group: Element, label: Label, at: XY) -> None:
        dot = (at[0] - 2, at[1] - 2, at[0] + 2, at[1] + 2)
        words, size = one_line(label.text), 9.5 if label.kind == "capital" else 8.5
        if not self.room.free(dot):
            return
        found = self.room.around(at, 1.5, text_width(words, size), size, must=False)
        if found:
            self.room.mark(at, 2)
            glyph(group, "square" if label.kind == "capital" else "circle", at, 1.7, fill=NAME, stroke=LAND)
            add(group, "text", words, x=found[0], y=found[1], font_size=size, fill=NAME)


def _numbers(stops: Sequence[DrawnStop]) -> str:
    return "·".join(dict.fromkeys(str(stop.number) for stop in stops))


def glyph(group: Element, form: str, at: XY, radius: float, *, fill: str, stroke: str) -> None:
    """Draw a mark of a shape."""
    x, y = at
    r = radius
    if form in {"circle", "area"}:
        style: dict[str, str | float] = {"stroke_dasharray": "2.4 1.8"} if form == "area" else {}
        add(group, "circle", cx=x, cy=y, r=r, fill=fill, stroke=stroke, stroke_width=1.3, **style)
        return
    corners = {
        "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
        "diamond": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
        "triangle": ((0, -1.2), (1.15, 0.9), (-1.15, 0.9)),
    }[form]
    data = "M" + "L".join(f"{x + r * dx:.1f} {y + r * dy:.1f}" for dx, dy in corners) + "Z"
    add(group, "path", d=data, fill=fill, stroke=stroke, stroke_width=1.3)
