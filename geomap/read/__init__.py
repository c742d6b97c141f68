"""Stage 1, reading: files to documents with title, date, source and page furniture."""

from geomap.read.article import read_text
from geomap.read.files import read_sources
from geomap.read.lines import read_lines

__all__ = ["read_lines", "read_sources", "read_text"]
