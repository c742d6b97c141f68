"""A text to a document: its headline, day, source, language and page furniture.

From a decoded text, and what the caller knows of it, to a `Document` whose text is untouched. What the
caller gives goes before what the text shows. Nothing is made up: without a headline the file's name
stands in, without a day there is none.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from geomap.model import Document
from geomap.read.layout import lay_out
from geomap.read.published import find_published, given_day
from geomap.read.publisher import find_source
from geomap.read.tongues import language_of


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
    layout = lay_out(text)
    page, heading = layout.page, layout.heading
    known = given_day(published)
    day = known or find_published(page, title=heading, path=path)
    return Document(
        id=document_id,
        path=path,
        title=title or layout.title or _file_title(path) or document_id,
        text=text,
        sha256=sha256,
        source=source or find_source(page, text, heading),
        published=day.iso,
        published_basis=day.basis,
        furniture=layout.furniture,
        title_span=layout.title_span,
        language=language_of(text),
    )


def _file_title(path: str) -> str:
    """Make a title from a file's name."""
    return " ".join(PurePosixPath(path).stem.replace("_", " ").split())
