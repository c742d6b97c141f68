"""A story's map for print as a picture: the drawing of `svg`, painted by resvg.

From a story to the bytes of a PNG of an A4 sheet, with the map in words, the credits and the size on paper in
it. resvg, because it paints the light edge around names (``paint-order``), which CairoSVG does not know, asks
for no library of the system, and weighs 1.4 MB, a tenth of Skia. The letters come from Source Sans and Source
Serif, which come with the extra, so that the same story gives the same bytes on each machine; only a story
with letters that they lack (Chinese, Arabic …) also takes the machine's fonts.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from geomap.draw.drawing import CREDIT
from geomap.draw.selection import select
from geomap.errors import OutputError, installing
from geomap.export.contents import provenance
from geomap.export.icons import png_chunk
from geomap.export.svg import to_svg
from geomap.export.text import one_line
from geomap.model import Story
from geomap.page.alternative import alternative_text

PRINT_DPI = 300
"""What a printer asks for."""

LEAST_DPI, MOST_DPI = 36, 600
"""At the most the picture has 35 million points, which take 140 MB while they are painted."""

SANS, SERIF = "Source Sans Pro", "Source Serif Pro"
_FONTS = {
    "font_source_sans_pro": ("SourceSansPro-Regular", "SourceSansPro-Semibold", "SourceSansPro-Bold"),
    "font_source_serif_pro": ("SourceSerifPro-Regular", "SourceSerifPro-Bold", "SourceSerifPro-It"),
}
INSTALL = f"needs what is not installed: {installing('png')}"

_OWN_LETTERS = (
    (0x20, 0x131), (0x134, 0x149), (0x14C, 0x165), (0x168, 0x17E), (0x218, 0x21B), (0x384, 0x38A),
    (0x38E, 0x3A1), (0x3A3, 0x3CE), (0x400, 0x45F), (0x490, 0x493), (0x496, 0x49B), (0x1EA0, 0x1EF9),
    (0x2012, 0x2015), (0x2018, 0x201A), (0x201C, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026),
    (0x2032, 0x2033), (0x2039, 0x203A), (0x20AC, 0x20AC),
)  # fmt: skip
"""Ranges that our fonts have whole: Latin, Vietnamese, Greek, Cyrillic, dashes, quotes."""

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_INCHES_IN_METRE = 1 / 0.0254


def to_png(story: Story, *, dpi: int = PRINT_DPI) -> bytes:
    """Paint the map of a story for an A4 sheet.

    Parameters
    ----------
    dpi
        Points of the picture in an inch of the paper, from `LEAST_DPI` to `MOST_DPI`.

    Raises
    ------
    OutputError
        The painter or its fonts are not installed.
    """
    if not LEAST_DPI <= dpi <= MOST_DPI:
        raise ValueError(f"{dpi} dots per inch are not between {LEAST_DPI} and {MOST_DPI}")
    painter, fonts = _painter(), _fonts()
    drawing = ET.fromstring(to_svg(story))  # noqa: S314 (written on this line)
    for element in drawing.iter():
        family = element.get("font-family")
        if family is not None:
            element.set("font-family", SERIF if family.startswith("Georgia") else SANS)
    letters = {character for element in drawing.iter() for character in element.text or ""}
    picture: bytes = painter.svg_to_bytes(
        svg_string=ET.tostring(drawing, encoding="unicode"),
        dpi=float(dpi),
        font_files=fonts,
        skip_system_fonts=all(map(_is_own, letters)),
        font_family=SANS,
        sans_serif_family=SANS,
        serif_family=SERIF,
    )
    return _described(picture, story, dpi)


def _painter() -> Any:  # noqa: ANN401 - a module without types
    try:
        return import_module("resvg_py")
    except ImportError as error:
        raise OutputError(".png", INSTALL) from error


def _fonts() -> list[str]:
    """Give the files of our fonts; the packages are only looked for, as they list folders when imported."""
    found = []
    for package, names in _FONTS.items():
        spec = find_spec(package)
        if spec is None or spec.origin is None:
            raise OutputError(".png", INSTALL)
        found += [str(Path(spec.origin).with_name("files") / f"{name}.ttf") for name in names]
    return found


def _is_own(character: str) -> bool:
    return character in "\n\t" or any(first <= ord(character) <= last for first, last in _OWN_LETTERS)


def _described(picture: bytes, story: Story, dpi: int) -> bytes:
    """Put size on paper and words behind the picture's header."""
    end = len(_SIGNATURE) + 25  # the header is 13 bytes, and each chunk has 12 around it
    return picture[:end] + b"".join(_chunks(story, dpi)) + picture[end:]


def _chunks(story: Story, dpi: int) -> Iterator[bytes]:
    a_metre = round(dpi * _INCHES_IN_METRE)
    yield png_chunk(b"pHYs", struct.pack(">IIB", a_metre, a_metre, 1))
    words = {
        "Title": story.title,
        "Description": alternative_text(select(story)),
        "Copyright": CREDIT,
        "Software": provenance(story),
    }
    for name, text in words.items():
        yield png_chunk(b"iTXt", name.encode() + b"\0\0\0\0\0" + one_line(text).encode())
