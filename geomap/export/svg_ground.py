"""What lies under the story on the printed map: sea, land, rivers, lakes, borders, graticule, scale bar."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from geomap.assets import basemap
from geomap.assets.cells import decode, shores
from geomap.export.markup import Element, add
from geomap.export.svg_frame import XY, Box, Frame
from geomap.geodesy import FULL_TURN_DEG, Point

SEA, SHALLOW, LAND, HALO = "#dfe8ed", "#cbdae2", "#f7f4ec", "#ebe5d8"
COAST, BORDER, GRID, RIVER, SOFT, INK = "#8da3b0", "#a39a8a", "#ccd9e0", "#bfd2dd", "#5d5952", "#1c1b19"
"""The colours of the page's map in its light scheme."""

BUDGET_BYTES, BROAD_BUDGET_BYTES = 500_000, 150_000
"""Of the base map before it is clipped to the paper: of a region, and of a continent or more."""

BROAD_DEG = 45.0
"""From this width on, finer lines than the coarsest would only blot."""

SMALLEST = 0.8
"""Smaller rings, in quarters of a millimetre, are left out."""

CLOSEST = 0.35
"""Nearer points of a line, in quarters of a millimetre, are left out: finer than print."""

STEPS_DEG = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0)
LINES_WANTED = 7
BAR_WIDTH = 150.0
"""The scale bar is at most this long, in quarters of a millimetre."""

_KINDS = ("land", "coast", "lakes", "lakeshore", "rivers", "border", "disputed")


@dataclass
class Land:
    """The rings of land in sight, by which a sea's name keeps to its water."""

    rings: list[tuple[Box, list[XY]]] = field(default_factory=list)

    def add(self, ring: list[XY]) -> None:
        """Keep a ring."""
        xs, ys = [x for x, _ in ring], [y for _, y in ring]
        self.rings.append(((min(xs), min(ys), max(xs), max(ys)), ring))

    def holds(self, point: XY) -> bool:
        """Say whether a point of the paper is on land, by the even-odd rule over all rings."""
        x, y = point
        inside = False
        for (left, top, right, bottom), ring in self.rings:
            if not (left <= x <= right and top <= y <= bottom):
                continue
            for (x1, y1), (x2, y2) in itertools.pairwise([*ring, ring[0]]):
                if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
                    inside = not inside
        return inside


def ground(parent: Element, frame: Frame, points: Iterable[Point]) -> Land:
    """Draw the base map of a frame, finest near the points; gives where its land is."""
    land = Land()
    _, west, _, east = frame.bounds
    if east - west < BROAD_DEG:
        base = basemap(list(points), areas=[frame.area], budget_bytes=BUDGET_BYTES)
    else:
        base = basemap(list(points), budget_bytes=BROAD_BUDGET_BYTES)
    cells = base["cells"]
    paths = _paths(frame, cells, land)
    add(parent, "rect", x=frame.left, y=frame.top, width=frame.width, height=frame.height, fill=SEA)
    group = add(parent, "g", fill="none", stroke_linejoin="round", stroke_linecap="round")
    _graticule(group, frame)
    for width, opacity in ((8.0, 0.35), (4.0, 0.5)):
        _path(group, paths["coast"], stroke=SHALLOW, stroke_width=width, stroke_opacity=opacity)
    _path(group, paths["land"], fill=LAND, fill_rule="evenodd", stroke=LAND, stroke_width=0.7)
    _path(group, paths["rivers"], stroke=RIVER, stroke_width=0.9)
    _path(group, paths["lakes"], fill=SEA, fill_rule="evenodd")
    _path(group, paths["lakeshore"], stroke=COAST, stroke_width=0.6)
    _path(group, [*paths["border"], *paths["disputed"]], stroke=HALO, stroke_width=5.0)
    _path(group, paths["border"], stroke=BORDER, stroke_width=1.1)
    _path(group, paths["disputed"], stroke=BORDER, stroke_width=1.2, stroke_dasharray="4 3")
    _path(group, paths["coast"], stroke=COAST, stroke_width=0.9)
    return land


def _path(group: Element, lines: Sequence[str], **style: str | float) -> None:
    if lines:
        add(group, "path", d="".join(lines), **style)


def _paths(frame: Frame, cells: Iterable[dict[str, Any]], land: Land) -> dict[str, list[str]]:
    paths: dict[str, list[str]] = {kind: [] for kind in _KINDS}
    for cell in cells:
        for turn in _turns(frame, cell):
            _cell(frame, cell, turn, paths, land)
    return paths


def _turns(frame: Frame, cell: dict[str, Any]) -> Iterator[float]:
    """Give the full turns by which a cell comes into sight."""
    south, west, north, east = frame.bounds
    if cell["s"] > north or cell["s"] + cell["d"] < south:
        return
    for turn in (-FULL_TURN_DEG, 0.0, FULL_TURN_DEG):
        if cell["w"] + turn <= east and cell["w"] + cell["d"] + turn >= west:
            yield turn


def _cell(frame: Frame, cell: dict[str, Any], turn: float, paths: dict[str, list[str]], land: Land) -> None:
    units = cell["k"]

    def placed(line: Iterable[Sequence[int]]) -> list[XY]:
        return [frame.place(cell["s"] + y / units, cell["w"] + turn + x / units) for x, y in line]

    for kind, shore in (("land", "coast"), ("lakes", "lakeshore")):
        for ring in decode(cell.get(kind, "")):
            points = placed(ring)
            seen = _written(frame, points, closed=True)
            paths[kind] += seen
            if seen and kind == "land":
                land.add(points)
            for line in shores(ring, size_units=round(cell["d"] * units)):
                paths[shore] += _written(frame, placed(line))
    for kind in ("rivers", "border", "disputed"):
        for line in decode(cell.get(kind, "")):
            paths[kind] += _written(frame, placed(line))


def _written(frame: Frame, points: Sequence[XY], *, closed: bool = False) -> list[str]:
    """Write a line as path data, thinned; nothing if it lies outside the frame on one side."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    right, bottom = frame.left + frame.width, frame.top + frame.height
    if max(xs) < frame.left or min(xs) > right or max(ys) < frame.top or min(ys) > bottom:
        return []
    if closed and max(xs) - min(xs) < SMALLEST and max(ys) - min(ys) < SMALLEST:
        return []
    kept = [points[0]]
    for x, y in points[1:-1]:
        if abs(x - kept[-1][0]) >= CLOSEST or abs(y - kept[-1][1]) >= CLOSEST:
            kept.append((x, y))
    kept += points[-1:] if len(points) > 1 else []
    return ["M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in kept) + ("Z" if closed else "")]


def _step(span_deg: float) -> float:
    return next((step for step in STEPS_DEG if span_deg / step <= LINES_WANTED), STEPS_DEG[-1])


def _meridians(frame: Frame) -> list[float]:
    _, west, _, east = frame.bounds
    step = _step(east - west)
    return [step * i for i in range(math.ceil(west / step), math.floor(east / step) + 1)]


def _parallels(frame: Frame) -> list[float]:
    south, _, north, _ = frame.bounds
    step = _step(north - south)
    first, last = math.ceil(max(south, -80) / step), math.floor(min(north, 80) / step)
    return [step * i for i in range(first, last + 1)]


def _graticule(group: Element, frame: Frame) -> None:
    right, bottom = frame.left + frame.width, frame.top + frame.height
    lines = []
    for lon in _meridians(frame):
        x = frame.place(0, lon)[0]
        lines.append(f"M{x:.1f} {frame.top:.1f}V{bottom:.1f}")
    for lat in _parallels(frame):
        y = frame.place(lat, frame.middle[1])[1]
        lines.append(f"M{frame.left:.1f} {y:.1f}H{right:.1f}")
    _path(group, lines, stroke=GRID, stroke_width=0.7)


def degrees(parent: Element, frame: Frame) -> None:
    """Write the degrees of the graticule outside the frame, below and to its left."""
    bottom = frame.top + frame.height
    group = add(parent, "g", font_size=8.5, fill=SOFT)
    for lon in _meridians(frame):
        x = frame.place(0, lon)[0]
        if frame.left + 8 <= x <= frame.left + frame.width - 8:
            add(group, "path", d=f"M{x:.1f} {bottom:.1f}v4", stroke=SOFT, stroke_width=0.7)
            add(group, "text", _degrees((lon + 180) % 360 - 180, "E", "W"), x=x, y=bottom + 13,
                text_anchor="middle")  # fmt: skip
    for lat in _parallels(frame):
        y = frame.place(lat, frame.middle[1])[1]
        if frame.top + 8 <= y <= bottom - 8:
            add(group, "path", d=f"M{frame.left:.1f} {y:.1f}h-4", stroke=SOFT, stroke_width=0.7)
            add(group, "text", _degrees(lat, "N", "S"), x=frame.left - 6, y=y + 3, text_anchor="end")


def _degrees(value: float, positive: str, negative: str) -> str:
    side = positive if value > 0 else negative if value < 0 else ""
    if abs(value) == 180:  # noqa: PLR2004 (the antimeridian is neither east nor west)
        side = ""
    return f"{abs(value):g}°{side}"


def scale_bar(parent: Element, frame: Frame) -> tuple[float, float, float, float]:
    """Draw a scale bar in the lower left corner; gives its box as left, top, right, bottom."""
    km_per_unit = frame.km_per_unit()
    longest = BAR_WIDTH * km_per_unit
    power = 10 ** math.floor(math.log10(longest))
    km = next(power * factor for factor in (5, 2, 1) if power * factor <= longest)
    width = km / km_per_unit
    left, base = frame.left + 16, frame.top + frame.height - 16
    group = add(parent, "g", stroke_linejoin="round", font_size=9)
    bar = f"M{left:.1f} {base - 5:.1f}v5h{width:.1f}v-5m{-width / 2:.1f} 2v3"
    add(group, "path", d=bar, fill="none", stroke=LAND, stroke_width=4.0, stroke_opacity=0.85)
    add(group, "path", d=bar, fill="none", stroke=INK, stroke_width=1.1)
    ns = "N" if frame.middle[0] >= 0 else "S"
    words = f"{km:g} km, at {abs(frame.middle[0]):.0f}° {ns}"
    add(group, "text", words, x=left, y=base - 9, fill=INK, stroke=LAND, stroke_width=2.5,
        paint_order="stroke")  # fmt: skip
    return left - 4, base - 22, left + max(width, 110) + 8, base + 6
