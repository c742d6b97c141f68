"""A text to a document: its headline, day, source, language and page furniture.

From a decoded text, and what the caller knows of it, to a `Document` whose text is untouched. What the
caller gives goes before what the text shows. Nothing is made up: without a headline the file's name
stands in, without a day there is none.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from geomap.model import Document, Span
from geomap.read.furniture import find_furniture, judge, spans_of
from geomap.read.heading import find_source, find_title, title_text
from geomap.read.published import find_published, given_day
from geomap.read.tongues import language_of
from geomap.read.units import cut_units


def read_text(
    text: str,
    *,
    document_id: str,
    path: str = "",
    title: str | None = None,
    published: str | None = None,
    source: str | None = None,
    sha256: str = "",
) -> Document:
    """Read one text as an article.

    Parameters
    ----------
    text
        The decoded file; it stays as it is, and spans count in it.
    document_id
        Id of the document within its story.
    path
        How the file is shown; its name is the title of last resort.
    title, published, source
        What is known from elsewhere; it goes before what the text shows. A ``published`` that
        is no day ("7:58 AM") tells nothing.
    sha256
        Of the file's bytes.
    """
    judged = judge(cut_units(text))
    heading = find_title(judged)
    page = find_furniture(judged, title=heading)
    shown, span = None, None
    if heading is not None:
        unit = page[heading].unit
        shown, skip = title_text(unit)
        span = Span(unit.start + skip, unit.end) if shown else None
    known = given_day(published)
    day = known or find_published(page, title=heading, path=path)
    return Document(
        id=document_id,
        path=path,
        title=title or shown or _file_title(path) or document_id,
        text=text,
        sha256=sha256,
        source=source or find_source(page, text, heading),
        published=day.iso,
        published_basis=day.basis,
        furniture=spans_of(page, text),
        title_span=span,
        language=language_of(text),
    )


def _file_title(path: str) -> str:
    """Make a title from a file's name."""
    return " ".join(PurePosixPath(path).stem.replace("_", " ").split())
