"""Which lines between two units are drawn dashed, from ``boundaries.tsv``: one table for all scales.

Natural Earth draws what is held, not what is claimed, and world-atlas carries no mark for a contested
line. The table names such lines, each with a note and a source; nothing here decides who is right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).with_name("boundaries.tsv")

BOUNDARY_NOTE = (
    "Boundaries: Natural Earth, as they are held (de facto); dashed where they are disputed or a line of "
    "control. The map takes no position on sovereignty."
)
"""The policy in one line, for the map and the page."""

_COLUMNS = ("a", "b", "south", "west", "north", "east", "note", "source")


@dataclass(frozen=True, slots=True)
class Dispute:
    """One row of the table.

    Attributes
    ----------
    units
        The two sides, as world-atlas names them.
    box
        (south, west, north, east) of the part that is meant, None for the whole line.
    note, source
        What the line is, and who says so.
    """

    units: frozenset[str]
    box: tuple[float, float, float, float] | None
    note: str
    source: str

    def covers(self, units: Iterable[str], point: tuple[float, float]) -> bool:
        """Tell whether the row means the line between these units at this (lat, lon)."""
        if self.units != frozenset(units):
            return False
        if self.box is None:
            return True
        south, west, north, east = self.box
        return south <= point[0] <= north and west <= point[1] <= east


def read_disputes(path: Path = TABLE) -> tuple[Dispute, ...]:
    """Read the table.

    Raises
    ------
    ValueError
        A row has not the columns of the table.
    """
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    if tuple(lines[0].split("\t")) != _COLUMNS:
        raise ValueError(f"{path.name}: the first row has to be {' '.join(_COLUMNS)}")
    return tuple(_dispute(path, line) for line in lines[1:])


def _dispute(path: Path, line: str) -> Dispute:
    cells = line.split("\t")
    if len(cells) != len(_COLUMNS):
        raise ValueError(f"{path.name}: {len(cells)} columns instead of {len(_COLUMNS)} in {line!r}")
    a, b, *numbers, note, source = cells
    if not any(numbers):
        box = None
    else:
        south, west, north, east = (float(number) for number in numbers)
        box = (south, west, north, east)
    return Dispute(frozenset((a, b)), box, note, source)
