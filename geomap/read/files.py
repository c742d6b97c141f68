"""Sources to documents: what is read, what is left out and why.

From the sources that a person names (files, folders, web addresses) to a `Source`: every file, and every
part of a file that holds several, is a document, skipped on purpose or failed, and none is lost. Plain
text is read here; everything else is parsed in a process of its own. Refused outright: a source that
does not exist, and sources that give not one document.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
from collections.abc import Collection, Sequence
from pathlib import Path, PurePosixPath
from typing import Self
from urllib.parse import unquote, urlsplit

from geomap.errors import NothingToBuildError
from geomap.model import Document, Excluded, Source, Span
from geomap.options import Options
from geomap.read.article import read_text
from geomap.read.child import Limits, ParsingProcess
from geomap.read.corrections import is_corrections
from geomap.read.decoding import NotTextError, decode, signature_of
from geomap.read.entries import content, entries_of, no_document, printable, reason
from geomap.read.fetch import SECONDS
from geomap.read.kinds import Kind, kind_of
from geomap.read.part import Part
from geomap.read.published import given_day

_WHITE = "\0 \t\r\n\v\f\u200b\ufeff\xa0\u3000"
# Suffixes of plain text, and none at all: what else is text by content is code or data, if a folder has it.
_TEXT_SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown", ".rst", ".log", ".eml", ".html", ".htm"})
# Suffixes that promise a format: bytes that are of none of these are damaged.
_PROMISES = frozenset({
    ".pdf", ".docx", ".odt", ".epub", ".zip", ".json", ".jsonl", ".ndjson", ".xml", ".rss", ".atom", ".mht",
    ".mhtml",
})  # fmt: skip
# An archive in an archive is read, one deeper is not.
_DEEPEST = 2
_MOST_PARTS = 50_000
_TITLE_WITHIN = 3_000


def read_sources(sources: Sequence[str | Path], *, options: Options = Options()) -> Source:  # noqa: B008
    """Read files, folders and web addresses.

    Parameters
    ----------
    sources
        Files, folders or http(s) addresses, in the order in which their documents shall stand.
    options
        ``date`` dates the articles that state no day themselves.

    Raises
    ------
    SourceError
        A source that does not exist.
    NothingToBuildError
        Not one document could be read.
    """
    with _Reading(options) as reading:
        for source in sources:
            reading.read(os.fspath(source))
    if not reading.documents:
        raise NothingToBuildError(_names(sources), _nothing(reading.skipped, reading.failed))
    seen = len(reading.documents) + len(reading.skipped) + len(reading.failed)
    return Source(tuple(reading.documents), tuple(reading.skipped), tuple(reading.failed), seen=seen)


class _Reading:
    """What has been read so far, and the process that parses."""

    def __init__(self, options: Options) -> None:
        self.documents: list[Document] = []
        self.skipped: list[Excluded] = []
        self.failed: list[Excluded] = []
        self._options = options
        self._known: dict[str, str] = {}
        self._process = ParsingProcess()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.close()

    def read(self, source: str) -> None:
        """Read one source."""
        if source.lower().startswith(("http://", "https://")):
            self._address(source)
            return
        for entry in entries_of(source):
            if entry.skip or entry.fail:
                (self.skipped if entry.skip else self.failed).append(
                    Excluded(entry.shown, entry.skip or entry.fail)
                )
                continue
            real = os.path.realpath(entry.place)
            if real in self._known:
                self.skipped.append(Excluded(entry.shown, f"already read as {self._known[real]}"))
                continue
            self._known[real] = entry.shown
            try:
                data = content(entry.place, follow=entry.named)
            except (NotTextError, OSError) as error:
                self.failed.append(Excluded(entry.shown, reason(error)))
                continue
            self._bytes(data, entry.shown, named=entry.named)

    def _address(self, url: str) -> None:
        """Read what is behind a web address."""
        shown = shown_address(url)
        part = fetched(url)
        if part.data is None:
            self.failed.append(Excluded(shown, part.fail or "nothing came back"))
        else:
            self._bytes(part.data, shown, named=True, url=part.url)

    def _bytes(self, data: bytes, shown: str, *, named: bool, url: str | None = None, depth: int = 0) -> None:
        """Read a file's bytes by what they are."""
        if is_corrections(data):
            self.skipped.append(Excluded(shown, "not an article: a person's corrections"))
            return
        kind = kind_of(data, shown)
        if kind == "text":
            self._text(data, shown, named=named, url=url)
            return
        parts = self._process.parse(kind, data, shown)
        if parts and all(part.fail for part in parts) and _may_be_text(kind, shown):
            self._text(data, shown, named=named, url=url)
            return
        digest = hashlib.sha256(data).hexdigest()
        for part in parts[:_MOST_PARTS]:
            self._part(part, shown, kind=kind, digest=digest, url=url, depth=depth)

    def _part(self, part: Part, shown: str, *, kind: Kind, digest: str, url: str | None, depth: int) -> None:
        """Take in a part of a file."""
        path = shown + printable(part.member)
        if part.data is not None:
            what = no_document(path)
            if what:
                self.skipped.append(Excluded(path, f"not a document: {what}"))
            elif depth >= _DEEPEST:
                self.failed.append(Excluded(path, "an archive in an archive in an archive: it is not read"))
            else:
                self._bytes(part.data, path, named=False, depth=depth + 1)
        elif part.fail:
            self.failed.append(Excluded(path, part.fail))
        elif part.skip or not part.text.strip(_WHITE):
            self.skipped.append(Excluded(path, part.skip or "no text: the file is empty or only white space"))
        else:
            self._take(_document(part, path, self._next, kind=kind, digest=digest, url=url))

    @property
    def _next(self) -> str:
        return f"d{len(self.documents) + 1}"

    def _text(self, data: bytes, shown: str, *, named: bool, url: str | None) -> None:
        """Read plain text."""
        suffix = PurePosixPath(shown).suffix.lower()
        if data.strip() and suffix in _PROMISES:
            self.failed.append(
                Excluded(shown, f"its name says {suffix}, its bytes do not: it is damaged or cut off")
            )
            return
        if not named and suffix not in _TEXT_SUFFIXES:
            what = signature_of(data) or "no document by its content or name"
            self.skipped.append(Excluded(shown, f"not read: {what} ({suffix or 'without a suffix'})"))
            return
        try:
            decoded = decode(data)
        except NotTextError as error:
            self.failed.append(Excluded(shown, str(error)))
            return
        if not decoded.text.strip(_WHITE):
            self.skipped.append(Excluded(shown, "no text: the file is empty or only white space"))
            return
        digest = hashlib.sha256(data).hexdigest()
        document = read_text(decoded.text, document_id=self._next, path=shown, sha256=digest)
        self._take(dataclasses.replace(document, encoding=decoded.encoding, url=url))

    def _take(self, document: Document) -> None:
        date = self._options.date
        if date is not None and document.published_basis != "stated":
            document = dataclasses.replace(document, published=date, published_basis="inferred")
        self.documents.append(document)


def fetched(url: str, *, open_to: Collection[str] = (), seconds: int = SECONDS) -> Part:
    """Fetch a web address in a process of its own, which ends after 30 seconds whatever the server does.

    Parameters
    ----------
    url, open_to
        As for `geomap.read.fetch.fetch`; nothing but a test gives ``open_to``.
    seconds
        In all: name, connection, redirects and body.
    """
    request = json.dumps({"url": url, "open_to": sorted(open_to)}).encode("ascii")
    with ParsingProcess(Limits(seconds=seconds)) as process:
        parts = process.parse("fetch", request, "")
    return parts[0] if parts else Part(fail="nothing came back")


def shown_address(url: str) -> str:
    """Give the path under which a web page is shown: host and path, without query."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return printable(url[:200])
    return printable((host + unquote(parts.path, errors="replace")).rstrip("/")[:300]) or printable(url[:200])


def _document(
    part: Part, path: str, document_id: str, *, kind: str, digest: str, url: str | None
) -> Document:
    """Make a document of a part; what the file says goes before what the text shows."""
    stated = given_day(part.published)
    span = _title_span(part.text, part.title)
    document = read_text(
        part.text,
        document_id=document_id,
        path=path,
        title=part.title,
        published=part.published if stated else None,
        source=part.source,
        sha256=digest,
    )
    if span is None and document.title_span is not None and part.title is not None:
        shown = part.text[slice(*document.title_span)]
        if part.title.startswith(shown):  # the metadata's title is the headline and the site's name
            document = dataclasses.replace(document, title=shown)
    where = {key: place for key, place in part.found_in.items() if key in {"title", "author", "source"}}
    if document.title_span is not None:
        where.setdefault("title", "text")
    where.setdefault("title", "file name")
    if document.source and not part.source:
        where["source"] = "text"
    created = given_day(part.created)
    if stated and "published" in part.found_in:
        where["published"] = part.found_in["published"]
    elif document.published_basis != "none":
        where["published"] = "text"
    elif created:
        where["published"] = part.found_in.get("created", "the file's day")
        document = dataclasses.replace(document, published=created.iso, published_basis="inferred")
    return dataclasses.replace(
        document,
        title_span=span or document.title_span,
        encoding=part.encoding,
        author=part.author,
        url=part.url or url,
        format=part.format or kind,
        found_in=dict(sorted(where.items())),
    )


def _title_span(text: str, title: str | None) -> Span | None:
    """Find the title as a line of its own near the text's beginning."""
    if not title:
        return None
    start = 0
    for line in text[:_TITLE_WITHIN].split("\n"):
        if line.strip() == title:
            at = start + line.index(title)
            return Span(at, at + len(title))
        start += len(line) + 1
    return None


def _may_be_text(kind: str, shown: str) -> bool:
    """Say whether a file that was taken for a table or mail, but is none, may be plain text."""
    suffix = PurePosixPath(shown).suffix.lower()
    return kind in {"json", "csv", "mail"} and suffix in {".txt", ".text", ".md", ".markdown", ""}


def _names(sources: Sequence[str | Path]) -> str:
    return ", ".join(printable(os.fspath(s)) for s in sources) or "(no source)"


def _nothing(skipped: list[Excluded], failed: list[Excluded]) -> str:
    """Say why there is nothing, with the first reasons."""
    reasons = [f"{e.path}: {e.why}" for e in (*failed, *skipped)]
    if not reasons:
        return "there is nothing to read in it: name a folder with articles, or an article"
    more = f" (and {len(reasons) - 3} more)" if len(reasons) > 3 else ""  # noqa: PLR2004
    return f"not one document could be read: {'; '.join(reasons[:3])}{more}"
