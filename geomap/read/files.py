"""Files and folders to documents: what is read, what is left out and why.

From the sources that a person names to a `Source`: every file is a document, skipped on purpose or
failed, and none is lost. Folders are read to any depth in the order of their paths; hidden entries
and symbolic links inside a folder are named and not followed (a link that the person names is). What
is no regular file (FIFO, socket, device) is never opened. Refused outright: a source that does not
exist, and sources that give not one document.
"""

from __future__ import annotations

import dataclasses
import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from geomap.errors import NothingToBuildError, SourceError
from geomap.model import Document, Excluded, Source
from geomap.options import Options
from geomap.read.article import read_text
from geomap.read.decoding import NotTextError, decode

# A long magazine article has 100 kB, a novel 1 MB: what is larger is a data file or an archive.
MAX_BYTES = 10_000_000

_TEXT_SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown"})
_LATER = {
    ".pdf": "PDF", ".docx": "Word", ".doc": "Word", ".odt": "OpenDocument", ".rtf": "RTF",
    ".epub": "EPUB", ".html": "HTML", ".htm": "HTML", ".xhtml": "HTML", ".mhtml": "MHTML",
    ".eml": "mail", ".json": "JSON", ".jsonl": "JSON lines", ".csv": "CSV", ".xml": "XML",
    ".zip": "ZIP", ".gz": "gzip", ".tar": "tar", ".warc": "WARC",
}  # fmt: skip


@dataclasses.dataclass(frozen=True, slots=True)
class _Found:
    """An entry of a source: where it is, how it is shown, and why it is not read (empty: read it)."""

    place: str
    shown: str
    skip: str = ""
    fail: str = ""
    named: bool = False


def read_sources(sources: Sequence[str | Path], *, options: Options = Options()) -> Source:  # noqa: B008
    """Read files and folders.

    Parameters
    ----------
    sources
        Files or folders, in the order in which their documents shall stand.
    options
        ``date`` dates the articles that state no day themselves.

    Raises
    ------
    SourceError
        A source that does not exist.
    NothingToBuildError
        Not one document could be read.
    """
    documents: list[Document] = []
    skipped: list[Excluded] = []
    failed: list[Excluded] = []
    read: dict[str, str] = {}
    for found in (entry for source in sources for entry in _entries(os.fspath(source))):
        if found.skip or found.fail:
            (skipped if found.skip else failed).append(Excluded(found.shown, found.skip or found.fail))
            continue
        real = os.path.realpath(found.place)
        if real in read:
            skipped.append(Excluded(found.shown, f"already read as {read[real]}"))
            continue
        read[real] = found.shown
        try:
            document = _document(found, f"d{len(documents) + 1}")
        except (NotTextError, OSError) as error:
            failed.append(Excluded(found.shown, _reason(error)))
            continue
        if document is None:
            skipped.append(Excluded(found.shown, "no text: the file is empty or only white space"))
        else:
            documents.append(_dated(document, options.date))
    if not documents:
        raise NothingToBuildError(_names(sources), _nothing(skipped, failed))
    seen = len(documents) + len(skipped) + len(failed)
    return Source(tuple(documents), tuple(skipped), tuple(failed), seen=seen)


def _dated(document: Document, date: str | None) -> Document:
    """Give the day that the person named to a document that states none."""
    if date is None or document.published_basis == "stated":
        return document
    return dataclasses.replace(document, published=date, published_basis="inferred")


def _names(sources: Sequence[str | Path]) -> str:
    return ", ".join(printable(os.fspath(s)) for s in sources) or "(no source)"


def _nothing(skipped: list[Excluded], failed: list[Excluded]) -> str:
    """Say why there is nothing, with the first reasons."""
    reasons = [f"{e.path}: {e.why}" for e in (*failed, *skipped)]
    if not reasons:
        return "there is nothing to read in it: name a folder with .txt or .md files, or such a file"
    more = f" (and {len(reasons) - 3} more)" if len(reasons) > 3 else ""  # noqa: PLR2004
    return f"not one document could be read: {'; '.join(reasons[:3])}{more}"


def printable(path: str) -> str:
    """Give a path with forward slashes and without lone surrogates, to be shown and stored."""
    shown = os.fsencode(path).decode("utf-8", "replace")
    return shown.replace(os.sep, "/")


def _reason(error: Exception) -> str:
    """Say what went wrong, without the path, which stands beside it."""
    if isinstance(error, OSError):
        return f"cannot be read: {error.strerror or error}"
    return str(error)


def _entries(source: str) -> Iterator[_Found]:
    """Give all files of one source."""
    if "\0" in source:
        raise SourceError(printable(source.replace("\0", "�")), "a path has no NUL: name a file or a folder")
    try:
        mode = os.stat(source).st_mode  # noqa: PTH116
    except FileNotFoundError as error:
        raise SourceError(printable(source), _unknown(source)) from error
    except OSError as error:
        yield _Found(source, printable(Path(source).name), fail=_reason(error))
        return
    if stat.S_ISDIR(mode):
        yield from _folder(source)
    else:
        shown = printable(Path(source).name)
        suffix = Path(source).suffix.lower()
        later = f"not yet read: {_LATER[suffix]} ({suffix})" if suffix in _LATER else ""
        yield _Found(source, shown, skip=later, named=True)


def _unknown(source: str) -> str:
    if source.startswith(("http://", "https://")):
        return "web addresses are not yet read: save the page as a .txt file and name that"
    if os.path.islink(source):  # noqa: PTH114
        return "the link leads nowhere: name a file or a folder that exists"
    return "there is no such file or folder: name one that exists (.txt, .md, or a folder of these)"


def _folder(root: str) -> Iterator[_Found]:
    """Give the files below a folder, sorted by path, without recursion (folders may be deep)."""
    stack = [(root, "")]
    while stack:
        place, relative = stack.pop()
        try:
            with os.scandir(place) as entries:
                inside = sorted(entries, key=lambda e: os.fsencode(e.name))
        except OSError as error:
            yield _Found(place, printable(relative) or ".", fail=f"folder {_reason(error)}")
            continue
        folders = []
        for entry in inside:
            below = f"{relative}/{entry.name}" if relative else entry.name
            if entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."):
                folders.append((entry.path, below))
            else:
                yield _file(entry, below)
        stack.extend(reversed(folders))


def _file(entry: os.DirEntry[str], relative: str) -> _Found:
    """Decide from name and type whether a folder's entry is read."""
    shown = printable(relative)
    suffix = Path(entry.name).suffix.lower()
    skip = ""
    if entry.name.startswith("."):
        skip = "hidden: its name begins with a dot"
    elif entry.is_symlink():
        skip = "a symbolic link: links are not followed; name its target to read it"
    elif entry.is_file(follow_symlinks=False) and suffix not in _TEXT_SUFFIXES:
        what = _LATER.get(suffix, "files")
        skip = f"not yet read: {what} ({suffix or 'without a suffix'})"
    return _Found(entry.path, shown, skip=skip)


def _document(found: _Found, document_id: str) -> Document | None:
    """Read one file; None if it has no text."""
    data = _content(found.place, follow=found.named)
    decoded = decode(data)
    if not decoded.text.strip("\0 \t\r\n\v\f\u200b\ufeff\xa0\u3000"):
        return None
    document = read_text(
        decoded.text,
        document_id=document_id,
        path=found.shown,
        sha256=hashlib.sha256(data).hexdigest(),
    )
    return dataclasses.replace(document, encoding=decoded.encoding)


def _content(place: str, *, follow: bool) -> bytes:
    """Read a regular file that is not too large; never waits for one that is none."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    mode = (os.stat if follow else os.lstat)(place).st_mode
    if not stat.S_ISREG(mode):
        raise NotTextError(f"it is {_type(mode)}, not a file")
    descriptor = os.open(place, flags | (0 if follow else getattr(os, "O_NOFOLLOW", 0)))
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise NotTextError(f"it is {_type(status.st_mode)}, not a file")
        data = file.read(MAX_BYTES + 1) if status.st_size <= MAX_BYTES else b""
    if status.st_size > MAX_BYTES or len(data) > MAX_BYTES:
        size, limit = max(status.st_size, len(data)) / 1e6, MAX_BYTES / 1e6
        raise NotTextError(
            f"it is too large ({size:.0f} MB; at most {limit:.0f} MB): split it into its articles",
        )
    return data


def _type(mode: int) -> str:
    names = (
        (stat.S_ISFIFO, "a FIFO"), (stat.S_ISSOCK, "a socket"), (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"), (stat.S_ISDIR, "a folder"), (stat.S_ISLNK, "a symbolic link"),
    )  # fmt: skip
    return next((name for test, name in names if test(mode)), "something special")
