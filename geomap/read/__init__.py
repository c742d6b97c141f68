"""Stage 1, reading: files to documents with title, date, source and page furniture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.late import late
from geomap.read.layout import lay_out
from geomap.read.tongues import is_small_word, language_of

if TYPE_CHECKING:
    from geomap.read.article import read_text as read_text
    from geomap.read.corrections import chosen_path as chosen_path
    from geomap.read.corrections import corrections_beside as corrections_beside
    from geomap.read.corrections import corrections_path as corrections_path
    from geomap.read.corrections import read_corrections as read_corrections
    from geomap.read.files import read_sources as read_sources
    from geomap.read.lines import read_lines as read_lines

_HOMES = {
    **dict.fromkeys(
        ("chosen_path", "corrections_beside", "corrections_path", "read_corrections"),
        "geomap.read.corrections",
    ),
    "read_lines": "geomap.read.lines",
    "read_sources": "geomap.read.files",
    "read_text": "geomap.read.article",
}
__all__ = [
    "chosen_path",
    "corrections_beside",
    "corrections_path",
    "is_small_word",
    "language_of",
    "lay_out",
    "read_corrections",
    "read_lines",
    "read_sources",
    "read_text",
]
__getattr__ = late(__name__, _HOMES)
