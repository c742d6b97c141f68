"""Our own tables of facts, ``data/*.tsv``: what no package knows, each row with its source.

From tab-separated files with a header line to rows by column name; ``|`` separates several values,
an empty field is unknown. A missing column, a row of another length, a number that is none, a kind
that the contract does not have or a row without a source stops the build with file and line.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from geomap.errors import GazetteerError
from geomap.model import KINDS, Bounds

log = logging.getLogger(__name__)

DATA = Path(__file__).with_name("data")
TABLES = ("countries", "regions", "supplement", "spellings", "continents")
LAT_LIMIT = 90.0
LON_LIMIT = 180.0


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, which knows where it stands for messages."""

    where: str
    fields: dict[str, str]

    def text(self, column: str) -> str:
        """Give a field's text, empty where unknown."""
        try:
            return self.fields[column]
        except KeyError:
            raise GazetteerError(f"{self.where}: the table lacks the column {column!r}") from None

    def several(self, column: str) -> tuple[str, ...]:
        """Give a field's values, which ``|`` separates."""
        return tuple(part.strip() for part in self.text(column).split("|") if part.strip())

    def number(self, column: str) -> float | None:
        """Give a field's number, None where unknown."""
        text = self.text(column)
        try:
            return float(text) if text else None
        except ValueError:
            raise GazetteerError(f"{self.where}: {column} is {text!r}, which is no number") from None

    def whole(self, column: str) -> int | None:
        """Give a field's whole number, None where unknown."""
        number = self.number(column)
        return None if number is None else int(number)

    def point(self) -> tuple[float, float] | None:
        """Give ``(lat, lon)``, None where unknown."""
        lat, lon = self.number("lat"), self.number("lon")
        if lat is None or lon is None:
            return None
        if abs(lat) > LAT_LIMIT or abs(lon) > LON_LIMIT:
            raise GazetteerError(f"{self.where}: {lat}, {lon} lies off the Earth; are lat and lon swapped?")
        return lat, lon

    def bounds(self) -> Bounds | None:
        """Give the extent, None where unknown."""
        south, west, north, east = (self.number(c) for c in ("south", "west", "north", "east"))
        if south is None or west is None or north is None or east is None:
            return None
        if not (
            -LAT_LIMIT <= south <= north <= LAT_LIMIT and abs(west) <= LON_LIMIT and abs(east) <= LON_LIMIT
        ):
            raise GazetteerError(f"{self.where}: {south}, {west}, {north}, {east} is no extent")
        return Bounds(south, west, north, east)

    def kind(self) -> str:
        """Give the kind, which must be one of the contract's."""
        kind = self.text("kind")
        if kind not in KINDS:
            raise GazetteerError(f"{self.where}: the kind {kind!r} is none of {', '.join(KINDS)}")
        return kind


def read_table(name: str, *, folder: Path = DATA) -> Iterator[Row]:
    """Read a table of `TABLES`; a missing one gives nothing and a warning in the log.

    Raises
    ------
    GazetteerError
        A row does not have the header's columns, or has no source.
    """
    path = folder / f"{name}.tsv"
    if not path.exists():
        log.warning("%s is missing: the gazetteer is built without it", path.name)
        return
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    header = lines[0].split("\t") if lines else []
    for number, line in enumerate(lines[1:], 2):
        if not line.strip() or line.startswith("#"):
            continue
        fields = [field.strip() for field in line.split("\t")]
        where = f"{path.name}, line {number}"
        if len(fields) > len(header):
            raise GazetteerError(f"{where}: {len(fields)} fields, but the header has {len(header)} columns")
        fields += [""] * (len(header) - len(fields))
        row = Row(where, dict(zip(header, fields, strict=True)))
        if not row.text("source"):
            raise GazetteerError(f"{where}: the row has no source")
        yield row
