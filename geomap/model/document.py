"""What reading a source gives: documents, and what was left out with the reason."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from geomap.model.span import Span

PublishedBasis = Literal["stated", "inferred", "none"]


@dataclass(frozen=True, slots=True)
class Document:
    """One article, its text untouched.

    Attributes
    ----------
    id
        Short and stable within a story (``d1``, ``d2`` … in the order of the paths); never the path.
    path
        Relative to the source that was named, with forward slashes.
    title
        The headline that the text shows, else the file's name.
    source
        Who published it (``AP``, ``Riverbender.com``), where the text says so.
    published
        Day of publication, ISO 8601, or None.
    published_basis
        ``stated`` by the text, ``inferred`` (from options or other documents) or ``none``.
    sha256
        Of the file's bytes.
    text
        The decoded file, line ends included; every span counts in it.
    furniture
        Ranges that are page furniture (masthead, byline, teaser, comment form), sorted, disjoint.
    encoding
        How the bytes were decoded.
    title_span
        Where the headline stands in the text, or None if the title is the file's name.
    sentences
        The sentences, sorted, disjoint; empty until the pipeline has cut them.
    language
        ISO 639-1 code of the language that it is written in, or None where the text is too short to tell.
    author
        Who wrote it, where the file's metadata say so.
    url
        Where it was published: http or https, or None.
    format
        What the file was: ``text``, ``html``, ``pdf``, ``docx`` …
    found_in
        Where title, date, author and source were found (``meta og:title``, ``mail header Date``, ``text``).
    copy_of
        Id of the document of which this one is a copy, so that both count as one source; None for most.
    """

    id: str
    path: str
    title: str
    text: str
    sha256: str
    source: str | None = None
    published: str | None = None
    published_basis: PublishedBasis = "none"
    furniture: tuple[Span, ...] = ()
    encoding: str = "utf-8"
    title_span: Span | None = None
    sentences: tuple[Span, ...] = ()
    language: str | None = None
    author: str | None = None
    url: str | None = None
    format: str = "text"
    found_in: Mapping[str, str] = field(default_factory=dict, hash=False)
    copy_of: str | None = None

    def sentence_at(self, offset: int) -> Span:
        """Give the sentence that holds a character, or else its line."""
        i = bisect_right(self.sentences, (offset, len(self.text) + 1)) - 1
        if i >= 0 and offset < self.sentences[i].end:
            return self.sentences[i]
        start = self.text.rfind("\n", 0, offset) + 1
        end = self.text.find("\n", offset)
        return Span(start, end if end >= 0 else len(self.text))

    def in_furniture(self, offset: int) -> bool:
        """Say whether a character lies in page furniture."""
        i = bisect_right(self.furniture, (offset, len(self.text) + 1)) - 1
        return i >= 0 and offset < self.furniture[i].end


@dataclass(frozen=True, slots=True)
class Excluded:
    """A file that gave no document: skipped on purpose, or failed."""

    path: str
    why: str


@dataclass(frozen=True, slots=True)
class Source:
    """All that reading gave: ``seen == len(documents) + len(skipped) + len(failed)``."""

    documents: tuple[Document, ...]
    skipped: tuple[Excluded, ...] = ()
    failed: tuple[Excluded, ...] = ()
    seen: int = field(default=0)

    def __post_init__(self) -> None:
        """Check that no file was lost on the way."""
        accounted = len(self.documents) + len(self.skipped) + len(self.failed)
        if self.seen != accounted:
            raise ValueError(f"{self.seen} files were seen, but {accounted} are accounted for")
