"""The tables that a person may import, recognised by what stands in them, read line by line.

From a file (or the table inside a .zip) to its format and to values, one a line: GeoNames' main table
of 19 columns (``allCountries``, one country, ``cities…``), its alternate names (V2, or the older eight
columns), its names of first- and second-level regions, or a person's own table with a header. A file that
is none of these is refused; a line that cannot be used raises `BrokenLineError`, and the caller
names and skips it. No more than a line is held in memory.

Source of the formats: https://download.geonames.org/export/dump/readme.txt
"""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, Literal

from geomap.errors import SourceError
from geomap.gazetteer.features import CAPITAL, kind_of, populated_kind
from geomap.model import KINDS

Format = Literal["admin1", "admin2", "places", "own", "names"]
ORDER: Final[tuple[Format, ...]] = ("admin1", "admin2", "places", "own", "names")
"""In which order files are read: names need the places that they belong to."""
TITLES: Final[dict[Format, str]] = {
    "admin1": "GeoNames' first-level regions", "admin2": "GeoNames' second-level regions",
    "places": "GeoNames' places", "own": "your own table", "names": "GeoNames' alternate names",
}  # fmt: skip
LONGEST_LINE: Final = 1 << 17
"""In bytes; GeoNames' longest has 11,000. A file without line ends must not fill the memory."""
SNIFFED_LINES: Final = 50
PLACE_COLUMNS: Final = 19
NAME_COLUMNS: Final = (8, 10)
REGION_COLUMNS: Final = 4
LAT_LIMIT, LON_LIMIT = 90.0, 180.0
MOST_PEOPLE: Final = 10_000_000_000
UNNAMED: Final = frozenset({"faac", "link", "phon", "post", "tcid", "unlc", "wkdt"})
"""What stands in the alternate names' language column for codes, links and sounds that no text has."""
_SYNONYMS: Final = {
    "latitude": "lat",
    "longitude": "lon",
    "lng": "lon",
    "long": "lon",
    "alternatenames": "other_names",
}
_NEEDED: Final = frozenset({"name", "lat", "lon"})
_COUNTRY: Final = re.compile(r"[A-Z]{2}", re.ASCII)


class BrokenLineError(ValueError):
    """A line cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place of a dump or of a person's own table; without a ``geonameid`` it is a person's own."""

    name: str
    kind: str
    lat: float
    lon: float
    country: str | None = None
    code1: str = ""
    code2: str = ""
    population: int = 0
    capital: bool = False
    geonameid: int | None = None
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NameLine:
    """Another name of a place."""

    geonameid: int
    language: str
    name: str
    preferred: bool
    colloquial: bool
    historic: bool


@dataclass(frozen=True, slots=True)
class RegionLine:
    """The name of a region by its code, ``US.CA`` or ``US.CA.037``."""

    code: str
    name: str


Line = PlaceLine | NameLine | RegionLine


@dataclass(frozen=True, slots=True)
class Table:
    """An opened table and its size in bytes, unpacked."""

    file: IO[bytes]
    size: int


@contextmanager
def open_table(path: Path) -> Iterator[Table]:
    """Open a table, or the largest in a .zip that is one of ours, for reading in bytes.

    Raises
    ------
    SourceError
        The file is not there, cannot be read, or is no table that can be imported.
    """
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                member = _member(path, archive)
                with archive.open(member) as file:
                    yield Table(file, member.file_size)
        else:
            with path.open("rb") as file:
                yield Table(file, path.stat().st_size)
    except FileNotFoundError:
        raise SourceError(str(path), "there is no such file") from None
    except (OSError, zipfile.BadZipFile, NotImplementedError, EOFError) as error:
        raise SourceError(str(path), f"cannot be read ({error})") from error


def _member(path: Path, archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    """Find the table among the files of an archive: alternateNamesV2.zip holds a list of languages too."""
    for member in sorted(archive.infolist(), key=lambda info: (-info.file_size, info.filename)):
        if not member.is_dir():
            with archive.open(member) as file:
                if _recognised(file):
                    return member
    raise _refusal(path)


def recognise(path: Path) -> Format:
    """Say which table a file is, by its first lines.

    Raises
    ------
    SourceError
        It is none that can be imported.
    """
    with open_table(path) as table:
        found = _recognised(table.file)
    if not found:
        raise _refusal(path)
    return found


def _refusal(path: Path) -> SourceError:
    return SourceError(
        str(path),
        "is no table that can be imported: neither one of GeoNames (allCountries, a country, cities…, "
        "alternateNamesV2, admin1CodesASCII, admin2Codes) nor a table whose first line names the columns "
        "name, lat and lon",
    )


def _recognised(file: IO[bytes]) -> Format | None:
    raw = [file.readline(LONGEST_LINE) for _ in range(SNIFFED_LINES)]
    lines = [line.decode("utf-8-sig", "replace").rstrip("\r\n") for line in raw if line.strip()]
    if not lines:
        return None
    if _NEEDED.issubset(_columns(lines[0])):
        return "own"
    return next((name for name in ("places", "names", "admin1", "admin2") if _mostly(name, lines)), None)


def _mostly(name: Format, lines: Sequence[str]) -> bool:
    """Say whether more than half of some lines can be read as a format."""
    good = 0
    for line in lines:
        try:
            read_line(name, line)
        except BrokenLineError:
            continue
        good += 1
    return good * 2 > len(lines)


def _columns(line: str) -> list[str]:
    """Give the names of the columns that a header has, in lower case."""
    names = next(csv.reader([line], delimiter=_delimiter(line)), [])
    return [_SYNONYMS.get(name, name) for name in (text.strip().lower() for text in names)]


def _delimiter(line: str) -> str:
    return max("\t,;", key=lambda char: (line.count(char), char == "\t"))


def read_line(name: Format, line: str) -> Line | None:
    """Read a line of one of GeoNames' tables; None for what is left out.

    Raises
    ------
    BrokenLineError
        It does not have the format's columns, or a value that cannot be.
    """
    fields = line.rstrip("\r\n").split("\t")
    if name == "places":
        return _place(fields)
    if name == "names":
        return _name(fields)
    return _region(fields, dots=1 if name == "admin1" else 2)


def _place(fields: Sequence[str]) -> PlaceLine | None:
    if len(fields) != PLACE_COLUMNS:
        raise BrokenLineError(f"{len(fields)} columns instead of {PLACE_COLUMNS}")
    gid, name, ascii_name, others, lat, lon, group, code, country, _, code1, code2, _, _, people = fields[:15]
    population = _whole(people, "population", at_most=MOST_PEOPLE) if people else 0
    kind = kind_of(group, code, population)
    geonameid = _whole(gid, "geonameid")
    point = _point(lat, lon)
    if not name.strip():
        raise BrokenLineError("no name")
    if kind is None:
        return None
    return PlaceLine(
        name.strip(), kind, *point, country if _COUNTRY.fullmatch(country) else None, code1, code2,
        population, code == CAPITAL, geonameid, (ascii_name, *others.split(",")),
    )  # fmt: skip


def _name(fields: Sequence[str]) -> NameLine | None:
    if len(fields) not in NAME_COLUMNS:
        raise BrokenLineError(f"{len(fields)} columns instead of {' or '.join(map(str, NAME_COLUMNS))}")
    _whole(fields[0], "alternateNameId")
    geonameid = _whole(fields[1], "geonameid")
    flags = fields[4:8]
    if not set(flags) <= {"", "0", "1"}:
        raise BrokenLineError(f"flags {flags} instead of 1 or nothing")
    name, language = fields[3].strip(), fields[2].strip().lower()
    if not name:
        raise BrokenLineError("no name")
    if language in UNNAMED:
        return None
    preferred, _, colloquial, historic = (flag == "1" for flag in flags)
    return NameLine(geonameid, language, name, preferred, colloquial, historic)


def _region(fields: Sequence[str], *, dots: int) -> RegionLine:
    if len(fields) != REGION_COLUMNS or fields[0].count(".") != dots or not fields[1].strip():
        raise BrokenLineError("not a code, a name, a plain name and a geonameid")
    _whole(fields[3], "geonameid")
    return RegionLine(fields[0], fields[1].strip())


def read_own(lines: Iterator[str]) -> Iterator[tuple[int, PlaceLine | BrokenLineError]]:
    """Read a person's own table: the number of each line, and what stands there or why it cannot be used."""
    header = next(lines, "").lstrip("\ufeff")
    columns = _columns(header)
    rows = csv.reader(lines, delimiter=_delimiter(header))
    while True:
        try:
            fields = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield rows.line_num + 1, BrokenLineError(str(error))
            continue
        if any(field.strip() for field in fields):
            try:
                yield rows.line_num + 1, _own(columns, fields)
            except BrokenLineError as error:
                yield rows.line_num + 1, error


def _own(columns: Sequence[str], fields: Sequence[str]) -> PlaceLine:
    if len(fields) > len(columns):
        raise BrokenLineError(f"{len(fields)} fields, but the header names {len(columns)} columns")
    row = {column: field.strip() for column, field in zip(columns, fields, strict=False)}
    point = _point(row.get("lat", ""), row.get("lon", ""))
    people, kind, country = row.get("population", ""), row.get("kind", ""), row.get("country", "").upper()
    population = _whole(people.replace(",", ""), "population", at_most=MOST_PEOPLE) if people else 0
    if kind and kind not in KINDS:
        raise BrokenLineError(f"the kind {kind!r} is none of {', '.join(KINDS)}")
    if country and not _COUNTRY.fullmatch(country):
        raise BrokenLineError(f"the country {country!r} is no code of two letters")
    if not row.get("name"):
        raise BrokenLineError("no name")
    gid = row.get("geonameid", "")
    return PlaceLine(
        row["name"], kind or populated_kind(population), *point, country or None, "", "", population,
        geonameid=_whole(gid, "geonameid") if gid else None,
        other_names=tuple(re.split(r"[|;]", row.get("other_names", ""))),
    )  # fmt: skip


def _whole(text: str, what: str, *, at_most: int = 1 << 40) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 18 or int(text) > at_most:  # noqa: PLR2004
        raise BrokenLineError(f"{what} is {text[:40]!r}")
    return int(text)


def _point(lat: str, lon: str) -> tuple[float, float]:
    try:
        point = float(lat), float(lon)
    except ValueError:
        raise BrokenLineError(f"lat, lon is {lat[:40]!r}, {lon[:40]!r}") from None
    if not (abs(point[0]) <= LAT_LIMIT and abs(point[1]) <= LON_LIMIT):
        raise BrokenLineError(f"{lat}, {lon} lies off the Earth; are lat and lon swapped?")
    return point
