"""Which names the printed map has room for, and where: the story's first, each tried around its mark.

Text cannot be measured here, so its width is reckoned from the widths of an ordinary grotesque, on the
wide side; a name that would touch another name, a mark or the frame is left out, unless it is a stop's.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from geomap.export.svg_frame import XY, Box, Frame

MOST_POINTS = 2000
"""Along one piece of a line; a piece longer than the paper needs no more."""

_NARROW, _WIDE = frozenset("iljtfrI.,:;'’!|()[] -"), frozenset("mwMW@%—")


def text_width(text: str, size: float, spacing: float = 0.0) -> float:
    """Reckon the width of a text, in units of its size."""
    return sum(_width(character) * size + spacing for character in text)


def _width(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if character in _NARROW:
        return 0.32
    if character in _WIDE:
        return 0.9
    return 0.69 if character.isupper() else 0.56


def shortened(text: str, width: float, size: float) -> str:
    """Cut a text to a width, with an ellipsis where something is missing."""
    if text_width(text, size) <= width:
        return text
    while text and text_width(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def wrapped(text: str, width: float, size: float) -> list[str]:
    """Break a text into lines of a width at its spaces."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(shortened(word, width, size))
    return lines


@dataclass
class Room:
    """What of the frame is taken."""

    frame: Frame
    taken: list[Box] = field(default_factory=list)
    lines: list[XY] = field(default_factory=list)
    """Points along the legs, which names should not lie on."""

    def mark(self, point: XY, radius: float) -> None:
        """Take the room of a mark."""
        x, y = point
        self.taken.append((x - radius, y - radius, x + radius, y + radius))

    def free(self, box: Box, *, off_lines: bool = True) -> bool:
        """Say whether nothing is in a box, and whether it lies in the frame."""
        left, top, right, bottom = box
        if not (self.frame.holds((left, top), 3) and self.frame.holds((right, bottom), 3)):
            return False
        if any(left < r and right > x and top < b and bottom > y for x, y, r, b in self.taken):
            return False
        return not off_lines or not any(left - 2 < x < right + 2 and top - 2 < y < bottom + 2
                                        for x, y in self.lines)  # fmt: skip

    def around(self, point: XY, radius: float, width: float, size: float, *, must: bool) -> XY | None:
        """Find where a name beside a mark can begin (left end, baseline); if it must, farther off too."""
        for far in (0.0, 8.0, 16.0) if must else (0.0,):
            found = self._around(point, radius + 3 + far, width, size)
            if found:
                return found
        return None

    def _around(self, point: XY, gap: float, width: float, size: float) -> XY | None:
        x, y = point
        low, high, level = y + gap + size * 0.8, y - gap - size * 0.05, y + size * 0.35
        near = gap * 0.7
        tries = [
            (x + gap, level), (x - gap - width, level), (x - width / 2, high), (x - width / 2, low),
            (x + near, y - near), (x + near, low - size * 0.1), (x - near - width, y - near),
            (x - near - width, low - size * 0.1),
        ]  # fmt: skip
        for off_lines in (True, False):
            for left, base in tries:
                if self.take(left, base, width, size, off_lines=off_lines):
                    return left, base
        return None

    def take(self, left: float, base: float, width: float, size: float, *, off_lines: bool = True) -> bool:
        """Take the room of a text if it is free."""
        box = (left - 1, base - size * 0.85, left + width + 1, base + size * 0.28)
        if not self.free(box, off_lines=off_lines):
            return False
        self.taken.append(box)
        return True


def along(points: Sequence[XY], step: float = 4.0) -> Iterable[XY]:
    """Give points along a line, at most ``step`` apart."""
    for (x1, y1), (x2, y2) in itertools.pairwise(points):
        count = min(MOST_POINTS, max(1, int(max(abs(x2 - x1), abs(y2 - y1)) / step)))
        for i in range(count):
            yield x1 + (x2 - x1) * i / count, y1 + (y2 - y1) * i / count
    yield from points[-1:]
