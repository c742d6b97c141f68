"""ZIP archives, and the documents that are ZIP archives: checked before a member is opened.

From bytes to an archive whose directory has been looked at, and to the bytes of members, counted while
they are read. Refused before opening: more than 5,000 members, a directory that claims more, members of
more than 200 MB in all, a member that expands more than 250-fold (honest prose shrinks 3- to 10-fold,
XML of office files up to 100-fold). Names that lead out of the archive, links and encrypted members are
named and not read. Nothing is ever written to disk.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator

from geomap.read import epub, office
from geomap.read.members import MOST_UNPACKED, Archive
from geomap.read.part import Part, UnreadableError

MOST_MEMBERS = 5_000
MOST_RATIO = 250
_SMALL = 1_000_000
_MOST_DIRECTORY = 2_000_000
# Values that say "look in the ZIP64 record": 65,535 members, 4 GB.
_ZIP64_COUNT, _ZIP64_SIZE = 0xFFFF, 0xFFFFFFFF
_END = struct.Struct("<4s4H2LH")
_REFUSED = {
    "xl/workbook.xml": "a spreadsheet: save its table as CSV",
    "ppt/presentation.xml": "a presentation: save its text as a document",
}


def parse(data: bytes, name: str) -> Iterator[Part]:  # noqa: ARG001 - every parser is called alike
    """Read a docx, odt or epub, or give the members of any other archive."""
    archive = open_checked(data)
    for member, what in _REFUSED.items():
        if member in archive.names:
            raise UnreadableError(f"it is {what}")
    if "word/document.xml" in archive.names:
        yield from office.parse_docx(archive)
        return
    kind = archive.read("mimetype", at_most=200) if "mimetype" in archive.names else b""
    if kind.startswith(b"application/epub+zip"):
        yield from epub.parse_epub(archive)
    elif kind.startswith(b"application/vnd.oasis.opendocument.text"):
        yield from office.parse_odt(archive)
    elif kind.startswith(b"application/vnd.oasis.opendocument"):
        raise UnreadableError("it is an OpenDocument file without running text: save its text as a document")
    else:
        yield from _members(archive)


def open_checked(data: bytes) -> Archive:
    """Open an archive after a look at its directory.

    Raises
    ------
    UnreadableError
        It is broken, or too large in one of its measures.
    """
    _check_directory(data)
    try:
        file = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, struct.error) as error:
        raise UnreadableError("it begins like a ZIP archive, but is damaged or cut off") from error
    infos = file.infolist()
    if len(infos) > MOST_MEMBERS:
        raise UnreadableError(f"it has {len(infos):,} members; at most {MOST_MEMBERS:,} are read")
    total = sum(info.file_size for info in infos)
    if total > MOST_UNPACKED:
        raise UnreadableError(
            f"it unpacks to {total / 1e6:,.0f} MB; at most {MOST_UNPACKED / 1e6:.0f} MB are read"
        )
    for info in infos:
        if info.file_size > _SMALL and info.file_size > MOST_RATIO * max(info.compress_size, 1):
            raise UnreadableError("it expands more than any text does: it looks like a bomb, not a document")
    return Archive(file, {info.filename: info for info in infos})


def _check_directory(data: bytes) -> None:
    """Look at the end record before anything reads the directory that it announces."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if at < 0 or len(data) - at < _END.size:
        raise UnreadableError("it begins like a ZIP archive, but is damaged or cut off")
    _, _, _, _, count, size, _, _ = _END.unpack_from(data, at)
    if data[max(0, at - 20) : at].startswith(b"PK\x06\x07") or count == _ZIP64_COUNT or size == _ZIP64_SIZE:
        raise UnreadableError(f"it has more members than are read ({MOST_MEMBERS:,})")
    if count > MOST_MEMBERS or size > _MOST_DIRECTORY:
        raise UnreadableError(f"it has {count:,} members; at most {MOST_MEMBERS:,} are read")


def _members(archive: Archive) -> Iterator[Part]:
    """Give the files of an archive, sorted by name."""
    for name, info in sorted(archive.names.items()):
        shown = "/" + name.replace("\\", "/")
        if info.is_dir() or name.startswith("__MACOSX/"):
            continue
        parts = name.replace("\\", "/").split("/")
        if ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0]:
            yield Part(shown, fail="its name leads out of the archive: it is not read")
        elif any(part.startswith(".") for part in parts):
            yield Part(shown, skip="hidden: its name begins with a dot")
        elif stat.S_ISLNK(info.external_attr >> 16):
            yield Part(shown, skip="a symbolic link: links are not followed")
        else:
            try:
                yield Part(shown, data=archive.read(name))
            except (UnreadableError, zlib.error) as error:
                yield Part(shown, fail=str(error))
