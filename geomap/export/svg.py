"""A story as an SVG of its map for print: A4 landscape, with itinerary, key, scale, credits.

The map shows what the page shows first, or all legs where that is little more; places beyond it are named
beside it. Everything is vector and text, in the fonts of whoever opens it; nothing is loaded, nothing runs,
and what documents say is text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geomap.assets import BASEMAP_ATTRIBUTION, BOUNDARY_NOTE
from geomap.draw.selection import Selection, select
from geomap.draw.shapes import shape
from geomap.draw.wording import MODE_WORDS, PATH_WORDS, STATUS_WORDS, at_start, counted
from geomap.export.contents import INFERRED_WORDS, places_credit, provenance
from geomap.export.markup import Element, add, document, root
from geomap.export.svg_frame import Frame, view_of
from geomap.export.svg_ground import INK, SOFT, degrees, ground, scale_bar
from geomap.export.svg_labels import shortened, wrapped
from geomap.export.svg_story import HOLLOW, MARK, PAPER, SERIF, StoryOnPaper, glyph, line_of, stroke
from geomap.export.text import one_line
from geomap.model import Journey, Leg, Modality, Stop, Story
from geomap.page.alternative import alternative_text
from geomap.page.dates import in_words

WIDTH_MM, HEIGHT_MM = 297, 210
PER_MM = 4
"""Units of the drawing in a millimetre."""

SANS = "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif"

_MAP = (64.0, 96.0, 812.0, 656.0)
"""Left, top, width and height of the map's frame."""

_COLUMN, _COLUMN_WIDTH, _COLUMN_END = 900.0, 250.0, 752.0
_ROW, _SMALL, _KEY_ROW, _BRIEF_ROW = 31.0, 12.0, 17.0, 15.0

MOST_BRIEF = 4
"""Journeys that are listed in one line each, where there is no room for their stops."""

LEG_WORDS: dict[Modality, str] = {
    "happened": "Way taken, as stated", "reported": "Reported", "planned": "Planned",
    "possible": "Possible", "past": "Earlier trip", "cancelled": "Cancelled",
}  # fmt: skip
INFERRED_LEG_WORDS = {"planned": "Planned, way inferred", "possible": "Possible, way inferred"}

SHAPE_WORDS = {
    "circle": "Town or village", "square": "Building, station, port", "diamond": "Bridge or crossing",
    "triangle": "Mountain or cape",
}  # fmt: skip


def to_svg(story: Story) -> bytes:
    """Draw the map of a story for an A4 sheet; the same story gives the same bytes."""
    selection = select(story)
    frame = Frame.showing(view_of(selection), _MAP)
    width, height = WIDTH_MM * PER_MM, HEIGHT_MM * PER_MM
    svg = root("svg", {
        "xmlns": "http://www.w3.org/2000/svg", "version": "1.1", "width": f"{WIDTH_MM}mm",
        "height": f"{HEIGHT_MM}mm", "viewBox": f"0 0 {width} {height}", "role": "img",
        "aria-labelledby": "title description", "font-family": SANS,
    })  # fmt: skip
    add(svg, "title", one_line(story.title), id="title")
    add(svg, "desc", one_line(alternative_text(selection)), id="description")
    add(svg, "rect", width=float(width), height=float(height), fill=PAPER)
    _heading(svg, story)
    drawn = _map(svg, selection, frame)
    _Column(svg, selection, drawn).write()
    _footer(svg, story)
    return document(svg)


def _heading(svg: Element, story: Story) -> None:
    left, width = _MAP[0], _COLUMN + _COLUMN_WIDTH - _MAP[0]
    add(svg, "text", shortened(one_line(story.title), width, 30), x=left, y=58.0, font_family=SERIF,
        font_size=30, font_weight="700", fill=INK)  # fmt: skip
    sources = dict.fromkeys(one_line(d.source or "") for d in story.documents)
    named = ", ".join(source for source in sources if source)
    words = f"From {counted(len(story.documents), 'article')}" + (f" ({named})" if named else "")
    add(svg, "text", shortened(words, width, 12), x=left, y=80.0, font_size=12, fill=SOFT)


def _map(svg: Element, selection: Selection, frame: Frame) -> StoryOnPaper:
    clip = add(add(svg, "defs"), "clipPath", id="frame")
    box = {"x": frame.left, "y": frame.top, "width": frame.width, "height": frame.height}
    add(clip, "rect", **box)
    inside = add(svg, "g", clip_path="url(#frame)")
    points = [(p.lat, p.lon) for p in selection.places if not p.is_area]
    points += [point for leg in selection.legs for point in leg.leg.path]
    land = ground(inside, frame, points)
    drawn = StoryOnPaper(selection, frame, land)
    over = add(inside, "g")
    bar = add(inside, "g")
    drawn.room.taken.append(scale_bar(bar, frame))
    drawn.draw(over)
    add(svg, "rect", fill="none", stroke=INK, stroke_width=1.2, **box)
    degrees(svg, frame)
    return drawn


@dataclass
class _Column:
    """Writes what stands beside the map, from the top down, as long as there is room."""

    svg: Element
    selection: Selection
    drawn: StoryOnPaper
    y: float = _MAP[1] + 10

    def write(self) -> None:
        """Write itinerary, key and what lies beyond the map."""
        if not self.selection.places:
            self._small("No place of this story can be drawn.", _COLUMN, self.y)
            return
        key = self._key_rows()
        reserve = 40 + _KEY_ROW * len(key) + (66 if self.drawn.beyond else 0)
        self._itinerary(_COLUMN_END - reserve)
        self._key(key)
        self._beyond()

    def _heading(self, words: str, fill: str = INK) -> None:
        add(self.svg, "text", shortened(words, _COLUMN_WIDTH, 14), x=_COLUMN, y=self.y, font_family=SERIF,
            font_size=14, font_weight="700", fill=fill)  # fmt: skip
        self.y += 9
        add(self.svg, "path", d=f"M{_COLUMN} {self.y:.1f}h{_COLUMN_WIDTH}", stroke=INK, stroke_width=0.7)
        self.y += 17

    def _itinerary(self, end: float) -> None:
        """List the stops of each journey, of those that have no room the traveller and both ends."""
        journeys = [j for j in self.selection.story.journeys if j.legs]
        for turn, journey in enumerate(journeys):
            rest = journeys[turn:]
            room = end - _BRIEF_ROW * min(len(rest) - 1, MOST_BRIEF)
            if turn and self.y + 26 + 2 * (_ROW + _SMALL) > room:
                self._briefly(rest)
                return
            colour = self.drawn.colour(journey.id) if len(journeys) > 1 else INK
            self._heading(one_line(at_start(journey.traveller)), colour)
            for number, stop in enumerate(journey.stops, 1):
                if self.y + _ROW + _SMALL > room and number < len(journey.stops):
                    left = len(journey.stops) - number + 1
                    self._small(f"and {left} more stops", _COLUMN, self.y)
                    self.y += _KEY_ROW
                    break
                self._stop(journey, number, stop)
            self.y += 10

    def _briefly(self, journeys: Sequence[Journey]) -> None:
        known = self.selection.story.places_by_id
        told = journeys if len(journeys) <= MOST_BRIEF else journeys[: MOST_BRIEF - 1]
        for journey in told:
            ends = dict.fromkeys(known[stop.place].name for stop in (journey.stops[0], journey.stops[-1]))
            words = one_line(f"{at_start(journey.traveller)}: {' – '.join(ends)}")
            add(self.svg, "circle", cx=_COLUMN + 9, cy=self.y - 3.4, r=5, fill=self.drawn.colour(journey.id))
            self._small(shortened(words, _COLUMN_WIDTH - 26, 9.5), _COLUMN + 26, self.y)
            self.y += _BRIEF_ROW
        if len(told) < len(journeys):
            self._small(f"and {counted(len(journeys) - len(told), 'more journey')}", _COLUMN + 26, self.y)
            self.y += _BRIEF_ROW
        self.y += 8

    def _stop(self, journey: Journey, number: int, stop: Stop) -> None:
        place = self.selection.story.places_by_id[stop.place]
        colour = self.drawn.colour(journey.id)
        hollow = stop.status in HOLLOW
        open_mark = hollow or stop.inferred or place.is_area
        x, y = _COLUMN + 9, self.y + 2
        style: dict[str, str | float] = {}
        if stop.inferred or place.is_area:
            style["stroke_dasharray"] = "4 2.5"
        add(self.svg, "circle", cx=x, cy=y, r=8.5, fill=PAPER if open_mark else colour, stroke=colour,
            stroke_width=1.8, **style)  # fmt: skip
        add(self.svg, "text", str(number), x=x, y=y + 3.8, text_anchor="middle", font_size=10.5,
            font_weight="700", fill=colour if open_mark else PAPER)  # fmt: skip
        add(self.svg, "text", shortened(one_line(place.name), _COLUMN_WIDTH - 26, 12.5), x=_COLUMN + 26,
            y=self.y + 1, font_size=12.5, font_weight="700", fill=INK)  # fmt: skip
        words = [_date(stop), STATUS_WORDS[stop.status], INFERRED_WORDS if stop.inferred else ""]
        told = [", ".join(word for word in words if word)]
        if 1 < number <= len(journey.legs) + 1:
            told.append(self._way(journey.legs[number - 2]))
        for line in told:
            self._small(shortened(line, _COLUMN_WIDTH - 26, 9.5), _COLUMN + 26, self.y + 13.5)
            self.y += _SMALL
        self.y += _ROW - _SMALL

    def _way(self, leg: Leg) -> str:
        """Say how far and how; to or from an area nobody knows how far."""
        known = self.selection.story.places_by_id
        km = leg.geodesic_km if leg.path_km is None else leg.path_km
        far = f"{'' if leg.path_km is None else 'about '}{km:,.0f} km"
        if known[leg.origin].is_area or known[leg.destination].is_area:
            far = "length unknown,"
        return " ".join(word for word in (far, MODE_WORDS.get(leg.mode or "", "")) if word).rstrip(",")

    def _small(self, words: str, x: float, y: float) -> None:
        add(self.svg, "text", words, x=x, y=y, font_size=9.5, fill=SOFT)

    def _key_rows(self) -> list[tuple[str, Leg | str]]:
        known = self.selection.story.places_by_id
        stops = [drawn.stop for drawn in self.selection.stops]
        found: list[tuple[str, Leg | str]] = []
        if any(stop.status in HOLLOW for stop in stops):
            found.append(("Stop planned, possible or cancelled", "hollow"))
        if any(stop.inferred or known[stop.place].is_area for stop in stops):
            found.append(("Stop inferred, or an area as a whole", "dashed"))
        rows: dict[str, Leg | str] = {}
        for drawn in self.selection.legs:
            leg = drawn.leg
            words = LEG_WORDS[leg.status]
            if leg.inferred:
                words = INFERRED_LEG_WORDS.get(leg.status, "Way inferred from others")
            rows.setdefault(words, leg)
        marks = {shape(p.kind) for p in self.selection.places if p.id not in self.selection.stops_of}
        order = [words for words in (*LEG_WORDS.values(), *INFERRED_LEG_WORDS.values()) if words in rows]
        order += [words for words in rows if words not in order]
        found += [(words, rows[words]) for words in order]
        return found + [(words, form) for form, words in SHAPE_WORDS.items() if form in marks]

    def _key(self, rows: list[tuple[str, Leg | str]]) -> None:
        if not rows:
            return
        self.y += 6
        self._heading("Key")
        colour = self.drawn.colour(self.selection.legs[0].journey.id) if self.selection.legs else MARK
        for words, what in rows:
            y = self.y - 3
            if what in {"hollow", "dashed"}:
                style: dict[str, str | float] = {"stroke_dasharray": "4 2.5"} if what == "dashed" else {}
                add(self.svg, "circle", cx=_COLUMN + 18, cy=y, r=6.5, fill=PAPER, stroke=colour,
                    stroke_width=1.8, **style)  # fmt: skip
            elif isinstance(what, str):
                glyph(self.svg, what, (_COLUMN + 18, y), 4.6, fill=MARK, stroke=PAPER)
            else:
                line = line_of(what)
                data = f"M{_COLUMN + 2} {y:.1f}h32"
                add(self.svg, "path", d=data, stroke=colour, fill="none", **stroke(line))
                if line.core:
                    add(self.svg, "path", d=data, stroke=PAPER, fill="none", stroke_width=1.4)
            add(self.svg, "text", words, x=_COLUMN + 44, y=self.y, font_size=10, fill=INK)
            self.y += _KEY_ROW

    def _beyond(self) -> None:
        if not self.drawn.beyond:
            return
        self.y += 12
        self._heading("Also named, beyond this map")
        lines = wrapped(", ".join(one_line(p.name) for p in self.drawn.beyond), _COLUMN_WIDTH, 9.5)
        room = max(1, int((_COLUMN_END - self.y) / 12.5) + 1)
        if len(lines) > room:
            lines = [*lines[: room - 1], shortened(lines[room - 1] + " …", _COLUMN_WIDTH, 9.5)]
        for line in lines:
            self._small(line, _COLUMN, self.y)
            self.y += 12.5


def _date(stop: Stop) -> str:
    return one_line(in_words(stop.when.iso)) if stop.when else ""


def _footer(svg: Element, story: Story) -> None:
    bases = dict.fromkeys(PATH_WORDS[leg.path_basis] for j in story.journeys for leg in j.legs)
    lines = f" Lines: {'; '.join(bases)}." if bases else ""
    words = [
        f"{BASEMAP_ATTRIBUTION}. {places_credit(story)}. Mercator projection.{lines}",
        BOUNDARY_NOTE,
        f"Made with {provenance(story)}.",
    ]
    group = add(svg, "g", font_size=8.5, fill=SOFT)
    width = _COLUMN + _COLUMN_WIDTH - _MAP[0]
    for number, line in enumerate(words):
        add(group, "text", shortened(one_line(line), width, 8.5), x=_MAP[0], y=786.0 + 12 * number)
