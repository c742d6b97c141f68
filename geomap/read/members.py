"""The members of an archive that has been checked: read with a count of the bytes.

From a name to a member's bytes, never more than it claimed and never more than is allowed. Refused:
encrypted members, methods other than stored and deflated, damaged data.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping

from geomap.read.part import UnreadableError

MOST_UNPACKED = 200_000_000
"""Bytes of all members of an archive, unpacked."""
_CHUNK = 1 << 16


class Archive:
    """An open archive whose directory has been looked at.

    Attributes
    ----------
    names
        What the directory says of each member, by name.
    """

    def __init__(self, file: zipfile.ZipFile, names: Mapping[str, zipfile.ZipInfo]) -> None:
        self.names = names
        self._file = file
        self._left = MOST_UNPACKED

    def read(self, name: str, *, at_most: int = MOST_UNPACKED) -> bytes:
        """Read a member.

        Parameters
        ----------
        name
            As the directory has it.
        at_most
            Bytes that are read; what goes on after them is left unread.

        Raises
        ------
        UnreadableError
            There is no such member, it is encrypted or damaged, or the archive gives too much.
        """
        info = self.names.get(name)
        if info is None:
            raise UnreadableError(f"it lacks its part {name}: is it damaged?")
        if info.flag_bits & 1:
            raise UnreadableError("it is encrypted: save it without a password")
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise UnreadableError("it is packed by a method that is not read: pack it again as plain ZIP")
        chunks: list[bytes] = []
        size = 0
        try:
            with self._file.open(info) as member:
                while size < at_most and (chunk := member.read(_CHUNK)):
                    size += len(chunk)
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise UnreadableError("it unpacks to more than it says: it is not read on")
                    chunks.append(chunk)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            if isinstance(error, UnreadableError):
                raise
            raise UnreadableError("it is damaged: its bytes do not unpack") from error
        return b"".join(chunks)[:at_most]
