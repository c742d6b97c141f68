"""A text to a document: its title, day, source and page furniture.

First version: title and furniture are found by the rules of the modules beside it.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from geomap.model import Document


def read_text(  # noqa: PLR0913
    text: str,
    *,
    document_id: str,
    path: str = "",
    title: str | None = None,
    published: str | None = None,
    source: str | None = None,
    sha256: str = "",
) -> Document:
    """Read one text as an article."""
    return Document(
        id=document_id, path=path, title=title or PurePosixPath(path).stem or document_id, text=text,
        sha256=sha256, source=source, published=published,
        published_basis="stated" if published else "none",
    )  # fmt: skip
