"""A PMTiles file on this machine as a source of map pictures.

From a path to tiles by zoom, column and row, read from the disk one at a time. A file that is damaged, holds
no pictures, or is packed in a way that the package pmtiles does not read is refused when it is opened, with
the reason; damage that shows later costs the tiles that it hits.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from geomap.errors import MissingExtraError, OptionError

MIME = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp", "AVIF": "image/avif"}
"""The kinds of tile that a browser shows as they are."""

VECTOR = frozenset({"MVT", "MLT"})
MOST_BYTES = 5_000_000
"""Of one tile or one part of the directory; a larger one comes of damage."""

DEEPEST_ZOOM = 26
_START = b"PMTiles\x03"
_DAMAGE = (EOFError, IndexError, KeyError, OSError, OverflowError, ValueError, zlib.error)
"""What the package raises over bytes that are not what they should be."""


class Archive:
    """An open PMTiles file.

    Attributes
    ----------
    path
        The file.
    mimetype
        What its tiles are.
    min_zoom, max_zoom
        The zooms that it has.
    attribution
        Whom it says to credit: text with links, not to be trusted.

    Raises
    ------
    OptionError
        The file cannot be read, or not be shown.
    MissingExtraError
        The package pmtiles is not installed.
    """

    def __init__(self, path: Path) -> None:
        try:
            from pmtiles.reader import Reader
        except ImportError as error:
            raise MissingExtraError(f"--tiles {path}", extra="tiles", module="pmtiles") from error
        self.path = path
        self._reader = Reader(self._read)
        try:
            start = self._read(0, len(_START))
        except OSError as error:
            raise OptionError(f"--tiles {path}: it cannot be read ({error.strerror})") from error
        if start != _START:
            raise OptionError(f"--tiles {path}: this is no PMTiles file of version 3")
        try:
            header = self._reader.header()
            self._refuse_what_is_no_picture(header)
            metadata = self._whole(header)
        except OptionError:
            raise
        except _DAMAGE as error:
            raise OptionError(
                f"--tiles {path}: the file is damaged or not whole; get or make it again"
            ) from error
        self.mimetype = MIME[header["tile_type"].name]
        self.min_zoom, self.max_zoom = header["min_zoom"], min(header["max_zoom"], DEEPEST_ZOOM)
        self.attribution = str(metadata.get("attribution") or "")

    def tile(self, zoom: int, column: int, row: int) -> bytes | None:
        """Give a tile's picture, or None where there is none, or none that can be read."""
        if not self.min_zoom <= zoom <= self.max_zoom or max(column, row) >= 1 << zoom:
            return None
        try:
            found: bytes | None = self._reader.get(zoom, column, row)
        except _DAMAGE:
            return None
        return found or None

    def _refuse_what_is_no_picture(self, header: Mapping[str, Any]) -> None:
        kind, directory, packed = (
            header[name].name for name in ("tile_type", "internal_compression", "tile_compression")
        )
        why = ""
        if kind in VECTOR:
            why = f"it holds vector tiles ({kind}), and geomap shows pictures: take a file of {_kinds()}"
        elif kind not in MIME:
            why = f"it does not say what its tiles are; geomap shows {_kinds()}"
        elif directory != "GZIP":
            why = f"its directory is packed as {directory}, and geomap reads GZIP alone"
        elif packed not in {"NONE", "UNKNOWN"}:
            why = f"its pictures are packed once more, as {packed}"
        if why:
            raise OptionError(f"--tiles {self.path}: {why}")

    def _whole(self, header: Mapping[str, Any]) -> Mapping[str, Any]:
        """Give the metadata of a file whose parts can be read and all lie inside it."""
        size = self.path.stat().st_size
        for part in ("root", "metadata", "leaf_directory", "tile_data"):
            if header[f"{part}_offset"] + header[f"{part}_length"] > size:
                raise EOFError(part)
        self._reader.get(header["min_zoom"], 0, 0)  # reads the directory
        metadata = self._reader.metadata()
        return metadata if isinstance(metadata, dict) else {}

    def _read(self, offset: int, length: int) -> bytes:
        """Read from the file as it is now; a mapping of it would end the process if somebody cut the file."""
        if length > MOST_BYTES:
            raise EOFError(length)
        with self.path.open("rb") as file:
            file.seek(offset)
            return file.read(length)


def _kinds() -> str:
    *most, last = MIME
    return f"{', '.join(most)} or {last}"
