"""Import GeoNames dumps and a person's own tables into a gazetteer of their own.

From files to one gazetteer file that holds the embedded gazetteer and all that the files tell, of the
same form and as fast to ask. Lines are read one by one into a staging file (`staging`), which is then
written out in order of prominence; memory stays constant whatever the size. The old gazetteer stays in its
place until the new one is whole. After a kill the same command goes on where it was. The same files
give the same bytes. What stands in a broken line is named and left out.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from geomap.errors import GazetteerError, SourceError
from geomap.gazetteer import dumps
from geomap.gazetteer.choice import EMBEDDED
from geomap.gazetteer.database import Database
from geomap.gazetteer.dumps import (
    LONGEST_LINE,
    BrokenLineError,
    Format,
    NameLine,
    PlaceLine,
    RegionLine,
    open_table,
    recognise,
)
from geomap.gazetteer.merge import Tell, write_out
from geomap.gazetteer.staging import STAGING, Progress, Staging, discard

BATCH_LINES: Final = 20_000
MOST_NAMED: Final = 10
"""Broken lines of a file that are named one by one; of the others only the number is told."""
IDENTITY_BYTES: Final = 65_536
SUFFIX: Final = "importing"


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file's lines."""

    path: Path
    format: Format
    kept: int
    left_out: int
    broken: int
    named: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Say which table the file is."""
        return dumps.TITLES[self.format]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The gazetteer that was made, and what became of each file."""

    path: Path
    places: int
    files: tuple[Imported, ...]


@dataclass(slots=True)
class _File:
    path: Path
    format: Format
    named: list[str] = field(default_factory=list)


def import_files(
    paths: Sequence[Path], *, into: Path, base: Path = EMBEDDED, tell: Tell | None = None
) -> Outcome:
    """Make a gazetteer of the embedded one and some files.

    Parameters
    ----------
    paths
        Tables that `dumps.recognise` knows, in any order; .zip files as GeoNames gives them too.
    into
        The gazetteer to make; what stands there is replaced when the new one is whole.
    base
        The gazetteer that it builds upon.
    tell
        Called now and then with what is being done.

    Raises
    ------
    SourceError
        A file cannot be read or is no table that can be imported; nothing was done.
    GazetteerError
        The base is damaged, the disk is full, or another import is at work.
    """
    tell = tell or (lambda *_: None)
    Database(base).verify()
    files = [_File(path, recognise(path)) for path in paths]
    files.sort(key=lambda file: dumps.ORDER.index(file.format))
    identity = _identity(files, base)
    staged = into.with_name(f"{into.name}.{SUFFIX}")
    try:
        into.parent.mkdir(parents=True, exist_ok=True)
        staging = Staging(staged, base=base, identity=identity)
        try:
            done = [_read(staging, n, file, tell) for n, file in enumerate(files)]
            sources = [
                f"imported: {one.path.name}, {one.title}, {one.kept:,} lines, crc32 {at.crc:08x}"
                for one, at in zip(done, map(staging.progress, range(len(done))), strict=True)
            ]
            partial = into.with_name(f"{into.name}.partial")
            partial.unlink(missing_ok=True)
            places = write_out(staging.connection, partial, base=base, sources=sources, tell=tell)
            os.replace(partial, into)  # noqa: PTH105  # Path.replace hides the atomic rename
        finally:
            staging.close()
    except (sqlite3.Error, OSError) as error:
        raise GazetteerError(
            f"{into}: the gazetteer could not be made ({error}). Nothing that was there has changed. "
            "When the cause is mended, the same command goes on where it was"
        ) from error
    discard(staged)
    return Outcome(into, places, tuple(done))


def _identity(files: Sequence[_File], base: Path) -> str:
    """Tell one import from another: the same files in the same state, upon the same gazetteer."""
    digest = hashlib.sha256(f"{STAGING}\0{base.stat().st_size}\0".encode())
    digest.update(Database(base).meta("release").encode())
    for file in files:
        state = file.path.stat()
        digest.update(
            f"{file.path.resolve()}\0{file.format}\0{state.st_size}\0{state.st_mtime_ns}\0".encode()
        )
        with open_table(file.path) as table:
            digest.update(table.file.read(IDENTITY_BYTES))
    return digest.hexdigest()


def _read(staging: Staging, number: int, file: _File, tell: Tell) -> Imported:
    """Read a file into the staging tables, from where an earlier run ended."""
    at = staging.progress(number)
    if not at.done:
        with open_table(file.path) as table:
            if file.format == "own":
                _read_own(staging, number, file, table.file, at)
            else:
                table.file.seek(at.offset)
                while not at.done:
                    tell(f"reading {file.path.name}", at.offset, table.size)
                    staging.begin()
                    _read_batch(staging, number, file, table.file, at)
                    staging.commit(number, at)
            tell(f"reading {file.path.name}", table.size, table.size)
    return Imported(file.path, file.format, at.kept, at.left_out, at.broken, tuple(file.named))


def _read_batch(staging: Staging, number: int, file: _File, table: IO[bytes], at: Progress) -> None:
    """Read some lines of one of GeoNames' tables."""
    for raw in _lines(table, at):
        if raw == b"" or raw.startswith(b"#"):
            continue
        try:
            line = dumps.read_line(file.format, _text(raw))
        except BrokenLineError as error:
            _broken(file, at, at.line, error)
            continue
        if isinstance(line, PlaceLine):
            staging.add_place(line, source=number)
            at.kept += 1
        elif isinstance(line, NameLine) and staging.add_name(line):
            at.kept += 1
        elif isinstance(line, RegionLine):
            staging.add_region(line.code, line.name)
            at.kept += 1
        else:
            at.left_out += 1


def _lines(table: IO[bytes], at: Progress) -> Iterator[bytes]:
    """Give the lines of a batch, and keep account of them."""
    for _ in range(BATCH_LINES):
        raw = table.readline(LONGEST_LINE)
        at.done = int(not raw)
        at.offset += len(raw)
        at.crc = zlib.crc32(raw, at.crc)
        at.line += 1
        while raw and not raw.endswith(b"\n") and (more := table.readline(LONGEST_LINE)):
            at.offset += len(more)
            at.crc = zlib.crc32(more, at.crc)
            raw = b"\0" if not more.endswith(b"\n") else b"\0\n"
        if at.done:
            return
        yield raw.rstrip(b"\r\n")


def _text(raw: bytes) -> str:
    if raw == b"\0":
        raise BrokenLineError(f"longer than {LONGEST_LINE:,} bytes")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BrokenLineError("no UTF-8") from None


def _broken(file: _File, at: Progress, line: int, error: BrokenLineError) -> None:
    at.broken += 1
    if len(file.named) < MOST_NAMED:
        file.named.append(f"{file.path.name}, line {line}: {error}")


def _read_own(staging: Staging, number: int, file: _File, table: IO[bytes], at: Progress) -> None:
    """Read a person's own table in one go: a quoted field may hold line ends, so no line is a safe stop."""
    staging.begin()
    try:
        for line, row in dumps.read_own(_texts(table, at)):
            if isinstance(row, BrokenLineError):
                _broken(file, at, line, row)
            else:
                staging.add_own(row, source=number)
                at.kept += 1
    except UnicodeDecodeError as error:
        raise SourceError(str(file.path), f"is no UTF-8 ({error}); save it as UTF-8") from None
    at.done = 1
    staging.commit(number, at)


def _texts(table: IO[bytes], at: Progress) -> Iterator[str]:
    while raw := table.readline(LONGEST_LINE):
        at.offset += len(raw)
        at.crc = zlib.crc32(raw, at.crc)
        yield raw.decode()
