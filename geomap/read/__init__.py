"""Stage 1, reading: files to documents with title, date, source and page furniture."""

from geomap.read.article import read_text
from geomap.read.corrections import chosen_path, corrections_beside, corrections_path, read_corrections
from geomap.read.files import read_sources
from geomap.read.lines import read_lines

__all__ = [
    "chosen_path",
    "corrections_beside",
    "corrections_path",
    "read_corrections",
    "read_lines",
    "read_sources",
    "read_text",
]
