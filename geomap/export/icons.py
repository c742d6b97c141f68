"""Marks as small PNG images, for formats that show pictures: white shapes that a reader's software tints.

Drawn here point by point, so that a KMZ brings its own marks and asks no server for any.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from functools import cache

SIZE_PX = 64
_FINE = 3
"""Each pixel is looked at in this many places along each side, for smooth edges."""

_RADIUS, _RIM = 0.80, 0.16
"""Of half the image: of the shape, and of the dark rim around it that parts it from any ground."""

_Distance = Callable[[float, float], float]
_SHAPES: dict[str, _Distance] = {
    "circle": lambda x, y: (x * x + y * y) ** 0.5,
    "square": lambda x, y: max(abs(x), abs(y)) * 1.15,
    "diamond": lambda x, y: abs(x) + abs(y),
    "triangle": lambda x, y: max(y, 0.9 * abs(x) - 0.45 * y) * 1.35,
    "area": lambda x, y: (x * x + y * y) ** 0.5,
}
"""How far out a point is: 1 on the rim of the largest shape that fits, x to the right and y down."""


@cache
def icon(shape: str) -> bytes:
    """Give the PNG of a shape: white with a dark rim; an area is a ring."""
    distance = _SHAPES[shape]
    rows = bytearray()
    for row in range(SIZE_PX):
        rows.append(0)  # no filter
        for column in range(SIZE_PX):
            rows += _pixel(distance, column, row, hollow=shape == "area")
    return _png(bytes(rows))


def _pixel(distance: _Distance, column: int, row: int, *, hollow: bool) -> bytes:
    inner = outer = 0
    for i in range(_FINE):
        for j in range(_FINE):
            x = 2 * (column + (i + 0.5) / _FINE) / SIZE_PX - 1
            y = 2 * (row + (j + 0.5) / _FINE) / SIZE_PX - 1
            far = distance(x, y)
            hole = hollow and far < _RADIUS - 2 * _RIM
            inner += far < _RADIUS and not hole
            outer += far < _RADIUS + _RIM and not hole
    samples = _FINE * _FINE
    light = 255 * inner // outer if outer else 0
    return bytes((light, light, light, 255 * outer // samples))


def _png(rows: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", SIZE_PX, SIZE_PX, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        png_chunk(kind, data)
        for kind, data in ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    )


def png_chunk(kind: bytes, data: bytes) -> bytes:
    """Write a piece of a PNG: its length, its kind of four letters, its data, its checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
