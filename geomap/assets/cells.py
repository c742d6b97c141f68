"""The base map's cells and how their lines are written: the format that the page's script decodes.

The world, longitude -180..180 and latitude -90..90, is 6 by 3 squares of 60°. A square is split into
four, down to 3.75°; a cell is named by its depth (0 for 60°), column from the west and row from the
south. At each scale the build stores a cell of each size, so that a map takes large cells where nothing
happens and small ones near the story, without holes and without decoding more than it draws.

A cell, as it stands in the page's JSON::

    {"k": 500, "w": 127.5, "s": 37.5, "d": 3.75,
     "land": "…", "border": "…", "disputed": "…", "rivers": "…", "lakes": "…"}

``w`` and ``s`` are its western and southern edge and ``d`` its size, in degrees; ``k`` is the number of
units in a degree, which also tells the scale (`SCALES`). A kind that the cell has none of is left out,
and so is a cell of nothing but sea. Each kind is one string of lines with ``.`` between them. A line is
x0 y0 dx dy dx dy …, in units: the first point counted from the cell's south-western corner, each other
from the one before. A number n is written as 2n, or -2n-1 where it is negative, in groups of five bits,
lowest first, each as one character of `DIGITS`, plus 32 where another group follows.

``land`` and ``lakes`` are rings, closed without repeating the first point; all rings of a cell together
are filled by the even-odd rule. A side of a ring with both ends on the same edge of the cell is where
the cell was cut; all others are shore. Coasts are therefore not stored a second time: `shores` gives them.
Lines never leave -180..180 and never jump across it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""The characters of a number: safe in JSON, HTML, URLs and templates."""

BREAK = "."
"""What stands between two lines."""

SIZES_DEG = (60.0, 30.0, 15.0, 7.5, 3.75)
"""Size of a cell by its depth."""

DEEPEST = len(SIZES_DEG) - 1

KINDS = ("land", "border", "disputed", "rivers", "lakes")
"""What a cell may hold."""

RING_KINDS = frozenset({"land", "lakes"})
"""Those that are rings; the others are lines."""

_BITS = 5
_MORE = 1 << _BITS
_VALUES = {character: value for value, character in enumerate(DIGITS)}

Vertex = Sequence[int]
"""x and y, in units from the cell's south-western corner."""


@dataclass(frozen=True, slots=True)
class Scale:
    """One of Natural Earth's scales.

    Attributes
    ----------
    name
        As Natural Earth calls it: 10m is 1 : 10 million.
    units_per_deg
        Grid on which its points are written: about half of what the data resolves.
    shallowest
        Depth of its largest cells.
    """

    name: str
    units_per_deg: int
    shallowest: int


SCALES = (Scale("110m", 100, 0), Scale("50m", 200, 0), Scale("10m", 500, 2))
"""Coarse to fine; a level of detail is a place in this tuple."""


class Cell(NamedTuple):
    """One square of the grid.

    Attributes
    ----------
    depth
        0 (60°) to `DEEPEST`.
    column, row
        Counted from the west and from the south.
    """

    depth: int
    column: int
    row: int

    @property
    def size_deg(self) -> float:
        """Width and height."""
        return SIZES_DEG[self.depth]

    @property
    def west(self) -> float:
        """Longitude of the western edge."""
        return -180 + self.column * self.size_deg

    @property
    def south(self) -> float:
        """Latitude of the southern edge."""
        return -90 + self.row * self.size_deg

    def parts(self) -> tuple[Cell, Cell, Cell, Cell]:
        """Give the four cells of half the size."""
        depth, column, row = self.depth + 1, 2 * self.column, 2 * self.row
        return (
            Cell(depth, column, row),
            Cell(depth, column + 1, row),
            Cell(depth, column, row + 1),
            Cell(depth, column + 1, row + 1),
        )

    def parent(self) -> Cell:
        """Give the cell of twice the size that it lies in."""
        return Cell(self.depth - 1, self.column // 2, self.row // 2)


def largest_cells() -> list[Cell]:
    """Give the squares of 60° that make up the world."""
    size = SIZES_DEG[0]
    return [Cell(0, column, row) for row in range(int(180 / size)) for column in range(int(360 / size))]


def encode(lines: Iterable[Sequence[Vertex]]) -> str:
    """Write lines of whole units, counted from the cell's corner, as one string."""
    return BREAK.join("".join(_steps(line)) for line in lines)


def _steps(line: Sequence[Vertex]) -> Iterator[str]:
    x = y = 0
    for vertex_x, vertex_y in line:
        yield _number(vertex_x - x) + _number(vertex_y - y)
        x, y = vertex_x, vertex_y


@lru_cache(maxsize=1 << 14)
def _number(value: int) -> str:
    rest = 2 * value if value >= 0 else -2 * value - 1
    out = ""
    while rest >= _MORE:
        out += DIGITS[_MORE | rest & (_MORE - 1)]
        rest >>= _BITS
    return out + DIGITS[rest]


def decode(text: str) -> list[list[Vertex]]:
    """Read what `encode` wrote.

    Raises
    ------
    KeyError
        A character that is neither a digit nor a break.
    """
    return [_line(part) for part in text.split(BREAK)] if text else []


def _line(text: str) -> list[Vertex]:
    numbers: list[int] = []
    value = shift = 0
    for character in text:
        group = _VALUES[character]
        value |= (group & (_MORE - 1)) << shift
        shift += _BITS
        if group < _MORE:
            numbers.append(-(value + 1) // 2 if value & 1 else value // 2)
            value = shift = 0
    xs = itertools.accumulate(numbers[::2])
    ys = itertools.accumulate(numbers[1::2])
    return list(zip(xs, ys, strict=True))


def shores(ring: Sequence[Vertex], *, size_units: int) -> list[list[Vertex]]:
    """Give the parts of a ring that are shore, not the cut along an edge of the cell."""
    lines: list[list[Vertex]] = []
    line: list[Vertex] = []
    for a, b in itertools.pairwise([*ring, ring[0]]):
        if any(a[axis] == b[axis] and a[axis] in (0, size_units) for axis in (0, 1)):
            line = []
        elif line:
            line.append(b)
        else:
            line = [a, b]
            lines.append(line)
    return lines
